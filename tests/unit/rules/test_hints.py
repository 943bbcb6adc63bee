from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.codes import EnterpriseStatus, Exemption, MeetingKind, MonthBasis
from inspector.domain.county import BLANK_TOWN, PastCheck, PastMeeting, Snapshot
from inspector.domain.messages import Message, Wording
from inspector.domain.plan import Plan
from inspector.domain.quarters import Quarter
from inspector.rules import hints, warnings

from .builders import (
    BAKERY,
    JOINT_DAY,
    MILL,
    add_list,
    build_plan,
    build_snapshot,
    edit,
    edit_list,
    edit_settings,
)


def told(wording: Wording, snapshot: Snapshot, plan: Plan) -> list[Message]:
    return [message for message in warnings(snapshot, plan) if message.wording is wording]


def test_a_plan_with_nothing_to_say() -> None:
    assert [str(message) for message in warnings(build_snapshot(), build_plan())] == []


def test_a_year_without_a_notice_is_provisional() -> None:
    snapshot = build_snapshot()
    snapshot = replace(snapshot, calendar=replace(snapshot.calendar, confirmed=frozenset({2026})))
    (message,) = told(hints.PROVISIONAL, snapshot, build_plan())
    for language in ("zh_CN", "en"):
        assert "暂定" in message.text(language)
        assert "2027Q1" in message.text(language)


def test_a_scheme_without_approval() -> None:
    (message,) = told(hints.NO_SCHEME, replace(build_snapshot(), scheme=None), build_plan())
    assert "方案批准未填" in message.text("en")


def test_dice_without_witnesses_or_entered_together() -> None:
    plan = edit(build_plan(), "draws", 1, witnesses=(), together=True)
    (unwitnessed,) = told(hints.UNWITNESSED, build_snapshot(), plan)
    assert "第1次抽取检查人员" in str(unwitnessed)
    (together,) = told(hints.TOGETHER, build_snapshot(), plan)
    assert "两次号码同时录入" in together.text("en")


def test_towns_left_blank() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 1, town=BLANK_TOWN)
    (message,) = told(hints.BLANK_TOWNS, snapshot, build_plan())
    assert "1家" in str(message)
    assert BAKERY in message.text("en")
    gone = edit_list(snapshot, "enterprises", 1, status=EnterpriseStatus.REVOKED)
    assert told(hints.BLANK_TOWNS, gone, build_plan()) == []


def test_the_year_before_must_be_covered() -> None:
    snapshot = build_snapshot()
    assert told(hints.HISTORY_INCOMPLETE, snapshot, build_plan()) == []
    late = replace(snapshot, county=replace(snapshot.county, past_checks=snapshot.county.past_checks[2:]))
    (message,) = told(hints.HISTORY_INCOMPLETE, late, build_plan())
    assert "2026Q1、2026Q2" in str(message)
    assert "2026Q1, 2026Q2" in message.text("en")
    (message,) = told(hints.HISTORY_INCOMPLETE, build_snapshot(past_checks=()), build_plan())
    assert "2026Q1、2026Q2、2026Q3、2026Q4" in str(message)


def test_the_year_before_a_later_quarter() -> None:
    third = replace(build_snapshot(), quarter=Quarter(2027, 3))
    (message,) = told(hints.HISTORY_INCOMPLETE, third, build_plan())
    assert "2027Q1、2027Q2" in str(message)


def test_rolling_days_look_back_on_past_meetings() -> None:
    snapshot = edit_settings(build_snapshot(), month_basis=MonthBasis.ROLLING)
    (message,) = told(hints.MEETING_HISTORY_INCOMPLETE, snapshot, build_plan())
    assert "2026-12-03" in str(message)
    assert "2026-12-31" in message.text("en")
    covered = add_list(snapshot, "past_meetings", PastMeeting(MILL, date(2026, 12, 3), MeetingKind.MEETING))
    assert told(hints.MEETING_HISTORY_INCOMPLETE, covered, build_plan()) == []


@pytest.mark.parametrize(
    ("past", "gap"),
    [
        (PastCheck(MILL, date(2026, 11, 13), "SJ"), 60),
        (PastCheck(MILL, date(2026, 12, 31), "YJ"), 12),
        (PastCheck(MILL, date(2026, 11, 12), "SJ"), None),
        (PastCheck(MILL, date(2026, 12, 31), "YJ", exemption=Exemption.COMPLAINT), None),
        (PastCheck(MILL, date(2026, 12, 31), "YJ", on_site=False), None),
        (PastCheck(BAKERY, date(2026, 12, 31), "YJ"), None),
    ],
)
def test_two_counted_checks_within_sixty_days(past: PastCheck, gap: int | None) -> None:
    found = told(hints.CLOSE_CHECKS, add_list(build_snapshot(), "past_checks", past), build_plan())
    assert len(found) == (gap is not None)
    for message in found:
        for language in ("zh_CN", "en"):
            for mention in ("云溪面粉厂", MILL, past.date, JOINT_DAY, gap, 60):
                assert str(mention) in message.text(language)


def test_two_past_checks_are_none_of_the_plans_business() -> None:
    rows = (PastCheck(MILL, date(2026, 3, 1), "SJ"), PastCheck(MILL, date(2026, 3, 20), "YJ"))
    assert told(hints.CLOSE_CHECKS, add_list(build_snapshot(), "past_checks", *rows), build_plan()) == []
