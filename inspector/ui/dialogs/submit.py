"""Hand the plan to the approver, by name."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.messages import Refusal, Wording
from ...workflow import approving
from ...workflow.approving import Decided
from ...workflow.opening import CountyFile
from ...workflow.readiness import Readiness
from ..jobs import Job
from ..look import GAP, Meaning, note
from ..preferences import Preferences
from ..session import Session
from ..widgets.fingerprint import Fingerprint

TITLE = Wording("submit.title", "送审", "Submit the plan")
SUBMIT = Wording("submit.submit", "送审(&S)", "&Submit")
BY = Wording("submit.by", "送审人(&N)：", "&Name:")
FINGERPRINT = Wording("submit.fingerprint", "计划指纹", "Plan fingerprint")
WHAT = Wording(
    "submit.what",
    "把 {quarter} 计划第 {version} 版送交审批。送审人不能批准自己送审的计划。",
    "Hand version {version} of the plan of {quarter} to the approver. Who submits a plan cannot approve it.",
)
NOTICES = Wording(
    "submit.notices",
    "有 {count} 项需要说明的事项，会写在审批表上，请先看过。",
    "{count} notices will stand on the approval form; please read them first.",
)
SUBMITTING = Wording("submit.submitting", "正在送审", "Submitting")
REMEMBERED = "submit.by"


class SubmitDialog(QDialog):
    """Asks who submits; stays open with the reason if it is refused."""

    def __init__(
        self, session: Session, preferences: Preferences, seen: Readiness, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setMinimumWidth(520)
        self.name = QLineEdit(str(preferences.get(REMEMBERED, "")))
        self.name.textChanged.connect(self._changed)
        fingerprint = Fingerprint(say(FINGERPRINT), say)
        fingerprint.show_mark(seen.fingerprint)
        self.objection = note(meaning=Meaning.CONFLICT)
        self.objection.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(SUBMIT), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(say(BY), self.name)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        body.addWidget(note(say(WHAT, quarter=seen.quarter, version=seen.version)))
        if seen.notices:
            body.addWidget(note(say(NOTICES, count=len(seen.notices)), Meaning.DRAFT))
        body.addWidget(fingerprint)
        body.addLayout(form)
        body.addWidget(self.objection)
        body.addWidget(self.buttons)
        self.name.setFocus()
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip()))

    @Slot()
    def submit(self) -> None:
        """Submit in the background; close when it is done."""
        by, operator = self.name.text().strip(), self.session.operator
        quarter = self.session.shown.quarter.quarter if self.session.shown else None
        self.go.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Decided:
            return approving.submit(file, quarter, by=by, operator=operator)

        self.session.act(SUBMITTING(), work, self._done, failed=self._refused)

    def _done(self, _: Decided) -> None:
        self.preferences.set(REMEMBERED, self.name.text().strip())
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))
        self.objection.show()
        self._changed()
