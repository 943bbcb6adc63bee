"""锁定与抽取: freeze the lists, see everybody's chances, draw the enterprises in public."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...domain.plan import DiceRecord
from ...workflow import draw_record, freezing, prospect
from ...workflow.draw_record import FreezeRow, TicketRow
from ...workflow.freezing import Frozen
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName, StepState
from ...workflow.prospect import Prospect
from ...workflow.state import QuarterState, Stage
from ..dialogs.ceremony import CeremonyDialog
from ..dialogs.papers import show_draw_record, show_slip
from ..dialogs.rituals import H0, enterprise_ritual
from ..dialogs.withdraw import WithdrawDialog
from ..jobs import Job
from ..look import Meaning, note
from ..preferences import Preferences
from ..session import Session
from ..widgets.draw_tabs import DrawTabs
from ..widgets.fingerprint import Fingerprint
from ..widgets.freeze_form import FreezeForm
from .page import Page

FREEZE = Wording("draw_page.freeze", "锁定名录(&L)", "Freeze the &lists")
FREEZING = Wording("draw_page.freezing", "正在锁定名录", "Freezing the lists")
DRAW = Wording("draw_page.draw", "公开抽取(&D)…", "Public &draw…")
DRAW_AGAIN = Wording("draw_page.draw_again", "再次抽取(&D)…", "&Draw again…")
WITHDRAW = Wording("draw_page.withdraw", "撤回锁定(&W)…", "&Withdraw the freeze…")
PRINT = Wording("draw_page.print", "打印抽取记录(&P)…", "&Print the record…")
SCHEME_IS = Wording(
    "draw_page.scheme_is", "方案批准：{document}　{by}　{date}", "Scheme approved: {document}, {by}, {date}"
)
NO_SCHEME = Wording("draw_page.no_scheme", "方案批准未填", "The scheme's approval was left blank (方案批准未填)")
READING = Wording("draw_page.reading", "正在计算抽样框", "Working out the frame")
MORE = Wording("draw_page.more", "……另有 {count} 条，见“提示”。", "… and {count} more, under Notices.")
NAMES_STAND = Wording(
    "draw_page.names_stand",
    "计划退回以后只改日期，抽中的检查对象不变。",
    "A plan that was sent back opens its dates; the enterprises drawn stand.",
)
LISTS_FIRST = Wording(
    "draw_page.lists_first", "先导入名录和本季度的任务，再锁定。", "Import the lists and the quarter's tasks first."
)
FROZEN_ALREADY = Wording(
    "draw_page.frozen_already",
    "名录已经锁定；要修改名录，先撤回锁定。",
    "The lists are frozen; to change them, withdraw the freeze.",
)
FREEZE_FIRST = Wording("draw_page.freeze_first", "先锁定名录，再掷骰。", "Freeze the lists before the dice.")
DRAW_FIRST = Wording("draw_page.draw_first", "抽取以后才有记录。", "There is a record once the draw was made.")
SUBMITTED = Wording(
    "draw_page.submitted",
    "计划已经送审；要再次抽取，先撤回锁定或等待退回。",
    "The plan was submitted; before another draw withdraw the freeze, or have it sent back.",
)
APPROVED = Wording(
    "draw_page.approved",
    "计划已经批准；变动用调整令办理。",
    "The plan is approved; what changes takes a change order.",
)
CAN_DRAW = (Stage.FROZEN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED)
CAN_WITHDRAW = (*CAN_DRAW, Stage.SUBMITTED)
TOLD = 3
"""Notices that stand on the page itself; its tab has all."""


class DrawPage(Page):
    """Before the freeze a form and what it would give; afterwards the frozen hash, the chances and what was drawn."""

    TITLE = STEP_TITLES[StepName.DRAW]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self._read: object = None
        self.freeze_button = self.add_tool(FREEZE, self.freeze)
        self.draw_button = self.add_tool(DRAW, self.show_ceremony)
        self.print_button = self.add_tool(PRINT, self.show_record)
        self.withdraw_button = self.add_tool(WITHDRAW, self.show_withdraw)
        self.notices = note(meaning=Meaning.DRAFT)
        self.form, self.after = FreezeForm(self.say), self._build_after()
        for part in (self.form, self.after, self.notices):
            self.body.addWidget(part)
        self.tabs = DrawTabs(self.say, self._in_force)
        self.body.addWidget(self.tabs, 1)

    def _in_force(self) -> DiceRecord | None:
        plan = self.shown.quarter.plan
        return plan.dice(1) if plan else None

    def _build_after(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.h0 = Fingerprint(self.say(H0), self.say)
        self.scheme = note()
        column.addWidget(self.h0)
        column.addWidget(self.scheme)
        return part

    def refresh(self) -> None:
        now = self.shown.quarter
        self.tell_step(StepName.DRAW)
        self.allow(self.freeze_button, self._why_not_freeze(now))
        self.allow(self.draw_button, self._why_not_draw(now))
        self.allow(self.print_button, None if now.plan else DRAW_FIRST)
        not_withdraw = FREEZE_FIRST if now.stage is Stage.OPEN else APPROVED
        self.allow(self.withdraw_button, None if now.stage in CAN_WITHDRAW else not_withdraw)
        self.draw_button.setText(self.say(DRAW_AGAIN if now.plan else DRAW))
        before = now.stage is Stage.OPEN
        self.form.setVisible(before)
        self.after.setVisible(not before)
        if before:
            self.form.show_counts(self.shown.county, now.quarter)
        else:
            self._show_after(now)
        self.tabs.show_stage([draw for draw in now.draws if draw.stage == 1], now.freezes, drawn=now.plan is not None)
        self._work_out(now)

    def _why_not_freeze(self, now: QuarterState) -> Wording | None:
        if now.stage is not Stage.OPEN:
            return FROZEN_ALREADY
        first = (step for step in self.shown.steps if step.name in (StepName.LISTS, StepName.TASKS))
        return None if all(step.state is StepState.DONE for step in first) else LISTS_FIRST

    def _why_not_draw(self, now: QuarterState) -> Wording | None:
        if now.sent_back is not None:
            return NAMES_STAND
        if now.stage in CAN_DRAW:
            return None
        return {Stage.OPEN: FREEZE_FIRST, Stage.SUBMITTED: SUBMITTED}.get(now.stage, APPROVED)

    def _show_after(self, now: QuarterState) -> None:
        self.h0.show_mark(now.h0)
        scheme = now.frozen.scheme
        self.scheme.setText(
            self.say(SCHEME_IS, document=scheme.document, by=scheme.by, date=scheme.date)
            if scheme
            else self.say(NO_SCHEME)
        )

    def _work_out(self, now: QuarterState) -> None:
        """The tables, in the background: before the freeze after each change of the file, then once a draw."""
        before = now.stage is Stage.OPEN
        dice = now.plan.dice(1) if now.plan else None
        key = None if before else (self.shown.path, now.h0, dice)
        if key is not None and key == self._read:
            return
        self._read = key
        self.tabs.go_first(drawn=now.plan is not None)

        def work(file: CountyFile, _: Job) -> tuple[Prospect, Sequence[TicketRow], Sequence[FreezeRow]]:
            seen = prospect.before_freeze(file, now.quarter) if before else prospect.prospect(now.frozen)
            return seen, draw_record.tickets(now) if now.plan else (), draw_record.freezes(now)

        self.session.ask(READING(), work, self._show_tables)

    def _show_tables(self, found: tuple[Prospect, Sequence[TicketRow], Sequence[FreezeRow]]) -> None:
        seen, drawn, freezes = found
        self.tabs.show_found(seen, drawn, freezes)
        told = [self.say(message) for message in seen.messages[:TOLD]]
        if len(seen.messages) > TOLD:
            told.append(self.say(MORE, count=len(seen.messages) - TOLD))
        self.notices.setText("\n".join(told))
        self.notices.setVisible(bool(told) and self.shown.quarter.plan is None)

    @Slot()
    def freeze(self) -> None:
        """Freeze in the background, with the scheme's approval or without one."""
        if not self.form.check():
            return
        quarter, operator, scheme = self.shown.quarter.quarter, self.session.operator, self.form.scheme()

        def work(file: CountyFile, _: Job) -> Frozen:
            return freezing.freeze(file, quarter, operator=operator, scheme=scheme)

        self.session.act(FREEZING(), work)

    @Slot()
    def show_withdraw(self) -> None:
        """Ask who withdraws the freeze, and why."""
        WithdrawDialog(self.session, self.window()).open()

    @Slot()
    def show_ceremony(self) -> None:
        """The public draw."""
        if self.is_busy():
            return
        now = self.shown.quarter
        ritual = enterprise_ritual(
            self.session,
            now,
            self.tabs.strata.all_rows,
            lambda parent: show_slip(self.session, self.preferences, now, 1, parent),
            self._print_record,
        )
        CeremonyDialog(self.session, ritual, self.window()).open()

    @Slot()
    def show_record(self) -> None:
        """The record of the draw in force, for print."""
        self._print_record(self.window())

    def _print_record(self, parent: QWidget) -> None:
        show_draw_record(self.session, self.preferences, self.shown.quarter, 1, parent)
