"""The tiny county of the self-test, planned once; tests work on copies of its file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.store import CountyFile
from inspector.workflow.selftest import plan_tiny_county


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, visits = plan_tiny_county(tmp_path_factory.mktemp("tiny"))
    assert visits
    return path


@pytest.fixture
def staffed(planned: Path, tmp_path: Path) -> Iterator[CountyFile]:
    """A county file whose first quarter is staffed."""
    with CountyFile.open(Path(shutil.copy(planned, tmp_path))) as file:
        yield file
