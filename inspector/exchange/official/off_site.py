"""非现场检查任务表: items settled from documents or data; no visit, no half-day, no cap."""

from __future__ import annotations

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...rules.naming import name_department
from .table import CENTRED, CODE, DATE, NUMBER, Column, Table, listing
from .words import enterprise_name, items_text, methods_text

NAME = "非现场检查任务表"
COLUMNS = (
    Column("序号", 6, NUMBER),
    Column("统一社会信用代码/注册号", 21, CODE),
    Column("企业名称", 32),
    Column("部门", 14, CENTRED),
    Column("检查事项", 44),
    Column("检查方式", 18, CENTRED),
    Column("任务编号", 16, CODE),
    Column("开始日期", 12, DATE),
    Column("结束日期", 12, DATE),
)


def table(snapshot: Snapshot, plan: Plan) -> Table:
    """The sheet 非现场检查任务表."""
    county = snapshot.county
    duties = sorted(plan.off_site, key=lambda duty: (duty.task, duty.department, duty.enterprise))
    return listing(
        NAME,
        COLUMNS,
        (
            (
                number,
                duty.enterprise,
                enterprise_name(county, duty.enterprise),
                name_department(county, duty.department),
                items_text(county, duty.items),
                methods_text(county.item[code] for code in duty.items if code in county.item),
                duty.task,
                duty.window.start,
                duty.window.end,
            )
            for number, duty in enumerate(duties, 1)
        ),
    )
