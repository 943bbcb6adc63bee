"""Before the freeze: what would be frozen, and the approval of the inspection scheme."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...domain.county import Approval, County
from ...domain.messages import Wording
from ...domain.quarters import Quarter
from ...workflow import freezing
from ..look import GAP, Meaning, note, sized
from .dates import OptionalDate
from .plan_words import Say

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


class FreezeForm(QWidget):
    """The numbers of what would be frozen; three fields to fill in together, or to leave blank."""

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.what = QLabel()
        self.what.setWordWrap(True)
        sized(self.what, 1.1)
        column.addWidget(self.what)
        column.addWidget(note(say(WHY)))
        scheme = QGroupBox(say(SCHEME))
        row = QHBoxLayout(scheme)
        row.setSpacing(GAP)
        self.document, self.by = QLineEdit(), QLineEdit()
        for words, field in ((SCHEME_DOCUMENT, self.document), (SCHEME_BY, self.by)):
            label = QLabel(say(words))
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1)
            field.textChanged.connect(self._forget_objection)
        self.on = OptionalDate(say(SCHEME_DATE))
        self.on.changed.connect(self._forget_objection)
        row.addWidget(self.on)
        column.addWidget(scheme)
        self.objection = note(meaning=Meaning.CONFLICT)
        self.objection.hide()
        column.addWidget(self.objection)

    def show_counts(self, county: County, quarter: Quarter) -> None:
        """Show how much would be frozen."""
        period = quarter.period
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

    def check(self) -> bool:
        """Whether the approval is given whole or not at all; says so if it is not."""
        given = [bool(part) for part in (self.document.text().strip(), self.by.text().strip(), self.on.value())]
        partly = any(given) and not all(given)
        self.objection.setText(self.say(SCHEME_PARTLY) if partly else "")
        self.objection.setVisible(partly)
        return not partly

    def scheme(self) -> Approval | None:
        """The approval that was typed; None if it was left blank."""
        return freezing.scheme_of(self.document.text().strip(), self.on.value(), self.by.text().strip())

    @Slot()
    def _forget_objection(self) -> None:
        self.objection.hide()
