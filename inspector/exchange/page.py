"""How a table becomes a sheet before it has rows: styles, widths, and everything for print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .official.table import Line, Look, Table, canonical, column_letter, lines_needed

if TYPE_CHECKING:
    from openpyxl import Workbook

RED = "C00000"
A4 = 9
"""The paper's number in the file format."""
TALLEST = 409.0
"""Points; no row of a spreadsheet can be taller."""
TALLEST_FORM = 1080.0
"""Points of a form that still fit on one page of A4, printed at two thirds of their size."""
DEFAULT_HEIGHT = 15.0
FIRST_PAGE = 40
"""Rows that a print shows of a sheet not meant for paper."""
NOTHING = "本季度无"
NOT_PRINTED = "供核验，不必打印；只印开头，全部见电子文件"


@dataclass(frozen=True, slots=True)
class Print:
    """What stands at the head and foot of every printed page."""

    title: str
    note: str = ""
    draft: str = ""
    """Said on every page in place of the note, such as 送审稿; empty on an official workbook."""
    mark: str = ""
    """What every page belongs to, at its foot: the plan's fingerprint."""


class Styles:
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


def set_up(sheet: Any, table: Table, page: Print) -> None:
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
    sheet.page_setup.fitToHeight = 1 if _on_one_page(table) else 0
    if not table.printed:
        sheet.print_area = f"A1:{column_letter(len(table.columns) - 1)}{min(len(table.lines), FIRST_PAGE)}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.85, 0.75, 0.35, 0.35
    _set_header(sheet, table, page)
    if page.draft:
        sheet.sheet_properties.tabColor = RED


def _on_one_page(table: Table) -> bool:
    """Whether a sheet is printed on one page: a form, which is signed, if it can be read there."""
    if not table.printed:
        return True
    if table.headed:
        return False
    return sum(row_height(table, line) or DEFAULT_HEIGHT for line in table.lines) <= TALLEST_FORM


def _set_header(sheet: Any, table: Table, page: Print) -> None:
    """The plan at the left, the sheet's name as the page's title, 送审稿 or the approval at the right; at the foot what
    the page belongs to, and — 1 —."""
    header, footer = sheet.oddHeader, sheet.oddFooter
    header.left.text, header.left.font, header.left.size = _literal(page.title), "宋体,Regular", 9
    if table.headed or not table.printed:
        header.center.text, header.center.font, header.center.size = _headline(table), "宋体,Bold", 16
    header.right.text, header.right.font, header.right.size = _literal(page.note), "宋体,Regular", 9
    if page.draft:
        header.right.text, header.right.font, header.right.size = page.draft, "黑体,Bold", 18
        header.right.color = RED
    # at the right, so that the fingerprint has room; a page of another plan cannot be put in its place
    footer.right.text, footer.right.font, footer.right.size = "— &P —　共 &N 页", "宋体,Regular", 11
    footer.left.text, footer.left.font, footer.left.size = page.mark, "宋体,Regular", 8


def _headline(table: Table) -> str:
    """A sheet's name, and beside it what a reader of the page should know of the whole."""
    beside = "" if table.printed else NOT_PRINTED
    if table.headed and len(table.lines) == 1:
        beside = NOTHING
    # on one line: LibreOffice shows a line break of a header as its escape
    return _literal(table.name) + (f'　&"宋体,Regular"&9{beside}' if beside else "")


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
