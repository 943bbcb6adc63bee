from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.plan import MILLION, Chance, Seat, TeamDay
from inspector.draw import rounding
from inspector.draw.chances import chance_table
from inspector.draw.rounding import draw_postings
from inspector.draw.tickets import COIN_RANGE, coin

from .lists import day, dice, snapshot, staffed_days


def teams_of(days: int, seats: int = 2) -> tuple[TeamDay, ...]:
    numbers = tuple(Seat(number + 1) for number in range(seats))
    return tuple(TeamDay(day(1, 4 + place), "SJ", "东乡", 1, numbers, "V0001") for place in range(days))


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[TeamDay, ...], tuple[Chance, ...]]:
    """Tables with uneven chances: mixtures of rosters, so that all sums are possible."""
    teams = teams_of(draw(st.integers(1, 4)))
    people = [f"P{number}" for number in range(draw(st.integers(2, 6)))]
    weights = draw(st.lists(st.integers(1, 1000), min_size=1, max_size=6))
    chances: Counter = Counter()
    left = MILLION
    for number, weight in enumerate(weights):
        share = left if number == len(weights) - 1 else MILLION * weight // sum(weights)
        left -= share
        for team in teams:
            pair = draw(st.permutations(people))[:2]
            for seat, person in zip(team.seats, pair, strict=True):
                chances[team.name, seat.number, person] += share
    return teams, tuple(Chance(*key, value) for key, value in sorted(chances.items()))


@settings(max_examples=150, deadline=None)
@given(tables(), st.integers(0, 10**20))
def test_every_sum_comes_out_as_its_floor_or_ceiling(table, seed: int) -> None:
    teams, chances = table
    postings = draw_postings(chances, teams, dice(seed))
    dates = {team.name: team.date for team in teams}
    assert [(one.team, one.seat) for one in postings] == [(t.name, s.number) for t in teams for s in t.seats]
    possible = {(one.team, one.seat, one.certificate) for one in chances}
    assert all((one.team, one.seat, one.certificate) in possible for one in postings)
    expected_day, expected_load = Counter(), Counter()
    for one in chances:
        expected_day[one.certificate, dates[one.team]] += one.millionths
        expected_load[one.certificate] += one.millionths
    day_counts = Counter((one.certificate, dates[one.team]) for one in postings)
    loads = Counter(one.certificate for one in postings)
    for expected, found in ((expected_day, day_counts), (expected_load, loads)):
        for key, value in expected.items():
            assert value // MILLION <= found[key] <= -(-value // MILLION)


class _Tree:
    """Throws every sequence of coins, one after the other, and knows how likely each was."""

    def __init__(self) -> None:
        self.path: list[bool] = []
        self.place = 0
        self.chance = Fraction(1)

    def choose(self, up: int, down: int) -> bool:
        assert up > 0
        assert down > 0
        if self.place == len(self.path):
            self.path.append(True)
        chosen = self.path[self.place]
        self.place += 1
        self.chance *= Fraction(down if chosen else up, up + down)
        return chosen

    def next(self) -> bool:
        while self.path and not self.path[-1]:
            self.path.pop()
        if self.path:
            self.path[-1] = False
        self.place, self.chance = 0, Fraction(1)
        return bool(self.path)


def all_outcomes(monkeypatch: pytest.MonkeyPatch, chances, teams) -> Iterator[tuple[Fraction, tuple]]:
    tree = _Tree()
    monkeypatch.setattr(rounding, "_Coins", lambda seed: tree)
    more = True
    while more:
        postings = draw_postings(chances, teams, dice())
        yield tree.chance, postings
        more = tree.next()


@pytest.mark.parametrize(
    "rows",
    [
        [(500000, 300000, 200000), (100000, 600000, 300000)],
        [(333333, 333333, 333334), (333334, 333333, 333333)],
        [(999999, 1, 0), (0, 999998, 2)],
    ],
)
def test_every_chance_is_kept_exactly(monkeypatch: pytest.MonkeyPatch, rows: list[tuple[int, ...]]) -> None:
    """Over all coins, weighted by how likely they are, the roster is the table: as fractions, not by sampling."""
    teams = teams_of(2)
    chances = tuple(
        Chance(team.name, seat, f"P{person}", rows[(seat + place) % 2][person])
        for place, team in enumerate(teams)
        for seat in (1, 2)
        for person in range(3)
        if rows[(seat + place) % 2][person]
    )
    found: defaultdict = defaultdict(Fraction)
    total = Fraction(0)
    for chance, postings in all_outcomes(monkeypatch, chances, teams):
        total += chance
        for one in postings:
            found[one.team, one.seat, one.certificate] += chance
    assert total == 1
    assert found == {(one.team, one.seat, one.certificate): Fraction(one.millionths, MILLION) for one in chances}


def test_a_coin_is_compared_in_full() -> None:
    class Thrown(rounding._Coins):
        pass

    coins = Thrown("1|2")
    assert coins.choose(1, 1) is (coin("1|2", 1) < COIN_RANGE // 2)
    assert coins.choose(1, 3) is (coin("1|2", 2) * 4 < 3 * COIN_RANGE)
    assert coins.thrown == 2


def test_certain_seats_need_no_coin() -> None:
    teams = teams_of(1)
    chances = (Chance(teams[0].name, 1, "P1", MILLION), Chance(teams[0].name, 2, "P2", MILLION))
    assert [one.certificate for one in draw_postings(chances, teams, dice())] == ["P1", "P2"]


def test_the_order_of_the_table_does_not_matter() -> None:
    visits, teams = staffed_days(5)
    table = chance_table(snapshot(), visits, teams)
    drawn = draw_postings(table, teams, dice())
    assert draw_postings(table[::-1], teams[::-1], dice()) == drawn
    assert draw_postings(table, teams, dice(2)) != drawn


def test_a_table_that_does_not_add_up_is_refused() -> None:
    teams = teams_of(1)
    with pytest.raises(ValueError, match="999999"):
        draw_postings((Chance(teams[0].name, 1, "P1", 999_999),), teams, dice())
    with pytest.raises(ValueError, match="elsewhere"):
        draw_postings((Chance("elsewhere", 1, "P1", MILLION),), teams, dice())


def test_all_pairs_occur() -> None:
    """A team of two from seven alike people: each of the 21 pairs comes about as often as any other."""
    teams = teams_of(1)
    people = [f"P{number}" for number in range(7)]
    share, rest = divmod(MILLION, 7)
    chances = tuple(
        Chance(teams[0].name, seat, person, share + (place < rest))
        for seat in (1, 2)
        for place, person in enumerate(people)
    )
    runs = 2100
    pairs = Counter(
        frozenset(one.certificate for one in draw_postings(chances, teams, dice(seed))) for seed in range(runs)
    )
    assert len(pairs) == 21
    assert all(60 < count < 145 for count in pairs.values())
