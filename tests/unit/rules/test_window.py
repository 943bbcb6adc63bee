from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseStatus, YearBasis
from inspector.domain.county import PastCheck
from inspector.domain.quarters import Period
from inspector.rules import window
from inspector.rules.annual_cap import blocking_check
from inspector.rules.availability import is_open, is_workday
from inspector.rules.window import RULE, is_active, source_days, source_window

from .builders import (
    BAKERY,
    GARAGE,
    JANUARY,
    JOINT_DAY,
    MILL,
    WHOLE,
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

PERIODS = st.tuples(st.dates(date(2026, 11, 1), date(2027, 4, 30)), st.integers(0, 60)).map(
    lambda pair: Period(pair[0], date.fromordinal(pair[0].toordinal() + pair[1]))
)


@given(
    span=PERIODS,
    blackouts=st.lists(PERIODS, max_size=2),
    expires=st.one_of(st.none(), st.dates(date(2026, 12, 1), date(2027, 4, 30))),
    past=st.lists(st.dates(date(2026, 1, 1), date(2027, 3, 31)), max_size=2),
    basis=st.sampled_from(YearBasis),
    counted=st.booleans(),
)
def test_the_days_of_a_task_against_asking_day_by_day(
    span: Period, blackouts: list[Period], expires: date | None, past: list[date], basis: YearBasis, counted: bool
) -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 0, window=span)
    snapshot = edit_list(snapshot, "enterprises", 0, blackouts=tuple(blackouts))
    snapshot = edit_list(snapshot, "items", 3, expires=expires)
    snapshot = add_list(snapshot, "past_checks", *(PastCheck(MILL, when, "SJ") for when in past))
    snapshot = edit_settings(snapshot, year_basis=basis)
    mill = snapshot.county.enterprise[MILL]
    assert source_days(snapshot, "T1", MILL, counted=counted) == tuple(
        when
        for when in WHOLE.days()
        if is_workday(snapshot, when)
        and when in span
        and is_open(mill, when)
        and (expires is None or when <= expires)
        and not (counted and blocking_check(snapshot, MILL, when))
    )


def test_only_the_items_asked_about_can_shorten_a_window() -> None:
    snapshot = edit_list(build_snapshot(), "items", 3, expires=day(1, 5))
    assert source_days(snapshot, "T1", MILL)[-1] == day(1, 5)
    assert source_days(snapshot, "T1", MILL, items=("S01",))[-1] == day(3, 31)
    off_site = edit_list(build_snapshot(), "items", 1, expires=day(1, 5))
    assert source_days(off_site, "T1", MILL)[-1] == day(3, 31)


def test_no_days_for_the_unknown_and_the_inactive() -> None:
    snapshot = build_snapshot()
    assert source_days(snapshot, "T9", MILL) == ()
    assert source_days(snapshot, "T1", "X1") == ()
    closed = edit_list(snapshot, "enterprises", 0, status=EnterpriseStatus.DEREGISTERED)
    assert source_days(closed, "T1", MILL) == ()


def test_a_case_has_the_days_up_to_its_deadline() -> None:
    snapshot = build_snapshot()
    days = source_days(snapshot, "C1", BAKERY)
    assert (days[0], days[-1]) == (day(1, 4), day(2, 10))
    assert source_window(snapshot.county, "C1") == Period(day(1, 4), day(2, 10))
    assert source_window(snapshot.county, "T9") is None


def test_only_active_enterprises_on_the_list_are_active() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 0, status=EnterpriseStatus.REVOKED)
    assert [is_active(snapshot.county, code) for code in (MILL, BAKERY, "X1")] == [False, True, False]


def test_a_visit_outside_its_tasks_window_is_caught() -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "tasks", 1, window=JANUARY), build_plan())
    snapshot = edit_list(build_snapshot(), "tasks", 1, window=Period(day(1, 13), day(3, 31)))
    mentions = ("云溪面粉厂", MILL, "V0001", JOINT_DAY, "T2", "2027-01-13~2027-03-31")
    assert_breach(RULE, window.OUTSIDE_SOURCE, snapshot, build_plan(), *mentions)


def test_a_visit_after_a_cases_deadline_is_caught() -> None:
    plan = edit(build_plan(), "visits", 1, date=day(2, 11))
    breach = assert_breach(RULE, window.OUTSIDE_SOURCE, build_snapshot(), plan, BAKERY, "V0002", "C1", "2027-02-11")
    assert breach.visits == ("V0002",)


def test_a_visit_outside_the_quarter_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "cases", 0, received=date(2026, 12, 1))
    plan = edit(build_plan(), "visits", 1, date=date(2026, 12, 31))
    assert_breach(RULE, window.OUTSIDE_QUARTER, snapshot, plan, BAKERY, "V0002", "2026-12-31", "2027Q1")


@pytest.mark.parametrize("status", [status for status in EnterpriseStatus if status is not EnterpriseStatus.ACTIVE])
def test_a_visit_of_an_enterprise_that_is_no_longer_active_is_caught(status: EnterpriseStatus) -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 1, status=status)
    assert_breach(RULE, window.NOT_ACTIVE, snapshot, build_plan(), "云溪糕点坊", BAKERY, "V0002", status.value)


def test_a_visit_of_an_enterprise_on_no_list_is_caught() -> None:
    plan = edit(build_plan(), "visits", 1, enterprise="X1")
    assert_breach(RULE, window.UNKNOWN_ENTERPRISE, build_snapshot(), plan, "X1", "V0002")


def test_an_off_site_duty_at_an_inactive_enterprise_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 2, status=EnterpriseStatus.REVOKED)
    plan = edit(build_plan(), "off_site", 0, enterprise=GARAGE)
    assert_breach(RULE, window.NOT_ACTIVE, snapshot, plan, GARAGE, "市监", "吊销")


def test_an_off_site_duty_outside_its_tasks_window_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 0, window=JANUARY)
    mentions = ("市监", MILL, "2027-01-01~2027-03-31", "T1", "2027-01-01~2027-01-31")
    assert_breach(RULE, window.DUTY_OUTSIDE, snapshot, build_plan(), *mentions)
    assert_kept(RULE, snapshot, edit(build_plan(), "off_site", 0, window=JANUARY))


def test_a_meeting_outside_its_dates_is_caught() -> None:
    plan = edit(build_plan(), "events", 0, date=day(2, 1))
    mentions = ("M1", "2027-02-01", "2027-01-01~2027-01-31", "2027Q1")
    assert_breach(RULE, window.MEETING_OUTSIDE, build_snapshot(), plan, *mentions)
    snapshot = edit_list(build_snapshot(), "meetings", 0, window=Period(date(2026, 12, 1), day(1, 31)))
    plan = edit(build_plan(), "events", 0, date=date(2026, 12, 31))
    assert_breach(RULE, window.MEETING_OUTSIDE, snapshot, plan, "M1", "2026-12-31")


def test_an_undated_visit_has_no_window_to_break() -> None:
    plan = replace(build_plan(), teams=(), chances=(), postings=(), events=())
    snapshot = edit_list(build_snapshot(), "tasks", 1, window=Period(day(1, 13), day(3, 31)))
    assert_kept(RULE, snapshot, edit(plan, "visits", 0, date=None, half=None))
