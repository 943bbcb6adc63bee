"""Lists come in: sheets recognised by their header, rows as nouns, merged into the county."""

from .headers import Learned, Match
from .merging import Counts, Fate, ImportResult, Incoming, QuarantinedRow, RowFate, merge, read_lists

__all__ = [
    "Counts",
    "Fate",
    "ImportResult",
    "Incoming",
    "Learned",
    "Match",
    "QuarantinedRow",
    "RowFate",
    "merge",
    "read_lists",
]
