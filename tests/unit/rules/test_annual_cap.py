from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.codes import Exemption, YearBasis
from inspector.domain.county import PastCheck
from inspector.domain.plan import ItemUse
from inspector.rules.annual_cap import (
    PAST,
    RULE,
    SEVERAL,
    blocking_check,
    item_counts,
    same_year,
    use_counts,
    visit_counts,
)

from .builders import (
    BAKERY,
    JOINT_DAY,
    MILL,
    add_list,
    assert_breach,
    assert_kept,
    build_county,
    build_plan,
    build_snapshot,
    edit,
    edit_list,
    edit_settings,
)

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def a_year_after(when: date) -> date:
    try:
        return when.replace(year=when.year + 1)
    except ValueError:
        return date(when.year + 1, 2, 28)


def test_what_counts() -> None:
    county, plan = build_county(), build_plan()
    assert [item_counts(item) for item in county.items] == [True, False, False, True]
    assert use_counts(county, ItemUse("S01", ("T1",)))
    assert use_counts(county, ItemUse("S01", ("C1", "T1")))
    assert not use_counts(county, ItemUse("S01", ("C1",)))
    assert not use_counts(county, ItemUse("Y01", ("T2",)))
    assert [visit_counts(county, visit) for visit in plan.visits] == [True, False]


@pytest.mark.parametrize(
    ("one", "other", "calendar", "rolling"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), True, True),
        (date(2026, 12, 31), date(2027, 1, 1), False, True),
        (date(2026, 3, 12), date(2027, 3, 11), False, True),
        (date(2026, 3, 12), date(2027, 3, 12), False, False),
        (date(2028, 2, 29), date(2029, 2, 27), False, True),
        (date(2028, 2, 29), date(2029, 2, 28), False, False),
    ],
)
def test_what_one_year_is(one: date, other: date, calendar: bool, rolling: bool) -> None:
    assert same_year(YearBasis.CALENDAR, one, other) is calendar
    assert same_year(YearBasis.ROLLING, one, other) is rolling


@given(one=DAYS, other=DAYS, basis=st.sampled_from(YearBasis))
def test_a_year_does_not_depend_on_the_order_of_its_dates(one: date, other: date, basis: YearBasis) -> None:
    assert same_year(basis, one, other) == same_year(basis, other, one)


@given(one=DAYS, gap=st.integers(0, 800))
def test_rolling_years_are_between_365_and_366_days(one: date, gap: int) -> None:
    together = same_year(YearBasis.ROLLING, one, one + timedelta(gap))
    assert together or gap >= 365
    assert not together or gap <= 365


@given(
    history=st.lists(st.tuples(DAYS, st.booleans(), st.sampled_from([None, Exemption.SUPERIOR])), max_size=6),
    basis=st.sampled_from(YearBasis),
    visit_day=st.sampled_from(build_snapshot().workdays),
)
def test_the_cap_against_counting_dates_by_hand(
    history: list[tuple[date, bool, Exemption | None]], basis: YearBasis, visit_day: date
) -> None:
    rows = tuple(PastCheck(MILL, when, "SJ", exemption, on_site) for when, on_site, exemption in history)
    snapshot = edit_settings(build_snapshot(past_checks=rows), year_basis=basis)
    counted = {when for when, on_site, exemption in history if on_site and exemption is None}
    if basis is YearBasis.CALENDAR:
        blocked = any(when.year == visit_day.year for when in counted)
    else:
        blocked = any(max(when, visit_day) < a_year_after(min(when, visit_day)) for when in counted)
    assert (blocking_check(snapshot, MILL, visit_day) is not None) == blocked


def test_a_past_counted_check_of_the_year_is_caught() -> None:
    snapshot = add_list(build_snapshot(), "past_checks", PastCheck(MILL, date(2027, 1, 6), "YJ"))
    breach = assert_breach(
        RULE, PAST, snapshot, build_plan(), "云溪面粉厂", MILL, JOINT_DAY, "2027-01-06", "应急", "自然年"
    )
    assert breach.visits == ("V0001",)
    assert breach.subjects == (MILL,)


def test_a_check_later_in_the_year_blocks_too() -> None:
    snapshot = add_list(build_snapshot(), "past_checks", PastCheck(MILL, date(2027, 11, 6), "YJ"))
    assert_breach(RULE, PAST, snapshot, build_plan(), "2027-11-06")


@pytest.mark.parametrize(
    "past",
    [
        PastCheck(MILL, date(2026, 12, 30), "YJ"),
        PastCheck(MILL, date(2027, 1, 6), "YJ", exemption=Exemption.COMPLAINT),
        PastCheck(MILL, date(2027, 1, 6), "YJ", on_site=False),
        PastCheck(BAKERY, date(2027, 1, 6), "YJ"),
    ],
)
def test_past_checks_that_do_not_count(past: PastCheck) -> None:
    assert_kept(RULE, add_list(build_snapshot(), "past_checks", past), build_plan())


def test_rolling_months_reach_into_last_year() -> None:
    snapshot = add_list(build_snapshot(), "past_checks", PastCheck(MILL, date(2026, 1, 13), "YJ"))
    assert_kept(RULE, snapshot, build_plan())
    snapshot = edit_settings(snapshot, year_basis=YearBasis.ROLLING)
    assert_breach(RULE, PAST, snapshot, build_plan(), "2026-01-13", "滚动12个月")


def test_two_counted_visits_in_one_plan_are_caught() -> None:
    # the case's visit becomes a drawn one at the mill
    plan = edit(build_plan(), "visits", 1, enterprise=MILL, items=(ItemUse("S01", ("T1",)),))
    breach = assert_breach(RULE, SEVERAL, build_snapshot(), plan, "云溪面粉厂", MILL, 2, "V0001", "V0002")
    assert breach.visits == ("V0001", "V0002")


def test_exempt_items_make_a_visit_free() -> None:
    snapshot = add_list(build_snapshot(), "past_checks", PastCheck(MILL, date(2027, 1, 6), "YJ"))
    plan = edit(build_plan(), "visits", 0, items=(ItemUse("Y01", ("T2",)),))
    assert_kept(RULE, snapshot, plan)
    snapshot = edit_list(snapshot, "items", 2, exemption=None)
    assert_breach(RULE, PAST, snapshot, plan, "V0001")
