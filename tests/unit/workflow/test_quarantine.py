"""What was put aside waits until its own sheet comes in again, is put right, or is discarded by name and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.domain.messages import Refusal
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.workflow import freezing, importing, mending, prospect
from inspector.workflow.selftest import tiny_county

HEADER = "统一社会信用代码/注册号,企业名称,信用风险等级,乡镇街道\n"
GOOD, BAD = "429088000001001,一号店,A,东乡\n", "坏代码,二号店,B,东乡\n"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CountyFile]:
    with CountyFile.create(tmp_path / "a.county", "云汀县", "429088") as opened:
        yield opened


def take(file: CountyFile, path: Path, *rows: str) -> None:
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    importing.import_lists(file, [path], operator="t")


def test_the_next_departments_list_leaves_it_waiting(file: CountyFile, tmp_path: Path) -> None:
    take(file, tmp_path / "甲.csv", GOOD, BAD)
    (waiting,) = file.quarantine()
    take(file, tmp_path / "乙.csv", "429088000001002,三号店,C,西乡\n")
    (still,) = file.quarantine()
    assert (still.file, still.row, still.cells, still.reason_zh) == (
        waiting.file,
        waiting.row,
        waiting.cells,
        waiting.reason_zh,
    )
    # its own sheet, put right, takes it out; another bad row of another file stays beside it
    take(file, tmp_path / "乙.csv", BAD)
    assert [row.file for row in file.quarantine()] == ["甲.csv", "乙.csv"]
    take(file, tmp_path / "甲.csv", GOOD, "429088000001003,二号店,B,东乡\n")
    assert [row.file for row in file.quarantine()] == ["乙.csv"]


def test_a_row_is_discarded_by_name_and_reason_and_stays_on_record(file: CountyFile, tmp_path: Path) -> None:
    take(file, tmp_path / "甲.csv", GOOD, BAD, "又坏,四号店,B,东乡\n")
    first, second = file.quarantine()
    with pytest.raises(Refusal, match="姓名和原因"):
        mending.discard(file, first, by="甲", reason=" ", operator="t")
    before = file.county()
    mending.discard(file, first, by="甲", reason="外县企业", operator="t")
    assert [row.cells for row in file.quarantine()] == [second.cells]
    assert file.county() == before
    said = json.loads(file.records()[-1].body)
    assert (said["by"], said["reason"], said["row"]) == ("甲", "外县企业", first.row)
    assert said["discarded"]["企业名称"] == "二号店"
    with pytest.raises(Refusal, match="不在隔离区"):
        mending.discard(file, first, by="甲", reason="外县企业", operator="t")


def test_a_freeze_says_what_is_left_aside(tmp_path: Path) -> None:
    county = tiny_county()
    with CountyFile.create(tmp_path / "b.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        assert not freezing.left_aside(file)
        take(file, tmp_path / "甲.csv", BAD)
        assert "1 行" in prospect.before_freeze(file, Quarter(2027, 1)).messages[0].text()
        assert "1 行" in freezing.freeze(file, Quarter(2027, 1), operator="t").messages[0].text()
