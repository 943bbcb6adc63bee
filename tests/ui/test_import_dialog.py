"""Import by clicks: seen before it is saved, columns matched once, quarantined rows put right in place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.messages import LANGUAGES, ZH
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.dialogs.mapping import MappingDialog, learned
from inspector.ui.dialogs.quarantine import MendDialog
from inspector.ui.main_window import MainWindow
from inspector.workflow.import_preview import Fate
from inspector.workflow.opening import create_county

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
DEPARTMENTS = [["部门编码", "部门名称", "简称"], ["C", "丙局", "丙"], ["D", "丁局", "丁"]]
ENTERPRISES = [
    ["统一社会信用代码/注册号", "企业名称", "信用风险等级", "乡镇街道"],
    ["429088000001001", "一号店", "A", "东乡"],
    ["坏代码", "二号店", "B", "东乡"],
    ["429088000001003", "三号店", "Z", "东乡"],
]
FOREIGN = [["主体代码", "主体名称", "片区"], ["429088000001004", "四号店", "西乡"]]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.county"
    create_county(path, "云汀县", "429088").close()
    return path


def written(folder: Path, name: str, rows: list[list[str]]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def dialog_of(qtbot: QtBot, window: MainWindow, *paths: Path) -> ImportDialog:
    window.import_files(paths)
    settled(qtbot, window.session)
    return next(each for each in window.findChildren(ImportDialog) if each.isVisible())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_be_imported_is_seen_first_and_then_imported(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path, language: str
) -> None:
    window = open_window(empty, language)
    lists = [written(tmp_path, "d.csv", DEPARTMENTS), written(tmp_path, "e.csv", ENTERPRISES)]
    dialog = dialog_of(qtbot, window, *lists)
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.NEW: 3, Fate.QUARANTINED: 2}
    # what needs a decision stands first
    assert [dialog.rows.row(at).fate for at in range(2)] == [Fate.QUARANTINED] * 2
    assert "坏代码" in dialog.rows.row(0).what[0].text()
    dialog.fate.setCurrentIndex(1)
    assert dialog.rows.rowCount() == 3
    assert window.session.shown is not None
    assert window.session.shown.county.enterprises == ()
    dialog.go.click()
    settled(qtbot, window.session)
    assert not dialog.isVisible()
    county = window.session.shown.county
    assert [row.name for row in county.enterprises] == ["一号店"]
    assert len(county.departments) == 2
    assert len(window.session.shown.quarantined) == 2


def test_a_second_import_says_what_changes_from_what_to_what(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path
) -> None:
    window = open_window(empty, ZH)
    dialog_of(qtbot, window, written(tmp_path, "d.csv", DEPARTMENTS)).go.click()
    settled(qtbot, window.session)
    changed = [DEPARTMENTS[0], ["C", "丙总局", "丙"], DEPARTMENTS[2]]
    dialog = dialog_of(qtbot, window, written(tmp_path, "d2.csv", changed))
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.UPDATED: 1, Fate.UNCHANGED: 1}
    (message,) = dialog.rows.row(0).what
    assert message.text() == "部门名称：丙局 → 丙总局"
    dialog.reject()
    assert window.session.shown is not None
    assert window.session.shown.county.departments[0].name == "丙局"


def test_a_foreign_sheet_is_matched_once_and_known_from_then_on(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path
) -> None:
    window = open_window(empty, ZH)
    dialog = dialog_of(qtbot, window, written(tmp_path, "foreign.csv", FOREIGN))
    assert dialog.preview is None
    assert not dialog.go.isEnabled()
    assert "foreign.csv" in dialog.said.text()
    dialog.match.click()
    (mapping,) = dialog.findChildren(MappingDialog)
    names = [mapping.list.itemText(at) for at in range(mapping.list.count())]
    mapping.list.setCurrentIndex(names.index("检查对象名录"))
    assert not mapping.go.isEnabled()
    for title, foreign in (("统一社会信用代码/注册号", "主体代码"), ("企业名称", "主体名称"), ("乡镇街道", "片区")):
        mapping.choices[title].setCurrentText(foreign)
    assert mapping.go.isEnabled()
    mapping.go.click()
    settled(qtbot, window.session)
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.NEW: 1}
    assert learned(window.preferences)["enterprises"]["乡镇街道"] == ["片区"]
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert window.session.shown.county.enterprises[0].town == "西乡"
    # the next file of that office needs nothing
    again = dialog_of(qtbot, window, written(tmp_path, "again.csv", FOREIGN))
    assert again.preview is not None
    assert not again.match.isVisible()
    again.reject()


def test_files_are_added_and_left_out_again(qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path) -> None:
    window = open_window(empty, ZH)
    good, bad = written(tmp_path, "d.csv", DEPARTMENTS), tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    dialog = dialog_of(qtbot, window, good, good)
    assert dialog.files.count() == 1
    dialog.add_files([bad])
    settled(qtbot, window.session)
    assert not dialog.go.isEnabled()
    assert "bad.xlsx" in dialog.said.text()
    dialog.files.setCurrentRow(1)
    dialog.remove_file()
    settled(qtbot, window.session)
    assert dialog.go.isEnabled()
    dialog.files.setCurrentRow(0)
    dialog.remove_file()
    settled(qtbot, window.session)
    assert not dialog.go.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quarantined_row_is_put_right_by_the_rules_of_the_import(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path, language: str
) -> None:
    window = open_window(empty, language)
    dialog_of(qtbot, window, written(tmp_path, "e.csv", ENTERPRISES)).go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    first, second = window.session.shown.quarantined
    mend = MendDialog(window.session, first, window)
    mend.open()
    code = mend.fields["统一社会信用代码/注册号"]
    assert code.text() == "坏代码"
    code.setText("还是坏")
    mend.go.click()
    settled(qtbot, window.session)
    assert mend.isVisible()
    assert "还是坏" in mend.reason.text()
    code.setText("429088000001002")
    mend.go.click()
    settled(qtbot, window.session)
    assert not mend.isVisible()
    shown = window.session.shown
    assert {row.name for row in shown.county.enterprises} == {"一号店", "二号店"}
    (left,) = shown.quarantined
    assert (left.row, left.cells, left.reason_zh) == (second.row, second.cells, second.reason_zh)
