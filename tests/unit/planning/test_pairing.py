"""The fewest teams of a day, held against every way of pairing its visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from random import Random

import pytest

from inspector.planning.board import Board
from inspector.planning.problem import AFTERNOON, MORNING, Problem
from inspector.planning.seats import NOBODY, can_fill, make_team, seat_masks

from .small import crew, job, need, problem

PEOPLE = 6
TOWNS = 2


def one_day(seed: int) -> tuple[Problem, list[int]]:
    """Up to seven visits with few people each, one in three asking for a qualification; and their half-days."""
    random = Random(seed)
    jobs = [
        job(
            number,
            need(
                officers=random.choice((1, 2, 2)),
                people=sum(1 << bit for bit in range(PEOPLE) if random.random() < 0.7),
                qualifications=("Q",) if random.random() < 0.3 else (),
            ),
            town=random.randrange(TOWNS),
            days=(0,),
        )
        for number in range(random.randint(2, 7))
    ]
    halves = [random.choice((MORNING, AFTERNOON)) for _ in jobs]
    return problem(jobs, crew(PEOPLE, 1, Q=random.randrange(1, 1 << PEOPLE)), towns=TOWNS), halves


def all_pairs(mornings: list[int], afternoons: list[int]) -> Iterator[list[tuple[int, int]]]:
    for row in set(permutations([*afternoons, *[NOBODY] * len(mornings)], len(mornings))):
        yield [*zip(mornings, row, strict=True), *((NOBODY, other) for other in afternoons if other not in row)]


def fewest(instance: Problem, halves: list[int], town: int = 0, seats: tuple[int, ...] = ()) -> int | None:
    """The fewest teams of the towns from `town` on beside these seats, by trying everything."""
    if town == TOWNS:
        return 0 if can_fill(list(seats)) else None
    there = [place for place, one in enumerate(instance.jobs) if one.town == town]
    best: int | None = None
    mornings, afternoons = ([place for place in there if halves[place] == half] for half in (MORNING, AFTERNOON))
    for pairs in all_pairs(mornings, afternoons):
        more = list(seats)
        for pair in pairs:
            needs = [instance.jobs[place].needs[0] for place in pair if place != NOBODY]
            team = make_team(instance.crews[0], (0, town, 0), *pair, needs)
            more += (mask for _, mask in seat_masks(instance.crews[0].qualified, team))
        others = fewest(instance, halves, town + 1, tuple(more))
        if others is not None and (best is None or len(pairs) + others < best):
            best = len(pairs) + others
    return best


@pytest.mark.parametrize("part", range(4))
def test_a_day_has_the_fewest_teams_that_people_can_be_found_for(part: int) -> None:
    found = []
    for seed in range(100 * part, 100 * part + 100):
        instance, halves = one_day(seed)
        board = Board(instance)
        for place, half in enumerate(halves):
            board.place(place, (0, half))
        found.append(board.team_days if board.staffable(0, 0) else None)
        assert found[-1] == fewest(instance, halves), seed
        assert len(board.teams(0, 0)) == board.count[0][0] == board.sent[0] == sum(board.town_days)
        for place in reversed(range(len(halves))):
            board.lift(place)
        assert board.team_days == board.count[0][0] == board.sent[0] == 0
    assert {None} < set(found)
