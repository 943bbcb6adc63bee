"""`python -m tests.benchmarks.window [--enterprises 100000]` prints how long the window keeps its user waiting.

A made-up county is opened, and a quarter is frozen, drawn, planned, staffed, approved and exported in the background
while a timer of five milliseconds notes how late it is called: that is how late any click or key would be heard.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer

from inspector.domain.county import County
from inspector.domain.identity import check_digit
from inspector.domain.messages import ZH, Wording
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.ui.application import application
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.session import Session
from inspector.workflow import approving, drawing, exporting, freezing, scheduling
from inspector.workflow.overview import StepName
from inspector.workflow.sample import sample_county

QUARTER = Quarter(2027, 1)
DICE = "31415926535897932384", "27182818284590452353"
BEAT = 5
"""Milliseconds between two calls of the timer."""
BUSY = Wording("benchmark.busy", "测量", "Measuring")


def made_up(number: int, people: int, share: Decimal) -> County:
    """The sample county with so many enterprises, `people` times its inspectors and a share of its rates."""
    county = sample_county(QUARTER)
    more = [
        replace(row, code=_code(place), name=f"{row.name}{place}号店")
        for place in range(number - len(county.enterprises))
        for row in (county.enterprises[place % len(county.enterprises)],)
    ]
    staff = [
        replace(person, certificate=f"{person.certificate}{copy:02}" if copy else person.certificate)
        for copy in range(people)
        for person in county.inspectors
    ]
    tasks = [
        replace(
            task,
            rates=tuple((risk, rate * share) for risk, rate in task.rates),
            fixed=task.fixed and max(1, int(task.fixed * share * number / 2000)),
        )
        for task in county.tasks
    ]
    return replace(county, enterprises=(*county.enterprises, *more), inspectors=tuple(staff), tasks=tuple(tasks))


def _code(place: int) -> str:
    first = f"91429088MB{place:07d}"
    return first + check_digit(first)


class Lag:
    """How late the event loop is: milliseconds over the beat, at each call of the timer."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, 1000 * (now - self._last) - BEAT))
        self._last = now

    def again(self) -> None:
        self.late.clear()
        self._last = perf_counter()

    def told(self) -> tuple[float, float, float]:
        """p50, p99 and the worst, in milliseconds."""
        late = sorted(self.late) or [0.0]
        return late[len(late) // 2], late[int(0.99 * (len(late) - 1))], late[-1]


def settled(session: Session) -> None:
    """Let the event loop run until nothing is being worked on."""
    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: session.jobs.current is None and loop.quit())
    look.start(20)
    loop.exec()


def line(what: str, seconds: float, lag: Lag) -> None:
    print(f"| {what} | {seconds:.1f} | " + " | ".join(f"{late:.0f}" for late in lag.told()) + " |", flush=True)


@contextmanager
def opened(county: County) -> Iterator[tuple[MainWindow, Path]]:
    """A window over a new file of the county, not opened yet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.county"
        with CountyFile.create(path, county.name, county.code) as file:
            file.save_lists(file.county(), county, operator="benchmark")
        window = MainWindow(Session(ZH), Preferences(Path(folder) / "preferences.ini"))
        window.resize(1280, 800)
        window.show()
        yield window, path
        settled(window.session)
        window.close()


ACTS: tuple[tuple[str, Callable[[CountyFile], Any]], ...] = (
    ("freeze", lambda file: freezing.freeze(file, QUARTER, operator="b")),
    ("draw enterprises", lambda file: drawing.draw(file, QUARTER, DICE[0], operator="b")),
    ("schedule", lambda file: scheduling.schedule(file, QUARTER, operator="b")),
    ("draw inspectors", lambda file: drawing.staff(file, QUARTER, DICE[1], operator="b")),
    ("submit", lambda file: approving.submit(file, QUARTER, by="甲", operator="b")),
    (
        "approve",
        lambda file: approving.approve(file, QUARTER, by="乙", document="1", on=date(2026, 12, 1), operator="b"),
    ),
    ("export", lambda file: exporting.export(file, QUARTER, file.path.with_suffix(".xlsx"), operator="b")),
)


def in_background(window: MainWindow, lag: Lag) -> None:
    """A quarter from freeze to export, each act as the window does it."""
    session = window.session
    for name, act in ACTS:
        window.jump(StepName.SCHEDULE)
        settled(session)
        lag.again()
        start = perf_counter()
        session.act(BUSY(), lambda file, _, act=act: act(file), quarter=QUARTER)
        settled(session)
        line(name, perf_counter() - start, lag)
    plan = session.shown.quarter.current  # type: ignore[union-attr]
    print(f"\n{len(plan.visits):,} visits, {len(plan.teams):,} team-days")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.window")
    parser.add_argument("--enterprises", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=8, help="times the sample county's inspectors")
    parser.add_argument("--share", type=Decimal, default=Decimal("0.05"), help="of the sample county's rates")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(ZH)
    with opened(made_up(asked.enterprises, asked.people, asked.share)) as (window, path):
        lag = Lag()
        print("| opening | s | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|")
        start = perf_counter()
        window.open_file(path)
        settled(window.session)
        window.jump(StepName.LISTS)
        settled(window.session)
        line("the file, to its lists", perf_counter() - start, lag)
        print("\n| in the background | s | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|")
        in_background(window, lag)


if __name__ == "__main__":
    main()
