"""Forgeries: cells changed, and every seal made anew over them, as section 12 of the protocol says."""

from __future__ import annotations

import hashlib
from datetime import datetime

import openpyxl

PLAN, TEAMS, MEETINGS, LEDGER = "联合抽查实施计划表", "检查组派员表", "会议调研安排", "不受年度次数限制检查台账"
TARGETS, INSPECTORS, FROZEN, DATA = "检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录", "参数"
FORM, OFF_SITE, SEALS = "涉企检查计划审批表", "非现场检查任务表", "封签"


def text(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


def sha(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def row_text(cells: list[str]) -> str:
    escaped = (cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for cell in cells)
    return "\t".join(escaped).rstrip("\t") + "\n"


def seal_again(book: openpyxl.Workbook) -> None:
    page, at, whole = book[SEALS], 2, ""
    for sheet in book:
        titles = [text(cell.value) for cell in sheet[1]]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if sheet.title == SEALS:
                continue
            cells = [text(value) for value in row]
            if number > 1 and sheet.title == PLAN:
                cells[titles.index("备注")] = ""
            marks = " ".join(sha(cell)[:6] if cell else "-" for cell in row_text(cells)[:-1].split("\t"))
            if any("\n" in cell for cell in cells):
                marks = page.cell(at, 4).value
            sealed = [sheet.title, number, sha(row_text(cells)), marks if any(cells) else None]
            for column, value in enumerate(sealed, 1):
                page.cell(at, column).value = value
            whole += row_text([text(value) for value in sealed])
            at += 1
    page.cell(at, 3).value = sha(whole)


def where(book: openpyxl.Workbook, sheet: str, kind: str) -> int:
    """The first row of a kind on a sheet of data."""
    return next(cell.row for cell in book[sheet]["A"] if cell.value == kind)
