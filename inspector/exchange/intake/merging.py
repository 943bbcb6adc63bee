"""Lists come in: read files, recognise sheets, and merge rows into a county, each with its outcome.

Nothing is dropped and nothing is guessed: every data row is new, updated, unchanged, or quarantined with its place
and reason. Reading is apart from merging, so that what a row refers to may stand in another file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from ...domain.county import County
from ...domain.messages import Message, Refusal, Wording
from ..parsing import Cell, Raw
from .files import read_sheets
from .headers import Header, find_header
from .nouns import BUILDERS, KEYS, BadRow, Known, RowReader
from .sheets import SHEETS, SKIPPED_STARTS

NO_SHEET = Wording(
    "import.no_sheet",
    "{path} 里没有认得出的名录表头。请对照模板（inspector template）核对列名，"
    "例如“检查对象名录”要有“{code}”“企业名称”两列。",
    "No header of a known list was found in {path}. Compare the column titles with the template (inspector template): "
    "检查对象名录, for example, needs the columns {code} and 企业名称.",
)
TWICE = Wording(
    "import.twice",
    "与第 {row} 行是同一个，内容却不同，不知道以哪行为准",
    "The same one as in row {row}, but saying something else: which of them holds?",
)
NOTICE = Wording("import.notice", "{sheet} 第 {row} 行：{what}", "{sheet} row {row}: {what}")
NOTICES = Wording(
    "import.notices", "{sheet} 第 {row} 行等 {count} 行：{what}", "{sheet} row {row} and others, {count} in all: {what}"
)
SHEET_PASSED = Wording(
    "import.sheet_passed",
    "{file} 的工作表“{sheet}”不是名录，没有读取。",
    "Sheet {sheet} of {file} is no list and was passed over.",
)


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A data row: where it stands and its cells by column title."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, Raw]


@dataclass(frozen=True)
class Incoming:
    """What files hold: data rows by list, which lists' sheets there were, which columns each had."""

    rows: Mapping[str, Sequence[IncomingRow]]
    sheets: tuple[str, ...]
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that was put aside: its place, the column at fault, why, and its cells as text."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Message
    cells: tuple[str, ...]


@dataclass
class Counts:
    """How many data rows met which fate."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: int = 0

    @property
    def total(self) -> int:
        return self.new + self.updated + self.unchanged + self.quarantined


@dataclass(frozen=True)
class ImportResult:
    """The county after the import, and what became of each row."""

    county: County
    counts: Counts
    quarantined: tuple[QuarantinedRow, ...]
    notices: tuple[Message, ...]
    sheets: tuple[str, ...]


def read_lists(paths: Sequence[Path]) -> Incoming:
    """The data rows of all files.

    Raises:
        Refusal: a file cannot be read, or has no sheet with a known header.
    """
    rows: dict[str, list[IncomingRow]] = {}
    sheets: list[str] = []
    notices: list[Message] = []
    for path in paths:
        found = False
        for raw in read_sheets(path):
            header = find_header(raw)
            if header is None:
                if any(cell not in (None, "") for row in raw.rows for cell in row):
                    notices.append(SHEET_PASSED(file=path.name, sheet=raw.name))
                continue
            found = True
            sheets.append(header.sheet.name)
            body = raw.rows[header.row + 1 :]
            first = raw.first_row + header.row + 1
            rows.setdefault(header.sheet.list, []).extend(_data_rows(path.name, header, body, first))
        if not found:
            raise Refusal(NO_SHEET(path=str(path), code="统一社会信用代码/注册号"))
    return Incoming(rows, tuple(dict.fromkeys(sheets)), tuple(notices))


def _data_rows(file: str, header: Header, body: Sequence[Sequence[Raw]], first: int) -> Iterator[IncomingRow]:
    for number, line in enumerate(body, first):
        cells = {title: line[place] if place < len(line) else None for title, place in header.places.items()}
        texts = [str(cell).strip() for cell in cells.values() if cell is not None]
        if not any(texts) or texts[0].startswith(tuple(SKIPPED_STARTS)):
            continue
        yield IncomingRow(file, header.sheet.name, number, cells)


def merge(county: County, incoming: Incoming) -> ImportResult:
    """The county with the rows merged in: same key updates, a row missing from the files stays as it is."""
    merger = _Merger(county)
    for sheet in SHEETS:
        merger.take(sheet.list, incoming.rows.get(sheet.list, ()))
    return ImportResult(
        merger.county(),
        merger.counts,
        tuple(merger.quarantined),
        (*incoming.notices, *_gathered(merger.notices)),
        incoming.sheets,
    )


@dataclass
class _Merger:
    """Lists by key while rows are merged into them."""

    before: County
    lists: dict[str, dict[tuple, Any]] = field(init=False)
    counts: Counts = field(default_factory=Counts)
    quarantined: list[QuarantinedRow] = field(default_factory=list)
    notices: list[tuple[str, int, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lists = {name: {_key(name, noun): noun for noun in getattr(self.before, name)} for name in BUILDERS}

    def county(self) -> County:
        lists: dict[str, Any] = {name: tuple(nouns.values()) for name, nouns in self.lists.items()}
        return replace(self.before, **lists)

    def take(self, name: str, rows: Sequence[IncomingRow]) -> None:
        known = self._known()
        places: dict[tuple, IncomingRow] = {}
        for row in rows:
            if name == "departments":
                known = self._known()
            reader = RowReader(row.cells, known)
            try:
                noun = self._kept(name, BUILDERS[name](reader), row)
                key = _key(name, noun)
                former = self.lists[name].get(key)
                earlier = places.get(key)
                if earlier and (earlier.file, earlier.sheet) == (row.file, row.sheet) and former != noun:
                    raise BadRow(next(iter(row.cells)), TWICE(row=earlier.row))
            except BadRow as bad:
                self._put_aside(row, bad)
                continue
            places[key] = row
            self.lists[name][key] = noun
            self._count(former, noun)
            if former != noun:
                self.notices += ((row.sheet, row.row, what) for _, what in reader.notices)

    def _kept(self, name: str, noun: Any, row: IncomingRow) -> Any:
        """The noun with what its list has no column for left as it was: no column is not a blank cell."""
        former = self.lists[name].get(_key(name, noun))
        if former is None:
            return noun
        sheet = next(sheet for sheet in SHEETS if sheet.list == name)
        described = {column.field for column in sheet.columns}
        present = {column.field for column in sheet.columns if column.title in row.cells}
        own = {spec.name for spec in fields(noun)}
        missing = (own - present) if name == "past_checks" else own & (described - present)
        return replace(noun, **{column: getattr(former, column) for column in sorted(missing)})

    def _known(self) -> Known:
        def by_code(name: str) -> dict[str, Any]:
            return {key[0]: noun for key, noun in self.lists[name].items()}

        return Known(by_code("departments"), by_code("enterprises"), by_code("inspectors"), by_code("items"))

    def _count(self, former: Any, noun: Any) -> None:
        if former is None:
            self.counts.new += 1
        elif former == noun:
            self.counts.unchanged += 1
        else:
            self.counts.updated += 1

    def _put_aside(self, row: IncomingRow, bad: BadRow) -> None:
        self.counts.quarantined += 1
        texts = tuple(Cell(raw).text for raw in row.cells.values())
        self.quarantined.append(QuarantinedRow(row.file, row.sheet, row.row, bad.column, bad.reason, texts))


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
