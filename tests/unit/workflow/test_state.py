"""Where a quarter stands, as its records tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.messages import Refusal
from inspector.domain.quarters import Quarter
from inspector.store import CountyFile
from inspector.workflow import approving, drawing, freezing, importing, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.state import Stage

DICE1, DICE2 = DICE[FIRST]
OTHER = "16180339887498948482"
WHO = {"operator": "甲"}
DAY = date(2026, 12, 20)


def stage(file: CountyFile) -> Stage:
    return state.load(file).stage


def numbers(file: CountyFile) -> list[tuple[int, int]]:
    return [(draw.stage, draw.number) for draw in state.load(file).draws]


def refused(act: object, *arguments: object, **more: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as caught:
        act(*arguments, **more)
    return caught.value.message.code


def test_every_record_moves_the_quarter_one_stage_on(staffed: CountyFile) -> None:
    approving.submit(staffed, None, by="甲", **WHO)
    approving.approve(staffed, None, by="乙", document="示例〔2026〕1号", on=DAY, **WHO)
    records = staffed.records(quarter=str(FIRST))
    stages = [state.fold(FIRST, records[:count]).stage for count in range(len(records) + 1)]
    assert stages == list(Stage)


def test_how_far_each_quarter_is_is_known_without_reading_bodies(staffed: CountyFile) -> None:
    assert state.stages(staffed) == {FIRST: Stage.STAFFED}
    freezing.withdraw(staffed, None, by="甲", reason="名录有误", **WHO)
    assert state.stages(staffed) == {FIRST: Stage.OPEN}
    assert state.in_progress(staffed) is None
    (frozen,) = staffed.records(kinds=("freeze",))
    staffed.append(str(FIRST.next()), "freeze", frozen.body, "甲")
    assert state.stages(staffed) == {FIRST: Stage.OPEN, FIRST.next(): Stage.FROZEN}
    under_way = state.in_progress(staffed)
    assert under_way is not None
    assert under_way.quarter == FIRST.next()
    freezing.withdraw(staffed, None, by="甲", reason="名录有误", **WHO)
    freezing.freeze(staffed, FIRST, **WHO)
    assert list(state.stages(staffed)) == [FIRST.next(), FIRST], "the one opened last stands last"
    assert all(state.load(staffed, quarter).stage is stage for quarter, stage in state.stages(staffed).items())


def test_a_quarter_without_records_is_open(staffed: CountyFile) -> None:
    read = state.load(staffed, FIRST.next())
    assert (read.stage, read.plan, read.snapshot, read.draws) == (Stage.OPEN, None, None, ())


def test_a_file_without_a_freeze_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("new") / "new.county"
    with CountyFile.create(path, "云溪县", "429088") as file:
        assert refused(state.load, file) == "state.nothing_opened"
        assert state.opened_quarters(file) == []


def test_a_withdrawn_freeze_opens_the_lists_and_keeps_its_draws_on_record(staffed: CountyFile) -> None:
    county = staffed.county()
    assert refused(importing.refuse_frozen, staffed, county, replace(county, items=())) == "import.frozen"
    freezing.withdraw(staffed, None, by="甲", reason="名录有误", **WHO)
    read = state.load(staffed, FIRST)
    assert (read.stage, read.plan, read.h0) == (Stage.OPEN, None, "")
    assert read.withdrawn == ("名录有误", "甲")
    assert numbers(staffed) == [(1, 1), (2, 1)]


def test_draws_after_a_withdrawal_are_second_draws_with_its_reason(staffed: CountyFile) -> None:
    freezing.withdraw(staffed, None, by="甲", reason="名录有误", **WHO)
    freezing.freeze(staffed, FIRST, **WHO)
    assert state.load(staffed).freezes == 2
    drawing.draw(staffed, None, OTHER, approver="县长", **WHO)
    scheduling.schedule(staffed, None, effort="quick", **WHO)
    drawing.staff(staffed, None, DICE1, approver="县长", **WHO)
    assert numbers(staffed) == [(1, 1), (2, 1), (1, 2), (2, 2)]
    second = [draw for draw in state.load(staffed).draws if draw.number == 2]
    assert {(draw.reason, draw.approver) for draw in second} == {("名录有误", "县长")}
    assert state.load(staffed).withdrawn is None


@pytest.mark.parametrize(("reason", "approver"), [("", ""), ("骰子掉地", ""), ("", "乙"), (" ", "乙")])
def test_another_draw_without_reason_or_approver_is_refused(staffed: CountyFile, reason: str, approver: str) -> None:
    before = len(staffed.records())
    for act in (drawing.draw, drawing.staff):
        assert refused(act, staffed, None, OTHER, reason=reason, approver=approver, **WHO) == "draw.again"
    assert len(staffed.records()) == before


def test_draws_are_numbered_and_none_is_lost(staffed: CountyFile) -> None:
    for _ in range(2):
        drawing.staff(staffed, None, OTHER, reason="骰子掉地", approver="乙", **WHO)
    assert numbers(staffed) == [(1, 1), (2, 1), (2, 2), (2, 3)]
    drawing.draw(staffed, None, OTHER, reason="漏读一位", approver="乙", **WHO)
    assert numbers(staffed) == [(1, 1), (2, 1), (2, 2), (2, 3), (1, 2)]
    assert stage(staffed) is Stage.DRAWN
    assert refused(drawing.staff, staffed, None, OTHER, reason="a", approver="b", **WHO) == "state.not_now"


def test_a_rejected_plan_keeps_its_names(staffed: CountyFile) -> None:
    names = state.load(staffed).current.selections
    approving.submit(staffed, None, by="甲", **WHO)
    approving.reject(staffed, None, by="乙", reason="错开春运", **WHO)
    read = state.load(staffed)
    assert (read.stage, read.sent_back) == (Stage.DRAWN, ("错开春运", "乙"))
    assert refused(drawing.draw, staffed, None, OTHER, reason="a", approver="b", **WHO) == "draw.names_stand"
    scheduling.schedule(staffed, None, effort="quick", **WHO)
    read = state.load(staffed)
    assert (read.stage, read.version, read.sent_back) == (Stage.STAFFED, 2, None)
    assert read.current.selections == names
    assert numbers(staffed) == [(1, 1), (2, 1)]


def test_nobody_approves_what_they_submitted(staffed: CountyFile) -> None:
    assert refused(approving.submit, staffed, None, by=" ", **WHO) == "approve.blank"
    approving.submit(staffed, None, by=" 甲 ", **WHO)
    for by, document, code in [
        ("甲 ", "1号", "approve.same_person"),
        ("", "1号", "approve.blank"),
        ("乙", " ", "approve.blank"),
    ]:
        assert refused(approving.approve, staffed, None, by=by, document=document, on=DAY, **WHO) == code
    assert stage(staffed) is Stage.SUBMITTED
    assert state.load(staffed).submitted_by == "甲"


def test_what_is_not_its_turn_is_refused_and_nothing_is_written(staffed: CountyFile) -> None:
    before = len(staffed.records())
    assert refused(scheduling.schedule, staffed, None, **WHO) == "state.not_now"
    assert refused(approving.approve, staffed, None, by="乙", document="1号", on=DAY, **WHO) == "state.not_now"
    assert refused(approving.reject, staffed, None, by="乙", reason="r", **WHO) == "state.not_now"
    assert refused(freezing.freeze, staffed, FIRST, **WHO) == "state.not_now"
    assert refused(freezing.withdraw, staffed, None, by="甲", reason=" ", **WHO) == "freeze.blank_reason"
    assert len(staffed.records()) == before


def test_an_approved_plan_can_neither_be_withdrawn_nor_drawn_again(staffed: CountyFile) -> None:
    approving.submit(staffed, None, by="甲", **WHO)
    approving.approve(staffed, None, by="乙", document="示例〔2026〕1号", on=DAY, **WHO)
    assert state.load(staffed).approval.document == "示例〔2026〕1号"
    assert refused(freezing.withdraw, staffed, None, by="甲", reason="r", **WHO) == "state.not_now"
    assert refused(drawing.draw, staffed, None, OTHER, reason="a", approver="b", **WHO) == "state.not_now"


def test_lists_that_changed_after_the_freeze_are_not_drawn_from(staffed: CountyFile) -> None:
    freezing.withdraw(staffed, None, by="甲", reason="名录有误", **WHO)
    freezing.freeze(staffed, FIRST, **WHO)
    county = staffed.county()
    fewer = replace(county, inspectors=(*county.inspectors[:-1], replace(county.inspectors[-1], name="改名")))
    staffed.save_lists(county, fewer, operator="甲")
    assert refused(drawing.draw, staffed, None, OTHER, **WHO) == "draw.changed"


@pytest.mark.parametrize("words", ["2027Q5", "2027", "Q1", "2027年一季度", "27Q1", ""])
def test_what_is_no_quarter_is_refused(words: str) -> None:
    assert refused(state.parse_quarter, words) == "state.bad_quarter"


def test_a_quarter_is_read_as_it_is_written() -> None:
    assert state.parse_quarter("2027Q1") == Quarter(2027, 1)
