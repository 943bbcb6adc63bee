"""What becomes of an act when its dialog is left: taken back while it waits, waited for once it has begun."""

from __future__ import annotations

from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from inspector.domain.messages import Refusal, Wording
from inspector.ui.dialogs.acting import ActingDialog
from inspector.ui.main_window import MainWindow

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)
DOING = Wording("test.doing", "正在办", "Doing")
NOT_SO = Wording("test.not_so", "办不了", "Cannot be done")


class Trial(ActingDialog):
    """Counts what it is told."""

    def __init__(self, window: MainWindow) -> None:
        self.told: list[Any] = []
        self.allowed: list[bool] = []
        super().__init__(window.session, window)

    def allow(self) -> None:
        self.allowed.append(not self.is_acting)

    def refused(self, refusal: Refusal) -> None:
        self.told.append(refusal.message.code)


@pytest.fixture
def window(open_window: OpenWindow, tiny: Path) -> MainWindow:
    return open_window(tiny)


@pytest.fixture
def dialog(window: MainWindow) -> Trial:
    trial = Trial(window)
    trial.open()
    return trial


def begun(qtbot: QtBot, window: MainWindow) -> Flag:
    """Keep the worker busy until the flag is set."""
    go_on, started = Flag(), Flag()

    def work(*_: object) -> None:
        started.set()
        assert go_on.wait(20)

    window.session.ask(DOING(), work, lambda _: None)
    qtbot.waitUntil(started.is_set)
    return go_on


def test_an_act_that_waits_is_taken_back(qtbot: QtBot, window: MainWindow, dialog: Trial) -> None:
    done: list[int] = []
    go_on = begun(qtbot, window)
    dialog.act(DOING(), lambda *_: done.append(1), lambda _: dialog.told.append("done"))
    assert dialog.is_acting
    assert window.session.jobs.changing is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()
    assert window.session.jobs.changing is None
    go_on.set()
    settled(qtbot, window.session)
    assert (done, dialog.told) == ([], [])


@pytest.mark.parametrize("leave", ["reject", "close"])
def test_an_act_that_has_begun_is_waited_for(qtbot: QtBot, window: MainWindow, dialog: Trial, leave: str) -> None:
    go_on, started = Flag(), Flag()

    def work(*_: object) -> str:
        started.set()
        assert go_on.wait(20)
        return "done"

    def done(answer: str) -> None:
        dialog.told.append(answer)
        dialog.accept()

    dialog.act(DOING(), work, done)
    qtbot.waitUntil(started.is_set)
    getattr(dialog, leave)()
    assert dialog.isVisible()
    (box,) = dialog.findChildren(QMessageBox)
    assert "正在办" in box.text()
    go_on.set()
    settled(qtbot, window.session)
    assert dialog.told == ["done"]
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_what_was_only_asked_for_is_dropped(qtbot: QtBot, window: MainWindow, dialog: Trial) -> None:
    go_on = begun(qtbot, window)
    dialog.ask(DOING(), lambda *_: "seen", dialog.told.append)
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    go_on.set()
    settled(qtbot, window.session)
    assert dialog.told == []


def test_a_refused_act_can_be_tried_again_or_left(qtbot: QtBot, window: MainWindow, dialog: Trial) -> None:
    def work(*_: object) -> None:
        raise Refusal(NOT_SO())

    dialog.act(DOING(), work, dialog.told.append)
    assert dialog.allowed == [False]
    settled(qtbot, window.session)
    assert dialog.told == ["test.not_so"]
    assert dialog.allowed[-1]
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))


@pytest.mark.filterwarnings("ignore")
def test_a_failed_act_does_not_keep_its_dialog(
    qtbot: QtBot, window: MainWindow, dialog: Trial, caplog: pytest.LogCaptureFixture
) -> None:
    def work(*_: object) -> None:
        raise ZeroDivisionError

    window.session.crashed.disconnect(window._crashed)
    dialog.act(DOING(), work, dialog.told.append)
    settled(qtbot, window.session)
    assert "test.doing failed" in caplog.text
    assert dialog.told == []
    assert dialog.allowed[-1]
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
