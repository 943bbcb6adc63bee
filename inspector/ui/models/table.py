"""A table of plain objects: columns say how to show and sort them; filtering and sorting are done on lists of indices.

A hundred thousand rows filter within a key stroke that way, which a proxy model asking Python for every cell does not.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ...domain.messages import Message, Wording
from ..look import colour
from .index import Column as Column
from .index import Row, RowIndex, text_of

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Wanted = str | frozenset[str]
"""A column's filter: a part of the text, or the whole texts that are let through; in lower case."""
FEW = 8
"""A part of the rows smaller than one in so many is sorted by itself; a larger one is picked from the whole order."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind in columns; which are seen, and in which order, is `shown`.

    What is seen has to pass the filter of the caller (`set_filter`), hold each word of the search (`search`) and
    pass the filter of each column (`filter_column`).
    """

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
        self.row_index = RowIndex(self.columns, self._rows, say)
        self._shown: Sequence[int] = list(range(len(self._rows)))
        self._keep: Callable[[int], bool] | None = None
        self._words: tuple[str, ...] = ()
        self._wanted: dict[int, Wanted] = {}
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
            return column.tip(row) if column.tip else self._whole(column, row)
        if role == Qt.ItemDataRole.TextAlignmentRole and (column.right or isinstance(column.value(row), int)):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.meaning:
            meaning = column.meaning(row)
            return colour(meaning) if meaning else None
        return None

    def _whole(self, column: Column[Row], row: Row) -> str | None:
        """A text that its column is too narrow for."""
        text = self.text(column.value(row))
        return text if column.width and len(text) > column.width else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal and self._rows:
            numbers = 0 <= section < len(self.columns) and self._at_the_right(self.columns[section])
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if numbers else None
        if role != Qt.ItemDataRole.DisplayRole or section < 0:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self._titles[section] if section < len(self._titles) else None

    def _at_the_right(self, column: Column[Row]) -> bool:
        """Whether a column's title stands at the right, as what is below it does: numbers do."""
        return column.right or isinstance(column.value(self._rows[0]), int)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; rows that are equal there keep their order. Column -1 restores the lists' own order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [(index.column(), self._shown[index.row()]) for index in before]
        self._sorted = None if column < 0 else (column, order)
        every = range(len(self._rows))
        self._shown = self._in_order(sorted(self._shown) if self.is_filtered else every)
        if places:
            where = {row: place for place, row in enumerate(self._shown)}
            self.changePersistentIndexList(before, [self.index(where[row], at) for at, row in places])
        self.layoutChanged.emit()

    def text(self, value: Any) -> str:
        """A value as the table shows it."""
        return text_of(value, self._say)

    def row(self, index: Index | int) -> Row:
        """The object behind a line of the table."""
        return self._rows[self._shown[index if isinstance(index, int) else index.row()]]

    def number(self, index: Index | int) -> int:
        """The place in `all_rows` of the object behind a line."""
        return self._shown[index if isinstance(index, int) else index.row()]

    def lines(self, numbers: Container[int]) -> list[int]:
        """The lines at which the rows of these numbers are seen."""
        return [line for line, number in enumerate(self._shown) if number in numbers]

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

    def index_of(self, rows: Sequence[Row]) -> RowIndex[Row]:
        """An index of other rows, to be prepared before they are shown with `set_index`."""
        return RowIndex(self.columns, list(rows), self._say)

    def needs(self) -> Callable[[RowIndex[Row]], None] | None:
        """What works out in an index all that search, filters and order in force ask of it; None if that is nothing."""
        words, columns, ordered = bool(self._words), tuple(self._wanted), self._sorted
        if not (words or columns or ordered):
            return None

        def work_out(index: RowIndex[Row]) -> None:
            if words:
                index.haystacks()
            for column in columns:
                index.texts(column)
            if ordered is not None:
                index.order(ordered[0], descending=ordered[1] == Qt.SortOrder.DescendingOrder)

        return work_out

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, filtered and sorted as before."""
        self.set_index(self.index_of(rows))

    def set_index(self, index: RowIndex[Row]) -> None:
        """Show the rows of an index, filtered and sorted as before."""
        self.beginResetModel()
        self.row_index = index
        self._rows = list(index.rows)
        self._arrange()
        self.endResetModel()

    def set_filter(self, keep: Callable[[int], bool] | None) -> None:
        """Show only rows whose number `keep` accepts; None shows all. Numbers are places in `all_rows`."""
        self.beginResetModel()
        self._keep = keep
        self._arrange()
        self.endResetModel()

    def search(self, words: str) -> None:
        """Show only rows that hold each of the words in a column that is searched."""
        self.row_index.asked()
        before, self._words = self._words, tuple(words.lower().split())
        if before == self._words:
            return
        self.beginResetModel()
        if _narrows(self._words, before):
            # what is typed on to a search only narrows it, and leaves the order
            self._shown = self._holding(self._shown)
        else:
            self._arrange()
        self.endResetModel()

    def filter_column(self, column: int, wanted: Wanted | None) -> None:
        """Show only rows whose text in a column holds a part, or is one of several; None lets all through."""
        if self._wanted.get(column) == wanted:
            return
        self.row_index.asked()
        self.beginResetModel()
        if wanted is None:
            del self._wanted[column]
        else:
            self._wanted[column] = wanted
        self._arrange()
        self.endResetModel()

    @property
    def is_filtered(self) -> bool:
        """Whether rows are left out."""
        return len(self._shown) < len(self._rows)

    def column_texts(self, column: int) -> list[str]:
        """What every row shows in a column, in lower case: worked out once, for filters."""
        return self.row_index.texts(column)

    def _arrange(self) -> None:
        numbers: Sequence[int] = range(len(self._rows))
        if self._keep is not None:
            keep = self._keep
            numbers = [number for number in numbers if keep(number)]
        for column, wanted in self._wanted.items():
            texts = self.row_index.texts(column)
            if isinstance(wanted, str):
                numbers = [number for number in numbers if wanted in texts[number]]
            else:
                numbers = [number for number in numbers if texts[number] in wanted]
        self._shown = self._in_order(self._holding(numbers))

    def _holding(self, numbers: Sequence[int]) -> Sequence[int]:
        """Those of the rows that hold each word of the search."""
        if self._words:
            haystacks = self.row_index.haystacks()
            for word in self._words:
                numbers = [number for number in numbers if word in haystacks[number]]
        return numbers

    def _in_order(self, numbers: Sequence[int]) -> Sequence[int]:
        """Rows that stand in the list's own order, in the one that is asked for."""
        if self._sorted is None:
            return numbers
        column, direction = self._sorted
        descending = direction == Qt.SortOrder.DescendingOrder
        every = len(self._rows)
        if len(numbers) == every:
            return self.row_index.order(column, descending=descending)
        if len(numbers) * FEW > every:
            seen = bytearray(every)
            for number in numbers:
                seen[number] = 1
            return [number for number in self.row_index.order(column, descending=descending) if seen[number]]
        return self._few_in_order(numbers, column, descending)

    def _few_in_order(self, numbers: Iterable[int], column: int, descending: bool) -> list[int]:
        ranks = self.row_index.ranks(column)
        told = [number for number in numbers if ranks[number] >= 0]
        blank = [number for number in numbers if ranks[number] < 0]
        return sorted(told, key=ranks.__getitem__, reverse=descending) + blank


def _narrows(words: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether whatever holds these words holds those before as well: every old word is part of a new one."""
    return all(any(old in new for new in words) for old in before)
