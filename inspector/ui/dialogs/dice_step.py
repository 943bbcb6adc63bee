"""The ceremony's steps two and three: the digits, typed by one person and again by another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import GAP, note
from ..widgets.digits import Digits
from ..widgets.growing import Growing
from ..widgets.plan_words import Say

DICE_LEAD = Wording(
    "ceremony.dice_lead",
    "当众掷骰，由一人按掷出的顺序录入：二十个十面骰，或二十六次普通骰，或五位见证人各四位。",
    "Throw the dice in public; one person types the digits in the order in which they fell: twenty ten-sided dice, "
    "or 26 throws of an ordinary die, or four digits from each of five witnesses.",
)
AGAIN_LEAD = Wording(
    "ceremony.again_lead",
    "请另一人看着骰子再录一遍。第一遍已经盖住；两遍一致才能抽取。",
    "Another person now types them again from the dice. The first entry is covered; the draw needs both to agree.",
)
FIRST_NAME = Wording("ceremony.first_name", "号码", "Dice")
SECOND_NAME = Wording("ceremony.second_name", "复录的号码", "Dice, typed again")
CELL = 50
"""Pixels of a dice cell in the usual window."""


class DiceStep(QWidget):
    """A row of cells for the digits, below what is to be done."""

    def __init__(self, say: Say, lead: Wording, name: Wording, type_of: Growing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = Digits(say, say(name))
        words = type_of.add(note(say(lead)), 1.4)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(words)
        column.addSpacing(GAP)
        column.addWidget(self.digits)
        column.addStretch(2)

    def grow(self, factor: float) -> None:
        """Make the cells so many times as large as in the usual window."""
        self.digits.resize_type(1.2 * factor, round(CELL * factor))
