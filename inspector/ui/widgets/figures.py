"""Figures in a row, each a button that shows what stands behind it; and a bar of their shares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QStyle, QStyleOptionFocusRect, QWidget

from ..look import SMALL, Meaning, colour

LARGE = 1.5
PAD = 8
BAR = 6


class Figure(QAbstractButton):
    """A number in large type over what it counts; pressed down while the table shows only those."""

    def __init__(self, caption: str, meaning: Meaning = Meaning.QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = caption
        self.meaning = meaning
        self.number = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show another number."""
        self.number = number
        self.setAccessibleName(f"{self.caption} {number}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        large, small = self._fonts()
        wide = max(QFontMetrics(small).horizontalAdvance(self.caption), QFontMetrics(large).horizontalAdvance("000"))
        return QSize(wide + 2 * PAD, QFontMetrics(large).height() + QFontMetrics(small).height() + PAD)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        large, small = self._fonts()
        palette = self.palette()
        room = self.rect().adjusted(PAD, PAD // 2, -PAD, -PAD // 2)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
        if self.isChecked():
            line = QRect(0, self.height() - 3, self.width(), 3)
            painter.fillRect(line, palette.color(QPalette.ColorRole.Highlight))
        painter.setFont(large)
        words = palette.color(QPalette.ColorRole.WindowText)
        quiet = self.number == 0 or self.meaning is Meaning.QUIET
        painter.setPen(colour(Meaning.QUIET) if self.number == 0 else words if quiet else colour(self.meaning))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(self.number))
        painter.setFont(small)
        painter.setPen(colour(Meaning.QUIET))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self.caption)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            option.rect = self.rect().adjusted(1, 1, -1, -1)  # type: ignore[attr-defined]
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()

    def _fonts(self) -> tuple[QFont, QFont]:
        large, small = QFont(self.font()), QFont(self.font())
        large.setPointSizeF(large.pointSizeF() * LARGE)
        small.setPointSizeF(small.pointSizeF() * SMALL)
        return large, small


class ShareBar(QWidget):
    """A thin bar whose parts are as long as their numbers; what is left over is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[int, Meaning]] = []
        self._whole = 0
        self.setFixedHeight(BAR)

    def show_shares(self, parts: Sequence[tuple[int, Meaning]], whole: int, words: str) -> None:
        """Show other parts of a whole; `words` say the same for those who cannot see the bar."""
        self._parts, self._whole = list(parts), whole
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Midlight))
        left, done = 0, 0
        for number, meaning in self._parts:
            done += number
            right = round(self.width() * done / self._whole) if self._whole else 0
            painter.fillRect(QRect(left, 0, right - left, self.height()), colour(meaning))
            left = right
        painter.end()
