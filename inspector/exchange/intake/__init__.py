"""Lists come in: files, sheets recognised by their header, rows as nouns, merged into the county."""

from .merging import Counts, ImportResult, Incoming, QuarantinedRow, merge, read_lists

__all__ = ["Counts", "ImportResult", "Incoming", "QuarantinedRow", "merge", "read_lists"]
