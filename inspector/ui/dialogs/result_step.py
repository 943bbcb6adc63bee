"""The ceremony's last step: what comes out appears row by row, and the sum of it at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import GAP, Meaning, note
from ..models.reveal import Revealed
from ..widgets.digits import grouped
from ..widgets.growing import FarTable, Growing
from ..widgets.plan_words import Say
from .ritual import Outcome

THROWN = Wording("ceremony.thrown", "号码　{digits}", "Dice  {digits}")
SEEN_BY = Wording("ceremony.seen_by", "见证人　{names}", "Witnesses  {names}")
UNSEEN = Wording("ceremony.unseen", "未见证", "unwitnessed (未见证)")
MORE_TO_SAY = Wording(
    "ceremony.more_to_say", "……另有 {count} 条提示，见抽取页。", "… and {count} more notices, on the page of the draw."
)
EVERY = 70
"""Milliseconds between two rows that appear."""
BEATS = 400
"""Longer lists appear several rows at a time, so that no draw takes longer than this many."""
NOTICES = 3
"""Notices under a result; the page has them all."""


class ResultStep(QWidget):
    """The dice and who saw them, what the newest row belongs to, and the rows."""

    whole = Signal()
    """All rows have appeared."""

    def __init__(self, say: Say, type_of: Growing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.rows: Revealed | None = None
        self._outcome: Outcome | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._show_next)
        self.thrown = type_of.add(note(), 1.1)
        self.caption = type_of.add(QLabel(), 1.7)
        self.caption.setWordWrap(True)
        self.said = type_of.add(note(meaning=Meaning.DRAFT), 1.0)
        self.table = FarTable(type_of, 1.3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        for part in (self.thrown, self.caption, self.said):
            column.addWidget(part)
        column.addWidget(self.table, 1)

    def show_dice(self, dice: str, witnesses: Sequence[str]) -> None:
        """Say which digits are drawn with, and who saw them."""
        seen = self.say(SEEN_BY, names=witnesses) if witnesses else self.say(UNSEEN)
        self.thrown.setText(f"{self.say(THROWN, digits=grouped(dice))}　　{seen}")

    def show_outcome(self, outcome: Outcome) -> None:
        """Begin to show what came out."""
        self._outcome = outcome
        self.rows = Revealed(outcome.rows, self)
        self.table.setModel(self.rows)
        self.table.horizontalHeader().setSectionResizeMode(outcome.wide, QHeaderView.ResizeMode.Stretch)
        self.fit()
        self._show_next()
        self._timer.start()

    def fit(self) -> None:
        """Make lines and columns as large as their type."""
        if self._outcome is not None:
            self.table.fit(self._outcome.rows)

    def stop(self) -> None:
        """Let no further row appear."""
        self._timer.stop()

    @Slot()
    def _show_next(self) -> None:
        """One more row; the newest stays in view, and what it belongs to stands above."""
        assert self._outcome is not None
        assert self.rows is not None
        seen, count = self.rows.rowCount(), self.rows.all_count
        if seen >= count:
            self.show_all()
            return
        self.rows.reveal(seen + 1 + count // BEATS)
        self.table.scrollToBottom()
        self.caption.setText(self._outcome.caption(self.rows.rowCount() - 1))

    @Slot()
    def show_all(self) -> None:
        """All rows at once, and the sum of them."""
        outcome = self._outcome
        if outcome is None or self.rows is None:
            return
        self.stop()
        self.rows.reveal(self.rows.all_count)
        self.table.scrollToTop()
        self.caption.setText(outcome.sum)
        told = [self.say(message) for message in outcome.notices]
        if len(told) > NOTICES:
            told = [*told[:NOTICES], self.say(MORE_TO_SAY, count=len(told) - NOTICES)]
        self.said.setText("\n".join(told))
        self.whole.emit()
