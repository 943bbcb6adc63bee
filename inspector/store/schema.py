"""The tables of a county file. A change here needs a migration; a test compares the two.

Every table is STRICT, so a column holds its own type only, and says with CHECKs what its values may be.
"""

from __future__ import annotations

from sqlalchemy import DDL, INTEGER, TEXT, CheckConstraint, Column, ForeignKey, MetaData, Table, event

from ..domain import county as lists
from .mapping import NounTable

VERSION = 1
"""The schema's version: the number of the last migration, in the file's `user_version`."""

metadata = MetaData()


def _only_row() -> Column:
    """The key of a table with one row."""
    return Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True)


meta = Table(
    "meta",
    metadata,
    _only_row(),
    Column("name", TEXT, CheckConstraint("name <> ''"), nullable=False),
    Column("code", TEXT, CheckConstraint("code <> ''"), nullable=False),
    sqlite_strict=True,
)

settings = NounTable(metadata, "settings", lists.Settings, key=(), extra=[_only_row()])

_KEYS: dict[str, tuple[type, tuple[str, ...]]] = {
    "departments": (lists.Department, ("code",)),
    "enterprises": (lists.Enterprise, ("code",)),
    "inspectors": (lists.Inspector, ("certificate",)),
    "recusals": (lists.Recusal, ("certificate", "enterprise")),
    "items": (lists.Item, ("code",)),
    "tasks": (lists.Task, ("code",)),
    "cases": (lists.Case, ("code",)),
    "meetings": (lists.Meeting, ("code",)),
    "past_checks": (lists.PastCheck, ("enterprise", "date", "department")),
    "past_meetings": (lists.PastMeeting, ("enterprise", "date", "kind")),
}

LISTS = {name: NounTable(metadata, name, cls, key) for name, (cls, key) in _KEYS.items()}
"""The County's field -> its table."""

record = Table(
    "record",
    metadata,
    Column("sequence", INTEGER, CheckConstraint("sequence > 0"), primary_key=True),
    Column("quarter", TEXT, nullable=False),
    Column("kind", TEXT, CheckConstraint("kind <> ''"), nullable=False),
    Column("at", TEXT, CheckConstraint("at <> ''"), nullable=False),
    Column("operator", TEXT, nullable=False),
    Column("program", TEXT, nullable=False),
    # national algorithms may be asked for one day: older records keep theirs
    Column("algorithm", TEXT, CheckConstraint("algorithm <> ''"), nullable=False),
    Column("previous", TEXT, nullable=False),
    Column("hash", TEXT, CheckConstraint("hash <> ''"), nullable=False),
    # last, so that a search by quarter or kind does not read through the bodies
    Column("body", TEXT, nullable=False),
    sqlite_strict=True,
)
"""The append-only chain of records; see `chain`."""

TRIGGERS = {
    "record_never_updated": """
CREATE TRIGGER record_never_updated BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'records are never changed'); END""",
    "record_never_deleted": """
CREATE TRIGGER record_never_deleted BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END""",
    "record_follows_the_last": """
CREATE TRIGGER record_follows_the_last BEFORE INSERT ON record
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM record)
BEGIN SELECT RAISE(ABORT, 'a record follows the last one'); END""",
}
"""They stop mistakes, also INSERT OR REPLACE; whoever means to forge is caught by the hashes."""

for _trigger in TRIGGERS.values():
    event.listen(record, "after_create", DDL(_trigger))

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", INTEGER, primary_key=True),
    Column("import", INTEGER, ForeignKey(record.c.sequence), nullable=False, index=True),
    Column("file", TEXT, nullable=False),
    Column("sheet", TEXT, nullable=False),
    Column("row", INTEGER, CheckConstraint('"row" >= 0'), nullable=False),
    Column("column", TEXT, nullable=False),
    Column("reason", TEXT, CheckConstraint("reason <> ''"), nullable=False),
    Column("reason_zh", TEXT, nullable=False),
    Column("reason_en", TEXT, nullable=False),
    Column("cells", TEXT, CheckConstraint("json_valid(cells)"), nullable=False),
    sqlite_strict=True,
)
"""Rows that an import could not take, with the number of the import's record."""
