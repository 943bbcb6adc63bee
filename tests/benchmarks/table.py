"""One line of the table, in a module of its own: a process that is started for it imports it by name."""

from __future__ import annotations

from time import perf_counter

from inspector.planning.problem import Problem

from .baselines import Baseline, greedy, one_model
from .counties import Size, make_county
from .measure import Run, measure

HEAD = (
    "size", "load %", "people", "bound", "first s", "first gap %", "10 s gap %", "60 s gap %",
    "final s", "team-days", "gap %", "left", "MB", "greedy gap %", "one model",
)  # fmt: skip


def line(size: Size, load: int, effort: str, baseline: float) -> str:
    """One line of the table."""
    problem = make_county(size, load)
    run = measure(problem, effort)
    plain = greedy(problem)
    cells = [
        size.name,
        str(load),
        str(sum(len(crew.people) for crew in problem.crews)),
        str(run.bound),
        f"{run.trace[0][0]:.2f}",
        f"{100 * (run.trace[0][1] / run.bound - 1):.1f}",
        *(f"{run.gap_at(mark):.2f}" for mark in (10, 60)),
        f"{run.seconds:.1f}",
        str(run.team_days),
        f"{run.gap:.2f}",
        str(run.left),
        f"{run.megabytes:.0f}",
        _gap(plain, run),
        _one_model(problem, run, baseline),
    ]
    return "| " + " | ".join(cells) + " |"


def _gap(plain: Baseline, run: Run) -> str:
    gap = f"{100 * ((plain.team_days or 0) / run.bound - 1):.0f}"
    return f"{gap}, {plain.left} left" if plain.left else gap


def _one_model(problem: Problem, run: Run, seconds: float) -> str:
    if not seconds:
        return "–"
    begin = perf_counter()
    found = one_model(problem, seconds)
    took = f"{perf_counter() - begin:.0f} s"
    return f"nothing in {took}" if found.team_days is None else f"{found.team_days} in {took}"
