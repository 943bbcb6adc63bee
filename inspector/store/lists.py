"""The county's lists in its file: read whole, written by difference."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..domain.county import County, Settings
from . import schema
from .mapping import NounTable

_TAKEN = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}


class ListsChanged(Exception):
    """The file's lists are no longer what the caller had read."""


def start(connection: Connection, name: str, code: str) -> None:
    """Fill a new file: whose it is, and the settings' defaults."""
    connection.execute(insert(schema.meta), {"id": 1, "name": name, "code": code})
    connection.execute(insert(schema.settings.table), {"id": 1, **schema.settings.values(Settings())})


def read(connection: Connection) -> County:
    """The county as the file has it; each list in the order of its key.

    Raises:
        ValueError, KeyError, ArithmeticError: a text in the file cannot be read.
    """
    name, code = connection.execute(select(schema.meta.c.name, schema.meta.c.code)).one()
    (settings,) = _nouns(connection, schema.settings)
    found = {field: _nouns(connection, table) for field, table in schema.LISTS.items()}
    return County(name, code, settings, **found)


def write_settings(connection: Connection, settings: Settings) -> None:
    """Replace the settings."""
    connection.execute(update(schema.settings.table), schema.settings.values(settings))


def write_differences(connection: Connection, old: County, new: County) -> None:
    """Make the file's lists, which were `old`, those of `new`; rows that are the same are not touched.

    Raises:
        ListsChanged: a row that differs is no longer as `old` has it.
        ValueError: a list of `new` names something twice, or a value cannot be written.
    """
    for field, table in schema.LISTS.items():
        gone, come = _difference(table, getattr(old, field), getattr(new, field))
        _delete(connection, table, gone)
        _insert(connection, table, come)


def _nouns(connection: Connection, table: NounTable) -> tuple[Any, ...]:
    query = select(*table.columns).order_by(*table.table.primary_key.columns)
    return table.nouns(connection.execute(query).all())


def _difference(table: NounTable, old: Iterable[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """What goes and what comes; a changed row does both."""
    before = {table.key(noun): noun for noun in old}
    after = {table.key(noun): noun for noun in new}
    if len(after) != len(new):
        raise ValueError(f"{table.table.name}: the same key twice")
    gone = [noun for key, noun in before.items() if after.get(key) != noun]
    come = [noun for key, noun in after.items() if before.get(key) != noun]
    return gone, come


def _delete(connection: Connection, table: NounTable, nouns: list[Any]) -> None:
    if nouns:
        done = connection.execute(table.delete_exactly(), [table.as_found(noun) for noun in nouns])
        if done.rowcount != len(nouns):
            raise ListsChanged(table.table.name)


def _insert(connection: Connection, table: NounTable, nouns: list[Any]) -> None:
    if not nouns:
        return
    try:
        connection.execute(insert(table.table), [table.values(noun) for noun in nouns])
    except IntegrityError as error:
        if getattr(error.orig, "sqlite_errorcode", None) in _TAKEN:
            raise ListsChanged(table.table.name) from error
        raise
