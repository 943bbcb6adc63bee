"""A workbook as exported, or saved again elsewhere, verifies; anything altered is found and located."""

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.messages import Refusal
from inspector.exchange import seal
from inspector.exchange.export import write_workbook
from inspector.exchange.identify import Origin, identify
from inspector.exchange.official import NAMES, SHEETS, official_tables
from inspector.exchange.page import Print
from inspector.exchange.reading import read
from inspector.exchange.verify import Verification, verify, verify_sheets
from inspector.exchange.workbook import save

from . import builders

PLAN = "联合抽查实施计划表"
LOCATED = (PLAN, "检查组派员表", "检查对象随机抽取记录", "检查人员随机抽取记录", "抽取时点名录")


def told(found: Verification) -> str:
    return "\n".join(message.text() for message in found.findings)


def places(found: Verification) -> set[tuple[object, object, object]]:
    every = [dict(message.params) for message in found.findings]
    return {(one["sheet"], one["row"], one["column"]) for one in every if "column" in one}


def altered(exported: Path, tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> Verification:
    book = openpyxl.load_workbook(exported)
    change(book)
    path = tmp_path / "改动.xlsx"
    book.save(path)
    return verify(path)


def test_an_untouched_workbook_verifies(exported: Path) -> None:
    found = verify(exported)
    assert (found.ok, told(found)) == (True, "")
    assert len(found.checked) == 5


def test_a_draft_verifies_and_is_called_one(tmp_path: Path) -> None:
    made = write_workbook(tmp_path / "草稿.xlsx", builders.snapshot(), builders.plan(), builders.office(approved=False))
    found = verify(made.path)
    assert found.ok
    assert any("送审稿" in message.text() for message in found.warnings)


def test_saving_with_another_library_changes_nothing(exported: Path, tmp_path: Path) -> None:
    assert altered(exported, tmp_path, lambda book: None).ok


def every_column() -> list[tuple[str, int]]:
    """A sealed column of every official sheet, by name and position, where the sheet has anything in it."""
    tables = official_tables(builders.snapshot(), builders.plan(), builders.office())
    return [
        (table.name, at)
        for table in tables
        for at in range(len(table.columns))
        if at not in table.unsealed and any(at < len(row) and row[at] for row in table.texts())
    ]


@pytest.mark.parametrize(("name", "column"), every_column())
def test_a_changed_cell_is_located_by_sheet_row_and_column(exported: Path, name: str, column: int) -> None:
    sheets = read(exported)
    rows = [at for at, row in enumerate(sheets[name]) if column < len(row) and row[column]]
    row = rows[-1]
    cells = list(sheets[name][row])
    cells[column] += "改"
    sheets[name][row] = tuple(cells)
    found = verify_sheets(sheets)
    assert not found.ok
    here = [str(where) for sheet, at, where in places(found) if (sheet, at) == (name, row + 1)]
    letters = {where.split("（")[-1].rstrip("）") for where in here}
    assert letters == {openpyxl.utils.get_column_letter(column + 1)}


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_non_blank_cell_can_be_changed_unseen(exported: Path, data: st.DataObject) -> None:
    sheets = read(exported)
    name = data.draw(st.sampled_from((*NAMES, seal.NAME)))
    unsealed = {sheet.name: sheet.unsealed for sheet in SHEETS}.get(name, frozenset())
    cells = [
        (at, column)
        for at, row in enumerate(sheets[name])
        for column, text in enumerate(row)
        if text and not (at and column in unsealed)
    ]
    at, column = data.draw(st.sampled_from(cells))
    changed = data.draw(st.text(max_size=5).filter(lambda text: text != sheets[name][at][column]))
    row = list(sheets[name][at])
    row[column] = changed
    sheets[name][at] = tuple(row)
    found = verify_sheets(sheets)
    assert not found.ok
    assert name in told(found)


def test_a_changed_cell_is_told_with_what_it_should_be(exported: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[PLAN]["F3"] = "别的镇"

    found = altered(exported, tmp_path, change)
    town = read(exported)[PLAN][2][5]
    assert told(found) == f"工作表“{PLAN}”第 3 行“乡镇街道（F）”列：现为“别的镇”，应为“{town}”。"


def test_a_formula_with_the_right_value_is_an_alteration(exported: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[PLAN]["A2"] = "=1"

    assert (PLAN, 2, "序号（A）") in places(altered(exported, tmp_path, change))


def test_a_cell_that_was_blank_is_sealed_blank(exported: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["会议调研安排"]["I2"] = "走访服务"

    assert ("会议调研安排", 2, "除外情形（I）") in places(altered(exported, tmp_path, change))


def test_remarks_may_be_edited_but_not_their_title(exported: Path, tmp_path: Path) -> None:
    def remark(book: openpyxl.Workbook) -> None:
        book[PLAN]["T2"] = "企业来电，改走东门"
        book[PLAN]["T3"] = None

    def title(book: openpyxl.Workbook) -> None:
        book[PLAN]["T1"] = "检查结果"

    assert altered(exported, tmp_path, remark).ok
    assert "备注" in told(altered(exported, tmp_path, title))


@pytest.mark.parametrize("name", [*NAMES, seal.NAME])
def test_a_deleted_sheet_is_missed(exported: Path, tmp_path: Path, name: str) -> None:
    found = altered(exported, tmp_path, lambda book: book.remove(book[name]))
    assert not found.ok
    assert f"缺少工作表“{name}”" in told(found)


def test_an_added_sheet_is_named(exported: Path, tmp_path: Path) -> None:
    found = altered(exported, tmp_path, lambda book: book.create_sheet("补充"))
    assert "“补充”" in told(found)


@pytest.mark.parametrize("name", LOCATED)
def test_a_deleted_row_is_one_finding_not_hundreds(exported: Path, tmp_path: Path, name: str) -> None:
    found = altered(exported, tmp_path, lambda book: book[name].delete_rows(4))
    assert not found.ok
    rows = [dict(message.params) for message in found.findings if message.code == "verify.rows"]
    assert {one["sheet"] for one in rows} == {name}
    assert len(found.findings) <= 4


def test_swapped_rows_are_found(exported: Path) -> None:
    sheets = read(exported)
    rows = sheets["检查组派员表"]
    rows[1], rows[2] = rows[2], rows[1]
    assert {row for sheet, row, _ in places(verify_sheets(sheets)) if sheet == "检查组派员表"} == {2, 3}


def resealed(tmp_path: Path, change: Callable[[dict[str, list[list[object]]]], None]) -> Verification:
    """A forger's workbook: cells changed and every seal made anew over them."""
    tables = official_tables(builders.snapshot(), builders.plan(), builders.office())
    values = {table.name: [list(line.values) for line in table.lines] for table in tables}
    change(values)
    forged = tuple(
        replace(
            table,
            lines=tuple(
                replace(line, values=tuple(cells)) for line, cells in zip(table.lines, values[table.name], strict=True)
            ),
        )
        for table in tables
    )
    made = save(tmp_path / "伪造.xlsx", (*forged, seal.seal_sheet(forged)), Print("伪造"))
    return verify(made.path)


def test_sealing_a_forged_row_anew_does_not_help(tmp_path: Path) -> None:
    def change(values: dict[str, list[list[object]]]) -> None:
        values["检查组派员表"][1][4] = "别人"

    found = resealed(tmp_path, change)
    assert ("检查组派员表", 2, "检查人员（E）") in places(found)


def test_forged_lists_no_longer_give_the_frozen_hash(tmp_path: Path) -> None:
    def change(values: dict[str, list[list[object]]]) -> None:
        row = next(row for row in values["抽取时点名录"] if row[:2] == ["检查对象", "91429999MA0000007X"])
        row[5] = "D" if row[5] != "D" else "A"

    assert any(message.code == "verify.h0_differs" for message in resealed(tmp_path, change).findings)


def test_a_forged_result_of_the_draw_is_recomputed(tmp_path: Path) -> None:
    def change(values: dict[str, list[list[object]]]) -> None:
        for row in values["参数"]:
            if row[0] == "派员" and row[3] == builders.plan().postings[-1].certificate:
                row[3] = "03000006"

    assert not resealed(tmp_path, change).ok


def test_an_approval_cannot_be_left_out_of_an_official_workbook(tmp_path: Path) -> None:
    office = replace(builders.office(), approval=None)
    made = write_workbook(tmp_path / "无批准.xlsx", builders.snapshot(), builders.plan(), office)
    found = verify(made.path)
    assert any(message.code == "verify.without_approval" for message in found.findings)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_ours_and_damaged(exported: Path, tmp_path: Path, share: float) -> None:
    content = exported.read_bytes()
    path = tmp_path / "截断.xlsx"
    path.write_bytes(content[: int(len(content) * share)])
    found = verify(path)
    assert not found.ok
    assert "损坏" in told(found)


@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_byte_never_stops_the_verifier(exported: Path, tmp_path: Path, place: float, flip: int) -> None:
    content = bytearray(exported.read_bytes())
    content[int(place * len(content))] ^= flip
    path = tmp_path / "坏字节.xlsx"
    path.write_bytes(content)
    verify(path)


def test_a_part_missing_from_the_archive_is_damage(exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "缺件.xlsx"
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet2.xml":
                new.writestr(name, old.read(name))
    assert not verify(path).ok


def test_a_workbook_without_the_marker_is_known_by_its_sheets(exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "无标记.xlsx"
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/custom.xml":
                content = re.sub(rb"<property .*</property>", b"", content)
            new.writestr(name, content)
    assert identify(path) is Origin.OURS


def test_foreign_files_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "统一社会信用代码/注册号"
    workbook = tmp_path / "名录.xlsx"
    book.save(workbook)
    text = tmp_path / "名录.csv"
    text.write_text("统一社会信用代码/注册号,企业名称\n", encoding="utf-8")
    archive = tmp_path / "公文.docx"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<document/>" * 100)
    cut = tmp_path / "半个.docx"
    cut.write_bytes(archive.read_bytes()[:-40])
    for path in (workbook, text, archive, cut):
        with pytest.raises(Refusal) as refused:
            verify(path)
        assert refused.value.exit_code == 2
        assert path.name in str(refused.value)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="无法读取"):
        verify(tmp_path / "没有.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_still_verifies(exported: Path, tmp_path: Path) -> None:
    import subprocess

    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(exported)], check=True, capture_output=True, timeout=180)
    found = verify(tmp_path / exported.name)
    assert (found.ok, told(found)) == (True, "")
