"""One exported workbook for all tests of this folder; a test that alters it works on a copy."""

from pathlib import Path

import pytest

from inspector.exchange.export import write_workbook

from . import builders


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The approved plan's workbook."""
    path = tmp_path_factory.mktemp("export") / "计划.xlsx"
    return write_workbook(path, builders.snapshot(), builders.plan(), builders.office()).path
