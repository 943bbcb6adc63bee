"""计划调整审批单: what has happened, what it changes before and after, and the approval that puts it in force."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.county import Snapshot
from ...domain.messages import Refusal, Wording
from ...domain.plan import Plan
from ...workflow import changing
from ...workflow.changing import Ask, Changed, Paper
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, MARGIN, Meaning, note, paint
from ..models.table import Column, TableModel
from ..session import Session
from ..widgets.dates import as_date, date_edit
from ..widgets.table import TableView
from .acting import ActingDialog
from .change_fields import (
    KINDS,
    CaseFields,
    ChangeFields,
    ClosureFields,
    DateFields,
    Kind,
    LeaveFields,
    MoveFields,
    NoticeFields,
    aligned,
)
from .help_key import help_key

TITLE = Wording("order_dialog.title", "计划调整审批单", "Change order")
INTRO = Wording(
    "order_dialog.intro",
    "批准的计划只能凭审批单调整。程序只做最少的改动，其余的人和日期不动；换下的岗位由另一次编号抽取补上。",
    "An approved plan changes only by an approved order. As little as possible is changed, everybody else and every "
    "other date stands; places that fall vacant are filled by a further numbered draw.",
)
WHAT = Wording("order_dialog.what", "情况(&K)：", "What &happened:")
SINCE = Wording("order_dialog.since", "自哪天起可以改动(&F)：", "First day that may change (&F):")
PAPER = Wording("order_dialog.paper", "审批", "Approval")
REASON = Wording("order_dialog.reason_field", "原因(&R)：", "&Reason:")
BASIS = Wording("order_dialog.basis_field", "依据(&B)：", "&Basis:")
BY = Wording("order_dialog.by_field", "批准人(&A)：", "&Approved by:")
DOCUMENT = Wording("order_dialog.document_field", "批准文号(&D)：", "&Document number:")
ON = Wording("order_dialog.on", "批准日期(&Y)：", "Date of approval (&Y):")
PREVIEW = Wording("order_dialog.preview", "看看会改什么(&Q)", "Show what would change (&Q)")
GO = Wording("order_dialog.go", "按此调整(&G)", "Make this chan&ge")
WORKING = Wording("order_dialog.working", "正在推算调整", "Working out the change")
SAVING = Wording("order_dialog.saving", "正在调整计划", "Changing the plan")
LINES = Wording("order_dialog.lines", "改动：调整前和调整后", "What changes: before and after")
FIGURES = Wording(
    "order_dialog.figures",
    "共 {lines} 条改动，要重新抽取的岗位 {seats} 个。",
    "{lines} lines; {seats} seats to be drawn.",
)
CERTAIN = Wording(
    "order_dialog.certain",
    "共 {lines} 条改动；空出的岗位各只有一个人能补，不用掷骰。",
    "{lines} lines; only one person can take each vacant seat, so there are no dice.",
)
OUTDATED = Wording("order_dialog.outdated", "内容改过了，请再看一次会改什么。", "Something was changed: look again.")

Line = tuple[str, str, str, str]

COLUMNS: tuple[Column[Line], ...] = (
    Column(Wording("order_dialog.kind", "类别", "Kind"), lambda line: line[0], width=6),
    Column(
        Wording("order_dialog.subject", "对象", "Subject"), lambda line: line[1], width=18, tip=lambda line: line[1]
    ),
    Column(
        Wording("order_dialog.before", "调整前", "Before"), lambda line: line[2], width=18, tip=lambda line: line[2]
    ),
    Column(Wording("order_dialog.after", "调整后", "After"), lambda line: line[3], width=18, tip=lambda line: line[3]),
)


class ChangeDialog(ActingDialog):
    """One order: what happened at the top, what it changes in the middle, the approval below."""

    def __init__(self, session: Session, now: Snapshot, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.now = now
        self._asked: Ask | None = None
        """What the lines that are seen answer; None once something else is wanted."""
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(1040, 740)
        help_key(self, session, "changes")
        self.leave, self.closure = LeaveFields(session, now), ClosureFields(session, now)
        self.move_away, self.dates = MoveFields(session, now), DateFields(session, now, plan)
        self.case, self.notice = CaseFields(session, now), NoticeFields(session, now)
        self._fields: dict[Kind, ChangeFields] = {
            Kind.ILL: self.leave,
            Kind.CLOSED: self.closure,
            Kind.MOVED: self.move_away,
            Kind.DATES: self.dates,
            Kind.CASE: self.case,
            Kind.NOTICE: self.notice,
        }
        self.kind = QComboBox()
        self.since = date_edit(max(date.today(), now.quarter.first))
        self.places = QStackedWidget()
        self.places.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for kind, words in KINDS.items():
            self.kind.addItem(say(words), kind)
            self.places.addWidget(self._fields[kind])
            self._fields[kind].changed.connect(self._outdate)
        head = QFormLayout()
        head.setHorizontalSpacing(GAP)
        head.addRow(say(WHAT), self.kind)
        head.addRow(say(SINCE), self.since)
        aligned([head, *(fields.form for fields in self._fields.values())])
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        body.setSpacing(GAP)
        body.addWidget(note(say(INTRO)))
        body.addLayout(head)
        body.addWidget(self.places)
        body.addLayout(self._build_preview())
        body.addWidget(self.table, 1)
        self.paper = PaperFields(session)
        self.paper.changed.connect(self.allow)
        body.addWidget(self.paper)
        body.addWidget(self.buttons)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.kind.currentIndexChanged.connect(self._outdate)
        self.since.dateChanged.connect(self._outdate)
        self._show_fields(0)
        self.allow()

    def _build_preview(self) -> QHBoxLayout:
        say = self.session.say
        self.lines: TableModel[Line] = TableModel(COLUMNS, say, parent=self)
        self.table = TableView(self.lines)
        self.table.setAccessibleName(say(LINES))
        for place in range(1, len(COLUMNS)):
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.preview_button = QPushButton(say(PREVIEW))
        self.preview_button.clicked.connect(self.show_preview)
        self.figures = note()
        row = QHBoxLayout()
        row.addWidget(self.preview_button)
        row.addWidget(self.figures, 1)
        return row

    # what happened

    def set_since(self, day: date) -> None:
        """The first day that may change."""
        self.since.setDate(QDate(day.year, day.month, day.day))

    def choose_visit(self, visit: str, day: date | None = None) -> None:
        """Ask for other days of a visit, or for one day."""
        self.kind.setCurrentIndex(list(KINDS).index(Kind.DATES))
        self.dates.choose(visit, day)

    @Slot(int)
    def _show_fields(self, shown: int) -> None:
        """The fields of one kind, no higher than they need."""
        for place in range(self.places.count()):
            policy = QSizePolicy.Policy.Preferred if place == shown else QSizePolicy.Policy.Ignored
            self.places.widget(place).setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.places.setCurrentIndex(shown)

    @property
    def wanted(self) -> Ask | None:
        """What the fields say happened; None while something is missing."""
        return self._fields[self.kind.currentData()].wanted(as_date(self.since.date()))

    # what it changes

    @Slot()
    def show_preview(self) -> None:
        """Work out in the background what would change."""
        wanted = self.wanted
        if wanted is None:
            return
        quarter = self.now.quarter
        self.preview_button.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Changed:
            return changing.preview(file, quarter, wanted)

        self.ask(WORKING(), work, lambda found: self._show(wanted, found))

    def _show(self, asked: Ask, found: Changed) -> None:
        self._asked = asked
        self.lines.set_rows(found.lines)
        words = CERTAIN if found.to_draw and not found.waiting else FIGURES
        said = (words(lines=len(found.lines), seats=found.to_draw), *found.messages)
        self._say("\n".join(map(self.session.say, said)), Meaning.QUIET)
        if asked == self.wanted:
            self.allow()
        else:
            self._outdate()

    def refused(self, refusal: Refusal) -> None:
        self._say(self.session.say(refusal.message), Meaning.CONFLICT)

    def _say(self, words: str, meaning: Meaning) -> None:
        self.figures.setText(words)
        paint(self.figures, meaning)

    @Slot()
    def _outdate(self) -> None:
        """What was shown is no longer what the fields say."""
        if self._asked is not None:
            self._asked = None
            self.lines.set_rows([])
            self._say(self.session.say(OUTDATED), Meaning.DRAFT)
        self.allow()

    @Slot()
    def allow(self) -> None:
        free = not self.is_acting
        self.preview_button.setEnabled(free and self.wanted is not None)
        self.go.setEnabled(free and self.paper.complete and self._asked is not None)

    # putting it in force

    @Slot()
    def decide(self) -> None:
        """Make the order; it is in force at once, or waits for its dice."""
        asked = self._asked
        if asked is None:
            return
        paper, quarter, operator = self.paper.read(), self.now.quarter, self.session.operator

        def work(file: CountyFile, _: Job) -> Changed:
            return changing.change(file, quarter, asked, paper, operator=operator)

        self.act(SAVING(), work, lambda _: self.accept())


class PaperFields(QGroupBox):
    """Why, on what basis, and who approved it under which document; `changed` follows what has to be filled in."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        say = session.say
        super().__init__(say(PAPER))
        self.reason, self.basis, self.by, self.document = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.on = date_edit(date.today())
        left, right = QFormLayout(), QFormLayout()
        left.addRow(say(REASON), self.reason)
        left.addRow(say(BASIS), self.basis)
        right.addRow(say(BY), self.by)
        right.addRow(say(DOCUMENT), self.document)
        right.addRow(say(ON), self.on)
        two = QHBoxLayout(self)
        two.addLayout(left, 1)
        two.addLayout(right, 1)
        for field in self.needed:
            field.textChanged.connect(self.changed)

    @property
    def needed(self) -> tuple[QLineEdit, ...]:
        """The fields that may not be blank."""
        return self.reason, self.basis, self.by, self.document

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return all(field.text().strip() for field in self.needed)

    def read(self) -> Paper:
        """What the fields say."""
        reason, basis, by, document = (field.text() for field in self.needed)
        return Paper(reason, basis, by, document, as_date(self.on.date()))
