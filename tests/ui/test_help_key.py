"""F1 in a dialog opens the manual at the chapter of what is being done, and the help can be used beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.help import HelpWindow
from inspector.ui.dialogs.submit import SubmitDialog
from inspector.ui.dialogs.visit import MoveDialog, VisitDialog
from inspector.ui.dialogs.withdraw import WithdrawDialog
from inspector.ui.main_window import MainWindow
from inspector.workflow.overview import StepName

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)", extend=True)
CASES = (
    (StepName.DRAW, "show_withdraw", WithdrawDialog, "draw"),
    (StepName.STAFFING, "show_ceremony", CeremonyDialog, "staffing"),
    (StepName.APPROVAL, "show_submit", SubmitDialog, "approval"),
    (StepName.SCHEDULE, "open_first", VisitDialog, "schedule"),
    (StepName.SCHEDULE, "move_first", MoveDialog, "schedule"),
)


def open_dialog(qtbot: QtBot, window: MainWindow, step: StepName, act: str) -> None:
    window.jump(step)
    settled(qtbot, window.session)
    page = window.page(step)
    if step is StepName.SCHEDULE:
        first = page.picture.blocks[0].visit  # type: ignore[attr-defined]
        page.visits.open_visit(first)  # type: ignore[attr-defined]
        if act == "move_first":
            (visit,) = (each for each in page.findChildren(VisitDialog) if each.isVisible())
            page.visits._dates_open = lambda *_: True  # type: ignore[attr-defined]
            visit.move_button.click()
    else:
        getattr(page, act)()


@pytest.mark.parametrize(("step", "act", "kind", "topic"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_f1_opens_the_chapter(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, step: StepName, act: str, kind: type[QDialog], topic: str
) -> None:
    window = open_window(tiny)
    open_dialog(qtbot, window, step, act)
    (dialog,) = (each for each in window.findChildren(kind) if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    (found,) = dialog.findChildren(HelpWindow)
    assert found.isVisible()
    assert found.topic == topic
    found.close()
    dialog.reject()
    settled(qtbot, window.session)
