"""Fewer team-days by ruin and recreate with a falling temperature.

Bounded by counts, never by the clock. A round may cost a team-day, at first more often than later; the best plan seen
is the one that stays.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log

from .attempt import Attempt
from .board import Board
from .making_way import bring_together
from .ruin import Ruin

TEMPERATURE = 1.0
"""Team-days that a first round may cost, on average."""
TOGETHER = 0.4
"""How often a round brings two idle halves to one day, whatever has to make way for that."""
PATIENCE = 0.4
"""The part of all rounds that may pass without a better plan."""


def improve(
    board: Board,
    rounds: int,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[float], None] = lambda _: None,
    turn: int = 0,
) -> None:
    """At most `rounds` rounds over what is above its bound; the board never ends up worse.

    Another `turn` draws other random numbers.
    """
    ruin = Ruin(board, turn)
    best, best_slots = board.team_days, board.copy_slots()
    done = found = 0
    while done < rounds and done - found <= PATIENCE * rounds and not stop():
        above = ruin.pairs_above_bound()
        if not above:
            break
        for department, town in above[: rounds - done]:
            if stop():
                break
            if board.over[department][town] > 0:
                _round(ruin, department, town, TEMPERATURE * (1 - done / rounds))
            if board.team_days < best:
                best, best_slots, found = board.team_days, board.copy_slots(), done
            done += 1
        told(done / rounds)
    board.restore(best_slots)


def _round(ruin: Ruin, department: int, town: int, temperature: float) -> None:
    """Take visits out and put them back; undo it if that takes too many team-days."""
    board, attempt = ruin.board, Attempt(ruin.board)
    limit = board.team_days - temperature * log(1 - ruin.random.random())
    if ruin.random.random() >= TOGETHER or not bring_together(ruin, attempt, department, town):
        for job in ruin.of_pair(department, town):
            attempt.lift(job)
    if not all(ruin.put(job) and board.team_days <= limit for job in ruin.in_shaken_order(attempt.homeless())):
        attempt.undo()
