"""CP-SAT with the same answer on every machine, and ended when somebody asks for it.

A fixed number of workers, interleaved search, a seed and a deterministic limit give the same plan on any machine; the
clock is never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from threading import Event, Thread
from typing import Any

WORKERS = 4
SEED = 1
HEED_SECONDS = 0.04
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
    """While it is open, `stop` is asked every `HEED_SECONDS`, and the solver told again and again."""
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
