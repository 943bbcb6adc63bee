"""Approve the submitted plan, or send it back: somebody else than who submitted it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ...workflow import approving
from ...workflow.approving import SAME_PERSON, Decided
from ...workflow.opening import CountyFile
from ...workflow.readiness import Readiness
from ..jobs import Job
from ..look import GAP, Meaning, note
from ..session import Session
from ..widgets.fingerprint import Fingerprint

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


class _Decision(QDialog):
    """A name and what belongs to the decision; the button works once everything is given."""

    def __init__(self, session: Session, title: Wording, go: Wording, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(session.say(title))
        self.setMinimumWidth(520)
        self.name = QLineEdit()
        self.objection = note(meaning=Meaning.CONFLICT)
        self.objection.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(session.say(go), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        self.form = QFormLayout()
        self.body = QVBoxLayout(self)
        self.body.setSpacing(GAP)

    def _finish(self) -> None:
        self.body.addLayout(self.form)
        self.body.addWidget(self.objection)
        self.body.addWidget(self.buttons)
        self.name.setFocus()
        self.check()

    def objects(self) -> Message | None:
        """What speaks against the decision as it is written now."""
        return None

    def complete(self) -> bool:
        """Whether everything is given."""
        raise NotImplementedError

    @Slot()
    def check(self) -> None:
        """Look at what is written after each key."""
        objection = self.objects()
        self.objection.setText(self.session.say(objection) if objection else "")
        self.objection.setVisible(objection is not None)
        self.go.setEnabled(objection is None and self.complete())

    @Slot()
    def decide(self) -> None:
        """Put the decision on record."""
        raise NotImplementedError

    def _act(self, title: Message, work: Any) -> None:
        self.go.setEnabled(False)
        self.session.act(title, work, self._done, failed=self._refused)

    def _done(self, _: Decided) -> None:
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self.check()
        self.objection.setText(self.session.say(refusal.message))
        self.objection.show()


class ApproveDialog(_Decision):
    """Approver, document number and date; who submitted the plan is refused while typing."""

    def __init__(self, session: Session, seen: Readiness, submitted_by: str, parent: QWidget | None = None) -> None:
        super().__init__(session, APPROVE_TITLE, APPROVE, parent)
        say = session.say
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
        return SAME_PERSON(name=name) if name and name == self.submitted_by else None

    def complete(self) -> bool:
        return bool(self.name.text().strip() and self.document.text().strip())

    @Slot()
    def decide(self) -> None:
        """Approve in the background; close when it is done."""
        by, document, operator = self.name.text(), self.document.text(), self.session.operator
        day = self.on.date()
        on = date(day.year(), day.month(), day.day())
        quarter = self.session.shown.quarter.quarter if self.session.shown else None

        def work(file: CountyFile, _: Job) -> Decided:
            return approving.approve(file, quarter, by=by, document=document, on=on, operator=operator)

        self._act(APPROVING(), work)


class SendBackDialog(_Decision):
    """Who sends the plan back, and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, BACK_TITLE, SEND_BACK, parent)
        say = session.say
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.reason.fontMetrics().height() * 5)
        self.body.addWidget(note(say(BACK_WHAT)))
        self.form.addRow(say(BACK_BY), self.name)
        self.form.addRow(say(REASON), self.reason)
        self.name.textChanged.connect(self.check)
        self.reason.textChanged.connect(self.check)
        self._finish()

    def complete(self) -> bool:
        return bool(self.name.text().strip() and self.reason.toPlainText().strip())

    @Slot()
    def decide(self) -> None:
        """Send back in the background; close when it is done."""
        by, reason, operator = self.name.text(), self.reason.toPlainText().strip(), self.session.operator
        quarter = self.session.shown.quarter.quarter if self.session.shown else None

        def work(file: CountyFile, _: Job) -> Decided:
            return approving.reject(file, quarter, by=by, reason=reason, operator=operator)

        self._act(SENDING(), work)
