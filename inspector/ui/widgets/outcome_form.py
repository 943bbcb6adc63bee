"""What came of one visit, to be filled in; what cannot be given together is greyed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Wording
from ...domain.outcomes import Finding, FollowUp, Outcome, Rating
from ...workflow.execution import Duty, Standing, VisitLine
from ...workflow.recording import FINDING_NAMES, FOLLOW_UP_NAMES, RATING_NAMES
from ..look import GAP, Meaning, note, paint, sized
from ..session import Session
from .dates import OptionalDate, as_date, date_edit
from .plan_words import HALVES

NOTHING = Wording("form.nothing", "请在左边的表里选择一次入企检查。", "Choose a visit in the table.")
PLANNED = Wording("form.planned", "批准日期 {day} {half}　{departments}", "approved for {day} {half}, {departments}")
MADE = Wording("form.made", "已实施(&M)", "&Made on")
NOT_MADE = Wording("form.not_made", "未实施(&N)", "&Not made")
REASON = Wording("form.reason", "原因(&R)：", "&Reason:")
REASON_HINT = Wording("form.reason_hint", "未实施或改期时必填", "if not made, or on another day")
FINDING = Wording("form.finding", "检查结果(&G)：", "Resu&lt:")
FOLLOW_UP = Wording("form.follow_up", "后续处置(&U)：", "Follow-&up:")
FIRST_MINOR = Wording("form.first_minor", "首违不罚(&1)（已改正）", "&1st minor violation, put right")
PUBLISHED = Wording("form.published", "已公示(&P)", "&Published")
ANSWERED = Wording("form.answered", "已答复投诉人(&A)", "Complainant &answered")
RATING = Wording("form.rating", "企业评价(&T)：", "Ra&ting:")
SETTLE_BY = Wording("form.settle_by", "整改期限", "to be settled by")
SETTLED = Wording("form.settled", "已整改", "settled")
NOTE = Wording("form.note", "备注(&O)：", "N&ote:")
BLANK = Wording("form.blank", "（未填）", "(blank)")
NOT_RATED = Wording("form.not_rated", "（未评价）", "(not rated)")
DUE = Wording("form.due", "应于 {day} 前", "due by {day}")
LATE = Wording("form.late", "应于 {day} 前，已逾期", "due by {day}, overdue")

USUAL = {
    Finding.NOTHING: FollowUp.NONE,
    Finding.PUT_RIGHT: FollowUp.ORDERED,
    Finding.PENDING: FollowUp.REFERRED,
    Finding.NO_ACTIVITY: FollowUp.NONE,
    Finding.CLOSED: FollowUp.ROUTINE,
}
"""The follow-up that is proposed with a result; another can be chosen."""


Member = TypeVar("Member", bound=Enum)


class Choice(QComboBox, Generic[Member]):
    """One of a code list, or none. Members are told by their place: Qt would make plain texts of them."""

    def __init__(self, names: Mapping[Member, Wording], blank: Wording, say: Callable[[Wording], str]) -> None:
        super().__init__()
        self._members: list[Member | None] = [None, *names]
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for name in (blank, *names.values()):
            self.addItem(say(name))
            self.setItemData(self.count() - 1, say(name), Qt.ItemDataRole.ToolTipRole)

    def value(self) -> Member | None:
        """The member chosen, if one is."""
        return self._members[self.currentIndex()]

    def set_value(self, member: Member | None) -> None:
        """Choose a member, or none."""
        self.setCurrentIndex(self._members.index(member))


class OutcomeForm(QScrollArea):
    """Shows one line's outcome; `edited` says whether something was changed that is not on record."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.line: VisitLine | None = None
        self._start: Outcome | None = None
        self._filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self.show_line(None, date.today())

    def _build(self) -> None:
        say = self.session.say
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sized(self.name, 1.15, bold=True)
        self.planned = note()
        self.made = QRadioButton(say(MADE))
        self.not_made = QRadioButton(say(NOT_MADE))
        group = QButtonGroup(self)
        group.addButton(self.made)
        group.addButton(self.not_made)
        self.on = date_edit()
        self.on.setAccessibleName(say(MADE).replace("&", ""))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(say(REASON_HINT))
        self.finding = Choice(FINDING_NAMES, BLANK, say)
        self.follow_up = Choice(FOLLOW_UP_NAMES, BLANK, say)
        self.first_minor = QCheckBox(say(FIRST_MINOR))
        self.published = OptionalDate(say(PUBLISHED))
        self.answered = OptionalDate(say(ANSWERED))
        self.rating = Choice(RATING_NAMES, NOT_RATED, say)
        self.settle_by = OptionalDate(say(SETTLE_BY))
        self.settled = OptionalDate(say(SETTLED))
        self.note = QLineEdit()
        self.publish_due, self.answer_due = note(), note()
        day = QWidget()
        row = QHBoxLayout(day)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.made)
        row.addWidget(self.on, 1)
        form = QFormLayout()
        form.setVerticalSpacing(7)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(day)
        form.addRow(self.not_made)
        form.addRow(say(REASON), self.reason)
        form.addRow(say(FINDING), self.finding)
        form.addRow(say(FOLLOW_UP), self.follow_up)
        form.addRow(self.first_minor)
        form.addRow(self.published)
        form.addRow(self.publish_due)
        form.addRow(self.answered)
        form.addRow(self.answer_due)
        form.addRow(say(RATING), self.rating)
        form.addRow(self.settle_by)
        form.addRow(self.settled)
        form.addRow(say(NOTE), self.note)
        self.form = form
        self.fields = QWidget()
        column = QVBoxLayout(self.fields)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self.name)
        column.addWidget(self.planned)
        column.addLayout(form)
        column.addStretch(1)
        self.setWidget(self.fields)
        self.made.toggled.connect(self._edited)
        self.not_made.toggled.connect(self._edited)
        self.on.dateChanged.connect(self._edited)
        self.reason.textChanged.connect(self._edited)
        self.finding.currentIndexChanged.connect(self._finding_chosen)
        self.follow_up.currentIndexChanged.connect(self._edited)
        self.first_minor.toggled.connect(self._edited)
        self.rating.currentIndexChanged.connect(self._edited)
        self.note.textChanged.connect(self._edited)
        for part in (self.published, self.answered, self.settle_by, self.settled):
            part.changed.connect(self._edited)

    @property
    def edited(self) -> bool:
        """Whether the form says something else than it did when it was shown."""
        return self.line is not None and self.outcome() != self._start

    def show_line(self, line: VisitLine | None, today: date, draft: Outcome | None = None) -> None:
        """Show a visit, as it is on record or, with `draft`, as it was last typed."""
        self.line = line
        self.fields.setEnabled(line is not None)
        if line is None:
            self.name.setText(self.session.say(NOTHING))
            self.setAccessibleName(self.name.text())
            self.planned.setText("")
            return
        self.name.setText(f"{line.number}　{line.name}")
        self.setAccessibleName(self.name.text())
        half = HALVES[line.half] if line.half else ""
        self.planned.setText(self.session.say(PLANNED, day=line.planned, half=half, departments=line.departments))
        self._fill(line.outcome or Outcome(line.number, on=line.planned), line, today)
        self._start = self.outcome()
        if draft is not None:
            self._fill(draft, line, today)
        self._duty(self.publish_due, line.publication, today)
        self._duty(self.answer_due, line.answer, today)
        self.form.setRowVisible(self.answered, line.answer is not None)
        self.form.setRowVisible(self.answer_due, line.answer is not None)
        self._allow()

    def outcome(self) -> Outcome:
        """What the form says. What does not apply is left out, whatever still stands in a greyed field."""
        assert self.line is not None
        made = self.made.isChecked()
        rating = self.rating.value() if made else None
        bad = rating is Rating.BAD
        finding = self.finding.value() if made else None
        return Outcome(
            self.line.number,
            as_date(self.on.date()) if made else None,
            self.reason.text().strip() if self.reason.isEnabled() else "",
            finding,
            self.follow_up.value() if made else None,
            self.first_minor.isChecked() and finding is Finding.PUT_RIGHT,
            self.published.value() if made else None,
            self.answered.value() if self.line.answer else None,
            rating,
            self.settle_by.value() if bad else None,
            self.settled.value() if bad else None,
            self.note.text().strip(),
        )

    def _fill(self, known: Outcome, line: VisitLine, today: date) -> None:
        self._filling = True
        day = known.on or line.planned
        self.on.setDate(QDate(day.year, day.month, day.day))
        (self.made if known.on else self.not_made).setChecked(True)
        self.reason.setText(known.reason)
        self.finding.set_value(known.finding)
        self.follow_up.set_value(known.follow_up)
        self.rating.set_value(known.rating)
        self.first_minor.setChecked(known.first_minor)
        soonest = max(today, day)
        self.published.set_value(known.published, soonest)
        self.answered.set_value(known.answered, soonest)
        self.settle_by.set_value(known.settle_by, soonest)
        self.settled.set_value(known.settled, soonest)
        self.note.setText(known.note)
        self._filling = False

    def _duty(self, label: QLabel, duty: Duty | None, today: date) -> None:
        self.form.setRowVisible(label, duty is not None and duty.met is None)
        if duty is not None:
            late = duty.standing(today) is Standing.OVERDUE
            label.setText(self.session.say(LATE if late else DUE, day=duty.by))
            paint(label, Meaning.CONFLICT if late else Meaning.QUIET)

    @Slot()
    def _finding_chosen(self) -> None:
        finding = self.finding.value()
        if not self._filling and finding in USUAL and self.follow_up.value() is None:
            self.follow_up.set_value(USUAL[finding])
        self._edited()

    @Slot()
    def _edited(self) -> None:
        if not self._filling and self.line is not None:
            self._allow()
            self.changed.emit()

    def _allow(self) -> None:
        """What can be given with what is given."""
        assert self.line is not None
        made = self.made.isChecked()
        moved = as_date(self.on.date()) != self.line.planned
        bad = made and self.rating.value() is Rating.BAD
        self.on.setEnabled(made)
        self.reason.setEnabled(not made or moved)
        for part in (self.finding, self.follow_up, self.published, self.rating):
            part.setEnabled(made)
        self.first_minor.setEnabled(made and self.finding.value() is Finding.PUT_RIGHT)
        self.form.setRowVisible(self.settle_by, bad)
        self.form.setRowVisible(self.settled, bad)
