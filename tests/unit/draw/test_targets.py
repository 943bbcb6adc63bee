import hashlib
from dataclasses import replace

import pytest

from inspector.domain.codes import RiskClass
from inspector.draw.targets import draw_targets

from .lists import RATES, code, dice, snapshot, task


def ticket(seed: str, group: int, enterprise: str) -> str:
    return hashlib.sha256(f"E|{seed}|{group}|{enterprise}".encode()).hexdigest()


@pytest.mark.parametrize("seed", range(20))
def test_each_stratum_takes_its_smallest_tickets_and_nothing_else(seed: int) -> None:
    throw = dice(seed)
    targets = draw_targets(snapshot(), throw)
    drawn = {(one.task, one.enterprise) for one in targets.selections}
    assert len(drawn) == len(targets.selections)
    expected = set()
    for group, frame in zip(targets.groups, targets.frames, strict=True):
        for name in group.tasks:
            for stratum in frame.tasks[name].strata:
                order = sorted(stratum.eligible, key=lambda one: ticket(throw.seed, group.number, one))
                expected |= {(name, one) for one in order[: min(stratum.due, len(order))]}
    assert drawn == expected


def test_counts_are_those_due() -> None:
    targets = draw_targets(snapshot(), dice())
    counts = {name: sum(one.task == name for one in targets.selections) for name in ("T1", "T2", "T3", "T4")}
    assert counts == {"T1": 2 + 5 + 4 + 2, "T2": 7, "T3": 1 + 3 + 2, "T4": 9}
    assert targets.shortfalls == ()


def test_tasks_share_tickets_so_that_samples_coincide() -> None:
    one = task("A", items=("SJ-1",), rates=RATES)
    other = task("B", items=("SJ-1",), rates=RATES)
    targets = draw_targets(snapshot(tasks=(one, other), past_checks=()), dice())
    by_task = {name: {s.enterprise for s in targets.selections if s.task == name} for name in ("A", "B")}
    assert by_task["A"] == by_task["B"]


def test_a_later_group_does_not_draw_again_for_counted_items() -> None:
    for seed in range(10):
        targets = draw_targets(snapshot(), dice(seed))
        earlier = {one.enterprise for one in targets.selections if one.task == "T4" and "SJ-1" in one.items}
        for one in targets.selections:
            if one.task != "T4" and one.enterprise in earlier:
                assert not {"SJ-1", "YJ-1"} & set(one.items)


def test_fewer_eligible_than_due_are_all_taken_and_said() -> None:
    only = task("T", items=("SJ-1",), rates={RiskClass.A: "1"})
    targets = draw_targets(snapshot(tasks=(only,)), dice())
    assert [(s.task, s.stratum, s.due, s.eligible) for s in targets.shortfalls] == [("T", "A", 20, 18)]
    assert len(targets.selections) == 18


def test_other_dice_draw_others() -> None:
    drawn = {draw_targets(snapshot(), dice(seed)).selections for seed in range(5)}
    assert len(drawn) == 5
    assert draw_targets(snapshot(), dice(frozen="1" * 64)).selections not in drawn


def test_the_record_has_every_enterprise_in_scope_with_its_ticket_and_outcome() -> None:
    frozen, throw = snapshot(), dice()
    targets = draw_targets(frozen, throw)
    rows = [row for row in targets.record_rows(frozen) if row.group == 2]
    assert sorted(row.enterprise for row in rows) == sorted(targets.frames[1].verdicts[2])
    with_ticket = [row for row in rows if row.ticket]
    assert [row.rank for row in with_ticket] == list(range(1, len(with_ticket) + 1))
    assert [row.ticket for row in with_ticket] == sorted(ticket(throw.seed, 2, row.enterprise) for row in with_ticket)
    drawn = {(one.task, one.enterprise) for one in targets.selections}
    for row in rows:
        for name, outcome in row.outcomes.items():
            assert (outcome.text() == "抽中") is ((name, row.enterprise) in drawn)
    closed = next(row for row in rows if row.enterprise == code(7))
    assert (closed.ticket, closed.rank) == ("", 0)
    assert {name: str(outcome) for name, outcome in closed.outcomes.items()} == {
        "T1": "登记状态为注销，不是存续",
        "T3": "登记状态为注销，不是存续",
    }


def test_a_county_without_tasks_draws_nobody() -> None:
    targets = draw_targets(replace(snapshot(tasks=())), dice())
    assert (targets.groups, targets.selections, targets.shortfalls) == ((), (), ())
