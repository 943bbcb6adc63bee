from dataclasses import replace

import pytest

from inspector.domain.codes import Half
from inspector.domain.plan import ChangeOrder, Deferral, DrawGroup, ItemUse, Plan, Visit
from inspector.domain.quarters import Period
from inspector.rules import joint_visit
from inspector.rules.joint_visit import RULE, departments_at, items_of, lead_department

from .builders import (
    BAKERY,
    CASE_DAY,
    MILL,
    add,
    assert_breach,
    assert_kept,
    build_county,
    build_plan,
    build_snapshot,
    day,
    edit,
    edit_list,
)

EARLY, LATE = Period(day(1, 1), day(1, 31)), Period(day(2, 1), day(3, 31))


def split_plan(groups: tuple[DrawGroup, ...] = (DrawGroup(1, ("T1", "T2")),)) -> Plan:
    """The joint visit at the mill in two: T1 on 12 January, T2 on 2 March."""
    plan = replace(build_plan(), groups=groups, teams=(), chances=(), postings=())
    plan = edit(plan, "visits", 0, items=plan.visits[0].items[:2])
    return add(plan, "visits", Visit("V0003", MILL, (ItemUse("Y01", ("T2",)),), 1, day(3, 2), Half.MORNING))


def deferring_plan() -> Plan:
    """T2 at the mill moved to the next quarter."""
    plan = replace(build_plan(), teams=(), chances=(), postings=())
    plan = edit(plan, "visits", 0, items=plan.visits[0].items[:2])
    return replace(plan, deferrals=(Deferral("T2", MILL, ("Y01",), "没有共同日期"),))


def test_who_goes_with_which_items() -> None:
    county, visit = build_county(), build_plan().visits[0]
    assert departments_at(county, visit) == ("SJ", "YJ")
    assert [item.code for item in items_of(county, visit, "YJ")] == ["Y02", "Y01"]
    assert items_of(county, visit, "XX") == ()
    unknown = replace(visit, items=(ItemUse("X99", ("T1",)),))
    assert departments_at(county, unknown) == ()


def test_who_leads() -> None:
    county, plan = build_county(), build_plan()
    assert [lead_department(county, visit) for visit in plan.visits] == ["SJ", "SJ"]
    joined = replace(plan.visits[0], items=(ItemUse("S01", ("C1", "T2")),))
    assert lead_department(county, joined) == "YJ"
    assert lead_department(county, replace(joined, items=())) == ""


def test_a_drawn_check_split_without_need_is_caught() -> None:
    breach = assert_breach(
        RULE, joint_visit.SPLIT, build_snapshot(), split_plan(), "云溪面粉厂", MILL, "V0001", "V0003", "2027-01-04"
    )
    assert breach.visits == ("V0001", "V0003")


def test_a_split_within_one_draw_group_is_caught() -> None:
    snapshot = edit_list(edit_list(build_snapshot(), "tasks", 0, window=EARLY), "tasks", 1, window=LATE)
    assert_breach(RULE, joint_visit.SAME_GROUP, snapshot, split_plan(), MILL, "V0001", "V0003", 1)


def test_a_split_across_groups_without_a_common_date_is_lawful() -> None:
    snapshot = edit_list(edit_list(build_snapshot(), "tasks", 0, window=EARLY), "tasks", 1, window=LATE)
    assert_kept(RULE, snapshot, split_plan((DrawGroup(1, ("T1",)), DrawGroup(2, ("T2",)))))


def test_blackouts_decide_whether_there_is_a_common_date() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 0, window=EARLY)
    groups = (DrawGroup(1, ("T1",)), DrawGroup(2, ("T2",)))
    assert_breach(RULE, joint_visit.SPLIT, snapshot, split_plan(groups), "2027-01-04")
    snapshot = edit_list(snapshot, "enterprises", 0, blackouts=(EARLY,))
    assert_kept(RULE, snapshot, split_plan(groups))


def test_two_visits_on_one_date_are_caught() -> None:
    plan = edit(build_plan(), "visits", 0, enterprise=BAKERY, date=CASE_DAY)
    assert_breach(RULE, joint_visit.SAME_DATE, build_snapshot(), plan, BAKERY, CASE_DAY, "V0001", "V0002", 2)


def test_a_case_keeps_its_own_visit_unless_it_may_merge() -> None:
    plan = edit(build_plan(), "visits", 1, items=(ItemUse("S01", ("C1", "T1")),))
    assert_breach(RULE, joint_visit.CASE_NOT_ALONE, build_snapshot(), plan, BAKERY, "V0002", "C1", "T1")
    assert_kept(RULE, edit_list(build_snapshot(), "cases", 0, may_merge=True), plan)


def test_a_case_beside_a_drawn_visit_is_no_split() -> None:
    snapshot = edit_list(build_snapshot(), "cases", 0, enterprise=MILL)
    assert_kept(RULE, snapshot, edit(build_plan(), "visits", 1, enterprise=MILL))


def test_a_department_without_an_item_is_caught() -> None:
    plan = edit(build_plan(), "visits", 0, items=(ItemUse("S01", ("T1",)),))
    assert_breach(RULE, joint_visit.NO_ITEM, build_snapshot(), plan, MILL, "V0001", "应急", "2027-01-12", "河口镇")


def test_a_visit_without_items_is_caught() -> None:
    plan = replace(build_plan(), teams=(), chances=(), postings=())
    plan = edit(plan, "visits", 1, items=())
    assert_breach(RULE, joint_visit.EMPTY_VISIT, build_snapshot(), plan, BAKERY, "V0002")


def test_a_deferral_without_need_is_caught() -> None:
    breach = assert_breach(
        RULE, joint_visit.NEEDLESS_DEFERRAL, build_snapshot(), deferring_plan(), "T2", MILL, "Y01", "2027-01-04"
    )
    assert breach.subjects == (MILL, "T2")


def test_what_a_change_order_put_off_is_judged_with_the_order() -> None:
    plan = deferring_plan()
    order = ChangeOrder(1, day(2, 1), "", (), Plan("", ""), Plan("", "", deferrals=plan.deferrals))
    assert_kept(RULE, build_snapshot(), replace(plan, orders=(order,)))


def test_a_deferral_without_a_visit_is_caught_if_there_is_a_day() -> None:
    plan = replace(deferring_plan(), visits=build_plan().visits[1:])
    assert_breach(RULE, joint_visit.NEEDLESS_DEFERRAL, build_snapshot(), plan, "T2", MILL)


@pytest.mark.parametrize("blackouts", [(), (LATE,)])
def test_a_deferral_without_a_common_date_is_lawful(blackouts: tuple[Period, ...]) -> None:
    snapshot = edit_list(edit_list(build_snapshot(), "tasks", 0, window=EARLY), "tasks", 1, window=LATE)
    assert_kept(RULE, edit_list(snapshot, "enterprises", 0, blackouts=blackouts), deferring_plan())


def test_an_off_site_item_is_never_deferred() -> None:
    plan = replace(build_plan(), off_site=(), deferrals=(Deferral("T1", MILL, ("S02",), "没有共同日期"),))
    assert_breach(RULE, joint_visit.OFF_SITE_DEFERRAL, build_snapshot(), plan, "T1", MILL, "S02 公示信息检查")
