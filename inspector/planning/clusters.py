"""The fewest team-days of one town, without dates: which of its visits share a day, and in which half.

Days are alike but for windows, so a model with dates tries the same plan on many of them. Here visits form clusters,
one a day, each known by its first visit (representatives; Campelo, Campos and Corrêa 2008). Any lawful plan is such a
clustering: what is proven for clusterings holds for every plan. A clustering becomes a plan if its clusters find days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from .board import Board
from .problem import AFTERNOON, ALONE, MORNING, WHOLE, bits
from .seats import match
from .solver import careful_solver, stopping

Cluster = dict[int, int]
"""The half of each visit."""

Apart = dict[int, tuple[int, ...]]
"""Visits that no day can take together, each in one of these halves."""

OTHER_HALF = {MORNING: AFTERNOON, AFTERNOON: MORNING, WHOLE: WHOLE}


class ClusterModel:
    """The model of one town; each rule is a method. Only clusterings with fewer team-days than the board has count.

    `days` (bits) are those that each visit of the town may take, `most` is how many teams a department has in one.
    """

    def __init__(self, board: Board, town: int, days: dict[int, int], most: list[int]) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.problem = board.problem
        self.town = town
        self.fewer = board.town_days[town] - 1
        self.jobs = sorted(days, key=lambda place: (-len(self.problem.jobs[place].needs), place))
        self.days = days
        self.x: dict[tuple[int, int, int], Any] = {}
        """By visit, first visit of the cluster, and half."""
        self.in_cluster: dict[tuple[int, int], list[Any]] = {}
        self.one_cluster_each()
        self.first_visit_leads()
        self.common_day()
        self.teams: dict[int, list[Any]] = {}
        self.teams_cover_both_halves(most)
        self.fewest_team_days()

    @classmethod
    def for_proof(cls, board: Board, town: int) -> ClusterModel:
        """The town has all people for itself and all lawful days: its bound holds for every lawful plan."""
        jobs = board.problem.jobs
        days = {
            place: sum(1 << day for day in jobs[place].lawful or jobs[place].days) for place in jobs_of(board, town)
        }
        return cls(board, town, days, [max(most, default=0) for most in board.most])

    @classmethod
    def beside_others(cls, board: Board, town: int, stop: Callable[[], bool] = lambda: False) -> ClusterModel:
        """Only days on which the other towns leave people for a visit, and one team of a department a day.

        Once `stop` is true no further days are looked for, so that the model has nothing to offer.
        """
        slots = board.copy_slots()
        jobs = jobs_of(board, town)
        for job in jobs:
            board.lift(job)
        days = {job: 0 if stop() else _open_days(board, job) for job in jobs}
        board.restore(slots)
        return cls(board, town, days, [1] * len(board.most))

    def apart(self, clusters: Iterable[Cluster], alone: Board | None = None) -> list[Apart]:
        """Of each cluster that no day can take visits that are already too many for one day, as few as can be.

        A day can take them if all of them may take it and, with a board that holds nothing else, if people suffice.
        """
        found: list[Apart] = []
        for cluster in clusters:
            if not self.common(cluster):
                found.append(self.any_half(_fewest(cluster, lambda jobs: not self.common(jobs))))
            elif alone and not self.has_day(alone, cluster):
                few = _fewest(cluster, lambda jobs: not self.has_day(alone, jobs))
                found.append({job: (half,) for job, half in few.items()})
                found.append({job: (OTHER_HALF[half],) for job, half in few.items()})
        return found

    def has_day(self, alone: Board, cluster: Cluster) -> bool:
        """Whether there is a day with people enough for the cluster, in these halves, when nothing else is there."""
        return not cluster or any(not alone.short(cluster, day) for day in bits(self.common(cluster)))

    def any_half(self, cluster: Cluster) -> Apart:
        """Its visits, whatever the half."""
        return {job: self.problem.jobs[job].halves for job in cluster}

    def common(self, jobs: Iterable[int]) -> int:
        """The days (bits) that all of them may take."""
        days = -1
        for job in jobs:
            days &= self.days[job]
        return days

    def one_cluster_each(self) -> None:
        """In the cluster of an earlier visit or in its own, where the halves may be named so that it is first."""
        either = all(self.problem.jobs[job].half is None for job in self.jobs)
        for place, job in enumerate(self.jobs):
            halves = self.problem.jobs[job].halves
            for first in self.jobs[: place + 1]:
                if first == job or self.can_share(first, job):
                    for half in halves[:1] if first == job and either else halves:
                        self.x[job, first, half] = self.model.new_bool_var("")
                        self.in_cluster.setdefault((job, first), []).append(self.x[job, first, half])
            self.model.add_exactly_one(
                placed for first in self.jobs for placed in self.in_cluster.get((job, first), ())
            )

    def can_share(self, one: int, other: int) -> bool:
        """Whether two visits can be on one day."""
        return bool(self.days[one] & self.days[other]) and other not in self.problem.rivals[one]

    def first_visit_leads(self) -> None:
        for (job, first), placed in self.in_cluster.items():
            if job != first:
                self.model.add(sum(placed) <= sum(self.in_cluster[first, first]))

    def common_day(self) -> None:
        """Visits without a common day, two by two, are in no cluster together."""
        for place, job in enumerate(self.jobs):
            for other in self.jobs[:place]:
                if not self.can_share(job, other):
                    for first in self.jobs[:place]:
                        mine, its = self.in_cluster.get((job, first)), self.in_cluster.get((other, first))
                        if mine and its:
                            self.model.add_at_most_one([*mine, *its])

    def teams_cover_both_halves(self, most: list[int]) -> None:
        load: dict[tuple[int, int], tuple[list[Any], ...]] = {}
        for (job, first, half), placed in self.x.items():
            for need in self.problem.jobs[job].needs:
                lanes = load.setdefault((need.department, first), ([], [], [], []))
                lanes[self.problem.lane(need, half)].append(placed)
        for (department, _), lanes in load.items():
            count = self.model.new_int_var(0, most[department], "")
            self.teams.setdefault(department, []).append(count)
            unshared = sum(lanes[WHOLE]) + sum(lanes[ALONE])
            for half in (MORNING, AFTERNOON):
                self.model.add(count >= sum(lanes[half]) + unshared)

    def fewest_team_days(self) -> None:
        """The bounds by counting follow from the others; stated so that they are there from the start."""
        for department, counts in self.teams.items():
            self.model.add(sum(counts) >= self.problem.pair_bounds[department][self.town])
        all_teams = sum(count for counts in self.teams.values() for count in counts)
        self.model.add(all_teams <= self.fewer)
        self.model.minimize(all_teams)

    def solve(self, effort: float, stop: Callable[[], bool]) -> Clustering:
        """Clusters with fewer team-days, if any were found, and what was proven."""
        solver = careful_solver(effort)
        with stopping(solver, stop):
            status = solver.solve(self.model)
        spent = solver.response_proto.deterministic_time
        if status == self.cp.INFEASIBLE:
            return Clustering((), self.fewer + 1, spent)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Clustering((), 0, spent)
        clusters: dict[int, Cluster] = {}
        for (job, first, half), placed in self.x.items():
            if solver.boolean_value(placed):
                clusters.setdefault(first, {})[job] = half
        return Clustering(tuple(clusters.values()), ceil(solver.best_objective_bound - 1e-6), spent)

    def forbid(self, visits: Apart) -> None:
        """Not all of these visits, each in one of its halves, in one cluster."""
        for first in self.jobs:
            there = [
                [self.x[job, first, half] for half in halves if (job, first, half) in self.x]
                for job, halves in visits.items()
            ]
            if all(there):
                self.model.add(sum(sum(placed) for placed in there) <= len(there) - 1)


@dataclass(frozen=True)
class Clustering:
    """Clusters, a bound on the team-days of any, and the deterministic time it took."""

    clusters: tuple[Cluster, ...]
    bound: int
    spent: float


def jobs_of(board: Board, town: int) -> list[int]:
    """The jobs of a town."""
    return [place for place, job in enumerate(board.problem.jobs) if job.town == town]


def _fewest(cluster: Cluster, too_many: Callable[[Cluster], bool]) -> Cluster:
    """Visits of the cluster that are too many, none of which could be left out."""
    few = dict(cluster)
    for job in cluster:
        fewer = {one: half for one, half in few.items() if one != job}
        if too_many(fewer):
            few = fewer
    return few


def _open_days(board: Board, job: int) -> int:
    """The days (bits) on which people suffice for the visit beside what is there."""
    return sum(1 << day for day in board.problem.jobs[job].days if _is_open(board, job, day))


def _is_open(board: Board, job: int, day: int) -> bool:
    for half in board.problem.jobs[job].halves:
        if board.try_place(job, (day, half)):
            board.lift(job)
            return True
    return False


def adopt(board: Board, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Give each cluster a day of its own, if that saves team-days.

    Returns the clusters that are in the way, and then nothing is changed: those that no day can take, or else all.
    """
    before, slots = board.team_days, board.copy_slots()
    for cluster in clusters:
        for job in cluster:
            board.lift(job)
    ways = [dict(_days_of(board, cluster)) for cluster in clusters]
    homeless = [cluster for cluster, days in zip(clusters, ways, strict=True) if not days]
    matched = match([sum(1 << day for day in days) for days in ways])
    fits = matched is not None and all(_put(board, ways[place], bit.bit_length() - 1) for place, bit in matched.items())
    if fits and board.team_days < before:
        return []
    board.restore(slots)
    return homeless or list(clusters)


def _put(board: Board, ways: dict[int, Cluster], day: int) -> bool:
    return all(board.try_place(job, (day, half)) for job, half in ways[day].items())


def _days_of(board: Board, cluster: Cluster) -> Iterator[tuple[int, Cluster]]:
    """The days that can take the cluster, mornings and afternoons exchanged if need be and no half is fixed."""
    days = -1
    for job in cluster:
        days &= board.problem.day_masks[job]
    ways = [cluster]
    if all(board.problem.jobs[job].half is None for job in cluster):
        ways.append({job: OTHER_HALF[half] for job, half in cluster.items()})
    for day in bits(days):
        for way in ways:
            placed = [job for job, half in way.items() if board.try_place(job, (day, half))]
            for job in placed:
                board.lift(job)
            if len(placed) == len(way):
                yield day, way
                break
