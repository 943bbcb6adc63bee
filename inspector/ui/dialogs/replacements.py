"""The dice of a change order that waits: typed by one person, confirmed by another; or the order taken back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.messages import Refusal, Wording
from ...domain.plan import ChangeOrder
from ...domain.quarters import Quarter
from ...workflow import changing
from ...workflow.changing import Changed
from ...workflow.opening import CountyFile
from ...workflow.state import QuarterState
from ..jobs import Job
from ..look import GAP, Meaning, mono, note
from ..session import Session
from ..widgets.fingerprint import Fingerprint
from .decision import ReasonedDecision

TITLE = Wording("order_dice.title", "调整单的抽取", "The order's draw")
WHAT = Wording(
    "order_dice.what",
    "第 {number} 号调整单空出 {seats} 个岗位，从当天有空、符合条件的人员中抽取。下面的锁定指纹在掷骰之前已经确定，"
    "请见证人先记下。",
    "Order {number} leaves {seats} seats vacant; they are drawn among those who may go and are free that day. The hash "
    "below was fixed before the dice: let the witnesses write it down first.",
)
FROZEN = Wording("order_dice.frozen", "锁定指纹", "Frozen hash")
DICE = Wording("order_dice.dice", "号码(&D)：", "&Dice:")
AGAIN = Wording("order_dice.again", "另一人再录一遍(&R)：", "The same, typed by another person (&R):")
DIFFERENT = Wording(
    "order_dice.different", "两遍号码不一样，第 {place} 位起不同。", "The two differ from digit {place} on."
)
WITNESSES = Wording("order_dice.witnesses", "见证人（用、分开）(&W)：", "&Witnesses (separated by commas):")
DRAW = Wording("order_dice.draw", "抽取(&G)", "Draw (&G)")
DRAWING = Wording("order_dice.drawing", "正在抽取", "Drawing")
DROP_TITLE = Wording("order_drop.title", "撤回调整单", "Take the order back")
DROP_WHAT = Wording(
    "order_drop.what",
    "等待掷骰的调整单撤回后，批准的计划不变；撤回留在记录里。",
    "Once the waiting order is taken back the approved plan stands as it was; taking it back stays on record.",
)
BY = Wording("order_drop.by", "姓名(&N)：", "&Name:")
REASON = Wording("order_drop.reason", "原因(&R)：", "&Reason:")
DROP = Wording("order_drop.drop", "撤回(&B)", "Take &back")
DROPPING = Wording("order_drop.dropping", "正在撤回", "Taking back")
FEWEST = 20


class ReplacementsDialog(QDialog):
    """Asks for the dice twice and for the witnesses, then draws."""

    def __init__(self, session: Session, order: ChangeOrder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setMinimumWidth(620)
        held = {(one.team, one.seat) for one in order.after.postings}
        seats = {(one.team, one.seat) for one in order.after.chances} - held
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        body.addWidget(note(say(WHAT, number=order.number, seats=len(seats))))
        frozen = Fingerprint(say(FROZEN), say)
        frozen.show_mark(order.frozen)
        body.addWidget(frozen)
        self.dice, self.again, self.witnesses = QLineEdit(), QLineEdit(), QLineEdit()
        # the second person does not see what the first one typed
        self.dice.editingFinished.connect(self._hide_first)
        for field in (self.dice, self.again):
            mono(field, 1.2)
            field.textChanged.connect(self._allow)
        form = QFormLayout()
        form.addRow(say(DICE), self.dice)
        form.addRow(say(AGAIN), self.again)
        form.addRow(say(WITNESSES), self.witnesses)
        body.addLayout(form)
        self.objection = note(meaning=Meaning.CONFLICT)
        body.addWidget(self.objection)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(DRAW), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.draw)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self._allow()

    @Slot()
    def _hide_first(self) -> None:
        if self.dice.text() and not self.again.text():
            self.dice.setEchoMode(QLineEdit.EchoMode.Password)

    @Slot()
    def _allow(self) -> None:
        first, second = self.dice.text().strip(), self.again.text().strip()
        wrong = next(
            (place for place, (one, other) in enumerate(zip(first, second, strict=False), 1) if one != other), 0
        )
        self.objection.setText(self.session.say(DIFFERENT, place=wrong) if wrong else "")
        self.go.setEnabled(first == second and len(first) >= FEWEST)
        if first == second:
            self.dice.setEchoMode(QLineEdit.EchoMode.Normal)

    @Slot()
    def draw(self) -> None:
        """Draw in the background; close when it is done."""
        dice, operator = self.dice.text().strip(), self.session.operator
        witnesses = self.witnesses.text().replace("，", "、").replace(",", "、").split("、")
        quarter = self.session.shown.quarter.quarter if self.session.shown else None
        self.go.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Changed:
            return changing.draw_replacements(file, quarter, dice, witnesses=witnesses, operator=operator)

        self.session.act(DRAWING(), work, lambda _: self.accept(), failed=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._allow()
        self.objection.setText(self.session.say(refusal.message))


class DropOrderDialog(ReasonedDecision):
    """Who takes the waiting order back, and why."""

    HELP = "changes"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, DROP_TITLE, DROP_WHAT, BY, REASON, DROP, parent)

    @Slot()
    def decide(self) -> None:
        """Take the order back in the background; close when it is done."""
        by, reason = self.name.text(), self.why

        def work(file: CountyFile, quarter: Quarter | None, operator: str) -> QuarterState:
            return changing.drop(file, quarter, by=by, reason=reason, operator=operator)

        self._act(DROPPING(), work)
