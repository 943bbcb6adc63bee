"""Bringing a county file up to this version of the program (Alembic; loaded only when there is something to do)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

LATEST = 1
"""The schema version this program writes: the number of its last migration."""


def version(connection: Connection) -> int:
    """The schema version of an open file; 0 for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return 0
    return int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or 0)


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction.

    Foreign keys are off meanwhile: Alembic's batch mode would delete the children of a table that it copies.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    with engine.connect() as connection:
        # a pragma inside a transaction does nothing
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
