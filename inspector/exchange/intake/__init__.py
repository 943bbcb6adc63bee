"""Lists come in: sheets recognised by their header, rows as nouns, merged into the county."""

from .headers import Learned, Match
from .incoming import Incoming, read_lists
from .merging import Counts, Fate, ImportResult, QuarantinedRow, RowFate, merge

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
