from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseStatus, MeetingExemption, MeetingKind, MonthBasis
from inspector.domain.county import PastMeeting
from inspector.domain.plan import Event
from inspector.rules import meeting_cap
from inspector.rules.meeting_cap import RULE, blocking_meeting, same_month

from .builders import (
    BAKERY,
    GARAGE,
    MEETING_DAY,
    MILL,
    add,
    add_list,
    assert_breach,
    assert_kept,
    build_plan,
    build_snapshot,
    day,
    edit,
    edit_list,
    edit_settings,
)

DAYS = st.dates(date(2026, 11, 1), date(2027, 4, 30))


@given(history=st.lists(st.tuples(DAYS, st.booleans()), max_size=5), basis=st.sampled_from(MonthBasis), when=DAYS)
def test_the_cap_against_counting_by_hand(history: list[tuple[date, bool]], basis: MonthBasis, when: date) -> None:
    rows = tuple(
        PastMeeting(MILL, past, MeetingKind.MEETING, MeetingExemption.SERVICE_VISIT if exempt else None)
        for past, exempt in history
    )
    snapshot = edit_settings(build_snapshot(past_meetings=rows), month_basis=basis)
    counted = [past for past, exempt in history if not exempt]
    if basis is MonthBasis.CALENDAR:
        blocked = any(f"{past:%Y-%m}" == f"{when:%Y-%m}" for past in counted)
    else:
        blocked = any(abs(past.toordinal() - when.toordinal()) <= 29 for past in counted)
    assert (blocking_meeting(snapshot, MILL, when) is not None) == blocked


def test_rolling_days_end_at_thirty() -> None:
    assert same_month(MonthBasis.ROLLING, day(1, 31), day(3, 1))
    assert not same_month(MonthBasis.ROLLING, day(1, 30), day(3, 1))


def test_a_past_meeting_of_the_month_is_caught() -> None:
    snapshot = add_list(build_snapshot(), "past_meetings", PastMeeting(GARAGE, day(1, 5), MeetingKind.RESEARCH))
    mentions = ("云溪汽修行", GARAGE, "M1", MEETING_DAY, "2027-01-05", "调研", "自然月")
    breach = assert_breach(RULE, meeting_cap.PAST, snapshot, build_plan(), *mentions)
    assert breach.subjects == (GARAGE, "M1")


@pytest.mark.parametrize(
    "past",
    [
        PastMeeting(GARAGE, day(1, 5), MeetingKind.RESEARCH, MeetingExemption.SERVICE_VISIT),
        PastMeeting(GARAGE, date(2026, 12, 31), MeetingKind.MEETING),
        PastMeeting(BAKERY, day(1, 5), MeetingKind.MEETING),
    ],
)
def test_past_meetings_that_do_not_count(past: PastMeeting) -> None:
    assert_kept(RULE, add_list(build_snapshot(), "past_meetings", past), build_plan())


def test_an_exempt_meeting_is_not_blocked() -> None:
    snapshot = add_list(build_snapshot(), "past_meetings", PastMeeting(GARAGE, day(1, 5), MeetingKind.RESEARCH))
    snapshot = edit_list(snapshot, "meetings", 0, exemption=MeetingExemption.SERVICE_VISIT)
    assert_kept(RULE, snapshot, build_plan())


def test_two_meetings_in_a_month_are_caught() -> None:
    snapshot = edit_list(build_snapshot(), "meetings", 1, labels=())
    plan = edit(build_plan(), "events", 1, date=day(1, 26), guests=(MILL,))
    mentions = ("云溪面粉厂", MILL, "M1", MEETING_DAY, "M2", "2027-01-26", "自然月")
    assert_breach(RULE, meeting_cap.SEVERAL, snapshot, plan, *mentions)
    assert_kept(RULE, edit_list(snapshot, "meetings", 1, labels=(), exemption=MeetingExemption.SOCIAL_DUTY), plan)


def test_rolling_days_reach_into_the_next_month() -> None:
    snapshot = edit_settings(edit_list(build_snapshot(), "meetings", 1, labels=()), month_basis=MonthBasis.ROLLING)
    plan = edit(build_plan(), "events", 1, date=day(2, 18), guests=(MILL,))
    assert_breach(RULE, meeting_cap.SEVERAL, snapshot, plan, "2027-02-18", "滚动30天")
    assert_kept(RULE, snapshot, edit(plan, "events", 1, date=day(2, 19)))


def test_a_meeting_that_is_not_on_the_list() -> None:
    plan = add(build_plan(), "events", Event("M9", day(3, 2), (), 0))
    assert_breach(RULE, meeting_cap.UNKNOWN_MEETING, build_snapshot(), plan, "M9", "2027-03-02")


def test_a_meeting_held_twice() -> None:
    plan = add(build_plan(), "events", Event("M2", day(3, 2), (), 1))
    assert_breach(RULE, meeting_cap.MEETING_TWICE, build_snapshot(), plan, "M2", 2)


def test_a_guest_that_is_no_longer_active() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 1, status=EnterpriseStatus.REVOKED)
    assert_breach(RULE, meeting_cap.NOT_ACTIVE, snapshot, build_plan(), "M2", "2027-02-23", "云溪糕点坊", BAKERY)


def test_a_guest_on_no_list() -> None:
    plan = edit(build_plan(), "events", 1, guests=("X1",))
    assert_breach(RULE, meeting_cap.NOT_ACTIVE, build_snapshot(), plan, "M2", "X1")


def test_a_guest_asked_twice_to_one_meeting() -> None:
    plan = edit(build_plan(), "events", 0, guests=(MILL, GARAGE, MILL), due=3)
    assert_breach(RULE, meeting_cap.GUEST_TWICE, build_snapshot(), plan, "M1", MEETING_DAY, MILL)


def test_a_named_guest_left_out() -> None:
    plan = edit(build_plan(), "events", 0, guests=(MILL,))
    assert_breach(RULE, meeting_cap.INVITEE_MISSING, build_snapshot(), plan, "M1", MEETING_DAY, "云溪汽修行", GARAGE)


def test_a_named_guest_that_cannot_come_is_not_missed() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 2, status=EnterpriseStatus.MOVED_OUT)
    assert_kept(RULE, snapshot, edit(build_plan(), "events", 0, guests=(MILL,)))


def test_guests_outside_the_scope() -> None:
    plan = edit(build_plan(), "events", 1, guests=(GARAGE,))
    assert_breach(RULE, meeting_cap.OUT_OF_SCOPE, build_snapshot(), plan, "M2", "云溪汽修行", GARAGE, "食品")
    plan = edit(build_plan(), "events", 0, guests=(MILL, GARAGE, BAKERY), due=3)
    assert_breach(RULE, meeting_cap.OUT_OF_SCOPE, build_snapshot(), plan, "M1", BAKERY)


def test_more_guests_than_due() -> None:
    snapshot = edit_list(build_snapshot(), "meetings", 1, labels=())
    plan = edit(build_plan(), "events", 1, guests=(BAKERY, GARAGE))
    assert_breach(RULE, meeting_cap.TOO_MANY, snapshot, plan, "M2", "2027-02-23", 2, 1)


def test_fewer_guests_than_due_are_lawful() -> None:
    assert_kept(RULE, build_snapshot(), edit(build_plan(), "events", 1, guests=()))
    assert_kept(RULE, build_snapshot(), replace(build_plan(), events=()))
