"""Digits thrown by people, typed into big cells, and how many are still missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...workflow.dice import LEAST_DIGITS
from ..look import Meaning, mono, note, paint, sized
from .dice import GROUP, DiceCells

MISSING = Wording("digits.missing", "已录 {count} 位，还差 {missing} 位", "{count} digits, {missing} still missing")
ENOUGH = Wording("digits.enough", "已录 {count} 位", "{count} digits")


class Digits(QWidget):
    """`changed` follows every key; what is no digit is left out as it is typed."""

    changed = Signal()

    def __init__(self, say: Callable[..., str], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.line = DiceCells()
        mono(self.line)
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(self._edited)
        self.count = note()
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.line)
        body.addWidget(self.count)
        self.setFocusProxy(self.line)
        self._tell()

    @property
    def digits(self) -> str:
        """The digits, without blanks."""
        return self.line.text()

    @property
    def enough(self) -> bool:
        """Whether a draw can be made from them."""
        return len(self.digits) >= LEAST_DIGITS

    def clear(self) -> None:
        """Begin again."""
        self.line.clear()
        self._tell()
        self.changed.emit()

    def mark(self, wrong: Collection[int], words: str) -> None:
        """Mark digits that do not agree, by their places from 0, and say below what speaks against them."""
        self.line.mark(wrong)
        paint(self.count, Meaning.CONFLICT if words else Meaning.QUIET)
        if words:
            self.count.setText(words)
        else:
            self._tell()

    def resize_type(self, times: float, widest: int) -> None:
        """For a larger or smaller screen: the size of words, and the width of a cell in pixels."""
        sized(self.count, times)
        self.line.set_widest(widest)

    @Slot(str)
    def _edited(self, text: str) -> None:
        """Keep digits only, and the cursor behind the same one."""
        digits = _digits(text)
        if digits != text:
            before = len(_digits(text[: self.line.cursorPosition()]))
            self.line.setText(digits)
            self.line.setCursorPosition(before)
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
