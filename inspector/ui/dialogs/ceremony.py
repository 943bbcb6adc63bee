"""The draw as a ceremony, to be followed on a projector: the frozen hash, the dice typed twice, what comes out.

The first person types the digits; they are hidden while a second person types them again from the dice. Only when both
agree the draw can be made, and once made it is on record: closing the window takes nothing back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ...workflow.dice import throw_dice
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, MARGIN, PROJECTOR, Meaning, heading, mono, note, sized
from ..session import Session
from ..widgets.digits import Digits, grouped
from .messages import confirm

WITNESS_STEP = Wording("ceremony.witness_step", "第一步　见证", "1　Witnesses")
DICE_STEP = Wording("ceremony.dice_step", "第二步　录入号码", "2　The dice")
AGAIN_STEP = Wording("ceremony.again_step", "第三步　另一人复录", "3　Typed again by another person")
RESULT_STEP = Wording("ceremony.result_step", "第四步　结果", "4　What comes out")
HASH_LEAD = Wording(
    "ceremony.hash_lead",
    "下面的锁定指纹在掷骰之前已经确定。请见证人抄下或拍下，事后可以核对。",
    "This hash was fixed before the dice. Let the witnesses write it down or photograph it, to compare afterwards.",
)
WITNESSES = Wording("ceremony.witnesses", "见证人（用、分开）(&W)：", "&Witnesses (separated by commas):")
NO_WITNESS = Wording(
    "ceremony.no_witness",
    "没有见证人时，记录和审批表上会注明“未见证”。",
    "Without witnesses the record and the form will say 未见证 (unwitnessed).",
)
MACHINE = Wording(
    "ceremony.machine",
    "不掷骰，由本机产生号码（未见证）(&M)",
    "No dice: let this &machine make the digits (unwitnessed)",
)
FURTHER = Wording(
    "ceremony.further",
    "这是第 {number} 次抽取。以前的抽取保留在案；再次抽取要写明原因和批准人。",
    "This is draw {number}. The earlier ones stay on record; another draw names its reason and who approved it.",
)
REASON = Wording("ceremony.reason", "再次抽取的原因(&R)：", "&Reason:")
APPROVER = Wording("ceremony.approver", "批准人(&P)：", "A&pproved by:")
DICE_LEAD = Wording(
    "ceremony.dice_lead",
    "当众掷骰，由一人按掷出的顺序录入（二十个十面骰，或更多）。",
    "Throw the dice in public; one person types the digits in the order in which they fell (twenty or more).",
)
AGAIN_LEAD = Wording(
    "ceremony.again_lead",
    "请另一人看着骰子再录一遍。第一遍已经盖住；两遍一致才能抽取。",
    "Another person now types them again from the dice. The first entry is covered; the draw needs both to agree.",
)
DIFFERENT = Wording(
    "ceremony.different",
    "与第一遍不一致：第 {place} 位。请核对骰子；需要时退回上一步重录。",
    "Differs from the first entry at digit {place}. Look at the dice; go back to type them anew if need be.",
)
SHORTER = Wording("ceremony.shorter", "第一遍录了 {count} 位。", "The first entry has {count} digits.")
NEXT = Wording("ceremony.next", "下一步(&N)", "&Next")
BACK = Wording("ceremony.back", "上一步(&B)", "&Back")
DRAW = Wording("ceremony.draw", "抽取(&D)", "&Draw")
DRAWING = Wording("ceremony.drawing", "正在抽取", "Drawing")
SKIP = Wording("ceremony.skip", "全部显示（空格）", "Show all (space)")
PRINT = Wording("ceremony.print", "打印记录(&P)…", "&Print the record…")
CLOSE = Wording("ceremony.close", "关闭", "Close")
FULL = Wording("ceremony.full", "全屏（F11）", "Full screen (F11)")
DROP = Wording(
    "ceremony.drop",
    "已经录入的号码会丢掉，确定离开吗？",
    "The digits that were typed will be lost. Leave all the same?",
)
LEAVE = Wording("ceremony.leave", "离开", "Leave")
EVERY = 70
"""Milliseconds between two rows that appear."""


@dataclass(frozen=True)
class Ritual:
    """One kind of draw: its name, the hash it rests on, how it is made, and how its result is shown.

    `make(file, dice, witnesses, reason, approver)` draws; `model` gives the table of what came out, and the words above
    it, from its answer. `number` counts the draws of this kind, this one included.
    """

    title: Message
    hash_name: str
    frozen: str
    number: int
    make: Callable[[CountyFile, str, Sequence[str], str, str], Any]
    model: Callable[[Any], tuple[QAbstractTableModel, str]]
    print_record: Callable[[QWidget], None]


class CeremonyDialog(QDialog):
    """Four steps; the last one cannot be taken back."""

    def __init__(self, session: Session, ritual: Ritual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ritual = ritual
        self.drawn = False
        self._rows: QAbstractTableModel | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._show_next)
        say = session.say
        self.setWindowTitle(say(ritual.title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1100, 720)
        body = QVBoxLayout(self)
        body.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        body.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(heading(say(ritual.title), PROJECTOR * 0.8))
        top.addStretch(1)
        full = QPushButton(say(FULL))
        full.setFlat(True)
        full.clicked.connect(self._toggle_full)
        QShortcut(QKeySequence("F11"), self, self._toggle_full)
        top.addWidget(full)
        body.addLayout(top)
        self.step = QLabel()
        sized(self.step, 1.3, bold=True)
        body.addWidget(self.step)
        self.objection = note(meaning=Meaning.CONFLICT)
        sized(self.objection, 1.2)
        body.addWidget(self.objection)
        self.steps = QStackedWidget()
        for page in (self._witness_page(), self._dice_page(), self._again_page(), self._result_page()):
            self.steps.addWidget(page)
        body.addWidget(self.steps, 1)
        row = QHBoxLayout()
        self.back = QPushButton(say(BACK))
        self.skip = QPushButton(say(SKIP))
        self.print = QPushButton(say(PRINT))
        self.next = QPushButton(say(NEXT))
        self.next.setDefault(True)
        self.back.clicked.connect(self.go_back)
        self.skip.clicked.connect(self.show_all)
        self.print.clicked.connect(self._print)
        self.next.clicked.connect(self.go_on)
        for button in (self.back, self.skip, self.print, self.next):
            sized(button, 1.15)
        row.addWidget(self.back)
        row.addStretch(1)
        for button in (self.skip, self.print, self.next):
            row.addWidget(button)
        body.addLayout(row)
        self._show_step(0)

    def _witness_page(self) -> QWidget:
        say, ritual = self.session.say, self.ritual
        page, column = _page()
        column.addWidget(_lead(say(HASH_LEAD)))
        name = QLabel(ritual.hash_name)
        sized(name, 1.2)
        column.addWidget(name)
        frozen = QLabel("\n".join(grouped(ritual.frozen[at : at + 32]) for at in (0, 32)))
        mono(frozen, PROJECTOR)
        frozen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        frozen.setAccessibleName(ritual.hash_name)
        column.addWidget(frozen)
        self.witnesses, self.reason, self.approver = QLineEdit(), QLineEdit(), QLineEdit()
        self.machine = QCheckBox(say(MACHINE))
        form = QFormLayout()
        if ritual.number > 1:
            column.addWidget(note(say(FURTHER, number=ritual.number), Meaning.DRAFT))
            form.addRow(say(REASON), self.reason)
            form.addRow(say(APPROVER), self.approver)
        form.addRow(say(WITNESSES), self.witnesses)
        column.addLayout(form)
        column.addWidget(note(say(NO_WITNESS)))
        column.addWidget(self.machine)
        column.addStretch(1)
        for field in (self.witnesses, self.reason, self.approver):
            sized(field, 1.2)
            field.textChanged.connect(self._allow)
        self.machine.toggled.connect(self._allow)
        return page

    def _dice_page(self) -> QWidget:
        page, column = _page()
        column.addStretch(1)
        column.addWidget(_lead(self.session.say(DICE_LEAD)))
        self.first = Digits(self.session.say, PROJECTOR)
        self.first.changed.connect(self._allow)
        column.addWidget(self.first)
        column.addStretch(2)
        return page

    def _again_page(self) -> QWidget:
        page, column = _page()
        column.addStretch(1)
        column.addWidget(_lead(self.session.say(AGAIN_LEAD)))
        self.second = Digits(self.session.say, PROJECTOR)
        self.second.changed.connect(self._allow)
        column.addWidget(self.second)
        column.addStretch(2)
        return page

    def _result_page(self) -> QWidget:
        page, column = _page()
        self.said = _lead("")
        column.addWidget(self.said)
        self.table = QTableView()
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setStretchLastSection(True)
        sized(self.table, 1.25)
        self.table.verticalHeader().setDefaultSectionSize(round(self.table.fontMetrics().height() * 1.6))
        column.addWidget(self.table, 1)
        return page

    def _show_step(self, step: int) -> None:
        titles = (WITNESS_STEP, DICE_STEP, AGAIN_STEP, RESULT_STEP)
        self.steps.setCurrentIndex(step)
        self.step.setText(self.session.say(titles[step]))
        self.back.setVisible(step in (1, 2))
        self.skip.setVisible(False)
        self.print.setVisible(step == 3)
        last = step == 2 or (step == 0 and self.machine.isChecked())
        self.next.setText(self.session.say(CLOSE if step == 3 else DRAW if last else NEXT))
        focus = {0: self.witnesses, 1: self.first, 2: self.second}.get(step, self.next)
        focus.setFocus()
        self._allow()

    @Slot()
    def _allow(self) -> None:
        """What may be done next, and what speaks against it."""
        step = self.steps.currentIndex()
        objection = ""
        may = True
        if step == 0:
            may = self.ritual.number == 1 or bool(self.reason.text().strip() and self.approver.text().strip())
            self.next.setText(self.session.say(DRAW if self.machine.isChecked() else NEXT))
        elif step == 1:
            may = self.first.enough
        elif step == 2:
            one, other = self.first.digits, self.second.digits
            may = one == other
            wrong = next((at for at, both in enumerate(zip(one, other, strict=False), 1) if both[0] != both[1]), 0)
            if wrong or len(other) > len(one):
                objection = self.session.say(DIFFERENT, place=wrong or len(one) + 1)
            elif not may and self.second.enough:
                objection = self.session.say(SHORTER, count=len(one))
        self.objection.setText(objection)
        self.next.setEnabled(may)

    @Slot()
    def go_back(self) -> None:
        """To the step before; what the second person typed is forgotten."""
        self.second.clear()
        self._show_step(self.steps.currentIndex() - 1)

    @Slot()
    def go_on(self) -> None:
        """To the next step, or draw, or close."""
        step = self.steps.currentIndex()
        if step == 3:
            self.accept()
        elif step == 2:
            self._draw(self.first.digits)
        elif step == 0 and self.machine.isChecked():
            self._draw(throw_dice())
        else:
            self._show_step(step + 1)

    def _draw(self, dice: str) -> None:
        names = self.witnesses.text().replace("，", "、").replace(",", "、").replace("；", "、").split("、")
        witnesses = [] if self.machine.isChecked() else [name.strip() for name in names if name.strip()]
        reason, approver = self.reason.text().strip(), self.approver.text().strip()
        make = self.ritual.make
        self.next.setEnabled(False)
        self.back.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Any:
            return make(file, dice, witnesses, reason, approver)

        self.session.act(DRAWING(), work, self._made, failed=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self.back.setEnabled(True)
        self._allow()
        self.objection.setText(self.session.say(refusal.message))

    def _made(self, answer: Any) -> None:
        self.drawn = True
        self._rows, words = self.ritual.model(answer)
        self.said.setText(words)
        self.table.setModel(self._rows)
        self.table.resizeColumnsToContents()
        for row in range(self._rows.rowCount()):
            self.table.setRowHidden(row, True)
        self._next_row = 0
        self._show_step(3)
        self.skip.setVisible(True)
        self._timer.start()

    @Slot()
    def _show_next(self) -> None:
        """One more row; the newest stays in view."""
        assert self._rows is not None
        if self._next_row >= self._rows.rowCount():
            self._timer.stop()
            self.skip.hide()
            return
        self.table.setRowHidden(self._next_row, False)
        self.table.scrollTo(self._rows.index(self._next_row, 0))
        self._next_row += 1

    @Slot()
    def show_all(self) -> None:
        """All rows at once."""
        self._timer.stop()
        if self._rows is not None:
            for row in range(self._rows.rowCount()):
                self.table.setRowHidden(row, False)
        self.table.scrollToTop()
        self.skip.hide()

    @Slot()
    def _print(self) -> None:
        self.ritual.print_record(self)

    @Slot()
    def _toggle_full(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.skip.isVisible():
            self.show_all()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc never loses typed dice without asking."""
        typed = bool(self.first.digits) and not self.drawn
        if typed and not confirm(self, self.session, self.session.say(DROP), self.session.say(LEAVE)):
            return
        self._timer.stop()
        super().reject()


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GAP, 0, 0)
    column.setSpacing(GAP)
    return page, column


def _lead(words: str) -> QLabel:
    label = note(words)
    sized(label, 1.3)
    return label
