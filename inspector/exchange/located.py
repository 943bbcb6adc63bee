"""A place where a sheet differs, told: sheet, row, column, what it says and what it should say."""

from __future__ import annotations

from ..domain.messages import Message, Wording
from .official import SHEETS
from .official.table import column_letter
from .seal import Broken, Texts

Sheets = dict[str, list[tuple[str, ...]]]
"""The texts of a workbook's cells by sheet."""

CELL = Wording(
    "verify.cell",
    "工作表“{sheet}”第 {row} 行“{column}”列：现为“{found}”，应为“{expected}”。",
    "Sheet {sheet}, row {row}, column {column}: reads '{found}', should read '{expected}'.",
)
CELL_CHANGED = Wording(
    "verify.cell_changed",
    "工作表“{sheet}”第 {row} 行“{column}”列导出后被改动，现为“{found}”。",
    "Sheet {sheet}, row {row}, column {column} was changed after the export; it now reads '{found}'.",
)
ROWS = Wording(
    "verify.rows",
    "工作表“{sheet}”从第 {row} 行起行数不符：现有 {found} 行，应为 {expected} 行（有行被删除、增加或改动）。",
    "Sheet {sheet}, from row {row}: {found} rows stand where {expected} should (rows were removed, added or changed).",
)


def tell(place: Broken, sheets: Sheets, expected: Texts | None = None) -> Message:
    """A place in words: sheet, row, column, what it says and, where known, what it should say."""
    where = {"sheet": place.sheet, "row": place.row}
    if place.column is None:
        return ROWS(**where, found=place.found, expected=place.sealed)
    found = _text_at(sheets[place.sheet], place)
    column = _column(place, sheets)
    if expected is None or _text_at(expected, place) == found:
        return CELL_CHANGED(**where, column=column, found=found)
    return CELL(**where, column=column, found=found, expected=_text_at(expected, place))


def _text_at(rows: Texts, place: Broken) -> str:
    row = rows[place.row - 1] if place.row <= len(rows) else ()
    return row[place.column] if place.column is not None and place.column < len(row) else ""


def _column(place: Broken, sheets: Sheets) -> str:
    """The column as a reader finds it: its title, where there is one, and its letter."""
    assert place.column is not None  # a place without a column is told as rows
    letter = column_letter(place.column)
    headed = any(sheet.name == place.sheet and sheet.headed for sheet in SHEETS)
    head = sheets[place.sheet][0] if headed and sheets[place.sheet] else ()
    title = head[place.column] if place.column < len(head) else ""
    return f"{title}（{letter}）" if title else letter
