"""The visits of a plan as a table that keeps in step with its pictures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ...domain.messages import Wording
from ...workflow.picture import ORDER, Block
from ..look import Meaning
from ..models.table import Column, Index, TableModel
from .inks import meaning_of
from .pictures import ENTER
from .plan_words import HALVES, WEEKDAYS, Say, block_lines, tip
from .table import TableView
from .visit_drag import drag_visit

NAME = Wording("plan_table.name", "入企检查表", "Table of visits")
NUMBER = Wording("plan_table.number", "编号", "No.")
DATE = Wording("plan_table.date", "日期", "Date")
WEEKDAY = Wording("plan_table.weekday", "星期", "Day")
HALF = Wording("plan_table.half", "时段", "Half-day")
ENTERPRISE = Wording("plan_table.enterprise", "检查对象", "Enterprise")
TOWN = Wording("plan_table.town", "乡镇街道", "Town")
DEPARTMENTS = Wording("plan_table.departments", "部门", "Departments")
KIND = Wording("plan_table.kind", "年度次数", "Yearly cap")
SOURCES = Wording("plan_table.sources", "任务和线索", "Tasks and cases")
FIXED = Wording("plan_table.fixed", "指定", "Fixed")
COUNTS = Wording("plan_table.counts", "计入", "counts")
FREE = Wording("plan_table.free", "不计入", "exempt")
YES = Wording("plan_table.yes", "指定", "fixed")


class PlanModel(TableModel[Block]):
    """Visits, which can be dragged to another day."""

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        columns: tuple[Column[Block], ...] = (
            Column(NUMBER, lambda block: block.visit, width=5),
            Column(DATE, lambda block: block.day, key=lambda block: block.place[0], width=7),
            Column(WEEKDAY, lambda block: WEEKDAYS[block.day.weekday()], lambda block: block.day.weekday(), width=4),
            Column(HALF, lambda block: HALVES[block.half], lambda block: ORDER[block.half], width=6),
            Column(ENTERPRISE, lambda block: block.name, width=19),
            Column(TOWN, lambda block: block.town, width=7),
            Column(DEPARTMENTS, lambda block: block.departments, width=13),
            Column(KIND, lambda block: COUNTS if block.counted else FREE, meaning=meaning_of, width=6),
            Column(FIXED, lambda block: YES if block.pinned else "", meaning=lambda _: Meaning.DRAFT, width=4),
            Column(SOURCES, lambda block: block.sources, width=10),
        )
        super().__init__(columns, say, parent=parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return tip(block_lines(self._say, self.row(index)))
        return super().data(index, role)


class PlanTable(TableView):
    """`chosen` carries the visits that were chosen here; the other signals are those of pictures."""

    chosen = Signal(object)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)
    drag_began = Signal(str)
    drag_ended = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        self.blocks = PlanModel(say)
        super().__init__(self.blocks, parent)
        self.blocks.setParent(self)
        self.setAccessibleName(say(NAME))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._quiet = False
        self.selectionModel().selectionChanged.connect(self._chosen)
        self.doubleClicked.connect(self._open)

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show other visits."""
        self._quiet = True
        self.blocks.set_rows(list(blocks))
        self._quiet = False

    def chosen_visits(self) -> frozenset[str]:
        """The numbers of the rows that are chosen."""
        return frozenset(self.blocks.row(index).visit for index in self.selectionModel().selectedRows())

    def choose(self, visits: frozenset[str]) -> None:
        """Choose rows without saying so again, and bring the first into view."""
        if visits == self.chosen_visits():
            return
        chosen, last = QItemSelection(), self.blocks.columnCount() - 1
        lines = [line for line in range(self.blocks.rowCount()) if self.blocks.row(line).visit in visits]
        for line in lines:
            chosen.select(self.blocks.index(line, 0), self.blocks.index(line, last))
        flags = QItemSelectionModel.SelectionFlag
        self._quiet = True
        if lines:
            self.selectionModel().setCurrentIndex(self.blocks.index(lines[0], 0), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self._quiet = False
        if lines:
            self.scrollTo(self.blocks.index(lines[0], 0))

    @Slot()
    def _chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_visits())

    @Slot(object)
    def _open(self, index: Index) -> None:
        self.opened.emit(self.blocks.row(index).visit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if mouse else self.currentIndex()
        if index.isValid():
            where = event.globalPos() if mouse else self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_asked.emit(self.blocks.row(index).visit, where)

    def startDrag(self, actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if index.isValid():
            block = self.blocks.row(index)
            self.drag_began.emit(block.visit)
            drag_visit(self.viewport(), block.visit, block.name)
            self.drag_ended.emit()
