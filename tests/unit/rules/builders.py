"""A tiny county and a lawful plan for it, and the ways to change single things in them.

Two departments, three enterprises, one joint visit of two tasks, one case, one off-site duty and two meetings,
all made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from inspector.domain.codes import Exemption, Half, MeetingKind, Method, TaskKind
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
from inspector.domain.messages import EN, ZH, Wording
from inspector.domain.plan import (
    MILLION,
    Chance,
    DiceRecord,
    DrawGroup,
    Event,
    ItemUse,
    OffSiteDuty,
    Plan,
    Posting,
    Seat,
    Selection,
    TeamDay,
    Visit,
)
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.rules import Breach, Rule, check

QUARTER = Quarter(2027, 1)
WHOLE = QUARTER.period
JANUARY = Period(date(2027, 1, 1), date(2027, 1, 31))

MILL, BAKERY, GARAGE = "91420000MA00000011", "91420000MA00000022", "420000000000033"
JOINT_DAY, CASE_DAY, MEETING_DAY = date(2027, 1, 12), date(2027, 1, 14), date(2027, 1, 20)


def day(month: int, number: int) -> date:
    """A day of 2027."""
    return date(2027, month, number)


def build_calendar() -> WorkCalendar:
    """2026 to 2027 with a New Year's Day off and one made-up swap of a Saturday for a Monday."""
    return WorkCalendar(
        rest_days=frozenset({day(1, 1), day(2, 8)}),
        make_up_days=frozenset({day(2, 20)}),
        years=frozenset({2026, 2027}),
        confirmed=frozenset({2026, 2027}),
    )


def build_county() -> County:
    """The lists: task T1 (市监 with 应急, one off-site item), exempt task T2 (应急), case C1, meetings M1 and M2."""
    inspectors = [Inspector(f"证S{n}", f"市监{n}", "SJ") for n in range(1, 7)]
    inspectors += [
        Inspector(f"证Y{n}", f"应急{n}", "YJ", qualifications=("电气",) if n < 4 else ()) for n in range(1, 7)
    ]
    return County(
        name="云溪县",
        code="420000",
        departments=(Department("SJ", "市场监督管理局", "市监"), Department("YJ", "应急管理局", "应急")),
        enterprises=(
            Enterprise(MILL, "云溪面粉厂", town="河口镇", labels=("工业",)),
            Enterprise(BAKERY, "云溪糕点坊", town="河口镇", labels=("工业", "食品")),
            Enterprise(GARAGE, "云溪汽修行", town="柳林镇"),
        ),
        inspectors=tuple(inspectors),
        items=(
            Item("S01", "登记事项检查", "SJ", document="云政办〔2026〕1号"),
            Item("S02", "公示信息检查", "SJ", methods=(Method.DOCUMENTS,), document="云政办〔2026〕1号"),
            Item(
                "Y01",
                "用电安全检查",
                "YJ",
                exemption=Exemption.WORK_SAFETY,
                qualification="电气",
                document="云政办〔2026〕2号",
            ),
            Item("Y02", "应急预案检查", "YJ", document="云政办〔2026〕2号"),
        ),
        tasks=(
            Task(
                "T1",
                "工业抽查",
                TaskKind.TARGETED,
                "SJ",
                ("YJ",),
                ("S01", "S02", "Y02"),
                Scope(labels=("工业",)),
                (),
                1,
                WHOLE,
            ),
            Task("T2", "用电抽查", TaskKind.UNTARGETED, "YJ", (), ("Y01",), Scope(), (), 1, WHOLE),
        ),
        cases=(Case("C1", BAKERY, Exemption.COMPLAINT, "投诉〔2027〕1号", "SJ", ("S01",), day(1, 4), day(2, 10)),),
        meetings=(
            Meeting("M1", "警示会", MeetingKind.MEETING, "YJ", JANUARY, invitees=(MILL, GARAGE)),
            Meeting("M2", "座谈会", MeetingKind.MEETING, "SJ", WHOLE, labels=("食品",), count=1),
        ),
        past_checks=tuple(
            PastCheck(GARAGE, date(2026, month, 10), "SJ", exemption=Exemption.SUPERIOR) for month in (2, 5, 8, 11)
        ),
    )


def build_snapshot(**changes: Any) -> Snapshot:
    """The frozen lists of 2027Q1; `changes` replace lists of the county."""
    scheme = Approval("云政办〔2026〕30号", "县政府", date(2026, 12, 10))
    return Snapshot(QUARTER, replace(build_county(), **changes), build_calendar(), scheme)


def build_plan() -> Plan:
    """A lawful, complete plan: V0001 joint at the mill, V0002 for the case at the bakery."""
    teams = (
        TeamDay(JOINT_DAY, "SJ", "河口镇", 1, (Seat(1), Seat(2)), morning="V0001"),
        TeamDay(JOINT_DAY, "YJ", "河口镇", 1, (Seat(1, ("电气",)), Seat(2)), morning="V0001"),
        TeamDay(CASE_DAY, "SJ", "河口镇", 1, (Seat(1), Seat(2)), afternoon="V0002"),
    )
    pairs = {
        (0, 1): ("证S1", "证S2"),
        (0, 2): ("证S3", "证S4"),
        (1, 1): ("证Y1", "证Y2"),
        (1, 2): ("证Y3", "证Y4"),
        (2, 1): ("证S1", "证S2"),
        (2, 2): ("证S5", "证S6"),
    }
    return Plan(
        quarter="2027Q1",
        h0="a" * 64,
        groups=(DrawGroup(1, ("T1", "T2")),),
        selections=(Selection("T1", MILL, ("S01", "S02", "Y02")), Selection("T2", MILL, ("Y01",))),
        draws=(
            DiceRecord(1, 1, "11112222333344445555", "a" * 64, ("王见证", "李见证")),
            DiceRecord(2, 1, "55554444333322221111", "b" * 64, ("王见证", "李见证")),
        ),
        visits=(
            Visit(
                "V0001",
                MILL,
                (ItemUse("S01", ("T1",)), ItemUse("Y02", ("T1",)), ItemUse("Y01", ("T2",))),
                date=JOINT_DAY,
                half=Half.MORNING,
            ),
            Visit("V0002", BAKERY, (ItemUse("S01", ("C1",)),), date=CASE_DAY, half=Half.AFTERNOON),
        ),
        off_site=(OffSiteDuty(MILL, "SJ", ("S02",), "T1", WHOLE),),
        events=(Event("M1", MEETING_DAY, (MILL, GARAGE), 2), Event("M2", day(2, 23), (BAKERY,), 1)),
        teams=teams,
        chances=tuple(
            Chance(teams[team].name, seat, certificate, MILLION // 2)
            for (team, seat), people in pairs.items()
            for certificate in people
        ),
        h1="b" * 64,
        postings=tuple(Posting(teams[team].name, seat, people[0]) for (team, seat), people in pairs.items()),
    )


def edit(owner: Any, field: str, index: int, **changes: Any) -> Any:
    """`owner` (a plan, a county, a visit …) with fields of the member at `index` of its tuple `field` replaced."""
    rows = list(getattr(owner, field))
    rows[index] = replace(rows[index], **changes)
    return replace(owner, **{field: tuple(rows)})


def edit_list(snapshot: Snapshot, field: str, index: int, **changes: Any) -> Snapshot:
    """`snapshot` with fields of one row of one of the county's lists replaced."""
    return replace(snapshot, county=edit(snapshot.county, field, index, **changes))


def edit_settings(snapshot: Snapshot, **changes: Any) -> Snapshot:
    """`snapshot` with settings of the county replaced."""
    return replace(snapshot, county=replace(snapshot.county, settings=replace(snapshot.county.settings, **changes)))


def add(owner: Any, field: str, *rows: Any) -> Any:
    """`owner` with `rows` added to its tuple `field`."""
    return replace(owner, **{field: (*getattr(owner, field), *rows)})


def add_list(snapshot: Snapshot, field: str, *rows: Any) -> Snapshot:
    """`snapshot` with rows added to one of the county's lists."""
    return replace(snapshot, county=add(snapshot.county, field, *rows))


def drop(owner: Any, field: str, index: int) -> Any:
    """`owner` without the member at `index` of its tuple `field`."""
    rows = list(getattr(owner, field))
    del rows[index]
    return replace(owner, **{field: tuple(rows)})


def breaches(snapshot: Snapshot, plan: Plan, rule: Rule) -> list[Breach]:
    """The places where the plan breaks `rule`, by the check of all rules."""
    return [one for one in check(snapshot, plan) if one.rule == rule.code]


def assert_breach(rule: Rule, wording: Wording, snapshot: Snapshot, plan: Plan, *mentions: object) -> Breach:
    """Asserts that `rule` finds exactly one breach with `wording` whose text names `mentions` in both languages."""
    found = [one for one in breaches(snapshot, plan, rule) if one.message.wording is wording]
    assert len(found) == 1, [str(one.message) for one in check(snapshot, plan)]
    for language in (ZH, EN):
        text = found[0].message.text(language)
        for mention in mentions:
            assert str(mention) in text
    return found[0]


def assert_kept(rule: Rule, snapshot: Snapshot, plan: Plan) -> None:
    """Asserts that `rule` finds nothing wrong."""
    assert [str(one.message) for one in breaches(snapshot, plan, rule)] == []
