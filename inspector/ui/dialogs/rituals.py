"""The two public draws of a quarter: of enterprises once its lists are frozen, of inspectors once its dates are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ...domain.messages import Message, Wording
from ...workflow import draw_record, drawing, state
from ...workflow.draw_record import CallRow, SeatRow
from ...workflow.opening import CountyFile
from ...workflow.overview import StepName
from ...workflow.prospect import StratumRow
from ...workflow.state import QuarterState
from ..models.draw_rows import CALL_COLUMNS, CALL_NAME, STRATUM_COLUMNS, STRATUM_NAME
from ..models.seats import CALL_COLUMNS as SEAT_CALL_COLUMNS
from ..models.seats import CALL_ENTERPRISES, CHANCE_COLUMNS, CHANCE_PEOPLE, caption_of
from ..models.table import TableModel
from ..session import Session
from .ritual import Chances, Outcome, Ritual

H0 = Wording("draw_page.h0", "锁定指纹 H0", "Frozen hash H0")
H1 = Wording("staff_page.h1", "锁定指纹 H1（日期和概率表）", "Frozen hash H1 (dates and table of chances)")
OF_ENTERPRISES = Wording(
    "draw_page.ritual",
    "{county}{year}年第{number}季度　检查对象公开抽取",
    "{county}, quarter {number} of {year}: public draw of enterprises",
)
OF_INSPECTORS = Wording(
    "staff_page.ritual",
    "{county}{year}年第{number}季度　检查人员公开抽取",
    "{county}, quarter {number} of {year}: public draw of inspectors",
)
STRATA = Wording("draw_page.chances", "掷骰前已定的抽取分层与机会", "Strata and chances, fixed before the dice")
SEATS = Wording(
    "staff_page.before",
    "掷骰前已定的岗位与概率（{count} 个岗位）",
    "Seats and chances, fixed before the dice ({count} {count:seat|seats})",
)
CAPTION = Wording(
    "draw_page.caption",
    "{task}　{name}　{stratum}：应抽 {due} 家，可抽 {eligible} 家",
    "{task}  {name}  {stratum}: {due} due of {eligible} eligible",
)
DRAWN = Wording(
    "draw_page.came_out",
    "抽中检查对象 {enterprises} 家，共 {selections} 项任务抽中",
    "{enterprises} {enterprises:enterprise|enterprises} drawn, {selections} {selections:selection|selections} in all "
    "tasks",
)
SENT = Wording(
    "staff_page.came_out",
    "{teams} 个检查组，派出 {people} 人。独立核查没有发现问题",
    "{teams} {teams:team-day|team-days} filled by {people} {people:person|people}; the independent check found "
    "nothing wrong",
)
Print = Callable[[QWidget], None]


def enterprise_ritual(
    session: Session, now: QuarterState, strata: Sequence[StratumRow], print_slip: Print, print_record: Print
) -> Ritual:
    """The draw of enterprises; `strata` are everybody's chances."""
    quarter, say = now.quarter, session.say

    def make(file: CountyFile, dice: str, witnesses: Sequence[str], reason: str, approver: str) -> Any:
        done = drawing.draw(
            *(file, quarter, dice),
            witnesses=witnesses,
            operator=session.operator,
            reason=reason,
            approver=approver,
            seen=now.h0,
        )
        return done, draw_record.calls(state.load(file, quarter))

    def came_out(answer: Any) -> Outcome:
        done, rows = answer
        model: TableModel[CallRow] = TableModel(CALL_COLUMNS, say, rows, parent=session)

        def caption(number: int) -> str:
            row = rows[number]
            return say(
                CAPTION, task=row.task, name=row.task_name, stratum=row.stratum, due=row.due, eligible=row.eligible
            )

        total = say(DRAWN, enterprises=done.enterprises, selections=done.selections)
        return Outcome(model, caption, total, done.messages, CALL_NAME)

    chances: TableModel[StratumRow] = TableModel(STRATUM_COLUMNS, say, strata, parent=session)
    return Ritual(
        _title(OF_ENTERPRISES, session, now),
        say(H0),
        now.h0,
        1 + sum(draw.stage == 1 for draw in now.draws),
        make,
        came_out,
        print_slip,
        print_record,
        Chances(say(STRATA), chances, STRATUM_NAME),
        StepName.DRAW.value,
        answers=now.answers(1),
    )


def staffing_ritual(
    session: Session, now: QuarterState, seats: Sequence[SeatRow], print_slip: Print, print_record: Print
) -> Ritual:
    """The draw of inspectors; `seats` have everybody's chances."""
    quarter, say = now.quarter, session.say

    def make(file: CountyFile, dice: str, witnesses: Sequence[str], reason: str, approver: str) -> Any:
        done = drawing.staff(
            *(file, quarter, dice),
            witnesses=witnesses,
            operator=session.operator,
            reason=reason,
            approver=approver,
            seen=now.current.h1,
        )
        return done, draw_record.seats(state.load(file, quarter))

    def came_out(answer: Any) -> Outcome:
        done, rows = answer
        model: TableModel[SeatRow] = TableModel(SEAT_CALL_COLUMNS, say, rows, parent=session)
        total = say(SENT, teams=done.team_days, people=done.inspectors)
        return Outcome(model, lambda number: say(caption_of(rows[number])), total, done.messages, CALL_ENTERPRISES)

    chances: TableModel[SeatRow] = TableModel(CHANCE_COLUMNS, say, seats, parent=session)
    return Ritual(
        _title(OF_INSPECTORS, session, now),
        say(H1),
        now.current.h1,
        1 + sum(draw.stage == 2 for draw in now.draws),
        make,
        came_out,
        print_slip,
        print_record,
        Chances(say(SEATS, count=len(seats)), chances, CHANCE_PEOPLE),
        StepName.STAFFING.value,
        answers=now.answers(2),
    )


def _title(words: Wording, session: Session, now: QuarterState) -> Message:
    county = session.shown.county.name if session.shown else ""
    return words(county=county, year=now.quarter.year, number=now.quarter.number)
