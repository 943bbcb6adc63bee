"""The county file that is open, what the window shows of it, and the acts that change it.

Pages never call the workflow themselves: they hand an act to `Session.act`, which runs it in the background, reads the
file anew and then says `changed`. So all pages always show the same moment of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ..domain.messages import Message, Refusal, Wording
from ..domain.quarters import Quarter
from ..workflow.opening import CountyFile, open_county
from ..workflow.operator import operator
from ..workflow.overview import Overview, overview
from .jobs import Job, Jobs

CLOSING = Wording("session.closing", "关闭文件", "Closing the file")
OPENING = Wording("session.opening", "正在打开 {name}", "Opening {name}")
READING = Wording("session.reading", "正在读取", "Reading")


class Session(QObject):
    """One open county file at most, and the language in which it is shown.

    `shown` is what all pages show; it is replaced, never changed. `changed` follows each replacement, `refused` an act
    that the workflow refused, `crashed` one that failed by a defect of the program. `named` says who sits at the
    keyboard, once that is known better than from the computer's account. `left` says that the file is no
    longer shown; what is still being done with it is finished, but nobody is told.
    """

    changed = Signal()
    left = Signal()
    refused = Signal(object)
    crashed = Signal(object)
    named = Signal(str)

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.jobs = Jobs(self)
        self.shown: Overview | None = None
        self.operator = operator()
        self._file: CountyFile | None = None

    def name_operator(self, name: str) -> None:
        """Who sits at the keyboard, for the log and the records of draws; a blank name changes nothing."""
        name = name.strip()
        if name and name != self.operator:
            self.operator = name
            self.named.emit(name)

    def say(self, words: Message | Wording, **params: Any) -> str:
        """The text in the session's language."""
        return (words(**params) if isinstance(words, Wording) else words).text(self.language)

    def open(self, path: Path, done: Callable[[], None] = lambda: None) -> None:
        """Open a county file in place of the one that is open; that one stays if it cannot be opened."""

        def work(_: Job) -> tuple[CountyFile, Overview]:
            file = open_county(path)
            try:
                return file, overview(file)
            except BaseException:
                file.close()
                raise

        def opened(result: tuple[CountyFile, Overview]) -> None:
            self.shut()
            self._file, shown = result
            self._show(shown)
            done()

        self.jobs.start(OPENING(name=path.name), work, opened, self._fail)

    def act(
        self,
        title: Message,
        work: Callable[[CountyFile, Job], Any],
        done: Callable[[Any], None] = lambda _: None,
        *,
        failed: Callable[[Refusal], None] | None = None,
        can_cancel: bool = False,
        quarter: Quarter | None = None,
    ) -> Job:
        """Change the file in the background, read it anew, say `changed`, then call `done` with the act's result.

        A refusal goes to `failed` if that is given, else to the signal `refused`. `quarter` is the quarter to show
        afterwards; without it, the one shown now.
        """
        file = self._file
        assert file is not None, "no file is open"
        wanted = quarter or (self.shown.quarter.quarter if self.shown and self.shown.has_work else None)

        def both(job: Job) -> tuple[Any, Overview]:
            result = work(file, job)
            return result, overview(file, wanted)

        def finished(result: tuple[Any, Overview]) -> None:
            if self._file is file:
                self._show(result[1])
                done(result[0])

        return self.jobs.start(
            title, both, finished, lambda error: self._fail(error, failed, file), can_cancel=can_cancel, changes=True
        )

    def ask(
        self,
        title: Message,
        work: Callable[[CountyFile, Job], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Refusal], None] | None = None,
        can_cancel: bool = False,
    ) -> Job:
        """Read or work something out in the background without changing the file."""
        file = self._file
        assert file is not None, "no file is open"

        def finished(result: Any) -> None:
            if self._file is file:
                done(result)

        return self.jobs.start(
            title,
            lambda job: work(file, job),
            finished,
            lambda error: self._fail(error, failed, file),
            can_cancel=can_cancel,
        )

    def work(
        self,
        title: Message,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Refusal], None] | None = None,
    ) -> Job:
        """Do something in the background that needs no open file."""
        return self.jobs.start(title, work, done, lambda error: self._fail(error, failed))

    def choose_quarter(self, quarter: Quarter) -> None:
        """Show another quarter of the same file."""
        if self.shown and self.shown.quarter.quarter != quarter:
            self.act(READING(), lambda *_: None, quarter=quarter)

    def shut(self) -> None:
        """Leave the file, if one is open; it is closed once what was asked for before is done."""
        file, self._file, self.shown = self._file, None, None
        if file is not None:
            self.jobs.start(CLOSING(), lambda _: file.close(), lambda _: None, self._fail)
            self.left.emit()

    def close(self) -> None:
        """End all work, then close the file."""
        self.jobs.close()
        if self._file is not None:
            self._file.close()
        self._file = self.shown = None

    def _show(self, shown: Overview) -> None:
        self.shown = shown
        self.changed.emit()

    def _fail(
        self, error: Exception, failed: Callable[[Refusal], None] | None = None, file: CountyFile | None = None
    ) -> None:
        """Say what went wrong, unless it was about a `file` that is no longer shown."""
        if file is not None and file is not self._file:
            return
        if not isinstance(error, Refusal):
            self.crashed.emit(error)
        elif failed is not None:
            failed(error)
        else:
            self.refused.emit(error)
