"""Bounds and better plans of single towns, held against every way of placing a few visits."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from inspector.planning.board import Board
from inspector.planning.clusters import ClusterModel, adopt
from inspector.planning.construct import construct
from inspector.planning.polish import Limits, polish
from inspector.planning.problem import AFTERNOON, MORNING, Problem

from .small import crew, job, need, problem

DAYS = 3
LIMITS = Limits(one=5.0, all=50.0, largest=20)


def small_town(seed: int) -> Problem:
    """Four or five visits of three departments, windows with holes, one pair at the same enterprise."""
    random = Random(seed)
    jobs = []
    for number in range(random.randint(4, 5)):
        departments = random.sample(range(3), random.choice((1, 2, 2, 3)))
        days = tuple(sorted(random.sample(range(DAYS), random.choice((1, 2, 2, 3)))))
        half = random.choice((None, None, None, MORNING, AFTERNOON)) if seed % 2 else None
        name = "E" if number < 2 and seed % 3 == 0 else ""
        jobs.append(
            job(
                number,
                *(need(place) for place in departments),
                days=days,
                half_days=random.choice((1, 1, 1, 2)) if half is None else 1,
                half=half,
                enterprise=name,
            )
        )
    people = [crew(random.choice((2, 4)), DAYS, away=_leave(random) if seed % 5 else None) for _ in range(3)]
    return problem(jobs, *people)


def _leave(random: Random) -> dict[int, tuple[int, ...]]:
    """One person is away for a day."""
    return {random.randrange(2): (random.randrange(DAYS),)}


def optimum(instance: Problem) -> int | None:
    best: int | None = None
    slots = [[(day, half) for day in one.days for half in one.halves] for one in instance.jobs]
    for chosen in product(*slots):
        board = Board(instance)
        if all(board.try_place(place, slot) for place, slot in enumerate(chosen)):
            best = board.team_days if best is None else min(best, board.team_days)
    return best


@pytest.mark.parametrize("part", range(3))
def test_the_bound_is_the_optimum_or_below_and_most_often_reached(part: int) -> None:
    reached = []
    for seed in range(25 * part, 25 * part + 25):
        instance = small_town(seed)
        board, left = construct(instance)
        best = optimum(instance)
        assert bool(left) == (best is None), seed
        if best is not None:
            (bound,) = polish(board, LIMITS)
            assert bound <= best <= board.team_days, seed
            assert all(board.staffable(department, day) for department in range(3) for day in range(DAYS))
            reached.append(bound == best == board.team_days)
    assert sum(reached) >= 0.7 * len(reached)


def test_a_ring_of_joint_visits_is_proven_without_naming_days() -> None:
    ring = [job(n, need(n), need((n + 1) % 3), days=tuple(range(40))) for n in range(3)]
    board, _ = construct(problem(ring, crew(4, 40), crew(4, 40), crew(4, 40)))
    assert (board.team_days, board.problem.bound) == (4, 3)
    assert polish(board, LIMITS) == [4]


def test_clusters_are_given_days_that_other_towns_leave() -> None:
    # two people: the other town has the first two days, and each visit stands on a day of its own
    jobs = [job(n) for n in range(2)] + [job(n, town=1, days=(n - 2,)) for n in (2, 3)]
    board = Board(problem(jobs, crew(2), towns=2))
    for place, slot in enumerate(((2, MORNING), (3, MORNING), (0, MORNING), (1, MORNING))):
        assert board.try_place(place, slot)
    found = ClusterModel.beside_others(board, 0).solve(1.0, lambda: False)
    assert [sorted(cluster) for cluster in found.clusters] == [[0, 1]]
    assert adopt(board, found.clusters) == []
    assert board.team_days == 3
    assert all(slot is not None and slot[0] >= 2 for slot in board.slots[:2])


def test_clusters_that_no_day_can_take_are_told_and_nothing_is_changed() -> None:
    jobs = [job(0, days=(0,)), job(1, days=(1,))]
    board, _ = construct(problem(jobs))
    before = board.copy_slots()
    impossible = {0: MORNING, 1: AFTERNOON}
    assert adopt(board, [impossible]) == [impossible]
    assert board.copy_slots() == before
