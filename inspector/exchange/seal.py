"""封签: for every row of every other sheet the hash of its sealed cells, so that any later change is located.

A row's seal is the SHA-256 of its cells' canonical texts, unsealed columns left blank. Beside it stands a
short mark of each cell, only there to say which cell of a changed row was changed. The last row seals the
seals. All of it shows a change; it cannot prevent one: what cannot be redone by whoever alters a workbook
is the plan's fingerprint on the signed form and the hash that the witnesses hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..draw.canonical import digest
from .official.table import DATA, DATA_NUMBER, Column, Line, Table, listing, strip

NAME = "封签"
ALL = "全部封签"
"""Stands in the first column of the last row, which seals all rows before it."""
COLUMNS = (
    Column("工作表", 26, DATA),
    Column("行号", 8, DATA_NUMBER),
    Column("封签(SHA-256)", 62, DATA),
    Column("单元格校验", 60, DATA),
)
TITLES = tuple(column.title for column in COLUMNS)
MARK = 6
"""Hexadecimal digits of a cell's mark: it locates, the seal proves."""

Texts = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Seal:
    """A row's seal and the marks of its cells."""

    digest: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where a sheet differs from its seals.

    `column` (from 0) is None where rows were taken out or put in: `found` counts the rows that stand there now,
    from `row` on, and `sealed` those that were sealed.
    """

    sheet: str
    row: int
    column: int | None = None
    found: int = 1
    sealed: int = 1


def seal_row(texts: Sequence[str], unsealed: Iterable[int] = ()) -> Seal:
    """The seal of one row's canonical texts."""
    open_columns = frozenset(unsealed)
    cells = strip(tuple("" if at in open_columns else text for at, text in enumerate(texts)))
    return Seal(digest([cells]), tuple(_mark(text) for text in cells))


@lru_cache(maxsize=1 << 16)  # most cells of long lists repeat the same few texts
def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:MARK] if text else "-"


def seal_rows(texts: Texts, *, headed: bool, unsealed: Iterable[int]) -> list[Seal]:
    """The seals of a sheet. A header row is sealed whole: a column may be open, its title is not."""
    open_columns = frozenset(unsealed)
    return [seal_row(row, () if headed and at == 0 else open_columns) for at, row in enumerate(texts)]


def seal_sheet(tables: Iterable[Table]) -> Table:
    """The sheet 封签 for all the other sheets."""
    rows = [
        (table.name, at, seal.digest, " ".join(seal.marks))
        for table in tables
        for at, seal in enumerate(seal_rows(table.texts(), headed=table.headed, unsealed=table.unsealed), 1)
    ]
    made = listing(NAME, COLUMNS, rows)
    last = Line((ALL, len(rows), digest(made.texts()[1:]), None), made.lines[0].looks)
    return Table(NAME, made.columns, (*made.lines, last), printed=False)


def recorded(rows: Texts) -> dict[str, list[Seal]]:
    """The seals on a sheet 封签, by the sheet they are of, in order."""
    found: dict[str, list[Seal]] = {}
    for name, _, seal, marks in _fields(rows):
        found.setdefault(name, []).append(Seal(seal, tuple(marks.split())))
    found.pop(ALL, None)
    return found


def is_whole(rows: Texts) -> bool:
    """Whether the last row of a sheet 封签 is there and seals all the rows before it."""
    if len(rows) < 2:
        return False
    name, count, seal, _ = (*rows[-1], "", "", "", "")[:4]
    return name == ALL and count == str(len(rows) - 2) and seal == digest(rows[1:-1])


def _fields(rows: Texts) -> Iterator[tuple[str, str, str, str]]:
    for row in rows[1:]:
        name, number, seal, marks = (*row, "", "", "", "")[:4]
        yield name, number, seal, marks


def broken(sheet: str, now: Sequence[Seal], then: Sequence[Seal]) -> Iterator[Broken]:
    """Where a sheet's rows differ from the seals made of them.

    Rows that are alike at both ends are passed over, so a row taken out is one finding, not all that follow.
    A seal that was altered itself while its row still bears all its marks is found on the sheet 封签.
    """
    start = 0
    while start < min(len(now), len(then)) and now[start] == then[start]:
        start += 1
    end = 0
    while end < min(len(now), len(then)) - start and now[-1 - end] == then[-1 - end]:
        end += 1
    here, there = now[start : len(now) - end], then[start : len(then) - end]
    if len(here) != len(there):
        yield Broken(sheet, start + 1, None, len(here), len(there))
        return
    for at, (found, sealed) in enumerate(zip(here, there, strict=True), start + 1):
        if found.digest == sealed.digest or found.marks == sealed.marks:
            continue  # the row stands or its seal alone was altered: the seal of seals tells
        for column in _differing(found.marks, sealed.marks):
            yield Broken(sheet, at, column)


def _differing(found: Sequence[str], sealed: Sequence[str]) -> Iterator[int]:
    for at in range(max(len(found), len(sealed))):
        if (found[at] if at < len(found) else "-") != (sealed[at] if at < len(sealed) else "-"):
            yield at


def altered_seals(actual: Mapping[str, Sequence[Seal]], rows: Texts) -> Iterator[int]:
    """Rows (from 1) of the sheet 封签 that were altered themselves: their seal and marks do not belong together.

    Sheets that lost or gained rows are passed over; `broken` tells of them.
    """
    lengths = {name: len(seals) for name, seals in recorded(rows).items()}
    position: dict[str, int] = {}
    for at, (name, number, seal, marks) in enumerate(_fields(rows), 2):
        if name == ALL or len(actual.get(name, ())) != lengths[name]:
            continue
        now = actual[name][position.get(name, 0)]
        position[name] = position.get(name, 0) + 1
        if number != str(position[name]) or (now.digest == seal) != (" ".join(now.marks) == marks):
            yield at
