from inspector.domain.codes import Method
from inspector.domain.plan import ItemUse
from inspector.rules import off_site_first
from inspector.rules.off_site_first import RULE, needs_visit

from .builders import MILL, assert_breach, assert_kept, build_county, build_plan, build_snapshot, edit, edit_list


def test_only_an_item_checked_on_site_alone_needs_a_visit() -> None:
    assert [needs_visit(item) for item in build_county().items] == [True, False, True, True]


def test_an_off_site_item_at_a_visit_is_caught() -> None:
    plan = build_plan()
    plan = edit(plan, "visits", 0, items=(*plan.visits[0].items, ItemUse("S02", ("T1",))))
    mentions = ("云溪面粉厂", MILL, "V0001", "市监", "S02 公示信息检查", "书面检查")
    breach = assert_breach(RULE, off_site_first.AT_VISIT, build_snapshot(), plan, *mentions)
    assert breach.visits == ("V0001",)


def test_an_item_with_another_method_besides_makes_no_visit() -> None:
    snapshot = edit_list(build_snapshot(), "items", 0, methods=(Method.ON_SITE, Method.ONLINE))
    found = [one for one in RULE.check(snapshot, build_plan()) if one.message.wording is off_site_first.AT_VISIT]
    assert [one.visits for one in found] == [("V0001",), ("V0002",)]


def test_an_on_site_item_as_an_off_site_duty_is_caught() -> None:
    plan = edit(build_plan(), "off_site", 0, items=("S02", "S01"))
    assert_breach(RULE, off_site_first.AS_DUTY, build_snapshot(), plan, "云溪面粉厂", MILL, "市监", "S01 登记事项检查")


def test_items_where_they_belong_are_lawful() -> None:
    assert_kept(RULE, build_snapshot(), build_plan())
