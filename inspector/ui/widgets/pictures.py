"""What all pictures of a plan have in common: headings that stay, a place under the pointer or the keyboard, dragging.

A picture is painted by hand, only as far as it is seen, so that five thousand visits scroll as smoothly as fifty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from ...domain.codes import Half
from ...domain.messages import Wording
from ...workflow.picture import Block, Picture
from ..look import SMALL, Meaning, colour, tint
from .plan_words import Say

VISIT_MIME = "application/x-inspector-visit"
"""What is dragged: the number of a visit."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spot:
    """A place in a picture: where, what it stands for, what to say of it, and what its keys and clicks do.

    With exactly one visit it can be dragged and opened; a day without visits can still be dropped on.
    """

    area: QRect
    words: tuple[str, ...]
    visits: tuple[str, ...] = ()
    day: date | None = None
    half: Half | None = None
    is_visit: bool = False


def mixed(over: QColor, under: QColor, part: float) -> QColor:
    """A colour between two others: `part` of the first."""
    return QColor(
        round(part * over.red() + (1 - part) * under.red()),
        round(part * over.green() + (1 - part) * under.green()),
        round(part * over.blue() + (1 - part) * under.blue()),
    )


def meaning_of(block: Block) -> Meaning:
    """What a visit's colour says."""
    return Meaning.COUNTED if block.counted else Meaning.EXEMPT


@dataclass(frozen=True)
class Inks:
    """The colours of the palette in force, worked out once a painting."""

    text: QColor
    quiet: QColor
    line: QColor
    ground: QColor
    rest: QColor
    strong: QColor
    chosen: QColor

    @classmethod
    def of(cls, palette: QPalette) -> Inks:
        role = QPalette.ColorRole
        text, ground = palette.color(role.Text), palette.color(role.Base)
        return cls(
            text,
            colour(Meaning.QUIET),
            mixed(text, ground, 0.13),
            ground,
            mixed(text, ground, 0.045),
            mixed(text, ground, 0.3),
            palette.color(role.Highlight),
        )


class PictureView(QAbstractScrollArea):
    """One picture of the plan. Subclasses measure, draw and find places; keys, clicks, tips and drags are here.

    `chosen` carries the visits that were chosen, `opened` one that was opened, `day_opened` a date; `move_asked` the
    visit, date and half-day (or None: as it was) of a drop; `menu_asked` a visit and where its menu belongs.
    """

    NAME: ClassVar[Wording]

    chosen = Signal(object)
    opened = Signal(str)
    day_opened = Signal(object)
    move_asked = Signal(str, object, object)
    menu_asked = Signal(str, QPoint)
    drag_began = Signal(str)
    drag_ended = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.picture: Picture | None = None
        self.selection: frozenset[str] = NONE
        self.allowed: frozenset[date] | None = None
        """While a visit is dragged: the days on which no rule forbids it; None if nothing is dragged."""
        self.top = self.left = 0
        """Height of the heading above and width of the heading at the left, both of which stay."""
        self._content = QSize()
        self._pressed: tuple[QPoint, Spot] | None = None
        self._over: Spot | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say(self.NAME))
        self.viewport().setAcceptDrops(True)
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

    def spot_at(self, point: QPoint) -> Spot | None:
        """What is at a point of the picture."""
        raise NotImplementedError

    def here(self) -> Spot | None:
        """Where the keyboard is."""
        raise NotImplementedError

    def step(self, across: int, down: int) -> None:
        """Move the keyboard's place."""
        raise NotImplementedError

    def go_to(self, spot: Spot) -> None:
        """Put the keyboard's place where the pointer clicked."""
        raise NotImplementedError

    def reset(self) -> None:
        """Another plan is shown: forget what was worked out for the last one."""

    # what is shown

    def show_picture(self, picture: Picture | None) -> None:
        """Show another plan, or none."""
        self.picture = picture
        self.selection = NONE
        self.reset()
        self.refit()

    def choose(self, visits: frozenset[str]) -> None:
        """Show which visits are chosen, without saying so again."""
        if visits != self.selection:
            self.selection = visits
            self.reveal()
            self.viewport().update()

    def reveal(self) -> None:
        """Bring what is chosen into view."""

    def allow(self, days: frozenset[date] | None) -> None:
        """While a visit is dragged, show on which days it may be."""
        self.allowed = days
        self.viewport().update()

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

    # painting

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
        if self._over is not None:
            painter.setPen(QPen(colour(Meaning.DONE if self._may_drop(self._over) else Meaning.CONFLICT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._over.area.adjusted(1, 1, -1, -1))
        elif self.hasFocus() and (spot := self.here()):
            painter.setPen(QPen(inks.chosen, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(spot.area.adjusted(1, 1, -1, -1))
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

    def draw_mark(self, painter: QPainter, area: QRect, block: Block, inks: Inks) -> None:
        """A visit as a small sign: filled if it counts; a fixed date has a point, a chosen one a ring."""
        meaning = colour(meaning_of(block))
        inner = area.adjusted(0, 0, -1, -1)
        painter.setPen(QPen(meaning, 1))
        painter.setBrush(QBrush(meaning) if block.counted else QBrush(tint(Meaning.EXEMPT)))
        painter.drawRect(inner)
        if block.pinned:
            dot = area.center()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.ground if block.counted else meaning)
            painter.drawEllipse(dot, 2, 2)
        if block.visit in self.selection:
            painter.setPen(QPen(inks.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(-2, -2, 1, 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.refit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    # pointer

    def _point(self, position: QPoint) -> QPoint:
        return position + QPoint(
            self.horizontalScrollBar().value() - self.left, self.verticalScrollBar().value() - self.top
        )

    def spot_under(self, position: QPoint) -> Spot | None:
        """What is at a position of the viewport."""
        if self.picture is None or position.x() < self.left or position.y() < self.top:
            return None
        return self.spot_at(self._point(position))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self.spot_under(event.pos())
            if spot is None:
                QToolTip.hideText()
            else:
                from .plan_words import tip

                QToolTip.showText(event.globalPos(), tip(spot.words), self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_under(event.position().toPoint())
        self._pressed = (event.position().toPoint(), spot) if spot else None
        if spot is not None:
            self.go_to(spot)
            self._say_chosen(frozenset(spot.visits))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, spot = self._pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and spot.is_visit:
            self._pressed = None
            self.drag_began.emit(spot.visits[0])
            drag_visit(self.viewport(), spot.visits[0], spot.words[0])
            self.drag_ended.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_under(event.position().toPoint())
        if spot is not None:
            self._open(spot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            spot = self.spot_under(event.pos())
            if spot is not None and spot.is_visit:
                self.menu_asked.emit(spot.visits[0], event.globalPos())
        elif len(self.selection) == 1:
            spot = self.here()
            corner = spot.area.bottomLeft() if spot else QPoint()
            where = corner - self._point(QPoint())
            self.menu_asked.emit(next(iter(self.selection)), self.viewport().mapToGlobal(where))

    def _open(self, spot: Spot) -> None:
        if spot.is_visit:
            self.opened.emit(spot.visits[0])
        elif spot.day is not None:
            self.day_opened.emit(spot.day)

    def _say_chosen(self, visits: frozenset[str]) -> None:
        self.selection = visits
        self.viewport().update()
        self.chosen.emit(visits)
        self._tell_reader()

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if self.picture is not None and arrow and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step(*arrow)
            self._arrived()
        elif event.key() in ENTER and self.picture is not None:
            spot = self.here()
            if spot is not None:
                self._open(spot)
        else:
            super().keyPressEvent(event)

    def _arrived(self) -> None:
        spot = self.here()
        if spot is not None:
            self.show_area(spot.area)
            self._say_chosen(frozenset(spot.visits))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_reader()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _tell_reader(self) -> None:
        """For those who hear the picture: what is where the keyboard is."""
        spot = self.here() if self.picture is not None else None
        self.setAccessibleDescription("；".join(spot.words) if spot else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # dropping

    def _may_drop(self, spot: Spot) -> bool:
        return self.allowed is None or spot.day in self.allowed

    def drop_spot(self, spot: Spot) -> Spot | None:
        """The place that a visit would be dropped on; None where nothing can be."""
        return spot if spot.day is not None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(VISIT_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        spot = self.spot_under(event.position().toPoint())
        self._over = self.drop_spot(spot) if spot else None
        self.viewport().update()
        if self._over is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = None
        self.viewport().update()
        spot = self.spot_under(event.position().toPoint())
        target = self.drop_spot(spot) if spot else None
        if target is None or not event.mimeData().hasFormat(VISIT_MIME):
            return
        event.acceptProposedAction()
        number = bytes(event.mimeData().data(VISIT_MIME).data()).decode()
        self.move_asked.emit(number, target.day, target.half)


def visit_mime(number: str) -> QMimeData:
    """What a dragged visit carries."""
    carried = QMimeData()
    carried.setData(VISIT_MIME, number.encode())
    carried.setText(number)
    return carried


def drag_visit(source: QWidget, number: str, name: str) -> None:
    """Drag a visit by its name, until it is dropped or let go."""
    drag = QDrag(source)
    drag.setMimeData(visit_mime(number))
    drag.setPixmap(name_tag(source, name))
    drag.setHotSpot(QPoint(-8, -8))
    drag.exec(Qt.DropAction.MoveAction)


def name_tag(widget: QWidget, name: str) -> QPixmap:
    """A name as it hangs at the pointer while it is dragged."""
    metrics, ratio = widget.fontMetrics(), widget.devicePixelRatioF()
    size = QSize(metrics.horizontalAdvance(name) + 16, metrics.height() + 8)
    tag = QPixmap(size * ratio)
    tag.setDevicePixelRatio(ratio)
    tag.fill(widget.palette().color(QPalette.ColorRole.Highlight))
    painter = QPainter(tag)
    painter.setFont(widget.font())
    painter.setPen(widget.palette().color(QPalette.ColorRole.HighlightedText))
    painter.drawText(QRect(QPoint(), size), Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return tag
