"""One SQLite file as an SQLAlchemy engine, set up so that no update is lost and no write is half done."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

from ..domain.messages import Refusal
from . import texts
from .errors import damaged

APPLICATION_ID = 0x494E5350
"""In bytes 68–71 of every county file: the letters INSP."""

BUSY_SECONDS = 10.0
"""How long to wait for another program's transaction before saying that the file is in use."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes of an SQLite file's header."""


def make_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on `path` whose transactions take the write lock when they begin.

    pysqlite's own transactions begin with the first write, so that two programs can read the same row,
    both write it, and one update is lost without an error. Here every transaction begins with BEGIN
    IMMEDIATE, except on `readers`.

    Each opens the file anew. A connection kept for the next one would go on with a file that was moved away,
    and with remembered pages of one that an older copy was written over, which damages it.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS}, poolclass=NullPool
    )

    @event.listens_for(engine, "do_connect")
    def look(*_: object) -> None:
        if not path.exists():  # SQLite would make an empty one
            raise Refusal(texts.GONE(path=str(path)))

    @event.listens_for(engine, "connect")
    def set_up(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        # never WAL: unsafe on a network share, and a copied file without its -wal lacks the last changes
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # or INSERT OR REPLACE would pass the triggers that guard the records
        connection.execute("PRAGMA recursive_triggers = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def readers(engine: Engine) -> Engine:
    """The same engine for reading: any number of readers at once, also of a read-only file."""
    return engine.execution_options(reading=True)


def check_header(path: Path) -> None:
    """Look at the first bytes before SQLite does: it would take an empty file for a database of ours.

    Raises:
        Refusal: there is no such file, or it is not a county file, or it breaks off in its header.
        OSError: it cannot be read.
    """
    if not path.exists():
        raise Refusal(texts.NOT_FOUND(path=str(path)))
    if not path.is_file():
        raise Refusal(texts.NOT_OURS(path=str(path)))
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
    if not header.startswith(_MAGIC):
        raise Refusal(texts.NOT_OURS(path=str(path)))
    if len(header) < _HEADER:
        raise damaged(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Refusal(texts.NOT_OURS(path=str(path)))


def is_sound(connection: Connection) -> bool:
    """SQLite's own check of every page, index and constraint (0.4 s for a million rows)."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return found == "ok" and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def file_version(connection: Connection) -> int:
    """The version of the schema that the file has; 0 before the first migration."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
