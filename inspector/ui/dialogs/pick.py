"""Members of a long list ticked, or one of them chosen: found by code, name or initials."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Wording
from ...workflow.list_forms import Option
from ..look import GAP, note
from ..models.choices import Choices
from ..models.table import Index, TableModel
from ..session import Session
from ..widgets.list_panel import SEARCH
from ..widgets.table import TableView

TICKED = Wording("pick.ticked", "已选 {count} 项", "{count} chosen")
ONLY_TICKED = Wording("pick.only_ticked", "只看已选(&O)", "&Only what is chosen")
CHOOSE = Wording("pick.choose", "选择{what}", "Choose {what}")


class PickModel(TableModel[Option]):
    """Options with a tick each, if several may be chosen."""

    ticks_changed = Signal()

    def __init__(self, choices: Choices, ticked: Collection[str], several: bool, session: Session) -> None:
        super().__init__(choices.columns, session.say)
        self.several = several
        self.ticked = set(ticked)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.several and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and self.several and index.isValid() and index.column() == 0:
            on = self.row(index).cell in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.several or not index.isValid():
            return False
        self.tick(index.row(), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def tick(self, line: int, on: bool) -> None:
        """Choose an option, or leave it out."""
        cell = self.row(line).cell
        if on:
            self.ticked.add(cell)
        else:
            self.ticked.discard(cell)
        index = self.index(line, 0)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()


class PickDialog(QDialog):
    """`picked` carries the cells of what was chosen, in the order of the list; what is no option stays chosen.

    A long list comes when it is ready, and what was typed meanwhile is looked for then.
    """

    picked = Signal(tuple)

    def __init__(
        self,
        session: Session,
        what: Message | Wording,
        choices: Choices,
        chosen: Sequence[str],
        several: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.choices = choices
        self._chosen = tuple(chosen)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say(CHOOSE, what=what))
        self.resize(560, 520)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        self.search = QLineEdit()
        self.search.setPlaceholderText(session.say(SEARCH))
        self.search.setAccessibleName(session.say(SEARCH))
        self.search.setClearButtonEnabled(True)
        self.model = PickModel(choices, chosen, several, session)
        self.model.setParent(self)
        self.table = TableView(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(session.say(CHOOSE, what=what))
        self.only = QCheckBox(session.say(ONLY_TICKED))
        self.told = note()
        self.told.setWordWrap(False)
        below = QHBoxLayout()
        below.addWidget(self.told)
        below.addStretch(1)
        below.addWidget(self.only)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        body.addWidget(self.search)
        body.addWidget(self.table, 1)
        body.addLayout(below)
        body.addWidget(self.buttons)
        self.only.setVisible(several)
        self.told.setVisible(several)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._double_clicked)
        self.model.ticks_changed.connect(self._tell)
        self.only.toggled.connect(self._only)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()
        self.search.setFocus()
        choices.ready.connect(self._show)
        choices.want()
        if choices.is_ready:
            self._show()

    @Slot()
    def _show(self) -> None:
        """Show the list, at what is chosen or was typed."""
        self.model.set_index(self.choices.index)
        if not self.model.several and self._chosen:
            found = self.model.find(lambda option: option.cell == self._chosen[0])
            self.table.setCurrentIndex(found)
            self.table.scrollTo(found)
        self._search(self.search.text())

    def accept(self) -> None:
        """Hand over what is chosen."""
        if self.model.several:
            known = [option.cell for option in self.model.all_rows if option.cell in self.model.ticked]
            options = {option.cell for option in self.model.all_rows}
            others = [cell for cell in self._chosen if cell not in options]
            self.picked.emit((*known, *others))
        elif self.table.currentIndex().isValid():
            self.picked.emit((self.model.row(self.table.currentIndex()).cell,))
        super().accept()

    @Slot(str)
    def _search(self, words: str) -> None:
        self.model.search(words)
        if words and not self.model.several and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    @Slot()
    def _tell(self) -> None:
        self.told.setText(self.session.say(TICKED, count=len(self.model.ticked)))

    @Slot(bool)
    def _only(self, on: bool) -> None:
        rows, ticked = self.model.all_rows, self.model.ticked
        self.model.set_filter((lambda number: rows[number].cell in ticked) if on else None)

    @Slot(object)
    def _double_clicked(self, index: Index) -> None:
        if not self.model.several:
            self.accept()
        elif index.column() != 0:
            self._toggle(index.row())

    def _toggle(self, line: int) -> None:
        self.model.tick(line, self.model.row(line).cell not in self.model.ticked)

    def eventFilter(self, watched: object, event: Any) -> bool:
        """Down goes from the search to the list; the space bar ticks a row wherever in it the cursor is."""
        if event.type() == event.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.search and event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(0, 0))
                self.table.setFocus()
                return True
            index = self.table.currentIndex()
            if watched is self.table and event.key() == Qt.Key.Key_Space and self.model.several and index.isValid():
                self._toggle(index.row())
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
