"""XML Spreadsheet 2003 (SpreadsheetML), which old systems write under the names .xls and .xlsx."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from ..parsing import Raw, percent_text
from .raw import CannotRead, Failure, RawSheet, fill_down, trim
from .text import decode

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576


def read(path: Path) -> list[RawSheet]:
    """The sheets of an XML Spreadsheet 2003.

    Raises:
        CannotRead: the XML is damaged.
    """
    try:
        # decoded here: the parser does not know the Chinese encodings that such files may declare
        root = ElementTree.fromstring(decode(path.read_bytes()))
        percentages = set(_percent_styles(root))
        return [_sheet(sheet, percentages) for sheet in root.iter(f"{_SS}Worksheet")]
    except (ElementTree.ParseError, ValueError):
        raise CannotRead(Failure.DAMAGED) from None


def _percent_styles(root: ElementTree.Element) -> Iterator[str]:
    for style in root.iter(f"{_SS}Style"):
        shape = style.find(f"{_SS}NumberFormat")
        shown = shape.get(f"{_SS}Format", "") if shape is not None else ""
        if "%" in shown or shown == "Percent":
            yield style.get(f"{_SS}ID", "")


def _sheet(sheet: ElementTree.Element, percentages: set[str]) -> RawSheet:
    rows: list[list[Raw]] = []
    merged: list[tuple[int, int, int]] = []
    for row in sheet.iter(f"{_SS}Row"):
        index = int(row.get(f"{_SS}Index", len(rows) + 1))
        if index > _MOST_ROWS:
            raise ValueError(index)
        rows.extend([] for _ in range(index - 1 - len(rows)))
        cells: list[Raw] = []
        for cell in row.iter(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", len(cells) + 1))
            if column > _MOST_COLUMNS:
                raise ValueError(column)
            cells.extend([None] * (column - 1 - len(cells)))
            cells.append(_value(cell, percentages))
            if down := int(cell.get(f"{_SS}MergeDown", 0)):
                merged.append((len(rows), len(rows) + down, column - 1))
            cells.extend([None] * min(int(cell.get(f"{_SS}MergeAcross", 0)), _MOST_COLUMNS))
        rows.append(trim(cells))
    for top, bottom, column in merged:
        fill_down(rows, top, bottom, column)
    return RawSheet(sheet.get(f"{_SS}Name", ""), 1, rows)


def _value(cell: ElementTree.Element, percentages: set[str]) -> Raw:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    if kind == "Number":
        return percent_text(float(text)) if cell.get(f"{_SS}StyleID", "") in percentages else float(text)
    if kind == "DateTime":
        return datetime.fromisoformat(text)
    if kind == "Boolean":
        return text == "1"
    return None if kind == "Error" else text
