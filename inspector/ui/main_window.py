"""The window: which county file is open, where its quarters stand, and the next thing to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLabel, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from ..domain.messages import Message, Refusal, Wording
from ..workflow.opening import open_county
from ..workflow.status import Status, status

TITLE = Wording("window.title", "双随机联合检查计划", "Joint double-random inspections")
FILE_MENU = Wording("window.file", "文件(&F)", "&File")
OPEN = Wording("window.open", "打开辖区文件…", "Open county file…")
OPEN_FILTER = Wording("window.filter", "辖区文件 (*.county)", "County files (*.county)")
NO_FILE = Wording(
    "window.no_file",
    "还没有打开辖区文件。计划的各个步骤目前用命令行办理，见 inspector --help。",
    "No county file is open. The steps of planning are done on the command line for now: inspector --help.",
)
LISTS = Wording("window.lists", "名录", "Lists")
COUNTS = Wording(
    "window.counts",
    "检查对象 {enterprises} 家，检查人员 {inspectors} 人，任务 {tasks} 项",
    "{enterprises} enterprises, {inspectors} inspectors, {tasks} tasks",
)


class MainWindow(QMainWindow):
    """Shows one county file's state; reads it anew each time it is opened."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setWindowTitle(self._say(TITLE()))
        self.resize(880, 560)
        action = QAction(self._say(OPEN()), self)
        action.setShortcut(QKeySequence.StandardKey.Open)
        action.triggered.connect(self.ask_for_file)
        self.menuBar().addMenu(self._say(FILE_MENU())).addAction(action)
        self._show_text(self._say(NO_FILE()))

    @Slot()
    def ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._say(OPEN()), "", self._say(OPEN_FILTER()))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show a county file's state, or say why it cannot be opened."""
        try:
            with open_county(path) as file:
                self._show_status(status(file))
        except Refusal as refusal:
            QMessageBox.warning(self, self._say(TITLE()), self._say(refusal.message))
            return
        self.setWindowTitle(f"{path.stem} — {self._say(TITLE())}")

    def _show_status(self, now: Status) -> None:
        counts = dict(now.lists)
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(32, 28, 32, 28)
        form.setVerticalSpacing(14)
        heading = QLabel(f"{now.county}（{now.code}）")
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        heading.setFont(font)
        form.addRow(heading)
        form.addRow(
            self._say(LISTS()),
            QLabel(
                self._say(
                    COUNTS(enterprises=counts["enterprises"], inspectors=counts["inspectors"], tasks=counts["tasks"])
                )
            ),
        )
        for quarter, stage in now.quarters:
            form.addRow(quarter, QLabel(self._say(stage)))
        form.addRow(QLabel(self._say(now.next_step)))
        self.setCentralWidget(page)

    def _show_text(self, words: str) -> None:
        page = QWidget()
        label = QLabel(words)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(page).addWidget(label)
        self.setCentralWidget(page)

    def _say(self, message: Message) -> str:
        return message.text(self._language)
