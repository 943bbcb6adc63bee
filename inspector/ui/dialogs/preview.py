"""Print preview of the official forms; from here they go to a printer or into a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ..jobs import Job
from ..look import GAP, Meaning, note, paint
from ..preferences import Preferences
from ..printing.forms import page_layout, print_forms, write_pdf
from ..printing.layout import Layout
from ..session import Session
from ..widgets.pages_view import PagesView
from .acting import ActingDialog
from .help_key import help_key

TITLE = Wording("preview.title", "打印预览", "Print preview")
FORMS = Wording("preview.forms", "打印哪些表", "Forms to print")
FORM = Wording("preview.form", "{name}（{pages} 页）", "{name} ({pages} p.)")
PAGE = Wording("preview.page", "第 {page} 页，共 {pages} 页　{percent}%", "Page {page} of {pages}, {percent} %")
NOTHING = Wording("preview.nothing", "请在左边勾选要打印的表。", "Tick the forms to print at the left.")
PRINT = Wording("preview.print", "打印(&P)…", "&Print…")
PDF = Wording("preview.pdf", "存为 PDF(&S)…", "&Save as PDF…")
CLOSE = Wording("preview.close", "关闭", "Close")
LARGER = Wording("preview.larger", "放大", "Zoom in")
SMALLER = Wording("preview.smaller", "缩小", "Zoom out")
FIT = Wording("preview.fit", "适合宽度", "Fit width")
WRITING = Wording("preview.writing", "正在写 PDF", "Writing the PDF")
PRINTING = Wording("preview.printing", "正在打印", "Printing")
PRINTED = Wording("preview.printed", "已送打印机，共 {pages} 页", "{pages} pages sent to the printer")
WRITTEN = Wording("preview.written", "已存为 {path}", "Saved as {path}")
OPEN_FOLDER = Wording("preview.open_folder", "打开文件夹", "Open folder")
FILTER = Wording("preview.filter", "PDF 文件 (*.pdf)", "PDF files (*.pdf)")
DRAFT = Wording(
    "preview.draft",
    "送审稿：计划还没有批准，每一页都有“送审稿”标记。",
    "Draft: the plan is not approved, and every page says 送审稿.",
)


class PreviewDialog(ActingDialog):
    """The forms at the left, ticked for print; their pages at the right, as they come out of the printer."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        layouts: Sequence[Layout],
        parent: QWidget | None = None,
        *,
        first: str = "",
    ) -> None:
        super().__init__(session, parent)
        self.preferences = preferences
        self.layouts = tuple(layouts)
        self.saved: Path | None = None
        self.setWindowTitle(session.say(TITLE))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1120, 780)
        help_key(self, session, "approval")
        self._build()
        names = [layout.paper.name for layout in self.layouts]
        self.forms.setCurrentRow(next((at for at, name in enumerate(names) if first and name.startswith(first)), 0))

    @property
    def ticked(self) -> list[Layout]:
        """The forms that are to be printed."""
        return [
            layout
            for row, layout in enumerate(self.layouts)
            if self.forms.item(row).checkState() == Qt.CheckState.Checked
        ]

    def _build(self) -> None:
        say = self.session.say
        self.forms = QListWidget()
        self.forms.setAccessibleName(say(FORMS))
        for layout in self.layouts:
            item = QListWidgetItem(say(FORM, name=layout.paper.name, pages=len(layout.pages)))
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.forms.addItem(item)
        self.forms.setFixedWidth(self.forms.sizeHintForColumn(0) + 24)
        self.view = PagesView()
        self.view.setAccessibleName(say(TITLE))
        self.place = QLabel()
        paint(self.place, Meaning.QUIET)
        self.words = note()
        self.folder_button = QPushButton(say(OPEN_FOLDER))
        self.folder_button.hide()
        self.folder_button.clicked.connect(self._open_folder)
        smaller, larger, fit = (self._button(words) for words in (SMALLER, LARGER, FIT))
        self.pdf_button, self.print_button, close = (self._button(words) for words in (PDF, PRINT, CLOSE))
        smaller.clicked.connect(self.view.zoom_out)
        larger.clicked.connect(self.view.zoom_in)
        fit.clicked.connect(self.view.fit_width)
        self.pdf_button.clicked.connect(self.ask_for_pdf)
        self.print_button.clicked.connect(self.ask_for_printer)
        close.clicked.connect(self.reject)
        self.print_button.setDefault(True)
        left = QVBoxLayout()
        left.addWidget(QLabel(say(FORMS)))
        left.addWidget(self.forms, 1)
        if any(layout.paper.draft for layout in self.layouts):
            draft = note(say(DRAFT), Meaning.DRAFT)
            draft.setFixedWidth(self.forms.width())
            left.addWidget(draft)
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addLayout(left)
        across.addWidget(self.view, 1)
        below = QHBoxLayout()
        for part in (smaller, larger, fit, self.place):
            below.addWidget(part)
        below.addSpacing(GAP)
        below.addWidget(self.words, 1)
        for part in (self.folder_button, self.pdf_button, self.print_button, close):
            below.addWidget(part)
        body = QVBoxLayout(self)
        body.addLayout(across, 1)
        body.addLayout(below)
        self.forms.currentRowChanged.connect(self._show)
        self.forms.itemChanged.connect(self._ticked)
        self.view.page_changed.connect(self._told)
        self.view.zoomed.connect(self._told)
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.ask_for_printer),
            (QKeySequence.StandardKey.Save, self.ask_for_pdf),
            (QKeySequence.StandardKey.ZoomIn, self.view.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.view.zoom_out),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence("Ctrl+0"), self, self.view.fit_width)

    def _button(self, words: Wording) -> QPushButton:
        button = QPushButton(self.session.say(words))
        button.setAutoDefault(False)
        return button

    @Slot(int)
    def _show(self, row: int) -> None:
        self.view.show_layouts([self.layouts[row]] if row >= 0 else [])
        self._told()

    @Slot()
    def _ticked(self) -> None:
        some = bool(self.ticked)
        self.pdf_button.setEnabled(some)
        self.print_button.setEnabled(some)
        self._say("" if some else self.session.say(NOTHING))

    @Slot()
    def _told(self) -> None:
        page, pages = self.view.current + 1, self.view.count
        percent = round(100 * self.view.scale)
        self.place.setText(self.session.say(PAGE, page=page, pages=pages, percent=percent))

    def _say(self, words: str, meaning: Meaning = Meaning.QUIET, *, folder: bool = False) -> None:
        paint(self.words, meaning)
        self.words.setText(words)
        self.folder_button.setVisible(folder)

    @Slot()
    def ask_for_pdf(self) -> None:
        """Ask where the PDF goes, and write it."""
        if not self.ticked:
            return
        folder = Path(self.preferences.get("export.folder", str(Path.home())))
        name = f"{self.ticked[0].paper.title}{self.ticked[0].paper.draft and '-'}{self.ticked[0].paper.draft}.pdf"
        say = self.session.say
        path, _ = QFileDialog.getSaveFileName(self, say(PDF).replace("(&S)", ""), str(folder / name), say(FILTER))
        if path:
            self.save_pdf(Path(path))

    def save_pdf(self, path: Path) -> None:
        """Write the ticked forms into one PDF, in the background."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        layouts = self.ticked
        self.preferences.set("export.folder", str(path.parent))
        self._busy(WRITING())

        def work(_: object, job: Job) -> Path:
            return write_pdf(path, layouts, lambda fraction: job.tell(WRITING(), fraction))

        self.ask(WRITING(), work, self._written)

    def _busy(self, words: Message) -> None:
        self.pdf_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self._say(self.session.say(words))

    def allow(self) -> None:
        self.pdf_button.setEnabled(bool(self.ticked))
        self.print_button.setEnabled(bool(self.ticked))

    def _written(self, path: Path) -> None:
        self.saved = path
        self.allow()
        self._say(self.session.say(WRITTEN, path=str(path)), Meaning.DONE, folder=True)

    def refused(self, refusal: Refusal) -> None:
        self._say(self.session.say(refusal.message), Meaning.CONFLICT)

    @Slot()
    def _open_folder(self) -> None:
        if self.saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved.parent)))

    @Slot()
    def ask_for_printer(self) -> None:
        """Ask for a printer, and print the ticked forms."""
        if not self.ticked:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(self.ticked[0]))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the ticked forms in the background."""
        layouts = self.ticked
        pages = sum(len(layout.pages) for layout in layouts)
        self._busy(PRINTING())

        def work(_: object, job: Job) -> Message:
            print_forms(printer, layouts, lambda fraction: job.tell(PRINTING(), fraction))
            return PRINTED(pages=pages)

        self.ask(PRINTING(), work, self._printed)

    def _printed(self, told: Message) -> None:
        self.allow()
        self._say(self.session.say(told), Meaning.DONE)
