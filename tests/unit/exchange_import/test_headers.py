"""Sheets are recognised by their header, wherever it stands and however it is titled."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.messages import Refusal
from inspector.exchange.intake import read_lists
from inspector.exchange.intake.sheets import SHEETS
from inspector.exchange.lists_export import SHEETS as EXPORTED

from .builders import DEPARTMENTS, ENTERPRISES, FIRM, LISTS, Rows, codes, credit_code, taken, workbook


def test_titles_are_those_of_the_exported_lists() -> None:
    described = {sheet.name: [column.title for column in sheet.columns] for sheet in SHEETS}
    assert described == {sheet.name: [title for title, _ in sheet.columns] for sheet in EXPORTED}


def test_the_name_of_the_sheet_does_not_matter(tmp_path: Path) -> None:
    renamed = {f"Sheet{number}": rows for number, rows in enumerate(LISTS.values())}
    assert taken(tmp_path / "a.xlsx", renamed).county == taken(tmp_path / "b.xlsx").county


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    turned = {name: [tuple(reversed(row)) for row in rows] for name, rows in LISTS.items()}
    assert taken(tmp_path / "a.xlsx", turned).county == taken(tmp_path / "b.xlsx").county


def test_titles_hints_and_samples_around_the_header(tmp_path: Path) -> None:
    rows: Rows = [
        ("云溪县检查对象名录",),
        ("填报单位：市场监督管理局", None, None, "2026年11月"),
        (),
        *ENTERPRISES[:1],
        (None, "与执照一致，必填", "下拉选择"),
        (None, "案例（请删除）", "企业"),
        *ENTERPRISES[1:],
        ENTERPRISES[0],
        (),
        ("填表人：张某",),
    ]
    result = taken(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert (result.counts.new, result.counts.total) == (2, 2)
    assert [row.row for row in result.rows] == [7, 8]


@pytest.mark.parametrize(
    "title",
    [
        "统一社会信用代码",
        "注册号/统一社会信用代码",
        "注册号／统一社会信用代码",
        "*统一社会信用代码 / 注册号",
        "统一社会信用代码（必填）",
        "社会信用代码\n（18位）",
        "注册号",
    ],
)
def test_the_code_column_titled_in_several_ways(tmp_path: Path, title: str) -> None:
    result = taken(tmp_path / "a.xlsx", {"Sheet1": [(title, "单位名称"), (FIRM, "甲公司")]})
    assert [row.code for row in result.county.enterprises] == [FIRM]


def test_other_columns_are_ignored_and_said_so(tmp_path: Path) -> None:
    rows = [("序号", *DEPARTMENTS[0], "成立日期"), *[(1, *row, "2020") for row in DEPARTMENTS[1:]]]
    result = taken(tmp_path / "a.xlsx", {"部门": rows})
    assert result.counts.new == 3
    (ignored,) = [notice for notice in result.notices if notice.code == "import.columns_ignored"]
    assert dict(ignored.params)["titles"] == ("成立日期",)


def test_a_sheet_that_is_no_list_is_passed_over_and_said_so(tmp_path: Path) -> None:
    result = taken(tmp_path / "a.xlsx", {"部门": DEPARTMENTS, "说明": [("请于月底前报送",)], "空": []})
    assert [notice.code for notice in result.notices] == ["import.sheet_passed"]


def test_a_header_that_nearly_fits_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"名单": [("企业名称", "地址", "登记状态"), ("甲公司", "1号", "存续")]})
    with pytest.raises(Refusal) as caught:
        read_lists([path])
    assert caught.value.message.code == "import.nearly"
    assert "统一社会信用代码/注册号" in caught.value.message.text("en")


def test_a_missing_required_column_is_told_row_by_row(tmp_path: Path) -> None:
    result = taken(tmp_path / "a.xlsx", {"人员": [("执法证编号", "姓名"), (123, "甲一")]})
    assert [(row.column, row.reason.code) for row in result.quarantined] == [("执法事项范围", "noun.no_column")]


def test_a_hidden_sheet_is_read_and_said_so(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "a.xlsx", {"部门": DEPARTMENTS, "说明": [("x",)]})
    book = openpyxl.load_workbook(path)
    book["部门"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    incoming = read_lists([path])
    assert len(incoming.rows["departments"]) == 3
    assert "import.sheet_hidden" in codes(incoming.notices)


def test_a_list_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(f"企业名称,统一社会信用代码\r\n甲公司,{credit_code(3).lower()}\n".encode("gb18030"))
    incoming = read_lists([path])
    assert incoming.sheets == ("检查对象名录",)
    assert [(row.sheet, row.row) for row in incoming.rows["enterprises"]] == [("名单", 2)]
