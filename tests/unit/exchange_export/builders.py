"""A small lawful quarter, made up: three departments, a joint task, an exempt one, an off-site one, a case with
named inspectors, a meeting, and enterprises whose names would be formulas in a careless workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from inspector.domain.codes import (
    EnterpriseStatus,
    Exemption,
    Half,
    ItemCategory,
    MeetingKind,
    Method,
    RiskClass,
    TaskKind,
)
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
    Scope,
    Snapshot,
    Task,
)
from inspector.domain.plan import (
    DiceRecord,
    Event,
    ItemUse,
    OffSiteDuty,
    Plan,
    Seat,
    Selection,
    SolveReport,
    TeamDay,
    Visit,
)
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.draw.chances import chance_table
from inspector.draw.rounding import draw_postings
from inspector.draw.snapshot import h0
from inspector.draw.table import h1
from inspector.draw.targets import draw_targets
from inspector.exchange.office import LogLine, Office
from inspector.rules.joint_visit import departments_at

QUARTER = Quarter(2027, 1)
WINDOW = Period(date(2027, 1, 4), date(2027, 3, 31))
NAMES = ("=1+1食品厂", "+示例五金", "-示例农资", "@示例广告", "#N/A酒楼")
DICE1, DICE2 = "31415926535897932384", "27182818284590452353"
WITNESSES = ("示例见证人甲", "示例见证人乙")


@cache
def snapshot() -> Snapshot:
    """The frozen lists of the quarter."""
    enterprises = tuple(
        Enterprise(
            code=f"91429999MA{number:07d}X",
            name=NAMES[number] if number < len(NAMES) else f"示例{number:02d}号商贸有限公司",
            industry="C13",
            risk=list(RiskClass)[number % 5],
            town=f"示例{'甲乙'[number % 2]}镇",
            address=f"示例路{number}号",
            status=EnterpriseStatus.REVOKED if number == 17 else EnterpriseStatus.ACTIVE,
            labels=("食品",) if number % 3 == 0 else (),
            contact="示例联系人",
            phone="07130000000",
        )
        for number in range(18)
    )
    county = County(
        name="示例县",
        code="429999",
        departments=(
            Department("D1", "示例县市场监督管理局", "市监局"),
            Department("D2", "示例县应急管理局", "应急局"),
            Department("D3", "示例县税务局", "税务局"),
        ),
        enterprises=enterprises,
        inspectors=tuple(
            Inspector(f"0{department}{number:06d}", f"示例{'一二三四五六七'[number]}{department}", f"D{department}")
            for department in (1, 2, 3)
            for number in range(7)
        ),
        items=(
            Item("A01", "登记事项检查", "D1", basis="《示例条例》第六条", document="示例函〔2026〕1号"),
            Item(
                "B01",
                "安全设施检查",
                "D2",
                category=ItemCategory.KEY,
                exemption=Exemption.WORK_SAFETY,
                basis="《示例安全条例》第六十二条",
                document="示例函〔2026〕2号",
            ),
            Item("B02", "应急预案备案检查", "D2", basis="《示例办法》第三十条", document="示例函〔2026〕3号"),
            Item("C01", "发票使用检查", "D3", basis="《示例税收条例》第五十四条", document="示例函〔2026〕4号"),
            Item("C02", "申报数据核对", "D3", methods=(Method.DOCUMENTS,), document="示例函〔2026〕5号"),
        ),
        tasks=(
            _task("T01", "示例联合抽查", "D1", ("D2",), ("A01", "B02"), rates=_rates("0.2")),
            _task("T02", "示例安全抽查", "D2", (), ("B01",), labels=("食品",), fixed=2),
            _task("T03", "示例数据核对", "D3", (), ("C02",), fixed=2),
        ),
        cases=(
            Case(
                code="X01",
                enterprise=enterprises[0].code,
                exemption=Exemption.COMPLAINT,
                document="示例投诉〔2027〕5号",
                department="D3",
                items=("C01",),
                received=date(2027, 1, 5),
                deadline=date(2027, 2, 26),
                inspectors=("03000000", "03000001"),
            ),
        ),
        meetings=(
            Meeting(
                "M01",
                "示例座谈会",
                MeetingKind.MEETING,
                "D1",
                Period(date(2027, 3, 1), date(2027, 3, 31)),
                invitees=(enterprises[1].code, enterprises[4].code),
            ),
        ),
        past_checks=(
            PastCheck(enterprises[2].code, date(2027, 1, 2), "D1"),
            PastCheck(enterprises[3].code, date(2026, 6, 2), "D1"),
        ),
    )
    years = frozenset({2026, 2027})
    calendar = WorkCalendar(frozenset({date(2027, 1, 1)}), frozenset(), years, years)
    return Snapshot(QUARTER, county, calendar, Approval("示例政办函〔2026〕20号", "示例县人民政府", date(2026, 11, 20)))


def _rates(fraction: str) -> tuple[tuple[RiskClass, Decimal], ...]:
    return tuple((risk, Decimal(fraction)) for risk in RiskClass)


def _task(
    code: str,
    name: str,
    lead: str,
    cooperating: tuple[str, ...],
    items: tuple[str, ...],
    *,
    labels: tuple[str, ...] = (),
    rates: tuple[tuple[RiskClass, Decimal], ...] = (),
    fixed: int | None = None,
) -> Task:
    kind = TaskKind.TARGETED if labels else TaskKind.UNTARGETED
    return Task(code, name, kind, lead, cooperating, items, Scope(labels=labels), rates, fixed, WINDOW)


@cache
def plan() -> Plan:
    """A lawful staffed plan of the quarter: one visit a day, one team of each department for it."""
    frozen = snapshot()
    mark = h0(frozen)
    first = DiceRecord(1, 1, DICE1, mark, WITNESSES, "2026-11-25T09:30:00+08:00", "示例经办", "0.1")
    targets = draw_targets(frozen, first)
    visits, off_site = _visits(frozen, targets.selections)
    teams = tuple(team for visit in visits for team in _teams(frozen, visit))
    chances = chance_table(frozen, visits, teams)
    frozen_table = h1(mark, visits, teams, chances)
    second = DiceRecord(2, 1, DICE2, frozen_table, (), "2026-12-01T09:30:00+08:00", "示例经办", "0.1")
    return Plan(
        quarter=str(QUARTER),
        h0=mark,
        groups=targets.groups,
        selections=targets.selections,
        draws=(first, second),
        visits=visits,
        off_site=off_site,
        events=(Event("M01", date(2027, 3, 31), frozen.county.meeting["M01"].invitees, 2),),
        teams=teams,
        chances=chances,
        h1=frozen_table,
        postings=draw_postings(chances, teams, second),
        report=SolveReport(len(teams), len(teams), "示例求解器 1.0", "quick"),
    )


def _visits(frozen: Snapshot, selections: tuple[Selection, ...]) -> tuple[tuple[Visit, ...], tuple[OffSiteDuty, ...]]:
    county = frozen.county
    asked: dict[str, dict[str, list[str]]] = {}
    off_site = []
    for selection in selections:
        for code in selection.items:
            if county.item[code].on_site:
                asked.setdefault(selection.enterprise, {}).setdefault(code, []).append(selection.task)
            else:
                off_site.append(
                    OffSiteDuty(selection.enterprise, county.item[code].department, (code,), selection.task, WINDOW)
                )
    wanted = [(county.case["X01"].enterprise, {"C01": ["X01"]}), *sorted(asked.items())]
    days = [day for day in frozen.workdays if day >= date(2027, 1, 5)]
    visits = tuple(
        Visit(
            f"V{number:04d}",
            enterprise,
            tuple(ItemUse(item, tuple(sources)) for item, sources in uses.items()),
            date=day,
            half=Half.MORNING if number % 2 else Half.AFTERNOON,
        )
        for number, ((enterprise, uses), day) in enumerate(zip(wanted, days, strict=False), 1)
    )
    return visits, tuple(off_site)


def _teams(frozen: Snapshot, visit: Visit) -> list[TeamDay]:
    county = frozen.county
    named = next((county.case[source].inspectors for source in visit.sources if source in county.case), ("", ""))
    assert visit.date is not None
    return [
        TeamDay(
            visit.date,
            department,
            county.enterprise[visit.enterprise].town,
            1,
            (Seat(1, (), named[0]), Seat(2, (), named[1])),
            visit.number if visit.half is Half.MORNING else "",
            visit.number if visit.half is Half.AFTERNOON else "",
        )
        for department in departments_at(county, visit)
    ]


def office(approved: bool = True) -> Office:
    """The plan's way through the office."""
    return Office(
        approved=approved,
        version=2,
        submitted_by="示例经办",
        submitted_at="2026-12-02T10:00:00+08:00",
        approval=Approval("示例政办函〔2026〕31号", "示例批准人", date(2026, 12, 20)) if approved else None,
        log=(
            LogLine(1, "2026-11-24T09:00:00+08:00", "示例经办", "锁定名录", "", "ab" * 32),
            LogLine(2, "2026-11-25T09:30:00+08:00", "示例经办", "抽取检查对象", "=号码已登记", "cd" * 32),
        ),
        program="0.1",
    )
