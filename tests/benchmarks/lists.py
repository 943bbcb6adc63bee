"""`python -m tests.benchmarks.lists [--enterprises 100000]` prints how long a list of that many rows keeps its user.

A made-up county is opened in a window that is not seen; each key, click and page is timed until it is painted.
The first keys are typed while the list is still being made ready in the background, the others afterwards.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from inspector.domain.county import Enterprise
from inspector.domain.messages import ZH
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.ui.application import application
from inspector.ui.edits import EditDesk
from inspector.ui.main_window import MainWindow
from inspector.ui.models.choices import ChoiceDesk
from inspector.ui.pages.lists import ListsPage
from inspector.ui.preferences import Preferences
from inspector.ui.session import Session
from inspector.ui.widgets.filter_header import ChoiceFilter
from inspector.ui.widgets.list_panel import ListPanel
from inspector.ui.widgets.picker import Picker
from inspector.workflow import editing
from inspector.workflow.editing import Change
from inspector.workflow.list_forms import ENTERPRISES
from inspector.workflow.overview import StepName
from inspector.workflow.sample import sample_county

WORDS = ("ytx", "91429088", "有限公司")
"""Initials, a code and a part of a name, typed into the search."""


def write_county(path: Path, number: int) -> None:
    """The sample county with its enterprises so many times over, nothing frozen."""
    county = sample_county(Quarter(2027, 1))
    first = county.enterprises

    def another(place: int) -> Enterprise:
        model = first[place % len(first)]
        return replace(model, code=f"91429099{place:010}", name=f"{model.name}{place}号")

    more = map(another, range(len(first), number))
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), replace(county, enterprises=(*first, *more)), operator="benchmark")


def run_for(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settled(session: Session) -> None:
    """Let the event loop run until nothing is being worked on."""
    while session.jobs.current is not None:
        run_for(20)


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds of an act and all that it makes the window paint."""
    start = perf_counter()
    act()
    QApplication.processEvents()
    return 1000 * (perf_counter() - start)


def typed(field: QLineEdit, words: Iterable[str]) -> list[float]:
    """The keys of words typed and taken back, one after the other."""
    times = []
    for word in words:
        times += [timed(lambda key=key: field.insert(key)) for key in word]
        times += [timed(lambda: QTest.keyClick(field, Qt.Key.Key_Backspace)) for _ in word]
    return times


def line(what: str, times: list[float]) -> None:
    print(f"| {what} | {median(times):,.0f} | {max(times):,.0f} |", flush=True)


def measure(panel: ListPanel) -> None:
    """The list as it is worked with once it is ready."""
    table, search, fields = panel.table, panel.search, panel.table.head.fields
    search.setFocus()
    line("a key in the search", typed(search, WORDS))
    line(
        "sort a column",
        [
            timed(lambda column=column, order=order: table.sortByColumn(column, order))
            for column in range(panel.model.columnCount())
            for order in Qt.SortOrder
        ],
    )
    line("a key in the search, sorted", typed(search, WORDS))
    texts = [field for field in fields if isinstance(field, QLineEdit)]
    line("a key in a column's filter", [time for field in texts for time in typed(field, ("1号",))])
    choices = [field for field in fields if isinstance(field, ChoiceFilter)]
    line("a column's values to choose from", [timed(field.open_values) for field in choices])
    for popup in (popup for field in choices if (popup := field._popup) is not None):
        popup.close()
    table.setFocus()
    line("a page down", [timed(lambda: QTest.keyClick(table, Qt.Key.Key_PageDown)) for _ in range(60)])
    line("select all rows", [timed(table.selectAll)])
    line("copy them all", [timed(table.copy)])


def picked(session: Session) -> list[float]:
    """Keys typed to pick an enterprise, from when nothing is ready for it."""
    assert session.shown is not None
    picker = Picker(ChoiceDesk.of(session).members(ENTERPRISES, session.shown.county))
    picker.show()
    times = []
    for word in (WORDS[0], *filter(str.isascii, WORDS)):
        times += [timed(lambda key=key: QTest.keyClicks(picker, key)) for key in word]
        settled(session)
        picker.clear()
    picker.close()
    return times


def edited(panel: ListPanel) -> list[float]:
    """Milliseconds between two calls of a timer of 5 while a row is changed, with a search in force."""
    panel.search.setText(WORDS[0])
    late: list[float] = []
    last = perf_counter()

    def beat() -> None:
        nonlocal last
        now = perf_counter()
        late.append(1000 * (now - last))
        last = now

    timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start()
    session = panel.session
    assert session.shown is not None
    firm = session.shown.county.enterprises[5]
    change = Change("enterprises", firm, replace(firm, name="改名厂"))
    EditDesk.of(session).save(editing.step(session.shown.county, [change]))
    settled(session)
    timer.stop()
    return late


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lists")
    parser.add_argument("--enterprises", type=int, default=100_000)
    number = parser.parse_args().enterprises
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(ZH)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.county"
        write_county(path, number)
        window = MainWindow(Session(ZH), Preferences(Path(folder) / "preferences.ini"))
        window.resize(1280, 800)
        window.show()
        print(f"| {number:,} enterprises | median ms | most ms |\n|---|---|---|")
        start = perf_counter()
        window.open_file(path)
        while window.session.shown is None:
            run_for(5)
        window.jump(StepName.LISTS)
        page = window.page(StepName.LISTS)
        assert isinstance(page, ListsPage)
        page.choose("enterprises")
        QApplication.processEvents()
        line("open the file, to its list", [1000 * (perf_counter() - start)])
        line("a key in the search, at once", typed(page.panel.search, WORDS))
        settled(window.session)
        measure(page.panel)
        line("a key to pick one of them", picked(window.session))
        line("the window's timer while a row is changed under a search", edited(page.panel))
        window.close()


if __name__ == "__main__":
    main()
