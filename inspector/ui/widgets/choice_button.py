"""A large button that says what it does and, below, what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..look import GAP, Meaning, colour, tint

TITLE = 1.2
"""Size of the title's type as a multiple of the description's."""
ARROW = 22
"""Pixels for the arrow before the title."""
WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ChoiceButton(QAbstractButton):
    """Drawn by itself: Qt's command link has a small title and a coloured bubble outside Windows."""

    def __init__(self, title: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.setText(title)
        self.setAccessibleDescription(what)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * TITLE)
        font.setBold(True)
        return font

    def _title_height(self) -> int:
        return QFontMetrics(self._title_font()).height()

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - ARROW - 2 * GAP, 10_000)
        return 2 * GAP + self._title_height() + 2 + self.fontMetrics().boundingRect(room, WRAP, self.what).height()

    def sizeHint(self) -> QSize:
        width = max(
            QFontMetrics(self._title_font()).horizontalAdvance(self.text()),
            self.fontMetrics().horizontalAdvance(self.what),
        )
        width += ARROW + 2 * GAP + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(1, 1, -1, -1)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint(Meaning.COUNTED))
            painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(colour(Meaning.COUNTED), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 4, 4)
        self._paint_arrow(painter)
        left = GAP + ARROW
        title = QRect(left, GAP, self.width() - left - GAP, self._title_height())
        painter.setFont(self._title_font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.setFont(self.font())
        painter.setPen(colour(Meaning.QUIET))
        painter.drawText(QRect(left, title.bottom() + 3, title.width(), self.height()), WRAP, self.what)

    def _paint_arrow(self, painter: QPainter) -> None:
        """An angle that points at the title."""
        middle = QPointF(GAP + 5, GAP + self._title_height() / 2)
        painter.setPen(QPen(colour(Meaning.COUNTED), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([middle + QPointF(-3, -5), middle + QPointF(2, 0), middle + QPointF(-3, 5)])
