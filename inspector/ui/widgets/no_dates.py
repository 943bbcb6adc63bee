"""What stands in place of the plan before there is one: what scheduling does, and the button that begins it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import GAP, heading, note
from .plan_words import Say

FIRST_START = Wording("schedule_page.first_start", "开始排期", "Start scheduling")
EMPTY = Wording("schedule_page.empty", "还没有排期", "No dates yet")
EMPTY_LEAD = Wording(
    "schedule_page.empty_lead",
    "抽中 {enterprises} 家检查对象。点“排期”为每次检查定下日期和半天，并把各部门并到一起；"
    "随时可以停下，保留目前最好的计划。",
    "{enterprises} enterprises are drawn. “Schedule” gives every visit its date and half-day and brings departments "
    "together; you may stop at any time and keep the best plan so far.",
)
WAIT = Wording("schedule_page.wait", "先抽取检查对象", "Enterprises have to be drawn first")


class NoDates(QWidget):
    """`start_asked` says that dates are to be found."""

    start_asked = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.title = heading(say(EMPTY), 1.3)
        self.words = note()
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.start = QPushButton(say(FIRST_START))
        self.start.clicked.connect(self.start_asked)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.words, 3)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addLayout(middle)
        column.addSpacing(GAP)
        column.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_ready(self, enterprises: int) -> None:
        """So many enterprises are drawn, and dates can be found for them."""
        self.title.setText(self.say(EMPTY))
        self.words.setText(self.say(EMPTY_LEAD, enterprises=enterprises))
        self.start.show()

    def show_waiting(self, words: str) -> None:
        """Something else comes first."""
        self.title.setText(self.say(WAIT))
        self.words.setText(words)
        self.start.hide()
