"""A made-up county for the planner's tests: three departments, a week or two in January, what each test needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from inspector.domain.codes import Exemption, MeetingKind, Method, TaskKind
from inspector.domain.county import (
    Case,
    County,
    Department,
    Enterprise,
    Inspector,
    Item,
    Meeting,
    Scope,
    Settings,
    Snapshot,
    Task,
)
from inspector.domain.plan import DiceRecord, Plan, Selection
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.draw.snapshot import h0
from inspector.draw.targets import draw_targets
from inspector.planning import Schedule, schedule

QUARTER = Quarter(2027, 1)
CALENDAR = WorkCalendar(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2026, 2027}), frozenset({2026, 2027}))
DICE = DiceRecord(1, 1, "31415926535897932384", "a" * 64)
DEPARTMENTS = ("HB", "SJ", "YJ")
NAMES = {"HB": "生态环境局", "SJ": "市场监督管理局", "YJ": "应急管理局"}


def span(first: int, last: int, month: int = 1) -> Period:
    return Period(date(2027, month, first), date(2027, month, last))


FORTNIGHT = span(4, 15)
"""Ten workdays."""


def enterprise(number: int, town: str = "河口镇", **more: Any) -> Enterprise:
    return Enterprise(f"91420000MA{number:08d}", f"第{number}厂", town=town, **more)


def inspector(department: str, number: int, **more: Any) -> Inspector:
    return Inspector(f"证{department}{number:02d}", f"{NAMES[department][:2]}{number}", department, **more)


def item(department: str, number: int = 1, **more: Any) -> Item:
    return Item(f"{department}{number}", f"{department}事项{number}", department, document="文〔2026〕1号", **more)


OFF_SITE = (Method.DOCUMENTS,)


def task(code: str, items: Iterable[str], window: Period = FORTNIGHT, fixed: int = 1, **more: Any) -> Task:
    names = tuple(items)
    lead, *others = dict.fromkeys(name[:2] for name in names)
    return Task(code, code, TaskKind.TARGETED, lead, tuple(others), names, Scope(), (), fixed, window, **more)


def case(code: str, where: Enterprise, item_code: str, window: Period = FORTNIGHT, **more: Any) -> Case:
    department = item_code[:2]
    return Case(
        code,
        where.code,
        Exemption.COMPLAINT,
        "诉〔2027〕1号",
        department,
        (item_code,),
        window.start,
        window.end,
        **more,
    )


def meeting(code: str, window: Period, *guests: Enterprise, **more: Any) -> Meeting:
    return Meeting(code, code, MeetingKind.MEETING, "SJ", window, tuple(guest.code for guest in guests), **more)


ONE, TWO, THREE = enterprise(1), enterprise(2), enterprise(3, town="柳林镇")


def snapshot(people: int = 4, **changes: Any) -> Snapshot:
    """Three departments with `people` inspectors each and one item each; `changes` replace lists."""
    lists: dict[str, Any] = {
        "enterprises": (ONE, TWO, THREE),
        "inspectors": tuple(inspector(code, n) for code in DEPARTMENTS for n in range(1, people + 1)),
        "items": tuple(item(code) for code in DEPARTMENTS),
        "tasks": (task("T1", ("SJ1",)),),
    }
    departments = tuple(Department(code, NAMES[code], NAMES[code][:2]) for code in DEPARTMENTS)
    return Snapshot(QUARTER, County("云溪县", "420000", Settings(), departments, **{**lists, **changes}), CALENDAR)


def drawn(where: Enterprise, code: str, *items: str) -> Selection:
    return Selection(code, where.code, items)


def plan_of(frozen: Snapshot, effort: str = "quick", **more: Any) -> tuple[Schedule, Plan]:
    """Draw and schedule; the plan as far as it has come, for the rules."""
    digest = h0(frozen)
    dice = replace(DICE, frozen=digest)
    targets = draw_targets(frozen, dice)
    found = schedule(frozen, targets.selections, dice, effort, **more)
    plan = Plan(
        str(frozen.quarter),
        digest,
        targets.groups,
        targets.selections,
        (dice,),
        found.visits,
        found.off_site,
        found.deferrals,
        found.events,
        found.teams,
        report=found.report,
    )
    return found, plan
