"""The window: the steps at the left, the page of the chosen step, and what is being worked on below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..domain.messages import EN, ZH, Message, Wording
from ..workflow.overview import StepName
from ..workflow.state import STAGE_NAMES
from .dialogs.ask_lists import SUFFIXES
from .dialogs.messages import confirm, show_crash, show_refusal
from .jobs import Job, Telling
from .look import Appearance, note, set_appearance, sized
from .pages import PAGES
from .pages.page import Page
from .pages.start import StartPage
from .preferences import Preferences
from .session import Session
from .widgets.steps import StepList

TITLE = Wording("window.title", "双随机联合检查计划", "Joint double-random inspections")
FILE_MENU = Wording("window.file", "文件(&F)", "&File")
VIEW_MENU = Wording("window.view", "视图(&V)", "&View")
HELP_MENU = Wording("window.help", "帮助(&H)", "&Help")
START = Wording("window.start", "开始页", "Start page")
OPEN = Wording("window.open", "打开辖区文件…", "Open county file…")
RECENT = Wording("window.recent", "最近打开", "Recent files")
CLOSE_FILE = Wording("window.close_file", "关闭辖区文件", "Close county file")
SETTINGS = Wording("window.settings", "设置…", "Settings…")
QUIT = Wording("window.quit", "退出", "Quit")
HELP = Wording("window.manual", "使用手册", "Manual")
ABOUT = Wording("window.about", "关于与许可证", "About and licences")
CHINESE = Wording("window.chinese", "中文", "中文")
ENGLISH = Wording("window.english", "English", "English")
APPEARANCES = {
    Appearance.SYSTEM: Wording("window.system", "外观随系统", "Appearance of the system"),
    Appearance.LIGHT: Wording("window.light", "浅色", "Light"),
    Appearance.DARK: Wording("window.dark", "深色", "Dark"),
}
FILTER = Wording("window.filter", "辖区文件 (*.county)", "County files (*.county)")
CANCEL = Wording("window.cancel", "停止", "Stop")
STOPPING = Wording("window.stopping", "正在停下……", "Stopping …")
BUSY = Wording(
    "window.busy",
    "“{title}”还没有完成。现在关闭会停下它；已经保存的内容不受影响。",
    "'{title}' is not finished. Closing stops it; what was saved stays as it is.",
)
CLOSE_NOW = Wording("window.close_now", "停下并关闭", "Stop and close")
QUARTER = Wording("window.quarter", "{quarter}　{stage}", "{quarter}: {stage}")
WORTH_SAYING = 200
"""Milliseconds after which work is shown."""
OPERATOR = "operator"
"""The name in the preferences for who sits at the keyboard."""


class MainWindow(QMainWindow):
    """Holds the session and its pages. A change of language (`language_wanted`) takes a new window over the same file.

    `jump(step)` goes to a step's page; pages are made when they are first seen.
    """

    language_wanted = Signal(str)

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self._pages: dict[StepName, Page] = {}
        self.setWindowTitle(self._say(TITLE))
        self.setAcceptDrops(True)
        self.resize(1180, 760)
        if preferences.geometry is not None:
            self.restoreGeometry(preferences.geometry)
        self._build()
        self._build_menus()
        session.name_operator(str(preferences.get(OPERATOR, "")))
        session.named.connect(self._operator_named)
        session.changed.connect(self._show)
        session.refused.connect(self._refused)
        session.crashed.connect(self._crashed)
        session.jobs.started.connect(self._started)
        session.jobs.progressed.connect(self._progressed)
        session.jobs.ended.connect(self._ended)
        self._show()

    def open_file(self, path: Path) -> None:
        """Open a county file in the background, or say why it cannot be opened."""
        self.session.open(path, lambda: self._opened(path))

    def jump(self, name: StepName) -> None:
        """Go to a step's page."""
        self.steps.choose(name)

    def page(self, name: StepName) -> Page:
        """A step's page, made on first use."""
        found = self._pages.get(name)
        if found is None:
            found = self._pages[name] = PAGES[name](self.session, self.preferences)
            self.stack.addWidget(found)
        return found

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 0)
        self.county = QLabel()
        sized(self.county, 1.15, bold=True)
        self.county.setContentsMargins(14, 0, 14, 0)
        self.quarters = QComboBox()
        self.quarters.setAccessibleName(self._say(Wording("window.quarters", "季度", "Quarter")))
        self.quarters.activated.connect(self._quarter_chosen)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 8)
        row.addWidget(self.quarters)
        self.steps = StepList(self.session.say)
        self.steps.chosen.connect(self._step_chosen)
        column.addWidget(self.county)
        column.addLayout(row)
        column.addWidget(self.steps, 1)
        side.setFixedWidth(self.steps.width())
        self.side = side
        self.start = StartPage(self.session, self.preferences)
        self.start.open_wanted.connect(self.open_file)
        self.start.import_wanted.connect(self._open_and_import)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(line)
        self.line = line
        across.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self._working = QTimer(self)
        self._working.setSingleShot(True)
        self._working.setInterval(WORTH_SAYING)
        self._working.timeout.connect(self._show_work)
        self.work = note()
        self.work.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(220)
        self.bar.setTextVisible(False)
        self.stop = QPushButton(self._say(CANCEL))
        self.stop.clicked.connect(self._stop)
        status = self.statusBar()
        status.addWidget(self.work, 1)
        status.addPermanentWidget(self.bar)
        status.addPermanentWidget(self.stop)
        self._ended()

    def _build_menus(self) -> None:
        menu = self.menuBar().addMenu(self._say(FILE_MENU))
        self._action(menu, START, self.show_start)
        self._action(menu, OPEN, self.ask_for_file, QKeySequence.StandardKey.Open)
        self.recent = menu.addMenu(self._say(RECENT))
        self.recent.aboutToShow.connect(self._fill_recent)
        self._action(menu, CLOSE_FILE, self.close_file, QKeySequence.StandardKey.Close)
        menu.addSeparator()
        self.settings_action = self._action(menu, SETTINGS, self._settings, "Ctrl+,")
        menu.addSeparator()
        self._action(menu, QUIT, self.close, "Ctrl+Q")
        view = self.menuBar().addMenu(self._say(VIEW_MENU))
        for number, name in enumerate(StepName, 1):
            action = QAction(self._say(PAGES[name].TITLE), self)
            action.setShortcut(f"Ctrl+{number}")
            action.setData(name)
            action.triggered.connect(self._jump_by_action)
            view.addAction(action)
        view.addSeparator()
        self._choices(view, APPEARANCES, self.preferences.appearance, self._appearance_chosen)
        view.addSeparator()
        self._choices(view, {ZH: CHINESE, EN: ENGLISH}, self.session.language, self._language_chosen)
        help_menu = self.menuBar().addMenu(self._say(HELP_MENU))
        self._action(help_menu, HELP, self._help, QKeySequence.StandardKey.HelpContents)
        self._action(help_menu, ABOUT, self._about)

    def _action(self, menu: QMenu, words: Wording, act: object, keys: object = None) -> QAction:
        action = QAction(self._say(words), self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))  # type: ignore[call-overload]
        action.triggered.connect(act)
        menu.addAction(action)
        return action

    def _choices(self, menu: QMenu, choices: dict, current: object, act: object) -> None:
        group = QActionGroup(self)
        for value, words in choices.items():
            action = group.addAction(QAction(self._say(words), self, checkable=True, checked=value == current))
            action.setData(value)
            menu.addAction(action)
        group.triggered.connect(act)

    @Slot(str)
    def _operator_named(self, name: str) -> None:
        self.preferences.set(OPERATOR, name)

    @Slot()
    def _show(self) -> None:
        """Everything round the pages, from what the session shows."""
        shown = self.session.shown
        self.side.setVisible(shown is not None)
        self.line.setVisible(shown is not None)
        self.settings_action.setEnabled(shown is not None)
        if shown is None:
            self.stack.setCurrentWidget(self.start)
            self.setWindowTitle(self._say(TITLE))
            return
        self.county.setText(shown.county.name)
        self.quarters.clear()
        for quarter, stage in shown.quarters:
            self.quarters.addItem(self._say(QUARTER, quarter=str(quarter), stage=STAGE_NAMES[stage]), quarter)
            if quarter == shown.quarter.quarter:
                self.quarters.setCurrentIndex(self.quarters.count() - 1)
        self.steps.show_steps(shown.steps)
        self.setWindowTitle(f"{shown.path.name} — {self._say(TITLE)}")

    @Slot(object)
    def _open_and_import(self, wanted: tuple[Path, tuple[Path, ...]]) -> None:
        """Open a county file and look at what importing lists into it would do."""
        path, lists = wanted

        def opened() -> None:
            self._opened(path)
            self.import_files(lists)

        self.session.open(path, opened)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Look at what an import would do, then do it."""
        from .dialogs.importing import ImportDialog

        ImportDialog(self.session, self.preferences, paths, self).open()

    def _opened(self, path: Path) -> None:
        shown = self.session.shown
        assert shown is not None
        self.preferences.opened(path, shown.county.name)
        step = shown.next_step
        self.steps.setCurrentRow(-1)
        self.jump(step.name if step else StepName.EXECUTION)

    @Slot(object)
    def _step_chosen(self, name: StepName) -> None:
        self.stack.setCurrentWidget(self.page(name))

    @Slot()
    def _jump_by_action(self) -> None:
        action = self.sender()
        if self.session.shown is not None and isinstance(action, QAction):
            self.jump(action.data())

    @Slot(int)
    def _quarter_chosen(self, number: int) -> None:
        self.session.choose_quarter(self.quarters.itemData(number))

    @Slot()
    def show_start(self) -> None:
        """The start page, from which a file can be made or opened."""
        self.steps.setCurrentRow(-1)
        self.stack.setCurrentWidget(self.start)

    @Slot()
    def ask_for_file(self) -> None:
        """Ask which county file to open."""
        path, _ = QFileDialog.getOpenFileName(self, self._say(OPEN), "", self._say(FILTER))
        if path:
            self.open_file(Path(path))

    @Slot()
    def close_file(self) -> None:
        """Back to the start page."""
        if self._may_leave():
            self.session.jobs.cancel()
            self.session.shut()
            self._show()

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self.preferences.recent:
            action = self.recent.addAction(str(path))
            action.setData(path)
            action.triggered.connect(self._open_recent)

    @Slot()
    def _open_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_file(action.data())

    @Slot()
    def _settings(self) -> None:
        from .dialogs.settings import SettingsDialog

        if self.session.shown is not None:
            SettingsDialog(self.session, self).open()

    @Slot()
    def _help(self) -> None:
        from .dialogs.help import show_help

        page = self.stack.currentWidget()
        here = [name.value for name, made in self._pages.items() if made is page]
        show_help(self, self.session, *here)

    @Slot()
    def _about(self) -> None:
        from .dialogs.about import show_about

        show_about(self, self.session)

    @Slot(QAction)
    def _appearance_chosen(self, action: QAction) -> None:
        self.preferences.appearance = action.data()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_appearance(app, action.data())

    @Slot(QAction)
    def _language_chosen(self, action: QAction) -> None:
        if action.data() != self.session.language:
            self.preferences.language = action.data()
            self.language_wanted.emit(action.data())

    @Slot(object)
    def _refused(self, refusal: object) -> None:
        show_refusal(self, self.session, refusal)  # type: ignore[arg-type]

    @Slot(object)
    def _crashed(self, error: object) -> None:
        show_crash(self, self.session, error)  # type: ignore[arg-type]

    @Slot(object)
    def _started(self, job: Job) -> None:
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._working.start()

    @Slot()
    def _show_work(self) -> None:
        """Say what is being worked on; what is over at once is not worth a flash."""
        job = self.session.jobs.current
        if job is not None:
            self.work.setText(self._say(job.title))
            self.bar.show()
            self.stop.setVisible(job.can_cancel)

    @Slot(object)
    def _progressed(self, telling: Telling) -> None:
        if self.bar.isVisible():
            self.work.setText(self._say(telling.words))
        if telling.fraction is not None:
            self.bar.setRange(0, 100)
            self.bar.setValue(round(100 * telling.fraction))

    @Slot()
    def _ended(self) -> None:
        self._working.stop()
        self.work.setText("")
        self.bar.hide()
        self.stop.hide()

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.work.setText(self._say(STOPPING))
        self.session.jobs.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = self._dropped(event)
        counties = [path for path in paths if path.suffix.lower() == ".county"]
        if counties:
            self.open_file(counties[0])
        elif self.session.shown is not None:
            self.import_files(paths)
        else:
            self.start.import_files(paths)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if path.suffix.lower() in {".county", *SUFFIXES}]

    def _may_leave(self) -> bool:
        """Nobody leaves a file that is being changed without being asked."""
        job = self.session.jobs.changing
        return job is None or confirm(self, self.session, self._say(BUSY, title=job.title), self._say(CLOSE_NOW))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self.session.close()
        event.accept()

    def _say(self, words: Message | Wording, **params: object) -> str:
        return self.session.say(words, **params)
