"""Import with a preview: what is new, changed, and put aside with its reason, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ...workflow import import_preview, importing
from ...workflow.import_preview import Fate, Preview, PreviewRow, SheetCount
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, Meaning, note, paint
from ..models.table import Column, TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.table import TableView
from .mapping import MappingDialog, learned

TITLE = Wording("importing.title", "导入名录", "Import lists")
ADD = Wording("importing.add", "添加文件(&A)…", "&Add files…")
REMOVE = Wording("importing.remove", "移除(&R)", "&Remove")
MATCH = Wording("importing.match", "对应列名(&M)…", "&Match columns…")
GO = Wording("importing.go", "导入(&I)", "&Import")
FILES = Wording("importing.files", "文件", "Files")
LOOKING = Wording("importing.looking", "正在读取 {count} 个文件", "Reading {count} files")
SAVING = Wording("importing.saving", "正在导入", "Importing")
NOTHING = Wording("importing.nothing", "请添加名录文件。", "Add list files.")
SUMMARY = Wording(
    "importing.summary",
    "共 {total} 行：新增 {new}，更新 {updated}，不变 {unchanged}，隔离 {quarantined}。还没有保存。",
    "{total} rows: {new} new, {updated} updated, {unchanged} unchanged, {quarantined} put aside. Nothing is saved yet.",
)
ASIDE = Wording(
    "importing.aside",
    "隔离的行不会丢：导入后在“名录”页的“隔离”里逐行改正。",
    "Rows put aside are not lost: they wait under Quarantine on the page Lists, where each can be put right.",
)
UNKNOWN = Wording(
    "importing.unknown",
    "有 {count} 张工作表的表头认不出来。如果是名录，请点“对应列名”。",
    "The headers of {count} sheets are not recognised. If they are lists, use Match columns.",
)
ALL = Wording("importing.all", "全部", "All")
FATES = {
    Fate.NEW: Wording("importing.new", "新增", "new"),
    Fate.UPDATED: Wording("importing.updated", "更新", "updated"),
    Fate.UNCHANGED: Wording("importing.unchanged", "不变", "unchanged"),
    Fate.QUARANTINED: Wording("importing.quarantined", "隔离", "put aside"),
}
URGENCY = (Fate.QUARANTINED, Fate.UPDATED, Fate.NEW, Fate.UNCHANGED)
MEANINGS = {
    Fate.NEW: Meaning.DONE,
    Fate.UPDATED: Meaning.COUNTED,
    Fate.UNCHANGED: Meaning.QUIET,
    Fate.QUARANTINED: Meaning.CONFLICT,
}
FILTER = "(*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv)"
LISTS = Wording("importing.lists", f"名录 {FILTER}", f"Lists {FILTER}")

ROW_COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(
        Wording("preview.fate", "结果", "Outcome"),
        lambda row: FATES[row.fate],
        meaning=lambda row: MEANINGS[row.fate],
        width=5,
    ),
    Column(Wording("preview.sheet", "工作表", "Sheet"), lambda row: row.sheet, width=9),
    Column(Wording("preview.row", "行", "Row"), lambda row: row.row, width=4),
    Column(Wording("preview.subject", "对象或列", "What"), lambda row: row.subject, width=20),
    Column(Wording("preview.what", "改动或原因", "Change or reason"), lambda row: row.what, width=34),
    Column(Wording("preview.file", "文件", "File"), lambda row: row.file, width=12),
)
COUNT_COLUMNS: tuple[Column[SheetCount], ...] = (
    Column(Wording("counts.list", "名录", "List"), lambda row: row.list, width=9),
    Column(FATES[Fate.NEW], lambda row: row.new, width=5),
    Column(FATES[Fate.UPDATED], lambda row: row.updated, width=5),
    Column(FATES[Fate.UNCHANGED], lambda row: row.unchanged, width=5),
    Column(
        FATES[Fate.QUARANTINED],
        lambda row: row.quarantined,
        meaning=lambda row: Meaning.CONFLICT if row.quarantined else None,
        width=5,
    ),
)


class ImportDialog(QDialog):
    """The files at the left, what they would do at the right; nothing is saved before the button."""

    def __init__(
        self, session: Session, preferences: Preferences, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.paths = list(dict.fromkeys(paths))
        self.preview: Preview | None = None
        self._unknown: tuple[import_preview.UnknownSheet, ...] = ()
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1080, 700)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        self.said = note()
        body.addWidget(self.said)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self._left())
        across.addWidget(self._right())
        across.setStretchFactor(1, 1)
        body.addWidget(across, 1)
        self.notices = note(meaning=Meaning.DRAFT)
        body.addWidget(self.notices)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.match = self.buttons.addButton(say(MATCH), QDialogButtonBox.ButtonRole.ActionRole)
        self.match.clicked.connect(self.show_mapping)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.look()

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.files = QListWidget()
        self.files.setAccessibleName(self.session.say(FILES))
        self.counts: TableModel[SheetCount] = TableModel(COUNT_COLUMNS, self.session.say, parent=self)
        row = QHBoxLayout()
        add, remove = QPushButton(self.session.say(ADD)), QPushButton(self.session.say(REMOVE))
        add.clicked.connect(self.ask_for_files)
        remove.clicked.connect(self.remove_file)
        QShortcut(QKeySequence.StandardKey.Delete, self.files, self.remove_file)
        row.addWidget(add)
        row.addWidget(remove)
        column.addWidget(self.files, 1)
        column.addLayout(row)
        column.addWidget(TableView(self.counts), 2)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        self.fate = QComboBox()
        self.fate.addItem(self.session.say(ALL), None)
        for fate, words in FATES.items():
            self.fate.addItem(self.session.say(words), fate)
        self.fate.currentIndexChanged.connect(self._filter)
        self.rows: TableModel[PreviewRow] = TableModel(ROW_COLUMNS, self.session.say, parent=self)
        row = QHBoxLayout()
        row.addWidget(self.fate)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(TableView(self.rows), 1)
        return right

    @Slot()
    def ask_for_files(self) -> None:
        """Ask for more files."""
        folder = str(self.paths[-1].parent) if self.paths else ""
        found, _ = QFileDialog.getOpenFileNames(self, self.session.say(TITLE), folder, self.session.say(LISTS))
        self.add_files([Path(path) for path in found])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take more files in; the same one counts once."""
        new = [path for path in paths if path not in self.paths]
        if new:
            self.paths += new
            self.look()

    @Slot()
    def remove_file(self) -> None:
        """Leave the chosen file out."""
        chosen = self.files.currentItem()
        if chosen is not None:
            self.paths.remove(chosen.data(Qt.ItemDataRole.UserRole))
            self.look()

    def look(self) -> None:
        """Work out in the background what the files would do."""
        self.files.clear()
        for path in self.paths:
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, path)
            self.files.addItem(item)
        self.preview = None
        self._unknown = ()
        self.rows.set_rows([])
        self.counts.set_rows([])
        self.notices.hide()
        self._allow()
        if not self.paths:
            self._tell(self.session.say(NOTHING), Meaning.QUIET)
            return
        paths, operator, known = tuple(self.paths), self.session.operator, learned(self.preferences)

        def work(file: CountyFile, _: Job) -> Any:
            unknown = import_preview.unknown(paths, known)
            try:
                done = importing.import_lists(file, paths, operator=operator, preview=True, learned=known)
            except Refusal as refusal:
                return paths, unknown, refusal
            return paths, unknown, import_preview.preview_of(file.county(), done)

        self._tell(self.session.say(LOOKING, count=len(paths)), Meaning.QUIET)
        self.session.ask(LOOKING(count=len(paths)), work, self._looked, failed=self._refused)

    def _looked(self, answer: Any) -> None:
        paths, unknown, found = answer
        if paths != tuple(self.paths):
            return
        self._unknown = unknown
        if isinstance(found, Refusal):
            self._refused(found)
            return
        self.preview, counts = found
        self.counts.set_rows(counts)
        # what needs a decision first
        self.rows.set_rows(sorted(self.preview.rows, key=lambda row: URGENCY.index(row.fate)))
        self._filter()
        total = self.preview.counts
        words = self.session.say(SUMMARY, total=total.total(), **{fate.value: total[fate] for fate in Fate})
        bad = total[Fate.QUARANTINED]
        self._tell(f"{words}{self.session.say(ASIDE) if bad else ''}", Meaning.DRAFT if bad else Meaning.QUIET)
        self._show_notices(self.preview.notices)
        self._allow()

    def _show_notices(self, notices: Sequence[Message]) -> None:
        lines = [self.session.say(message) for message in notices[:MOST_NOTICES]]
        if self._unknown:
            lines.insert(0, self.session.say(UNKNOWN, count=len(self._unknown)))
        if len(notices) > MOST_NOTICES:
            lines.append(f"… +{len(notices) - MOST_NOTICES}")
        self.notices.setText("\n".join(lines))
        self.notices.setVisible(bool(lines))

    def _refused(self, refusal: Refusal) -> None:
        self._tell(self.session.say(refusal.message), Meaning.CONFLICT)
        self._show_notices(())
        self._allow()

    def _tell(self, words: str, meaning: Meaning) -> None:
        self.said.setText(words)
        paint(self.said, meaning)

    def _allow(self) -> None:
        self.go.setEnabled(self.preview is not None)
        self.match.setVisible(bool(self._unknown))

    @Slot()
    def _filter(self) -> None:
        """Only rows of one outcome."""
        fate, rows = self.fate.currentData(), self.rows.all_rows
        self.rows.set_filter((lambda number: rows[number].fate is fate) if fate is not None else None)

    @Slot()
    def show_mapping(self) -> None:
        """Say which column is which, then look again."""
        dialog = MappingDialog(self.session, self.preferences, self._unknown, self)
        dialog.accepted.connect(self.look)
        dialog.open()

    @Slot()
    def save(self) -> None:
        """Import in the background; close when it is done."""
        paths, operator, known = tuple(self.paths), self.session.operator, learned(self.preferences)
        self.go.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Any:
            return importing.import_lists(file, paths, operator=operator, learned=known)

        self.session.act(SAVING(), work, lambda _: self.accept(), failed=self._refused)


MOST_NOTICES = 4
"""Notices that are shown; they are a matter of reading, not of deciding."""
