"""The plan under construction: counting team-days, idle teams, and people."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.planning.board import Board
from inspector.planning.problem import AFTERNOON, MORNING, WHOLE, bits
from inspector.planning.seats import NOBODY

from .small import crew, job, need, problem


def test_morning_and_afternoon_share_a_team() -> None:
    board = Board(problem([job(1), job(2), job(3)]))
    board.place(0, (0, MORNING))
    assert board.team_days == 1
    board.place(1, (0, AFTERNOON))
    assert board.team_days == 1
    board.place(2, (0, AFTERNOON))
    assert board.team_days == 2
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, 1), (NOBODY, 2)]


def test_a_whole_day_shares_with_nobody() -> None:
    board = Board(problem([job(1, half_days=2), job(2)]))
    board.place(0, (0, WHOLE))
    board.place(1, (0, MORNING))
    assert board.team_days == 2
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, 0), (1, NOBODY)]


def test_towns_share_no_team() -> None:
    board = Board(problem([job(1), job(2, town=1)], towns=2))
    board.place(0, (0, MORNING))
    board.place(1, (0, AFTERNOON))
    assert board.town_days == [1, 1]


def test_one_visit_a_day_where_the_county_says_so() -> None:
    board = Board(problem([job(1), job(2)], visits_a_day=1))
    board.place(0, (0, MORNING))
    board.place(1, (0, AFTERNOON))
    assert board.team_days == 2
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, NOBODY), (NOBODY, 1)]
    assert board.problem.bound == 2


def test_a_team_that_a_case_names_shares_with_nobody() -> None:
    board = Board(problem([job(1, need(named=0b11)), job(2)]))
    board.place(0, (0, MORNING))
    board.place(1, (0, AFTERNOON))
    assert board.team_days == 2


def test_free_days_are_ranked_by_new_teams() -> None:
    board = Board(problem([job(1), job(2, days=(1, 2))]))
    board.place(0, (2, MORNING))
    none_new, one_new = board.free_days(1, AFTERNOON)
    assert (list(bits(none_new)), list(bits(one_new))) == ([2], [1])
    none_new, one_new = board.free_days(1, MORNING)
    assert (list(bits(none_new)), list(bits(one_new))) == ([], [1, 2])


def test_no_new_team_where_a_department_is_full() -> None:
    board = Board(problem([job(1), job(2), job(3, days=(0,))]))
    board.place(0, (0, MORNING))
    board.place(1, (0, MORNING))
    assert board.free_days(2, MORNING) == [0, 0]
    assert board.free_days(2, AFTERNOON) == [1, 0]


def test_two_visits_of_an_enterprise_are_never_on_one_day() -> None:
    board = Board(problem([job(1, enterprise="E"), job(2, enterprise="E")]))
    assert board.try_place(0, (0, MORNING))
    assert not board.try_place(1, (0, AFTERNOON))
    assert board.slots[1] is None
    assert board.try_place(1, (1, AFTERNOON))


def test_people_suffice_only_if_everybody_is_counted_once() -> None:
    # both visits can be made by persons 0 and 1 only: not by two teams at the same time, but by one
    only_two = need(people=0b0011)
    board = Board(problem([job(1, only_two), job(2, only_two)]))
    assert board.try_place(0, (0, MORNING))
    assert not board.try_place(1, (0, MORNING))
    assert board.try_place(1, (0, AFTERNOON))


def test_visits_share_a_team_only_if_people_may_go_to_both() -> None:
    board = Board(problem([job(1, need(people=0b0011)), job(2, need(people=0b1100)), job(3, half=AFTERNOON)]))
    assert board.try_place(0, (0, MORNING))
    assert board.try_place(1, (0, AFTERNOON))
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, NOBODY), (NOBODY, 1)]
    assert board.team_days == board.count[0][0] == board.town_days[0] == board.sent[0] == 2
    # the third shares with the first, and nobody is split any more
    assert board.free_days(2, AFTERNOON)[0] & 1
    assert board.try_place(2, (0, AFTERNOON))
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, 2), (NOBODY, 1)]
    board.lift(2)
    board.lift(1)
    assert board.team_days == 1


def test_a_pair_is_chosen_that_leaves_people_for_the_other_teams() -> None:
    # in the order of their numbers 0 would go with 2, which leaves nobody for 1 and 3
    jobs = [job(1), job(2, need(people=0b0011)), job(3, need(people=0b0011)), job(4)]
    board = Board(problem(jobs))
    for number, half in ((0, MORNING), (1, MORNING), (2, AFTERNOON), (3, AFTERNOON)):
        assert board.try_place(number, (0, half))
    assert {(team.morning, team.afternoon) for team in board.teams(0, 0)} == {(0, 3), (1, 2)}


def test_no_pair_is_split_where_people_are_too_few_for_two_teams() -> None:
    board = Board(problem([job(1, need(people=0b011)), job(2, need(people=0b110))], crew(3)))
    assert board.try_place(0, (0, MORNING))
    assert not board.try_place(1, (0, AFTERNOON))
    assert board.team_days == 1


def test_those_who_ask_for_a_qualification_share_a_team() -> None:
    asking = need(qualifications=("Q",))
    board = Board(problem([job(1, asking), job(2), job(3, asking)], crew(Q=0b0001)))
    for number, half in ((0, MORNING), (1, MORNING), (2, AFTERNOON)):
        assert board.try_place(number, (0, half))
    assert [(team.morning, team.afternoon) for team in board.teams(0, 0)] == [(0, 2), (1, NOBODY)]


def test_scarce_qualification_limits_the_teams_of_a_day() -> None:
    asking = need(qualifications=("Q",))
    board = Board(problem([job(1, asking), job(2, asking), job(3)], crew(Q=0b0001)))
    assert board.try_place(0, (0, MORNING))
    assert not board.try_place(1, (0, MORNING))
    assert board.try_place(2, (0, MORNING))


def test_leave_counts() -> None:
    board = Board(problem([job(1)], crew(2, away={1: (0, 1, 2, 3)})))
    assert [day for day in range(5) if board.try_place(0, (day, MORNING))] == [4]


def test_those_who_were_there_last_stay_away_where_enough_others_are() -> None:
    rotating = need(officers=2, last=0b000011, people=0b111111)
    board = Board(problem([job(1, rotating)], crew(6)))
    board.place(0, (0, MORNING))
    assert board.teams(0, 0)[0].people == 0b111100
    small = Board(problem([job(1, rotating)], crew(4)))
    small.place(0, (0, MORNING))
    assert small.teams(0, 0)[0].people == 0b1111


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 1)), max_size=60))
def test_counts_follow_every_move_and_come_back(moves: list[tuple[int, int, int]]) -> None:
    jobs = [job(n, need(n % 2), *([need(2)] if n % 3 else []), town=n % 2) for n in range(10)]
    board = Board(problem(jobs, crew(20), crew(20), crew(20), towns=2))
    for number, day, half in moves:
        if board.slots[number] is None:
            board.place(number, (day, half))
        else:
            board.lift(number)
    teams = [team for department in range(3) for day in range(5) for team in board.teams(department, day)]
    assert board.team_days == len(teams) == sum(board.town_days)
    assert sum(board.sent) == len(teams)
    for department in range(3):
        assert board.count[department] == [len(board.teams(department, day)) for day in range(5)]
    for number, slot in enumerate(list(board.slots)):
        if slot is not None:
            board.lift(number)
    assert board.team_days == 0
    assert not any(days for department in board.idle for town in department for days in town)


def test_restore_puts_everything_back() -> None:
    board = Board(problem([job(1), job(2), job(3)]))
    board.place(0, (0, MORNING))
    board.place(1, (1, MORNING))
    before = board.copy_slots()
    board.lift(0)
    board.place(2, (0, MORNING))
    board.restore(before)
    assert board.copy_slots() == before
    assert board.team_days == 2
