"""Tables written as the sheets of a workbook: openpyxl makes everything but the rows, which are put in as XML."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from .cells import rows_xml
from .official.table import Table, column_letter
from .page import Print, Styles, row_height, set_up

MARKER = "InspectorWorkbook"
"""The custom document property by which a workbook of ours is known; it survives saving in other programs."""
MARKER_VALUE = "1"
ROWS_AT_ONCE = 200

Tell = Callable[[str, float], None]
"""Told the sheet at work and how much of all is done (0 to 1); what it raises stops the writing with nothing left."""
TOLD_EVERY = 1000
"""Rows."""


def write(path: Path, tables: Sequence[Table], page: Print, marker: str, tell: Tell) -> None:
    """Write the tables to `path`: a workbook without rows, then once more with the rows put in.

    `marker` is the document property by which it is known again.

    Raises:
        OSError: it cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book = Workbook()
    book.remove(book.active)
    book.custom_doc_props.append(StringProperty(name=marker, value=MARKER_VALUE))
    book.properties.title = page.title
    book.properties.creator = ""
    styles = Styles(book)
    for table in tables:
        sheet = book.create_sheet(table.name)
        set_up(sheet, table, page)
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
                            tell(table.name, (before + row) / whole)
                done += len(table.lines)
            else:
                new.writestr(name, content)
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _fill(stream: IO[bytes], empty: str, table: Table, styles: Styles) -> Iterator[int]:
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
