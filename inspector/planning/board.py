"""The plan under construction: which job stands where, how many teams that takes, and whether people suffice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .problem import AFTERNOON, MORNING, WHOLE, Need, Problem, Slot


@dataclass(frozen=True, slots=True)
class Team:
    """One team-day of a department: its visits, how many seats, who may sit, what they must hold between them."""

    department: int
    day: int
    town: int
    morning: int
    afternoon: int
    officers: int
    people: int
    qualifications: tuple[str, ...]
    named: int


Cell = tuple[int, int, int]
"""Department, town, day."""


class Board:
    """Jobs on half-days. `place` and `lift` keep the count of team-days; `fits` looks at people."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots: list[Slot | None] = [None] * len(problem.jobs)
        self.cells: dict[Cell, tuple[list[int], list[int], list[int]]] = {}
        self.alone: dict[Cell, list[int]] = {}
        self.of_day: dict[tuple[int, int], set[int]] = {}
        self.team_days = 0
        self.weekly = [0] * (max(problem.weeks, default=0) + 1)
        self.closed: set[tuple[int, int, int]] = set()
        """Department, day, number of teams that turned out to be too many."""

    def copy_slots(self) -> list[Slot | None]:
        return list(self.slots)

    def _teams_in(self, cell: Cell) -> int:
        lists = self.cells.get(cell)
        shared = max(len(lists[0]), len(lists[1])) + len(lists[2]) if lists else 0
        return shared + len(self.alone.get(cell, ()))

    def town_days(self, town: int) -> int:
        """The team-days that the town takes now."""
        cells = {cell for cell in (*self.cells, *self.alone) if cell[1] == town}
        return sum(self._teams_in(cell) for cell in cells)

    def extra(self, job: int, slot: Slot) -> int:
        """How many more team-days placing the job there would take."""
        day, half = slot
        town = self.problem.jobs[job].town
        more = 0
        for need in self.problem.jobs[job].needs:
            lists = self.cells.get((need.department, town, day))
            if need.named or half == WHOLE or not lists or len(lists[half]) >= len(lists[1 - half]):
                more += 1
        return more

    def place(self, job: int, slot: Slot) -> None:
        self._change(job, slot, add=True)
        self.slots[job] = slot

    def lift(self, job: int) -> None:
        slot = self.slots[job]
        assert slot is not None
        self._change(job, slot, add=False)
        self.slots[job] = None

    def _change(self, job: int, slot: Slot, add: bool) -> None:
        day, half = slot
        spec = self.problem.jobs[job]
        self.weekly[self.problem.weeks[day]] += 1 if add else -1
        for need in spec.needs:
            cell = need.department, spec.town, day
            before = self._teams_in(cell)
            shared = self.cells.setdefault(cell, ([], [], []))
            where = self.alone.setdefault(cell, []) if need.named else shared[half]
            (where.append if add else where.remove)(job)
            towns = self.of_day.setdefault((need.department, day), set())
            after = self._teams_in(cell)
            (towns.add if after else towns.discard)(spec.town)
            self.team_days += after - before

    def fits(self, job: int, slot: Slot) -> bool:
        """Whether the job can stand there: no visit of the same enterprise that day, and people for all teams."""
        day, _ = slot
        for rival in self.problem.rivals[job]:
            other = self.slots[rival]
            if other and other[0] == day:
                return False
        self.place(job, slot)
        try:
            return all(self.staffable(need.department, day) for need in self.problem.jobs[job].needs)
        finally:
            self.lift(job)

    def teams(self, department: int, day: int) -> list[Team]:
        """The department's teams of the day: mornings and afternoons of a town paired in the order of their needs."""
        found: list[Team] = []
        for town in sorted(self.of_day.get((department, day), ())):
            cell = department, town, day
            mornings, afternoons, wholes = self.cells.get(cell, ([], [], []))
            found += (self._team(cell, job, job) for job in sorted(wholes))
            first, second = self._in_order(mornings, department), self._in_order(afternoons, department)
            for place in range(max(len(first), len(second))):
                found.append(
                    self._team(
                        cell,
                        first[place] if place < len(first) else -1,
                        second[place] if place < len(second) else -1,
                    )
                )
            for job in sorted(self.alone.get(cell, ())):
                half = (self.slots[job] or (0, 0))[1]
                found.append(self._team(cell, -1 if half == AFTERNOON else job, -1 if half == MORNING else job))
        return found

    def _in_order(self, jobs: Iterable[int], department: int) -> list[int]:
        def key(job: int) -> tuple:
            need = self.need(job, department)
            return need.officers, need.qualifications, need.people, job

        return sorted(jobs, key=key)

    def need(self, job: int, department: int) -> Need:
        return next(need for need in self.problem.jobs[job].needs if need.department == department)

    def _team(self, cell: Cell, morning: int, afternoon: int) -> Team:
        department, town, day = cell
        needs = [self.need(job, department) for job in dict.fromkeys((morning, afternoon)) if job >= 0]
        people = self.problem.crews[department].available[day]
        qualifications: set[str] = set()
        named = 0
        for need in needs:
            people &= need.people
            qualifications.update(need.qualifications)
            named |= need.named
        officers = max(need.officers for need in needs)
        return Team(department, day, town, morning, afternoon, officers, people, tuple(sorted(qualifications)), named)

    def staffable(self, department: int, day: int) -> bool:
        """Whether the department's people suffice for all its teams of the day."""
        teams = self.teams(department, day)
        if (department, day, len(teams)) in self.closed:
            return False
        return seat(self.problem.crews[department].qualified, teams) is not None


def seat_masks(qualified: dict[str, int], team: Team) -> list[tuple[tuple[str, ...], int]]:
    """The team's seats, each with the qualifications it carries and who may take it (mask).

    Named people have seats of their own; qualifications they hold need no other seat. The others are carried by as
    few seats as there are people who hold them together, else one seat each.
    """
    seats: list[tuple[tuple[str, ...], int]] = []
    left = list(team.qualifications)
    named = team.named
    while named:
        bit = named & -named
        named ^= bit
        seats.append(((), bit))
        left = [name for name in left if not qualified.get(name, 0) & bit]
    free = max(team.officers - len(seats), 0)
    people = team.people & ~team.named
    carried: list[list[str]] = [[] for _ in range(free)]
    for name in left:
        if not carried:
            return [*seats, (tuple(left), 0)]
        # the seat that keeps most people able to take it, empty seats first among equals
        best = max(
            range(free), key=lambda place: (_holders(qualified, [*carried[place], name], people).bit_count(), -place)
        )
        carried[best].append(name)
    seats += ((tuple(names), _holders(qualified, names, people)) for names in carried)
    return seats


def _holders(qualified: dict[str, int], names: Iterable[str], people: int) -> int:
    for name in names:
        people &= qualified.get(name, 0)
    return people


def seat(qualified: dict[str, int], teams: Iterable[Team]) -> dict[int, int] | None:
    """Somebody for every seat, nobody twice: seat number -> bit of the person; None if impossible (Hall)."""
    masks = [mask for team in teams for _, mask in seat_masks(qualified, team)]
    order = sorted(range(len(masks)), key=lambda place: masks[place].bit_count())
    holder: dict[int, int] = {}

    def find(place: int, tried: list[int]) -> bool:
        free = masks[place] & ~tried[0]
        while free:
            bit = free & -free
            free ^= bit
            tried[0] |= bit
            if bit not in holder or find(holder[bit], tried):
                holder[bit] = place
                return True
            free &= ~tried[0]
        return False

    for place in order:
        if not find(place, [0]):
            return None
    return {place: bit for bit, place in holder.items()}


def options(problem: Problem, job: int) -> Iterator[Slot]:
    """The slots a job may take, by day."""
    halves = (WHOLE,) if problem.jobs[job].half_days == 2 else (MORNING, AFTERNOON)
    for day in problem.jobs[job].days:
        for half in halves:
            yield day, half
