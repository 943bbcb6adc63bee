"""锁定与抽取: freeze the lists, see everybody's chances, draw the enterprises in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Wording
from ...workflow import draw_record, drawing, forms, freezing
from ...workflow.draw_record import ReasonRow, StratumRow, TicketRow
from ...workflow.freezing import Frozen
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.state import QuarterState, Stage
from ..dialogs.ceremony import CeremonyDialog, Ritual
from ..dialogs.withdraw import WithdrawDialog
from ..jobs import Job
from ..look import Meaning, note, sized
from ..models.table import Column, TableModel
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
WHAT = Wording(
    "draw_page.what",
    "将锁定：检查对象 {enterprises} 家，检查人员 {inspectors} 人，本季度任务 {tasks} 项、有因检查 {cases} 件、"
    "会议调研 {meetings} 场。",
    "To be frozen: {enterprises} enterprises, {inspectors} inspectors, and the quarter's {tasks} tasks, {cases} cases "
    "and {meetings} meetings.",
)
WHY = Wording(
    "draw_page.why",
    "锁定以后名录不能再改，得出锁定指纹 H0；掷骰在锁定之后，所以谁也不能照着号码改名录。",
    "Once frozen the lists stand still and give the hash H0. The dice fall afterwards, so nobody can fit the lists to "
    "them.",
)
SCHEME = Wording(
    "draw_page.scheme", "抽查方案的批准（可以不填，计划上会注明“方案批准未填”）", "Approval of the scheme (optional)"
)
SCHEME_DOCUMENT = Wording("draw_page.scheme_document", "文号(&O)：", "D&ocument number:")
SCHEME_BY = Wording("draw_page.scheme_by", "批准人(&B)：", "Approved &by:")
SCHEME_DATE = Wording("draw_page.scheme_date", "批准日期(&T)", "Da&te")
H0 = Wording("draw_page.h0", "锁定指纹 H0", "Frozen hash H0")
STRATA = Wording("draw_page.strata", "抽取分层与机会", "Strata and chances")
REASONS = Wording("draw_page.reasons", "不可抽的原因", "Why others cannot be drawn")
TICKETS = Wording("draw_page.tickets", "抽取结果", "What was drawn")
DRAWS = Wording("draw_page.draws", "历次抽取（{count}）", "All draws ({count})")
READING = Wording("draw_page.reading", "正在计算抽样框", "Working out the frame")
LOOK = Wording(
    "draw_page.look",
    "请先看这些提示：",
    "Look at these first:",
)
NAMES_STAND = Wording(
    "draw_page.names_stand",
    "计划退回以后只改日期，抽中的检查对象不变。",
    "A plan that was sent back opens its dates; the enterprises drawn stand.",
)
LISTS_FIRST = Wording(
    "draw_page.lists_first", "先导入名录和本季度的任务，再锁定。", "Import the lists and the quarter's tasks first."
)
RITUAL = Wording(
    "draw_page.ritual", "{county}{quarter} 检查对象公开抽取", "{county} {quarter}: public draw of enterprises"
)
CAME_OUT = Wording(
    "draw_page.came_out",
    "抽中检查对象 {enterprises} 家，共 {selections} 项任务抽中。下面按随机号从小到大列出。",
    "{enterprises} enterprises drawn, {selections} selections in all tasks; below in the order of their tickets.",
)
DRAWN = Wording("draw_page.drawn", "抽中", "drawn")
CAN_FREEZE = (Stage.OPEN,)
CAN_DRAW = (Stage.FROZEN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED)
CAN_WITHDRAW = (*CAN_DRAW, Stage.SUBMITTED)


def percent(share: Any) -> str:
    """A chance as people read it."""
    return f"{100 * float(share):.2f}%"


STRATUM_COLUMNS: tuple[Column[StratumRow], ...] = (
    Column(Wording("strata.group", "批次", "Group"), lambda row: row.group, width=4),
    Column(Wording("strata.task", "任务编号", "Task"), lambda row: row.task, width=12),
    Column(Wording("strata.name", "任务名称", "Name"), lambda row: row.name, width=16, tip=lambda row: row.name),
    Column(Wording("strata.stratum", "抽取分层", "Stratum"), lambda row: row.stratum, width=6),
    Column(Wording("strata.in_scope", "抽查基数", "In scope"), lambda row: row.in_scope, width=6),
    Column(Wording("strata.due", "应抽", "Due"), lambda row: row.due, width=5),
    Column(
        Wording("strata.eligible", "可抽", "Eligible"),
        lambda row: row.eligible,
        meaning=lambda row: Meaning.CONFLICT if row.eligible < row.due else None,
        width=5,
    ),
    Column(
        Wording("strata.chance", "每家机会", "Chance of each"),
        lambda row: percent(row.chance),
        key=lambda row: float(row.chance),
        width=7,
    ),
)
REASON_COLUMNS: tuple[Column[ReasonRow], ...] = (
    Column(Wording("reasons.task", "任务编号", "Task"), lambda row: row.task, width=12),
    Column(Wording("reasons.count", "家数", "Enterprises"), lambda row: row.enterprises, width=6),
    Column(
        Wording("reasons.reason", "原因（举一家为例）", "Reason (of one of them)"), lambda row: row.reason, width=40
    ),
)
TICKET_COLUMNS: tuple[Column[TicketRow], ...] = (
    Column(Wording("tickets.group", "批次", "Group"), lambda row: row.group, width=4),
    Column(Wording("tickets.rank", "排序号", "Rank"), lambda row: row.rank, width=5),
    Column(Wording("tickets.ticket", "随机号", "Ticket"), lambda row: row.ticket[:16], width=12, code=True),
    Column(Wording("tickets.name", "企业名称", "Enterprise"), lambda row: row.name, width=18),
    Column(Wording("tickets.stratum", "分层", "Stratum"), lambda row: row.stratum, width=4),
    Column(
        Wording("tickets.drawn", "结果", "Result"),
        lambda row: DRAWN if row.tasks else "",
        meaning=lambda _: Meaning.COUNTED,
        width=4,
    ),
    Column(Wording("tickets.tasks", "抽中的任务", "Drawn by"), lambda row: row.tasks, width=20),
)


class DrawPage(Page):
    """Before the freeze a form, afterwards the frozen hash, the chances and what was drawn."""

    TITLE = STEP_TITLES[StepName.DRAW]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self._messages: dict[str, tuple[Message, ...]] = {}
        self._read: object = None
        self.freeze_button = self._tool(FREEZE, self.freeze)
        self.draw_button = self._tool(DRAW, self.show_ceremony)
        self.print_button = self._tool(PRINT, self.show_record)
        self.withdraw_button = self._tool(WITHDRAW, self.show_withdraw)
        self.notices = note(meaning=Meaning.DRAFT)
        self.body.addWidget(self.notices)
        self.places = QStackedWidget()
        self.places.addWidget(self._build_before())
        self.places.addWidget(self._build_after())
        self.body.addWidget(self.places, 1)

    def _tool(self, words: Wording, act: object) -> QPushButton:
        button = QPushButton(self.say(words))
        button.clicked.connect(act)
        self.tools.addWidget(button)
        return button

    def _build_before(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.what = QLabel()
        self.what.setWordWrap(True)
        sized(self.what, 1.1)
        column.addWidget(self.what)
        column.addWidget(note(self.say(WHY)))
        scheme = QGroupBox(self.say(SCHEME))
        form = QFormLayout(scheme)
        self.scheme_document, self.scheme_by = QLineEdit(), QLineEdit()
        self.scheme_date = OptionalDate(self.say(SCHEME_DATE))
        form.addRow(self.say(SCHEME_DOCUMENT), self.scheme_document)
        form.addRow(self.say(SCHEME_BY), self.scheme_by)
        form.addRow("", self.scheme_date)
        scheme.setMaximumWidth(620)
        column.addWidget(scheme)
        column.addStretch(1)
        return page

    def _build_after(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.h0 = Fingerprint(self.say(H0), self.say)
        column.addWidget(self.h0)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tickets: TableModel[TicketRow] = TableModel(TICKET_COLUMNS, self.say, parent=self)
        self.strata: TableModel[StratumRow] = TableModel(STRATUM_COLUMNS, self.say, parent=self)
        self.reasons: TableModel[ReasonRow] = TableModel(REASON_COLUMNS, self.say, parent=self)
        self.draws = draws_model(self.say, self._in_force)
        self.draws.setParent(self)
        for words, model in (
            (TICKETS, self.tickets),
            (STRATA, self.strata),
            (REASONS, self.reasons),
            (DRAWS(count=0), self.draws),
        ):
            self.tabs.addTab(TableView(model), self.say(words))
        column.addWidget(self.tabs, 1)
        return page

    def _in_force(self) -> Any:
        plan = self.shown.quarter.plan
        return plan.dice(1) if plan else None

    def refresh(self) -> None:
        now = self.shown.quarter
        step = next(step for step in self.shown.steps if step.name is StepName.DRAW)
        before = now.stage is Stage.OPEN
        self.words.setText(self.say(step.words))
        self.freeze_button.setVisible(before)
        self.freeze_button.setEnabled(self._can_freeze())
        self.draw_button.setVisible(now.stage in CAN_DRAW)
        self.draw_button.setEnabled(now.sent_back is None)
        self.draw_button.setToolTip(self.say(NAMES_STAND) if now.sent_back else "")
        self.draw_button.setText(self.say(DRAW if now.stage is Stage.FROZEN else DRAW_AGAIN))
        self.print_button.setVisible(now.plan is not None)
        self.withdraw_button.setVisible(now.stage in CAN_WITHDRAW)
        self._show_notices(now)
        self.places.setCurrentIndex(0 if before else 1)
        if before:
            self._show_before()
        else:
            self._show_after(now)

    def _can_freeze(self) -> bool:
        return all(
            step.name not in (StepName.LISTS, StepName.TASKS) or step.state.value == "done" for step in self.shown.steps
        )

    def _show_notices(self, now: QuarterState) -> None:
        found = self._messages.get(now.h0, ()) if now.h0 else ()
        if now.stage is Stage.OPEN and not self._can_freeze():
            found = (LISTS_FIRST(),)
        told = [self.say(message) for message in found]
        self.notices.setText("\n".join([self.say(LOOK), *told]) if now.h0 and told else "\n".join(told))
        self.notices.setVisible(bool(told))

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
        draws = [draw for draw in now.draws if draw.stage == 1]
        self.draws.set_rows(draws)
        self.tabs.setTabText(3, self.say(DRAWS, count=len(draws)))
        self.tabs.setTabEnabled(0, now.plan is not None)
        key = self.shown.path, now.h0, now.plan.dice(1) if now.plan else None
        if key == self._read:
            return
        self._read = key
        self.tabs.setCurrentIndex(0 if now.plan else 1)

        def work(_: CountyFile, __: Job) -> Any:
            drawn = draw_record.tickets(now) if now.plan else ()
            return draw_record.strata(now), draw_record.reasons(now), drawn

        self.session.ask(READING(), work, self._show_tables)

    def _show_tables(self, found: tuple[Sequence[StratumRow], Sequence[ReasonRow], Sequence[TicketRow]]) -> None:
        self.strata.set_rows(found[0])
        self.reasons.set_rows(found[1])
        self.tickets.set_rows(found[2])

    @Slot()
    def freeze(self) -> None:
        """Freeze in the background; partly given scheme approvals are refused with their reason."""
        quarter, operator = self.shown.quarter.quarter, self.session.operator
        document, by = self.scheme_document.text().strip(), self.scheme_by.text().strip()
        on = self.scheme_date.value()

        def work(file: CountyFile, _: Job) -> Frozen:
            return freezing.freeze(file, quarter, operator=operator, scheme=freezing.scheme_of(document, on, by))

        self.session.act(FREEZING(), work, self._frozen)

    def _frozen(self, done: Frozen) -> None:
        self._messages[done.h0] = done.messages
        self._show_notices(self.shown.quarter)

    @Slot()
    def show_withdraw(self) -> None:
        """Ask who withdraws the freeze, and why."""
        WithdrawDialog(self.session, self.window()).open()

    @Slot()
    def show_ceremony(self) -> None:
        """The public draw."""
        now = self.shown.quarter
        quarter, operator = now.quarter, self.session.operator

        def make(file: CountyFile, dice: str, witnesses: Sequence[str], reason: str, approver: str) -> Any:
            done = drawing.draw(
                file, quarter, dice, witnesses=witnesses, operator=operator, reason=reason, approver=approver
            )
            from ...workflow import state

            return done, draw_record.tickets(state.load(file, quarter))

        title = RITUAL(county=self.shown.county.name, quarter=str(quarter))
        number = 1 + sum(draw.stage == 1 for draw in now.draws)
        ritual = Ritual(title, self.say(H0), now.h0, number, make, self._came_out, self._print_record)
        CeremonyDialog(self.session, ritual, self.window()).open()

    def _came_out(self, answer: Any) -> tuple[QAbstractTableModel, str]:
        done, rows = answer
        drawn = [row for row in rows if row.tasks]
        model: TableModel[TicketRow] = TableModel(TICKET_COLUMNS, self.say, drawn, parent=self)
        words = [self.say(CAME_OUT, enterprises=done.enterprises, selections=done.selections)]
        return model, "\n".join([*words, *(self.say(message) for message in done.messages)])

    @Slot()
    def show_record(self) -> None:
        """The record of the draw in force, for print."""
        self._print_record(self.window())

    def _print_record(self, parent: QWidget) -> None:
        show_draw_record(self.session, self.preferences, self.shown.quarter, 1, parent)


def show_draw_record(
    session: Session, preferences: Preferences, now: QuarterState, stage: int, parent: QWidget
) -> None:
    """Set the record of a draw and show its pages."""
    from ..dialogs.preview import PreviewDialog
    from ..printing.layout import lay_out

    def work(_: CountyFile, __: Job) -> list[Any]:
        return [lay_out(paper) for paper in forms.draw_papers(now, stage)]

    session.ask(READING(), work, lambda made: PreviewDialog(session, preferences, made, parent).open())
