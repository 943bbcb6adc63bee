"""Tables of a web page, which many systems offer for download under the name .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from .raw import RawSheet, fill_down, trim
from .text import decode

_MOST_COLUMNS = 16_384


def read(path: Path) -> list[RawSheet]:
    """Every table of the page as a sheet, named after the file; every cell is text."""
    parser = _Tables()
    parser.feed(decode(path.read_bytes()))
    parser.close()
    return [RawSheet(path.stem, 1, table.finished()) for table in parser.tables]


@dataclass
class _Table:
    rows: list[list] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    """Places (row, column) below a cell that spans rows."""
    text: list[str] | None = None
    span: tuple[int, int] = (1, 1)

    def start_cell(self, across: int, down: int) -> None:
        self.end_cell()
        self.text, self.span = [], (across, down)

    def end_cell(self) -> None:
        if self.text is None:
            return
        if not self.rows:
            self.rows.append([])
        row, number = self.rows[-1], len(self.rows) - 1
        while (number, len(row)) in self.covered:
            row.append(None)
        across, down = self.span
        if down > 1:
            self.merged.append((number, number + down - 1, len(row)))
            self.covered |= {(number + i, len(row) + j) for i in range(1, down) for j in range(across)}
        row += ["".join(self.text).strip(), *[None] * (across - 1)]
        self.text = None

    def finished(self) -> list[list]:
        self.end_cell()
        for top, bottom, column in self.merged:
            fill_down(self.rows, top, bottom, column)
        return [trim(row) for row in self.rows]


class _Tables(HTMLParser):
    """Collects tables; a table within a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th"):
            said = dict(attrs)
            self._open[-1].start_cell(_span(said.get("colspan")), _span(said.get("rowspan")))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in ("td", "th"):
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].text is not None:
            self._open[-1].text.append(data)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_COLUMNS) if text and text.strip().isdigit() else 1
