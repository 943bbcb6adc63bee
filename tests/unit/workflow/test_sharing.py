"""Extracts: each department's own part of the plan, marked as such, all of them or none."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspector.domain.messages import Refusal
from inspector.exchange import extract, workbook
from inspector.exchange.verify import verify
from inspector.rules.joint_visit import departments_at
from inspector.rules.materials import is_held, materials_asked
from inspector.store import CountyFile
from inspector.workflow import approving, sharing, state
from inspector.workflow.demo import FIRST
from inspector.workflow.sharing import share

WHO = {"operator": "甲"}


@pytest.fixture
def called(staffed: CountyFile) -> CountyFile:
    """The tiny county after somebody to call was written down for every enterprise."""
    lists = staffed.county()
    enterprises = tuple(
        replace(one, contact=f"联系人{number}", phone=f"0713-000{number}")
        for number, one in enumerate(lists.enterprises)
    )
    staffed.save_lists(lists, replace(lists, enterprises=enterprises), **WHO)
    return staffed


def approve(file: CountyFile) -> None:
    approving.submit(file, None, by="甲", **WHO)
    approving.approve(file, None, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), **WHO)


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(path)
    return list(book[sheet].iter_rows(values_only=True))


def words(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_each_department_gets_its_own_visits_people_and_contacts(called: CountyFile, tmp_path: Path) -> None:
    approve(called)
    done = share(called, None, tmp_path / "out")
    read = state.load(called)
    county, plan = read.frozen.county, read.current
    assert [name for name, _ in done.workbooks] == ["甲局", "乙局"]
    for department, (_, path) in zip(county.departments, done.workbooks, strict=True):
        _, *visits = rows(path, extract.VISITS)
        own = [visit for visit in plan.visits if department.code in departments_at(county, visit)]
        assert sorted(row[3] for row in visits) == sorted(visit.enterprise for visit in own)
        assert all(str(row[7]).startswith("联系人") and str(row[8]).startswith("0713") for row in visits)
        people = {county.inspector[posting.certificate].name for posting in plan.postings}
        others = {name for name in people if f"检查员{department.code}" not in name}
        told = words(path)
        assert others
        assert not any(name in told for name in others)
        assert len(rows(path, extract.TEAMS)) == 1 + sum(team.department == department.code for team in plan.teams)


def test_an_extract_says_that_it_is_one_and_of_which_plan(staffed: CountyFile, tmp_path: Path) -> None:
    draft = share(staffed, None, tmp_path / "draft")
    assert not draft.official
    assert {message.code for message in draft.messages} == {"export.draft"}
    for _, path in draft.workbooks:
        assert "送审稿" in path.name
        for sheet in load_workbook(path):
            assert "送审稿" in sheet.oddHeader.right.text
    approve(staffed)
    official = share(staffed, None, tmp_path / "official")
    assert official.official
    assert official.messages == ()
    mark = official.fingerprint
    for _, path in official.workbooks:
        told = words(path)
        assert extract.EXTRACT in told
        assert " ".join(mark[at : at + 4] for at in range(0, 64, 4)) in told
        assert "示例〔2026〕1号" in told
        for sheet in load_workbook(path):
            assert "摘录" in sheet.oddHeader.right.text
            assert "送审稿" not in str(sheet.oddHeader.right.text)


def test_an_extract_is_not_taken_for_the_plan(staffed: CountyFile, tmp_path: Path) -> None:
    done = share(staffed, None, tmp_path)
    with pytest.raises(Refusal) as caught:
        verify(done.workbooks[0][1])
    assert caught.value.message.code == "verify.an_extract"


def test_all_are_written_or_none(staffed: CountyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = workbook.write, []

    def fill_the_disk(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(workbook, "write", fill_the_disk)
    with pytest.raises(Refusal) as caught:
        share(staffed, None, tmp_path / "out")
    assert caught.value.message.code == "workbook.cannot_write"
    assert list((tmp_path / "out").iterdir()) == []


def test_an_extract_that_is_open_elsewhere_is_saved_under_another_name(staffed: CountyFile, tmp_path: Path) -> None:
    first = share(staffed, None, tmp_path).workbooks[0][1]
    first.with_name(f"~${first.name}").write_bytes(b"")
    again = share(staffed, None, tmp_path)
    assert again.workbooks[0][1].name == f"{first.stem}(2).xlsx"
    assert "workbook.open_elsewhere" in {message.code for message in again.messages}


def test_a_folder_that_cannot_be_made_is_told(staffed: CountyFile, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")
    with pytest.raises(Refusal) as caught:
        share(staffed, None, taken / "out")
    assert os.fspath(taken) in caught.value.message.text()


def test_nothing_is_shared_of_a_plan_without_people(staffed: CountyFile, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        sharing.share(staffed, FIRST.next(), tmp_path)
    assert caught.value.message.code == "state.not_now"


def test_a_joint_visit_asks_once_for_what_offices_do_not_hold(staffed: CountyFile) -> None:
    read = state.load(staffed)
    county = read.frozen.county
    needed = {"A01": ("营业执照", "台账"), "B01": ("台账", "安全操作规程")}
    items = tuple(replace(item, materials=needed[item.code]) for item in county.items)
    county = replace(county, items=items)
    visit = next(one for one in read.current.visits if departments_at(county, one) == ("A", "B"))
    assert materials_asked(county, visit) == {"台账": "A", "安全操作规程": "B"}
    assert is_held("食品经营许可证副本")
    assert not is_held("进货查验记录")
