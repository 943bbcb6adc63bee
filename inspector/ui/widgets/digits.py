"""Digits thrown by people, typed in large type in groups of four, and how many are still missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...workflow.dice import LEAST_DIGITS
from ..look import mono, note

MISSING = Wording("digits.missing", "已录 {count} 位，还差 {missing} 位", "{count} digits, {missing} still missing")
ENOUGH = Wording("digits.enough", "已录 {count} 位", "{count} digits")
GROUP = 4


class Digits(QWidget):
    """`changed` follows every key; what is no digit is left out as it is typed."""

    changed = Signal()
    entered = Signal()

    def __init__(self, say: Callable[..., str], times: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.line = QLineEdit()
        mono(self.line, times)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered)
        self.count = note()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.line)
        body.addWidget(self.count)
        self.setFocusProxy(self.line)
        self._tell()

    @property
    def digits(self) -> str:
        """The digits, without blanks."""
        return _digits(self.line.text())

    @property
    def enough(self) -> bool:
        """Whether a draw can be made from them."""
        return len(self.digits) >= LEAST_DIGITS

    def clear(self) -> None:
        """Begin again."""
        self.line.clear()
        self._tell()
        self.changed.emit()

    @Slot(str)
    def _edited(self, text: str) -> None:
        """Group as one types, and keep the cursor behind the same digit."""
        before = len(_digits(text[: self.line.cursorPosition()]))
        digits = _digits(text)
        self.line.setText(grouped(digits))
        self.line.setCursorPosition(before + max(before - 1, 0) // GROUP)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self.digits)
        missing = max(LEAST_DIGITS - count, 0)
        words = MISSING(count=count, missing=missing) if missing else ENOUGH(count=count)
        self.count.setText(self._say(words))


def grouped(digits: str) -> str:
    """In groups of four, as they are read out."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def _digits(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char in "0123456789")
