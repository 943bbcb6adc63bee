from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.codes import Exemption
from inspector.domain.county import Case, Inspector, PastCheck
from inspector.domain.plan import ItemUse, Plan, Seat, TeamDay, Visit
from inspector.domain.quarters import Period
from inspector.draw.chances import chance_table, staffing_gap
from inspector.draw.rotation import barred_by_rotation
from inspector.draw.rounding import draw_postings
from inspector.rules import recusal

from .lists import code, day, dice, enterprises, snapshot, visit

HERE = code(20)


def people(number: int) -> tuple[Inspector, ...]:
    return tuple(Inspector(f"P{place}", f"P{place}", "SJ") for place in range(number))


def frozen_with(inspectors: tuple[Inspector, ...], **lists: object):
    return snapshot(**{"inspectors": inspectors, "recusals": (), "past_checks": (), "cases": ()} | lists)


def history(*names: str) -> tuple[PastCheck, ...]:
    return (PastCheck(HERE, date(2026, 5, 6), "SJ", inspectors=names),)


def test_the_last_crew_is_barred_where_enough_others_remain() -> None:
    frozen = frozen_with(people(6), past_checks=history("P0", "P1"))
    barred = barred_by_rotation(frozen, (visit(1, HERE, day(1, 4), "SJ-1"),))
    assert barred == {("V0001", "SJ"): {"P0", "P1"}}


def test_a_small_department_does_not_rotate() -> None:
    frozen = frozen_with(people(4), past_checks=history("P0", "P1"))
    assert barred_by_rotation(frozen, (visit(1, HERE, day(1, 4), "SJ-1"),)) == {}


def test_other_departments_and_other_enterprises_are_not_concerned() -> None:
    past = (
        PastCheck(HERE, date(2026, 5, 6), "YJ", inspectors=("P0",)),
        PastCheck(code(22), date(2026, 5, 6), "SJ", inspectors=("P1",)),
        PastCheck(HERE, date(2026, 5, 6), "SJ", on_site=False, inspectors=("P2",)),
    )
    assert barred_by_rotation(frozen_with(people(9), past_checks=past), (visit(1, HERE, day(1, 4), "SJ-1"),)) == {}


def test_two_visits_in_the_quarter_share_the_people_out() -> None:
    visits = (visit(1, HERE, day(1, 4), "SJ-1"), visit(2, HERE, day(2, 1), "SJ-1", source="X2"))
    barred = barred_by_rotation(frozen_with(people(8)), visits)
    first, second = barred["V0001", "SJ"], barred["V0002", "SJ"]
    assert not first & second
    assert first | second == {one.certificate for one in people(8)}
    assert len(first) == len(second) == 4


def test_the_scarce_day_gets_the_people_it_needs() -> None:
    away = tuple(replace(one, leave=(Period(day(1, 4), day(1, 4)),)) if one.name > "P1" else one for one in people(7))
    visits = (visit(1, HERE, day(1, 4), "SJ-1"), visit(2, HERE, day(2, 1), "SJ-1"))
    assert barred_by_rotation(frozen_with(away), visits) == {("V0002", "SJ"): {"P0", "P1"}}


def test_the_only_holder_of_a_qualification_may_come_twice() -> None:
    inspectors = tuple(
        Inspector(f"P{place}", "", "YJ", qualifications=("电气",) if place == 3 else ()) for place in range(8)
    )
    visits = (visit(1, HERE, day(1, 4), "YJ-1"), visit(2, HERE, day(2, 1), "YJ-1"))
    barred = barred_by_rotation(frozen_with(inspectors), visits)
    assert all("P3" not in names for names in barred.values())
    assert len(barred["V0001", "YJ"] | barred["V0002", "YJ"]) == 7


def test_whom_a_case_names_is_not_sent_again_next_time() -> None:
    case = Case("X9", HERE, Exemption.COMPLAINT, "文", "SJ", ("SJ-1",), day(1, 4), day(3, 1), False, ("P0", "P1"))
    visits = (visit(1, HERE, day(1, 4), "SJ-1", source="X9"), visit(2, HERE, day(2, 1), "SJ-1"))
    barred = barred_by_rotation(frozen_with(people(7), cases=(case,)), visits)
    assert barred["V0002", "SJ"] >= {"P0", "P1"}
    assert not barred.get(("V0001", "SJ"), frozenset()) & {"P0", "P1"}


def team(number: int, when: date) -> TeamDay:
    return TeamDay(when, "SJ", enterprises()[20].town, 1, (Seat(1), Seat(2)), f"V{number:04}")


@settings(max_examples=120, deadline=None)
@given(data=st.data(), size=st.integers(3, 9), visits=st.integers(2, 4), seed=st.integers(0, 10**9))
def test_no_roster_breaks_the_rule_on_rotation(data: st.DataObject, size: int, visits: int, seed: int) -> None:
    """Whatever the dice: the independent check, which sees the actual crews, finds nobody twice running."""
    days = [day(1, 4), day(1, 5), day(1, 6), day(1, 7)][:visits]
    inspectors = tuple(
        replace(
            one,
            leave=tuple(Period(when, when) for when in days if data.draw(st.integers(0, 4)) == 0),
            qualifications=("电气",) if data.draw(st.booleans()) else (),
            department="YJ",
        )
        for one in people(size)
    )
    past = tuple(
        replace(one, department="YJ")
        for one in history(*data.draw(st.permutations([p.name for p in people(size)]))[:2])
    )
    case = Case("X9", HERE, Exemption.COMPLAINT, "文", "YJ", ("YJ-1",), day(1, 4), day(3, 1), False, ("P0", "P1"))
    frozen = frozen_with(inspectors, past_checks=past, cases=(case,))
    named = data.draw(st.integers(0, visits))
    own, teams = [], []
    for place, when in enumerate(days):
        source = "X9" if place == named else "T1"
        own.append(Visit(f"V{place:04}", HERE, (ItemUse("YJ-1", (source,)),), 1, when))
        names = ("P0", "P1") if place == named else ("", "")
        seats = tuple(
            Seat(seat + 1, ("电气",) if seat == 0 and not name else (), name) for seat, name in enumerate(names)
        )
        teams.append(TeamDay(when, "YJ", enterprises()[20].town, 1, seats, own[-1].number))
    if staffing_gap(frozen, own, teams):
        return
    table = chance_table(frozen, own, teams)
    plan = Plan("2027Q1", "", visits=tuple(own), teams=tuple(teams), postings=draw_postings(table, teams, dice(seed)))
    assert list(recusal.check(frozen, plan)) == []


@pytest.mark.parametrize("visits", [2, 3, 4])
def test_sharing_out_leaves_enough_for_every_visit(visits: int) -> None:
    days = snapshot().workdays[: 5 * visits : 5]
    own = tuple(visit(place, HERE, when, "SJ-1") for place, when in enumerate(days))
    for size in range(2, 12):
        frozen = frozen_with(people(size))
        assert staffing_gap(frozen, own, [team(place, when) for place, when in enumerate(days)]) is None
