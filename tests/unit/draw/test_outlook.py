"""Chances before the dice and fairness after them, on the self-test's county and one with labels."""

from fractions import Fraction

import pytest

from inspector.domain.county import Snapshot
from inspector.domain.plan import Chance, DiceRecord, Plan, Posting, Seat, TeamDay
from inspector.draw.fairness import report
from inspector.draw.frame import build_frame
from inspector.draw.groups import draw_groups
from inspector.draw.outlook import estimate, look_out, without_chance
from inspector.draw.snapshot import h0
from inspector.draw.targets import draw_targets
from tests.unit.rules.builders import build_snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return build_snapshot()


def test_a_chance_is_drawn_over_eligible(snapshot: Snapshot) -> None:
    seen = look_out(snapshot, h0(snapshot), runs=20)
    for row in seen.strata:
        expected = Fraction(min(row.due, row.eligible), row.eligible) if row.eligible else 0
        assert row.chance == expected
    for enterprise in seen.enterprises:
        assert all(0 < chance <= 1 for _, chance in enterprise.tasks)


def test_the_estimate_of_any_visit_is_right_where_it_must_be_certain(snapshot: Snapshot) -> None:
    seen = look_out(snapshot, h0(snapshot), runs=20)
    certain = [row for row in seen.enterprises if any(chance == 1 for _, chance in row.tasks)]
    assert all(row.any_visit.mean == 1 and row.any_visit.error == 0 for row in certain)
    assert seen.joint.mean <= seen.separate.mean + 3 * (seen.joint.error + seen.separate.error)


def test_the_same_lists_give_the_same_outlook(snapshot: Snapshot) -> None:
    assert look_out(snapshot, h0(snapshot), runs=5) == look_out(snapshot, h0(snapshot), runs=5)


def test_one_run_has_no_standard_error(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="1"):
        look_out(snapshot, h0(snapshot), runs=1)


def test_an_estimate_is_mean_and_standard_error() -> None:
    found = estimate([2, 4, 4, 6])
    assert found.mean == 4
    assert found.error == pytest.approx((8 / 3 / 4) ** 0.5)


def test_nobody_eligible_is_without_a_chance(snapshot: Snapshot) -> None:
    assert without_chance(build_frame(snapshot, draw_groups(snapshot))) == ()


def test_fairness_adds_up(snapshot: Snapshot) -> None:
    dice = DiceRecord(1, 1, "0" * 20, h0(snapshot))
    targets = draw_targets(snapshot, dice)
    plan = Plan(str(snapshot.quarter), h0(snapshot), targets.groups, targets.selections, (dice,))
    found = report(snapshot, plan)
    for dimension in {row.dimension for row in found.groups}:
        rows = [row for row in found.groups if row.dimension is dimension]
        assert sum(row.drawn for row in rows) == len(plan.selections)
        assert sum(row.expected for row in rows) == len(plan.selections)


def test_pairs_are_counted_by_department(snapshot: Snapshot) -> None:
    day = snapshot.workdays[0]
    teams = tuple(TeamDay(day, "SJ", "甲镇", number, (Seat(1), Seat(2)), f"V{number}") for number in (1, 2))
    chances = tuple(
        Chance(team.name, seat, name, 1) for team in teams for seat in (1, 2) for name in ("证S1", "证S2", "证S3")
    )
    postings = tuple(Posting(team.name, seat, name) for team in teams for seat, name in ((1, "证S1"), (2, "证S2")))
    plan = Plan("2027Q1", "", teams=teams, chances=chances, postings=postings)
    (pairs,) = report(snapshot, plan).pairs
    assert (pairs.department, pairs.teams, pairs.possible, pairs.met, pairs.most) == ("SJ", 2, 3, 1, 2)
