"""What belongs to the window is done in its own thread; the one beside it reads and works out, no more."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector import ui
from inspector.domain.messages import EN, Wording
from inspector.store import CountyFile
from inspector.ui import jobs
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.edits import EditDesk
from inspector.ui.garbage import SELDOM, Collector
from inspector.ui.pages.lists import ListsPage
from inspector.workflow import editing
from inspector.workflow.editing import Change
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WINDOW = str(Path(ui.__file__).parent)
TRYING = Wording("test.trying", "正在试", "Trying")


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[set[str]]:
    """Names of methods of the window's objects that were called in another thread, of all threads begun from now on."""
    found: set[str] = set()
    own = qapp.thread()

    def look(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        # jobs carry what is told and answered across, by signals that Qt queues
        if event != "call" or not code.co_filename.startswith(WINDOW) or code.co_filename == jobs.__file__:
            return
        subject = frame.f_locals.get("self")
        if isinstance(subject, QObject) and subject.thread() is own:
            found.add(f"{Path(code.co_filename).stem}.{code.co_name}")

    threading.setprofile(look)
    yield found
    threading.setprofile(None)


def test_a_stray_would_be_seen(qtbot: QtBot, strays: set[str], open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny, EN)
    page = window.page(StepName.LISTS)
    window.session.ask(TRYING(), lambda *_: page.say(TRYING), lambda _: None)
    settled(qtbot, window.session)
    assert strays == {"page.say", "session.say"}


def test_no_slot_runs_beside_the_window(
    qtbot: QtBot, strays: set[str], open_window: OpenWindow, tmp_path: Path
) -> None:
    county = tiny_county()
    with CountyFile.create(tmp_path / "lists.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
    window = open_window(tmp_path / "lists.county", EN)
    for name in StepName:
        window.jump(name)
        settled(qtbot, window.session)
    window.jump(StepName.LISTS)
    page = window.page(StepName.LISTS)
    assert isinstance(page, ListsPage)
    page.open_enterprise(county.enterprises[0].code)
    settled(qtbot, window.session)
    desk = EditDesk.of(window.session)
    firm = county.enterprises[0]
    desk.save(editing.step(county, [Change("enterprises", firm, replace(firm, name="改名厂"))]))
    settled(qtbot, window.session)
    desk.undo()
    settled(qtbot, window.session)
    lists = tmp_path / "departments.csv"
    lists.write_text("部门编码,部门名称,简称\nZ,丁局,丁\n", encoding="utf-8-sig")
    window.import_files([lists])
    settled(qtbot, window.session)
    (dialog,) = window.findChildren(ImportDialog)
    assert dialog.preview is not None
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert len(window.session.shown.county.departments) == len(county.departments) + 1
    assert strays == set()


def test_garbage_is_collected_in_the_windows_thread_only(qtbot: QtBot) -> None:
    died: list[threading.Thread] = []

    class Ring:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            died.append(threading.current_thread())

    parent = QObject()
    Collector(parent)
    assert not gc.isenabled()
    worker = threading.Thread(target=lambda: [Ring() for _ in range(5 * SELDOM[0])])
    worker.start()
    worker.join()
    assert not died
    qtbot.waitUntil(lambda: len(died) == 5 * SELDOM[0], timeout=5000)
    assert set(died) == {threading.main_thread()}
    parent.deleteLater()
