"""Where the plan stands on its way to approval: its version, who handed it on, its fingerprint, and the decision."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...workflow.state import STAGE_NAMES, QuarterState, Stage
from ..look import GAP, Meaning, note, paint, sized
from .fingerprint import Fingerprint
from .plan_words import Say

SUBMIT = Wording("approval.submit", "送审(&S)…", "&Submit…")
APPROVE = Wording("approval.approve", "批准(&A)…", "&Approve…")
SEND_BACK = Wording("approval.send_back", "退回(&B)…", "Send &back…")
DRAFT = Wording("approval.draft", "送审稿", "Draft (送审稿)")
VERSION = Wording("approval.version", "{quarter} 计划第 {version} 版", "{quarter}, plan version {version}")
SUBMITTED = Wording("approval.submitted", "{name} 于 {at} 送审", "submitted by {name} on {at}")
APPROVED = Wording(
    "approval.approved", "{name} 于 {day} 批准，文号 {document}", "approved by {name} on {day}, document {document}"
)
SENT_BACK = Wording("approval.sent_back", "上次被 {name} 退回：{reason}", "Sent back by {name}: {reason}")
FINGERPRINT = Wording("approval.fingerprint", "计划指纹", "Plan fingerprint")


class Standing(QWidget):
    """One strip. The signals say which decision is asked for; only what the stage asks for can be."""

    submit_asked = Signal()
    approve_asked = Signal()
    send_back_asked = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.stage = QLabel()
        sized(self.stage, 1.3, bold=True)
        self.draft = QLabel(say(DRAFT))
        sized(self.draft, 1.3, bold=True)
        paint(self.draft, Meaning.DRAFT)
        self.who = note()
        self.sent_back = note(meaning=Meaning.DRAFT)
        self.fingerprint = Fingerprint(say(FINGERPRINT), say)
        self.submit_button = QPushButton(say(SUBMIT))
        self.submit_button.clicked.connect(self.submit_asked)
        self.approve_button = QPushButton(say(APPROVE))
        self.approve_button.clicked.connect(self.approve_asked)
        self.back_button = QPushButton(say(SEND_BACK))
        self.back_button.clicked.connect(self.send_back_asked)
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.stage)
        above.addWidget(self.draft)
        above.addStretch(1)
        for button in (self.submit_button, self.approve_button, self.back_button):
            above.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(self.who)
        column.addWidget(self.sent_back)
        column.addWidget(self.fingerprint)

    def show_state(self, now: QuarterState, next_words: Message) -> None:
        """Show a plan that is staffed, submitted or approved; `next_words` say what it waits for until then."""
        approved = now.stage is Stage.APPROVED
        stage = self.say(STAGE_NAMES[now.stage])
        self.stage.setText(stage[:1].upper() + stage[1:])
        paint(self.stage, Meaning.DONE if approved else Meaning.DRAFT)
        self.draft.setVisible(not approved)
        parts = [self.say(VERSION, quarter=str(now.quarter), version=now.version)]
        if now.stage is not Stage.STAFFED:
            parts.append(self.say(SUBMITTED, name=now.submitted_by, at=now.submitted_at[:16].replace("T", " ")))
        if now.approval:
            approval = now.approval
            parts.append(self.say(APPROVED, name=approval.by, day=approval.date, document=approval.document))
        else:
            parts.append(self.say(next_words))
        self.who.setText("　·　".join(parts))
        self.sent_back.setVisible(now.sent_back is not None)
        if now.sent_back:
            reason, name = now.sent_back
            self.sent_back.setText(self.say(SENT_BACK, name=name, reason=reason))
        self.submit_button.setVisible(now.stage is Stage.STAFFED)
        self.approve_button.setVisible(now.stage is Stage.SUBMITTED)
        self.back_button.setVisible(now.stage is Stage.SUBMITTED)

    def show_check(self, fingerprint: str, *, lawful: bool) -> None:
        """Show the fingerprint of what was checked; nobody signs what was not, or what breaks a rule."""
        self.fingerprint.show_mark(fingerprint)
        for button in (self.submit_button, self.approve_button):
            button.setEnabled(lawful)
