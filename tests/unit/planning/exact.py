"""The fewest team-days of a small county, by one model of everything at once: who, where and when together.

It knows nothing of how the planner works: visits and their days as booked, everything else from the rules. Far too
slow for a real quarter, exact on a tiny one. It leaves out rotation, so counties given to it have no crews in their
history, and no two visits of one department at one enterprise.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from inspector.domain.county import Snapshot
from inspector.domain.plan import Selection, Visit
from inspector.planning.visits import build_visits
from inspector.rules.availability import is_available
from inspector.rules.competence import may_check, required_qualifications
from inspector.rules.joint_visit import departments_at, items_of
from inspector.rules.recusal import is_recused
from inspector.rules.two_officers import officers_needed


def fewest_team_days(snapshot: Snapshot, selections: tuple[Selection, ...]) -> int | None:
    """The optimum, or None if no plan exists.

    Raises:
        TimeoutError: it could not be found out.
    """
    model = _Exact(snapshot, selections)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 30
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise TimeoutError(solver.status_name(status))
    return round(solver.objective_value)


class _Exact:
    """The model: each visit's date and half-day, who goes, and which pairs of visits one team makes."""

    def __init__(self, snapshot: Snapshot, selections: tuple[Selection, ...]) -> None:
        self.snapshot, self.county = snapshot, snapshot.county
        self.model = cp_model.CpModel()
        bookings = build_visits(snapshot, selections)
        self.visits = bookings.visits
        self.days = bookings.days
        self.on: dict[tuple[str, Any], Any] = {}
        self.morning = {visit.number: self.model.new_bool_var("") for visit in self.visits}
        self.crew: dict[tuple[str, str, str], Any] = {}
        for visit in self.visits:
            self.one_date(visit)
        for one, other in combinations(self.visits, 2):
            if one.enterprise == other.enterprise:
                for day in set(self.days[one.number]) & set(self.days[other.number]):
                    self.model.add_at_most_one(self.on[one.number, day], self.on[other.number, day])
        saved = [self.department(code) for code in sorted(self.county.department)]
        trips = sum(len(departments_at(self.county, visit)) for visit in self.visits)
        self.model.minimize(trips - sum(pair for pairs in saved for pair in pairs))

    def one_date(self, visit: Visit) -> None:
        for day in self.days[visit.number]:
            self.on[visit.number, day] = self.model.new_bool_var("")
        self.model.add_exactly_one(self.on[visit.number, day] for day in self.days[visit.number])

    def named(self, visit: Visit, department: str) -> set[str]:
        cases = [self.county.case[source] for source in visit.sources if source in self.county.case]
        return {one for case in cases if case.department == department for one in case.inspectors}

    def department(self, code: str) -> list[Any]:
        """The department's teams; returns for each pair of visits whether one team makes both."""
        visits = [visit for visit in self.visits if code in departments_at(self.county, visit)]
        shared = {(one.number, other.number): self.shared(one, other, code) for one, other in combinations(visits, 2)}
        for visit in visits:
            self.model.add_at_most_one(pair for both, pair in shared.items() if visit.number in both)
            self.crew_of(visit, code, shared)
        for one, other in combinations(visits, 2):
            self.same_day(one, other, code, shared[one.number, other.number])
        for person in self.county.inspectors_of.get(code, ()):
            if person.load_limit is not None:
                used = [self.crew[visit.number, code, person.certificate] for visit in visits]
                twice = []
                for one, other in combinations(visits, 2):
                    both = self.model.new_bool_var("")
                    self.model.add_implication(both, shared[one.number, other.number])
                    self.model.add_implication(both, self.crew[one.number, code, person.certificate])
                    twice.append(both)
                self.model.add(sum(used) - sum(twice) <= person.load_limit)
        return list(shared.values())

    def shared(self, one: Visit, other: Visit, code: str) -> Any:
        """Whether one team makes both visits: same town, same day, one in the morning and one in the afternoon."""
        pair = self.model.new_bool_var("")
        towns = {self.county.enterprise[visit.enterprise].town for visit in (one, other)}
        alone = self.named(one, code) or self.named(other, code)
        if len(towns) > 1 or alone or 2 in (one.half_days, other.half_days) or self.county.settings.visits_a_day < 2:
            self.model.add(pair == 0)
            return pair
        self.model.add(self.morning[one.number] + self.morning[other.number] == 1).only_enforce_if(pair)
        common = set(self.days[one.number]) & set(self.days[other.number])
        for visit in (one, other):
            for day in self.days[visit.number]:
                if day not in common:
                    self.model.add_implication(pair, self.on[visit.number, day].negated())
        for day in sorted(common):
            self.model.add(self.on[one.number, day] == self.on[other.number, day]).only_enforce_if(pair)
        return pair

    def crew_of(self, visit: Visit, code: str, shared: dict[tuple[str, str], Any]) -> None:
        """Enough people, all of whom may check the items on the day; each qualification held by one of them."""
        people = self.county.inspectors_of.get(code, ())
        items = items_of(self.county, visit, code)
        named = self.named(visit, code)
        for person in people:
            goes = self.crew[visit.number, code, person.certificate] = self.model.new_bool_var("")
            for day in self.days[visit.number]:
                able = may_check(person, items, day) and is_available(self.snapshot, person, day)
                if not able or is_recused(self.county, person.certificate, visit.enterprise):
                    self.model.add_implication(goes, self.on[visit.number, day].negated())
            if person.certificate in named:
                self.model.add(goes == 1)
        crew = [self.crew[visit.number, code, person.certificate] for person in people]
        needed = officers_needed(self.snapshot, visit, code)
        self.model.add(sum(crew) >= needed)
        # no larger than it has to be, or than the visit that it shares its team with asks for
        larger = []
        for (one, other), pair in shared.items():
            if visit.number in (one, other):
                partner = next(row for row in self.visits if row.number == (other if one == visit.number else one))
                more = max(officers_needed(self.snapshot, partner, code) - needed, 0)
                larger.append(more * pair)
        self.model.add(sum(crew) <= needed + sum(larger))
        for qualification in required_qualifications(items):
            holders = [
                self.crew[visit.number, code, person.certificate]
                for person in people
                if qualification in person.qualifications
            ]
            self.model.add_bool_or(holders)

    def same_day(self, one: Visit, other: Visit, code: str, pair: Any) -> None:
        """On one day nobody is in two teams; a team that makes both visits is the same people."""
        common = sorted(set(self.days[one.number]) & set(self.days[other.number]))
        for person in self.county.inspectors_of.get(code, ()):
            first = self.crew[one.number, code, person.certificate]
            second = self.crew[other.number, code, person.certificate]
            self.model.add(first == second).only_enforce_if(pair)
            for day in common:
                self.model.add_bool_or(
                    first.negated(),
                    second.negated(),
                    self.on[one.number, day].negated(),
                    self.on[other.number, day].negated(),
                    pair,
                )
