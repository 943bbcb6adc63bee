"""The main window, without a screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.ui.application import application
from inspector.ui.main_window import MainWindow
from inspector.workflow.selftest import plan_tiny_county
from inspector.workflow.state import NEXT_STEPS, STAGE_NAMES, Stage

# said by the screenless platform whenever a window is shown
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, _ = plan_tiny_county(tmp_path_factory.mktemp("tiny"))
    return path


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said; none waits for a click."""
    said: list[str] = []

    def say(_parent: object, _title: str, words: str, *_: object) -> QMessageBox.StandardButton:
        said.append(words)
        return QMessageBox.StandardButton.Ok

    for kind in ("warning", "critical", "information"):
        monkeypatch.setattr(QMessageBox, kind, say)
    return said


def shown(window: MainWindow) -> list[str]:
    return [label.text() for label in window.centralWidget().findChildren(QLabel)]


def opened(bot: QtBot, language: str) -> MainWindow:
    window = MainWindow(language)
    bot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize(("language", "lists"), [(ZH, "检查对象 8 家"), (EN, "8 enterprises")])
def test_an_opened_file_shows_where_it_stands(
    qtbot: QtBot, county: Path, warned: list[str], language: str, lists: str
) -> None:
    window = opened(qtbot, language)
    window.open_file(county)
    texts = "\n".join(shown(window))
    assert "自检县" in texts
    assert lists in texts
    assert "2027Q1" in texts
    assert STAGE_NAMES[Stage.STAFFED]().text(language) in texts
    assert NEXT_STEPS[Stage.STAFFED]().text(language) in texts
    assert county.stem in window.windowTitle()
    assert warned == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_foreign_file_is_told_and_what_is_open_stays(
    qtbot: QtBot, county: Path, tmp_path: Path, warned: list[str], language: str
) -> None:
    window = opened(qtbot, language)
    window.open_file(county)
    before, title = shown(window), window.windowTitle()
    foreign = tmp_path / "letter.county"
    foreign.write_text("Dear all", encoding="utf-8")
    window.open_file(foreign)
    window.open_file(tmp_path / "missing.county")
    assert len(warned) == 2
    assert "letter.county" in warned[0]
    assert "missing.county" in warned[1]
    assert (shown(window), window.windowTitle()) == (before, title)
    assert foreign.read_text(encoding="utf-8") == "Dear all"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_window_without_a_file_says_so(qtbot: QtBot, language: str) -> None:
    window = opened(qtbot, language)
    assert any("inspector --help" in text for text in shown(window))


def test_the_dialog_opens_what_was_chosen_and_nothing_if_given_up(
    qtbot: QtBot, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, ZH)
    before = shown(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.ask_for_file()
    assert shown(window) == before
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(county), ""))
    (menu,) = window.menuBar().findChildren(QMenu)
    menu.actions()[0].trigger()
    assert county.stem in window.windowTitle()


def test_another_file_takes_the_place_of_the_one_before(qtbot: QtBot, county: Path, tmp_path: Path) -> None:
    window = opened(qtbot, ZH)
    window.open_file(county)
    other = Path(shutil.copy(county, tmp_path / "other.county"))
    window.open_file(other)
    assert window.windowTitle().startswith("other")
    assert sum("自检县" in text for text in shown(window)) == 1


def test_there_is_one_application(qtbot: QtBot) -> None:
    assert application() is application() is QApplication.instance()


@pytest.mark.parametrize(("language", "said"), [(ZH, "自检通过"), (EN, "Self-test passed")])
def test_the_self_test_passes(language: str, said: str) -> None:
    words = [sys.executable, "-P", "-m", "inspector", "--self-test", "--lang", language]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
