"""Schedule: find the dates, see the plan as pictures, fix single dates; if no plan exists, why not."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from ...domain.messages import Refusal, Wording
from ...domain.quarters import Quarter
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.picture import Picture, picture
from ...workflow.state import QuarterState
from ..dialogs.help_key import help_key
from ..dialogs.messages import show_refusal
from ..jobs import Job
from ..look import note
from ..preferences import Preferences
from ..session import Session
from ..visit_desk import HELP, VisitDesk
from ..widgets.no_dates import NoDates
from ..widgets.plan_board import PlanBoard
from ..widgets.schedule_tools import OPEN, ScheduleTools
from ..widgets.solving import Solving, gap_words, tell
from ..widgets.why_not import WhyNot
from .page import Page

TITLE = Wording("schedule_page.title", "{quarter} 排期", "Schedule of {quarter}")
TRYING = Wording("schedule_page.trying", "试算办法", "Trying a remedy")
DRAWING = Wording("schedule_page.drawing", "整理计划", "Reading the plan")
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
MORE = Wording("schedule_page.more", "另有 {count} 条，停在这里可看全部。", "{count} more: rest the pointer here.")
MOST_MESSAGES = 3


class SchedulePage(Page):
    """Scheduling, the pictures of the plan, or the causes why there is none."""

    TITLE = STEP_TITLES[StepName.SCHEDULE]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self._none: Any = None
        self._shown_quarter: Quarter | None = None
        self._said: list[str] = []
        self.controls = ScheduleTools(self.say, preferences)
        self.tools.addWidget(self.controls)
        self.solving = Solving(session)
        self.body.addWidget(self.solving)
        self.notes = note()
        self.notes.hide()
        self.body.addWidget(self.notes)
        self.board = PlanBoard(self.say, preferences)
        self.why_not = WhyNot(self.say)
        self.no_dates = NoDates(self.say)
        self.places = QStackedWidget()
        for place in (self.no_dates, self.board, self.why_not):
            self.places.addWidget(place)
        self.body.addWidget(self.places, 1)
        self.visits = VisitDesk(session, preferences, self.board, self)
        self.visits.began.connect(self._begin)
        self.visits.ended.connect(self._end)
        self.visits.told.connect(self._tell)
        self.controls.start_asked.connect(self.schedule)
        self.controls.back_asked.connect(self._go_back)
        self.controls.visit_asked.connect(self.visits.choose_and_open)
        self.controls.unpin_asked.connect(self.visits.unpin_visit)
        self.no_dates.start_asked.connect(self.schedule)
        self.why_not.try_wanted.connect(self._try)
        self.why_not.opened.connect(self._open_concerned)
        session.crashed.connect(self._crashed)

    # showing

    def refresh(self) -> None:
        now = self.shown.quarter
        if now.quarter != self._shown_quarter:
            self._shown_quarter, self._none, self._said = now.quarter, None, []
        can = now.stage in OPEN
        dated = bool(now.plan and any(visit.date for visit in now.plan.visits))
        self.controls.show_state(now, dated=dated)
        self._let_start(can)
        self.words.setText(self._figures(now))
        self._show_notes()
        if self._none is not None and not can:
            self._none = None
        if dated:
            self.session.ask(DRAWING(), partial(_read_picture, now), self._show_picture)
        else:
            drawn = now.plan.selections if now.plan else ()
            if can:
                self.no_dates.show_ready(len({selection.enterprise for selection in drawn}))
            else:
                self.no_dates.show_waiting(self.words.text())
            self.words.clear()
            self._show_picture(None)

    @property
    def picture(self) -> Picture | None:
        """The plan that is seen."""
        return self.board.picture

    def _show_picture(self, seen: Picture | None) -> None:
        self.board.show_picture(seen)
        self._show_place()

    def _show_place(self) -> None:
        self.controls.back.setVisible(self._none is not None and self.picture is not None)
        self.words.setVisible(self._none is None and bool(self.words.text()))
        if self._none is not None:
            self.places.setCurrentWidget(self.why_not)
        else:
            self.places.setCurrentWidget(self.board if self.picture else self.no_dates)

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

    @Slot(str)
    def _tell(self, words: str) -> None:
        self._said = [words]
        self._show_notes()

    def _show_notes(self) -> None:
        more = len(self._said) - MOST_MESSAGES
        lines = [*self._said[:MOST_MESSAGES], *([self.say(MORE, count=more)] if more > 0 else [])]
        self.notes.setText("\n".join(lines))
        self.notes.setToolTip("\n\n".join(self._said) if more > 0 else "")
        self.notes.setVisible(bool(self._said))

    # scheduling

    @Slot()
    def schedule(self) -> None:
        """Find dates for all visits, in the background."""
        quarter, effort, operator = (
            self.shown.quarter.quarter,
            self.controls.effort.currentData(),
            self.session.operator,
        )

        def work(file: CountyFile, job: Job) -> Any:
            from ...workflow.scheduling import schedule

            return schedule(
                file, quarter, effort=effort, operator=operator, progress=partial(tell, job), cancel=job.cancel
            )

        self._begin()
        title = TITLE(quarter=str(quarter))
        self.session.act(title, work, self._scheduled, failed=self._failed, can_cancel=True)

    @Slot()
    def _begin(self) -> None:
        self.solving.begin()
        self._let_start(False)
        self._said = []
        self._show_notes()

    def _let_start(self, can: bool) -> None:
        for button in (self.controls.start, self.no_dates.start):
            button.setEnabled(can)

    @Slot()
    def _end(self) -> None:
        self.solving.end()
        self._let_start(self.shown.quarter.stage in OPEN)

    @Slot(object)
    def _crashed(self, _: object) -> None:
        """The window tells of it; here only what was going on ends."""
        if self.solving.isVisible():
            self._end()

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


def _read_picture(now: QuarterState, file: CountyFile, job: Job) -> Picture | None:
    """Work out, in the background, all that pictures will ask for."""
    seen = picture(now)
    return seen.ready() if seen else None
