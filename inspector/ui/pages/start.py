"""The first five minutes: a sample county to practise on, a file, or lists; and tools that need no file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Wording
from ...workflow import opening
from ..dialogs.messages import tell
from ..jobs import Job
from ..look import GAP, MARGIN, heading, note, sized
from ..preferences import Preferences, portable_folder
from ..session import Session
from ..widgets.choice_button import ChoiceButton

WELCOME = Wording("start.welcome", "双随机联合检查计划", "Joint double-random inspections")
LEAD = Wording(
    "start.lead",
    "从各部门的名录到一份批准的季度计划：公开抽取检查对象和检查人员，几个部门一次进门，谁都可以核对。",
    "From the departments' lists to an approved quarterly plan: enterprises and inspectors drawn in public, several "
    "departments in one visit, and anybody can check it.",
)
PRACTISE = Wording("start.practise", "用示例县练习", "Practise on a sample county")
PRACTISE_WHAT = Wording(
    "start.practise_what",
    "造一个虚构的县，名录已经导入；从锁定、抽取一步步走到导出。",
    "Makes a made-up county with its lists imported; go from freeze and draw to the export, step by step.",
)
FINISHED = Wording("start.finished", "看一份完成的示例计划", "See a finished sample plan")
FINISHED_WHAT = Wording(
    "start.finished_what",
    "同一个县的两个季度：已抽取、排期、派员、批准、导出并核验通过，约半分钟。",
    "Two quarters of that county, drawn, scheduled, approved, exported and verified; takes half a minute.",
)
OPEN = Wording("start.open", "打开辖区文件", "Open a county file")
OPEN_WHAT = Wording(
    "start.open_what",
    "一个县的名录、计划和全部记录都在一个文件里。",
    "One file holds a county's lists, plans and records.",
)
NEW = Wording("start.new", "导入名录，新建辖区文件", "Import lists into a new county file")
NEW_WHAT = Wording(
    "start.new_what",
    "各部门的 Excel、WPS、CSV 名录，表头不一样也可以；也可以把文件拖到窗口里。",
    "The departments' Excel, WPS or CSV lists, whatever their titles; or drop the files on the window.",
)
RECENT = Wording("start.recent", "最近打开", "Recent files")
NO_RECENT = Wording("start.no_recent", "还没有打开过文件。", "No file opened yet.")
LAST_CHANGE = Wording(
    "start.last_change",
    "{name}　最后改动 {changed}\n{path}",
    "{name}, last changed {changed}\n{path}",
)
TOOLS = Wording("start.tools", "不需要辖区文件：", "Without a county file:")
VERIFY = Wording("start.verify", "核验导出的计划(&E)…", "Verify an &exported plan…")
TEMPLATE = Wording("start.template", "空白导入模板(&T)…", "Empty import &template…")
VERIFIER = Wording("start.verifier", "独立核验程序(&I)…", "&Independent verifier…")
PORTABLE = Wording("start.portable", "便携模式：设置保存在 {folder}", "Portable mode: preferences are kept in {folder}")
MAKING = Wording("start.making", "正在造示例县", "Making the sample county")
VERIFYING = Wording("start.verifying", "正在核验 {name}", "Verifying {name}")
VERIFIED = Wording("start.verified", "核验通过", "Verified")
NOT_VERIFIED = Wording(
    "start.not_verified", "核验不通过，{count} 处问题", "Not verified: {count} {count:finding|findings}"
)
WRITTEN = Wording("start.written", "已写入 {path}", "Written to {path}")
COUNTY_FILES = Wording("start.county_files", "辖区文件 (*.county)", "County files (*.county)")
WORKBOOKS = Wording("start.workbooks", "Excel 工作簿 (*.xlsx)", "Excel workbooks (*.xlsx)")
PYTHON = Wording("start.python", "Python 程序 (*.py)", "Python programs (*.py)")
SAMPLE_FOLDER = "双随机示例"


class StartPage(QWidget):
    """What is seen while no file is open; `open_wanted` names a county file to open, `import_wanted` lists besides."""

    open_wanted = Signal(object)
    import_wanted = Signal(object)

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        say = session.say
        body = QVBoxLayout(self)
        body.setContentsMargins(2 * MARGIN, 2 * MARGIN, 2 * MARGIN, MARGIN)
        body.setSpacing(GAP)
        body.addWidget(heading(say(WELCOME), 2.0))
        lead = note(say(LEAD))
        sized(lead, 1.1)
        body.addWidget(lead)
        body.addSpacing(MARGIN)
        across = QHBoxLayout()
        across.setSpacing(2 * MARGIN)
        across.addLayout(self._choices(), 3)
        across.addLayout(self._recent(), 2)
        body.addLayout(across, 1)
        body.addLayout(self._tools())
        folder = portable_folder()
        if folder is not None:
            body.addWidget(note(say(PORTABLE, folder=str(folder))))

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP // 2)
        grid.setContentsMargins(0, 0, 0, 0)
        self.practise_button = self._choice(PRACTISE, PRACTISE_WHAT, self.practise)
        self.finished_button = self._choice(FINISHED, FINISHED_WHAT, self.see_finished)
        self.open_button = self._choice(OPEN, OPEN_WHAT, self.ask_for_file)
        self.new_button = self._choice(NEW, NEW_WHAT, self.ask_for_lists)
        for row, button in enumerate((self.practise_button, self.finished_button, self.open_button, self.new_button)):
            grid.addWidget(button, row, 0)
        grid.setRowStretch(4, 1)
        return grid

    def _choice(self, title: Wording, what: Wording, act: Callable[[], None]) -> ChoiceButton:
        button = ChoiceButton(self.session.say(title), self.session.say(what))
        sized(button, 1.05)
        button.clicked.connect(act)
        return button

    def _recent(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        title = QLabel(self.session.say(RECENT))
        sized(title, 1.0, bold=True)
        self.recent = QListWidget()
        self.recent.setFrameShape(QListWidget.Shape.NoFrame)
        self.recent.setWordWrap(True)
        self.recent.viewport().setAutoFillBackground(False)
        self.recent.setAccessibleName(self.session.say(RECENT))
        self.recent.itemActivated.connect(self._open_recent)
        self.recent.itemClicked.connect(self._open_recent)
        self.no_recent = note(self.session.say(NO_RECENT))
        column.addWidget(title)
        column.addWidget(self.no_recent)
        column.addWidget(self.recent, 1)
        column.addStretch()
        return column

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(note(self.session.say(TOOLS)))
        for words, act in (
            (VERIFY, self.ask_to_verify),
            (TEMPLATE, self.ask_for_template),
            (VERIFIER, self.ask_for_verifier),
        ):
            button = QPushButton(self.session.say(words))
            button.setFlat(True)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.recent.clear()
        for path in self.preferences.recent:
            words = self.session.say(
                LAST_CHANGE,
                name=self.preferences.county_name(path) or path.stem,
                changed=f"{datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M}",
                path=str(path),
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self.recent.addItem(item)
        self.recent.setVisible(self.recent.count() > 0)
        self.no_recent.setVisible(self.recent.count() == 0)

    @Slot(QListWidgetItem)
    def _open_recent(self, item: QListWidgetItem) -> None:
        self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def practise(self) -> None:
        """A county with lists and nothing planned."""
        from ...workflow.demo import practice

        self._make(practice, lambda path: path)

    @Slot()
    def see_finished(self) -> None:
        """A county with two quarters approved, exported and verified."""
        from ...workflow.demo import demo

        self._make(demo, lambda done: done.county)

    def _make(self, make: Callable[[Path, Callable[[Message], None]], Any], path_of: Callable[[Any], Path]) -> None:
        folder = documents() / SAMPLE_FOLDER

        def work(job: Job) -> Path:
            return path_of(make(folder, job.tell))

        self.session.work(MAKING(), work, self.open_wanted.emit)

    @Slot()
    def ask_for_file(self) -> None:
        """Ask which county file to open."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.session.say(OPEN), str(documents()), self.session.say(COUNTY_FILES)
        )
        if path:
            self.open_wanted.emit(Path(path))

    @Slot()
    def ask_for_lists(self) -> None:
        """Ask for lists, then for the county they belong to."""
        from ..dialogs.ask_lists import ask_for_lists

        paths = ask_for_lists(self, self.session, NEW, str(documents()))
        if paths:
            self.import_files(paths)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Make a county file for these lists, open it, and import them."""
        from ..dialogs.new_county import NewCountyDialog

        dialog = NewCountyDialog(self.session, documents(), self.window())
        dialog.made.connect(lambda path: self.import_wanted.emit((path, tuple(paths))))
        dialog.open()

    @Slot()
    def ask_to_verify(self) -> None:
        """Ask for a workbook and verify it from itself alone."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.session.say(VERIFY).replace("&", ""), str(documents()), self.session.say(WORKBOOKS)
        )
        if path:
            self.verify(Path(path))

    def verify(self, path: Path) -> None:
        """Verify a workbook in the background and say what was found."""

        def told(found: opening.Verification) -> None:
            title = VERIFIED() if found.ok else NOT_VERIFIED(count=len(found.findings))
            lines = [*found.findings, *found.checked, *found.warnings]
            tell(self.window(), self.session, title, [self.session.say(line) for line in lines], good=found.ok)

        self.session.work(VERIFYING(name=path.name), lambda _: opening.verify(path), told)

    @Slot()
    def ask_for_template(self) -> None:
        """Ask where the empty import workbook goes."""
        self._write(TEMPLATE, "导入模板.xlsx", WORKBOOKS, opening.write_template)

    @Slot()
    def ask_for_verifier(self) -> None:
        """Ask where the stand-alone verifier goes."""
        self._write(VERIFIER, "check_workbook.py", PYTHON, opening.write_verifier)

    def _write(self, title: Wording, name: str, filter_: Wording, write: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.session.say(title).replace("&", ""), str(documents() / name), self.session.say(filter_)
        )
        if path:
            self.session.work(title(), lambda _: write(Path(path)), lambda _: self._written(Path(path)))

    def _written(self, path: Path) -> None:
        tell(self.window(), self.session, WRITTEN(path=str(path)), [], good=True)


def documents() -> Path:
    """Where the user's own files are; beside the program in portable mode."""
    portable = portable_folder()
    if portable is not None:
        return portable
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
