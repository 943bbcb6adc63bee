"""Visits that make way for others, and towns that go first."""

from __future__ import annotations

from inspector.planning.attempt import Attempt
from inspector.planning.board import Board
from inspector.planning.making_way import bring_together, make_way
from inspector.planning.problem import AFTERNOON, MORNING, WHOLE
from inspector.planning.ruin import Ruin
from inspector.planning.town_first import linked, town_first

from .small import crew, job, need, problem

ONE_TEAM = crew(2, 3)
"""A department that can send one team a day, for three days."""
D0, D1 = need(0, people=0b11), need(1, people=0b11)


def test_an_attempt_is_undone_to_the_last_visit() -> None:
    board = Board(problem([job(place, D0, days=(0, 1, 2)) for place in range(3)], ONE_TEAM))
    board.place(0, (0, MORNING))
    board.place(1, (1, MORNING))
    attempt = Attempt(board)
    for place in (2, 1, 0):
        attempt.lift(place)
    assert attempt.homeless() == [1, 0]
    assert board.team_days == 0
    board.place(2, (2, WHOLE))
    board.place(1, (0, AFTERNOON))
    assert attempt.homeless() == [0]
    attempt.undo()
    assert board.slots == [(0, MORNING), (1, MORNING), None]
    assert board.team_days == 2


def test_a_visit_of_another_town_makes_way() -> None:
    board = Board(problem([job(0, D0, days=(0,)), job(1, D0, town=1, days=(0,))], ONE_TEAM, towns=2))
    board.place(1, (0, MORNING))
    attempt = Attempt(board)
    assert make_way(Ruin(board), attempt, {0: AFTERNOON}, 0)
    assert board.slots == [(0, AFTERNOON), None]
    assert attempt.homeless() == [1]


def test_no_way_is_made_where_nobody_is_there() -> None:
    away = crew(2, 3, away={0: (0,)})
    board = Board(problem([job(0, D0, days=(0,)), job(1, D0, town=1, days=(1,))], away, towns=2))
    board.place(1, (1, MORNING))
    assert not make_way(Ruin(board), Attempt(board), {0: MORNING}, 0)
    assert board.slots == [None, (1, MORNING)]


def test_two_idle_halves_come_to_one_day_though_another_visit_is_there() -> None:
    jobs = [job(0, D0, D1, days=(0, 1)), job(1, D0, days=(1,)), job(2, D1, town=1, days=(1, 2))]
    board = Board(problem(jobs, ONE_TEAM, ONE_TEAM, towns=2))
    for place, day in enumerate((0, 1, 1)):
        board.place(place, (day, MORNING))
    moved = set()
    for turn in range(10):
        attempt = Attempt(board)
        if bring_together(Ruin(board, turn), attempt, 0, 0):
            assert board.slots[0] == (1, AFTERNOON)
            assert board.slots[1] == (1, MORNING)
            assert attempt.homeless() == [2]
            moved.add(turn)
        attempt.undo()
        assert board.slots == [(0, MORNING), (1, MORNING), (1, MORNING)]
    # the visit of the other day has no way here, so not every turn finds one
    assert moved


def rivals(last_days: tuple[int, ...]) -> Board:
    """Two visits that share two teams on day 1 only, where a third one's department is in another town."""
    jobs = [job(0, D0, D1, days=(0, 1)), job(1, D0, D1, days=(1, 2)), job(2, D1, town=1, days=last_days)]
    board = Board(problem(jobs, ONE_TEAM, ONE_TEAM, towns=2))
    for place, day in enumerate((0, 2, 1)):
        board.place(place, (day, MORNING))
    return board


def test_a_town_goes_first_and_the_others_find_places_around_it() -> None:
    board = rivals(last_days=(0, 1))
    assert board.team_days == 5
    assert town_first(board, [{0: MORNING, 1: AFTERNOON}])
    assert board.team_days == 3
    assert [slot and slot[0] for slot in board.slots] == [1, 1, 0]


def test_a_town_does_not_go_first_where_others_then_have_no_place() -> None:
    board = rivals(last_days=(1,))
    assert not town_first(board, [{0: MORNING, 1: AFTERNOON}])
    assert board.slots == [(0, MORNING), (2, MORNING), (1, MORNING)]


def test_visits_that_share_no_team_are_groups_of_their_own() -> None:
    jobs = [job(0, D0), job(1, D0, D1), job(2, D1), job(3, need(2)), job(4, need(2), half_days=2), job(5, need(2))]
    instance = problem(jobs, crew(), crew(), crew())
    cluster = {0: MORNING, 1: AFTERNOON, 2: MORNING, 3: MORNING, 4: WHOLE, 5: AFTERNOON}
    assert linked(instance, cluster) == [
        {0: MORNING, 1: AFTERNOON, 2: MORNING},
        {3: MORNING, 5: AFTERNOON},
        {4: WHOLE},
    ]


def test_pairs_are_chosen_within_groups() -> None:
    # department 1 could pair either afternoon with either morning; only one way leaves two groups
    jobs = [job(0, D0, D1), job(1, D0, D1), job(2, D0, D1), job(3, D1)]
    cluster = {0: MORNING, 3: AFTERNOON, 1: AFTERNOON, 2: MORNING}
    groups = linked(problem(jobs, crew(), crew()), cluster)
    assert [set(group) for group in groups] == [{0, 1}, {3, 2}]
