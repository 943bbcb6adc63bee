"""How far files were read, a button that stops it, and how it came out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ...domain.messages import Message, Wording
from ..jobs import Telling
from ..look import Meaning, note, paint
from ..session import Session

STOP = Wording("importing.stop", "停止(&S)", "&Stop")


class ReadingStrip(QWidget):
    """Words, and beside them a bar and a button while something is being worked on."""

    stopped = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.said = note()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.stop = QPushButton(session.say(STOP))
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        session.jobs.progressed.connect(self._progressed)

    def work(self, words: Message, *, can_stop: bool) -> None:
        """Say what is being worked on."""
        self._tell(self.session.say(words), Meaning.QUIET)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.setEnabled(True)
        self.stop.setVisible(can_stop)

    def rest(self, words: str, meaning: Meaning) -> None:
        """Say how it came out."""
        self._tell(words, meaning)
        self.bar.hide()
        self.stop.hide()

    def _tell(self, words: str, meaning: Meaning) -> None:
        self.said.setText(words)
        paint(self.said, meaning)

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()

    @Slot(object)
    def _progressed(self, telling: Telling) -> None:
        if self.bar.isVisible():
            self.said.setText(self.session.say(telling.words))
            if telling.fraction is None:
                self.bar.setRange(0, 0)
            else:
                self.bar.setRange(0, 100)
                self.bar.setValue(round(100 * telling.fraction))
