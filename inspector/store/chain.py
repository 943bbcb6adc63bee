"""Records of what was done, each sealed with the hash of the one before.

The hash of a record is the SHA-256 of its rows of name and value in the canonical form (fields escaped and
joined by TAB, rows ended by LF); the body stands there as its own SHA-256, so that the record of a freeze
carries H0 itself. Whoever changes, inserts or removes a record has to rewrite all that follow, and then the
last hash no longer is the one on the approval that was printed and lodged. It is tamper-evident against that,
not tamper-proof: the file alone proves nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection, Select, func, insert, select

from .schema import record

ALGORITHM = "sha256"

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Record:
    """One act: what was done (`kind`), for which quarter ("" for none), when, by whom, with which program.

    `sequence` counts from 1 without gaps. `at` is ISO 8601 with the offset from UTC. `previous` is the hash of
    the record before, "" for the first.
    """

    sequence: int
    quarter: str
    kind: str
    at: str
    operator: str
    program: str
    algorithm: str
    previous: str
    hash: str
    body: str

    @property
    def is_sound(self) -> bool:
        """Whether the record is what its hash was made of."""
        return self.algorithm == ALGORITHM and self.hash == hash_of(self)


Link = tuple[int, str]
"""Number and hash of a record, which stand for the chain as far as it; 0 and "" before the first."""
START: Link = (0, "")

_COLUMNS = [record.c[field.name] for field in fields(Record)]


def hash_of(entry: Record) -> str:
    """The hash that a record has to carry."""
    rows = (
        ("sequence", str(entry.sequence)),
        ("quarter", entry.quarter),
        ("kind", entry.kind),
        ("at", entry.at),
        ("operator", entry.operator),
        ("program", entry.program),
        ("algorithm", entry.algorithm),
        ("body", hashlib.sha256(entry.body.encode()).hexdigest()),
        ("previous", entry.previous),
    )
    text = "".join(f"{name}\t{value.translate(_ESCAPES)}".rstrip("\t") + "\n" for name, value in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def last_sequence(connection: Connection, kind: str) -> int:
    """The number of the last record of a kind; 0 before the first."""
    query = select(func.coalesce(func.max(record.c.sequence), 0)).where(record.c.kind == kind)
    return int(connection.execute(query).scalar_one())


def last_link(connection: Connection, quarter: str | None = None) -> Link:
    """The last record's: of the whole chain, or of one quarter's records."""
    query = select(record.c.sequence, record.c.hash).order_by(record.c.sequence.desc()).limit(1)
    if quarter is not None:
        query = query.where(record.c.quarter == quarter)
    last = connection.execute(query).first()
    return (last.sequence, last.hash) if last else START


def last_hash(connection: Connection) -> str:
    """The hash of the last record, which stands for the whole chain; "" before the first."""
    return last_link(connection)[1]


def append(
    connection: Connection, *, quarter: str, kind: str, at: str, operator: str, program: str, body: str
) -> Record:
    """Add a record to the chain; the caller holds the write lock."""
    sequence, previous = last_link(connection)
    entry = Record(sequence + 1, quarter, kind, at, operator, program, ALGORITHM, previous, "", body)
    entry = replace(entry, hash=hash_of(entry))
    connection.execute(insert(record), {field.name: getattr(entry, field.name) for field in fields(Record)})
    return entry


def read(connection: Connection, quarter: str | None = None, kinds: Collection[str] | None = None) -> list[Record]:
    """The records in order: all, or of one quarter, or of some kinds."""
    query = _in_order()
    if quarter is not None:
        query = query.where(record.c.quarter == quarter)
    if kinds is not None:
        query = query.where(record.c.kind.in_(kinds))
    return list(_records(connection, query))


def acts(connection: Connection) -> list[tuple[str, str]]:
    """Quarter and kind of every record, in order; bodies are not read."""
    query = select(record.c.quarter, record.c.kind).order_by(record.c.sequence)
    return [(row.quarter, row.kind) for row in connection.execute(query)]


def first_broken(connection: Connection, sound: Link = START) -> tuple[Record | None, Link]:
    """The first record that is not what its hash says, or does not follow the one before; None if all do.

    Records up to the link `sound` were found so before, and are not read again while that link is still there. The
    link that is returned is the last that is sound now.
    """
    if sound != START and not _is_there(connection, sound):
        sound = START
    for entry in _records(connection, _in_order().where(record.c.sequence > sound[0])):
        if not (entry.sequence == sound[0] + 1 and entry.previous == sound[1] and entry.is_sound):
            return entry, sound
        sound = (entry.sequence, entry.hash)
    return None, sound


def _is_there(connection: Connection, link: Link) -> bool:
    found = connection.execute(select(record.c.hash).where(record.c.sequence == link[0])).scalar_one_or_none()
    return found == link[1]


def _in_order() -> Select:
    return select(*_COLUMNS).order_by(record.c.sequence)


def _records(connection: Connection, query: Select) -> Iterator[Record]:
    for row in connection.execute(query):
        yield Record(*row)
