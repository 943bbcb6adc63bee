"""A place for visits that the first plan left over, and for departments that it sends out too often.

Counting by department has not shown the people to be too few, so the search goes on: visits may stay out of the plan
and load limits may be overdrawn for a while, and rounds of ruin and recreate bring both down, never up (a request
bank; Pisinger and Ropke 2007).
"""

from __future__ import annotations

from collections.abc import Callable

from .attempt import Attempt
from .board import Board
from .ruin import Ruin

TURNS = 3
"""Searches with other random numbers before giving up."""
ROUNDS = 40
"""Rounds a visit without getting closer before giving up,"""
FEWEST_ROUNDS = 500
"""and at least so many,"""
MOST_ROUNDS = 8000
"""and at most."""
A_VISIT = 4
"""How many team-days above a load limit weigh as much as a visit without a place."""


def rescue(board: Board, left: list[int], stop: Callable[[], bool] = lambda: False) -> list[int]:
    """Place what is left over, within load limits; returns what still has no place.

    If it does not succeed, the board is as it was.
    """
    before = board.copy_slots()
    for turn in range(TURNS):
        board.limited = False
        out = _Rescue(board, left, turn).run(stop)
        board.limited = True
        if not out and not any(map(board.overdrawn, range(len(board.sent)))):
            return []
        board.restore(before)
    return left


class _Rescue:
    def __init__(self, board: Board, left: list[int], turn: int) -> None:
        self.board = board
        self.ruin = Ruin(board, turn)
        self.left = [job for job in self.ruin.in_shaken_order(left) if not self.ruin.put(job)]

    def cost(self) -> int:
        over = sum(self.board.overdrawn(department) for department in range(len(self.board.sent)))
        return A_VISIT * len(self.left) + over

    def run(self, stop: Callable[[], bool]) -> list[int]:
        """Rounds until all is well or none has helped for long."""
        patience = min(max(FEWEST_ROUNDS, ROUNDS * len(self.board.slots)), MOST_ROUNDS)
        best = self.cost()
        waited = 0
        while best and waited < patience and not stop():
            chosen = self.choose()
            if not chosen:
                break
            self.round(chosen)
            waited += 1
            if self.cost() < best:
                best, waited = self.cost(), 0
        return self.left

    def choose(self) -> list[int]:
        """Visits in the way of one without a place, or those of a department that is sent out too often."""
        random, board = self.ruin.random, self.board
        over = [place for place in range(len(board.sent)) if board.overdrawn(place)]
        if self.left and not (over and random.random() < 1 / 2):
            job = random.choice(self.left)
            spec = board.problem.jobs[job]
            need = random.choice(spec.needs)
            return [*self.ruin.of_same_people(need.department, job), *self.ruin.of_pair(need.department, spec.town)]
        above = [pair for pair in self.ruin.pairs_above_bound() if pair[0] in over]
        return self.ruin.of_pair(*above[0]) if above else []

    def round(self, chosen: list[int]) -> None:
        """Take the visits out and put them and all that is left over back; undo it if that makes things worse."""
        board, before = self.board, self.cost()
        team_days = board.team_days
        left, attempt = self.left, Attempt(board)
        for job in (*left, *chosen):
            attempt.lift(job)
        self.left = [job for job in [*left, *self.ruin.in_shaken_order(attempt.homeless())] if not self.ruin.put(job)]
        if (self.cost(), board.team_days) > (before, team_days + 1):
            attempt.undo()
            self.left = left
