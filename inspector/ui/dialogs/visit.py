"""One visit: everything about it to read, and where else it could be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import Half
from ...domain.messages import Message, Wording
from ...workflow.picture import Block, Picture
from ..look import GAP, MARGIN, Meaning, heading, note, paint
from ..widgets.plan_words import COUNTED, EXEMPT, HALVES, KINDS, NOT_DRAWN, PINNED, Say, day_words
from .facts import FactsDialog

WHEN = Wording("visit.when", "日期", "Date")
WHERE = Wording("visit.where", "乡镇街道", "Town")
CODE = Wording("visit.code", "代码", "Code")
CAP = Wording("visit.cap", "年度次数", "Yearly cap")
SOURCES = Wording("visit.sources", "任务和线索", "Tasks and cases")
ITEMS = Wording("visit.item_list", "抽查事项", "Items")
CREWS = Wording("visit.crews", "检查人员", "Inspectors")
DEPARTMENTS = Wording("visit.departments", "部门", "Departments")
MOVE = Wording("visit.move", "移到…(&M)", "&Move to…")
UNPIN = Wording("visit.unpin", "取消指定(&U)", "&Unfix date")
CANCEL = Wording("visit.cancel", "取消", "Cancel")
MOVE_TITLE = Wording("move.title", "移到另一天", "Move to another day")
MOVE_DAY = Wording("move.day", "日期(&D)", "&Date")
MOVE_HALF = Wording("move.half", "时段", "Half-day")
MOVE_DO = Wording("move.do", "移过去并指定(&M)", "&Move and fix")
ALLOWED = Wording(
    "move.allowed",
    "没有规则禁止；其他检查需要让位的，会一并重排。",
    "No rule forbids it; others make room if they must.",
)
SAME = Wording(
    "move.same",
    "现在就排在这个时间；指定后重新排期也不会变。",
    "It is there now; once fixed it stays there when scheduling anew.",
)
BUSY = Wording("move.busy", "已有 {count} 次", "{count} visits")
CHECKING = Wording("move.checking", "正在核对……", "Checking …")


class VisitDialog(FactsDialog):
    """`move_wanted` and `unpin_wanted` close it; Escape does too."""

    move_wanted = Signal(str)
    unpin_wanted = Signal(str)

    def __init__(self, say: Say, picture: Picture, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(say, block.name, _facts(say, picture, block), parent)
        self.block = block
        self.setWindowTitle(f"{block.visit} — {block.name}")
        self.move_button = QPushButton(say(MOVE))
        self.move_button.clicked.connect(self._move)
        self.move_button.setAutoDefault(False)
        self.buttons.addButton(self.move_button, QDialogButtonBox.ButtonRole.ActionRole)
        if block.pinned and picture.can_pin:
            self.unpin_button = QPushButton(say(UNPIN))
            self.unpin_button.clicked.connect(self._unpin)
            self.unpin_button.setAutoDefault(False)
            self.buttons.addButton(self.unpin_button, QDialogButtonBox.ButtonRole.ActionRole)

    @Slot()
    def _move(self) -> None:
        self.accept()
        self.move_wanted.emit(self.block.visit)

    @Slot()
    def _unpin(self) -> None:
        self.accept()
        self.unpin_wanted.emit(self.block.visit)


def _facts(say: Say, picture: Picture, block: Block) -> Iterator[tuple[Wording, str]]:
    """Everything about a visit."""
    county, visit = picture.snapshot.county, picture.plan.visit[block.visit]
    when = f"{block.day.isoformat()}　{day_words(say, block.day)}　{say(HALVES[block.half])}"
    yield WHEN, when + (f"　{say(PINNED)}" if block.pinned else "")
    yield WHERE, block.town
    yield CODE, block.enterprise
    yield CAP, say(COUNTED if block.counted else EXEMPT)
    if block.crews:
        yield CREWS, "\n".join(f"{department}：{'、'.join(people)}" for department, people in block.crews)
    else:
        yield DEPARTMENTS, "、".join(block.departments)
        yield CREWS, say(NOT_DRAWN)
    sources = [
        f"{code}　{county.task[code].name}　{county.task[code].window}"
        if code in county.task
        else f"{code}　{county.case[code].exemption.value}　{county.case[code].window}"
        for code in block.sources
    ]
    yield SOURCES, "\n".join(sources)
    items = [f"{use.item}　{county.item[use.item].name}" for use in visit.items if use.item in county.item]
    yield ITEMS, "\n".join(items)


class MoveDialog(QDialog):
    """Asks for a date and a half-day. `checked` asks whether a rule forbids them; `move_wanted` says that they hold."""

    checked = Signal(str, object, object)
    move_wanted = Signal(str, object, object)

    def __init__(self, say: Say, picture: Picture, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.block = block
        self.setWindowTitle(say(MOVE_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(self.fontMetrics().height() * 26)
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        body.setSpacing(GAP)
        body.addWidget(heading(block.name, 1.2))
        body.addWidget(note(f"{block.visit}　{day_words(say, block.day)}　{say(HALVES[block.half])}　{block.town}"))
        form = QFormLayout()
        self.days = QComboBox()
        self.days.setMaxVisibleItems(16)
        # Qt would hand dates back as its own
        self._dates = [each.date for each in picture.days.values() if each.kind.works]
        for day in (picture.days[each] for each in self._dates):
            kind = KINDS.get(day.kind)
            words = [day.date.isoformat(), day_words(say, day.date), *([say(kind)] if kind else [])]
            if day.blocks:
                words.append(say(BUSY, count=len(day.blocks)))
            self.days.addItem("　".join(words))
        self.choose(block.day)
        form.addRow(say(MOVE_DAY), self.days)
        halves = QHBoxLayout()
        self.halves = QButtonGroup(self)
        for number, half in enumerate(Half):
            button = QRadioButton(say(HALVES[half]))
            button.setChecked(half is block.half)
            button.setEnabled((half is Half.WHOLE_DAY) == (block.half is Half.WHOLE_DAY))
            self.halves.addButton(button, number)
            halves.addWidget(button)
        halves.addStretch(1)
        form.addRow(say(MOVE_HALF), halves)
        body.addLayout(form)
        self.words = note()
        self.words.setMinimumHeight(self.fontMetrics().height() * 4)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.words)
        buttons = QDialogButtonBox()
        self.do = QPushButton(say(MOVE_DO))
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say(CANCEL), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accepted)
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
        self.days.currentIndexChanged.connect(self._ask)
        self.halves.idClicked.connect(self._ask)

    @property
    def wanted(self) -> tuple[date, Half]:
        """What is asked for now."""
        return self._dates[self.days.currentIndex()], list(Half)[self.halves.checkedId()]

    def choose(self, day: date) -> None:
        """Ask for a workday of the quarter."""
        self.days.setCurrentIndex(self._dates.index(day))

    def start(self) -> None:
        """Show it and ask about what it shows first."""
        self.open()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self.do.setEnabled(False)
        self.words.setText(self.say(CHECKING))
        paint(self.words, Meaning.QUIET)
        self.checked.emit(self.block.visit, *self.wanted)

    def answer(self, day: date, half: Half, reasons: tuple[Message, ...]) -> None:
        """What forbids a date and half-day; passed over if something else is asked for by now."""
        if (day, half) != self.wanted:
            return
        same = (day, half) == (self.block.day, self.block.half)
        self.do.setEnabled(not reasons)
        paint(self.words, Meaning.CONFLICT if reasons else Meaning.QUIET)
        if reasons:
            self.words.setText("\n".join(self.say(reason) for reason in reasons))
        else:
            self.words.setText(self.say(SAME if same else ALLOWED))

    @Slot()
    def _accepted(self) -> None:
        self.accept()
        self.move_wanted.emit(self.block.visit, *self.wanted)
