"""One county in one file: lists that change, and a chain of records that only grows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from .. import __version__
from ..domain.county import County, Settings
from ..domain.messages import Message, Refusal, Wording
from ..domain.records import from_fields, to_fields
from . import backups, migrate
from .chain import ALGORITHM, START, Record, first_broken
from .engine import APPLICATION_ID, make_engine
from .schema import KEYS, MAPPINGS, META, QUARANTINE, RECORD, TABLES

EXISTS = Wording(
    "file.exists",
    "{path} 已经存在，没有覆盖。请换一个文件名。",
    "{path} exists and was left alone. Choose another name.",
)
MISSING = Wording("file.missing", "找不到辖区文件 {path}。", "There is no county file {path}.")
NO_FOLDER = Wording(
    "file.no_folder",
    "不能写入文件夹 {path}。请换一个位置。",
    "The folder {path} cannot be written. Choose another place.",
)
NOT_OURS = Wording("file.not_ours", "{path} 不是本程序的辖区文件。", "{path} is not a county file of this program.")
NEWER = Wording(
    "file.newer",
    "{path} 是更新版本的程序保存的（文件版本 {found}），请用新版本打开。",
    "{path} was saved by a newer version of the program (file version {found}); open it with that.",
)
DAMAGED = Wording(
    "file.damaged",
    "{path} 已损坏，没有改动它。请从文件夹“{backups}”里的备份恢复。",
    "{path} is damaged and was left as it is. Restore a backup from the folder {backups}.",
)
LOCKED = Wording(
    "file.locked",
    "{path} 正被另一个程序使用，请稍后再试。",
    "{path} is in use by another program; try again in a moment.",
)
READ_ONLY = Wording("file.read_only", "{path} 是只读的，无法保存。", "{path} is read-only; nothing can be saved.")
NO_BACKUP = Wording("file.no_backup", "没能备份 {path}：{why}", "{path} could not be backed up: {why}")


class Quarantined(Protocol):
    """A row that was put aside, as the import tells it."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Message
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class StoredQuarantine:
    """A row in quarantine."""

    file: str
    sheet: str
    row: int
    column: str
    reason_zh: str
    reason_en: str
    cells: tuple[str, ...]


class CountyFile:
    """An open county file. Every change is one transaction: after it returns it survives a power cut."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._transaction: Connection | None = None

    @classmethod
    def create(cls, path: Path, name: str, code: str) -> Self:
        """A new file for the county `name` with division code `code`.

        Raises:
            Refusal: the file exists or cannot be written.
        """
        if path.exists():
            raise Refusal(EXISTS(path=str(path)))
        partial = path.with_name(path.name + ".part")
        partial.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(partial)) as connection:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.commit()
        except sqlite3.Error:
            raise Refusal(NO_FOLDER(path=str(path.absolute().parent))) from None
        engine = make_engine(partial)
        migrate.upgrade(engine)
        with engine.begin() as connection:
            values = {"name": name, "code": code, "settings": _settings_text(Settings())}
            connection.execute(insert(META), [{"name": key, "value": value} for key, value in values.items()])
        engine.dispose()
        partial.rename(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing file, checked for damage and brought up to this version of the program.

        Raises:
            Refusal: it is missing, not ours, newer than the program, damaged, or in use.
        """
        if not path.is_file():
            raise Refusal(MISSING(path=str(path)))
        with path.open("rb") as stream:
            head = stream.read(100)
        if head[:16] != b"SQLite format 3\0" or int.from_bytes(head[68:72]) != APPLICATION_ID:
            raise Refusal(NOT_OURS(path=str(path)))
        engine = make_engine(path)
        try:
            with engine.connect().execution_options(reading=True) as connection:
                sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                if not sound:
                    raise Refusal(DAMAGED(path=str(path), backups=str(backups.folder_of(path))))
                version = migrate.version(connection)
                connection.rollback()
            if version > migrate.LATEST:
                raise Refusal(NEWER(path=str(path), found=str(version)))
            if version < migrate.LATEST:
                backups.make_backup(path)
                migrate.upgrade(engine)
        except OperationalError as error:
            raise _refusal(path, error) from None
        except DatabaseError:
            raise Refusal(DAMAGED(path=str(path), backups=str(backups.folder_of(path)))) from None
        return cls(path, engine)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All changes made inside are kept together or not at all.

        Raises:
            Refusal: the file is in use, read-only or damaged.
        """
        if self._transaction is not None:
            yield self._transaction
            return
        try:
            with self._engine.begin() as connection:
                self._transaction = connection
                yield connection
        except OperationalError as error:
            raise _refusal(self.path, error) from None
        finally:
            self._transaction = None

    def county(self) -> County:
        """The lists as they stand now."""
        with self._reading() as connection:
            meta = {name: value for name, value in connection.execute(select(META))}
            found = {
                name: tuple(map(MAPPINGS[name].noun, connection.execute(select(table).order_by(*table.primary_key))))
                for name, table in TABLES.items()
            }
        return County(meta["name"], meta["code"], from_fields(Settings, meta["settings"].split("\t")), **found)

    def save_lists(
        self,
        old: County,
        new: County,
        *,
        operator: str,
        quarantined: Sequence[Quarantined] = (),
        run: str = "",
    ) -> Record:
        """Write what differs between two states of the lists, and the record of the import, in one transaction."""
        with self.transaction() as connection:
            for name, table in TABLES.items():
                _save_list(connection, name, getattr(old, name), getattr(new, name), table)
            record = self.append("", "import", run, operator)
            if quarantined:
                connection.execute(insert(QUARANTINE), [_quarantine_row(record, row) for row in quarantined])
        return record

    def save_settings(self, settings: Settings, *, operator: str) -> None:
        """Change the county's settings, on record."""
        with self.transaction() as connection:
            text = _settings_text(settings)
            connection.execute(META.update().where(META.c.name == "settings").values(value=text))
            self.append("", "settings", text, operator)

    def append(self, quarter: str, kind: str, body: str, operator: str) -> Record:
        """Add a record to the chain."""
        with self.transaction() as connection:
            last = connection.execute(
                select(RECORD.c.sequence, RECORD.c.hash).order_by(RECORD.c.sequence.desc()).limit(1)
            ).first()
            sequence, previous = (last.sequence + 1, last.hash) if last else (1, START)
            at = datetime.now().astimezone().isoformat(timespec="seconds")
            made = Record(sequence, quarter, kind, at, operator, __version__, body, ALGORITHM, previous, "")
            values = {field.name: getattr(made, field.name) for field in fields(Record)}
            values["hash"] = made.expected_hash()
            connection.execute(insert(RECORD), [values])
        return Record(**values)

    def records(self, quarter: str | None = None, kinds: Sequence[str] = ()) -> list[Record]:
        """Records in order, of one quarter and of some kinds if asked."""
        query = select(RECORD).order_by(RECORD.c.sequence)
        if quarter is not None:
            query = query.where(RECORD.c.quarter == quarter)
        if kinds:
            query = query.where(RECORD.c.kind.in_(kinds))
        with self._reading() as connection:
            return [Record(*row) for row in connection.execute(query)]

    def check_chain(self) -> Record | None:
        """The first record that was changed from outside, or None."""
        return first_broken(self.records())

    def quarantine(self) -> list[StoredQuarantine]:
        """The rows that the latest import put aside."""
        with self._reading() as connection:
            last = select(RECORD.c.sequence).where(RECORD.c.kind == "import").order_by(RECORD.c.sequence.desc())
            query = select(QUARANTINE).where(QUARANTINE.c.record == last.limit(1).scalar_subquery())
            return [
                StoredQuarantine(
                    row.file,
                    row.sheet,
                    row.row,
                    row.column_name,
                    row.reason_zh,
                    row.reason_en,
                    tuple(json.loads(row.cells)),
                )
                for row in connection.execute(query.order_by(QUARANTINE.c.id))
            ]

    def back_up(self) -> Message | None:
        """Copy the file beside itself; says so if it could not, and never stops the work at hand."""
        try:
            backups.make_backup(self.path)
        except (OSError, sqlite3.Error) as error:
            return NO_BACKUP(path=str(self.path), why=str(error))
        return None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._transaction is not None:
            yield self._transaction
            return
        try:
            with self._engine.connect() as connection:
                yield connection.execution_options(reading=True)
        except OperationalError as error:
            raise _refusal(self.path, error) from None


def _settings_text(settings: Settings) -> str:
    return "\t".join(to_fields(settings))


def _save_list(connection: Connection, name: str, old: Sequence[Any], new: Sequence[Any], table: Any) -> None:
    mapping, key = MAPPINGS[name], KEYS[name][1]
    before, after = set(old), set(new)
    gone, come = [noun for noun in old if noun not in after], [noun for noun in new if noun not in before]
    for noun in gone:
        row = mapping.row(noun)
        connection.execute(delete(table).where(*(table.c[column] == row[column] for column in key)))
    if come:
        connection.execute(insert(table), [mapping.row(noun) for noun in come])


def _quarantine_row(record: Record, row: Quarantined) -> dict[str, Any]:
    return {
        "record": record.sequence,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "column_name": row.column,
        "reason_code": row.reason.code,
        "reason_zh": row.reason.text("zh_CN"),
        "reason_en": row.reason.text("en"),
        "cells": json.dumps([str(cell) for cell in row.cells], ensure_ascii=False),
    }


def _refusal(path: Path, error: OperationalError) -> Refusal:
    told = str(error.orig)
    if "locked" in told:
        return Refusal(LOCKED(path=str(path)))
    if "readonly" in told:
        return Refusal(READ_ONLY(path=str(path)))
    return Refusal(DAMAGED(path=str(path), backups=str(backups.folder_of(path))))
