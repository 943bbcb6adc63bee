"""轮换: who may not go to a visit because they were, or may be, at the enterprise the time before.

All of it is zeros in the table of chances, fixed before the second dice. A department rotates where it is large
enough (`rules.recusal.large_enough`): only then is anybody barred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..domain.county import Inspector, Item, Snapshot
from ..domain.plan import Visit
from ..rules.availability import is_available
from ..rules.competence import may_check, required_qualifications
from ..rules.joint_visit import departments_at, items_of
from ..rules.recusal import is_recused, large_enough, last_crew
from ..rules.two_officers import officers_needed
from .tickets import rotation_ticket

Barred = dict[tuple[str, str], frozenset[str]]
"""Certificate numbers by visit number and department code."""


def barred_by_rotation(snapshot: Snapshot, visits: Iterable[Visit]) -> Barred:
    """Who may not go to which visit.

    Those who were at the enterprise last, by history; and where a department goes to one enterprise several times in
    the plan, its people are shared out beforehand so that nobody can be at two visits running.
    """
    chains: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        if visit.date is not None:
            for department in departments_at(snapshot.county, visit):
                chains.setdefault((visit.enterprise, department), []).append(visit)
    barred: Barred = {}
    for (enterprise, department), chain in chains.items():
        only = chain[0].date if len(chain) == 1 else None
        if only is not None and not last_crew(snapshot, enterprise, department, only):
            continue
        in_order = sorted(chain, key=lambda visit: (visit.date, visit.number))
        stops = [_Stop.of(snapshot, visit, department) for visit in in_order]
        _bar(snapshot, enterprise, department, stops)
        for stop in stops:
            if stop.barred:
                barred[stop.visit.number, department] = frozenset(stop.barred)
    return barred


@dataclass
class _Stop:
    """One of a department's visits of one enterprise: who could go, and who is barred."""

    snapshot: Snapshot
    visit: Visit
    day: date
    department: str
    items: tuple[Item, ...]
    needed: int
    named: frozenset[str]
    able: dict[str, Inspector]
    barred: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, snapshot: Snapshot, visit: Visit, department: str) -> _Stop:
        county = snapshot.county
        assert visit.date is not None
        day = visit.date
        items = items_of(county, visit, department)
        able = {
            person.certificate: person
            for person in county.inspectors_of.get(department, ())
            if may_check(person, items, day)
            and is_available(snapshot, person, day)
            and not is_recused(county, person.certificate, visit.enterprise)
        }
        named = {name for source in visit.sources if source in county.case for name in county.case[source].inspectors}
        needed = officers_needed(snapshot, visit, department)
        return cls(snapshot, visit, day, department, items, needed, frozenset(named), able)

    def can_spare(self, people: Iterable[str]) -> bool:
        """Whether the department is large enough to do without `people` here."""
        enterprise, excluded = self.visit.enterprise, frozenset(people)
        return large_enough(self.snapshot, self.department, self.items, enterprise, self.day, self.needed, excluded)


def _bar(snapshot: Snapshot, enterprise: str, department: str, stops: list[_Stop]) -> None:
    """Bar people from the stops, which are in order of date."""
    either_or: list[set[str]] = []
    """For each stop but the last, who may be there or at the next one, but not at both."""
    for place, stop in enumerate(stops):
        earlier = stops[place - 1] if place else None
        past = _last_date(snapshot, enterprise, department, stop.day)
        if earlier is not None and (past is None or earlier.day >= past):
            at_both = {name for name in stop.able if name in earlier.able or name in earlier.named} - stop.named
            at_both = {name for name in at_both if stop.can_spare((name,))}
            stop.barred |= at_both & earlier.named
            either_or.append(at_both - earlier.named)
            continue
        if earlier is not None:
            either_or.append(set())
        crew = last_crew(snapshot, enterprise, department, stop.day)
        if crew and stop.can_spare(crew):
            stop.barred |= set(crew) - stop.named
    sides = _share_out(snapshot, enterprise, department, stops, set().union(*either_or))
    for place, names in enumerate(either_or):
        for name in names:
            stops[place if sides[name] != place % 2 else place + 1].barred.add(name)


def _last_date(snapshot: Snapshot, enterprise: str, department: str, before: date) -> date | None:
    """When the department was last at the enterprise, by history."""
    checks = snapshot.county.checks_of.get(enterprise, ())
    days = (past.date for past in checks if past.department == department and past.on_site and past.date < before)
    return max(days, default=None)


def _share_out(
    snapshot: Snapshot, enterprise: str, department: str, stops: list[_Stop], people: set[str]
) -> dict[str, int]:
    """Who of `people` may go to the first, third … stop (0) and who to the second, fourth … (1).

    Those who hold more of the qualifications asked for go first, then the smaller `rotation_ticket`. Each goes to the
    side of the need that is met worst so far among those they meet; the first side where needs are met alike.
    """
    if not people:
        return {}
    asked = [required_qualifications(stop.items) for stop in stops]
    wanted = {name for names in asked for name in names}

    def order(name: str) -> tuple[int, str]:
        held = len(wanted.intersection(snapshot.county.inspector[name].qualifications))
        return -held, rotation_ticket(str(snapshot.quarter), department, enterprise, name)

    needs = [_Need(place % 2, stop, "", stop.needed) for place, stop in enumerate(stops)]
    needs += [_Need(place % 2, stops[place], one, 1) for place, names in enumerate(asked) for one in names]
    for need in needs:
        need.met = sum(need.could_be_met_by(name) for name in need.stop.able if name not in people)
    sides: dict[str, int] = {}
    for name in sorted(people, key=order):
        mine = [need for need in needs if need.could_be_met_by(name)]
        sides[name] = min(mine, key=lambda need: (need.degree, need.side)).side
        for need in mine:
            need.met += need.side == sides[name]
    return sides


@dataclass
class _Need:
    """What one stop asks for: so many people, or one who holds a qualification; `met` counts those who could go."""

    side: int
    stop: _Stop
    qualification: str
    number: int
    met: int = 0

    def could_be_met_by(self, name: str) -> bool:
        person = self.stop.able.get(name)
        return person is not None and (not self.qualification or self.qualification in person.qualifications)

    @property
    def degree(self) -> Fraction:
        return Fraction(self.met, self.number)
