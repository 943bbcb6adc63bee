"""Lists come in: every row is new, updated, unchanged or quarantined with its place, column and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseKind, Exemption, Method, RiskClass, TaskKind
from inspector.domain.county import BLANK_TOWN, County, Enterprise, PastCheck, Scope
from inspector.domain.messages import Refusal
from inspector.domain.quarters import Period
from inspector.exchange.intake import Fate, Incoming, merge, read_lists
from inspector.exchange.intake.incoming import IncomingRow
from inspector.exchange.lists_export import write_lists

from .builders import (
    CASES,
    CODE,
    DEPARTMENTS,
    EMPTY,
    ENTERPRISES,
    FIRM,
    INSPECTORS,
    ITEMS,
    LISTS,
    MEETINGS,
    OTHER_FIRM,
    PAST_CHECKS,
    PAST_MEETINGS,
    RECUSALS,
    TASKS,
    Rows,
    changed,
    codes,
    credit_code,
    incoming,
    taken,
    workbook,
)

ROWS = sum(len(rows) - 1 for rows in LISTS.values())


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return taken(tmp_path_factory.mktemp("lists") / "a.xlsx").county


def with_rows(**sheets: Rows) -> Mapping[str, Rows]:
    return {**LISTS, **sheets}


def test_every_good_row_is_taken(tmp_path: Path) -> None:
    result = taken(tmp_path / "a.xlsx")
    assert not result.quarantined
    assert (result.counts.new, result.counts.total) == (ROWS, ROWS)
    assert result.sheets == tuple(LISTS)


def test_what_the_rows_say(county: County) -> None:
    firm = county.enterprise[FIRM]
    assert (firm.kind, firm.industry, firm.risk) == (EnterpriseKind.COMPANY, "C13", RiskClass.B)
    assert firm.labels == ("食品生产", "工业生产")
    other = county.enterprise[OTHER_FIRM]
    assert other.risk is RiskClass.UNRATED
    assert other.blackouts == (Period(date(2027, 1, 21), date(2027, 2, 4)),)
    assert [row.department for row in county.inspectors] == ["SCJG", "SCJG", "YJGL"]
    assert county.inspector["溪A0002"].scope == ("A01",)
    assert county.inspector["溪A0002"].expires is None
    assert county.inspector["溪A0001"].load_limit == 20
    assert county.item["A02"].methods == (Method.DOCUMENTS, Method.ONLINE)
    assert county.item["B01"].exemption is Exemption.WORK_SAFETY
    (task,) = county.tasks
    assert (task.kind, task.lead, task.cooperating) == (TaskKind.TARGETED, "SCJG", ("YJGL",))
    assert task.scope == Scope(labels=("工业生产",))
    assert dict(task.rates) == {
        RiskClass.A: Decimal("0.03"),
        RiskClass.B: Decimal("0.005"),
        RiskClass.C: Decimal("0.2"),
    }
    assert task.window == Period(date(2027, 1, 1), date(2027, 3, 31))
    (case,) = county.cases
    assert case.may_merge
    assert case.inspectors == ("溪A0002", "溪A0001")
    assert county.meeting["会2"].count == 5
    assert county.meeting["会1"].invitees == (FIRM,)
    assert len(county.past_checks) == 2


def test_importing_again_changes_nothing(tmp_path: Path, county: County) -> None:
    again = taken(tmp_path / "a.xlsx", county=county)
    assert again.county == county
    assert again.counts.unchanged == again.counts.total == ROWS


def test_the_order_of_files_does_not_matter(tmp_path: Path, county: County) -> None:
    paths = [workbook(tmp_path / f"{name}.xlsx", {name: rows}) for name, rows in LISTS.items()]
    assert merge(EMPTY, read_lists(paths[::-1])).county == county


def test_what_is_written_out_comes_in_again_unchanged(tmp_path: Path, county: County) -> None:
    write_lists(tmp_path / "out.xlsx", county)
    assert merge(EMPTY, read_lists([tmp_path / "out.xlsx"])).county == county


def test_a_row_with_the_same_key_updates(tmp_path: Path, county: County) -> None:
    result = taken(tmp_path / "a.xlsx", {"检查对象名录": changed(ENTERPRISES, 1, 信用风险等级="D")}, county)
    assert result.county.enterprise[FIRM].risk is RiskClass.D
    assert (result.counts.updated, result.counts.unchanged) == (1, 1)
    assert len(result.county.enterprises) == len(county.enterprises)


def test_a_blank_cell_clears_and_a_missing_column_does_not(tmp_path: Path, county: County) -> None:
    blank = taken(tmp_path / "a.xlsx", {"检查对象名录": changed(ENTERPRISES, 1, 标签=None)}, county)
    assert blank.county.enterprise[FIRM].labels == ()
    short = taken(tmp_path / "b.xlsx", {"名单": [row[:2] for row in ENTERPRISES]}, county)
    assert short.county == county


def test_a_missing_row_stays_as_it_is(tmp_path: Path, county: County) -> None:
    assert taken(tmp_path / "a.xlsx", {"检查对象名录": ENTERPRISES[:2]}, county).county == county


def test_a_past_check_keeps_its_inspectors(tmp_path: Path, county: County) -> None:
    """A list never names them: they come from an approved plan."""
    known = PastCheck(FIRM, date(2026, 3, 12), "SCJG", inspectors=("溪A0001",))
    start = County("云溪县", "429088", departments=county.departments, past_checks=(known,))
    assert taken(tmp_path / "a.xlsx", {"历史检查": PAST_CHECKS[:2]}, start).county.past_checks == (known,)


def quarantined(sheet: str, rows: Rows) -> tuple[str, str]:
    """Column and reason of the only row that is quarantined when `rows` replace a sheet; the rest is taken."""
    result = merge(EMPTY, incoming({**LISTS, sheet: rows}))
    bad = [row for row in result.quarantined if row.sheet == sheet]
    assert len(bad) == 1
    assert bad[0].row == 2
    assert bad[0].file == "a.xlsx"
    assert bad[0].reason.text("en")
    assert result.counts.total == ROWS
    return bad[0].column, bad[0].reason.code


BAD_CELLS: list[tuple[str, Rows, dict[str, Any], str, str]] = [
    ("检查对象名录", ENTERPRISES, {CODE: "某某公司"}, CODE, "parsing.not_a_code"),
    ("检查对象名录", ENTERPRISES, {CODE: 914290880000000000}, CODE, "parsing.digits_lost"),
    ("检查对象名录", ENTERPRISES, {CODE: None}, CODE, "noun.blank"),
    ("检查对象名录", ENTERPRISES, {"企业名称": "锟斤拷锟斤拷"}, "企业名称", "parsing.mojibake"),
    ("检查对象名录", ENTERPRISES, {"登记状态": "东关镇"}, "登记状态", "parsing.not_in_list"),
    ("执法检查人员名录", INSPECTORS, {"所属部门": "教育局"}, "所属部门", "noun.no_department"),
    ("执法检查人员名录", INSPECTORS, {"执法事项范围": None}, "执法事项范围", "noun.blank_scope"),
    ("执法检查人员名录", INSPECTORS, {"执法证有效期至": "明年"}, "执法证有效期至", "parsing.not_a_date"),
    ("抽查事项清单", ITEMS, {"不受次数限制类别": "投诉举报"}, "不受次数限制类别", "noun.case_only"),
    ("抽查事项清单", ITEMS, {"批准文号": None}, "批准文号", "noun.blank"),
    ("抽查任务", TASKS, {"抽查类型": "1"}, "抽查类型", "parsing.coded_number"),
    ("抽查任务", TASKS, {"固定数": 10}, "固定数", "noun.both_or_neither"),
    ("抽查任务", TASKS, {"比例A": None, "比例B": None, "比例C": None}, "固定数", "noun.both_or_neither"),
    ("抽查任务", TASKS, {"比例C": "根据实际情况确定"}, "比例C", "parsing.not_a_rate"),
    ("抽查任务", TASKS, {"检查事项": "A01；Z99"}, "检查事项", "noun.no_item"),
    ("抽查任务", TASKS, {"配合部门": None}, "检查事项", "noun.foreign_item"),
    ("抽查任务", TASKS, {"发起部门": "教育局"}, "发起部门", "noun.no_department"),
    ("抽查任务", TASKS, {"结束日期": "2026-12-31"}, "结束日期", "noun.reversed"),
    ("抽查任务", TASKS, {"每部门人数": 1}, "每部门人数", "noun.few_officers"),
    ("抽查任务", TASKS, {"半天数": 3}, "半天数", "noun.half_days"),
    ("有因检查", CASES, {"依据文号": None}, "依据文号", "noun.blank"),
    ("有因检查", CASES, {"不受次数限制情形": None}, "不受次数限制情形", "noun.blank"),
    ("有因检查", CASES, {"检查事项": "Z99"}, "检查事项", "noun.no_item"),
    ("有因检查", CASES, {"检查事项": "B01"}, "检查事项", "noun.not_its_item"),
    ("有因检查", CASES, {CODE: credit_code(55)}, CODE, "noun.no_enterprise"),
    ("有因检查", CASES, {"办结期限": "2027-01-01"}, "办结期限", "noun.reversed"),
    ("有因检查", CASES, {"承办人": "丙一"}, "承办人", "noun.no_inspector"),
    ("有因检查", CASES, {"承办人": "乙一"}, "承办人", "noun.other_department"),
    ("有因检查", CASES, {"线索编号": "云抽查〔2027〕1号"}, "线索编号", "noun.taken_by_task"),
    ("涉企会议调研", MEETINGS, {"参加企业": None}, "家数", "noun.no_guests"),
    ("涉企会议调研", MEETINGS, {"结束日期": "2026-12-31"}, "结束日期", "noun.reversed"),
    ("涉企会议调研", MEETINGS, {"参加企业": 914290880000000000}, "参加企业", "parsing.digits_lost"),
    ("历史检查", PAST_CHECKS, {"部门": "教育局"}, "部门", "noun.no_department"),
    ("历史检查", PAST_CHECKS, {"是否现场": "1"}, "是否现场", "parsing.coded_number"),
    ("历史会议调研", PAST_MEETINGS, {"日期": None}, "日期", "noun.blank"),
    ("回避登记", RECUSALS, {"执法证编号": "溪Z9999"}, "执法证编号", "noun.no_inspector"),
]


@pytest.mark.parametrize(
    ("sheet", "rows", "cells", "column", "reason"),
    BAD_CELLS,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_row_is_quarantined_and_the_rest_is_taken(
    sheet: str, rows: Rows, cells: dict[str, Any], column: str, reason: str
) -> None:
    assert quarantined(sheet, changed(rows, 1, **cells)) == (column, reason)


def test_a_task_may_not_bear_the_number_of_a_known_case(tmp_path: Path, county: County) -> None:
    result = taken(tmp_path / "a.xlsx", {"抽查任务": changed(TASKS, 1, 任务编号="线索1")}, county)
    assert [row.reason.code for row in result.quarantined] == ["noun.taken_by_case"]


def test_two_rows_that_contradict_each_other(tmp_path: Path) -> None:
    other = changed(ENTERPRISES, 1, 乡镇街道="西岭乡")[1]
    result = taken(tmp_path / "a.xlsx", {"检查对象名录": [*ENTERPRISES, other]})
    assert [(row.row, row.reason.code) for row in result.quarantined] == [(2, "import.twice"), (4, "import.twice")]
    assert [row.fate for row in result.rows] == [Fate.QUARANTINED, Fate.NEW, Fate.QUARANTINED]
    assert FIRM not in result.county.enterprise
    # what was known of it stays as it was, and a third row is as bad as the second
    third = changed(ENTERPRISES, 1, 乡镇街道="南湖乡")[1]
    again = taken(tmp_path / "b.xlsx", {"检查对象名录": [*ENTERPRISES, other, third]}, merged(tmp_path))
    assert [row.row for row in again.quarantined] == [2, 4, 5]
    assert again.county.enterprise[FIRM].town == "东关镇"


def merged(folder: Path) -> County:
    """The county after the good rows have come in."""
    return taken(folder / "good.xlsx", {"检查对象名录": ENTERPRISES}).county


def test_two_rows_that_say_the_same(tmp_path: Path) -> None:
    result = taken(tmp_path / "a.xlsx", {"检查对象名录": [*ENTERPRISES, ENTERPRISES[1]]})
    assert (result.counts.new, result.counts.unchanged, result.counts.quarantined) == (2, 1, 0)
    assert "import.repeated" in codes(result.notices)


def test_of_two_files_the_later_updates(tmp_path: Path) -> None:
    first = workbook(tmp_path / "a.xlsx", {"检查对象名录": ENTERPRISES})
    second = workbook(tmp_path / "b.xlsx", {"检查对象名录": changed(ENTERPRISES, 1, 乡镇街道="西岭乡")})
    result = merge(EMPTY, read_lists([first, second]))
    assert result.county.enterprise[FIRM].town == "西岭乡"
    assert (result.counts.new, result.counts.updated, result.counts.unchanged) == (2, 1, 1)


def test_a_department_of_two_names_is_asked_about(tmp_path: Path) -> None:
    twins = [*DEPARTMENTS, ("SJ", "审计局", "市监")]
    result = taken(tmp_path / "a.xlsx", {"部门": twins, "执法检查人员名录": INSPECTORS})
    assert [(row.row, row.reason.code) for row in result.quarantined if row.column == "所属部门"] == [
        (3, "noun.two_departments")
    ]


def test_two_people_of_one_name_are_asked_about(tmp_path: Path) -> None:
    people = [*INSPECTORS, ("溪A0003", "甲一", "SCJG", "全部", None, "长期", "有效", None, None)]
    result = taken(tmp_path / "a.xlsx", with_rows(执法检查人员名录=people))
    assert [row.reason.code for row in result.quarantined] == ["noun.two_inspectors"]


def test_what_is_warned_of_and_kept(tmp_path: Path) -> None:
    wrong = FIRM[:-1] + ("0" if FIRM[-1] != "0" else "1")
    result = taken(
        tmp_path / "a.xlsx",
        with_rows(
            检查对象名录=[*ENTERPRISES, (wrong, "云溪县丙店", None, None, None, None, None, None, None, None)],
            涉企会议调研=changed(MEETINGS, 1, 参加企业=f"{FIRM}；{credit_code(77)}"),
            抽查任务=changed(TASKS, 1, **{"范围-标签": None}),
        ),
    )
    assert not result.quarantined
    assert {"noun.check_digit", "noun.town_blank", "noun.assumed", "noun.guest_unknown", "noun.no_scope"} <= codes(
        result.notices
    )
    kept = result.county.enterprise[wrong]
    assert (kept.town, kept.kind) == (BLANK_TOWN, EnterpriseKind.OTHER)
    assert result.county.meeting["会1"].invitees == (FIRM, credit_code(77))


def test_a_rate_without_a_sign_is_told(county: County) -> None:
    result = merge(county, incoming({"抽查任务": changed(TASKS, 1, 比例A=0.05, 比例B=5)}))
    assert not result.quarantined
    told = [notice.text("en") for notice in result.notices if "noun.rate_read" in codes([notice])]
    assert len(told) == 2
    assert all("5%" in text for text in told)


def test_the_ambiguous_rate_of_an_old_format_is_asked_about(county: County) -> None:
    cells = dict(zip(TASKS[0], TASKS[1], strict=True)) | {"比例A": 1.0}
    row = IncomingRow("a.xls", "抽查任务", 2, cells, format_known=False)
    result = merge(county, Incoming({"tasks": [row]}, ("抽查任务",)))
    assert [bad.reason.code for bad in result.quarantined] == ["parsing.rate_ambiguous"]


CELL = (
    st.none()
    | st.text(max_size=12)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.sampled_from(
        ["市监", "全部", FIRM, "2027-01-05", "5%", "A01", "是", "存续", "企业", "定向", "9.1E+17", "N/A", "实地检查"]
    )
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_rows_hold_the_counts_add_up(data: st.DataObject) -> None:
    rows: dict[str, list[IncomingRow]] = {}
    for sheet, (header, *_) in zip(
        ("departments", "enterprises", "inspectors", "items", "tasks", "cases", "past_checks"),
        (DEPARTMENTS, ENTERPRISES, INSPECTORS, ITEMS, TASKS, CASES, PAST_CHECKS),
        strict=True,
    ):
        lines = data.draw(st.lists(st.tuples(*[CELL for _ in header]), max_size=3))
        rows[sheet] = [
            IncomingRow("a", sheet, at, dict(zip(header, line, strict=True))) for at, line in enumerate(lines)
        ]
    drawn = Incoming(rows, tuple(rows))
    result = merge(EMPTY, drawn)
    assert result.counts.total == sum(map(len, rows.values()))
    assert result.counts.quarantined == len(result.quarantined)
    again = merge(result.county, drawn)
    assert again.county == result.county
    assert again.counts.new == 0


def test_fates_tell_what_became_of_each_row(tmp_path: Path, county: County) -> None:
    result = taken(
        tmp_path / "a.xlsx", {"检查对象名录": [*ENTERPRISES, (credit_code(5), "丁店"), ("??", "戊店")]}, county
    )
    assert [(row.row, row.fate, row.key) for row in result.rows] == [
        (2, Fate.UNCHANGED, (FIRM,)),
        (3, Fate.UNCHANGED, (OTHER_FIRM,)),
        (4, Fate.NEW, (credit_code(5),)),
        (5, Fate.QUARANTINED, ()),
    ]


def test_a_file_without_lists_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"工作安排": [("日期", "内容"), ("2027-01-05", "开会")]})
    with pytest.raises(Refusal) as caught:
        read_lists([path])
    assert caught.value.message.code == "import.no_sheet"


def test_an_exported_plan_is_not_taken_for_lists(tmp_path: Path) -> None:
    sheets = {"联合抽查实施计划表": [(CODE, "企业名称")], "抽取时点名录": [("#部门",)], "参数": [("季度",)]}
    with pytest.raises(Refusal) as caught:
        read_lists([workbook(tmp_path / "a.xlsx", sheets)])
    assert caught.value.message.code == "import.an_export"


def test_an_enterprise_of_an_old_registration_number(tmp_path: Path) -> None:
    rows = [
        ("序号", "统一社会信用代码", "注册号", "企业名称"),
        (1, FIRM, "429088000012345", "甲公司"),
        (2, None, "429088000012346", "乙商行"),
        (3, "N/A", "企合鄂溪总字第002112号", "丙公司"),
    ]
    result = taken(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert [row.code for row in result.county.enterprises] == [FIRM, "429088000012346", "企合鄂溪总字第002112号"]
    assert all(isinstance(row, Enterprise) for row in result.county.enterprises)
