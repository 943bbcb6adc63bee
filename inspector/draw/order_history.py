"""What approved plans of other quarters forbid a change order: their counted checks and meetings.

An order made after another quarter was approved must not bring anybody in who has the yearly check, or the monthly
meeting, there. The rows that stand in the way are laid over the lists as facts, so that whoever checks the order knows
why somebody was passed over. What was approved before them stands: a row that forbids a part of the plan is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..domain.amendments import fact
from ..domain.county import County, PastCheck, PastMeeting
from ..domain.plan import Plan
from ..domain.records import LISTS, Row, from_fields
from ..rules.annual_cap import same_year, visit_counts
from ..rules.meeting_cap import meeting_counts, same_month

Past = PastCheck | PastMeeting


def history_fact(row: Past) -> Row:
    """The fact that tells of a check or meeting elsewhere; who was sent there is no matter of this plan."""
    if isinstance(row, PastCheck):
        return fact("历史检查", replace(row, inspectors=()))
    return fact("历史会议调研", row)


def history_of_fact(told: Row) -> Past:
    """The check or meeting that a fact tells of; the inverse of `history_fact`."""
    found: Past = from_fields(LISTS[told[0]][1], told[1:])
    return found


def unheard(county: County, rows: Iterable[Past]) -> list[Past]:
    """The counted rows that the lists do not have: none of that enterprise, date and department, or kind."""
    known = {_key(row) for row in county.past_checks} | {_key(row) for row in county.past_meetings}
    return [row for row in rows if _counts(row) and _key(row) not in known]


def forbidding(county: County, plan: Plan, rows: Iterable[Past]) -> list[Past]:
    """The counted rows that forbid a counted visit, or the attendance at a counted meeting, of the plan."""
    visits: dict[str, list[date]] = {}
    for visit in plan.visits:
        if visit.date is not None and visit_counts(county, visit):
            visits.setdefault(visit.enterprise, []).append(visit.date)
    attended: dict[str, list[date]] = {}
    for event in plan.events:
        meeting = county.meeting.get(event.meeting)
        if meeting is not None and meeting_counts(meeting):
            for guest in event.guests:
                attended.setdefault(guest, []).append(event.date)

    def forbids(row: Past) -> bool:
        if isinstance(row, PastCheck):
            year = county.settings.year_basis
            return any(same_year(year, row.date, day) for day in visits.get(row.enterprise, ()))
        month = county.settings.month_basis
        return any(same_month(month, row.date, day) for day in attended.get(row.enterprise, ()))

    return [row for row in rows if _counts(row) and forbids(row)]


def _counts(row: Past) -> bool:
    return row.counted if isinstance(row, PastCheck) else meeting_counts(row)


def _key(row: Past) -> tuple[str, date, str]:
    return row.enterprise, row.date, row.department if isinstance(row, PastCheck) else row.kind.value
