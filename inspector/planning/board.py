"""The plan under construction: which job stands where, how many teams that takes, and whether people suffice.

What is asked thousands of times is kept as bits, one a day: on which days a department already has a team in a town
that is free in the morning or in the afternoon, and on which days it can send no further team.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .ample import Ample
from .pairing import Halves, Pair, Pairing, in_order
from .problem import AFTERNOON, ALONE, MORNING, WHOLE, Need, Problem, Slot, bits
from .seats import NOBODY, Team, can_fill, make_team, seat_masks

Cell = tuple[int, int, int]
"""Department, town, day."""

Lanes = tuple[list[int], list[int], list[int], list[int]]
"""The jobs of a cell: mornings, afternoons, whole days, and those that share their team with nobody."""

Paired = dict[int, list[Team]]
"""A department's teams of a day by town."""

MOST_REMEMBERED = 100_000
"""How many days' pairs are remembered."""


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
        """How many teams a department can send in the quarter,"""
        self.limited = True
        """and whether that is heeded."""
        self._needs = [{need.department: need for need in job.needs} for job in problem.jobs]
        self._ample = Ample(problem)
        self._asking = [[0] * problem.days for _ in problem.crews]
        self._teams: dict[Cell, list[Team]] = {}
        self._masks: dict[Cell, list[int]] = {}
        self._towns_of: list[list[int]] = [[0] * problem.days for _ in problem.crews]
        self._plain = [[0] * problem.days for _ in problem.crews]
        """Teams by department and day, were all mornings and afternoons of a town paired."""
        self._paired: dict[tuple[int, int], Paired] = {}
        """By department and day, where that would leave a team without people: the teams that have people."""
        self._short: list[int] = [0] * len(problem.crews)
        """By department: bits of the days for whose teams people do not suffice."""
        self._content = [[0] * problem.days for _ in problem.crews]
        self._known: dict[tuple[int, int, int], Paired | bool] = {}
        self._place_of = _places(problem)

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
        needs = self.problem.jobs[job].needs
        if all(self._within_quota(need.department) and self.staffable(need.department, day) for need in needs):
            return True
        self.lift(job)
        return False

    def _within_quota(self, department: int) -> bool:
        return not self.limited or self.sent[department] <= self.quota[department]

    def overdrawn(self, department: int) -> int:
        """Team-days above what the department can send in the quarter."""
        return max(self.sent[department] - self.quota[department], 0)

    def _change(self, job: int, slot: Slot, step: int) -> None:
        day, half = slot
        spec = self.problem.jobs[job]
        town = spec.town
        self.weekly[self.problem.weeks[day]] += step
        for need, place in zip(spec.needs, self._place_of[job], strict=True):
            department = need.department
            cell = department, town, day
            self._forget_pairs(department, day)
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
            self._content[department][day] += step * (half + 1) << 2 * place
            if need.qualifications:
                self._asking[department][day] += step
            self._mark_idle(cell)
            if more:
                self._plain[department][day] += more
                self._count(cell, more)
                if before + more:
                    self._towns_of[department][day] |= 1 << town
                else:
                    self._towns_of[department][day] &= ~(1 << town)
            self._pair_up(department, day)

    def _count(self, cell: Cell, more: int) -> None:
        department, town, day = cell
        self.team_days += more
        self.town_days[town] += more
        self.over[department][town] += more
        self.sent[department] += more
        self.count[department][day] += more
        self._mark_full(department, day)

    def _mark_idle(self, cell: Cell) -> None:
        department, town, day = cell
        lanes = self.lanes[cell]
        ahead = len(lanes[MORNING]) - len(lanes[AFTERNOON])
        idle, bit = self.idle[department][town], 1 << day
        idle[MORNING] = idle[MORNING] | bit if ahead < 0 else idle[MORNING] & ~bit
        idle[AFTERNOON] = idle[AFTERNOON] | bit if ahead > 0 else idle[AFTERNOON] & ~bit

    def _forget_pairs(self, department: int, day: int) -> None:
        old = self._paired.pop((department, day), None)
        if old is not None:
            self._apply(department, day, old, -1)

    def _pair_up(self, department: int, day: int) -> None:
        """See whether people suffice for the day's teams, and which visits then share one."""
        bit = 1 << day
        self._short[department] &= ~bit
        if self._ample.holds(department, day, self._plain[department][day], self._asking[department][day]):
            return
        key = department, day, self._content[department][day]
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._find_pairs(department, day)
        if found is False:
            self._short[department] |= bit
        elif found is not True:
            self._paired[department, day] = found
            self._apply(department, day, found, 1)

    def _apply(self, department: int, day: int, paired: Paired, step: int) -> None:
        """Count the teams that split pairs add (or no more), and who of them is idle."""
        bit = 1 << day
        for town, teams in paired.items():
            cell = department, town, day
            more = len(teams) - _teams_in(self.lanes[cell])
            if more:
                self._count(cell, step * more)
            if step < 0:
                self._mark_idle(cell)
                continue
            idle = self.idle[department][town]
            if any(team.morning == NOBODY for team in teams):
                idle[MORNING] |= bit
            if any(team.afternoon == NOBODY for team in teams):
                idle[AFTERNOON] |= bit

    def _find_pairs(self, department: int, day: int) -> Paired | bool:
        """The day's teams by town; True if they are simply paired in order, False if people do not suffice."""
        cells = [(department, town, day) for town in self._towns(department, day)]
        if can_fill([mask for cell in cells for mask in self._masks_in(cell)]):
            return True
        crew = self.problem.crews[department]
        fixed = [list(self._unpaired(cell)) for cell in cells]
        seats = [mask for teams in fixed for team in teams for _, mask in seat_masks(crew.qualified, team)]
        known: dict[tuple[int, Pair], list[int]] = {}

        def seats_of(place: int, pair: Pair) -> list[int]:
            if (place, pair) not in known:
                known[place, pair] = [mask for _, mask in seat_masks(crew.qualified, self._team(cells[place], *pair))]
            return known[place, pair]

        halves = [self._halves(cell) for cell in cells]
        search = Pairing(halves, seats, seats_of, lambda job: self.need(job, department))
        pairs = search.fewest_teams(crew.heads[day])
        if pairs is None:
            return False
        return {
            cell[1]: [*alone, *(self._team(cell, *pair) for pair in row)]
            for cell, alone, row in zip(cells, fixed, pairs, strict=True)
        }

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
            if self.limited and self.sent[need.department] >= self.quota[need.department]:
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
        """The teams of a cell: whole days and those that share with nobody, then mornings with afternoons."""
        department, town, day = cell
        paired = self._paired.get((department, day))
        if paired is not None:
            return paired.get(town, [])
        return self._plain_teams(cell)

    def _plain_teams(self, cell: Cell) -> list[Team]:
        found = self._teams.get(cell)
        if found is None:
            found = self._teams[cell] = []
            if cell in self.lanes:
                found += self._unpaired(cell)
                found += (self._team(cell, *pair) for pair in in_order(self._halves(cell)))
        return found

    def _towns(self, department: int, day: int) -> Iterator[int]:
        return bits(self._towns_of[department][day])

    def _unpaired(self, cell: Cell) -> Iterator[Team]:
        lanes = self.lanes[cell]
        for job in sorted(lanes[WHOLE]):
            yield self._team(cell, job, job)
        for job in sorted(lanes[ALONE]):
            half = (self.slots[job] or (0, 0))[1]
            yield self._team(cell, NOBODY if half == AFTERNOON else job, NOBODY if half == MORNING else job)

    def _halves(self, cell: Cell) -> Halves:
        lanes = self.lanes[cell]
        return Halves(self._in_order(lanes[MORNING], cell[0]), self._in_order(lanes[AFTERNOON], cell[0]))

    def _in_order(self, jobs: list[int], department: int) -> tuple[int, ...]:
        """Those that ask for most first, so that what is asked for twice is asked of one team."""
        if len(jobs) < 2:
            return tuple(jobs)

        def key(job: int) -> tuple:
            need = self.need(job, department)
            return -need.officers, not need.qualifications, need.qualifications, need.people, job

        return tuple(sorted(jobs, key=key))

    def need(self, job: int, department: int) -> Need:
        """What the job needs of the department."""
        return self._needs[job][department]

    def _team(self, cell: Cell, morning: int, afternoon: int) -> Team:
        needs = [self.need(job, cell[0]) for job in dict.fromkeys((morning, afternoon)) if job != NOBODY]
        return make_team(self.problem.crews[cell[0]], cell, morning, afternoon, needs)

    def staffable(self, department: int, day: int) -> bool:
        """Whether the department's people suffice for all its teams of the day."""
        if self.count[department][day] > self.most[department][day]:
            return False
        return not self._short[department] >> day & 1

    def _masks_in(self, cell: Cell) -> list[int]:
        found = self._masks.get(cell)
        if found is None:
            qualified = self.problem.crews[cell[0]].qualified
            found = [mask for team in self._plain_teams(cell) for _, mask in seat_masks(qualified, team)]
            self._masks[cell] = found
        return found


def _teams_in(lanes: Lanes) -> int:
    mornings, afternoons = len(lanes[MORNING]), len(lanes[AFTERNOON])
    return (mornings if mornings > afternoons else afternoons) + len(lanes[WHOLE]) + len(lanes[ALONE])


def _places(problem: Problem) -> list[tuple[int, ...]]:
    """For each job its place among the jobs of each of its departments."""
    found: list[list[int]] = [[] for _ in problem.jobs]
    counts = [0] * len(problem.crews)
    for job, spec in enumerate(problem.jobs):
        for need in spec.needs:
            found[job].append(counts[need.department])
            counts[need.department] += 1
    return list(map(tuple, found))


def _least_officers(problem: Problem, department: int) -> int:
    return min((need.officers for _, need in problem.needs_of[department]), default=1)


def _most_teams(problem: Problem, department: int) -> list[int]:
    least = _least_officers(problem, department)
    return [heads // least for heads in problem.crews[department].heads]


def _quota(problem: Problem, department: int) -> int:
    return problem.crews[department].quota // _least_officers(problem, department)


def slots_of(problem: Problem, jobs: Iterable[int], lawful: bool = False) -> Iterator[tuple[int, Slot]]:
    """All slots that jobs may take; with `lawful` on all days that the rules allow."""
    for job in jobs:
        spec = problem.jobs[job]
        for day in (lawful and spec.lawful) or spec.days:
            for half in spec.halves:
                yield job, (day, half)
