"""Rows of text fields as one text and back, and its SHA-256: what every fingerprint is the hash of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from ..domain.records import Row

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def text(rows: Iterable[Row]) -> str:
    """The one text of the rows.

    Trailing empty fields of a row are dropped. Backslash, TAB, LF and CR inside a field are written as
    ``\\\\``, ``\\t``, ``\\n`` and ``\\r``; fields are joined by TAB and every row ends with LF.
    """
    lines = [_line(row) for row in rows]
    lines.append("")
    return "\n".join(lines)


def read_text(written: str) -> list[Row]:
    """The rows that `text` wrote, without the trailing empty fields.

    Raises:
        ValueError: the text does not end with LF, or has an escape that `text` never writes.
    """
    if not written:
        return []
    if not written.endswith("\n"):
        raise ValueError("the last row does not end with LF")
    return [_fields(line) for line in written[:-1].split("\n")]


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 of the rows' text in UTF-8, as lower-case hex."""
    return hashlib.sha256(text(rows).encode()).hexdigest()


def _line(row: Sequence[str]) -> str:
    line = "\t".join(row)
    if line.count("\t") == len(row) - 1 and not ("\\" in line or "\n" in line or "\r" in line):
        # nothing to escape, as almost always: every TAB is a joint
        return line.rstrip("\t")
    return "\t".join("".join(_ESCAPES.get(char, char) for char in field) for field in row).rstrip("\t")


def _fields(line: str) -> Row:
    fields = line.split("\t")
    if "\\" in line:
        fields = [_unescape(field) for field in fields]
    return tuple(fields)


def _unescape(field: str) -> str:
    out = []
    chars = iter(field)
    for char in chars:
        if char == "\\":
            escaped = next(chars, "")
            if escaped not in _UNESCAPES:
                raise ValueError(f"unknown escape in {field!r}")
            char = _UNESCAPES[escaped]
        out.append(char)
    return "".join(out)
