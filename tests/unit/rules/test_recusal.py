from dataclasses import replace
from datetime import date

from inspector.domain.codes import Half
from inspector.domain.county import Inspector, PastCheck, Recusal, Snapshot
from inspector.domain.plan import ItemUse, Plan, Posting, TeamDay, Visit
from inspector.domain.quarters import Period
from inspector.rules import recusal
from inspector.rules.recusal import RULE, is_recused, large_enough, last_crew

from .builders import (
    BAKERY,
    CASE_DAY,
    JOINT_DAY,
    MILL,
    add,
    add_list,
    assert_breach,
    assert_kept,
    build_plan,
    build_snapshot,
    day,
    edit_list,
)

LAST_YEAR = date(2026, 6, 3)


def with_last_check(*crew: str) -> Snapshot:
    return add_list(build_snapshot(), "past_checks", PastCheck(MILL, LAST_YEAR, "SJ", inspectors=crew))


def second_visit_plan(*crew: str) -> Plan:
    """A second visit of 市监 at the bakery, on 2 February, by `crew`."""
    visit = Visit("V0003", BAKERY, (ItemUse("S01", ("C2",)),), 1, day(2, 2), Half.MORNING)
    plan = build_plan()
    team = TeamDay(day(2, 2), "SJ", "河口镇", 1, plan.teams[2].seats, morning="V0003")
    plan = add(add(plan, "visits", visit), "teams", team)
    return add(plan, "postings", *(Posting(team.name, seat, one) for seat, one in enumerate(crew, 1)))


def test_recusals_are_pairs() -> None:
    county = add_list(build_snapshot(), "recusals", Recusal("证S1", MILL, "近亲属任职")).county
    assert is_recused(county, "证S1", MILL)
    assert not is_recused(county, "证S1", BAKERY)
    assert not is_recused(county, "证S2", MILL)


def test_the_last_crew_is_that_of_the_departments_last_visit() -> None:
    rows = (
        PastCheck(MILL, date(2026, 3, 1), "SJ", inspectors=("证S1", "证S2")),
        PastCheck(MILL, date(2026, 9, 1), "SJ", inspectors=("证S4", "证S3")),
        PastCheck(MILL, date(2026, 10, 1), "YJ", inspectors=("证Y1",)),
        PastCheck(MILL, date(2026, 11, 1), "SJ", on_site=False, inspectors=("证S5",)),
    )
    snapshot = build_snapshot(past_checks=rows)
    assert last_crew(snapshot, MILL, "SJ", JOINT_DAY) == ("证S3", "证S4")
    assert last_crew(snapshot, MILL, "SJ", date(2026, 9, 1)) == ("证S1", "证S2")
    assert last_crew(snapshot, MILL, "SJ", date(2026, 3, 1)) == ()
    assert last_crew(snapshot, BAKERY, "SJ", JOINT_DAY) == ()


def test_an_unknown_last_crew_binds_nobody() -> None:
    rows = (
        PastCheck(MILL, date(2026, 3, 1), "SJ", inspectors=("证S1", "证S2")),
        PastCheck(MILL, date(2026, 9, 1), "SJ"),
    )
    assert last_crew(build_snapshot(past_checks=rows), MILL, "SJ", JOINT_DAY) == ()


def test_a_department_is_large_enough_with_one_more_than_needed() -> None:
    snapshot = build_snapshot()
    items = (snapshot.county.item["S01"],)
    assert large_enough(snapshot, "SJ", items, MILL, JOINT_DAY, 2, ("证S1", "证S2"))
    assert large_enough(snapshot, "SJ", items, MILL, JOINT_DAY, 2, ("证S1", "证S2", "证S3"))
    assert not large_enough(snapshot, "SJ", items, MILL, JOINT_DAY, 2, ("证S1", "证S2", "证S3", "证S4"))
    assert not large_enough(snapshot, "SJ", items, MILL, JOINT_DAY, 4, ("证S1", "证S2"))
    away = edit_list(snapshot, "inspectors", 5, leave=(Period(JOINT_DAY, JOINT_DAY),))
    assert not large_enough(away, "SJ", items, MILL, JOINT_DAY, 3, ("证S1", "证S2"))
    recused = add_list(snapshot, "recusals", Recusal("证S6", MILL, "持有股份"))
    assert not large_enough(recused, "SJ", items, MILL, JOINT_DAY, 3, ("证S1", "证S2"))


def test_a_department_is_not_large_enough_without_a_needed_qualification() -> None:
    snapshot = add_list(build_snapshot(), "inspectors", *(Inspector(f"证Y{n}", "应急", "YJ") for n in (7, 8)))
    items = (snapshot.county.item["Y01"],)
    assert large_enough(snapshot, "YJ", items, MILL, JOINT_DAY, 2, ("证Y1", "证Y2"))
    assert not large_enough(snapshot, "YJ", items, MILL, JOINT_DAY, 2, ("证Y1", "证Y2", "证Y3"))


def test_a_recused_inspector_is_caught() -> None:
    snapshot = add_list(build_snapshot(), "recusals", Recusal("证S3", MILL, "近亲属任职"))
    mentions = ("市监3", "证S3", "市监", "云溪面粉厂", MILL, "V0001", JOINT_DAY)
    breach = assert_breach(RULE, recusal.RECUSED, snapshot, build_plan(), *mentions)
    assert breach.subjects == ("证S3", MILL)


def test_the_same_inspector_two_times_running_is_caught() -> None:
    mentions = ("市监1", "证S1", "市监", "云溪面粉厂", MILL, LAST_YEAR, "V0001", JOINT_DAY)
    assert_breach(RULE, recusal.TWICE_RUNNING, with_last_check("证S1", "证S2"), build_plan(), *mentions)


def test_other_people_than_last_time_are_lawful() -> None:
    assert_kept(RULE, with_last_check("证S2", "证S4"), build_plan())


def test_a_small_department_may_send_the_same_people() -> None:
    snapshot = with_last_check("证S1", "证S2")
    small = replace(
        snapshot.county,
        inspectors=tuple(one for one in snapshot.county.inspectors if one.certificate not in ("证S5", "证S6")),
    )
    assert_kept(RULE, replace(snapshot, county=small), build_plan())


def test_two_visits_of_one_plan_are_consecutive_too() -> None:
    case = replace(build_snapshot().county.cases[0], code="C2")
    snapshot = add_list(build_snapshot(), "cases", case)
    plan = second_visit_plan("证S5", "证S3")
    assert_breach(RULE, recusal.TWICE_RUNNING, snapshot, plan, "证S5", BAKERY, CASE_DAY, "V0003", "2027-02-02")
    assert_kept(RULE, snapshot, second_visit_plan("证S4", "证S3"))


def test_inspectors_whom_a_case_names_need_not_rotate() -> None:
    case = replace(build_snapshot().county.cases[0], code="C2", inspectors=("证S5", "证S3"))
    assert_kept(RULE, add_list(build_snapshot(), "cases", case), second_visit_plan("证S5", "证S3"))
