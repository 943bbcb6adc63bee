"""联合抽查实施计划表: every visit, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...domain.codes import Half
from ...domain.county import Snapshot
from ...domain.plan import Plan, Visit
from ...rules.annual_cap import visit_counts
from ...rules.joint_visit import lead_department
from ...rules.naming import name_department
from .exempt import exempt_parts
from .table import CENTRED, CODE, DATE, NUMBER, Column, Table, Value, listing
from .words import LIST, NO, SERIES, YES, attending, crew_text, items_text, methods_text, person, short_names

NAME = "联合抽查实施计划表"
COLUMNS = (
    Column("序号", 4.5, NUMBER),
    Column("检查日期", 10.5, DATE),
    Column("时段", 5, CENTRED),
    Column("统一社会信用代码/注册号", 18.5, CODE),
    Column("企业名称", 16),
    Column("乡镇街道", 8, CENTRED),
    Column("地址", 14),
    Column("信用风险等级", 6.5, CENTRED),
    Column("发起部门", 7.5, CENTRED),
    Column("参与部门", 8, CENTRED),
    Column("检查事项", 21),
    Column("任务编号", 11, CODE),
    Column("检查人员", 23),
    Column("是否计入年度检查次数", 7, CENTRED),
    Column("不受次数限制情形", 9, CENTRED),
    Column("依据文号", 11.5),
    Column("检查方式", 8, CENTRED),
    Column("检查依据", 15),
    Column("本年第几次", 5.5, NUMBER),
    Column("备注", 10, sealed=False),
)
_HALVES = list(Half)


def in_order(plan: Plan) -> list[Visit]:
    """Visits by date, half-day and number; those without a date last."""
    return sorted(
        plan.visits,
        key=lambda visit: (visit.date or date.max, _HALVES.index(visit.half) if visit.half else 9, visit.number),
    )


def table(snapshot: Snapshot, plan: Plan) -> Table:
    """The sheet 联合抽查实施计划表."""
    return listing(NAME, COLUMNS, _rows(snapshot, plan))


def _rows(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Value, ...]]:
    county = snapshot.county
    nth = _counted_before(snapshot, plan)
    for number, visit in enumerate(in_order(plan), 1):
        enterprise = county.enterprise[visit.enterprise]
        lead = lead_department(county, visit)
        exempt = exempt_parts(county, visit)
        items = [county.item[use.item] for use in visit.items]
        counts = visit_counts(county, visit)
        yield (
            number,
            visit.date,
            visit.half.value if visit.half else None,
            enterprise.code,
            enterprise.name,
            enterprise.town,
            enterprise.address,
            enterprise.risk.value,
            name_department(county, lead),
            short_names(county, [code for code in attending(county, visit) if code != lead]),
            items_text(county, [item.code for item in items]),
            LIST.join(visit.sources),
            crew_text(county, plan, visit),
            YES if counts else NO,
            LIST.join(dict.fromkeys(part.exemption.value for part in exempt)),
            LIST.join(dict.fromkeys(name for part in exempt for name in part.documents)),
            methods_text(items),
            LIST.join(dict.fromkeys(item.basis for item in items if item.basis)),
            nth[visit.number] + 1 if counts else None,
            # records and change orders know a visit by its number
            LIST.join(filter(None, (visit.number, _named(snapshot, plan, visit)))),
        )


def _counted_before(snapshot: Snapshot, plan: Plan) -> dict[str, int]:
    """By visit number: on how many earlier dates of its year the enterprise had a counted check."""
    county = snapshot.county
    dates: dict[str, set[date]] = {}
    for past in county.past_checks:
        if past.counted:
            dates.setdefault(past.enterprise, set()).add(past.date)
    for visit in plan.visits:
        if visit.date and visit_counts(county, visit):
            dates.setdefault(visit.enterprise, set()).add(visit.date)
    before = {}
    for visit in plan.visits:
        day = visit.date or date.max
        earlier = [other for other in dates.get(visit.enterprise, ()) if other.year == day.year and other < day]
        before[visit.number] = len(earlier)
    return before


def _named(snapshot: Snapshot, plan: Plan, visit: Visit) -> str:
    """Who goes because the case names them (承办人), not because they were drawn."""
    named = [seat.named for team in plan.teams if visit.number in team.visits for seat in team.seats if seat.named]
    people = SERIES.join(person(snapshot.county, certificate) for certificate in dict.fromkeys(named))
    return f"承办人（不抽取）：{people}" if people else ""
