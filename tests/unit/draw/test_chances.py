from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.codes import Exemption
from inspector.domain.county import Case, Inspector, PastCheck, Snapshot
from inspector.domain.plan import MILLION, Chance, Seat, TeamDay, Visit
from inspector.domain.quarters import Period
from inspector.draw.chances import Gap, Shortage, chance_table, seat_candidates, staffing_gap

from .lists import code, county, day, enterprises, snapshot, staffed_days, visit

Table = tuple[Chance, ...]


def sums(table: Table, teams: tuple[TeamDay, ...]) -> tuple[Counter, Counter, Counter]:
    """Sums by seat, by inspector and day, by inspector."""
    dates = {team.name: team.date for team in teams}
    seats: Counter = Counter()
    days: Counter = Counter()
    loads: Counter = Counter()
    for one in table:
        seats[one.team, one.seat] += one.millionths
        days[one.certificate, dates[one.team]] += one.millionths
        loads[one.certificate] += one.millionths
    return seats, days, loads


def assert_sums(frozen: Snapshot, table: Table, teams: tuple[TeamDay, ...]) -> None:
    seats, days, loads = sums(table, teams)
    assert seats == {(team.name, seat.number): MILLION for team in teams for seat in team.seats}
    assert max(days.values()) <= MILLION
    for person in frozen.county.inspectors:
        assert person.load_limit is None or loads[person.certificate] <= person.load_limit * MILLION
    assert min(one.millionths for one in table) > 0


def one_department(people: int, teams: list[tuple[date, int]], **person: object) -> tuple:
    """SJ alone, one enterprise and visit for each team of so many seats."""
    inspectors = [Inspector(f"P{number}", f"P{number}", "SJ") for number in range(people)]
    inspectors = [replace(one, **person) for one in inspectors]
    visits, own = [], []
    for number, (when, seats) in enumerate(teams):
        place = enterprises()[number]
        visits.append(visit(number, place.code, when, "SJ-1"))
        taken = sum(team.date == when and team.town == place.town for team in own)
        seat_list = tuple(Seat(place + 1) for place in range(seats))
        own.append(TeamDay(when, "SJ", place.town, taken + 1, seat_list, visits[-1].number))
    return snapshot(inspectors=tuple(inspectors), recusals=(), past_checks=()), tuple(visits), tuple(own)


def test_the_sample_county_is_staffed_exactly() -> None:
    visits, teams = staffed_days(10)
    assert staffing_gap(snapshot(), visits, teams) is None
    assert_sums(snapshot(), chance_table(snapshot(), visits, teams), teams)


def test_who_may_not_has_no_chance_and_who_may_has_one() -> None:
    frozen = snapshot()
    visits, teams = staffed_days(10)
    table = chance_table(frozen, visits, teams)
    by_number = {one.number: one for one in visits}
    chances = {(one.team, one.seat, one.certificate) for one in table}
    for team in teams:
        for seat in team.seats:
            expected = {(team.name, seat.number, one) for one in seat_candidates(frozen, by_number, team, seat)}
            assert {key for key in chances if key[:2] == (team.name, seat.number)} == expected


def test_alike_people_have_alike_chances() -> None:
    frozen, visits, teams = one_department(7, [(when, 2) for when in snapshot().workdays[:9]])
    table = chance_table(frozen, visits, teams)
    assert {one.millionths for one in table} <= {MILLION // 7, MILLION // 7 + 1}
    loads = sums(table, teams)[2]
    assert max(loads.values()) - min(loads.values()) <= 20


def test_leave_is_made_up_for_on_other_days() -> None:
    days = snapshot().workdays[:30]
    frozen, visits, teams = one_department(8, [(when, 2) for when in days])
    away = replace(frozen.county.inspectors[0], leave=(Period(days[0], days[14]),))
    frozen = replace(frozen, county=replace(frozen.county, inspectors=(away, *frozen.county.inspectors[1:])))
    loads = sums(chance_table(frozen, visits, teams), teams)[2]
    assert max(loads.values()) - min(loads.values()) < MILLION // 50


def test_a_load_limit_is_kept_and_the_rest_shared_evenly() -> None:
    frozen, visits, teams = one_department(6, [(when, 2) for when in snapshot().workdays[:30]])
    people = list(frozen.county.inspectors)
    people[3] = replace(people[3], load_limit=2)
    frozen = replace(frozen, county=replace(frozen.county, inspectors=tuple(people)))
    table = chance_table(frozen, visits, teams)
    assert_sums(frozen, table, teams)
    loads = sums(table, teams)[2]
    assert loads["P3"] > 1.95 * MILLION
    others = [load for name, load in loads.items() if name != "P3"]
    assert max(others) - min(others) < MILLION // 50


def test_everybody_needed_has_chance_one() -> None:
    frozen, visits, teams = one_department(4, [(day(1, 4), 2), (day(1, 4), 2)])
    table = chance_table(frozen, visits, teams)
    assert_sums(frozen, table, teams)
    assert set(sums(table, teams)[1].values()) == {MILLION}


def test_a_named_seat_is_certain_and_the_named_sits_nowhere_else_that_day() -> None:
    frozen = snapshot()
    when = day(1, 12)
    visits = (
        visit(1, code(3), when, "YJ-1", source="X1"),
        visit(2, code(20), when, "YJ-1"),
    )
    named = TeamDay(when, "YJ", enterprises()[3].town, 1, (Seat(1, ("电气",), "YJ006"), Seat(2)), "V0001")
    other = TeamDay(when, "YJ", enterprises()[20].town, 1, (Seat(1, ("电气",)), Seat(2)), "V0002")
    table = chance_table(frozen, visits, (named, other))
    assert_sums(frozen, table, (named, other))
    sixth = [one for one in table if one.certificate == "YJ006"]
    assert sixth == [Chance(named.name, 1, "YJ006", MILLION)]


def test_a_named_inspector_on_leave_leaves_a_gap() -> None:
    frozen = snapshot()
    away = tuple(
        replace(one, leave=(Period(day(1, 12), day(1, 12)),)) if one.certificate == "YJ006" else one
        for one in frozen.county.inspectors
    )
    named = TeamDay(day(1, 12), "YJ", enterprises()[3].town, 1, (Seat(1, (), "YJ006"), Seat(2)), "V0001")
    visits = (visit(1, code(3), day(1, 12), "YJ-1", source="X1"),)
    gap = staffing_gap(snapshot(inspectors=away), visits, (named,))
    assert gap == Gap("YJ", (day(1, 12),), (), 1, 0, (named.name,))


def test_a_day_with_too_few_people_is_named() -> None:
    frozen, visits, teams = one_department(3, [(day(1, 4), 2), (day(1, 5), 2), (day(1, 5), 2)])
    gap = staffing_gap(frozen, visits, teams)
    assert gap is not None
    assert (gap.department, gap.days, gap.people) == ("SJ", (day(1, 5),), ("P0", "P1", "P2"))
    assert (gap.required, gap.available) == (4, 3)
    with pytest.raises(Shortage) as raised:
        chance_table(frozen, visits, teams)
    assert raised.value.gap == gap
    assert str(raised.value) == (
        "市监在2027-01-05的检查组共需4人次，可派人员（P0（P0）、P1（P1）、P2（P2））至多3人次，缺1人次。"
        "请调整这些检查的日期，或者增加有资格的人员、放宽其派员上限。"
    )


def test_load_limits_over_the_quarter_make_a_gap_that_no_single_day_shows() -> None:
    frozen, visits, teams = one_department(5, [(when, 2) for when in snapshot().workdays[:6]], load_limit=2)
    gap = staffing_gap(frozen, visits, teams)
    assert gap is not None
    assert (len(gap.days), gap.required, gap.available) == (6, 12, 10)
    enough, visits, teams = one_department(6, [(when, 2) for when in snapshot().workdays[:6]], load_limit=2)
    assert staffing_gap(enough, visits, teams) is None
    table = chance_table(enough, visits, teams)
    assert_sums(enough, table, teams)


def test_a_team_that_goes_to_an_unknown_visit_has_nobody() -> None:
    frozen, _, teams = one_department(5, [(day(1, 4), 2)])
    gap = staffing_gap(frozen, (), teams)
    assert gap is not None
    assert gap.people == ()


def test_no_team_days_need_no_table() -> None:
    assert chance_table(snapshot(), (), ()) == ()
    assert staffing_gap(snapshot(), (), ()) is None


def reachable_places(frozen: Snapshot, visits: tuple[Visit, ...], teams: tuple[TeamDay, ...]) -> int:
    """How many seats can be filled at most: augmenting paths over single seats, written without the program's flow."""
    by_number = {one.number: one for one in visits}
    seats = [(team, seat) for team in teams for seat in team.seats]
    open_to = [seat_candidates(frozen, by_number, team, seat) for team, seat in seats]
    holder: dict[int, str] = {}
    limit = {one.certificate: one.load_limit for one in frozen.county.inspectors}

    def sits(person: str) -> list[int]:
        return [number for number, who in holder.items() if who == person]

    def place(number: int, tried: set[tuple[int, str]]) -> bool:
        when = seats[number][0].date
        for person in open_to[number]:
            if (number, person) in tried:
                continue
            tried.add((number, person))
            own = sits(person)
            clash = [other for other in own if seats[other][0].date == when]
            full = limit[person] is not None and len(own) >= limit[person]
            if not clash and not full:
                holder[number] = person
                return True
            for other in clash or own:
                del holder[other]
                holder[number] = person
                if place(other, tried):
                    return True
                holder[other] = person
                del holder[number]
        return False

    return sum(place(number, set()) for number in range(len(seats)))


@st.composite
def tight_plans(draw: st.DrawFn) -> tuple:
    """One department with leave, limits, scopes and recusals, and about as many seats as it can fill."""
    days = snapshot().workdays[: draw(st.integers(1, 3))]
    people = []
    for number in range(draw(st.integers(2, 5))):
        leave = tuple(Period(when, when) for when in days if draw(st.integers(0, 5)) == 0)
        limit = draw(st.sampled_from([None, None, 1, 2]))
        qualified = ("电气",) if draw(st.booleans()) else ()
        people.append(Inspector(f"P{number}", f"P{number}", "SJ", (), qualified, leave=leave, load_limit=limit))
    visits, teams = [], []
    for when in days:
        for number in range(draw(st.integers(0, 2))):
            place = enterprises()[len(visits)]
            visits.append(visit(len(visits), place.code, when, "SJ-1"))
            asked = ("电气",) if draw(st.booleans()) else ()
            teams.append(TeamDay(when, "SJ", place.town, 10 + number, (Seat(1, asked), Seat(2)), visits[-1].number))
    return snapshot(inspectors=tuple(people), recusals=(), past_checks=()), tuple(visits), tuple(teams)


def places_of(person: Inspector, gap: Gap) -> int:
    """How many places one of the gap's people can fill at most, by leave and load limit."""
    free = sum(not any(when in period for period in person.leave) for when in gap.days)
    return free if person.load_limit is None else min(free, person.load_limit)


@settings(max_examples=250, deadline=None)
@given(tight_plans())
def test_tight_plans_have_a_table_exactly_when_all_seats_can_be_filled(plan: tuple) -> None:
    frozen, visits, teams = plan
    needed = sum(len(team.seats) for team in teams)
    most = reachable_places(frozen, visits, teams)
    gap = staffing_gap(frozen, visits, teams)
    if most == needed:
        assert gap is None
        if teams:
            assert_sums(frozen, chance_table(frozen, visits, teams), teams)
    else:
        assert gap is not None
        assert gap.required - gap.available == needed - most
        assert gap.available <= sum(places_of(frozen.county.inspector[one], gap) for one in gap.people)
        with pytest.raises(Shortage):
            chance_table(frozen, visits, teams)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_table_does_not_depend_on_the_order_of_anything(random) -> None:
    frozen = snapshot()
    visits, teams = staffed_days(6)
    mixed_visits, mixed_teams, people = list(visits), list(teams), list(frozen.county.inspectors)
    for one in (mixed_visits, mixed_teams, people):
        random.shuffle(one)
    mixed = snapshot(inspectors=tuple(people))
    assert chance_table(mixed, mixed_visits, mixed_teams) == chance_table(frozen, visits, teams)


def test_exemptions_and_history_without_names_bar_nobody() -> None:
    past = (PastCheck(code(20), date(2026, 5, 1), "SJ", Exemption.COMPLAINT),)
    case = Case("X9", code(30), Exemption.COMPLAINT, "文", "SJ", ("SJ-1",), day(1, 4), day(3, 1))
    frozen = snapshot(past_checks=past, cases=(case,), recusals=())
    visits, teams = staffed_days(1)
    by_number = {one.number: one for one in visits}
    assert len(seat_candidates(frozen, by_number, teams[0], teams[0].seats[1])) == len(county().inspectors) // 2


def test_somebody_with_a_narrow_scope_is_likely_but_not_certain() -> None:
    """Loads cannot be even here; the few visits that one person may make stay open to the others."""
    frozen, visits, teams = one_department(6, [(when, 2) for when in snapshot().workdays[:20]])
    narrow = replace(frozen.county.inspectors[0], scope=("SJ-3",))
    people = (narrow, *frozen.county.inspectors[1:])
    visits = tuple(
        visit(number, one.enterprise, one.date, "SJ-3" if number < 3 else "SJ-1")
        for number, one in enumerate(visits)
        if one.date is not None
    )
    teams = tuple(replace(team, morning=one.number) for team, one in zip(teams, visits, strict=True))
    table = chance_table(replace(frozen, county=replace(frozen.county, inspectors=people)), visits, teams)
    own = [one for one in table if one.certificate == "P0"]
    assert len(own) == 3 * 2
    assert all(MILLION // 4 < one.millionths < MILLION // 2 for one in own)
    assert min(one.millionths for one in table if one.team == own[0].team) > MILLION // 50
