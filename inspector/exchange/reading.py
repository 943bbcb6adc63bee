"""Workbooks of ours, read back cell for cell as canonical texts (ECMA-376, SpreadsheetML).

The XML is streamed in this process, so a hostile file cannot make it allocate what it likes (calamine can be made
to ask for half a terabyte by one cell), and a formula shows as a formula, where others show only the value last
computed for it. openpyxl, which does both as well, builds objects of every cell. `identify` has bounded what a file
may unpack to.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from posixpath import join, normpath
from xml.parsers import expat

from .cells import unescape
from .official.table import canonical, strip

Rows = list[tuple[str, ...]]

MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
"""What a sheet can hold in the file format."""
MOST_CELLS = 50_000_000
"""Cells of a workbook, blank ones before the last of a row and blank rows before the last included."""
BOOK, BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
SHEET_TYPE = "/worksheet"
DIGITS = "0123456789"


class BadWorkbook(ValueError):
    """What can be unpacked and parsed, but is no workbook that a spreadsheet program writes."""


def read(path: Path) -> dict[str, Rows]:
    """The canonical texts of every sheet by its name, trailing blanks left out.

    Raises:
        Exception: whatever the zip and XML readers raise for a damaged file; `BadWorkbook` for what they do not see.
    """
    with zipfile.ZipFile(path) as archive:
        present = set(archive.namelist())
        book, relations, strings, styles = _Book(), _Relations(), _Strings(), _Styles()
        _parse(archive, BOOK, book)
        _parse(archive, BOOK_RELATIONS, relations)
        for name, part in ((STRINGS, strings), (STYLES, styles)):
            if name in present:
                _parse(archive, name, part)
        dates = styles.dates()
        sheets: dict[str, Rows] = {}
        room = MOST_CELLS
        for name, relation in book.sheets:
            if name in sheets:
                raise BadWorkbook(f"two sheets {name}")
            kind, target = relations.targets[relation]
            cells = _Cells(strings.texts, dates, book.epoch, room)
            if kind.endswith(SHEET_TYPE):  # others, such as a sheet of one chart, have no cells
                _parse(archive, target, cells)
            sheets[name], room = strip_rows(cells.rows), cells.room
        return sheets


def strip_rows(rows: Rows) -> Rows:
    """The rows without blank ones at the end."""
    end = len(rows)
    while end and not rows[end - 1]:
        end -= 1
    return rows[:end]


class _Part:
    """Takes in a part of the archive: its methods `start_NAME` and `end_NAME` are called for elements of that name.

    `pieces` takes in all texts; who wants one clears it where the text begins.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []


def _ignore(*_: object) -> None:
    """No method of a part asks for the element."""


class _Handlers(dict[str, Callable[..., None]]):
    """A part's methods by the names of elements as they are written, with or without a prefix."""

    def __init__(self, part: _Part, when: str):
        super().__init__()
        self._part, self._when = part, when

    def __missing__(self, name: str) -> Callable[..., None]:
        self[name] = handler = getattr(self._part, self._when + name.rpartition(":")[2], _ignore)
        return handler


def _parse(archive: zipfile.ZipFile, name: str, part: _Part) -> None:
    """Stream a part of the archive to what takes it in."""
    starts, ends = _Handlers(part, "start_"), _Handlers(part, "end_")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda element, attributes: starts[element](attributes)
    parser.EndElementHandler = lambda element: ends[element]()
    parser.CharacterDataHandler = part.pieces.append
    with archive.open(name) as stream:
        parser.ParseFile(stream)


def _refuse_doctype(*_: object) -> None:
    raise BadWorkbook("a document type, which could define entities")


class _Book(_Part):
    """The sheets in order, each with the relation that leads to it, and the day that dates are counted from."""

    def __init__(self) -> None:
        from openpyxl.utils.datetime import WINDOWS_EPOCH

        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch: datetime = WINDOWS_EPOCH

    def start_workbookPr(self, attributes: dict[str, str]) -> None:
        from openpyxl.utils.datetime import MAC_EPOCH

        if attributes.get("date1904") in ("1", "true"):
            self.epoch = MAC_EPOCH

    def start_sheet(self, attributes: dict[str, str]) -> None:
        relation = next(value for name, value in attributes.items() if name.endswith(":id"))
        self.sheets.append((attributes["name"], relation))


class _Relations(_Part):
    """Kind and place of what each relation of the workbook leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[str, str]] = {}

    def start_Relationship(self, attributes: dict[str, str]) -> None:
        # join leaves a target that begins at the root as it is
        place = normpath(join("/xl", attributes["Target"])).lstrip("/")
        self.targets[attributes["Id"]] = attributes["Type"], place


class _Strings(_Part):
    """Texts that cells share. What stands in `rPh` is a reading aid, not text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._text = ""
        self._aid = False

    def start_si(self, _: object) -> None:
        self._text = ""

    def start_t(self, _: object) -> None:
        self.pieces.clear()

    def end_t(self) -> None:
        if not self._aid:
            self._text += "".join(self.pieces)

    def start_rPh(self, _: object) -> None:
        self._aid = True

    def end_rPh(self) -> None:
        self._aid = False

    def end_si(self) -> None:
        self.texts.append(unescape(self._text))


class _Styles(_Part):
    """Number formats of the styles of cells."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._of_cells = False

    def start_numFmt(self, attributes: dict[str, str]) -> None:
        self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")

    def start_cellXfs(self, _: object) -> None:
        self._of_cells = True

    def end_cellXfs(self) -> None:
        self._of_cells = False

    def start_xf(self, attributes: dict[str, str]) -> None:
        if self._of_cells:
            self._formats.append(int(attributes.get("numFmtId", "0")))

    def dates(self) -> frozenset[str]:
        """Numbers of the styles, as cells name them, that show a number as a date."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        codes = (self._codes.get(number) or BUILTIN_FORMATS.get(number, "") for number in self._formats)
        return frozenset(str(at) for at, code in enumerate(codes) if is_date_format(code))


class _Columns(dict[str, int]):
    """Positions (from 0) of columns by their letters."""

    def __missing__(self, letters: str) -> int:
        from openpyxl.utils import column_index_from_string

        self[letters] = column = column_index_from_string(letters) - 1
        return column


class _Cells(_Part):
    """The rows of a sheet. `room` is the number of cells that the workbook may still have."""

    def __init__(self, strings: list[str], dates: frozenset[str], epoch: datetime, room: int):
        super().__init__()
        self.rows: Rows = []
        self.room = room
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._row: list[str] = []
        self._columns = _Columns()
        self._attributes: dict[str, str] = {}
        self._value = self._text = ""
        self._formula: str | None = None
        self._aid = False

    def start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", len(self.rows) + 1))
        missing = number - 1 - len(self.rows)
        if missing < 0 or number > MOST_ROWS:
            raise BadWorkbook(f"row {number} out of its place")
        self.rows.extend([()] * missing)
        self._row = []

    def end_row(self) -> None:
        self.rows.append(strip(tuple(self._row)))
        self.room -= len(self._row) + 1
        if self.room < 0:
            raise BadWorkbook("too many cells")

    def start_c(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._value = self._text = ""
        self._formula = None
        letters = attributes.get("r", "").rstrip(DIGITS)
        place = len(self._row)
        column = self._columns[letters] if letters else place
        if not place <= column < MOST_COLUMNS:
            raise BadWorkbook(f"cell {attributes.get('r')} out of its place")
        if column > place:
            self._row.extend([""] * (column - place))

    def start_v(self, _: object) -> None:
        self.pieces.clear()

    start_t = start_f = start_v

    def end_v(self) -> None:
        self._value = "".join(self.pieces)

    def end_t(self) -> None:
        if not self._aid:
            self._text += "".join(self.pieces)

    def end_f(self) -> None:
        self._formula = "".join(self.pieces)

    def start_rPh(self, _: object) -> None:
        self._aid = True

    def end_rPh(self) -> None:
        self._aid = False

    def end_c(self) -> None:
        kind = self._attributes.get("t", "n")
        if self._formula is not None:
            self._row.append(f"公式 ={self._formula}")
        elif kind == "inlineStr":
            self._row.append(unescape(self._text))
        elif not self._value:
            self._row.append("")
        elif kind == "s":
            self._row.append(self._strings[int(self._value)])
        elif kind == "n":
            self._row.append(self._number())
        elif kind == "b":
            self._row.append(canonical(self._value == "1"))
        else:  # a text, an error, or a date as ISO 8601 writes it
            self._row.append(unescape(self._value))

    def _number(self) -> str:
        from openpyxl.utils.datetime import from_excel

        text = self._value
        number = int(text) if text.isdecimal() else float(text)
        if self._attributes.get("s", "0") in self._dates:
            return canonical(from_excel(number, self._epoch))
        return canonical(number)
