"""The county file: one SQLite file that holds a county's lists and everything that was ever done with them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from .. import __version__
from ..domain.county import County, Settings
from ..domain.messages import Message, Refusal
from ..domain.records import settings_row
from . import backups, chain, lists, quarantine, texts
from .chain import Record
from .engine import check_header, file_version, is_sound, make_engine, readers
from .errors import damaged, database_faults, disk_faults
from .quarantine import BadRow, Quarantined
from .schema import VERSION

IMPORT, SETTINGS = "import", "settings"
"""Kinds of the records that the file itself writes."""
OF_NO_QUARTER = ""
"""What stands for the quarter in records of acts that belong to none, such as every change of the lists."""


class CountyFile:
    """An open county file; a context manager.

    Every change is one transaction: after a crash or a power cut the file is as before it or as after it. One
    object may be used from several threads; they take turns.

    Several programs may have the file open. A change is refused if another program added a record after this
    object last read records, or an older copy was put in the file's place, since it would rest on what is no longer
    so: read again, then decide again.

    Every method may raise a `Refusal` that says the file is locked, read-only or damaged, or the disk full.
    `warnings` collects what went wrong without stopping the work: backups that could not be made.
    """

    def __init__(self, path: Path, engine: Engine):
        self.path = path
        self.warnings: list[Message] = []
        self._engine = engine
        self._readers = readers(engine)
        self._lock = threading.RLock()
        self._writing: Connection | None = None
        self._seen: str | None = None
        """Hash of the last record when records were last read."""
        self._sound = chain.START
        """How far the chain was found sound."""
        self._lists: tuple[chain.Link, County] | None = None
        """The lists, and the last record of no quarter when they were read: every change of theirs is such a record."""

    @classmethod
    def create(cls, path: Path, name: str, code: str) -> CountyFile:
        """A new file for the county `name` with division code `code`.

        It is built under another name first, so that a half-made file never stands at `path`.

        Raises:
            Refusal: `path` exists already, or cannot be written.
        """
        from .migrating import migrate

        if path.exists():
            raise Refusal(texts.EXISTS(path=str(path)))
        part = path.with_name(f"{path.name}.part")
        with disk_faults(path), database_faults(path):
            try:
                part.unlink(missing_ok=True)
                part.touch()
                migrate(part)
                new = cls(part, make_engine(part))
                with new, new._change() as connection:
                    lists.start(connection, name, code)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        return cls(path, make_engine(path))

    @classmethod
    def open(cls, path: Path) -> CountyFile:
        """An existing file: checked, brought up to this version, backed up if it changed since the last time.

        Raises:
            Refusal: it is missing, not ours, made by a newer program, damaged or locked.
        """
        with disk_faults(path), database_faults(path):
            check_header(path)
            file = cls(path, make_engine(path))
            try:
                version = file._checked_version()
                file.back_up()
                if version < VERSION:
                    from .migrating import migrate

                    migrate(path)
            except UnicodeDecodeError as error:
                # SQLite names what is damaged in the damaged file's own bytes
                file.close()
                raise damaged(path) from error
            except BaseException:
                file.close()
                raise
        return file

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> CountyFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes within the block one: either all are saved or none.

        Other programs cannot write meanwhile, so keep long work out of it.
        """
        with self._change():
            yield

    def county(self) -> County:
        """All lists and settings, each list in the order of its key; read again only if a record says they changed."""
        with self._reading() as connection:
            last = chain.last_link(connection, OF_NO_QUARTER)
            if self._lists is not None and self._lists[0] == last:
                return self._lists[1]
            try:
                county = lists.read(connection)
            except (ValueError, KeyError, ArithmeticError) as error:
                raise damaged(self.path) from error
            if self._writing is None:
                self._lists = last, county
            return county

    def save_lists(
        self,
        old: County,
        new: County,
        *,
        quarantined: Iterable[BadRow] = (),
        run: str = "",
        operator: str,
        kind: str = IMPORT,
    ) -> Record:
        """Save lists that came in, or were changed: the rows in which `new` differs from `old`, and the record.

        `old` is what `county()` gave, `run` the body of the record and `kind` its kind. `quarantined` are the rows
        that an import leaves aside. Name, code and settings are not lists and stay as they are.

        Raises:
            Refusal: another program changed the same rows, or added a record, meanwhile.
            ValueError: a list names something twice, or holds a value that cannot be written.
        """
        with self._change() as connection:
            record = self._append(connection, OF_NO_QUARTER, kind, run, operator)
            try:
                lists.write_differences(connection, old, new)
            except lists.ListsChanged as error:
                raise Refusal(texts.CHANGED_MEANWHILE(path=str(self.path))) from error
            quarantine.put(connection, record.sequence, quarantined)
        return record

    def save_settings(self, settings: Settings, *, operator: str) -> Record:
        """Save the settings and put them on record."""
        with self._change() as connection:
            lists.write_settings(connection, settings)
            body = "\t".join(settings_row(settings)) + "\n"
            return self._append(connection, OF_NO_QUARTER, SETTINGS, body, operator)

    def quarantine(self, import_number: int | None = None) -> list[Quarantined]:
        """The rows that an import (the last one, if no number is given) could not take."""
        with self._reading() as connection:
            if import_number is None:
                import_number = chain.last_sequence(connection, IMPORT)
            return quarantine.read(connection, import_number)

    def append(self, quarter: str, kind: str, body: str, operator: str, at: datetime | None = None) -> Record:
        """Put an act on record; it can never be changed. `quarter` is "" for acts of no quarter.

        Raises:
            Refusal: the last record is not the one there was when this object last read records.
        """
        with self._change() as connection:
            return self._append(connection, quarter, kind, body, operator, at)

    def records(self, quarter: str | None = None, kinds: Collection[str] | None = None) -> list[Record]:
        """The records in order: all, or those of one quarter, or of some kinds."""
        with self._reading() as connection:
            self._seen = chain.last_hash(connection)
            return chain.read(connection, quarter, kinds)

    def acts(self) -> list[tuple[str, str]]:
        """Quarter and kind of all records in order, for whoever need not know what the records say."""
        with self._reading() as connection:
            self._seen = chain.last_hash(connection)
            return chain.acts(connection)

    def check_chain(self) -> Record | None:
        """The first record that was changed, moved or does not follow the one before; None if all is well.

        What this object found sound once it does not read again; a file that is opened anew is checked whole. Records
        cut off at the end leave a sound chain: that shows only against a hash kept elsewhere.
        """
        with self._reading() as connection:
            broken, self._sound = chain.first_broken(connection, self._sound)
            return broken

    def back_up(self) -> None:
        """Make a backup beside the file, unless the last one is of the same state; a failure is a warning."""
        warning = backups.back_up(self.path, datetime.now())
        if warning:
            self.warnings.append(warning)

    def _append(
        self,
        connection: Connection,
        quarter: str,
        kind: str,
        body: str,
        operator: str,
        at: datetime | None = None,
    ) -> Record:
        if self._seen is not None and chain.last_hash(connection) != self._seen:
            raise Refusal(texts.CHANGED_MEANWHILE(path=str(self.path)))
        when = (at or datetime.now()).astimezone().isoformat(timespec="seconds")
        record = chain.append(
            connection, quarter=quarter, kind=kind, at=when, operator=operator, program=__version__, body=body
        )
        if self._seen is not None:
            self._seen = record.hash
        return record

    def _checked_version(self) -> int:
        with self._reading() as connection:
            version = file_version(connection)
            if version > VERSION:
                raise Refusal(texts.NEWER(path=str(self.path), version=version, ours=VERSION))
            if not is_sound(connection):
                raise damaged(self.path)
        return version

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A view of the file as it is at one moment, or as the transaction at hand has made it."""
        with self._lock, database_faults(self.path):
            if self._writing is not None:
                yield self._writing
            else:
                with self._readers.connect() as connection:
                    yield connection

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """The transaction at hand, or one that begins here and is saved at the end."""
        with self._lock, database_faults(self.path):
            if self._writing is not None:
                yield self._writing
                return
            seen = self._seen
            try:
                with self._engine.begin() as self._writing:
                    yield self._writing
            except BaseException:
                self._seen = seen
                raise
            finally:
                self._writing = None
