"""From lists and visits to the planner's problem."""

from __future__ import annotations

from ..domain.county import Snapshot
from ..domain.plan import Visit
from ..rules.availability import is_available
from ..rules.competence import may_check, required_qualifications
from ..rules.joint_visit import departments_at, items_of
from ..rules.recusal import is_recused, last_crew
from ..rules.two_officers import officers_needed
from .problem import Crew, Job, Need, Problem
from .seats import allowed
from .visits import Bookings

FEWEST_DAYS = 10
"""A visit is not narrowed to fewer days than this for the sake of rotation: that could leave it without a place."""


def build_problem(snapshot: Snapshot, bookings: Bookings) -> Problem:
    """Days are the quarter's workdays; departments, towns and visits in the order of their codes and numbers."""
    county = snapshot.county
    days = snapshot.workdays
    place_of = {day: place for place, day in enumerate(days)}
    first = days[0] if days else snapshot.quarter.first
    weeks = tuple((day - first).days // 7 for day in days)
    codes = sorted({code for visit in bookings.visits for code in departments_at(county, visit)})
    towns = sorted({county.enterprise[visit.enterprise].town for visit in bookings.visits})
    crews = tuple(_crew(snapshot, code) for code in codes)
    jobs = []
    for visit in bookings.visits:
        needs = tuple(_need(snapshot, visit, code, codes.index(code)) for code in departments_at(county, visit))
        possible = tuple(place_of[day] for day in bookings.days[visit.number])
        lawful = _days_with_named(snapshot, visit, possible, crews, codes)
        preferred = _days_that_rotate(lawful, needs, crews)
        town = towns.index(county.enterprise[visit.enterprise].town)
        jobs.append(
            Job(
                visit.number,
                visit.enterprise,
                town,
                visit.half_days,
                preferred,
                needs,
                None,
                lawful if lawful != preferred else (),
            )
        )
    return Problem(len(days), weeks, tuple(towns), crews, tuple(jobs), county.settings.visits_a_day)


def _crew(snapshot: Snapshot, code: str) -> Crew:
    people = snapshot.county.inspectors_of.get(code, ())
    available = tuple(
        sum(
            1 << bit
            for bit, person in enumerate(people)
            if may_check(person, (), day) and is_available(snapshot, person, day)
        )
        for day in snapshot.workdays
    )
    held: dict[str, int] = {}
    for bit, person in enumerate(people):
        for name in person.qualifications:
            held[name] = held.get(name, 0) | 1 << bit
    return Crew(
        code,
        tuple(person.certificate for person in people),
        available,
        held,
        tuple(person.load_limit for person in people),
    )


def _named(snapshot: Snapshot, visit: Visit, code: str) -> set[str]:
    cases = [snapshot.county.case[source] for source in visit.sources if source in snapshot.county.case]
    return {name for case in cases if case.department == code for name in case.inspectors}


def _need(snapshot: Snapshot, visit: Visit, code: str, place: int) -> Need:
    county = snapshot.county
    people = county.inspectors_of.get(code, ())
    items = items_of(county, visit, code)
    named = _named(snapshot, visit, code)
    mask = names = last = 0
    before = last_crew(snapshot, visit.enterprise, code, snapshot.quarter.period.end)
    for bit, person in enumerate(people):
        in_scope = all(not person.scope or item.code in person.scope for item in items)
        if in_scope and not is_recused(county, person.certificate, visit.enterprise):
            mask |= 1 << bit
        if person.certificate in named:
            names |= 1 << bit
        elif person.certificate in before:
            last |= 1 << bit
    return Need(place, officers_needed(snapshot, visit, code), mask, required_qualifications(items), names, last)


def _days_that_rotate(days: tuple[int, ...], needs: tuple[Need, ...], crews: tuple[Crew, ...]) -> tuple[int, ...]:
    """Without the days on which leave would send the same people as last time, as long as enough days remain."""
    others = tuple(
        day for day in days if not any(allowed(crews[need.department], need, day) & need.last for need in needs)
    )
    return others if len(others) >= FEWEST_DAYS else days


def _days_with_named(
    snapshot: Snapshot, visit: Visit, days: tuple[int, ...], crews: tuple[Crew, ...], codes: list[str]
) -> tuple[int, ...]:
    """Without the days on which somebody whom a case names is not there."""
    for code in departments_at(snapshot.county, visit):
        named = _named(snapshot, visit, code)
        if named:
            crew = crews[codes.index(code)]
            mask = sum(1 << bit for bit, name in enumerate(crew.people) if name in named)
            days = tuple(day for day in days if crew.available[day] & mask == mask)
    return days
