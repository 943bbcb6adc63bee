"""Commands in a hostile place: files that would be written over, results nobody can read, logs that cannot be kept."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.store import CountyFile
from inspector.workflow import logs
from inspector.workflow.selftest import plan_tiny_county


class FullDisk(io.StringIO):
    """Standard output redirected to a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "a.county"
    CountyFile.create(path, "云汀县", "429088").close()
    return path


def test_an_export_is_not_written_over_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    county, _ = plan_tiny_county(tmp_path)
    lists = tmp_path / "lists.xlsx"
    lists.write_bytes(b"a department's rows")
    assert main(["export", str(county), "-o", str(lists)]) == 2
    assert "lists.xlsx" in capsys.readouterr().err
    assert lists.read_bytes() == b"a department's rows"
    lists.write_bytes(b"")
    for _ in range(2):
        assert main(["export", str(county), "-o", str(lists)]) == 0, "an empty file and an export of ours are replaced"


def test_no_output_takes_the_place_of_a_county_file(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = county.read_bytes()
    for words in (["template", str(county)], ["verifier", "-o", str(county)], ["demo", str(county / "inside")]):
        assert main([*words, "--lang", "en"]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert county.read_bytes() == before


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_what_was_done_is_not_called_undone_when_it_cannot_be_printed(
    county: Path, as_json: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", FullDisk())
        assert main(["settings", str(county), "officers", "3", "--lang", "en", *as_json]) == 2
    assert "was carried out" in capsys.readouterr().err
    with CountyFile.open(county) as file:
        assert file.county().settings.officers == 3


def test_a_log_that_cannot_be_kept_is_told(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("inspector.workflow.opening.open_county", fail)
    monkeypatch.setattr(logs, "new_log", lambda: tmp_path / "missing" / "log.txt")
    assert main(["status", str(county), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "could not be written" in told
