"""Makes the manual's pictures anew, from the program itself and the made-up sample county, in both languages.

    python -m tests.ui.pictures [FOLDER]

FOLDER is resources/help/pictures if none is given. The county is planned by clicks, as the manual says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from inspector.domain.messages import LANGUAGES, ZH, Wording
from inspector.domain.outcomes import Finding, FollowUp, Outcome
from inspector.store import CountyFile
from inspector.ui.application import application, open_window
from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.change import ChangeDialog
from inspector.ui.look import Appearance, set_appearance
from inspector.ui.preferences import Preferences
from inspector.workflow import approving
from inspector.workflow.demo import APPROVER, CLERK, DICE, FIRST, practice
from inspector.workflow.overview import StepName
from inspector.workflow.recording import record_visit

PICTURES = Path(__file__).parents[2] / "resources" / "help" / "pictures"
SIZE = 1280, 800
COLOURS = 48
LARGEST = 120_000
"""Colours and bytes of a picture."""
SIGNING = Wording("test.signing", "正在准备", "Preparing")
WITNESSES = {ZH: "示例见证人甲、示例见证人乙"}
TODAY = FIRST.first + timedelta(35)
"""The day on which the pictures of what was done are taken."""


class Camera:
    """A window over the sample county that is led through a quarter; a picture of each page on the way."""

    def __init__(self, language: str, folder: Path, work: Path) -> None:
        self.language = language
        self.folder = folder
        self.work = work
        self.window = open_window(language, Preferences(work / "preferences.ini"))
        self.window.resize(*SIZE)
        self.said: list[object] = []
        self.window.session.refused.connect(self.said.append)
        self.window.session.crashed.connect(self.said.append)

    def run(self) -> None:
        """All pictures, in the order of the work."""
        self.settle()
        self.take("start")
        self.window.open_file(practice(self.work / "county", lambda _: None))
        self.go(StepName.LISTS)
        self.take("lists")
        page = self.go(StepName.DRAW)
        self.click(page.freeze_button)
        self.ceremony(page.draw_button, DICE[FIRST][0], "ceremony")
        self.take("draw")
        page = self.go(StepName.SCHEDULE)
        page.schedule()
        self.settle()
        self.take("schedule")
        page = self.go(StepName.STAFFING)
        self.ceremony(page.draw_button, DICE[FIRST][1])
        self.take("staffing")
        self.act(lambda file: approving.submit(file, FIRST, by=CLERK, operator=CLERK))
        self.go(StepName.APPROVAL)
        self.take("approval")
        self.act(self.approve)
        self.change()
        self.act(self.record)
        self.execution()
        if self.said:
            raise RuntimeError(repr(self.said))
        self.window.close()

    def approve(self, file: CountyFile) -> None:
        on = FIRST.first - timedelta(12)
        approving.approve(file, FIRST, by=APPROVER, document="示例政办函〔2027〕11号", on=on, operator=APPROVER)

    def change(self) -> None:
        """Somebody who was to go out falls ill; what would change is shown."""
        page = self.go(StepName.APPROVAL)
        page.tabs.setCurrentIndex(1)
        self.click(page.orders.new_button)
        dialog = self.dialog(ChangeDialog)
        since = FIRST.first + timedelta(42)
        plan = self.window.session.shown.quarter.current  # type: ignore[union-attr]
        people = sorted({each.certificate for each in plan.postings if each.team[:10] >= since.isoformat()})
        dialog.set_since(since)
        dialog.leave.person.pick(people[len(people) // 3])
        self.click(dialog.preview_button)
        for field, words in (
            (dialog.paper.reason, "住院"),
            (dialog.paper.basis, "医院证明"),
            (dialog.paper.by, APPROVER),
            (dialog.paper.document, "示例政办函〔2027〕21号"),
        ):
            field.setText(words)
        dialog.paper.on.setDate(since - timedelta(3))
        dialog.resize(1000, 720)
        self.settle()
        self.take("change", dialog)
        dialog.reject()

    def record(self, file: CountyFile) -> None:
        """The visits of the first weeks were made, all but two."""
        plan = self.window.session.shown.quarter.current  # type: ignore[union-attr]
        visits = sorted((visit.date, visit.number) for visit in plan.visits if visit.date and visit.date < TODAY)
        for day, number in visits[:-2]:
            outcome = Outcome(number, day, finding=Finding.NOTHING, follow_up=FollowUp.NONE)
            record_visit(file, FIRST, outcome, operator=CLERK)

    def execution(self) -> None:
        page: Any = self.window.page(StepName.EXECUTION)
        page.today = lambda: TODAY
        page.mark_stale()
        self.go(StepName.EXECUTION)
        page.table.selectRow(0)
        self.settle()
        self.take("execution")

    def ceremony(self, button: QPushButton, dice: str, name: str = "") -> None:
        """The public draw: witnesses, the dice by one person and by another, the result."""
        self.click(button)
        dialog = self.dialog(CeremonyDialog)
        dialog.witness.witnesses.setText(WITNESSES.get(self.language, "First Witness, Second Witness"))
        self.click(dialog.next)
        dialog.first.line.insert(dice)
        self.settle()
        if name:
            self.take(name, dialog)
        self.click(dialog.next)
        dialog.second.line.insert(dice)
        self.click(dialog.next)
        dialog.outcome.show_all()
        self.click(dialog.next)

    def act(self, work: Callable[[CountyFile], object]) -> None:
        self.window.session.act(SIGNING(), lambda file, _: work(file), lambda _: None)
        self.settle()

    def go(self, step: StepName) -> Any:
        self.settle()
        self.window.jump(step)
        self.settle()
        return self.window.page(step)

    def click(self, button: QPushButton) -> None:
        button.click()
        self.settle()

    def dialog(self, kind: type[QDialog]) -> Any:
        return [each for each in self.window.findChildren(kind) if each.isVisible()][-1]

    def settle(self) -> None:
        """Until nothing is being worked on and everything is painted."""
        _wait(150)
        while self.window.session.jobs.current is not None:
            _wait(50)
        _wait(250)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture with a palette of its own, so that it is small and its colours are right."""
        image = (widget or self.window).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        indexed = image.convertToFormat(QImage.Format.Format_Indexed8, _palette(image))
        path = self.folder / f"{name}.{self.language}.png"
        indexed.save(str(path), "PNG", 0)
        if path.stat().st_size > LARGEST:
            raise RuntimeError(f"{path.name} has {path.stat().st_size} bytes")


def _palette(image: QImage) -> list[int]:
    """Few colours for a picture: each next one is where most would be lost without it (pixels times distance squared).

    The most common ones alone would turn a red figure grey.
    """
    counts = Counter(array("I", bytes(image.constBits())))
    chosen = [counts.most_common(1)[0][0]]
    distance = dict.fromkeys(counts, 3 * 255**2)
    while len(chosen) < min(COLOURS, len(counts)):
        for colour in distance:
            distance[colour] = min(distance[colour], _apart(colour, chosen[-1]))
        chosen.append(max(distance, key=lambda colour: counts[colour] * distance[colour]))
    return chosen


def _apart(one: int, other: int) -> int:
    return sum(((one >> shift & 255) - (other >> shift & 255)) ** 2 for shift in (0, 8, 16))


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(arguments: list[str]) -> int:
    """Take all pictures; returns the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(arguments[0]) if arguments else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        set_appearance(application(language), Appearance.LIGHT)
        with tempfile.TemporaryDirectory() as work:
            Camera(language, folder, Path(work)).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
