"""The first five minutes: from nothing to a county on the screen, and tools that need no file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from inspector.domain.messages import LANGUAGES, ZH
from inspector.ui import preferences as kept
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.dialogs.new_county import NewCountyDialog
from inspector.ui.pages import start as start_page
from inspector.ui.preferences import Preferences, portable_folder
from inspector.workflow.overview import StepName, StepState

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder for files."""
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(start_page, "documents", lambda: folder)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_click_gives_a_county_to_practise_on(
    qtbot: QtBot, open_window: OpenWindow, documents: Path, language: str
) -> None:
    window = open_window(None, language)
    qtbot.keyClick(window.start.practise_button, Qt.Key.Key_Return)
    settled(qtbot, window.session)
    shown = window.session.shown
    assert shown is not None
    assert shown.path.is_relative_to(documents)
    assert len(shown.county.enterprises) == 2000
    assert shown.next_step is not None
    assert shown.next_step.name is StepName.DRAW
    assert shown.quarantined == ()


def test_a_second_sample_stands_beside_the_first(qtbot: QtBot, open_window: OpenWindow, documents: Path) -> None:
    window = open_window(None)
    for _ in range(2):
        window.show_start()
        window.start.practise_button.click()
        settled(qtbot, window.session)
    assert len(list(documents.glob("*/*.county"))) == 2
    assert window.session.shown is not None
    # the start page lists what was opened lately, the last one first
    window.show_start()
    assert window.start.recent.count() == 2
    window.start.recent.itemActivated.emit(window.start.recent.item(1))
    settled(qtbot, window.session)
    assert window.session.shown.path == window.preferences.recent[0]


def test_lists_become_a_county_file(qtbot: QtBot, open_window: OpenWindow, documents: Path, tmp_path: Path) -> None:
    window = open_window(None, ZH)
    lists = tmp_path / "lists.csv"
    lists.write_text("部门编码,部门名称,简称\nC,丙局,丙\n", encoding="utf-8")
    window.start.import_files([lists])
    (dialog,) = window.findChildren(NewCountyDialog)
    assert not dialog.go.isEnabled()
    dialog.name.setText("云汀县")
    dialog.code.setText("429088")
    assert dialog.where.text() == str(documents / "云汀县.county")
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert window.county.text() == "云汀县"
    (preview,) = window.findChildren(ImportDialog)
    preview.go.click()
    settled(qtbot, window.session)
    assert [row.name for row in window.session.shown.county.departments] == ["丙局"]
    assert window.session.shown.steps[0].state is StepState.NEXT


def test_a_taken_name_and_a_wrong_code_are_told(qtbot: QtBot, open_window: OpenWindow, documents: Path) -> None:
    window = open_window(None, ZH)
    (documents / "云汀县.county").write_text("taken", encoding="utf-8")
    window.start.import_files([])
    (dialog,) = window.findChildren(NewCountyDialog)
    dialog.name.setText("云汀县")
    dialog.code.setText("42908x")
    dialog.go.click()
    settled(qtbot, window.session)
    assert "42908x" in dialog.objection.text()
    dialog.code.setText("429088")
    dialog.go.click()
    settled(qtbot, window.session)
    assert "云汀县.county" in dialog.objection.text()
    assert (documents / "云汀县.county").read_text(encoding="utf-8") == "taken"
    dialog.reject()


def test_a_foreign_workbook_is_refused_in_words(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(None, ZH)
    path = tmp_path / "letter.xlsx"
    path.write_text("Dear all", encoding="utf-8")
    window.start.verify(path)
    settled(qtbot, window.session)
    (box,) = (each for each in window.findChildren(QMessageBox) if each.isVisible())
    assert "letter.xlsx" in box.text()


def test_portable_mode_keeps_everything_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "stick" / "inspector"
    program.parent.mkdir()
    monkeypatch.setattr(kept.sys, "executable", str(program))
    assert portable_folder() is None
    folder = program.parent / kept.PORTABLE
    folder.mkdir()
    assert portable_folder() == folder
    Preferences().set("a", ["b"])
    assert (folder / "inspector.ini").is_file()
    assert Preferences().get("a", None) == ["b"]
    assert start_page.documents() == folder
