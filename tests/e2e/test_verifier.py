"""The stand-alone verifier, run as an auditor would, held against the program's own."""

from __future__ import annotations

import ast
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from inspector.exchange.export import write_workbook
from inspector.exchange.verify import verify
from tests.unit.exchange_export import builders

from .auditor import check
from .forging import DATA, FORM, FROZEN, INSPECTORS, LEDGER, MEETINGS, OFF_SITE, PLAN, TARGETS, TEAMS, seal_again, where
from .office import ok, run

SEALED = ("联合抽查实施计划表", "检查组派员表", "检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录", "参数")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_approved_workbook_passes(verifier: Path, done: tuple[Path, Path], language: str) -> None:
    found = check(verifier, done[1], language)
    assert found.returncode == 0, found.stdout + found.stderr
    assert ("核验通过" if language == "zh_CN" else "RIGHT") in found.stdout


def test_a_draft_passes(verifier: Path, copy: Path, tmp_path: Path) -> None:
    ok("export", copy, "-o", tmp_path / "draft.xlsx")
    assert check(verifier, tmp_path / "draft.xlsx").returncode == 0


@pytest.mark.parametrize("name", SEALED)
def test_both_verifiers_find_a_changed_cell(verifier: Path, done: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    book = openpyxl.load_workbook(done[1])
    page = book[name]
    titles = {cell.column: cell.value for cell in page[1]}
    cells = [
        cell
        for row in page.iter_rows(min_row=2)
        for cell in row
        if cell.value not in (None, "") and titles.get(cell.column) != "备注"
    ]
    cell = chance.choice(cells)
    cell.value = f"{cell.value}改"
    book.save(tmp_path / "changed.xlsx")
    alone = check(verifier, tmp_path / "changed.xlsx")
    assert alone.returncode == 1, alone.stdout
    assert name in alone.stdout
    assert not verify(tmp_path / "changed.xlsx").ok


def test_a_truncated_workbook_is_told_and_a_foreign_one_is_not_ours(
    verifier: Path, done: tuple[Path, Path], tmp_path: Path, lists: tuple[Path, Path]
) -> None:
    content = done[1].read_bytes()
    (tmp_path / "half.xlsx").write_bytes(content[: len(content) // 2])
    assert check(verifier, tmp_path / "half.xlsx").returncode == 1
    assert check(verifier, lists[0]).returncode == 2
    assert check(verifier, tmp_path / "missing.xlsx").returncode == 2


def test_the_verifier_shares_no_code_with_the_program(verifier: Path) -> None:
    assert "import inspector" not in verifier.read_text(encoding="utf-8")
    assert "from inspector" not in verifier.read_text(encoding="utf-8")


def test_an_old_python_can_run_it_with_its_standard_library_alone(verifier: Path) -> None:
    program = ast.parse(verifier.read_text(encoding="utf-8"), feature_version=(3, 8))
    taken = {alias.name for node in ast.walk(program) if isinstance(node, ast.Import) for alias in node.names}
    taken |= {str(node.module) for node in ast.walk(program) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in taken} <= sys.stdlib_module_names


def test_a_file_that_exists_is_left_alone(verifier: Path) -> None:
    before = verifier.read_bytes()
    assert run("verifier", "-o", verifier).code == 2
    assert verifier.read_bytes() == before


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """A very small plan, loaded once; each test takes back what it changed."""
    path = tmp_path_factory.mktemp("tiny") / "plan.xlsx"
    write_workbook(path, builders.snapshot(), builders.plan(), builders.office())
    return openpyxl.load_workbook(path)


@pytest.fixture
def forge(approved: openpyxl.Workbook, tmp_path: Path) -> Iterator[Callable[..., Path]]:
    changed: list[tuple[str, int, int, object]] = []

    def write(sheet: str, row: int, column: int, value: object) -> Path:
        cell = approved[sheet].cell(row, column)
        changed.append((sheet, row, column, cell.value))
        cell.value = value
        seal_again(approved)
        approved.save(tmp_path / "forged.xlsx")
        return tmp_path / "forged.xlsx"

    yield write
    for sheet, row, column, value in reversed(changed):
        approved[sheet].cell(row, column).value = value


def test_sealing_anew_changes_nothing_by_itself(verifier: Path, forge: Callable[..., Path]) -> None:
    whole = forge(PLAN, 2, 20, "企业来电，改走东门")
    assert check(verifier, whole).returncode == 0, check(verifier, whole).stdout
    assert verify(whole).ok


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value"),
    [
        (FORM, 6, 2, "别的〔2026〕9号"),
        (FORM, 11, 2, "0000 0000"),
        (PLAN, 2, 2, datetime(2027, 3, 30)),
        (PLAN, 2, 3, "半夜"),
        (PLAN, 2, 4, "91429088MA0000000X"),
        (PLAN, 2, 11, "SJ01 别的事项"),
        (PLAN, 2, 13, "市监：某人(1)、某人(2)"),
        (PLAN, 3, 14, "不计"),
        (OFF_SITE, 2, 8, datetime(2027, 3, 30)),
        (TEAMS, 2, 5, "某人、某人"),
        (MEETINGS, 2, 6, "91429088MA0000000X"),
        (LEDGER, 2, 4, "别的〔2026〕9号"),
        (TARGETS, 2, 4, "0" * 64),
        (TARGETS, 2, 5, 2),
        (TARGETS, 2, 9, "别的企业"),
        (INSPECTORS, 2, 4, 1),
        (INSPECTORS, 2, 6, "某人"),
        (INSPECTORS, 2, 7, "别的局"),
        (FROZEN, "检查对象", 6, "Z"),
        (FROZEN, "抽样框", 4, "可抽？"),
        (DATA, "H0", 2, "0" * 64),
        (DATA, "抽取", 4, "0" * 20),
        (DATA, "抽中", 3, "91429088MA0000000X"),
        (DATA, "概率", 5, "1"),
        (DATA, "派员", 4, "1"),
        (DATA, "办理", 2, "送审稿"),
    ],
)
def test_a_forgery_with_new_seals_is_found_by_both(
    verifier: Path,
    approved: openpyxl.Workbook,
    forge: Callable[..., Path],
    sheet: str,
    row: int | str,
    column: int,
    value: object,
) -> None:
    at = where(approved, sheet, row) if isinstance(row, str) else row
    assert approved[sheet].cell(at, column).value != value
    forged = forge(sheet, at, column, value)
    found = check(verifier, forged, "en")
    assert found.returncode == 1, found.stdout
    assert "Verdict: WRONG" in found.stdout
    assert not found.stderr
    assert not verify(forged).ok


def test_a_changed_cell_is_told_with_its_place_and_what_it_should_be(
    verifier: Path, forge: Callable[..., Path]
) -> None:
    found = check(verifier, forge(PLAN, 4, 3, "半夜"), "en").stdout
    assert f"sheet {PLAN}, row 4: column C 时段 reads '半夜', should read '" in found


def test_a_row_or_a_sheet_that_is_missing_is_found(verifier: Path, done: tuple[Path, Path], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(done[1])
    book[TEAMS].delete_rows(4)
    book.remove(book["操作日志"])
    book.save(tmp_path / "less.xlsx")
    found = check(verifier, tmp_path / "less.xlsx")
    assert found.returncode == 1
    assert "缺少工作表“操作日志”" in found.stdout
    assert f"“{TEAMS}”第 4 行" in found.stdout


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_passes(verifier: Path, done: tuple[Path, Path], tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", tmp_path / "out", done[1]]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    found = check(verifier, tmp_path / "out" / done[1].name)
    assert found.returncode == 0, found.stdout


def test_entities_in_a_workbook_are_refused(verifier: Path, done: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(done[1]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + content.partition(b"?>")[2 if b"?>" in content else 0]
            new.writestr(name, content)
    found = check(verifier, path, "en")
    assert found.returncode == 1
    assert "DOCTYPE" in found.stdout
