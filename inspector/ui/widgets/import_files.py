"""The files of an import: which they are, why some cannot be read, and how many rows of each list they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...workflow.import_preview import ListCount
from ...workflow.list_files import ListFile
from ..look import GAP, Meaning, colour
from ..models.preview_rows import COUNT_COLUMNS
from ..models.table import TableModel
from .plan_words import Say
from .table import TableView

ADD = Wording("importing.add", "添加(&A)…", "&Add…")
REMOVE = Wording("importing.remove", "移除(&V)", "Remo&ve")
AGAIN = Wording("importing.again", "重读(&E)", "R&ead again")
COUNTS = Wording("importing.counts", "各名录的行数", "Rows of each list")
FILES = Wording("importing.files", "文件", "Files")
HEADER = Wording(
    "importing.header",
    "表头认不出来。如果是名录，请点“对应列名”。",
    "The header is not recognised. If it is a list, use Match columns.",
)
NARROWEST = 390
"""Pixels across, for the names of files."""


class ImportFiles(QWidget):
    """A list of files with buttons to change it, over the counts."""

    add_wanted = Signal()
    remove_wanted = Signal(object)
    """The path of the chosen file."""
    again_wanted = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.files = QListWidget()
        self.files.setAccessibleName(say(FILES))
        self.files.setWordWrap(True)
        self.files.setAlternatingRowColors(True)
        column.addWidget(self.files, 1)
        row = QHBoxLayout()
        for words, act in ((ADD, self.add_wanted), (REMOVE, self.remove), (AGAIN, self.again_wanted)):
            button = QPushButton(say(words))
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        QShortcut(QKeySequence.StandardKey.Delete, self.files, self.remove)
        column.addLayout(row)
        self.counts: TableModel[ListCount] = TableModel(COUNT_COLUMNS, say, parent=self)
        self.counts_table = TableView(self.counts)
        self.counts_table.setAccessibleName(say(COUNTS))
        column.addWidget(self.counts_table, 1)

    @property
    def width_wanted(self) -> int:
        """Pixels across in which the counts are seen whole."""
        return max(NARROWEST, self.counts_table.horizontalHeader().length() + GAP)

    def show_files(self, paths: Sequence[Path], read: Mapping[Path, ListFile]) -> None:
        """Show the files in order, with the reason under each that could not be read."""
        chosen = self.files.currentRow()
        self.files.clear()
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, path)
            found = read.get(path)
            if found is not None and found.refusal is not None:
                item.setText(f"{path.name}\n{self._why(found, found.refusal)}")
                item.setForeground(colour(Meaning.CONFLICT))
            self.files.addItem(item)
        self.files.setCurrentRow(min(chosen, len(paths) - 1))

    def _why(self, file: ListFile, refusal: Message) -> str:
        """Why a file cannot be read; of one whose titles are its own, what to do here."""
        if file.has_foreign_header:
            return self.say(HEADER)
        return self.say(refusal).replace(str(file.path), file.path.name)

    @Slot()
    def remove(self) -> None:
        """Ask to leave the chosen file out."""
        chosen = self.files.currentItem()
        if chosen is not None:
            self.remove_wanted.emit(chosen.data(Qt.ItemDataRole.UserRole))
