"""不受年度次数限制检查台账: every exempt check with its basis."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...rules.naming import name_department
from .exempt import exempt_parts
from .table import CENTRED, CODE, DATE, Column, Table, Value, listing
from .visits import in_order
from .words import LIST, enterprise_name

NAME = "不受年度次数限制检查台账"
COLUMNS = (
    Column("统一社会信用代码/注册号", 21, CODE),
    Column("企业名称", 44),
    Column("不受次数限制情形", 20, CENTRED),
    Column("依据文号", 40),
    Column("部门", 18, CENTRED),
    Column("检查日期", 14, DATE),
)


def table(snapshot: Snapshot, plan: Plan) -> Table:
    """The sheet 不受年度次数限制检查台账: a row for each visit, department and exemption made use of."""
    return listing(NAME, COLUMNS, _rows(snapshot, plan))


def _rows(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Value, ...]]:
    county = snapshot.county
    for visit in in_order(plan):
        for part in exempt_parts(county, visit):
            yield (
                visit.enterprise,
                enterprise_name(county, visit.enterprise),
                part.exemption.value,
                LIST.join(part.documents),
                name_department(county, part.department),
                visit.date,
            )
