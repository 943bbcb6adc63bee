"""What somebody answers for by name: the dialog that such decisions share, and the one that also asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...domain.quarters import Quarter
from ...workflow.opening import CountyFile
from ..look import GAP, MARGIN, Meaning, note
from ..session import Session
from .acting import ActingDialog
from .help_key import help_key


class Decision(ActingDialog):
    """A name and what belongs to the decision; the button works once everything is given. F1 opens the topic `HELP`."""

    HELP: ClassVar[str] = "approval"

    def __init__(self, session: Session, title: Wording, go: Wording, parent: QWidget | None) -> None:
        super().__init__(session, parent)
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
        self.body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        self.body.setSpacing(GAP)
        help_key(self, session, self.HELP)

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
        self.go.setEnabled(objection is None and self.complete() and not self.is_acting)

    def allow(self) -> None:
        self.check()

    @Slot()
    def decide(self) -> None:
        """Put the decision on record."""
        raise NotImplementedError

    def put_on_record(self, title: Message, work: Callable[[CountyFile, Quarter | None, str], Any]) -> None:
        """Do it in the background, for the quarter that is shown and the operator; close when it is done."""
        operator = self.session.operator
        quarter = self.session.shown.quarter.quarter if self.session.shown else None
        self.act(title, lambda file, _: work(file, quarter, operator), lambda _: self.accept())

    def refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))
        self.objection.show()


class ReasonedDecision(Decision):
    """A decision that takes something back: by whom, and why."""

    def __init__(
        self,
        session: Session,
        title: Wording,
        what: Wording,
        by: Wording,
        reason: Wording,
        go: Wording,
        parent: QWidget | None,
    ) -> None:
        super().__init__(session, title, go, parent)
        say = session.say
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.reason.fontMetrics().height() * 4)
        self.body.addWidget(note(say(what)))
        self.form.addRow(say(by), self.name)
        self.form.addRow(say(reason), self.reason)
        self.name.textChanged.connect(self.check)
        self.reason.textChanged.connect(self.check)
        self._finish()

    @property
    def why(self) -> str:
        """The reason as it is written now."""
        return self.reason.toPlainText().strip()

    def complete(self) -> bool:
        return bool(self.name.text().strip() and self.why)
