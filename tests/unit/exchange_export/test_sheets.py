"""What stands on the official sheets."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.codes import Exemption
from inspector.draw.canonical import digest
from inspector.draw.fingerprint import plan_fingerprint
from inspector.exchange.export import write_workbook
from inspector.exchange.official import NAMES, SHEETS, official_tables
from inspector.exchange.official.exempt import exempt_parts
from inspector.exchange.reading import read
from inspector.exchange.seal import NAME as SEALS
from inspector.rules import warnings
from inspector.rules.annual_cap import visit_counts

from . import builders

HEADERS = {
    "联合抽查实施计划表": (
        "序号, 检查日期, 时段, 统一社会信用代码/注册号, 企业名称, 乡镇街道, 地址, 信用风险等级, 发起部门, "
        "参与部门, 检查事项, 任务编号, 检查人员, 是否计入年度检查次数, 不受次数限制情形, 依据文号, 检查方式, "
        "检查依据, 本年第几次, 备注"
    ),
    "非现场检查任务表": (
        "序号, 统一社会信用代码/注册号, 企业名称, 部门, 检查事项, 检查方式, 任务编号, 开始日期, 结束日期"
    ),
    "检查组派员表": "日期, 部门, 乡镇街道, 组号, 检查人员, 执法证编号, 上午企业, 下午企业",
    "会议调研安排": ("编号, 名称, 类型, 组织部门, 日期, 统一社会信用代码/注册号, 企业名称, 是否计入当月次数, 除外情形"),
    "不受年度次数限制检查台账": "统一社会信用代码/注册号, 企业名称, 不受次数限制情形, 依据文号, 部门, 检查日期",
    "检查对象随机抽取记录": (
        "抽取批次, 统一社会信用代码/注册号, 抽取分层, 随机号, 排序号, T01, T02, T03, 企业名称, 乡镇街道"
    ),
    "检查人员随机抽取记录": "检查组, 组内岗位, 执法证编号, 概率(百万分之), 结果, 检查人员, 部门",
}
PUBLISHED = (
    "涉企检查计划审批表",
    *HEADERS,
    "公平性",
    "抽取时点名录",
    "参数",
    "计划调整记录",
    "操作日志",
)


@pytest.fixture(scope="module")
def book(exported: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(exported)


def test_sheets_are_those_published_in_that_order(book: openpyxl.Workbook) -> None:
    assert tuple(book.sheetnames) == (*PUBLISHED, SEALS)
    assert PUBLISHED == NAMES


@pytest.mark.parametrize("name", HEADERS)
def test_header_row_has_exactly_the_published_names(book: openpyxl.Workbook, name: str) -> None:
    assert [cell.value for cell in book[name][1]] == HEADERS[name].split(", ")


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS if sheet.headed])
def test_lists_print_on_a4_landscape_with_the_header_on_every_page(book: openpyxl.Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert "— &P —" in sheet.oddFooter.right.text
    assert sheet.oddFooter.left.text.startswith("计划指纹 ")
    assert sheet.page_setup.fitToWidth == 1
    assert not sheet.merged_cells.ranges


READ_BY_PROGRAMS = ("检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录", "参数", SEALS)


@pytest.mark.parametrize("name", [*PUBLISHED, SEALS])
def test_sheets_for_programs_print_one_page_that_says_so_and_all_others_whole(
    book: openpyxl.Workbook, name: str
) -> None:
    sheet = book[name]
    head = sheet.oddHeader.center.text or ""
    if name in READ_BY_PROGRAMS:
        assert sheet.print_area.startswith("'" + name)
        assert sheet.page_setup.fitToHeight == 1
        assert "不必打印" in head
    else:
        assert not sheet.print_area
        assert sheet.page_setup.fitToHeight == (1 if name == PUBLISHED[0] else 0)
        assert "不必打印" not in head


def test_a_list_without_rows_says_so_on_paper(book: openpyxl.Workbook) -> None:
    said = {sheet.title for sheet in book if "本季度无" in (sheet.oddHeader.center.text or "")}
    assert said == {sheet.title for sheet in book if sheet.max_row == 1} == {"计划调整记录"}


def test_text_that_looks_like_a_formula_stays_text(book: openpyxl.Workbook) -> None:
    names = {
        cell.value: cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in builders.NAMES
    }
    assert "=1+1食品厂" in names
    assert "#N/A酒楼" in names
    for text, cell in names.items():
        assert cell.data_type == "s"
        assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@"))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_dates_are_dates_and_codes_are_text(book: openpyxl.Workbook) -> None:
    first = next(book["联合抽查实施计划表"].iter_rows(min_row=2))
    assert isinstance(first[1].value, datetime)
    assert first[1].number_format == "yyyy-mm-dd"
    assert (first[3].data_type, first[3].number_format) == ("s", "@")
    certificate = book["检查人员随机抽取记录"]["C2"]
    assert (certificate.value[0], certificate.data_type, certificate.number_format) == ("0", "s", "@")


def rows_of(exported: Path, name: str) -> list[dict[str, str]]:
    head, *rows = read(exported)[name]
    return [dict(zip(head, (*row, *[""] * len(head)), strict=False)) for row in rows]


def test_every_visit_stands_in_the_plan_with_its_people_and_count(exported: Path) -> None:
    county, plan = builders.snapshot().county, builders.plan()
    rows = rows_of(exported, "联合抽查实施计划表")
    assert [row["检查日期"] for row in rows] == sorted(str(visit.date) for visit in plan.visits)
    for row in rows:
        visit = next(visit for visit in plan.visits if str(visit.date) == row["检查日期"])
        counts = visit_counts(county, visit)
        assert row["任务编号"] == "；".join(visit.sources)
        assert row["是否计入年度检查次数"] == ("是" if counts else "否")
        assert row["本年第几次"] == ("1" if counts else "")
        for posting in plan.postings:
            team = next(team for team in plan.teams if team.name == posting.team)
            if visit.number in team.visits:
                assert f"{county.inspector[posting.certificate].name}({posting.certificate})" in row["检查人员"]
        for part in exempt_parts(county, visit):
            assert part.exemption.value in row["不受次数限制情形"]


def test_the_case_names_its_inspectors_and_its_document(exported: Path) -> None:
    row = next(row for row in rows_of(exported, "联合抽查实施计划表") if row["任务编号"] == "X01")
    assert row["备注"] == "V0001；承办人（不抽取）：示例一3、示例二3"
    assert row["检查人员"] == "税务局：示例一3(03000000)、示例二3(03000001)"
    assert (row["不受次数限制情形"], row["依据文号"]) == ("投诉举报", "示例投诉〔2027〕5号")
    assert (row["发起部门"], row["参与部门"]) == ("税务局", "")


def test_the_ledger_holds_every_exempt_check_and_no_counted_one(exported: Path) -> None:
    county, plan = builders.snapshot().county, builders.plan()
    ledger = {
        (row["统一社会信用代码/注册号"], row["不受次数限制情形"])
        for row in rows_of(exported, "不受年度次数限制检查台账")
    }
    uncounted = {
        (visit.enterprise, part.exemption.value)
        for visit in plan.visits
        if not visit_counts(county, visit)
        for part in exempt_parts(county, visit)
    }
    assert ledger == uncounted
    assert (county.case["X01"].enterprise, Exemption.COMPLAINT.value) in ledger


def test_the_draw_record_shows_every_enterprise_in_scope_and_why_some_could_not_be_drawn(exported: Path) -> None:
    county, plan = builders.snapshot().county, builders.plan()
    rows = {row["统一社会信用代码/注册号"]: row for row in rows_of(exported, "检查对象随机抽取记录")}
    assert set(rows) == set(county.enterprise)
    for task in ("T01", "T02", "T03"):
        drawn = {code for code, row in rows.items() if row[task] == "抽中"}
        assert drawn == {selection.enterprise for selection in plan.selections if selection.task == task}
    named = {code: (row["企业名称"], row["乡镇街道"]) for code, row in rows.items()}
    assert named == {one.code: (one.name, one.town) for one in county.enterprises}
    checked = county.enterprises[2].code
    assert "2027-01-02" in rows[checked]["T01"]
    assert "吊销" in rows[county.enterprises[17].code]["T01"]


def test_the_chance_table_is_shown_whole_with_one_sent_to_every_seat(exported: Path) -> None:
    plan = builders.plan()
    rows = rows_of(exported, "检查人员随机抽取记录")
    assert len(rows) == len(plan.chances)
    sent = [(row["检查组"], int(row["组内岗位"]), row["执法证编号"]) for row in rows if row["结果"] == "选派"]
    assert sorted(sent) == sorted((one.team, one.seat, one.certificate) for one in plan.postings)
    county = builders.snapshot().county
    short = {one.code: one.short_name for one in county.departments}
    for row in rows:
        who = county.inspector[row["执法证编号"]]
        assert (row["检查人员"], row["部门"]) == (who.name, short[who.department])


def test_a_stranger_can_hash_the_frozen_lists_as_they_stand(exported: Path) -> None:
    assert digest(read(exported)["抽取时点名录"]) == builders.plan().h0


def test_the_form_states_hashes_in_fours_and_what_a_signer_should_know(exported: Path) -> None:
    plan, office = builders.plan(), builders.office()
    text = "\n".join("|".join(row) for row in read(exported)["涉企检查计划审批表"])
    for mark in (plan.h0, plan.h1, plan_fingerprint(plan, office.approval)):
        assert " ".join(mark[at : at + 4] for at in range(0, 64, 4)) in text
    assert "示例政办函〔2026〕31号" in text
    assert "示例政办函〔2026〕20号" in text
    assert "未见证：第1次抽取检查人员" in text
    for hint in warnings(builders.snapshot(), plan):
        assert hint.text() in text
    assert "送审稿" not in text
    assert "方案批准未填" not in text


def test_a_draft_says_so_on_every_page_and_in_the_form(tmp_path: Path) -> None:
    made = write_workbook(tmp_path / "草稿.xlsx", builders.snapshot(), builders.plan(), builders.office(approved=False))
    book = openpyxl.load_workbook(made.path)
    assert all(sheet.oddHeader.right.text == "送审稿" for sheet in book)
    assert "送审稿" in str(book["涉企检查计划审批表"]["A2"].value)


def test_the_same_plan_gives_the_same_sheets() -> None:
    arguments = builders.snapshot(), builders.plan(), builders.office()
    assert official_tables(*arguments) == official_tables(*arguments)


def test_meeting_guests_stand_one_a_row(exported: Path) -> None:
    rows = rows_of(exported, "会议调研安排")
    assert [row["统一社会信用代码/注册号"] for row in rows] == list(builders.plan().events[0].guests)
    assert {row["日期"] for row in rows} == {str(date(2027, 3, 31))}
    assert {row["是否计入当月次数"] for row in rows} == {"是"}
