"""The machine goes down at any moment of a command: the county file is as before it or as after it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from inspector.cli import main
from inspector.domain.records import county_rows
from inspector.exchange.lists_export import write_lists
from inspector.exchange.verify import verify
from inspector.store import CountyFile
from inspector.store.backups import backups_of
from inspector.workflow import approving, drawing, freezing, importing, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.sample import sample_county

from . import office

DICE1, DICE2 = DICE[FIRST]
MOMENTS = 8
KILLED_AT = """
import os, sys
from sqlalchemy import Engine, event
left = int(sys.argv[1])

def count(*_):
    global left
    left -= 1
    if not left:
        os._exit(9)

event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
from inspector.cli import main
sys.exit(main(sys.argv[2:]))
"""
"""A program that ends without a word before the n-th statement or commit it gives to the file."""


@dataclass(frozen=True)
class Command:
    """A command, and the county file it is given."""

    before: Path
    words: Callable[[Path], Sequence[object]]


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Command]:
    """A county of forty enterprises as it stands before each command."""
    folder = tmp_path_factory.mktemp("stages")
    lists = folder / "lists.xlsx"
    county = office.cut_out(sample_county(FIRST), 40)
    write_lists(lists, county)

    def stage(name: str, after: str, act: Callable[[CountyFile], object]) -> Path:
        path = folder / f"{name}.county"
        shutil.copy(folder / f"{after}.county", path)
        with CountyFile.open(path) as file:
            act(file)
        return path

    new = folder / "new.county"
    CountyFile.create(new, county.name, county.code).close()
    stage("filled", "new", lambda file: importing.import_lists(file, [lists], operator="甲"))

    def to_draw(file: CountyFile) -> None:
        freezing.freeze(file, FIRST, operator="甲")
        drawing.draw(file, FIRST, DICE1, operator="甲")

    def to_schedule(file: CountyFile) -> None:
        scheduling.schedule(file, FIRST, effort="quick", operator="甲")

    drawn = stage("drawn", "filled", to_draw)
    scheduled = stage("scheduled", "drawn", to_schedule)
    staffed = stage("staffed", "scheduled", lambda file: drawing.staff(file, FIRST, DICE2, operator="甲"))
    submitted = stage("submitted", "staffed", lambda file: approving.submit(file, None, by="甲", operator="甲"))
    approve = ("--by", "乙", "--document", "示例〔2026〕1号", "--date", "2026-12-20")
    return {
        "import": Command(new, lambda file: ("import", file, lists)),
        "schedule": Command(drawn, lambda file: ("schedule", file, "--effort", "quick")),
        "staff": Command(scheduled, lambda file: ("staff", file, "--dice", DICE2)),
        "approve": Command(submitted, lambda file: ("approve", file, *approve)),
        "export": Command(staffed, lambda file: ("export", file, "-o", file.parent / "plan.xlsx")),
    }


def run(words: Sequence[object]) -> int:
    """The command in this process: its start costs more than its work."""
    return main([str(word) for word in words])


def standing(path: Path) -> object:
    """Everything a county file says but the times of day; its record chain must be sound."""
    with CountyFile.open(path) as file:
        assert file.check_chain() is None
        records = [(record.quarter, record.kind) for record in file.records()]
        lists = county_rows(file.county()), len(file.quarantine())
        if not state.opened_quarters(file):
            return records, lists
        read = state.load(file)
    plan = replace(read.current, draws=tuple(replace(draw, at="") for draw in read.current.draws))
    return records, lists, read.stage, plan


@pytest.mark.parametrize("name", ["import", "schedule", "staff", "approve"])
def test_a_command_killed_at_any_moment_leaves_the_old_state_or_the_new_one(
    name: str, commands: dict[str, Command], tmp_path: Path
) -> None:
    command = commands[name]
    file = Path(shutil.copy(command.before, tmp_path / "a.county"))
    old = standing(file)
    began = time.monotonic()
    office.ok(*command.words(file))
    duration = time.monotonic() - began
    new = standing(file)
    assert new != old
    unchanged = []
    for moment in range(1, MOMENTS + 1):
        # the first third is the start of the program, which does not touch the file
        delay = duration * (1 / 3 + moment / MOMENTS * 0.7)
        file = Path(shutil.copy(command.before, tmp_path / f"{moment}.county"))
        kill_after(delay, command.words(file))
        found = standing(file)
        assert found in (old, new)
        assert all(map(is_sound, backups_of(file)))
        if found == old:
            unchanged.append(file)
    for file in unchanged[-2:]:
        assert run(command.words(file)) == 0
        assert standing(file) == new


@pytest.mark.parametrize("name", ["import", "schedule", "staff", "approve"])
def test_a_command_ended_before_its_last_commit_leaves_the_old_state(
    name: str, commands: dict[str, Command], tmp_path: Path
) -> None:
    command = commands[name]
    file = Path(shutil.copy(command.before, tmp_path / "a.county"))
    old = standing(file)
    statements = counted(command.words(file))
    new = standing(file)
    for statement in (statements // 2, statements - 1, statements):
        file = Path(shutil.copy(command.before, tmp_path / f"{statement}.county"))
        end_before(statement, command.words(file))
        assert standing(file) == old
    assert run(command.words(file)) == 0
    assert standing(file) == new


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def words(file: Path) -> Sequence[object]:
        return "new", file, "--name", "云溪县", "--code", "429088"

    statements = counted(words(tmp_path / "a.county"))
    new = standing(tmp_path / "a.county")
    file = tmp_path / "b.county"
    for statement in (statements // 2, statements):
        end_before(statement, words(file))
        assert not file.exists()
    # what the ended ones left behind is in nobody's way
    assert run(words(file)) == 0
    assert standing(file) == new


def end_before(statement: int, words: Sequence[object]) -> None:
    """Run a command in a process that ends without a word before its n-th statement."""
    command = [sys.executable, "-c", KILLED_AT, str(statement), *map(str, words)]
    assert subprocess.run(command, env=office.environment(), capture_output=True, timeout=120).returncode == 9


def is_sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as opened:
        return bool(opened.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def counted(words: Sequence[object]) -> int:
    """Run a command; how many statements and commits it gave to the file."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1

    for what in ("before_cursor_execute", "commit"):
        event.listen(Engine, what, count)
    try:
        assert run(words) == 0
    finally:
        for what in ("before_cursor_execute", "commit"):
            event.remove(Engine, what, count)
    return seen


def kill_after(delay: float, words: Sequence[object]) -> None:
    """Start a command and take its process away, without a warning, after `delay` seconds."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "inspector", *map(str, words)],
        env=office.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_a_killed_export_leaves_no_workbook_or_a_whole_one(commands: dict[str, Command], tmp_path: Path) -> None:
    command = commands["export"]
    began = time.monotonic()
    file = Path(shutil.copy(command.before, tmp_path / "a.county"))
    office.ok(*command.words(file))
    duration = time.monotonic() - began
    earlier = (tmp_path / "plan.xlsx").read_bytes()
    for moment, with_earlier in enumerate((False, True) * 2):
        folder = tmp_path / str(moment)
        folder.mkdir()
        file = Path(shutil.copy(command.before, folder / "a.county"))
        workbook = folder / "plan.xlsx"
        if with_earlier:
            workbook.write_bytes(earlier)
        kill_after(duration * (0.55 + moment / 9), command.words(file))
        if with_earlier or workbook.exists():
            assert verify(workbook).ok
    assert run(command.words(file)) == 0
    assert verify(workbook).ok
