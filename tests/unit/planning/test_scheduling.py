"""From selections to dates, team-days and meetings, all rules in force."""

from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from inspector.domain.codes import Half
from inspector.domain.county import PastCheck, Recusal, Settings, Snapshot
from inspector.draw.chances import staffing_gap
from inspector.planning import NoPlan, Progress
from inspector.planning.build import build_problem
from inspector.planning.pins import NO_VISIT, NOT_THAT_DAY, NOT_THAT_HALF
from inspector.planning.progress import STOPPED
from inspector.planning.visits import build_visits
from inspector.rules import check

from .county import ONE, TWO, case, drawn, enterprise, inspector, item, plan_of, snapshot, span, task

ENTERPRISES = tuple(enterprise(n, town=f"第{n % 3}镇") for n in range(1, 13))


def busy(**changes: object):  # type: ignore[no-untyped-def]
    tasks = (task("T1", ("HB1", "SJ1"), fixed=6), task("T2", ("YJ1",), fixed=5))
    return snapshot(**{"enterprises": ENTERPRISES, "tasks": tasks, **changes})


def test_a_plan_keeps_every_rule() -> None:
    frozen = busy()
    found, plan = plan_of(frozen, "normal")
    assert [str(breach.message) for breach in check(frozen, plan)] == []
    assert staffing_gap(frozen, plan.visits, plan.teams) is None
    assert found.report.bound <= found.report.team_days == len(found.teams)


def test_whole_day_visits_stand_in_both_halves() -> None:
    frozen = busy(tasks=(task("T1", ("SJ1",), fixed=4, half_days=2),))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert {visit.half for visit in found.visits} == {Half.WHOLE_DAY}
    assert all(team.morning == team.afternoon for team in found.teams)


def test_one_visit_a_day_where_the_county_says_so() -> None:
    frozen = busy()
    frozen = replace(frozen, county=replace(frozen.county, settings=Settings(visits_a_day=1)))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert all(len(team.visits) == 1 for team in found.teams)


def test_named_inspectors_have_named_seats_on_a_team_of_their_own() -> None:
    named = case("C1", ENTERPRISES[0], "SJ1", inspectors=("证SJ01", "证SJ02"))
    frozen = busy(cases=(named,))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    visit = next(visit for visit in found.visits if visit.sources == ("C1",))
    (team,) = (team for team in found.teams if visit.number in team.visits)
    assert team.visits == (visit.number,)
    assert [seat.named for seat in team.seats] == ["证SJ01", "证SJ02"]


def test_a_named_inspector_on_leave_moves_the_case() -> None:
    people = [inspector("SJ", n) for n in range(1, 5)]
    people[0] = replace(people[0], leave=(span(4, 13),))
    frozen = snapshot(inspectors=people, tasks=(), cases=(case("C1", ONE, "SJ1", inspectors=("证SJ01", "证SJ02")),))
    found, _ = plan_of(frozen)
    assert found.visits[0].date in (date(2027, 1, 14), date(2027, 1, 15))


def test_a_task_may_ask_for_more_officers() -> None:
    found, _ = plan_of(busy(tasks=(task("T1", ("SJ1",), fixed=2, officers=3),)))
    assert all(len(team.seats) == 3 for team in found.teams)


def test_a_scarce_qualification_is_on_a_seat() -> None:
    people = tuple(inspector("SJ", n, qualifications=("特种设备",) if n == 1 else ()) for n in range(1, 7))
    frozen = busy(
        inspectors=people,
        items=(item("SJ", qualification="特种设备"),),
        tasks=(task("T1", ("SJ1",), fixed=12),),
    )
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    # the only holder can be in one team a day
    assert len({team.date for team in found.teams}) == len(found.teams)
    assert all([seat.qualifications for seat in team.seats] == [("特种设备",), ()] for team in found.teams)


def test_recusals_keep_people_apart_from_teams() -> None:
    recused = tuple(Recusal(f"证SJ{n:02d}", ONE.code, "亲属") for n in (1, 2))
    frozen = snapshot(people=3, recusals=recused, tasks=(task("T1", ("SJ1",), fixed=3),))
    with pytest.raises(NoPlan):
        plan_of(frozen)
    frozen = snapshot(people=4, recusals=recused, tasks=(task("T1", ("SJ1",), fixed=3),))
    _, plan = plan_of(frozen)
    assert staffing_gap(frozen, plan.visits, plan.teams) is None


def test_visits_that_nobody_may_make_both_are_made_by_two_teams() -> None:
    recused = tuple(
        Recusal(f"证SJ{n:02d}", where.code, "亲属") for where, people in ((ONE, (1, 2)), (TWO, (3, 4))) for n in people
    )
    frozen = snapshot(
        people=4, enterprises=(ONE, TWO), recusals=recused, tasks=(task("T1", ("SJ1",), span(4, 4), fixed=2),)
    )
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert staffing_gap(frozen, plan.visits, plan.teams) is None
    assert [len(team.visits) for team in found.teams] == [1, 1]


def test_load_limits_hold_over_the_quarter() -> None:
    limited = tuple(inspector("SJ", n, load_limit=2) for n in range(1, 5))
    frozen = busy(inspectors=limited, tasks=(task("T1", ("SJ1",), fixed=6),))
    found, plan = plan_of(frozen)
    assert len(found.teams) <= 4
    assert staffing_gap(frozen, plan.visits, plan.teams) is None


def test_those_who_were_there_last_rotate() -> None:
    last = PastCheck(ONE.code, date(2026, 6, 1), "SJ", inspectors=("证SJ01", "证SJ02"))
    frozen = snapshot(people=5, past_checks=(last,), tasks=(task("T1", ("SJ1",), fixed=3),))
    _, plan = plan_of(frozen)
    assert staffing_gap(frozen, plan.visits, plan.teams) is None


def rotating(days: int) -> Snapshot:
    """One enterprise whose last inspectors would have to go again on the first `days` of ten days: others are away."""
    last = PastCheck(ONE.code, date(2026, 6, 1), "SJ", inspectors=("证SJ01", "证SJ02"))
    away = () if not days else (span(4, 3 + days),)
    people = tuple(inspector("SJ", n, leave=away if n > 2 else ()) for n in range(1, 7))
    task_ = task("T1", ("SJ1",), span(4, 22))
    return snapshot(inspectors=people, past_checks=(last,), enterprises=(ONE,), tasks=(task_,))


def test_days_that_rotate_are_preferred_and_the_others_stay_lawful() -> None:
    frozen = rotating(5)
    found, _ = plan_of(frozen)
    assert found.visits[0].date >= date(2027, 1, 11)
    problem = build_problem(frozen, build_visits(frozen, (drawn(ONE, "T1", "SJ1"),)))
    assert problem.is_narrowed
    assert problem.jobs[0].lawful == tuple(range(15))
    assert problem.widened().jobs[0].days == tuple(range(15))


def test_a_day_without_rotation_can_be_fixed() -> None:
    wanted = date(2027, 1, 6), Half.MORNING
    found, plan = plan_of(rotating(5), pins={"V0001": wanted})
    assert (found.visits[0].date, found.visits[0].half) == wanted
    assert not check(rotating(5), plan)


def test_days_without_rotation_are_taken_before_a_plan_is_refused() -> None:
    # where others could go instead of the last inspectors, load limits let nobody go
    last = PastCheck(ONE.code, date(2026, 6, 1), "SJ", inspectors=("证SJ01", "证SJ02"))
    first, others = span(4, 8), span(11, 22)
    people = (
        *(inspector("SJ", n, leave=(others,)) for n in (1, 2)),
        *(inspector("SJ", n, leave=(first,), load_limit=0) for n in (3, 4, 5, 6)),
    )
    frozen = snapshot(
        inspectors=people, past_checks=(last,), enterprises=(ONE,), tasks=(task("T1", ("SJ1",), span(4, 22)),)
    )
    assert build_problem(frozen, build_visits(frozen, (drawn(ONE, "T1", "SJ1"),))).is_narrowed
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert found.visits[0].date <= first.end


def test_a_pin_is_kept() -> None:
    free, _ = plan_of(busy())
    wanted = date(2027, 1, 13), Half.AFTERNOON
    found, plan = plan_of(busy(), pins={"V0003": wanted})
    fixed = next(visit for visit in found.visits if visit.number == "V0003")
    assert (fixed.date, fixed.half) == wanted
    assert not check(busy(), plan)
    assert [visit.items for visit in found.visits] == [visit.items for visit in free.visits]


def test_a_pin_that_cannot_be_kept_is_explained() -> None:
    pins = {
        "V0001": (date(2027, 1, 9), Half.MORNING),
        "V0002": (date(2027, 1, 8), Half.WHOLE_DAY),
        "V9999": (date(2027, 1, 8), Half.MORNING),
    }
    with pytest.raises(NoPlan) as caught:
        plan_of(busy(), pins=pins)
    assert [cause.wording for cause in caught.value.causes] == [NOT_THAT_DAY, NOT_THAT_HALF, NO_VISIT]
    for language in ("zh", "en"):
        assert "2027-01-09" in caught.value.causes[0].text(language)


def test_a_cancelled_search_keeps_a_lawful_plan() -> None:
    cancel = Event()
    cancel.set()
    frozen = busy()
    _, plan = plan_of(frozen, "thorough", cancel=cancel)
    assert not check(frozen, plan)


def test_a_search_that_is_cancelled_before_it_has_a_full_plan_says_so() -> None:
    cancel = Event()
    cancel.set()
    # more visits than two people can make: what is left over would be searched a place for
    crowded = snapshot(people=2, enterprises=ENTERPRISES, tasks=(task("T1", ("SJ1",), span(4, 8), fixed=12),))
    with pytest.raises(NoPlan) as caught:
        plan_of(crowded, cancel=cancel)
    assert [cause.wording for cause in caught.value.causes] == [STOPPED]


def test_progress_is_told_in_order() -> None:
    told: list[Progress] = []
    found, _ = plan_of(busy(), "normal", progress=told.append)
    assert [one.fraction for one in told] == sorted(one.fraction for one in told)
    assert told[-1].fraction == 1.0
    assert (told[-1].best, told[-1].bound) == (found.report.team_days, found.report.bound)
    assert all(str(one.stage) for one in told)


def test_nothing_to_do_is_a_plan() -> None:
    found, _ = plan_of(snapshot(enterprises=(ONE, TWO), tasks=()))
    assert found.visits == found.teams == found.events == ()
    assert found.report.team_days == found.report.bound == 0
