"""Lists go out as an import workbook: the fixed columns, text as text, dates as dates, whole or not at all."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.codes import RiskClass
from inspector.domain.county import BLANK_TOWN, County, Enterprise, Meeting, MeetingKind
from inspector.domain.messages import Refusal
from inspector.domain.quarters import Period, Quarter
from inspector.exchange.lists_export import LONGEST_TEXT, write_lists
from inspector.workflow.sample import sample_county


@pytest.fixture(scope="module")
def county() -> County:
    return sample_county(Quarter(2027, 1))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, county: County) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("lists") / "lists.xlsx"
    write_lists(path, county)
    return openpyxl.load_workbook(path)


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict]:
    titles, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip(titles, line, strict=True)) for line in lines]


def test_every_list_has_its_sheet_and_every_row_its_line(book: openpyxl.Workbook, county: County) -> None:
    assert {name: len(rows(book, name)) for name in book.sheetnames} == {
        "部门": len(county.departments),
        "检查对象名录": len(county.enterprises),
        "执法检查人员名录": len(county.inspectors),
        "回避登记": len(county.recusals),
        "抽查事项清单": len(county.items),
        "抽查任务": len(county.tasks),
        "有因检查": len(county.cases),
        "涉企会议调研": len(county.meetings),
        "历史检查": len(county.past_checks),
        "历史会议调研": len(county.past_meetings),
    }


def test_the_task_sheet_has_its_fixed_columns_in_order(book: openpyxl.Workbook) -> None:
    assert ", ".join(cell.value for cell in book["抽查任务"][1]) == (
        "任务编号, 任务名称, 抽查类型, 发起部门, 配合部门, 检查事项, 范围-主体类型, 范围-行业代码, 范围-标签, "
        "范围-乡镇街道, 比例A, 比例B, 比例C, 比例D, 比例未评级, 固定数, 开始日期, 结束日期, 每部门人数, 半天数"
    )


def test_a_task_is_written_as_people_write_it(book: openpyxl.Workbook, county: County) -> None:
    first, task = rows(book, "抽查任务")[0], county.tasks[0]
    assert first["任务编号"] == task.code
    assert first["配合部门"] == "；".join(task.cooperating)
    assert first["比例C"] == "5%"
    assert dict(task.rates)[RiskClass.C] * 100 == 5
    assert first["固定数"] is None
    assert first["开始日期"] == datetime(2027, 1, 1)
    assert (first["每部门人数"], first["半天数"]) == (2, 1)
    fixed = next(row for row in rows(book, "抽查任务") if row["固定数"])
    assert [fixed[f"比例{risk}"] for risk in ("A", "B", "C", "D", "未评级")] == [None] * 5


def test_codes_are_text_and_dates_are_dates(book: openpyxl.Workbook) -> None:
    assert {cell.number_format for cell in book["检查对象名录"]["A"]} == {"@"}
    assert {cell.data_type for cell in book["执法检查人员名录"]["A"]} == {"s"}
    assert all(cell.is_date for cell in book["历史检查"]["B"][1:])


def test_an_inspector_of_every_item_says_so(book: openpyxl.Workbook, county: County) -> None:
    scopes = [row["执法事项范围"] for row in rows(book, "执法检查人员名录")]
    assert scopes == ["；".join(row.scope) or "全部" for row in county.inspectors]
    assert "全部" in scopes


def test_a_blank_town_stays_blank_and_a_name_never_becomes_a_formula(tmp_path: Path) -> None:
    county = County("县", "000000", enterprises=(Enterprise("1", "=1+1"),))
    assert county.enterprises[0].town == BLANK_TOWN
    write_lists(tmp_path / "lists.xlsx", county)
    row = rows(openpyxl.load_workbook(tmp_path / "lists.xlsx", data_only=False), "检查对象名录")[0]
    assert (row["企业名称"], row["乡镇街道"]) == ("=1+1", None)
    cell = openpyxl.load_workbook(tmp_path / "lists.xlsx")["检查对象名录"]["B2"]
    assert cell.data_type == "s"


def test_a_cell_longer_than_excel_allows_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "lists.xlsx"
    path.write_text("old")
    window = Period(date(2027, 1, 1), date(2027, 1, 31))
    guests = tuple(str(10**17 + number) for number in range(LONGEST_TEXT // 19 + 1))
    meeting = Meeting("会1", "大会", MeetingKind.MEETING, "A", window, invitees=guests)
    with pytest.raises(Refusal, match="参加企业"):
        write_lists(path, County("县", "000000", meetings=(meeting,)))
    assert path.read_text() == "old"
    write_lists(path, County("县", "000000", meetings=(replace(meeting, invitees=guests[:-1]),)))
    assert [entry.name for entry in tmp_path.iterdir()] == ["lists.xlsx"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="missing"):
        write_lists(tmp_path / "missing" / "lists.xlsx", County("县", "000000"))
