"""The table of plain objects: sorting, searching and filtering say the same as doing it the slow way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from inspector.domain.codes import RiskClass
from inspector.domain.messages import Message, Wording
from inspector.ui.models import index
from inspector.ui.models.table import Column, TableModel
from inspector.ui.widgets.table import SpacedDelegate, TableView

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@dataclass(frozen=True)
class Thing:
    """A row."""

    code: str
    name: str
    risk: RiskClass = RiskClass.A
    number: int | None = None
    day: date | None = None


def word(text: str) -> Wording:
    return Wording(f"test.{text}", text, text)


def say(words: Message | Wording) -> str:
    return (words() if isinstance(words, Wording) else words).text()


COLUMNS: tuple[Column[Thing], ...] = (
    Column(word("code"), lambda row: row.code, search=True, code=True),
    Column(word("name"), lambda row: row.name, search=True, name=True),
    Column(word("risk"), lambda row: row.risk, choice=True),
    Column(word("number"), lambda row: row.number),
    Column(word("day"), lambda row: row.day),
)
ROWS = (
    Thing("C3", "湖北云汀鑫盛商贸", RiskClass.B, 10, date(2027, 1, 5)),
    Thing("a1", "重庆银行", RiskClass.A, 9, None),
    Thing("B2", "ABC 商贸", RiskClass.UNRATED, None, date(2026, 12, 31)),
    Thing("D4", "", RiskClass.B, 100, date(2027, 1, 5)),
)


@pytest.fixture
def model(qtbot: QtBot) -> TableModel[Thing]:
    model = TableModel(COLUMNS, say, ROWS)
    model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return model


def seen(model: TableModel[Thing]) -> list[str]:
    return [model.row(line).code for line in range(model.rowCount())]


def test_shows_values_as_people_read_them(model: TableModel[Thing]) -> None:
    shown = [[model.index(line, column).data() for column in range(5)] for line in range(4)]
    assert shown[0] == ["C3", "湖北云汀鑫盛商贸", "B", "10", "2027-01-05"]
    assert shown[2] == ["B2", "ABC 商贸", "未评级", "", "2026-12-31"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hbyt", ["C3"]),
        ("YTXS", ["C3"]),
        ("cq", ["a1"]),
        ("zq", ["a1"]),
        ("商贸", ["C3", "B2"]),
        ("商贸 b2", ["B2"]),
        ("sm", ["C3", "B2"]),
        ("A1", ["a1"]),
        ("  ", ["C3", "a1", "B2", "D4"]),
        ("没有", []),
    ],
)
def test_search_looks_through_codes_names_and_initials(model: TableModel[Thing], typed: str, found: list[str]) -> None:
    model.search(typed)
    assert seen(model) == found


def test_numbers_and_dates_sort_by_size_and_blanks_stand_last_both_ways(model: TableModel[Thing]) -> None:
    model.sort(3)
    assert seen(model) == ["a1", "C3", "D4", "B2"]
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert seen(model) == ["D4", "C3", "a1", "B2"]
    model.sort(4)
    assert seen(model) == ["B2", "C3", "D4", "a1"]
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert seen(model) == ["C3", "D4", "B2", "a1"], "rows that are equal keep their order"
    model.sort(-1)
    assert seen(model) == ["C3", "a1", "B2", "D4"]


def test_chinese_sorts_by_its_reading(qtbot: QtBot) -> None:
    names = ["长江", "阿里", "宝山", "郑州", "Beta", "100"]
    model = TableModel(COLUMNS, say, [Thing(name, name) for name in names])
    model.sort(1)
    assert seen(model) == ["100", "Beta", "阿里", "宝山", "长江", "郑州"]


def test_column_filters_take_a_part_or_a_choice_and_hold_together(model: TableModel[Thing]) -> None:
    model.filter_column(2, frozenset({"b", "未评级"}))
    assert seen(model) == ["C3", "B2", "D4"]
    model.filter_column(1, "商贸")
    assert seen(model) == ["C3", "B2"]
    model.search("c")
    assert seen(model) == ["C3", "B2"]
    model.search("c3")
    assert seen(model) == ["C3"]
    assert model.is_filtered
    model.search("")
    model.filter_column(1, None)
    model.filter_column(2, None)
    assert not model.is_filtered


def test_other_rows_are_searched_filtered_and_sorted_as_before(model: TableModel[Thing]) -> None:
    model.search("商贸")
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_rows([*ROWS, Thing("E5", "新商贸")])
    assert seen(model) == ["E5", "C3", "B2"]


def test_a_selected_row_stays_selected_when_rows_are_sorted(model: TableModel[Thing]) -> None:
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(model.index(0, 1))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.row(kept).code == "C3"


def test_what_is_prepared_ahead_is_what_is_found_on_demand(
    model: TableModel[Thing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    other = TableModel(COLUMNS, say, ROWS)
    other.row_index.prepare()
    for column in range(len(COLUMNS)):
        for order in Qt.SortOrder:
            model.sort(column, order)
            other.sort(column, order)
            assert seen(model) == seen(other)


def test_preparing_stops_when_it_is_told_to(model: TableModel[Thing]) -> None:
    asked = []
    model.row_index.prepare(lambda: bool(asked.append(1)) or len(asked) > 2)
    assert len(asked) == 3


texts = st.text("ab商贸1 ", max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(texts, texts, st.sampled_from(RiskClass), st.none() | st.integers(0, 9)), max_size=30),
    st.lists(st.tuples(st.sampled_from(["search", "column", "choice", "sort"]), texts, st.booleans()), max_size=8),
)
def test_any_order_of_typing_filtering_and_sorting_shows_what_it_should(
    qapp: QApplication, found: list[tuple], steps: list[tuple[str, str, bool]]
) -> None:
    """What is seen depends on the filters and the sort in force, never on how they came about."""
    rows = [Thing(code, name, risk, number) for code, name, risk, number in found]
    model = TableModel(COLUMNS, say, rows)
    words, part, risks, descending, sorted_by = "", "", None, False, -1
    for what, text, flag in steps:
        if what == "search":
            words = text
            model.search(text)
        elif what == "column":
            part = text
            model.filter_column(1, text or None)
        elif what == "choice":
            risks = frozenset({"a", "b"}) if flag else None
            model.filter_column(2, risks)
        else:
            sorted_by, descending = 3, flag
            model.sort(3, Qt.SortOrder.DescendingOrder if flag else Qt.SortOrder.AscendingOrder)
    haystacks = model.row_index.haystacks()
    wanted = [
        row
        for number, row in enumerate(rows)
        if all(word in haystacks[number] for word in words.lower().split())
        and part in row.name
        and (risks is None or row.risk.value.lower() in risks)
    ]
    if sorted_by == 3:
        told = [row for row in wanted if row.number is not None]
        wanted = sorted(told, key=lambda row: row.number or 0, reverse=descending) + [
            row for row in wanted if row.number is None
        ]
    assert [model.row(line) for line in range(model.rowCount())] == wanted


def test_the_wide_column_takes_the_room_there_is_and_keeps_its_own(qtbot: QtBot, model: TableModel[Thing]) -> None:
    columns = [Column(each.title, each.value, width=10) for each in COLUMNS]
    view = TableView(TableModel(columns, say, ROWS, parent=model), wide=1)
    qtbot.addWidget(view)
    own = view.columnWidth(1)
    view.resize(2000, 200)
    view.show()
    assert view.horizontalHeader().length() == view.viewport().width()
    view.resize(300, 200)
    qtbot.waitUntil(lambda: view.columnWidth(1) == own)


def test_a_number_keeps_off_the_next_column(qtbot: QtBot, model: TableModel[Thing]) -> None:
    view = TableView(model)
    qtbot.addWidget(view)
    delegate = view.itemDelegate()
    assert isinstance(delegate, SpacedDelegate)
    words, number = QStyleOptionViewItem(), QStyleOptionViewItem()
    delegate.initStyleOption(words, model.index(0, 0))
    delegate.initStyleOption(number, model.index(0, 3))
    assert words.text == "C3"  # type: ignore[attr-defined]
    assert number.text.strip() == "10" != number.text  # type: ignore[attr-defined]
    assert model.index(0, 3).data() == "10"


def test_an_index_is_prepared_with_what_the_table_asks_for() -> None:
    calls: list[str] = []

    def read(row: str) -> str:
        calls.append(row)
        return row

    column: Column[str] = Column(Wording("test.column", "列", "Column"), read, search=True)
    model: TableModel[str] = TableModel([column], lambda words: str(words), ["b", "a"])
    assert model.needs() is None
    model.sort(0)
    model.search("a")
    index = model.index_of(["ab", "c", "aa"])
    work_out = model.needs()
    assert work_out is not None
    work_out(index)
    assert index.is_searchable
    calls.clear()
    model.set_index(index)
    assert [model.row(line) for line in range(model.rowCount())] == ["aa", "ab"]
    # nothing of it was worked out again
    assert calls == []
