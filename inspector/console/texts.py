"""What the command line says of itself."""

from ..domain.messages import Wording

D_DEMO = Wording(
    "cmd.demo",
    "造一个示例县，完成两个季度的计划、审批、导出和核验",
    "make a sample county and plan, approve, export and verify two quarters",
)
D_NEW = Wording("cmd.new", "新建辖区文件", "make a new county file")
D_TEMPLATE = Wording("cmd.template", "写出空白导入模板", "write an empty import workbook")
D_IMPORT = Wording(
    "cmd.import", "导入名录、任务、有因检查、会议和历史", "import lists, tasks, cases, meetings, history"
)
D_FREEZE = Wording("cmd.freeze", "锁定名录，得出锁定指纹 H0", "freeze the lists and print H0")
D_WITHDRAW = Wording("cmd.withdraw", "撤回锁定（留有记录）", "withdraw the freeze (on record)")
D_DRAW = Wording("cmd.draw", "用公开掷骰抽取检查对象", "draw enterprises with public dice")
D_SCHEDULE = Wording("cmd.schedule", "排定检查和会议日期，得出 H1", "place visits and meetings and print H1")
D_PIN = Wording(
    "cmd.pin",
    "批准前指定某次检查的日期，或取消指定；不带 --visit 时列出已指定的日期",
    "fix a visit's date before approval, or leave it open again; without --visit, list what is fixed",
)
D_STAFF = Wording("cmd.staff", "用公开掷骰抽取检查人员", "draw inspectors with public dice")
D_PLAN = Wording("cmd.plan", "锁定、抽取、排期、派员一次完成", "freeze, draw, schedule and staff in one")
D_EXPLAIN = Wording(
    "cmd.explain", "说明为什么排不出计划，或什么制约了计划", "why no plan exists, or what holds it back"
)
D_SUBMIT = Wording("cmd.submit", "送审", "submit the plan for approval")
D_APPROVE = Wording("cmd.approve", "批准计划（不能是送审人）", "approve the plan (not the one who submitted)")
D_REJECT = Wording("cmd.reject", "退回计划", "send the plan back")
D_CHANGE = Wording("cmd.change", "批准后调整计划", "a change order after approval")
D_EXPORT = Wording("cmd.export", "导出正式 Excel 计划", "write the official workbook")
D_SHARE = Wording("cmd.share", "给每个部门写一份摘录工作簿", "write each department's part of the plan as a workbook")
D_RECORD = Wording("cmd.record", "登记一次入企检查的执行情况", "record what came of a visit")
D_PROGRESS = Wording("cmd.progress", "批准的与已实施的对照", "what was approved against what was done")
D_VERIFY = Wording(
    "cmd.verify", "只凭工作簿重新计算抽取并核查规则", "recompute draws and rules from the workbook alone"
)
D_STATUS = Wording("cmd.status", "看计划进行到哪一步", "where the plan stands")
D_CALENDAR = Wording("cmd.calendar", "登记某年放假通知", "put a year's holiday notice on file")
D_SETTINGS = Wording("cmd.settings", "查看或修改设置", "show or change settings")
D_VERIFIER = Wording(
    "cmd.verifier",
    "写出独立核验程序：一个 Python 文件，不依赖本程序",
    "write out the stand-alone verifier: one Python file that needs nothing of this program",
)
D_CHANCES = Wording("cmd.chances", "抽取之前：每家被抽中的机会", "before the dice: everybody's chances")
D_FAIRNESS = Wording("cmd.fairness", "公平性报告：机会与结果", "fairness report: chances and outcomes")

H_RUNS = Wording("opt.runs", "模拟抽取的次数", "how many draws are played")
H_LANG = Wording("opt.lang", "显示语言", "language of what is printed")
H_JSON = Wording("opt.json", "以 JSON 输出，供程序读取", "print results as JSON")
H_VERSION = Wording("opt.version", "显示版本", "print the version")
H_SELF_TEST = Wording("opt.self_test", "自检：开窗口并计划一个小县", "open the window offscreen and plan a tiny county")
H_QUARTER = Wording("opt.quarter", "季度，默认最近打开的季度", "quarter; the one opened last if left out")
H_SCHEME_DOCUMENT = Wording("opt.scheme_document", "方案批准文号", "document number of the scheme's approval")
H_SCHEME_DATE = Wording("opt.scheme_date", "方案批准日期", "date of the scheme's approval")
H_SCHEME_BY = Wording("opt.scheme_by", "方案批准人", "who approved the scheme")
H_WITNESS = Wording("opt.witness", "见证人姓名", "names of the witnesses")
H_DICE = Wording("opt.dice", "至少 20 位掷骰号码", "at least 20 digits thrown")
H_RANDOM = Wording("opt.random", "由本机产生号码（未见证）", "let this machine make the digits (unwitnessed)")
H_AGAIN = Wording("opt.again", "再次抽取的原因", "why it is drawn again")
H_APPROVER = Wording("opt.approver", "再次抽取的批准人", "who approved drawing again")
H_EFFORT = Wording("opt.effort", "求解力度：快、一般、彻底", "how hard the planner tries")
H_PIN_DATE = Wording("opt.pin_date", "指定的日期", "the date to fix")
H_HALF = Wording("opt.half", "指定的时段，默认保持原来的时段", "the half-day to fix; the visit's own if left out")
H_UNPIN = Wording("opt.unpin", "取消指定", "leave the date open again")
H_NAME = Wording("opt.name", "辖区名称", "the county's name")
H_CODE = Wording("opt.code", "行政区划代码", "the county's division code")
H_PREVIEW = Wording("opt.preview", "只看会改什么，不保存", "show what would change, save nothing")
H_BY = Wording("opt.by", "姓名", "name")
H_REASON = Wording("opt.reason", "原因", "reason")
H_DOCUMENT = Wording("opt.document", "批准文号", "document number")
H_DATE = Wording("opt.date", "批准日期", "date of approval")
H_VERIFIER = Wording("opt.verifier", "要写的 Python 文件", "the Python file to write")
H_FOLDER = Wording("opt.folder", "放摘录的文件夹", "the folder for the extracts")
H_VISIT = Wording("opt.visit", "入企检查编号，例如 V0001", "number of the visit, for example V0001")
H_ON = Wording("opt.on", "检查日期", "day of the check")
H_NOT_MADE = Wording("opt.not_made", "没有实施（写明 --reason）", "it was not made (give --reason)")
H_WHY = Wording("opt.why", "未实施或改期的原因", "why it was not made, or on another day")
H_RESULT = Wording("opt.result", "检查结果，可只写其中几个字", "result; a part of its words is enough")
H_FOLLOW_UP = Wording("opt.follow_up", "后续处置，可只写其中几个字", "follow-up; a part of its words is enough")
H_FIRST_MINOR = Wording("opt.first_minor", "首违不罚", "first minor violation, not punished")
H_PUBLISHED = Wording("opt.published", "公示日期", "day of publication")
H_ANSWERED = Wording("opt.answered", "答复投诉人的日期", "day on which the complainant was answered")
H_RATING = Wording("opt.rating", "企业评价", "the enterprise's rating")
H_SETTLE_BY = Wording("opt.settle_by", "评价不满意的整改期限", "by when a bad rating is settled")
H_SETTLED = Wording("opt.settled", "整改日期", "day on which it was settled")
H_NOTE = Wording("opt.note", "备注", "note")
H_TODAY = Wording("opt.today", "按哪一天统计，默认今天", "the day to count on; today if left out")
H_SINCE = Wording("opt.since", "从哪一天起可以改动", "the first day that may change")
H_UNTIL = Wording("opt.until", "请假到哪一天，默认到季末", "last day of the leave; the quarter's end if left out")
H_ILL = Wording("opt.ill", "请假、生病人员的执法证编号", "certificate numbers of people on leave or ill")
H_CLOSED = Wording(
    "opt.closed", "注销、停业的企业，由同层下一个随机号递补", "enterprises that closed; next tickets follow"
)
H_MOVED = Wording("opt.moved", "迁到另一个乡镇街道的企业", "enterprises that moved to another town")
H_MOVE = Wording("opt.move", "要改到某几天里的检查", "visits that are to lie in other days")
H_NOTICE = Wording("opt.notice", "放假通知", "a holiday notice")
H_CASES = Wording("opt.cases", "新增的有因检查（“有因检查”工作表）", "new cases (a sheet 有因检查)")
H_BASIS = Wording("opt.basis", "调整依据", "what the change rests on")
H_DROP = Wording("opt.drop", "撤回等待掷骰的调整单", "take back the order that waits for dice")
H_OUT = Wording("opt.out", "要写的工作簿", "the workbook to write")

VERIFIER = Wording(
    "say.verifier",
    "独立核验程序已写入 {path}。用法：python {path} 计划.xlsx",
    "The stand-alone verifier is in {path}. Use: python {path} PLAN.xlsx",
)
NOT_PRINTED = Wording(
    "cli.not_printed",
    "命令已经执行，但结果没能输出（{why}）。请用 inspector status 查看，不要重复执行。",
    "The command was carried out, but its result could not be printed ({why}). Look with: inspector status; do not "
    "repeat it.",
)
CREATED = Wording("say.created", "已新建 {path}（{name} {code}）。", "Created {path} ({name} {code}).")
TEMPLATE = Wording("say.template", "模板已写入 {path}。", "Template written to {path}.")
IMPORTED = Wording(
    "say.imported",
    "共 {total} 行：新增 {new}，更新 {updated}，不变 {unchanged}，隔离 {quarantined}。",
    "{total} rows: {new} new, {updated} updated, {unchanged} unchanged, {quarantined} quarantined.",
)
PREVIEWED = Wording("say.previewed", "以上只是预览，没有保存。", "This was a preview; nothing was saved.")
QUARANTINED = Wording(
    "say.quarantined",
    "隔离 {file}／{sheet} 第 {row} 行 {column}：{reason}",
    "Quarantined {file} / {sheet} row {row} {column}: {reason}",
)
FROZEN = Wording(
    "say.frozen",
    "{quarter} 已锁定：检查对象 {enterprises} 家，检查人员 {inspectors} 人，任务 {tasks} 项，有因检查 {cases} 件，"
    "会议调研 {meetings} 场。",
    "{quarter} is frozen: {enterprises} enterprises, {inspectors} inspectors, {tasks} tasks, {cases} cases, {meetings} "
    "meetings.",
)
DRAWN = Wording(
    "say.drawn",
    "{quarter} 第 {number} 次抽取：抽中 {enterprises} 家检查对象，共 {selections} 项任务抽中。",
    "{quarter}, draw {number}: {enterprises} enterprises drawn, {selections} selections in all tasks.",
)
SCHEDULED = Wording(
    "say.scheduled",
    "{quarter} 计划第 {version} 版：入企检查 {visits} 次，检查组日 {team_days}（下界 {bound}），非现场任务 "
    "{off_site} 件，"
    "会议调研 {meetings} 场，转下季度 {deferred} 件。",
    "{quarter}, plan version {version}: {visits} visits, {team_days} team-days (lower bound {bound}), "
    "{off_site} off-site "
    "duties, {meetings} meetings, {deferred} moved to the next quarter.",
)
PINNED = Wording("say.pinned", "{visit} 指定在 {date}{half}。", "{visit} is fixed on {date} {half}.")
PINNED_EARLY = Wording("say.pinned_early", "下次排期时照此安排。", "The next schedule will keep it.")
PINNED_ALONE = Wording("say.pinned_alone", "其他检查的日期没有变。", "No other visit moved.")
PINNED_MOVED = Wording(
    "say.pinned_moved", "另有 {count} 次检查随之改期：{visits}", "{count} other visits moved: {visits}"
)
UNPINNED = Wording(
    "say.unpinned",
    "{visit} 不再指定日期；现有日期保留到下次排期。",
    "The date of {visit} is open again; it stays as it is until the next schedule.",
)
PIN_LINE = Wording("say.pin_line", "{visit} {enterprise}：{date}{half}", "{visit} {enterprise}: {date} {half}")
NO_PINS = Wording("say.no_pins", "没有指定日期的检查。", "No visit has a fixed date.")
PIN_WHAT = Wording(
    "say.pin_what",
    "请用 --date 给出 {visit} 的日期，或用 --remove 取消指定。",
    "Give the date of {visit} with --date, or leave it open again with --remove.",
)
STAFFED = Wording(
    "say.staffed",
    "{quarter} 第 {number} 次抽取检查人员：{team_days} 个检查组，派出 {inspectors} 人。独立核查没有发现问题。",
    "{quarter}, draw {number} of inspectors: {team_days} team-days filled by {inspectors} people. The "
    "independent check "
    "found nothing wrong.",
)
WITHDRAWN = Wording(
    "say.withdrawn", "{quarter} 的锁定已撤回，名录可以修改。", "The freeze of {quarter} is withdrawn; lists can change."
)
SUBMITTED = Wording(
    "say.submitted", "{quarter} 计划第 {version} 版已送审。", "{quarter}, plan version {version}, is submitted."
)
APPROVED = Wording(
    "say.approved", "{quarter} 计划第 {version} 版已批准。", "{quarter}, plan version {version}, is approved."
)
REJECTED = Wording(
    "say.rejected",
    "{quarter} 计划已退回：检查对象不变，请重新排期。",
    "{quarter} is sent back: the enterprises stand; schedule again.",
)
FINGERPRINT = Wording("say.fingerprint", "计划指纹 {mark}", "Plan fingerprint {mark}")
EXPORTED = Wording("say.exported", "已导出 {path}。", "Exported to {path}.")
SHARED = Wording(
    "say.shared", "已写出 {count} 个部门的摘录：{folder}", "Wrote the extracts of {count} departments: {folder}"
)
EXTRACT = Wording("say.extract", "  {department}：{path}", "  {department}: {path}")
RECORDED = Wording("say.recorded", "{quarter} {visit} 已登记：{what}", "{quarter} {visit} is recorded: {what}")
CORRECTED = Wording(
    "say.corrected", "{quarter} {visit} 已更正（原登记留存）：{what}", "{quarter} {visit} is corrected: {what}"
)
MADE_ON = Wording("say.made_on", "{day} 检查，{finding}", "checked on {day}, {finding}")
NOT_MADE = Wording("say.not_made", "没有实施，{reason}", "not made, {reason}")
NO_CHOICE = Wording(
    "say.no_choice",
    "“{words}”不能确定是哪一项，可填：{choices}",
    "'{words}' is not one of: {choices}",
)
SAY_WHETHER = Wording(
    "say.whether",
    "{visit} 还没有登记过：请写检查日期 --on，或 --not-made 和 --reason。",
    "Nothing is on record of {visit} yet: give the day with --on, or --not-made and --reason.",
)
NOT_BOTH = Wording("say.not_both", "--on 和 --not-made 只能写一个。", "Give --on or --not-made, not both.")
WAS_APPROVED = Wording(
    "say.was_approved",
    "{quarter}（{day}）：批准 {approved} 次，已实施 {made} 次（按批准日期 {as_approved}，改期 {moved}），未实施 "
    "{not_made} 次，未登记 {open} 次（其中逾期 {overdue}，七日内 {soon}），计划调整 {changes} 条。",
    "{quarter} ({day}): {approved} visits approved; {made} made ({as_approved} on the approved day, {moved} on "
    "another), {not_made} not made, {open} not recorded ({overdue} past, {soon} within a week); {changes} changes.",
)
STILL_OPEN = Wording("say.still_open", "  {visit} {day} {name}（{standing}）", "  {visit} {day} {name} ({standing})")
WAS_PUBLISHED = Wording(
    "say.was_published",
    "公示：已公示 {published} 次，待公示 {to_publish} 次，其中逾期 {overdue} 次。",
    "Publication: {published} published, {to_publish} to be, {overdue} of them overdue.",
)
WAS_ANSWERED = Wording(
    "say.was_answered",
    "投诉举报：已答复 {answered} 件，待答复 {to_answer} 件，其中逾期 {overdue} 件。",
    "Complaints: {answered} answered, {to_answer} to be, {overdue} of them overdue.",
)
WAS_SETTLED = Wording(
    "say.was_settled",
    "评价不满意待整改 {to_settle} 件，其中逾期 {overdue} 件；首违不罚 {first_minor} 件。",
    "{to_settle} bad ratings to be settled, {overdue} of them overdue; {first_minor} first minor violations.",
)
COUNTED_AS = Wording("say.counted_as", "  {name}：{count}", "  {name}: {count}")
VERIFIED = Wording("say.verified", "核验通过：{path}", "Verified: {path}")
NOT_VERIFIED = Wording(
    "say.not_verified", "核验不通过，发现 {count} 处问题：{path}", "Not verified, {count} findings: {path}"
)
AND_MORE = Wording("say.and_more", "……另有 {count} 处。", "... and {count} more.")
PROGRESS = Wording(
    "say.progress",
    "{stage}：检查组日 {best}，下界 {bound}，{percent}%",
    "{stage}: {best} team-days, bound {bound}, {percent}%",
)
CANCELLING = Wording(
    "say.cancelling",
    "正在停下，保留目前最好的计划（再按一次 Ctrl+C 放弃）。",
    "Stopping with the best plan so far (press Ctrl+C again to give up).",
)
LISTS = {
    "departments": Wording("list.departments", "部门", "departments"),
    "enterprises": Wording("list.enterprises", "检查对象", "enterprises"),
    "inspectors": Wording("list.inspectors", "检查人员", "inspectors"),
    "recusals": Wording("list.recusals", "回避登记", "recusals"),
    "items": Wording("list.items", "抽查事项", "items"),
    "tasks": Wording("list.tasks", "抽查任务", "tasks"),
    "cases": Wording("list.cases", "有因检查", "cases"),
    "meetings": Wording("list.meetings", "会议调研", "meetings"),
    "past_checks": Wording("list.past_checks", "历史检查", "past checks"),
    "past_meetings": Wording("list.past_meetings", "历史会议调研", "past meetings"),
}
IN_QUARANTINE = Wording("say.in_quarantine", "隔离待处理 {count} 行", "{count} rows in quarantine")
COUNTY = Wording("say.county", "{name}（{code}）", "{name} ({code})")
QUARTER = Wording("say.quarter", "{quarter}：{stage}", "{quarter}: {stage}")
SETTING = Wording("say.setting", "{name}：{value}", "{name}: {value}")
EXPLAINED_NOTHING = Wording("say.explained", "没有发现制约计划的因素。", "Nothing holds the plan back.")
STRATUM = Wording(
    "say.stratum",
    "批次 {group}　{task}　{stratum}：抽查基数 {in_scope}，应抽 {due}，可抽 {eligible}，每家机会 {chance}",
    "group {group}  {task}  {stratum}: {in_scope} in scope, {due} due, {eligible} eligible, chance of each {chance}",
)
ENTERPRISE_CHANCE = Wording(
    "say.enterprise_chance",
    "{enterprise}：{tasks}；被入企检查的机会约 {any_visit}（标准误 {error}）",
    "{enterprise}: {tasks}; chance of any visit about {any_visit} (standard error {error})",
)
ENTRIES = Wording(
    "say.entries",
    "模拟 {runs} 次：联合抽取平均入企 {joint} 家（标准误 {joint_error}），各任务分别抽取 {separate} 家（标准误 "
    "{separate_error}），联合少入企 {saved} 家。",
    "{runs} draws played: {joint} enterprises entered on average with joint tickets (standard error {joint_error}), "
    "{separate} with separate ones (standard error {separate_error}); joining saves {saved}.",
)
EXPECTED_LOAD = Wording(
    "say.expected_load", "{certificate}：预计派出 {days} 天", "{certificate}: {days} days out expected"
)
FAIR_GROUP = Wording(
    "say.fair_group",
    "{dimension} {group}：{enterprises} 家，可抽 {chances} 家次，期望抽中 {expected}，实际 {drawn}",
    "{dimension} {group}: {enterprises} enterprises, {chances} chances, {expected} expected, {drawn} drawn",
)
FAIR_LOAD = Wording(
    "say.fair_load",
    "{department} {certificate}：预计 {expected} 天，实派 {drawn} 天",
    "{department} {certificate}: {expected} days expected, {drawn} drawn",
)
FAIR_SHARE = Wording(
    "say.fair_share",
    "{department}：检查 {checks} 次，其中不计入年度次数 {exempt} 次",
    "{department}: {checks} checks, {exempt} of them exempt",
)
FAIR_PAIRS = Wording(
    "say.fair_pairs",
    "{department}：{teams} 个检查组，可能的搭档 {possible} 种，出现 {met} 种，同一搭档最多 {most} 次",
    "{department}: {teams} team-days, {possible} pairs possible, {met} occur, one pair at most {most} times",
)
FAIR_SAVED = Wording(
    "say.fair_saved",
    "入企 {entries} 次，比各部门分别入企少 {saved} 次。",
    "{entries} entries into enterprises, {saved} fewer than if each department came on its own.",
)
TOO_FEW_RUNS = Wording(
    "say.too_few_runs",
    "模拟次数至少 2 次，例如 --runs 200。",
    "At least two draws must be played, for example --runs 200.",
)
