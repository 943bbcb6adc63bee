"""Workbooks of ours: a table written as a styled sheet, a workbook saved whole or not at all, texts read back.

Reading goes through openpyxl's read-only mode, in this process: it streams, so a hostile file cannot make it
allocate what it likes (calamine can be made to ask for half a terabyte by one cell), and it shows a formula as
a formula where others show only the value last computed for it. `identify` has bounded what it may unpack to.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..domain.messages import Message, Refusal, Wording
from .cells import escape, rows_xml, unescape
from .official.table import Line, Look, Table, canonical, column_letter, lines_needed, strip

if TYPE_CHECKING:
    from openpyxl import Workbook

MARKER = "InspectorWorkbook"
"""The custom document property by which a workbook of ours is known; it survives saving in other programs."""
MARKER_VALUE = "1"
LONGEST_TEXT = 32_767
RED = "C00000"
A4 = 9
"""The paper's number in the file format."""
TALLEST = 409.0
"""Points; no row of a spreadsheet can be taller."""

CANNOT_WRITE = Wording(
    "workbook.cannot_write",
    "无法在“{folder}”写入文件：{reason}。请检查文件夹是否存在、是否有写入权限、磁盘是否已满。",
    "Cannot write a file in {folder}: {reason}. Check that the folder exists, may be written to, and has space left.",
)
NOT_XLSX = Wording(
    "workbook.not_xlsx",
    "“{name}”不是 .xlsx 文件名。请用 .xlsx 结尾的文件名导出。",
    "'{name}' is not the name of an .xlsx file. Export to a name that ends in .xlsx.",
)
NOT_AS_WRITTEN = Wording(
    "workbook.not_as_written",
    "写好的工作簿重新打开后与应写内容不符（工作表“{sheet}”），没有保存。原文件保持不变。",
    "The written workbook, opened again, does not hold what was written (sheet {sheet}); it was not saved and the old "
    "file is untouched.",
)
TOO_LONG = Wording(
    "workbook.too_long",
    "工作表“{sheet}”第 {row} 行有一个单元格超过 32,767 个字，Excel 存不下。请把该行的内容分开填写。",
    "A cell in row {row} of sheet {sheet} is longer than 32,767 characters, more than Excel holds. Split that entry.",
)
OPEN_ELSEWHERE = Wording(
    "workbook.open_elsewhere",
    "“{wished}”正被别的程序打开，已另存为“{name}”。",
    "'{wished}' is open in another program; saved as '{name}' instead.",
)


TALLEST_FORM = 1080.0
"""Points of a form that still fit on one page of A4, printed at two thirds of their size."""
DEFAULT_HEIGHT = 15.0
ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Print:
    """What stands at the head and foot of every printed page."""

    title: str
    note: str = ""
    draft: str = ""
    """Said on every page in place of the note, such as 送审稿; empty on an official workbook."""
    mark: str = ""
    """What every page belongs to, at its foot: the plan's fingerprint."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a workbook was saved, and what should be said about it."""

    path: Path
    messages: tuple[Message, ...] = ()


Tell = Callable[[str, float], None]
"""Told the sheet at work and how much of all is done (0 to 1); what it raises stops the writing with nothing left."""
WRITTEN, READ = 0.6, 0.95
"""How much is done once all sheets are written, and read back."""
TOLD_EVERY = 1000
"""Rows."""


def untold(sheet: str, part: float) -> None:
    """Nobody is told."""


def save(path: Path, tables: Sequence[Table], page: Print, *, marker: str = MARKER, tell: Tell = untold) -> Saved:
    """Write the tables as the workbook `path`, whole or not at all.

    It is written beside its place under another name, read back and compared, then moved into place. If the
    target is open elsewhere it is saved under the next free numbered name. `marker` is the document property by
    which it is known again.

    Raises:
        Refusal: the name is not one of an .xlsx file, the folder cannot be written to, or a text is too long.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(NOT_XLSX(name=path.name))
    _refuse_long_texts(tables)
    try:
        handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=f".{path.stem}-", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(folder=str(path.parent), reason=error.strerror or str(error))) from error
    temporary = Path(name)
    try:
        _write(temporary, tables, page, marker, tell)
        _refuse_other_content(temporary, tables, tell)
        os.chmod(temporary, 0o644)
        return _move(temporary, path)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(folder=str(path.parent), reason=error.strerror or str(error))) from error
    finally:
        temporary.unlink(missing_ok=True)


def save_together(
    folder: Path, books: Sequence[tuple[str, Sequence[Table]]], page: Print, *, marker: str = MARKER
) -> list[Saved]:
    """Write several workbooks into a folder, made if it is missing; no one is put there before all are written.

    Raises:
        Refusal: as `save`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".inspector-", dir=folder) as waiting:
            written = [save(Path(waiting) / name, tables, page, marker=marker).path for name, tables in books]
            return [_move(path, folder / path.name) for path in written]
    except OSError as error:
        raise Refusal(CANNOT_WRITE(folder=str(folder), reason=error.strerror or str(error))) from error


def _refuse_long_texts(tables: Sequence[Table]) -> None:
    for table in tables:
        for row, line in enumerate(table.lines, 1):
            if any(isinstance(value, str) and len(escape(value)) > LONGEST_TEXT for value in line.values):
                raise Refusal(TOO_LONG(sheet=table.name, row=row))


def _refuse_other_content(path: Path, tables: Sequence[Table], tell: Tell) -> None:
    tell(tables[0].name, WRITTEN)
    sheets = read(path)
    for number, table in enumerate(tables):
        tell(table.name, READ + (1 - READ) * number / len(tables))
        if sheets.get(table.name) != strip_rows(table.texts()):
            raise Refusal(NOT_AS_WRITTEN(sheet=table.name))


def _move(temporary: Path, path: Path) -> Saved:
    if not _is_open(path):
        try:
            os.replace(temporary, path)
            return Saved(path)
        except PermissionError:
            pass  # Windows keeps others from replacing a file that is open
    number = 2
    while (free := path.with_stem(f"{path.stem}({number})")).exists():
        number += 1
    os.replace(temporary, free)
    return Saved(free, (OPEN_ELSEWHERE(wished=path.name, name=free.name),))


def _is_open(path: Path) -> bool:
    """Whether an office program has left its owner file beside the workbook (LibreOffice; Excel and WPS)."""
    return any(path.with_name(name).exists() for name in (f".~lock.{path.name}#", f"~${path.name}"))


# ---- writing ----


def _write(path: Path, tables: Sequence[Table], page: Print, marker: str, tell: Tell) -> None:
    """Write a workbook without rows, then once more with the rows put in."""
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book = Workbook()
    book.remove(book.active)
    book.custom_doc_props.append(StringProperty(name=marker, value=MARKER_VALUE))
    book.properties.title = page.title
    book.properties.creator = ""
    styles = _Styles(book)
    for table in tables:
        sheet = book.create_sheet(table.name)
        _set_up(sheet, table, page)
        for row, line in enumerate(table.lines, 1):
            for first, last in line.spans:
                sheet.merged_cells.add(f"{column_letter(first - 1)}{row}:{column_letter(last - 1)}{row}")
    styles.register(look for table in tables for look in {look for line in table.lines for look in line.looks})
    frame = io.BytesIO()
    book.save(frame)
    parts = {sheet.path.lstrip("/"): table for sheet, table in zip(book.worksheets, tables, strict=True)}
    done, whole = 0, sum(len(table.lines) for table in tables) or 1
    with zipfile.ZipFile(frame) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in parts:
                table, before = parts[name], done
                with new.open(name, "w") as stream:
                    for row in _fill(stream, content.decode(), table, styles):
                        if row % TOLD_EVERY == 0:
                            tell(table.name, WRITTEN * (before + row) / whole)
                done += len(table.lines)
            else:
                new.writestr(name, content)
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _fill(stream: IO[bytes], empty: str, table: Table, styles: _Styles) -> Iterator[int]:
    """Write a sheet that openpyxl made without rows, with them; yields the number of each row once it is written."""
    before, after = re.split(r"<sheetData\s*/>|<sheetData>\s*</sheetData>", empty)
    # readers that trust the dimension would otherwise see one cell
    last = f"{column_letter(len(table.columns) - 1)}{len(table.lines)}"
    before = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', before)
    stream.write(f"{before}<sheetData>".encode())
    lines = ((line, row_height(table, line)) for line in table.lines)
    # every write lets another thread go first, so rows are written many at a time
    waiting: list[str] = []
    for number, row in enumerate(rows_xml(lines, styles.number)):
        waiting.append(row)
        if len(waiting) == ROWS_AT_ONCE:
            stream.write("".join(waiting).encode())
            waiting.clear()
        yield number
    stream.write(f"{''.join(waiting)}</sheetData>{after}".encode())


class _Styles:
    """The styles of a workbook by look; all must be registered before it is saved."""

    def __init__(self, book: Workbook):
        self._book = book
        self._numbers: dict[tuple[Look, bool], int] = {}

    def register(self, looks: Iterable[Look]) -> None:
        sheet = self._book.worksheets[0]
        for look in looks:
            for quoted in (False, True):
                self._numbers.setdefault((look, quoted), _styled(sheet, look, quoted).style_id)

    def number(self, look: Look, quoted: bool) -> int:
        return self._numbers[look, quoted]


def _set_up(sheet: Any, table: Table, page: Print) -> None:
    """Widths, frozen panes, filter, and everything for print: A4, fit to width, repeated header, page numbers."""
    for at, column in enumerate(table.columns, 1):
        sheet.column_dimensions[column_letter(at - 1)].width = column.width
    if table.headed:
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{column_letter(len(table.columns) - 1)}{len(table.lines)}"
        sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    # a form is signed on one page if it can be read there
    tall = sum(row_height(table, line) or DEFAULT_HEIGHT for line in table.lines) if not table.headed else 0
    sheet.page_setup.fitToHeight = 1 if 0 < tall <= TALLEST_FORM else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.85, 0.75, 0.35, 0.35
    _set_header(sheet, table, page)
    if page.draft:
        sheet.sheet_properties.tabColor = RED


def _set_header(sheet: Any, table: Table, page: Print) -> None:
    """The plan at the left, the sheet's name as the page's title, 送审稿 or the approval at the right; at the foot what
    the page belongs to, and — 1 —."""
    header, footer = sheet.oddHeader, sheet.oddFooter
    header.left.text, header.left.font, header.left.size = _literal(page.title), "宋体,Regular", 9
    if table.headed:
        header.center.text, header.center.font, header.center.size = _literal(table.name), "宋体,Bold", 16
    header.right.text, header.right.font, header.right.size = _literal(page.note), "宋体,Regular", 9
    if page.draft:
        header.right.text, header.right.font, header.right.size = page.draft, "黑体,Bold", 18
        header.right.color = RED
    # at the right, so that the fingerprint has room; a page of another plan cannot be put in its place
    footer.right.text, footer.right.font, footer.right.size = "— &P —　共 &N 页", "宋体,Regular", 11
    footer.left.text, footer.left.font, footer.left.size = page.mark, "宋体,Regular", 8


def _literal(text: str) -> str:
    """Text in a page header, where & begins a code."""
    return text.replace("&", "&&")


def _styled(sheet: Any, look: Look, quoted: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=look.font, size=look.size, bold=look.bold, color=look.color or None)
    cell.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=look.wrap)
    cell.number_format = look.format
    if look.border:
        side = Side(style="thin", color="808080")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    cell.quotePrefix = quoted
    return cell


def row_height(table: Table, line: Line) -> float:
    """Height in points that the line's wrapped texts need; 0 for the default."""
    spans = dict(line.spans)
    tallest = line.height
    for at, (value, look) in enumerate(zip(line.values, line.looks, strict=True), 1):
        if value is None or not look.wrap:
            continue
        width = sum(column.width for column in table.columns[at - 1 : spans.get(at, at)])
        # widths are counted in characters of the 11-point default font
        lines = lines_needed(canonical(value), width * 11 / look.size)
        tallest = max(tallest, lines * look.size * 1.32 + 5)
    return min(tallest, TALLEST)


# ---- reading ----


def read(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The canonical texts of every sheet, trailing blanks left out.

    Raises:
        Exception: whatever the zip, XML and workbook readers raise for a damaged file.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # what openpyxl cannot keep of another program's extras does not matter for the cells
        warnings.simplefilter("ignore")
        book = load_workbook(path, read_only=True, data_only=False)
        try:
            sheets = {}
            for sheet in book.worksheets:
                # a dimension written by another program may be wrong, and rows would silently be left out
                sheet.reset_dimensions()
                sheets[sheet.title] = strip_rows([strip(tuple(map(_text, row))) for row in sheet.iter_rows()])
            return sheets
        finally:
            book.close()


def strip_rows(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows without blank ones at the end."""
    end = len(rows)
    while end and not rows[end - 1]:
        end -= 1
    return rows[:end]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"公式 {value}"
    if isinstance(value, str):
        return unescape(value)
    return canonical(value)
