"""What a draw is made from and what came of it, in tables: figures that agree with each other and with the plan."""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from inspector.domain.county import Approval
from inspector.domain.plan import MILLION
from inspector.store import CountyFile
from inspector.workflow import draw_record, drawing, forms, freezing, prospect, scheduling, state
from inspector.workflow.demo import FIRST, practice
from inspector.workflow.state import QuarterState

DICE = "31415926535897932384", "27182818284590452353"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county, with a freeze that was withdrawn and another one."""
    path = practice(tmp_path_factory.mktemp("sample"), lambda _: None)
    with CountyFile.open(path) as file:
        freezing.freeze(file, FIRST, operator="甲")
        freezing.withdraw(file, FIRST, by="乙", reason="名录有误", operator="甲")
        freezing.freeze(file, FIRST, operator="丙", scheme=Approval("1号", "丁", FIRST.first))
        drawing.draw(file, FIRST, DICE[1], operator="丙")
        drawing.draw(file, FIRST, DICE[0], witnesses=["戊", "己"], operator="丙", reason="骰子掉地", approver="丁")
        scheduling.schedule(file, FIRST, effort="quick", operator="丙")
        drawing.staff(file, FIRST, DICE[1], operator="丙")
    return path


@pytest.fixture(scope="module")
def now(county: Path) -> QuarterState:
    with CountyFile.open(county) as file:
        return state.load(file, FIRST)


def test_chances_follow_from_what_is_due_and_eligible(now: QuarterState) -> None:
    seen = prospect.prospect(now.frozen)
    assert {row.task for row in seen.strata} == {task.code for task in now.frozen.county.tasks}
    for row in seen.strata:
        assert row.eligible <= row.in_scope
        drawn = min(row.due, row.eligible)
        assert row.chance == (Fraction(drawn, row.eligible) if row.eligible else 0)
    # whoever is in scope of a task can be drawn for it, or cannot for one kind of reason
    in_scope, eligible, left_out = (Counter[str]() for _ in range(3))
    for row in seen.strata:
        in_scope[row.task] += row.in_scope
        eligible[row.task] += row.eligible
    for reason in seen.reasons:
        left_out[reason.task] += reason.enterprises
    assert {task: in_scope[task] - eligible[task] - left_out[task] for task in in_scope} == dict.fromkeys(in_scope, 0)


def test_what_is_asked_for_is_said_as_the_task_says_it(now: QuarterState) -> None:
    for row in prospect.prospect(now.frozen).strata:
        task = now.frozen.county.task[row.task]
        if task.fixed is not None:
            assert row.asked == prospect.FIXED(count=task.fixed)
            assert row.due == task.fixed
        elif row.asked is not None:
            assert "E" not in row.asked.text()


def test_before_the_freeze_the_same_lists_give_the_same(county: Path, now: QuarterState) -> None:
    with CountyFile.open(county) as file:
        assert prospect.before_freeze(file, FIRST) == prospect.prospect(now.frozen)


def test_every_kind_of_reason_has_its_words() -> None:
    from inspector.draw import frame

    reasons = [value for name, value in vars(frame).items() if name.isupper() and hasattr(value, "zh")]
    assert {reason.code for reason in reasons} == set(prospect.KINDS)


def test_the_draw_is_called_stratum_by_stratum_with_the_cut(now: QuarterState) -> None:
    rows = draw_record.calls(now)
    drawn = [(row.task, row.enterprise) for row in rows if row.drawn]
    assert drawn == [(one.task, one.enterprise) for one in now.current.selections]
    strata: dict[tuple[str, str], list[draw_record.CallRow]] = {}
    for row in rows:
        strata.setdefault((row.task, row.stratum), []).append(row)
    for called in strata.values():
        assert [row.ticket for row in called] == sorted(row.ticket for row in called)
        assert [row.place for row in called] == list(range(1, len(called) + 1))
        results = [row.drawn for row in called]
        taken = min(called[0].due, called[0].eligible)
        assert results == [True] * taken + [False] * (called[0].eligible > taken)


def test_tickets_name_every_task_that_drew(now: QuarterState) -> None:
    rows = draw_record.tickets(now)
    drawn = {(task, row.enterprise) for row in rows for task in row.tasks}
    assert drawn == {(one.task, one.enterprise) for one in now.current.selections}
    for group in {row.group for row in rows}:
        ranks = [row.rank for row in rows if row.group == group]
        assert ranks == sorted(ranks)


def test_a_withdrawn_freeze_stays_on_record(now: QuarterState) -> None:
    first, second = draw_record.freezes(now)
    assert (first.number, first.operator, first.withdrawn_by, first.reason) == (1, "甲", "乙", "名录有误")
    assert first.withdrawn_at
    assert (second.number, second.operator, second.withdrawn_at) == (2, "丙", "")
    assert second.h0 == now.h0 != first.h0
    assert hashlib.sha256(now.log[0].body.encode()).hexdigest() == first.h0


def test_seats_loads_and_pairs_add_up(now: QuarterState) -> None:
    plan = now.current
    seats, loads, pairs = draw_record.seats(now), draw_record.loads(now), draw_record.pairs(now)
    assert len(seats) == len(plan.postings)
    for row in seats:
        assert sum(part for _, _, part in row.chances) == MILLION
        assert row.chance in {part for _, name, part in row.chances if name == row.drawn}
    assert sum(row.expected for row in loads) == len(seats)
    assert sum(row.drawn or 0 for row in loads) == len(seats)
    for load in loads:
        # cycle rounding: a load is its expectation, rounded down or up
        assert load.drawn is not None
        assert abs(load.drawn - load.expected) < 1
    sizes = Counter(posting.team for posting in plan.postings)
    assert sum(row.times for row in pairs) == sum(size * (size - 1) // 2 for size in sizes.values())


def test_the_records_hold_what_witnesses_sign(now: QuarterState) -> None:
    for stage, frozen in ((1, now.current.h0), (2, now.current.h1)):
        form, names = forms.draw_papers(now, stage)
        said = "\n".join(str(value) for line in form.table.lines for value in line.values if value is not None)
        dice = now.current.dice(stage)
        assert dice is not None
        assert dice.seed in said.replace("\n", "")
        assert frozen in said.replace(" ", "").replace("\n", "")
        if stage == 1:
            assert [line.values[1] for line in form.table.lines if line.values[0] == "见证人"] == ["戊", "己"]
            assert "1号" in said
            assert "原因：骰子掉地　批准人：丁" in said
            assert len(names.table.lines) == 1 + len(now.current.selections)
        else:
            assert "未见证" in said
            assert len(names.table.lines) == 1 + len(now.current.postings)


def test_witnesses_take_home_what_is_locked_before_the_dice(now: QuarterState) -> None:
    for stage, frozen in ((1, now.current.h0), (2, now.current.h1)):
        (paper,) = forms.witness_papers(now, stage)
        said = "\n".join(str(value) for line in paper.table.lines for value in line.values if value is not None)
        assert frozen in said.replace(" ", "").replace("\n", "")
        assert now.current.dice(stage).digits not in said.replace(" ", "")
        assert [line.values[1] for line in paper.table.lines if line.values[0] == "见证人"] == ["", "", ""]
        assert f"{len(now.frozen.county.enterprises)} 家" in said


def test_one_witness_or_none_is_told(county: Path, tmp_path: Path) -> None:
    for witnesses, told in (([], "draw.unwitnessed"), (["戊"], "draw.one_witness"), (["戊", "己"], None)):
        copy = tmp_path / f"{len(witnesses)}.county"
        copy.write_bytes(county.read_bytes())
        with CountyFile.open(copy) as file:
            done = drawing.staff(
                file, FIRST, DICE[0], witnesses=witnesses, operator="丙", reason="骰子掉地", approver="丁"
            )
        assert {each.code for each in done.messages} == ({told} if told else set())
