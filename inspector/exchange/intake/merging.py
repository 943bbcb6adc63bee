"""Lists come in: read files, recognise sheets, and merge rows into a county, each with its outcome.

Nothing is dropped and nothing is guessed: every data row is new, updated, unchanged, or quarantined with its place
and reason. Reading is apart from merging, so that what a row refers to may stand in another file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from ...domain.county import County
from ...domain.messages import Message, Refusal, Wording
from ...domain.records import encode
from ..parsing import Cell, Raw
from ..readers import RawSheet, read_sheets
from .headers import NOTHING_LEARNED, Header, Learned, find_header, is_data, missing_marks
from .nouns import BUILDERS, KEYS
from .rows import BadRow, Known, RowReader
from .sheets import BY_LIST, CODE, CODE_LISTS

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
EXPORT_SHEETS = {"抽取时点名录", "参数"}
"""The sheets by which an exported plan is told from lists."""

NO_SHEET = Wording(
    "import.no_sheet",
    "{path} 里没有认得出的名录表头。请对照模板（inspector template）核对列名，"
    "例如“检查对象名录”要有“{code}”“企业名称”两列。",
    "No header of a known list was found in {path}. Compare the column titles with the template (inspector template): "
    "检查对象名录, for example, needs the columns {code} and 企业名称.",
)
NEARLY = Wording(
    "import.nearly",
    "{path} 的工作表“{sheet}”像是“{list}”，但缺少这些列：{titles}。请对照模板（inspector template）补上列名。",
    "Sheet {sheet} of {path} resembles {list} but lacks the columns {titles}. Compare the titles with the template "
    "(inspector template) and add them.",
)
AN_EXPORT = Wording(
    "import.an_export",
    "{path} 是导出的计划，不是名录，不能导入。请导入各部门的名录文件。",
    "{path} is an exported plan, not lists, and cannot be imported. Import the departments' lists.",
)
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
SHEET_PASSED = Wording(
    "import.sheet_passed",
    "{file} 的工作表“{sheet}”不是名录，没有读取。",
    "Sheet {sheet} of {file} is no list and was passed over.",
)
SHEET_HIDDEN = Wording(
    "import.sheet_hidden",
    "{file} 的工作表“{sheet}”是隐藏的，也已读取。",
    "Sheet {sheet} of {file} is hidden; it was read all the same.",
)
SHEET_MATCHED = Wording(
    "import.sheet_matched",
    "{file} 的工作表“{sheet}”按对应好的列名读作“{list}”。",
    "Sheet {sheet} of {file} was read as {list}, its columns as they were matched.",
)
COLUMNS_IGNORED = Wording(
    "import.columns_ignored",
    "{file} 的工作表“{sheet}”里，这些列没有用到：{titles}。",
    "Columns of sheet {sheet} of {file} that no list has were ignored: {titles}.",
)


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A data row: where it stands and its cells by column title. `format_known` as in `RawSheet`."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, Raw]
    format_known: bool = True


@dataclass(frozen=True)
class Incoming:
    """What files hold: data rows by list, which lists' sheets there were, which columns each had."""

    rows: Mapping[str, Sequence[IncomingRow]]
    sheets: tuple[str, ...]
    notices: tuple[Message, ...] = ()


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


def read_lists(paths: Sequence[Path]) -> Incoming:
    """The data rows of all files.

    Raises:
        Refusal: a file cannot be read, is an exported plan, or has no sheet with a known header.
    """
    return joined([rows_of(path, read_sheets(path)) for path in paths])


def rows_of(path: Path, found: Sequence[RawSheet], learned: Learned = NOTHING_LEARNED) -> Incoming:
    """The data rows of one file's sheets; `learned` is what a user has said of headers that are not ours.

    Raises:
        Refusal: the file is an exported plan, or has no sheet with a known header.
    """
    if {raw.name for raw in found} >= EXPORT_SHEETS:
        raise Refusal(AN_EXPORT(path=str(path)))
    headers = [(raw, header) for raw in found if (header := find_header(raw, learned))]
    if not headers:
        raise Refusal(_no_sheet(path, found))
    rows: dict[str, list[IncomingRow]] = {}
    notices = [*_passed(path.name, found, [raw for raw, _ in headers])]
    for raw, header in headers:
        notices += _about(path.name, raw, header)
        rows.setdefault(header.sheet.list, []).extend(_data_rows(path.name, raw, header))
    return Incoming(rows, tuple(dict.fromkeys(header.sheet.name for _, header in headers)), tuple(notices))


def joined(files: Sequence[Incoming]) -> Incoming:
    """What several files hold together, in their order."""
    lists = dict.fromkeys(name for file in files for name in file.rows)
    return Incoming(
        {name: [row for file in files for row in file.rows.get(name, ())] for name in lists},
        tuple(dict.fromkeys(sheet for file in files for sheet in file.sheets)),
        tuple(notice for file in files for notice in file.notices),
    )


def _no_sheet(path: Path, found: Sequence[RawSheet]) -> Message:
    for raw in found:
        if near := missing_marks(raw):
            sheet, titles = near
            return NEARLY(path=str(path), sheet=raw.name, list=sheet.name, titles=titles)
    return NO_SHEET(path=str(path), code=CODE)


def _passed(file: str, found: Sequence[RawSheet], known: Sequence[RawSheet]) -> Iterator[Message]:
    for raw in found:
        if raw.name != CODE_LISTS and not any(raw is other for other in known) and any(raw.rows):
            yield SHEET_PASSED(file=file, sheet=raw.name)


def _about(file: str, raw: RawSheet, header: Header) -> Iterator[Message]:
    if raw.hidden:
        yield SHEET_HIDDEN(file=file, sheet=raw.name)
    if header.matched:
        yield SHEET_MATCHED(file=file, sheet=raw.name, list=header.sheet.name)
    if header.ignored:
        yield COLUMNS_IGNORED(file=file, sheet=raw.name, titles=header.ignored)


def _data_rows(file: str, raw: RawSheet, header: Header) -> Iterator[IncomingRow]:
    for below, line in enumerate(raw.rows[header.row + 1 :], 1):
        if is_data(header, below, line):
            place = raw.first_row + header.row + below
            yield IncomingRow(file, raw.name, place, header.cells(line), raw.format_known)


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
