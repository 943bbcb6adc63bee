"""Approve the submitted plan, or send it back: somebody else than who submitted it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from ...domain.messages import Message, Wording
from ...domain.quarters import Quarter
from ...workflow import approving
from ...workflow.approving import SAME_PERSON, Decided, is_same_person
from ...workflow.opening import CountyFile
from ...workflow.readiness import Readiness
from ..look import note
from ..session import Session
from ..widgets.fingerprint import Fingerprint
from .decision import Decision, ReasonedDecision

APPROVE_TITLE = Wording("approve_dialog.title", "批准计划", "Approve the plan")
APPROVE = Wording("approve_dialog.approve", "批准(&A)", "&Approve")
APPROVING = Wording("approve_dialog.approving", "正在批准", "Approving")
WHAT = Wording(
    "approve_dialog.what",
    "批准 {quarter} 计划第 {version} 版（{name} 送审）。批准后计划即为正式，只能凭计划调整审批单改动；计划指纹会加上"
    "批准文号、批准人和日期重新计算。",
    "Approve version {version} of the plan of {quarter}, submitted by {name}. From then on it is official and changes "
    "only by change order; document, approver and date become part of its fingerprint.",
)
SEEN = Wording("approve_dialog.seen", "送审时的计划指纹", "Fingerprint as submitted")
BY = Wording("approve_dialog.by", "批准人(&N)：", "Approved &by:")
DOCUMENT = Wording("approve_dialog.document", "批准文号(&D)：", "&Document number:")
ON = Wording("approve_dialog.on", "批准日期(&T)：", "Da&te:")
BACK_TITLE = Wording("send_back.title", "退回计划", "Send the plan back")
SEND_BACK = Wording("send_back.send", "退回(&B)", "Send &back")
SENDING = Wording("send_back.sending", "正在退回", "Sending back")
BACK_WHAT = Wording(
    "send_back.what",
    "退回后重新排期；抽中的检查对象不变，不能重新抽取。原因留在记录里。",
    "The dates are open again; the enterprises that were drawn stand. The reason stays on record.",
)
BACK_BY = Wording("send_back.by", "退回人(&N)：", "Sent back b&y:")
REASON = Wording("send_back.reason", "原因(&R)：", "&Reason:")


class ApproveDialog(Decision):
    """Approver, document number and date; who submitted the plan is refused while typing."""

    def __init__(self, session: Session, seen: Readiness, submitted_by: str, parent: QWidget | None = None) -> None:
        super().__init__(session, APPROVE_TITLE, APPROVE, parent)
        say = session.say
        self.seen = seen
        self.submitted_by = submitted_by
        self.document = QLineEdit()
        self.on = QDateEdit(QDate.currentDate())
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("yyyy-MM-dd")
        fingerprint = Fingerprint(say(SEEN), say)
        fingerprint.show_mark(seen.fingerprint)
        self.body.addWidget(note(say(WHAT, quarter=seen.quarter, version=seen.version, name=submitted_by)))
        self.body.addWidget(fingerprint)
        self.form.addRow(say(BY), self.name)
        self.form.addRow(say(DOCUMENT), self.document)
        self.form.addRow(say(ON), self.on)
        self.name.textChanged.connect(self.check)
        self.document.textChanged.connect(self.check)
        self._finish()

    def objects(self) -> Message | None:
        name = self.name.text().strip()
        return SAME_PERSON(name=self.submitted_by) if name and is_same_person(name, self.submitted_by) else None

    def complete(self) -> bool:
        return bool(self.name.text().strip() and self.document.text().strip())

    @Slot()
    def decide(self) -> None:
        """Approve in the background; close when it is done."""
        by, document, seen = self.name.text(), self.document.text(), self.seen.fingerprint
        day = self.on.date()
        on = date(day.year(), day.month(), day.day())

        def work(file: CountyFile, quarter: Quarter | None, operator: str) -> Decided:
            return approving.approve(file, quarter, by=by, document=document, on=on, operator=operator, seen=seen)

        self.put_on_record(APPROVING(), work)


class SendBackDialog(ReasonedDecision):
    """Who sends the plan back, and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, BACK_TITLE, BACK_WHAT, BACK_BY, REASON, SEND_BACK, parent)

    @Slot()
    def decide(self) -> None:
        """Send back in the background; close when it is done."""
        by, reason = self.name.text(), self.why

        def work(file: CountyFile, quarter: Quarter | None, operator: str) -> Decided:
            return approving.reject(file, quarter, by=by, reason=reason, operator=operator)

        self.put_on_record(SENDING(), work)
