"""Rows that stay in quarantine when something else comes in, is put right or is discarded."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.messages import Message, Wording
from ..store.quarantine import Quarantined


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that stays in quarantine, with its reason as it was worded."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Message
    cells: tuple[str, ...]
    titles: tuple[str, ...]
    list: str


def kept(row: Quarantined) -> Kept:
    """The row as it is put in quarantine again."""

    def plain(words: str) -> str:
        return words.replace("{", "{{").replace("}", "}}")

    reason = Wording(row.reason, plain(row.reason_zh), plain(row.reason_en))()
    return Kept(row.file, row.sheet, row.row, row.column, reason, row.cells, row.titles, row.list)
