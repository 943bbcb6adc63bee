"""Statistics of the draw over thousands of seeds, and draws that are broken on purpose and must fail them.

Seeds are fixed, so a test gives the same figures every time. A statistic is turned into a standard normal one; a fair
draw stays under LIMIT (once in a million by chance), a broken one must go beyond it.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import combinations
from math import comb, sqrt
from statistics import NormalDist

import pytest

from inspector.domain.plan import MILLION, Chance, TeamDay
from inspector.draw import rounding
from inspector.draw.chances import chance_table
from inspector.draw.frame import Stratum
from inspector.draw.rounding import draw_postings
from inspector.draw.targets import Targets, draw_targets
from inspector.draw.tickets import coin, enterprise_tickets

from .lists import RATES, code, dice, enterprises, snapshot, staffed_days, task

RUNS = 2000
LIMIT = 4.75
Sampler = Callable[[int], Iterable[str]]


def as_normal(chi_square: float, freedom: int) -> float:
    """Wilson and Hilferty's transformation: a chi-square value as a standard normal one."""
    part = 2 / (9 * freedom)
    return ((chi_square / freedom) ** (1 / 3) - (1 - part)) / sqrt(part)


def inclusion_statistic(counts: dict[str, int], members: tuple[str, ...], size: int, runs: int) -> float:
    """How far the members' counts are from equal, for samples without replacement.

    Counts of one sample are negatively correlated (their sum is fixed), so Pearson's statistic is too small; dividing
    by the variance of a simple random sample times N/(N-1) gives a chi-square of N-1 degrees of freedom.
    """
    number = len(members)
    chance = size / number
    variance = runs * chance * (1 - chance) * number / (number - 1)
    return as_normal(sum((counts.get(one, 0) - runs * chance) ** 2 for one in members) / variance, number - 1)


@cache
def all_targets() -> tuple[Targets, ...]:
    frozen = snapshot()
    return tuple(draw_targets(frozen, dice(f"{seed:020}")) for seed in range(RUNS))


def strata() -> list[tuple[str, Stratum]]:
    """The strata that draw some but not all; who is eligible does not depend on the dice in this county."""
    return [
        (name, stratum)
        for frame in all_targets()[0].frames
        for name, own in frame.tasks.items()
        for stratum in own.strata
        if 0 < stratum.drawn < len(stratum.eligible)
    ]


def test_every_eligible_enterprise_is_equally_likely() -> None:
    counts = Counter((one.task, one.enterprise) for targets in all_targets() for one in targets.selections)
    found = {}
    for name, stratum in strata():
        own = {one: counts[name, one] for one in stratum.eligible}
        assert sum(own.values()) == stratum.drawn * RUNS
        found[name, stratum.name] = inclusion_statistic(own, stratum.eligible, stratum.drawn, RUNS)
    assert len(found) == 9
    assert max(found.values()) < LIMIT, found


def test_any_two_can_be_drawn_together() -> None:
    name, stratum = next((name, own) for name, own in strata() if (name, own.name) == ("T1", "B"))
    pairs: Counter = Counter()
    for targets in all_targets():
        drawn = sorted(s.enterprise for s in targets.selections if s.task == name and s.enterprise in stratum.eligible)
        pairs.update(combinations(drawn, 2))
    assert len(pairs) == comb(len(stratum.eligible), 2)


def test_every_sample_of_a_small_stratum_is_equally_likely() -> None:
    five = enterprises()[0:30:6]
    only = task("T", items=("SJ-1",), fixed=2)
    frozen = snapshot(tasks=(only,), enterprises=five, past_checks=())
    samples = Counter(
        frozenset(one.enterprise for one in draw_targets(frozen, dice(f"{seed:020}")).selections)
        for seed in range(RUNS)
    )
    assert len(samples) == comb(5, 2)
    expected = RUNS / comb(5, 2)
    assert as_normal(sum((count - expected) ** 2 / expected for count in samples.values()), 9) < LIMIT


def uniformity(values: list[float]) -> float:
    """Kolmogorov's statistic of values that should be uniform on [0, 1), times the root of their number."""
    ordered = sorted(values)
    number = len(ordered)
    distance = max(max((place + 1) / number - value, value - place / number) for place, value in enumerate(ordered))
    return distance * sqrt(number)


def test_tickets_are_uniform() -> None:
    names = [code(number) for number in range(40)]
    values = [
        int(ticket, 16) / 2**256
        for seed in range(100)
        for ticket in enterprise_tickets(f"{seed:020}|{'0' * 64}", 1, names).values()
    ]
    assert uniformity(values) < 2.0  # 0.07 % by chance
    assert uniformity([value**1.1 for value in values]) > 2.0


def every_kth_row(seed: int) -> Iterable[str]:
    """One random start, then every k-th row: of a thousand and more rows only k different samples."""
    start = int(hashlib.sha256(str(seed).encode()).hexdigest(), 16) % 4
    return [code(number) for number in range(start, 16, 4)]


def modulo_bias(seed: int) -> Iterable[str]:
    """A byte's remainder by 60 chooses the next one: the first sixteen are more likely than the others."""
    drawn: list[str] = []
    for byte in hashlib.sha256(str(seed).encode()).digest():
        if code(byte % 60) not in drawn:
            drawn.append(code(byte % 60))
    return drawn[:12]


def by_tickets(size: int, number: int) -> Sampler:
    names = [code(one) for one in range(number)]

    def draw(seed: int) -> Iterable[str]:
        tickets = enterprise_tickets(f"{seed:020}|{'0' * 64}", 1, names)
        return sorted(names, key=tickets.__getitem__)[:size]

    return draw


def inclusion_of(sampler: Sampler, size: int, number: int) -> float:
    counts = Counter(one for seed in range(RUNS) for one in sampler(seed))
    return inclusion_statistic(counts, tuple(code(one) for one in range(number)), size, RUNS)


def pairs_of(sampler: Sampler, size: int, number: int) -> float:
    """Pearson's statistic of pairs as a standard normal one; a little conservative, since pairs are correlated."""
    pairs = Counter(pair for seed in range(RUNS) for pair in combinations(sorted(sampler(seed)), 2))
    expected = RUNS * comb(size, 2) / comb(number, 2)
    every = combinations([code(one) for one in range(number)], 2)
    return as_normal(sum((pairs[pair] - expected) ** 2 / expected for pair in every), comb(number, 2) - 1)


def test_drawing_every_kth_row_fails_where_tickets_pass() -> None:
    assert pairs_of(by_tickets(4, 16), 4, 16) < LIMIT
    assert pairs_of(every_kth_row, 4, 16) > 5 * LIMIT


def test_modulo_bias_fails_where_tickets_pass() -> None:
    assert inclusion_of(by_tickets(12, 60), 12, 60) < LIMIT
    assert inclusion_of(modulo_bias, 12, 60) > LIMIT


@cache
def staffing() -> tuple[tuple[TeamDay, ...], tuple[Chance, ...]]:
    visits, teams = staffed_days(6)
    return teams, chance_table(snapshot(), visits, teams)


Roster = Callable[[int], Iterable[tuple[str, int, str]]]


def by_rounding(seed: int) -> Iterable[tuple[str, int, str]]:
    teams, table = staffing()
    return [(one.team, one.seat, one.certificate) for one in draw_postings(table, teams, dice(f"{seed:020}"))]


def greedy(seed: int) -> Iterable[tuple[str, int, str]]:
    """Each seat in turn takes the smallest ticket among those free; load limits are looked at last."""
    teams, table = staffing()
    limits = {one.certificate: one.load_limit or 99 for one in snapshot().county.inspectors}
    open_to: dict[tuple[str, int], list[str]] = {}
    for one in table:
        open_to.setdefault((one.team, one.seat), []).append(one.certificate)
    dates = {team.name: team.date for team in teams}
    busy: set = set()
    loads: Counter = Counter()
    for (team, seat), people in open_to.items():
        order = sorted(people, key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).hexdigest())
        for person in order:
            if (person, dates[team]) not in busy and loads[person] < limits[person]:
                busy.add((person, dates[team]))
                loads[person] += 1
                yield team, seat, person
                break


def farthest(roster: Roster, runs: int) -> tuple[float, float]:
    """The largest |z| of all chances, and what it stays under with chance 99.9 % (Bonferroni)."""
    _, table = staffing()
    uncertain = [one for one in table if one.millionths < MILLION]
    counts = Counter(cell for seed in range(runs) for cell in roster(seed))
    largest = 0.0
    for one in uncertain:
        chance = one.millionths / MILLION
        found = counts[one.team, one.seat, one.certificate]
        largest = max(largest, abs(found - runs * chance) / sqrt(runs * chance * (1 - chance)))
    return largest, NormalDist().inv_cdf(1 - 0.001 / (2 * len(uncertain)))


def test_every_chance_of_every_inspector_comes_out() -> None:
    largest, bound = farthest(by_rounding, RUNS)
    assert largest < bound


def test_greedy_inspectors_fail() -> None:
    largest, bound = farthest(greedy, 500)
    assert largest > 2 * bound


def test_a_coin_that_ignores_how_far_it_goes_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going forward or backward with equal chance, whatever the lengths of the two steps."""

    def even(coins: rounding._Coins, up: int, down: int) -> bool:
        coins.thrown += 1
        return coin(coins._seed, coins.thrown) % 2 == 0

    monkeypatch.setattr(rounding._Coins, "choose", even)
    largest, bound = farthest(by_rounding, 500)
    assert largest > 2 * bound


def test_rates_overlap_without_changing_each_other() -> None:
    """Two tasks that share tickets each keep their own chances, and their samples coincide more than by chance."""
    frozen = snapshot(
        tasks=(task("A", items=("SJ-1",), rates=RATES), task("B", items=("SJ-3",), fixed=15)), past_checks=()
    )
    runs = 400
    together = apart = 0
    counts: Counter = Counter()
    for seed in range(runs):
        selections = draw_targets(frozen, dice(f"{seed:020}")).selections
        drawn = {name: {one.enterprise for one in selections if one.task == name} for name in ("A", "B")}
        counts.update(drawn["B"])
        together += len(drawn["A"] & drawn["B"])
        apart += len(drawn["A"]) * len(drawn["B"])
    eligible = tuple(row.code for row in frozen.county.enterprises if row.code not in (code(7), code(9)))
    assert inclusion_statistic(counts, eligible, 15, runs) < LIMIT
    assert together > 1.5 * apart / len(eligible)
