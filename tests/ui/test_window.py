"""The window round the pages: files, steps, quarters, languages, closing, and the self-test."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from inspector.domain.messages import EN, LANGUAGES, ZH, Wording
from inspector.ui import application as start_up
from inspector.ui.application import application, open_window
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.jobs import Job
from inspector.ui.look import Appearance, is_dark
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.session import Session
from inspector.workflow.opening import CountyFile, create_county
from inspector.workflow.overview import StepName, StepState
from inspector.workflow.state import STAGE_NAMES, Stage

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
WORKING = Wording("test.working", "正在试", "Trying")


def boxes(window: MainWindow) -> list[str]:
    """What message boxes say."""
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_opened_file_shows_its_steps_and_goes_to_the_next_one(
    open_window: OpenWindow, tiny: Path, language: str
) -> None:
    window = open_window(tiny, language)
    assert window.county.text() == "自检县"
    assert STAGE_NAMES[Stage.STAFFED]().text(language) in window.quarters.currentText()
    steps = window.session.shown.steps  # type: ignore[union-attr]
    assert [step.state for step in steps] == [*[StepState.DONE] * 5, StepState.NEXT, StepState.WAITING]
    assert window.stack.currentWidget() is window.page(StepName.APPROVAL)
    assert window.windowTitle().startswith("copy.county")
    assert [path.name for path in window.preferences.recent] == ["copy.county"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_foreign_file_is_told_and_what_is_open_stays(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path, language: str
) -> None:
    window = open_window(tiny, language)
    title = window.windowTitle()
    foreign = tmp_path / "letter.county"
    foreign.write_text("Dear all", encoding="utf-8")
    for path in (foreign, tmp_path / "missing.county"):
        window.open_file(path)
        settled(qtbot, window.session)
    told = "\n".join(boxes(window))
    assert "letter.county" in told
    assert "missing.county" in told
    assert window.windowTitle() == title
    assert window.session.shown is not None
    assert foreign.read_text(encoding="utf-8") == "Dear all"


def test_without_a_file_there_is_the_start_page_only(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(None)
    assert window.stack.currentWidget() is window.start
    assert not window.side.isVisible()
    qtbot.keySequence(window, QKeySequence("Ctrl+4"))
    assert window.stack.currentWidget() is window.start


def test_the_dialog_opens_what_was_chosen_and_nothing_if_given_up(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.ask_for_file()
    settled(qtbot, window.session)
    assert window.session.shown is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tiny), ""))
    window.ask_for_file()
    settled(qtbot, window.session)
    assert window.session.shown is not None


def test_every_step_is_reached_by_keys(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny)
    for number, name in enumerate(StepName, 1):
        window.activateWindow()
        qtbot.keySequence(window, QKeySequence(f"Ctrl+{number}"))
        settled(qtbot, window.session)
        assert window.stack.currentWidget() is window.page(name)


def drop(window: MainWindow, *paths: Path) -> None:
    """Let go of files over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_a_dropped_county_file_is_opened_and_dropped_lists_are_looked_at(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(None)
    drop(window, Path(shutil.copy(tiny, tmp_path / "dropped.county")))
    settled(qtbot, window.session)
    assert window.session.shown is not None
    lists = tmp_path / "lists.csv"
    lists.write_text("部门编码,部门名称,简称\nC,丙局,丙\n", encoding="utf-8")
    drop(window, lists)
    settled(qtbot, window.session)
    (dialog,) = window.findChildren(ImportDialog)
    assert dialog.paths == [lists]
    dialog.reject()


def test_another_file_takes_the_place_of_the_one_before(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(tiny)
    other = tmp_path / "other.county"
    create_county(other, "云汀县", "429088").close()
    window.open_file(other)
    settled(qtbot, window.session)
    assert window.county.text() == "云汀县"
    assert window.windowTitle().startswith("other")
    assert [path.name for path in window.preferences.recent] == ["other.county", "copy.county"]
    window.close_file()
    assert window.stack.currentWidget() is window.start


def test_a_change_of_language_shows_the_same_file_in_the_other_one(qtbot: QtBot, tiny: Path, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "preferences.ini")
    path = Path(shutil.copy(tiny, tmp_path / "copy.county"))
    before = open_window(ZH, preferences)
    before.open_file(path)
    settled(qtbot, before.session)
    start_up.speak(before, EN)
    after = start_up._window
    assert after is not None
    assert after is not before
    settled(qtbot, after.session)
    assert not before.isVisible()
    assert after.session.language == EN
    assert after.session.shown is not None
    assert after.steps.item(0).text() == "Lists"
    after.close()


def test_light_and_dark_are_remembered(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(None)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for action in window.findChildren(type(window.settings_action)):
        if action.data() is Appearance.DARK:
            action.trigger()
    try:
        assert is_dark()
        assert Preferences(tmp_path / "preferences.ini").appearance is Appearance.DARK
    finally:
        start_up.set_appearance(app, Appearance.LIGHT)
    assert not is_dark()


def test_closing_while_the_file_is_changed_asks_and_ends_cleanly(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(tiny)
    begun = threading.Event()
    answers = iter([False, True])
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        wanted = QMessageBox.ButtonRole.AcceptRole if next(answers) else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)

    def work(_: object, job: object) -> None:
        begun.set()
        assert job.cancel.wait(20)  # type: ignore[attr-defined]

    window.session.act(WORKING(), work, can_cancel=True)
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert len(asked) == 2
    assert "正在试" in asked[0]


def test_no_thread_outlives_its_window(qtbot: QtBot, tiny: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    window = MainWindow(Session(ZH), Preferences(tmp_path / "preferences.ini"))
    qtbot.addWidget(window)
    window.open_file(Path(shutil.copy(tiny, tmp_path / "copy.county")))
    settled(qtbot, window.session)
    assert set(threading.enumerate()) - before
    window.close()
    assert set(threading.enumerate()) == before


def test_answers_come_in_the_window_s_own_thread(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny)
    seen: dict[str, object] = {}

    def work(_: object, job: object) -> str:
        seen["work"] = QThread.currentThread()
        job.tell(WORKING(), 0.5)  # type: ignore[attr-defined]
        return "done"

    window.session.jobs.progressed.connect(lambda _: seen.setdefault("told", QThread.currentThread()))
    window.session.changed.connect(lambda: seen.setdefault("changed", QThread.currentThread()))
    window.session.act(WORKING(), work, lambda _: seen.setdefault("done", QThread.currentThread()))
    settled(qtbot, window.session)
    own = window.thread()
    assert {name: thread is own for name, thread in seen.items()} == {
        "work": False,
        "told": True,
        "changed": True,
        "done": True,
    }


def test_a_defect_is_told_with_a_log_and_the_window_lives_on(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "crash.log"
    monkeypatch.setattr("inspector.workflow.logs.new_log", lambda: log)
    window = open_window(tiny)

    def work(*_: object) -> None:
        raise RuntimeError("a defect of ours")

    window.session.act(WORKING(), work)
    settled(qtbot, window.session)
    assert any(str(log) in text for text in boxes(window))
    assert "a defect of ours" in log.read_text(encoding="utf-8")
    window.jump(StepName.DRAW)
    settled(qtbot, window.session)
    assert window.stack.currentWidget() is window.page(StepName.DRAW)


def test_there_is_one_application(qtbot: QtBot) -> None:
    assert application(ZH) is application(EN) is QApplication.instance()


@pytest.mark.parametrize(("language", "said"), [(ZH, "自检通过"), (EN, "Self-test passed")])
def test_the_self_test_passes(language: str, said: str) -> None:
    words = [sys.executable, "-P", "-m", "inspector", "--self-test", "--lang", language]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_no_socket_is_ever_opened() -> None:
    """From start to a planned county nothing is bound, connected or looked up, and Qt's network is not loaded."""
    words = """
import sys
seen, network = [], ("socket.connect", "socket.bind", "socket.getaddrinfo")
sys.addaudithook(lambda event, _: event in network and seen.append(event))
from inspector.ui import self_test
assert self_test("en") == 0
print(seen, "PySide6.QtNetwork" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", words], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[] False"


def test_a_file_that_is_left_is_closed_after_what_was_asked_of_it(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path
) -> None:
    window = open_window(tiny)
    session = window.session
    gate = threading.Event()
    told: list[None] = []
    crashes: list[object] = []
    session.crashed.connect(crashes.append)
    names: list[str] = []

    def work(file: CountyFile, _: Job) -> None:
        gate.wait(10)
        names.append(file.county().name)

    session.ask(WORKING(), work, told.append)
    window.close_file()
    assert session.shown is None
    gate.set()
    settled(qtbot, session)
    assert names == ["自检县"]
    assert (told, crashes) == ([], [])
    assert window.stack.currentWidget() is window.start


def test_what_fails_in_a_slot_is_told(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.workflow.logs.new_log", lambda: tmp_path / "crash.log")
    window = open_window(tiny)
    start_up._window = window
    start_up.tell_uncaught(ValueError, ValueError("ein Fehler"), None)
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "ein Fehler" in box.detailedText()
    box.close()
    start_up._window = None
