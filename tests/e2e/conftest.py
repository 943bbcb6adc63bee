"""One small county, planned once for all end-to-end tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from . import office


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return office.write_quarters(tmp_path_factory.mktemp("lists"))


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory, lists: tuple[Path, Path]) -> Path:
    """A county file with the first quarter staffed; tests work on copies."""
    return office.planned(tmp_path_factory.mktemp("staffed"), lists[0])


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory, staffed: Path) -> tuple[Path, Path]:
    """A county file with the first quarter approved, and its workbook."""
    folder = tmp_path_factory.mktemp("approved")
    file = Path(shutil.copy(staffed, folder))
    office.approved(file)
    workbook = folder / "plan.xlsx"
    office.ok("export", file, "-o", workbook)
    return file, workbook


@pytest.fixture
def copy(tmp_path: Path, staffed: Path) -> Path:
    return Path(shutil.copy(staffed, tmp_path))


@pytest.fixture(scope="session")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("auditor") / "check_workbook.py"
    office.ok("verifier", "-o", path)
    return path
