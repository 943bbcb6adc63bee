"""Counties of unusual shape: a full plan that people suffice for, with its bound, or visits that are left over."""

from __future__ import annotations

from random import Random

import pytest

from inspector.planning.construct import construct
from inspector.planning.crowding import find_crowds
from inspector.planning.problem import Job, Problem
from inspector.planning.search import EFFORTS, search

from .small import crew, job, need, problem

DAYS = 20
PEOPLE = 8
EVERYBODY = (1 << PEOPLE) - 1
LEAVE_WEEK = range(5, 10)


def visits(count: int, departments: int = 3, together: int = 2, towns: int = 4, **more: object) -> list[Job]:
    """Visits of `together` out of `departments`, in `towns`, with a window of `width` days if that is given."""
    random = Random(7)
    width = more.pop("width", DAYS)
    asks = more.pop("asks", 0.0)
    assert isinstance(width, int)
    assert isinstance(asks, float)
    found = []
    for number in range(count):
        first = random.randint(0, DAYS - width)
        needs = [
            need(place, people=EVERYBODY, qualifications=("Q",) if random.random() < asks else ())
            for place in sorted(random.sample(range(departments), together))
        ]
        days = tuple(range(first, first + width))
        found.append(job(number, *needs, town=number % towns, days=days, **more))  # type: ignore[arg-type]
    return found


def county(jobs: list[Job], departments: int = 3, towns: int = 4, away: range = range(0), holders: int = 1) -> Problem:
    gone = {person: tuple(away) for person in range(PEOPLE)}
    crews = [crew(PEOPLE, DAYS, gone, Q=holders) for _ in range(departments)]
    return problem(jobs, *crews, towns=towns)


COUNTIES = {
    "all in one town": county(visits(120, towns=1), towns=1),
    "five departments at every visit": county(visits(30, 12, 5), 12),
    "whole days only": county(visits(60, half_days=2)),
    "windows of two days": county(visits(60, width=2)),
    "one day each": county(visits(20, width=1)),
    "everybody on leave for a week": county(visits(60), away=LEAVE_WEEK),
    "one holder of a scarce qualification": county(visits(60, asks=0.2)),
}


@pytest.mark.parametrize("name", COUNTIES)
def test_full_plan_with_people_and_a_bound(name: str) -> None:
    instance = COUNTIES[name]
    found = search(instance, EFFORTS["quick"])
    board = found.board
    assert found.left == []
    assert all(board.staffable(department, day) for department, day in board.busy_days())
    assert all(slot is not None and slot[0] in one.days for slot, one in zip(board.slots, instance.jobs, strict=True))
    assert instance.bound <= found.bound <= board.team_days


def test_one_town_is_planned_at_its_bound() -> None:
    found = search(COUNTIES["all in one town"], EFFORTS["quick"])
    assert found.board.team_days == found.bound


def test_nobody_goes_out_in_the_week_of_leave() -> None:
    board = search(COUNTIES["everybody on leave for a week"], EFFORTS["quick"]).board
    assert not {day for _, day in board.busy_days()} & set(LEAVE_WEEK)


def test_windows_within_the_week_of_leave_leave_their_visits_over() -> None:
    inside = [job(n, need(people=EVERYBODY), days=tuple(LEAVE_WEEK)) for n in range(3)]
    others = [job(n, need(people=EVERYBODY), days=tuple(range(DAYS))) for n in range(3, 9)]
    _, left = construct(county([*inside, *others], departments=1, away=LEAVE_WEEK))
    assert sorted(left) == [0, 1, 2]


def test_more_visits_than_the_one_holder_can_make_are_found_by_counting() -> None:
    # one person, five days, two half-days each, all in one town
    week = tuple(range(5))
    jobs = [job(n, need(people=EVERYBODY, qualifications=("Q",)), days=week) for n in range(11)]
    instance = county(jobs, departments=1)
    assert len(construct(instance)[1]) == 1
    assert find_crowds(instance)
