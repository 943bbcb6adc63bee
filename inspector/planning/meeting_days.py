"""Days for meetings as models of CP-SAT: the best ones for all, or which meetings have none together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ..domain.county import Meeting, Snapshot
from ..draw.guests import guests_due, in_scope, named_guests
from ..rules.meeting_cap import blocking_meeting, meeting_counts, same_month
from ..rules.window import is_active
from .solver import careful_solver, stopping

EFFORT = 8.0
"""CP-SAT's deterministic limit for all meetings."""

Sharing = list[tuple[str, str]]
"""Pairs of meetings that name the same enterprise."""


class _Rules:
    """CP-SAT over the days of each meeting; each rule is its own method."""

    def __init__(self, snapshot: Snapshot, days: dict[str, tuple[date, ...]], sharing: Sharing) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.snapshot = snapshot
        self.county = snapshot.county
        self.codes = sorted(days)
        self.sharing = sharing
        self.x: dict[tuple[str, date], Any] = {
            (code, day): self.model.new_bool_var("") for code in self.codes for day in days[code]
        }
        self.days = days
        self.one_day_each()
        self.named_guests_once_a_month()
        self.named_guests_once_a_day()

    def one_day_each(self) -> None:
        for code in self.codes:
            self.model.add_exactly_one(self.x[code, day] for day in self.days[code])

    def named_guests_once_a_month(self) -> None:
        basis = self.county.settings.month_basis
        for one, other in self.sharing:
            if self._both_count(one, other):
                # days that have the same days too near make one constraint: a calendar month at a time
                alike: dict[tuple[date, ...], list[date]] = {}
                for day in self.days[one]:
                    near = tuple(later for later in self.days[other] if same_month(basis, day, later))
                    alike.setdefault(near, []).append(day)
                for near, days in alike.items():
                    if near:
                        mine = (self.x[one, day] for day in days)
                        self.model.add_at_most_one([*mine, *(self.x[other, later] for later in near)])

    def named_guests_once_a_day(self) -> None:
        for one, other in self.sharing:
            if not self._both_count(one, other):
                for day in sorted(set(self.days[one]) & set(self.days[other])):
                    self.model.add_at_most_one(self.x[one, day], self.x[other, day])

    def _both_count(self, one: str, other: str) -> bool:
        return meeting_counts(self.county.meeting[one]) and meeting_counts(self.county.meeting[other])


class Clash(_Rules):
    """Which meetings have no dates together: any of them may be left out."""

    def one_day_each(self) -> None:
        self.takes_place = {code: self.model.new_bool_var("") for code in self.codes}
        for code, takes_place in self.takes_place.items():
            self.model.add(sum(self.x[code, day] for day in self.days[code]) == 1).only_enforce_if(takes_place)
        self.model.add_assumptions(list(self.takes_place.values()))

    def codes_without_dates(self) -> list[str]:
        """Some that have none together, not always as few as can be; empty if there are dates for all."""
        solver = careful_solver(EFFORT)
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != self.cp.INFEASIBLE:
            return []
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return [code for code, takes_place in self.takes_place.items() if takes_place.index in named]


class MeetingModel(_Rules):
    """Dates for all meetings, few on a day and where "k of this scope" finds enough enterprises."""

    def __init__(self, snapshot: Snapshot, days: dict[str, tuple[date, ...]], sharing: Sharing) -> None:
        super().__init__(snapshot, days, sharing)
        self.spread_and_room()

    def spread_and_room(self) -> None:
        """Few meetings a day, and months in which "k of this scope" finds enough enterprises; both wishes."""
        cost: list[Any] = []
        for day in sorted({day for _, day in self.x}):
            here = [self.x[code, day] for code in self.codes if (code, day) in self.x]
            over = self.model.new_int_var(0, len(here), "")
            self.model.add(over >= sum(here) - 1)
            cost.append(over)
        pools: dict[tuple[tuple[str, ...], int], int] = {}
        demand: dict[tuple[tuple[str, ...], int], list[Any]] = {}
        for code in self.codes:
            meeting = self.county.meeting[code]
            wanted = guests_due(self.county, meeting) - len(named_guests(self.county, meeting))
            if wanted <= 0 or not meeting_counts(meeting):
                continue
            for day in self.days[code]:
                key = meeting.labels, day.month
                if key not in pools:
                    pools[key] = self._free(meeting, day)
                demand.setdefault(key, []).append(wanted * self.x[code, day])
        for key in sorted(demand):
            lacking = self.model.new_int_var(0, 1_000_000, "")
            self.model.add(lacking >= sum(demand[key]) - pools[key])
            cost.append(10 * lacking)
        self.model.minimize(sum(cost))

    def _free(self, meeting: Meeting, day: date) -> int:
        return sum(
            is_active(self.county, row.code)
            and in_scope(meeting, row)
            and blocking_meeting(self.snapshot, row.code, day) is None
            for row in self.county.enterprises
        )

    def solve(self, first: dict[str, date], stop: Callable[[], bool]) -> dict[str, date] | None:
        """The best dates found, with `first` as a hint; None if none were found."""
        for (code, day), chosen in self.x.items():
            if code in first:
                self.model.add_hint(chosen, day == first[code])
        solver = careful_solver(EFFORT)
        with stopping(solver, stop):
            status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        return {code: day for (code, day), chosen in self.x.items() if solver.boolean_value(chosen)}
