"""涉企检查计划审批表: the form that is printed, signed and sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...domain.county import Approval, Snapshot
from ...domain.plan import DiceRecord, Plan
from ...draw.fingerprint import plan_fingerprint
from ...draw.targets import Targets
from ...rules import warnings
from ..office import DRAFT, Office
from .figures import Figures, figures
from .table import Column, Line, Look, Table, Value
from .words import LIST, SERIES, in_fours, quarter_text

NAME = "涉企检查计划审批表"
WIDTHS = (19.0, 29.0, 10.5, 10.5, 10.5, 10.5)

BODY = Look(font="仿宋", size=12)
MIDDLE = replace(BODY, align="center")
LABEL = Look(font="黑体", size=11, align="center", fill="F2F2F2")
MARK = replace(BODY, font="Consolas", size=11)
TITLE = Look(font="宋体", size=20, bold=True, align="center", border=False)
SUBTITLE = replace(TITLE, font="楷体", size=12, bold=False)
MOST_HINTS = 20
"""Hints that the form names one by one."""
SECTION = Look(font="黑体", size=12, border=True, fill="E7E6E6")


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of row: blocks of columns that are one cell each, with their looks."""

    blocks: tuple[tuple[int, Look], ...]
    height: float = 22

    def line(self, *values: Value, height: float = 0) -> Line:
        """A row of this shape; the values are those of its blocks."""
        cells: list[Value] = []
        looks: list[Look] = []
        spans = []
        for value, (width, look) in zip(values, self.blocks, strict=True):
            if width > 1:
                spans.append((len(cells) + 1, len(cells) + width))
            cells += [value, *([None] * (width - 1))]
            looks += [look] * width
        return Line(tuple(cells), tuple(looks), tuple(spans), max(height, self.height))


HEADLINE = Shape(((6, TITLE),), 36)
UNDER = Shape(((6, SUBTITLE),))
PART = Shape(((6, SECTION),), 24)
PAIR = Shape(((1, LABEL), (1, BODY), (2, LABEL), (2, BODY)), 26)
DATED = Shape(((1, LABEL), (1, replace(BODY, format="yyyy-mm-dd")), *PAIR.blocks[2:]), PAIR.height)
WIDE = Shape(((1, LABEL), (5, BODY)), 26)
DIGEST = Shape(((1, LABEL), (5, MARK)), 34)
TASK_HEAD = Shape(tuple((1, LABEL) for _ in WIDTHS))
TASK = Shape(((1, MIDDLE), (1, BODY), *((1, MIDDLE) for _ in WIDTHS[2:])))
SIGNATURE = Shape(((2, replace(BODY, align="left")), (4, replace(BODY, align="left"))), 120)


def table(snapshot: Snapshot, plan: Plan, office: Office, targets: Targets) -> Table:
    """The sheet 涉企检查计划审批表."""
    columns = tuple(Column("", width) for width in WIDTHS)
    lines = tuple(_lines(snapshot, plan, office, targets))
    return Table(NAME, columns, lines, headed=False, landscape=False)


def title(snapshot: Snapshot) -> str:
    """County, quarter and what the document is."""
    return f"{snapshot.county.name}{quarter_text(snapshot.quarter)}涉企联合检查计划"


def _lines(snapshot: Snapshot, plan: Plan, office: Office, targets: Targets) -> Iterator[Line]:
    counted = figures(snapshot, plan, targets)
    yield HEADLINE.line(NAME)
    yield UNDER.line(title(snapshot) + ("" if office.approved else f"（{DRAFT}，未经批准不得执行）"))
    yield from _heading(snapshot, plan, office)
    yield from _draw(snapshot, counted)
    yield from _amounts(snapshot, plan, counted)
    yield from _record(plan)
    yield PART.line("五、需要说明的事项")
    for number, note in enumerate(notes(snapshot, plan, targets) or ["无。"], 1):
        yield WIDE.line(number, note)
    yield PART.line("六、审批意见")
    yield SIGNATURE.line(
        f"承办单位（盖章处）：\n\n送审人：{office.submitted_by}\n送审时间：{_moment(office.submitted_at)}\n\n签名：",
        f"审批机关（盖章处）：\n\n批准人：{_by(office.approval)}\n批准日期：{_on(office.approval)}\n\n签名：",
    )


def _heading(snapshot: Snapshot, plan: Plan, office: Office) -> Iterator[Line]:
    approval = office.approval
    yield PART.line("一、计划")
    yield PAIR.line("辖区", snapshot.county.name, "季度", quarter_text(snapshot.quarter))
    yield PAIR.line("计划版本", f"第 {office.version} 版", "计划状态", "已批准" if office.approved else DRAFT)
    yield PAIR.line("批准文号", approval.document if approval else "", "批准人", _by(approval))
    yield DATED.line("批准日期", approval.date if approval else None, "送审人", office.submitted_by)
    yield WIDE.line("方案批准", scheme_text(snapshot.scheme))
    yield DIGEST.line("H0（名录锁定）", in_fours(plan.h0))
    yield DIGEST.line("H1（概率表锁定）", in_fours(plan.h1))
    yield DIGEST.line("计划指纹", in_fours(plan_fingerprint(plan, approval)))


def _draw(snapshot: Snapshot, counted: Figures) -> Iterator[Line]:
    yield PART.line("二、抽查任务和抽取情况（家）")
    yield TASK_HEAD.line("任务编号", "任务名称", "抽查基数", "可抽", "应抽", "实抽")
    for task in counted.tasks:
        name = snapshot.county.task[task.task].name
        yield TASK.line(task.task, name, task.in_scope, task.eligible, task.due, task.drawn)


def _amounts(snapshot: Snapshot, plan: Plan, counted: Figures) -> Iterator[Line]:
    yield PART.line("三、工作量")
    visits = f"{counted.visits} 次，{counted.enterprises} 家企业"
    yield PAIR.line("入企检查", visits, "参与部门", f"{counted.departments} 个")
    yield PAIR.line("计入年度次数", f"{counted.counted} 次", "不受次数限制", f"{counted.exempt} 次")
    yield PAIR.line("检查组日", _team_days(plan), "派出检查人员", f"{counted.inspectors} 人")
    yield PAIR.line("非现场检查", f"{counted.off_site} 项次", "转下季度", f"{counted.deferrals} 项次")
    events = f"{counted.events} 场，{counted.guests} 家次"
    yield PAIR.line("会议调研", events, "本季度工作日", f"{len(snapshot.workdays)} 天")


def _record(plan: Plan) -> Iterator[Line]:
    yield PART.line("四、公开抽取")
    for draw in plan.draws:
        yield WIDE.line(f"第 {draw.number} 次抽取" + ("检查对象" if draw.stage == 1 else "检查人员"), draw_text(draw))


def draw_text(draw: DiceRecord) -> str:
    """One draw in words: its digits, who saw them, and why it was made if it was not the first."""
    parts = [f"号码：{draw.digits}", f"见证人：{SERIES.join(draw.witnesses) or '未见证'}"]
    if draw.together:
        parts.append("两次号码同时录入")
    if draw.reason:
        parts.append(f"再次抽取原因：{draw.reason}")
    if draw.approver:
        parts.append(f"批准人：{draw.approver}")
    return LIST.join(parts)


def _team_days(plan: Plan) -> str:
    return f"{len(plan.teams)} 个" + (f"（理论下界 {plan.report.bound}）" if plan.report else "")


def scheme_text(scheme: Approval | None) -> str:
    """The first of the two approvals, or that it is missing."""
    return f"{scheme.document}，{scheme.by}，{_chinese(scheme.date)}" if scheme else "方案批准未填"


def notes(snapshot: Snapshot, plan: Plan, targets: Targets) -> list[str]:
    """Everything a signer should know before signing: all hints first, then what could not be done in full."""
    county = snapshot.county
    found = [hint.text() for hint in warnings(snapshot, plan)]
    if len(found) > MOST_HINTS:
        found[MOST_HINTS:] = [f"另有 {len(found) - MOST_HINTS} 项提示，核验时全部列出。"]
    for short in targets.shortfalls:
        found.append(
            f"差额：任务 {short.task}（{short.stratum}）应抽 {short.due} 家，可抽只有 {short.eligible} 家，已全部抽取。"
        )
    for event in plan.events:
        if len(event.guests) < event.due:
            name = county.meeting[event.meeting].name
            found.append(f"差额：{name}应邀 {event.due} 家，可邀只有 {len(event.guests)} 家。")
    for deferral in plan.deferrals:
        enterprise = county.enterprise[deferral.enterprise].name
        items = SERIES.join(deferral.items)
        found.append(f"转下季度：任务 {deferral.task} 在{enterprise}的事项（{items}），{deferral.reason}")
    return found


def _by(approval: Approval | None) -> str:
    return approval.by if approval else ""


def _on(approval: Approval | None) -> str:
    return _chinese(approval.date) if approval else "　　　年　　月　　日"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(at: str) -> str:
    """A time of the log, 2026-12-10T09:30:00+08:00, to the minute."""
    return at[:16].replace("T", " ")
