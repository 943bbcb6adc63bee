"""A visit on its way from one place to another: what it carries, and the name that hangs at the pointer."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QDrag, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

VISIT_MIME = "application/x-inspector-visit"
"""What is dragged: the number of a visit."""


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


def visit_of(carried: QMimeData) -> str:
    """The number of the visit that is carried; blank if it is something else."""
    return bytes(carried.data(VISIT_MIME).data()).decode() if carried.hasFormat(VISIT_MIME) else ""
