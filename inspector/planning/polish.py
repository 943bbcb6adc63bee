"""Town by town with CP-SAT: is there a clustering with fewer team-days, and if not, the proof.

Towns touch each other only through the departments' people. So a town is first solved beside the others; what fits
there is taken over. Where there is nothing to be found, the town alone gives a bound that holds for every plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .board import Board
from .clusters import ClusterModel, adopt, jobs_of

TRIES = 4
"""Clusterings of a town that are tried beside the others,"""
PROOFS = 20
"""and that are looked at on the way to a proof."""


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
    towns = [town for town, days in enumerate(board.town_days) if days > work.bounds[town]]
    towns.sort(key=lambda town: (len(jobs_of(board, town)), town))
    for turn, town in enumerate(towns):
        if len(jobs_of(board, town)) <= limits.largest:
            work.town(town)
        told((turn + 1) / len(towns), sum(work.bounds))
    return work.bounds


class _Polish:
    def __init__(self, board: Board, limits: Limits, stop: Callable[[], bool]) -> None:
        self.board, self.limits, self.stop = board, limits, stop
        self.bounds = list(board.problem.town_bounds)
        self.left = limits.all

    def town(self, town: int) -> None:
        """Better the town until it is at its bound, nothing better fits, or nothing better exists."""
        while self.board.town_days[town] > self.bounds[town] and not self.is_over():
            if not self.better(town):
                break
        if self.board.town_days[town] > self.bounds[town] and not self.is_over():
            self.prove(town)

    def is_over(self) -> bool:
        return self.left <= 0 or self.stop()

    def better(self, town: int) -> bool:
        """Whether a clustering with fewer team-days was found and fits beside the other towns."""
        model = ClusterModel.beside_others(self.board, town)
        for _ in range(TRIES):
            found = model.solve(min(self.limits.one, self.left), self.stop)
            self.left -= found.spent
            if not found.clusters:
                return False
            never = model.apart(found.clusters) or adopt(self.board, found.clusters)
            if not never or self.is_over():
                return not never
            for jobs in never:
                model.forbid(jobs)
        return False

    def prove(self, town: int) -> None:
        """Raise the town's bound; clusters without a common day are ruled out when they turn up."""
        model = ClusterModel.for_proof(self.board, town)
        for _ in range(PROOFS):
            if self.is_over():
                break
            found = model.solve(min(self.limits.one, self.left), self.stop)
            self.left -= found.spent
            self.bounds[town] = max(self.bounds[town], found.bound)
            never = model.apart(found.clusters)
            if not never:
                break
            for jobs in never:
                model.forbid(jobs)
