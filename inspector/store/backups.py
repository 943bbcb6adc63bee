"""Copies of the county file beside it, in the folder `<name>.backups`, many of the last days and few of old ones.

A backup is a county file like any other: it can be opened, or copied back in place. It is made under another
name, checked, and only then takes its place, so that a good backup is never replaced by a bad one.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ..domain.messages import Message
from . import texts

RECENT, DAILY, WEEKLY, MONTHLY = 8, 12, 10, 9
"""Backups kept: the last ones whatever their age, then the last of so many days, weeks and months."""

_STAMP = "%Y%m%d-%H%M%S"


def folder_of(path: Path) -> Path:
    """Where the backups of `path` are."""
    return path.with_name(f"{path.name}.backups")


def backups_of(path: Path) -> list[Path]:
    """The backups of `path`, oldest first."""
    return [found for _, _, found in sorted(_dated(path))]


def back_up(path: Path, now: datetime) -> Message | None:
    """Make a backup of `path` unless the last one is of the same state; thin out old ones.

    Returns:
        None, or why there is no backup. Work goes on without one: a full disk must not stop the office.
    """
    try:
        if _is_backed_up(path):
            return None
        folder_of(path).mkdir(exist_ok=True)
        _copy(path, now)
        for old in _superfluous(_dated(path)):
            old.unlink()
    except (OSError, sqlite3.Error) as error:
        return texts.BACKUP_FAILED(folder=str(folder_of(path)), why=str(error))
    return None


def to_keep(times: Iterable[datetime]) -> set[datetime]:
    """Which of the backups made at `times` stay."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:RECENT])
    spans: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    for count, span in spans:
        last_of: dict[Hashable, datetime] = {}
        for at in newest_first:
            last_of.setdefault(span(at), at)
        kept |= set(list(last_of.values())[:count])
    return kept


def _dated(path: Path) -> list[tuple[datetime, int, Path]]:
    """Backups with their time and their number within the second."""
    name = re.compile(rf"{re.escape(path.stem)}-(\d{{8}}-\d{{6}})(?:-(\d+))?{re.escape(path.suffix)}")
    folder = folder_of(path)
    out = []
    for found in folder.iterdir() if folder.is_dir() else ():
        match = name.fullmatch(found.name)
        if match:
            out.append((datetime.strptime(match[1], _STAMP), int(match[2] or 1), found))
    return out


def _superfluous(dated: list[tuple[datetime, int, Path]]) -> list[Path]:
    kept = to_keep(at for at, _, _ in dated)
    return [path for at, _, path in dated if at not in kept]


def _is_backed_up(path: Path) -> bool:
    """Whether the last backup carries the file's own time of change."""
    found = backups_of(path)
    return bool(found) and found[-1].stat().st_mtime_ns == path.stat().st_mtime_ns


def _copy(path: Path, now: datetime) -> None:
    part = folder_of(path) / f"{path.name}.part"
    part.unlink(missing_ok=True)
    changed = path.stat().st_mtime_ns
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            # reading takes the lock or fails; the backup itself would wait for ever
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            source.backup(target)
            if target.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("integrity_check")
            if target.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                raise sqlite3.DatabaseError("empty")  # which is sound as well
        os.utime(part, ns=(changed, changed))
        os.replace(part, _free_name(path, now))
    finally:
        part.unlink(missing_ok=True)


def _free_name(path: Path, now: datetime) -> Path:
    stem, number = f"{path.stem}-{now.strftime(_STAMP)}", 1
    name = folder_of(path) / f"{stem}{path.suffix}"
    while name.exists():
        number += 1
        name = folder_of(path) / f"{stem}-{number}{path.suffix}"
    return name
