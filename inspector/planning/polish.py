"""Town by town with CP-SAT: is there a clustering with fewer team-days, and if not, the proof.

Towns touch each other only through the departments' people. So a town is first solved beside the others; what fits
there is taken over. Where there is nothing to be found, the town alone gives a bound that holds for every plan.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .board import Board
from .clusters import Apart, Cluster, ClusterModel, adopt, jobs_of
from .town_first import town_first

TRIES = 4
"""Clusterings of a town that are tried beside the others."""


@dataclass(frozen=True)
class Limits:
    """Deterministic time for one model and for all of them, and the most jobs of a town that gets a model."""

    one: float
    all: float
    largest: int


def polish(
    board: Board,
    limits: Limits,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[float, int], None] = lambda *_: None,
) -> list[int]:
    """Solve each town above its bound within `limits`, the smallest first; returns all towns' proven bounds.

    `told` hears how much is done and the sum of the bounds so far.
    """
    work = _Polish(board, limits, stop)
    sizes = [len(jobs_of(board, town)) for town in range(len(board.town_days))]
    small = sorted((size, town) for town, size in enumerate(sizes) if size <= limits.largest)
    settled: set[int] = set()
    queue: deque[int] = deque()
    while not work.is_over():
        # a town that went first may have lifted others above their bounds
        queue.extend(town for _, town in small if work.is_above(town) and town not in queue and town not in settled)
        if not queue:
            break
        town = queue.popleft()
        if work.settle(town):
            settled.add(town)
        told(len(settled) / (len(settled) + len(queue) + 1), sum(work.bounds))
    return work.bounds


class _Polish:
    def __init__(self, board: Board, limits: Limits, stop: Callable[[], bool]) -> None:
        self.board, self.limits, self.stop = board, limits, stop
        self.bounds = list(board.problem.town_bounds)
        self.alone = Board(board.problem)
        self.left = limits.all
        self.apart: list[list[Apart]] = [[] for _ in self.bounds]
        """By town: visits that are known to be too many for any day."""

    def is_above(self, town: int) -> bool:
        """Whether fewer team-days may do for the town."""
        return self.board.town_days[town] > self.bounds[town]

    def settle(self, town: int) -> bool:
        """One turn at bettering the town or its bound; whether there is no more to be found."""
        while not self.is_over() and self.is_above(town) and self.better(town):
            pass
        if self.is_over() or not self.is_above(town):
            return True
        clusters = self.prove(town)
        if clusters is None:
            return False
        return not (clusters and town_first(self.board, clusters, self.stop))

    def is_over(self) -> bool:
        return self.left <= 0 or self.stop()

    def better(self, town: int) -> bool:
        """Whether a clustering with fewer team-days was found and fits beside the other towns."""
        model = ClusterModel.beside_others(self.board, town, self.stop)
        for _ in range(TRIES):
            if self.is_over():
                break
            found = model.solve(min(self.limits.one, self.left), self.stop)
            self.left -= found.spent
            if not found.clusters:
                return False
            never = model.apart(found.clusters)
            never = never or [model.any_half(cluster) for cluster in adopt(self.board, found.clusters)]
            if not never:
                return True
            for jobs in never:
                model.forbid(jobs)
        return False

    def prove(self, town: int) -> Sequence[Cluster] | None:
        """Raise the town's bound; returns the clusters that it would have if it had all people for itself.

        They are none if no fewer team-days are found. None if no day can take some of them: these are ruled out for the
        next turn.
        """
        model = ClusterModel.for_proof(self.board, town)
        for jobs in self.apart[town]:
            model.forbid(jobs)
        found = model.solve(min(self.limits.one, self.left), self.stop)
        self.left -= found.spent
        self.bounds[town] = max(self.bounds[town], found.bound)
        never = model.apart(found.clusters, self.alone)
        self.apart[town] += never
        return None if never else found.clusters
