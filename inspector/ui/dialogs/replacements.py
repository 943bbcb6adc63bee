"""The public draw of a change order that waits for its dice; or the order taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ...domain.messages import Wording
from ...domain.quarters import Quarter
from ...workflow import changing, draw_record, state
from ...workflow.draw_record import SeatRow
from ...workflow.opening import CountyFile
from ...workflow.state import QuarterState
from ..models.seats import CALL_COLUMNS, CALL_ENTERPRISES, CHANCE_COLUMNS, CHANCE_PEOPLE, caption_of
from ..models.table import TableModel
from ..session import Session
from .decision import ReasonedDecision
from .ritual import Chances, Outcome, Ritual

RITUAL = Wording(
    "order_dice.ritual",
    "{county}{year}年第{number}季度　第{order}号调整单　检查人员公开抽取",
    "{county}, quarter {number} of {year}: public draw for change order {order}",
)
FROZEN = Wording("order_dice.frozen", "锁定指纹（第 {number} 号调整单）", "Frozen hash of change order {number}")
VACANT = Wording(
    "order_dice.vacant",
    "掷骰前已定的空缺岗位与概率（{count} 个岗位）",
    "Vacant seats and chances, fixed before the dice ({count} seats)",
)
CAME_OUT = Wording(
    "order_dice.came_out",
    "{count} 个岗位已补上，第 {number} 号调整单生效",
    "{count} seats filled; change order {number} is in force",
)
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


def replacement_ritual(
    session: Session,
    now: QuarterState,
    print_slip: Callable[[QWidget], None],
    print_record: Callable[[QWidget], None],
) -> Ritual:
    """The draw of the order that waits, as the other draws are made: its hash, its chances, two entries, the result."""
    assert now.pending is not None
    order, quarter, say = now.pending.orders[-1], now.quarter, session.say
    vacant = draw_record.vacant_seats(now)
    wanted = {(row.team, row.seat) for row in vacant}

    def make(file: CountyFile, dice: str, witnesses: Sequence[str], reason: str, approver: str) -> Any:
        done = changing.draw_replacements(
            file, quarter, dice, witnesses=witnesses, operator=session.operator, seen=order.frozen
        )
        seats = draw_record.seats(state.load(file, quarter))
        return done, [row for row in seats if (row.team, row.seat) in wanted]

    def came_out(answer: Any) -> Outcome:
        done, rows = answer
        model: TableModel[SeatRow] = TableModel(CALL_COLUMNS, say, rows, parent=session)
        total = say(CAME_OUT, count=len(rows), number=done.number)
        return Outcome(model, lambda number: say(caption_of(rows[number])), total, done.messages, CALL_ENTERPRISES)

    county = session.shown.county.name if session.shown else ""
    chances: TableModel[SeatRow] = TableModel(CHANCE_COLUMNS, say, vacant, parent=session)
    return Ritual(
        RITUAL(county=county, year=quarter.year, number=quarter.number, order=order.number),
        say(FROZEN, number=order.number),
        order.frozen,
        1,
        make,
        came_out,
        print_slip,
        print_record,
        Chances(say(VACANT, count=len(vacant)), chances, CHANCE_PEOPLE),
        "changes",
    )


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

        self.put_on_record(DROPPING(), work)
