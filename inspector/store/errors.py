"""Faults of the disk and the database, told in a sentence a clerk can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..domain.messages import Refusal, Wording
from . import texts
from .backups import backups_of

_WORDINGS: dict[int, Wording] = {
    sqlite3.SQLITE_BUSY: texts.LOCKED,
    sqlite3.SQLITE_LOCKED: texts.LOCKED,
    sqlite3.SQLITE_READONLY: texts.READ_ONLY,
    sqlite3.SQLITE_FULL: texts.DISK_FULL,
}
_MOVED = sqlite3.SQLITE_READONLY_DBMOVED
"""What SQLite says when it is to write to a file that has no longer the name it was opened by."""
_OTHER_FILE = "no such table"
"""So begins what SQLite says when the file has another content than it was opened with."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREADABLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def damaged(path: Path) -> Refusal:
    """That a file is damaged, with the backup to go back to."""
    found = backups_of(path)
    backup = texts.HAS_BACKUP(path=str(found[-1])) if found else texts.HAS_NO_BACKUP()
    return Refusal(texts.DAMAGED(path=str(path), backup=backup))


@contextmanager
def database_faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says of `path` into a Refusal; errors of the program pass through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        # the low byte is the primary code; the rest says where in SQLite it happened
        full = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
        code = full & 0xFF
        if full == _MOVED or str(cause).startswith(_OTHER_FILE):
            raise Refusal(texts.GONE(path=str(path))) from error
        if code in _DAMAGE or "decode to UTF-8" in str(cause):
            raise damaged(path) from error
        if code in _UNREADABLE:
            raise Refusal(texts.UNREADABLE(path=str(path), why=str(cause))) from error
        if code not in _WORDINGS:
            raise
        raise Refusal(_WORDINGS[code](path=str(path))) from error


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn what the system says of the file or folder `path` into a Refusal."""
    try:
        yield
    except OSError as error:
        raise Refusal(texts.UNREADABLE(path=str(path), why=error.strerror or str(error))) from error
