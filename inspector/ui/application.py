"""The Qt application: start it, dress it, open the window, end it cleanly."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ..domain.messages import EN, Wording
from ..workflow.demo import FIRST
from .dialogs.messages import show_crash
from .garbage import Collector
from .look import set_appearance, set_fonts
from .main_window import MainWindow
from .preferences import Preferences
from .session import Session

PASSED = Wording(
    "selftest.passed",
    "自检通过：窗口已打开，{quarter} 的小县已计划（入企检查 {visits} 次）。",
    "Self-test passed: the window opened and a tiny county was planned for {quarter} ({visits} visits).",
)


def application(language: str) -> QApplication:
    """The one application object, made on first use, speaking `language` in Qt's own dialogs too."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Inspector")
    if existing is None:
        set_fonts(app)
        Collector(app)
    _translate_qt(app, language)
    return app


def speak(window: MainWindow, language: str) -> None:
    """The same file in another language, in a new window that takes the old one's place."""
    path = window.session.shown.path if window.session.shown else None
    if not window.close():
        return
    application(language)
    new = open_window(language, window.preferences)
    if path is not None:
        new.open_file(path)


def open_window(language: str, preferences: Preferences) -> MainWindow:
    """A window with a session of its own, shown."""
    global _window
    _window = window = MainWindow(Session(language), preferences)
    window.language_wanted.connect(lambda wanted: speak(window, wanted))
    _window.show()
    return _window


_window: MainWindow | None = None
"""The window that is open: Qt does not keep it alive by itself."""


def run_application(file: Path | None, language: str) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    preferences = Preferences()
    language = preferences.language or language
    app = application(language)
    set_appearance(app, preferences.appearance)
    window = open_window(language, preferences)
    if file is not None:
        window.open_file(file)
    # what goes wrong in a slot would otherwise be printed where nobody looks
    sys.excepthook = tell_uncaught
    return app.exec()


def tell_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that the program failed, as for work in the background."""
    if _window is None or not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
    else:
        show_crash(_window, _window.session, error)


def run_self_test(language: str) -> int:
    """Open the window offscreen, plan a tiny county, show it, close; returns the exit code."""
    from ..workflow.selftest import plan_tiny_county

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application(language)
    with tempfile.TemporaryDirectory() as folder:
        path, visits = plan_tiny_county(Path(folder))
        window = open_window(language, Preferences(Path(folder) / "preferences.ini"))
        loop = QEventLoop()
        window.session.changed.connect(loop.quit)
        window.session.refused.connect(loop.quit)
        window.session.crashed.connect(loop.quit)
        window.open_file(path)
        loop.exec()
        opened = window.session.shown is not None
        window.close()
    if opened:
        print(PASSED(quarter=str(FIRST), visits=visits).text(language))
    return 0 if opened else 1


def _translate_qt(app: QApplication, language: str) -> None:
    """Qt's own words (OK, Cancel, file dialogs); ours are in both languages where they are said."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(QLocale.Language.English if language == EN else QLocale.Language.Chinese))
    if language == EN:
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
