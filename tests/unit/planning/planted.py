"""Crowded quarters that have a plan because they were made from one: what it uses up is all there is.

Every team has visits in both halves of its day, people have as many team-days as they may have (and `spare` more),
and whoever did not go somewhere may be recused there or lack what was asked for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from inspector.domain.county import Recusal, Snapshot
from inspector.domain.plan import Selection
from inspector.domain.quarters import Period

from .county import CALENDAR, QUARTER, drawn, enterprise, inspector, item, snapshot, task

CODES = ("SJ", "YJ")
TOWNS = ("甲镇", "乙镇", "丙镇")
JOINT = 0.5
"""How often two departments in one town make a visit together,"""
WITH_OTHERS = 0.6
"""and how often they are in one town."""
RECUSED = 0.1
ASKING = 0.3
SLACK = 3
"""Workdays by which a window may be longer than the visit's day, on either side."""


@dataclass(frozen=True)
class Kind:
    """How many days, teams a department and day, how full they are, and load limits above what the plan uses."""

    days: int
    teams: int
    load: float
    spare: int | None
    recusals: bool = False


def planted_quarter(seed: int, kind: Kind) -> tuple[Snapshot, tuple[Selection, ...], int]:
    """The quarter, who was drawn, and the team-days of the plan that it was made from."""
    return _Planting(Random(seed), kind).all()


class _Planting:
    def __init__(self, random: Random, kind: Kind) -> None:
        self.random, self.kind = random, kind
        self.workdays = CALENDAR.workdays(QUARTER.period)[: kind.days]
        self.people = {code: [f"证{code}{n:02d}" for n in range(1, 2 * kind.teams + 2)] for code in CODES}
        self.holders = {code: set(random.sample(self.people[code], kind.teams)) for code in CODES}
        self.used: Counter[str] = Counter()
        self.team_days = 0
        self.visits: list[tuple[int, str, tuple[str, ...], set[str]]] = []
        """Day, town, items, and who went."""

    def all(self) -> tuple[Snapshot, tuple[Selection, ...], int]:
        for day in range(self.kind.days):
            self.plant(day)
        places = [enterprise(number, town=town) for number, (_, town, _, _) in enumerate(self.visits, 1)]
        tasks = [
            task(f"T{number:03d}", items, self.window(day)) for number, (day, _, items, _) in enumerate(self.visits, 1)
        ]
        spare = self.kind.spare
        frozen = snapshot(
            enterprises=tuple(places),
            inspectors=tuple(
                inspector(
                    code,
                    int(name[-2:]),
                    qualifications=("Q",) if name in self.holders[code] else (),
                    load_limit=None if spare is None else self.used[name] + spare,
                )
                for code in CODES
                for name in self.people[code]
            ),
            items=tuple(
                item(code, number, qualification="Q" if number == 2 else "") for code in CODES for number in (1, 2)
            ),
            tasks=tuple(tasks),
            recusals=tuple(
                Recusal(name, place.code, "亲属")
                for place, (_, _, _, crew) in zip(places, self.visits, strict=True)
                for code in CODES
                for name in self.people[code]
                if self.kind.recusals and name not in crew and self.random.random() < RECUSED
            ),
        )
        selections = tuple(drawn(where, one.code, *one.items) for where, one in zip(places, tasks, strict=True))
        return frozen, selections, self.team_days

    def plant(self, day: int) -> None:
        """A day's teams: the second department's are in the first's towns at times, and go along to some visits."""
        random = self.random
        crews: dict[str, list[tuple[str, set[str]]]] = {code: [] for code in CODES}
        for code in CODES:
            free = list(self.people[code])
            random.shuffle(free)
            for number in range(self.kind.teams):
                if random.random() > self.kind.load:
                    continue
                others = crews[CODES[0]]
                along = code != CODES[0] and number < len(others) and random.random() < WITH_OTHERS
                town = others[number][0] if along else random.choice(TOWNS)
                crew = {free.pop(), free.pop()}
                self.used.update(crew)
                self.team_days += 1
                crews[code].append((town, crew))
        for half in range(2):
            del half
            waiting = dict(enumerate(crews[CODES[1]]))
            for number, (town, crew) in enumerate(crews[CODES[0]]):
                other = waiting.get(number)
                if other and other[0] == town and random.random() < JOINT:
                    del waiting[number]
                    self.visits.append(
                        (day, town, (self.asked("SJ", crew), self.asked("YJ", other[1])), crew | other[1])
                    )
                else:
                    self.visits.append((day, town, (self.asked("SJ", crew),), crew))
            for town, crew in waiting.values():
                self.visits.append((day, town, (self.asked("YJ", crew),), crew))

    def asked(self, code: str, crew: set[str]) -> str:
        """An item that the crew can check."""
        scarce = crew & self.holders[code] and self.random.random() < ASKING
        return f"{code}{2 if scarce else 1}"

    def window(self, day: int) -> Period:
        first = max(0, day - self.random.randint(0, SLACK))
        last = min(len(self.workdays) - 1, day + self.random.randint(0, SLACK))
        return Period(self.workdays[first], self.workdays[last])
