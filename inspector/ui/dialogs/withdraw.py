"""Take a freeze back: numbered, with a name and a reason, and never forgotten."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ...domain.messages import Wording
from ...domain.quarters import Quarter
from ...workflow import freezing
from ...workflow.opening import CountyFile
from ...workflow.state import QuarterState
from ..session import Session
from .decision import ReasonedDecision

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


class WithdrawDialog(ReasonedDecision):
    """Who withdraws the freeze, and why."""

    HELP = "draw"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, TITLE, WHAT, BY, REASON, GO, parent)

    @Slot()
    def decide(self) -> None:
        """Withdraw in the background; close when it is done."""
        by, reason = self.name.text().strip(), self.why

        def work(file: CountyFile, quarter: Quarter | None, operator: str) -> QuarterState:
            return freezing.withdraw(file, quarter, by=by, reason=reason, operator=operator)

        self.put_on_record(WORKING(), work)
