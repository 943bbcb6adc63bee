"""Who may take a seat: competent, available, not recused, qualified, and not bound to rotate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from ..domain.county import Inspector, Item, Snapshot
from ..domain.plan import Seat, TeamDay, Visit
from ..rules.availability import is_available
from ..rules.competence import in_scope, may_check
from ..rules.joint_visit import items_of
from ..rules.recusal import is_recused
from .rotation import Barred, barred_by_rotation


def seat_candidates(
    snapshot: Snapshot, visits_by_number: Mapping[str, Visit], team: TeamDay, seat: Seat
) -> tuple[str, ...]:
    """Certificate numbers of those who may take a seat, sorted.

    Whoever asks for many seats keeps a `Candidates` instead.
    """
    return Candidates(snapshot, visits_by_number.values()).of_seat(team, seat)


class Candidates:
    """Who may take which seat, for visits with dates.

    People of a department are bits in the order of their certificate numbers: bit 0 is the first. `taken` are people
    who already have a team-day, by day: they cannot take another one, and it counts towards their load limit. `barred`
    says who must not go to which visit of which department; without it, rotation does (`barred_by_rotation`).
    """

    def __init__(
        self,
        snapshot: Snapshot,
        visits: Iterable[Visit],
        taken: Mapping[date, frozenset[str]] = MappingProxyType({}),
        barred: Barred | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._county = snapshot.county
        self._visits = {visit.number: visit for visit in visits}
        self._barred = barred_by_rotation(snapshot, self._visits.values()) if barred is None else barred
        self._named_on = self._named_people()
        self._taken = taken
        self._days_out = Counter(name for names in taken.values() for name in names)
        self._on_day: dict[tuple[str, date], int] = {}
        self._for_item: dict[str, int] = {}
        self._qualified: dict[tuple[str, str], int] = {}
        self._at_visit: dict[tuple[str, str], int] = {}

    def people(self, department: str) -> tuple[Inspector, ...]:
        """The department's inspectors by certificate number; a mask's bits refer to this order.

        Their load limits are what is left of them.
        """
        people = self._county.inspectors_of.get(department, ())
        if not self._days_out:
            return people
        return tuple(self._with_days_left(person) for person in people)

    def _with_days_left(self, person: Inspector) -> Inspector:
        out = self._days_out[person.certificate]
        if not out or person.load_limit is None:
            return person
        return replace(person, load_limit=max(person.load_limit - out, 0))

    def of_seat(self, team: TeamDay, seat: Seat) -> tuple[str, ...]:
        """Certificate numbers of those who may take the seat, sorted."""
        mask = self.seat_mask(team, seat)
        return tuple(person.certificate for bit, person in enumerate(self.people(team.department)) if mask >> bit & 1)

    def seat_mask(self, team: TeamDay, seat: Seat) -> int:
        """Those who may take the seat, as a mask.

        A named seat can be taken by the inspector named for it only, who need not rotate but is otherwise bound by
        the rules. Whoever a case names is not drawn for another seat of that day.
        """
        mask = self._day_mask(team.department, team.date)
        for number in team.visits:
            mask &= self._visit_mask(number, team.department)
        if seat.named:
            return mask & self._mask(team.department, lambda person: person.certificate == seat.named)
        for number in team.visits:
            mask &= ~self._bits(team.department, self._barred.get((number, team.department), frozenset()))
        mask &= ~self._bits(team.department, self._named_on.get(team.date, frozenset()))
        for qualification in seat.qualifications:
            mask &= self._qualification_mask(team.department, qualification)
        return mask

    def _named_people(self) -> dict[date, frozenset[str]]:
        found: dict[date, set[str]] = {}
        for visit in self._visits.values():
            if visit.date is not None:
                for source in visit.sources:
                    if source in self._county.case:
                        found.setdefault(visit.date, set()).update(self._county.case[source].inspectors)
        return {day: frozenset(people) for day, people in found.items() if people}

    def _day_mask(self, department: str, day: date) -> int:
        key = department, day
        if key not in self._on_day:
            taken = self._taken.get(day, frozenset())
            self._on_day[key] = self._mask(
                department,
                lambda person: (
                    may_check(person, (), day)
                    and is_available(self._snapshot, person, day)
                    and person.certificate not in taken
                ),
            )
        return self._on_day[key]

    def _visit_mask(self, number: str, department: str) -> int:
        """Those whose scope covers the department's items at the visit and who are not recused there.

        Nobody for a visit that is not among those given.
        """
        key = number, department
        if key not in self._at_visit:
            visit = self._visits.get(number)
            if visit is None:
                return 0
            mask = self._mask(department, lambda person: not self._is_recused(person, visit))
            for item in items_of(self._county, visit, department):
                if item.code not in self._for_item:
                    self._for_item[item.code] = self._mask(department, partial(_covers, item))
                mask &= self._for_item[item.code]
            self._at_visit[key] = mask
        return self._at_visit[key]

    def _is_recused(self, person: Inspector, visit: Visit) -> bool:
        return is_recused(self._county, person.certificate, visit.enterprise)

    def _qualification_mask(self, department: str, qualification: str) -> int:
        key = department, qualification
        if key not in self._qualified:
            self._qualified[key] = self._mask(department, lambda person: qualification in person.qualifications)
        return self._qualified[key]

    def _bits(self, department: str, certificates: frozenset[str]) -> int:
        return self._mask(department, lambda person: person.certificate in certificates) if certificates else 0

    def _mask(self, department: str, holds: Callable[[Inspector], bool]) -> int:
        return sum(1 << bit for bit, person in enumerate(self.people(department)) if holds(person))


def _covers(item: Item, person: Inspector) -> bool:
    return in_scope(person, item)
