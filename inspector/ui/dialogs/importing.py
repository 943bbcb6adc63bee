"""Import with a preview: what is new, changed, and put aside with its reason, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ...workflow import import_preview, importing, list_files
from ...workflow.import_preview import Fate, ListCount, Place, Preview, PreviewRow
from ...workflow.importing import Imported
from ...workflow.list_files import ListFile, ListSheet
from ...workflow.list_words import LIST_NAMES
from ...workflow.mending import Mended
from ...workflow.opening import CountyFile
from ..jobs import Job, Telling
from ..look import GAP, Meaning, colour, note, paint
from ..models.table import Column, TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.table import TableView
from .acting import ActingDialog
from .mapping import MappingDialog, learned
from .quarantine import RowDialog

TITLE = Wording("importing.title", "导入名录", "Import lists")
ADD = Wording("importing.add", "添加(&A)…", "&Add…")
REMOVE = Wording("importing.remove", "移除(&V)", "Remo&ve")
AGAIN = Wording("importing.again", "重读(&E)", "R&ead again")
MATCH = Wording("importing.match", "对应列名(&M)…", "&Match columns…")
CORRECT = Wording("importing.correct", "改正(&C)…", "Put &right…")
GO = Wording("importing.go", "导入(&I)", "&Import")
STOP = Wording("importing.stop", "停止(&S)", "&Stop")
COUNTS = Wording("importing.counts", "各名录的行数", "Rows of each list")
FILES = Wording("importing.files", "文件", "Files")
FIND = Wording("importing.find", "查找代码或名称", "Find a code or name")
SHOW = Wording("importing.show", "显示哪些行", "Which rows are shown")
LOOKING = Wording("importing.looking", "正在读取 {count} 个文件", "Reading {count} {count:file|files}")
READING = Wording("importing.reading", "正在读取 {name}", "Reading {name}")
COMPARING = Wording("importing.comparing", "正在与辖区文件比较", "Comparing with the county file")
STOPPED = Wording("importing.stopped", "已停下，没有导入。", "Stopped; nothing was imported.")
SAVING = Wording("importing.saving", "正在导入", "Importing")
NOTHING = Wording("importing.nothing", "请添加名录文件。", "Add list files.")
NONE_READ = Wording(
    "importing.none_read",
    "还没有能导入的文件，原因见左边。",
    "There is nothing that can be imported yet; the reasons stand at the left.",
)
LEFT_OUT = Wording(
    "importing.left_out",
    "有 {count} 个文件读不了，不导入，原因见左边。",
    "{count} {count:file|files} cannot be read and will be left out; see why at the left.",
)
SUMMARY = Wording(
    "importing.summary",
    "共 {total} 行：新增 {new}，更新 {updated}，不变 {unchanged}，隔离 {quarantined}。还没有保存。",
    "{total} {total:row|rows}: {new} new, {updated} updated, {unchanged} unchanged, {quarantined} put aside. "
    "Nothing is saved yet.",
)
ASIDE = Wording(
    "importing.aside",
    "隔离的行可以现在双击改正，也可以导入后在“名录”页的“隔离”里改。",
    "Double-click a row that is put aside to put it right now, or do so later under Quarantine on the page Lists.",
)
HEADER = Wording(
    "importing.header",
    "表头认不出来。如果是名录，请点“对应列名”。",
    "The header is not recognised. If it is a list, use Match columns.",
)
UNKNOWN = Wording(
    "importing.unknown",
    "有 {count} 张工作表的表头认不出来。如果是名录，请点“对应列名”。",
    "{count} {count:sheet has a header|sheets have headers} that the program does not know. "
    "If it is a list, use Match columns.",
)
ALL = Wording("importing.all", "全部", "All")
FATES = {
    Fate.NEW: Wording("importing.new", "新增", "new"),
    Fate.UPDATED: Wording("importing.updated", "更新", "updated"),
    Fate.UNCHANGED: Wording("importing.unchanged", "不变", "unchanged"),
    Fate.QUARANTINED: Wording("importing.quarantined", "隔离", "put aside"),
}
COUNTED = Wording("importing.counted", "{fate}　{count}", "{fate}: {count}")
URGENCY = (Fate.QUARANTINED, Fate.UPDATED, Fate.NEW, Fate.UNCHANGED)
MEANINGS = {
    Fate.NEW: Meaning.DONE,
    Fate.UPDATED: Meaning.COUNTED,
    Fate.UNCHANGED: Meaning.QUIET,
    Fate.QUARANTINED: Meaning.CONFLICT,
}
SUFFIXES = "(*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt)"
LISTS = Wording("importing.lists", f"名录 {SUFFIXES};;所有文件 (*)", f"Lists {SUFFIXES};;All files (*)")
MOST_NOTICES = 4
"""Notices that are shown; they are a matter of reading, not of deciding."""
TYPING = 150
"""Milliseconds after the last key at which a search begins."""

ROW_COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(
        Wording("preview.fate", "结果", "Outcome"),
        lambda row: FATES[row.fate],
        meaning=lambda row: MEANINGS[row.fate],
        width=6,
    ),
    Column(Wording("preview.file", "文件", "File"), lambda row: row.place.path.name, width=8),
    Column(Wording("preview.sheet", "工作表", "Sheet"), lambda row: row.sheet, width=7),
    Column(Wording("preview.row", "行", "Row"), lambda row: row.row, width=4),
    Column(Wording("preview.subject", "对象", "About"), lambda row: row.subject, width=15, search=True, name=True),
    Column(
        Wording("preview.what", "改动或原因", "Change or reason"),
        lambda row: row.what,
        meaning=lambda row: MEANINGS[row.fate] if row.aside else None,
        width=8,
    ),
)
COUNT_COLUMNS: tuple[Column[ListCount], ...] = (
    Column(Wording("counts.list", "名录", "List"), lambda row: LIST_NAMES[row.list], width=9),
    Column(FATES[Fate.NEW], lambda row: row.new, width=4),
    Column(FATES[Fate.UPDATED], lambda row: row.updated, width=5),
    Column(FATES[Fate.UNCHANGED], lambda row: row.unchanged, width=6),
    Column(
        FATES[Fate.QUARANTINED],
        lambda row: row.quarantined,
        meaning=lambda row: Meaning.CONFLICT if row.quarantined else None,
        width=5,
    ),
)
FILE, SHEET = 1, 2
"""Their places among the columns of rows."""
Looked = tuple[dict[Path, ListFile], Preview | None]
"""The files as they were read, and what importing them would do; None if they were not all looked at."""


class ImportDialog(ActingDialog):
    """The files at the left, what they would do at the right; nothing is saved before the button.

    A file is read once: what is seen is what is imported. One that cannot be read says why and is left out.
    """

    def __init__(
        self, session: Session, preferences: Preferences, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.preferences = preferences
        self.paths = list(dict.fromkeys(paths))
        self.preview: Preview | None = None
        self._read: dict[Path, ListFile] = {}
        self._stop = Event()
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1180, 720)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        body.addLayout(self._head())
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self._left())
        across.addWidget(self._right())
        across.setStretchFactor(1, 1)
        left = max(390, self.counts_table.horizontalHeader().length() + GAP)
        across.setSizes([left, self.width() - left])
        body.addWidget(across, 1)
        self.notices = note()
        body.addWidget(self.notices)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.match = self.buttons.addButton(say(MATCH), QDialogButtonBox.ButtonRole.ActionRole)
        self.match.clicked.connect(self.show_mapping)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        session.jobs.progressed.connect(self._progressed)
        self.look()

    def _head(self) -> QHBoxLayout:
        self.said = note()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.stop = QPushButton(self.session.say(STOP))
        self.stop.clicked.connect(self.stop_looking)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        return row

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.files = QListWidget()
        self.files.setAccessibleName(self.session.say(FILES))
        self.files.setWordWrap(True)
        self.files.setAlternatingRowColors(True)
        self.counts: TableModel[ListCount] = TableModel(COUNT_COLUMNS, self.session.say, parent=self)
        column.addWidget(self.files, 1)
        row = QHBoxLayout()
        for words, act in ((ADD, self.ask_for_files), (REMOVE, self.remove_file), (AGAIN, self.read_again)):
            button = QPushButton(self.session.say(words))
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        QShortcut(QKeySequence.StandardKey.Delete, self.files, self.remove_file)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self.read_again)
        column.addLayout(row)
        self.counts_table = TableView(self.counts)
        self.counts_table.setAccessibleName(self.session.say(COUNTS))
        column.addWidget(self.counts_table, 1)
        return left

    def _right(self) -> QWidget:
        say = self.session.say
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        self.rows: TableModel[PreviewRow] = TableModel(ROW_COLUMNS, say, parent=self)
        self.table = TableView(self.rows)
        self.table.setAccessibleName(say(TITLE))
        self.table.activated.connect(self.correct)
        self.table.selectionModel().selectionChanged.connect(self.allow)
        self.rows.modelReset.connect(self.allow)
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
        return right

    @property
    def sheets(self) -> tuple[ListSheet, ...]:
        """The sheets of all files that have something like a header."""
        return tuple(sheet for path in self.paths if path in self._read for sheet in self._read[path].sheets)

    @Slot()
    def ask_for_files(self) -> None:
        """Ask for more files."""
        folder = str(self.paths[-1].parent) if self.paths else ""
        found, _ = QFileDialog.getOpenFileNames(self, self.session.say(TITLE), folder, self.session.say(LISTS))
        self.add_files([Path(path) for path in found])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take more files in; the same one counts once."""
        new = [path for path in dict.fromkeys(paths) if path not in self.paths]
        if new:
            self.paths += new
            self.look()

    @Slot()
    def remove_file(self) -> None:
        """Leave the chosen file out."""
        chosen = self.files.currentItem()
        if chosen is not None:
            path = chosen.data(Qt.ItemDataRole.UserRole)
            self.paths.remove(path)
            self._read.pop(path, None)
            self.look()

    @Slot()
    def read_again(self) -> None:
        """Read all files anew, as they are now."""
        self._read.clear()
        self.look()

    def look(self) -> None:
        """Work out in the background what the files would do; those read before are not read again."""
        self._stop.set()
        self._stop = stop = Event()
        self.preview = None
        self.counts.set_rows([])
        self.rows.set_rows([])
        self._show_files()
        self._show_notices(())
        if not self.paths:
            self._rest(self.session.say(NOTHING), Meaning.QUIET)
            return
        paths, read, known = tuple(self.paths), dict(self._read), learned(self.preferences)

        def work(file: CountyFile, job: Job) -> Looked:
            for number, path in enumerate(paths):
                if stop.is_set():
                    return read, None
                if path not in read:
                    job.tell(READING(name=path.name), number / len(paths))
                    found = list_files.read_list_file(path, known, stop)
                    if not stop.is_set():
                        read[path] = found
            if stop.is_set():
                return read, None
            job.tell(COMPARING())
            county = file.county()
            seen = import_preview.preview(county, [read[path] for path in paths])
            importing.refuse_frozen(file, county, seen.county)
            return read, seen

        def answered(looked: Looked) -> None:
            if stop is self._stop:
                self._looked(looked)

        def failed(refusal: Refusal) -> None:
            if stop is self._stop:
                self.refused(refusal)

        self._work(LOOKING(count=len(paths)))
        self.session.ask(LOOKING(count=len(paths)), work, self.still(answered), failed=self.still(failed))

    @Slot()
    def stop_looking(self) -> None:
        """Stop reading; the files stay on the list."""
        self._stop.set()
        self.stop.setEnabled(False)

    def _looked(self, looked: Looked) -> None:
        self._read, preview = looked
        self._show_files()
        if preview is None:
            self._rest(self.session.say(STOPPED), Meaning.DRAFT)
            return
        self._show_preview(preview)

    def _show_preview(self, preview: Preview) -> None:
        say = self.session.say
        self.preview = preview
        self.counts.set_rows(preview.lists)
        total = preview.counts
        for at in range(1, self.fate.count()):
            fate = self.fate.itemData(at)
            self.fate.setItemText(at, say(COUNTED, fate=FATES[fate], count=total[fate]))
        # what needs a decision first
        self.rows.set_rows(sorted(preview.rows, key=lambda row: URGENCY.index(row.fate)))
        self._filter()
        # columns that say the same in every row leave their room to the reasons
        self.table.setColumnHidden(FILE, len({row.place.path for row in preview.rows}) < 2)
        self.table.setColumnHidden(SHEET, all(row.sheet == row.place.path.stem for row in preview.rows))
        self._show_notices(preview.notices)
        unread = sum(file.refusal is not None for file in self._read.values())
        if unread == len(self.paths):
            self.preview = None
            self._rest(say(NONE_READ), Meaning.CONFLICT)
            return
        lines = [say(SUMMARY, total=total.total(), **{fate.value: total[fate] for fate in Fate})]
        if total[Fate.QUARANTINED]:
            lines.append(say(ASIDE))
        if unread:
            lines.append(say(LEFT_OUT, count=unread))
        self._rest(" ".join(lines), Meaning.DRAFT if len(lines) > 1 else Meaning.QUIET)

    def _show_files(self) -> None:
        chosen = self.files.currentRow()
        self.files.clear()
        for path in self.paths:
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, path)
            read = self._read.get(path)
            if read is not None and read.refusal is not None:
                item.setText(f"{path.name}\n{self._why(read, read.refusal)}")
                item.setForeground(colour(Meaning.CONFLICT))
            self.files.addItem(item)
        self.files.setCurrentRow(min(chosen, len(self.paths) - 1))

    def _why(self, file: ListFile, refusal: Message) -> str:
        """Why a file cannot be read; of one whose titles are its own, what to do here."""
        if file.has_foreign_header:
            return self.session.say(HEADER)
        return self.session.say(refusal).replace(str(file.path), file.path.name)

    def _show_notices(self, notices: Sequence[Message]) -> None:
        lines = [self.session.say(message) for message in notices[:MOST_NOTICES]]
        unknown = sum(not sheet.list for sheet in self.sheets)
        if unknown:
            lines.insert(0, self.session.say(UNKNOWN, count=unknown))
        if len(notices) > MOST_NOTICES:
            lines.append(f"… +{len(notices) - MOST_NOTICES}")
        self.notices.setText("\n".join(lines))
        self.notices.setToolTip("\n".join(self.session.say(message) for message in notices))
        self.notices.setVisible(bool(lines))

    def refused(self, refusal: Refusal) -> None:
        self._rest(self.session.say(refusal.message), Meaning.CONFLICT)

    def _work(self, words: Message) -> None:
        """Show that something is being worked on."""
        self._tell(self.session.say(words), Meaning.QUIET)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.setEnabled(True)
        self.stop.setVisible(not self.is_acting)
        self.allow()

    def _rest(self, words: str, meaning: Meaning) -> None:
        """Show how it came out."""
        self._tell(words, meaning)
        self.bar.hide()
        self.stop.hide()
        self.allow()

    @Slot(object)
    def _progressed(self, telling: Telling) -> None:
        if self.bar.isVisible():
            self.said.setText(self.session.say(telling.words))
            if telling.fraction is None:
                self.bar.setRange(0, 0)
            else:
                self.bar.setRange(0, 100)
                self.bar.setValue(round(100 * telling.fraction))

    def _tell(self, words: str, meaning: Meaning) -> None:
        self.said.setText(words)
        paint(self.said, meaning)

    @Slot()
    def allow(self) -> None:
        self.go.setEnabled(self.preview is not None and not self.is_acting)
        self.match.setEnabled(bool(self.sheets) and not self.is_acting)
        row = self._current()
        self.correct_button.setEnabled(row is not None and row.aside is not None)
        self.detail.setText("\n".join(self.session.say(each) for each in row.what) if row else "")

    def _current(self) -> PreviewRow | None:
        """The row at the cursor."""
        index = self.table.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    @Slot()
    def _filter(self) -> None:
        """Only rows of one outcome."""
        fate, rows = self.fate.currentData(), self.rows.all_rows
        self.rows.set_filter((lambda number: rows[number].fate is fate) if fate is not None else None)

    @Slot()
    def _search(self) -> None:
        self.rows.search(self.quick.text())

    @Slot()
    def show_mapping(self) -> None:
        """Say which column is which, then read those sheets again."""
        dialog = MappingDialog(self.session, self.preferences, self.sheets, self)

        def said() -> None:
            signature = dialog.sheet.currentData().signature
            self._read = {
                path: file
                for path, file in self._read.items()
                if not any(sheet.signature == signature for sheet in file.sheets)
            }
            self.look()

        dialog.accepted.connect(said)
        dialog.open()

    @Slot()
    def correct(self) -> None:
        """Put the chosen row right, if it is one that was put aside."""
        row = self._current()
        if row is not None and row.aside is not None and not self.is_acting:
            CorrectDialog(self.session, row, self.try_cells, self).open()

    def try_cells(self, place: Place, cells: Mapping[str, str], told: Callable[[Mended], None]) -> None:
        """Look at what the import would do with other cells in a row; keep them if the row can be taken so."""
        file = list_files.corrected(self._read[place.path], place.list, place.number, cells)
        read = {**self._read, place.path: file}
        files = [read[path] for path in self.paths]

        def work(county: CountyFile, _: Job) -> Preview:
            return import_preview.preview(county.county(), files)

        def looked(preview: Preview) -> None:
            aside = next(row.aside for row in preview.rows if row.place == place)
            if aside is not None:
                told(Mended(False, aside.column, aside.reason))
                return
            self._read = read
            self._show_preview(preview)
            told(Mended(True))

        self.ask(COMPARING(), work, looked)

    @Slot()
    def save(self) -> None:
        """Import in the background what was looked at; close when it is done."""
        files, operator = [self._read[path] for path in self.paths], self.session.operator

        def work(file: CountyFile, _: Job) -> Imported:
            return importing.import_read(file, files, operator=operator)

        self.act(SAVING(), work, lambda _: self.accept())
        self._work(SAVING())

    def done(self, result: int) -> None:
        """Close; what was read is forgotten."""
        self._stop.set()
        self._read = {}
        self.rows.set_rows([])
        super().done(result)


class CorrectDialog(RowDialog):
    """A row of a preview: what is typed is looked at together with everything else that would be imported."""

    KEEP = Wording("importing.keep", "改好(&K)", "&Keep")

    def __init__(
        self,
        session: Session,
        row: PreviewRow,
        try_cells: Callable[[Place, Mapping[str, str], Callable[[Mended], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        assert row.aside is not None
        self._place, self._try = row.place, try_cells
        super().__init__(
            session,
            place=(row.place.path.name, row.sheet, row.row),
            list_name=row.place.list,
            cells=dict(zip(row.aside.titles, row.aside.cells, strict=True)),
            column=row.aside.column,
            reason=session.say(row.aside.reason),
            go=self.KEEP,
            parent=parent,
        )

    def read_again(self, cells: Mapping[str, str]) -> None:
        self._try(self._place, cells, self.still(self.mended))
