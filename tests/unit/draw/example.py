"""The worked example of the draw protocol's text: a county small enough to be recomputed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.domain.codes import EnterpriseStatus, Half, MeetingKind, RiskClass, TaskKind
from inspector.domain.county import (
    Approval,
    County,
    Department,
    Enterprise,
    Inspector,
    Item,
    Meeting,
    PastCheck,
    Scope,
    Snapshot,
    Task,
)
from inspector.domain.plan import Chance, DiceRecord, Event, ItemUse, Posting, Seat, TeamDay, Visit
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.draw.canonical import digest, text
from inspector.draw.chances import chance_table
from inspector.draw.guests import invite
from inspector.draw.rounding import draw_postings
from inspector.draw.snapshot import snapshot_rows
from inspector.draw.table import table_rows
from inspector.draw.targets import Targets, draw_targets

DICE_1 = "31415926535897932384"
DICE_2 = "27182818284590452353"
QUARTER = Quarter(2027, 1)
WINDOW = Period(date(2027, 1, 4), date(2027, 3, 31))
DAYS = (date(2027, 1, 12), date(2027, 1, 13))


def code(number: int) -> str:
    return f"91429000MA0000000{number}"


def snapshot() -> Snapshot:
    """Six enterprises, of which one is closed and one was checked this year; one task; three inspectors."""
    enterprises = [
        Enterprise(code(number), f"云汀{number}号有限公司", industry="C1311", risk=RiskClass.B, town="东乡")
        for number in range(1, 6)
    ]
    closed = Enterprise(code(6), "云汀6号有限公司", risk=RiskClass.B, town="东乡", status=EnterpriseStatus.DEREGISTERED)
    rates = ((RiskClass.B, Decimal("0.3")),)
    county = County(
        name="云汀县",
        code="429000",
        departments=(Department("SJ", "云汀县市场监督管理局", "市监"),),
        enterprises=(*enterprises, closed),
        inspectors=tuple(Inspector(f"SJ00{number}", name, "SJ") for number, name in enumerate("甲乙丙", start=1)),
        items=(Item("SJ-1", "登记事项检查", "SJ", document="云汀政办发〔2026〕8号"),),
        tasks=(Task("T1", "登记事项", TaskKind.UNTARGETED, "SJ", (), ("SJ-1",), Scope(), rates, None, WINDOW),),
        meetings=(Meeting("M1", "企业座谈会", MeetingKind.MEETING, "SJ", WINDOW, (), (), 2),),
        past_checks=(PastCheck(code(5), date(2027, 1, 4), "SJ"),),
    )
    calendar = WorkCalendar(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2027}), frozenset({2027}))
    return Snapshot(QUARTER, county, calendar, Approval("云汀政办函〔2026〕30号", "张三", date(2026, 12, 1)))


@dataclass(frozen=True)
class Example:
    """Everything the text shows."""

    frozen: str
    h0: str
    targets: Targets
    visits: tuple[Visit, ...]
    events: tuple[Event, ...]
    table: str
    chances: tuple[Chance, ...]
    h1: str
    postings: tuple[Posting, ...]


def work() -> Example:
    """Both draws; the dates are the example's own, as if a planner had found them."""
    frozen = snapshot()
    rows = snapshot_rows(frozen)
    first = DiceRecord(1, 1, DICE_1, digest(rows))
    targets = draw_targets(frozen, first)
    drawn = sorted(one.enterprise for one in targets.selections)
    visits = tuple(
        Visit(f"V000{number}", enterprise, (ItemUse("SJ-1", ("T1",)),), 1, day, Half.MORNING)
        for number, (enterprise, day) in enumerate(zip(drawn, DAYS, strict=True), start=1)
    )
    events = invite(frozen, {"M1": date(2027, 1, 12)}, visits, first)
    teams = tuple(TeamDay(one.date, "SJ", "东乡", 1, (Seat(1), Seat(2)), one.number) for one in visits if one.date)
    chances = chance_table(frozen, visits, teams)
    table = table_rows(digest(rows), visits, teams, chances)
    second = DiceRecord(2, 1, DICE_2, digest(table))
    postings = draw_postings(chances, teams, second)
    return Example(text(rows), digest(rows), targets, visits, events, text(table), chances, digest(table), postings)
