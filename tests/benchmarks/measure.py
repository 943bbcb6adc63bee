"""One measured run of the planner on one made-up quarter."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field
from time import perf_counter

from inspector.planning.problem import Problem
from inspector.planning.search import EFFORTS, Stage, search


@dataclass
class Run:
    """Seconds, team-days and bounds on the way; gaps in per cent over the bound proven in the end."""

    problem: Problem
    bound: int = 0
    trace: list[tuple[float, int]] = field(default_factory=list)
    left: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def team_days(self) -> int:
        return self.trace[-1][1]

    def gap_at(self, seconds: float) -> float:
        """The gap of the best plan known by then; of the first plan if there was none before."""
        known = [days for at, days in self.trace if at <= seconds] or [self.trace[0][1]]
        return 100 * (min(known) / self.bound - 1)

    @property
    def gap(self) -> float:
        return self.gap_at(self.seconds)


def measure(problem: Problem, effort: str) -> Run:
    """Plan the quarter, noting what was known when. Peak memory is that of the whole process so far."""
    run = Run(problem)
    begin = perf_counter()

    def tell(_stage: Stage, best: int, _bound: int, _done: float) -> None:
        run.trace.append((perf_counter() - begin, best))

    found = search(problem, EFFORTS[effort], tell)
    run.seconds = perf_counter() - begin
    run.trace.append((run.seconds, found.board.team_days))
    run.bound, run.left = found.bound, len(found.left)
    run.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return run
