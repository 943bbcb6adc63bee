"""What an import would do, row by row: new, changed from what to what, unchanged, or put aside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from ..domain.county import County
from ..domain.messages import Message, Wording
from ..domain.records import encode
from ..exchange.intake import Fate, QuarantinedRow, RowFate, merge
from ..exchange.intake.incoming import joined
from ..exchange.intake.merging import MERGE_ORDER
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
    """How many rows of a list, named as in the county, met which fate."""

    list: str
    new: int
    updated: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class Preview:
    """All rows, in the order of merging, the counts of each list, and what else should be known.

    `county` is what the lists would be.
    """

    rows: tuple[PreviewRow, ...]
    lists: tuple[ListCount, ...]
    notices: tuple[Message, ...]
    county: County = field(repr=False)

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
    aside = iter(result.quarantined)
    rows = []
    for row, place in zip(result.rows, _places(files), strict=True):
        if row.fate is Fate.QUARANTINED:
            rows.append(_put_aside(row, place, next(aside)))
            continue
        subject = f"{' '.join(row.key)} {getattr(row.noun, 'name', '')}".strip()
        what = _differences(row) if row.fate is Fate.UPDATED else ()
        rows.append(PreviewRow(row.fate, row.sheet, row.row, subject, what, place))
    return Preview(tuple(rows), _counts(result.rows), result.notices, result.county)


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
        ListCount(name, *(found[name, fate] for fate in Fate)) for name in dict.fromkeys(row.list for row in rows)
    )


def _differences(row: RowFate) -> tuple[Message, ...]:
    titles = {column.field: column.title for column in BY_LIST[row.list].columns}
    pairs = ((spec.name, getattr(row.former, spec.name), getattr(row.noun, spec.name)) for spec in fields(row.noun))
    return tuple(
        CHANGE(title=titles.get(name, name), before=_told(former), after=_told(new))
        for name, former, new in pairs
        if former != new
    )


def _told(value: Any) -> str | Message:
    if hasattr(value, "__dataclass_fields__") and not hasattr(value, "start"):
        return " ".join(encode(getattr(value, spec.name)) for spec in fields(value)).strip() or BLANK()
    return encode(value) or BLANK()
