"""The template: it imports as nothing, and its example rows, freed of their mark, import as themselves."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from inspector.domain.messages import Refusal
from inspector.exchange.intake import merge, read_lists
from inspector.exchange.intake.sheets import CODE_LISTS, SHEETS
from inspector.exchange.intake.template import write_template

from .builders import EMPTY


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.xlsx"
    write_template(path)
    return path


def test_it_has_every_sheet_with_its_header(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == [*(sheet.name for sheet in SHEETS), CODE_LISTS]
    for sheet in SHEETS:
        assert [cell.value for cell in book[sheet.name][1]] == [column.title for column in sheet.columns]


def test_importing_it_untouched_adds_nothing(template: Path) -> None:
    result = merge(EMPTY, read_lists([template]))
    assert result.counts.total == 0
    assert result.county == EMPTY
    assert not result.notices


def test_its_example_rows_are_good_rows(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for sheet in SHEETS:
        first = book[sheet.name]["A3"]
        first.value = first.value.removeprefix("示例").strip()
    book.save(template)
    result = merge(EMPTY, read_lists([template]))
    assert not result.quarantined
    assert result.counts.new == len(SHEETS)


def test_terms_are_offered_to_choose_from(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    offered = {str(rule.sqref): rule.formula1 for rule in book["检查对象名录"].data_validations.dataValidation}
    assert '"A,B,C,D,未评级"' in offered.values()
    listed = [cell.value for row in book[CODE_LISTS].iter_rows() for cell in row]
    assert {"个体工商户", "实地检查", "涉嫌税收违法", "走访服务"} <= set(listed)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        write_template(tmp_path / "missing" / "a.xlsx")


@pytest.mark.parametrize("name", ["filled.xlsx", "a.county"])
def test_what_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    there.write_bytes(b"rows that took a week")
    with pytest.raises(Refusal):
        write_template(there)
    assert there.read_bytes() == b"rows that took a week"
    assert list(tmp_path.iterdir()) == [there]
