"""Fixing a visit's date before the plan is approved: what forbids it, and the plan with as little moved as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from threading import Event as Flag

from ..domain.codes import Half
from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Refusal, Wording
from ..domain.plan import Plan, Visit
from ..domain.quarters import Quarter
from ..planning import NoPlan, Pins, Progress, Schedule, build_visits, obstacle_on
from ..planning import schedule as find_schedule
from ..rules import annual_cap, availability, closed_list, exemption, joint_visit, window
from ..rules.base import Breach
from ..store import CountyFile
from . import state
from .pins import PIN, Pin, by_number, key_of, pin_body
from .scheduling import Scheduled, put_on_record
from .state import QuarterState, Stage

__all__ = ["Pin", "Pinned", "forbids", "half_of", "open_days", "pin", "pinned_visits", "unpin", "why_not_then"]

ACT = Wording("pin.act", "指定检查日期", "fix the date of a visit")
NO_VISIT = Wording(
    "pin.no_visit",
    "{quarter} 没有编号为“{visit}”的入企检查。编号见排期表，例如 V0001。",
    "{quarter} has no visit '{visit}'. Numbers stand in the schedule, for example V0001.",
)
NOT_PINNED = Wording("pin.not_pinned", "{visit} 没有指定日期。", "The date of {visit} is not fixed.")
FORBIDDEN = Wording(
    "pin.forbidden", "{visit} 不能排在 {date}{half}：{reasons}", "{visit} cannot be on {date} {half}: {reasons}"
)
NO_ROOM = Wording(
    "pin.no_room",
    "{visit} 排在 {date}{half}，其余检查就排不下：{reasons}",
    "With {visit} on {date} {half} the others have no place: {reasons}",
)
ORDER_NEEDED = Wording(
    "pin.order_needed",
    "{quarter} 的计划已经批准，日期只能用计划调整审批单改。",
    "The plan of {quarter} is approved; its dates change by change order only.",
)
PEOPLE_DRAWN = Wording(
    "pin.people_drawn",
    "{quarter} 已经为现在的日期抽取了检查人员，日期不能再动。要改日期，请送审后由批准人退回。",
    "Inspectors were drawn for the dates of {quarter}; dates cannot move now. Submit the plan and have it sent back.",
)

DATED = (availability, window, annual_cap, joint_visit, closed_list, exemption)
"""The rules that may forbid a visit's date whoever goes there."""


@dataclass(frozen=True)
class Pinned:
    """A date that was fixed: the plan made with it, unless it already stood there or nothing did; who else moved."""

    pin: Pin
    visit: str
    scheduled: Scheduled | None
    moved: tuple[str, ...] = ()


def why_not_then(snapshot: Snapshot, plan: Plan, number: str, day: date, half: Half) -> tuple[Message, ...]:
    """What forbids a visit of the plan on that date and half-day, in the rules' own words; empty if nothing does.

    Other visits may have to make room; whether they can is found out by planning with it (`pin`).
    """
    visit = plan.visit[number]
    if (visit.date, visit.half) == (day, half):
        return ()
    found = forbids(snapshot, plan, replace(visit, date=day, half=half))
    if not found and (cause := obstacle_on(snapshot, visit, day)):
        return (cause.sentence,)
    return tuple(breach.message for breach in found)


def forbids(snapshot: Snapshot, plan: Plan, moved: Visit) -> list[Breach]:
    """Breaches of dated rules that a visit would make as it now stands and did not make before.

    Only the enterprise's own visits matter to these rules, so the rest of the plan is left out.
    """
    there = [visit for visit in plan.visits if visit.enterprise == moved.enterprise]
    before = [breach.message for breach in _breaches(snapshot, plan, there)]
    after = [moved if visit.number == moved.number else visit for visit in there]
    return [breach for breach in _breaches(snapshot, plan, after) if breach.message not in before]


def open_days(snapshot: Snapshot, plan: Plan, number: str) -> frozenset[date]:
    """The workdays of the quarter on which no dated rule forbids the visit."""
    visit = plan.visit[number]
    half = visit.half or (Half.WHOLE_DAY if visit.half_days == 2 else Half.MORNING)
    return frozenset(
        day for day in snapshot.workdays if not forbids(snapshot, plan, replace(visit, date=day, half=half))
    )


def _breaches(snapshot: Snapshot, plan: Plan, visits: Iterable[Visit]) -> list[Breach]:
    part = Plan(plan.quarter, plan.h0, groups=plan.groups, visits=tuple(visits))
    return [breach for rule in DATED for breach in rule.check(snapshot, part)]


def pinned_visits(now: QuarterState) -> tuple[tuple[Visit, Pin], ...]:
    """The visits of the quarter whose dates are fixed, with their pins, in order of their dates."""
    if not now.pins or now.plan is None:
        return ()
    visits = {key_of(visit): visit for visit in _visits(now)}
    found = [(visits[each.key], each) for each in now.pins if each.key in visits]
    return tuple(sorted(found, key=lambda row: (row[1].date, row[1].half.value, row[0].number)))


def pin(
    file: CountyFile,
    quarter: Quarter | None,
    visit: str,
    day: date,
    half: Half,
    *,
    operator: str,
    progress: Callable[[Progress], None] | None = None,
    cancel: Flag | None = None,
) -> Pinned:
    """Fix a visit's date. If the quarter has dates already, only what has to make room moves.

    Raises:
        Refusal: it is not the time, or there is no such visit.
        AnswerIsNo: a rule forbids it, or the others would have no place; nothing is changed.
    """
    now = state.load(file, quarter)
    refuse_unless_open(now)
    wanted = _find(now, visit)
    snapshot = now.frozen
    plan = now.current if now.current.visits else replace(now.current, visits=_visits(now))
    why = why_not_then(snapshot, plan, visit, day, half)
    if why:
        raise AnswerIsNo(FORBIDDEN(visit=visit, date=day, half=half, reasons=list(why)))
    fixed = Pin(*key_of(wanted), day, half)
    if not now.current.visits or (wanted.date, wanted.half) == (day, half):
        file.append(str(now.quarter), PIN, pin_body(fixed), operator)
        return Pinned(fixed, visit, None)
    try:
        found = _around(now, fixed, progress, cancel)
    except NoPlan as none:
        reasons = [cause.sentence for cause in none.found]
        raise AnswerIsNo(NO_ROOM(visit=visit, date=day, half=half, reasons=reasons)) from none
    before = {each.number: (each.date, each.half) for each in now.current.visits}
    moved = [each.number for each in found.visits if before.get(each.number) != (each.date, each.half)]
    scheduled = put_on_record(file, now, found, operator=operator, pin=pin_body(fixed))
    return Pinned(fixed, visit, scheduled, tuple(number for number in moved if number != visit))


def half_of(file: CountyFile, quarter: Quarter | None, visit: str) -> Half:
    """The half-day that the visit has now; before it has one, the morning or the whole day.

    Raises:
        Refusal: there is no such visit.
    """
    now = state.load(file, quarter)
    refuse_unless_open(now)
    found = _find(now, visit)
    return found.half or (Half.WHOLE_DAY if found.half_days == 2 else Half.MORNING)


def unpin(file: CountyFile, quarter: Quarter | None, visit: str, *, operator: str) -> Pin:
    """Leave a visit's date open again; the plan stays as it is until it is scheduled anew.

    Raises:
        Refusal: it is not the time, or the visit's date is not fixed.
    """
    now = state.load(file, quarter)
    refuse_unless_open(now)
    wanted = _find(now, visit)
    fixed = next((each for each in now.pins if each.key == key_of(wanted)), None)
    if fixed is None:
        raise Refusal(NOT_PINNED(visit=visit))
    file.append(str(now.quarter), PIN, pin_body(fixed, removed=True), operator)
    return fixed


def refuse_unless_open(now: QuarterState) -> None:
    """Let dates be fixed only between the draw of enterprises and that of inspectors.

    Raises:
        Refusal: it is too early, or the dates stand by now.
    """
    if now.stage is Stage.APPROVED:
        raise Refusal(ORDER_NEEDED(quarter=str(now.quarter)))
    if now.stage in (Stage.STAFFED, Stage.SUBMITTED):
        raise Refusal(PEOPLE_DRAWN(quarter=str(now.quarter)))
    now.need(ACT, Stage.DRAWN, Stage.SCHEDULED)


def _visits(now: QuarterState) -> tuple[Visit, ...]:
    """The visits of the plan; before the first schedule, those that are to be planned."""
    return now.current.visits or build_visits(now.frozen, now.current.selections).visits


def _find(now: QuarterState, number: str) -> Visit:
    found = next((each for each in _visits(now) if each.number == number), None)
    if found is None:
        raise Refusal(NO_VISIT(quarter=str(now.quarter), visit=number))
    return found


def _around(
    now: QuarterState, fixed: Pin, progress: Callable[[Progress], None] | None, cancel: Flag | None
) -> Schedule:
    """A schedule with the pin in which as few others move as can be.

    First nobody else moves, then those who share a department and a date with the visit's old or new place, and only
    then everybody whose date is not fixed.
    """
    pins = by_number((*(each for each in now.pins if each.key != fixed.key), fixed), now.current.visits)
    standing: Pins = {each.number: (each.date, each.half) for each in now.current.visits if each.date and each.half}
    neighbours = _neighbours(now, fixed)
    apart = {number: place for number, place in standing.items() if number not in neighbours}
    dice = now.current.dice(1)
    assert dice is not None

    def plan(kept: Pins, effort: str) -> Schedule:
        found = find_schedule(
            now.frozen,
            now.current.selections,
            dice,
            effort=effort,
            progress=progress,
            cancel=cancel,
            pins={**kept, **pins},
        )
        return replace(found, report=replace(found.report, bound=max(found.report.bound, _known_bound(now))))

    for kept in (standing, apart):
        try:
            return plan(kept, "quick")
        except NoPlan:
            if cancel is not None and cancel.is_set():
                raise
    report = now.current.report
    return plan({}, report.effort if report else "normal")


def _known_bound(now: QuarterState) -> int:
    """What was proven before holds with a further pin as well, but not without one that has been taken away."""
    report = now.current.report
    return report.bound if report and set(now.pins_kept) <= set(now.pins) else 0


def _neighbours(now: QuarterState, fixed: Pin) -> set[str]:
    """Visits that share a department and a date with the visit's old or new place, or are at the same enterprise."""
    county, visits = now.frozen.county, now.current.visits
    own = next(each for each in visits if key_of(each) == fixed.key)
    departments = set(joint_visit.departments_at(county, own))
    return {
        each.number
        for each in visits
        if each.enterprise == own.enterprise
        or (each.date in (own.date, fixed.date) and departments & set(joint_visit.departments_at(county, each)))
    }
