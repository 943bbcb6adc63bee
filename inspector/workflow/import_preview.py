"""What an import would do, row by row: new, changed from what to what, unchanged, or put aside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from ..domain.county import County
from ..domain.messages import Message, Wording
from ..domain.records import encode
from ..exchange.intake import Fate, QuarantinedRow, RowFate, merge
from ..exchange.intake.merging import MERGE_ORDER, joined
from ..exchange.intake.nouns import KEYS
from ..exchange.intake.sheets import BY_LIST
from .importing import refuse_without_enterprises
from .list_files import ListFile

__all__ = ["Fate", "ListCount", "Place", "Preview", "PreviewRow", "preview"]

CHANGE = Wording("preview.change", "{title}：{before} → {after}", "{title}: {before} → {after}")
AT = Wording("preview.at", "{column}：{reason}", "{column}: {reason}")
BLANK = Wording("preview.blank", "（空）", "(blank)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is among what was read: the file, the list, and its number (from 0) among that list's rows there."""

    path: Path
    list: str
    number: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A data row: where it stands, what it is about, and what becomes of it; `aside` if it is put aside."""

    fate: Fate
    sheet: str
    row: int
    subject: str
    what: tuple[Message, ...]
    place: Place
    aside: QuarantinedRow | None = None


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many rows of a list met which fate."""

    list: str
    new: int
    updated: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class Preview:
    """All rows, in the order of merging, the counts of each list, and what else should be known."""

    rows: tuple[PreviewRow, ...]
    lists: tuple[ListCount, ...]
    notices: tuple[Message, ...]

    @cached_property
    def counts(self) -> Counter[Fate]:
        return Counter(row.fate for row in self.rows)


def preview(before: County, files: Sequence[ListFile]) -> Preview:
    """What importing these files would do; those that could not be read are left out.

    Raises:
        Refusal: nothing could be taken without a list that is missing.
    """
    incoming = joined([file.rows for file in files if file.rows is not None])
    result = merge(before, incoming)
    refuse_without_enterprises(result)
    names = {row.list for row in result.rows}
    old = {name: _by_key(before, name) for name in names}
    new = {name: _by_key(result.county, name) for name in names}
    aside = iter(result.quarantined)
    rows = []
    for row, place in zip(result.rows, _places(files), strict=True):
        if row.fate is Fate.QUARANTINED:
            rows.append(_put_aside(row, place, next(aside)))
            continue
        noun = new[row.list][row.key]
        subject = f"{' '.join(row.key)} {getattr(noun, 'name', '')}".strip()
        what = _differences(row.list, old[row.list].get(row.key), noun) if row.fate is Fate.UPDATED else ()
        rows.append(PreviewRow(row.fate, row.sheet, row.row, subject, what, place))
    return Preview(tuple(rows), _counts(result.rows), result.notices)


def _places(files: Sequence[ListFile]) -> Iterator[Place]:
    """The place of every row, in the order of merging."""
    for name in MERGE_ORDER:
        for file in files:
            if file.rows is not None:
                yield from (Place(file.path, name, number) for number in range(len(file.rows.rows.get(name, ()))))


def _put_aside(row: RowFate, place: Place, aside: QuarantinedRow) -> PreviewRow:
    marks = BY_LIST[row.list].marks
    cells = dict(zip(aside.titles, aside.cells, strict=True))
    subject = " ".join(filter(None, (cells.get(title) for title in marks)))
    reason = aside.reason
    if aside.column not in reason.text():
        reason = AT(column=aside.column, reason=reason)
    return PreviewRow(row.fate, row.sheet, row.row, subject, (reason,), place, aside)


def _counts(rows: Sequence[RowFate]) -> tuple[ListCount, ...]:
    found = Counter((row.list, row.fate) for row in rows)
    return tuple(
        ListCount(BY_LIST[name].name, *(found[name, fate] for fate in Fate))
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
