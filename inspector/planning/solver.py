"""CP-SAT, one town at a time: the plan so far is the hint, a better one is taken over, a bound is proven.

Towns touch each other only through the department's people. So a town alone is a small model whose bound holds for
every plan; if its solution does not fit beside the other towns, it is solved once more with them standing still.
A fixed number of workers, interleaved search, a seed and a deterministic limit give the same plan on any machine; the
clock is never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from math import ceil
from threading import Event, Thread
from typing import Any

from .board import Board, slots_of
from .problem import AFTERNOON, ALONE, MORNING, WHOLE, Slot

WORKERS = 4
SEED = 1
HEED_SECONDS = 0.1
"""How often a running solver is told to stop once that is asked: told before its search begins, it forgets."""


def solver_name() -> str:
    """The solver and its version, for the record."""
    return f"OR-Tools CP-SAT {version('ortools')}"


def careful_solver(effort: float) -> Any:
    """A solver that gives the same answer on every machine; `effort` is its deterministic limit."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver


@contextmanager
def stopping(solver: Any, stop: Callable[[], bool]) -> Iterator[None]:
    """While it is open, `stop` is asked every tenth of a second, and the solver told again and again."""
    over = Event()

    def watch() -> None:
        while not over.wait(HEED_SECONDS):
            if stop():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


class TownModel:
    """The model of one town: when its jobs take place, with as few team-days as can be; each rule is a method.

    With `beside_others` the teams of other towns stand still; without, the town has all people for itself and all
    lawful days, so that its bound holds for every lawful plan.
    """

    def __init__(self, board: Board, town: int, beside_others: bool) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.board = board
        self.problem = board.problem
        self.town = town
        self.beside_others = beside_others
        self.jobs = [job for job in jobs_of(board, town) if board.slots[job] is not None]
        self.x: dict[tuple[int, Slot], Any] = {}
        self.teams: dict[tuple[int, int], Any] = {}
        self.one_slot_each()
        self.apart_from_rivals()
        self.teams_cover_both_halves()
        self.two_halves_a_team()
        self.people_of_the_day()
        self.fewest_team_days()

    def one_slot_each(self) -> None:
        for job in self.jobs:
            slots = self.slots_of(job)
            for slot in slots:
                self.x[job, slot] = self.model.new_bool_var("")
                self.model.add_hint(self.x[job, slot], slot == self.board.slots[job])
            self.model.add_exactly_one(self.x[job, slot] for slot in slots)

    def slots_of(self, job: int) -> list[Slot]:
        return [slot for _, slot in slots_of(self.problem, (job,), lawful=not self.beside_others)]

    def apart_from_rivals(self) -> None:
        """Two visits of one enterprise never share a day (same enterprise, same town)."""
        for job in self.jobs:
            for rival in self.problem.rivals[job]:
                pair = [(one, slot) for one in (job, rival) for slot in self.slots_of(one)] if rival > job else []
                for day in sorted({slot[0] for _, slot in pair}):
                    self.model.add_at_most_one(self.x[one, slot] for one, slot in pair if slot[0] == day)

    def teams_cover_both_halves(self) -> None:
        load: dict[tuple[int, int], tuple[list[Any], ...]] = {}
        for (job, (day, half)), placed in self.x.items():
            for need in self.problem.jobs[job].needs:
                lanes = load.setdefault((need.department, day), ([], [], [], []))
                lanes[self.problem.lane(need, half)].append(placed)
        for key, lanes in sorted(load.items()):
            count = self.model.new_int_var(0, len(self.jobs), "")
            self.teams[key] = count
            unshared = sum(lanes[WHOLE]) + sum(lanes[ALONE])
            for half in (MORNING, AFTERNOON):
                self.model.add(count >= sum(lanes[half]) + unshared)

    def two_halves_a_team(self) -> None:
        """Follows from the others; stated so that the bound by counting is there from the start."""
        least: dict[int, int] = {}
        for job in self.jobs:
            spec = self.problem.jobs[job]
            for need in spec.needs:
                halves = 2 if self.problem.lane(need, spec.halves[0]) == ALONE else spec.half_days
                least[need.department] = least.get(need.department, 0) + halves
        for department, halves in least.items():
            counts = [count for (place, _), count in self.teams.items() if place == department]
            self.model.add(sum(counts) >= (halves + 1) // 2)

    def people_of_the_day(self) -> None:
        """No more teams than people allow; the exact match of people is checked afterwards."""
        for (department, day), count in self.teams.items():
            most = self.board.most[department][day]
            if self.beside_others:
                most -= self.board.count[department][day] - len(self.board.teams_in(department, self.town, day))
            self.model.add(count <= max(most, 0))

    def fewest_team_days(self) -> None:
        self.model.minimize(sum(self.teams.values()))

    def solve(self, budget: _Budget, stop: Callable[[], bool]) -> tuple[dict[int, Slot], int] | None:
        """The best slots found and the proven bound on the town's team-days; None if nothing was found."""
        solver = careful_solver(budget.of_one())
        with stopping(solver, stop):
            status = solver.solve(self.model)
        budget.left -= solver.response_proto.deterministic_time
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        found = {job: slot for (job, slot), placed in self.x.items() if solver.boolean_value(placed)}
        return found, ceil(solver.best_objective_bound - 1e-6)


@dataclass(frozen=True)
class Limits:
    """Deterministic time for one model and for all of them, and the most jobs of a town that gets a model."""

    one: float
    all: float
    largest: int


class _Budget:
    """What is left of the deterministic time."""

    def __init__(self, limits: Limits) -> None:
        self._one = limits.one
        self.left = limits.all

    def of_one(self) -> float:
        return min(self._one, self.left)


def jobs_of(board: Board, town: int) -> list[int]:
    """The jobs of a town."""
    return [place for place, job in enumerate(board.problem.jobs) if job.town == town]


def polish(
    board: Board,
    limits: Limits,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[float, int], None] = lambda *_: None,
) -> list[int]:
    """Let CP-SAT have each town above its bound within `limits`; returns all towns' proven bounds.

    `told` hears how much is done and the sum of the bounds so far. A town's better slots are kept only if people
    suffice for them.
    """
    bounds = list(board.problem.town_bounds)
    towns = [town for town, days in enumerate(board.town_days) if days > bounds[town]]
    budget = _Budget(limits)
    for turn, town in enumerate(towns):
        if len(jobs_of(board, town)) <= limits.largest and budget.left > 0 and not stop():
            bounds[town] = max(bounds[town], _solve_town(board, town, budget, stop))
        told((turn + 1) / len(towns), sum(bounds))
    return bounds


def _solve_town(board: Board, town: int, budget: _Budget, stop: Callable[[], bool]) -> int:
    """Better the town if that can be done; the bound proven on the way (0 if none)."""
    alone = TownModel(board, town, beside_others=False).solve(budget, stop)
    if alone is None:
        return 0
    found, bound = alone
    if not adopt(board, found) and board.town_days[town] > bound and budget.left > 0 and not stop():
        beside = TownModel(board, town, beside_others=True).solve(budget, stop)
        if beside:
            adopt(board, beside[0])
    return bound


def adopt(board: Board, found: dict[int, Slot]) -> bool:
    """Take over new slots if they are better, staffable, and on days that let people rotate; else change nothing."""
    if any(slot[0] not in board.problem.jobs[job].days for job, slot in found.items()):
        return False
    before = board.team_days
    old = board.copy_slots()
    for job in found:
        board.lift(job)
    for job, slot in found.items():
        board.place(job, slot)
    touched = {(need.department, slot[0]) for job, slot in found.items() for need in board.problem.jobs[job].needs}
    if board.team_days < before and all(board.staffable(*pair) for pair in sorted(touched)):
        return True
    board.restore(old)
    return False
