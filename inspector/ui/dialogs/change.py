"""计划调整审批单: what has happened, what it changes before and after, and the approval that puts it in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import Exemption
from ...domain.county import Case, Snapshot
from ...domain.messages import Refusal, Wording
from ...domain.plan import Plan
from ...domain.quarters import Period
from ...workflow import changing
from ...workflow.changing import Ask, Changed, Paper
from ...workflow.list_forms import ENTERPRISES, INSPECTORS, Option
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, MARGIN, Meaning, note, paint
from ..models.choices import ChoiceDesk, Choices
from ..models.table import Column, TableModel
from ..session import Session
from ..widgets.dates import as_date, date_edit
from ..widgets.picker import Picker
from ..widgets.table import TableView
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
PERSON = Wording("order_dialog.person", "检查人员(&P)：", "&Inspector:")
LEAVE_TO = Wording("order_dialog.leave_to", "到哪天(&T)：", "Un&til:")
ENTERPRISE = Wording("order_dialog.enterprise_field", "企业(&E)：", "&Enterprise:")
TOWN = Wording("order_dialog.town", "迁到(&W)：", "Moved to (&W):")
VISIT = Wording("order_dialog.visit", "检查(&V)：", "&Visit:")
FROM = Wording("order_dialog.from", "改到，自(&S)：", "To lie bet&ween:")
UNTIL = Wording("order_dialog.until", "至(&U)：", "and (&U):")
NOTICE = Wording("order_dialog.notice", "放假通知(&N)：", "&Notice:")
BROWSE = Wording("order_dialog.browse", "选择文件…", "Choose file…")
NOTICE_FILTER = Wording(
    "order_dialog.notice_filter", "放假通知 (*.json *.csv);;所有文件 (*)", "Notices (*.json *.csv);;All files (*)"
)
CASE_CODE = Wording("order_dialog.case_code", "线索编号(&C)：", "&Case number:")
CASE_KIND = Wording("order_dialog.case_kind", "情形(&X)：", "E&xemption:")
CASE_DOCUMENT = Wording("order_dialog.case_document", "依据文号(&O)：", "D&ocument of the case:")
CASE_ITEM = Wording("order_dialog.case_item", "检查事项(&I)：", "&Item:")
CASE_DEADLINE = Wording("order_dialog.case_deadline", "办结期限(&L)：", "Dead&line:")
CASE_MERGE = Wording("order_dialog.case_merge", "可以与其他检查合并", "May be merged with another visit")
HINT = Wording("order_dialog.hint", "输入名称或编号的任意一段", "Type any part of the name or number")
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


class Kind(Enum):
    """What can have happened."""

    ILL = "ill"
    CLOSED = "closed"
    MOVED = "moved"
    DATES = "dates"
    CASE = "case"
    NOTICE = "notice"


KINDS = {
    Kind.ILL: Wording("order_dialog.ill", "检查人员请假、生病", "An inspector is on leave or ill"),
    Kind.CLOSED: Wording(
        "order_dialog.closed", "企业注销、停业，由下一个随机号递补", "An enterprise closed; the next ticket follows"
    ),
    Kind.MOVED: Wording("order_dialog.moved", "企业迁到另一个乡镇街道", "An enterprise moved to another town"),
    Kind.DATES: Wording("order_dialog.dates", "检查改到其他日子", "A visit is to take place on other days"),
    Kind.CASE: Wording("order_dialog.case", "新增有因检查（投诉、交办等）", "A new case (complaint, assignment …)"),
    Kind.NOTICE: Wording("order_dialog.holidays", "放假通知公布", "A holiday notice came out"),
}


class ChangeDialog(QDialog):
    """One order: what happened at the top, what it changes in the middle, the approval below."""

    def __init__(
        self, session: Session, now: Snapshot, plan: Plan, parent: QWidget | None = None, *, visit: str = ""
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.now = now
        self.plan = plan
        self._asked: Ask | None = None
        self.waiting: Changed | None = None
        """The order that waits for dice, once the dialog was accepted."""
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(1040, 740)
        help_key(self, session, "changes")
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        body.setSpacing(GAP)
        body.addWidget(note(say(INTRO)))
        self.kind = QComboBox()
        for kind, words in KINDS.items():
            self.kind.addItem(say(words), kind)
        self.since = date_edit(max(date.today(), now.quarter.first))
        head = QFormLayout()
        head.addRow(say(WHAT), self.kind)
        head.addRow(say(SINCE), self.since)
        body.addLayout(head)
        self.fields = QStackedWidget()
        for form in self._forms():
            self.fields.addWidget(form)
        _align([head, *(form for form in self.fields.findChildren(QFormLayout))])
        body.addWidget(self.fields)
        self.lines: TableModel[Line] = TableModel(COLUMNS, say, parent=self)
        self.table = TableView(self.lines)
        self.table.setAccessibleName(say(LINES))
        for place in range(1, len(COLUMNS)):
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        self.preview_button = QPushButton(say(PREVIEW))
        self.preview_button.clicked.connect(self.show_preview)
        self.figures = note()
        row.addWidget(self.preview_button)
        row.addWidget(self.figures, 1)
        body.addLayout(row)
        body.addWidget(self.table, 1)
        body.addWidget(self._paper())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.kind.currentIndexChanged.connect(self._outdate)
        self.since.dateChanged.connect(self._outdate)
        self.fields.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show_fields(0)
        if visit:
            self.kind.setCurrentIndex(list(KINDS).index(Kind.DATES))
            self.visit.pick(visit)
        self._allow()

    # what happened

    def _forms(self) -> list[QWidget]:
        """The fields of each kind, in the order of `KINDS`."""
        say, county, quarter = self.session.say, self.now.county, self.now.quarter
        hint, desk = say(HINT), ChoiceDesk.of(self.session)
        enterprises = desk.members(ENTERPRISES, county)
        self.person = Picker(desk.members(INSPECTORS, county), hint)
        self.leave_to = date_edit(quarter.last)
        self.closed = Picker(enterprises, hint)
        self.moved = Picker(enterprises, hint)
        self.town = QComboBox()
        self.town.setEditable(True)
        self.town.addItems(sorted({row.town for row in county.enterprises}))
        self.visit = Picker(self._visits(), hint)
        self.first_day, self.last_day = date_edit(quarter.first), date_edit(quarter.last)
        self.case_code, self.case_document = QLineEdit(), QLineEdit()
        self.case_enterprise = Picker(enterprises, hint)
        self.case_kind = QComboBox()
        self.case_kind.addItems([kind.value for kind in Exemption])
        items = [Option(row.code, row.name) for row in county.items if row.on_site]
        self.case_item = Picker(Choices.among(items, self.session, self), hint)
        self.deadline = date_edit(quarter.last)
        self.case_merge = QCheckBox(say(CASE_MERGE))
        self.notice = QLineEdit()
        browse = QPushButton(say(BROWSE))
        browse.clicked.connect(self._browse)
        notice_row = QHBoxLayout()
        notice_row.addWidget(self.notice, 1)
        notice_row.addWidget(browse)
        return [
            self._form((PERSON, self.person), (LEAVE_TO, self.leave_to)),
            self._form((ENTERPRISE, self.closed)),
            self._form((ENTERPRISE, self.moved), (TOWN, self.town)),
            self._form((VISIT, self.visit), (FROM, self.first_day), (UNTIL, self.last_day)),
            self._form(
                (CASE_CODE, self.case_code),
                (ENTERPRISE, self.case_enterprise),
                (CASE_KIND, self.case_kind),
                (CASE_DOCUMENT, self.case_document),
                (CASE_ITEM, self.case_item),
                (CASE_DEADLINE, self.deadline),
                (None, self.case_merge),
            ),
            self._form((NOTICE, notice_row)),
        ]

    def _visits(self) -> Choices:
        names = self.now.county.enterprise
        visits = sorted(self.plan.visits, key=lambda row: row.number)
        known = (row for row in visits if row.enterprise in names)
        options = [Option(row.number, f"{names[row.enterprise].name}　{row.date}") for row in known]
        return Choices.among(options, self.session, self)

    def _form(self, *rows: tuple[Wording | None, QWidget | QHBoxLayout]) -> QWidget:
        form = QWidget()
        layout = QFormLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        for words, field in rows:
            name = QLabel(self.session.say(words) if words else "")
            name.setBuddy(self.notice if isinstance(field, QHBoxLayout) else field)
            layout.addRow(name, field)
            self._watch(field)
        return form

    def _watch(self, field: QWidget | QHBoxLayout) -> None:
        if isinstance(field, QHBoxLayout):
            self.notice.textChanged.connect(self._outdate)
        elif isinstance(field, QLineEdit):
            field.textChanged.connect(self._outdate)
        elif isinstance(field, QDateEdit):
            field.dateChanged.connect(self._outdate)
        elif isinstance(field, QComboBox):
            field.currentTextChanged.connect(self._outdate)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self._outdate)

    def _paper(self) -> QWidget:
        say = self.session.say
        box = QGroupBox(say(PAPER))
        two = QHBoxLayout(box)
        left, right = QFormLayout(), QFormLayout()
        two.addLayout(left, 1)
        two.addLayout(right, 1)
        self.reason, self.basis, self.by, self.document = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.on = date_edit(date.today())
        left.addRow(say(REASON), self.reason)
        left.addRow(say(BASIS), self.basis)
        right.addRow(say(BY), self.by)
        right.addRow(say(DOCUMENT), self.document)
        right.addRow(say(ON), self.on)
        for field in (self.reason, self.basis, self.by, self.document):
            field.textChanged.connect(self._allow)
        return box

    @Slot(int)
    def _show_fields(self, shown: int) -> None:
        """The fields of one kind, no higher than they need."""
        for place in range(self.fields.count()):
            policy = QSizePolicy.Policy.Preferred if place == shown else QSizePolicy.Policy.Ignored
            self.fields.widget(place).setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.fields.setCurrentIndex(shown)

    @Slot()
    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.session.say(BROWSE), "", self.session.say(NOTICE_FILTER))
        if path:
            self.notice.setText(path)

    @property
    def ask(self) -> Ask | None:
        """What the fields say happened; None while something is missing."""
        since = as_date(self.since.date())
        kind: Kind = self.kind.currentData()
        if kind is Kind.ILL and self.person.key:
            until = max(as_date(self.leave_to.date()), since)
            return Ask(since, ill={self.person.key: Period(since, until)})
        if kind is Kind.CLOSED and self.closed.key:
            return Ask(since, closed=(self.closed.key,))
        if kind is Kind.MOVED and self.moved.key and self.town.currentText().strip():
            return Ask(since, moved={self.moved.key: self.town.currentText().strip()})
        if kind is Kind.DATES and self.visit.key:
            first, last = as_date(self.first_day.date()), as_date(self.last_day.date())
            return Ask(since, dates={self.visit.key: Period(first, last)}) if first <= last else None
        if kind is Kind.NOTICE and self.notice.text().strip():
            return Ask(since, notice=Path(self.notice.text().strip()))
        if kind is Kind.CASE:
            case = self._case(since)
            return Ask(since, new_cases=(case,)) if case else None
        return None

    def _case(self, since: date) -> Case | None:
        code, document = self.case_code.text().strip(), self.case_document.text().strip()
        item = self.now.county.item.get(self.case_item.key)
        if not (code and document and item and self.case_enterprise.key):
            return None
        return Case(
            code,
            self.case_enterprise.key,
            list(Exemption)[self.case_kind.currentIndex()],
            document,
            item.department,
            (item.code,),
            since,
            max(as_date(self.deadline.date()), since),
            self.case_merge.isChecked(),
        )

    # what it changes

    @Slot()
    def show_preview(self) -> None:
        """Work out in the background what would change."""
        ask = self.ask
        if ask is None:
            return
        quarter = self.now.quarter
        self.preview_button.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Changed:
            return changing.preview(file, quarter, ask)

        self.session.ask(WORKING(), work, lambda found: self._show(ask, found), failed=self._refused)

    def _show(self, ask: Ask, found: Changed) -> None:
        self._asked = ask
        self.lines.set_rows(found.lines)
        words = CERTAIN if found.to_draw and not found.waiting else FIGURES
        said = (words(lines=len(found.lines), seats=found.to_draw), *found.messages)
        self._say("\n".join(map(self.session.say, said)), Meaning.QUIET)
        self._allow()

    def _refused(self, refusal: Refusal) -> None:
        self._say(self.session.say(refusal.message), Meaning.CONFLICT)
        self._allow()

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
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.preview_button.setEnabled(self.ask is not None)
        paper = all(field.text().strip() for field in (self.reason, self.basis, self.by, self.document))
        self.go.setEnabled(paper and self._asked is not None)

    # putting it in force

    @Slot()
    def decide(self) -> None:
        """Make the order; it is in force at once, or waits for its dice."""
        ask = self._asked
        if ask is None:
            return
        paper = Paper(
            self.reason.text(), self.basis.text(), self.by.text(), self.document.text(), as_date(self.on.date())
        )
        quarter, operator = self.now.quarter, self.session.operator
        self.go.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Changed:
            return changing.change(file, quarter, ask, paper, operator=operator)

        self.session.act(SAVING(), work, self._done, failed=self._refused)

    def _done(self, done: Changed) -> None:
        self.waiting = done if done.waiting else None
        self.accept()

    def set_since(self, day: date) -> None:
        """The first day that may change."""
        self.since.setDate(QDate(day.year, day.month, day.day))


def _align(forms: Iterable[QFormLayout]) -> None:
    """Let the fields of several forms begin at one line."""
    forms = list(forms)
    for form in forms:
        form.setHorizontalSpacing(GAP)
    found = (form.itemAt(row, QFormLayout.ItemRole.LabelRole) for form in forms for row in range(form.rowCount()))
    labels = [item.widget() for item in found if item is not None]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
