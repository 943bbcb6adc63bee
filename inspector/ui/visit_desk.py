"""What can be done with a single visit of the plan that is seen: read about it, fix its date, or order a change."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..domain.codes import Half
from ..domain.messages import Message, Refusal, Wording
from ..workflow.opening import CountyFile
from ..workflow.overview import StepName
from ..workflow.picture import Picture
from ..workflow.state import QuarterState, Stage
from .dialogs.help_key import help_key
from .dialogs.messages import show_refusal
from .dialogs.visit import MOVE, UNPIN, MoveDialog, VisitDialog
from .jobs import Job
from .preferences import Preferences
from .session import Session
from .widgets.plan_board import PlanBoard
from .widgets.plan_words import HALVES, day_words
from .widgets.schedule_tools import DETAILS
from .widgets.solving import tell

PINNING = Wording("schedule_page.pinning", "把 {visit} 移到 {date}", "Moving {visit} to {date}")
UNPINNING = Wording("schedule_page.unpinning", "取消 {visit} 的指定日期", "Opening the date of {visit}")
LOOKING = Wording("schedule_page.looking", "核对规则", "Looking at the rules")
MOVED_ALONE = Wording(
    "schedule_page.moved_alone",
    "{visit} 已指定在 {when}，其他检查没有变动。",
    "{visit} is fixed on {when}; nothing else moved.",
)
MOVED = Wording(
    "schedule_page.moved",
    "{visit} 已指定在 {when}；另有 {count} 次检查随之改期：{visits}",
    "{visit} is fixed on {when}; {count} other visits moved: {visits}",
)
UNPINNED = Wording(
    "schedule_page.unpinned",
    "{visit} 不再指定日期，现有日期保留到下次排期。",
    "The date of {visit} is open again; it stays until the next schedule.",
)
HELP = StepName.SCHEDULE.value
MOST_VISITS = 8


class VisitDesk(QObject):
    """Answers what a board asks for; its dialogs belong to `page`.

    `began` and `ended` stand round a search for dates, `told` says what came of it.
    """

    began = Signal()
    ended = Signal()
    told = Signal(str)

    def __init__(self, session: Session, preferences: Preferences, board: PlanBoard, page: QWidget) -> None:
        super().__init__(page)
        self.session = session
        self.preferences = preferences
        self.board = board
        self.page = page
        self.mover: MoveDialog | None = None
        self._dragged = ""
        board.move_asked.connect(self.move_visit)
        board.opened.connect(self.open_visit)
        board.menu_asked.connect(self._show_menu)
        board.drag_began.connect(self._drag_began)
        board.drag_ended.connect(self._drag_ended)

    @property
    def picture(self) -> Picture | None:
        """The plan that is seen."""
        return self.board.picture

    @property
    def _now(self) -> QuarterState:
        assert self.session.shown is not None
        return self.session.shown.quarter

    @Slot(str)
    def open_visit(self, number: str) -> None:
        """Show everything about a visit."""
        block = self.picture.block.get(number) if self.picture else None
        if block is not None and self.picture is not None:
            dialog = VisitDialog(self.session.say, self.picture, block, self.page)
            help_key(dialog, self.session, HELP)
            dialog.move_wanted.connect(self.ask_to_move)
            dialog.unpin_wanted.connect(self.unpin_visit)
            dialog.open()

    @Slot(str)
    def choose_and_open(self, number: str) -> None:
        """Choose a visit in the pictures and show everything about it."""
        self.board.choose(frozenset({number}))
        self.open_visit(number)

    @Slot(str, QPoint)
    def _show_menu(self, number: str, where: QPoint) -> None:
        self.menu_of(number).popup(where)

    def menu_of(self, number: str) -> QMenu:
        """What can be done with a visit."""
        assert self.picture is not None
        menu = QMenu(self.page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, DETAILS, partial(self.open_visit, number))
        self._add(menu, MOVE, partial(self.ask_to_move, number))
        if self.picture.block[number].pinned and self.picture.can_pin:
            self._add(menu, UNPIN, partial(self.unpin_visit, number))
        return menu

    def _add(self, menu: QMenu, words: Wording, act: Any) -> QAction:
        action = QAction(self.session.say(words), menu)
        action.triggered.connect(act)
        menu.addAction(action)
        return action

    @Slot(str)
    def ask_to_move(self, number: str) -> None:
        """Ask where a visit is to go, and say at once whether a rule forbids it."""
        if self.picture is None or not self._dates_open(number, None):
            return
        self.mover = MoveDialog(self.session.say, self.picture, self.picture.block[number], self.page)
        help_key(self.mover, self.session, HELP)
        self.mover.checked.connect(self._check)
        self.mover.move_wanted.connect(self.move_visit)
        self.mover.finished.connect(self._forget_mover)
        self.mover.start()

    def _dates_open(self, number: str, day: date | None) -> bool:
        """Whether dates may be fixed now; if not, offer the change order, or say what has to be done first."""
        from ..workflow.pinning import refuse_unless_open

        now = self._now
        if now.stage is Stage.APPROVED:
            self._order_change(number, day)
            return False
        try:
            refuse_unless_open(now)
        except Refusal as refusal:
            show_refusal(self.page, self.session, refusal)
            return False
        return True

    def _order_change(self, number: str, day: date | None) -> None:
        """An approved date changes by change order only."""
        from .dialogs.orders import open_change_order

        open_change_order(self.session, self.preferences, self.page.window(), visit=number, day=day)

    @Slot()
    def _forget_mover(self) -> None:
        self.mover = None

    @Slot(str, object, object)
    def _check(self, number: str, day: date, half: Half) -> None:
        assert self.picture is not None
        snapshot, plan = self.picture.snapshot, self.picture.plan

        def work(file: CountyFile, job: Job) -> tuple[Message, ...]:
            from ..workflow.pinning import why_not_then

            return why_not_then(snapshot, plan, number, day, half)

        def answer(reasons: tuple[Message, ...]) -> None:
            if self.mover is not None:
                self.mover.answer(day, half, reasons)

        self.session.ask(LOOKING(), work, answer)

    @Slot(str, object, object)
    def move_visit(self, number: str, day: date, half: Half | None) -> None:
        """Fix a visit on a date, in the background; what a rule forbids is refused in the rule's own words."""
        block = self.picture.block.get(number) if self.picture else None
        if block is None:
            return
        wanted = half if half is not None and block.half is not Half.WHOLE_DAY else block.half
        if (day, wanted) == (block.day, block.half) and (block.pinned or half is None):
            return
        if not self._dates_open(number, day):
            return
        quarter, operator = self._now.quarter, self.session.operator

        def work(file: CountyFile, job: Job) -> Any:
            from ..workflow.pinning import pin

            return pin(
                file, quarter, number, day, wanted, operator=operator, progress=partial(tell, job), cancel=job.cancel
            )

        self.began.emit()
        title = PINNING(visit=number, date=day)
        self.session.act(title, work, self._moved, failed=self._not_moved, can_cancel=True)

    def _moved(self, done: Any) -> None:
        self.ended.emit()
        when = f"{day_words(self.session.say, done.pin.date)} {self.session.say(HALVES[done.pin.half])}"
        if done.moved:
            names = list(done.moved[:MOST_VISITS])
            words = self.session.say(MOVED, visit=done.visit, when=when, count=len(done.moved), visits=names)
        else:
            words = self.session.say(MOVED_ALONE, visit=done.visit, when=when)
        self.told.emit(words)
        self.board.choose(frozenset({done.visit}))

    def _not_moved(self, refusal: Refusal) -> None:
        self.ended.emit()
        show_refusal(self.page, self.session, refusal)

    @Slot(str)
    def unpin_visit(self, number: str) -> None:
        """Leave a visit's date open again."""
        quarter, operator = self._now.quarter, self.session.operator

        def work(file: CountyFile, job: Job) -> Any:
            from ..workflow.pinning import unpin

            return unpin(file, quarter, number, operator=operator)

        def done(_: Any) -> None:
            self.told.emit(self.session.say(UNPINNED, visit=number))

        self.session.act(UNPINNING(visit=number), work, done)

    # dragging

    @Slot(str)
    def _drag_began(self, number: str) -> None:
        """Work out where the visit may be, while it is on its way."""
        self._dragged = number
        assert self.picture is not None
        snapshot, plan = self.picture.snapshot, self.picture.plan

        def work(file: CountyFile, job: Job) -> frozenset[date]:
            from ..workflow.pinning import open_days

            return open_days(snapshot, plan, number)

        def show(days: frozenset[date]) -> None:
            if self._dragged == number:
                self.board.allow(days)

        self.session.ask(LOOKING(), work, show)

    @Slot()
    def _drag_ended(self) -> None:
        self._dragged = ""
        self.board.allow(None)
