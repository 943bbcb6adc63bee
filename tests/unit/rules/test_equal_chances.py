from dataclasses import replace

import pytest

from inspector.domain.codes import EnterpriseStatus
from inspector.domain.plan import MILLION, Chance, Seat, Selection, TeamDay
from inspector.rules import equal_chances
from inspector.rules.equal_chances import RULE

from .builders import (
    BAKERY,
    CASE_DAY,
    GARAGE,
    JOINT_DAY,
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


def test_a_draw_for_no_task_of_the_quarter_is_caught() -> None:
    plan = add(build_plan(), "selections", Selection("T9", MILL, ("S01",)))
    assert_breach(RULE, equal_chances.UNKNOWN_TASK, build_snapshot(), plan, "云溪面粉厂", MILL, "T9")


def test_an_enterprise_out_of_scope_is_caught() -> None:
    plan = add(build_plan(), "selections", Selection("T1", GARAGE, ("S01",)))
    assert_breach(RULE, equal_chances.OUT_OF_SCOPE, build_snapshot(), plan, "云溪汽修行", GARAGE, "T1")


def test_an_enterprise_that_is_gone_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "enterprises", 1, status=EnterpriseStatus.DEREGISTERED)
    plan = add(build_plan(), "selections", Selection("T1", BAKERY, ("S01",)))
    assert_breach(RULE, equal_chances.NOT_ACTIVE, snapshot, plan, BAKERY, "T1")
    plan = add(build_plan(), "selections", Selection("T1", "X1", ("S01",)))
    assert_breach(RULE, equal_chances.NOT_ACTIVE, build_snapshot(), plan, "X1", "T1")


def test_a_seat_whose_chances_do_not_add_up_is_caught() -> None:
    plan = edit(build_plan(), "chances", -1, millionths=MILLION // 2 - 1)
    breach = assert_breach(RULE, equal_chances.SEAT_SUM, build_snapshot(), plan, "市监", CASE_DAY, 2, MILLION - 1)
    assert breach.visits == ("V0002",)


def test_a_seat_without_chances_is_caught_once_there_are_postings() -> None:
    plan = replace(build_plan(), chances=())
    found = breaches(build_snapshot(), plan, RULE)
    assert [one.message.wording for one in found] == [equal_chances.SEAT_SUM] * 6


@pytest.mark.parametrize("millionths", [0, -1, MILLION + 1])
def test_a_chance_that_is_none_is_caught(millionths: int) -> None:
    plan = edit(build_plan(), "chances", -1, millionths=millionths)
    assert_breach(RULE, equal_chances.BAD_CHANCE, build_snapshot(), plan, "市监6", "证S6", CASE_DAY, 2, millionths)


def test_a_chance_listed_twice_is_caught() -> None:
    plan = build_plan()
    quarter = MILLION // 4
    plan = add(edit(plan, "chances", -1, millionths=quarter), "chances", replace(plan.chances[-1], millionths=quarter))
    assert_breach(RULE, equal_chances.CHANCE_TWICE, build_snapshot(), plan, "证S6", CASE_DAY, 2)


def test_a_chance_of_no_seat_is_caught() -> None:
    plan = build_plan()
    plan = add(plan, "chances", Chance(plan.teams[2].name, 3, "证S6", 1))
    assert_breach(RULE, equal_chances.NO_SUCH_SEAT, build_snapshot(), plan, "证S6", CASE_DAY, 3)


@pytest.mark.parametrize("certificate", ["证Y6", "证X"])
def test_a_chance_for_somebody_of_another_department_is_caught(certificate: str) -> None:
    plan = edit(build_plan(), "chances", -1, certificate=certificate)
    assert_breach(RULE, equal_chances.OTHER_DEPARTMENT, build_snapshot(), plan, certificate, "市监", CASE_DAY, 2)


def test_a_named_seat_is_for_the_named_alone() -> None:
    plan = edit(build_plan(), "teams", 2, seats=(Seat(1), Seat(2, (), "证S5")))
    assert_breach(RULE, equal_chances.NAMED_SEAT, build_snapshot(), plan, "市监5", "证S5", "市监6", "证S6", CASE_DAY)
    plan = edit(drop(plan, "chances", -1), "chances", -1, millionths=MILLION)
    assert_kept(RULE, build_snapshot(), plan)


def test_more_than_one_a_day_is_caught() -> None:
    plan = build_plan()
    other = TeamDay(JOINT_DAY, "SJ", "柳林镇", 1, (Seat(1),))
    certain = Chance(other.name, 1, "证S1", MILLION)
    plan = add(add(plan, "teams", other), "chances", certain)
    assert_breach(RULE, equal_chances.DAY_SUM, build_snapshot(), plan, "市监1", "证S1", JOINT_DAY, 1500000)


def test_more_than_the_load_limit_is_caught() -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "inspectors", 0, load_limit=1), build_plan())
    snapshot = edit_list(build_snapshot(), "inspectors", 0, load_limit=0)
    assert_breach(RULE, equal_chances.QUARTER_SUM, snapshot, build_plan(), "市监1", "证S1", MILLION, 0)
