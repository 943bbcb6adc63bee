"""Workbooks that calamine reads: .xlsx, .xlsm, .xlsb, .xls and .ods, told by their content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from ..parsing import Raw, percent_text
from .raw import CannotRead, Failure, RawSheet, fill_down, trim

_RATE_TITLE = "比例"


def read(path: Path) -> list[RawSheet]:
    """The sheets of a workbook; empty ones left out.

    Raises:
        CannotRead: it is encrypted, damaged, or another kind of file.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    content = path.read_bytes()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                sheet
                for about in book.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
                for sheet in _sheet(content, book, about.name, about.visible != SheetVisibleEnum.Visible)
            ]
    except PasswordError:
        raise CannotRead(Failure.ENCRYPTED) from None
    except (CalamineError, ValueError, KeyError, OSError):
        raise CannotRead(_failure(content)) from None


def _failure(content: bytes) -> Failure:
    """What is wrong with a file that calamine does not open."""
    if _stream_name("EncryptedPackage") in content:
        return Failure.ENCRYPTED
    if _stream_name("WordDocument") in content or _stream_name("PowerPoint Document") in content:
        return Failure.UNKNOWN
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        if not any(name.startswith("xl/") or name == "content.xml" for name in names):
            return Failure.UNKNOWN
    return Failure.DAMAGED


def _stream_name(name: str) -> bytes:
    """A stream's name as the directory of an OLE file holds it."""
    return name.encode("utf-16-le")


def _sheet(content: bytes, book: Any, name: str, hidden: bool) -> Iterator[RawSheet]:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return
    rows: list[list[Raw]] = [trim([_plain(cell) for cell in row]) for row in sheet.to_python(skip_empty_area=True)]
    top, left = sheet.start
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if top <= first < last and column >= left:
            fill_down(rows, first - top, last - top, column - left)
    known = True
    if any(isinstance(cell, str) and _RATE_TITLE in cell for row in rows[:30] for cell in row):
        found = _percent_cells(content, name)
        known = found is not None
        for row, column, text in found or ():
            if top <= row < top + len(rows) and left <= column < left + len(rows[row - top]):
                rows[row - top][column - left] = text
    yield RawSheet(name, top + 1, rows, known, hidden)


def _plain(cell: Any) -> Raw:
    return str(cell) if isinstance(cell, time | timedelta) else cell


def _percent_cells(content: bytes, name: str) -> list[tuple[int, int, str]] | None:
    """Row, column (from 0) and text of a sheet's numbers with a percent format; None where the file does not tell.

    calamine gives such a number as 0.05 and drops the format; only OOXML is read for it a second time.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book[name]
            # a dimension written wrongly would hide rows
            sheet.reset_dimensions()
            return [
                (cell.row - 1, cell.column - 1, percent_text(cell.value))
                for row in sheet.iter_rows()
                for cell in row
                if isinstance(cell.value, int | float) and "%" in (cell.number_format or "")
            ]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError, AttributeError):
        return None
