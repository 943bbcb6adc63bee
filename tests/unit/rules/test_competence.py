import pytest

from inspector.domain.codes import InspectorStatus
from inspector.domain.county import Inspector
from inspector.rules import competence
from inspector.rules.competence import RULE, may_check, required_qualifications

from .builders import (
    JOINT_DAY,
    MILL,
    assert_breach,
    assert_kept,
    build_county,
    build_plan,
    build_snapshot,
    day,
    edit,
    edit_list,
)

ITEMS = build_county().item


@pytest.mark.parametrize(
    ("inspector", "allowed"),
    [
        (Inspector("证1", "甲", "SJ"), True),
        (Inspector("证1", "甲", "SJ", scope=("S01",)), True),
        (Inspector("证1", "甲", "SJ", scope=("S02",)), False),
        (Inspector("证1", "甲", "YJ"), False),
        (Inspector("证1", "甲", "YJ", scope=("S01",)), False),
        (Inspector("证1", "甲", "SJ", expires=JOINT_DAY), True),
        (Inspector("证1", "甲", "SJ", expires=day(1, 11)), False),
        (Inspector("证1", "甲", "SJ", status=InspectorStatus.INVALID), False),
    ],
)
def test_who_may_check(inspector: Inspector, allowed: bool) -> None:
    assert may_check(inspector, (ITEMS["S01"],), JOINT_DAY) is allowed


def test_qualifications_are_gathered_once_and_sorted() -> None:
    assert required_qualifications(ITEMS.values()) == ("电气",)
    assert required_qualifications([ITEMS["S01"], ITEMS["Y02"]]) == ()


def test_an_unknown_inspector_is_caught() -> None:
    plan = edit(build_plan(), "postings", 5, certificate="证X")
    assert_breach(RULE, competence.UNKNOWN, build_snapshot(), plan, "证X", "V0002", "市监")


def test_an_invalid_certificate_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "inspectors", 2, status=InspectorStatus.INVALID)
    mentions = ("市监3", "证S3", "市监", "云溪面粉厂", MILL, "V0001", JOINT_DAY, "失效")
    breach = assert_breach(RULE, competence.INVALID, snapshot, build_plan(), *mentions)
    assert breach.subjects == ("证S3",)


def test_an_expired_certificate_is_caught() -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "inspectors", 2, expires=JOINT_DAY), build_plan())
    snapshot = edit_list(build_snapshot(), "inspectors", 2, expires=day(1, 11))
    assert_breach(RULE, competence.EXPIRED, snapshot, build_plan(), "证S3", "V0001", JOINT_DAY, "2027-01-11")


def test_an_item_out_of_scope_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "inspectors", 6, scope=("Y01",))
    assert_breach(RULE, competence.OUT_OF_SCOPE, snapshot, build_plan(), "证Y1", "V0001", "Y02 应急预案检查")


def test_another_departments_inspector_is_caught() -> None:
    plan = edit(build_plan(), "postings", 5, certificate="证Y6")
    assert_breach(RULE, competence.OUT_OF_SCOPE, build_snapshot(), plan, "证Y6", "V0002", "S01")


def test_a_team_without_the_qualification_is_caught() -> None:
    plan = edit(edit(build_plan(), "postings", 2, certificate="证Y4"), "postings", 3, certificate="证Y5")
    mentions = ("证Y4", "证Y5", "应急", MILL, "V0001", JOINT_DAY, "电气", "Y01")
    assert_breach(RULE, competence.UNQUALIFIED_TEAM, build_snapshot(), plan, *mentions)


def test_one_qualified_member_is_enough_but_has_to_take_the_seat() -> None:
    plan = edit(edit(build_plan(), "postings", 2, certificate="证Y4"), "postings", 3, certificate="证Y1")
    breach = assert_breach(RULE, competence.UNQUALIFIED_SEAT, build_snapshot(), plan, "证Y4", 1, "电气", "2027-01-12")
    assert breach.visits == ("V0001",)
    assert_kept(RULE, build_snapshot(), edit(build_plan(), "postings", 3, certificate="证Y5"))
