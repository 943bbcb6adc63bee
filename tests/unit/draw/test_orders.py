"""Change orders without a file: taken back and made again, who follows an enterprise, and who may fill a vacancy."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseStatus
from inspector.domain.plan import MILLION, Chance, ChangeOrder, Plan, Selection
from inspector.draw.chances import Shortage, chance_table
from inspector.draw.orders import (
    KEYS,
    difference,
    needs_dice,
    order_hash,
    reached_before,
    redone,
    successor,
    undone,
    vacancy_chances,
)
from inspector.draw.rounding import draw_postings
from inspector.draw.targets import draw_targets

from .lists import day, dice, snapshot, staffed_days

SINCE = day(2, 1)
RUNS = 2000
LIMIT = 4.75
"""A deviation that a fair draw exceeds once in a million."""


def staffed() -> Plan:
    visits, teams = staffed_days()
    chances = chance_table(snapshot(), visits, teams)
    postings = draw_postings(chances, teams, dice("2" * 20, stage=2))
    return Plan("2027Q1", "", visits=tuple(visits), teams=tuple(teams), chances=chances, postings=postings)


PLAN = staffed()


@st.composite
def another(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with some visits, chances and postings taken out, changed or added."""
    kept = draw(st.lists(st.sampled_from(plan.visits), unique=True)) if plan.visits else []
    moved = [replace(visit, date=draw(st.sampled_from([day(2, 22), day(3, 1), visit.date]))) for visit in kept]
    postings = draw(st.lists(st.sampled_from(PLAN.postings), unique=True))
    swapped = [replace(one, certificate=draw(st.sampled_from([one.certificate, "SJ099"]))) for one in postings]
    chances = draw(st.lists(st.sampled_from(PLAN.chances), unique=True, max_size=30))
    extra = draw(
        st.lists(st.builds(Chance, st.just("某组"), st.integers(1, 3), st.just("SJ001"), st.just(5)), max_size=2)
    )
    return replace(plan, visits=tuple(moved), postings=tuple(swapped), chances=(*chances, *dict.fromkeys(extra)))


def ordered(plan: Plan, new: Plan) -> ChangeOrder:
    before, after = difference(plan, new)
    number = len(plan.orders) + 1
    return ChangeOrder(number, SINCE, order_hash(plan, number, SINCE, (), after), (), before, after)


def parts(plan: Plan) -> dict[str, set[object]]:
    return {field: set(getattr(plan, field)) for field in KEYS}


@given(st.data())
def test_orders_are_taken_back_to_the_plan_that_was_approved(data: st.DataObject) -> None:
    now = PLAN
    for _ in range(3):
        new = data.draw(another(now))
        made = redone(now, ordered(now, new))
        assert parts(made) == parts(new)
        now = made
    assert len(now.orders) == 3
    assert parts(undone(now)) == parts(PLAN)
    assert not undone(now).orders


def test_an_order_is_no_more_than_what_differs() -> None:
    assert difference(PLAN, PLAN) == (Plan("", ""), Plan("", ""))
    one = PLAN.postings[0]
    other = replace(one, certificate="SJ099")
    new = replace(PLAN, postings=(other, *PLAN.postings[1:]))
    assert difference(PLAN, new) == (Plan("", "", postings=(one,)), Plan("", "", postings=(other,)))


def test_the_hash_covers_number_facts_chances_and_all_orders_before() -> None:
    after = Plan("", "", chances=PLAN.chances[:4])
    fact = ("执法检查人员", "SJ001")
    plain = order_hash(PLAN, 1, SINCE, (), after)
    changed = [
        order_hash(PLAN, 2, SINCE, (), after),
        order_hash(PLAN, 1, day(2, 2), (), after),
        order_hash(PLAN, 1, SINCE, (fact,), after),
        order_hash(PLAN, 1, SINCE, (), replace(after, chances=PLAN.chances[:5])),
        order_hash(PLAN, 1, SINCE, (), replace(after, visits=PLAN.visits[:1])),
        order_hash(replace(PLAN, h1="f" * 64), 1, SINCE, (), after),
        order_hash(replace(PLAN, orders=(ordered(PLAN, PLAN),)), 1, SINCE, (), after),
    ]
    assert len({plain, *changed}) == len(changed) + 1


def vacate(*people: str) -> tuple[Plan, frozenset[tuple[str, int]]]:
    gone = [one for one in PLAN.postings if one.certificate in people]
    left = replace(PLAN, postings=tuple(one for one in PLAN.postings if one not in gone))
    return left, frozenset((one.team, one.seat) for one in gone)


def busiest() -> str:
    return Counter(one.certificate for one in PLAN.postings).most_common(1)[0][0]


def test_a_vacancy_is_shared_among_those_who_are_free_that_day() -> None:
    ill = busiest()
    left, vacant = vacate(ill)
    lists = snapshot()
    people = tuple(
        replace(person, leave=(lists.quarter.period,)) if person.certificate == ill else person
        for person in lists.county.inspectors
    )
    chances = vacancy_chances(snapshot(inspectors=people), left, vacant)
    assert {(one.team, one.seat) for one in chances} == vacant
    sums = Counter()
    for one in chances:
        sums[one.team, one.seat] += one.millionths
    assert set(sums.values()) == {MILLION}
    out = {(one.certificate, one.team[:10]) for one in left.postings}
    assert not [one for one in chances if one.certificate == ill or (one.certificate, one.team[:10]) in out]


def test_nobody_is_free_for_a_vacancy() -> None:
    left, vacant = vacate(busiest())
    lists = snapshot()
    away = tuple(replace(person, leave=(lists.quarter.period,)) for person in lists.county.inspectors)
    with pytest.raises(Shortage):
        vacancy_chances(snapshot(inspectors=away), left, vacant)


def test_vacancies_are_drawn_with_the_chances_that_were_published() -> None:
    left, vacant = vacate(busiest())
    chances = vacancy_chances(snapshot(), left, vacant)
    assert needs_dice(chances)
    teams = [team for team in left.teams if team.name in {name for name, _ in vacant}]
    counts: Counter[tuple[str, int, str]] = Counter()
    for seed in range(RUNS):
        for one in draw_postings(chances, teams, dice(f"{seed:020}", stage=2)):
            counts[one.team, one.seat, one.certificate] += 1
    for one in chances:
        chance = one.millionths / MILLION
        if chance < 1:
            spread = sqrt(RUNS * chance * (1 - chance))
            assert abs(counts[one.team, one.seat, one.certificate] - RUNS * chance) < LIMIT * spread


def test_a_place_goes_to_the_next_ticket_until_the_stratum_is_used_up() -> None:
    lists = snapshot()
    targets = draw_targets(lists, dice())
    name = "T1"
    group = next(each for each in targets.groups if name in each.tasks)
    frame = next(each for each in targets.frames if name in each.tasks).tasks[name]
    stratum = next(each for each in frame.strata if 0 < each.drawn < len(each.eligible) - 1)
    tickets = targets.tickets[group.number]
    line = sorted(stratum.eligible, key=lambda code: tickets[code])
    gone, waiting = line[0], line[stratum.drawn :]
    chosen = list(targets.selections)

    def follow(reached: frozenset[str] = frozenset(), now=lists) -> str | None:
        found = successor(targets, now, reached, chosen, name, gone, SINCE)
        return found.enterprise if found else None

    assert follow() == waiting[0]
    # passed over: who was entered already, and who closed
    assert follow(frozenset(waiting[:1])) == waiting[1]
    closed = tuple(
        replace(row, status=EnterpriseStatus.DEREGISTERED) if row.code == waiting[0] else row
        for row in lists.county.enterprises
    )
    assert follow(now=snapshot(enterprises=closed)) == waiting[1]
    for code in waiting:
        found = successor(targets, lists, frozenset(), chosen, name, gone, SINCE)
        assert found is not None
        assert found.enterprise == code
        chosen.append(found)
    assert follow() is None


def test_a_place_for_counted_items_goes_to_nobody_whom_another_group_drew_for_some() -> None:
    lists = snapshot()
    targets = draw_targets(lists, dice())
    group = next(each for each in targets.groups if "T1" in each.tasks)
    assert "T4" not in group.tasks
    frame = next(each for each in targets.frames if "T1" in each.tasks).tasks["T1"]
    stratum = next(each for each in frame.strata if 0 < each.drawn < len(each.eligible) - 1)
    line = sorted(stratum.eligible, key=targets.tickets[group.number].__getitem__)
    waiting = line[stratum.drawn :]

    def follow(*more: Selection) -> str | None:
        chosen = (*targets.selections, *more)
        found = successor(targets, lists, frozenset(), chosen, "T1", line[0], SINCE)
        return found.enterprise if found else None

    assert follow() == waiting[0]
    assert follow(Selection("T4", waiting[0], ("SJ-1",))) == waiting[1]
    # what does not count, or becomes one visit with it, is no hindrance
    assert follow(Selection("T4", waiting[0], ("SJ-3",))) == waiting[0]
    assert follow(Selection("T2", waiting[0], ("SJ-1",))) == waiting[0]


def test_reached_are_those_that_a_draw_sent_somebody_to_before() -> None:
    lists = snapshot()
    found = reached_before(lists.county, PLAN, PLAN.visits[-1].date)
    assert found == {
        visit.enterprise
        for visit in PLAN.visits
        if visit.date < PLAN.visits[-1].date and set(visit.sources) - set(lists.county.case)
    }


def test_certain_seats_need_no_dice() -> None:
    sure = Chance("某组", 1, "SJ001", MILLION)
    assert not needs_dice([sure])
    assert needs_dice([sure, replace(sure, millionths=MILLION - 1)])
