"""锁定与抽取: freeze the lists, see everybody's chances, draw the enterprises in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.county import Approval
from ...domain.messages import Message, Wording
from ...workflow import draw_record, freezing, prospect
from ...workflow.draw_record import FreezeRow, TicketRow
from ...workflow.freezing import Frozen
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName, StepState
from ...workflow.prospect import Prospect, ReasonRow, StratumRow
from ...workflow.state import QuarterState, Stage
from ..dialogs.ceremony import CeremonyDialog
from ..dialogs.papers import show_draw_record, show_slip
from ..dialogs.rituals import H0, enterprise_ritual
from ..dialogs.withdraw import WithdrawDialog
from ..jobs import Job
from ..look import GAP, Meaning, note, sized
from ..models.draw_rows import (
    FREEZE_COLUMNS,
    NOTICE_COLUMNS,
    REASON_COLUMNS,
    STRATUM_COLUMNS,
    STRATUM_NAME,
    TICKET_COLUMNS,
)
from ..models.table import TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.dates import OptionalDate
from ..widgets.draws import draws_model
from ..widgets.fingerprint import Fingerprint
from ..widgets.table import TableView
from .page import Page

FREEZE = Wording("draw_page.freeze", "锁定名录(&L)", "Freeze the &lists")
FREEZING = Wording("draw_page.freezing", "正在锁定名录", "Freezing the lists")
DRAW = Wording("draw_page.draw", "公开抽取(&D)…", "Public &draw…")
DRAW_AGAIN = Wording("draw_page.draw_again", "再次抽取(&D)…", "&Draw again…")
WITHDRAW = Wording("draw_page.withdraw", "撤回锁定(&W)…", "&Withdraw the freeze…")
PRINT = Wording("draw_page.print", "打印抽取记录(&P)…", "&Print the record…")
NEXT_IS = Wording("draw_page.next_is", "{done}。下一步：{step}", "{done}. Next: {step}")
WHAT = Wording(
    "draw_page.what",
    "将锁定：检查对象 {enterprises} 家，检查人员 {inspectors} 人，本季度任务 {tasks} 项、有因检查 {cases} 件、"
    "会议调研 {meetings} 场。",
    "To be frozen: {enterprises} enterprises, {inspectors} inspectors, and the quarter's {tasks} tasks, {cases} cases "
    "and {meetings} meetings.",
)
WHY = Wording(
    "draw_page.why",
    "锁定以后名录不能再改，得出锁定指纹 H0；掷骰在锁定之后，所以谁也不能照着号码改名录。下面是按现在的名录推算的结果。",
    "Once frozen the lists stand still and give the hash H0. The dice fall afterwards, so nobody can fit the lists to "
    "them. Below is what the lists as they stand now would give.",
)
SCHEME = Wording(
    "draw_page.scheme", "抽查方案的批准（可以不填，计划上会注明“方案批准未填”）", "Approval of the scheme (optional)"
)
SCHEME_DOCUMENT = Wording("draw_page.scheme_document", "文号(&O)：", "D&ocument:")
SCHEME_BY = Wording("draw_page.scheme_by", "批准人(&B)：", "Approved &by:")
SCHEME_DATE = Wording("draw_page.scheme_date", "批准日期(&T)", "Da&te")
SCHEME_PARTLY = Wording(
    "draw_page.scheme_partly",
    "文号、批准人和批准日期要一起填，或者都不填。",
    "Give the document, who approved it and the date together, or none of them.",
)
SCHEME_IS = Wording(
    "draw_page.scheme_is", "方案批准：{document}　{by}　{date}", "Scheme approved: {document}, {by}, {date}"
)
NO_SCHEME = Wording("draw_page.no_scheme", "方案批准未填", "The scheme's approval was left blank (方案批准未填)")
STRATA = Wording("draw_page.strata", "抽取分层与机会", "Strata and chances")
REASONS = Wording("draw_page.reasons", "不可抽的原因", "Why others cannot be drawn")
TICKETS = Wording("draw_page.tickets", "抽取结果", "What was drawn")
NOTICES = Wording("draw_page.notices", "提示（{count}）", "Notices ({count})")
DRAWS = Wording("draw_page.draws", "历次抽取（{count}）", "All draws ({count})")
FREEZES = Wording("draw_page.freezes", "历次锁定（{count}）", "All freezes ({count})")
FIND = Wording("draw_page.find", "查找（Ctrl+F）", "Find (Ctrl+F)")
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
TICKET_TAB, STRATUM_TAB, REASON_TAB, NOTICE_TAB, DRAW_TAB, FREEZE_TAB = range(6)


class DrawPage(Page):
    """Before the freeze a form and what it would give; afterwards the frozen hash, the chances and what was drawn."""

    TITLE = STEP_TITLES[StepName.DRAW]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self._read: object = None
        self.freeze_button = self._tool(FREEZE, self.freeze)
        self.draw_button = self._tool(DRAW, self.show_ceremony)
        self.print_button = self._tool(PRINT, self.show_record)
        self.withdraw_button = self._tool(WITHDRAW, self.show_withdraw)
        self.notices = note(meaning=Meaning.DRAFT)
        self.before, self.after = self._build_before(), self._build_after()
        for part in (self.before, self.after, self.notices):
            self.body.addWidget(part)
        self.body.addWidget(self._build_tabs(), 1)

    def _tool(self, words: Wording, act: object) -> QPushButton:
        button = QPushButton(self.say(words))
        button.clicked.connect(act)
        self.tools.addWidget(button)
        return button

    def _build_before(self) -> QWidget:
        part, column = _part()
        self.what = QLabel()
        self.what.setWordWrap(True)
        sized(self.what, 1.1)
        column.addWidget(self.what)
        column.addWidget(note(self.say(WHY)))
        scheme = QGroupBox(self.say(SCHEME))
        row = QHBoxLayout(scheme)
        row.setSpacing(GAP)
        self.scheme_document, self.scheme_by = QLineEdit(), QLineEdit()
        for words, field in ((SCHEME_DOCUMENT, self.scheme_document), (SCHEME_BY, self.scheme_by)):
            label = QLabel(self.say(words))
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1)
            field.textChanged.connect(self._forget_objection)
        self.scheme_date = OptionalDate(self.say(SCHEME_DATE))
        self.scheme_date.changed.connect(self._forget_objection)
        row.addWidget(self.scheme_date)
        column.addWidget(scheme)
        self.objection = note(meaning=Meaning.CONFLICT)
        self.objection.hide()
        column.addWidget(self.objection)
        return part

    def _build_after(self) -> QWidget:
        part, column = _part()
        self.h0 = Fingerprint(self.say(H0), self.say)
        self.scheme = note()
        column.addWidget(self.h0)
        column.addWidget(self.scheme)
        return part

    def _build_tabs(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tickets: TableModel[TicketRow] = TableModel(TICKET_COLUMNS, self.say, parent=self)
        self.strata: TableModel[StratumRow] = TableModel(STRATUM_COLUMNS, self.say, parent=self)
        self.reasons: TableModel[ReasonRow] = TableModel(REASON_COLUMNS, self.say, parent=self)
        self.told: TableModel[Message] = TableModel(NOTICE_COLUMNS, self.say, parent=self)
        self.draws = draws_model(self.say, self._in_force)
        self.draws.setParent(self)
        self.freezes: TableModel[FreezeRow] = TableModel(FREEZE_COLUMNS, self.say, parent=self)
        for words, model in (
            (TICKETS(), self.tickets),
            (STRATA(), self.strata),
            (REASONS(), self.reasons),
            (NOTICES(count=0), self.told),
            (DRAWS(count=0), self.draws),
            (FREEZES(count=0), self.freezes),
        ):
            wide = STRATUM_NAME if model is self.strata else None
            view = TableView(model, wide=wide)
            view.setAccessibleName(self.say(words))
            self.tabs.addTab(view, self.say(words))
        notices = self.tabs.widget(NOTICE_TAB)
        assert isinstance(notices, TableView)
        notices.setWordWrap(True)
        notices.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.say(FIND))
        self.search.setAccessibleName(self.say(FIND))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.search.fontMetrics().horizontalAdvance("国") * 13)
        self.search.textChanged.connect(self._search)
        corner = QWidget()
        beside = QVBoxLayout(corner)
        beside.setContentsMargins(0, 0, 0, 4)
        beside.addWidget(self.search)
        self.tabs.setCornerWidget(corner)
        self.tabs.currentChanged.connect(self._show_search)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        return self.tabs

    def _entitle(self, tab: int, words: Message) -> None:
        self.tabs.setTabText(tab, self.say(words))
        self.tabs.widget(tab).setAccessibleName(self.say(words))

    def _in_force(self) -> Any:
        plan = self.shown.quarter.plan
        return plan.dice(1) if plan else None

    def refresh(self) -> None:
        now = self.shown.quarter
        step = next(step for step in self.shown.steps if step.name is StepName.DRAW)
        following = self.shown.next_step
        if step.state is StepState.DONE and following is not None:
            self.words.setText(self.say(NEXT_IS, done=step.words, step=following.title))
        else:
            self.words.setText(self.say(step.words))
        self.allow(self.freeze_button, self._why_not_freeze(now))
        self.allow(self.draw_button, self._why_not_draw(now))
        self.allow(self.print_button, None if now.plan else DRAW_FIRST)
        not_withdraw = FREEZE_FIRST if now.stage is Stage.OPEN else APPROVED
        self.allow(self.withdraw_button, None if now.stage in CAN_WITHDRAW else not_withdraw)
        self.draw_button.setText(self.say(DRAW_AGAIN if now.plan else DRAW))
        before = now.stage is Stage.OPEN
        self.before.setVisible(before)
        self.after.setVisible(not before)
        if before:
            self._show_before()
        else:
            self._show_after(now)
        self._show_records(now)
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

    def _show_before(self) -> None:
        county, period = self.shown.county, self.shown.quarter.quarter.period
        self.what.setText(
            self.say(
                WHAT,
                enterprises=len(county.enterprises),
                inspectors=len(county.inspectors),
                tasks=sum(task.window.end in period for task in county.tasks),
                cases=sum(case.deadline in period for case in county.cases),
                meetings=sum(meeting.window.end in period for meeting in county.meetings),
            )
        )

    def _show_after(self, now: QuarterState) -> None:
        self.h0.show_mark(now.h0)
        scheme = now.frozen.scheme
        self.scheme.setText(
            self.say(SCHEME_IS, document=scheme.document, by=scheme.by, date=scheme.date)
            if scheme
            else self.say(NO_SCHEME)
        )

    def _show_records(self, now: QuarterState) -> None:
        draws = [draw for draw in now.draws if draw.stage == 1]
        self.draws.set_rows(draws)
        self._entitle(DRAW_TAB, DRAWS(count=len(draws)))
        self.tabs.setTabVisible(DRAW_TAB, bool(draws))
        self.tabs.setTabVisible(FREEZE_TAB, now.freezes > 0)
        self.tabs.setTabVisible(TICKET_TAB, now.plan is not None)

    def _work_out(self, now: QuarterState) -> None:
        """The tables, in the background: before the freeze after each change of the file, then once a draw."""
        before = now.stage is Stage.OPEN
        dice = now.plan.dice(1) if now.plan else None
        key = None if before else (self.shown.path, now.h0, dice)
        if key is not None and key == self._read:
            return
        self._read = key
        self.tabs.setCurrentIndex(TICKET_TAB if now.plan else STRATUM_TAB)

        def work(file: CountyFile, _: Job) -> tuple[Prospect, Sequence[TicketRow], Sequence[FreezeRow]]:
            seen = prospect.before_freeze(file, now.quarter) if before else prospect.prospect(now.frozen)
            return seen, draw_record.tickets(now) if now.plan else (), draw_record.freezes(now)

        self.session.ask(READING(), work, self._show_tables)

    def _show_tables(self, found: tuple[Prospect, Sequence[TicketRow], Sequence[FreezeRow]]) -> None:
        seen, drawn, freezes = found
        self.strata.set_rows(seen.strata)
        self.reasons.set_rows(seen.reasons)
        self.told.set_rows(seen.messages)
        self.tickets.set_rows(drawn)
        self.freezes.set_rows(freezes)
        self._entitle(FREEZE_TAB, FREEZES(count=len(freezes)))
        self._entitle(NOTICE_TAB, NOTICES(count=len(seen.messages)))
        self.tabs.setTabVisible(NOTICE_TAB, bool(seen.messages))
        told = [self.say(message) for message in seen.messages[:TOLD]]
        if len(seen.messages) > TOLD:
            told.append(self.say(MORE, count=len(seen.messages) - TOLD))
        self.notices.setText("\n".join(told))
        self.notices.setVisible(bool(told) and self.shown.quarter.plan is None)

    @property
    def _model(self) -> TableModel[Any]:
        """The table in front."""
        view = self.tabs.currentWidget()
        assert isinstance(view, TableView)
        model = view.model()
        assert isinstance(model, TableModel)
        return model

    @Slot(str)
    def _search(self, words: str) -> None:
        self._model.search(words)

    @Slot(int)
    def _show_search(self, tab: int) -> None:
        """What is searched for, is searched for in the table in front."""
        self.search.setEnabled(tab not in (DRAW_TAB, FREEZE_TAB))
        self._model.search(self.search.text() if self.search.isEnabled() else "")

    @Slot()
    def _forget_objection(self) -> None:
        self.objection.hide()

    @Slot()
    def freeze(self) -> None:
        """Freeze in the background, with the scheme's approval or without one."""
        document, by = self.scheme_document.text().strip(), self.scheme_by.text().strip()
        on = self.scheme_date.value()
        if any((document, by, on)) and not all((document, by, on)):
            self.objection.setText(self.say(SCHEME_PARTLY))
            self.objection.show()
            return
        quarter, operator = self.shown.quarter.quarter, self.session.operator
        scheme: Approval | None = freezing.scheme_of(document, on, by)

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
            self.strata.all_rows,
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


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    return part, column
