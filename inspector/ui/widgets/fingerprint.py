"""A fingerprint as people compare it: large, in groups of four, two lines that can be read out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ..look import Meaning, mono, paint, sized

COPY = Wording("fingerprint.copy", "复制", "Copy")
GROUPS_A_LINE = 8


class Fingerprint(QWidget):
    """A titled fingerprint; what is copied has no blanks in it."""

    def __init__(self, title: str, say: Callable[[Message | Wording], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = ""
        self.title = QLabel(title)
        sized(self.title, 0.9)
        paint(self.title, Meaning.QUIET)
        self.digits = QLabel()
        mono(self.digits, 1.35)
        self.digits.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.digits.setAccessibleName(title)
        self.copy_button = QPushButton(say(COPY))
        self.copy_button.setFlat(True)
        self.copy_button.setAutoDefault(False)
        self.copy_button.setAccessibleDescription(title)
        self.copy_button.clicked.connect(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        above = QHBoxLayout()
        above.addWidget(self.title)
        above.addWidget(self.copy_button)
        above.addStretch(1)
        column.addLayout(above)
        column.addWidget(self.digits)

    @property
    def mark(self) -> str:
        """The fingerprint shown, without blanks."""
        return self._mark

    def show_mark(self, mark: str) -> None:
        """Show another fingerprint."""
        self._mark = mark
        groups = [mark[at : at + 4] for at in range(0, len(mark), 4)]
        lines = [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE)]
        self.digits.setText("\n".join("  ".join(line) for line in lines))

    @Slot()
    def copy(self) -> None:
        """Put it on the clipboard."""
        QGuiApplication.clipboard().setText(self._mark)
