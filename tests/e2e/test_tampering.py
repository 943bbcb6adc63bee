"""An approved workbook is changed after the event: the verifier says on which sheet and in which row."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from inspector.exchange.reading import read
from inspector.exchange.verify import Sheets, verify, verify_sheets

from .office import run

SAMPLED = ("联合抽查实施计划表", "检查组派员表", "检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录", "参数")
REMARKS = "备注"
SEED = 20270101


@pytest.fixture(scope="module")
def sheets(done: tuple[Path, Path]) -> Sheets:
    """The cells of the approved workbook; tests change copies."""
    return read(done[1])


def sample(page: list[tuple[str, ...]], name: str) -> list[tuple[int, int]]:
    """A row (from 1, none twice) for every column of a sheet (from 0) that is not free to edit.

    A column is left out only if all its filled rows are taken by other columns.
    """
    chance = random.Random(f"{SEED} {name}")
    width = max(map(len, page))
    columns = [at for at in range(width) if REMARKS not in page[0][at : at + 1]]
    places: dict[int, int] = {}
    for at in columns:
        filled = [row for row, cells in enumerate(page, 1) if row > 1 and cells[at : at + 1] > ("",)]
        free = [row for row in filled or range(2, len(page) + 1) if row not in places]
        if free:
            places[chance.choice(free)] = at
    return sorted(places.items())


def tampered(text: object) -> str:
    return f"{text or ''}改"


@pytest.mark.parametrize("name", SAMPLED)
def test_a_changed_cell_of_any_column_is_named_by_sheet_and_row(name: str, sheets: Sheets) -> None:
    places = sample(sheets[name], name)
    assert len(places) > 1
    page = [list(cells) for cells in sheets[name]]
    for row, column in places:
        line = page[row - 1]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = tampered(line[column])
    found = verify_sheets({**sheets, name: [tuple(cells) for cells in page]})
    told = [message.text() for message in found.findings]
    for row, column in places:
        assert any(name in text and f"第 {row} 行" in text for text in told), (row, column, told)


@pytest.mark.parametrize("name", ["抽取时点名录", "参数"])
def test_one_changed_cell_of_the_data_is_enough(name: str, sheets: Sheets) -> None:
    for row, column in sample(sheets[name], name):
        page = list(sheets[name])
        cells = page[row - 1]
        page[row - 1] = (*cells[:column], tampered(cells[column]), *cells[column + 1 :])
        found = verify_sheets({**sheets, name: page})
        assert any(name in message.text() and f"第 {row} 行" in message.text() for message in found.findings)


def test_cells_changed_in_excel_are_listed_by_the_command(done: tuple[Path, Path], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(done[1])
    wanted = []
    for name in SAMPLED[:4]:
        page: Worksheet = book[name]
        for row, column in sample(read_page(page), name)[:4]:
            cell = page.cell(row, column + 1)
            cell.value = tampered(cell.value)
            wanted.append((name, row))
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    told = run("verify", changed)
    assert told.code == 1
    for name, row in wanted:
        assert any(name in line and f"第 {row} 行" in line for line in told.out.splitlines()), (name, row, told.out)


def read_page(page: Worksheet) -> list[tuple[str, ...]]:
    return [tuple("" if value is None else str(value) for value in row) for row in page.iter_rows(values_only=True)]


def test_remarks_written_after_the_approval_are_nobodys_business(done: tuple[Path, Path], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(done[1])
    remarked = 0
    for page in book:
        titles = [cell.value for cell in page[1]]
        if REMARKS in titles:
            for row in range(2, page.max_row + 1):
                page.cell(row, titles.index(REMARKS) + 1).value = f"已办 {row}"
                remarked += 1
    assert remarked
    book.save(tmp_path / "remarked.xlsx")
    assert run("verify", tmp_path / "remarked.xlsx").code == 0


def test_saving_it_again_in_libreoffice_changes_nothing(done: tuple[Path, Path], tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*words, str(tmp_path / "again"), str(done[1])], check=True, capture_output=True, timeout=120)
    again = tmp_path / "again" / done[1].name
    assert again.read_bytes() != done[1].read_bytes()
    found = verify(again)
    assert found.ok, [message.text() for message in found.findings]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_damaged_not_foreign(done: tuple[Path, Path], tmp_path: Path, share: float) -> None:
    content = done[1].read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(content[: int(len(content) * share)])
    told = run("verify", cut)
    assert told.code == 1
    assert "Traceback" not in told.err


def test_a_removed_sheet_is_missed_by_name(done: tuple[Path, Path], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(done[1])
    del book["检查组派员表"]
    book.save(tmp_path / "fewer.xlsx")
    told = run("verify", tmp_path / "fewer.xlsx")
    assert told.code == 1
    assert "检查组派员表" in told.out


@pytest.mark.parametrize("name", SAMPLED)
def test_no_sheet_can_be_left_out(name: str, sheets: Sheets) -> None:
    found = verify_sheets({other: rows for other, rows in sheets.items() if other != name})
    assert not found.ok
    assert any(name in message.text() for message in found.findings)


def test_a_workbook_of_another_program_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["联合抽查实施计划表", "序号"])
    book.save(tmp_path / "other.xlsx")
    assert run("verify", tmp_path / "other.xlsx").code == 2
