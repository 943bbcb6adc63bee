"""Freeze, both draws and their records by clicks: the hash first, the dice twice, the result once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from inspector.domain.messages import EN, LANGUAGES, ZH, Refusal
from inspector.store import CountyFile
from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.preview import PreviewDialog
from inspector.ui.dialogs.withdraw import WithdrawDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.models.draw_rows import DRAWN, NOT_DRAWN
from inspector.ui.pages.draw import DrawPage
from inspector.ui.pages.staffing import StaffingPage
from inspector.ui.widgets.digits import Digits, grouped
from inspector.workflow import drawing, freezing, scheduling
from inspector.workflow.demo import FIRST
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county
from inspector.workflow.state import QuarterState, Stage

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
DICE = "31415926535897932384"
OTHER = "27182818284590452353"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny county with its lists only."""
    path = tmp_path_factory.mktemp("lists") / "lists.county"
    county = tiny_county()
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
    return path


@pytest.fixture(scope="module")
def scheduled(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scheduled") / "scheduled.county"
    path.write_bytes(lists.read_bytes())
    with CountyFile.open(path) as file:
        freezing.freeze(file, FIRST, operator="t")
        drawing.draw(file, FIRST, DICE, operator="t")
        scheduling.schedule(file, FIRST, effort="quick", operator="t")
    return path


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Questions are answered with their first button, and kept."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        box.buttons()[0].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def now(window: MainWindow) -> QuarterState:
    assert window.session.shown is not None
    return window.session.shown.quarter


def ceremony_of(window: MainWindow) -> CeremonyDialog:
    (found,) = (each for each in window.findChildren(CeremonyDialog) if each.isVisible())
    return found


def type_in(qtbot: QtBot, field: object, digits: str) -> None:
    qtbot.keyClicks(field.line, digits)  # type: ignore[attr-defined]


def draw_page(qtbot: QtBot, window: MainWindow) -> DrawPage:
    window.jump(StepName.DRAW)
    settled(qtbot, window.session)
    page = window.page(StepName.DRAW)
    assert isinstance(page, DrawPage)
    return page


def make_draw(qtbot: QtBot, window: MainWindow, dice: str) -> CeremonyDialog:
    """Go through a ceremony to its result."""
    dialog = ceremony_of(window)
    dialog.witness.witnesses.setText("甲、乙，丙")
    dialog.next.click()
    type_in(qtbot, dialog.first, dice)
    dialog.next.click()
    type_in(qtbot, dialog.second, dice)
    dialog.next.click()
    settled(qtbot, window.session)
    assert dialog.drawn
    return dialog


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_lists_to_a_drawn_quarter(qtbot: QtBot, open_window: OpenWindow, lists: Path, language: str) -> None:
    window = open_window(lists, language)
    page = draw_page(qtbot, window)
    assert page.freeze_button.isEnabled()
    assert "8" in page.form.what.text()
    page.freeze_button.click()
    settled(qtbot, window.session)
    assert now(window).stage is Stage.FROZEN
    assert page.h0.mark == now(window).h0
    assert page.tabs.strata.rowCount() == 1
    assert page.tabs.strata.row(0).chance.denominator == 2
    page.draw_button.click()
    dialog = make_draw(qtbot, window, DICE)
    dialog.outcome.show_all()
    assert dialog.outcome.rows is not None
    # the four drawn, and whose ticket stands just behind the cut
    result = [dialog.outcome.rows.index(row, 6).data() for row in range(dialog.outcome.rows.rowCount())]
    assert result == [window.session.say(DRAWN)] * 4 + [window.session.say(NOT_DRAWN)]
    dialog.next.click()
    draw = now(window).draws[-1]
    assert (draw.digits, draw.witnesses, draw.frozen) == (DICE, ("甲", "乙", "丙"), now(window).h0)
    assert page.tabs.tickets.rowCount() == 8
    assert [bool(page.tabs.tickets.row(row).tasks) for row in range(8)] == [True] * 4 + [False] * 4


def test_the_second_person_has_to_type_the_same(
    qtbot: QtBot, open_window: OpenWindow, lists: Path, yes: list[str]
) -> None:
    window = open_window(lists, ZH)
    page = draw_page(qtbot, window)
    page.freeze_button.click()
    settled(qtbot, window.session)
    page.draw_button.click()
    dialog = ceremony_of(window)
    dialog.next.click()
    type_in(qtbot, dialog.first, DICE[:19])
    assert not dialog.next.isEnabled()
    type_in(qtbot, dialog.first, f"x{DICE[19:]}")
    assert dialog.first.digits == DICE
    dialog.next.click()
    assert not dialog.first.isVisible()
    type_in(qtbot, dialog.second, f"{DICE[:4]}9")
    assert "第 5 位" in dialog.second.count.text()
    assert dialog.second.line.wrong == {4}
    assert not dialog.next.isEnabled()
    dialog.back.click()
    # the first entry is never shown to the second person
    assert (dialog.first.digits, dialog.second.digits) == ("", "")
    type_in(qtbot, dialog.first, DICE)
    dialog.next.click()
    type_in(qtbot, dialog.second, DICE)
    assert dialog.second.line.wrong == frozenset()
    assert dialog.next.isEnabled()
    assert now(window).stage is Stage.FROZEN
    dialog.close()


def test_what_is_locked_is_printed_for_witnesses_before_the_dice(
    qtbot: QtBot, open_window: OpenWindow, lists: Path, yes: list[str]
) -> None:
    window = open_window(lists, ZH)
    page = draw_page(qtbot, window)
    page.freeze_button.click()
    settled(qtbot, window.session)
    page.draw_button.click()
    dialog = ceremony_of(window)
    assert dialog.print.isVisible()
    dialog.print.click()
    settled(qtbot, window.session)
    (preview,) = dialog.findChildren(PreviewDialog)
    (paper,) = [layout.paper for layout in preview.layouts]
    assert paper.mark == grouped(now(window).h0)
    preview.reject()
    dialog.next.click()
    # while the dice are typed there is nothing to print
    assert not dialog.print.isVisible()
    dialog.close()


def test_who_types_is_named_once_and_stands_in_the_record(
    qtbot: QtBot, open_window: OpenWindow, lists: Path, yes: list[str]
) -> None:
    window = open_window(lists, ZH)
    page = draw_page(qtbot, window)
    page.freeze_button.click()
    settled(qtbot, window.session)
    page.draw_button.click()
    ceremony_of(window).witness.operator.setText(" 录入员 ")
    make_draw(qtbot, window, DICE).next.click()
    settled(qtbot, window.session)
    dice = now(window).current.dice(1)
    assert dice is not None
    assert dice.operator == "录入员"
    assert window.session.operator == "录入员"
    # the next time the name is there
    assert window.preferences.get("operator", "") == "录入员"


def test_typed_dice_are_not_lost_without_asking(
    qtbot: QtBot, open_window: OpenWindow, lists: Path, yes: list[str]
) -> None:
    window = open_window(lists, EN)
    page = draw_page(qtbot, window)
    page.freeze_button.click()
    settled(qtbot, window.session)
    page.draw_button.click()
    dialog = ceremony_of(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert yes == []
    assert not dialog.isVisible()
    page.draw_button.click()
    dialog = ceremony_of(window)
    dialog.next.click()
    type_in(qtbot, dialog.first, "123")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(yes) == 1
    assert not dialog.isVisible()
    assert now(window).draws == ()


def test_a_further_draw_needs_its_reason_and_stays_beside_the_first(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path
) -> None:
    window = open_window(scheduled, ZH)
    page = draw_page(qtbot, window)
    page.draw_button.click()
    dialog = ceremony_of(window)
    assert not dialog.next.isEnabled()
    dialog.witness.reason.setText("骰子掉地")
    dialog.witness.approver.setText("王五")
    make_draw(qtbot, window, OTHER).next.click()
    assert [(draw.number, draw.digits, draw.reason) for draw in now(window).draws] == [
        (1, DICE, ""),
        (2, OTHER, "骰子掉地"),
    ]
    assert page.tabs.draws.rowCount() == 2


def test_a_freeze_is_withdrawn_with_name_and_reason(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    window = open_window(scheduled, ZH)
    page = draw_page(qtbot, window)
    page.withdraw_button.click()
    (dialog,) = window.findChildren(WithdrawDialog)
    assert not dialog.go.isEnabled()
    dialog.name.setText("甲")
    dialog.reason.setPlainText("名录有误")
    dialog.go.click()
    settled(qtbot, window.session)
    assert now(window).stage is Stage.OPEN
    assert now(window).withdrawn == ("名录有误", "甲")
    assert page.freeze_button.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_inspectors_are_drawn_from_the_table_that_was_shown(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path, language: str
) -> None:
    window = open_window(scheduled, language)
    window.jump(StepName.STAFFING)
    settled(qtbot, window.session)
    page = window.page(StepName.STAFFING)
    assert isinstance(page, StaffingPage)
    plan = now(window).current
    seats = sum(len(team.seats) for team in plan.teams)
    assert page.seats.rowCount() == seats
    assert page.h1.mark == plan.h1
    assert sum(part for _, _, part in page.seats.row(0).chances) == 1_000_000
    page.search.setText(page.seats.row(0).town)
    assert page.seats.rowCount() == seats
    page.search.setText("nobody at all")
    assert page.seats.rowCount() == 0
    page.search.clear()
    page.draw_button.click()
    dialog = make_draw(qtbot, window, OTHER)
    dialog.outcome.show_all()
    assert dialog.outcome.table.model().rowCount() == seats
    dialog.next.click()
    settled(qtbot, window.session)
    assert now(window).stage is Stage.STAFFED
    assert all(row.drawn for row in page.seats.all_rows)
    assert sum(row.drawn or 0 for row in page.loads.all_rows) == seats
    page.print_button.click()
    settled(qtbot, window.session)
    (preview,) = window.findChildren(PreviewDialog)
    assert [layout.paper.mark_name for layout in preview.layouts] == ["H1", "H1"]
    preview.reject()


def test_cells_take_digits_only_also_when_they_are_pasted(qtbot: QtBot) -> None:
    digits = Digits(lambda words, **params: words(**params).text() if params else words.text())
    qtbot.addWidget(digits)
    digits.resize(900, 120)
    digits.show()
    digits.setFocus()
    heard: list[str] = []
    digits.changed.connect(lambda: heard.append(digits.digits))
    QGuiApplication.clipboard().setText("3141-5926 ５３５８\n9793")
    qtbot.keyClick(digits.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert digits.digits == "3141592653589793"
    assert not digits.enough
    qtbot.keyClicks(digits.line, "23a8 4")
    assert (digits.digits, digits.enough, heard[-1]) == (DICE, True, DICE)
    # a click sets the cursor behind the nearest digit, and what is typed goes there
    qtbot.mouseClick(digits.line, Qt.MouseButton.LeftButton, pos=digits.line.cell(4).center())
    qtbot.keyClick(digits.line, Qt.Key.Key_Delete)
    qtbot.keyClicks(digits.line, "7")
    assert digits.digits == f"{DICE[:4]}7{DICE[5:]}"
    # more than twenty go on in a second row
    height = digits.line.height()
    digits.line.setCursorPosition(20)
    qtbot.keyClicks(digits.line, "123456")
    assert digits.line.cell(25).top() > digits.line.cell(19).bottom()
    assert digits.line.height() > height
    digits.mark({4}, "no")
    assert digits.count.text() == "no"
    digits.grab()


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_the_ceremony_grows_with_the_screen(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path, size: tuple[int, int]
) -> None:
    window = open_window(scheduled, EN)
    window.jump(StepName.STAFFING)
    settled(qtbot, window.session)
    page = window.page(StepName.STAFFING)
    assert isinstance(page, StaffingPage)
    page.draw_button.click()
    dialog = ceremony_of(window)
    usual = dialog.frozen.font().pointSizeF()
    dialog.resize(*size)
    QApplication.processEvents()
    assert (dialog.frozen.font().pointSizeF() > usual) == (size[0] > 1100)
    assert (dialog.width(), dialog.height()) == size
    for step in range(3):
        dialog._show_step(step)
        QApplication.processEvents()
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.sizeHint().width() <= label.width() + 2
    dialog.reject()


def test_the_machine_s_digits_are_unwitnessed(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    window = open_window(scheduled, ZH)
    window.jump(StepName.STAFFING)
    settled(qtbot, window.session)
    page = window.page(StepName.STAFFING)
    assert isinstance(page, StaffingPage)
    page.draw_button.click()
    dialog = ceremony_of(window)
    asked = dialog.witness.how_many.text()
    dialog.witness.witnesses.setText("甲")
    assert "只有一位见证人" in dialog.witness.how_many.text()
    dialog.witness.witnesses.setText("甲、乙")
    assert dialog.witness.how_many.text() == asked
    dialog.witness.machine.click()
    dialog.next.click()
    # Esc does not leave a draw that is being made
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    settled(qtbot, window.session)
    draw = now(window).draws[-1]
    assert (len(draw.digits), draw.witnesses) == (20, ())
    assert "未见证" in dialog.outcome.thrown.text()
    # rows appear one after the other, in the order of the draw; the space bar shows the rest
    assert dialog.outcome.rows is not None
    QAbstractItemModelTester(dialog.outcome.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seen = dialog.outcome.rows.rowCount()
    assert 0 < seen < dialog.outcome.rows.all_count
    dialog.outcome._show_next()
    assert dialog.outcome.rows.rowCount() == seen + 1
    qtbot.keyClick(dialog.skip, Qt.Key.Key_Space)
    assert dialog.outcome.rows.rowCount() == dialog.outcome.rows.all_count
    assert dialog.isVisible()


def test_a_refused_draw_keeps_the_dice(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(scheduled, ZH)
    page = draw_page(qtbot, window)
    page.draw_button.click()
    dialog = ceremony_of(window)
    dialog.witness.reason.setText("骰子掉地")
    dialog.witness.approver.setText("王五")

    def refuse(*_: object, **__: object) -> None:
        raise Refusal(drawing.CHANGED(kind="检查对象", row="1"))

    monkeypatch.setattr(drawing, "draw", refuse)
    dialog.next.click()
    type_in(qtbot, dialog.first, OTHER)
    dialog.next.click()
    type_in(qtbot, dialog.second, OTHER)
    dialog.next.click()
    settled(qtbot, window.session)
    assert not dialog.drawn
    assert "检查对象" in dialog.objection.text()
    assert dialog.first.digits == dialog.second.digits == OTHER
    monkeypatch.undo()
    dialog.next.click()
    settled(qtbot, window.session)
    assert dialog.drawn
    assert now(window).draws[-1].digits == OTHER


def test_before_the_freeze_the_page_says_what_it_would_give(qtbot: QtBot, open_window: OpenWindow, lists: Path) -> None:
    window = open_window(lists, ZH)
    page = draw_page(qtbot, window)
    assert now(window).stage is Stage.OPEN
    assert page.tabs.strata.rowCount() == 1
    for button in (page.draw_button, page.print_button, page.withdraw_button):
        assert not button.isEnabled()
        assert button.toolTip()
    page.form.document.setText("1号")
    page.freeze_button.click()
    assert page.form.objection.isVisible()
    assert window.session.jobs.current is None
    page.form.by.setText("王五")
    page.form.on.tick.setChecked(True)
    assert not page.form.objection.isVisible()
    page.freeze_button.click()
    settled(qtbot, window.session)
    assert now(window).frozen.scheme is not None
    assert "1号" in page.scheme.text()
    assert not page.freeze_button.isEnabled()
    assert page.freeze_button.toolTip()


def test_after_a_withdrawal_its_reason_stands_in_the_next_draw(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path
) -> None:
    window = open_window(scheduled, ZH)
    page = draw_page(qtbot, window)
    page.withdraw_button.click()
    (withdraw,) = window.findChildren(WithdrawDialog)
    withdraw.name.setText("甲")
    withdraw.reason.setPlainText("名录有误")
    withdraw.go.click()
    settled(qtbot, window.session)
    page.freeze_button.click()
    settled(qtbot, window.session)
    assert [(row.number, row.reason) for row in page.tabs.freezes.all_rows] == [(1, "名录有误"), (2, "")]
    page.draw_button.click()
    dialog = ceremony_of(window)
    # who withdrew the freeze does not thereby approve another draw
    assert (dialog.witness.reason.text(), dialog.witness.approver.text()) == ("名录有误", "")
    dialog.witness.approver.setText("县长")
    make_draw(qtbot, window, OTHER).next.click()
    assert [(draw.number, draw.reason) for draw in now(window).draws if draw.stage == 1] == [(1, ""), (2, "名录有误")]


def test_what_is_searched_for_is_found_in_the_table_in_front(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path
) -> None:
    window = open_window(scheduled, ZH)
    page = draw_page(qtbot, window)
    wanted = page.tabs.tickets.row(3)
    page.tabs.search.setText(wanted.enterprise)
    assert [row.enterprise for row in map(page.tabs.tickets.row, range(page.tabs.tickets.rowCount()))] == [
        wanted.enterprise
    ]
    page.tabs.setCurrentIndex(1)
    assert page.tabs.strata.rowCount() == 0
    page.tabs.search.clear()
    assert page.tabs.strata.rowCount() == 1
    for model in (page.tabs.tickets, page.tabs.strata, page.tabs.reasons, page.tabs.draws, page.tabs.freezes):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_from_a_person_to_the_seats_they_may_take(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    window = open_window(scheduled, ZH)
    window.jump(StepName.STAFFING)
    settled(qtbot, window.session)
    page = window.page(StepName.STAFFING)
    assert isinstance(page, StaffingPage)
    person = page.loads.row(0)
    page.load_table.activated.emit(page.loads.index(0, 0))
    assert page.tabs.currentIndex() == 0
    seats = [page.seats.row(number) for number in range(page.seats.rowCount())]
    assert seats
    assert all(person.certificate in {code for code, _, _ in row.chances} for row in seats)
    page.seat_table.selectRow(0)
    assert all(code in page.seat_words.text() for code, _, _ in seats[0].chances)
