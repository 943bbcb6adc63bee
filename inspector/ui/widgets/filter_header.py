"""The head of a long list: titles that sort, and below each a field that filters its column.

Columns of few values are filtered by ticking some of them, the others by a part of their text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Wording
from ..models.table import TableModel, Wanted
from ..session import Session

FILTER = Wording("filter.filter", "筛选", "Filter")
FILTER_OF = Wording("filter.of", "筛选{title}", "Filter {title}")
ALL = Wording("filter.all", "全部", "All")
BLANK = Wording("filter.blank", "（空白）", "(blank)")
VALUE = Wording("filter.value", "{value}　{count}", "{value}　{count}")
SEVERAL = Wording("filter.several", "{count} 项", "{count} {count:value|values}")
EVERYTHING = Wording("filter.everything", "全部显示(&A)", "Show &all")
MOST_LINES = 14
PAD = 3
ARROW = " ▾"
"""Behind the words of a filter that offers values."""


class ChoicePopup(QFrame):
    """The values of a column, each with how many rows have it; `chosen` follows every tick."""

    chosen = Signal()

    def __init__(self, values: Iterable[tuple[str, int]], ticked: frozenset[str], session: Session, owner: QWidget):
        super().__init__(owner, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.values = QListWidget()
        for value, count in values:
            item = QListWidgetItem(session.say(VALUE, value=value or session.say(BLANK), count=f"{count:,}"))
            item.setData(Qt.ItemDataRole.UserRole, value.lower())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = value.lower() in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self.values.setFrameShape(QFrame.Shape.NoFrame)
        self.values.setUniformItemSizes(True)
        self.values.itemChanged.connect(self.chosen)
        self.values.itemClicked.connect(self._clicked)
        self.values.itemPressed.connect(self._pressed)
        self._was: tuple[QListWidgetItem, Qt.CheckState] | None = None
        every = QPushButton(session.say(EVERYTHING))
        every.setFlat(True)
        every.clicked.connect(self._untick)
        body = QVBoxLayout(self)
        body.setContentsMargins(2, 2, 2, 2)
        body.setSpacing(2)
        body.addWidget(self.values)
        body.addWidget(every)
        line = max(self.values.sizeHintForRow(0), self.fontMetrics().height())
        self.values.setFixedHeight(line * min(MOST_LINES, max(1, self.values.count())) + 4)
        self.values.setMinimumWidth(self.values.sizeHintForColumn(0) + 30)
        if self.values.count():
            self.values.setCurrentRow(0)
        self.values.setFocus()

    def ticked(self) -> frozenset[str]:
        """The values that are ticked, in lower case."""
        items = (self.values.item(row) for row in range(self.values.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    @Slot(QListWidgetItem)
    def _pressed(self, item: QListWidgetItem) -> None:
        self._was = item, item.checkState()

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        """A click anywhere in a line ticks it, not only on its box."""
        if self._was == (item, item.checkState()):
            checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
            item.setCheckState(unchecked if item.checkState() is checked else checked)

    @Slot()
    def _untick(self) -> None:
        for row in range(self.values.count()):
            self.values.item(row).setCheckState(Qt.CheckState.Unchecked)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


class ChoiceFilter(QToolButton):
    """Says what a column is filtered by and opens its values."""

    changed = Signal()

    def __init__(self, model: TableModel, column: int, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._column = column
        self._session = session
        self._ticked: frozenset[str] = frozenset()
        self._popup: ChoicePopup | None = None
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setArrowType(Qt.ArrowType.NoArrow)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_values)
        self._show()

    def wanted(self) -> Wanted | None:
        """What the column is filtered by."""
        return self._ticked or None

    def choose(self, ticked: frozenset[str]) -> None:
        """Filter by these values; by none if there are none."""
        if ticked != self._ticked:
            self._ticked = ticked
            self._show()
            self.changed.emit()

    def clear(self) -> None:
        """Let all values through."""
        self.choose(frozenset())

    @Slot()
    def open_values(self) -> None:
        """Show the values to choose from."""
        value, rows = self._model.columns[self._column].value, self._model.all_rows
        texts = self._model.column_texts(self._column)
        # texts are worked out beforehand, in lower case; one row of each shows how it is written
        example = dict(zip(texts, range(len(rows)), strict=True))
        found = {self._model.text(value(rows[example[text]])): count for text, count in Counter(texts).items()}
        popup = ChoicePopup(sorted(found.items(), key=self._place), self._ticked, self._session, self)
        popup.chosen.connect(self._chosen)
        self._popup = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()

    def _place(self, value: tuple[str, int]) -> tuple[int, str]:
        return -value[1], value[0]

    @Slot()
    def _chosen(self) -> None:
        if self._popup is not None:
            self.choose(self._popup.ticked())

    def _show(self) -> None:
        font = self.font()
        font.setBold(bool(self._ticked))
        self.setFont(font)
        if not self._ticked:
            words = self._session.say(ALL)
        elif len(self._ticked) == 1:
            only = next(iter(self._ticked))
            words = only if only else self._session.say(BLANK)
            words = words.upper() if len(words) == 1 else words
        else:
            words = self._session.say(SEVERAL, count=len(self._ticked))
        self.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its words stand at the left, as the values below do; Qt would put them in the middle."""
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        room = self.rect().adjusted(PAD, 0, -PAD, 0)
        arrow = self.fontMetrics().horizontalAdvance(ARROW)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() - arrow)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words + ARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_values()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterHeader(QHeaderView):
    """A horizontal header with a row of filters; `filtered` follows every change of one.

    `left` is asked for by Escape or Down in a field: the way back to the rows.
    """

    filtered = Signal()
    left = Signal()

    def __init__(self, model: TableModel, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.fields: list[QLineEdit | ChoiceFilter] = []
        for number, column in enumerate(model.columns):
            title = session.say(column.title)
            field: QLineEdit | ChoiceFilter
            if column.choice:
                field = ChoiceFilter(model, number, session, self)
                field.changed.connect(self._changed)
            else:
                field = QLineEdit(self)
                field.setPlaceholderText(session.say(FILTER))
                field.setClearButtonEnabled(True)
                field.textChanged.connect(self._changed)
                field.setEnabled(bool(title))
                field.setVisible(bool(title))
            field.installEventFilter(self)
            field.setAccessibleName(session.say(FILTER_OF, title=title))
            self.fields.append(field)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self.place)
        self.sectionMoved.connect(self.place)
        self.geometriesChanged.connect(self.place)

    def wanted(self) -> dict[int, Wanted]:
        """The filters in force, by column."""
        found: dict[int, Wanted] = {}
        for number, field in enumerate(self.fields):
            wanted = field.wanted() if isinstance(field, ChoiceFilter) else field.text().strip().lower() or None
            if wanted is not None:
                found[number] = wanted
        return found

    def clear_all(self) -> None:
        """Take all filters away."""
        for field in self.fields:
            field.clear()

    @Slot()
    def _changed(self) -> None:
        wanted = self.wanted()
        for number in range(len(self.fields)):
            self._model.filter_column(number, wanted.get(number))
        self.filtered.emit()

    def _field_height(self) -> int:
        return max((field.sizeHint().height() for field in self.fields), default=0)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._field_height() + PAD)

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._field_height() + PAD)
        super().updateGeometries()
        self.place()

    @Slot()
    def place(self) -> None:
        """Put each field below its title."""
        top, high = self.viewport().height(), self._field_height()
        for number, field in enumerate(self.fields):
            left = self.sectionViewportPosition(number)
            field.setGeometry(left + 1, top, max(0, self.sectionSize(number) - 2), high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                if isinstance(watched, QLineEdit) and watched.text():
                    watched.clear()
                else:
                    self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Down and isinstance(watched, QLineEdit):
                self.left.emit()
                return True
        if event.type() == QEvent.Type.FocusIn:
            self._reveal(watched)
        return super().eventFilter(watched, event)

    def _reveal(self, field: Any) -> None:
        """Scroll so that the field that has the focus is seen."""
        table = self.parent()
        number = self.fields.index(field)
        if isinstance(table, QTableView) and self._model.rowCount():
            index = self._model.index(max(0, table.rowAt(0)), number)
            table.scrollTo(index)
