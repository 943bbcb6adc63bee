"""What an import would do is told before it is done, and rows are put right by the rules of the import."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from inspector.domain.messages import Refusal
from inspector.draw import snapshot
from inspector.store import CountyFile
from inspector.workflow import importing, mending, state
from inspector.workflow.import_preview import Fate, Preview, preview
from inspector.workflow.list_files import ListFile, corrected, read_list_file

CODE = "统一社会信用代码/注册号"
HEADER = [CODE, "企业名称", "信用风险等级", "乡镇街道"]
ONE = ["429088000001001", "一号店", "A", "东乡"]
BAD = ["坏代码", "二号店", "B", "东乡"]
ODD = ["429088000001003", "三号店", "Z", "东乡"]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CountyFile]:
    with CountyFile.create(tmp_path / "a.county", "云溪县", "429088") as opened:
        yield opened


def read(path: Path, *rows: Sequence[str]) -> ListFile:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return read_list_file(path, {})


def told(found: Preview) -> list[tuple[str, int, str]]:
    return [(row.fate.value, row.row, "；".join(what.text() for what in row.what)) for row in found.rows]


def test_every_row_is_told_with_its_fate_and_place(file: CountyFile, tmp_path: Path) -> None:
    importing.import_read(file, [read(tmp_path / "a.csv", HEADER, ONE, [*ODD[:2], "B", ""])], operator="甲")
    later = read(
        tmp_path / "b.csv", HEADER, ONE, ["429088000001003", "三号店", "C", "西乡"], BAD, ["", "五号店", "A", ""]
    )
    found = preview(file.county(), [later])
    assert told(found)[:2] == [
        ("unchanged", 2, ""),
        ("updated", 3, "信用风险等级：B → C；乡镇街道：未填乡镇 → 西乡"),
    ]
    assert [row.fate for row in found.rows[2:]] == [Fate.QUARANTINED] * 2
    assert found.rows[2].subject == "坏代码 二号店"
    assert CODE in found.rows[2].what[0].text()
    (count,) = found.lists
    assert (count.list, count.updated, count.unchanged, count.quarantined) == ("enterprises", 1, 1, 2)


def test_a_reason_that_does_not_name_its_column_has_it_named(file: CountyFile, tmp_path: Path) -> None:
    found = preview(file.county(), [read(tmp_path / "a.csv", HEADER, ONE, ODD)])
    assert "信用风险等级" in found.rows[1].what[0].text()
    assert "信用风险等级" in found.rows[1].what[0].text("en")


def test_two_files_of_one_name_are_two_files(file: CountyFile, tmp_path: Path) -> None:
    first, second = read(tmp_path / "甲" / "a.csv", HEADER, BAD), read(tmp_path / "乙" / "a.csv", HEADER, ODD)
    found = preview(file.county(), [first, second])
    assert [row.place.path for row in found.rows] == [first.path, second.path]
    assert ["坏代码" in row.what[0].text() for row in found.rows] == [True, False]
    place = found.rows[1].place
    second = corrected(second, place.list, place.number, {"信用风险等级": "C"})
    assert [row.fate for row in preview(file.county(), [first, second]).rows] == [Fate.QUARANTINED, Fate.NEW]


def test_what_was_looked_at_is_imported_whatever_the_file_says_now(file: CountyFile, tmp_path: Path) -> None:
    seen = read(tmp_path / "a.csv", HEADER, ONE)
    read(tmp_path / "a.csv", HEADER, ODD)
    importing.import_read(file, [seen], operator="甲")
    assert [row.name for row in file.county().enterprises] == ["一号店"]


def test_files_that_cannot_be_read_are_left_out(file: CountyFile, tmp_path: Path) -> None:
    missing = read_list_file(tmp_path / "none.csv", {})
    assert missing.refusal is not None
    assert missing.refusal.code == "read.missing"
    with pytest.raises(Refusal) as caught:
        importing.import_read(file, [missing], operator="甲")
    assert caught.value.message.code == "import.nothing_read"
    importing.import_read(file, [missing, read(tmp_path / "a.csv", HEADER, ONE)], operator="甲")
    (run,) = file.records(kinds=("import",))
    assert json.loads(run.body) == {"files": ["a.csv"], "new": 1, "updated": 0, "unchanged": 0, "quarantined": 0}


def test_what_refers_to_enterprises_waits_for_them(file: CountyFile, tmp_path: Path) -> None:
    checks = read(
        tmp_path / "a.csv", [CODE, "检查日期", "部门", "不受次数限制情形"], ["429088000001001", "2026-03-01", "C", ""]
    )
    for act in (lambda: preview(file.county(), [checks]), lambda: importing.import_read(file, [checks], operator="甲")):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.message.code == "import.no_enterprises"


def test_reading_that_is_not_wanted_any_more_is_no_file(tmp_path: Path) -> None:
    cancel = Event()
    cancel.set()
    path = read(tmp_path / "a.csv", HEADER, ONE).path
    stopped = read_list_file(path, {}, cancel)
    assert stopped.rows is None
    assert stopped.refusal is not None
    assert stopped.refusal.code == "read.cancelled"


def test_a_row_put_right_twice_is_on_record_once_and_keeps_what_was_not_typed(file: CountyFile, tmp_path: Path) -> None:
    seen = read(tmp_path / "a.csv", HEADER, ONE, BAD)
    before = seen.rows
    assert before is not None
    cells = dict(zip(HEADER, BAD, strict=True))
    once = corrected(seen, "enterprises", 1, {**cells, CODE: "还是坏"})
    twice = corrected(once, "enterprises", 1, {**cells, CODE: "429088000001002"})
    assert twice.corrected == (("a", 3),)
    assert seen.rows is before
    importing.import_read(file, [twice], operator="甲")
    assert [(row.name, row.town) for row in file.county().enterprises] == [("一号店", "东乡"), ("二号店", "东乡")]
    (run,) = file.records(kinds=("import",))
    assert json.loads(run.body)["corrected"] == [["a.csv", "a", 3]]


def test_a_quarantined_row_is_read_again_by_the_same_rules(file: CountyFile, tmp_path: Path) -> None:
    importing.import_read(file, [read(tmp_path / "a.csv", HEADER, ONE, BAD, ODD)], operator="甲")
    bad, odd = file.quarantine()
    assert mending.column_titles(bad.list, bad.titles)[:4] == tuple(HEADER)
    assert len(set(mending.column_titles(bad.list, bad.titles))) > 4
    cells = dict(zip(bad.titles, bad.cells, strict=True))
    done = mending.mend(file, bad, {**cells, CODE: "429088"}, operator="甲")
    assert not done.taken
    assert done.column == CODE
    assert file.quarantine() == [bad, odd]
    done = mending.mend(file, bad, {**cells, CODE: "429088000001002", "曾用名": ""}, operator="乙")
    assert done.taken
    assert [row.name for row in file.county().enterprises] == ["一号店", "二号店"]
    (left,) = file.quarantine()
    assert (left.row, left.cells, left.reason_zh, left.reason_en) == (odd.row, odd.cells, odd.reason_zh, odd.reason_en)
    runs = list(file.records(kinds=("import",)))
    assert [run.operator for run in runs] == ["甲", "乙"]
    assert json.loads(runs[1].body)["row"] == bad.row
    with pytest.raises(Refusal) as caught:
        mending.mend(file, bad, cells, operator="甲")
    assert caught.value.message.code == "mend.gone"


def test_frozen_lists_take_contacts_and_nothing_else(staffed: CountyFile, tmp_path: Path) -> None:
    before, county = state.load(staffed), staffed.county()
    firm = county.enterprises[0]
    header = [*HEADER, "联系人", "联系电话"]
    row = [firm.code, firm.name, firm.risk.value, firm.town, "示例联系人乙", "0728-7654321"]
    importing.import_read(staffed, [read(tmp_path / "a.csv", header, row, [*BAD, "", ""])], operator="甲")
    now = staffed.county().enterprise[firm.code]
    assert (now.contact, now.phone) == ("示例联系人乙", "0728-7654321")
    assert now == replace(firm, contact=now.contact, phone=now.phone)
    row[1] = "改名商行"
    with pytest.raises(Refusal) as caught:
        importing.import_read(staffed, [read(tmp_path / "b.csv", header, row)], operator="甲")
    assert caught.value.message.code == "import.frozen"
    (bad,) = staffed.quarantine()
    cells = dict(zip(bad.titles, bad.cells, strict=True)) | {CODE: "429088000001002"}
    with pytest.raises(Refusal) as caught:
        mending.mend(staffed, bad, cells, operator="甲")
    assert caught.value.message.code == "import.frozen"
    after = state.load(staffed)
    assert (after.h0, after.current, after.frozen) == (before.h0, before.current, before.frozen)
    assert snapshot.h0(replace(after.frozen, county=staffed.county())) == after.h0
