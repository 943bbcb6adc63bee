"""A table of plain objects: columns say how to show and sort them; filtering and sorting are done on lists of indices.

A hundred thousand rows filter within a key stroke that way, which a proxy model asking Python for every cell does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ...domain.messages import Message, Wording
from ..look import Meaning, colour

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, what a row shows in it (text, number, date or message), and what the colour says.

    `key` sorts where the shown value would sort wrongly. `code`: digits that are no number, copied to Excel as text.
    """

    title: Wording
    value: Callable[[Row], Any]
    key: Callable[[Row], Any] | None = None
    meaning: Callable[[Row], Meaning | None] | None = None
    code: bool = False
    width: int = 0
    tip: Callable[[Row], str] | None = None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind in columns; which are seen, and in which order, is `shown`."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        say: Callable[[Message | Wording], str],
        rows: Sequence[Row] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._say = say
        self._titles = [say(column.title) for column in columns]
        self._rows: list[Row] = list(rows)
        self._shown = list(range(len(self._rows)))
        self._texts: dict[int, list[str]] = {}
        self._keep: Callable[[int], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[self._shown[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(column.value(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(column.value(row), int):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.meaning:
            meaning = column.meaning(row)
            return colour(meaning) if meaning else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or section < 0:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self._titles[section] if section < len(self._titles) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; rows that are equal there keep their order. Column -1 restores the lists' own order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [(index.column(), self._shown[index.row()]) for index in before]
        self._sorted = None if column < 0 else (column, order)
        self._shown.sort()
        self._sort()
        where = {row: place for place, row in enumerate(self._shown)}
        self.changePersistentIndexList(before, [self.index(where[row], at) for at, row in places])
        self.layoutChanged.emit()

    def text(self, value: Any) -> str:
        """A value as the table shows it."""
        if value is None:
            return ""
        if isinstance(value, (Message, Wording)):
            return self._say(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (tuple, list)):
            return "、".join(self.text(part) for part in value)
        return str(value)

    def row(self, index: Index | int) -> Row:
        """The object behind a line of the table."""
        return self._rows[self._shown[index if isinstance(index, int) else index.row()]]

    @property
    def all_rows(self) -> Sequence[Row]:
        """Every row, also those that are filtered out."""
        return self._rows

    def find(self, wanted: Callable[[Row], bool]) -> QModelIndex:
        """The first line that is seen and wanted; invalid if there is none."""
        for place, number in enumerate(self._shown):
            if wanted(self._rows[number]):
                return self.index(place, 0)
        return QModelIndex()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, filtered and sorted as before."""
        self.beginResetModel()
        self._rows = list(rows)
        self._texts.clear()
        self._arrange()
        self.endResetModel()

    def set_filter(self, keep: Callable[[int], bool] | None) -> None:
        """Show only rows whose number `keep` accepts; None shows all. Numbers are places in `all_rows`."""
        self.beginResetModel()
        self._keep = keep
        self._arrange()
        self.endResetModel()

    def column_texts(self, column: int) -> list[str]:
        """What every row shows in a column, in lower case: worked out once, for filters."""
        found = self._texts.get(column)
        if found is None:
            value = self.columns[column].value
            found = self._texts[column] = [self.text(value(row)).lower() for row in self._rows]
        return found

    def _arrange(self) -> None:
        keep = self._keep
        numbers = range(len(self._rows))
        self._shown = [number for number in numbers if keep(number)] if keep else list(numbers)
        self._sort()

    def _sort(self) -> None:
        if self._sorted is None:
            return
        number, order = self._sorted
        column = self.columns[number]
        key = column.key or column.value
        rows = self._rows

        def place(at: int) -> tuple[bool, Any]:
            value = key(rows[at])
            if value is None or value == "":
                return True, ""
            return False, value if isinstance(value, (int, float, date)) else self.text(value)

        descending = order == Qt.SortOrder.DescendingOrder
        blank = [at for at in self._shown if place(at)[0]]
        told = [at for at in self._shown if not place(at)[0]]
        told.sort(key=lambda at: place(at)[1], reverse=descending)
        self._shown = told + blank
