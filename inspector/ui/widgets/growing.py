"""Type that grows with its window, to be read from afar."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QTableView, QWidget

from ..look import mono, sized
from .table import SpacedDelegate

Kind = TypeVar("Kind", bound=QWidget)
SAMPLE = 80
"""Rows that columns are made wide enough for."""
WIDEST = 16
"""Heights of a line that a column is wide at most."""
HEADER = 0.85
"""Titles of columns as part of the rows' type."""


class Growing:
    """Widgets with the size of their type in the usual window, as multiples of the application's."""

    def __init__(self) -> None:
        self._type: list[tuple[QWidget, float, bool]] = []

    def add(self, widget: Kind, times: float, *, even: bool = False) -> Kind:
        """Let a widget's type grow, `even` with letters of one width; returns the widget."""
        self._type.append((widget, times, even))
        return widget

    def grow(self, factor: float) -> None:
        """Set all type for a window so many times the usual one."""
        for widget, times, even in self._type:
            (mono if even else sized)(widget, times * factor)


class FarTable(QTableView):
    """A table to be read from afar: nothing in it is chosen, and its lines and columns follow its type."""

    def __init__(self, type_of: Growing, times: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        type_of.add(self, times)
        type_of.add(self.horizontalHeader(), times * HEADER)
        self.setItemDelegate(SpacedDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit(self, rows: QAbstractItemModel) -> None:
        """Lines and columns as large as what stands in `rows`, those that have not appeared yet included."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.6))
        sample = range(0, rows.rowCount(), 1 + rows.rowCount() // SAMPLE)
        for column in range(rows.columnCount()):
            texts = [str(rows.index(row, column).data()) for row in sample]
            texts.append(str(rows.headerData(column, Qt.Orientation.Horizontal)))
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(column, min(widest, metrics.height() * WIDEST) + 2 * metrics.height())
