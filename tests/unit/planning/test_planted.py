"""Quarters that have a plan, made so that it uses up all there is: the planner finds one."""

from __future__ import annotations

import pytest

from inspector.draw.chances import staffing_gap
from inspector.planning import schedule

from .county import DICE
from .exact import fewest_team_days
from .planted import Kind, planted_quarter

KINDS = {
    "one team": Kind(days=5, teams=1, load=0.8, spare=0),
    "one team, recusals": Kind(days=5, teams=1, load=0.8, spare=0, recusals=True),
    "recusals": Kind(days=8, teams=2, load=0.7, spare=None, recusals=True),
    "load limits without slack": Kind(days=8, teams=2, load=0.6, spare=0),
    "recusals, load limits without slack": Kind(days=8, teams=2, load=0.8, spare=0, recusals=True),
    "recusals, load limits with little slack": Kind(days=8, teams=2, load=0.7, spare=1, recusals=True),
}
SAMPLES = 12


@pytest.mark.parametrize("name", KINDS)
def test_a_planted_plan_is_found(name: str) -> None:
    for seed in range(SAMPLES):
        frozen, selections, team_days = planted_quarter(seed, KINDS[name])
        found = schedule(frozen, selections, DICE, effort="quick")
        assert staffing_gap(frozen, found.visits, found.teams) is None
        assert found.report.bound <= found.report.team_days, seed
        if KINDS[name].spare == 0:
            assert found.report.team_days == team_days, seed


@pytest.mark.parametrize("effort", ["quick", "normal"])
def test_a_larger_planted_plan_is_found(effort: str) -> None:
    frozen, selections, team_days = planted_quarter(1, Kind(days=20, teams=3, load=0.7, spare=0, recusals=True))
    found = schedule(frozen, selections, DICE, effort=effort)
    assert found.report.team_days == team_days
    assert staffing_gap(frozen, found.visits, found.teams) is None


def test_the_plans_are_not_made_too_easy() -> None:
    frozen, selections, team_days = planted_quarter(3, KINDS["one team"])
    assert fewest_team_days(frozen, selections) == team_days
