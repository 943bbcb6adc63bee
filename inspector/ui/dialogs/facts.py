"""Something to read: a name, and below it what is known, line by line; every text can be selected and copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import GAP, MARGIN, Meaning, heading, paint
from ..widgets.plan_words import Say

CLOSE = Wording("facts.close", "关闭", "Close")


class FactsDialog(QDialog):
    """Rows of a title and words; blank ones are left out. `buttons` has room for more than closing."""

    def __init__(
        self, say: Say, title: str, rows: Iterable[tuple[Wording, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.say = say
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(self.fontMetrics().height() * 26)
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        body.setSpacing(GAP)
        name = heading(title, 1.3)
        name.setWordWrap(True)
        body.addWidget(name)
        form = QFormLayout()
        form.setHorizontalSpacing(MARGIN)
        for words, value in rows:
            if value:
                form.addRow(*self._row(say(words), value))
        body.addLayout(form)
        body.addStretch(1)
        self.buttons = QDialogButtonBox()
        close = QPushButton(say(CLOSE))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self.buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        body.addWidget(self.buttons)

    def _row(self, title: str, words: str) -> tuple[QLabel, QLabel]:
        label = QLabel(title)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        paint(label, Meaning.QUIET)
        text = QLabel(words)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label, text
