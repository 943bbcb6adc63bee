"""The draw as a ceremony, to be followed on a projector: the frozen hash, the dice typed twice, what comes out.

The first person types the digits; they are hidden while a second person types them again from the dice. Only when both
agree the draw can be made, and once made it is on record: closing the window takes nothing back. All type grows with
the window.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ...domain.messages import Refusal, Wording
from ...workflow.dice import throw_dice
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, MARGIN, PROJECTOR, Meaning, mono, note, paint, sized
from ..session import Session
from ..widgets.digits import grouped
from ..widgets.growing import Growing
from .acting import ActingDialog
from .dice_step import AGAIN_LEAD, DICE_LEAD, FIRST_NAME, SECOND_NAME, DiceStep
from .help_key import help_key
from .messages import confirm
from .result_step import ResultStep
from .ritual import Ritual
from .witness_step import WitnessStep

STEPS = (
    Wording("ceremony.witness_step", "1　见证", "1  Witnesses"),
    Wording("ceremony.dice_step", "2　录入号码", "2  The dice"),
    Wording("ceremony.again_step", "3　另一人复录", "3  Typed again"),
    Wording("ceremony.result_step", "4　结果", "4  What comes out"),
)
DIFFERENT = Wording(
    "ceremony.different",
    "与第一遍不一致：第 {place} 位。请核对骰子；第一遍录错的，两遍都重录。",
    "Differs from the first entry at digit {place}. Look at the dice; if the first entry is wrong, type both anew.",
)
SHORTER = Wording("ceremony.shorter", "第一遍录了 {count} 位。", "The first entry has {count} digits.")
NEXT = Wording("ceremony.next", "下一步(&N)", "&Next")
BACK = Wording("ceremony.back", "上一步(&B)", "&Back")
ANEW = Wording("ceremony.anew", "两遍都重录(&B)", "&Both anew")
DRAW = Wording("ceremony.draw", "抽取(&D)", "&Draw")
DRAWING = Wording("ceremony.drawing", "正在抽取", "Drawing")
SKIP = Wording("ceremony.skip", "全部显示（空格）", "Show all (space)")
PRINT_SLIP = Wording("ceremony.print_slip", "打印见证单(&P)…", "&Print for the witnesses…")
PRINT = Wording("ceremony.print", "打印记录(&P)…", "&Print the record…")
CLOSE = Wording("ceremony.close", "关闭(&C)", "&Close")
FULL = Wording("ceremony.full", "全屏（F11）", "Full screen (F11)")
DROP = Wording(
    "ceremony.drop",
    "已经录入的号码会丢掉，确定离开吗？",
    "The digits that were typed will be lost. Leave all the same?",
)
LEAVE = Wording("ceremony.leave", "离开", "Leave")
USUAL = 1100, 720
"""The window for which sizes are given; all type grows and shrinks with it."""
WITNESS, DICE, AGAIN, RESULT = range(4)


class CeremonyDialog(ActingDialog):
    """Four steps; the last one cannot be taken back."""

    def __init__(self, session: Session, ritual: Ritual, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.ritual = ritual
        self.drawn = False
        self._type = Growing()
        self.setWindowTitle(session.say(ritual.title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        help_key(self, session, ritual.help)
        self._build()
        QShortcut(QKeySequence("F11"), self, self._toggle_full)
        self.resize(*USUAL)
        self._show_step(WITNESS)

    def _build(self) -> None:
        say, ritual = self.session.say, self.ritual
        body = QVBoxLayout(self)
        body.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        body.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(self._type.add(QLabel(say(ritual.title)), PROJECTOR * 0.75))
        top.addStretch(1)
        full = self._type.add(QPushButton(say(FULL)), 0.9)
        full.setFlat(True)
        full.setAutoDefault(False)
        full.clicked.connect(self._toggle_full)
        top.addWidget(full)
        body.addLayout(top)
        across = QHBoxLayout()
        across.setSpacing(2 * MARGIN)
        self.titles = [self._type.add(QLabel(say(words)), 1.15) for words in STEPS]
        for title in self.titles:
            across.addWidget(title)
        across.addStretch(1)
        body.addLayout(across)
        body.addSpacing(GAP)
        name = self._type.add(QLabel(ritual.hash_name), 1.1)
        paint(name, Meaning.QUIET)
        body.addWidget(name)
        self.frozen = QLabel()
        self.frozen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.frozen.setAccessibleName(ritual.hash_name)
        body.addWidget(self.frozen)
        self.witness = WitnessStep(self.session, ritual, self._type)
        self.once = DiceStep(say, DICE_LEAD, FIRST_NAME, self._type)
        self.again = DiceStep(say, AGAIN_LEAD, SECOND_NAME, self._type)
        self.outcome = ResultStep(say, self._type)
        self.first, self.second = self.once.digits, self.again.digits
        self.steps = QStackedWidget()
        for page in (self.witness, self.once, self.again, self.outcome):
            self.steps.addWidget(page)
        for changed in (self.witness.changed, self.first.changed, self.second.changed):
            changed.connect(self.allow)
        self.outcome.whole.connect(self._shown)
        body.addWidget(self.steps, 1)
        self.objection = self._type.add(note(meaning=Meaning.CONFLICT), 1.3)
        body.addWidget(self.objection)
        row = QHBoxLayout()
        self.back, self.skip, self.print, self.next = (
            self._type.add(QPushButton(say(words)), 1.2) for words in (BACK, SKIP, PRINT, NEXT)
        )
        self.next.setDefault(True)
        for button, act in (
            (self.back, self.go_back),
            (self.skip, self.outcome.show_all),
            (self.print, self._print),
            (self.next, self.go_on),
        ):
            button.clicked.connect(act)
            button.setAutoDefault(button is self.next)
        row.addWidget(self.back)
        row.addStretch(1)
        for button in (self.skip, self.print, self.next):
            row.addWidget(button)
        body.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_type()

    def _resize_type(self) -> None:
        factor = min(self.width() / USUAL[0], self.height() / USUAL[1])
        factor = min(max(factor, 0.8), 2.5)
        self._type.grow(factor)
        for number, title in enumerate(self.titles):
            sized(title, 1.15 * factor, bold=number == self.steps.currentIndex())
        at_first = self.steps.currentIndex() == WITNESS
        parts = 2 if at_first else 1
        length = len(self.ritual.frozen) // parts
        self.frozen.setText("\n".join(grouped(self.ritual.frozen[at * length :][:length]) for at in range(parts)))
        mono(self.frozen, (PROJECTOR * 1.45 if at_first else 1.35) * factor)
        for dice in (self.once, self.again):
            dice.grow(factor)
        self.witness.chances.fit(self.ritual.chances.rows)
        self.outcome.fit()

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for number, title in enumerate(self.titles):
            title.setEnabled(number == step)
        self.back.setVisible(step in (DICE, AGAIN))
        self.back.setText(self.session.say(ANEW if step == AGAIN else BACK))
        self.skip.setVisible(False)
        self.print.setVisible(step in (WITNESS, RESULT))
        self.print.setText(self.session.say(PRINT if step == RESULT else PRINT_SLIP))
        self._resize_type()
        focus = {WITNESS: self.witness.witnesses, DICE: self.first, AGAIN: self.second}.get(step, self.outcome.table)
        focus.setFocus()
        self.allow()

    @Slot()
    def allow(self) -> None:
        """What may be done next, and what speaks against it."""
        step = self.steps.currentIndex()
        objection, may, wrong = "", True, []
        if step == WITNESS:
            may = self.witness.is_complete
        elif step == DICE:
            may = self.first.enough
        elif step == AGAIN:
            one, other = self.first.digits, self.second.digits
            may = one == other
            wrong = [at for at, digit in enumerate(other) if one[at : at + 1] != digit]
            if wrong:
                objection = self.session.say(DIFFERENT, place=wrong[0] + 1)
            elif not may and self.second.enough:
                objection = self.session.say(SHORTER, count=len(one))
        self.second.mark(wrong, objection)
        self.objection.setText("")
        last = step == AGAIN or (step == WITNESS and self.witness.machine.isChecked())
        self.next.setText(self.session.say(CLOSE if step == RESULT else DRAW if last else NEXT))
        self.next.setEnabled(may and not self.is_acting)
        self.back.setEnabled(not self.is_acting)
        self.steps.setEnabled(not self.is_acting)

    @Slot()
    def go_back(self) -> None:
        """To the step before. The first entry is not uncovered for the second person: both are typed anew."""
        step = self.steps.currentIndex()
        if step == AGAIN:
            self.first.clear()
            self.second.clear()
        self._show_step(step - 1)

    @Slot()
    def go_on(self) -> None:
        """To the next step, or draw, or close."""
        step = self.steps.currentIndex()
        if step == RESULT:
            self.accept()
        elif step == AGAIN:
            self._draw(self.first.digits)
        elif step == WITNESS and self.witness.machine.isChecked():
            self._draw(throw_dice())
        else:
            self._show_step(step + 1)

    def _draw(self, dice: str) -> None:
        witnesses, make = self.witness.names, self.ritual.make
        reason, approver = self.witness.reason.text().strip(), self.witness.approver.text().strip()
        self.session.name_operator(self.witness.operator.text())
        self.outcome.show_dice(dice, witnesses)
        self.objection.setText("")

        def work(file: CountyFile, _: Job) -> Any:
            return make(file, dice, witnesses, reason, approver)

        self.act(DRAWING(), work, self._made)

    def refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))

    def _made(self, answer: Any) -> None:
        self.drawn = True
        self._show_step(RESULT)
        self.skip.show()
        self.skip.setFocus()
        self.outcome.show_outcome(self.ritual.show(answer))

    @Slot()
    def _shown(self) -> None:
        """Everything has appeared: what is left is to close."""
        self.skip.hide()
        self.next.setFocus()

    @Slot()
    def _print(self) -> None:
        """What is locked before the dice, what was drawn after them."""
        (self.ritual.print_record if self.drawn else self.ritual.print_slip)(self)

    @Slot()
    def _toggle_full(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.skip.isVisible():
            self.outcome.show_all()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc never loses typed dice without asking, and waits for a draw that is being made."""
        if self.is_acting:
            return
        typed = bool(self.first.digits) and not self.drawn
        if typed and not confirm(self, self.session, self.session.say(DROP), self.session.say(LEAVE)):
            return
        self.outcome.stop()
        super().reject()
