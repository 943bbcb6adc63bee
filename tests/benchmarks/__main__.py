"""`python -m tests.benchmarks [--sizes SML] [--loads 20,70] [--effort normal] [--baseline 0]` prints the table."""

from __future__ import annotations

import argparse
from multiprocessing import get_context
from time import perf_counter

from .baselines import Baseline, greedy, one_model
from .counties import LOADS, SIZES, Size, make_county
from .measure import Run, measure

HEAD = (
    "size", "load %", "people", "bound", "first s", "first gap %", "10 s gap %", "60 s gap %",
    "final s", "team-days", "gap %", "left", "MB", "greedy gap %", "one model",
)  # fmt: skip


def main() -> None:
    """Each line in a process of its own, so that memory is that of the line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--sizes", default="SML")
    parser.add_argument("--loads", default=",".join(map(str, LOADS)))
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--baseline", type=float, default=0.0, help="seconds for CP-SAT on one model; 0: not run")
    asked = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |")
    print("|" + "---|" * len(HEAD))
    for size in SIZES:
        if size.name in asked.sizes:
            for load in map(int, asked.loads.split(",")):
                with get_context("spawn").Pool(1) as pool:
                    print(pool.apply(line, (size, load, asked.effort, asked.baseline)), flush=True)


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


def _one_model(problem, run: Run, seconds: float) -> str:  # type: ignore[no-untyped-def]
    if not seconds:
        return "–"
    begin = perf_counter()
    found = one_model(problem, seconds)
    took = f"{perf_counter() - begin:.0f} s"
    return f"nothing in {took}" if found.team_days is None else f"{found.team_days} in {took}"


if __name__ == "__main__":
    main()
