from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.codes import Half
from inspector.domain.plan import Posting, TeamDay
from inspector.domain.quarters import Period
from inspector.rules import availability
from inspector.rules.availability import RULE, is_available, is_open, is_workday

from .builders import (
    BAKERY,
    CASE_DAY,
    GARAGE,
    JOINT_DAY,
    MEETING_DAY,
    MILL,
    add,
    assert_breach,
    assert_kept,
    breaches,
    build_plan,
    build_snapshot,
    day,
    edit,
    edit_list,
    edit_settings,
)


@pytest.mark.parametrize(
    ("when", "works"),
    [
        (day(1, 4), True),
        (day(1, 1), False),
        (day(1, 9), False),
        (day(2, 20), True),
        (day(2, 8), False),
        (date(2031, 1, 6), False),
    ],
)
def test_workdays(when: date, works: bool) -> None:
    assert is_workday(build_snapshot(), when) is works


def test_blackouts_and_leave_include_both_ends() -> None:
    snapshot = build_snapshot()
    week = Period(day(1, 11), day(1, 15))
    mill = replace(snapshot.county.enterprise[MILL], blackouts=(week,))
    assert [is_open(mill, day(1, n)) for n in (10, 11, 15, 16)] == [True, False, False, True]
    away = replace(snapshot.county.inspector["证S1"], leave=(week,))
    assert [is_available(snapshot, away, day(1, n)) for n in (8, 11, 15, 18)] == [True, False, False, True]
    assert not is_available(snapshot, away, day(1, 9))


def test_a_visit_on_a_rest_day_is_caught() -> None:
    plan = edit(build_plan(), "visits", 1, date=day(2, 8))
    breach = assert_breach(RULE, availability.REST_DAY, build_snapshot(), plan, BAKERY, "V0002", "2027-02-08")
    assert breach.visits == ("V0002",)


def test_a_visit_on_a_make_up_saturday_is_lawful() -> None:
    plan = replace(edit(build_plan(), "visits", 1, date=day(2, 20)), teams=(), chances=(), postings=())
    assert_kept(RULE, build_snapshot(), plan)


def test_a_visit_in_a_year_without_a_calendar_is_caught_not_fatal() -> None:
    plan = edit(build_plan(), "visits", 1, date=date(2031, 1, 6))
    assert_breach(RULE, availability.REST_DAY, build_snapshot(), plan, "V0002", "2031-01-06")


def test_a_visit_in_a_blackout_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 0, blackouts=(Period(day(1, 11), day(1, 15)),))
    mentions = ("云溪面粉厂", MILL, "V0001", JOINT_DAY, "2027-01-11~2027-01-15")
    assert_breach(RULE, availability.BLACKOUT, snapshot, build_plan(), *mentions)


def test_a_half_day_for_a_whole_days_work_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 1, half_days=2)
    assert_breach(RULE, availability.NO_HALF, snapshot, build_plan(), MILL, "V0001", JOINT_DAY, 2, 1, "上午")


@pytest.mark.parametrize(("half_days", "half"), [(2, Half.MORNING), (1, Half.WHOLE_DAY), (1, None)])
def test_half_days_and_half_must_agree(half_days: int, half: Half | None) -> None:
    plan = edit(build_plan(), "visits", 1, half_days=half_days, half=half)
    assert_breach(RULE, availability.NO_HALF, build_snapshot(), plan, BAKERY, "V0002")


def test_a_whole_day_takes_both_halves_of_its_teams() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 1, half_days=2)
    plan = edit(build_plan(), "visits", 0, half_days=2, half=Half.WHOLE_DAY)
    found = [one.message.wording for one in breaches(snapshot, plan, RULE)]
    assert found == [availability.OTHER_TIME, availability.OTHER_TIME]
    plan = edit(edit(plan, "teams", 0, afternoon="V0001"), "teams", 1, afternoon="V0001")
    assert_kept(RULE, snapshot, plan)


def test_a_half_day_visit_does_not_take_both_halves() -> None:
    plan = edit(build_plan(), "teams", 2, morning="V0002")
    found = [one.message.wording for one in breaches(build_snapshot(), plan, RULE)]
    assert found == [availability.OTHER_TIME, availability.OTHER_TIME]


def test_a_team_at_another_time_than_its_visit_is_caught() -> None:
    plan = edit(build_plan(), "visits", 1, half=Half.MORNING)
    mentions = ("市监", "河口镇", BAKERY, "V0002", CASE_DAY, "上午", "下午")
    assert_breach(RULE, availability.OTHER_TIME, build_snapshot(), plan, *mentions)
    plan = edit(build_plan(), "visits", 1, date=day(1, 15))
    assert_breach(RULE, availability.OTHER_TIME, build_snapshot(), plan, "V0002", "2027-01-14", "2027-01-15")


def test_a_team_in_another_town_than_its_visit_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 1, town="柳林镇")
    assert_breach(RULE, availability.OTHER_TOWN, snapshot, build_plan(), BAKERY, "V0002", "市监", "河口镇", "柳林镇")


def test_a_team_sent_to_no_visit_of_the_plan_is_caught() -> None:
    plan = edit(build_plan(), "teams", 2, morning="V0009")
    assert_breach(RULE, availability.UNKNOWN_VISIT, build_snapshot(), plan, "V0009", "市监", CASE_DAY)


def test_more_visits_a_day_than_the_county_allows_are_caught() -> None:
    snapshot = edit_settings(build_snapshot(), visits_a_day=1)
    plan = edit(build_plan(), "teams", 2, morning="V0001")
    assert_breach(RULE, availability.TOO_MANY_VISITS, snapshot, plan, "市监", CASE_DAY, 2, 1)


def test_a_team_that_stands_there_twice_is_caught() -> None:
    plan = build_plan()
    assert_breach(
        RULE, availability.TEAM_TWICE, build_snapshot(), add(plan, "teams", plan.teams[2]), "市监", CASE_DAY, 2
    )


def test_a_meeting_on_a_rest_day_is_caught() -> None:
    plan = edit(build_plan(), "events", 0, date=day(1, 23))
    assert_breach(RULE, availability.MEETING_REST_DAY, build_snapshot(), plan, "M1", "2027-01-23")


def test_a_meeting_in_a_guests_blackout_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 2, blackouts=(Period(day(1, 18), day(1, 22)),))
    mentions = ("M1", MEETING_DAY, "云溪汽修行", GARAGE, "2027-01-18~2027-01-22")
    assert_breach(RULE, availability.MEETING_BLACKOUT, snapshot, build_plan(), *mentions)


def test_a_meeting_on_the_day_of_a_guests_visit_is_caught() -> None:
    plan = edit(build_plan(), "events", 0, date=JOINT_DAY)
    breach = assert_breach(
        RULE, availability.MEETING_ON_VISIT, build_snapshot(), plan, "M1", JOINT_DAY, "云溪面粉厂", MILL, "V0001"
    )
    assert breach.visits == ("V0001",)


def test_an_inspector_posted_while_on_leave_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "inspectors", 2, leave=(Period(day(1, 11), JOINT_DAY),))
    mentions = ("市监3", "证S3", "市监", JOINT_DAY, "2027-01-11~2027-01-12", "河口镇")
    breach = assert_breach(RULE, availability.ON_LEAVE, snapshot, build_plan(), *mentions)
    assert breach.visits == ("V0001",)
    assert breach.subjects[0] == "证S3"


def test_an_inspector_in_two_teams_a_day_is_caught() -> None:
    plan = build_plan()
    other = TeamDay(CASE_DAY, "SJ", "柳林镇", 1, plan.teams[2].seats)
    plan = add(add(plan, "teams", other), "postings", Posting(other.name, 1, "证S5"))
    mentions = ("市监5", "证S5", CASE_DAY, "河口镇", "柳林镇", 2)
    assert_breach(RULE, availability.TWO_TEAMS, build_snapshot(), plan, *mentions)


def test_the_load_limit_is_in_days_out() -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "inspectors", 0, load_limit=2), build_plan())
    snapshot = edit_list(build_snapshot(), "inspectors", 0, load_limit=1)
    breach = assert_breach(RULE, availability.OVER_LIMIT, snapshot, build_plan(), "市监1", "证S1", "市监", 2, 1)
    assert breach.subjects == ("证S1",)
