"""Ruin and recreate (Schrimpf et al. 2000) with a falling temperature: take some visits out, put them back better.

Bounded by counts, never by the clock, and random only by a fixed seed. A round may cost a team-day, at first more
often than later; the best plan seen is the one that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log
from random import Random

from .board import Board
from .problem import AFTERNOON, MORNING, Slot, bits
from .seats import NOBODY

SEED = 20270105
FEWEST, MOST = 4, 14
"""How many visits a round takes out of a town."""
TEMPERATURE = 0.3
"""Team-days that a first round may cost, on average."""
ELSEWHERE = 0.3
"""How often a round also takes out visits of the same department on the same day in other towns, and so many."""
GUESTS = 6
PATIENCE = 0.3
"""The part of all rounds that may pass without a better plan."""


def improve(
    board: Board, rounds: int, stop: Callable[[], bool] = lambda: False, told: Callable[[float], None] = lambda _: None
) -> None:
    """At most `rounds` rounds over the towns that are above their bound; the board never ends up worse."""
    search = _Search(board)
    bounds = board.problem.town_bounds
    best, best_slots = board.team_days, board.copy_slots()
    done = found = 0
    while done < rounds and done - found <= PATIENCE * rounds and not stop():
        above = [town for town in search.towns if board.town_days[town] > bounds[town]]
        if not above:
            break
        for town in above:
            search.round(town, TEMPERATURE * (1 - done / rounds))
            if board.team_days < best:
                best, best_slots, found = board.team_days, board.copy_slots(), done
            done += 1
            if done == rounds or stop():
                break
        told(done / rounds)
    board.restore(best_slots)


class _Search:
    def __init__(self, board: Board) -> None:
        self.board = board
        self.problem = board.problem
        self.random = Random(SEED)
        towns: dict[int, list[int]] = {}
        for job, slot in enumerate(board.slots):
            if slot is not None:
                towns.setdefault(self.problem.jobs[job].town, []).append(job)
        self.towns = {town: towns[town] for town in sorted(towns)}
        self.ease = [(len(job.days) // 12, -len(job.needs)) for job in self.problem.jobs]

    def round(self, town: int, temperature: float) -> None:
        """Take visits out and put them back; undo it if that takes too many team-days."""
        board = self.board
        limit = board.team_days - temperature * log(1 - self.random.random())
        chosen = self.choose(town)
        saved = [board.slots[job] for job in chosen]
        for job in chosen:
            board.lift(job)
        if all(self.put(job) and board.team_days <= limit for job in self.in_shaken_order(chosen)):
            return
        for job in chosen:
            if board.slots[job] is not None:
                board.lift(job)
        for job, slot in zip(chosen, saved, strict=True):
            assert slot is not None
            board.place(job, slot)

    def choose(self, town: int) -> list[int]:
        """Visits of the town whose teams are idle for half a day first, then any; at times some of other towns."""
        there, random = self.towns[town], self.random
        count = min(len(there), random.randint(FEWEST, MOST))
        sample = random.sample(there, min(len(there), 3 * count))
        chosen = [job for job in sample if self.has_idle_team(job)][:count]
        if random.random() < ELSEWHERE:
            guests = self.of_same_people(chosen[0] if chosen else sample[0])
            return list(dict.fromkeys([*chosen, *guests, *sample[:count]]))[: count + GUESTS]
        return list(dict.fromkeys([*chosen, *sample[:count]]))[: count + 1]

    def of_same_people(self, job: int) -> list[int]:
        """Visits that take one of the job's departments on one or two of the job's possible days."""
        spec = self.problem.jobs[job]
        need = self.random.choice(spec.needs)
        days = self.random.sample(spec.days, min(2, len(spec.days)))
        teams = (team for day in days for team in self.board.teams(need.department, day))
        return [other for team in teams for other in (team.morning, team.afternoon) if other != NOBODY][:GUESTS]

    def has_idle_team(self, job: int) -> bool:
        slot = self.board.slots[job]
        assert slot is not None
        day, half = slot
        if half not in (MORNING, AFTERNOON):
            return False
        spec = self.problem.jobs[job]
        idle = (self.board.idle[need.department][spec.town][1 - half] for need in spec.needs)
        return any(days >> day & 1 for days in idle)

    def in_shaken_order(self, chosen: list[int]) -> list[int]:
        """At random, but the least free first."""
        shaken = list(chosen)
        self.random.shuffle(shaken)
        shaken.sort(key=self.ease.__getitem__)
        return shaken

    def put(self, job: int) -> bool:
        """Place the job where it takes the fewest new teams."""
        return any(self.board.try_place(job, slot) for slot in self.shaken_slots(job))

    def shaken_slots(self, job: int) -> Iterator[Slot]:
        """The job's slots, those with the fewest new teams first; among equals in random order."""
        spec = self.problem.jobs[job]
        by_half = [(half, self.board.free_days(job, half)) for half in spec.halves]
        for level in range(len(spec.needs) + 1):
            there = [(day, half) for half, days in by_half if days[level] for day in bits(days[level])]
            while there:
                yield there.pop(int(self.random.random() * len(there)))
