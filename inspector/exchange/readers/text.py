"""Text files: how they are decoded, and comma-, semicolon- or tab-separated lists."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from ..parsing import Raw
from .raw import CannotRead, Failure, RawSheet, trim

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t"
_LOOK_AT = 50
"""Lines by which the delimiter is told."""
_LARGEST_FIELD = 1 << 24


def decode(content: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, or GB18030 (which holds GBK and GB 2312).

    Where it is cleanly neither, the one with fewer damaged places is taken, and these become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    attempts = (content.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030"))
    return min(attempts, key=lambda text: text.count("\N{REPLACEMENT CHARACTER}"))


def read(path: Path) -> list[RawSheet]:
    """A text file as one sheet, named after the file. Every cell is text.

    Raises:
        CannotRead: it is no such text.
    """
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        rows: list[list[Raw]] = [trim(list(row)) for row in csv.reader(io.StringIO(text), delimiter=delimiter_of(text))]
    except csv.Error:
        raise CannotRead(Failure.DAMAGED) from None
    return [RawSheet(path.stem, 1, rows)]


def delimiter_of(text: str) -> str:
    """The delimiter by which most of the first lines fall into the same number of cells, more than one."""
    head = "".join(text.splitlines(keepends=True)[:_LOOK_AT])

    def regularity(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row]
        return max(((widths.count(width), width) for width in set(widths) if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=regularity)
