"""First plan, improvement and proof on problems whose optimum is known."""

from dataclasses import replace

import pytest

from inspector.planning.construct import HEED, construct
from inspector.planning.problem import AFTERNOON, MORNING
from inspector.planning.search import EFFORTS, search

from .small import DAYS, crew, job, need, problem

OPTIMA = {
    "one visit": (problem([job(1)]), 1),
    "pairs": (problem([job(n) for n in range(7)]), 4),
    "two towns": (problem([job(n, town=n % 2) for n in range(6)], towns=2), 4),
    "whole days": (problem([job(1, half_days=2), job(2), job(3)]), 2),
    "one visit a day": (problem([job(n) for n in range(4)], visits_a_day=1), 4),
    "windows without a common day": (problem([job(1, days=(0, 1)), job(2, days=(2, 3))]), 2),
    "joint visits in a ring": (
        problem(
            [job(1, need(0), need(1)), job(2, need(1), need(2)), job(3, need(0), need(2))],
            crew(),
            crew(),
            crew(),
        ),
        # every two of the three share a department: two of them can be in one half of a day at best
        4,
    ),
    "same enterprise": (problem([job(1, enterprise="E"), job(2, enterprise="E")]), 2),
    "halves that are fixed": (problem([job(1, half=MORNING), job(2, half=MORNING)]), 2),
    "named inspectors": (problem([job(1, need(named=0b11)), job(2), job(3)]), 2),
}


@pytest.mark.parametrize("name", OPTIMA)
def test_known_optimum_is_found_and_proven(name: str) -> None:
    instance, optimum = OPTIMA[name]
    found = search(instance, EFFORTS["normal"])
    assert found.left == []
    assert found.board.team_days == found.bound == optimum


def test_fullest_possible_week() -> None:
    # two people, five days, two visits a day: exactly ten half-days
    found = search(problem([job(n) for n in range(10)], crew(2)), EFFORTS["quick"])
    assert found.left == []
    assert found.board.team_days == DAYS


def test_one_visit_too_many_stays_over() -> None:
    _, left = construct(problem([job(n) for n in range(11)], crew(2)))
    assert len(left) == 1


def test_visits_without_a_choice_go_first() -> None:
    jobs = [job(n) for n in range(8)] + [job(8, days=(2,)), job(9, days=(2,))]
    board, left = construct(problem(jobs, crew(2)))
    assert left == []
    assert {board.slots[8], board.slots[9]} == {(2, MORNING), (2, AFTERNOON)}


def test_load_limits_are_counted_while_placing() -> None:
    # each of the two can go out on two days: four half-days, whatever the calendar
    limited = crew(2).__class__("D", ("P0", "P1"), (0b11,) * DAYS, {}, (2, 2))
    board, left = construct(problem([job(n) for n in range(4)], limited))
    assert left == []
    assert board.team_days == 2
    _, left = construct(problem([job(n) for n in range(5)], limited))
    assert len(left) == 1


def test_the_bound_holds_for_days_that_are_lawful_but_not_preferred() -> None:
    apart = (replace(job(1, days=(0,)), lawful=(0, 1)), replace(job(2, days=(1,)), lawful=(0, 1)))
    found = search(problem(list(apart)), EFFORTS["normal"])
    assert (found.board.team_days, found.bound) == (2, 1)


def test_stopping_keeps_a_full_plan() -> None:
    found = search(problem([job(n, town=n % 2) for n in range(12)], towns=2), EFFORTS["thorough"], stop=lambda: True)
    assert found.left == []
    assert None not in found.board.slots


def test_stopping_a_large_first_pass_leaves_the_rest_over() -> None:
    people = 3 * HEED
    jobs = [job(n, need(people=(1 << people) - 1), town=n % 20) for n in range(3 * HEED)]
    instance = problem(jobs, crew(people), towns=20)
    assert construct(instance)[1] == []
    board, left = construct(instance, stop=lambda: True)
    assert len(left) == 2 * HEED
    assert sum(slot is not None for slot in board.slots) == HEED
    assert {place for place, slot in enumerate(board.slots) if slot is None} == set(left)


def test_progress_never_goes_back() -> None:
    told: list[tuple[int, int, float]] = []
    jobs = [job(n, need(n % 3), need((n + 1) % 3), days=(n % 5, (n + 2) % 5)) for n in range(14)]
    found = search(
        problem(jobs, crew(8), crew(8), crew(8)),
        EFFORTS["normal"],
        lambda _stage, best, bound, done: told.append((best, bound, done)),
    )
    assert [done for _, _, done in told] == sorted(done for _, _, done in told)
    assert all(best >= found.board.team_days and bound <= found.bound for best, bound, _ in told)
