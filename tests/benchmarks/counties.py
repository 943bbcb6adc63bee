"""Made-up quarters of three sizes and any load, straight as the planner's problem; the same seed gives the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from inspector.planning.problem import Crew, Job, Need, Problem

DAYS = 62
TOWNS = 20
DEPARTMENTS_A_VISIT = (45, 25, 15, 10, 5)
"""Per cent of visits by one, two … five departments."""
OFFICERS = 2


@dataclass(frozen=True)
class Size:
    """How large a county is."""

    name: str
    visits: int
    inspectors: int
    departments: int


SIZES = (Size("S", 200, 40, 6), Size("M", 1000, 150, 15), Size("L", 5000, 800, 40))
LOADS = (20, 40, 60, 70)
"""Per cent of the teams that people could form, day by day, which the fewest possible team-days would take."""


def make_county(size: Size, load: int, seed: int = 1) -> Problem:
    """A quarter of `size`; each department has as many people as make the load, at least four.

    A fifth of the visits has a window of 12 to 15 days, a fifth ten blackout days in a row besides up to ten others;
    people are away 3 to 10 days; one need in twenty has a recusal, one in seven asks for a qualification that a third
    of the department holds; one person in two has a load limit; one visit in twenty takes a whole day.
    """
    random = Random(f"{size.name}|{load}|{seed}")
    drafts = [_draft(random, size) for _ in range(size.visits)]
    crews = tuple(_crew(random, drafts, department, load) for department in range(size.departments))
    jobs = tuple(
        Job(
            f"V{number:04d}", f"E{number:04d}", town, half_days, days, tuple(_need(random, crews, one) for one in codes)
        )
        for number, (town, half_days, days, codes) in enumerate(drafts, 1)
    )
    towns = tuple(f"T{town:02d}" for town in range(TOWNS))
    return Problem(DAYS, tuple(day // 5 for day in range(DAYS)), towns, crews, jobs)


Draft = tuple[int, int, tuple[int, ...], tuple[int, ...]]
"""Town, half-days, days, departments."""


def _draft(random: Random, size: Size) -> Draft:
    town = random.choices(range(TOWNS), [1 / (1 + place / 4) for place in range(TOWNS)])[0]
    count = random.choices(range(1, 6), DEPARTMENTS_A_VISIT)[0]
    departments = tuple(sorted(random.sample(range(size.departments), min(count, size.departments))))
    first, last = 0, DAYS
    if random.random() < 0.2:
        length = random.randint(12, 15)
        first = random.randint(0, DAYS - length)
        last = first + length
    closed = set(random.sample(range(DAYS), random.randint(0, 10)))
    if random.random() < 0.2:
        begin = random.randrange(DAYS - 10)
        closed.update(range(begin, begin + 10))
    days = tuple(day for day in range(first, last) if day not in closed) or tuple(range(first, last))
    return town, 2 if random.random() < 0.05 else 1, days, departments


def _crew(random: Random, drafts: list[Draft], department: int, load: int) -> Crew:
    halves: dict[int, int] = {}
    for town, half_days, _, codes in drafts:
        if department in codes:
            halves[town] = halves.get(town, 0) + half_days
    team_days = sum((count + 1) // 2 for count in halves.values())
    available = [0] * DAYS
    heads = 0
    while heads < 4 or 100 * team_days > load * sum(there.bit_count() // OFFICERS for there in available):
        away = random.randint(3, 10)
        begin = random.randrange(DAYS - away)
        for day in range(DAYS):
            if not begin <= day < begin + away:
                available[day] |= 1 << heads
        heads += 1
    holders = sum(1 << bit for bit in random.sample(range(heads), max(2, heads // 3)))
    fair = OFFICERS * team_days / heads
    limits = tuple(round(fair * random.uniform(1.1, 1.6)) + 2 if random.random() < 0.5 else None for _ in range(heads))
    people = tuple(f"D{department:02d}-{bit:03d}" for bit in range(heads))
    return Crew(f"D{department:02d}", people, tuple(available), {"Q": holders}, limits)


def _need(random: Random, crews: tuple[Crew, ...], department: int) -> Need:
    heads = len(crews[department].people)
    people = (1 << heads) - 1
    if random.random() < 0.05:
        people &= ~(1 << random.randrange(heads))
    return Need(department, OFFICERS, people, ("Q",) if random.random() < 1 / 7 else ())
