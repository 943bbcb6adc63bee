"""The empty import workbook: header, a row of hints, an example row, choices to pick from, and the code lists."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from ...domain.messages import Refusal, Wording
from .sheets import CODE_LISTS, SHEETS, Column, Sheet

CANNOT_WRITE = Wording(
    "template.cannot_write",
    "写不了文件 {path}：{why}。请关闭正在打开它的程序，或换一个文件夹。",
    "Cannot write {path}: {why}. Close the program that has it open, or choose another folder.",
)
NOT_XLSX = Wording(
    "template.not_xlsx",
    "“{name}”不是 .xlsx 文件名。请用 .xlsx 结尾的文件名。",
    "'{name}' is not the name of an .xlsx file. Use a name that ends in .xlsx.",
)
TAKEN = Wording(
    "template.taken",
    "{path} 已经存在，里面可能已有填好的内容，没有覆盖。请换一个文件名。",
    "{path} exists, perhaps with rows filled in, and was left alone. Choose another name.",
)
ROWS = 2000
"""Rows that are set up as text and with choices."""
FILL, HINT_COLOUR = "FFDDE6F0", "FF7A7A7A"


def write_template(path: Path) -> None:
    """Write the template, over no file that exists; importing it untouched adds nothing.

    Raises:
        Refusal: the file exists or cannot be written, or its name is not one of an .xlsx file.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(NOT_XLSX(name=path.name))
    if path.exists():
        raise Refusal(TAKEN(path=str(path)))
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.name), sheet)
    _fill_code_lists(book.create_sheet(CODE_LISTS))
    try:
        handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=".template-", dir=path.absolute().parent)
        os.close(handle)
        try:
            book.save(name)
            Path(name).chmod(0o644)  # a temporary file is its owner's only
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(path=str(path), why=error.strerror or str(error))) from None


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        head = page.cell(1, number, column.title)
        head.font, head.fill = Font(name="黑体", bold=column.required), PatternFill("solid", fgColor=FILL)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        hint, example = page.cell(2, number, _hint(column, number)), page.cell(3, number, column.example)
        if number == 1:
            example.value = f"示例 {column.example}"
        for cell in (hint, example):
            cell.font = Font(name="宋体", italic=True, color=HINT_COLOUR)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
        page.column_dimensions[letter].width = max(12, 2 * len(column.title) + 4)
        page.column_dimensions[letter].number_format = "@"
        if column.choices:
            choices = ",".join(str(member.value) for member in column.choices)
            pick = DataValidation("list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False)
            pick.add(f"{letter}4:{letter}{ROWS}")
            page.add_data_validation(pick)
    page.row_dimensions[1].height = 30
    page.row_dimensions[2].height = 44
    page.freeze_panes = "A2"


def _hint(column: Column, number: int) -> str:
    parts = ["必填" if column.required else "选填", column.hint]
    told = "，".join(part for part in parts if part)
    return f"说明：{told}" if number == 1 else told


def _fill_code_lists(page: Any) -> None:
    from openpyxl.styles import Font

    seen = []
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.choices and column.choices not in seen:
                seen.append(column.choices)
                place = len(seen)
                page.cell(1, place, column.title).font = Font(name="黑体", bold=True)
                for row, member in enumerate(column.choices, 2):
                    page.cell(row, place, str(member.value))
                page.column_dimensions[page.cell(1, place).column_letter].width = 24
