"""Ruin and recreate (Schrimpf et al. 2000): which visits a round takes out of the plan, and how it puts them back.

Rounds go for a department's idle half-days in a town: two of them, brought to one day, are a team-day saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from .board import Board
from .problem import AFTERNOON, MORNING, Slot, bits
from .seats import NOBODY

SEED = 20270105
FEWEST, MOST = 4, 10
"""How many visits a round takes out of a town."""
SAME_DAYS = 0.5
"""How often they are visits of the days on which teams are idle, before any others."""
WHOLE_TOWN = 0.7
"""How often the others are visits of any department, else of one."""
ELSEWHERE = 0.15
"""How often a round also takes out visits of the same department on the same days in other towns, and so many."""
GUESTS = 6
BUSIER = 0.5
"""How often the busier one of two days in a town is preferred."""


class Ruin:
    """Visits taken out and put back, at random by a fixed seed; another `turn` is another one."""

    def __init__(self, board: Board, turn: int = 0) -> None:
        self.board = board
        self.problem = board.problem
        self.random = Random(SEED + turn)
        self._towns: list[list[int]] = [[] for _ in self.problem.towns]
        self._pairs: dict[tuple[int, int], list[int]] = {}
        for job, spec in enumerate(self.problem.jobs):
            self._towns[spec.town].append(job)
            for need in spec.needs:
                self._pairs.setdefault((need.department, spec.town), []).append(job)
        self._ease = [(len(job.days) // 12, -len(job.needs)) for job in self.problem.jobs]

    def pairs_above_bound(self) -> list[tuple[int, int]]:
        """Departments and towns whose team-days are above their bound, in random order."""
        above = [
            (department, town)
            for department, row in enumerate(self.board.over)
            for town, over in enumerate(row)
            if over > 0
        ]
        self.random.shuffle(above)
        return above

    def of_pair(self, department: int, town: int) -> list[int]:
        """Visits whose team of the department is idle for half a day in the town, and others beside them."""
        random, there = self.random, self._pairs[department, town]
        count = random.randint(FEWEST, MOST)
        chosen = self.with_idle_team(department, town)
        if len(chosen) > count // 2 + 1:
            chosen = random.sample(chosen, count // 2 + 1)
        if random.random() < ELSEWHERE:
            chosen += self.of_same_people(department, random.choice(there))
            count += GUESTS
        if chosen and random.random() < SAME_DAYS:
            days = {self._day(job) for job in chosen[:2]}
            same_days = [job for job in self._towns[town] if self._day(job) in days]
            chosen += random.sample(same_days, min(len(same_days), count))
        pool = self._towns[town] if random.random() < WHOLE_TOWN else there
        chosen += random.sample(pool, min(len(pool), count))
        placed = (job for job in dict.fromkeys(chosen) if self.board.slots[job] is not None)
        return list(placed)[:count]

    def _day(self, job: int) -> int:
        slot = self.board.slots[job]
        return -1 if slot is None else slot[0]

    def of_same_people(self, department: int, job: int) -> list[int]:
        """Visits that take the department's people on one or two of the job's possible days."""
        spec = self.problem.jobs[job]
        days = self.random.sample(spec.days, min(2, len(spec.days)))
        teams = (team for day in days for team in self.board.teams(department, day))
        return [other for team in teams for other in (team.morning, team.afternoon) if other != NOBODY][:GUESTS]

    def with_idle_team(self, department: int, town: int) -> list[int]:
        """Visits in the town whose team of the department is idle for the other half of the day."""
        idle = self.board.idle[department][town]
        return [
            job
            for job in self._pairs[department, town]
            if (slot := self.board.slots[job]) and slot[1] in (MORNING, AFTERNOON) and idle[1 - slot[1]] >> slot[0] & 1
        ]

    def in_shaken_order(self, jobs: Iterable[int]) -> list[int]:
        """At random, but the least free first."""
        shaken = list(jobs)
        self.random.shuffle(shaken)
        shaken.sort(key=self._ease.__getitem__)
        return shaken

    def put(self, job: int) -> bool:
        """Place the job where it takes the fewest new teams."""
        return any(self.board.try_place(job, slot) for slot in self._shaken_slots(job))

    def _shaken_slots(self, job: int) -> Iterator[Slot]:
        """The job's slots, those with the fewest new teams first; among equals at random.

        Every other time the one of two with more visits in the town is taken: there teams are sooner idle for others.
        """
        busy = self.board.visits[self.problem.jobs[job].town]
        pick = self.random.random
        spec = self.problem.jobs[job]
        by_half = [(half, self.board.free_days(job, half)) for half in spec.halves]
        for level in range(len(spec.needs) + 1):
            there = [(day, half) for half, days in by_half if days[level] for day in bits(days[level])]
            while there:
                place = int(pick() * len(there))
                if len(there) > 1 and pick() < BUSIER:
                    other = int(pick() * len(there))
                    if busy[there[other][0]] > busy[there[place][0]]:
                        place = other
                yield there.pop(place)
