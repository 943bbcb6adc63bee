"""The execution page: figures, filters, and the record of a visit by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from inspector.domain.codes import Exemption
from inspector.domain.county import Case
from inspector.domain.messages import EN, LANGUAGES
from inspector.domain.outcomes import Finding, FollowUp, Outcome, Rating
from inspector.store import CountyFile
from inspector.ui.main_window import MainWindow
from inspector.ui.models.counted import DUTIES, VISITS
from inspector.ui.pages.execution import ExecutionPage
from inspector.ui.widgets.figures import Figure
from inspector.workflow import approving, drawing, freezing, recording, scheduling
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.execution import Standing
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county

from .conftest import settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

OpenWindow = Callable[..., MainWindow]
WHO = {"operator": "x"}
AFTERWARDS = date(2027, 12, 1)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny county with a complaint, approved."""
    county = tiny_county()
    enterprise = county.enterprises[0].code
    days = date(2027, 1, 4), date(2027, 2, 26)
    case = Case("线索一", enterprise, Exemption.COMPLAINT, "示例转办〔2027〕1号", "A", ("A01",), *days)
    path = tmp_path_factory.mktemp("approved") / "a.county"
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), replace(county, cases=(case,)), **WHO)
        freezing.freeze(file, FIRST, **WHO)
        drawing.draw(file, FIRST, DICE[FIRST][0], **WHO)
        scheduling.schedule(file, FIRST, effort="quick", **WHO)
        drawing.staff(file, FIRST, DICE[FIRST][1], **WHO)
        approving.submit(file, FIRST, by="甲", **WHO)
        approving.approve(file, FIRST, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), **WHO)
    return path


@pytest.fixture
def page(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> ExecutionPage:
    return execution_page(qtbot, open_window(approved))


def execution_page(bot: QtBot, window: MainWindow, today: date = AFTERWARDS) -> ExecutionPage:
    page = window.page(StepName.EXECUTION)
    assert isinstance(page, ExecutionPage)
    page.today = lambda: today
    page.mark_stale()
    window.jump(StepName.EXECUTION)
    settled(bot, window.session)
    return page


def figure(page: ExecutionPage, code: str) -> Figure:
    return next(found for found, counted in page.figures.buttons.items() if counted.caption.code == f"figure.{code}")


def numbers(page: ExecutionPage) -> dict[str, int]:
    return {
        counted.caption.code.removeprefix("figure."): found.number for found, counted in page.figures.buttons.items()
    }


def record(bot: QtBot, page: ExecutionPage, finding: Finding = Finding.NOTHING) -> str:
    """Record the chosen visit as made on its day, by clicks; gives its number."""
    assert page.form.line is not None
    number = page.form.line.number
    page.form.finding.set_value(finding)
    bot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    settled(bot, page.session)
    return number


def recorded(page: ExecutionPage, number: str) -> Outcome:
    return page.shown.quarter.done[number]


def choose(page: ExecutionPage, *, complaint: bool) -> None:
    assert page.seen is not None
    page._choose(next(line.number for line in page.seen.lines if (line.answer is not None) == complaint))


def test_a_visit_is_recorded_in_two_clicks(qtbot: QtBot, page: ExecutionPage) -> None:
    assert page.form.line is not None
    planned = page.form.line.planned
    assert not page.save_button.isEnabled()
    before = numbers(page)
    number = record(qtbot, page)
    outcome = recorded(page, number)
    assert (outcome.on, outcome.finding, outcome.follow_up) == (planned, Finding.NOTHING, FollowUp.NONE)
    assert isinstance(outcome.finding, Finding)
    after = numbers(page)
    assert after["as_approved"] == before["as_approved"] + 1
    assert after["open"] == before["open"] - 1
    assert page.form.line.number == number
    assert number in page.told.text()
    assert not page.save_button.isEnabled()


def test_saving_goes_on_to_the_next_open_visit_until_all_are_done(qtbot: QtBot, page: ExecutionPage) -> None:
    visits = len(page.shown.quarter.current.visits)
    for _ in range(visits):
        page.form.finding.set_value(Finding.NOTHING)
        qtbot.keyClick(page.form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled(qtbot, page.session)
    assert len(page.shown.quarter.done) == visits
    assert numbers(page)["open"] == numbers(page)["overdue"] == 0
    assert page.shown.next_step is None


def test_a_correction_shows_in_the_table_and_the_first_record_stays(qtbot: QtBot, page: ExecutionPage) -> None:
    number = record(qtbot, page)
    page.form.finding.set_value(Finding.PUT_RIGHT)
    page.form.first_minor.setChecked(True)
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page.session)
    assert recorded(page, number).first_minor
    assert [record.kind for record in page.shown.quarter.log].count("done") == 2
    assert numbers(page)["first_minor"] == 1
    shown = page.model.data(page.model.index(page.table.currentIndex().row(), 6))
    assert shown == Finding.PUT_RIGHT.value


def test_what_is_refused_is_told_beside_the_form_and_stays_there(qtbot: QtBot, page: ExecutionPage) -> None:
    assert page.form.line is not None
    number = page.form.line.number
    page.form.not_made.setChecked(True)
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page.session)
    assert number in page.told.text()
    assert page.save_button.isEnabled()
    page.form.reason.setText("企业停产")
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page.session)
    assert recorded(page, number) == Outcome(number, reason="企业停产")
    assert numbers(page)["not_made"] == 1


def test_what_was_typed_is_kept_while_other_visits_are_looked_at(qtbot: QtBot, page: ExecutionPage) -> None:
    assert page.seen is not None
    first, second = (line.number for line in page.seen.lines[:2])
    page._choose(first)
    page.form.note.setText("带队人已签字")
    page._choose(second)
    assert page.form.note.text() == ""
    assert not page.save_button.isEnabled()
    page._choose(first)
    assert page.form.note.text() == "带队人已签字"
    assert page.save_button.isEnabled()
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert page.form.note.text() == ""
    assert not page.save_button.isEnabled()


def test_a_field_that_does_not_apply_is_closed_and_left_out(qtbot: QtBot, page: ExecutionPage) -> None:
    choose(page, complaint=False)
    form = page.form
    assert not form.form.isRowVisible(form.answered)
    assert not form.form.isRowVisible(form.settle_by)
    form.finding.set_value(Finding.PUT_RIGHT)
    form.rating.set_value(Rating.BAD)
    assert form.first_minor.isEnabled()
    assert form.form.isRowVisible(form.settle_by)
    form.settle_by.tick.setChecked(True)
    assert form.outcome().settle_by is not None
    form.not_made.setChecked(True)
    for part in (form.finding, form.follow_up, form.first_minor, form.published, form.rating, form.on):
        assert not part.isEnabled()
    assert form.reason.isEnabled()
    outcome = form.outcome()
    assert (outcome.on, outcome.finding, outcome.rating, outcome.settle_by) == (None, None, None, None)
    choose(page, complaint=True)
    assert form.form.isRowVisible(form.answered)


def test_an_answer_to_a_complainant_meets_its_day(qtbot: QtBot, page: ExecutionPage) -> None:
    choose(page, complaint=True)
    assert (numbers(page)["to_answer"], numbers(page)["answer_overdue"]) == (1, 1)
    page.form.answered.tick.setChecked(True)
    number = record(qtbot, page)
    assert recorded(page, number).answered == AFTERWARDS
    assert (numbers(page)["to_answer"], numbers(page)["answer_overdue"]) == (0, 0)


def test_a_figure_shows_what_stands_behind_it(qtbot: QtBot, page: ExecutionPage) -> None:
    done = record(qtbot, page)
    for found, counted in page.figures.buttons.items():
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        assert page.model.rowCount() == found.number, counted.caption.zh
    qtbot.mouseClick(figure(page, "as_approved"), Qt.MouseButton.LeftButton)
    assert [page.model.row(at).number for at in range(page.model.rowCount())] == [done]
    assert page.form.line is not None
    assert page.form.line.number == done
    qtbot.keyClick(figure(page, "approved"), Qt.Key.Key_Space)
    assert page.model.rowCount() == len(page.shown.quarter.current.visits)


def test_words_and_departments_filter(qtbot: QtBot, page: ExecutionPage) -> None:
    assert page.seen is not None
    wanted = page.seen.lines[-1]
    qtbot.keyClicks(page.search, wanted.enterprise.lower())
    assert {page.model.row(at).enterprise for at in range(page.model.rowCount())} == {wanted.enterprise}
    page.search.clear()
    page.department.setCurrentIndex(page.department.findText("乙"))
    shown = [page.model.row(at) for at in range(page.model.rowCount())]
    assert 0 < len(shown) < len(page.seen.lines)
    assert all("乙" in line.departments for line in shown)


def test_the_table_is_a_sound_model_and_copies_codes_as_text(qtbot: QtBot, page: ExecutionPage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    record(qtbot, page)
    page.table.selectAll()
    page.table.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert len(copied.text().splitlines()) == 1 + page.model.rowCount()
    assert "mso-number-format" in copied.html()


def test_what_is_near_or_past_depends_on_the_day(qtbot: QtBot, page: ExecutionPage) -> None:
    assert page.seen is not None
    first = min(line.planned for line in page.seen.lines)
    for today, standing in (
        (first - timedelta(8), Standing.AHEAD),
        (first - timedelta(7), Standing.SOON),
        (first, Standing.SOON),
        (first + timedelta(1), Standing.OVERDUE),
    ):
        page.today = lambda today=today: today  # type: ignore[misc]
        page.mark_stale()
        assert page.seen.lines[0].standing is standing


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_approval_the_page_says_what_comes_first(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str
) -> None:
    page = execution_page(qtbot, open_window(tiny, language))
    assert page.split.isHidden()
    assert page.figures.isHidden()
    assert page.words.text()


def test_the_page_speaks_english(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> None:
    page = execution_page(qtbot, open_window(approved, EN))
    for counted, found in zip((*VISITS, *DUTIES), page.figures.buttons, strict=True):
        assert found.caption == counted.caption.en
    assert page.form.finding.itemText(1) == recording.FINDING_NAMES[Finding.NOTHING].en
    number = record(qtbot, page)
    assert f"{number} is recorded" in page.told.text()


def test_another_program_s_record_is_told(qtbot: QtBot, page: ExecutionPage, tmp_path: Path) -> None:
    assert page.form.line is not None
    line = page.form.line
    with CountyFile.open(page.shown.path) as file:
        made = Outcome(line.number, line.planned, finding=Finding.NOTHING, follow_up=FollowUp.NONE)
        recording.record_visit(file, None, made, **WHO)
    page.form.finding.set_value(Finding.NOTHING)
    page.save()
    settled(qtbot, page.session)
    assert page.told.text() == page.say(recording.NOTHING_NEW, visit=line.number)
