"""The plan under construction: which job stands where, how many teams that takes, and whether people suffice.

What is asked thousands of times is kept as bits, one a day: on which days a department already has a team in a town
that is free in the morning or in the afternoon, and on which days it can send no further team.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .ample import Ample
from .problem import AFTERNOON, ALONE, MORNING, WHOLE, Need, Problem, Slot, bits
from .seats import NOBODY, Team, can_fill, make_team, seat_masks

Cell = tuple[int, int, int]
"""Department, town, day."""

Lanes = tuple[list[int], list[int], list[int], list[int]]
"""The jobs of a cell: mornings, afternoons, whole days, and those that share their team with nobody."""


class Board:
    """Jobs on half-days. `place` and `lift` keep the count of team-days; `try_place` looks at people."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots: list[Slot | None] = [None] * len(problem.jobs)
        self.team_days = 0
        self.town_days = [0] * len(problem.towns)
        self.weekly = [0] * (max(problem.weeks, default=0) + 1)
        self.lanes: dict[Cell, Lanes] = {}
        self.idle = [[[0, 0] for _ in problem.towns] for _ in problem.crews]
        """By department, town and half: bits of the days on which a team there is idle in that half."""
        self.count = [[0] * problem.days for _ in problem.crews]
        """Teams by department and day."""
        self.most = [_most_teams(problem, department) for department in range(len(problem.crews))]
        """How many teams a department can send on each day; lowered where people turn out to be too few."""
        self.full = [sum(1 << day for day, most in enumerate(row) if most <= 0) for row in self.most]
        self.sent = [0] * len(problem.crews)
        self.quota = [_quota(problem, department) for department in range(len(problem.crews))]
        """How many teams a department can send in the quarter."""
        self._needs = [{need.department: need for need in job.needs} for job in problem.jobs]
        self._ample = Ample(problem)
        self._asking = [[0] * problem.days for _ in problem.crews]
        self._teams: dict[Cell, list[Team]] = {}
        self._masks: dict[Cell, list[int]] = {}
        self._towns_of: list[list[int]] = [[0] * problem.days for _ in problem.crews]

    def allow(self, department: int, day: int, most: int) -> None:
        """From now on at most so many teams of the department on that day."""
        self.most[department][day] = most
        self._mark_full(department, day)

    def place(self, job: int, slot: Slot) -> None:
        """Put the job there, whatever follows from it."""
        self._change(job, slot, 1)
        self.slots[job] = slot

    def lift(self, job: int) -> None:
        slot = self.slots[job]
        assert slot is not None
        self._change(job, slot, -1)
        self.slots[job] = None

    def copy_slots(self) -> list[Slot | None]:
        """Where everything stands, for `restore`."""
        return list(self.slots)

    def restore(self, slots: list[Slot | None]) -> None:
        """Put everything where it stood."""
        moved = [job for job, slot in enumerate(slots) if slot != self.slots[job]]
        for job in moved:
            if self.slots[job] is not None:
                self.lift(job)
        for job in moved:
            slot = slots[job]
            if slot is not None:
                self.place(job, slot)

    def try_place(self, job: int, slot: Slot) -> bool:
        """Put the job there if no visit of the same enterprise is on that day and people suffice for all teams.

        The quarter's load limits are counted as a sum; the exact count of the whole quarter comes later.
        """
        day, _ = slot
        for rival in self.problem.rivals[job]:
            other = self.slots[rival]
            if other and other[0] == day:
                return False
        self.place(job, slot)
        needs = self.problem.jobs[job].needs
        if all(self._within_quota(need.department) and self.staffable(need.department, day) for need in needs):
            return True
        self.lift(job)
        return False

    def _within_quota(self, department: int) -> bool:
        return self.sent[department] <= self.quota[department]

    def _change(self, job: int, slot: Slot, step: int) -> None:
        day, half = slot
        spec = self.problem.jobs[job]
        town, bit = spec.town, 1 << day
        self.weekly[self.problem.weeks[day]] += step
        for need in spec.needs:
            department = need.department
            cell = department, town, day
            lanes = self.lanes.get(cell)
            if lanes is None:
                lanes = self.lanes[cell] = ([], [], [], [])
            lane = lanes[self.problem.lane(need, half)]
            before = _teams_in(lanes)
            if step > 0:
                lane.append(job)
            else:
                lane.remove(job)
            more = _teams_in(lanes) - before
            self._teams.pop(cell, None)
            self._masks.pop(cell, None)
            if need.qualifications:
                self._asking[department][day] += step
            ahead = len(lanes[MORNING]) - len(lanes[AFTERNOON])
            idle = self.idle[department][town]
            idle[MORNING] = idle[MORNING] | bit if ahead < 0 else idle[MORNING] & ~bit
            idle[AFTERNOON] = idle[AFTERNOON] | bit if ahead > 0 else idle[AFTERNOON] & ~bit
            if more:
                self.team_days += more
                self.town_days[town] += more
                self.sent[department] += more
                self.count[department][day] += more
                if before + more:
                    self._towns_of[department][day] |= 1 << town
                else:
                    self._towns_of[department][day] &= ~(1 << town)
                self._mark_full(department, day)

    def _mark_full(self, department: int, day: int) -> None:
        if self.count[department][day] >= self.most[department][day]:
            self.full[department] |= 1 << day
        else:
            self.full[department] &= ~(1 << day)

    def free_days(self, job: int, half: int) -> list[int]:
        """Bits of the days the job may take in that half, by how many new teams it would need there, from none up.

        Days on which a department would need a team that it cannot send are left out.
        """
        spec = self.problem.jobs[job]
        days = self.problem.day_masks[job]
        # by how many departments have an idle team: at least that many
        at_least = [days] + [0] * len(spec.needs)
        for number, need in enumerate(spec.needs, 1):
            lane = self.problem.lane(need, half)
            idle = self.idle[need.department][spec.town][lane] if lane in (MORNING, AFTERNOON) else 0
            if self.sent[need.department] >= self.quota[need.department]:
                days &= idle
            else:
                days &= idle | ~self.full[need.department]
            for place in range(number, 0, -1):
                at_least[place] |= at_least[place - 1] & idle
        found, above = [], 0
        for level in reversed(at_least):
            found.append(level & ~above & days)
            above |= level
        return found

    def busy_days(self) -> Iterator[tuple[int, int]]:
        """Departments and days with teams."""
        for department, counts in enumerate(self.count):
            for day, teams in enumerate(counts):
                if teams:
                    yield department, day

    def teams(self, department: int, day: int) -> list[Team]:
        """The department's teams of the day, town by town."""
        return [team for town in self._towns(department, day) for team in self.teams_in((department, town, day))]

    def teams_in(self, cell: Cell) -> list[Team]:
        """The teams of a cell: whole days, then mornings and afternoons paired in the order of their needs."""
        found = self._teams.get(cell)
        if found is None:
            found = self._teams[cell] = list(self._pair(cell))
        return found

    def _towns(self, department: int, day: int) -> Iterator[int]:
        return bits(self._towns_of[department][day])

    def _pair(self, cell: Cell) -> Iterator[Team]:
        lanes = self.lanes.get(cell)
        if lanes is None:
            return
        for job in sorted(lanes[WHOLE]):
            yield self._team(cell, job, job)
        first, second = self._in_order(lanes[MORNING], cell[0]), self._in_order(lanes[AFTERNOON], cell[0])
        for place in range(max(len(first), len(second))):
            yield self._team(
                cell,
                first[place] if place < len(first) else NOBODY,
                second[place] if place < len(second) else NOBODY,
            )
        for job in sorted(lanes[ALONE]):
            half = (self.slots[job] or (0, 0))[1]
            yield self._team(cell, NOBODY if half == AFTERNOON else job, NOBODY if half == MORNING else job)

    def _in_order(self, jobs: list[int], department: int) -> list[int]:
        if len(jobs) < 2:
            return jobs

        def key(job: int) -> tuple:
            need = self.need(job, department)
            return need.officers, need.qualifications, need.people, job

        return sorted(jobs, key=key)

    def need(self, job: int, department: int) -> Need:
        """What the job needs of the department."""
        return self._needs[job][department]

    def _team(self, cell: Cell, morning: int, afternoon: int) -> Team:
        needs = [self.need(job, cell[0]) for job in dict.fromkeys((morning, afternoon)) if job != NOBODY]
        return make_team(self.problem.crews[cell[0]], cell, morning, afternoon, needs)

    def staffable(self, department: int, day: int) -> bool:
        """Whether the department's people suffice for all its teams of the day."""
        teams = self.count[department][day]
        if teams > self.most[department][day]:
            return False
        if self._ample.holds(department, day, teams, self._asking[department][day]):
            return True
        return can_fill(
            [mask for town in self._towns(department, day) for mask in self._masks_in((department, town, day))]
        )

    def _masks_in(self, cell: Cell) -> list[int]:
        found = self._masks.get(cell)
        if found is None:
            qualified = self.problem.crews[cell[0]].qualified
            found = [mask for team in self.teams_in(cell) for _, mask in seat_masks(qualified, team)]
            self._masks[cell] = found
        return found


def _teams_in(lanes: Lanes) -> int:
    mornings, afternoons = len(lanes[MORNING]), len(lanes[AFTERNOON])
    return (mornings if mornings > afternoons else afternoons) + len(lanes[WHOLE]) + len(lanes[ALONE])


def _least_officers(problem: Problem, department: int) -> int:
    return min((need.officers for _, need in problem.needs_of[department]), default=1)


def _most_teams(problem: Problem, department: int) -> list[int]:
    least = _least_officers(problem, department)
    return [heads // least for heads in problem.crews[department].heads]


def _quota(problem: Problem, department: int) -> int:
    return problem.crews[department].quota // _least_officers(problem, department)


def slots_of(problem: Problem, jobs: Iterable[int]) -> Iterator[tuple[int, Slot]]:
    """All slots that jobs may take."""
    for job in jobs:
        spec = problem.jobs[job]
        for day in spec.days:
            for half in spec.halves:
                yield job, (day, half)
