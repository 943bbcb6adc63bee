from dataclasses import replace

from inspector.domain.plan import Posting, Seat
from inspector.rules import two_officers
from inspector.rules.two_officers import RULE, officers_needed

from .builders import (
    BAKERY,
    CASE_DAY,
    JOINT_DAY,
    MILL,
    add,
    assert_breach,
    assert_kept,
    build_plan,
    build_snapshot,
    drop,
    edit,
    edit_list,
    edit_settings,
)


def test_how_many_go() -> None:
    snapshot, plan = build_snapshot(), build_plan()
    joint, case = plan.visits
    assert officers_needed(snapshot, joint, "SJ") == 2
    more = edit_list(snapshot, "tasks", 1, officers=3)
    assert officers_needed(more, joint, "YJ") == 3
    assert officers_needed(more, joint, "SJ") == 2
    assert officers_needed(edit_settings(snapshot, officers=4), joint, "SJ") == 4
    assert officers_needed(edit_list(snapshot, "tasks", 0, officers=1), joint, "SJ") == 2
    assert officers_needed(edit_list(snapshot, "cases", 0, inspectors=("证S1", "证S2", "证S3")), case, "SJ") == 3


def test_a_department_without_a_team_is_caught() -> None:
    plan = drop(build_plan(), "teams", 1)
    breach = assert_breach(RULE, two_officers.NO_TEAM, build_snapshot(), plan, MILL, JOINT_DAY, "V0001", "应急")
    assert breach.visits == ("V0001",)


def test_two_teams_of_a_department_are_caught() -> None:
    plan = build_plan()
    plan = add(plan, "teams", replace(plan.teams[0], number=2))
    assert_breach(RULE, two_officers.SEVERAL_TEAMS, build_snapshot(), plan, MILL, JOINT_DAY, "V0001", "市监", 2)


def test_a_team_with_too_few_seats_is_caught_before_anybody_is_drawn() -> None:
    plan = replace(edit(build_plan(), "teams", 2, seats=(Seat(1),)), chances=(), postings=())
    assert_breach(RULE, two_officers.FEW_SEATS, build_snapshot(), plan, BAKERY, CASE_DAY, "V0002", "市监", 1, 2)


def test_a_single_officer_is_caught() -> None:
    plan = drop(build_plan(), "postings", 5)
    mentions = ("云溪糕点坊", BAKERY, CASE_DAY, "V0002", "市监", "市监1", "证S1", 1, 2)
    assert_breach(RULE, two_officers.FEW_OFFICERS, build_snapshot(), plan, *mentions)


def test_the_same_officer_twice_is_one() -> None:
    plan = edit(build_plan(), "postings", 5, certificate="证S1")
    assert_breach(RULE, two_officers.FEW_OFFICERS, build_snapshot(), plan, "证S1", "V0002")


def test_officers_of_another_department_do_not_count() -> None:
    plan = edit(build_plan(), "postings", 5, certificate="证Y6")
    assert_breach(RULE, two_officers.FEW_OFFICERS, build_snapshot(), plan, "V0002", "市监")


def test_a_task_may_ask_for_three() -> None:
    snapshot = edit_list(build_snapshot(), "tasks", 1, officers=3)
    assert_breach(RULE, two_officers.FEW_OFFICERS, snapshot, build_plan(), "V0001", "应急", 3)
    plan = build_plan()
    plan = edit(plan, "teams", 1, seats=(*plan.teams[1].seats, Seat(3)))
    plan = add(plan, "postings", Posting(plan.teams[1].name, 3, "证Y5"))
    assert_kept(RULE, snapshot, plan)
