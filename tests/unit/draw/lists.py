"""A small made-up county whose tasks overlap, and visits and team-days to staff.

Two departments of eight inspectors, sixty enterprises, four tasks in two draw groups, one case, two meetings.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from inspector.domain.codes import EnterpriseStatus, Exemption, Half, MeetingKind, Method, RiskClass, TaskKind
from inspector.domain.county import (
    Approval,
    Case,
    County,
    Department,
    Enterprise,
    Inspector,
    Item,
    Meeting,
    PastCheck,
    PastMeeting,
    Recusal,
    Scope,
    Snapshot,
    Task,
)
from inspector.domain.plan import DiceRecord, ItemUse, Seat, TeamDay, Visit
from inspector.domain.quarters import Period, Quarter, WorkCalendar

QUARTER = Quarter(2027, 1)
TOWNS = ("东乡", "西镇", "南镇")
RISKS = (RiskClass.A, RiskClass.A, RiskClass.B, RiskClass.B, RiskClass.C, RiskClass.UNRATED)

CALENDAR = WorkCalendar(
    rest_days=frozenset({date(2027, 1, 1), *(date(2027, 2, day) for day in range(5, 13))}),
    make_up_days=frozenset({date(2027, 2, 20)}),
    years=frozenset({2026, 2027, 2028}),
    confirmed=frozenset({2026, 2027}),
)


def day(month: int, number: int) -> date:
    return date(2027, month, number)


def code(number: int) -> str:
    """The code of the sample's n-th enterprise."""
    return f"91429000MA{number:08}"


def enterprises() -> tuple[Enterprise, ...]:
    rows = [
        Enterprise(
            code(number),
            f"云汀{number}号有限公司",
            industry="C1311" if number % 2 else "F5211",
            risk=RISKS[number % len(RISKS)],
            town=TOWNS[number % 3],
            labels=("食品",) if number % 4 == 0 else (),
            contact="某人",
            phone="12345",
        )
        for number in range(60)
    ]
    rows[7] = replace(rows[7], status=EnterpriseStatus.DEREGISTERED)
    rows[9] = replace(rows[9], blackouts=(Period(day(1, 1), day(3, 31)),))
    rows[10] = replace(rows[10], blackouts=(Period(day(1, 4), day(1, 15)), Period(day(3, 1), day(3, 5))))
    return tuple(rows)


ANYBODY = Scope()
FIRST_QUARTER = Period(date(2027, 1, 4), date(2027, 3, 31))


def task(
    name: str,
    *,
    lead: str = "SJ",
    cooperating: tuple[str, ...] = (),
    items: tuple[str, ...] = ("SJ-1", "SJ-2"),
    scope: Scope = ANYBODY,
    rates: dict[RiskClass, str] | None = None,
    fixed: int | None = None,
    window: Period = FIRST_QUARTER,
) -> Task:
    rated = tuple((risk, Decimal(rate)) for risk, rate in (rates or {}).items())
    kind = TaskKind.TARGETED if scope != ANYBODY else TaskKind.UNTARGETED
    return Task(name, f"{name}任务", kind, lead, cooperating, items, scope, rated, fixed, window)


RATES = {RiskClass.A: "0.1", RiskClass.B: "0.25", RiskClass.C: "0.4", RiskClass.UNRATED: "0.2"}


def county(**changes: object) -> County:
    """The sample county; `changes` replace whole lists."""
    people = [
        Inspector(
            f"{department}{number:03}",
            f"{department}{number}",
            department,
            qualifications=("电气",) if number in (1, 4, 6) else (),
            leave=(Period(day(1, 11), day(1, 20)),) if number == 2 else (),
            load_limit=3 if number == 5 else None,
        )
        for department in ("SJ", "YJ")
        for number in range(1, 9)
    ]
    lists = County(
        name="云汀县",
        code="429000",
        departments=(Department("SJ", "市场监督管理局", "市监"), Department("YJ", "应急管理局", "应急")),
        enterprises=enterprises(),
        inspectors=tuple(people),
        recusals=(Recusal("SJ003", code(1), "亲属"),),
        items=(
            Item("SJ-1", "登记事项", "SJ", document="文1"),
            Item("SJ-2", "公示信息", "SJ", methods=(Method.DOCUMENTS,), document="文1"),
            Item("SJ-3", "食品安全", "SJ", exemption=Exemption.FOOD_AND_DRUGS, document="文1"),
            Item("YJ-1", "安全管理", "YJ", document="文2", qualification="电气"),
            Item("YJ-2", "作业现场", "YJ", exemption=Exemption.WORK_SAFETY, document="文2"),
        ),
        tasks=(
            task("T1", cooperating=("YJ",), items=("SJ-1", "SJ-2", "YJ-1"), rates=RATES),
            task("T2", items=("SJ-1", "SJ-3"), scope=Scope(labels=("食品",)), fixed=7),
            task("T3", lead="YJ", items=("YJ-1", "YJ-2"), scope=Scope(industries=("C",)), rates=RATES),
            task("T4", items=("SJ-1", "SJ-3"), fixed=9, window=Period(day(1, 4), day(1, 7))),
        ),
        cases=(
            Case("X1", code(3), Exemption.COMPLAINT, "文9", "YJ", ("YJ-1",), day(1, 4), day(2, 26), False, ("YJ006",)),
        ),
        meetings=(
            Meeting("M1", "座谈会", MeetingKind.MEETING, "SJ", Period(day(1, 4), day(1, 29)), (code(2), code(4))),
            Meeting("M2", "调研", MeetingKind.RESEARCH, "SJ", Period(day(1, 4), day(2, 26)), (), ("食品",), 5),
        ),
        past_checks=(
            PastCheck(code(12), day(1, 4), "YJ"),
            PastCheck(code(13), date(2026, 6, 1), "SJ", inspectors=("SJ001", "SJ002")),
            PastCheck(code(14), day(1, 4), "YJ", Exemption.WORK_SAFETY),
        ),
        past_meetings=(PastMeeting(code(8), day(1, 5), MeetingKind.MEETING),),
    )
    return replace(lists, **changes)  # type: ignore[arg-type]


def snapshot(**changes: object) -> Snapshot:
    """The sample county frozen for the first quarter of 2027; `changes` replace whole lists."""
    scheme = Approval("云汀政办函〔2026〕30号", "张三", date(2026, 12, 1))
    return Snapshot(QUARTER, county(**changes), CALENDAR, scheme, (("T0", code(5), ("SJ-1",)),))


def dice(seed: object = "31415926535897932384", frozen: str = "0" * 64, stage: int = 1) -> DiceRecord:
    return DiceRecord(stage, 1, str(seed), frozen)


def visit(
    number: int, enterprise: str, when: date, *items: str, half: Half = Half.MORNING, source: str = "T1"
) -> Visit:
    return Visit(f"V{number:04}", enterprise, tuple(ItemUse(item, (source,)) for item in items), 1, when, half)


def staffed_days(days: int = 8) -> tuple[tuple[Visit, ...], tuple[TeamDay, ...]]:
    """Visits and team-days of both departments on the first workdays: one or two teams of two a department a day.

    The first seat of each team of YJ asks for a qualification.
    """
    visits: list[Visit] = []
    teams: list[TeamDay] = []
    for place, when in enumerate(snapshot().workdays[:days]):
        for number in range(1 + place % 2):
            enterprise = enterprises()[20 + 2 * place + number]
            visits.append(visit(len(visits) + 1, enterprise.code, when, "SJ-1", "YJ-1"))
            for department in ("SJ", "YJ"):
                asked = ("电气",) if department == "YJ" else ()
                same_town = sum(
                    team.department == department and team.date == when and team.town == enterprise.town
                    for team in teams
                )
                seats = (Seat(1, asked), Seat(2))
                teams.append(TeamDay(when, department, enterprise.town, same_town + 1, seats, visits[-1].number))
    return tuple(visits), tuple(teams)
