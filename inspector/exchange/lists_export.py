"""A county's lists as an import workbook: what goes out here comes in again unchanged."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..domain.codes import RiskClass
from ..domain.county import BLANK_TOWN, County
from ..domain.messages import Refusal, Wording
from ..domain.records import encode

Cell = str | int | date | None
Column = tuple[str, Callable[[Any], Cell]]

EVERYTHING = "全部"
"""How a list says that an inspector may check every item of the department."""

LONGEST_TEXT = 32_767
"""Excel's limit for a cell; longer texts would be cut without a word."""

TOO_LONG = Wording(
    "lists_export.too_long",
    "“{sheet}”的“{column}”有一格超过 {limit} 个字，Excel 存不下。请把这一行的内容拆成几行。",
    "A cell of '{column}' on sheet {sheet} is longer than {limit} characters, more than Excel can hold. Split that "
    "row's entry.",
)
CANNOT_WRITE = Wording(
    "lists_export.cannot_write",
    "写不了文件 {path}：{why}。请关闭正在打开它的程序，或换一个文件夹。",
    "Cannot write {path}: {why}. Close the program that has it open, or choose another folder.",
)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet of the import workbook: its name, the county's list it holds, and how each cell is written."""

    name: str
    field: str
    columns: tuple[Column, ...]


def _field(name: str) -> Callable[[Any], Cell]:
    """Text as it is, dates as dates, lists joined, nothing for none."""

    def cell(noun: Any) -> Cell:
        value = getattr(noun, name)
        return value if isinstance(value, date | int) and not isinstance(value, bool) else encode(value) or None

    return cell


def _scope(name: str) -> Callable[[Any], Cell]:
    return lambda task: encode(getattr(task.scope, name)) or None


def _rate(risk: RiskClass) -> Callable[[Any], Cell]:
    def cell(task: Any) -> Cell:
        rate: Decimal | None = dict(task.rates).get(risk)
        return None if rate is None else f"{encode(rate * 100)}%"

    return cell


def _start(noun: Any) -> Cell:
    start: date = noun.window.start
    return start


def _end(noun: Any) -> Cell:
    end: date = noun.window.end
    return end


ENTERPRISE_CODE = "统一社会信用代码/注册号"

SHEETS = (
    ListSheet(
        "部门",
        "departments",
        (("部门编码", _field("code")), ("部门名称", _field("name")), ("简称", _field("short_name"))),
    ),
    ListSheet(
        "检查对象名录",
        "enterprises",
        (
            (ENTERPRISE_CODE, _field("code")),
            ("企业名称", _field("name")),
            ("主体类型", _field("kind")),
            ("行业代码", _field("industry")),
            ("信用风险等级", _field("risk")),
            ("乡镇街道", lambda row: None if row.town == BLANK_TOWN else row.town),
            ("地址", _field("address")),
            ("登记状态", _field("status")),
            ("标签", _field("labels")),
            ("错峰时段", _field("blackouts")),
            ("联系人", _field("contact")),
            ("联系电话", _field("phone")),
        ),
    ),
    ListSheet(
        "执法检查人员名录",
        "inspectors",
        (
            ("执法证编号", _field("certificate")),
            ("姓名", _field("name")),
            ("所属部门", _field("department")),
            ("执法事项范围", lambda row: encode(row.scope) or EVERYTHING),
            ("岗位资质", _field("qualifications")),
            ("执法证有效期至", _field("expires")),
            ("人员状态", _field("status")),
            ("请假时段", _field("leave")),
            ("季度派员上限", _field("load_limit")),
        ),
    ),
    ListSheet(
        "回避登记",
        "recusals",
        (
            ("执法证编号", _field("certificate")),
            (ENTERPRISE_CODE, _field("enterprise")),
            ("回避原因", _field("reason")),
        ),
    ),
    ListSheet(
        "抽查事项清单",
        "items",
        (
            ("事项编码", _field("code")),
            ("事项名称", _field("name")),
            ("子项", _field("sub_item")),
            ("所属部门", _field("department")),
            ("事项类别", _field("category")),
            ("不受次数限制类别", _field("exemption")),
            ("检查方式", _field("methods")),
            ("检查依据", _field("basis")),
            ("资质要求", _field("qualification")),
            ("批准文号", _field("document")),
            ("有效期至", _field("expires")),
            ("需备材料", _field("materials")),
        ),
    ),
    ListSheet(
        "抽查任务",
        "tasks",
        (
            ("任务编号", _field("code")),
            ("任务名称", _field("name")),
            ("抽查类型", _field("kind")),
            ("发起部门", _field("lead")),
            ("配合部门", _field("cooperating")),
            ("检查事项", _field("items")),
            ("范围-主体类型", _scope("kinds")),
            ("范围-行业代码", _scope("industries")),
            ("范围-标签", _scope("labels")),
            ("范围-乡镇街道", _scope("towns")),
            *((f"比例{risk.value}", _rate(risk)) for risk in RiskClass if risk is not RiskClass.UNRATED),
            ("比例未评级", _rate(RiskClass.UNRATED)),
            ("固定数", _field("fixed")),
            ("开始日期", _start),
            ("结束日期", _end),
            ("每部门人数", _field("officers")),
            ("半天数", _field("half_days")),
        ),
    ),
    ListSheet(
        "有因检查",
        "cases",
        (
            ("线索编号", _field("code")),
            (ENTERPRISE_CODE, _field("enterprise")),
            ("不受次数限制情形", _field("exemption")),
            ("依据文号", _field("document")),
            ("部门", _field("department")),
            ("检查事项", _field("items")),
            ("受理日期", _field("received")),
            ("办结期限", _field("deadline")),
            ("可否合并", _field("may_merge")),
            ("承办人", _field("inspectors")),
        ),
    ),
    ListSheet(
        "涉企会议调研",
        "meetings",
        (
            ("编号", _field("code")),
            ("名称", _field("name")),
            ("类型", _field("kind")),
            ("组织部门", _field("organiser")),
            ("开始日期", _start),
            ("结束日期", _end),
            ("参加企业", _field("invitees")),
            ("范围-标签", _field("labels")),
            ("家数", lambda row: row.count or None),
            ("除外情形", _field("exemption")),
        ),
    ),
    ListSheet(
        "历史检查",
        "past_checks",
        (
            (ENTERPRISE_CODE, _field("enterprise")),
            ("检查日期", _field("date")),
            ("部门", _field("department")),
            ("不受次数限制情形", _field("exemption")),
            ("是否现场", _field("on_site")),
        ),
    ),
    ListSheet(
        "历史会议调研",
        "past_meetings",
        (
            (ENTERPRISE_CODE, _field("enterprise")),
            ("日期", _field("date")),
            ("类型", _field("kind")),
            ("除外情形", _field("exemption")),
        ),
    ),
)


def write_lists(path: Path, county: County) -> None:
    """Write all lists of `county` to the workbook `path`, whole or not at all.

    Inspectors of past checks, which no import sheet holds, stay behind.

    Raises:
        Refusal: the file cannot be written, or a cell would be longer than Excel allows.
    """
    texts = {sheet: _lines(sheet, getattr(county, sheet.field)) for sheet in SHEETS}
    try:
        handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=".lists-", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            _write(temporary, texts)
            temporary.chmod(0o644)  # a temporary file is its owner's only
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(path=str(path), why=error.strerror or str(error))) from error


def _lines(sheet: ListSheet, nouns: Sequence[Any]) -> list[list[Cell]]:
    lines = [[value(noun) for _, value in sheet.columns] for noun in nouns]
    for line in lines:
        for (title, _), cell in zip(sheet.columns, line, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
                raise Refusal(TOO_LONG(sheet=sheet.name, column=title, limit=LONGEST_TEXT))
    return lines


def _write(path: Path, texts: dict[ListSheet, list[list[Cell]]]) -> None:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for sheet, lines in texts.items():
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, (title, _) in enumerate(sheet.columns, 1):
            page.column_dimensions[get_column_letter(number)].width = 2 * len(title) + 6
        page.append([_cell(page, title) for title, _ in sheet.columns])
        for line in lines:
            page.append([_cell(page, cell) for cell in line])
    book.save(path)


def _cell(page: Any, value: Cell) -> Any:
    """Codes stay text and nothing becomes a formula; dates are real dates."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
