"""Even weeks are a wish: fulfilled where it takes no further team-day."""

from __future__ import annotations

from random import Random

from inspector.planning.board import Board
from inspector.planning.problem import AFTERNOON, MORNING, WHOLE
from inspector.planning.search import EFFORTS, search
from inspector.planning.weeks import even_weeks

from .small import crew, job, need, problem

DAYS = 15
EVERY_DAY = tuple(range(DAYS))


def test_teams_move_whole_to_quiet_weeks() -> None:
    # joint visits whose teams are linked in a ring of two departments
    jobs = [job(n, need(n % 2), *([need(1 - n % 2)] if n % 3 else []), days=EVERY_DAY) for n in range(12)]
    board = Board(problem(jobs, crew(8, DAYS), crew(8, DAYS)))
    for number in range(12):
        board.place(number, (number // 4, number % 2))
    team_days = board.team_days
    even_weeks(board)
    assert max(board.weekly) - min(board.weekly) <= 2
    assert board.team_days == team_days


def test_a_short_week_has_fewer_visits() -> None:
    # two workdays in the third week
    jobs = [job(n, days=tuple(range(12))) for n in range(24)]
    board = Board(problem(jobs, crew(4, 12)))
    for number in range(24):
        board.place(number, (number // 4, number % 2))
    even_weeks(board)
    assert board.team_days == 12
    assert board.weekly == [10, 10, 4]


def test_neither_people_nor_windows_nor_enterprises_are_forgotten() -> None:
    random = Random(5)
    for _ in range(30):
        jobs = [
            job(
                n,
                need(n % 2, people=random.choice((0b1111, 0b0111, 0b1110))),
                town=random.randrange(2),
                days=tuple(sorted(random.sample(EVERY_DAY, 8))),
                half_days=random.choice((1, 1, 1, 2)),
                enterprise=f"E{n // 2}",
            )
            for n in range(20)
        ]
        board = Board(problem(jobs, crew(4, DAYS), crew(4, DAYS, away={0: (5, 6, 7)}), towns=2))
        for number, one in enumerate(jobs):
            halves = (WHOLE,) if one.half_days == 2 else (MORNING, AFTERNOON)
            assert any(board.try_place(number, (day, half)) for day in one.days for half in halves)
        team_days, before = board.team_days, sum(load * load for load in board.weekly)
        even_weeks(board)
        assert board.team_days <= team_days
        assert sum(load * load for load in board.weekly) <= before
        assert all(board.staffable(department, day) for department in range(2) for day in range(DAYS))
        for number, slot in enumerate(board.slots):
            assert slot is not None
            assert slot[0] in jobs[number].days
            assert all(board.slots[rival][0] != slot[0] for rival in board.problem.rivals[number])  # type: ignore[index]


def test_the_search_ends_with_even_weeks() -> None:
    jobs = [job(n, need(n % 3), town=n % 4, days=EVERY_DAY) for n in range(60)]
    found = search(problem(jobs, crew(4, DAYS), crew(4, DAYS), crew(4, DAYS), towns=4), EFFORTS["normal"])
    assert found.board.team_days == found.bound
    assert max(found.board.weekly) - min(found.board.weekly) <= 2
