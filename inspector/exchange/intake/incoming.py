"""List files read: each sheet recognised by its header, its data rows with their places, not yet understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...domain.messages import Message, Refusal, Wording
from ..parsing import Raw
from ..readers import RawSheet, read_sheets
from .headers import NOTHING_LEARNED, Header, Learned, find_header, is_data, missing_marks
from .sheets import CODE, CODE_LISTS

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
