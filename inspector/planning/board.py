"""The plan under construction: which job stands where, how many teams that takes, and whether people suffice.

What is asked thousands of times is kept as bits, one a day: on which days a department already has a team in a town
that is free in the morning or in the afternoon, and on which days it can send no further team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .ample import Ample
from .cells import Cell, Paired, Teams
from .problem import AFTERNOON, MORNING, WHOLE, Problem, Slot
from .seats import NOBODY, Team

MOST_REMEMBERED = 100_000
"""How many days' pairs are remembered."""

Part = tuple[int, tuple[int, int, int], tuple[int, int, int], bool]
"""What a job is to one of its departments: the department, its lane and its mark in each half, whether it asks for a
qualification. The marks of all jobs of a department and day add up to a number that no other set of jobs has."""


class Board:
    """Jobs on half-days. `place` and `lift` keep the count of team-days; `try_place` looks at people."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots: list[Slot | None] = [None] * len(problem.jobs)
        self.team_days = 0
        self.town_days = [0] * len(problem.towns)
        self.over = [[-bound for bound in row] for row in problem.pair_bounds]
        """By department and town: team-days above the bound."""
        self.weekly = [0] * (max(problem.weeks, default=0) + 1)
        self.visits = [[0] * problem.days for _ in problem.towns]
        """Visits by town and day."""
        self.idle = [[[0, 0] for _ in problem.towns] for _ in problem.crews]
        """By department, town and half: bits of the days on which a team there is idle in that half."""
        self.count = [[0] * problem.days for _ in problem.crews]
        """Teams by department and day."""
        self.most = [_most_teams(problem, department) for department in range(len(problem.crews))]
        """How many teams a department can send on each day; lowered where people turn out to be too few."""
        self.full = [sum(1 << day for day, most in enumerate(row) if most <= 0) for row in self.most]
        self.sent = [0] * len(problem.crews)
        self.quota = [_quota(problem, department) for department in range(len(problem.crews))]
        """How many teams a department can send in the quarter,"""
        self.limited = True
        """and whether that is heeded."""
        self._parts = _parts(problem)
        self._ample = Ample(problem)
        self._maker = Teams(problem, self.slots)
        self._cells: list[list[dict[int, Cell]]] = [[{} for _ in range(problem.days)] for _ in problem.crews]
        """By department and day: cells by town."""
        self._asking = [[0] * problem.days for _ in problem.crews]
        self._plain = [[0] * problem.days for _ in problem.crews]
        """Teams by department and day, were all mornings and afternoons of a town paired."""
        self._marks = [[0] * problem.days for _ in problem.crews]
        self._paired: dict[tuple[int, int], Paired] = {}
        """By department and day, where that would leave a team without people: the teams that have people."""
        self._short = [0] * len(problem.crews)
        """By department: bits of the days for whose teams people do not suffice."""
        self._known: dict[tuple[int, int, int], Paired | bool] = {}

    def allow(self, department: int, day: int, most: int) -> None:
        """From now on at most so many teams of the department on that day."""
        self.most[department][day] = most
        self._mark_full(department, day)

    def allow_again(self, most: list[list[int]]) -> None:
        """From now on as many teams as there were allowed once."""
        for department, row in enumerate(most):
            for day, teams in enumerate(row):
                self.allow(department, day, teams)

    def place(self, job: int, slot: Slot) -> None:
        """Put the job there, whatever follows from it."""
        self.slots[job] = slot
        self._change(job, slot, 1)

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
        if all(self.can_send(need.department, day) for need in self.problem.jobs[job].needs):
            return True
        self.lift(job)
        return False

    def can_send(self, department: int, day: int) -> bool:
        """Whether people suffice for the department's teams of the day and, as a sum, load limits for all its teams."""
        if self.limited and self.sent[department] > self.quota[department]:
            return False
        return self.staffable(department, day)

    def short(self, halves: Mapping[int, int], day: int) -> list[int]:
        """The departments that could not send people to these visits too that day, each in its half."""
        for job, half in halves.items():
            self.place(job, (day, half))
        concerned = sorted({need.department for job in halves for need in self.problem.jobs[job].needs})
        short = [department for department in concerned if not self.can_send(department, day)]
        for job in halves:
            self.lift(job)
        return short

    def overdrawn(self, department: int) -> int:
        """Team-days above what the department can send in the quarter."""
        return max(self.sent[department] - self.quota[department], 0)

    def _change(self, job: int, slot: Slot, step: int) -> None:
        day, half = slot
        town = self.problem.jobs[job].town
        self.weekly[self.problem.weeks[day]] += step
        self.visits[town][day] += step
        for department, lane_of, mark_of, asks in self._parts[job]:
            if (department, day) in self._paired:
                self._count_split(department, day, self._paired.pop((department, day)), -1)
            cells = self._cells[department][day]
            cell = cells.get(town)
            if cell is None:
                cell = cells[town] = Cell(department, town, day)
            lane = lane_of[half]
            if step > 0:
                cell.lanes[lane].append(job)
            else:
                cell.lanes[lane].remove(job)
            cell.teams = cell.masks = None
            self._marks[department][day] += step * mark_of[half]
            if asks:
                self._asking[department][day] += step
            more = step
            if lane < WHOLE:
                ahead = self._mark_idle(cell)
                # of two that are equally many one more counts, and one fewer does not
                if lane == AFTERNOON:
                    ahead = -ahead
                if ahead < (step > 0):
                    more = 0
            if more:
                self._plain[department][day] += more
                self._count(department, town, day, more)
            self._see_to_people(department, day)

    def _count(self, department: int, town: int, day: int, more: int) -> None:
        self.team_days += more
        self.town_days[town] += more
        self.over[department][town] += more
        self.sent[department] += more
        self.count[department][day] += more
        self._mark_full(department, day)

    def _mark_idle(self, cell: Cell) -> int:
        """Note in which half a team is idle; returns by how many there are more mornings than afternoons."""
        ahead = len(cell.lanes[MORNING]) - len(cell.lanes[AFTERNOON])
        idle, bit = self.idle[cell.department][cell.town], 1 << cell.day
        if ahead > 0:
            idle[MORNING] &= ~bit
            idle[AFTERNOON] |= bit
        elif ahead < 0:
            idle[MORNING] |= bit
            idle[AFTERNOON] &= ~bit
        else:
            idle[MORNING] &= ~bit
            idle[AFTERNOON] &= ~bit
        return ahead

    def _see_to_people(self, department: int, day: int) -> None:
        """See whether people suffice for the day's teams, and which visits then share one."""
        self._short[department] &= ~(1 << day)
        if self._ample.holds(department, day, self._plain[department][day], self._asking[department][day]):
            return
        key = department, day, self._marks[department][day]
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._maker.with_people(self._busy_cells(department, day))
        if found is False:
            self._short[department] |= 1 << day
        elif found is not True:
            self._paired[department, day] = found
            self._count_split(department, day, found, 1)

    def _count_split(self, department: int, day: int, paired: Paired, step: int) -> None:
        """Count the teams that split pairs add (or no more), and mark who of them is idle."""
        bit = 1 << day
        for town, teams in paired.items():
            cell = self._cells[department][day][town]
            more = len(teams) - cell.size
            if more:
                self._count(department, town, day, step * more)
            self._mark_idle(cell)
            if step > 0:
                idle = self.idle[department][town]
                if any(team.morning == NOBODY for team in teams):
                    idle[MORNING] |= bit
                if any(team.afternoon == NOBODY for team in teams):
                    idle[AFTERNOON] |= bit

    def _busy_cells(self, department: int, day: int) -> list[Cell]:
        cells = self._cells[department][day]
        return [cells[town] for town in sorted(cells) if any(cells[town].lanes)]

    def _mark_full(self, department: int, day: int) -> None:
        if self.count[department][day] >= self.most[department][day]:
            self.full[department] |= 1 << day
        else:
            self.full[department] &= ~(1 << day)

    def free_days(self, job: int, half: int) -> list[int]:
        """Bits of the days the job may take in that half, by how many new teams it would need there, from none up.

        Days on which a department would need a team that it cannot send are left out.
        """
        town = self.problem.jobs[job].town
        days = self.problem.day_masks[job]
        # by how many departments have an idle team: at least that many
        at_least = [days]
        for department, lane_of, _, _ in self._parts[job]:
            lane = lane_of[half]
            idle = self.idle[department][town][lane] if lane < WHOLE else 0
            if self.limited and self.sent[department] >= self.quota[department]:
                days &= idle
            else:
                days &= idle | ~self.full[department]
            at_least.append(at_least[-1] & idle)
            for place in range(len(at_least) - 2, 0, -1):
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
        return [team for town in sorted(self._cells[department][day]) for team in self.teams_in(department, town, day)]

    def teams_in(self, department: int, town: int, day: int) -> list[Team]:
        """The teams of a town and day: whole days and those that share with nobody, then mornings with afternoons."""
        paired = self._paired.get((department, day))
        if paired is not None:
            return paired.get(town, [])
        cell = self._cells[department][day].get(town)
        return self._maker.in_order(cell) if cell else []

    def staffable(self, department: int, day: int) -> bool:
        """Whether the department's people suffice for all its teams of the day."""
        if self.count[department][day] > self.most[department][day]:
            return False
        return not self._short[department] >> day & 1


def _parts(problem: Problem) -> list[tuple[Part, ...]]:
    counts = [0] * len(problem.crews)
    found = []
    for job in problem.jobs:
        parts = []
        for need in job.needs:
            first, second, third = (problem.lane(need, half) for half in (MORNING, AFTERNOON, WHOLE))
            one = 1 << 2 * counts[need.department]
            parts.append((need.department, (first, second, third), (one, 2 * one, 3 * one), bool(need.qualifications)))
            counts[need.department] += 1
        found.append(tuple(parts))
    return found


def _least_officers(problem: Problem, department: int) -> int:
    return min((need.officers for _, need in problem.needs_of[department]), default=1)


def _most_teams(problem: Problem, department: int) -> list[int]:
    least = _least_officers(problem, department)
    return [heads // least for heads in problem.crews[department].heads]


def _quota(problem: Problem, department: int) -> int:
    return problem.crews[department].quota // _least_officers(problem, department)
