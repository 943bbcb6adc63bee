"""What all pictures of a plan have in common: a place under the pointer or the keyboard, choosing, dragging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ...domain.codes import Half
from ...domain.messages import Wording
from ...workflow.picture import Block, Picture
from ..look import Meaning, colour, tint
from .inks import Inks, meaning_of
from .painted import Painted
from .plan_words import Say, tip
from .visit_drag import drag_visit, visit_of

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


class PictureView(Painted):
    """One picture of the plan. Subclasses find places too; keys, clicks, tips and drags are here.

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
        super().__init__(say, parent)
        self.selection: frozenset[str] = NONE
        self.allowed: frozenset[date] | None = None
        """While a visit is dragged: the days on which no rule forbids it; None if nothing is dragged."""
        self._pressed: tuple[QPoint, Spot] | None = None
        self._over: Spot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say(self.NAME))
        self.viewport().setAcceptDrops(True)

    # what a picture has to know

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

    # what is shown

    def show_picture(self, picture: Picture | None) -> None:
        """Show another plan, or none."""
        self.selection = NONE
        super().show_picture(picture)

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

    def draw_over(self, painter: QPainter, inks: Inks) -> None:
        """The place that a visit would be dropped on, or else where the keyboard is."""
        if self._over is not None:
            painter.setPen(QPen(colour(Meaning.DONE if self._may_drop(self._over) else Meaning.CONFLICT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._over.area.adjusted(1, 1, -1, -1))
        elif self.hasFocus() and (spot := self.here()):
            painter.setPen(QPen(inks.chosen, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(spot.area.adjusted(1, 1, -1, -1))

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

    # pointer

    def spot_under(self, position: QPoint) -> Spot | None:
        """What is at a position of the viewport."""
        if self.picture is None or position.x() < self.left or position.y() < self.top:
            return None
        return self.spot_at(self.in_picture(position))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self.spot_under(event.pos())
            if spot is None:
                QToolTip.hideText()
            else:
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
            where = corner - self.in_picture(QPoint())
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
        if visit_of(event.mimeData()):
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
        number = visit_of(event.mimeData())
        if target is None or not number:
            return
        event.acceptProposedAction()
        self.move_asked.emit(number, target.day, target.half)
