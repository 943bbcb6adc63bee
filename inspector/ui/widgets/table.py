"""A table that sorts, and copies what is selected so that Excel keeps codes as text."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..models.table import TableModel

AS_TEXT = "mso-number-format:'\\@'"
"""What keeps Excel and WPS from turning a pasted code into a number."""


WIDE = 8
"""Characters: a last column of this width takes what room is left."""


class SpacedDelegate(QStyledItemDelegate):
    """Keeps a number at the right of its cell off the words at the left of the next one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:  # type: ignore[attr-defined]
            option.text = f"{option.text}\N{EN SPACE}"  # type: ignore[attr-defined]


class TableView(QTableView):
    """Rows are selected whole; a click on a title sorts; copying takes titles along. `wide` takes the room left."""

    def __init__(self, model: TableModel, parent: QWidget | None = None, *, wide: int | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(SpacedDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.spare_header()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        # a narrow last column (a number) would stand far off from what it belongs to
        last = model.columns[-1].width if model.columns else 0
        self.horizontalHeader().setStretchLastSection(not last or last >= WIDE)
        em = self.fontMetrics().horizontalAdvance("国")
        for number, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(number, max(column.width * em, self._title_width(number)))
        self._wide = wide
        self._least = self.columnWidth(wide) if wide is not None else 0

    def spare_header(self) -> None:
        """Give the titles a selection of their own: to paint itself, a header asks about every row that is selected."""
        head = self.horizontalHeader()
        head.setSelectionModel(QItemSelectionModel(self.model(), head))

    def _title_width(self, column: int) -> int:
        """Pixels that a title needs, with the sign that says the table is sorted by it."""
        mark = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize)
        return self.horizontalHeader().sectionSizeHint(column) + mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wide column takes the room that is left, and keeps its own width where there is none."""
        super().resizeEvent(event)
        if self._wide is not None:
            others = self.horizontalHeader().length() - self.columnWidth(self._wide)
            self.setColumnWidth(self._wide, max(self._least, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def selected_lines(self) -> list[int]:
        """The lines that are selected, from the top; Qt's own list of them asks the model about every cell."""
        found: set[int] = set()
        for block in self.selectionModel().selection():  # type: ignore[attr-defined]
            found.update(range(block.top(), block.bottom() + 1))
        return sorted(found)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard as text and as a table."""
        model = self.model()
        assert isinstance(model, TableModel)
        columns = [number for number in range(model.columnCount()) if not self.isColumnHidden(number)]
        titles = [str(model.headerData(number, Qt.Orientation.Horizontal)) for number in columns]
        values = [model.columns[number].value for number in columns]
        chosen = (model.row(line) for line in self.selected_lines())
        rows = [[model.text(value(row)) for value in values] for row in chosen]
        styles = [f' style="{AS_TEXT}"' if model.columns[number].code else "" for number in columns]
        cells = "".join(
            "<tr>"
            + "".join(f"<td{style}>{escape(text)}</td>" for style, text in zip(styles, row, strict=True))
            + "</tr>"
            for row in rows
        )
        heads = "".join(f"<th>{escape(title)}</th>" for title in titles)
        copied = QMimeData()
        copied.setText("\n".join("\t".join(row) for row in [titles, *rows]))
        copied.setHtml(f"<table><tr>{heads}</tr>{cells}</table>")
        QGuiApplication.clipboard().setMimeData(copied)
