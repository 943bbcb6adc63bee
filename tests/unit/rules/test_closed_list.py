from dataclasses import replace

import pytest

from inspector.domain.plan import ItemUse, OffSiteDuty
from inspector.domain.quarters import Period
from inspector.rules import closed_list
from inspector.rules.closed_list import RULE, asked_departments, listed, unexpired_part

from .builders import (
    JOINT_DAY,
    MILL,
    WHOLE,
    assert_breach,
    assert_kept,
    build_county,
    build_plan,
    build_snapshot,
    day,
    edit,
    edit_list,
)


def test_what_is_listed() -> None:
    county = edit(build_county(), "items", 0, expires=day(2, 28))
    assert listed(county, "S01", "SJ", day(2, 28))
    assert not listed(county, "S01", "SJ", day(3, 1))
    assert not listed(county, "S01", "YJ", day(1, 5))
    assert not listed(county, "X99", "SJ", day(1, 5))
    assert not listed(edit(county, "items", 0, document=" "), "S01", "SJ", day(1, 5))
    assert not listed(replace(county, departments=()), "S01", "SJ", day(1, 5))


def test_the_part_of_a_window_in_which_items_are_unexpired() -> None:
    county = edit(build_county(), "items", 0, expires=day(2, 28))
    assert unexpired_part(county.items, WHOLE) == Period(day(1, 1), day(2, 28))
    assert unexpired_part(county.items[1:], WHOLE) == WHOLE
    assert unexpired_part(county.items, Period(day(3, 1), day(3, 31))) is None


def test_whom_a_source_sends() -> None:
    county = build_county()
    assert asked_departments(county, "T1") == {"SJ", "YJ"}
    assert asked_departments(county, "C1") == {"SJ"}
    assert asked_departments(county, "T9") == set()


def test_an_item_that_is_not_on_the_list_is_caught() -> None:
    plan = build_plan()
    plan = edit(plan, "visits", 0, items=(*plan.visits[0].items, ItemUse("X99", ("T1",))))
    breach = assert_breach(RULE, closed_list.NOT_LISTED, build_snapshot(), plan, "云溪面粉厂", MILL, "V0001", "X99")
    assert breach.visits == ("V0001",)


def test_an_item_without_an_approval_document_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "items", 3, document="")
    assert_breach(RULE, closed_list.NO_DOCUMENT, snapshot, build_plan(), MILL, "V0001", "应急", "Y02 应急预案检查")


def test_an_expired_item_is_caught() -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "items", 3, expires=JOINT_DAY), build_plan())
    snapshot = edit_list(build_snapshot(), "items", 3, expires=day(1, 11))
    mentions = (MILL, "V0001", "应急", "Y02", JOINT_DAY, "2027-01-11")
    assert_breach(RULE, closed_list.EXPIRED, snapshot, build_plan(), *mentions)


def test_an_off_site_item_must_last_to_the_end_of_its_duty() -> None:
    snapshot = edit_list(build_snapshot(), "items", 1, expires=day(2, 28))
    assert_breach(RULE, closed_list.EXPIRED, snapshot, build_plan(), "T1", "S02", "2027-03-31", "2027-02-28")
    clipped = edit(build_plan(), "off_site", 0, window=Period(day(1, 1), day(2, 28)))
    assert_kept(RULE, snapshot, clipped)


@pytest.mark.parametrize("source", ["T2", "C1", "T9"])
def test_an_item_its_source_does_not_ask_for_is_caught(source: str) -> None:
    plan = build_plan()
    plan = edit(plan, "visits", 0, items=(ItemUse("Y02", ("T1", source)),))
    assert_breach(RULE, closed_list.NOT_OF_SOURCE, build_snapshot(), plan, MILL, "V0001", "应急", "Y02", source)


def test_a_department_that_a_task_does_not_send_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 0, cooperating=())
    assert_breach(RULE, closed_list.NOT_SENT, snapshot, build_plan(), MILL, "V0001", "应急", "Y02", "T1")


def test_an_off_site_duty_under_another_department_is_caught() -> None:
    plan = replace(build_plan(), off_site=(OffSiteDuty(MILL, "YJ", ("S02",), "T1", WHOLE),))
    assert_breach(RULE, closed_list.OTHER_DEPARTMENT, build_snapshot(), plan, MILL, "T1", "应急", "S02", "市监")
