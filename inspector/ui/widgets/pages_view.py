"""Pages of paper, one below the other, as they will be printed; only those in sight are painted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ..printing.forms import paint_page
from ..printing.layout import POINT, Layout

BETWEEN = 18
KEPT = 8
"""Painted pages that are kept; going back a page is common."""
SMALLEST, LARGEST, TIMES = 0.25, 4.0, 1.2
DOTS = 96
LINE = 48
PAPER, SHADOW = QColor("#ffffff"), QColor(0, 0, 0, 50)


class PagesView(QAbstractScrollArea):
    """The pages of one form after the other. `zoom` 1 is the size of paper; 0 fits the width of the view."""

    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[tuple[Layout, int]] = []
        self._painted: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._zoom = 0.0
        self._scale = 1.0
        self._places: list[QRect] = []
        self._current = 0
        self.setBackgroundRole(QPalette.ColorRole.Dark)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self._pages)

    @property
    def current(self) -> int:
        """The page (from 0) at the top of the view."""
        return self._current

    @property
    def scale(self) -> float:
        """The zoom in force, also where it fits the width."""
        return self._scale

    def show_layouts(self, layouts: Sequence[Layout]) -> None:
        """Show other forms, from their first page on."""
        self._pages = [(layout, page) for layout in layouts for page in range(len(layout.pages))]
        self._painted.clear()
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._scrolled()
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Scroll to a page."""
        if self._pages:
            page = max(0, min(page, self.count - 1))
            self.verticalScrollBar().setValue(self._places[page].top() - BETWEEN // 2)

    def zoom_in(self) -> None:
        self._set_zoom(min(LARGEST, self.scale * TIMES))

    def zoom_out(self) -> None:
        self._set_zoom(max(SMALLEST, self.scale / TIMES))

    def fit_width(self) -> None:
        self._set_zoom(0.0)

    def sizeHint(self) -> QSize:
        return QSize(760, 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        wide = self.viewport().width()
        for number in range(bisect_left(self._places, down, key=QRect.bottom), self.count):
            place = self._places[number].translated(-across, -down)
            if place.top() > event.rect().bottom():
                break
            place.moveLeft(max(place.left(), (wide - place.width()) // 2))
            painter.fillRect(place.translated(2, 2), SHADOW)
            painter.drawPixmap(place.topLeft(), self._pixmap(number))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._painted.clear()
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            self.go_to(self._current + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to(self._current - 1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def _set_zoom(self, zoom: float) -> None:
        page = self._current
        self._zoom = zoom
        self._painted.clear()
        self._arrange()
        self.go_to(page)
        self.viewport().update()
        self.zoomed.emit()

    def _arrange(self) -> None:
        """Work out where the pages lie, at the zoom in force."""
        view = self.viewport().size()
        widest = max((layout.width for layout, _ in self._pages), default=1.0)
        dots = DOTS / 72 / POINT
        self._scale = self._zoom or max(SMALLEST, (view.width() - 2 * BETWEEN) / (widest * dots))
        self._places = []
        top = BETWEEN
        for layout, _ in self._pages:
            size = QSize(round(layout.width * dots * self._scale), round(layout.height * dots * self._scale))
            self._places.append(QRect(QPoint(BETWEEN, top), size))
            top += size.height() + BETWEEN
        right = max((place.right() for place in self._places), default=0) + BETWEEN
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().setRange(0, max(0, top - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, right - view.width()))

    @Slot()
    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        self._current = max(0, bisect_right(self._places, middle, key=QRect.top) - 1)
        self.page_changed.emit(self._current)

    def _pixmap(self, number: int) -> QPixmap:
        key = (number, round(self.scale * 1000))
        found = self._painted.pop(key, None)
        if found is None:
            layout, page = self._pages[number]
            ratio = self.devicePixelRatioF()
            found = QPixmap(self._places[number].size() * ratio)
            found.fill(PAPER)
            painter = QPainter(found)
            painter.scale(found.width() / layout.width, found.width() / layout.width)
            paint_page(painter, layout, page)
            painter.end()
            found.setDevicePixelRatio(ratio)
        self._painted[key] = found
        while len(self._painted) > KEPT:
            self._painted.popitem(last=False)
        return found
