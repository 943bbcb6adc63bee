"""Even weeks: visits leave crowded weeks for quiet ones where that takes no further team-day.

What shares teams moves together: all visits of a town and day that are linked by a common team, in the halves they
have. A week is as crowded as its visits are many for its workdays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .attempt import Attempt
from .board import Board
from .problem import Slot
from .seats import NOBODY

SWEEPS = 4


def even_weeks(board: Board, stop: Callable[[], bool] = lambda: False) -> None:
    """Move visits until no week can be relieved so, or `SWEEPS` times over all of them."""
    workdays = Counter(board.problem.weeks)
    for _ in range(SWEEPS):
        moved = False
        seen: set[int] = set()
        for job in sorted(range(len(board.slots)), key=lambda job: (-_crowding(board, workdays, job), job)):
            if stop():
                return
            if job not in seen:
                linked = _linked(board, job)
                seen.update(linked)
                moved |= _relieve(board, workdays, linked)
        if not moved:
            return


def _crowding(board: Board, workdays: Counter[int], job: int) -> float:
    week = board.problem.weeks[_slot(board, job)[0]]
    return board.weekly[week] / workdays[week]


def _slot(board: Board, job: int) -> Slot:
    slot = board.slots[job]
    assert slot is not None
    return slot


def _linked(board: Board, job: int) -> list[int]:
    """The job and all that share teams with it, and so on."""
    town, day = board.problem.jobs[job].town, _slot(board, job)[0]
    found = [job]
    for one in found:
        for need in board.problem.jobs[one].needs:
            for team in board.teams_in(need.department, town, day):
                if one in (team.morning, team.afternoon):
                    found += {team.morning, team.afternoon} - {NOBODY, *found}
    return found


def _relieve(board: Board, workdays: Counter[int], jobs: list[int]) -> bool:
    """Move the jobs to the quietest week that can take them; whether one was found."""
    problem, weeks = board.problem, board.problem.weeks
    here = _slot(board, jobs[0])[0]
    halves = [_slot(board, job)[1] for job in jobs]
    common = problem.day_masks[jobs[0]]
    for job in jobs[1:]:
        common &= problem.day_masks[job]

    def load_with(day: int, more: int) -> float:
        return (board.weekly[weeks[day]] + more) / workdays[weeks[day]]

    before = load_with(here, 0)
    quieter = [day for day in problem.jobs[jobs[0]].days if common >> day & 1 and load_with(day, len(jobs)) < before]
    if not quieter:
        return False
    quieter.sort(key=lambda day: (load_with(day, len(jobs)), day))
    team_days, attempt = board.team_days, Attempt(board)
    for job in jobs:
        attempt.lift(job)
    for day in quieter:
        placed = []
        for job, half in zip(jobs, halves, strict=True):
            if not board.try_place(job, (day, half)):
                break
            placed.append(job)
        if len(placed) == len(jobs) and board.team_days <= team_days:
            return True
        for job in placed:
            board.lift(job)
    attempt.undo()
    return False
