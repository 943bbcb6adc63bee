"""Which sheet is which: recognised by its header row, wherever that stands, not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ...domain.identity import clean_text, normalise_code
from ..parsing import Cell, Raw
from ..readers import RawSheet
from .sheets import BY_LIST, SHEETS, Column, Sheet

LOOK_AT = 30
"""Titles, hints and notes may stand above the header, but not more rows than this."""
LONGEST_TITLE = 24
"""Characters; what is longer is a note, not a column's title."""
HINTS_BELOW = 3
"""Rows below the header that may be hints on how to fill in the sheet."""

_EXAMPLE = re.compile("(填写说明|说明|示例|样例|案例|例如|例)([：:（ ]|$)")
"""How the first cell of a row begins that says how to fill in a sheet, or shows it; such rows are no data."""
_FOOTER = re.compile("合计|总计|共计|备注|注：|注意|填表|制表|审核|填报|单位负责人|联系人：")
"""How a lone cell below a list begins that belongs to the paper, not to the data."""
_HINT = re.compile("填写|填报|YYYY|必填|选填|下拉|单选|复选|多选|格式")
_NOTE = re.compile(r"[(（][^()（）]*[)）]$")


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: its sheet, the index of its row, and the places at which each column stands.

    A column may stand at several places (统一社会信用代码 and 注册号 side by side): the first that is filled in
    counts. `titles` are all of the row's, as they are compared; `ignored` are the titles of columns that no list has;
    `matched` if a user has said what stands where.
    """

    sheet: Sheet
    row: int
    places: dict[str, tuple[int, ...]]
    titles: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    matched: bool = False

    def cells(self, line: Sequence[Raw]) -> dict[str, Raw]:
        """A row's cells by column title."""
        return {title: _first_filled(line, places) for title, places in self.places.items()}


def _first_filled(line: Sequence[Raw], places: tuple[int, ...]) -> Raw:
    found = [line[place] for place in places if place < len(line)]
    return next((raw for raw in found if Cell(raw).text), None)


def title_of(cell: Raw) -> str:
    """A header cell as titles are compared: no blanks, marks of required columns, notes in brackets or below."""
    first = str(cell or "").split("\n")[0]
    bare = re.sub(r"[\s*:]", "", normalise_code(first)).replace("(", "（").replace(")", "）")
    return _NOTE.sub("", bare) or bare


@dataclass(frozen=True, slots=True)
class Match:
    """What a user has said of a header of somebody else's: the list it is, and whose title stands for which of ours.

    `columns` are by our title; a column that is not among them is said to be missing.
    """

    list: str
    columns: Mapping[str, str]


Learned = Mapping[str, Match]
"""What was said of headers, by `signature_of` their titles."""
NOTHING_LEARNED: Learned = MappingProxyType({})


def signature_of(row: Sequence[Raw]) -> str:
    """What a header is known again by: its titles as they are compared, in their order."""
    return "|".join(_titles(row)).rstrip("|")


def find_header(raw: RawSheet, learned: Learned = NOTHING_LEARNED) -> Header | None:
    """The header of a sheet of ours, as a user has matched it or by its titles; None if the sheet is something else."""
    best: tuple[int, bool, Header] | None = None
    for number, row in enumerate(raw.rows[:LOOK_AT]):
        titles = _titles(row)
        match = learned.get(signature_of(row)) if learned else None
        if match is not None:
            return _matched(match, number, row, titles)
        for sheet in SHEETS:
            places = _places(sheet, titles)
            if not all(title in places for title in sheet.marks):
                continue
            rank = len(places), sheet.name == clean_text(raw.name)
            if best is None or rank > best[:2]:
                best = (*rank, Header(sheet, number, places, tuple(titles), tuple(_ignored(row, places))))
    return best[2] if best else None


def _titles(row: Sequence[Raw]) -> list[str]:
    return [title_of(cell) if isinstance(cell, str) else "" for cell in row]


def _matched(match: Match, number: int, row: Sequence[Raw], titles: Sequence[str]) -> Header:
    sheet = BY_LIST[match.list]
    said = {column.title: title_of(match.columns.get(column.title, "")) for column in sheet.columns}
    places: dict[str, tuple[int, ...]] = {
        ours: (titles.index(theirs),) for ours, theirs in said.items() if theirs and theirs in titles
    }
    return Header(sheet, number, places, tuple(titles), tuple(_ignored(row, places)), matched=True)


def missing_marks(raw: RawSheet) -> tuple[Sheet, tuple[str, ...]] | None:
    """The list whose header a sheet comes closest to, and the titles it lacks; None if it resembles none."""
    best: tuple[int, Sheet, tuple[str, ...]] | None = None
    for row in raw.rows[:LOOK_AT]:
        titles = _titles(row)
        for sheet in SHEETS:
            places = _places(sheet, titles)
            if len(places) > 1 and (best is None or len(places) > best[0]):
                best = len(places), sheet, tuple(title for title in sheet.marks if title not in places)
    return best[1:] if best else None


def likeliest_header(raw: RawSheet) -> int | None:
    """The index of the row that looks most like a header: the first of those with most short texts, at least two."""
    best, most = None, 1
    for number, row in enumerate(raw.rows[:LOOK_AT]):
        count = sum(0 < len(title) <= LONGEST_TITLE for title in _titles(row))
        if count > most:
            best, most = number, count
    return best


def _places(sheet: Sheet, titles: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found = {column.title: tuple(_places_of(column, titles)) for column in sheet.columns}
    return {title: places for title, places in found.items() if places}


def _places_of(column: Column, titles: Sequence[str]) -> Iterator[int]:
    """Where a column stands: under its own title or another, the most usual title first."""
    for wanted in dict.fromkeys(title_of(title) for title in (column.title, *column.aliases)):
        if wanted in titles:
            yield titles.index(wanted)


def _ignored(row: Sequence[Raw], places: dict[str, tuple[int, ...]]) -> Iterator[str]:
    taken = {place for found in places.values() for place in found}
    for place, cell in enumerate(row):
        title = Cell(cell).text
        if place not in taken and title and title not in ("序号", "编号"):
            yield title


def is_data(header: Header, below: int, line: Sequence[Raw]) -> bool:
    """Whether a row, `below` rows under the header, is data: not blank, a hint, an example, a header or a footer."""
    cells = {title: Cell(raw).text for title, raw in header.cells(line).items()}
    texts = [text for text in cells.values() if text]
    if not texts or _EXAMPLE.match(texts[0]) or any("请删除" in text for text in texts):
        return False
    if _is_repeated(header, line):
        return False
    if cells[header.sheet.marks[0]] and len(texts) > 1:
        return True
    filled = [text for raw in line if (text := Cell(raw).text)]
    if len(filled) == 1 and _FOOTER.match(filled[0]):
        return False
    nameless = not cells[header.sheet.marks[0]]
    return not (below <= HINTS_BELOW and nameless and any(_HINT.search(text) for text in filled))


def _is_repeated(header: Header, line: Sequence[Raw]) -> bool:
    """Whether a row is the header once more, as at the head of every printed page."""
    pairs = ((title_of(cell), title) for cell, title in zip(line, header.titles, strict=False) if title)
    return all(found == title for found, title in pairs)
