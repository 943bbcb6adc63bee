"""Import with a preview: what is new, changed, and put aside with its reason, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QSplitter, QVBoxLayout, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...workflow import import_preview, importing, list_files
from ...workflow.import_preview import Fate, Place, Preview, PreviewRow
from ...workflow.importing import Imported
from ...workflow.list_files import ListFile, ListSheet
from ...workflow.mending import Mended
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, Meaning, note
from ..preferences import Preferences
from ..session import Session
from ..widgets.import_files import ImportFiles
from ..widgets.preview_table import PreviewTable
from ..widgets.reading_strip import ReadingStrip
from .acting import ActingDialog
from .ask_lists import ask_for_lists
from .correct_row import CorrectDialog
from .mapping import MappingDialog, learned

TITLE = Wording("importing.title", "导入名录", "Import lists")
MATCH = Wording("importing.match", "对应列名(&M)…", "&Match columns…")
GO = Wording("importing.go", "导入(&I)", "&Import")
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
UNKNOWN = Wording(
    "importing.unknown",
    "有 {count} 张工作表的表头认不出来。如果是名录，请点“对应列名”。",
    "{count} {count:sheet has a header|sheets have headers} that the program does not know. "
    "If it is a list, use Match columns.",
)
MOST_NOTICES = 4
"""Notices that are shown; they are a matter of reading, not of deciding."""
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
        self.strip = ReadingStrip(session)
        self.strip.stopped.connect(self.stop_looking)
        body.addWidget(self.strip)
        across = QSplitter(Qt.Orientation.Horizontal)
        self.left = ImportFiles(say)
        self.left.add_wanted.connect(self.ask_for_files)
        self.left.remove_wanted.connect(self.remove_file)
        self.left.again_wanted.connect(self.read_again)
        self.right = PreviewTable(say, say(TITLE))
        self.right.correct_wanted.connect(self.correct)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self.read_again)
        across.addWidget(self.left)
        across.addWidget(self.right)
        across.setStretchFactor(1, 1)
        left = self.left.width_wanted
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
        self.look()

    @property
    def sheets(self) -> tuple[ListSheet, ...]:
        """The sheets of all files that have something like a header."""
        return tuple(sheet for path in self.paths if path in self._read for sheet in self._read[path].sheets)

    @Slot()
    def ask_for_files(self) -> None:
        """Ask for more files."""
        folder = str(self.paths[-1].parent) if self.paths else ""
        self.add_files(ask_for_lists(self, self.session, TITLE, folder))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take more files in; the same one counts once."""
        new = [path for path in dict.fromkeys(paths) if path not in self.paths]
        if new:
            self.paths += new
            self.look()

    @Slot(object)
    def remove_file(self, path: Path) -> None:
        """Leave a file out."""
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
        self.left.counts.set_rows([])
        self.right.clear()
        self.left.show_files(self.paths, self._read)
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

    def _looked(self, looked: Looked) -> None:
        self._read, preview = looked
        self.left.show_files(self.paths, self._read)
        if preview is None:
            self._rest(self.session.say(STOPPED), Meaning.DRAFT)
            return
        self._show_preview(preview)

    def _show_preview(self, preview: Preview) -> None:
        say = self.session.say
        self.preview = preview
        self.left.counts.set_rows(preview.lists)
        total = preview.counts
        self.right.show_rows(preview.rows, total)
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
        self.strip.work(words, can_stop=not self.is_acting)
        self.allow()

    def _rest(self, words: str, meaning: Meaning) -> None:
        """Show how it came out."""
        self.strip.rest(words, meaning)
        self.allow()

    @Slot()
    def allow(self) -> None:
        self.go.setEnabled(self.preview is not None and not self.is_acting)
        self.match.setEnabled(bool(self.sheets) and not self.is_acting)

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

    @Slot(object)
    def correct(self, row: PreviewRow) -> None:
        """Put a row right that was put aside."""
        if not self.is_acting:
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
        self.right.clear()
        super().done(result)
