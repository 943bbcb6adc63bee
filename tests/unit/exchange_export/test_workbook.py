"""Writing workbooks: whole or not at all, and read back as they were written."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.messages import Refusal
from inspector.exchange import workbook
from inspector.exchange.cells import escape, unescape
from inspector.exchange.official.table import (
    CODE,
    DATE,
    NUMBER,
    Column,
    Table,
    canonical,
    column_letter,
    lines_needed,
    listing,
    units,
)
from inspector.exchange.page import Print
from inspector.exchange.reading import read
from inspector.exchange.workbook import save

COLUMNS = (Column("编号", 12, CODE), Column("日期", 12, DATE), Column("数", 8, NUMBER), Column("说明", 20))


def table(*rows: tuple[str | int | date | None, ...]) -> Table:
    return listing("表", COLUMNS, rows)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    awkward = ("=1+1", "-3", "@SUM(A1)", "#N/A", "0012", "1e5", "TRUE", " 空 格 ", "两\n行", "_x0041_", "\x0b\r")
    made = save(tmp_path / "表.xlsx", [table(*((text, date(2027, 1, 5), 7, text) for text in awkward))], Print("题"))
    rows = read(made.path)["表"]
    assert rows[1:] == [(text, "2027-01-05", "7", text) for text in awkward]


def test_readers_that_trust_the_dimension_see_every_row(tmp_path: Path) -> None:
    made = save(tmp_path / "表.xlsx", [table(("1", None, 1, "一"), ("2", None, 2, "二"))], Print("题"))
    sheet = openpyxl.load_workbook(made.path, read_only=True).worksheets[0]
    assert len(list(sheet.iter_rows())) == 3
    assert sheet.calculate_dimension() == "A1:D3"


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook, "write", fail)
    with pytest.raises(Refusal, match="No space left"):
        save(path, [table()], Print("题"))
    assert [file.name for file in tmp_path.iterdir()] == ["表.xlsx"]
    assert path.read_bytes() == b"old"


MEANT = [table(("1", date(2027, 1, 5), 7, "一"), ("2", None, 8, "二"))]


@pytest.mark.parametrize(
    "written",
    [
        [table(("1", date(2027, 1, 5), 7, "一"), ("2", None, 9, "二"))],
        [table(("1", date(2027, 1, 6), 7, "一"), ("2", None, 8, "二"))],
        [table(("1", date(2027, 1, 5), 7, "一"), ("2", None, 8, None))],
        [table(("1", date(2027, 1, 5), 7, "一"))],
        [table(("1", date(2027, 1, 5), 7, "一"), ("2", None, 8, "二"), ("3", None, 9, "三"))],
        [*MEANT, listing("多", COLUMNS, ())],
        [listing("别名", COLUMNS, ())],
    ],
)
def test_a_workbook_that_reads_back_differently_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: list[Table]
) -> None:
    write = workbook.write
    monkeypatch.setattr(workbook, "write", lambda path, tables, *others: write(path, written, *others))
    with pytest.raises(Refusal, match="不符"):
        save(tmp_path / "表.xlsx", MEANT, Print("题"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_back_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "write", lambda path, *others: path.write_bytes(b"PK"))
    with pytest.raises(Refusal, match="不符"):
        save(tmp_path / "表.xlsx", MEANT, Print("题"))
    assert list(tmp_path.iterdir()) == []


@given(texts=st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",))), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_being_written_and_read_by_both_readers(tmp_path: Path, texts: list[str]) -> None:
    made = save(tmp_path / "表.xlsx", [table(*((text, None, None, f"{text}。") for text in texts))], Print("题"))
    assert read(made.path)["表"][1:] == [(text, "", "", f"{text}。") for text in texts]


@pytest.mark.parametrize("owner", [".~lock.表.xlsx#", "~$表.xlsx"])
def test_an_open_workbook_is_left_alone_and_another_name_is_used(tmp_path: Path, owner: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"open")
    (tmp_path / owner).write_text("somebody")
    made = save(path, [table()], Print("题"))
    assert made.path.name == "表(2).xlsx"
    assert "表(2).xlsx" in made.messages[0].text()
    assert path.read_bytes() == b"open"


def test_a_target_that_cannot_be_replaced_is_saved_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"open")
    replace = workbook.os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(target) == path:
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(workbook.os, "replace", locked)
    made = save(path, [table()], Print("题"))
    assert made.path.name == "表(2).xlsx"
    assert read(made.path)["表"][0] == ("编号", "日期", "数", "说明")


def test_bad_targets_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"\.xlsx"):
        save(tmp_path / "表.xls", [table()], Print("题"))
    with pytest.raises(Refusal, match="无法在"):
        save(tmp_path / "没有" / "表.xlsx", [table()], Print("题"))
    with pytest.raises(Refusal, match="32,767"):
        save(tmp_path / "表.xlsx", [table(("字" * 40_000,))], Print("题"))
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_excel_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    save(tmp_path / "正好.xlsx", [table(*((text, None, None, None) for text in "12"))], Print("题"))
    with pytest.raises(Refusal, match="最多存 3 行"):
        save(tmp_path / "表.xlsx", [table(*((text, None, None, None) for text in "123"))], Print("题"))
    assert [file.name for file in tmp_path.iterdir()] == ["正好.xlsx"]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_escaping_is_undone_by_reading(text: str) -> None:
    assert unescape(escape(text)) == text


def test_canonical_text_does_not_depend_on_the_program_that_saved_last() -> None:
    assert canonical(3.0) == canonical(3) == "3"
    assert canonical(datetime(2027, 1, 5)) == canonical(date(2027, 1, 5)) == "2027-01-05"
    assert canonical(None) == canonical("") == ""
    assert canonical(0.5) == "0.5"


def test_heights_of_wrapped_text() -> None:
    assert units("示例a1") == 6
    assert lines_needed("", 10) == 1
    assert lines_needed("示例示例", 10) == 1
    assert lines_needed("示例示例示", 10) == 2
    assert lines_needed("一\n二", 10) == 2
    assert lines_needed("A" * 17, 10) == 3


def test_column_letters() -> None:
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
