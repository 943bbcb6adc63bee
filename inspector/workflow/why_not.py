"""Why no plan exists, for a screen: each cause with the visits and people behind it and the remedies to try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..domain.county import Snapshot
from ..domain.messages import Message
from ..domain.quarters import Period
from ..planning import Cause, Effect, NoPlan, Short, Trial, try_remedies
from ..rules.naming import name_department

__all__ = ["Concerned", "Effect", "NoPlan", "Person", "Reason", "Short", "Trial", "reasons", "try_remedies"]


@dataclass(frozen=True, slots=True)
class Concerned:
    """A visit that has no place, or shares days and people with those that have none."""

    visit: str
    enterprise: str
    name: str
    town: str
    address: str
    departments: tuple[str, ...]
    blackouts: tuple[Period, ...]
    days: tuple[date, ...]
    """The workdays on which it may take place."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a cause is about."""

    certificate: str
    name: str
    department: str
    qualifications: tuple[str, ...]
    scope: tuple[str, ...]
    """Items; empty for every item of the department."""
    expires: date | None
    leave: tuple[Period, ...]
    leave_days: int
    """Workdays of the quarter on leave."""
    load_limit: int | None


@dataclass(frozen=True)
class Reason:
    """One cause: its sentence, whom and what it is about, and the remedies that help, the most effective first."""

    sentence: Message
    visits: tuple[Concerned, ...]
    people: tuple[Person, ...]
    remedies: tuple[Effect, ...]


def reasons(snapshot: Snapshot, none: NoPlan) -> tuple[Reason, ...]:
    """The causes behind a schedule that does not exist, the most telling first."""
    jobs = {job.number: job for job in none.problem.jobs}
    county = snapshot.county

    def visit(number: str) -> Concerned:
        job = jobs[number]
        found = county.enterprise[job.enterprise]
        departments = tuple(name_department(county, none.problem.crews[need.department].code) for need in job.needs)
        days = tuple(snapshot.workdays[place] for place in job.days)
        return Concerned(
            number, job.enterprise, found.name, found.town, found.address, departments, found.blackouts, days
        )

    def reason(cause: Cause) -> Reason:
        return Reason(
            cause.sentence,
            tuple(visit(number) for number in cause.visits if number in jobs),
            tuple(_person(snapshot, name) for name in cause.people),
            cause.remedies,
        )

    return tuple(map(reason, none.found))


def _person(snapshot: Snapshot, certificate: str) -> Person:
    county = snapshot.county
    found = county.inspector[certificate]
    away = sum(any(day in period for period in found.leave) for day in snapshot.workdays)
    return Person(
        certificate,
        found.name,
        name_department(county, found.department),
        found.qualifications,
        found.scope,
        found.expires,
        found.leave,
        away,
        found.load_limit,
    )
