"""Rows that imports could not take, kept with their reason until they are put right, come in again or are discarded.

Every import puts all rows that still wait under its own number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, insert, select

from ..domain.messages import EN, ZH, Message
from .schema import quarantine


class BadRow(Protocol):
    """A row as the import hands it over: where it stands, why it cannot be taken, and what it says."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def reason(self) -> Message: ...
    @property
    def cells(self) -> Sequence[str]: ...
    @property
    def titles(self) -> Sequence[str]: ...
    @property
    def list(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row in quarantine. `import_number` is the number of the import's record; `row` is the sheet's own.

    The reason is kept in both languages, since later versions may word it otherwise.
    """

    import_number: int
    file: str
    sheet: str
    row: int
    column: str
    reason: str
    reason_zh: str
    reason_en: str
    cells: tuple[str, ...]
    titles: tuple[str, ...] = ()
    """The titles of the cells; blank in files of versions that did not keep them."""
    list: str = ""


def put(connection: Connection, import_number: int, rows: Iterable[BadRow]) -> None:
    """Put rows in quarantine."""
    values = [
        {
            "import": import_number,
            "file": row.file,
            "sheet": row.sheet,
            "row": row.row,
            "column": row.column,
            "reason": row.reason.code,
            "reason_zh": row.reason.text(ZH),
            "reason_en": row.reason.text(EN),
            "cells": json.dumps({"list": row.list, "titles": [*row.titles], "cells": [*row.cells]}, ensure_ascii=False),
        }
        for row in rows
    ]
    if values:
        connection.execute(insert(quarantine), values)


def read(connection: Connection, import_number: int) -> list[Quarantined]:
    """What one import put in quarantine, in the order in which it was found."""
    columns = [column for column in quarantine.c if column is not quarantine.c.id]
    query = select(*columns).where(quarantine.c["import"] == import_number).order_by(quarantine.c.id)
    found = []
    for row in connection.execute(query):
        values = row._asdict()
        number, kept = values.pop("import"), json.loads(values.pop("cells"))
        if isinstance(kept, list):
            kept = {"cells": kept, "titles": (), "list": ""}
        found.append(
            Quarantined(
                import_number=number,
                cells=tuple(kept["cells"]),
                titles=tuple(kept["titles"]),
                list=kept["list"],
                **values,
            )
        )
    return found
