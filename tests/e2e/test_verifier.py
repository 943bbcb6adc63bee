"""The stand-alone verifier, run as an auditor would, held against the program's own."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from .office import ok, run

SEALED = ("联合抽查实施计划表", "检查组派员表", "检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录", "参数")


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("auditor") / "check_workbook.py"
    ok("verifier", "-o", path)
    return path


def check(verifier: Path, workbook: Path, language: str = "zh_CN") -> subprocess.CompletedProcess[str]:
    """Without the program: isolated from this environment's packages and settings."""
    words = [sys.executable, "-I", "-X", "utf8", str(verifier), str(workbook), "--lang", language]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120)


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
    assert run("verify", tmp_path / "changed.xlsx").code == 1


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


def test_a_file_that_exists_is_left_alone(verifier: Path) -> None:
    before = verifier.read_bytes()
    assert run("verifier", "-o", verifier).code == 2
    assert verifier.read_bytes() == before
