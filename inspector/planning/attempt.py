"""Visits taken out of the plan for a while: they go somewhere else, or back to where they were."""

from __future__ import annotations

from .board import Board
from .problem import Slot


class Attempt:
    """Lifts visits off the board and remembers where they stood."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._before: dict[int, Slot | None] = {}

    def lift(self, job: int) -> None:
        """Take the visit out, if it is in the plan."""
        slot = self._board.slots[job]
        self._before.setdefault(job, slot)
        if slot is not None:
            self._board.lift(job)

    def homeless(self) -> list[int]:
        """Those that had a place and have none now."""
        slots = self._board.slots
        return [job for job, before in self._before.items() if before is not None and slots[job] is None]

    def undo(self) -> None:
        """All visits that were lifted stand where they stood, or nowhere if they did not stand anywhere."""
        for job in self._before:
            if self._board.slots[job] is not None:
                self._board.lift(job)
        for job, slot in self._before.items():
            if slot is not None:
                self._board.place(job, slot)
