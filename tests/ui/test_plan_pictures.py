"""Pictures of a plan: what they show, how keys and clicks move through them, how a drop asks for a move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QPalette
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.codes import Exemption, Half
from inspector.domain.messages import EN, LANGUAGES, ZH, Message, Wording
from inspector.domain.plan import Event
from inspector.domain.quarters import Period
from inspector.store import CountyFile
from inspector.ui.look import Appearance, set_appearance
from inspector.ui.preferences import Preferences
from inspector.ui.widgets.calendar import CalendarView
from inspector.ui.widgets.day_view import DayView
from inspector.ui.widgets.gantt import GanttView
from inspector.ui.widgets.heat_map import HeatMapView
from inspector.ui.widgets.legend import WORDS, Sign
from inspector.ui.widgets.load import LoadView
from inspector.ui.widgets.pictures import PictureView
from inspector.ui.widgets.plan_board import PlanBoard
from inspector.ui.widgets.plan_words import DAY, day_words, tip
from inspector.ui.widgets.visit_drag import VISIT_MIME, visit_mime
from inspector.workflow import state
from inspector.workflow.demo import FIRST
from inspector.workflow.picture import Picture, picture
from inspector.workflow.pins import Pin, key_of
from inspector.workflow.state import QuarterState, Stage

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

MEETING_DAY = date(FIRST.year, 2, 3)


def say_in(language: str) -> Callable[..., str]:
    def say(words: Message | Wording, **params: object) -> str:
        return (words(**params) if isinstance(words, Wording) else words).text(language)

    return say


@pytest.fixture(scope="module")
def now(tiny: Path) -> QuarterState:
    """The staffed plan of the tiny county; one enterprise is exempt, somebody is on leave, a date is fixed."""
    with CountyFile.open(tiny) as file:
        found = state.load(file)
    county, visit = found.frozen.county, found.current.visits[0]
    away = Period(FIRST.first, FIRST.first + timedelta(6))
    people = tuple(replace(each, leave=(away,)) if each.certificate == "A3" else each for each in county.inspectors)
    county = replace(county, inspectors=people)
    assert visit.date is not None
    assert visit.half is not None
    return replace(
        found, snapshot=replace(found.frozen, county=county), pins=(Pin(*key_of(visit), visit.date, visit.half),)
    )


@pytest.fixture
def plan(now: QuarterState) -> Picture:
    found = picture(now)
    assert found is not None
    return found


@pytest.fixture
def before(now: QuarterState) -> Picture:
    """Before the inspectors are drawn."""
    found = picture(replace(now, plan=replace(now.current, postings=()), stage=Stage.SCHEDULED))
    assert found is not None
    return found


def shown(bot: QtBot, view: PictureView, plan: Picture, width: int = 900, height: int = 560) -> PictureView:
    bot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.show_picture(plan)
    return view


VIEWS: dict[str, Callable[[Callable[..., str]], PictureView]] = {
    "calendar": CalendarView,
    "week": lambda say: DayView(say, 7),
    "day": lambda say: DayView(say, 1),
    "gantt": GanttView,
    "load": LoadView,
    "heat": HeatMapView,
}


def position(view: PictureView, area: QRect) -> QPoint:
    """Where the middle of a place of the picture is in the viewport."""
    return area.center() - view.in_picture(QPoint())


def all_words(view: PictureView) -> str:
    """What the picture says wherever the pointer rests."""
    room = view.viewport().rect()
    spots = (view.spot_under(QPoint(x, y)) for x in range(0, room.right(), 9) for y in range(0, room.bottom(), 7))
    return "\n".join({"\n".join(spot.words) for spot in spots if spot})


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_every_picture_paints_in_both_languages_and_palettes(
    qtbot: QtBot, plan: Picture, name: str, language: str, appearance: Appearance
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style, palette = app.style().objectName(), QPalette(app.palette())
    try:
        set_appearance(app, appearance)
        view = shown(qtbot, VIEWS[name](say_in(language)), plan)
        view.choose(frozenset({plan.blocks[0].visit}))
        seen = view.grab().toImage()
        colours = {seen.pixel(x, y) for x in range(0, seen.width(), 3) for y in range(0, seen.height(), 3)}
        assert len(colours) > 3
        assert view.accessibleName()
        assert all_words(view)
    finally:
        app.setStyle(style)
        app.setPalette(palette)


@pytest.mark.parametrize("name", VIEWS)
def test_pictures_without_a_plan_are_empty_and_quiet(qtbot: QtBot, plan: Picture, name: str) -> None:
    view = shown(qtbot, VIEWS[name](say_in(ZH)), plan)
    view.show_picture(None)
    view.grab()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_PageDown):
        qtbot.keyClick(view, key)
    assert view.spot_under(QPoint(200, 200)) is None
    assert view.here() is None


def test_arrows_move_the_day_and_stay_in_the_quarter(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), plan)
    assert isinstance(view, CalendarView)
    first = plan.blocks[0].day
    assert view.day == first
    said: list[frozenset[str]] = []
    view.chosen.connect(said.append)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.day == first + timedelta(8)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.day == FIRST.last
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.day == FIRST.last
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.day == FIRST.first
    assert len(said) == 6
    assert day_words(say_in(ZH), FIRST.first) in view.accessibleDescription()


def test_enter_opens_the_day(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), plan)
    with qtbot.waitSignal(view.day_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [plan.blocks[0].day]


def test_a_sign_is_its_visit_and_the_cell_its_day(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), plan)
    assert isinstance(view, CalendarView)
    block = plan.blocks[0]
    day = plan.days[block.day]
    area = view.area_of(block.day)
    signs = view._signs(day, area)
    assert signs is not None
    assert [each.visit for _, each in signs] == [each.visit for each in day.blocks]
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=position(view, signs[0][0]))
    assert chosen.args == [frozenset({block.visit})]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=position(view, signs[0][0]))
    assert opened.args == [block.visit]


def test_a_crowded_day_is_a_bar(qtbot: QtBot, now: QuarterState) -> None:
    visit = now.current.visits[0]
    many = tuple(replace(visit, number=f"V{number:04d}") for number in range(1, 200))
    found = picture(replace(now, plan=replace(now.current, visits=many, teams=(), postings=())))
    assert found is not None
    view = shown(qtbot, CalendarView(say_in(ZH)), found)
    assert isinstance(view, CalendarView)
    assert visit.date is not None
    assert view._signs(found.days[visit.date], view.area_of(visit.date)) is None
    spot = view.spot_at(view.area_of(visit.date).center())
    assert spot is not None
    assert len(spot.visits) == 199
    assert "199" in spot.words[1]
    view.grab()


def test_meetings_and_days_off_are_told(qtbot: QtBot, now: QuarterState) -> None:
    from inspector.domain.codes import MeetingKind
    from inspector.domain.county import Meeting

    county = now.frozen.county
    guest = county.enterprises[0]
    meeting = Meeting("会1", "春季座谈会", MeetingKind.MEETING, "A", FIRST.period, (guest.code,))
    frozen = replace(now.frozen, county=replace(county, meetings=(meeting,)))
    event = Event("会1", MEETING_DAY, (guest.code,), 1)
    found = picture(replace(now, snapshot=frozen, plan=replace(now.current, events=(event,))))
    assert found is not None
    view = shown(qtbot, CalendarView(say_in(ZH)), found)
    assert isinstance(view, CalendarView)
    spot = view.spot_at(view.area_of(MEETING_DAY).center())
    assert spot is not None
    assert any("春季座谈会" in line for line in spot.words)
    holiday = view.spot_at(view.area_of(date(FIRST.year, 1, 1)).center())
    assert holiday is not None
    assert "放假" in holiday.words[0]


def test_a_week_shows_halves_and_goes_through_its_visits(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, DayView(say_in(ZH), 7), plan)
    assert isinstance(view, DayView)
    block = plan.blocks[0]
    assert block.day in view.days
    assert len(view.days) == 7
    places = {card.visit: cell.half for cell in view._cells for _, card in cell.cards}
    there = [each for day in view.days for each in plan.days[day].blocks]
    assert places == {each.visit: each.half for each in there}
    qtbot.keyClick(view, Qt.Key.Key_Down)
    spot = view.here()
    assert spot is not None
    assert spot.visits == (block.visit,)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [block.visit]
    monday = view.days[0]
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.days[0] == monday + timedelta(7)
    assert view.title


def test_the_day_view_passes_over_days_off(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, DayView(say_in(EN), 1), plan)
    assert isinstance(view, DayView)
    view.go(date(FIRST.year, 1, 8))
    view.turn(1)
    assert view.day == date(FIRST.year, 1, 11)
    view.turn(-1)
    assert view.day == date(FIRST.year, 1, 8)
    view.go(FIRST.last)
    view.turn(1)
    assert view.day == FIRST.last
    assert view.title == "Wed 31 Mar"


def test_a_visit_of_the_whole_day_has_a_band_of_its_own(qtbot: QtBot, now: QuarterState) -> None:
    visits = tuple(replace(each, half_days=2, half=Half.WHOLE_DAY) for each in now.current.visits)
    found = picture(replace(now, plan=replace(now.current, visits=visits, teams=(), postings=())))
    assert found is not None
    view = shown(qtbot, DayView(say_in(ZH), 7), found)
    assert isinstance(view, DayView)
    assert {cell.half for cell in view._cells} == set(Half)
    assert {cell.half for cell in view._cells if cell.cards} == {Half.WHOLE_DAY}


def dropped(view: PictureView, number: str, where: QPoint) -> None:
    """Drag a visit over a place and let it go there."""
    carried, move = visit_mime(number), Qt.DropAction.MoveAction
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = view.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(where, move, carried, left, plain))
    QApplication.sendEvent(target, QDragMoveEvent(where, move, carried, left, plain))
    view.grab()
    QApplication.sendEvent(target, QDropEvent(QPointF(where), move, carried, left, plain))


def test_a_sign_can_be_dragged(qtbot: QtBot, before: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), before)
    assert isinstance(view, CalendarView)
    block = before.blocks[0]
    signs = view._signs(before.days[block.day], view.area_of(block.day))
    assert signs is not None
    told: list[str] = []

    def fly(drag: QDrag, *_: object) -> Qt.DropAction:
        told.append(bytes(drag.mimeData().data(VISIT_MIME).data()).decode())
        assert not drag.pixmap().isNull()
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", fly)
    view.drag_began.connect(lambda number: told.append(f"began {number}"))
    view.drag_ended.connect(lambda: told.append("ended"))
    start = position(view, signs[0][0])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(view.viewport(), left, pos=start)
    far = QPointF(start + QPoint(60, 40))
    move = QMouseEvent(QEvent.Type.MouseMove, far, view.viewport().mapToGlobal(far), left, left, plain)
    QApplication.sendEvent(view.viewport(), move)
    qtbot.mouseRelease(view.viewport(), left)
    assert told == [f"began {block.visit}", block.visit, "ended"]


def test_a_row_can_be_dragged(qtbot: QtBot, tmp_path: Path, before: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    board = board_of(qtbot, tmp_path, before)
    told: list[str] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: told.append(drag.mimeData().text()))
    board.drag_began.connect(told.append)
    board.drag_ended.connect(lambda: told.append("ended"))
    board.table.selectRow(1)
    board.table.startDrag(Qt.DropAction.MoveAction)
    number = before.blocks[1].visit
    assert told == [number, number, "ended"]


def test_a_drop_on_the_calendar_asks_for_the_day(qtbot: QtBot, before: Picture) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), before)
    assert isinstance(view, CalendarView)
    day = date(FIRST.year, 1, 13)
    with qtbot.waitSignal(view.move_asked) as asked:
        dropped(view, "V0001", position(view, view.area_of(day)))
    assert asked.args == ["V0001", day, None]


def test_a_drop_on_the_week_asks_for_the_half_day(qtbot: QtBot, before: Picture) -> None:
    view = shown(qtbot, DayView(say_in(ZH), 7), before)
    assert isinstance(view, DayView)
    cell = next(cell for cell in view._cells if cell.half is Half.AFTERNOON and cell.day.weekday() == 2)
    view.allow(frozenset())
    with qtbot.waitSignal(view.move_asked) as asked:
        dropped(view, "V0001", position(view, cell.area))
    assert asked.args == ["V0001", cell.day, Half.AFTERNOON]


@pytest.mark.parametrize("name", ["gantt", "load", "heat"])
def test_other_pictures_take_no_drop(qtbot: QtBot, before: Picture, name: str) -> None:
    view = shown(qtbot, VIEWS[name](say_in(ZH)), before)
    asked: list[object] = []
    view.move_asked.connect(lambda *what: asked.append(what))
    spot = view.here()
    assert spot is not None
    dropped(view, "V0001", position(view, spot.area))
    assert asked == []


def test_people_have_rows_with_team_days_and_leave(qtbot: QtBot, plan: Picture, before: Picture) -> None:
    view = shown(qtbot, GanttView(say_in(ZH)), plan)
    assert isinstance(view, GanttView)
    lane = next(number for number, lane in enumerate(plan.lanes) if lane.key == "A3")
    for column, day in enumerate(plan.snapshot.workdays):
        spot = view._spot(lane, column)
        outing = plan.lanes[lane].outings.get(day)
        if outing is not None:
            assert spot.visits == outing.visits
        elif day in plan.lanes[lane].leave:
            assert "请假" in spot.words[0]
        else:
            assert "没有派出" in spot.words[0]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert (view._lane, view._column) == (1, 1)
    view.show_picture(before)
    assert "第 1 组" in view._title(before.lanes[0])
    view.grab()


def test_the_halves_of_a_team_day_are_its_two_visits(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, GanttView(say_in(ZH)), plan)
    assert isinstance(view, GanttView)
    row, outing = next(
        (row, outing)
        for row, lane in enumerate(plan.lanes)
        for outing in lane.outings.values()
        if len(outing.visits) == 2
    )
    area = view.area_of(row, plan.snapshot.workdays.index(outing.day))
    upper, lower = (view.spot_at(QPoint(area.center().x(), y)) for y in (area.top() + 3, area.bottom() - 3))
    assert upper is not None
    assert lower is not None
    assert (*upper.visits, *lower.visits) == outing.visits
    assert upper.is_visit
    view.go_to(lower)
    assert view._lane == row


def test_loads_gather_by_week_and_by_day(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, LoadView(say_in(ZH)), plan)
    assert isinstance(view, LoadView)
    for by_week in (True, False):
        view.gather_by(by_week)
        for load, parts in zip(plan.loads, view._parts, strict=True):
            assert sum(part.used for part in parts) == load.total
            assert sum(part.possible for part in parts) == load.possible
    assert len(view._parts[0]) == len(plan.snapshot.workdays)


def test_a_cell_of_the_heat_map_is_its_visits(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, HeatMapView(say_in(ZH)), plan)
    assert isinstance(view, HeatMapView)
    block = plan.blocks[0]
    week = (block.day - plan.weeks[0]).days // 7
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=position(view, view.area_of(0, week)))
    assert chosen.args is not None
    assert len(chosen.args[0]) == plan.heat.total(block.town, plan.weeks[week])
    assert block.visit in chosen.args[0]


def board_of(bot: QtBot, folder: Path, plan: Picture, language: str = ZH) -> PlanBoard:
    board = PlanBoard(say_in(language), Preferences(folder / "p.ini"))
    bot.addWidget(board)
    board.resize(1000, 700)
    board.show()
    board.show_picture(plan)
    return board


def test_what_is_chosen_in_one_is_chosen_in_all(qtbot: QtBot, tmp_path: Path, plan: Picture) -> None:
    board = board_of(qtbot, tmp_path, plan)
    last = plan.blocks[-1]
    board.table.selectRow(len(plan.blocks) - 1)
    assert board.selection == frozenset({last.visit})
    assert all(view.selection == board.selection for view in board.pictures)
    assert board.calendar.day == last.day
    assert last.day in board.week.days
    first = plan.blocks[0]
    board.calendar.setFocus()
    board.calendar.chosen.emit(frozenset({first.visit}))
    assert board.table.chosen_visits() == frozenset({first.visit})
    assert board.gantt.selection == frozenset({first.visit})
    board.show_picture(plan)
    assert board.table.chosen_visits() == frozenset({first.visit})


def test_opening_a_day_shows_it(qtbot: QtBot, tmp_path: Path, plan: Picture) -> None:
    board = board_of(qtbot, tmp_path, plan, EN)
    day = plan.blocks[-1].day
    board.calendar.day_opened.emit(day)
    assert board.stack.currentWidget() is board.day
    assert board.day.day == day
    assert board.title.text() == day_words(say_in(EN), day, DAY)
    board.later.click()
    assert board.day.day > day or day == FIRST.last
    board.earlier.click()
    again = board_of(qtbot, tmp_path, plan, EN)
    assert again.stack.currentIndex() == board.stack.currentIndex()


def test_the_filter_narrows_the_table(qtbot: QtBot, tmp_path: Path, plan: Picture) -> None:
    board = board_of(qtbot, tmp_path, plan)
    QAbstractItemModelTester(board.table.blocks, QAbstractItemModelTester.FailureReportingMode.Fatal)
    wanted = plan.blocks[1]
    board.filter.setText(f"{wanted.name} 甲")
    assert [board.table.blocks.row(line).visit for line in range(board.table.blocks.rowCount())] == [wanted.visit]
    board.filter.clear()
    assert board.table.blocks.rowCount() == len(plan.blocks)
    board.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert board.table.blocks.row(0).visit == max(block.visit for block in plan.blocks)


def test_colours_of_the_table_say_what_counts(qtbot: QtBot, tmp_path: Path, now: QuarterState) -> None:
    county = now.frozen.county
    free = replace(county, items=tuple(replace(item, exemption=Exemption.WORK_SAFETY) for item in county.items))
    found = picture(replace(now, snapshot=replace(now.frozen, county=free)))
    assert found is not None
    board = board_of(qtbot, tmp_path, found)
    texts = [board.table.blocks.data(board.table.blocks.index(0, column)) for column in range(10)]
    assert "不计入" in texts
    assert "计入" not in texts


def test_names_are_never_markup() -> None:
    assert "<script>" not in tip(["<script>", "a & b"])
    assert "&amp;" in tip(["x", "a & b"])


def test_a_change_of_palette_paints_anew(qtbot: QtBot, plan: Picture) -> None:
    view = shown(qtbot, CalendarView(say_in(ZH)), plan)
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    view.grab()
    assert view.here() is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_the_picture_in_front(qtbot: QtBot, plan: Picture, tmp_path: Path, language: str) -> None:
    say = say_in(language)
    board = PlanBoard(say, Preferences(tmp_path / "preferences.ini"))
    qtbot.addWidget(board)
    board.show_picture(plan)
    board.show()
    told = {}
    for number in range(board.tabs.count()):
        board.tabs.setCurrentIndex(number)
        told[board.stack.currentWidget()] = board.legend.accessibleName()
        board.legend.grab()
    assert say(WORDS[Sign.FIXED]) in told[board.calendar]
    assert say(WORDS[Sign.AWAY]) in told[board.gantt]
    assert say(WORDS[Sign.POSSIBLE]) in told[board.load]
    assert say(WORDS[Sign.COUNTED]) not in told[board.towns]
    assert told[board.meetings] == ""
