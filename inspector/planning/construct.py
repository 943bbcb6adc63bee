"""A first plan by best fit: hardest visits first, each where it opens the fewest new team-days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .board import Board
from .crowding import find_crowds
from .problem import Problem, Slot, bits

ATTEMPTS = 8
HEED = 200
"""Jobs between two looks at whether to stop: fewer are placed before anybody notices, so they are always placed."""
TRIES = 24
"""How many slots `make_room` tries to empty for a job."""


def construct(
    problem: Problem, attempts: int = ATTEMPTS, stop: Callable[[], bool] = lambda: False
) -> tuple[Board, list[int]]:
    """A plan of all jobs that could be placed, and those that could not.

    Jobs that found no place come first in the next attempt (squeaky wheel; Joslin and Clements 1999); of all attempts
    the one that leaves the fewest stays. No further attempt is made where people are too few by count. Once `stop` is
    true, what has not been placed is left.
    """
    board = Board(problem)
    left = fill_gaps(board, range(len(problem.jobs)), stop)
    if not left or stop() or find_crowds(problem):
        return board, left
    left = _with_room_made(board, left, stop)
    best, first = (board, left), left
    for _ in range(attempts - 1):
        if not best[1] or stop():
            break
        board = Board(problem)
        left = fill(board, first, stop)
        hopeless = set(first) & set(left)
        left += fill(board, [job for job in range(len(problem.jobs)) if job not in set(first)], stop)
        if len(left) < len(best[1]):
            best = board, left
        if hopeless == set(left):
            break
        first = list(dict.fromkeys([*left, *first]))
    return best


def hardness(problem: Problem, job: int) -> tuple[int, int, int, int]:
    """Sort key: few days first, then many departments, then whole days."""
    spec = problem.jobs[job]
    return len(spec.days) // 6, -len(spec.needs), -spec.half_days, job


def fill(board: Board, jobs: Iterable[int], stop: Callable[[], bool] = lambda: False) -> list[int]:
    """Place jobs one by one, the hardest first, making room where there is none; returns those without a place."""
    return _with_room_made(board, fill_gaps(board, jobs, stop), stop)


def _with_room_made(board: Board, jobs: Iterable[int], stop: Callable[[], bool]) -> list[int]:
    return [job for job in jobs if stop() or not make_room(board, job)]


def fill_gaps(board: Board, jobs: Iterable[int], stop: Callable[[], bool] = lambda: False) -> list[int]:
    """The same without making room: nothing else is moved. `stop` is asked every `HEED` jobs."""
    order = sorted(jobs, key=lambda job: hardness(board.problem, job))
    left: list[int] = []
    for begin in range(0, len(order), HEED):
        if begin and stop():
            return left + order[begin:]
        left += [job for job in order[begin : begin + HEED] if not put(board, job)]
    return left


def ranked(board: Board, job: int) -> Iterator[Slot]:
    """The job's slots, cheapest first: new team-days, then days with most visits in the town, then with fewest teams.

    A town's visits on few days are the more likely to find each other's teams idle.
    """
    spec = board.problem.jobs[job]
    by_half = [(half, board.free_days(job, half)) for half in spec.halves]
    busy = board.visits[spec.town]
    counts = [board.count[need.department] for need in spec.needs]
    for level in range(len(spec.needs) + 1):
        there = [
            (-busy[day], sum(count[day] for count in counts), day, half)
            for half, days in by_half
            for day in bits(days[level])
        ]
        there.sort()
        for _, _, day, half in there:
            yield day, half


def put(board: Board, job: int) -> bool:
    """Place the job at its cheapest slot that people suffice for."""
    return any(board.try_place(job, slot) for slot in ranked(board, job))


def make_room(board: Board, job: int, tries: int = TRIES) -> bool:
    """Place a job by moving one other job of its departments elsewhere."""
    problem = board.problem
    mine = {need.department for need in problem.jobs[job].needs}
    spec = problem.jobs[job]
    of_day: dict[int, list[int]] = {}
    for other in sorted({other for department in mine for other, _ in problem.needs_of[department]}):
        taken = board.slots[other]
        if taken is not None:
            of_day.setdefault(taken[0], []).append(other)
    days = sorted(spec.days, key=lambda day: (sum(board.count[place][day] for place in mine), day))
    for slot in [(day, half) for day in days for half in spec.halves][:tries]:
        for other in of_day.get(slot[0], ()):
            taken = board.slots[other]
            if taken is None or taken[0] != slot[0]:
                continue
            board.lift(other)
            if board.try_place(job, slot):
                if put(board, other):
                    return True
                board.lift(job)
            board.place(other, taken)
    return False
