"""Rows that appear one after the other: a model of which only the first rows are there yet."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QIdentityProxyModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Revealed(QIdentityProxyModel):
    """As many rows of a table as were revealed so far; none at first."""

    def __init__(self, rows: QAbstractItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setSourceModel(rows)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    @property
    def all_count(self) -> int:
        """How many rows there will be."""
        return self.sourceModel().rowCount()

    def reveal(self, until: int) -> None:
        """Have so many rows appear, or all there are."""
        until = min(until, self.all_count)
        if until > self._count:
            self.beginInsertRows(QModelIndex(), self._count, until - 1)
            self._count = until
            self.endInsertRows()
