"""Import by clicks: seen before it is saved, columns matched once, quarantined rows put right in place."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.messages import LANGUAGES, ZH
from inspector.store import CountyFile
from inspector.ui.dialogs.correct_row import CorrectDialog
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.dialogs.mapping import MappingDialog, learned
from inspector.ui.dialogs.quarantine import DiscardDialog, MendDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.models.preview_rows import URGENCY
from inspector.ui.pages.lists import QUARANTINE, ListsPage
from inspector.workflow import importing, list_files
from inspector.workflow.import_preview import Fate
from inspector.workflow.opening import create_county
from inspector.workflow.overview import StepName

from .conftest import OpenWindow, seen, settled

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
    assert [dialog.right.rows.row(at).fate for at in range(2)] == [Fate.QUARANTINED] * 2
    assert "坏代码" in dialog.right.rows.row(0).what[0].text()
    dialog.right.fate.setCurrentIndex(1 + URGENCY.index(Fate.NEW))
    assert dialog.right.rows.rowCount() == 3
    assert dialog.right.fate.currentText().endswith("3")
    dialog.right.quick.setText("丙局")
    qtbot.waitUntil(lambda: dialog.right.rows.rowCount() == 1)
    assert window.session.shown is not None
    assert window.session.shown.county.enterprises == ()
    dialog.go.click()
    settled(qtbot, window.session)
    assert seen(window, ImportDialog) == []
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
    (message,) = dialog.right.rows.row(0).what
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
    assert "foreign.csv" in dialog.left.files.item(0).text()
    assert "对应列名" in dialog.notices.text()
    dialog.match.click()
    (mapping,) = dialog.findChildren(MappingDialog)
    names = [mapping.list.itemText(at) for at in range(mapping.list.count())]
    mapping.list.setCurrentIndex(names.index("检查对象"))
    assert not mapping.go.isEnabled()
    for title, foreign in (("统一社会信用代码/注册号", "主体代码"), ("企业名称", "主体名称"), ("乡镇街道", "片区")):
        mapping.choices[title].setCurrentIndex(mapping.choices[title].findData(foreign))
    assert mapping.go.isEnabled()
    mapping.go.click()
    settled(qtbot, window.session)
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.NEW: 1}
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert window.session.shown.county.enterprises[0].town == "西乡"
    # the next file of that office needs nothing
    again = dialog_of(qtbot, window, written(tmp_path, "again.csv", FOREIGN))
    assert again.preview is not None
    assert again.preview.counts == {Fate.UNCHANGED: 1}
    # until somebody wants its titles read as they stand again
    again.match.click()
    (mapping,) = again.findChildren(MappingDialog)
    assert mapping.choices["乡镇街道"].currentData() == "片区"
    mapping.forgets.click()
    settled(qtbot, window.session)
    assert again.preview is None
    assert learned(window.preferences) == {}
    again.reject()


def test_columns_that_were_ignored_can_be_matched_too(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path
) -> None:
    window = open_window(empty, ZH)
    half = [["统一社会信用代码/注册号", "企业名称", "片区"], ["429088000001004", "四号店", "西乡"]]
    dialog = dialog_of(qtbot, window, written(tmp_path, "half.csv", half))
    assert dialog.preview is not None
    assert "片区" in dialog.notices.text()
    dialog.match.click()
    (mapping,) = dialog.findChildren(MappingDialog)
    assert mapping.list.currentText() == "检查对象"
    assert mapping.choices["企业名称"].currentData() == "企业名称"
    assert "西乡" in mapping.choices["乡镇街道"].itemText(3)
    mapping.choices["乡镇街道"].setCurrentIndex(3)
    mapping.go.click()
    settled(qtbot, window.session)
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert window.session.shown.county.enterprises[0].town == "西乡"


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_imported(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path
) -> None:
    window = open_window(empty, ZH)
    good, bad = written(tmp_path, "d.csv", DEPARTMENTS), tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    dialog = dialog_of(qtbot, window, bad, good, good)
    assert dialog.left.files.count() == 2
    assert "是空的" in dialog.left.files.item(0).text()
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.NEW: 2}
    dialog.left.files.setCurrentRow(1)
    dialog.left.remove()
    settled(qtbot, window.session)
    assert not dialog.go.isEnabled()
    # put right outside, and read again
    written(tmp_path, "bad.xlsx", DEPARTMENTS[:2])
    dialog.read_again()
    settled(qtbot, window.session)
    assert dialog.preview is not None
    assert dialog.preview.counts == {Fate.NEW: 1}
    dialog.add_files([tmp_path / "nowhere.csv"])
    settled(qtbot, window.session)
    dialog.go.click()
    settled(qtbot, window.session)
    assert seen(window, ImportDialog) == []
    assert window.session.shown is not None
    assert [row.name for row in window.session.shown.county.departments] == ["丙局"]


def test_reading_is_stopped_and_nothing_is_imported(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(empty, ZH)
    begun, read = Event(), list_files.read_list_file

    def slow(path: Path, known: object, cancel: Event) -> object:
        begun.set()
        assert cancel.wait(20)
        return read(path, {}, cancel)

    monkeypatch.setattr(list_files, "read_list_file", slow)
    window.import_files([written(tmp_path, "d.csv", DEPARTMENTS)])
    (dialog,) = window.findChildren(ImportDialog)
    qtbot.waitUntil(begun.is_set)
    assert dialog.strip.stop.isVisible()
    dialog.strip.stop.click()
    settled(qtbot, window.session)
    assert "已停下" in dialog.strip.said.text()
    assert not dialog.go.isEnabled()
    assert dialog.left.files.count() == 1
    monkeypatch.undo()
    dialog.read_again()
    settled(qtbot, window.session)
    assert dialog.go.isEnabled()
    # closing is stopping, too
    dialog.read_again()
    dialog.reject()
    settled(qtbot, window.session)
    assert dialog.preview is None


def test_nothing_but_contacts_is_imported_while_lists_are_frozen(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(tiny, ZH)
    dialog = dialog_of(qtbot, window, written(tmp_path, "d.csv", DEPARTMENTS))
    assert not dialog.go.isEnabled()
    assert "已锁定" in dialog.strip.said.text()
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_is_put_right_before_it_is_imported(
    qtbot: QtBot, open_window: OpenWindow, empty: Path, tmp_path: Path, language: str
) -> None:
    window = open_window(empty, language)
    dialog = dialog_of(qtbot, window, written(tmp_path, "e.csv", ENTERPRISES))
    assert not dialog.right.correct_button.isEnabled()
    dialog.right.table.selectRow(0)
    assert "坏代码" in dialog.right.rows.row(0).subject
    dialog.right.correct_button.click()
    (correct,) = dialog.findChildren(CorrectDialog)
    correct.fields["统一社会信用代码/注册号"].setText("429088000001001")
    correct.go.click()
    settled(qtbot, window.session)
    # it would contradict the first row of the sheet
    assert correct.isVisible()
    assert dialog.preview is not None
    assert dialog.preview.counts[Fate.QUARANTINED] == 2
    correct.fields["统一社会信用代码/注册号"].setText("429088000001002")
    correct.go.click()
    settled(qtbot, window.session)
    assert seen(dialog, CorrectDialog) == []
    assert dialog.preview.counts == {Fate.NEW: 2, Fate.QUARANTINED: 1}
    dialog.go.click()
    settled(qtbot, window.session)
    shown = window.session.shown
    assert shown is not None
    assert [row.name for row in shown.county.enterprises] == ["一号店", "二号店"]
    assert [row.column for row in shown.quarantined] == ["信用风险等级"]
    window.close()
    with CountyFile.open(shown.path) as file:
        (run,) = file.records(kinds=("import",))
        assert json.loads(run.body)["corrected"] == [["e.csv", "e", 3]]


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
    assert seen(window, MendDialog) == []
    shown = window.session.shown
    assert {row.name for row in shown.county.enterprises} == {"一号店", "二号店"}
    (left,) = shown.quarantined
    assert (left.row, left.cells, left.reason_zh) == (second.row, second.cells, second.reason_zh)


def test_a_row_that_is_not_wanted_is_discarded_by_name_and_reason(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    with CountyFile.create(tmp_path / "aside.county", "云汀县", "429088") as file:
        path = tmp_path / "名录.csv"
        path.write_text(
            "统一社会信用代码/注册号,企业名称,信用风险等级,乡镇街道\n429088000001001,一号店,A,东乡\n坏,二号店,B,东乡\n",
            encoding="utf-8",
        )
        importing.import_lists(file, [path], operator="t")
    window = open_window(tmp_path / "aside.county")
    window.jump(StepName.LISTS)
    page = window.page(StepName.LISTS)
    assert isinstance(page, ListsPage)
    page.choose(QUARANTINE)
    settled(qtbot, window.session)
    page.panel.table.selectRow(0)
    page.discard_chosen()
    (dialog,) = window.findChildren(DiscardDialog)
    assert not dialog.go.isEnabled()
    dialog.name.setText("甲")
    dialog.reason.setPlainText("外县企业")
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    assert window.session.shown.quarantined == ()
    assert [row.name for row in window.session.shown.county.enterprises] == ["一号店"]
