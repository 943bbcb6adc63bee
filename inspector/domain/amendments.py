"""What has changed since the freeze: facts of change orders, laid over the frozen lists.

A fact is a row of a list as it stands now (名录变动), or a day of the calendar. The frozen lists themselves never
change; whoever checks a plan after a change order looks at them through its facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from .county import County, Snapshot
from .plan import ChangeOrder, Plan
from .quarters import WorkCalendar
from .records import LISTS, Row, decode, from_fields, to_fields

YEAR, REST, MAKE_UP = "日历", "休息日", "调休上班日"
KEYS = {"检查对象": "code", "执法检查人员": "certificate", "有因检查": "code"}
"""The lists that facts can be about, and what identifies their rows."""
ADDED = ("历史检查", "历史会议调研")
"""The lists to which facts only ever add rows."""


def fact(kind: str, noun: Any) -> Row:
    """A row of a list as it stands now."""
    fields = list(to_fields(noun))
    while fields and not fields[-1]:
        fields.pop()
    return (kind, *fields)


def calendar_facts(year: int, rest_days: Iterable[date], make_up_days: Iterable[date]) -> tuple[Row, ...]:
    """A year's holiday notice (放假通知), in place of all that was known of the year."""
    rows: list[Row] = [(YEAR, str(year), "是")]
    rows += ((REST, day.isoformat()) for day in sorted(rest_days))
    rows += ((MAKE_UP, day.isoformat()) for day in sorted(make_up_days))
    return tuple(rows)


def amended(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """The lists and calendar that hold for a plan: the frozen ones with the facts of its change orders."""
    return with_orders(snapshot, plan.orders)


def with_orders(snapshot: Snapshot, orders: Iterable[ChangeOrder]) -> Snapshot:
    """The frozen lists and calendar with the facts of these orders, the later over the earlier."""
    for order in orders:
        snapshot = with_facts(snapshot, order.facts)
    return snapshot


def moved_after(orders: Iterable[ChangeOrder]) -> dict[str, date]:
    """The enterprises that orders have facts about, and the latest first day of those orders.

    What the lists say of an enterprise's town holds from then on; before it may have been another.
    """
    found: dict[str, date] = {}
    for order in orders:
        for kind, key, *_ in order.facts:
            if kind == "检查对象":
                found[key] = max(order.since, found.get(key, order.since))
    return found


def with_facts(snapshot: Snapshot, facts: Iterable[Row]) -> Snapshot:
    """Lists and calendar with some facts laid over them.

    Raises:
        ValueError: a fact cannot be read, or is about a list that facts cannot be about.
    """
    by_kind: dict[str, list[Row]] = {}
    for kind, *fields in facts:
        by_kind.setdefault(kind, []).append(tuple(fields))
    if not by_kind:
        return snapshot
    calendar_rows = {kind: by_kind.pop(kind, []) for kind in (YEAR, REST, MAKE_UP)}
    if unknown := by_kind.keys() - {*KEYS, *ADDED}:
        raise ValueError(f"facts about {sorted(unknown)}")
    return replace(
        snapshot,
        county=_with_rows(snapshot.county, by_kind),
        calendar=_with_years(snapshot.calendar, calendar_rows),
    )


def _with_rows(county: County, by_kind: dict[str, list[Row]]) -> County:
    changed: dict[str, Any] = {}
    for kind, rows in by_kind.items():
        field, cls, _ = LISTS[kind]
        if kind in ADDED:
            changed[field] = (*getattr(county, field), *(from_fields(cls, row) for row in rows))
            continue
        name = KEYS[kind]
        new = {getattr(noun, name): noun for noun in (from_fields(cls, row) for row in rows)}
        kept = [_kept(noun, new.pop(getattr(noun, name), None)) for noun in getattr(county, field)]
        changed[field] = (*kept, *new.values())
    return replace(county, **changed) if changed else county


def _kept(old: Any, new: Any) -> Any:
    """The row as it stands now; what is never frozen (contacts) stays with it."""
    if new is None:
        return old
    if hasattr(old, "contact"):
        return replace(new, contact=old.contact, phone=old.phone)
    return new


def _with_years(calendar: WorkCalendar, rows: dict[str, list[Row]]) -> WorkCalendar:
    years = {int(row[0]): decode(row[1], bool) for row in rows[YEAR]}
    if not years:
        return calendar

    def renewed(old: frozenset[date], new: list[Row]) -> frozenset[date]:
        return frozenset(day for day in old if day.year not in years) | {date.fromisoformat(row[0]) for row in new}

    confirmed = {year for year, known in years.items() if known}
    return WorkCalendar(
        rest_days=renewed(calendar.rest_days, rows[REST]),
        make_up_days=renewed(calendar.make_up_days, rows[MAKE_UP]),
        years=calendar.years | years.keys(),
        confirmed=(calendar.confirmed - years.keys()) | confirmed,
    )
