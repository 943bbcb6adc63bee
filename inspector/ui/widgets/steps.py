"""The steps at the left of the window: what is done, the one thing to do now, and what waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...domain.messages import Message, Wording
from ...workflow.overview import Step, StepName, StepState
from ..look import SMALL, Meaning, colour
from ..models.table import Index

MARKS = {StepState.DONE: "✓", StepState.NEXT: "●", StepState.WAITING: "○"}
MEANINGS = {StepState.DONE: Meaning.DONE, StepState.NEXT: Meaning.COUNTED, StepState.WAITING: Meaning.QUIET}
STEP = Qt.ItemDataRole.UserRole
WORDS = STEP + 1
PAD = 10
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class StepList(QListWidget):
    """Choosing a step shows its page; a step that waits may be looked at, its page says what must come first."""

    chosen = Signal(object)

    def __init__(self, say: Callable[[Message | Wording], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.setItemDelegate(_StepDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 19)
        self.setAccessibleName(say(Wording("steps.name", "步骤", "Steps")))
        self.currentItemChanged.connect(self._changed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show how far each step has come; the chosen one stays chosen."""
        while self.count() < len(steps):
            self.addItem(QListWidgetItem())
        for number, step in enumerate(steps):
            item = self.item(number)
            item.setText(self._say(step.title))
            item.setToolTip(self._say(step.words))
            item.setData(WORDS, self._say(step.words))
            item.setData(STEP, step)

    def choose(self, name: StepName) -> None:
        """Go to a step."""
        for number in range(self.count()):
            if self.item(number).data(STEP).name is name:
                self.setCurrentRow(number)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _changed(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(STEP).name)


class _StepDelegate(QStyledItemDelegate):
    """A mark, the step's name, and below it in small type how it stands."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(STEP)
        style = option.widget.style()  # type: ignore[attr-defined]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        words = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = words if selected else colour(Meaning.QUIET)
        area: QRect = option.rect.adjusted(PAD, PAD // 2, -PAD, -PAD // 2)  # type: ignore[attr-defined]
        font: QFont = QFont(option.font)  # type: ignore[attr-defined]
        wide = option.fontMetrics.horizontalAdvance("国") + PAD // 2  # type: ignore[attr-defined]
        high = option.fontMetrics.height()  # type: ignore[attr-defined]
        painter.save()
        painter.setFont(font)
        painter.setPen(words if selected else colour(MEANINGS[step.state]))
        painter.drawText(QRect(area.left(), area.top(), wide, high), Qt.AlignmentFlag.AlignCenter, MARKS[step.state])
        text = area.adjusted(wide + PAD // 2, 0, 0, 0)
        font.setBold(step.state is StepState.NEXT)
        painter.setFont(font)
        painter.setPen(quiet if step.state is StepState.WAITING else words)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, index.data())
        small = QFont(option.font)  # type: ignore[attr-defined]
        small.setPointSizeF(small.pointSizeF() * SMALL)
        painter.setFont(small)
        painter.setPen(quiet)
        painter.drawText(text.adjusted(0, high, 0, 0), WRAPPED, index.data(WORDS))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words that wrap in the list's width, two lines of them at most."""
        small = QFont(option.font)  # type: ignore[attr-defined]
        small.setPointSizeF(small.pointSizeF() * SMALL)
        metrics, name = QFontMetrics(small), option.fontMetrics  # type: ignore[attr-defined]
        wide = option.widget.width() - 2 * PAD - name.horizontalAdvance("国") - PAD  # type: ignore[attr-defined]
        words = metrics.boundingRect(QRect(0, 0, wide, 1000), WRAPPED, index.data(WORDS) or "").height()
        return QSize(0, name.height() + min(words, 2 * metrics.lineSpacing()) + PAD + 2)
