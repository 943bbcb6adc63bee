"""Schedule: find the dates, see the plan as pictures, fix single dates; if no plan exists, why not."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import Half
from ...domain.messages import Message, Refusal, Wording
from ...domain.quarters import Quarter
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.picture import Picture, picture
from ...workflow.state import QuarterState, Stage
from ..dialogs.help_key import help_key
from ..dialogs.messages import show_refusal
from ..dialogs.visit import MOVE, UNPIN, MoveDialog, VisitDialog
from ..jobs import Job, Telling
from ..look import GAP, Meaning, heading, note, paint
from ..preferences import Preferences
from ..session import Session
from ..widgets.plan_board import PlanBoard
from ..widgets.plan_words import HALVES, day_words
from ..widgets.why_not import WhyNot
from .page import Page

EFFORT = Wording("schedule_page.effort", "求解力度(&E)：", "&Effort:")
EFFORTS = {
    "quick": Wording("schedule_page.quick", "快：只改进片刻", "Quick"),
    "normal": Wording("schedule_page.normal", "一般", "Normal"),
    "thorough": Wording("schedule_page.thorough", "彻底：几分钟", "Thorough: minutes"),
}
SCHEDULE = Wording("schedule_page.schedule", "排期(&S)", "&Schedule")
FIRST_START = Wording("schedule_page.first_start", "开始排期", "Start scheduling")
AGAIN = Wording("schedule_page.again", "重新排期(&S)", "&Schedule anew")
PINS = Wording("schedule_page.pins", "指定日期 {count} 次", "{count} fixed dates")
TITLE = Wording("schedule_page.title", "{quarter} 排期", "Schedule of {quarter}")
PINNING = Wording("schedule_page.pinning", "把 {visit} 移到 {date}", "Moving {visit} to {date}")
UNPINNING = Wording("schedule_page.unpinning", "取消 {visit} 的指定日期", "Opening the date of {visit}")
LOOKING = Wording("schedule_page.looking", "核对规则", "Looking at the rules")
TRYING = Wording("schedule_page.trying", "试算办法", "Trying a remedy")
DRAWING = Wording("schedule_page.drawing", "整理计划", "Reading the plan")
TOLD = Wording(
    "schedule_page.told",
    "{stage}　组日 {best}　下界 {bound}　差距 {gap}",
    "{stage}: {best} team-days, bound {bound}, gap {gap}",
)
STOP = Wording("schedule_page.stop", "停下，用目前最好的(&B)", "Stop with the &best so far")
STOPPING = Wording("schedule_page.stopping", "正在停下，保留目前最好的计划……", "Stopping with the best plan so far …")
VISITS = Wording("schedule_page.visits", "入企检查 {count} 次", "{count} visits")
TEAM_DAYS = Wording(
    "schedule_page.team_days",
    "组日 {team_days}，下界 {bound}（{proof}）",
    "{team_days} team-days, bound {bound} ({proof})",
)
MEETINGS = Wording("schedule_page.meetings", "会议调研 {count} 场", "{count} meetings")
OFF_SITE = Wording("schedule_page.off_site", "非现场 {count} 件", "{count} off site")
DEFERRED = Wording("schedule_page.deferred", "转下季度 {count} 件", "{count} moved to the next quarter")
OPTIMAL = Wording("schedule_page.optimal", "已证明不能更少", "proven: none has fewer")
GAP_IS = Wording("schedule_page.gap", "差距至多 {gap}", "at most {gap} above")
DRAFT = Wording("schedule_page.draft", "草案", "Draft")
SUBMITTED = Wording("schedule_page.submitted", "送审稿", "Submitted draft")
EMPTY = Wording("schedule_page.empty", "还没有排期", "No dates yet")
EMPTY_LEAD = Wording(
    "schedule_page.empty_lead",
    "抽中 {enterprises} 家检查对象。点“排期”为每次检查定下日期和半天，并把各部门并到一起；"
    "随时可以停下，保留目前最好的计划。",
    "{enterprises} enterprises are drawn. “Schedule” gives every visit its date and half-day and brings departments "
    "together; you may stop at any time and keep the best plan so far.",
)
WAIT = Wording("schedule_page.wait", "先抽取检查对象", "Enterprises have to be drawn first")
FIXED = Wording(
    "schedule_page.fixed",
    "抽取检查人员以后，日期不再变动；要改日期，需送审后退回，批准后则用计划调整审批单。",
    "Once inspectors are drawn, dates stand; they change if the plan is sent back, or by change order once approved.",
)
MOVED_ALONE = Wording(
    "schedule_page.moved_alone",
    "{visit} 已指定在 {when}，其他检查没有变动。",
    "{visit} is fixed on {when}; nothing else moved.",
)
MOVED = Wording(
    "schedule_page.moved",
    "{visit} 已指定在 {when}；另有 {count} 次检查随之改期：{visits}",
    "{visit} is fixed on {when}; {count} other visits moved: {visits}",
)
UNPINNED = Wording(
    "schedule_page.unpinned",
    "{visit} 不再指定日期，现有日期保留到下次排期。",
    "The date of {visit} is open again; it stays until the next schedule.",
)
DETAILS = Wording("schedule_page.details", "详情(&D)…", "&Details …")
BACK = Wording("schedule_page.back", "回到现有计划(&B)", "&Back to the plan there is")
MORE = Wording("schedule_page.more", "另有 {count} 条，停在这里可看全部。", "{count} more: rest the pointer here.")
HELP = StepName.SCHEDULE.value
MOST_MESSAGES = 3
MOST_VISITS = 8


class SchedulePage(Page):
    """Scheduling, the pictures of the plan, or the causes why there is none."""

    TITLE = STEP_TITLES[StepName.SCHEDULE]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.picture: Picture | None = None
        self._none: Any = None
        self._shown_quarter: Quarter | None = None
        self._said: list[str] = []
        self._dragged = ""
        self._mover: MoveDialog | None = None
        self._build_tools()
        self._build_progress()
        self.notes = note()
        self.notes.hide()
        self.body.addWidget(self.notes)
        self.board = PlanBoard(self.say, preferences)
        self.why_not = WhyNot(self.say)
        self.places = QStackedWidget()
        self.places.addWidget(self._build_empty())
        self.places.addWidget(self.board)
        self.places.addWidget(self.why_not)
        self.body.addWidget(self.places, 1)
        self.board.move_asked.connect(self.move_visit)
        self.board.opened.connect(self.open_visit)
        self.board.menu_asked.connect(self._show_menu)
        self.board.drag_began.connect(self._drag_began)
        self.board.drag_ended.connect(self._drag_ended)
        self.why_not.try_wanted.connect(self._try)
        self.why_not.opened.connect(self._open_concerned)
        session.jobs.progressed.connect(self._progressed)
        session.crashed.connect(self._crashed)

    def _build_tools(self) -> None:
        self.draft = QLabel()
        paint(self.draft, Meaning.DRAFT)
        self.pins = QPushButton()
        self.pins.setFlat(True)
        self.pin_menu = QMenu(self)
        self.pins.setMenu(self.pin_menu)
        self.effort = QComboBox()
        self.effort_name = QLabel(self.say(EFFORT))
        self.effort_name.setBuddy(self.effort)
        for name, words in EFFORTS.items():
            self.effort.addItem(self.say(words), name)
        self.effort.setCurrentIndex(max(0, self.effort.findData(self.preferences.get("schedule.effort", "normal"))))
        self.effort.currentIndexChanged.connect(self._keep_effort)
        self.start = QPushButton(self.say(SCHEDULE))
        self.start.clicked.connect(self.schedule)
        self.back = QPushButton(self.say(BACK))
        self.back.clicked.connect(self._go_back)
        for widget in (self.draft, self.pins, self.back, self.effort_name, self.effort, self.start):
            self.tools.addWidget(widget)

    def _build_progress(self) -> None:
        self.progress = QWidget()
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.told = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().height() * 12)
        self.stop = QPushButton(self.say(STOP))
        self.stop.clicked.connect(self._stop)
        for widget in (self.bar, self.told):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.stop)
        self.progress.hide()
        self.body.addWidget(self.progress)

    def _build_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self.empty_title = heading(self.say(EMPTY), 1.3)
        self.empty_words = note()
        for label in (self.empty_title, self.empty_words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        column.addWidget(self.empty_title)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.empty_words, 3)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(GAP)
        self.first_start = QPushButton(self.say(FIRST_START))
        self.first_start.clicked.connect(self.schedule)
        column.addWidget(self.first_start, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    # showing

    def refresh(self) -> None:
        now = self.shown.quarter
        if now.quarter != self._shown_quarter:
            self._shown_quarter, self._none, self._said = now.quarter, None, []
        can = now.stage in (Stage.DRAWN, Stage.SCHEDULED)
        dated = bool(now.plan and any(visit.date for visit in now.plan.visits))
        self.start.setText(self.say(AGAIN if dated else SCHEDULE))
        self._let_start(can)
        self.start.setToolTip("" if can else self.say(WAIT if now.stage.value < Stage.DRAWN.value else FIXED))
        self.effort.setVisible(can)
        self.effort_name.setVisible(can)
        self.start.setVisible(can or not dated)
        self.draft.setText(self.say(SUBMITTED if now.stage is Stage.SUBMITTED else DRAFT))
        self.draft.setVisible(dated and now.stage is not Stage.APPROVED)
        self._show_pins(now)
        self.words.setText(self._figures(now))
        self._show_notes()
        if self._none is not None and not can:
            self._none = None
        if dated:
            self.session.ask(DRAWING(), partial(_read_picture, now), self._show_picture)
        else:
            drawn = now.plan.selections if now.plan else ()
            count = len({selection.enterprise for selection in drawn})
            self.empty_words.setText(self.say(EMPTY_LEAD, enterprises=count) if can else self.words.text())
            self.empty_title.setText(self.say(EMPTY if can else WAIT))
            self.first_start.setVisible(can)
            self.words.clear()
            self._show_picture(None)

    def _show_picture(self, seen: Picture | None) -> None:
        self.picture = seen
        self.board.show_picture(seen)
        self._show_place()

    def _show_place(self) -> None:
        self.back.setVisible(self._none is not None and self.picture is not None)
        self.words.setVisible(self._none is None and bool(self.words.text()))
        if self._none is not None:
            self.places.setCurrentWidget(self.why_not)
        else:
            self.places.setCurrentIndex(1 if self.picture else 0)

    def _figures(self, now: QuarterState) -> str:
        plan = now.plan
        if plan is None or plan.report is None or not plan.h1:
            step = next(step for step in self.shown.steps if step.name is StepName.SCHEDULE)
            return self.say(step.words)
        report = plan.report
        proof = OPTIMAL() if report.team_days == report.bound else GAP_IS(gap=gap_words(report.team_days, report.bound))
        parts = [
            self.say(VISITS, count=len(plan.visits)),
            self.say(TEAM_DAYS, team_days=report.team_days, bound=report.bound, proof=proof),
        ]
        counts = ((MEETINGS, plan.events), (OFF_SITE, plan.off_site), (DEFERRED, plan.deferrals))
        parts += [self.say(words, count=len(rows)) for words, rows in counts if rows]
        return "　·　".join(parts)

    def _show_pins(self, now: QuarterState) -> None:
        from ...workflow.pinning import pinned_visits

        pins = pinned_visits(now)
        self.pins.setVisible(bool(pins))
        self.pins.setText(self.say(PINS, count=len(pins)))
        self.pin_menu.clear()
        for visit, pin in pins:
            name = now.frozen.county.enterprise[visit.enterprise].name
            when = f"{day_words(self.say, pin.date)} {self.say(HALVES[pin.half])}"
            menu = self.pin_menu.addMenu(f"{visit.number}　{when}　{name}".replace("&", "&&"))
            self._add(menu, DETAILS, partial(self._choose_and_open, visit.number))
            if now.stage in (Stage.DRAWN, Stage.SCHEDULED):
                self._add(menu, UNPIN, partial(self.unpin_visit, visit.number))

    def _show_notes(self) -> None:
        more = len(self._said) - MOST_MESSAGES
        lines = [*self._said[:MOST_MESSAGES], *([self.say(MORE, count=more)] if more > 0 else [])]
        self.notes.setText("\n".join(lines))
        self.notes.setToolTip("\n\n".join(self._said) if more > 0 else "")
        self.notes.setVisible(bool(self._said))

    # scheduling

    @Slot()
    def _keep_effort(self) -> None:
        self.preferences.set("schedule.effort", self.effort.currentData())

    @Slot()
    def schedule(self) -> None:
        """Find dates for all visits, in the background."""
        quarter, effort, operator = self.shown.quarter.quarter, self.effort.currentData(), self.session.operator

        def work(file: CountyFile, job: Job) -> Any:
            from ...workflow.scheduling import schedule

            return schedule(
                file, quarter, effort=effort, operator=operator, progress=partial(tell, job), cancel=job.cancel
            )

        self._begin()
        title = TITLE(quarter=str(quarter))
        self.session.act(title, work, self._scheduled, failed=self._failed, can_cancel=True)

    def _begin(self) -> None:
        self.told.setText("")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.progress.show()
        self._let_start(False)
        self._said = []
        self._show_notes()

    def _let_start(self, can: bool) -> None:
        for button in (self.start, self.first_start):
            button.setEnabled(can)

    def _end(self) -> None:
        self.progress.hide()
        self._let_start(self.shown.quarter.stage in (Stage.DRAWN, Stage.SCHEDULED))

    @Slot(object)
    def _crashed(self, _: object) -> None:
        """The window tells of it; here only what was going on ends."""
        if self.progress.isVisible():
            self._end()

    @Slot(object)
    def _progressed(self, telling: Telling) -> None:
        if self.progress.isVisible() and self.stop.isEnabled():
            self.told.setText(self.say(telling.words))
            if telling.fraction is not None:
                self.bar.setRange(0, 100)
                self.bar.setValue(round(100 * telling.fraction))

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.told.setText(self.say(STOPPING))
        self.session.jobs.cancel()

    def _scheduled(self, done: Any) -> None:
        self._none = None
        self._end()
        self._said = [self.say(message) for message in done.messages]
        self._show_notes()
        self._show_place()

    def _failed(self, refusal: Refusal) -> None:
        from ...workflow.why_not import NoPlan, reasons

        self._end()
        if isinstance(refusal, NoPlan):
            self._none = refusal
            self.why_not.show_reasons(reasons(self.shown.quarter.frozen, refusal))
            self._show_place()
        else:
            show_refusal(self, self.session, refusal)

    @Slot()
    def _go_back(self) -> None:
        self._none = None
        self._show_place()

    @Slot(object, object)
    def _try(self, remedies: Any, said: QLabel) -> None:
        from ...workflow.why_not import try_remedies

        problem = self._none.problem

        def work(file: CountyFile, job: Job) -> Any:
            return try_remedies(problem, remedies)

        self.session.ask(TRYING(), work, partial(self.why_not.answer, said))

    @Slot(object)
    def _open_concerned(self, found: Any) -> None:
        from ..dialogs.concerned import concerned_dialog

        dialog = concerned_dialog(self.say, found, self)
        help_key(dialog, self.session, HELP)
        dialog.open()

    # single visits

    @Slot(str)
    def open_visit(self, number: str) -> None:
        """Show everything about a visit."""
        block = self.picture.block.get(number) if self.picture else None
        if block is not None and self.picture is not None:
            dialog = VisitDialog(self.say, self.picture, block, self)
            help_key(dialog, self.session, HELP)
            dialog.move_wanted.connect(self.ask_to_move)
            dialog.unpin_wanted.connect(self.unpin_visit)
            dialog.open()

    def _choose_and_open(self, number: str) -> None:
        self.board.choose(frozenset({number}))
        self.open_visit(number)

    @Slot(str, QPoint)
    def _show_menu(self, number: str, where: QPoint) -> None:
        self.menu_of(number).popup(where)

    def menu_of(self, number: str) -> QMenu:
        """What can be done with a visit."""
        assert self.picture is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, DETAILS, partial(self.open_visit, number))
        self._add(menu, MOVE, partial(self.ask_to_move, number))
        if self.picture.block[number].pinned and self.picture.can_pin:
            self._add(menu, UNPIN, partial(self.unpin_visit, number))
        return menu

    def _add(self, menu: QMenu, words: Wording, act: Any) -> QAction:
        action = QAction(self.say(words), menu)
        action.triggered.connect(act)
        menu.addAction(action)
        return action

    @Slot(str)
    def ask_to_move(self, number: str) -> None:
        """Ask where a visit is to go, and say at once whether a rule forbids it."""
        if self.picture is None or not self._dates_open(number, None):
            return
        self._mover = MoveDialog(self.say, self.picture, self.picture.block[number], self)
        help_key(self._mover, self.session, HELP)
        self._mover.checked.connect(self._check)
        self._mover.move_wanted.connect(self.move_visit)
        self._mover.finished.connect(self._forget_mover)
        self._mover.start()

    def _dates_open(self, number: str, day: date | None) -> bool:
        """Whether dates may be fixed now; if not, offer the change order, or say what has to be done first."""
        from ...workflow.pinning import refuse_unless_open

        now = self.shown.quarter
        if now.stage is Stage.APPROVED:
            self._order_change(number, day)
            return False
        try:
            refuse_unless_open(now)
        except Refusal as refusal:
            show_refusal(self, self.session, refusal)
            return False
        return True

    def _order_change(self, number: str, day: date | None) -> None:
        """An approved date changes by change order only."""
        from ..dialogs.orders import open_change_order

        open_change_order(self.session, self.preferences, self.window(), visit=number, day=day)

    @Slot()
    def _forget_mover(self) -> None:
        self._mover = None

    @Slot(str, object, object)
    def _check(self, number: str, day: date, half: Half) -> None:
        assert self.picture is not None
        snapshot, plan = self.picture.snapshot, self.picture.plan

        def work(file: CountyFile, job: Job) -> tuple[Message, ...]:
            from ...workflow.pinning import why_not_then

            return why_not_then(snapshot, plan, number, day, half)

        def answer(reasons: tuple[Message, ...]) -> None:
            if self._mover is not None:
                self._mover.answer(day, half, reasons)

        self.session.ask(LOOKING(), work, answer)

    @Slot(str, object, object)
    def move_visit(self, number: str, day: date, half: Half | None) -> None:
        """Fix a visit on a date, in the background; what a rule forbids is refused in the rule's own words."""
        block = self.picture.block.get(number) if self.picture else None
        if block is None:
            return
        wanted = half if half is not None and block.half is not Half.WHOLE_DAY else block.half
        if (day, wanted) == (block.day, block.half) and (block.pinned or half is None):
            return
        if not self._dates_open(number, day):
            return
        quarter, operator = self.shown.quarter.quarter, self.session.operator

        def work(file: CountyFile, job: Job) -> Any:
            from ...workflow.pinning import pin

            return pin(
                file, quarter, number, day, wanted, operator=operator, progress=partial(tell, job), cancel=job.cancel
            )

        self._begin()
        title = PINNING(visit=number, date=day)
        self.session.act(title, work, self._moved, failed=self._not_moved, can_cancel=True)

    def _moved(self, done: Any) -> None:
        self._end()
        when = f"{day_words(self.say, done.pin.date)} {self.say(HALVES[done.pin.half])}"
        if done.moved:
            names = list(done.moved[:MOST_VISITS])
            words = self.say(MOVED, visit=done.visit, when=when, count=len(done.moved), visits=names)
        else:
            words = self.say(MOVED_ALONE, visit=done.visit, when=when)
        self._said = [words]
        self._show_notes()
        self.board.choose(frozenset({done.visit}))

    def _not_moved(self, refusal: Refusal) -> None:
        self._end()
        show_refusal(self, self.session, refusal)

    @Slot(str)
    def unpin_visit(self, number: str) -> None:
        """Leave a visit's date open again."""
        quarter, operator = self.shown.quarter.quarter, self.session.operator

        def work(file: CountyFile, job: Job) -> Any:
            from ...workflow.pinning import unpin

            return unpin(file, quarter, number, operator=operator)

        def done(_: Any) -> None:
            self._said = [self.say(UNPINNED, visit=number)]
            self._show_notes()

        self.session.act(UNPINNING(visit=number), work, done)

    # dragging

    @Slot(str)
    def _drag_began(self, number: str) -> None:
        """Work out where the visit may be, while it is on its way."""
        self._dragged = number
        assert self.picture is not None
        snapshot, plan = self.picture.snapshot, self.picture.plan

        def work(file: CountyFile, job: Job) -> frozenset[date]:
            from ...workflow.pinning import open_days

            return open_days(snapshot, plan, number)

        def show(days: frozenset[date]) -> None:
            if self._dragged == number:
                self.board.allow(days)

        self.session.ask(LOOKING(), work, show)

    @Slot()
    def _drag_ended(self) -> None:
        self._dragged = ""
        self.board.allow(None)


def tell(job: Job, progress: Any) -> None:
    """Hand the planner's progress on to the window."""
    gap = gap_words(progress.best, progress.bound)
    job.tell(TOLD(stage=progress.stage, best=progress.best, bound=progress.bound, gap=gap), progress.fraction)


def gap_words(team_days: int, bound: int) -> str:
    """How far a plan is above its proven bound at most."""
    return f"{100 * (team_days - bound) / bound:.2f}%" if bound else "0.00%"


def _read_picture(now: QuarterState, file: CountyFile, job: Job) -> Picture | None:
    """Work out, in the background, all that pictures will ask for."""
    seen = picture(now)
    return seen.ready() if seen else None
