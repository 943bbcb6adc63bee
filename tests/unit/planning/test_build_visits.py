"""From who was drawn to visits: merging, deferral, cases, off-site duties."""

from inspector.domain.codes import EnterpriseStatus, Exemption
from inspector.domain.plan import OffSiteDuty
from inspector.planning.visits import CASE_NOT_VISITABLE, DEFERRED, build_visits

from .county import FORTNIGHT, OFF_SITE, ONE, TWO, case, drawn, enterprise, item, snapshot, span, task

EXEMPT = item("YJ", 2, exemption=Exemption.WORK_SAFETY)


def test_what_several_tasks_draw_at_an_enterprise_is_one_visit() -> None:
    frozen = snapshot(tasks=(task("T1", ("SJ1",)), task("T2", ("HB1", "SJ1"), span(8, 20), half_days=2)))
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1"), drawn(ONE, "T2", "HB1", "SJ1")])
    (visit,) = booked.visits
    assert visit.half_days == 2
    assert [(use.item, use.sources) for use in visit.items] == [("HB1", ("T2",)), ("SJ1", ("T1", "T2"))]
    assert booked.days[visit.number] == frozen.days_in(span(8, 15))


def test_visits_are_numbered_by_enterprise() -> None:
    booked = build_visits(snapshot(), [drawn(TWO, "T1", "SJ1"), drawn(ONE, "T1", "SJ1")])
    assert [(visit.number, visit.enterprise) for visit in booked.visits] == [("V0001", ONE.code), ("V0002", TWO.code)]


def test_tasks_of_different_groups_merge_on_a_common_date() -> None:
    # three shared workdays make no draw group, but one visit
    frozen = snapshot(tasks=(task("T1", ("SJ1",), span(4, 13)), task("T2", ("HB1",), span(11, 29))))
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1"), drawn(ONE, "T2", "HB1")])
    (visit,) = booked.visits
    assert booked.days[visit.number] == frozen.days_in(span(11, 13))


def test_tasks_of_different_groups_without_a_common_date_are_two_visits() -> None:
    frozen = snapshot(
        items=(*snapshot().county.items, EXEMPT),
        tasks=(task("T1", ("SJ1",), span(4, 8)), task("T2", ("YJ2",), span(18, 29))),
    )
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1"), drawn(ONE, "T2", "YJ2")])
    assert [visit.sources for visit in booked.visits] == [("T1",), ("T2",)]
    assert booked.deferrals == ()


def test_a_task_of_the_same_group_without_a_common_date_is_deferred() -> None:
    # the group shares 18 to 22 January, when this enterprise is closed
    closed = enterprise(1, blackouts=(span(18, 22),))
    frozen = snapshot(
        enterprises=(closed,), tasks=(task("T1", ("SJ1",), span(11, 22)), task("T2", ("HB1",), span(18, 29)))
    )
    booked = build_visits(frozen, [drawn(closed, "T1", "SJ1"), drawn(closed, "T2", "HB1")])
    assert [visit.sources for visit in booked.visits] == [("T1",)]
    (deferral,) = booked.deferrals
    assert (deferral.task, deferral.enterprise, deferral.items) == ("T2", closed.code, ("HB1",))
    assert [message.wording for message in booked.reports] == [DEFERRED]


def test_a_case_keeps_its_own_visit() -> None:
    booked = build_visits(snapshot(cases=(case("C1", ONE, "SJ1"),)), [drawn(ONE, "T1", "SJ1")])
    assert [visit.sources for visit in booked.visits] == [("T1",), ("C1",)]


def test_a_case_that_may_merge_joins_a_visit_with_a_common_date() -> None:
    joining = case("C1", ONE, "SJ1", span(11, 29), may_merge=True)
    frozen = snapshot(cases=(joining,))
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1")])
    (visit,) = booked.visits
    assert visit.sources == ("T1", "C1")
    assert booked.days[visit.number] == frozen.days_in(span(11, 15))


def test_a_case_that_may_merge_stays_apart_without_a_common_date() -> None:
    booked = build_visits(
        snapshot(cases=(case("C1", ONE, "SJ1", span(18, 29), may_merge=True),)), [drawn(ONE, "T1", "SJ1")]
    )
    assert [visit.sources for visit in booked.visits] == [("T1",), ("C1",)]


def test_two_cases_that_may_merge_are_one_visit() -> None:
    cases = tuple(case(code, ONE, "SJ1", may_merge=True) for code in ("C1", "C2"))
    (visit,) = build_visits(snapshot(cases=cases), []).visits
    assert visit.sources == ("C1", "C2")


def test_a_case_with_named_inspectors_is_never_merged() -> None:
    named = case("C1", ONE, "SJ1", may_merge=True, inspectors=("证SJ01", "证SJ02"))
    booked = build_visits(snapshot(cases=(named,)), [drawn(ONE, "T1", "SJ1")])
    assert [visit.sources for visit in booked.visits] == [("T1",), ("C1",)]


def test_a_case_at_a_closed_enterprise_is_reported() -> None:
    gone = enterprise(9, status=EnterpriseStatus.DEREGISTERED)
    booked = build_visits(snapshot(enterprises=(ONE, gone), cases=(case("C1", gone, "SJ1"),)), [])
    assert booked.visits == ()
    assert [message.wording for message in booked.reports] == [CASE_NOT_VISITABLE]


def test_off_site_items_become_duties_and_no_visit() -> None:
    frozen = snapshot(items=(item("SJ", methods=OFF_SITE), item("HB")), tasks=(task("T1", ("SJ1",)),))
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1")])
    assert booked.visits == ()
    assert booked.off_site == (OffSiteDuty(ONE.code, "SJ", ("SJ1",), "T1", FORTNIGHT),)


def test_blackouts_and_rest_days_are_no_days() -> None:
    closed = enterprise(1, blackouts=(span(4, 12),))
    frozen = snapshot(enterprises=(closed,))
    booked = build_visits(frozen, [drawn(closed, "T1", "SJ1")])
    assert booked.days["V0001"] == frozen.days_in(span(13, 15))


def test_tasks_of_one_group_share_a_visit_even_where_the_first_of_them_joined_another_group() -> None:
    # T1 stands alone on 4 to 8 January; T2 joins it on the 8th; T3, of T2's group, is not free then
    frozen = snapshot(
        tasks=(
            task("T1", ("SJ1",), span(4, 8)),
            task("T2", ("HB1",), span(8, 15)),
            task("T3", ("YJ1",), span(11, 20)),
        )
    )
    booked = build_visits(frozen, [drawn(ONE, "T1", "SJ1"), drawn(ONE, "T2", "HB1"), drawn(ONE, "T3", "YJ1")])
    assert [visit.sources for visit in booked.visits] == [("T2", "T1")]
    assert [deferral.task for deferral in booked.deferrals] == ["T3"]
