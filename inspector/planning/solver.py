"""CP-SAT, one town at a time: the rest of the plan stands still, the plan so far is the hint.

Towns touch each other only through the department's people, so a town with the others fixed is a small model that is
often solved to proof. A fixed number of workers, interleaved search, a seed and a deterministic limit give the same
plan on any machine; the clock is never asked.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from .board import Board, options
from .problem import MORNING, WHOLE, Slot

WORKERS = 4
SEED = 1


def solver_name() -> str:
    """The solver and its version, for the record."""
    return f"OR-Tools CP-SAT {version('ortools')}"


class TownModel:
    """The model of one town: when its jobs take place, with as few team-days as can be."""

    def __init__(self, board: Board, town: int) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.board = board
        self.problem = board.problem
        self.town = town
        self.jobs = [
            job for job, slot in enumerate(board.slots) if slot is not None and self.problem.jobs[job].town == town
        ]
        self.x: dict[tuple[int, Slot], Any] = {}
        self.teams: dict[tuple[int, int], Any] = {}
        self.one_slot_each()
        self.apart_from_rivals()
        self.teams_cover_both_halves()
        self.people_of_the_day()
        self.fewest_team_days()

    def one_slot_each(self) -> None:
        for job in self.jobs:
            slots = list(options(self.problem, job))
            for slot in slots:
                self.x[job, slot] = self.model.new_bool_var("")
                self.model.add_hint(self.x[job, slot], slot == self.board.slots[job])
            self.model.add_exactly_one(self.x[job, slot] for slot in slots)

    def apart_from_rivals(self) -> None:
        """Two visits of one enterprise never share a day (same enterprise, same town)."""
        for job in self.jobs:
            for rival in self.problem.rivals[job]:
                if rival < job or rival not in self.jobs:
                    continue
                for day in self.problem.jobs[job].days:
                    both = [
                        self.x[one, slot]
                        for one in (job, rival)
                        for slot in options(self.problem, one)
                        if slot[0] == day
                    ]
                    self.model.add_at_most_one(both)

    def teams_cover_both_halves(self) -> None:
        load: dict[tuple[int, int, int], list[Any]] = {}
        for (job, (day, half)), placed in self.x.items():
            for need in self.problem.jobs[job].needs:
                half_of_need = WHOLE if need.named else half
                load.setdefault((need.department, day, half_of_need), []).append(placed)
        for department, day in sorted({key[:2] for key in load}):
            most = len(self.jobs)
            count = self.model.new_int_var(0, most, "")
            self.teams[department, day] = count
            whole = sum(load.get((department, day, WHOLE), []))
            for half in (MORNING, 1):
                self.model.add(count >= sum(load.get((department, day, half), [])) + whole)

    def people_of_the_day(self) -> None:
        """Teams of all towns need two people each who are there; the exact match of people is checked afterwards."""
        for (department, day), count in self.teams.items():
            elsewhere = sum(team.officers for team in self.board.teams(department, day) if team.town != self.town)
            least = min(
                need.officers
                for job in self.jobs
                for need in self.problem.jobs[job].needs
                if need.department == department
            )
            heads = self.problem.crews[department].heads[day]
            self.model.add(count * least <= max(heads - elsewhere, 0))

    def fewest_team_days(self) -> None:
        self.model.minimize(sum(self.teams.values()))

    def solve(self, effort: float) -> tuple[dict[int, Slot], int] | None:
        """The best slots found and the proven bound on the town's team-days; None if nothing was found."""
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.interleave_search = True
        solver.parameters.random_seed = SEED
        solver.parameters.max_deterministic_time = effort
        status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        found = {job: slot for (job, slot), placed in self.x.items() if solver.boolean_value(placed)}
        return found, round(solver.best_objective_bound)


def polish(
    board: Board,
    effort: float,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Let CP-SAT have each town that is above its bound; its new slots are kept if they are better and staffable."""
    towns = sorted({board.problem.jobs[job].town for job, slot in enumerate(board.slots) if slot is not None})
    for turn, town in enumerate(towns):
        if stop():
            return
        if board.town_days(town) > board.problem.town_bounds[town]:
            solved = TownModel(board, town).solve(effort)
            if solved:
                adopt(board, solved[0])
        told(turn + 1, len(towns))


def adopt(board: Board, found: dict[int, Slot]) -> bool:
    """Take over new slots if they are better and staffable; else leave the board as it was."""
    before = board.team_days
    old = {job: board.slots[job] for job in found}
    for job in found:
        board.lift(job)
    for job, slot in found.items():
        board.place(job, slot)
    touched = {(need.department, slot[0]) for job, slot in found.items() for need in board.problem.jobs[job].needs}
    if board.team_days < before and all(board.staffable(*pair) for pair in sorted(touched)):
        return True
    for job in found:
        board.lift(job)
    for job, former in old.items():
        assert former is not None
        board.place(job, former)
    return False
