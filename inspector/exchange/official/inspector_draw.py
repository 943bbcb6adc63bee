"""检查人员随机抽取记录: the whole table of chances, and whom the dice chose."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.plan import Plan
from .table import CENTRED, CODE, NUMBER, Column, Table, Value, listing

NAME = "检查人员随机抽取记录"
COLUMNS = (
    Column("检查组", 44, CODE),
    Column("组内岗位", 12, NUMBER),
    Column("执法证编号", 26, CODE),
    Column("概率(百万分之)", 18, NUMBER),
    Column("结果", 14, CENTRED),
)
DRAWN, NOT_DRAWN = "选派", "未选派"


def table(plan: Plan) -> Table:
    """The sheet 检查人员随机抽取记录, in the order of the table that H1 covers."""
    return listing(NAME, COLUMNS, _rows(plan))


def _rows(plan: Plan) -> Iterator[tuple[Value, ...]]:
    sent = {(posting.team, posting.seat, posting.certificate) for posting in plan.postings}
    for chance in plan.chances:
        result = DRAWN if (chance.team, chance.seat, chance.certificate) in sent else NOT_DRAWN
        yield chance.team, chance.seat, chance.certificate, chance.millionths, result
