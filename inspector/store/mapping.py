"""Any noun of the domain as a table of typed columns, and its rows as nouns again.

The columns follow from the noun's own fields, so a list is described once, in the domain. Text, whole numbers,
dates, codes and yes/no have columns of their own type; a field with many values, and a period, is its canonical
text (`domain.records`). A noun within a noun (a task's scope) is flattened.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import INTEGER, TEXT, CheckConstraint, Column, MetaData, Table, bindparam, delete
from sqlalchemy.sql.dml import Delete

from ..domain.quarters import Period
from ..domain.records import decode, encode

_MANY = 65536
"""Different texts of one column that are remembered while reading: towns and labels repeat, names do not."""


@dataclass(frozen=True)
class _Field:
    """One column: where its value stands in the noun, and the value's type."""

    path: tuple[str, ...]
    kind: Any
    optional: bool

    @property
    def name(self) -> str:
        return "_".join(self.path)


class NounTable:
    """The table of one class of nouns, with `key` its identifying fields."""

    def __init__(self, metadata: MetaData, name: str, cls: type, key: Sequence[str], extra: Sequence[Column] = ()):
        self.cls = cls
        self._fields = tuple(_fields(cls))
        self._key = tuple(field for field in self._fields if field.name in key)
        self._writers = [(field.name, field.path, _writer(field)) for field in self._fields]
        self._readers = [_reader(field) for field in self._fields]
        self.table = Table(
            name,
            metadata,
            *extra,
            *(_column(field, field.name in key) for field in self._fields),
            *(CheckConstraint(check) for field in self._fields for check in _checks(field, field.name in key)),
            sqlite_strict=True,
            sqlite_with_rowid=False,
        )
        self.columns = [self.table.c[field.name] for field in self._fields]

    def key(self, noun: Any) -> tuple[Any, ...]:
        """What identifies the noun in its list."""
        return tuple(_value(noun, field.path) for field in self._key)

    def values(self, noun: Any) -> dict[str, Any]:
        """The noun as the values of a row.

        Raises:
            ValueError: a member of a list is empty or contains the joint, so it could not be read back.
        """
        return {name: write(_value(noun, path)) for name, path, write in self._writers}

    def nouns(self, rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
        """The nouns of rows of `columns`, in their order; whole columns at a time, for speed.

        Raises:
            ValueError, KeyError, ArithmeticError: a text is not one that `values` writes.
        """
        columns = iter(
            [map(read, column) for read, column in zip(self._readers, zip(*rows, strict=True), strict=False)]
        )
        return tuple(_assemble(self.cls, columns)) if rows else ()

    def delete_exactly(self) -> Delete:
        """Delete the row that is as `as_found` says in every column, and no other."""
        return delete(self.table).where(
            *(column.is_not_distinct_from(bindparam(f"found_{column.name}")) for column in self.columns)
        )

    def as_found(self, noun: Any) -> dict[str, Any]:
        """The parameters of `delete_exactly`."""
        return {f"found_{name}": value for name, value in self.values(noun).items()}


def _fields(cls: type, path: tuple[str, ...] = ()) -> Iterator[_Field]:
    hints = typing.get_type_hints(cls)
    for spec in dataclasses.fields(cls):
        kind, here = hints[spec.name], (*path, spec.name)
        if _is_nested(kind):
            yield from _fields(kind, here)
        elif typing.get_origin(kind) in (typing.Union, types.UnionType):
            yield _Field(here, next(part for part in typing.get_args(kind) if part is not type(None)), True)
        else:
            yield _Field(here, kind, False)


def _is_nested(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) and kind is not Period


def _assemble(cls: type, columns: Iterator[Iterator[Any]]) -> Iterator[Any]:
    hints = typing.get_type_hints(cls)
    kinds = [hints[spec.name] for spec in dataclasses.fields(cls)]
    return map(cls, *[_assemble(kind, columns) if _is_nested(kind) else next(columns) for kind in kinds])


def _value(noun: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        noun = getattr(noun, name)
    return noun


def _is_code(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _column(field: _Field, in_key: bool) -> Column:
    kind = INTEGER if field.kind in (int, bool) else TEXT
    return Column(field.name, kind, primary_key=in_key, nullable=field.optional)


def _checks(field: _Field, in_key: bool) -> Iterator[str]:
    """What SQLite itself sees to.

    IS, because date() of what is no date is NULL, and = NULL would pass; a modifier, because older versions
    hand 30 February back as they got it.
    """
    name = f'"{field.name}"'
    if field.kind is bool:
        yield f"{name} IN (0, 1)"
    elif field.kind is int:
        yield f"{name} >= 0"
    elif field.kind is date:
        yield f"{name} IS date({name}, '+0 days')"
    elif field.kind is Period:
        first, last = f"date(substr({name}, 1, 10), '+0 days')", f"date(substr({name}, 12), '+0 days')"
        yield f"{name} IS {first} || '~' || {last}"
    elif _is_code(field.kind):
        members = ", ".join(f"'{member.value}'" for member in field.kind)
        yield f"{name} IN ({members})"
    elif in_key:
        yield f"{name} <> ''"


def _writer(field: _Field) -> Callable[[Any], Any]:
    if field.kind is str or field.kind is int:
        return _unchanged
    write = int if field.kind is bool else _checked_encoder(field.kind) if _is_many(field.kind) else encode
    if not field.optional:
        return write
    return lambda value: None if value is None else write(value)


def _reader(field: _Field) -> Callable[[Any], Any]:
    if field.kind is str or field.kind is int:
        return _unchanged
    if field.kind is bool:
        return bool

    @lru_cache(_MANY)
    def read(text: str | None) -> Any:
        return None if text is None else decode(text, field.kind)

    return read


def _is_many(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple


def _checked_encoder(kind: Any) -> Callable[[Any], str]:
    @lru_cache(_MANY)
    def write(value: Any) -> str:
        text = encode(value)
        if decode(text, kind) != value:
            raise ValueError(f"not a list that can be written as text: {value!r}")
        return text

    return write


def _unchanged(value: Any) -> Any:
    return value
