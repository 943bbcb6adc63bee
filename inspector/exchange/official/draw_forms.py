"""公开抽取记录: the record of a draw for print, with room for the witnesses' signatures, and what was drawn.

Before the dice there is 公开抽取见证单: what is locked, for witnesses to take home, with room for the digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...domain.county import Snapshot
from ...domain.plan import DiceRecord, Plan
from ...draw.targets import Targets, draw_targets
from ...rules.naming import name_department
from .form import DIGEST, HEADLINE, LABEL, MIDDLE, PAIR, PART, TASK, TASK_HEAD, UNDER, WIDE, Shape, scheme_text, title
from .table import CENTRED, CODE, DATE, NUMBER, Column, Line, Table, Value, listing
from .words import SERIES, in_fours

NAMES = {1: "检查对象公开抽取记录", 2: "检查人员公开抽取记录"}
SLIP = "公开抽取见证单"
"""What witnesses sign before the dice and compare afterwards."""
WITNESSES = 3
"""Rows for witnesses on it."""
LOCKS = {1: "H0（名录锁定）", 2: "H1（概率表锁定）"}
"""The hash that is fixed before the dice of a stage."""
WIDTHS = (19.0, 27.0, 11.0, 11.0, 11.0, 11.0)
SENT_HEAD = Shape(((2, LABEL), (1, LABEL), (1, LABEL), (2, LABEL)))
SENT = Shape(((2, MIDDLE), (1, MIDDLE), (1, MIDDLE), (2, MIDDLE)))
SIGNING = 34
"""Points of height to sign in."""
KEEP = (
    "各见证人各留一份。计划导出后，工作簿“参数”表和公开抽取记录里的这一串字符和号码应与本单完全相同；"
    "不同就说明名录或号码在见证以后被换过。"
)
DRAWN_ENTERPRISES = (
    Column("任务编号", 22),
    Column("抽取分层", 8, CENTRED),
    Column("排序号", 8, NUMBER),
    Column("随机号（前16位）", 20, CODE),
    Column("统一社会信用代码/注册号", 22, CODE),
    Column("企业名称", 34),
    Column("乡镇街道", 14, CENTRED),
)
DRAWN_INSPECTORS = (
    Column("日期", 12, DATE),
    Column("部门", 14, CENTRED),
    Column("乡镇街道", 14, CENTRED),
    Column("组号", 6, NUMBER),
    Column("岗位", 6, NUMBER),
    Column("检查人员", 12, CENTRED),
    Column("执法证编号", 18, CODE),
    Column("概率(百万分之)", 14, NUMBER),
    Column("企业", 40),
)


def tables(snapshot: Snapshot, plan: Plan, stage: int) -> tuple[Table, ...]:
    """The form of the draw in force of a stage (1 enterprises, 2 inspectors), then the list of who was drawn.

    Raises:
        ValueError: the stage was not drawn yet.
    """
    dice = plan.dice(stage)
    if dice is None:
        raise ValueError(f"stage {stage} was not drawn")
    targets = draw_targets(snapshot, dice) if stage == 1 else None
    result = _tasks(snapshot, targets) if targets else _departments(snapshot, plan)
    form = Table(
        NAMES[stage],
        tuple(Column("", width) for width in WIDTHS),
        (*_heading(snapshot, dice), WIDE.line("抽中", _sum(plan, stage)), *_signatures(dice), *result),
        headed=False,
        landscape=False,
    )
    if targets:
        return form, listing("抽中的检查对象", DRAWN_ENTERPRISES, _enterprises(snapshot, targets))
    return form, listing("抽中的检查人员", DRAWN_INSPECTORS, _inspectors(snapshot, plan))


def slip(snapshot: Snapshot, lock: str, frozen: str) -> Table:
    """The paper for witnesses before the dice: the hash that is locked, named `lock`, and room for digits and names."""
    county = snapshot.county
    lines = [
        HEADLINE.line(SLIP),
        UNDER.line(title(snapshot)),
        PART.line("一、已锁定，掷骰后不得改动"),
        WIDE.line("方案批准", scheme_text(snapshot.scheme)),
        PAIR.line("检查对象名录", f"{len(county.enterprises)} 家", "检查人员名录", f"{len(county.inspectors)} 人"),
        PAIR.line("抽查任务", f"{len(county.tasks)} 项", "有因检查", f"{len(county.cases)} 项"),
        DIGEST.line(lock, _halved(frozen)),
        PART.line("二、当场记下的号码（20 位 0–9）"),
        DIGEST.line("号码", "　".join(["____"] * 5), height=SIGNING),
        PART.line("三、签名"),
        *(
            PAIR.line(who, "", "签名、日期", "", height=SIGNING)
            for who in ["见证人"] * WITNESSES + ["录入人", "复录人"]
        ),
        WIDE.line("怎样核对", KEEP, height=2 * SIGNING),
    ]
    return Table(SLIP, tuple(Column("", width) for width in WIDTHS), tuple(lines), headed=False, landscape=False)


def _heading(snapshot: Snapshot, dice: DiceRecord) -> Iterator[Line]:
    yield HEADLINE.line(NAMES[dice.stage])
    yield UNDER.line(title(snapshot))
    yield PART.line("一、锁定")
    if dice.stage == 1:
        yield WIDE.line("方案批准", scheme_text(snapshot.scheme))
    yield DIGEST.line(LOCKS[dice.stage], _halved(dice.frozen))
    yield PART.line("二、抽取")
    yield PAIR.line("抽取次数", f"第 {dice.number} 次", "时间", dice.at[:16].replace("T", " "))
    yield DIGEST.line("号码", " ".join(dice.digits[at : at + 4] for at in range(0, len(dice.digits), 4)))
    seed = f"{dice.digits}|\n{dice.frozen[:32]}\n{dice.frozen[32:]}"
    yield DIGEST.line("种子（各行连写）", seed)
    if dice.number > 1:
        yield WIDE.line("再次抽取", f"原因：{dice.reason}　批准人：{dice.approver}")
    if dice.together:
        yield WIDE.line("说明", "两次号码同时录入")
    yield PART.line("三、结果")


def _sum(plan: Plan, stage: int) -> str:
    if stage == 1:
        drawn = {selection.enterprise for selection in plan.selections}
        return f"检查对象 {len(drawn)} 家，共 {len(plan.selections)} 项任务抽中，名单附后"
    people = {posting.certificate for posting in plan.postings}
    return f"检查组 {len(plan.teams)} 个，派出 {len(people)} 人，名单附后"


def _halved(mark: str) -> str:
    """A hash in groups of four, on two lines."""
    return f"{in_fours(mark[:32])}\n{in_fours(mark[32:])}"


def _tasks(snapshot: Snapshot, targets: Targets) -> Iterator[Line]:
    drawn = Counter(selection.task for selection in targets.selections)
    yield PART.line("五、各任务抽取情况（家）")
    yield TASK_HEAD.line("任务编号", "任务名称", "抽查基数", "可抽", "应抽", "实抽")
    for frame in targets.frames:
        for task in frame.tasks.values():
            yield TASK.line(
                task.task,
                snapshot.county.task[task.task].name,
                sum(stratum.in_scope for stratum in task.strata),
                sum(len(stratum.eligible) for stratum in task.strata),
                sum(stratum.due for stratum in task.strata),
                drawn[task.task],
            )


def _departments(snapshot: Snapshot, plan: Plan) -> Iterator[Line]:
    county = snapshot.county
    department_of = {team.name: team.department for team in plan.teams}
    teams = Counter(department_of.values())
    seats = Counter(department_of[posting.team] for posting in plan.postings)
    people: dict[str, set[str]] = {}
    for posting in plan.postings:
        people.setdefault(department_of[posting.team], set()).add(posting.certificate)
    yield PART.line("五、各部门派员情况")
    yield SENT_HEAD.line("部门", "检查组", "岗位", "派出人数")
    for department in sorted(teams):
        name = name_department(county, department)
        yield SENT.line(name, teams[department], seats[department], len(people.get(department, ())))


def _signatures(dice: DiceRecord) -> Iterator[Line]:
    yield PART.line("四、签名")
    if not dice.witnesses:
        yield WIDE.line("见证人", "未见证")
    signers = [("见证人", name) for name in dice.witnesses]
    for label, name in (*signers, ("录入人", dice.operator), ("复录人", "")):
        yield PAIR.line(label, name, "签名、日期", "", height=SIGNING)


def _enterprises(snapshot: Snapshot, targets: Targets) -> Iterable[tuple[str | int, ...]]:
    ranked = {(row.group, row.enterprise): row for row in targets.record_rows(snapshot)}
    group_of = {task: group.number for group in targets.groups for task in group.tasks}
    rows = []
    for one in targets.selections:
        row = ranked[group_of[one.task], one.enterprise]
        found = snapshot.county.enterprise[one.enterprise]
        rows.append((one.task, row.stratum, row.rank, row.ticket[:16], found.code, found.name, found.town))
    return sorted(rows, key=lambda row: (row[0], row[2]))


def _inspectors(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Value, ...]]:
    county = snapshot.county
    chance = {(one.team, one.seat, one.certificate): one.millionths for one in plan.chances}
    posted = {(one.team, one.seat): one.certificate for one in plan.postings}
    for team in plan.teams:
        where = SERIES.join(county.enterprise[plan.visit[number].enterprise].name for number in team.visits)
        for seat in team.seats:
            certificate = posted[team.name, seat.number]
            yield (
                team.date,
                name_department(county, team.department),
                team.town,
                team.number,
                seat.number,
                county.inspector[certificate].name,
                certificate,
                chance[team.name, seat.number, certificate],
                where,
            )
