"""The county file: what is saved comes back, and what was tampered with, damaged or foreign is told."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from inspector.domain.county import County, Settings
from inspector.domain.messages import Message, Refusal, Wording
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.store.backups import folder_of
from inspector.store.engine import APPLICATION_ID
from inspector.store.schema import VERSION, metadata
from inspector.workflow.sample import sample_county

REASON = Wording("test.reason", "原因", "reason")


@pytest.fixture(scope="module")
def county() -> County:
    return sample_county(Quarter(2027, 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.county"
    CountyFile.create(made, "云汀县", "429088").close()
    return made


class BadRow:
    """A quarantined row as an import hands it over."""

    file, sheet, row, column, cells = "a.xlsx", "部门", 3, "简称", ("A", "甲局", "")
    titles, list = ("部门编码", "部门名称", "简称"), "departments"
    reason: Message = REASON()


def test_all_lists_come_back_as_they_were(path: Path, county: County) -> None:
    with CountyFile.open(path) as file:
        file.save_lists(file.county(), county, operator="甲")
        read = file.county()
    for spec in fields(County):
        saved, found = getattr(county, spec.name), getattr(read, spec.name)
        if isinstance(saved, tuple):
            assert len(saved) == len(found)
            assert set(saved) == set(found), spec.name


def test_only_differences_are_written_and_gone_rows_go(path: Path, county: County) -> None:
    with CountyFile.open(path) as file:
        file.save_lists(file.county(), county, operator="甲")
        before = file.county()
        changed = replace(before.enterprises[0], town="新镇")
        after = replace(before, enterprises=(changed, *before.enterprises[2:]))
        file.save_lists(before, after, operator="甲")
        read = file.county().enterprise
    assert read[changed.code].town == "新镇"
    assert before.enterprises[1].code not in read


def test_the_chain_holds_and_names_the_record_that_was_changed(path: Path) -> None:
    with CountyFile.open(path) as file:
        for number in range(5):
            file.append("2027Q1", "submit", f"{number}", "甲")
        assert file.check_chain() is None
        assert [record.body for record in file.records(quarter="2027Q1")] == list("01234")
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE record SET body = 'other' WHERE body = '2'")
        raw.commit()
    with CountyFile.open(path) as file:
        broken = file.check_chain()
    assert broken is not None
    assert broken.body == "other"


def test_the_chain_is_read_on_from_what_was_found_sound(path: Path) -> None:
    with CountyFile.open(path) as file:
        for number in range(3):
            file.append("2027Q1", "submit", f"{number}", "甲")
        assert file.check_chain() is None
        older = path.with_name("older.county")
        shutil.copy(path, older)
        for number in range(3, 6):
            file.append("2027Q1", "submit", f"{number}", "甲")
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("DROP TRIGGER record_never_updated")
            raw.execute("UPDATE record SET body = 'other' WHERE body = '4'")
            raw.commit()
        broken = file.check_chain()
        assert broken is not None
        assert broken.body == "other"
        assert file.check_chain() == broken
        # another file in its place, in which the last record that was sound is not there
        with closing(sqlite3.connect(older)) as raw:
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
            raw.execute("UPDATE record SET body = 'first' WHERE body = '0'")
            raw.execute("DELETE FROM record WHERE body = '2'")
            raw.commit()
        shutil.copy(older, path)
        broken = file.check_chain()
        assert broken is not None
        assert broken.body == "first"


def test_lists_are_read_again_only_after_a_record_that_may_change_them(path: Path, county: County) -> None:
    with CountyFile.open(path) as file, CountyFile.open(path) as other:
        file.save_lists(file.county(), county, operator="甲")
        read = file.county()
        file.append("2027Q1", "submit", "{}", "甲")
        assert file.county() is read
        other.save_settings(replace(county.settings, warning_days=7), operator="乙")
        assert file.county().settings.warning_days == 7
        before = file.county()
        with contextlib.suppress(ZeroDivisionError), file.transaction():
            file.save_lists(before, replace(before, recusals=()), operator="甲")
            assert file.county().recusals == ()
            raise ZeroDivisionError
        assert file.county().recusals == before.recusals != ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET operator = 'x'",
        "DELETE FROM record",
        "INSERT OR REPLACE INTO record SELECT * FROM record",
    ],
)
def test_records_are_never_changed_or_deleted(path: Path, statement: str) -> None:
    with CountyFile.open(path) as file:
        file.append("2027Q1", "submit", "{}", "甲")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA recursive_triggers = ON")
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(statement)


def test_a_failed_transaction_leaves_nothing(path: Path, county: County) -> None:
    with CountyFile.open(path) as file:
        before = file.county()

        def fail_half_way() -> None:
            with file.transaction():
                file.save_lists(before, county, operator="甲")
                file.append("2027Q1", "submit", "{}", "甲")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_half_way()
        assert file.county() == before
        assert file.records() == []


def test_quarantine_is_that_of_the_latest_import(path: Path, county: County) -> None:
    with CountyFile.open(path) as file:
        empty = file.county()
        file.save_lists(empty, empty, operator="甲", quarantined=[BadRow()])
        (row,) = file.quarantine()
        assert (row.sheet, row.row, row.column, row.reason_zh, row.cells) == (
            "部门",
            3,
            "简称",
            "原因",
            ("A", "甲局", ""),
        )
        file.save_lists(empty, empty, operator="甲")
        assert file.quarantine() == []


def test_settings_are_saved_on_record(path: Path) -> None:
    with CountyFile.open(path) as file:
        file.save_settings(Settings(officers=3), operator="甲")
        assert file.county().settings.officers == 3
        assert [record.kind for record in file.records()] == ["settings"]


def test_the_file_says_whose_it_is_and_has_the_schema_it_should(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        strict = dict(raw.execute("SELECT name, strict FROM pragma_table_list").fetchall())
    assert all(strict[name] for name in metadata.tables)


def test_the_migrated_schema_is_the_declared_one(path: Path) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    migrated = create_engine(f"sqlite:///{path}")
    try:
        declared, found = inspect(engine), inspect(migrated)
        for name in metadata.tables:
            assert [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)] == [
                (c["name"], str(c["type"]), c["nullable"]) for c in declared.get_columns(name)
            ]
            assert found.get_pk_constraint(name) == declared.get_pk_constraint(name)
    finally:
        engine.dispose()
        migrated.dispose()


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        CountyFile.open(path)
    told = caught.value.message
    assert "\n" not in told.text("zh_CN")
    assert str(path) in told.text("en")
    return told.code


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.county") == "store.not_found"
    (tmp_path / "text.county").write_text("hello")
    assert refused(tmp_path / "text.county") == "store.not_ours"
    (tmp_path / "empty.county").write_bytes(b"")
    assert refused(tmp_path / "empty.county") == "store.not_ours"
    with closing(sqlite3.connect(tmp_path / "other.county")) as raw:
        raw.execute("CREATE TABLE a (b)")
    assert refused(tmp_path / "other.county") == "store.not_ours"


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    assert refused(path) == "store.newer"
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_and_no_good_backup_is_replaced(path: Path, county: County) -> None:
    with CountyFile.open(path) as file:
        file.save_lists(file.county(), county, operator="甲")
        file.back_up()
    good = {copy: copy.read_bytes() for copy in folder_of(path).iterdir()}
    assert good
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    assert refused(path) == "store.damaged"
    assert {copy: copy.read_bytes() for copy in folder_of(path).iterdir()} == good
    path.write_bytes(content[:5000])
    assert refused(path) == "store.damaged"


def test_a_file_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refusal) as caught:
        CountyFile.create(path, "别县", "429001")
    assert caught.value.message.code == "store.exists"
    assert path.read_bytes() == before


PROGRAM = """
import sys
from pathlib import Path
from inspector.domain.messages import Refusal
from inspector.store import CountyFile
saved = 0
for number in range(8):
    with CountyFile.open(Path(sys.argv[1])) as file:
        file.records()
        try:
            file.append("2027Q1", "submit", str(number), "甲")
            saved += 1
        except Refusal as refusal:
            assert refusal.message.code in ("store.changed_meanwhile", "store.locked"), refusal
print(saved)
"""


def test_two_programs_lose_no_record_in_silence(path: Path) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-X", "utf8", "-c", PROGRAM, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    saved = [int(program.communicate(timeout=60)[0]) for program in programs]
    with CountyFile.open(path) as file:
        assert file.check_chain() is None
        assert len(file.records()) == sum(saved) > 0
