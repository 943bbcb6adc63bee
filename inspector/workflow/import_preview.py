"""What an import would do, row by row: new, changed from what to what, unchanged, or put aside and why.

And for sheets that were not recognised: their titles, so that somebody can say what stands for what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from ..domain.county import County
from ..domain.messages import Message, Wording
from ..domain.records import encode
from ..exchange.intake import Fate, Learned
from ..exchange.intake.headers import find_header, likeliest_header, missing_marks
from ..exchange.intake.merging import RowFate
from ..exchange.intake.nouns import KEYS
from ..exchange.intake.sheets import BY_LIST, SHEETS, Sheet
from ..exchange.readers import read_sheets
from .importing import Imported

__all__ = ["Fate", "Learned", "Preview", "PreviewRow", "SheetCount", "UnknownSheet", "preview_of", "sheets", "unknown"]

CHANGE = Wording("preview.change", "{title}：{before} → {after}", "{title}: {before} → {after}")
BLANK = Wording("preview.blank", "（空）", "(blank)")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A data row: where it stands, what it is about, and what becomes of it."""

    fate: Fate
    file: str
    sheet: str
    row: int
    subject: str
    what: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class SheetCount:
    """How many rows of a list met which fate."""

    list: str
    new: int
    updated: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class Preview:
    """All rows, in the order of merging, and what else should be known."""

    rows: tuple[PreviewRow, ...]
    notices: tuple[Message, ...]

    @cached_property
    def counts(self) -> Counter[Fate]:
        return Counter(row.fate for row in self.rows)


@dataclass(frozen=True, slots=True)
class UnknownSheet:
    """A sheet whose header was not recognised: the titles it has, and the list it comes closest to."""

    file: str
    sheet: str
    titles: tuple[str, ...]
    nearest: str


def preview_of(before: County, imported: Imported) -> tuple[Preview, tuple[SheetCount, ...]]:
    """Every row's fate in words, and the counts of each list."""
    result = imported.result
    put_aside = {(row.file, row.sheet, row.row): row for row in result.quarantined}
    names = {row.list for row in result.rows}
    old = {name: _by_key(before, name) for name in names}
    new = {name: _by_key(result.county, name) for name in names}
    rows = []
    for row in result.rows:
        aside = put_aside.get((row.file, row.sheet, row.row))
        what: tuple[Message, ...] = ()
        subject = " ".join(row.key)
        if aside is not None:
            what, subject = (aside.reason,), aside.column
        else:
            noun = new[row.list][row.key]
            subject = f"{subject} {getattr(noun, 'name', '')}".strip()
            if row.fate is Fate.UPDATED:
                what = _differences(row.list, old[row.list].get(row.key), noun)
        rows.append(PreviewRow(row.fate, row.file, row.sheet, row.row, subject, what))
    return Preview(tuple(rows), result.notices), _counts(result.rows)


def _counts(rows: Sequence[RowFate]) -> tuple[SheetCount, ...]:
    found = Counter((row.list, row.fate) for row in rows)
    return tuple(
        SheetCount(BY_LIST[name].name, *(found[name, fate] for fate in Fate))
        for name in dict.fromkeys(row.list for row in rows)
    )


def _by_key(county: County, name: str) -> dict[tuple[str, ...], Any]:
    return {tuple(encode(getattr(noun, part)) for part in KEYS[name]): noun for noun in getattr(county, name)}


def _differences(name: str, old: Any, new: Any) -> tuple[Message, ...]:
    """What a changed row changes; of two rows about the same thing in one import the first one is not in `old`."""
    if old is None:
        return ()
    titles = {column.field: column.title for column in BY_LIST[name].columns}
    changed = (spec.name for spec in fields(new) if getattr(old, spec.name) != getattr(new, spec.name))
    return tuple(
        CHANGE(
            title=titles.get(field, field),
            before=_told(getattr(old, field)),
            after=_told(getattr(new, field)),
        )
        for field in changed
    )


def _told(value: Any) -> str | Message:
    if hasattr(value, "__dataclass_fields__") and not hasattr(value, "start"):
        return " ".join(encode(getattr(value, spec.name)) for spec in fields(value)).strip() or BLANK()
    return encode(value) or BLANK()


def unknown(paths: Sequence[Path], learned: Learned) -> tuple[UnknownSheet, ...]:
    """The sheets with data that no list's header was found in.

    Raises:
        Refusal: a file cannot be read.
    """
    found = []
    for path in paths:
        for raw in read_sheets(path):
            if find_header(raw, learned) is not None:
                continue
            header = likeliest_header(raw)
            if header is None:
                continue
            near = missing_marks(raw)
            titles = tuple(dict.fromkeys(title for title in header[1] if title))
            found.append(UnknownSheet(path.name, raw.name, titles, near[0].list if near else ""))
    return tuple(found)


def sheets() -> tuple[Sheet, ...]:
    """The lists that can be imported, with their columns."""
    return SHEETS
