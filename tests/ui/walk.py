"""The whole work of a quarter by clicks and keys: from the first start to a verified export.

    python -m tests.ui.walk FOLDER [zh_CN|en]

Run so it needs a screen (or xvfb); the tests also run it without one. Every picture on the way is kept in FOLDER.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from inspector.domain.messages import ZH
from inspector.ui.application import application, open_window
from inspector.ui.dialogs.approve import ApproveDialog
from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.submit import SubmitDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.pages import start as start_page
from inspector.ui.preferences import Preferences
from inspector.workflow.overview import StepName
from inspector.workflow.state import Stage

DICE = ("31415926535897932384", "27182818284590452353")
PATIENCE = 180
"""Seconds that any one step may take."""
Kind = TypeVar("Kind", bound=QDialog)


class Walk:
    """One user at one window; each step is what the manual says, and is seen to have worked."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.said: list[str] = []
        window.session.refused.connect(self._refused)
        window.session.crashed.connect(self._crashed)

    def _refused(self, refusal: Any) -> None:
        self.said.append(refusal.message.text())

    def _crashed(self, error: Any) -> None:
        self.said.append(repr(error))

    def all(self) -> Path:
        """Every step; returns the workbook that was exported and verified."""
        self.practise()
        self.freeze_and_draw()
        self.schedule()
        self.staff()
        self.approve()
        workbook = self.export_and_verify()
        assert self.said == []
        return workbook

    def practise(self) -> None:
        """One click on the start page gives a county with lists."""
        self.look("start")
        self.click(self.window.start.practise_button)
        assert self.window.session.shown is not None
        for name in (StepName.LISTS, StepName.TASKS):
            self.go(name)

    def freeze_and_draw(self) -> None:
        """Freeze, then the ceremony."""
        page: Any = self.go(StepName.DRAW)
        self.click(page.freeze_button)
        assert self.stage is Stage.FROZEN
        self.ceremony(page.draw_button, DICE[0])
        assert self.stage is Stage.DRAWN
        self.look("drawn")

    def schedule(self) -> None:
        """With the quick effort: a walk, not a measurement."""
        page: Any = self.go(StepName.SCHEDULE)
        page.controls.effort.setCurrentIndex(page.controls.effort.findData("quick"))
        self.click(page.controls.start)
        assert self.stage is Stage.SCHEDULED
        self.look("scheduled")

    def staff(self) -> None:
        """The second ceremony."""
        page: Any = self.go(StepName.STAFFING)
        self.ceremony(page.draw_button, DICE[1])
        assert self.stage is Stage.STAFFED
        self.look("staffed")

    def approve(self) -> None:
        """One person submits, another approves."""
        page: Any = self.go(StepName.APPROVAL)
        self.click(page.standing.submit_button)
        submit = self.dialog(SubmitDialog)
        submit.name.clear()
        QTest.keyClicks(submit.name, "Li Si")
        QTest.keyClick(submit.name, Qt.Key.Key_Return)
        self.settle()
        assert self.stage is Stage.SUBMITTED
        self.click(page.standing.approve_button)
        approve = self.dialog(ApproveDialog)
        QTest.keyClicks(approve.name, "Wang Wu")
        QTest.keyClicks(approve.document, "No. 8")
        self.click(approve.go)
        assert self.stage is Stage.APPROVED

    def export_and_verify(self) -> Path:
        """Excel, then verified from itself alone."""
        page: Any = self.go(StepName.APPROVAL)
        page.export_to(self.folder / "plan.xlsx")
        self.settle()
        assert page.written.path is not None
        self.click(page.written.verify_button)
        self.look("verified")
        assert page.written.verdict.text().startswith(("✓",)), page.written.verdict.text()
        written: Path = page.written.path
        return written

    def ceremony(self, button: QWidget, dice: str) -> None:
        """Two people type the same dice."""
        self.click(button)
        dialog = self.dialog(CeremonyDialog)
        QTest.keyClicks(dialog.witness.witnesses, "A,B")
        self.click(dialog.next)
        QTest.keyClicks(dialog.first.line, dice)
        self.click(dialog.next)
        QTest.keyClicks(dialog.second.line, dice)
        self.click(dialog.next)
        assert dialog.drawn
        QTest.keyClick(dialog, Qt.Key.Key_Space)
        self.look(f"ceremony-{dice[:4]}", dialog)
        self.click(dialog.next)

    @property
    def stage(self) -> Stage:
        assert self.window.session.shown is not None
        return self.window.session.shown.quarter.stage

    def go(self, name: StepName) -> QWidget:
        """Go to a step by its key."""
        number = list(StepName).index(name) + 1
        QTest.keyClick(self.window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        if self.window.stack.currentWidget() is not self.window.page(name):
            # a window manager that gives no focus keeps shortcuts from working
            self.window.jump(name)
        self.settle()
        self.look(name.value)
        return self.window.page(name)

    def click(self, button: Any) -> None:
        """Click what is seen and may be clicked, and wait for what it does."""
        self.until(button.isVisible)
        self.until(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self, kind: type[Kind]) -> Kind:
        """The dialog of a kind that is open."""
        self.until(lambda: any(each.isVisible() for each in self.window.findChildren(kind)))
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def settle(self) -> None:
        """Wait until nothing is being worked on."""
        QTest.qWait(20)
        self.until(lambda: self.window.session.jobs.current is None)
        QTest.qWait(20)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so.

        Raises:
            AssertionError: it does not come about.
        """
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.said or "nothing happened"
            QTest.qWait(10)

    def look(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture."""
        (widget or self.window).grab().save(str(self.folder / f"{name}.png"))


def walk(folder: Path, language: str = ZH) -> Path:
    """Walk through the whole work in a window of its own; returns the verified workbook."""
    application(language)
    start_page.documents = lambda: folder / "documents"  # type: ignore[assignment]
    window = open_window(language, Preferences(folder / "preferences.ini"))
    window.resize(1280, 800)
    try:
        return Walk(window, folder).all()
    finally:
        window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(walk(target, *sys.argv[2:3]), QApplication.platformName())
