from dataclasses import replace

import pytest

from inspector.domain.codes import EnterpriseStatus
from inspector.domain.county import Snapshot
from inspector.domain.plan import Deferral, DiceRecord, ItemUse, Plan, Posting, Seat, Selection
from inspector.rules import no_swap
from inspector.rules.no_swap import RULE

from .builders import (
    BAKERY,
    CASE_DAY,
    GARAGE,
    MILL,
    add,
    assert_breach,
    assert_kept,
    breaches,
    build_plan,
    build_snapshot,
    drop,
    edit,
    edit_list,
)


def named_plan(first: str, second: str) -> tuple[Snapshot, Plan]:
    """The case names 市监1 and 市监5; its team has seats set aside for `first` and `second`."""
    snapshot = edit_list(build_snapshot(), "cases", 0, inspectors=("证S1", "证S5"))
    return snapshot, edit(build_plan(), "teams", 2, seats=(Seat(1, (), first), Seat(2, (), second)))


def test_a_drawn_item_that_is_nowhere_is_caught() -> None:
    plan = edit(build_plan(), "visits", 0, items=build_plan().visits[0].items[1:])
    breach = assert_breach(
        RULE, no_swap.NOT_PLACED, build_snapshot(), plan, "云溪面粉厂", MILL, "T1", "S01 登记事项检查"
    )
    assert breach.subjects == (MILL, "T1", "S01")


def test_an_off_site_item_that_is_nowhere_is_caught() -> None:
    plan = replace(build_plan(), off_site=())
    assert_breach(RULE, no_swap.NOT_PLACED, build_snapshot(), plan, MILL, "T1", "S02")


def test_a_deferral_on_record_is_no_loss() -> None:
    plan = edit(build_plan(), "visits", 0, items=build_plan().visits[0].items[:2])
    plan = replace(plan, deferrals=(Deferral("T2", MILL, ("Y01",), "没有共同日期"),))
    assert_kept(RULE, build_snapshot(), plan)


def test_another_enterprise_in_the_place_of_the_drawn_one_is_caught() -> None:
    plan = edit(build_plan(), "visits", 0, enterprise=GARAGE)
    found = {one.message.wording for one in breaches(build_snapshot(), plan, RULE)}
    assert found == {no_swap.NOT_DRAWN, no_swap.NOT_PLACED}


def test_an_item_added_by_hand_is_caught() -> None:
    plan = edit(build_plan(), "selections", 0, items=("S01", "S02"))
    breach = assert_breach(RULE, no_swap.NOT_DRAWN, build_snapshot(), plan, MILL, "T1", "Y02 应急预案检查")
    assert breach.visits == ("V0001",)


def test_an_item_arranged_twice_is_caught() -> None:
    plan = add(build_plan(), "deferrals", Deferral("T2", MILL, ("Y01",), "没有共同日期"))
    assert_breach(RULE, no_swap.PLACED_TWICE, build_snapshot(), plan, MILL, "T2", "Y01", 2)


def test_an_enterprise_drawn_twice_for_a_task_is_caught() -> None:
    plan = add(build_plan(), "selections", Selection("T2", MILL, ("Y01",)))
    assert_breach(RULE, no_swap.SELECTED_TWICE, build_snapshot(), plan, MILL, "T2", "Y01", 2)


def test_a_case_that_is_not_visited_is_caught() -> None:
    plan = drop(replace(build_plan(), teams=(), chances=(), postings=()), "visits", 1)
    assert_breach(RULE, no_swap.NOT_PLACED, build_snapshot(), plan, "云溪糕点坊", BAKERY, "C1", "S01")


def test_a_case_at_an_enterprise_that_is_gone_is_not_missed() -> None:
    plan = drop(replace(build_plan(), teams=(), chances=(), postings=()), "visits", 1)
    assert_kept(RULE, edit_list(build_snapshot(), "enterprises", 1, status=EnterpriseStatus.DEREGISTERED), plan)


def test_a_case_spread_over_two_visits_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "cases", 0, items=("S01", "Y02"))
    plan = build_plan()
    plan = add(plan, "visits", replace(plan.visits[1], number="V0003", items=(ItemUse("Y02", ("C1",)),)))
    assert_breach(RULE, no_swap.CASE_SPLIT, snapshot, plan, BAKERY, "C1", "V0002", "V0003", 2)


def test_a_deferred_case_is_caught() -> None:
    plan = drop(replace(build_plan(), teams=(), chances=(), postings=()), "visits", 1)
    plan = add(plan, "deferrals", Deferral("C1", BAKERY, ("S01",), "人手不足"))
    assert_breach(RULE, no_swap.CASE_DEFERRED, build_snapshot(), plan, BAKERY, "C1")


def test_two_visits_of_one_number_are_caught() -> None:
    plan = edit(build_plan(), "visits", 1, number="V0001")
    assert_breach(RULE, no_swap.NUMBER_TWICE, build_snapshot(), plan, "V0001", 2)


def test_an_empty_seat_is_caught() -> None:
    breach = assert_breach(
        RULE, no_swap.SEAT_EMPTY, build_snapshot(), drop(build_plan(), "postings", 5), "市监", CASE_DAY, "河口镇", 2
    )
    assert breach.visits == ("V0002",)


def test_a_seat_for_two_is_caught() -> None:
    plan = build_plan()
    plan = add(plan, "postings", Posting(plan.teams[2].name, 2, "证S6"))
    assert_breach(RULE, no_swap.SEAT_TWICE, build_snapshot(), plan, "市监", CASE_DAY, 2)


def test_a_posting_to_no_seat_is_caught() -> None:
    plan = build_plan()
    plan = add(plan, "postings", Posting(plan.teams[2].name, 3, "证S6"))
    assert_breach(RULE, no_swap.NO_SUCH_SEAT, build_snapshot(), plan, "市监6", "证S6", CASE_DAY, 3)


def test_somebody_who_could_not_be_drawn_is_caught() -> None:
    plan = edit(build_plan(), "postings", 5, certificate="证S4")
    mentions = ("市监4", "证S4", "市监", CASE_DAY, 2)
    breach = assert_breach(RULE, no_swap.NO_CHANCE, build_snapshot(), plan, *mentions)
    assert breach.subjects[1] == "证S4"


def test_inspectors_whom_a_case_names_take_their_seats() -> None:
    assert_kept(RULE, *named_plan("证S1", "证S5"))


def test_somebody_else_in_a_named_seat_is_caught() -> None:
    snapshot, plan = named_plan("证S1", "证S5")
    plan = edit(plan, "postings", 5, certificate="证S6")
    assert_breach(RULE, no_swap.NOT_THE_NAMED, snapshot, plan, "市监5", "证S5", "市监6", "证S6", CASE_DAY)


def test_a_named_inspector_without_a_seat_is_caught() -> None:
    snapshot, plan = named_plan("证S1", "")
    assert_breach(RULE, no_swap.NAMED_MISSING, snapshot, plan, "证S5", "C1", BAKERY, "V0002")


def test_a_seat_set_aside_for_somebody_no_case_names_is_caught() -> None:
    plan = edit(build_plan(), "teams", 2, seats=(Seat(1), Seat(2, (), "证S5")))
    assert_breach(RULE, no_swap.NAMED_UNASKED, build_snapshot(), plan, "市监5", "证S5", CASE_DAY, 2)


def test_a_named_team_that_makes_another_visit_is_caught() -> None:
    snapshot, plan = named_plan("证S1", "证S5")
    plan = edit(plan, "teams", 2, morning="V0001")
    assert_breach(RULE, no_swap.NAMED_SHARED, snapshot, plan, "V0001", "V0002", 2)


def test_another_draw_needs_its_reason_and_approver() -> None:
    again = DiceRecord(2, 2, "1" * 20, "c" * 64, ("王见证",), reason="证S1病假", approver="张主任")
    assert_kept(RULE, build_snapshot(), add(build_plan(), "draws", again))
    for silent in (replace(again, reason=" "), replace(again, approver="")):
        plan = add(build_plan(), "draws", silent)
        assert_breach(RULE, no_swap.DRAW_UNEXPLAINED, build_snapshot(), plan, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_a_draw_missing_from_the_record_is_caught(number: int) -> None:
    again = DiceRecord(1, number, "1" * 20, "c" * 64, ("王见证",), reason="名录有误", approver="张主任")
    assert_breach(RULE, no_swap.DRAW_NUMBER, build_snapshot(), add(build_plan(), "draws", again), 1, 2, number)
