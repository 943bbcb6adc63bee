"""公开抽取记录: the record of a draw for print, with room for the witnesses' signatures, and what was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.county import Snapshot
from ...domain.plan import DiceRecord, Plan
from ...draw.targets import draw_targets
from ...rules.naming import name_department
from .form import HEADLINE, PART, SIGNATURE, UNDER, WIDE, title
from .table import CENTRED, CODE, DATE, NUMBER, Column, Line, Table, Value, listing
from .words import SERIES, in_fours

NAMES = {1: "检查对象公开抽取记录", 2: "检查人员公开抽取记录"}
WIDTHS = (15.0, 17.0, 14.0, 14.0, 15.0, 15.0)
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
    form = Table(
        NAMES[stage],
        tuple(Column("", width) for width in WIDTHS),
        tuple(_lines(snapshot, plan, dice)),
        headed=False,
        landscape=False,
    )
    if stage == 1:
        return form, listing("抽中的检查对象", DRAWN_ENTERPRISES, _enterprises(snapshot, dice))
    return form, listing("抽中的检查人员", DRAWN_INSPECTORS, _inspectors(snapshot, plan))


def _lines(snapshot: Snapshot, plan: Plan, dice: DiceRecord) -> Iterator[Line]:
    yield HEADLINE.line(NAMES[dice.stage])
    yield UNDER.line(title(snapshot))
    yield PART.line("一、锁定")
    yield WIDE.line("H0（名录锁定）" if dice.stage == 1 else "H1（概率表锁定）", in_fours(dice.frozen))
    yield PART.line("二、抽取")
    yield WIDE.line("抽取次数", f"第 {dice.number} 次")
    yield WIDE.line("号码", " ".join(dice.digits[at : at + 4] for at in range(0, len(dice.digits), 4)))
    yield WIDE.line("录入", f"{dice.operator}　{dice.at[:16].replace('T', ' ')}")
    if dice.number > 1:
        yield WIDE.line("再次抽取", f"原因：{dice.reason}　批准人：{dice.approver}")
    if dice.together:
        yield WIDE.line("说明", "两次号码同时录入")
    yield PART.line("三、结果")
    if dice.stage == 1:
        drawn = {selection.enterprise for selection in plan.selections}
        yield WIDE.line("抽中", f"检查对象 {len(drawn)} 家，共 {len(plan.selections)} 项任务抽中，名单附后")
    else:
        people = {posting.certificate for posting in plan.postings}
        yield WIDE.line("抽中", f"检查组 {len(plan.teams)} 个，派出 {len(people)} 人，名单附后")
    yield PART.line("四、签名")
    names = SERIES.join(dice.witnesses) or "未见证"
    yield SIGNATURE.line(
        f"见证人：{names}\n\n\n签名：\n\n日期：　　　年　　月　　日",
        "录入人、复录人：\n\n\n签名：\n\n日期：　　　年　　月　　日",
    )


def _enterprises(snapshot: Snapshot, dice: DiceRecord) -> Iterable[tuple[str | int, ...]]:
    targets = draw_targets(snapshot, dice)
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
