"""Rows that came in merged into a county, each with its outcome.

Nothing is dropped and nothing is guessed: every data row is new, updated, unchanged, or quarantined with its place
and reason. All files are read before any row is merged, so that what a row refers to may stand in another file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from functools import cached_property
from typing import Any

from ...domain.county import County
from ...domain.messages import Message, Wording
from ...domain.records import encode
from ..parsing import Cell
from .incoming import Incoming, IncomingRow
from .nouns import BUILDERS, KEYS
from .rows import BadRow, Known, RowReader
from .sheets import BY_LIST

MERGE_ORDER = (
    "departments",
    "enterprises",
    "items",
    "inspectors",
    "recusals",
    "tasks",
    "cases",
    "meetings",
    "past_checks",
    "past_meetings",
)
"""What is named comes before what names it."""
TWICE = Wording(
    "import.twice",
    "与第 {row} 行是同一个，内容却不同，不知道以哪行为准。请只留一行。",
    "The same one as in row {row}, but saying something else: which of them holds? Keep one of the two.",
)
REPEATED = Wording("import.repeated", "与第 {row} 行重复，内容相同。", "Repeats row {row}, which says the same.")
NOTICE = Wording("import.notice", "{sheet} 第 {row} 行：{what}", "{sheet} row {row}: {what}")
NOTICES = Wording(
    "import.notices", "{sheet} 第 {row} 行等 {count} 行：{what}", "{sheet} row {row} and others, {count} in all: {what}"
)


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that was put aside: its place, the column at fault, why, and its cells as text under their titles."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Message
    cells: tuple[str, ...]
    titles: tuple[str, ...] = ()
    list: str = ""


class Fate(Enum):
    """What became of a data row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class RowFate:
    """A data row's fate, for a preview. `key` identifies what it says something of; empty if quarantined.

    `list` is the county's list that the row belongs to; `former` is what stood there before the row, `noun` what it
    says.
    """

    file: str
    sheet: str
    row: int
    fate: Fate
    key: tuple[str, ...] = ()
    list: str = ""
    former: Any = field(default=None, repr=False)
    noun: Any = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many data rows met which fate; together all of them."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: int = 0

    @property
    def total(self) -> int:
        return self.new + self.updated + self.unchanged + self.quarantined


@dataclass(frozen=True)
class ImportResult:
    """The county after the import, and what became of each row, in the order of merging."""

    county: County
    rows: tuple[RowFate, ...]
    quarantined: tuple[QuarantinedRow, ...]
    notices: tuple[Message, ...]
    sheets: tuple[str, ...]

    @cached_property
    def counts(self) -> Counts:
        found = Counter(row.fate.value for row in self.rows)
        return Counts(**found)


def merge(county: County, incoming: Incoming) -> ImportResult:
    """The county with the rows merged in: same key updates, a row missing from the files stays as it is.

    Rows of one sheet that say different things of the same are all quarantined: nobody knows which of them holds. Of
    two files the later one given updates.
    """
    merger = _Merger(county)
    for name in MERGE_ORDER:
        merger.take(name, incoming.rows.get(name, ()))
    return ImportResult(
        merger.county(),
        tuple(merger.rows),
        tuple(merger.aside[number] for number in sorted(merger.aside)),
        (*incoming.notices, *_gathered(merger.notices)),
        incoming.sheets,
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row that was merged: its place among all rows, what stood there before, and what it says."""

    row: IncomingRow
    place: int
    former: Any
    noun: Any


@dataclass
class _Merger:
    """Lists by key while rows are merged into them."""

    before: County
    lists: dict[str, dict[tuple, Any]] = field(init=False)
    rows: list[RowFate] = field(default_factory=list)
    aside: dict[int, QuarantinedRow] = field(default_factory=dict)
    """Quarantined rows by their place among `rows`."""
    notices: list[tuple[str, int, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lists = {name: {_key(name, noun): noun for noun in getattr(self.before, name)} for name in BUILDERS}

    def county(self) -> County:
        lists: dict[str, Any] = {name: tuple(nouns.values()) for name, nouns in self.lists.items()}
        return replace(self.before, **lists)

    def take(self, name: str, rows: Sequence[IncomingRow]) -> None:
        """Merge all rows of one list."""
        known = self._known()
        places: dict[tuple, _Taken] = {}
        for row in rows:
            reader = RowReader(row.cells, known, row.format_known)
            try:
                noun = self._kept(name, BUILDERS[name](reader), row)
                key = _key(name, noun)
                former = self.lists[name].get(key)
                earlier = places.get(key)
                if earlier and (earlier.row.file, earlier.row.sheet) == (row.file, row.sheet):
                    if earlier.noun != noun:
                        self._take_back(name, key, earlier, row)
                        raise BadRow(next(iter(row.cells)), TWICE(row=earlier.row.row))
                    self.notices.append((row.sheet, row.row, REPEATED(row=earlier.row.row)))
            except BadRow as bad:
                self._put_aside(name, row, bad)
                continue
            places[key] = _Taken(row, len(self.rows), former, noun)
            self.lists[name][key] = noun
            fate = Fate.NEW if former is None else Fate.UNCHANGED if former == noun else Fate.UPDATED
            told = tuple(map(encode, key))
            self.rows.append(RowFate(row.file, row.sheet, row.row, fate, told, name, former, noun))
            if fate is not Fate.UNCHANGED:
                self.notices += ((row.sheet, row.row, what) for what in reader.notices)

    def _take_back(self, name: str, key: tuple, taken: _Taken, other: IncomingRow) -> None:
        """Put a row aside after all, because another says something else of the same."""
        if taken.place in self.aside:
            return
        if taken.former is None:
            del self.lists[name][key]
        else:
            self.lists[name][key] = taken.former
        row = taken.row
        self._put_aside(name, row, BadRow(next(iter(row.cells)), TWICE(row=other.row)), taken.place)

    def _kept(self, name: str, noun: Any, row: IncomingRow) -> Any:
        """The noun with what its list has no column for left as it was: no column is not a blank cell."""
        former = self.lists[name].get(_key(name, noun))
        if former is None:
            return noun
        sheet = BY_LIST[name]
        described = {column.field for column in sheet.columns}
        present = {column.field for column in sheet.columns if column.title in row.cells}
        own = {spec.name for spec in fields(noun)}
        missing = (own - present) if name == "past_checks" else own & (described - present)
        return replace(noun, **{column: getattr(former, column) for column in sorted(missing)})

    def _known(self) -> Known:
        def by_code(name: str) -> dict[str, Any]:
            return {key[0]: noun for key, noun in self.lists[name].items()}

        return Known(
            by_code("departments"),
            by_code("enterprises"),
            by_code("inspectors"),
            by_code("items"),
            by_code("tasks"),
            by_code("cases"),
        )

    def _put_aside(self, name: str, row: IncomingRow, bad: BadRow, place: int | None = None) -> None:
        """Quarantine a row: the next one, or one that was taken already and has its place."""
        place = len(self.rows) if place is None else place
        self.rows[place : place + 1] = [RowFate(row.file, row.sheet, row.row, Fate.QUARANTINED, (), name)]
        texts = tuple(Cell(raw).text for raw in row.cells.values())
        self.aside[place] = QuarantinedRow(
            row.file, row.sheet, row.row, bad.column, bad.reason, texts, tuple(row.cells), name
        )


def _gathered(notices: Sequence[tuple[str, int, Message]]) -> Iterator[Message]:
    """Notices that say the same of several rows, told once."""
    alike: dict[tuple[str, Message], list[int]] = {}
    for sheet, row, what in notices:
        alike.setdefault((sheet, what), []).append(row)
    for (sheet, what), rows in alike.items():
        if len(rows) == 1:
            yield NOTICE(sheet=sheet, row=rows[0], what=what)
        else:
            yield NOTICES(sheet=sheet, row=rows[0], count=len(rows), what=what)


def _key(name: str, noun: Any) -> tuple:
    return tuple(getattr(noun, part) for part in KEYS[name])
