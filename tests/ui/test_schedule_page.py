"""The schedule page: dates found in the background, fixed by dragging or by key, and why there are none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.codes import Half
from inspector.domain.county import County
from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.domain.quarters import Period
from inspector.planning import NoPlan, schedule
from inspector.store import CountyFile
from inspector.ui.dialogs.change import ChangeDialog
from inspector.ui.dialogs.facts import FactsDialog
from inspector.ui.dialogs.visit import MoveDialog, VisitDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.pages.schedule import TITLE, SchedulePage
from inspector.workflow import approving, drawing, freezing, pinning, scheduling
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county
from inspector.workflow.state import QuarterState, Stage

from .conftest import settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

OpenWindow = Callable[..., MainWindow]
WHO = "测试"
NEW_YEAR = date(FIRST.year, 1, 1)


def drawn_file(folder: Path, county: County) -> Path:
    path = folder / "drawn.county"
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator=WHO)
        freezing.freeze(file, FIRST, operator=WHO)
        drawing.draw(file, FIRST, DICE[FIRST][0], operator=WHO)
    return path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn_file(tmp_path_factory.mktemp("drawn"), tiny_county())


@pytest.fixture(scope="module")
def scheduled(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(drawn, tmp_path_factory.mktemp("scheduled") / "a.county"))
    with CountyFile.open(path) as file:
        scheduling.schedule(file, FIRST, effort="quick", operator=WHO)
    return path


@pytest.fixture(scope="module")
def impossible(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four visits of two departments on one day, with people for two."""
    county = tiny_county()
    one_day = Period(date(FIRST.year, 1, 4), date(FIRST.year, 1, 4))
    county = replace(county, tasks=tuple(replace(task, window=one_day) for task in county.tasks))
    return drawn_file(tmp_path_factory.mktemp("impossible"), county)


def schedule_page(bot: QtBot, window: MainWindow) -> SchedulePage:
    window.jump(StepName.SCHEDULE)
    settled(bot, window.session)
    page = window.page(StepName.SCHEDULE)
    assert isinstance(page, SchedulePage)
    return page


def now(page: SchedulePage) -> QuarterState:
    return page.shown.quarter


def texts(page: SchedulePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def box_of(bot: QtBot, page: SchedulePage) -> QMessageBox:
    """The message box that is open."""
    bot.waitUntil(lambda: bool(boxes(page)))
    return boxes(page)[0]


def boxes(page: SchedulePage) -> list[QMessageBox]:
    return [box for box in page.findChildren(QMessageBox) if box.isVisible()]


def free_day(page: SchedulePage, number: str) -> date:
    picture = page.picture
    assert picture is not None
    days = pinning.open_days(picture.snapshot, picture.plan, number)
    return max(day for day in days if day != picture.block[number].day)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_found_at_a_click(qtbot: QtBot, open_window: OpenWindow, drawn: Path, language: str) -> None:
    page = schedule_page(qtbot, open_window(drawn, language))
    assert page.places.currentIndex() == 0
    assert ("还没有排期" if language == ZH else "No dates yet") in texts(page)
    page.controls.effort.setCurrentIndex(page.controls.effort.findData("quick"))
    page.controls.start.click()
    assert page.solving.isVisible()
    assert not page.controls.start.isEnabled()
    settled(qtbot, page.session)
    assert now(page).stage is Stage.SCHEDULED
    assert page.places.currentWidget() is page.board
    assert not page.solving.isVisible()
    plan = now(page).current
    assert plan.report is not None
    assert str(plan.report.team_days) in page.words.text()
    assert str(len(plan.visits)) in page.words.text()
    assert page.board.table.blocks.rowCount() == len(plan.visits)
    assert page.controls.draft.isVisible()
    assert page.controls.start.isEnabled()


def test_the_empty_page_has_the_button_it_speaks_of(qtbot: QtBot, open_window: OpenWindow, drawn: Path) -> None:
    window = open_window(drawn)
    page = schedule_page(qtbot, window)
    assert page.no_dates.start.isVisible()
    page.no_dates.start.click()
    assert not page.no_dates.start.isEnabled()
    assert not page.controls.start.isEnabled()
    settled(qtbot, window.session)
    assert page.picture is not None
    assert not page.no_dates.start.isVisible()


def test_the_effort_is_remembered(qtbot: QtBot, open_window: OpenWindow, drawn: Path) -> None:
    page = schedule_page(qtbot, open_window(drawn))
    page.controls.effort.setCurrentIndex(page.controls.effort.findData("thorough"))
    assert page.preferences.get("schedule.effort", "") == "thorough"


def test_progress_tells_stage_best_bound_and_gap(
    qtbot: QtBot, open_window: OpenWindow, drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = schedule_page(qtbot, open_window(drawn))
    told: list[str] = []
    page.session.jobs.progressed.connect(lambda telling: told.append(page.say(telling.words)))
    monkeypatch.setattr("inspector.ui.jobs.BETWEEN_TOLD", 0.0)
    page.controls.start.click()
    settled(qtbot, page.session)
    assert any("组日" in words and "下界" in words and "%" in words for words in told)


def test_stopping_keeps_the_best_plan(qtbot: QtBot, open_window: OpenWindow, drawn: Path) -> None:
    page = schedule_page(qtbot, open_window(drawn))
    page.controls.effort.setCurrentIndex(page.controls.effort.findData("thorough"))
    page.controls.start.click()
    page.solving.stop.click()
    assert not page.solving.stop.isEnabled()
    settled(qtbot, page.session)
    assert now(page).stage is Stage.SCHEDULED
    assert len(now(page).current.visits) == 4


def test_a_drop_fixes_a_date(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    assert not page.controls.pins.isVisible()
    day = free_day(page, "V0001")
    page.board.calendar.move_asked.emit("V0001", day, None)
    settled(qtbot, page.session)
    assert now(page).current.visit["V0001"].date == day
    assert page.picture is not None
    assert page.picture.block["V0001"].pinned
    assert "V0001" in page.notes.text()
    assert page.board.selection == frozenset({"V0001"})
    assert page.controls.pins.isVisible()
    assert "1" in page.controls.pins.text()
    assert len(page.controls.pin_menu.actions()) == 1


def test_a_drop_on_a_half_day_takes_the_half(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    assert page.picture is not None
    block = page.picture.block["V0002"]
    other = Half.AFTERNOON if block.half is Half.MORNING else Half.MORNING
    page.board.week.move_asked.emit("V0002", free_day(page, "V0002"), other)
    settled(qtbot, page.session)
    assert now(page).current.visit["V0002"].half is other


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_rule_forbids_is_refused_in_its_words(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path, language: str
) -> None:
    page = schedule_page(qtbot, open_window(scheduled, language))
    before = now(page).log
    picture = page.picture
    assert picture is not None
    page.visits.move_visit("V0001", NEW_YEAR, None)
    settled(qtbot, page.session)
    box = box_of(qtbot, page)
    (reason,) = pinning.why_not_then(picture.snapshot, picture.plan, "V0001", NEW_YEAR, picture.block["V0001"].half)
    assert page.say(reason) in box.text()
    assert now(page).log == before
    box.close()


def test_dropping_where_it_was_does_nothing(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    assert page.picture is not None
    block = page.picture.block["V0001"]
    page.visits.move_visit("V0001", block.day, None)
    page.visits.move_visit("V9999", block.day, None)
    assert page.session.jobs.current is None


def test_the_days_a_visit_may_be_on_are_shown_while_it_is_dragged(
    qtbot: QtBot, open_window: OpenWindow, scheduled: Path
) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    page.board.table.drag_began.emit("V0001")
    settled(qtbot, page.session)
    allowed = page.board.calendar.allowed
    assert allowed is not None
    assert NEW_YEAR not in allowed
    assert free_day(page, "V0001") in allowed
    page.board.calendar.grab()
    page.board.table.drag_ended.emit()
    assert page.board.calendar.allowed is None


def test_a_date_is_fixed_and_opened_by_keys(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    day = free_day(page, "V0003")
    page.visits.ask_to_move("V0003")
    mover = page.visits.mover
    assert isinstance(mover, MoveDialog)
    assert mover.isVisible()
    mover.choose(day)
    settled(qtbot, page.session)
    assert mover.do.isEnabled()
    mover.do.click()
    settled(qtbot, page.session)
    assert now(page).current.visit["V0003"].date == day
    menu = page.visits.menu_of("V0003")
    titles = [action.text() for action in menu.actions()]
    assert len(titles) == 3
    menu.actions()[-1].trigger()
    settled(qtbot, page.session)
    assert now(page).pins == ()
    assert now(page).current.visit["V0003"].date == day
    assert "V0003" in page.notes.text()


def test_the_move_dialog_says_what_forbids_a_day(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    county = tiny_county()
    january = Period(date(FIRST.year, 1, 4), date(FIRST.year, 1, 29))
    county = replace(county, tasks=tuple(replace(task, window=january) for task in county.tasks))
    path = drawn_file(tmp_path, county)
    with CountyFile.open(path) as file:
        scheduling.schedule(file, FIRST, effort="quick", operator=WHO)
    page = schedule_page(qtbot, open_window(path, EN))
    page.visits.ask_to_move("V0001")
    mover = page.visits.mover
    assert mover is not None
    mover.choose(date(FIRST.year, 3, 3))
    assert not mover.do.isEnabled()
    settled(qtbot, page.session)
    assert "outside the window" in mover.words.text()
    assert not mover.do.isEnabled()
    mover.close()


def test_everything_about_a_visit_can_be_read(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    assert page.picture is not None
    block = page.picture.blocks[0]
    page.board.opened.emit(block.visit)
    (dialog,) = page.findChildren(VisitDialog)
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for words in (block.name, block.enterprise, block.day.isoformat(), "甲", "乙", "自检任务", "A01"):
        assert words in told
    dialog.move_button.click()
    assert page.visits.mover is not None
    page.visits.mover.close()


def test_dates_stand_once_people_are_drawn(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    page = schedule_page(qtbot, open_window(tiny))
    assert not page.controls.start.isVisible()
    page.board.calendar.move_asked.emit("V0001", free_day(page, "V0001"), None)
    box = box_of(qtbot, page)
    assert "退回" in box.text()
    assert page.session.jobs.current is None
    box.close()
    page.board.tabs.setCurrentIndex(3)
    assert {lane.key for lane in page.picture.lanes} >= {"A1", "B1"} if page.picture else False


def test_an_approved_date_needs_a_change_order(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(tiny, tmp_path / "approved.county"))
    with CountyFile.open(path) as file:
        approving.submit(file, FIRST, by="甲", operator=WHO)
        approving.approve(file, FIRST, by="乙", document="示例1号", on=date(2026, 12, 20), operator=WHO)
    page = schedule_page(qtbot, open_window(path))
    assert not page.controls.draft.isVisible()
    before = now(page).log
    page.board.calendar.move_asked.emit("V0001", free_day(page, "V0001"), None)
    (dialog,) = page.window().findChildren(ChangeDialog)
    assert dialog.isVisible()
    assert dialog.dates.first.date() == dialog.dates.last.date()
    assert dialog.isVisible()
    assert now(page).log == before
    dialog.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_not_is_told_with_remedies_to_try(
    qtbot: QtBot, open_window: OpenWindow, impossible: Path, language: str
) -> None:
    page = schedule_page(qtbot, open_window(impossible, language))
    page.controls.start.click()
    settled(qtbot, page.session)
    assert page.places.currentWidget() is page.why_not
    assert now(page).stage is Stage.DRAWN
    assert page.controls.start.isEnabled()
    why = page.why_not
    assert why.lists.currentWidget() is why.visit_table
    assert why.visits.rowCount() == 4
    button, said, _ = why.tries[0]
    button.click()
    settled(qtbot, page.session)
    assert said.isVisible()
    assert "→" in said.text()
    # two departments are short: each needs a remedy of its own
    assert not why.together.isEnabled()
    chosen: dict[str, QCheckBox] = {}
    for tick, remedy in why.ticks:
        if remedy.after == 0:
            chosen.setdefault(tick.text()[:2], tick)
    for tick in chosen.values():
        tick.setChecked(True)
    assert len(why.chosen) >= 2
    why.together.click()
    settled(qtbot, page.session)
    assert ("全部排得下" if language == ZH else "All visits find a place") in why.all_said.text()


def test_people_behind_a_cause_are_listed(qtbot: QtBot, open_window: OpenWindow, impossible: Path) -> None:
    page = schedule_page(qtbot, open_window(impossible))
    page.controls.start.click()
    settled(qtbot, page.session)
    why = page.why_not
    button = next(each for each in why.findChildren(QPushButton) if each.text().startswith("涉及的人员"))
    button.click()
    assert why.lists.currentWidget() is why.people_table
    assert why.people.rowCount() == 3
    names = {why.people.row(line).certificate for line in range(3)}
    assert names in ({"A1", "A2", "A3"}, {"B1", "B2", "B3"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_visits_and_people_behind_a_cause_can_be_opened(
    qtbot: QtBot, open_window: OpenWindow, impossible: Path, language: str
) -> None:
    page = schedule_page(qtbot, open_window(impossible, language))
    page.controls.start.click()
    settled(qtbot, page.session)
    why = page.why_not
    visit = why.visits.row(0)
    why.visit_table.activated.emit(why.visits.index(0, 0))
    (dialog,) = page.findChildren(FactsDialog)
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert visit.name in told
    assert visit.enterprise in told
    assert ("1月4日" if language == ZH else "4 Jan") in told
    dialog.close()
    people = next(each for each in why.findChildren(QPushButton) if each.text().startswith(("涉及的人员", "People")))
    people.click()
    why.people_table.activated.emit(why.people.index(0, 0))
    told = "\n".join(label.text() for box in page.findChildren(FactsDialog) for label in box.findChildren(QLabel))
    assert why.people.row(0).certificate in told


def test_closing_asks_only_while_the_file_changes(
    qtbot: QtBot, open_window: OpenWindow, drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(drawn)
    page = schedule_page(qtbot, window)
    asked: list[str] = []

    def confirm(_parent: object, _session: object, words: str, _yes: str) -> bool:
        asked.append(words)
        return False

    monkeypatch.setattr("inspector.ui.main_window.confirm", confirm)
    page.controls.start.click()
    assert not window.close()
    assert len(asked) == 1
    settled(qtbot, page.session)
    page.session.ask(TITLE(quarter="x"), lambda *_: None, lambda _: None)
    assert page.session.jobs.current is not None
    assert window.close()
    assert len(asked) == 1


def test_a_plan_there_was_can_be_looked_at_again(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    frozen, plan = now(page).frozen, now(page).current
    dice = plan.dice(1)
    assert dice is not None
    empty = replace(frozen, county=replace(frozen.county, inspectors=()))
    with pytest.raises(NoPlan) as caught:
        schedule(empty, plan.selections, dice, effort="quick")
    page._failed(caught.value)
    assert page.places.currentWidget() is page.why_not
    assert page.controls.back.isVisible()
    page.controls.back.click()
    assert page.places.currentWidget() is page.board


def test_the_page_waits_for_the_draw(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    county = tiny_county()
    path = tmp_path / "open.county"
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator=WHO)
    page = schedule_page(qtbot, open_window(path))
    assert page.places.currentIndex() == 0
    assert not page.controls.start.isEnabled()
    assert "先抽取检查对象" in texts(page)


def test_a_visit_has_a_menu(qtbot: QtBot, open_window: OpenWindow, scheduled: Path) -> None:
    page = schedule_page(qtbot, open_window(scheduled))
    assert [action.text() for action in page.visits.menu_of("V0001").actions()] == ["详情(&D)…", "移到…(&M)"]
