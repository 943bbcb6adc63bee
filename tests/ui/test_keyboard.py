"""Lists, tasks and their dialogs without a mouse: all is reached, told by name, and no letter means two things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.domain.messages import LANGUAGES
from inspector.ui.dialogs.about import AboutDialog
from inspector.ui.dialogs.edit import EditDialog
from inspector.ui.dialogs.enterprise import EnterpriseDialog
from inspector.ui.dialogs.help import HelpWindow
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.dialogs.new_county import NewCountyDialog
from inspector.ui.dialogs.settings import SettingsDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.pages.lists import ListsPage
from inspector.ui.pages.tasks import TasksPage
from inspector.workflow.overview import StepName

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LETTER = re.compile(r"&([^&\s])")
READ_OUT = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


def seen(root: QWidget) -> Iterator[QWidget]:
    """The widgets that are seen in a window, not those in others that it owns."""
    for each in root.findChildren(QWidget):
        if each.isVisible() and each.window() is root.window():
            yield each


def letters(root: QWidget) -> Counter[str]:
    """How often each letter is promised to do something with Alt."""
    words = [each.text() for each in seen(root) if isinstance(each, QAbstractButton)]
    words += [each.text() for each in seen(root) if isinstance(each, QLabel) and each.buddy() is not None]
    if isinstance(root, MainWindow):
        words += [action.text() for action in root.menuBar().actions()]
    return Counter(found.group(1).upper() for each in words if (found := LETTER.search(each.replace("&&", ""))))


def nameless(root: QWidget) -> list[str]:
    """Places that the keyboard reaches and a screen reader could say nothing about."""
    labelled = {each.buddy() for each in seen(root) if isinstance(each, QLabel)}
    labelled |= {buddy.focusProxy() for buddy in labelled if buddy is not None}
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in seen(root)
        if isinstance(each, READ_OUT)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and each not in labelled
    ]


def unreached(root: QWidget) -> list[str]:
    """Places that Tab should reach and does not."""
    reached, here = set(), root.nextInFocusChain()
    while here is not None and here is not root and here not in reached:
        reached.add(here)
        here = here.nextInFocusChain()
    return [
        f"{type(each).__name__} {each.accessibleName()}"
        for each in seen(root)
        if isinstance(each, READ_OUT) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each not in reached
    ]


def inspected(root: QWidget) -> None:
    QApplication.processEvents()
    assert {letter for letter, count in letters(root).items() if count > 1} == set()
    assert nameless(root) == []
    assert unreached(root) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_worked_without_a_mouse(qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str) -> None:
    window = open_window(None, language)
    inspected(window)
    window.open_file(tiny)
    settled(qtbot, window.session)
    for name in (StepName.LISTS, StepName.TASKS):
        window.jump(name)
        page = window.page(name)
        assert isinstance(page, (ListsPage, TasksPage))
        for at in range(page.tabs.count()):
            page.tabs.setCurrentIndex(at)
            settled(qtbot, window.session)
            inspected(window)


def dialogs(window: MainWindow) -> Iterator[Callable[[], QDialog]]:
    assert window.session.shown is not None
    county = window.session.shown.county
    session, kept = window.session, window.preferences
    yield lambda: EnterpriseDialog(session, kept, county.enterprises[0].code, window)
    yield lambda: EditDialog(session, "enterprises", county.enterprises[0], window)
    yield lambda: EditDialog(session, "tasks", county.tasks[0], window)
    yield lambda: EditDialog(session, "inspectors", None, window)
    yield lambda: ImportDialog(session, kept, [], window)
    yield lambda: NewCountyDialog(session, window.session.shown.path.parent, window)
    yield lambda: SettingsDialog(session, window)
    yield lambda: HelpWindow(session, window)
    yield lambda: AboutDialog(session, window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialogs_are_worked_without_a_mouse(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str
) -> None:
    window = open_window(tiny, language)
    for make in dialogs(window):
        dialog = make()
        dialog.show()
        settled(qtbot, window.session)
        inspected(dialog)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        QApplication.processEvents()
