"""What the planner is measured against: a plain greedy plan and one model of everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.planning.board import Board
from inspector.planning.problem import AFTERNOON, ALONE, MORNING, WHOLE, Problem, Slot


@dataclass(frozen=True)
class Baseline:
    """Team-days of a plan (None: none found), visits without a place, and the bound proven."""

    team_days: int | None
    left: int
    bound: int


def greedy(problem: Problem) -> Baseline:
    """Visits in the order of their numbers, each on the first half-day for which people suffice."""
    board = Board(problem)
    left = sum(
        not any(board.try_place(job, slot) for _, slot in slots_of(problem, (job,))) for job in range(len(problem.jobs))
    )
    return Baseline(board.team_days, left, problem.bound)


def one_model(problem: Problem, seconds: float) -> Baseline:
    """Visit × half-day and visit × inspector in one CP-SAT model, on two workers, by the clock.

    The planner itself never asks a clock. The bound reported is the better one of the solver's and of counting.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = {(job, slot): model.new_bool_var("") for job, slot in slots_of(problem, range(len(problem.jobs)))}
    teams: dict[tuple[int, int, int], list[list]] = {}
    for place, job in enumerate(problem.jobs):
        model.add_exactly_one(x[one] for one in slots_of(problem, (place,)))
        for need in job.needs:
            crew = problem.crews[need.department]
            goes = {bit: model.new_bool_var("") for bit in range(len(crew.people)) if need.people >> bit & 1}
            model.add(sum(goes.values()) == need.officers)
            for name in need.qualifications:
                model.add_at_least_one(var for bit, var in goes.items() if crew.qualified[name] >> bit & 1)
            for _, slot in slots_of(problem, (place,)):
                cell = teams.setdefault((need.department, job.town, slot[0]), [[], [], [], []])
                cell[problem.lane(need, slot[1])].append(x[place, slot])
                for bit, var in goes.items():
                    if not crew.available[slot[0]] >> bit & 1:
                        model.add_implication(x[place, slot], ~var)
    counts = {}
    for cell, lanes in teams.items():
        counts[cell] = model.new_int_var(0, len(problem.jobs), "")
        for half in (MORNING, AFTERNOON):
            model.add(counts[cell] >= sum(lanes[half]) + sum(lanes[WHOLE]) + sum(lanes[ALONE]))
    for department, crew in enumerate(problem.crews):
        for day, heads in enumerate(crew.heads):
            there = [count for (place, _, when), count in counts.items() if (place, when) == (department, day)]
            model.add(2 * sum(there) <= heads)
    model.minimize(sum(counts.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = max(problem.bound, round(solver.best_objective_bound)) if found else problem.bound
    return Baseline(round(solver.objective_value) if found else None, 0, bound)


def slots_of(problem: Problem, jobs: Iterable[int]) -> Iterator[tuple[int, Slot]]:
    """All slots that jobs may take."""
    for job in jobs:
        spec = problem.jobs[job]
        for day in spec.days:
            for half in spec.halves:
                yield job, (day, half)
