"""A made-up county to try the program on: lists as real ones are, of nobody real.

The same seed gives the same lists on every machine.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ...domain.codes import EnterpriseStatus, RiskClass
from ...domain.county import County, Enterprise
from ...domain.quarters import Quarter
from . import agenda, duties, history, people
from .chance import dice
from .enterprises import enterprises, with_blackouts
from .words import COUNTY, DIVISION

SEED = 429_088
ENTERPRISES = 2_000
_NEWCOMERS, _CLOSURES, _REGRADED = 12, 8, 20
_RECUSALS = 40


def sample_county(quarter: Quarter, seed: int = SEED) -> County:
    """The county's lists as its office has them before it plans `quarter`, with twelve months of history."""
    listed = with_blackouts(enterprises(seed, 1, ENTERPRISES), quarter, seed)
    staff = people.with_leave(people.inspectors(quarter, seed), quarter, seed)
    county = County(
        name=COUNTY,
        code=DIVISION,
        departments=duties.DEPARTMENTS,
        enterprises=listed,
        inspectors=staff,
        recusals=people.recusals(staff, listed, _RECUSALS, seed),
        items=duties.items(quarter),
        past_checks=history.past_checks(listed, quarter, seed),
        past_meetings=history.past_meetings(listed, quarter, seed) + history.fixed_meetings(listed, quarter, seed),
    )
    return _with_agenda(county, quarter, seed)


def next_quarter(county: County, quarter: Quarter, seed: int = SEED) -> County:
    """The lists as the departments hand them in again before `quarter`.

    A few enterprises are new, closed or regraded; leave, blackout periods, certificates and approvals
    are up to date; tasks, cases and meetings are the new quarter's. History is kept as it was: what a
    plan has added since is for whoever plans.
    """
    chance = dice(seed, "changes", quarter)
    listed = _changed(chance, county.enterprises)
    listed += enterprises(seed, len(county.enterprises) + 1, _NEWCOMERS)
    listed = with_blackouts(listed, quarter, seed)
    staff = people.with_renewed_certificates(county.inspectors, quarter)
    changed = replace(
        county,
        enterprises=listed,
        inspectors=people.with_leave(staff, quarter, seed),
        items=duties.renewed(county.items, quarter),
        past_meetings=county.past_meetings + history.fixed_meetings(listed, quarter, seed),
    )
    return _with_agenda(changed, quarter, seed)


def _with_agenda(county: County, quarter: Quarter, seed: int) -> County:
    return replace(
        county,
        tasks=agenda.tasks(quarter),
        cases=agenda.cases(county, quarter, seed),
        meetings=agenda.meetings(county, quarter, seed),
    )


def _changed(chance: Random, listed: tuple[Enterprise, ...]) -> tuple[Enterprise, ...]:
    """The enterprises with some deregistered and some unrated ones graded B."""
    active = [row.code for row in listed if row.status is EnterpriseStatus.ACTIVE]
    closed = set(chance.sample(active, _CLOSURES))
    graded = set(chance.sample([row.code for row in listed if row.risk is RiskClass.UNRATED], _REGRADED))
    return tuple(
        replace(
            row,
            status=EnterpriseStatus.DEREGISTERED if row.code in closed else row.status,
            risk=RiskClass.B if row.code in graded else row.risk,
        )
        for row in listed
    )
