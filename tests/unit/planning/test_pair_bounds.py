"""The bound by counting: which visits of a department in a town can share a team at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from inspector.planning.problem import AFTERNOON, MORNING
from inspector.planning.sharing import MOST, most_pairs

from .small import job, need, problem


def by_trying(left: tuple[int, ...], edges: set[tuple[int, int]]) -> int:
    """The most pairs, by trying all ways."""
    if len(left) < 2:
        return 0
    one, *rest = left
    best = by_trying(tuple(rest), edges)
    for other in rest:
        if (one, other) in edges:
            best = max(best, 1 + by_trying(tuple(place for place in rest if place != other), edges))
    return best


@pytest.mark.parametrize("seed", range(40))
def test_as_many_pairs_as_there_can_be(seed: int) -> None:
    random = Random(seed)
    count = random.randint(0, 8)
    part = random.choice((0.2, 0.4, 0.7))
    edges = {pair for pair in combinations(range(count), 2) if random.random() < part}
    found = most_pairs(count, lambda one, other: (min(one, other), max(one, other)) in edges)
    assert found == by_trying(tuple(range(count)), edges)


def test_pairs_in_order_are_not_always_the_most() -> None:
    # the first takes the second, on which the third depends
    assert most_pairs(4, lambda one, other: {one, other} in ({0, 1}, {1, 2}, {0, 3})) == 2


def test_of_very_many_visits_all_are_taken_to_share() -> None:
    assert most_pairs(MOST + 1, lambda one, other: False) == MOST // 2


def test_visits_without_a_common_day_share_no_team() -> None:
    chain = [job(0, days=(0,)), job(1, days=(0, 1)), job(2, days=(1,)), job(3, days=(2,))]
    assert problem(chain).bound == 3


def test_days_that_are_lawful_count_though_they_are_left_out() -> None:
    apart = [replace(job(0, days=(0,)), lawful=(0, 1)), job(1, days=(1,))]
    assert problem(apart).bound == 1


def test_visits_in_the_same_half_or_enterprise_share_no_team() -> None:
    assert problem([job(0, half=MORNING), job(1, half=MORNING)]).bound == 2
    assert problem([job(0, half=MORNING), job(1, half=AFTERNOON)]).bound == 1
    assert problem([job(0, enterprise="E"), job(1, enterprise="E")]).bound == 2


def test_whole_days_and_teams_that_share_with_nobody_count_one_by_one() -> None:
    jobs = [job(0, half_days=2), job(1, need(named=1)), job(2), job(3), job(4)]
    assert problem(jobs).bound == 4
    assert problem(jobs, visits_a_day=1).bound == 5
