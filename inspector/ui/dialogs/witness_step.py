"""The ceremony's first step: the hash that is fixed, who witnesses, and everybody's chances before the dice."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHeaderView, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import GAP, Meaning, note, paint
from ..session import Session
from ..widgets.growing import FarTable, Growing
from .ritual import Ritual

HASH_LEAD = Wording(
    "ceremony.hash_lead",
    "上面的锁定指纹在掷骰之前已经确定。请打印见证单交见证人，或请他们抄下、拍下，事后可以核对。",
    "The hash above was fixed before the dice. Print it for the witnesses or let them photograph it, to compare later.",
)
WITNESSES = Wording("ceremony.witnesses", "见证人（用、分开）(&W)：", "&Witnesses (separated by commas):")
OPERATOR = Wording("ceremony.operator", "录入人姓名(&I)：", "T&yped by:")
HOW_MANY = Wording(
    "ceremony.how_many",
    "请两位以上见证人在场。没有见证人时，记录和审批表上会注明“未见证”。",
    "Have two witnesses or more. Without any the record and the form will say 未见证 (unwitnessed).",
)
ONE_WITNESS = Wording(
    "ceremony.one_witness",
    "只有一位见证人。请再请一位；没有第二人可以核对时，提示里会注明只有一人见证。",
    "There is only one witness. Have another one; with nobody to confirm the first, a notice will say so.",
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
ENOUGH = 2
"""Witnesses who can confirm each other."""


class WitnessStep(QWidget):
    """The names of those who see the draw; for a further draw also its reason and who approved it."""

    changed = Signal()

    def __init__(self, session: Session, ritual: Ritual, type_of: Growing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = session.say
        self.say = say
        self.ritual = ritual
        self.witnesses, self.reason, self.approver = QLineEdit(), QLineEdit(), QLineEdit()
        self.operator = QLineEdit(session.operator)
        self.machine = QCheckBox(say(MACHINE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(type_of.add(note(say(HASH_LEAD)), 1.25))
        if self._is_further:
            column.addWidget(type_of.add(note(say(FURTHER, number=ritual.number), Meaning.DRAFT), 1.25))
        column.addLayout(self._form(type_of))
        self.how_many = type_of.add(note(say(HOW_MANY)), 1.0)
        column.addWidget(self.how_many)
        column.addWidget(type_of.add(self.machine, 1.1))
        column.addSpacing(GAP)
        title = type_of.add(QLabel(ritual.chances.title), 1.25)
        self.chances = FarTable(type_of, 1.15)
        self.chances.setModel(ritual.chances.rows)
        self.chances.horizontalHeader().setSectionResizeMode(ritual.chances.wide, QHeaderView.ResizeMode.Stretch)
        self.chances.setAccessibleName(ritual.chances.title)
        title.setBuddy(self.chances)
        column.addWidget(title)
        column.addWidget(self.chances, 1)
        for field in (self.witnesses, self.reason, self.approver):
            field.textChanged.connect(self._typed)
        self.machine.toggled.connect(self._typed)

    @property
    def _is_further(self) -> bool:
        return self.ritual.number > 1

    def _form(self, type_of: Growing) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(GAP)
        lines = [(WITNESSES, self.witnesses), (OPERATOR, self.operator)]
        if self._is_further:
            lines = [(REASON, self.reason), (APPROVER, self.approver), *lines]
            if self.ritual.answers:
                self.reason.setText(self.ritual.answers[0])
                self.approver.setText(self.ritual.answers[1])
        for words, field in lines:
            label = type_of.add(QLabel(self.say(words)), 1.25)
            label.setBuddy(field)
            form.addRow(label, type_of.add(field, 1.25))
        return form

    @property
    def names(self) -> list[str]:
        """The witnesses; nobody witnesses digits that the machine makes."""
        if self.machine.isChecked():
            return []
        names = self.witnesses.text().replace("，", "、").replace(",", "、").replace("；", "、").split("、")
        return [name.strip() for name in names if name.strip()]

    @property
    def is_complete(self) -> bool:
        """Whether the draw can go on: a further one needs its reason and who approved it."""
        return not self._is_further or bool(self.reason.text().strip() and self.approver.text().strip())

    @Slot()
    def _typed(self) -> None:
        alone = 0 < len(self.names) < ENOUGH
        self.how_many.setText(self.say(ONE_WITNESS if alone else HOW_MANY))
        paint(self.how_many, Meaning.DRAFT if alone else Meaning.QUIET)
        self.changed.emit()
