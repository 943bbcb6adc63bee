"""The lists page: looked through by keys, edited in forms, undone by name; still while a quarter is frozen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.domain.codes import RiskClass
from inspector.domain.messages import EN, LANGUAGES
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.ui.dialogs.edit import EditDialog
from inspector.ui.dialogs.importing import ImportDialog
from inspector.ui.dialogs.pick import PickDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.models.lists import COLUMNS
from inspector.ui.pages.lists import SHOWN, ListsPage
from inspector.ui.widgets import list_panel
from inspector.ui.widgets.filter_header import ChoiceFilter, ChoicePopup
from inspector.ui.widgets.list_editor import ListEditor
from inspector.workflow import editing
from inspector.workflow.overview import StepName
from inspector.workflow.sample import sample_county

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county's lists, cut down, with nothing frozen."""
    county = sample_county(Quarter(2027, 1))
    used = {code for row in county.recusals for code in (row.enterprise,)} | {row.enterprise for row in county.cases}
    firms = tuple(row for place, row in enumerate(county.enterprises) if place < 60 or row.code in used)
    path = tmp_path_factory.mktemp("lists") / "sample.county"
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(
            file.county(),
            replace(county, enterprises=firms, past_meetings=county.past_meetings[:20], meetings=county.meetings[:2]),
            operator="t",
        )
    return path


@pytest.fixture
def window(open_window: OpenWindow, sample: Path, qtbot: QtBot) -> MainWindow:
    window = open_window(sample)
    window.jump(StepName.LISTS)
    settled(qtbot, window.session)
    return window


def page_of(window: MainWindow) -> ListsPage:
    page = window.page(StepName.LISTS)
    assert isinstance(page, ListsPage)
    return page


def editor(page: ListsPage, name: str) -> ListEditor:
    page.choose(name)
    assert isinstance(page.panel, ListEditor)
    return page.panel


def dialog(window: MainWindow) -> EditDialog:
    found = [each for each in window.findChildren(EditDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_every_list_has_its_tab_with_its_rows(window: MainWindow) -> None:
    page = page_of(window)
    county = window.session.shown.county  # type: ignore[union-attr]
    for name in SHOWN:
        panel = editor(page, name)
        QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
        assert panel.model.rowCount() == len(getattr(county, name)) > 0
        assert f"{panel.model.rowCount()}" in panel.count.text()
        for column in range(panel.model.columnCount()):
            panel.model.column_texts(column)
    assert set(COLUMNS) >= set(SHOWN)
    assert not page.tabs.isTabVisible(page.tabs.count() - 1), "nothing is in quarantine"


def test_the_search_is_reached_and_left_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "enterprises")
    firm = panel.model.row(7)
    window.activateWindow()
    qtbot.keySequence(window, QKeySequence.StandardKey.Find)
    qtbot.waitUntil(panel.search.hasFocus)
    qtbot.keyClicks(panel.search, firm.code.lower())
    assert panel.model.rowCount() == 1
    assert "1" in panel.count.text()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    qtbot.waitUntil(panel.table.hasFocus)
    assert panel.selected() == [firm]
    panel.clear_filters()
    assert panel.model.rowCount() == len(panel.model.all_rows)
    assert panel.selected() == [firm], "what was chosen stays chosen"


def test_columns_are_filtered_by_parts_and_by_ticks(window: MainWindow, qtbot: QtBot) -> None:
    panel = editor(page_of(window), "enterprises")
    titles = [column.title.zh for column in panel.model.columns]
    name, risk = (panel.table.head.fields[titles.index(title)] for title in ("企业名称", "信用风险等级"))
    assert isinstance(name, QLineEdit)
    assert isinstance(risk, ChoiceFilter)
    name.setText("公司")
    assert all("公司" in panel.model.row(line).name for line in range(panel.model.rowCount()))
    risk.open_values()
    popup = risk.findChild(ChoicePopup)
    assert popup is not None
    wanted = next(
        popup.values.item(row)
        for row in range(popup.values.count())
        if popup.values.item(row).data(Qt.ItemDataRole.UserRole) == "b"
    )
    wanted.setCheckState(Qt.CheckState.Checked)
    popup.close()
    seen = [panel.model.row(line) for line in range(panel.model.rowCount())]
    assert seen
    assert all(row.risk is RiskClass.B and "公司" in row.name for row in seen)
    assert risk.text().startswith("B")
    panel.clear_filters()
    assert not panel.model.is_filtered
    assert risk.text().startswith("全部")


def test_filters_stand_below_their_titles_also_when_scrolled(window: MainWindow) -> None:
    panel = editor(page_of(window), "enterprises")
    head = panel.table.head
    for value in (0, panel.table.horizontalScrollBar().maximum()):
        panel.table.horizontalScrollBar().setValue(value)
        for number, field in enumerate(head.fields):
            assert field.x() == head.sectionViewportPosition(number) + 1
            assert field.y() >= head.viewport().height()
            assert field.width() == max(0, head.sectionSize(number) - 2)


def test_copied_rows_keep_codes_as_text(window: MainWindow, qtbot: QtBot) -> None:
    panel = editor(page_of(window), "enterprises")
    panel.table.selectRow(0)
    qtbot.keySequence(panel.table, QKeySequence.StandardKey.Copy)
    copied = QGuiApplication.clipboard().mimeData()
    firm = panel.model.row(0)
    assert copied.text().splitlines()[0].split("\t")[:2] == ["企业名称", "代码"]
    assert firm.code in copied.text()
    assert f"mso-number-format:'\\@'\">{firm.code}</td>" in copied.html()


def test_a_row_is_changed_undone_and_done_again(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "enterprises")
    panel.table.selectRow(4)
    former = panel.selected()[0]
    panel.change_row()
    form = dialog(window)
    assert not form.fields["统一社会信用代码/注册号"].line.isEnabled()  # type: ignore[union-attr]
    form.fields["企业名称"].set_text("改名示例有限公司")
    form.save()
    settled(qtbot, window.session)
    county = window.session.shown.county  # type: ignore[union-attr]
    assert county.enterprise[former.code] == replace(former, name="改名示例有限公司")
    assert [row.code for row in panel.selected()] == [former.code], "the row is still chosen"
    assert "改名示例有限公司" in page.undo.undo.toolTip()
    assert page.undo.undo.text().startswith("撤销")
    qtbot.waitUntil(lambda: not window.findChildren(EditDialog))
    window.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    qtbot.keySequence(panel.table, QKeySequence.StandardKey.Undo)
    settled(qtbot, window.session)
    assert window.session.shown.county.enterprise[former.code] == former  # type: ignore[union-attr]
    assert not page.undo.undo.isEnabled()
    assert page.undo.redo.isVisible()
    qtbot.keySequence(panel.table, QKeySequence("Ctrl+Y"))
    settled(qtbot, window.session)
    assert window.session.shown.county.enterprise[former.code].name == "改名示例有限公司"  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_told_at_its_field(open_window: OpenWindow, sample: Path, qtbot: QtBot, language: str) -> None:
    window = open_window(sample, language)
    window.jump(StepName.LISTS)
    panel = editor(page_of(window), "enterprises")
    panel.table.selectRow(0)
    panel.change_row()
    form = dialog(window)
    periods = form.fields["错峰时段"]
    periods.set_text("2027-02-04~2027-01-21")
    form.look()
    assert "2027-02-04~2027-01-21" in periods.fault.text()
    form.fields["企业名称"].set_text("")
    form.save()
    assert form.isVisible(), "nothing is saved while something is wrong"
    assert form.fields["企业名称"].fault.text()
    periods.set_text("2027-01-21~2027-02-04")
    form.look()
    assert not periods.fault.text()
    form.reject()


def test_a_new_row_is_added_and_the_form_stays_for_another(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "departments")
    before = panel.model.rowCount()
    panel.add_row()
    form = dialog(window)
    for title, text in (("部门编码", "ZZZ"), ("部门名称", "新设局")):
        form.fields[title].set_text(text)
    form.save_and_next()
    settled(qtbot, window.session)
    assert form.isVisible()
    assert form.fields["部门编码"].text == ""
    assert "新设局" in form.told.text()
    assert panel.model.rowCount() == before + 1
    form.fields["部门编码"].set_text("ZZZ")
    form.fields["部门名称"].set_text("又一个")
    form.save()
    assert "新设局" in form.fields["部门编码"].fault.text(), "the code is taken"
    form.reject()


def test_several_are_picked_from_the_list(window: MainWindow, qtbot: QtBot) -> None:
    panel = editor(page_of(window), "inspectors")
    panel.table.selectRow(0)
    panel.change_row()
    form = dialog(window)
    scope = form.fields["执法事项范围"]
    scope.set_text("")
    scope.pick()
    picker = scope.findChild(PickDialog)
    assert picker is not None
    picker.model.tick(1, True)
    picker.model.tick(0, True)
    picker.accept()
    items = [picker.model.row(line).cell for line in (0, 1)]
    assert scope.text == "；".join(items)
    assert scope.names.text(), "the items' names stand below their codes"
    form.reject()


def test_one_of_many_is_found_by_name(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "recusals")
    panel.add_row()
    form = dialog(window)
    field = form.fields["统一社会信用代码/注册号"]
    field.pick()
    picker = field.findChild(PickDialog)
    assert picker is not None
    firm = window.session.shown.county.enterprises[9]  # type: ignore[union-attr]
    qtbot.keyClicks(picker.search, firm.code)
    picker.accept()
    assert field.text == firm.code
    assert firm.name in field.names.text()
    form.reject()


def test_rows_are_deleted_and_come_back(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "recusals")
    before = window.session.shown.county  # type: ignore[union-attr]
    panel.table.selectRow(0)
    gone = panel.selected()
    panel.delete_rows()
    settled(qtbot, window.session)
    assert gone[0] not in window.session.shown.county.recusals  # type: ignore[union-attr]
    page.desk.undo()
    settled(qtbot, window.session)
    assert window.session.shown.county == before  # type: ignore[union-attr]


def test_frozen_lists_say_why_they_stand_still(open_window: OpenWindow, tiny: Path, qtbot: QtBot) -> None:
    window = open_window(tiny)
    window.jump(StepName.LISTS)
    settled(qtbot, window.session)
    page = page_of(window)
    panel = editor(page, "enterprises")
    panel.table.selectRow(0)
    reason = editing.stands_still(window.session.shown)  # type: ignore[arg-type]
    assert reason is not None
    assert page.words.text() == reason.text()
    for button in (panel.add, panel.change, panel.delete, page.import_button):
        assert button.toolTip() == reason.text()
    for button in (panel.add, panel.delete):
        assert not button.isEnabled()
    # contacts are never frozen
    for button in (panel.change, page.import_button):
        assert button.isEnabled()
    people = editor(page, "inspectors")
    people.table.selectRow(0)
    assert not people.change.isEnabled()
    people.change_row()
    assert not window.findChildren(EditDialog)


def test_import_asks_for_files(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = tmp_path / "名录.csv"
    found.write_text("部门编码,部门名称\nAA,甲局\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(found)], ""))
    page_of(window).import_button.click()
    settled(qtbot, window.session)
    imports = [each for each in window.findChildren(ImportDialog) if each.isVisible()]
    assert len(imports) == 1
    assert imports[0].paths == [found]
    imports[0].reject()


def test_english_shows_its_own_words(open_window: OpenWindow, sample: Path, qtbot: QtBot) -> None:
    window = open_window(sample, EN)
    window.jump(StepName.LISTS)
    settled(qtbot, window.session)
    panel = editor(page_of(window), "enterprises")
    titles = [panel.model.headerData(n, Qt.Orientation.Horizontal) for n in range(panel.model.columnCount())]
    assert titles[:3] == ["Name", "Code", "Town"]
    assert "active" in {panel.model.index(line, titles.index("Status")).data() for line in range(5)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_and_no_short_value_is_cut_off(
    open_window: OpenWindow, sample: Path, qtbot: QtBot, language: str
) -> None:
    window = open_window(sample, language)
    window.jump(StepName.LISTS)
    page = page_of(window)
    for name in SHOWN:
        panel = editor(page, name)
        head, write = panel.table.head, panel.table.fontMetrics().horizontalAdvance
        for number, column in enumerate(panel.model.columns):
            assert head.sectionSize(number) > write(window.session.say(column.title)), (name, number)
            if column.choice:
                values = {str(panel.model.index(line, number).data()) for line in range(panel.model.rowCount())}
                assert head.sectionSize(number) >= min(max(map(write, values)), write("国") * 12), (name, number)


def test_a_list_without_rows_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    panel = editor(page, "departments")
    assert "导入" in panel.table.nothing_there
    panel.search.setText("没有这样的部门")
    assert panel.model.rowCount() == 0
    said = panel.table.viewport().grab().toImage()
    panel.table.nothing_found = ""
    assert panel.table.viewport().grab().toImage() != said


def test_all_rows_are_selected_counted_and_copied(window: MainWindow, qtbot: QtBot) -> None:
    panel = editor(page_of(window), "departments")
    panel.table.selectAll()
    assert panel.selected() == list(panel.model.all_rows)
    assert not panel.change.isEnabled()
    assert panel.delete.isEnabled()
    # the titles' own selection stays empty: a header asks about every row that is selected
    assert not panel.table.head.selectionModel().hasSelection()
    panel.table.copy()
    text = QGuiApplication.clipboard().text().splitlines()
    assert len(text) == 1 + len(panel.model.all_rows)
    assert text[1].split("\t")[0] == panel.model.row(0).code


@pytest.mark.parametrize("name", ["departments", "inspectors", "past_checks"])
def test_in_other_lists_a_double_click_and_enter_edit(window: MainWindow, qtbot: QtBot, name: str) -> None:
    panel = editor(page_of(window), name)
    table = panel.table
    place = table.visualRect(panel.model.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    form = dialog(window)
    assert form.former == panel.model.row(0)
    form.reject()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert dialog(window).former == panel.model.row(0)


def test_a_long_list_is_searched_when_it_can_be_and_keeps_its_filters(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What 100,000 rows need is worked out beside the window; it shows the rows as they were until then."""
    monkeypatch.setattr(list_panel, "LONG", 10)
    panel = editor(page_of(window), "enterprises")
    settled(qtbot, window.session)
    rows = list(panel.model.all_rows)
    wanted = rows[3]

    def busy() -> Event:
        gate = Event()
        window.session.work(list_panel.PREPARING(), lambda _: gate.wait(20), lambda _: None)
        return gate

    gate = busy()
    panel.set_rows(rows)
    panel.search.setText(wanted.code)
    assert not panel.model.is_filtered
    gate.set()
    settled(qtbot, window.session)
    assert [panel.model.row(0)] == [wanted]
    assert panel.model.rowCount() == 1
    # with a search in force other rows come only when they have been looked through
    panel.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    renamed = [replace(row, name="改名厂") if row is wanted else row for row in rows]
    gate = busy()
    panel.set_rows(renamed)
    assert panel.model.row(0) is wanted
    # of two lists in a row only the last is shown
    panel.set_rows(rows)
    panel.set_rows(renamed)
    gate.set()
    settled(qtbot, window.session)
    assert panel.model.row(0).name == "改名厂"
    assert panel.model.rowCount() == 1
    panel.clear_filters()
    assert panel.model.rowCount() == len(rows)
