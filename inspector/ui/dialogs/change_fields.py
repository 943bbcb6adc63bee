"""What can have happened to an approved plan: for each kind of it the fields that say so, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ...domain.codes import Exemption
from ...domain.county import Case, Snapshot
from ...domain.messages import Wording
from ...domain.plan import Plan
from ...domain.quarters import Period
from ...workflow.changing import Ask
from ...workflow.list_forms import ENTERPRISES, INSPECTORS, Option
from ..look import GAP
from ..models.choices import ChoiceDesk, Choices
from ..session import Session
from ..widgets.dates import as_date, date_edit
from ..widgets.picker import Picker

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


class ChangeFields(QWidget):
    """The fields of one kind; `changed` follows each of them."""

    changed = Signal()

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__()
        self.session = session
        self.now = now
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(GAP)

    def wanted(self, since: date) -> Ask | None:
        """What the fields say happened, since a day; None while something is missing."""
        raise NotImplementedError

    def row(self, words: Wording | None, field: QWidget, beside: QWidget | None = None) -> None:
        """A field with its name, and what stands beside it."""
        name = QLabel(self.session.say(words) if words else "")
        name.setBuddy(field)
        if beside is None:
            self.form.addRow(name, field)
        else:
            both = QHBoxLayout()
            both.addWidget(field, 1)
            both.addWidget(beside)
            self.form.addRow(name, both)
        if isinstance(field, QLineEdit):
            field.textChanged.connect(self.changed)
        elif isinstance(field, QDateEdit):
            field.dateChanged.connect(self.changed)
        elif isinstance(field, QComboBox):
            field.currentTextChanged.connect(self.changed)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self.changed)

    def enterprises(self) -> Picker:
        """A line for one of the county's enterprises."""
        choices = ChoiceDesk.of(self.session).members(ENTERPRISES, self.now.county)
        return Picker(choices, self.session.say(HINT))

    def among(self, options: Iterable[Option]) -> Picker:
        """A line for one of a few."""
        return Picker(Choices.among(list(options), self.session, self), self.session.say(HINT))


class LeaveFields(ChangeFields):
    """An inspector who is away, until a day."""

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__(session, now)
        self.person = Picker(ChoiceDesk.of(session).members(INSPECTORS, now.county), session.say(HINT))
        self.until = date_edit(now.quarter.last)
        self.row(PERSON, self.person)
        self.row(LEAVE_TO, self.until)

    def wanted(self, since: date) -> Ask | None:
        key = self.person.key
        return Ask(since, ill={key: Period(since, max(as_date(self.until.date()), since))}) if key else None


class ClosureFields(ChangeFields):
    """An enterprise that closed."""

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__(session, now)
        self.enterprise = self.enterprises()
        self.row(ENTERPRISE, self.enterprise)

    def wanted(self, since: date) -> Ask | None:
        key = self.enterprise.key
        return Ask(since, closed=(key,)) if key else None


class MoveFields(ChangeFields):
    """An enterprise that moved to another town."""

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__(session, now)
        self.enterprise = self.enterprises()
        self.town = QComboBox()
        self.town.setEditable(True)
        self.town.addItems(sorted({row.town for row in now.county.enterprises}))
        self.row(ENTERPRISE, self.enterprise)
        self.row(TOWN, self.town)

    def wanted(self, since: date) -> Ask | None:
        key, town = self.enterprise.key, self.town.currentText().strip()
        return Ask(since, moved={key: town}) if key and town else None


class DateFields(ChangeFields):
    """A visit that is to take place within other days."""

    def __init__(self, session: Session, now: Snapshot, plan: Plan) -> None:
        super().__init__(session, now)
        names = now.county.enterprise
        visits = sorted(plan.visits, key=lambda row: row.number)
        known = (row for row in visits if row.enterprise in names)
        self.visit = self.among(Option(row.number, f"{names[row.enterprise].name}　{row.date}") for row in known)
        self.first, self.last = date_edit(now.quarter.first), date_edit(now.quarter.last)
        self.row(VISIT, self.visit)
        self.row(FROM, self.first)
        self.row(UNTIL, self.last)

    def wanted(self, since: date) -> Ask | None:
        key, first, last = self.visit.key, as_date(self.first.date()), as_date(self.last.date())
        return Ask(since, dates={key: Period(first, last)}) if key and first <= last else None

    def choose(self, visit: str, day: date | None) -> None:
        """Ask for a visit, and for one day if it is known."""
        self.visit.pick(visit)
        if day is not None:
            for field in (self.first, self.last):
                field.setDate(QDate(day.year, day.month, day.day))


class CaseFields(ChangeFields):
    """A case that has come in."""

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__(session, now)
        self.code, self.document = QLineEdit(), QLineEdit()
        self.enterprise = self.enterprises()
        self.kind = QComboBox()
        self.kind.addItems([kind.value for kind in Exemption])
        self.item = self.among(Option(row.code, row.name) for row in now.county.items if row.on_site)
        self.deadline = date_edit(now.quarter.last)
        self.merge = QCheckBox(session.say(CASE_MERGE))
        self.row(CASE_CODE, self.code)
        self.row(ENTERPRISE, self.enterprise)
        self.row(CASE_KIND, self.kind)
        self.row(CASE_DOCUMENT, self.document)
        self.row(CASE_ITEM, self.item)
        self.row(CASE_DEADLINE, self.deadline)
        self.row(None, self.merge)

    def wanted(self, since: date) -> Ask | None:
        code, document = self.code.text().strip(), self.document.text().strip()
        item, enterprise = self.now.county.item.get(self.item.key), self.enterprise.key
        if not (code and document and item and enterprise):
            return None
        case = Case(
            code,
            enterprise,
            list(Exemption)[self.kind.currentIndex()],
            document,
            item.department,
            (item.code,),
            since,
            max(as_date(self.deadline.date()), since),
            self.merge.isChecked(),
        )
        return Ask(since, new_cases=(case,))


class NoticeFields(ChangeFields):
    """A file with the State Council's notice of holidays."""

    def __init__(self, session: Session, now: Snapshot) -> None:
        super().__init__(session, now)
        self.path = QLineEdit()
        browse = QPushButton(session.say(BROWSE))
        browse.clicked.connect(self._browse)
        self.row(NOTICE, self.path, browse)

    def wanted(self, since: date) -> Ask | None:
        path = self.path.text().strip()
        return Ask(since, notice=Path(path)) if path else None

    @Slot()
    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.session.say(BROWSE), "", self.session.say(NOTICE_FILTER))
        if path:
            self.path.setText(path)


def aligned(forms: Iterable[QFormLayout]) -> None:
    """Let the fields of several forms begin at one line."""
    forms = list(forms)
    found = (form.itemAt(row, QFormLayout.ItemRole.LabelRole) for form in forms for row in range(form.rowCount()))
    labels = [item.widget() for item in found if item is not None]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
