"""Every noun survives its table, whatever it says."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from inspector.domain.county import Department, Enterprise, Settings
from inspector.domain.quarters import Period
from inspector.domain.records import LIST_JOINT
from inspector.store import schema
from inspector.store.mapping import NounTable

TABLES = {**schema.LISTS, "settings": schema.settings}

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MEMBER = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=LIST_JOINT), min_size=1, max_size=6)
KEY = MEMBER
DATE = st.dates(date(1900, 1, 1), date(9999, 12, 31))
PERIOD = st.builds(Period, DATE, DATE)
RATE = st.decimals(min_value=0, max_value=1, places=4)


def strategy(kind: Any, text: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        inner = next(part for part in arguments if part is not type(None))
        return st.none() | strategy(inner, text)
    if origin is tuple and typing.get_origin(arguments[0]) is tuple:
        return st.lists(st.tuples(*map(strategy, typing.get_args(arguments[0]))), max_size=3).map(tuple)
    if origin is tuple:
        return st.lists(strategy(arguments[0], MEMBER), max_size=3).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if kind is Period:
        return PERIOD
    if dataclasses.is_dataclass(kind):
        return nouns(kind)
    return {str: text, bool: st.booleans(), int: st.integers(0, 10**6), date: DATE, Decimal: RATE}[kind]


def nouns(cls: Any, key: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    names = [spec.name for spec in dataclasses.fields(cls)]
    return st.builds(cls, **{name: strategy(hints[name], KEY if name in key else TEXT) for name in names})


@pytest.fixture(scope="module")
def engine() -> typing.Iterator[Engine]:
    engine = create_engine("sqlite://")
    schema.metadata.create_all(engine)
    yield engine
    engine.dispose()


def written_and_read(engine: Engine, table: NounTable, noun: Any) -> Any:
    extra = {"id": 1} if "id" in table.table.c else {}
    with engine.begin() as connection:
        connection.execute(delete(table.table))
        connection.execute(insert(table.table), {**extra, **table.values(noun)})
        (read,) = table.nouns(connection.execute(select(*table.columns)).all())
    return read


@pytest.mark.parametrize("name", TABLES)
def test_every_noun_comes_back_equal(name: str, engine: Engine) -> None:
    table = TABLES[name]
    keys = tuple(column.name for column in table.table.primary_key.columns)

    @settings(max_examples=60, deadline=None)
    @given(noun=nouns(table.cls, keys))
    def holds(noun: Any) -> None:
        assert written_and_read(engine, table, noun) == noun

    holds()


@pytest.mark.parametrize("labels", [("a；b",), ("",)])
def test_a_list_that_would_not_come_back_is_refused(labels: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a list"):
        schema.LISTS["enterprises"].values(Enterprise("A", "甲", labels=labels))


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("departments", "code", ""),
        ("enterprises", "risk", "E"),
        ("enterprises", "name", None),
        ("inspectors", "expires", "2027-02-30"),
        ("tasks", "window", "2027-01-01~2027-02-30"),
        ("inspectors", "load_limit", -1),
        ("past_checks", "date", "tomorrow"),
        ("past_checks", "on_site", 2),
        ("tasks", "window", "2027-01-01"),
        ("tasks", "officers", "two"),
    ],
)
def test_the_file_itself_refuses_values_of_no_meaning(engine: Engine, name: str, column: str, value: Any) -> None:
    table = schema.LISTS[name].table
    row = {each.name: "x" if str(each.type) == "TEXT" else 1 for each in table.c}
    row |= {"window": "2027-01-01~2027-03-31", "date": "2027-01-01", "expires": "2027-01-01", "exemption": None}
    row |= {"kind": "定向" if name == "tasks" else "企业", "risk": "A"}
    row |= {"status": "有效" if name == "inspectors" else "存续"}
    values = {each.name: row[each.name] for each in table.c}
    with engine.connect() as connection:
        connection.execute(insert(table), values)
        connection.rollback()
        with pytest.raises(IntegrityError):
            connection.execute(insert(table), {**values, column: value})


def test_a_row_is_deleted_only_as_it_was_found(engine: Engine) -> None:
    table = schema.LISTS["departments"]
    with engine.connect() as connection:
        connection.execute(insert(table.table), table.values(Department("A", "甲局", "甲")))
        other = connection.execute(table.delete_exactly(), table.as_found(Department("A", "乙局", "甲")))
        same = connection.execute(table.delete_exactly(), table.as_found(Department("A", "甲局", "甲")))
        assert (other.rowcount, same.rowcount) == (0, 1)


def test_the_settings_defaults_are_what_a_new_file_holds(engine: Engine) -> None:
    assert written_and_read(engine, schema.settings, Settings()) == Settings()
