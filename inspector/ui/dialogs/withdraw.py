"""Take a freeze back: numbered, with a name and a reason, and never forgotten."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.messages import Refusal, Wording
from ...workflow import freezing
from ...workflow.opening import CountyFile
from ...workflow.state import QuarterState
from ..jobs import Job
from ..look import Meaning, note
from ..session import Session

TITLE = Wording("withdraw.title", "撤回锁定", "Withdraw the freeze")
WHAT = Wording(
    "withdraw.what",
    "撤回后名录可以修改，需要重新锁定、重新抽取。这次锁定和已经做过的抽取都留在记录里；再次抽取要写明原因和批准人。",
    "Lists can change again; they are then frozen and drawn from anew. This freeze and every draw made stay on record, "
    "and another draw names its reason and who approved it.",
)
BY = Wording("withdraw.by", "姓名(&N)：", "&Name:")
REASON = Wording("withdraw.reason", "原因(&R)：", "&Reason:")
GO = Wording("withdraw.go", "撤回锁定(&W)", "&Withdraw")
WORKING = Wording("withdraw.working", "正在撤回锁定", "Withdrawing the freeze")


class WithdrawDialog(QDialog):
    """Who withdraws the freeze, and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setMinimumWidth(480)
        body = QVBoxLayout(self)
        body.addWidget(note(say(WHAT)))
        self.name, self.reason = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.addRow(say(BY), self.name)
        form.addRow(say(REASON), self.reason)
        body.addLayout(form)
        self.objection = note(meaning=Meaning.CONFLICT)
        body.addWidget(self.objection)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        for field in (self.name, self.reason):
            field.textChanged.connect(self._allow)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip() and self.reason.text().strip()))

    @Slot()
    def decide(self) -> None:
        """Withdraw in the background; close when it is done."""
        by, reason, operator = self.name.text().strip(), self.reason.text().strip(), self.session.operator
        quarter = self.session.shown.quarter.quarter if self.session.shown else None

        def work(file: CountyFile, _: Job) -> QuarterState:
            return freezing.withdraw(file, quarter, by=by, reason=reason, operator=operator)

        self.session.act(WORKING(), work, lambda _: self.accept(), failed=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))
