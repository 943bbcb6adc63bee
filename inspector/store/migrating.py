"""Bringing a file's schema up to this version: in one transaction, verified, or not at all.

A new file is an empty file, migrated, so there is one way to every schema. Alembic is imported only here, and
this module only when a migration is due: it costs a third of a second.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ..domain.messages import Refusal
from . import texts
from .engine import APPLICATION_ID, is_sound, make_engine
from .schema import TRIGGERS, VERSION

_SCRIPTS = "inspector.store:migrations"
"""Package and folder; Alembic finds it installed, from source and in the frozen program alike."""


def migrate(path: Path) -> None:
    """Run the migrations that `path` lacks; an empty file becomes a new county file.

    Foreign keys are off meanwhile: a migration that rebuilds a table drops it first, which would delete the
    rows that refer to it.

    Raises:
        Refusal: the migrated file did not pass the checks; it is as it was.
        sqlalchemy.exc.DBAPIError: the file cannot be written.
    """
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    engine = make_engine(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _verify(connection, path)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    finally:
        engine.dispose()


def _verify(connection: Connection, path: Path) -> None:
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    if missing := set(TRIGGERS) - found:
        raise Refusal(texts.MIGRATION_FAILED(path=str(path), what=sorted(missing)))
    if not is_sound(connection):
        raise Refusal(texts.MIGRATION_FAILED(path=str(path), what="integrity_check"))
