"""From a workbook of lists to a verified schedule, and what happens when people do it wrong."""

from __future__ import annotations

import hashlib
import shutil
import zlib
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.records import county_rows
from inspector.rules.annual_cap import visit_counts
from inspector.store import CountyFile
from inspector.workflow import state

from . import office
from .office import DICE1, DICE2, Q1, Q2, ok, run


def test_the_workbook_is_official_and_verifies(done: tuple[Path, Path]) -> None:
    file, workbook = done
    assert run("verify", workbook).code == 0
    book = openpyxl.load_workbook(workbook)
    assert book["联合抽查实施计划表"].max_row > 20
    assert not any("送审稿" in str(cell.value) for row in book["涉企检查计划审批表"].iter_rows() for cell in row)
    assert ok("status", file, "--json").data["stage"] == "approved"


def test_a_draft_says_so_and_verifies(copy: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "draft.xlsx"
    ok("export", copy, "-o", workbook)
    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        assert "送审稿" in f"{sheet.oddHeader.left.text}{sheet.oddHeader.center.text}{sheet.oddHeader.right.text}"
    assert run("verify", workbook).code == 0


def test_nothing_is_quarantined_and_importing_again_changes_nothing(tmp_path: Path, lists: tuple[Path, Path]) -> None:
    file = tmp_path / "a.county"
    ok("new", file, "--name", "云溪县", "--code", "429088")
    first = ok("import", file, lists[0], "--json").data["counts"]
    again = ok("import", file, lists[0], "--json").data["counts"]
    assert first["quarantined"] == again["quarantined"] == 0
    assert again["unchanged"] == first["total"]


def test_the_first_quarters_checks_count_in_the_second(
    done: tuple[Path, Path], lists: tuple[Path, Path], tmp_path: Path
) -> None:
    file = Path(shutil.copy(done[0], tmp_path))
    ok("import", file, lists[1])
    ok("plan", file, "--quarter", Q2, "--dice1", DICE2, "--dice2", DICE1, "--effort", "quick")
    office.approved(file, Q2)
    workbook = tmp_path / "q2.xlsx"
    ok("export", file, "-o", workbook)
    assert run("verify", workbook).code == 0
    counted: list[str] = []
    with CountyFile.open(file) as opened:
        for quarter in (Q1, Q2):
            read = state.load(opened, quarter)
            counted += [visit.enterprise for visit in read.current.visits if visit_counts(read.frozen.county, visit)]
        past = {row.enterprise for row in opened.county().past_checks if row.counted and row.date.year == 2027}
    assert len(counted) == len(set(counted)) > 0
    assert not past & set(counted)


def test_same_input_and_dice_give_the_same_plan(tmp_path: Path, lists: tuple[Path, Path], staffed: Path) -> None:
    other = office.planned(tmp_path, lists[0], hash_seed="12345")
    assert plan_text(other) == plan_text(staffed)


def plan_text(file: Path) -> str:
    """Everything a plan says but when and by whom it was typed in."""
    with CountyFile.open(file) as opened:
        read = state.load(opened)
        rows = [row for row in state.plan_rows(read.current) if row[0] != "抽取"] + county_rows(read.frozen.county)
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "FILE", "missing.xlsx"], 2),
        (["import", "FILE", "picture.xlsx"], 2),
        (["import", "FILE", "empty.xlsx"], 2),
        (["status", "missing.county"], 2),
        (["status", "picture.xlsx"], 2),
        (["freeze", "FILE", "--quarter", "2027Q5"], 2),
        (["freeze", "FILE", "--quarter", "2031Q1"], 2),
        (["draw", "FILE", "--dice", "12345"], 2),
        (["draw", "FILE", "--dice", "1234567890123456789X"], 2),
        (["draw", "FILE", "--dice", DICE1], 2),
        (["schedule", "FILE"], 2),
        (["approve", "FILE", "--by", "甲", "--document", "1号", "--date", "2026-12-20"], 2),
        (["approve", "FILE", "--by", "甲", "--document", "1号", "--date", "20th"], 2),
        (["change", "FILE"], 2),
        (["verify", "missing.xlsx"], 2),
        (["verify", "lists.xlsx"], 2),
        (["export", "FILE", "-o", "missing/folder/out.xlsx"], 2),
        (["import", "FILE", "other.xlsx"], 2),
        (["fly", "FILE"], 2),
        (["plan", "FILE", "--quarter", "2027Q2", "--dice1", "1", "--dice2", DICE2], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_wrong_use_is_told_in_plain_lines(
    words: list[str], code: int, copy: Path, tmp_path: Path, lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 500))
    (tmp_path / "empty.xlsx").write_bytes(b"")
    shutil.copy(lists[0], tmp_path / "lists.xlsx")
    shutil.copy(lists[1], tmp_path / "other.xlsx")
    before = hashlib.sha256(copy.read_bytes()).hexdigest()
    done = run(*(str(copy) if word == "FILE" else word for word in words))
    assert done.code == code, done.err
    told = done.err.strip().splitlines()
    assert 1 <= len(told) <= 2, done.err
    assert "Traceback" not in done.err
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before


def test_a_new_file_refuses_what_is_not_its_turn(tmp_path: Path) -> None:
    file = tmp_path / "new.county"
    ok("new", file, "--name", "云溪县", "--code", "429088")
    for words in (
        ["staff", file, "--dice", DICE2],
        ["export", file, "-o", tmp_path / "out.xlsx"],
        ["freeze", file, "--quarter", Q1],
        ["new", file, "--name", "云溪县", "--code", "429088"],
        ["new", tmp_path / "b.county", "--name", "云溪县", "--code", "42"],
    ):
        done = run(*words)
        assert done.code == 2, (words, done)
        assert 1 <= len(done.err.strip().splitlines()) <= 2
    assert not (tmp_path / "out.xlsx").exists()


def test_lists_that_need_enterprises_are_refused_without_them(tmp_path: Path, lists: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(lists[0])
    del book["检查对象名录"]
    book.save(tmp_path / "partly.xlsx")
    file = tmp_path / "a.county"
    ok("new", file, "--name", "云溪县", "--code", "429088")
    before = file.read_bytes()
    done = run("import", file, tmp_path / "partly.xlsx")
    assert done.code == 2
    assert "检查对象名录" in done.err
    assert file.read_bytes() == before


def test_another_draw_needs_a_reason_and_stays_on_record(copy: Path) -> None:
    other = DICE2[::-1]
    assert run("staff", copy, "--dice", other, "--witness", "甲").code == 2
    ok("staff", copy, "--dice", other, "--witness", "甲", "--reason", "骰子掉地", "--approver", "批准人")
    with CountyFile.open(copy) as opened:
        draws = [draw for draw in state.load(opened).current.draws if draw.stage == 2]
    assert [draw.number for draw in draws] == [1, 2]
    assert draws[1].reason == "骰子掉地"


def test_a_rejection_sends_back_dates_never_names(copy: Path, tmp_path: Path) -> None:
    with CountyFile.open(copy) as opened:
        names = state.load(opened).current.selections
    ok("submit", copy, "--by", "经办人")
    assert run("approve", copy, "--by", "经办人", "--document", "1号", "--date", "2026-12-20").code == 2
    ok("reject", copy, "--by", "批准人", "--reason", "错开春运")
    assert run("draw", copy, "--dice", DICE1, "--reason", "重抽", "--approver", "批准人").code == 2
    ok("schedule", copy, "--effort", "quick")
    # the same dates again: whoever was drawn for them stands, and nobody throws a second time
    assert ok("status", copy, "--json").data["stage"] == "staffed"
    office.approved(copy)
    with CountyFile.open(copy) as opened:
        after = state.load(opened)
    assert after.current.selections == names
    assert [draw.number for draw in after.current.draws if draw.stage == 2] == [1]
    ok("export", copy, "-o", tmp_path / "again.xlsx")
    assert run("verify", tmp_path / "again.xlsx").code == 0


def test_a_withdrawn_freeze_is_numbered_and_lists_open_again(
    copy: Path, lists: tuple[Path, Path], tmp_path: Path
) -> None:
    # what changes nothing is no change of frozen lists
    assert run("import", copy, lists[0]).code == 0
    assert run("import", copy, lists[1]).code == 2
    assert run("withdraw", copy, "--by", "经办人", "--reason", " ").code == 2
    ok("withdraw", copy, "--by", "经办人", "--reason", "名录有误")
    ok("import", copy, lists[1])
    ok("freeze", copy, "--quarter", Q1)
    assert run("draw", copy, "--dice", DICE2, "--witness", "甲").code == 2
    ok("draw", copy, "--dice", DICE2, "--witness", "甲", "--approver", "县长")
    ok("schedule", copy, "--effort", "quick")
    ok("staff", copy, "--dice", DICE1, "--witness", "甲", "--approver", "县长")
    ok("export", copy, "-o", tmp_path / "again.xlsx")
    assert run("verify", tmp_path / "again.xlsx").code == 0
    with CountyFile.open(copy) as opened:
        draws = state.load(opened).current.draws
    assert [(draw.stage, draw.number) for draw in draws] == [(1, 1), (2, 1), (1, 2), (2, 2)]


def test_an_untouched_template_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.county"
    ok("new", file, "--name", "云溪县", "--code", "429088")
    ok("template", tmp_path / "t.xlsx")
    assert ok("import", file, tmp_path / "t.xlsx", "--json").data["counts"]["total"] == 0
