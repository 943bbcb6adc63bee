"""A reader run in a process of its own, with limits.

A crafted file of a few kilobytes can make a parser ask for hundreds of gigabytes and abort its process, which
nothing inside it can catch. The child is started afresh (spawn), which works the same on Linux and Windows, from
a terminal, from the window's threads, and in a frozen program, whose entry calls `freeze_support`.
"""

from __future__ import annotations

import multiprocessing
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from . import html, limits, spreadsheetml, text, workbook
from .raw import CannotRead, Failure, RawSheet

READERS: dict[str, Callable[[Path], list[RawSheet]]] = {
    "workbook": workbook.read,
    "spreadsheetml": spreadsheetml.read,
    "html": html.read,
    "text": text.read,
}
"""A further format is a function here, and the bytes by which `files` knows it."""
LOOK_UP = 0.1
"""Seconds between two looks at the clock and at the wish to stop."""


def read(reader: str, path: Path, cancel: Event | None = None) -> list[RawSheet]:
    """What the reader finds in the file; `cancel` ends it at once.

    Raises:
        CannotRead: the reader cannot read it, used more memory or time than allowed, or was cancelled.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(reader, path, there), daemon=True)
    child.start()
    there.close()
    try:
        return _received(here, time.monotonic() + limits.SECONDS, cancel)
    finally:
        here.close()
        child.kill()
        child.join()


def _received(here: Connection, deadline: float, cancel: Event | None) -> list[RawSheet]:
    """The sheets that the child sends one by one, up to the None at the end."""
    sheets: list[RawSheet] = []
    try:
        while time.monotonic() < deadline:
            if cancel is not None and cancel.is_set():
                raise CannotRead(Failure.CANCELLED)
            if not here.poll(LOOK_UP):
                continue
            said = here.recv()
            if said is None:
                return sheets
            if isinstance(said, Failure):
                raise CannotRead(said)
            sheets.append(said)
    except (EOFError, OSError):
        pass  # the child was ended: by its memory limit, or by the parser itself
    raise CannotRead(Failure.TOO_MUCH)


def _work(reader: str, path: Path, there: Connection) -> None:
    limits.silence()
    limits.limit_memory()
    warnings.simplefilter("ignore")  # libraries' remarks about extras of a workbook, on a stream nobody sees
    try:
        for sheet in READERS[reader](path):
            there.send(sheet)
        there.send(None)
    except CannotRead as cannot:
        there.send(cannot.failure)
    except MemoryError:
        there.send(Failure.TOO_MUCH)
