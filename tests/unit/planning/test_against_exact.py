"""What the planner says is held against `exact`, which shares nothing with it but the visits and the rules."""

from __future__ import annotations

from random import Random

import pytest

from inspector.domain.county import Recusal, Snapshot
from inspector.domain.plan import Selection
from inspector.domain.quarters import Period
from inspector.planning import NoPlan, schedule

from .county import DICE, case, drawn, enterprise, inspector, item, snapshot, span, task
from .exact import fewest_team_days

SAMPLES = 25
CODES = ("SJ", "YJ")
WORKDAYS = (4, 5, 6, 7, 8, 11, 12)
"""In January."""


def small_quarter(seed: int, *, recusals: bool, load_limits: bool) -> tuple[Snapshot, tuple[Selection, ...]]:
    """A county small and crowded enough that some quarters have no plan: one visit an enterprise, short windows,
    scarce qualifications, leave, scopes, whole days, teams of three, a case with named inspectors."""
    random = Random(seed)
    days = random.randint(2, len(WORKDAYS))

    def period() -> Period:
        first = random.randrange(days)
        return span(WORKDAYS[first], WORKDAYS[random.randint(first, days - 1)])

    places = [enterprise(n, town=random.choice(("甲镇", "乙镇"))) for n in range(1, random.randint(3, 9))]
    people = [
        inspector(
            code,
            n,
            qualifications=("Q",) if n == 1 or random.random() < 0.3 else (),
            scope=(f"{code}1",) if random.random() < 0.15 else (),
            leave=(period(),) if random.random() < 0.2 else (),
            load_limit=random.randint(1, 4) if load_limits and random.random() < 0.3 else None,
        )
        for code in CODES
        for n in range(1, random.randint(2, 6) + 1)
    ]
    items = [item(code) for code in CODES] + [item(code, 2, qualification="Q") for code in CODES]
    tasks = []
    for n in range(1, len(places)):
        # a lead department always has an item; the other one joins in some of the tasks
        lead, other = random.sample(CODES, 2)
        wanted = [f"{lead}{random.choice((1, 1, 2))}", *([f"{other}1"] if random.random() < 0.5 else [])]
        half_days, officers = random.choice((1, 1, 1, 2)), random.choice((2, 2, 2, 3))
        tasks.append(task(f"T{n:02d}", wanted, period(), half_days=half_days, officers=officers))
    named = [person.certificate for person in people if person.department == "SJ"][: random.randint(0, 2)]
    frozen = snapshot(
        enterprises=tuple(places),
        inspectors=tuple(people),
        items=tuple(items),
        tasks=tuple(tasks),
        cases=(case("C1", places[-1], "SJ1", period(), inspectors=tuple(named)),),
        recusals=tuple(
            Recusal(person.certificate, random.choice(places).code, "亲属")
            for person in people
            if recusals and random.random() < 0.2
        ),
    )
    return frozen, tuple(drawn(where, one.code, *one.items) for where, one in zip(places, tasks, strict=False))


@pytest.mark.parametrize("seed", range(SAMPLES))
def test_the_bound_is_never_above_the_optimum(seed: int) -> None:
    frozen, selections = small_quarter(seed, recusals=True, load_limits=True)
    try:
        report = schedule(frozen, selections, DICE).report
    except NoPlan:
        return
    best = fewest_team_days(frozen, selections)
    assert best is not None
    assert report.bound <= best <= report.team_days <= best + 1


@pytest.mark.parametrize("recusals", [False, True], ids=["", "recusals"])
@pytest.mark.parametrize("load_limits", [False, True], ids=["", "limits"])
@pytest.mark.parametrize("seed", range(SAMPLES))
def test_no_plan_is_said_only_where_there_is_none(seed: int, load_limits: bool, recusals: bool) -> None:
    frozen, selections = small_quarter(seed, recusals=recusals, load_limits=load_limits)
    best = fewest_team_days(frozen, selections)
    if best is None:
        with pytest.raises(NoPlan):
            schedule(frozen, selections, DICE)
    else:
        assert schedule(frozen, selections, DICE).report.team_days >= best


def test_the_samples_hold_quarters_with_and_without_a_plan() -> None:
    found = {
        fewest_team_days(*small_quarter(seed, recusals=False, load_limits=False)) is None for seed in range(SAMPLES)
    }
    assert found == {True, False}
