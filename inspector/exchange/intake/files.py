"""Files as sheets of plain cells, whatever their extension says.

Excel files are parsed in a child process with limits on memory and time: a crafted file of a few kilobytes can make
a parser ask for hundreds of gigabytes and abort the process, which nothing inside it can catch. Where the system has
no such limit (Windows) the time limit alone holds.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...domain.messages import Refusal, Wording
from ..parsing import Raw, percent_text

MEMORY_LIMIT = 4 << 30
TIME_LIMIT = 120.0
SIZE_LIMIT = 200 << 20

MISSING = Wording("read.missing", "找不到文件 {path}。", "There is no file {path}.")
EMPTY = Wording("read.empty", "文件 {path} 是空的。", "The file {path} is empty.")
TOO_LARGE = Wording(
    "read.too_large",
    "文件 {path} 太大（超过 {limit} MB），请拆成几个文件。",
    "The file {path} is too large (over {limit} MB); split it into several.",
)
NOT_A_LIST = Wording(
    "read.not_a_list",
    "{path} 不是 Excel 或 CSV 文件（看内容像是{kind}）。请另存为 .xlsx 后再导入。",
    "{path} is neither Excel nor CSV (its content looks like {kind}). Save it as .xlsx and import that.",
)
DAMAGED = Wording(
    "read.damaged",
    "{path} 打不开：{why}。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    "{path} cannot be read: {why}. Open it in Excel or WPS, save it as .xlsx and import that.",
)
GAVE_UP = Wording(
    "read.gave_up",
    "读取 {path} 用的内存或时间超出限度，已停止。请只保留有数据的行列，另存为 .xlsx 再导入。",
    "Reading {path} took more memory or time than allowed and was stopped. Keep only rows and columns with "
    "data, save it "
    "as .xlsx and import that.",
)
ENCRYPTED = Wording("read.encrypted", "文件有密码", "the file has a password")
UNREADABLE = Wording("read.unreadable", "文件已损坏", "the file is damaged")
PICTURE = Wording("read.picture", "图片", "a picture")
PDF = Wording("read.pdf", "PDF", "PDF")
WEB_PAGE = Wording("read.web_page", "网页或 XML", "a web page or XML")
UNKNOWN = Wording("read.unknown", "未知格式", "an unknown format")

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRANGERS: tuple[tuple[bytes, Wording], ...] = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"%PDF", PDF),
    (b"SQLite format 3", UNKNOWN),
)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's cells from its first used row, which is row `first_row` (counted from 1) of the sheet."""

    name: str
    first_row: int
    rows: list[list[Raw]]


def read_sheets(path: Path) -> list[RawSheet]:
    """All sheets of a file, by what its content is.

    Raises:
        Refusal: the file is missing, empty, too large, damaged, encrypted, or no list at all.
    """
    try:
        size = path.stat().st_size
        head = b""
        if path.is_file():
            with path.open("rb") as stream:
                head = stream.read(512)
    except OSError:
        raise Refusal(MISSING(path=str(path))) from None
    if not path.is_file():
        raise Refusal(MISSING(path=str(path)))
    if not size:
        raise Refusal(EMPTY(path=str(path)))
    if size > SIZE_LIMIT:
        raise Refusal(TOO_LARGE(path=str(path), limit=SIZE_LIMIT >> 20))
    return reader_for(path, head)(path)


def reader_for(path: Path, head: bytes) -> Callable[[Path], list[RawSheet]]:
    """Which reader a file's first bytes ask for.

    Raises:
        Refusal: they are those of something that is no list.
    """
    if head.startswith((ZIP, OLE)):
        return read_workbook
    for start, kind in STRANGERS:
        if head.startswith(start):
            raise Refusal(NOT_A_LIST(path=str(path), kind=kind))
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        raise Refusal(NOT_A_LIST(path=str(path), kind=WEB_PAGE))
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(NOT_A_LIST(path=str(path), kind=UNKNOWN))
    return read_csv


def read_csv(path: Path) -> list[RawSheet]:
    """Comma-, semicolon- or tab-separated text: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    delimiter = max(",;\t", key=lambda mark: max(line.count(mark) for line in text.split("\n", 30)[:30]))
    csv.field_size_limit(1 << 20)
    try:
        rows: list[list[Raw]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        raise Refusal(DAMAGED(path=str(path), why=UNREADABLE())) from None
    return [RawSheet(path.stem, 1, rows)]


def read_workbook(path: Path) -> list[RawSheet]:
    """An Excel or OpenDocument workbook (.xlsx .xlsm .xls .xlsb .ods), read by calamine in a child process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_read_in_child, args=(str(path), there), daemon=True)
    child.start()
    there.close()
    try:
        answer = here.recv() if here.poll(TIME_LIMIT) else None
    except EOFError:
        answer = None
    finally:
        here.close()
        child.terminate()
        child.join()
    if answer is None:
        raise Refusal(GAVE_UP(path=str(path)))
    if isinstance(answer, str):
        raise Refusal(DAMAGED(path=str(path), why=ENCRYPTED() if answer == "encrypted" else UNREADABLE()))
    return [RawSheet(*sheet) for sheet in answer]


def _read_in_child(path: str, answer: Connection) -> None:
    """Parse the workbook and send its sheets; on failure a word that says which."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        # by content: the extension may say something else
        with CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes())) as book:
            sheets = []
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.start is None:
                    continue
                rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
                _mark_percentages(path, name, sheet.start, rows)
                sheets.append((name, sheet.start[0] + 1, rows))
    except PasswordError:
        answer.send("encrypted")
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, KeyError):
        answer.send("unreadable")
    except MemoryError:
        return
    else:
        answer.send(sheets)
    finally:
        answer.close()


def _plain(cell: Any) -> Raw:
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell


def _mark_percentages(path: str, name: str, start: tuple[int, int], rows: list[list[Raw]]) -> None:
    """Numbers shown as percentages become text with %: calamine drops the format, and 0.05 could mean 0.05 %."""
    if not any(isinstance(cell, str) and "比例" in cell for row in rows[:30] for cell in row):
        return
    for row, column, per_cent in _percent_cells(path, name):
        line = row - start[0]
        place = column - start[1]
        if 0 <= line < len(rows) and 0 <= place < len(rows[line]):
            rows[line][place] = per_cent


def _percent_cells(path: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Row, column (from 0) and text of a sheet's numbers with a percent format; only OOXML files tell."""
    if not zipfile.is_zipfile(path):
        return
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception:
        return  # not OOXML (an .ods is a zip too), or nothing openpyxl can read: the numbers stay numbers
    try:
        sheet = book[name]
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)) and "%" in (cell.number_format or ""):
                    yield cell.row - 1, cell.column - 1, percent_text(cell.value)
    finally:
        book.close()
