"""The buttons beside the schedule's heading: draft mark, fixed dates, effort, and the start of the search."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from ...domain.messages import Wording
from ...workflow.state import QuarterState, Stage
from ..dialogs.visit import UNPIN
from ..look import Meaning, paint
from ..preferences import Preferences
from .no_dates import WAIT
from .plan_words import HALVES, Say, day_words

EFFORT = Wording("schedule_page.effort", "求解力度(&E)：", "&Effort:")
EFFORTS = {
    "quick": Wording("schedule_page.quick", "快：只改进片刻", "Quick"),
    "normal": Wording("schedule_page.normal", "一般", "Normal"),
    "thorough": Wording("schedule_page.thorough", "彻底：几分钟", "Thorough: minutes"),
}
SCHEDULE = Wording("schedule_page.schedule", "排期(&S)", "&Schedule")
AGAIN = Wording("schedule_page.again", "重新排期(&S)", "&Schedule anew")
PINS = Wording("schedule_page.pins", "指定日期 {count} 次", "{count} fixed dates")
DRAFT = Wording("schedule_page.draft", "草案", "Draft")
SUBMITTED = Wording("schedule_page.submitted", "送审稿", "Submitted draft")
FIXED = Wording(
    "schedule_page.fixed",
    "抽取检查人员以后，日期不再变动；要改日期，需送审后退回，批准后则用计划调整审批单。",
    "Once inspectors are drawn, dates stand; they change if the plan is sent back, or by change order once approved.",
)
DETAILS = Wording("schedule_page.details", "详情(&D)…", "&Details …")
BACK = Wording("schedule_page.back", "回到现有计划(&B)", "&Back to the plan there is")
OPEN = (Stage.DRAWN, Stage.SCHEDULED)
"""Stages in which dates can be found."""


class ScheduleTools(QWidget):
    """The signals say what was asked for; `visit_asked` and `unpin_asked` carry the number of a fixed visit."""

    start_asked = Signal()
    back_asked = Signal()
    visit_asked = Signal(str)
    unpin_asked = Signal(str)

    def __init__(self, say: Say, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.preferences = preferences
        self.draft = QLabel()
        paint(self.draft, Meaning.DRAFT)
        self.pins = QPushButton()
        self.pins.setFlat(True)
        self.pin_menu = QMenu(self)
        self.pins.setMenu(self.pin_menu)
        self.effort = QComboBox()
        self.effort_name = QLabel(say(EFFORT))
        self.effort_name.setBuddy(self.effort)
        for name, words in EFFORTS.items():
            self.effort.addItem(say(words), name)
        self.effort.setCurrentIndex(max(0, self.effort.findData(preferences.get("schedule.effort", "normal"))))
        self.effort.currentIndexChanged.connect(self._keep_effort)
        self.start = QPushButton(say(SCHEDULE))
        self.start.clicked.connect(self.start_asked)
        self.back = QPushButton(say(BACK))
        self.back.clicked.connect(self.back_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.draft, self.pins, self.back, self.effort_name, self.effort, self.start):
            row.addWidget(widget)

    def show_state(self, now: QuarterState, *, dated: bool) -> None:
        """What can be done now; `dated`: visits have dates already."""
        can = now.stage in OPEN
        self.start.setText(self.say(AGAIN if dated else SCHEDULE))
        self.start.setToolTip("" if can else self.say(WAIT if now.stage.value < Stage.DRAWN.value else FIXED))
        self.start.setEnabled(can)
        self.start.setVisible(can or not dated)
        self.effort.setVisible(can)
        self.effort_name.setVisible(can)
        self.draft.setText(self.say(SUBMITTED if now.stage is Stage.SUBMITTED else DRAFT))
        self.draft.setVisible(dated and now.stage is not Stage.APPROVED)
        self._show_pins(now)

    def _show_pins(self, now: QuarterState) -> None:
        from ...workflow.pinning import pinned_visits

        pins = pinned_visits(now)
        self.pins.setVisible(bool(pins))
        self.pins.setText(self.say(PINS, count=len(pins)))
        self.pin_menu.clear()
        for visit, pin in pins:
            name = now.frozen.county.enterprise[visit.enterprise].name
            when = f"{day_words(self.say, pin.date)} {self.say(HALVES[pin.half])}"
            menu = self.pin_menu.addMenu(f"{visit.number}　{when}　{name}".replace("&", "&&"))
            menu.addAction(self.say(DETAILS)).triggered.connect(partial(self._ask_visit, visit.number))
            if now.stage in OPEN:
                menu.addAction(self.say(UNPIN)).triggered.connect(partial(self._ask_unpin, visit.number))

    def _ask_visit(self, number: str, _: bool = False) -> None:
        self.visit_asked.emit(number)

    def _ask_unpin(self, number: str, _: bool = False) -> None:
        self.unpin_asked.emit(number)

    @Slot()
    def _keep_effort(self) -> None:
        self.preferences.set("schedule.effort", self.effort.currentData())
