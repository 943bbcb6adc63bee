"""Workbooks of a made-up county, as departments would hand them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from inspector.domain.county import County
from inspector.domain.identity import check_digit
from inspector.domain.messages import Message
from inspector.exchange.intake import ImportResult, Incoming, merge, read_lists
from inspector.exchange.intake.incoming import IncomingRow
from inspector.exchange.intake.sheets import SHEETS

EMPTY = County("云溪县", "429088")
CODE = "统一社会信用代码/注册号"


def credit_code(number: int) -> str:
    """A made-up credit code with the right check digit."""
    first = f"91429088MA{number:07d}"
    return first + check_digit(first)


FIRM = credit_code(1)
OTHER_FIRM = credit_code(2)

Rows = Sequence[Sequence[Any]]

DEPARTMENTS: Rows = (
    ("部门编码", "部门名称", "简称"),
    ("SCJG", "市场监督管理局", "市监"),
    ("YJGL", "应急管理局", "应急"),
    ("SWJG", "税务局", "税务"),
)
ENTERPRISES: Rows = (
    (CODE, "企业名称", "主体类型", "行业代码", "信用风险等级", "乡镇街道", "地址", "登记状态", "标签", "错峰时段"),
    (FIRM, "云溪县甲食品有限公司", "企业", "C13", "B", "东关镇", "东关镇1号", "存续", "食品生产；工业生产", None),
    (OTHER_FIRM, "云溪县乙商行", "个体工商户", "F52", None, "西岭乡", None, "存续", None, "2027-01-21~2027-02-04"),
)
INSPECTORS: Rows = (
    (
        "执法证编号",
        "姓名",
        "所属部门",
        "执法事项范围",
        "岗位资质",
        "执法证有效期至",
        "人员状态",
        "请假时段",
        "季度派员上限",
    ),
    ("溪A0001", "甲一", "SCJG", "全部", "食品", "2029-12-31", "有效", None, 20),
    ("溪A0002", "甲二", "市监", "A01", None, "长期", "有效", "2027-01-05~2027-01-07", None),
    ("溪B0001", "乙一", "应急管理局", "全部", None, "2029-12-31", "有效", None, 30),
)
RECUSALS: Rows = (("执法证编号", CODE, "回避原因"), ("溪A0001", FIRM, "近亲属任职"))
ITEMS: Rows = (
    ("事项编码", "事项名称", "所属部门", "事项类别", "不受次数限制类别", "检查方式", "批准文号", "有效期至"),
    ("A01", "登记事项检查", "市监", "一般", None, "实地检查", "云政办函〔2026〕1号", "2027-12-31"),
    ("A02", "公示信息检查", "SCJG", "一般", None, "书面检查；网络监测", "云政办函〔2026〕2号", None),
    ("B01", "危险化学品检查", "应急", "重点", "安全生产", "实地检查", "云政办函〔2026〕3号", "长期"),
)
TASKS: Rows = (
    (
        "任务编号",
        "任务名称",
        "抽查类型",
        "发起部门",
        "配合部门",
        "检查事项",
        "范围-标签",
        "比例A",
        "比例B",
        "比例C",
        "固定数",
        "开始日期",
        "结束日期",
        "每部门人数",
        "半天数",
    ),
    (
        "云抽查〔2027〕1号",
        "工业",
        "定向",
        "市监",
        "应急",
        "A01；B01",
        "工业生产",
        "3%",
        "5‰",
        "20%",
        None,
        "2027-01-01",
        "2027-03-31",
        2,
        1,
    ),
)
CASES: Rows = (
    (
        "线索编号",
        CODE,
        "不受次数限制情形",
        "依据文号",
        "部门",
        "检查事项",
        "受理日期",
        "办结期限",
        "可否合并",
        "承办人",
    ),
    ("线索1", FIRM, "投诉举报", "投诉字〔2027〕1号", "市监", "A01", "2027-01-19", "2027-02-16", "是", "溪A0002；甲一"),
)
MEETINGS: Rows = (
    ("编号", "名称", "类型", "组织部门", "开始日期", "结束日期", "参加企业", "范围-标签", "家数", "除外情形"),
    ("会1", "座谈会", "会议", "应急", "2027-01-01", "2027-03-31", FIRM, None, None, None),
    ("会2", "营商环境调研", "调研", "市监", "2027-02-01", "2027-02-28", None, "食品生产", 5, "走访服务"),
)
PAST_CHECKS: Rows = (
    (CODE, "检查日期", "部门", "不受次数限制情形", "是否现场"),
    (FIRM, "2026-03-12", "市监", None, "是"),
    (credit_code(99), "2026-04-01", "应急", "安全生产", "否"),
)
PAST_MEETINGS: Rows = ((CODE, "日期", "类型", "除外情形"), (FIRM, "2026-12-08", "会议", None))

LISTS: Mapping[str, Rows] = {
    "部门": DEPARTMENTS,
    "检查对象名录": ENTERPRISES,
    "执法检查人员名录": INSPECTORS,
    "回避登记": RECUSALS,
    "抽查事项清单": ITEMS,
    "抽查任务": TASKS,
    "有因检查": CASES,
    "涉企会议调研": MEETINGS,
    "历史检查": PAST_CHECKS,
    "历史会议调研": PAST_MEETINGS,
}


def workbook(path: Path, sheets: Mapping[str, Rows] = LISTS) -> Path:
    """Write sheets as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def changed(rows: Rows, number: int, **cells: Any) -> Rows:
    """A list with cells of one data row (counted from 1) changed, by column title."""
    header, *lines = [list(row) for row in rows]
    for title, value in cells.items():
        lines[number - 1][header.index(title)] = value
    return [header, *lines]


def incoming(sheets: Mapping[str, Rows] = LISTS, file: str = "a.xlsx") -> Incoming:
    """Sheets as they come out of a file, without writing one."""
    rows = {}
    for sheet in SHEETS:
        header, *lines = sheets.get(sheet.name, [()])
        cells = [dict(zip(header, line, strict=False)) for line in lines]
        rows[sheet.list] = [IncomingRow(file, sheet.name, number, row) for number, row in enumerate(cells, 2)]
    return Incoming(rows, tuple(sheets))


def taken(path: Path, sheets: Mapping[str, Rows] = LISTS, county: County = EMPTY) -> ImportResult:
    """The result of importing sheets into a county."""
    return merge(county, read_lists([workbook(path, sheets)]))


def codes(messages: Sequence[Message]) -> set[str]:
    """The codes of messages and of the messages within them."""
    found = set()
    for message in messages:
        found.add(message.code)
        found |= codes([value for _, value in message.params if isinstance(value, Message)])
    return found
