from dataclasses import replace

import pytest

from inspector.domain.plan import MILLION, Plan, Posting
from inspector.domain.records import read_plan
from inspector.draw.chances import chance_table
from inspector.draw.groups import draw_groups
from inspector.draw.guests import invite
from inspector.draw.replay import differences
from inspector.draw.rounding import draw_postings
from inspector.draw.snapshot import h0
from inspector.draw.table import h1, table_rows
from inspector.draw.targets import draw_targets

from .lists import code, day, dice, snapshot, staffed_days


@pytest.fixture(scope="module")
def plan() -> Plan:
    frozen = snapshot()
    first = dice(frozen=h0(frozen))
    visits, teams = staffed_days(6)
    table = chance_table(frozen, visits, teams)
    second = h1(first.frozen, visits, teams, table)
    thrown = dice(frozen=second, stage=2)
    return Plan(
        quarter="2027Q1",
        h0=first.frozen,
        groups=draw_groups(frozen),
        selections=draw_targets(frozen, first).selections,
        draws=(first, thrown),
        visits=visits,
        events=invite(frozen, {"M1": day(1, 28), "M2": day(1, 29)}, visits, first),
        teams=teams,
        chances=table,
        h1=second,
        postings=draw_postings(table, teams, thrown),
    )


def codes(plan: Plan, frozen=None) -> set[str]:
    return {breach.message.code for breach in differences(frozen or snapshot(), plan)}


def test_a_plan_that_is_what_its_dice_say_has_none(plan: Plan) -> None:
    assert differences(snapshot(), plan) == []


def test_a_plan_is_compared_as_far_as_it_has_come(plan: Plan) -> None:
    drawn = Plan(plan.quarter, plan.h0, plan.groups, plan.selections, plan.draws[:1])
    assert differences(snapshot(), drawn) == []
    scheduled = replace(plan, draws=plan.draws[:1], postings=())
    assert differences(snapshot(), scheduled) == []


def test_changed_lists_are_found(plan: Plan) -> None:
    assert "replay.other_h0" in codes(plan, snapshot(recusals=()))


def test_an_exchanged_enterprise_is_found(plan: Plan) -> None:
    first = plan.selections[0]
    others = {one.enterprise for one in plan.selections}
    stranger = next(code(number) for number in range(20, 60) if code(number) not in others)
    tampered = replace(plan, selections=(replace(first, enterprise=stranger), *plan.selections[1:]))
    assert codes(tampered) == {"replay.not_drawn", "replay.left_out"}


def test_changed_items_and_groups_are_found(plan: Plan) -> None:
    first = plan.selections[0]
    tampered = replace(plan, selections=(replace(first, items=()), *plan.selections[1:]), groups=plan.groups[:1])
    assert codes(tampered) == {"replay.other_items", "replay.other_groups"}


def test_an_uneven_table_is_found_even_if_its_hash_is_right(plan: Plan) -> None:
    one, other, *rest = plan.chances
    shifted = (replace(one, millionths=one.millionths + 5), replace(other, millionths=other.millionths - 5), *rest)
    second = h1(plan.h0, plan.visits, plan.teams, shifted)
    thrown = replace(plan.draws[1], frozen=second)
    postings = draw_postings(shifted, plan.teams, thrown)
    tampered = replace(plan, chances=shifted, h1=second, draws=(plan.draws[0], thrown), postings=postings)
    assert codes(tampered) == {"replay.other_chance"}


def test_a_table_changed_after_freeze_two_is_found(plan: Plan) -> None:
    visits = (replace(plan.visits[0], number="V9999"), *plan.visits[1:])
    assert "replay.other_h1" in codes(replace(plan, visits=visits))


def test_a_table_that_does_not_add_up_is_found(plan: Plan) -> None:
    assert "replay.other_chance" in codes(replace(plan, chances=plan.chances[1:]))


def test_an_exchanged_inspector_is_found(plan: Plan) -> None:
    first = plan.postings[0]
    tampered = replace(plan, postings=(Posting(first.team, first.seat, "SJ999"), *plan.postings[1:]))
    found = differences(snapshot(), tampered)
    assert [breach.message.code for breach in found] == ["replay.other_posting"]
    assert "SJ999" in str(found[0].message)


def test_a_team_nobody_can_staff_is_found(plan: Plan) -> None:
    assert "replay.no_table" in codes(plan, snapshot(inspectors=()))


def test_an_exchanged_guest_is_found(plan: Plan) -> None:
    event = plan.events[1]
    tampered = replace(plan, events=(plan.events[0], replace(event, guests=(*event.guests[:-1], code(1)))))
    assert codes(tampered) == {"replay.other_guests"}


def test_results_without_dice_are_found(plan: Plan) -> None:
    assert codes(replace(plan, draws=())) == {"replay.no_dice"}
    assert codes(replace(plan, draws=plan.draws[:1])) == {"replay.no_dice"}


def test_the_table_comes_back_from_its_rows(plan: Plan) -> None:
    rows = table_rows(plan.h0, plan.visits[::-1], plan.teams[::-1], plan.chances[::-1])
    table = read_plan(rows)
    assert (table.h0, table.visits, table.chances) == (plan.h0, plan.visits, plan.chances)
    assert sorted(team.name for team in table.teams) == sorted(team.name for team in plan.teams)
    assert h1(table.h0, table.visits, table.teams, table.chances) == plan.h1
    assert rows[0] == ("H0", plan.h0)
    assert sum(int(row[4]) for row in rows if row[0] == "概率") == MILLION * sum(len(team.seats) for team in plan.teams)
