"""A field of big cells, one for each digit thrown: a line edit in all but its looks, so every key and pasting work."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ...workflow.dice import LEAST_DIGITS
from ..look import Meaning, colour, tint

GROUP = 4
GROUPS_A_ROW = 5
BETWEEN_GROUPS = 0.45
"""Widths of a cell between two groups."""
TALL = 1.3
"""A cell's height in widths."""
DIGIT = 0.62
"""A digit's height as part of its cell's."""
PAD = 3


class DiceCells(QLineEdit):
    """At least twenty cells in groups of four; the next digit goes into the framed one.

    `wrong` holds the places (from 0) of digits that are marked as not agreeing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong: frozenset[int] = frozenset()
        self._widest = 64
        self.setFrame(False)
        self.setMaxLength(200)
        # digits are typed as they are: an input method would take them for its own choices
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.textChanged.connect(self._fit)

    def mark(self, wrong: Collection[int]) -> None:
        """Mark digits as wrong."""
        self.wrong = frozenset(wrong)
        self.update()

    def set_widest(self, pixels: int) -> None:
        """The width of a cell where there is room enough."""
        self._widest = pixels
        self._fit()

    def cell(self, place: int) -> QRect:
        """Where the cell of a digit is; the places go on after the last digit."""
        across = self._across()
        row, column = divmod(place, GROUP * GROUPS_A_ROW)
        left = column * across + column // GROUP * BETWEEN_GROUPS * across
        start = max(0.0, (self.width() - self._units() * across) / 2)
        top = row * (across * TALL + PAD)
        return QRect(round(start + left), round(top), round(across) - PAD, round(across * TALL) - PAD)

    def sizeHint(self) -> QSize:
        return QSize(round(self._units() * self._widest), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._units() * 20), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(max(8, round(self._across() * TALL * DIGIT)))
        painter.setFont(font)
        text, now = self.text(), self.cursorPosition()
        begin = self.selectionStart()
        chosen = range(begin, begin + len(self.selectedText())) if begin >= 0 else range(0)
        for place in range(self._count()):
            digit = text[place] if place < len(text) else ""
            self._paint_cell(painter, place, digit, place == now and self.hasFocus(), place in chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursorPosition(self._place(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        begin = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        if self.hasSelectedText() and self.cursorPosition() == begin:
            begin += len(self.selectedText())
        end = self._place(event.position().toPoint())
        self.setSelection(begin, end - begin)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.selectAll()

    def _paint_cell(self, painter: QPainter, place: int, digit: str, now: bool, chosen: bool) -> None:
        area, palette = self.cell(place), self.palette()
        ground, line, ink = palette.color(QPalette.ColorRole.Base), colour(Meaning.QUIET), palette.text().color()
        if place in self.wrong:
            ground, line, ink = tint(Meaning.CONFLICT), colour(Meaning.CONFLICT), colour(Meaning.CONFLICT)
        elif chosen:
            ground, ink = palette.color(QPalette.ColorRole.Highlight), palette.highlightedText().color()
        wide = 1.0
        if now:
            line, wide = palette.color(QPalette.ColorRole.Highlight), 3.0
        elif place not in self.wrong:
            line.setAlphaF(0.5)
        painter.setPen(QPen(line, wide))
        painter.setBrush(ground)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, digit)

    def _place(self, point: QPoint) -> int:
        """The place in the text that is nearest to a point."""

        def distance(place: int) -> int:
            middle = self.cell(place).center()
            return abs(middle.y() - point.y()) * 1000 + abs(middle.x() - point.x())

        return min(range(len(self.text()) + 1), key=distance)

    def _count(self) -> int:
        return max(LEAST_DIGITS, -(-len(self.text()) // GROUP) * GROUP)

    def _units(self) -> float:
        return GROUP * GROUPS_A_ROW + (GROUPS_A_ROW - 1) * BETWEEN_GROUPS

    def _across(self) -> float:
        return min(float(self._widest), self.width() / self._units())

    def _height(self) -> int:
        rows = -(-self._count() // (GROUP * GROUPS_A_ROW))
        return round(rows * (self._across() * TALL + PAD)) + PAD

    def _fit(self) -> None:
        self.setFixedHeight(self._height())
