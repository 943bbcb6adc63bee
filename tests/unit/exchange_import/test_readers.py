"""Files of every kind, told by their content; and those that are no lists, told so in one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path
from threading import Event

import openpyxl
import pytest

from inspector.domain.messages import Refusal
from inspector.exchange.readers import RawSheet, child, limits, read_sheets
from inspector.exchange.readers.raw import CannotRead, Failure
from inspector.exchange.readers.text import decode, delimiter_of

from .builders import DEPARTMENTS, workbook

HEADER = ["部门编码", "部门名称", "简称"]
LINE = ["SCJG", "市场监督管理局", "市监"]


def only(path: Path) -> RawSheet:
    (sheet,) = read_sheets(path)
    return sheet


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_sheets(path)
    told = caught.value.message.text("en")
    assert path.name in told
    assert "\n" not in told
    return caught.value.message.code


def test_a_workbook_whatever_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"部门": DEPARTMENTS})
    renamed = path.rename(tmp_path / "list.xls")
    sheet = only(renamed)
    assert (sheet.name, sheet.first_row) == ("部门", 1)
    assert sheet.rows[:2] == [HEADER, LINE]


def test_rows_are_numbered_as_on_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C5"] = "部门编码"
    book.save(tmp_path / "a.xlsx")
    sheet = only(tmp_path / "a.xlsx")
    assert (sheet.first_row, sheet.rows) == (5, [["部门编码"]])


def test_merged_cells_hold_for_every_row_they_cover(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["所属部门", "姓名"], ["市监", "甲一"], [None, "甲二"], [None, "甲三"], ["应急", "乙一"]):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    assert [row[0] for row in only(tmp_path / "a.xlsx").rows] == ["所属部门", "市监", "市监", "市监", "应急"]


def test_a_percent_format_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["比例A", "比例B", "固定数"], [0.05, 1, 1], [0.07, 5, None]):
        book.active.append(row)
    for place, shown in {"A2": "0%", "A3": "0.00%", "B2": "0%"}.items():
        book.active[place].number_format = shown
    book.save(tmp_path / "a.xlsx")
    sheet = only(tmp_path / "a.xlsx")
    assert sheet.rows[1:] == [["5%", "100%", 1.0], ["7%", 5.0]]
    assert sheet.format_known


def test_hidden_sheets_say_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"部门": DEPARTMENTS, "旧": DEPARTMENTS})
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    assert [sheet.hidden for sheet in read_sheets(path)] == [False, True]


TEXT = "部门编码,部门名称,简称\r\nSCJG,市场监督管理局,市监\nYJGL,应急管理局,应急\rSWJG,税务局,税务\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_in_every_encoding_with_any_delimiter_and_mixed_line_ends(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "部门.csv"
    path.write_bytes(TEXT.replace(",", delimiter).encode(encoding))
    sheet = only(path)
    assert sheet.name == "部门"
    assert sheet.rows == [HEADER, LINE, ["YJGL", "应急管理局", "应急"], ["SWJG", "税务局", "税务"]]


def test_a_damaged_place_does_not_change_the_encoding() -> None:
    content = "云溪县甲食品有限公司,东关镇".encode()
    assert decode(content + b"\xff") == "云溪县甲食品有限公司,东关镇\N{REPLACEMENT CHARACTER}"


def test_the_delimiter_is_the_regular_one() -> None:
    text = "编号;名称;说明\n1;甲;一,二,三,四,五,六\n2;乙;一\n3;丙;一,二\n"
    assert delimiter_of(text) == ";"


def test_quoted_line_breaks_stay_in_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('部门编码,部门名称\nA,"甲\n局"\nB,乙局\n', encoding="utf-8")
    assert only(path).rows[1:] == [["A", "甲\n局"], ["B", "乙局"]]


SPREADSHEETML = """<?xml version="1.0" encoding="{encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="任务"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">标题</Data></Cell>
<Cell><Data ss:Type="String">右</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">市监</Data></Cell>
<Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.05</Data></Cell>
<Cell><Data ss:Type="DateTime">2027-01-05T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_xml_spreadsheet_2003(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(SPREADSHEETML.format(encoding=encoding).encode(encoding))
    sheet = only(path)
    assert sheet.name == "任务"
    assert sheet.rows[0] == ["标题", None, None, "右"]
    assert sheet.rows[1] == []
    assert sheet.rows[2][:3] == ["市监", None, "5%"]
    assert str(sheet.rows[2][3]) == "2027-01-05 00:00:00"
    assert sheet.rows[3] == ["市监", 2.0, True]


def test_a_web_page_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    page = (
        '<html><meta charset="gb2312"><table><tr><td colspan=2>名单</td><td>右</td></tr>'
        "<tr><th>部门编码</th><th>部门名称</th></tr><tr><td rowspan=2>A</td><td>甲&nbsp;局<br>二科</td></tr>"
        "<tr><td>乙局</td></tr></table></html>"
    )
    path.write_bytes(page.encode("gb18030"))
    assert only(path).rows == [
        ["名单", None, "右"],
        ["部门编码", "部门名称"],
        ["A", "甲\xa0局\n二科"],
        ["A", "乙局"],
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "read.empty"),
        ("blank.csv", b" \r\n ", "read.empty"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "read.not_a_list"),
        ("scan.xls", b"%PDF-1.7\n", "read.not_a_list"),
        ("machine.csv", b"MZ\x90\0\x03\0", "read.not_a_list"),
        ("ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "read.damaged"),
        ("letter.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "read.not_a_list"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "read.encrypted"),
        ("broken.xml", b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", None),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, name: str, content: bytes, code: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == (code or "read.damaged")


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.xlsx") == "read.missing"
    assert refusal(tmp_path) == "read.missing"


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-2000])
    assert refusal(path) == "read.damaged"


def test_another_office_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(path) == "read.not_a_list"


def test_a_file_that_asks_for_endless_memory_cannot_end_the_program(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "部门编码"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "bomb.xlsx")
    assert refusal(tmp_path / "bomb.xlsx") == "read.gave_up"


def test_a_file_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.exchange.readers.files.MOST_BYTES", 100)
    assert refusal(workbook(tmp_path / "a.xlsx")) == "read.too_large"


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.0)
    with pytest.raises(CannotRead) as caught:
        child.read("workbook", workbook(tmp_path / "a.xlsx"))
    assert caught.value.failure is Failure.TOO_MUCH


def test_reading_is_ended_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    cancel = Event()
    cancel.set()
    with pytest.raises(Refusal) as caught:
        read_sheets(workbook(tmp_path / "a.xlsx"), cancel)
    assert caught.value.message.code == "read.cancelled"
