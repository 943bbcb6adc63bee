"""What a sheet is before any library writes it: lines of plain values, and how each cell looks.

The official sheets are pure functions to `Table`. The writer turns a table into cells, the seal hashes its
texts, the verifier makes it anew and compares. All three therefore speak of the same thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache

Value = str | int | date | None
"""What a cell may hold: text, a whole number, a real date, or nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. `align` is left, center or right; `format` is an Excel number format."""

    font: str = "宋体"
    size: float = 10
    bold: bool = False
    align: str = "left"
    wrap: bool = True
    fill: str = ""
    border: bool = True
    format: str = "General"
    color: str = ""


TEXT = Look()
CENTRED = replace(TEXT, align="center")
CODE = replace(TEXT, format="@")
"""Codes and certificate numbers: the text format keeps a spreadsheet from turning them into numbers."""
NUMBER = replace(TEXT, align="center", format="0")
DATE = replace(TEXT, align="center", format="yyyy-mm-dd", wrap=False)
HEAD = Look(font="黑体", align="center", fill="E7E6E6")
DATA = replace(CODE, size=9, wrap=False, border=False)
DATA_NUMBER = replace(DATA, align="center", format="0")
DATA_HEAD = replace(DATA, font="黑体", fill="E7E6E6")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its exact title, its width in characters, how its cells look, whether it is under the seal."""

    title: str
    width: float
    look: Look = TEXT
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: values, their looks, and the runs of columns (first, last; from 1) that are one cell."""

    values: tuple[Value, ...]
    looks: tuple[Look, ...]
    spans: tuple[tuple[int, int], ...] = ()
    height: float = 0
    """Least height in points; 0 leaves it to the text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole sheet. `headed`: the first line holds the column titles, repeated on every page and filtered by.

    `printed`: meant for paper. Of other sheets, which programs and auditors read, a print shows the beginning only.
    """

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    headed: bool = True
    landscape: bool = True
    printed: bool = True

    @property
    def unsealed(self) -> frozenset[int]:
        """Positions (from 0) of the columns that anybody may edit."""
        return frozenset(at for at, column in enumerate(self.columns) if not column.sealed)

    def texts(self) -> list[tuple[str, ...]]:
        """The canonical text of every cell, line by line, trailing blanks left out."""
        return [strip(tuple(canonical(value) for value in line.values)) for line in self.lines]


def listing(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, printed: bool = True) -> Table:
    """A list with a header row of exactly the columns' titles."""
    columns = tuple(columns)
    looks = tuple(column.look for column in columns)
    head = Line(tuple(column.title for column in columns), (HEAD,) * len(columns))
    return Table(name, columns, (head, *(Line(tuple(row), looks) for row in rows)), printed=printed)


def raw(name: str, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> Table:
    """Canonical rows as they are, cell for cell; a row whose kind starts with # is set off as a heading."""
    texts = [tuple(row) for row in rows]
    count = max(map(len, texts), default=0)
    widths = [*widths, *([12.0] * count)][:count]
    plain, heading = (DATA,) * count, (DATA_HEAD,) * count
    lines = (Line(row, (heading if row[0].startswith("#") else plain)[: len(row)]) for row in texts)
    return Table(name, tuple(Column("", width, DATA) for width in widths), tuple(lines), headed=False, printed=False)


def canonical(value: object) -> str:
    """The one text of a cell's value, the same whichever program saved the workbook last.

    A whole number kept as a float and a date kept with midnight are the number and the date.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def strip(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts without trailing blanks."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def column_letter(column: int) -> str:
    """The letters of the column at position `column` (from 0)."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def units(text: str) -> int:
    """Width of a text in characters of a column's width: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


@lru_cache(maxsize=1 << 16)  # the cells of long lists repeat the same few texts
def lines_needed(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a cell `width` characters wide.

    A run of letters and digits that fits into a line is not broken, so it may leave a line half empty.
    """
    room = max(int(width - 2), 1)
    total = 0
    for paragraph in text.split("\n"):
        used, count = 0, 1
        for word in re.findall(r"[!-~]+|.", paragraph):
            wide = units(word)
            if used and used + wide > room:
                used, count = 0, count + 1
            count += max(0, (used + wide - 1) // room)
            used = (used + wide - 1) % room + 1
        total += count
    return total
