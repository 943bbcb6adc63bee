"""What every reader gives, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ..parsing import Raw


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's cells from its first used row, which is row `first_row` (counted from 1) of the sheet.

    `format_known` says whether a number with a percent format would have been told from a plain one (such
    numbers are given as text, `5%`). `hidden` sheets are read like others; people are told.
    """

    name: str
    first_row: int
    rows: list[list[Raw]] = field(repr=False)
    format_known: bool = True
    hidden: bool = False


class Failure(Enum):
    """Why a file could not be read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    TOO_MUCH = "too much"
    CANCELLED = "cancelled"


class CannotRead(Exception):
    """A reader met a file that it cannot read."""

    def __init__(self, failure: Failure):
        super().__init__(failure)
        self.failure = failure


def fill_down(rows: list[list[Raw]], top: int, bottom: int, column: int) -> None:
    """Give the cells that are merged with (`top`, `column`), down to row `bottom`, its value.

    A value that a list states once for several rows is meant for each of them. Cells to the right of a merged
    one stay blank: they belong to titles, and a title is one.
    """
    value = rows[top][column] if column < len(rows[top]) else None
    if value in (None, ""):
        return
    for row in rows[top + 1 : bottom + 1]:
        row.extend([None] * (column + 1 - len(row)))
        row[column] = value


def trim(row: list[Raw]) -> list[Raw]:
    """The row without blank cells at its end."""
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return row[:end]
