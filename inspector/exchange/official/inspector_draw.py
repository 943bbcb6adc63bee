"""检查人员随机抽取记录: the whole table of chances, and whom the dice chose."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.county import County
from ...domain.plan import Plan
from ...rules.naming import name_department
from .table import CENTRED, CODE, NUMBER, Column, Table, Value, listing
from .words import person

NAME = "检查人员随机抽取记录"
COLUMNS = (
    Column("检查组", 38, CODE),
    Column("组内岗位", 10, NUMBER),
    Column("执法证编号", 26, CODE),
    Column("概率(百万分之)", 16, NUMBER),
    Column("结果", 10, CENTRED),
    Column("检查人员", 14, CENTRED),
    Column("部门", 16, CENTRED),
)
DRAWN, NOT_DRAWN = "选派", "未选派"


def table(county: County, plan: Plan) -> Table:
    """The sheet 检查人员随机抽取记录, in the order of the table that H1 covers."""
    return listing(NAME, COLUMNS, _rows(county, plan), printed=False)


def _rows(county: County, plan: Plan) -> Iterator[tuple[Value, ...]]:
    sent = {(posting.team, posting.seat, posting.certificate) for posting in plan.postings}
    for chance in plan.chances:
        who = county.inspector.get(chance.certificate)
        result = DRAWN if (chance.team, chance.seat, chance.certificate) in sent else NOT_DRAWN
        yield (
            chance.team,
            chance.seat,
            chance.certificate,
            chance.millionths,
            result,
            person(county, chance.certificate),
            name_department(county, who.department) if who else None,
        )
