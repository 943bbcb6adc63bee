"""计划调整记录 and 操作日志: what was changed after approval, and everything that was done."""

from __future__ import annotations

from ...domain.plan import Plan
from ..office import Office
from .table import CENTRED, CODE, DATE, NUMBER, Column, Table, listing

CHANGES = "计划调整记录"
CHANGE_COLUMNS = (
    Column("序号", 6, NUMBER),
    Column("类别", 12, CENTRED),
    Column("对象", 24),
    Column("调整前", 26),
    Column("调整后", 26),
    Column("原因", 26),
    Column("依据", 22),
    Column("批准人", 12, CENTRED),
    Column("批准文号", 20),
    Column("批准日期", 12, DATE),
)
LOG = "操作日志"
LOG_COLUMNS = (
    Column("序号", 6, NUMBER),
    Column("时间", 26, CODE),
    Column("操作人", 14, CENTRED),
    Column("操作", 16, CENTRED),
    Column("内容", 60),
    Column("记录指纹", 36, CODE),
)


def changes(plan: Plan) -> Table:
    """The sheet 计划调整记录."""
    return listing(
        CHANGES,
        CHANGE_COLUMNS,
        (
            (
                change.number,
                change.kind,
                change.subject,
                change.before,
                change.after,
                change.reason,
                change.basis,
                change.by,
                change.document,
                change.date,
            )
            for change in plan.changes
        ),
    )


def log(office: Office) -> Table:
    """The sheet 操作日志."""
    return listing(
        LOG,
        LOG_COLUMNS,
        ((line.sequence, line.at, line.operator, line.kind, line.text, line.hash) for line in office.log),
    )
