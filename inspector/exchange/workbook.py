"""Workbooks of ours, saved whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.messages import Message, Refusal, Wording
from .cells import escape
from .official.table import Table, canonical, strip
from .page import Print
from .reading import MOST_ROWS
from .writing import MARKER, TOLD_EVERY, Tell, write

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LONGEST_TEXT = 32_767

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
TOO_MANY_ROWS = Wording(
    "workbook.too_many_rows",
    "工作表“{sheet}”有 {rows} 行，Excel 最多存 {most} 行，没有导出。"
    "每个岗位可以选派的人员太多时概率表过长，请缩小抽查范围或分季度安排。",
    "Sheet {sheet} has {rows} rows and Excel holds {most} at most, so nothing was exported. The table of chances is "
    "too long where very many people could take each seat: draw fewer enterprises, or in two quarters.",
)
OPEN_ELSEWHERE = Wording(
    "workbook.open_elsewhere",
    "“{wished}”正被别的程序打开，已另存为“{name}”。",
    "'{wished}' is open in another program; saved as '{name}' instead.",
)
WRITTEN = 0.8
"""How much is done, about, once all sheets are written; the rest is reading them back."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a workbook was saved, and what should be said about it."""

    path: Path
    messages: tuple[Message, ...] = ()


def untold(sheet: str, part: float) -> None:
    """Nobody is told."""


def save(path: Path, tables: Sequence[Table], page: Print, *, marker: str = MARKER, tell: Tell = untold) -> Saved:
    """Write the tables as the workbook `path`, whole or not at all.

    It is written beside its place under another name, read back and compared, then moved into place. If the
    target is open elsewhere it is saved under the next free numbered name. `marker` is the document property by
    which it is known again.

    Raises:
        Refusal: the name is not one of an .xlsx file, the folder cannot be written to, or a sheet or a text is longer
            than Excel holds.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(NOT_XLSX(name=path.name))
    _refuse_what_excel_cannot_hold(tables)
    try:
        handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=f".{path.stem}-", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(folder=str(path.parent), reason=error.strerror or str(error))) from error
    temporary = Path(name)
    try:
        write(temporary, tables, page, marker, lambda sheet, part: tell(sheet, WRITTEN * part))
        _refuse_other_content(temporary, tables, lambda sheet, part: tell(sheet, WRITTEN + (1 - WRITTEN) * part))
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


def _refuse_what_excel_cannot_hold(tables: Sequence[Table]) -> None:
    for table in tables:
        if len(table.lines) > MOST_ROWS:
            raise Refusal(TOO_MANY_ROWS(sheet=table.name, rows=len(table.lines), most=MOST_ROWS))
        for row, line in enumerate(table.lines, 1):
            for value in line.values:
                # escaping makes seven characters of one at most
                if isinstance(value, str) and 7 * len(value) > LONGEST_TEXT and len(escape(value)) > LONGEST_TEXT:
                    raise Refusal(TOO_LONG(sheet=table.name, row=row))


def _refuse_other_content(path: Path, tables: Sequence[Table], tell: Tell) -> None:
    """Read the file back with a reader that shares nothing with the writer, and compare every cell."""
    from python_calamine import CalamineError, CalamineWorkbook

    done, whole = 0, sum(len(table.lines) for table in tables) or 1
    try:
        with CalamineWorkbook.from_path(path) as book:
            for table, name in zip_longest(tables, book.sheet_names):
                if table is None or name != table.name:
                    raise Refusal(NOT_AS_WRITTEN(sheet=table.name if table else name))
                for row, same in enumerate(_compared(book.get_sheet_by_name(name), table)):
                    if not same:
                        raise Refusal(NOT_AS_WRITTEN(sheet=name))
                    if row % TOLD_EVERY == 0:
                        tell(name, (done + row) / whole)
                done += len(table.lines)
    except CalamineError as error:
        raise Refusal(NOT_AS_WRITTEN(sheet=tables[0].name)) from error


def _compared(sheet: CalamineSheet, table: Table) -> Iterator[bool]:
    """Whether each row is the table's; one by one, because the largest sheets have hundreds of thousands."""
    if sheet.start not in (None, (0, 0)):  # the first row and column of ours are never blank
        yield False
        return
    found = (strip(tuple(map(canonical, row))) for row in sheet.iter_rows())
    meant = (strip(tuple(map(canonical, line.values))) for line in table.lines)
    yield from (one == other for one, other in zip_longest(found, meant, fillvalue=()))


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
