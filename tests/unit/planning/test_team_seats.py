"""Seats of teams and who fills them."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from inspector.planning.seats import Team, can_fill, make_team, match, seat_masks

from .small import crew, need


def team(officers: int = 2, people: int = 0b1111, qualifications: tuple[str, ...] = (), named: int = 0) -> Team:
    return Team(0, 0, 0, 0, 0, officers, people, qualifications, named)


def test_plain_seats_are_open_to_all() -> None:
    assert seat_masks({}, team(3)) == [((), 0b1111)] * 3


def test_one_qualification_is_carried_by_one_seat() -> None:
    assert seat_masks({"Q": 0b1}, team(2, qualifications=("Q",))) == [(("Q",), 0b1), ((), 0b1111)]


def test_two_qualifications_held_by_different_people_take_two_seats() -> None:
    seats = seat_masks({"P": 0b0001, "Q": 0b0010}, team(2, qualifications=("P", "Q")))
    assert seats == [(("P",), 0b0001), (("Q",), 0b0010)]


def test_more_qualifications_than_seats_are_held_together() -> None:
    held = {"P": 0b0111, "Q": 0b0110, "R": 0b1100}
    seats = seat_masks(held, team(2, qualifications=("P", "Q", "R")))
    assert sorted(name for names, _ in seats for name in names) == ["P", "Q", "R"]
    assert can_fill([mask for _, mask in seats])


def test_named_people_have_their_own_seats_and_bring_what_they_hold() -> None:
    seats = seat_masks({"Q": 0b0001}, team(2, qualifications=("Q",), named=0b0001))
    assert seats == [((), 0b0001), ((), 0b1110)]


def test_a_named_person_who_is_away_leaves_the_seat_empty() -> None:
    made = make_team(crew(2, away={0: (0,)}), (0, 0, 0), 0, 0, [need(named=0b01, people=0b11)])
    assert not can_fill([mask for _, mask in seat_masks({}, made)])


def test_a_qualification_nobody_is_left_to_carry() -> None:
    seats = seat_masks({"Q": 0b100}, team(2, qualifications=("Q",), named=0b011))
    assert not can_fill([mask for _, mask in seats])


def test_match_gives_everybody_one_seat() -> None:
    found = match([0b011, 0b001, 0b110])
    assert found == {0: 0b010, 1: 0b001, 2: 0b100}


@given(st.lists(st.integers(0, 31), max_size=5))
def test_counts_and_matching_agree_with_trying_everything(masks: list[int]) -> None:
    possible = any(
        all(mask >> person & 1 for mask, person in zip(masks, people, strict=True))
        for people in permutations(range(5), len(masks))
    )
    assert can_fill(masks) == possible == (match(masks) is not None)
