"""Migrations make exactly the declared schema, guards included, and nothing when they fail."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from inspector.domain.county import Department
from inspector.domain.messages import Refusal
from inspector.store import CountyFile, migrating, schema
from inspector.store.backups import backups_of


def statements(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger as SQL, its layout aside."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: without_layout(sql) for name, sql in rows if name != "alembic_version"}


def without_layout(sql: str) -> str:
    return re.sub(r" ?([(),]) ?", r"\1", " ".join(sql.split()))


def test_an_empty_file_migrates_to_the_declared_schema(tmp_path: Path) -> None:
    (tmp_path / "a.county").touch()
    migrating.migrate(tmp_path / "a.county")
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    schema.metadata.create_all(engine)
    engine.dispose()
    with (
        closing(sqlite3.connect(tmp_path / "a.county")) as migrated,
        closing(sqlite3.connect(tmp_path / "declared.db")) as declared,
    ):
        found, wanted = statements(migrated), statements(declared)
    assert found == wanted
    assert set(schema.TRIGGERS) < set(found)


def test_the_last_migration_has_the_schemas_number() -> None:
    config = Config()
    config.set_main_option("script_location", "inspector.store:migrations")
    (head,) = ScriptDirectory.from_config(config).get_heads()
    assert int(head) == schema.VERSION


def test_migrating_again_changes_nothing_and_guards_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.county"
    with CountyFile.create(path, "云汀县", "429088") as file:
        file.append("", "note", "一", "甲")
        old = file.county()
        file.save_lists(old, replace(old, departments=(Department("A", "甲局", "甲"),)), operator="甲")
    migrating.migrate(path)
    with closing(sqlite3.connect(path)) as raw:
        for statement in (
            "UPDATE record SET body = 'x'",
            "DELETE FROM record",
            # without recursive_triggers a replaced row passes the trigger on DELETE
            "INSERT OR REPLACE INTO record SELECT * FROM record WHERE sequence = 1",
            "INSERT INTO record SELECT 9, quarter, kind, at, operator, program, algorithm, previous, hash, body"
            " FROM record WHERE sequence = 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="record"):
                raw.execute(statement)
    with CountyFile.open(path) as file:
        assert file.county().departments == (Department("A", "甲局", "甲"),)
        assert [record.body for record in file.records(kinds=["note"])] == ["一"]


@pytest.fixture
def behind(tmp_path: Path) -> Path:
    """A file that lacks its migration: Alembic has no version for it, and its tables are not there."""
    path = tmp_path / "old.county"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE kept (a)")
        raw.execute("INSERT INTO kept VALUES (1)")
        raw.execute(f"PRAGMA application_id = {0x494E5350}")
        raw.commit()
    return path


def test_an_older_file_is_backed_up_and_migrated_when_it_is_opened(behind: Path) -> None:
    before = behind.read_bytes()
    CountyFile.open(behind).close()
    (backup,) = backups_of(behind)
    with closing(sqlite3.connect(backup)) as raw, closing(sqlite3.connect(behind)) as migrated:
        assert statements(raw).keys() == {"kept"}
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)
        assert migrated.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert migrated.execute("SELECT a FROM kept").fetchall() == [(1,)]
    assert behind.read_bytes() != before


def test_a_migration_that_loses_a_guard_leaves_the_file_as_it_was(
    behind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = behind.read_bytes()
    monkeypatch.setattr(migrating, "TRIGGERS", {**schema.TRIGGERS, "lost": ""})
    with pytest.raises(Refusal) as caught:
        CountyFile.open(behind)
    assert caught.value.message.code == "store.migration_failed"
    assert behind.read_bytes() == before
