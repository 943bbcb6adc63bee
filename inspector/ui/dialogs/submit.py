"""Hand the plan to the approver, by name."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ...domain.messages import Wording
from ...domain.quarters import Quarter
from ...workflow import approving
from ...workflow.approving import Decided
from ...workflow.opening import CountyFile
from ...workflow.readiness import Readiness
from ..look import Meaning, note
from ..preferences import Preferences
from ..session import Session
from ..widgets.fingerprint import Fingerprint
from .decision import Decision

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


class SubmitDialog(Decision):
    """Asks who submits; stays open with the reason if it is refused. The name is remembered."""

    def __init__(
        self, session: Session, preferences: Preferences, seen: Readiness, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, TITLE, SUBMIT, parent)
        self.preferences = preferences
        self.seen = seen
        say = session.say
        self.body.addWidget(note(say(WHAT, quarter=seen.quarter, version=seen.version)))
        if seen.notices:
            self.body.addWidget(note(say(NOTICES, count=len(seen.notices)), Meaning.DRAFT))
        fingerprint = Fingerprint(say(FINGERPRINT), say)
        fingerprint.show_mark(seen.fingerprint)
        self.body.addWidget(fingerprint)
        self.form.addRow(say(BY), self.name)
        self.name.setText(str(preferences.get(REMEMBERED, "")))
        self.name.textChanged.connect(self.check)
        self.accepted.connect(self._remember)
        self._finish()

    def complete(self) -> bool:
        return bool(self.name.text().strip())

    @Slot()
    def decide(self) -> None:
        """Submit in the background; close when it is done."""
        by, seen = self.name.text().strip(), self.seen.fingerprint

        def work(file: CountyFile, quarter: Quarter | None, operator: str) -> Decided:
            return approving.submit(file, quarter, by=by, operator=operator, seen=seen)

        self.put_on_record(SUBMITTING(), work)

    @Slot()
    def _remember(self) -> None:
        self.preferences.set(REMEMBERED, self.name.text().strip())
