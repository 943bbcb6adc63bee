"""The reader of our own workbooks: what any program may have made of their cells, and what no program makes."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import MAC_EPOCH

from inspector.exchange.official.table import column_letter
from inspector.exchange.reading import MOST_COLUMNS, MOST_ROWS, BadWorkbook, read

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}


def saved(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


def with_parts(path: Path, **parts: str) -> Path:
    """A workbook of one sheet with parts of its archive put in the place of those it has, or added."""
    made = saved(path.with_suffix(".plain.xlsx"), openpyxl.Workbook())
    own = {PARTS[name]: content for name, content in parts.items()}
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name not in own:
                new.writestr(name, old.read(name))
        for name, content in own.items():
            new.writestr(name, content)
    return path


def of_rows(rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def sheet(path: Path, rows: str) -> Path:
    return with_parts(path, sheet=of_rows(rows))


def test_every_kind_of_cell_has_its_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "各种"
    page.append(["文字", 7, 7.5, -3, date(2027, 1, 5), datetime(2027, 1, 5, 9, 30), True, "#N/A", "=1+1", None])
    page["L2"] = " 空格 "
    found = read(saved(tmp_path / "种.xlsx", book))
    first = ("文字", "7", "7.5", "-3", "2027-01-05", "2027-01-05 09:30:00", "TRUE", "#N/A", "公式 =1+1")
    assert found == {"各种": [first, ("",) * 11 + (" 空格 ",)]}


def test_dates_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    book.active["A1"] = date(2027, 1, 5)
    assert read(saved(tmp_path / "苹果.xlsx", book)) == {"Sheet": [("2027-01-05",)]}


def test_rows_and_cells_without_numbers_follow_one_another(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row r="4"><c t="b"><v>0</v></c></row><row/>'
    assert read(sheet(tmp_path / "无号.xlsx", rows)) == {"Sheet": [("1", "", "2", "3"), (), (), ("FALSE",)]}


def test_prefixed_elements_are_read_like_plain_ones(tmp_path: Path) -> None:
    rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row>'
    content = f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    path = with_parts(tmp_path / "前缀.xlsx", sheet=content)
    assert read(path) == {"Sheet": [("甲",)]}


def test_reading_aids_are_no_text_and_runs_are_joined(tmp_path: Path) -> None:
    aid = '<rPh sb="0" eb="1"><t>jia</t></rPh>'
    strings = f"<sst {MAIN}><si><r><t>甲</t></r><r><t xml:space='preserve'> 乙_x000D_</t></r>{aid}</si></sst>"
    cells = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>丙</t>{aid}</is></c></row>'
    path = with_parts(tmp_path / "注音.xlsx", sheet=of_rows(cells), strings=strings)
    assert read(path) == {"Sheet": [("甲 乙\r", "丙")]}


def test_a_sheet_of_one_chart_is_there_without_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_chartsheet("图").add_chart(BarChart())
    assert read(saved(tmp_path / "图.xlsx", book)) == {"Sheet": [("1",)], "图": []}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        f'<row r="{MOST_ROWS + 1}"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        f'<row r="1"><c r="{column_letter(MOST_COLUMNS)}1"><v>1</v></c></row>',
    ],
)
def test_cells_out_of_their_place_are_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(BadWorkbook):
        read(sheet(tmp_path / "乱.xlsx", rows))


def test_more_cells_than_any_workbook_of_ours_are_refused(tmp_path: Path) -> None:
    far = column_letter(MOST_COLUMNS - 1)
    rows = "".join(f'<row r="{row}"><c r="{far}{row}"><v>1</v></c></row>' for row in range(1, 3100))
    with pytest.raises(BadWorkbook, match="too many"):
        read(sheet(tmp_path / "大.xlsx", rows))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    content = f'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet {MAIN}><sheetData/></worksheet>'
    with pytest.raises(BadWorkbook, match="document type"):
        read(with_parts(tmp_path / "实体.xlsx", sheet=content))
