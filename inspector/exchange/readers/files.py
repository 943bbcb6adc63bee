"""Which reader a file needs, by its first bytes; and what people are told of a file that cannot be read."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

from ...domain.messages import Refusal, Wording
from . import child, spreadsheetml
from .raw import CannotRead, Failure, RawSheet

MOST_BYTES = 200 << 20
_HEAD = 4096

MISSING = Wording(
    "read.missing",
    "找不到文件 {path}。请检查文件名和文件夹。",
    "There is no file {path}. Check its name and folder.",
)
NOT_ALLOWED = Wording(
    "read.not_allowed",
    "读不了文件 {path}：{why}。请关闭正在打开它的程序，或检查权限。",
    "Cannot read the file {path}: {why}. Close the program that has it open, or check the permissions.",
)
EMPTY = Wording(
    "read.empty",
    "文件 {path} 是空的。请从原系统重新导出。",
    "The file {path} is empty. Export it again from the system it came from.",
)
TOO_LARGE = Wording(
    "read.too_large",
    "文件 {path} 太大（超过 {limit} MB）。请拆成几个文件。",
    "The file {path} is too large (over {limit} MB). Split it into several.",
)
NOT_A_LIST = Wording(
    "read.not_a_list",
    "{path} 不是表格文件：看内容是{kind}。请导入 .xlsx、.xls、.ods 或 .csv 文件。",
    "{path} is no spreadsheet: its content is {kind}. Import an .xlsx, .xls, .ods or .csv file.",
)
ENCRYPTED = Wording(
    "read.encrypted",
    "{path} 有密码，读不了。请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 再导入。",
    "{path} is protected by a password. Remove it in Excel or WPS, save the file as .xlsx and import that.",
)
DAMAGED = Wording(
    "read.damaged",
    "{path} 已损坏，打不开。请用 Excel 或 WPS 修复后另存为 .xlsx，或从原系统重新导出。",
    "{path} is damaged and cannot be opened. Repair it in Excel or WPS and save it as .xlsx, or export it again.",
)
GAVE_UP = Wording(
    "read.gave_up",
    "读取 {path} 用的内存或时间超出限度，已停止。请只保留有数据的行列，另存为 .xlsx 再导入。",
    "Reading {path} took more memory or time than allowed and was stopped. Keep only rows and columns with data, save "
    "it as .xlsx and import that.",
)
CANCELLED = Wording("read.cancelled", "{path} 没有读完，已停下。", "Reading {path} was stopped before its end.")
PICTURE = Wording("read.picture", "图片", "a picture")
PDF = Wording("read.pdf", "PDF 文档", "a PDF document")
ARCHIVE = Wording("read.archive", "压缩包", "an archive")
WORD = Wording("read.word", "文字文档或演示文稿", "a text document or slides")
DATABASE = Wording("read.database", "数据库（或辖区文件）", "a database (or a county file)")
UNKNOWN = Wording("read.unknown", "认不出的格式", "of an unknown kind")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, Wording], ...] = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"%PDF", PDF),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"{\\rtf", WORD),
    (b"SQLite format 3", DATABASE),
)
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_FAILURES = {
    Failure.ENCRYPTED: ENCRYPTED,
    Failure.DAMAGED: DAMAGED,
    Failure.TOO_MUCH: GAVE_UP,
    Failure.CANCELLED: CANCELLED,
}


def read_sheets(path: Path, cancel: Event | None = None) -> list[RawSheet]:
    """All sheets of a file; `cancel` ends the reading at once.

    Raises:
        Refusal: the file is missing, empty, too large, damaged, encrypted, or no list at all; or it was cancelled.
    """
    if not path.is_file():
        raise Refusal(MISSING(path=str(path)))
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise Refusal(NOT_ALLOWED(path=str(path), why=error.strerror or str(error))) from None
    if not head.strip():
        raise Refusal(EMPTY(path=str(path)))
    if size > MOST_BYTES:
        raise Refusal(TOO_LARGE(path=str(path), limit=MOST_BYTES >> 20))
    reader, kind = reader_for(head)
    if reader is None:
        raise Refusal(NOT_A_LIST(path=str(path), kind=kind))
    try:
        return child.read(reader, path, cancel)
    except CannotRead as cannot:
        if cannot.failure is Failure.UNKNOWN:
            raise Refusal(NOT_A_LIST(path=str(path), kind=UNKNOWN)) from None
        raise Refusal(_FAILURES[cannot.failure](path=str(path))) from None


def reader_for(head: bytes) -> tuple[str | None, Wording]:
    """The reader for a file that begins with `head`; None, and what it is, if it is no list."""
    if head.startswith((_ZIP, _OLE)):
        return "workbook", UNKNOWN
    for start, kind in _OTHERS:
        if head.startswith(start) and (start != b"BM" or _NOT_TEXT.search(head)):
            return None, kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text", UNKNOWN
    if _NOT_TEXT.search(head):
        return None, UNKNOWN
    return _reader_for_text(head), UNKNOWN


def _reader_for_text(head: bytes) -> str:
    text = head.removeprefix(_TEXT_BOMS[0]).lstrip().lower()
    if not text.startswith(b"<"):
        return "text"
    return "spreadsheetml" if spreadsheetml.NAMESPACE.encode() in text else "html"
