"""All pictures of a plan behind one bar, with the table below: what is chosen in one is chosen in all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import MeetingKind
from ...domain.messages import Wording
from ...workflow.picture import Gathering, Picture
from ..look import GAP, Meaning
from ..models.table import Column, TableModel
from ..preferences import Preferences
from .calendar import CalendarView
from .day_view import DayView
from .gantt import GanttView
from .heat_map import HeatMapView
from .legend import Legend, Sign
from .load import LoadView
from .pictures import NONE, PictureView
from .plan_table import PlanTable
from .plan_words import WEEKDAYS, Say
from .table import TableView

VIEWS = Wording("board.views", "计划的图", "Pictures of the plan")
CALENDAR = Wording("board.calendar", "季历(&C)", "&Calendar")
WEEK = Wording("board.week", "周(&W)", "&Week")
DAY = Wording("board.day", "日(&D)", "&Day")
TEAMS = Wording("board.teams", "派员(&P)", "&People")
LOAD = Wording("board.load", "负荷(&L)", "&Load")
TOWNS = Wording("board.towns", "乡镇(&T)", "&Towns")
MEETINGS = Wording("board.meetings", "会议调研(&M)", "&Meetings")
EARLIER = Wording("board.earlier", "往前（PageUp）", "Earlier (Page Up)")
LATER = Wording("board.later", "往后（PageDown）", "Later (Page Down)")
BY_DAY = Wording("board.by_day", "按日(&Y)", "B&y day")
FILTER = Wording("board.filter", "筛选：企业、乡镇、部门、编号", "Filter: enterprise, town, department, number")
VISIT_SIGNS = (Sign.COUNTED, Sign.EXEMPT, Sign.FIXED)
LANE_SIGNS = (Sign.COUNTED, Sign.EXEMPT, Sign.IDLE, Sign.AWAY)
LOAD_SIGNS = (Sign.USED, Sign.POSSIBLE)

M_DATE = Wording("meeting.date", "日期", "Date")
M_DAY = Wording("meeting.day", "星期", "Day")
M_NAME = Wording("meeting.title", "会议调研", "Meeting")
M_KIND = Wording("meeting.kind", "类型", "Kind")
MEETING_KINDS = {
    MeetingKind.MEETING: Wording("meeting.meeting", "会议", "Meeting"),
    MeetingKind.RESEARCH: Wording("meeting.research", "调研", "Research visit"),
}
M_BY = Wording("meeting.by", "组织部门", "Organiser")
M_GUESTS = Wording("meeting.guests", "参会企业", "Guests")
M_COUNT = Wording("meeting.count", "家数", "Asked")
M_DUE = Wording("meeting.due", "应邀", "Due")
M_CAP = Wording("meeting.cap", "月度次数", "Monthly cap")
M_COUNTS = Wording("meeting.counts", "计入", "counts")
M_FREE = Wording("meeting.free", "不计入", "exempt")


class PlanBoard(QWidget):
    """`move_asked`, `opened` and `menu_asked` are passed on from pictures and table; `dragging` names the visit."""

    move_asked = Signal(str, object, object)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)
    drag_began = Signal(str)
    drag_ended = Signal()

    def __init__(self, say: Say, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.preferences = preferences
        self.picture: Picture | None = None
        self.selection = NONE
        self.calendar = CalendarView(say)
        self.week, self.day = DayView(say, 7), DayView(say, 1)
        self.gantt, self.load, self.towns = GanttView(say), LoadView(say), HeatMapView(say)
        self.meetings = meetings_table(say)
        self.table = PlanTable(say)
        self.pictures: tuple[PictureView, ...] = (
            self.calendar,
            self.week,
            self.day,
            self.gantt,
            self.load,
            self.towns,
        )
        self._build()
        for view in (*self.pictures, self.table):
            view.chosen.connect(self.choose)
            view.opened.connect(self.opened)
            view.menu_asked.connect(self.menu_asked)
            view.drag_began.connect(self.drag_began)
            view.drag_ended.connect(self.drag_ended)
        for view in self.pictures:
            view.move_asked.connect(self.move_asked)
            view.day_opened.connect(self.open_day)
        for each in (self.week, self.day):
            each.turned.connect(self._show_title)

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.say(VIEWS))
        self.stack = QStackedWidget()
        titles = (CALENDAR, WEEK, DAY, TEAMS, LOAD, TOWNS, MEETINGS)
        for title, view in zip(titles, (*self.pictures, self.meetings), strict=True):
            self.tabs.addTab(self.say(title))
            self.stack.addWidget(view)
        self.earlier, self.later = (
            self._turner(EARLIER, Qt.ArrowType.LeftArrow),
            self._turner(LATER, Qt.ArrowType.RightArrow),
        )
        self.earlier.clicked.connect(self._turn_back)
        self.later.clicked.connect(self._turn_on)
        self.title = QLabel()
        self.by_day = QCheckBox(self.say(BY_DAY))
        self.by_day.toggled.connect(self._gather)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.say(FILTER))
        self.filter.setAccessibleName(self.say(FILTER))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.tabs)
        for widget in (self.earlier, self.title, self.later, self.by_day):
            bar.addWidget(widget)
        bar.addStretch(1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.filter, 1)
        self.legend = Legend(self.say)
        row.addWidget(self.legend)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(below)
        self.splitter.setChildrenCollapsible(True)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(self.preferences.get("board.sizes", [560, 200]))
        self.splitter.splitterMoved.connect(self._keep_sizes)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(bar)
        body.addWidget(self.splitter, 1)
        self.tabs.currentChanged.connect(self._switch)
        self.tabs.setCurrentIndex(min(int(self.preferences.get("board.view", 0)), self.tabs.count() - 1))
        self._switch(self.tabs.currentIndex())

    def _turner(self, words: Wording, arrow: Qt.ArrowType) -> QToolButton:
        button = QToolButton()
        button.setArrowType(arrow)
        button.setAutoRaise(True)
        button.setToolTip(self.say(words))
        button.setAccessibleName(self.say(words))
        return button

    def show_picture(self, picture: Picture | None) -> None:
        """Show another plan; what was chosen stays chosen where it still is there."""
        kept = self.selection
        self.picture = picture
        self.selection = NONE
        for view in self.pictures:
            view.show_picture(picture)
        self.table.show_blocks(picture.blocks if picture else ())
        self.meetings.rows.set_rows(picture.meetings if picture else ())
        self.choose(kept & picture.block.keys() if picture else NONE)
        self._show_title()

    @Slot(object)
    def choose(self, visits: frozenset[str]) -> None:
        """Choose visits in all pictures and in the table."""
        self.selection = visits
        for view in self.pictures:
            view.choose(visits)
        self.table.choose(visits)
        self._show_title()

    def allow(self, days: frozenset[date] | None) -> None:
        """While a visit is dragged: on which days it may be."""
        for view in self.pictures:
            view.allow(days)

    @Slot(object)
    def open_day(self, day: date) -> None:
        """Show a date by itself."""
        if self.picture is not None:
            self.day.go(day)
            self.tabs.setCurrentIndex(self.pictures.index(self.day))
            self.day.setFocus()

    @Slot(int)
    def _switch(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.preferences.set("board.view", number)
        shown = self.stack.currentWidget()
        for widget in (self.earlier, self.title, self.later):
            widget.setVisible(shown in (self.week, self.day))
        self.by_day.setVisible(shown is self.load)
        signs: dict[QWidget | None, tuple[Sign, ...]] = {
            self.gantt: LANE_SIGNS,
            self.load: LOAD_SIGNS,
            self.towns: (Sign.MANY,),
            self.meetings: (),
        }
        self.legend.show_signs(signs.get(shown, VISIT_SIGNS))
        self._show_title()

    @Slot()
    def _show_title(self) -> None:
        shown = self.stack.currentWidget()
        self.title.setText(shown.title if isinstance(shown, DayView) and self.picture else "")

    @Slot()
    def _turn_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, direction: int) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, DayView) and self.picture is not None:
            shown.turn(direction)

    @Slot(bool)
    def _gather(self, by_day: bool) -> None:
        self.load.gather_by(not by_day)

    @Slot(str)
    def _filter(self, words: str) -> None:
        self.table.blocks.set_filter(filter_of(self.table.blocks, words))
        self.table.choose(self.selection)

    @Slot()
    def _keep_sizes(self) -> None:
        self.preferences.set("board.sizes", self.splitter.sizes())


def filter_of(model: TableModel, words: str) -> Callable[[int], bool] | None:
    """Rows in which every word that was typed stands somewhere; None if nothing was typed."""
    wanted = words.lower().split()
    if not wanted:
        return None
    columns = [model.column_texts(number) for number in range(model.columnCount())]
    return lambda row: all(any(word in column[row] for column in columns) for word in wanted)


class MeetingsTable(TableView):
    """Meetings and research visits in order of time."""

    rows: TableModel[Gathering]


def meetings_table(say: Say) -> MeetingsTable:
    """The table of meetings."""
    model: TableModel[Gathering] = TableModel(
        (
            Column(M_DATE, lambda row: row.day, width=7),
            Column(M_DAY, lambda row: WEEKDAYS[row.day.weekday()], lambda row: row.day.weekday(), width=4),
            Column(M_NAME, lambda row: row.name, width=18),
            Column(M_KIND, lambda row: MEETING_KINDS[row.kind], width=6),
            Column(M_BY, lambda row: row.organiser, width=7),
            Column(M_COUNT, lambda row: len(row.guests), width=4),
            Column(
                M_DUE,
                lambda row: row.due,
                meaning=lambda row: Meaning.CONFLICT if len(row.guests) < row.due else None,
                width=4,
            ),
            Column(M_CAP, lambda row: M_COUNTS if row.counted else M_FREE, width=6),
            Column(M_GUESTS, lambda row: row.guests, tip=lambda row: "\n".join(row.guests)),
        ),
        say,
    )
    table = MeetingsTable(model)
    model.setParent(table)
    table.rows = model
    table.setFrameShape(TableView.Shape.NoFrame)
    table.setAccessibleName(say(MEETINGS).replace("&", ""))
    return table
