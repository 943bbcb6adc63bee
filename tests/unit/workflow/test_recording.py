"""What was done: on record, corrected by further records, refused where it cannot be so, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.codes import Exemption
from inspector.domain.county import Case
from inspector.domain.messages import LANGUAGES, Refusal
from inspector.domain.outcomes import Finding, FollowUp, Outcome, Rating
from inspector.store import CountyFile
from inspector.workflow import approving, drawing, execution, freezing, recording, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.execution import Standing
from inspector.workflow.overview import StepName, StepState, overview
from inspector.workflow.recording import record_visit
from inspector.workflow.selftest import tiny_county
from inspector.workflow.state import QuarterState

WHO = {"operator": "甲"}
APPROVED = date(2026, 12, 20)
LATER = date(2027, 12, 1)


@pytest.fixture(scope="module")
def complained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny county with a complaint against one enterprise, approved."""
    county = tiny_county()
    case = Case(
        "线索一",
        county.enterprises[0].code,
        Exemption.COMPLAINT,
        "示例转办〔2027〕1号",
        "A",
        ("A01",),
        date(2027, 1, 4),
        date(2027, 2, 26),
    )
    path = tmp_path_factory.mktemp("complained") / "tiny.county"
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), replace(county, cases=(case,)), **WHO)
        freezing.freeze(file, FIRST, **WHO)
        drawing.draw(file, FIRST, DICE[FIRST][0], **WHO)
        scheduling.schedule(file, FIRST, effort="quick", **WHO)
        drawing.staff(file, FIRST, DICE[FIRST][1], **WHO)
        approving.submit(file, FIRST, by="甲", **WHO)
        approving.approve(file, FIRST, by="乙", document="示例〔2026〕1号", on=APPROVED, **WHO)
    return path


@pytest.fixture
def file(complained: Path, tmp_path: Path) -> Iterator[CountyFile]:
    copy = tmp_path / "copy.county"
    copy.write_bytes(complained.read_bytes())
    with CountyFile.open(copy) as opened:
        yield opened


def now(file: CountyFile) -> QuarterState:
    return state.load(file)


def ordinary(file: CountyFile, **other: Any) -> Outcome:
    """A visit that no complaint led to, made as approved, with nothing found; or otherwise."""
    read = now(file)
    visit = next(one for one in read.current.visits if not recording.complaints(read.frozen, one))
    made = {"on": visit.date, "finding": Finding.NOTHING, "follow_up": FollowUp.NONE}
    return Outcome(visit.number, **{**made, **other})


def complaint(file: CountyFile, **other: Any) -> Outcome:
    read = now(file)
    visit = next(one for one in read.current.visits if recording.complaints(read.frozen, one))
    return replace(ordinary(file), visit=visit.number, on=visit.date, **other)


def refused(file: CountyFile, outcome: Outcome) -> str:
    before = len(file.records())
    with pytest.raises(Refusal) as caught:
        record_visit(file, None, outcome, **WHO)
    assert len(file.records()) == before
    for language in LANGUAGES:
        assert "{" not in caught.value.message.text(language)
    return caught.value.message.code


def test_an_outcome_is_read_back_as_it_was_recorded(file: CountyFile) -> None:
    full = ordinary(
        file,
        finding=Finding.PUT_RIGHT,
        follow_up=FollowUp.ORDERED,
        first_minor=True,
        rating=Rating.BAD,
        note="当场改正；已复查\t完",
    )
    full = replace(full, published=full.on, settle_by=full.on + timedelta(9), settled=full.on + timedelta(5))
    assert record_visit(file, None, full, **WHO).outcome == full
    assert now(file).done == {full.visit: full}


def test_a_correction_is_a_further_record_and_the_last_one_counts(file: CountyFile) -> None:
    first = ordinary(file)
    assert not record_visit(file, None, first, **WHO).correction
    second = replace(first, finding=Finding.PENDING, follow_up=FollowUp.REFERRED)
    assert record_visit(file, None, second, **WHO).correction
    assert now(file).done[first.visit] == second
    assert [record.kind for record in file.records()][-2:] == ["done", "done"]
    assert file.check_chain() is None
    assert refused(file, second) == "record.nothing_new"


def test_nothing_is_recorded_before_approval(staffed: CountyFile) -> None:
    visit = state.load(staffed).current.visits[0]
    done = Outcome(visit.number, visit.date, finding=Finding.NOTHING, follow_up=FollowUp.NONE)
    assert refused(staffed, done) == "state.not_now"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"visit": "V9999"}, "record.no_visit"),
        ({"finding": None}, "record.no_finding"),
        ({"follow_up": None}, "record.no_follow_up"),
        ({"on": None}, "record.no_reason"),
        ({"on": None, "reason": "企业停产"}, "record.only_if_made"),
        ({"on": APPROVED - timedelta(1), "reason": "提前"}, "record.before_approval"),
        ({"first_minor": True}, "record.not_minor"),
        ({"published": APPROVED}, "record.too_early"),
        ({"rating": Rating.BAD}, "record.no_settle_by"),
        ({"rating": Rating.GOOD, "settle_by": LATER}, "record.only_if_bad"),
        ({"rating": Rating.BAD, "settle_by": APPROVED}, "record.too_early"),
        ({"answered": LATER}, "record.no_complaint"),
    ],
)
def test_what_cannot_be_so_is_refused(file: CountyFile, changed: dict[str, Any], code: str) -> None:
    assert refused(file, replace(ordinary(file), **changed)) == code


def test_another_day_than_the_approved_one_needs_a_reason_and_is_counted(file: CountyFile) -> None:
    right = ordinary(file)
    moved = replace(right, on=right.on + timedelta(1))
    assert refused(file, moved) == "record.other_day"
    said = record_visit(file, None, replace(moved, reason="大雪封路"), **WHO).messages
    assert "record.moved" in {message.code for message in said}
    figures = execution.progress(file, None, today=LATER).figures
    assert (figures.made, figures.moved, figures.as_approved) == (1, 1, 0)


def test_a_check_still_to_come_is_told(file: CountyFile) -> None:
    right = ordinary(file)
    said = record_visit(file, None, right, today=right.on - timedelta(1), **WHO).messages
    assert "record.not_yet" in {message.code for message in said}
    said = record_visit(file, None, replace(right, note="补充"), today=right.on, **WHO).messages
    assert "record.not_yet" not in {message.code for message in said}


def test_only_a_complaint_is_answered_and_not_before_it_came(file: CountyFile) -> None:
    early = complaint(file, answered=date(2027, 1, 1))
    assert refused(file, early) == "record.too_early"
    record_visit(file, None, complaint(file), **WHO)
    line = next(line for line in execution.progress(file, None, today=LATER).lines if line.answer)
    assert line.answer.by == date(2027, 2, 26)
    assert line.answer.standing(LATER) is Standing.OVERDUE
    record_visit(file, None, complaint(file, answered=date(2027, 2, 28)), **WHO)
    line = next(line for line in execution.progress(file, None, today=LATER).lines if line.answer)
    assert line.answer.standing(LATER) is Standing.DONE
    assert line.answer.late


def test_the_result_is_due_twenty_workdays_after_the_check(file: CountyFile) -> None:
    done = ordinary(file)
    record_visit(file, None, done, **WHO)
    read = now(file)
    line = next(line for line in execution.visit_lines(read, LATER) if line.number == done.visit)
    days = [day for day in read.frozen.calendar.workdays(read.quarter.period) if day > done.on]
    after = read.frozen.calendar.add_workdays(done.on, 20)
    assert line.publication.by == after
    if after <= read.quarter.last:
        assert days.index(after) == 19
    # a year the frozen calendar does not cover has no date rather than a wrong one
    assert recording.publication_due(read.frozen, date(read.quarter.year + 1, 12, 31)) is None


def test_the_figures_add_up_and_name_what_is_overdue(file: CountyFile) -> None:
    visits = now(file).current.visits
    first = execution.progress(file, None, today=APPROVED).figures
    assert (first.approved, first.open, first.overdue, first.soon) == (len(visits), len(visits), 0, 0)
    record_visit(file, None, ordinary(file), **WHO)
    record_visit(file, None, Outcome(complaint(file).visit, reason="企业已搬离"), **WHO)
    after = execution.progress(file, None, today=LATER).figures
    assert (after.made, after.not_made) == (1, 1)
    assert after.open == after.overdue == len(visits) - 2
    assert (after.to_publish, after.publish_overdue, after.published) == (1, 1, 0)
    assert after.findings == {Finding.NOTHING: 1}
    soon = min(visit.date for visit in visits)
    assert execution.progress(file, None, today=soon - timedelta(7)).lines[0].standing is not Standing.AHEAD


def test_the_step_is_done_once_every_visit_is_on_record(file: CountyFile) -> None:
    def step() -> StepState:
        return next(each.state for each in overview(file).steps if each.name is StepName.EXECUTION)

    for visit in now(file).current.visits:
        assert step() is StepState.NEXT
        record_visit(file, None, replace(ordinary(file), visit=visit.number, on=visit.date), **WHO)
    assert step() is StepState.DONE


def test_a_visit_that_was_not_made_uses_no_yearly_check(file: CountyFile) -> None:
    skipped = ordinary(file)
    record_visit(file, None, Outcome(skipped.visit, reason="企业停产"), **WHO)
    enterprise = now(file).current.visit[skipped.visit].enterprise
    history = freezing.take_snapshot(file, FIRST.next()).county.checks_of
    assert not any(row.counted for row in history.get(enterprise, ()))
    moved = next(
        one for one in now(file).current.visits if one.number != skipped.visit and one.number != complaint(file).visit
    )
    other = moved.date + timedelta(1)
    record_visit(file, None, replace(skipped, visit=moved.number, on=other, reason="大雪"), **WHO)
    history = freezing.take_snapshot(file, FIRST.next()).county.checks_of
    assert other in {row.date for row in history[moved.enterprise]}
