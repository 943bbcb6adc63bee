"""A list of rules with a tick each, and what must be seen besides, to be read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...workflow.readiness import Checked
from ..look import GAP, Meaning, note, paint, sized

NOTICES = Wording("checklist.notices", "需要说明的事项（{count}）", "Notices ({count})")
NO_NOTICES = Wording("checklist.no_notices", "没有需要说明的事项。", "Nothing has to be pointed out.")
KEPT, BROKEN, SAID = "✓", "✗", "!"


class Checklist(QScrollArea):
    """Notices first, since they ask for thought; then every rule in its own words, or what breaks it."""

    def __init__(self, say: Callable[..., str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_checks(self, heading: Message, checks: Sequence[Checked], notices: Sequence[Message]) -> None:
        """Show other checks, under what they are together, and notices."""
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, GAP // 2, GAP, GAP)
        body.setSpacing(GAP // 2)
        body.addWidget(self._part(NOTICES(count=len(notices)) if notices else NO_NOTICES()))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, notice in enumerate(notices):
            grid.addWidget(self._mark(SAID, Meaning.DRAFT), row, 0)
            grid.addWidget(self._text(self._say(notice)), row, 1)
        body.addLayout(grid)
        body.addSpacing(GAP // 2)
        body.addWidget(self._part(heading))
        rules = QGridLayout()
        rules.setHorizontalSpacing(GAP)
        rules.setVerticalSpacing(6)
        rules.setColumnStretch(2, 1)
        for row, check in enumerate(sorted(checks, key=lambda each: not each.breaches)):
            self._rule(rules, row, check)
        body.addLayout(rules)
        body.addStretch(1)
        self.setWidget(inside)

    def clear(self, words: str = "") -> None:
        """Show nothing but some words."""
        label = note(words)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setContentsMargins(0, GAP, 0, 0)
        self.setWidget(label)

    def _rule(self, grid: QGridLayout, row: int, check: Checked) -> None:
        kept = not check.breaches
        grid.addWidget(self._mark(KEPT if kept else BROKEN, Meaning.DONE if kept else Meaning.CONFLICT), row, 0)
        name = QLabel(self._say(check.name))
        sized(name, 1.0, bold=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, row, 1)
        words = note(self._say(check.clause)) if kept else note(meaning=Meaning.CONFLICT)
        if not kept:
            words.setText("\n".join(self._say(breach) for breach in check.breaches))
        words.setToolTip(self._say(check.kept_by))
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, row, 2)

    def _part(self, words: Message) -> QLabel:
        label = QLabel(self._say(words))
        sized(label, 1.12, bold=True)
        return label

    def _mark(self, sign: str, meaning: Meaning) -> QLabel:
        label = QLabel(sign)
        sized(label, 1.0, bold=True)
        paint(label, meaning)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _text(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label
