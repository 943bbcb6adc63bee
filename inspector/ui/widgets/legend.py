"""What the signs and colours of a picture say, beside it in small type."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...domain.messages import Wording
from ..look import SMALL, Meaning, colour, sized, tint
from .inks import Inks
from .plan_words import Say

SIDE = 9
"""Pixels of a sign, which are those of the pictures."""
BEHIND = 6
BETWEEN = 16


class Sign(Enum):
    """A sign that pictures use."""

    COUNTED = "counted"
    EXEMPT = "exempt"
    FIXED = "fixed"
    AWAY = "away"
    IDLE = "idle"
    USED = "used"
    POSSIBLE = "possible"
    MANY = "many"


WORDS = {
    Sign.COUNTED: Wording("board.counted", "计入年度次数", "counts towards the cap"),
    Sign.EXEMPT: Wording("board.exempt", "不计入", "exempt"),
    Sign.FIXED: Wording("board.fixed", "指定日期", "date fixed"),
    Sign.AWAY: Wording("board.away", "请假", "on leave"),
    Sign.IDLE: Wording("board.idle", "空半天", "idle half-day"),
    Sign.USED: Wording("board.used", "派出的检查组", "teams sent"),
    Sign.POSSIBLE: Wording("board.possible", "最多可组成", "teams that could be formed"),
    Sign.MANY: Wording("board.many", "颜色越深，检查越多", "the stronger, the more visits"),
}


class Legend(QWidget):
    """Signs and what they say; other pictures have others."""

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sized(self, SMALL)
        self._say = say
        self._told: tuple[tuple[Sign, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_signs(self, signs: Sequence[Sign]) -> None:
        """Explain these."""
        self._told = tuple((sign, self._say(WORDS[sign])) for sign in signs)
        self.setAccessibleName("；".join(words for _, words in self._told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum(self.fontMetrics().horizontalAdvance(words) + SIDE + BEHIND + BETWEEN for _, words in self._told)
        return QSize(wide, self.fontMetrics().height() + 4)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inks = Inks.of(self.palette())
        left = 4
        for sign, words in self._told:
            area = QRect(left, self.height() // 2 - SIDE // 2, SIDE, SIDE)
            _paint_sign(painter, area, sign, inks)
            painter.setPen(inks.quiet)
            wide = self.fontMetrics().horizontalAdvance(words)
            place = QRect(area.right() + BEHIND, 0, wide + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += SIDE + BEHIND + wide + BETWEEN


def _paint_sign(painter: QPainter, area: QRect, sign: Sign, inks: Inks) -> None:
    """As the pictures paint it."""
    painter.setPen(Qt.PenStyle.NoPen)
    if sign is Sign.EXEMPT:
        painter.setPen(colour(Meaning.EXEMPT))
        painter.setBrush(tint(Meaning.EXEMPT))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
    elif sign in (Sign.COUNTED, Sign.FIXED):
        painter.fillRect(area, colour(Meaning.COUNTED))
        if sign is Sign.FIXED:
            painter.setBrush(inks.ground)
            painter.drawEllipse(area.center() + QPoint(1, 1), 2, 2)
    elif sign is Sign.AWAY:
        painter.fillRect(area, inks.ground)
        painter.fillRect(area, QBrush(inks.strong, Qt.BrushStyle.BDiagPattern))
        painter.setPen(inks.strong)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
    elif sign is Sign.IDLE:
        painter.fillRect(area, inks.line)
    elif sign is Sign.USED:
        painter.fillRect(area, inks.quiet)
    elif sign is Sign.POSSIBLE:
        painter.fillRect(area, inks.line)
        painter.setPen(inks.quiet)
        painter.drawLine(area.topLeft(), area.topRight())
    else:
        shade = QLinearGradient(area.topLeft(), area.topRight())
        shade.setColorAt(0, inks.line)
        shade.setColorAt(1, inks.quiet)
        painter.fillRect(area, shade)
