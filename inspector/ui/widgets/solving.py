"""How far the search for a plan is, and the button that ends it with the best plan so far."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ...domain.messages import Wording
from ..jobs import Job, Telling
from ..look import GAP
from ..session import Session

TOLD = Wording(
    "schedule_page.told",
    "{stage}　组日 {best}　下界 {bound}　差距 {gap}",
    "{stage}: {best} team-days, bound {bound}, gap {gap}",
)
STOP = Wording("schedule_page.stop", "停下，用目前最好的(&B)", "Stop with the &best so far")
STOPPING = Wording("schedule_page.stopping", "正在停下，保留目前最好的计划……", "Stopping with the best plan so far …")


class Solving(QWidget):
    """One strip, seen from `begin` to `end`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.told = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().height() * 12)
        self.stop = QPushButton(session.say(STOP))
        self.stop.clicked.connect(self._stop)
        for widget in (self.bar, self.told):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.stop)
        self.hide()
        session.jobs.progressed.connect(self._progressed)

    def begin(self) -> None:
        """A search begins."""
        self.told.setText("")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def end(self) -> None:
        """It is over."""
        self.hide()

    @Slot(object)
    def _progressed(self, telling: Telling) -> None:
        if self.isVisible() and self.stop.isEnabled():
            self.told.setText(self.session.say(telling.words))
            if telling.fraction is not None:
                self.bar.setRange(0, 100)
                self.bar.setValue(round(100 * telling.fraction))

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.told.setText(self.session.say(STOPPING))
        self.session.jobs.cancel()


def tell(job: Job, progress: Any) -> None:
    """Hand the planner's progress on to the window."""
    gap = gap_words(progress.best, progress.bound)
    job.tell(TOLD(stage=progress.stage, best=progress.best, bound=progress.bound, gap=gap), progress.fraction)


def gap_words(team_days: int, bound: int) -> str:
    """How far a plan is above its proven bound at most."""
    return f"{100 * (team_days - bound) / bound:.2f}%" if bound else "0.00%"
