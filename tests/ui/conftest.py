"""A window over a copy of the tiny county, closed after the test with all its work ended."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.messages import ZH
from inspector.ui import application as start_up
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.session import Session
from inspector.workflow.selftest import plan_tiny_county

OpenWindow = Callable[..., MainWindow]


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """Widgets that outlive the application can crash the interpreter on its way out."""
    yield
    start_up._window = None
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(autouse=True)
def _garbage_of_the_window() -> Iterator[None]:
    """What `inspector.ui.garbage` does while the program runs: no widget dies in a thread that is not the window's."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny county, planned as far as its inspectors; tests open copies of it."""
    path, _ = plan_tiny_county(tmp_path_factory.mktemp("tiny"))
    return path


def settled(bot: QtBot, session: Session) -> None:
    """Wait until nothing is being worked on."""
    bot.waitUntil(lambda: session.jobs.current is None, timeout=20_000)


def seen(parent: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """The dialogs of a kind that are open; those that were closed may not be gone yet, and may be gone any moment."""
    return [each for each in parent.findChildren(kind) if each.isVisible()]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens a window over a copy of a county file, or over none."""
    windows: list[MainWindow] = []

    def open_it(county: Path | None, language: str = ZH) -> MainWindow:
        window = MainWindow(Session(language), Preferences(tmp_path / "preferences.ini"))
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        if county is not None:
            window.open_file(Path(shutil.copy(county, tmp_path / "copy.county")))
            settled(qtbot, window.session)
            assert window.session.shown is not None
        return window

    yield open_it
    for window in windows:
        settled(qtbot, window.session)
        window.close()
