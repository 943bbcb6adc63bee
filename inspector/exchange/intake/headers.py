"""Which sheet is which: recognised by its header row, wherever that stands, not by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.identity import clean_text
from ..parsing import Raw
from .files import RawSheet
from .sheets import SHEETS, Column, Sheet

LOOK_AT = 30
"""Titles, hints and notes may stand above the header, but not more rows than this."""


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: its sheet, the index of its row, and at which place each column stands."""

    sheet: Sheet
    row: int
    places: dict[str, int]


def title_of(cell: Raw) -> str:
    """A header cell as titles are compared: no blanks, marks of required columns, or notes in line breaks."""
    first = str(cell or "").split("\n")[0]
    return re.sub(r"[\s*＊:：]", "", clean_text(first)).replace("／", "/")


def find_header(raw: RawSheet) -> Header | None:
    """The header of a sheet of ours; None if the sheet is something else."""
    best: tuple[int, bool, Header] | None = None
    for number, row in enumerate(raw.rows[:LOOK_AT]):
        titles = [title_of(cell) for cell in row]
        for sheet in SHEETS:
            places = _places(sheet, titles)
            if places is None:
                continue
            rank = len(places), sheet.name == clean_text(raw.name)
            if best is None or rank > best[:2]:
                best = (*rank, Header(sheet, number, places))
    return best[2] if best else None


def _places(sheet: Sheet, titles: Sequence[str]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for column in sheet.columns:
        place = _place(column, titles)
        if place is not None:
            found[column.title] = place
        elif column.required:
            return None
    return found


def _place(column: Column, titles: Sequence[str]) -> int | None:
    for title in (column.title, *column.aliases):
        wanted = title_of(title)
        if wanted in titles:
            return titles.index(wanted)
    return None
