"""A first plan by best fit: hardest visits first, each where it opens the fewest new team-days.

Then towns are taken apart and put together again, better ones kept (ruin and recreate; Schrimpf et al. 2000). All
of it is bounded by counts, never by the clock, and random only by a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from .board import Board, options
from .problem import Problem, Slot

SEED = 20270105


def construct(problem: Problem) -> tuple[Board, list[int]]:
    """A plan of all jobs that could be placed, and those that could not."""
    board = Board(problem)
    return board, fill(board, range(len(problem.jobs)))


def hardness(problem: Problem, job: int) -> tuple[int, int, int, int]:
    """Sort key: few days first, then many departments, then whole days."""
    spec = problem.jobs[job]
    return len(spec.days) // 6, -len(spec.needs), -spec.half_days, job


def fill(board: Board, jobs: Iterable[int], random: Random | None = None) -> list[int]:
    """Place jobs one by one; returns those without a place. With `random` in a shaken order, moving no other job."""
    problem = board.problem
    order = sorted(jobs, key=lambda job: hardness(problem, job))
    if random is not None:
        random.shuffle(order)
        order.sort(key=lambda job: (len(problem.jobs[job].days) // 12, -len(problem.jobs[job].needs)))
        return [job for job in order if not put(board, job)]
    return [job for job in order if not put(board, job) and not make_room(board, job)]


def ranked(board: Board, job: int) -> list[Slot]:
    """The job's slots, cheapest first: new team-days, then quiet weeks, then early days."""
    problem = board.problem

    def key(slot: Slot) -> tuple[int, int, int, int]:
        return board.extra(job, slot), board.weekly[problem.weeks[slot[0]]], slot[0], slot[1]

    return sorted(options(problem, job), key=key)


def put(board: Board, job: int) -> bool:
    for slot in ranked(board, job):
        if board.fits(job, slot):
            board.place(job, slot)
            return True
    return False


def make_room(board: Board, job: int, tries: int = 40) -> bool:
    """Place a job by moving one other job of its departments elsewhere."""
    problem = board.problem
    mine = {need.department for need in problem.jobs[job].needs}
    for slot in ranked(board, job)[:tries]:
        for other, taken in enumerate(board.slots):
            if taken is None or taken[0] != slot[0] or other == job:
                continue
            if mine.isdisjoint(need.department for need in problem.jobs[other].needs):
                continue
            board.lift(other)
            if board.fits(job, slot):
                board.place(job, slot)
                if put(board, other):
                    return True
                board.lift(job)
            board.place(other, taken)
    return False


def improve(board: Board, rounds: int, stop: Callable[[], bool] = lambda: False) -> None:
    """Ruin and recreate town by town, `rounds` times; the board never gets worse."""
    problem = board.problem
    random = Random(SEED)
    towns: dict[int, list[int]] = {}
    for job, slot in enumerate(board.slots):
        if slot is not None:
            towns.setdefault(problem.jobs[job].town, []).append(job)
    names = sorted(towns)
    if not names:
        return
    for turn in range(rounds):
        if stop():
            return
        there = towns[names[turn % len(names)]]
        count = min(len(there), 4 + random.randrange(12))
        chosen = sorted(random.sample(there, count))
        before, saved = board.team_days, [(job, board.slots[job]) for job in chosen]
        for job in chosen:
            board.lift(job)
        if fill(board, chosen, random) or board.team_days > before:
            for job in chosen:
                if board.slots[job] is not None:
                    board.lift(job)
            for job, slot in saved:
                assert slot is not None
                board.place(job, slot)
