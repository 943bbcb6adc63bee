"""The rows of an import before anything is saved: what would become of each, searched and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...workflow.import_preview import Fate, PreviewRow
from ..look import note
from ..models.preview_rows import FATES, FILE, ROW_COLUMNS, SHEET, URGENCY
from ..models.table import TableModel
from .plan_words import Say
from .table import TableView

CORRECT = Wording("importing.correct", "改正(&C)…", "Put &right…")
FIND = Wording("importing.find", "查找代码或名称", "Find a code or name")
SHOW = Wording("importing.show", "显示哪些行", "Which rows are shown")
ALL = Wording("importing.all", "全部", "All")
COUNTED = Wording("importing.counted", "{fate}　{count}", "{fate}: {count}")
TYPING = 150
"""Milliseconds after the last key at which a search begins."""


class PreviewTable(QWidget):
    """What needs a decision first; below the table the change or reason of the chosen row in full."""

    correct_wanted = Signal(object)
    """The chosen row, which was put aside."""

    def __init__(self, say: Say, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.rows: TableModel[PreviewRow] = TableModel(ROW_COLUMNS, say, parent=self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(name)
        self.table.activated.connect(self.correct)
        self.table.selectionModel().selectionChanged.connect(self._show_current)
        self.rows.modelReset.connect(self._show_current)
        self.fate = QComboBox()
        self.fate.setAccessibleName(say(SHOW))
        self.fate.addItem(say(ALL), None)
        for fate in URGENCY:
            self.fate.addItem(say(FATES[fate]), fate)
        self.fate.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.fate.currentIndexChanged.connect(self._filter)
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(say(FIND))
        self.quick.setAccessibleName(say(FIND))
        self.quick.setClearButtonEnabled(True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING)
        self._typed.timeout.connect(self._search)
        self.quick.textChanged.connect(self._typed.start)
        self.correct_button = QPushButton(say(CORRECT))
        self.correct_button.setAutoDefault(False)
        self.correct_button.clicked.connect(self.correct)
        row = QHBoxLayout()
        row.addWidget(self.fate)
        row.addWidget(self.quick, 1)
        row.addWidget(self.correct_button)
        self.detail = note()
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().height())
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self._show_current()

    def show_rows(self, rows: Sequence[PreviewRow], total: Counter[Fate]) -> None:
        """Show other rows, and how many there are of each fate."""
        for at in range(1, self.fate.count()):
            fate = self.fate.itemData(at)
            self.fate.setItemText(at, self.say(COUNTED, fate=FATES[fate], count=total[fate]))
        self.rows.set_rows(sorted(rows, key=lambda row: URGENCY.index(row.fate)))
        self._filter()
        # columns that say the same in every row leave their room to the reasons
        self.table.setColumnHidden(FILE, len({row.place.path for row in rows}) < 2)
        self.table.setColumnHidden(SHEET, all(row.sheet == row.place.path.stem for row in rows))

    def clear(self) -> None:
        """Show no rows."""
        self.rows.set_rows([])

    def _current(self) -> PreviewRow | None:
        """The row at the cursor."""
        index = self.table.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    @Slot()
    def _show_current(self) -> None:
        row = self._current()
        self.correct_button.setEnabled(row is not None and row.aside is not None)
        self.detail.setText("\n".join(self.say(each) for each in row.what) if row else "")

    @Slot()
    def correct(self) -> None:
        """Ask to have the chosen row put right, if it is one that was put aside."""
        row = self._current()
        if row is not None and row.aside is not None:
            self.correct_wanted.emit(row)

    @Slot()
    def _filter(self) -> None:
        """Only rows of one outcome."""
        fate, rows = self.fate.currentData(), self.rows.all_rows
        self.rows.set_filter((lambda number: rows[number].fate is fate) if fate is not None else None)

    @Slot()
    def _search(self) -> None:
        self.rows.search(self.quick.text())
