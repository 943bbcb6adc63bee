"""List files as they were read: rows, or why there are none, and which column of each sheet is taken for what.

They are read once; what was looked at is what is imported, even if the file is saved again meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from ..domain.messages import Message, Refusal
from ..exchange.intake import Incoming, Learned
from ..exchange.intake.headers import find_header, likeliest_header, signature_of
from ..exchange.intake.incoming import NEARLY, NO_SHEET, rows_of
from ..exchange.intake.sheets import CODE_LISTS
from ..exchange.parsing import Cell, Raw
from ..exchange.readers import RawSheet, read_sheets

MOST_LOOKED_AT = 50
"""Rows below a header in which an example of a column's content is looked for."""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet that has something like a header.

    `titles` are the header's, each with the first content below it; `signature` is what it is known again by. `list`
    is the list it is read as, blank if it is none. `columns` are the titles in use by those of ours that they stand
    for; `ignored` are the others. `matched` if a user has said so.
    """

    file: str
    sheet: str
    signature: str
    titles: Mapping[str, str]
    list: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    matched: bool = False


@dataclass(frozen=True)
class ListFile:
    """A file that was read, or could not be: then `rows` is None and `refusal` says why.

    `corrected` are the rows that were put right since, by sheet and row.
    """

    path: Path
    sheets: tuple[ListSheet, ...] = ()
    rows: Incoming | None = None
    refusal: Message | None = None
    corrected: tuple[tuple[str, int], ...] = ()

    @property
    def has_foreign_header(self) -> bool:
        """Whether it could be read if somebody said which column is which."""
        return self.rows is None and bool(self.sheets)


def read_list_file(path: Path, learned: Learned, cancel: Event | None = None) -> ListFile:
    """Read one file, with what a user has said of its headers; `cancel` ends it at once."""
    try:
        found = read_sheets(path, cancel)
    except Refusal as refusal:
        return ListFile(path, refusal=refusal.message)
    sheets = tuple(_seen(path.name, found, learned))
    try:
        return ListFile(path, sheets, rows_of(path, found, learned))
    except Refusal as refusal:
        foreign = refusal.message.code in (NO_SHEET.code, NEARLY.code)
        return ListFile(path, sheets if foreign else (), refusal=refusal.message)


def corrected(file: ListFile, name: str, number: int, cells: Mapping[str, str]) -> ListFile:
    """The file with other cells in a row: the one that is `number`th (from 0) among its rows of the list `name`.

    What is typed as it was read stays what was read, so that a number does not become a text.
    """
    assert file.rows is not None
    rows = list(file.rows.rows[name])
    row = rows[number]
    typed = {title: text for title, text in cells.items() if text != Cell(row.cells.get(title)).text}
    rows[number] = replace(row, cells={**row.cells, **typed})
    place = (row.sheet, row.row)
    return replace(
        file,
        rows=replace(file.rows, rows={**file.rows.rows, name: rows}),
        corrected=(*(other for other in file.corrected if other != place), place),
    )


def _seen(file: str, found: Sequence[RawSheet], learned: Learned) -> Iterator[ListSheet]:
    for raw in found:
        header = find_header(raw, learned)
        if header is not None:
            row = raw.rows[header.row]
            yield ListSheet(
                file,
                raw.name,
                signature_of(row),
                _with_examples(raw, header.row),
                header.sheet.list,
                columns={ours: _title(row[places[0]]) for ours, places in header.places.items()},
                ignored=header.ignored,
                matched=header.matched,
            )
            continue
        likeliest = likeliest_header(raw) if raw.name != CODE_LISTS else None
        if likeliest is not None:
            yield ListSheet(file, raw.name, signature_of(raw.rows[likeliest]), _with_examples(raw, likeliest))


def _with_examples(raw: RawSheet, header: int) -> dict[str, str]:
    """The titles of a header, each with the first content below it; of two columns with one title, the first."""
    below = raw.rows[header + 1 : header + 1 + MOST_LOOKED_AT]
    found: dict[str, str] = {}
    for place, cell in enumerate(raw.rows[header]):
        title = _title(cell)
        if title and title not in found:
            texts = (Cell(row[place]).text for row in below if place < len(row))
            found[title] = next(filter(None, texts), "")
    return found


def _title(cell: Raw) -> str:
    # what stands below a title in its cell is a note
    return Cell(cell.split("\n")[0]).text if isinstance(cell, str) else ""
