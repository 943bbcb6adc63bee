"""A department's visits in one town on one day, and the teams that make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .pairing import Halves, Pair, Pairing, in_order
from .problem import AFTERNOON, ALONE, MORNING, WHOLE, Need, Problem, Slot
from .seats import NOBODY, Team, can_fill, make_team, seat_masks

Paired = dict[int, list[Team]]
"""A department's teams of a day by town."""


class Cell:
    """Jobs of a department, town and day, by lane: mornings, afternoons, whole days, those that share with nobody.

    `teams` and `masks` (who may take their seats) are kept until a job comes or goes.
    """

    __slots__ = ("day", "department", "lanes", "masks", "teams", "town")

    def __init__(self, department: int, town: int, day: int) -> None:
        self.department, self.town, self.day = department, town, day
        self.lanes: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
        self.teams: list[Team] | None = None
        self.masks: list[int] | None = None

    @property
    def size(self) -> int:
        """How many teams it takes if mornings and afternoons are all paired."""
        mornings, afternoons, whole, alone = self.lanes
        return max(len(mornings), len(afternoons)) + len(whole) + len(alone)


class Teams:
    """Makes teams of cells; `slots` is where the board has its jobs."""

    def __init__(self, problem: Problem, slots: Sequence[Slot | None]) -> None:
        self._problem = problem
        self._slots = slots
        self._needs = [{need.department: need for need in job.needs} for job in problem.jobs]

    def need(self, job: int, department: int) -> Need:
        """What the job needs of the department."""
        return self._needs[job][department]

    def in_order(self, cell: Cell) -> list[Team]:
        """The teams of a cell with mornings and afternoons paired in the order of what they ask for."""
        if cell.teams is None:
            cell.teams = [*self._unpaired(cell), *(self._team(cell, pair) for pair in in_order(self._halves(cell)))]
        return cell.teams

    def with_people(self, cells: Sequence[Cell]) -> Paired | bool:
        """Teams for all cells of a day that people suffice for, as few as were found: by town if they are not simply
        paired in order, True if they are, False if people do not suffice."""
        if can_fill([mask for cell in cells for mask in self._masks(cell)]):
            return True
        crew = self._problem.crews[cells[0].department]
        fixed = [list(self._unpaired(cell)) for cell in cells]
        known: dict[tuple[int, Pair], list[int]] = {}

        def seats_of(place: int, pair: Pair) -> list[int]:
            if (place, pair) not in known:
                known[place, pair] = self._seats(cells[place], [self._team(cells[place], pair)])
            return known[place, pair]

        seats = [mask for cell, teams in zip(cells, fixed, strict=True) for mask in self._seats(cell, teams)]
        halves = [self._halves(cell) for cell in cells]
        pairs = Pairing(halves, seats, seats_of, lambda job: self.need(job, cells[0].department)).fewest_teams(
            crew.heads[cells[0].day]
        )
        if pairs is None:
            return False
        return {
            cell.town: [*alone, *(self._team(cell, pair) for pair in row)]
            for cell, alone, row in zip(cells, fixed, pairs, strict=True)
        }

    def _masks(self, cell: Cell) -> list[int]:
        if cell.masks is None:
            cell.masks = self._seats(cell, self.in_order(cell))
        return cell.masks

    def _seats(self, cell: Cell, teams: Iterable[Team]) -> list[int]:
        qualified = self._problem.crews[cell.department].qualified
        return [mask for team in teams for _, mask in seat_masks(qualified, team)]

    def _unpaired(self, cell: Cell) -> Iterator[Team]:
        for job in sorted(cell.lanes[WHOLE]):
            yield self._team(cell, (job, job))
        for job in sorted(cell.lanes[ALONE]):
            half = (self._slots[job] or (0, 0))[1]
            yield self._team(cell, (NOBODY if half == AFTERNOON else job, NOBODY if half == MORNING else job))

    def _halves(self, cell: Cell) -> Halves:
        return Halves(*(self._in_order(cell.lanes[half], cell.department) for half in (MORNING, AFTERNOON)))

    def _in_order(self, jobs: list[int], department: int) -> tuple[int, ...]:
        """Those that ask for most first, so that what is asked for twice is asked of one team."""
        if len(jobs) < 2:
            return tuple(jobs)

        def key(job: int) -> tuple:
            need = self.need(job, department)
            return -need.officers, not need.qualifications, need.qualifications, need.people, job

        return tuple(sorted(jobs, key=key))

    def _team(self, cell: Cell, pair: Pair) -> Team:
        morning, afternoon = pair
        needs = [self.need(job, cell.department) for job in dict.fromkeys(pair) if job != NOBODY]
        place = cell.department, cell.town, cell.day
        return make_team(self._problem.crews[cell.department], place, morning, afternoon, needs)
