"""Every reason for which a row can be put aside; no reason is without its row here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any

import pytest

from inspector.domain.county import County
from inspector.domain.messages import Wording
from inspector.exchange import intake, parsing
from inspector.exchange.intake import merge

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
    PAST_CHECKS,
    RECUSALS,
    TASKS,
    Rows,
    changed,
    credit_code,
    incoming,
)

TOLD_NOT_PUT_ASIDE = {
    "import.an_export",
    "import.columns_ignored",
    "import.nearly",
    "import.no_sheet",
    "import.notice",
    "import.notices",
    "import.repeated",
    "import.sheet_hidden",
    "import.sheet_matched",
    "import.sheet_passed",
    "noun.assumed",
    "noun.check_digit",
    "noun.guest_unknown",
    "noun.no_scope",
    "noun.rate_read",
    "noun.scope_unknown",
    "noun.town_blank",
    "template.cannot_write",
    "template.not_xlsx",
    "template.taken",
}
"""Refusals of whole files, and notices about rows that are taken."""
NEEDS_AN_OLD_FORMAT = {"parsing.rate_ambiguous"}
"""Only files that do not tell a number's format; see test_merging."""

TWIN_DEPARTMENT = [*DEPARTMENTS, ("SJ", "审计局", "市监")]
TWIN_INSPECTOR = [*INSPECTORS, ("溪A0003", "甲一", "SCJG", "全部", None, "长期", "有效", None, None)]
CONTRADICTION = [*ENTERPRISES, changed(ENTERPRISES, 1, 乡镇街道="西岭乡")[1]]

BROKEN: Mapping[str, tuple[str, Rows]] = {
    "parsing.mojibake": ("检查对象名录", changed(ENTERPRISES, 1, 企业名称="锟斤拷锟斤拷")),
    "parsing.digits_lost": ("检查对象名录", changed(ENTERPRISES, 1, **{CODE: 914290880000000000})),
    "parsing.scientific": ("检查对象名录", changed(ENTERPRISES, 1, **{CODE: "9.1429E+17"})),
    "parsing.code_with_fraction": ("检查对象名录", changed(ENTERPRISES, 1, **{CODE: 4290880000.5})),
    "parsing.not_a_code": ("检查对象名录", changed(ENTERPRISES, 1, **{CODE: "东关镇"})),
    "parsing.not_in_list": ("检查对象名录", changed(ENTERPRISES, 1, 登记状态="东关镇")),
    "parsing.coded_number": ("检查对象名录", changed(ENTERPRISES, 1, 登记状态="1")),
    "parsing.not_an_industry": ("检查对象名录", changed(ENTERPRISES, 1, 行业代码="餐饮")),
    "parsing.not_a_period": ("检查对象名录", changed(ENTERPRISES, 1, 错峰时段="春节前后")),
    "parsing.ends_before_start": ("检查对象名录", changed(ENTERPRISES, 1, 错峰时段="2027-02-04~2027-01-21")),
    "parsing.not_a_date": ("执法检查人员名录", changed(INSPECTORS, 1, 执法证有效期至="2027-02-30")),
    "parsing.not_a_number": ("执法检查人员名录", changed(INSPECTORS, 1, 季度派员上限="二十")),
    "parsing.number_out_of_range": ("抽查任务", changed(TASKS, 1, 比例A=None, 比例B=None, 比例C=None, 固定数=0)),
    "parsing.not_a_rate": ("抽查任务", changed(TASKS, 1, 比例A="若干")),
    "parsing.rate_too_high": ("抽查任务", changed(TASKS, 1, 比例A="101%")),
    "noun.blank": ("检查对象名录", changed(ENTERPRISES, 1, 企业名称=None)),
    "noun.no_column": ("抽查事项清单", [row[:2] for row in ITEMS[:2]]),
    "noun.blank_scope": ("执法检查人员名录", changed(INSPECTORS, 1, 执法事项范围="--")),
    "noun.two_departments": ("部门", TWIN_DEPARTMENT),
    "noun.two_inspectors": ("执法检查人员名录", TWIN_INSPECTOR),
    "noun.no_department": ("执法检查人员名录", changed(INSPECTORS, 1, 所属部门="气象局")),
    "noun.taken_by_case": ("抽查任务", changed(TASKS, 1, 任务编号="线索1")),
    "noun.taken_by_task": ("有因检查", changed(CASES, 1, 线索编号="云抽查〔2027〕1号")),
    "noun.no_enterprise": ("回避登记", changed(RECUSALS, 1, **{CODE: credit_code(55)})),
    "noun.no_inspector": ("回避登记", changed(RECUSALS, 1, 执法证编号="溪Z0001")),
    "noun.other_department": ("有因检查", changed(CASES, 1, 承办人="溪B0001")),
    "noun.no_item": ("有因检查", changed(CASES, 1, 检查事项="A99")),
    "noun.foreign_item": ("抽查任务", changed(TASKS, 1, 配合部门="税务")),
    "noun.not_its_item": ("有因检查", changed(CASES, 1, 检查事项="B01")),
    "noun.case_only": ("抽查事项清单", changed(ITEMS, 1, 不受次数限制类别="投诉举报")),
    "noun.both_or_neither": ("抽查任务", changed(TASKS, 1, 固定数=3)),
    "noun.reversed": ("涉企会议调研", changed(MEETINGS, 1, 结束日期="2026-12-31")),
    "noun.no_guests": ("涉企会议调研", changed(MEETINGS, 1, 参加企业=None)),
    "noun.few_officers": ("抽查任务", changed(TASKS, 1, 每部门人数=1)),
    "noun.half_days": ("抽查任务", changed(TASKS, 1, 半天数=3)),
    "import.twice": ("检查对象名录", CONTRADICTION),
}
"""For every reason a sheet in which a row is put aside for it; the other sheets are as they should be."""

CASE_FIRST = {"noun.taken_by_case"}
"""Reasons that need lists imported before."""


def wordings() -> set[str]:
    """The codes of all that the readers of cells and rows can say."""
    names = [f"{intake.__name__}.{module.name}" for module in pkgutil.iter_modules(intake.__path__)]
    modules = [parsing, *map(importlib.import_module, names)]
    return {value.code for module in modules for value in vars(module).values() if isinstance(value, Wording)}


def test_no_reason_is_without_a_row() -> None:
    assert set(BROKEN) == wordings() - TOLD_NOT_PUT_ASIDE - NEEDS_AN_OLD_FORMAT


@pytest.mark.parametrize("reason", BROKEN)
def test_a_row_is_put_aside_with_its_place_and_the_others_are_taken(reason: str) -> None:
    sheet, rows = BROKEN[reason]
    before = merge(EMPTY, incoming(LISTS)).county if reason in CASE_FIRST else EMPTY
    result = merge(before, incoming({**LISTS, sheet: rows}))
    # what refers to the broken row may fall with it; the row itself stands first
    put_aside = next(row for row in result.quarantined if row.reason.code == reason)
    assert put_aside.file == "a.xlsx"
    assert put_aside.sheet in LISTS
    assert put_aside.row >= 2
    assert put_aside.column in LISTS[put_aside.sheet][0]
    assert any(put_aside.cells)
    for language in ("zh_CN", "en"):
        assert "{" not in put_aside.reason.text(language)
    expected = sum(len(lines) - 1 for lines in {**LISTS, sheet: rows}.values())
    assert result.counts.total == expected
    assert result.counts.quarantined == len(result.quarantined) < expected


@pytest.mark.parametrize(
    ("sheet", "rows", "cells"),
    [
        ("检查对象名录", ENTERPRISES, {"信用风险等级": "E"}),
        ("抽查事项清单", ITEMS, {"检查方式": "电话"}),
        ("抽查任务", TASKS, {"抽查类型": "随机"}),
        ("涉企会议调研", MEETINGS, {"类型": "联欢"}),
        ("历史检查", PAST_CHECKS, {"是否现场": "不详"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unknown_term_names_those_that_may_be_used(sheet: str, rows: Rows, cells: dict[str, Any]) -> None:
    result = merge(EMPTY, incoming({**LISTS, sheet: changed(rows, 1, **cells)}))
    (column, term) = next(iter(cells.items()))
    bad = next(row for row in result.quarantined if row.sheet == sheet)
    assert bad.column == column
    assert term in bad.reason.text()
    assert len(bad.reason.text()) > len(term) + 10


def test_what_is_put_aside_does_not_touch_what_was_known() -> None:
    county: County = merge(EMPTY, incoming(LISTS)).county
    for reason, (sheet, rows) in BROKEN.items():
        if sheet == "检查对象名录" and reason != "import.twice":
            result = merge(county, incoming({sheet: rows}))
            assert result.county.enterprise[FIRM] == county.enterprise[FIRM], reason
