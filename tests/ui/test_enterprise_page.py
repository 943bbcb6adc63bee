"""One enterprise's page: opened from the lists and the tasks, read by keys, in step with the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.store import CountyFile
from inspector.ui.dialogs.edit import EditDialog
from inspector.ui.dialogs.enterprise import EnterpriseDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.pages.lists import ListsPage
from inspector.ui.pages.tasks import TasksPage
from inspector.ui.widgets.facts import Facts
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def lists_of(window: MainWindow) -> ListsPage:
    window.jump(StepName.LISTS)
    page = window.page(StepName.LISTS)
    assert isinstance(page, ListsPage)
    page.choose("enterprises")
    return page


def opened(qtbot: QtBot, window: MainWindow) -> EnterpriseDialog:
    settled(qtbot, window.session)
    (dialog,) = (each for each in window.findChildren(EnterpriseDialog) if each.isVisible())
    return dialog


def visited(window: MainWindow) -> str:
    return window.session.shown.quarter.current.visits[0].enterprise  # type: ignore[union-attr]


@pytest.fixture
def dialog(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> EnterpriseDialog:
    """The page of an enterprise that is going to be visited, opened with Enter on the list."""
    window = open_window(tiny, EN)
    page = lists_of(window)
    settled(qtbot, window.session)
    code = visited(window)
    assert page.panel.choose(lambda row: row.code == code)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Return)
    return opened(qtbot, window)


def test_a_double_click_on_the_list_opens_it(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny, ZH)
    page = lists_of(window)
    settled(qtbot, window.session)
    table = page.panel.table
    place = table.visualRect(table.model().index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    dialog = opened(qtbot, window)
    assert dialog.code == page.panel.selected()[0].code
    dialog.close()


def test_it_shows_the_year_the_caps_and_the_chances(dialog: EnterpriseDialog) -> None:
    year = dialog.year
    assert year is not None
    assert dialog.windowTitle() == year.enterprise.name
    assert dialog.code in dialog.about.text()
    assert "the one counted check is planned" in dialog.caps.text()
    assert "draft" in dialog.caps.text()
    assert [row.drawn for row in dialog.chances.all_rows] == [True]
    assert dialog.chances.index(0, 1).data() == "50 % (4 of 8)"
    assert len(dialog.history.all_rows) == 1
    QAbstractItemModelTester(dialog.chances, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(dialog.history, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_line_is_gone_through_by_keys_and_told_to_screen_readers(qtbot: QtBot, dialog: EnterpriseDialog) -> None:
    line = dialog.line
    assert line.year is not None
    words = dialog.session.say(line.year.marks[0].words)
    assert words in line.accessibleDescription()
    assert line.words_at(line.point_of(0)) == words
    assert line.mark_at(line.point_of(0)) == 0
    assert line.mark_at(QPointF(0, 0)) == -1
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.accessibleDescription() == words
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleDescription() == words


def test_it_stays_in_step_and_closes_with_the_file(qtbot: QtBot, dialog: EnterpriseDialog) -> None:
    session = dialog.session
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    # while the quarter is frozen only contacts may be changed, and the button says why
    assert dialog.change.isEnabled()
    assert dialog.change.toolTip()
    with qtbot.waitSignal(dialog.destroyed):
        window.close_file()
    settled(qtbot, session)
    assert not [each for each in window.findChildren(EnterpriseDialog) if each.isVisible()]


def test_an_open_quarter_is_edited_from_the_page(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    county = tiny_county()
    with CountyFile.create(tmp_path / "open.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
    window = open_window(tmp_path / "open.county", EN)
    page = lists_of(window)
    settled(qtbot, window.session)
    page.open_enterprise(county.enterprises[0].code)
    dialog = opened(qtbot, window)
    assert [row.drawn for row in dialog.chances.all_rows] == [None]
    assert "not frozen yet" in dialog.chances_note.text()
    qtbot.keyClick(dialog, Qt.Key.Key_F2)
    (edit,) = dialog.findChildren(EditDialog)
    assert edit.isVisible()
    edit.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_task_says_stands_beside_the_table(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str
) -> None:
    window = open_window(tiny, language)
    window.jump(StepName.TASKS)
    page = window.page(StepName.TASKS)
    assert isinstance(page, TasksPage)
    settled(qtbot, window.session)
    facts = page.facts
    assert isinstance(facts, Facts)
    told = [label.text() for label in facts.findChildren(QLabel)]
    # all eight are unrated; half of them are due
    assert "8" in told
    assert "4" in told
    assert "50%" in told
    assert any("甲" in text for text in told)
