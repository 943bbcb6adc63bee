"""Killed programs, two programs at once, files that cannot be read or written: never half a state, never a lost one."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from inspector.domain.county import County, Department, Enterprise
from inspector.domain.messages import Refusal
from inspector.domain.records import county_rows
from inspector.store import CountyFile, county_file, engine
from inspector.store.backups import folder_of

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from inspector.domain.county import Enterprise
from inspector.store import CountyFile

with CountyFile.open(Path(sys.argv[1])) as file:
    print("open", flush=True)
    for turn in range(1, 10_000):
        old = file.county()
        rows = tuple(Enterprise(f"E{number:04d}", f"第{turn}轮") for number in range(400))
        file.save_lists(old, replace(old, enterprises=rows), run=str(turn), operator="甲")
        file.append("2027Q1", "note", str(turn), "甲")
"""


def start(program: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", program, *map(str, words)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.county"
    CountyFile.create(made, "云汀县", "429088").close()
    return made


def test_a_killed_program_leaves_the_state_before_or_after_a_change(path: Path) -> None:
    chance = random.Random(7)
    for _ in range(6):
        with start(WRITER, path) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(chance.uniform(0.01, 0.25))
            writer.kill()
        with CountyFile.open(path) as file:
            assert file.check_chain() is None
            records, enterprises = file.records(), file.county().enterprises
        # the lists are those of the last import on record, all of them
        imports = [record.body for record in records if record.kind == "import"]
        assert {row.name for row in enterprises} == ({f"第{imports[-1]}轮"} if imports else set())
        assert len(enterprises) == (400 if imports else 0)


COUNTER = """
import sys
from dataclasses import replace
from pathlib import Path
from inspector.domain.messages import Refusal
from inspector.store import CountyFile

done = 0
with CountyFile.open(Path(sys.argv[1])) as file:
    while done < 15:
        old = file.county()
        (row,) = old.departments
        new = replace(old, departments=(replace(row, name=str(int(row.name) + 1)),))
        try:
            file.save_lists(old, new, operator="甲")
        except Refusal as refusal:
            assert refusal.message.code == "store.changed_meanwhile", refusal
        else:
            done += 1
"""


def test_two_programs_that_count_lose_no_update(path: Path) -> None:
    with CountyFile.open(path) as file:
        old = file.county()
        file.save_lists(old, replace(old, departments=(Department("A", "0", "甲"),)), operator="甲")
    programs = [start(COUNTER, path) for _ in range(2)]
    for program in programs:
        program.communicate(timeout=60)
        assert program.returncode == 0
    with CountyFile.open(path) as file:
        assert file.county().department["A"].name == "30"
        assert len(file.records()) == 31
        assert file.check_chain() is None


def code_of(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.message.code


def test_an_act_that_rests_on_records_read_before_another_programs_is_refused(path: Path) -> None:
    with CountyFile.open(path) as one, CountyFile.open(path) as other:
        assert one.records() == []
        other.append("2027Q1", "draw", "", "乙")
        with pytest.raises(Refusal) as caught:
            one.append("2027Q1", "draw", "", "甲")
        assert code_of(caught) == "store.changed_meanwhile"
        assert len(one.records()) == 1
        one.append("2027Q1", "note", "", "甲")


@pytest.mark.parametrize("went_on", [False, True])
def test_an_act_does_not_go_on_from_an_older_copy_put_in_the_files_place(path: Path, went_on: bool) -> None:
    with CountyFile.open(path) as file:
        older = path.read_bytes()
        file.append("2027Q1", "draw", "", "甲")
        assert len(file.records()) == 1
        path.write_bytes(older)
        if went_on:
            with CountyFile.open(path) as other:
                other.append("2027Q1", "draw", "as many records, but others", "乙")
        with pytest.raises(Refusal) as caught:
            file.append("2027Q1", "schedule", "", "甲")
        assert code_of(caught) == "store.changed_meanwhile"
        assert [record.operator for record in file.records()] == ["乙"] * went_on


@pytest.mark.parametrize("how", ["deleted", "moved", "emptied"])
def test_nothing_is_acknowledged_in_a_file_that_has_gone(path: Path, how: str) -> None:
    with CountyFile.open(path) as file:
        file.append("", "note", "", "甲")
        if how == "emptied":
            path.write_bytes(b"")
        elif how == "deleted":
            path.unlink()
        else:
            path.rename(path.with_name("elsewhere.county"))
        with pytest.raises(Refusal) as caught:
            file.append("", "note", "", "甲")
        assert code_of(caught) == "store.gone"
        assert path.exists() == (how == "emptied"), "no empty file takes its place"
        backups = list(folder_of(path).iterdir())
        file.back_up()
        assert file.warnings
        assert list(folder_of(path).iterdir()) == backups, "nothing is no backup"


def test_a_change_of_rows_another_program_changed_is_refused_whole(path: Path) -> None:
    with CountyFile.open(path) as one, CountyFile.open(path) as other:
        seen = one.county()
        new = replace(seen, departments=(Department("A", "甲局", "甲"),), enterprises=(Enterprise("E", "戊"),))
        other.save_lists(seen, replace(seen, departments=(Department("A", "乙局", "乙"),)), operator="乙")
        before = county_rows(other.county())
        with pytest.raises(Refusal) as caught:
            one.save_lists(seen, new, operator="甲")
        assert code_of(caught) == "store.changed_meanwhile"
        assert county_rows(one.county()) == before
        assert len(one.records()) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_file_in_use_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with CountyFile.open(path) as file:
            assert file.county().name == "云汀县"
            with pytest.raises(Refusal) as caught:
                file.append("", "note", "", "甲")
            assert code_of(caught) == "store.locked"
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal) as caught:
            CountyFile.open(path)
        assert code_of(caught) == "store.locked"


def test_a_read_only_file_can_be_read_and_refuses_to_save(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = engine.make_engine

    def protected(path: Path, **options: bool) -> Engine:
        # the superuser may write any file, so SQLite is told instead
        found = made(path, **options)
        event.listen(found, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        return found

    monkeypatch.setattr(county_file, "make_engine", protected)
    with CountyFile.open(path) as file:
        assert file.county().code == "429088"
        with pytest.raises(Refusal) as caught:
            file.append("", "note", "", "甲")
    assert code_of(caught) == "store.read_only"


def test_a_new_file_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        CountyFile.create(tmp_path / "none" / "a.county", "云汀县", "429088")
    assert code_of(caught) == "store.unreadable"
    assert list(tmp_path.iterdir()) == []


def test_flipped_bytes_never_pass_as_another_history(path: Path) -> None:
    county = County("云汀县", "429088", departments=(Department("A", "甲局", "甲"),))
    with CountyFile.open(path) as file:
        file.save_lists(file.county(), county, operator="甲")
        for number in range(20):
            file.append("2027Q1", "note", f"{number}" * 200, "甲")
        records = file.records()
    whole = path.read_bytes()
    chance = random.Random(11)
    told = set()
    for turn in range(60):
        content = bytearray(whole)
        for _ in range(8):
            content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        copy = path.with_name(f"{turn}.county")
        copy.write_bytes(content)
        try:
            with CountyFile.open(copy) as file:
                broken, found = file.check_chain(), file.records()
        except Refusal as refusal:
            told.add(refusal.message.code)
        else:
            # flips where nothing stands leave everything as it was
            assert broken is not None or found == records
            told.add("broken" if broken else "whole")
    assert {"store.damaged", "broken"} <= told


def test_records_taken_out_or_put_in_another_order_are_found(path: Path) -> None:
    with CountyFile.open(path) as file:
        for number in range(4):
            file.append("", "note", str(number), "甲")
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("DELETE FROM record WHERE sequence = 2")
        raw.execute("UPDATE record SET sequence = sequence - 1 WHERE sequence > 2")
        raw.commit()
    with CountyFile.open(path) as file:
        broken = file.check_chain()
    assert broken is not None
    assert (broken.sequence, broken.body) == (2, "2")
