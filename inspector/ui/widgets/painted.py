"""A picture of a plan that scrolls below headings that stay.

It is painted by hand, only as far as it is seen, so that five thousand visits scroll as smoothly as fifty.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ...workflow.picture import Picture
from ..look import SMALL
from .inks import Inks
from .plan_words import Say


class Painted(QAbstractScrollArea):
    """Subclasses measure and draw; scrolling, headings and fonts are here."""

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.picture: Picture | None = None
        self.top = self.left = 0
        """Height of the heading above and width of the heading at the left, both of which stay."""
        self._content = QSize()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.horizontalScrollBar().setSingleStep(20)
        self.verticalScrollBar().setSingleStep(20)

    # what a picture has to know

    def measure(self, width: int, height: int) -> QSize:
        """Set all distances for a space of this size beside the headings; the size of what is drawn."""
        raise NotImplementedError

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        """Draw what lies in `seen`, in the picture's own coordinates."""
        raise NotImplementedError

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        """Draw the heading above; x as in the picture, y from 0."""

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        """Draw the heading at the left; y as in the picture, x from 0."""

    def draw_over(self, painter: QPainter, inks: Inks) -> None:
        """Draw what lies over the picture, in its own coordinates."""

    def reset(self) -> None:
        """Another plan is shown: forget what was worked out for the last one."""

    # what is shown

    def show_picture(self, picture: Picture | None) -> None:
        """Show another plan, or none."""
        self.picture = picture
        self.reset()
        self.refit()

    def refit(self) -> None:
        """Measure anew and set the scroll bars."""
        room = self.viewport().size()
        width, height = max(1, room.width() - self.left), max(1, room.height() - self.top)
        self._content = self.measure(width, height) if self.picture else QSize()
        width, height = max(1, room.width() - self.left), max(1, room.height() - self.top)
        for bar, content, page in (
            (self.horizontalScrollBar(), self._content.width(), width),
            (self.verticalScrollBar(), self._content.height(), height),
        ):
            bar.setRange(0, max(0, content - page))
            bar.setPageStep(page)
        self.viewport().update()

    def show_area(self, area: QRect) -> None:
        """Scroll as little as needed to bring a place into view."""
        room = self.viewport().size()
        for bar, first, last, page in (
            (self.horizontalScrollBar(), area.left(), area.right(), room.width() - self.left),
            (self.verticalScrollBar(), area.top(), area.bottom(), room.height() - self.top),
        ):
            if first < bar.value() or last - first >= page:
                bar.setValue(first)
            elif last > bar.value() + page:
                bar.setValue(last - page)

    @property
    def small(self) -> QFont:
        """The font of what matters less."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    @property
    def line_height(self) -> int:
        return self.fontMetrics().height()

    def elided(self, painter: QPainter, words: str, width: int) -> str:
        return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        inks = Inks.of(self.palette())
        painter.fillRect(event.rect(), inks.ground)
        if self.picture is None:
            return
        room = self.viewport().rect()
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        body = room.adjusted(self.left, self.top, 0, 0)
        seen = event.rect().intersected(body).translated(x - self.left, y - self.top)
        painter.save()
        painter.setClipRect(body)
        painter.translate(self.left - x, self.top - y)
        self.draw(painter, seen, inks)
        self.draw_over(painter, inks)
        painter.restore()
        if self.top:
            painter.save()
            painter.setClipRect(QRect(self.left, 0, body.width(), self.top))
            painter.translate(self.left - x, 0)
            painter.setPen(inks.text)
            self.draw_top(painter, QRect(x, 0, body.width(), self.top), inks)
            painter.restore()
        if self.left:
            painter.save()
            painter.setClipRect(QRect(0, self.top, self.left, body.height()))
            painter.translate(0, self.top - y)
            painter.setPen(inks.text)
            self.draw_left(painter, QRect(0, y, self.left, body.height()), inks)
            painter.restore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.refit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def in_picture(self, position: QPoint) -> QPoint:
        """A position of the viewport in the picture's own coordinates."""
        return position + QPoint(
            self.horizontalScrollBar().value() - self.left, self.verticalScrollBar().value() - self.top
        )
