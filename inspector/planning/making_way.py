"""Visits of a town take the day they want; visits of other towns that have the people it takes make way for them.

The visits that make way are placed again afterwards (ejection; Nagata and Bräysy 2009). Where departments have four or
five people every day is taken, so that no visit reaches a better day unless others leave it.
"""

from __future__ import annotations

from collections.abc import Mapping

from .attempt import Attempt
from .problem import Slot, bits
from .ruin import Ruin
from .seats import NOBODY

EVICTIONS = 4
"""How often teams are called off, one of each department that is short."""


def bring_together(ruin: Ruin, attempt: Attempt, department: int, town: int) -> bool:
    """Move a visit whose team of the department is idle for half a day to a day on which another team is.

    Whether that could be done; if not, nothing is changed.
    """
    found = _beside_another(ruin, department, town)
    if found is None:
        return False
    job, (day, half) = found
    for other in (job, *ruin.problem.rivals[job]):
        slot = ruin.board.slots[other]
        if other == job or (slot and slot[0] == day):
            attempt.lift(other)
    if make_way(ruin, attempt, {job: half}, day):
        return True
    attempt.undo()
    return False


def _beside_another(ruin: Ruin, department: int, town: int) -> tuple[int, Slot] | None:
    """A visit whose team is idle for half a day, and where another team is: two that could be one."""
    board = ruin.board
    idle_there = ruin.with_idle_team(department, town)
    if len(idle_there) < 2:
        return None
    job = ruin.random.choice(idle_there)
    now = board.slots[job]
    assert now is not None
    days = ruin.problem.day_masks[job] & ~(1 << now[0])
    halves = ruin.problem.jobs[job].halves
    slots = [(day, half) for half in halves for day in bits(board.idle[department][town][half] & days)]
    return (job, ruin.random.choice(slots)) if slots else None


def make_way(ruin: Ruin, attempt: Attempt, halves: Mapping[int, int], day: int) -> bool:
    """Put visits of one town on a day, each in its half, and take out what is in their way.

    Whether people then suffice; if not, the visits have no place, and some others neither.
    """
    board, town = ruin.board, ruin.problem.jobs[next(iter(halves))].town
    for _ in range(EVICTIONS):
        short = board.short(halves, day)
        if not short:
            for job, half in halves.items():
                board.place(job, (day, half))
            return True
        for department in short:
            teams = [team for team in board.teams(department, day) if team.town != town]
            if teams:
                team = ruin.random.choice(teams)
                for job in {team.morning: None, team.afternoon: None}:
                    if job != NOBODY:
                        attempt.lift(job)
    return False
