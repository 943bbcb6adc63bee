"""When: the planner places the drawn visits and the meetings; freeze 2 fixes the table of chances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event as Flag

from ..domain.messages import Message, Wording
from ..domain.quarters import Quarter
from ..draw.chances import chance_table
from ..draw.rounding import draw_postings
from ..draw.table import h1
from ..planning import NoPlan, Progress, Schedule, build_visits
from ..planning import explain as explain_plan
from ..planning import schedule as find_schedule
from ..store import CountyFile
from . import checking, state
from .pins import PIN, by_number
from .state import QuarterState, Stage

__all__ = [
    "NoPlan",
    "Progress",
    "Scheduled",
    "explain",
    "put_on_record",
    "schedule",
]

ACT = Wording("schedule.act", "排期", "schedule")
EXPLAIN = Wording("schedule.explain", "说明排期", "explain the schedule")

SAME_DATES = Wording(
    "schedule.same_dates",
    "日期与概率表和第 {number} 次抽取检查人员时完全相同，原来抽取的人员不变，不再抽取。",
    "Dates and table of chances are those of draw {number} of inspectors; the people drawn then stand and "
    "nobody is drawn "
    "again.",
)


@dataclass(frozen=True)
class Scheduled:
    """When everything takes place: H1 for the witnesses, the plan's size, its proven bound, and notices."""

    quarter: str
    version: int
    h1: str
    visits: int
    off_site: int
    team_days: int
    bound: int
    meetings: int
    deferred: int
    messages: tuple[Message, ...]


def schedule(
    file: CountyFile,
    quarter: Quarter | None,
    *,
    effort: str = "normal",
    operator: str,
    progress: Callable[[Progress], None] | None = None,
    cancel: Flag | None = None,
) -> Scheduled:
    """Place every drawn visit and every meeting, keep all pins, and fix the table of chances for dice 2.

    Raises:
        Refusal: it is not the time.
        AnswerIsNo: no lawful plan exists; the message says why, and a `NoPlan` carries its causes.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.DRAWN, Stage.SCHEDULED)
    snapshot, drawn = before.frozen, before.current
    dice = drawn.dice(1)
    assert dice is not None
    pins = by_number(before.pins, build_visits(snapshot, drawn.selections).visits) if before.pins else {}
    found = find_schedule(snapshot, drawn.selections, dice, effort=effort, progress=progress, cancel=cancel, pins=pins)
    return put_on_record(file, before, found, operator=operator)


def put_on_record(
    file: CountyFile, before: QuarterState, found: Schedule, *, operator: str, pin: str = ""
) -> Scheduled:
    """Make the plan of a schedule, check it, and put it on record, after the pin (a record's body) that led to it.

    Raises:
        AnswerIsNo: the plan breaks a rule; nothing is stored.
    """
    snapshot, drawn = before.frozen, before.current
    chances = chance_table(snapshot, found.visits, found.teams)
    plan = replace(
        drawn,
        visits=found.visits,
        off_site=found.off_site,
        deferrals=found.deferrals,
        events=found.events,
        teams=found.teams,
        report=found.report,
        chances=chances,
        h1=h1(drawn.h0, found.visits, found.teams, chances),
        postings=(),
    )
    messages = list(found.messages)
    with file.transaction():
        if pin:
            file.append(str(before.quarter), PIN, pin, operator)
        stands = plan.dice(2)
        if stands is None:
            checking.refuse_breaches(snapshot, plan)
            file.append(str(before.quarter), "schedule", state.plan_body(plan), operator)
        else:
            # the same table of chances was drawn from before: a second throw for it would be a way to pick people
            staffed = replace(plan, postings=draw_postings(plan.chances, plan.teams, stands))
            checking.refuse_breaches(snapshot, staffed)
            file.append(str(before.quarter), "schedule", state.plan_body(plan), operator)
            file.append(str(before.quarter), "staff", state.plan_body(staffed), operator)
            messages.append(SAME_DATES(number=stands.number))
    return Scheduled(
        plan.quarter,
        before.version + 1,
        plan.h1,
        len(plan.visits),
        len(plan.off_site),
        found.report.team_days,
        found.report.bound,
        len(plan.events),
        len(plan.deferrals),
        tuple(messages),
    )


def explain(file: CountyFile, quarter: Quarter | None) -> tuple[Message, ...]:
    """Why no plan exists, or what holds the plan back, in words.

    Raises:
        Refusal: nothing was drawn yet.
    """
    before = state.load(file, quarter)
    before.need(EXPLAIN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)
    selections, dice = before.current.selections, before.current.dice(1)
    assert dice is not None
    pins = by_number(before.pins, build_visits(before.frozen, selections).visits) if before.pins else {}
    return tuple(explain_plan(before.frozen, selections, dice, pins))
