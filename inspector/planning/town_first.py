"""A town takes the days that its best clustering needs, and the other towns find their places again around it.

Solved beside the others a town finds no better plan where they have its people; solved alone it does, but the people
are not there. So it goes first once, and what that breaks elsewhere is searched anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_

from .attempt import Attempt
from .board import Board
from .clusters import Cluster
from .construct import make_room
from .improve import improve
from .making_way import make_way
from .problem import WHOLE, Problem, bits
from .ruin import Ruin

TRIES = 4
"""How often it is tried with other days and other visits that make way."""
REPAIR = 1500
"""Rounds of search for what was broken elsewhere."""
DAYS = 6
"""Days that are looked at for one cluster."""


def town_first(board: Board, clusters: Sequence[Cluster], stop: Callable[[], bool] = lambda: False) -> bool:
    """Whether a plan with fewer team-days came of it; if not, the board is as it was."""
    before, slots = board.team_days, board.copy_slots()
    groups = [group for cluster in clusters for group in linked(board.problem, cluster)]
    for turn in range(1, TRIES + 1):
        ruin = Ruin(board, turn)
        if not stop() and _settle(ruin, groups):
            improve(board, REPAIR, stop, turn=turn)
            if board.team_days < before:
                return True
        board.restore(slots)
    return False


def _settle(ruin: Ruin, clusters: Sequence[Cluster]) -> bool:
    """Give each cluster a day of its own, the least free first; whether all that made way has a place again."""
    attempt = Attempt(ruin.board)
    for cluster in clusters:
        for job in cluster:
            attempt.lift(job)
    free = [reduce(and_, (ruin.problem.day_masks[job] for job in cluster)) for cluster in clusters]
    taken = 0
    for place in sorted(range(len(clusters)), key=lambda place: (free[place].bit_count(), -len(clusters[place]))):
        cluster = clusters[place]
        ranked = sorted(
            (len(ruin.board.short(cluster, day)), ruin.random.random(), day) for day in bits(free[place] & ~taken)
        )
        day = next((day for _, _, day in ranked[:DAYS] if make_way(ruin, attempt, cluster, day)), None)
        if day is None:
            return False
        taken |= 1 << day
    return all(ruin.put(job) or make_room(ruin.board, job) for job in ruin.in_shaken_order(attempt.homeless()))


def linked(problem: Problem, cluster: Cluster) -> list[Cluster]:
    """The cluster in groups that share no team, so that each can have a day of its own for no further team-day."""
    group = {job: job for job in cluster}

    def merge(one: int, other: int) -> None:
        old, new = group[other], group[one]
        group.update((job, new) for job, its in group.items() if its == old)

    lanes: dict[int, tuple[list[int], list[int]]] = {}
    for job, half in cluster.items():
        for need in problem.jobs[job].needs:
            if problem.lane(need, half) < WHOLE:
                lanes.setdefault(need.department, ([], []))[half].append(job)
    # few visits leave no choice whom to pair: they come first, then what is in one group already is paired
    for _, (mornings, afternoons) in sorted(
        lanes.items(), key=lambda item: (len(item[1][0]) * len(item[1][1]), item[0])
    ):
        while mornings and afternoons:
            pairs = [(one, other) for one in mornings for other in afternoons]
            one, other = min(pairs, key=lambda pair: group[pair[0]] != group[pair[1]])
            merge(one, other)
            mornings.remove(one)
            afternoons.remove(other)
    return [
        {job: half for job, half in cluster.items() if group[job] == name} for name in dict.fromkeys(group.values())
    ]
