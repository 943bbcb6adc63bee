"""Why there is no plan: each kind of cause, with people, visits, figures and remedies that were tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.codes import MeetingKind
from inspector.domain.county import PastMeeting, Recusal, Snapshot
from inspector.domain.messages import EN, ZH, Message, Wording
from inspector.domain.quarters import WorkCalendar
from inspector.planning import NoPlan
from inspector.planning.explain import CROWDED, LIMITED, TOGETHER
from inspector.planning.meetings import CLASH, NO_DATE
from inspector.planning.obstacles import NO_DAY, NOBODY, NOT_TOGETHER

from .county import (
    CALENDAR,
    DEPARTMENTS,
    ONE,
    TWO,
    case,
    enterprise,
    inspector,
    item,
    meeting,
    plan_of,
    snapshot,
    span,
    task,
)

PLACES = tuple(enterprise(n) for n in range(1, 13))


def cause(frozen: Snapshot, wording: Wording, *mentions: object) -> Message:
    """The first cause, which has `wording` and names `mentions` in both languages."""
    with pytest.raises(NoPlan) as caught:
        plan_of(frozen)
    found = caught.value.causes[0]
    assert found.wording is wording, str(found)
    for language in (ZH, EN):
        for mention in mentions:
            assert str(mention) in found.text(language), found.text(language)
    return found


def test_too_few_people() -> None:
    # two people, two visits a day, five days: ten visits at most
    frozen = snapshot(people=2, enterprises=PLACES, tasks=(task("T1", ("SJ1",), span(4, 8), fixed=12),))
    found = cause(frozen, CROWDED, "市场", 12, "2027-01-04", "2027-01-08", 10, 2)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)
    assert "少抽 2 次" in found.text(ZH)
    assert "市场增加 2 名人员（可以解决）" in found.text(ZH)


def test_too_few_qualified() -> None:
    people = tuple(inspector("SJ", n, qualifications=("Q",) if n == 1 else ()) for n in range(1, 9))
    frozen = snapshot(
        enterprises=PLACES,
        inspectors=people,
        items=(item("SJ", qualification="Q"),),
        tasks=(task("T1", ("SJ1",), span(4, 8), fixed=12),),
    )
    found = cause(frozen, CROWDED, "市场1", "Q", 12, 10)
    assert "增加 1 名有“Q”资质的人员（可以解决）" in found.text(ZH)
    assert "1 more inspector(s) of 市场 qualified for Q (solves it)" in found.text(EN)


def test_nobody_is_qualified() -> None:
    frozen = snapshot(items=(item("SJ", qualification="Q"),), tasks=(task("T1", ("SJ1",)),))
    found = cause(frozen, NOBODY, "市场", "Q", 0)
    assert "增加 1 名有“Q”资质的人员（可以解决）" in found.text(ZH)


def test_leave() -> None:
    people = tuple(inspector("SJ", n, leave=(span(4, 15),) if n < 4 else ()) for n in range(1, 5))
    found = cause(snapshot(inspectors=people), NOBODY, "市场", 2, 4, 1)
    assert "不请假（可以解决）" in found.text(ZH)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)


def test_leave_of_many_days_is_counted() -> None:
    people = tuple(inspector("SJ", n, leave=(span(4, 6),)) for n in range(1, 3))
    frozen = snapshot(enterprises=PLACES, inspectors=people, tasks=(task("T1", ("SJ1",), span(4, 8), fixed=6),))
    found = cause(frozen, CROWDED, 6)
    assert "请假占去 6 人天" in found.text(ZH)
    assert "不请假（可以解决）" in found.text(ZH)


def test_recusals() -> None:
    recused = tuple(Recusal(f"证SJ{n:02d}", place.code, "亲属") for n in (1, 2, 3) for place in (ONE, TWO))
    frozen = snapshot(enterprises=(ONE,), recusals=recused)
    found = cause(frozen, NOBODY, 4, 1)
    assert "市场增加 1 名人员（可以解决）" in found.text(ZH)


def test_a_window_without_workdays() -> None:
    # 9 and 10 January 2027 are a weekend
    frozen = snapshot(cases=(case("C1", ONE, "SJ1", span(9, 10)),), tasks=())
    found = cause(frozen, NO_DAY, ONE.name, "C1", "2027-01-10", 2)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)
    assert "deadline 2027-01-10" in found.text(EN)


def test_holidays_that_fill_a_window() -> None:
    rest = frozenset({date(2027, 1, 1), *(date(2027, 1, day) for day in range(4, 9))})
    calendar = WorkCalendar(rest, frozenset(), CALENDAR.years, CALENDAR.confirmed)
    frozen = replace(snapshot(cases=(case("C1", ONE, "SJ1", span(4, 8)),), tasks=()), calendar=calendar)
    found = cause(frozen, NO_DAY, 5, "C1")
    assert "休息日 5 天" in found.text(ZH)


def test_a_blackout_that_fills_a_window() -> None:
    closed = enterprise(1, blackouts=(span(4, 15),))
    frozen = snapshot(enterprises=(closed,), cases=(case("C1", closed, "SJ1", span(4, 15)),), tasks=())
    found = cause(frozen, NO_DAY, closed.name, 10)
    assert "请企业调整错峰时段（可以解决）" in found.text(ZH)


def test_named_inspectors_who_are_never_there_together() -> None:
    people = (
        inspector("SJ", 1, leave=(span(4, 8),)),
        inspector("SJ", 2, leave=(span(11, 15),)),
        inspector("SJ", 3),
        inspector("SJ", 4),
    )
    named = case("C1", ONE, "SJ1", inspectors=("证SJ01", "证SJ02"))
    found = cause(snapshot(inspectors=people, cases=(named,), tasks=()), NO_DAY, "市场1", "市场2", 10)
    assert "另定承办人（可以解决）" in found.text(ZH)


def test_departments_that_are_never_there_together() -> None:
    first = tuple(inspector("HB", n, leave=(span(4, 8),)) for n in (1, 2))
    second = tuple(inspector("SJ", n, leave=(span(11, 15),)) for n in (1, 2))
    frozen = snapshot(inspectors=(*first, *second), tasks=(task("T1", ("HB1", "SJ1")),))
    found = cause(frozen, NOT_TOGETHER, "生态", "市场", 5, 10)
    assert "不请假（可以解决）" in found.text(ZH)


def test_everybody_on_the_same_day() -> None:
    # joint visits on one day: each department alone has enough people for them
    cases = tuple(case(f"C{n}", place, "SJ1", span(6, 6)) for n, place in enumerate(PLACES[:5]))
    found = cause(snapshot(people=4, enterprises=PLACES, cases=cases, tasks=()), CROWDED, 5, "2027-01-06", 4)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)


def test_load_limits() -> None:
    people = tuple(inspector("SJ", n, load_limit=1) for n in range(1, 5))
    frozen = snapshot(enterprises=PLACES, inspectors=people, tasks=(task("T1", ("SJ1",), fixed=6),))
    found = cause(frozen, LIMITED, 6, 4, 2)
    assert "放宽市场人员的派员上限（可以解决）" in found.text(ZH)


def test_more_officers_than_there_are() -> None:
    found = cause(snapshot(people=3, tasks=(task("T1", ("SJ1",), officers=4),)), NOBODY, 4, 3)
    assert "每组人数降为 2 人（可以解决）" in found.text(ZH)


def test_departments_that_suffice_one_by_one_but_not_together() -> None:
    # one day, one team each: a ring of three joint visits needs three half-days
    ring = (("HB1", "SJ1"), ("SJ1", "YJ1"), ("HB1", "YJ1"))
    places = PLACES[:3]
    tasks = []
    for number, (codes, place) in enumerate(zip(ring, places, strict=True)):
        only = replace(task(f"T{number}", codes, span(6, 6)).scope, labels=(place.name,))
        tasks.append(replace(task(f"T{number}", codes, span(6, 6)), scope=only))
    labelled = tuple(replace(place, labels=(place.name,)) for place in places)
    frozen = snapshot(people=2, enterprises=labelled, tasks=tuple(tasks))
    found = cause(frozen, TOGETHER, "生态", "应急", 1)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)


def test_a_meeting_whose_guests_had_theirs() -> None:
    past = PastMeeting(ONE.code, date(2027, 1, 5), MeetingKind.MEETING)
    frozen = snapshot(tasks=(), past_meetings=(past,), meetings=(meeting("M1", span(11, 29), ONE),))
    cause(frozen, NO_DATE, "M1", ONE.name)


def test_two_meetings_that_share_a_guest_in_one_month() -> None:
    meetings = (meeting("M1", span(4, 15), ONE), meeting("M2", span(11, 29), ONE, TWO))
    cause(snapshot(tasks=(), meetings=meetings), CLASH, "M1", "M2", ONE.name)


def test_at_most_three_remedies_the_best_first() -> None:
    people = tuple(inspector(code, n, load_limit=9, leave=(span(4, 5),)) for code in DEPARTMENTS for n in (1, 2))
    frozen = snapshot(
        enterprises=PLACES, inspectors=people, tasks=(task("T1", ("SJ1",), span(4, 8), fixed=8, officers=2),)
    )
    text = cause(frozen, CROWDED).text(ZH)
    assert text.count("（可以解决）") + text.count("（缺口由") <= 3
    if "（缺口由" in text:
        assert text.rindex("（可以解决）") < text.index("（缺口由")


def test_a_deadline_before_the_quarters_first_workday() -> None:
    # 1 to 3 January 2027 are a holiday and a weekend
    frozen = snapshot(cases=(case("C1", ONE, "SJ1", span(1, 3)),), tasks=())
    found = cause(frozen, NO_DAY, ONE.name, "2027-01-03", 3)
    assert "截止日期推后 1 个工作日（可以解决）" in found.text(ZH)
