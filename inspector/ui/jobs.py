"""Work in the background: one job at a time, with progress and cancel, answered in the window's own thread.

The workflow's functions take a county file, which several threads would only make wait for each other; one worker
keeps acts in the order in which they were asked for. What a job tells reaches the window through a signal of an
object of the GUI thread, received by a slot of that object: only so is it certain that no widget is touched elsewhere.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ..domain.messages import Message, Refusal

BETWEEN_TOLD = 0.05
"""Seconds between two reports of progress; what comes sooner is left out."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Progress: what is being done, and how much of it (0 to 1; None if that is not known)."""

    words: Message
    fraction: float | None = None


@dataclass
class Job:
    """What a piece of work is handed: it may tell how far it is, and should ask whether to stop.

    `cancel` is the flag that workflow functions take.
    """

    title: Message
    cancel: Flag = field(default_factory=Flag)
    can_cancel: bool = False
    changes: bool = False
    """Whether it changes the file: then nobody closes the window over it without being asked."""
    _tell: Callable[[Telling], None] = lambda _: None
    _told: float = 0.0
    _run: Future[None] | None = None

    def tell(self, words: Message, fraction: float | None = None) -> None:
        """Say how far the work is; may be called often, from any thread."""
        now = time.monotonic()
        if now - self._told >= BETWEEN_TOLD:
            self._told = now
            self._tell(Telling(words, fraction))


class Jobs(QObject):
    """Runs work one after the other. Signals are emitted, and answers given, in the GUI thread."""

    started = Signal(object)
    progressed = Signal(object)
    ended = Signal()
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="inspector-work")
        self._waiting: list[Job] = []
        self._arrived.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> Job | None:
        """The job at work, or None."""
        return self._waiting[0] if self._waiting else None

    @property
    def changing(self) -> Job | None:
        """The first job, at work or waiting, that changes the file, or None."""
        return next((job for job in self._waiting if job.changes), None)

    def start(
        self,
        title: Message,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        can_cancel: bool = False,
        changes: bool = False,
    ) -> Job:
        """Do `work` in the background; then call `done` with its result or `failed` with what it raised."""
        job = Job(title, can_cancel=can_cancel, changes=changes)
        job._tell = lambda telling: self._arrived.emit((self._tell, (job, telling)))
        self._waiting.append(job)
        job._run = self._worker.submit(self._run, job, work, done, failed)
        if len(self._waiting) == 1:
            self.started.emit(job)
        return job

    def cancel(self) -> None:
        """Ask the job at work to stop; it keeps the best it has."""
        if self._waiting:
            self._waiting[0].cancel.set()

    def is_pending(self, job: Job) -> bool:
        """Whether a job waits or is at work, so that nobody knows yet what comes of it."""
        return job in self._waiting

    def take_back(self, job: Job) -> bool:
        """Leave out a job that has not begun, as if it had never been asked for; says whether it could be."""
        if job not in self._waiting or job._run is None or not job._run.cancel():
            return False
        self._waiting.remove(job)
        self.ended.emit()
        if self._waiting:
            self.started.emit(self._waiting[0])
        return True

    def close(self) -> None:
        """Stop everything and wait for it: no thread outlives the window."""
        for job in self._waiting:
            job.cancel.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()

    def _run(
        self, job: Job, work: Callable[[Job], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """In the worker's thread."""
        try:
            result = work(job)
        except Exception as error:
            if not isinstance(error, Refusal):
                logging.getLogger(__name__).exception("%s failed", job.title.code)
            self._arrived.emit((self._end, (job, failed, error)))
        else:
            self._arrived.emit((self._end, (job, done, result)))

    @Slot(object)
    def _answer(self, what: tuple[Callable[..., None], tuple[Any, ...]]) -> None:
        """In the GUI thread."""
        act, arguments = what
        act(*arguments)

    def _tell(self, job: Job, telling: Telling) -> None:
        if job is self.current:
            self.progressed.emit(telling)

    def _end(self, job: Job, answer: Callable[[Any], None], result: Any) -> None:
        if job not in self._waiting:
            return
        self._waiting.remove(job)
        self.ended.emit()
        try:
            answer(result)
        finally:
            if self._waiting:
                self.started.emit(self._waiting[0])
