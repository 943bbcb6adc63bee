"""Lists with titles of their own: matched once, known by their header, and only as they were matched."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from inspector.domain.county import County
from inspector.exchange.intake import Learned, Match, merge
from inspector.workflow import mapping
from inspector.workflow.list_files import ListFile, ListSheet, read_list_file

CODE = "统一社会信用代码/注册号"
ROWS = [["主体代码", "主体\n名称", "片区 *", "编号"], ["429088000001004", "四号店", "西乡", "7"]]
COLUMNS = {CODE: "主体代码", "企业名称": "主体", "乡镇街道": "片区 *", "曾用名": ""}


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def only(file: ListFile) -> ListSheet:
    (sheet,) = file.sheets
    return sheet


def matched(path: Path, name: str = "enterprises", columns: Mapping[str, str] = COLUMNS) -> Learned:
    return mapping.matched({}, only(read_list_file(path, {})), name, columns)


def test_a_foreign_header_is_told_with_what_stands_below_it(tmp_path: Path) -> None:
    file = read_list_file(written(tmp_path / "a.csv", [["某局名单"], *ROWS]), {})
    assert file.rows is None
    assert file.refusal is not None
    assert file.refusal.code == "import.no_sheet"
    sheet = only(file)
    assert (sheet.list, sheet.matched) == ("", False)
    assert sheet.titles == {"主体代码": "429088000001004", "主体": "四号店", "片区 *": "西乡", "编号": "7"}


def test_once_matched_the_same_header_is_read_in_any_file(tmp_path: Path) -> None:
    known = matched(written(tmp_path / "a.csv", ROWS))
    header = ["主体代码", "主体名称", "片区", "编号", ""]
    other = [["二〇二七年名单"], header, ["429088000001009", "九号店", "东乡", "1"]]
    file = read_list_file(written(tmp_path / "b.csv", other), known)
    # a note below a title is no part of it, the title itself is
    assert file.rows is None
    header[1] = "主体"
    file = read_list_file(written(tmp_path / "b.csv", other), known)
    assert file.rows is not None
    assert (only(file).list, only(file).matched) == ("enterprises", True)
    (enterprise,) = merge(County("云溪县", "429088"), file.rows).county.enterprises
    assert (enterprise.name, enterprise.town) == ("九号店", "东乡")
    assert "import.sheet_matched" in {message.code for message in file.rows.notices}


def test_what_was_said_stands_before_what_titles_say(tmp_path: Path) -> None:
    rows = [[CODE, "企业名称", "字号"], ["429088000001004", "旧", "新"]]
    path = written(tmp_path / "a.csv", rows)
    sheet = only(read_list_file(path, {}))
    assert (sheet.list, sheet.ignored) == ("enterprises", ("字号",))
    known = mapping.matched({}, sheet, "enterprises", {CODE: CODE, "企业名称": "字号"})
    file = read_list_file(path, known)
    assert file.rows is not None
    assert file.rows.rows["enterprises"][0].cells["企业名称"] == "新"
    assert read_list_file(path, mapping.forgotten(known, sheet)).sheets == (sheet,)


def test_a_sheet_said_to_be_another_list_is_that_list(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [["部门编码", "部门名称", "简称"], ["C", "丙局", "丙"]])
    sheet = only(read_list_file(path, {}))
    assert sheet.list == "departments"
    known = mapping.matched({}, sheet, "enterprises", {CODE: "部门编码", "企业名称": "部门名称"})
    file = read_list_file(path, known)
    assert file.rows is not None
    assert list(file.rows.rows) == ["enterprises"]


def test_another_header_gets_suggestions_and_nothing_by_itself(tmp_path: Path) -> None:
    known = matched(written(tmp_path / "a.csv", ROWS))
    path = written(tmp_path / "b.csv", [["主体代码", "企业名称", "所"], ["429088000001004", "四号店", "西乡"]])
    sheet = only(read_list_file(path, known))
    assert sheet.list == ""
    said = mapping.suggested(known, sheet, "enterprises")
    assert said == {CODE: "主体代码", "企业名称": "企业名称"}


def test_it_survives_being_kept(tmp_path: Path) -> None:
    known = matched(written(tmp_path / "a.csv", ROWS))
    assert mapping.from_plain(json.loads(json.dumps(mapping.to_plain(known)))) == known
    assert "曾用名" not in next(iter(known.values())).columns


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {"a": 1},
        {"a": {"list": "enterprises"}},
        {"a": {"list": "ships", "columns": {}}},
        {"a": {"list": ["enterprises"], "columns": {}}},
    ],
)
def test_what_cannot_be_read_is_as_if_never_said(plain: object) -> None:
    assert mapping.from_plain(plain) == {}


def test_columns_that_there_are_no_longer_are_left_out() -> None:
    plain = {"a": {"list": "enterprises", "columns": {"船名": "x", "企业名称": "y", CODE: 3}}}
    assert mapping.from_plain(plain) == {"a": Match("enterprises", {"企业名称": "y"})}
