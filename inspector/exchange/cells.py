"""Rows of a sheet as the XML of the file format (ECMA-376, SpreadsheetML).

openpyxl makes workbook, styles and page set-up; the rows themselves are written here, because it builds every
cell as an element tree: 60 seconds for 46,000 rows of a draw's record, where this takes five. Text is written
as inline strings, so nothing is ever taken for a formula, an error or a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from xml.sax.saxutils import escape as escape_markup

from .official.table import Line, Look, Value, column_letter

FORMULA_LEADS = ("=", "+", "-", "@")
"""A spreadsheet takes a typed text that begins so for a formula; such cells carry its quote mark."""
EPOCH = date(1899, 12, 30)
"""Day 0 of serial dates, right from 1 March 1900 on."""

StyleOf = Callable[[Look, bool], int]
"""Number of the style of a look; the flag asks for the quote mark."""


def rows_xml(lines: Iterator[tuple[Line, float]], style_of: StyleOf) -> Iterator[str]:
    """The `row` elements of lines with their heights in points (0 for the default)."""
    letters: list[str] = []
    for row, (line, height) in enumerate(lines, 1):
        while len(letters) < len(line.values):
            letters.append(column_letter(len(letters)))
        own = f' ht="{height:.2f}" customHeight="1"' if height else ""
        cells = [
            _cell(f"{letters[at]}{row}", value, look, style_of)
            for at, (value, look) in enumerate(zip(line.values, line.looks, strict=True))
        ]
        yield f'<row r="{row}"{own}>{"".join(cells)}</row>'


def _cell(place: str, value: Value, look: Look, style_of: StyleOf) -> str:
    if isinstance(value, str) and value:
        style = style_of(look, value.startswith(FORMULA_LEADS))
        keep = ' xml:space="preserve"' if value != value.strip() else ""
        text = escape_markup(escape(value))
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{keep}>{text}</t></is></c>'
    style = style_of(look, False)
    if isinstance(value, date):
        return f'<c r="{place}" s="{style}"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{place}" s="{style}"/>'


_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    """Text as a cell holds it: what XML cannot carry is written _xHHHH_ (ST_Xstring)."""
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """The inverse of `escape`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
