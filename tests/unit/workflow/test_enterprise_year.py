"""An enterprise's year: what was and will be, what its caps leave, its chances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from inspector.domain.codes import EnterpriseStatus, Exemption, MeetingKind, MonthBasis, RiskClass, YearBasis
from inspector.domain.county import County, PastCheck, PastMeeting, Recusal, Snapshot
from inspector.domain.outcomes import Outcome
from inspector.domain.plan import Plan, Visit
from inspector.domain.quarters import Period
from inspector.draw.targets import draw_targets
from inspector.workflow.enterprise_year import EnterpriseYear, MarkKind, YearBook
from inspector.workflow.state import QuarterState, Stage
from inspector.workflow.task_outline import task_outline
from tests.unit.exchange_export import builders

LISTS = builders.snapshot()
PLAN = builders.plan()
CODES = [row.code for row in LISTS.county.enterprises]


def book(
    county: County = LISTS.county, stage: Stage = Stage.APPROVED, plan: Plan | None = PLAN, **more: object
) -> YearBook:
    frozen = replace(LISTS, county=county)
    snapshot = frozen if stage is not Stage.OPEN else None
    now = QuarterState(LISTS.quarter, stage, snapshot, plan=plan, **more)  # type: ignore[arg-type]
    return YearBook.of(county, now, [now], frozen)


def before_the_dice(county: County = LISTS.county) -> YearBook:
    return book(county, Stage.OPEN, None)


def visit_with(source: str) -> Visit:
    return next(visit for visit in PLAN.visits if source in visit.sources)


def said(year: EnterpriseYear) -> str:
    return "\n".join(message.text("en") for message in year.caps)


def with_history(checks: Iterable[PastCheck] = (), meetings: Iterable[PastMeeting] = (), **settings: object) -> County:
    county = LISTS.county
    return replace(
        county,
        past_checks=tuple(checks),
        past_meetings=tuple(meetings),
        settings=replace(county.settings, **settings),  # type: ignore[arg-type]
    )


def test_a_planned_counted_check_uses_the_year_and_says_of_which_plan() -> None:
    visit = visit_with("T01")
    year = book().year_of(visit.enterprise, 2027)
    (mark,) = (mark for mark in year.marks if mark.kind is MarkKind.CHECK and mark.counted)
    assert (mark.day, mark.planned, mark.draft) == (visit.date, True, False)
    assert not year.check_left
    assert "the one counted check is planned" in said(year)
    assert "2027Q1 approved" in said(year)
    assert "2027Q1 draft" in said(book(stage=Stage.STAFFED).year_of(visit.enterprise, 2027))


def test_what_is_on_record_as_made_is_planned_no_more() -> None:
    visit = visit_with("T01")
    made = {visit.number: Outcome(visit.number, on=visit.date)}
    year = book(done=made).year_of(visit.enterprise, 2027)
    assert [mark.planned for mark in year.marks if mark.counted and mark.kind is MarkKind.CHECK] == [False]
    assert "is used" in said(year)


def test_a_case_is_exempt_and_leaves_the_year_free() -> None:
    visit = visit_with("X01")
    year = book().year_of(visit.enterprise, 2027)
    marks = [mark for mark in year.marks if mark.kind is MarkKind.CHECK]
    assert [mark.counted for mark in marks] == [False]
    assert year.check_left
    assert "may still take place" in said(year)


def test_history_of_one_day_is_one_mark_and_too_many_days_are_said() -> None:
    code = CODES[5]
    checks = [
        PastCheck(code, date(2026, 3, 2), "D1"),
        PastCheck(code, date(2026, 3, 2), "D2"),
        PastCheck(code, date(2026, 9, 1), "D3"),
        PastCheck(code, date(2026, 10, 1), "D2", Exemption.WORK_SAFETY),
    ]
    found = before_the_dice(with_history(checks))
    year = found.year_of(code, 2026)
    assert [(mark.day.month, mark.counted) for mark in year.marks] == [(3, True), (9, True), (10, False)]
    assert "2 counted checks, more than the one allowed" in said(year)
    assert found.years(code) == (2026, 2027)
    assert [mark.day for mark in found.history(code)] == sorted((mark.day for mark in year.marks), reverse=True)


@pytest.mark.parametrize(
    ("last", "until"),
    [(date(2026, 9, 1), "2027-09-01"), (date(2024, 2, 29), None), (date(2026, 2, 28), "2027-02-28")],
)
def test_the_rolling_year_names_the_first_free_day(last: date, until: str | None) -> None:
    county = with_history([PastCheck(CODES[5], last, "D1")], year_basis=YearBasis.ROLLING)
    words = said(before_the_dice(county).year_of(CODES[5], 2027))
    assert (f"no other counted check before {until}" in words) if until else "Rolling" not in words


def test_meetings_use_their_months_or_thirty_days() -> None:
    code = CODES[6]
    meetings = [
        PastMeeting(code, date(2027, 1, 12), MeetingKind.MEETING),
        PastMeeting(code, date(2027, 2, 3), MeetingKind.RESEARCH),
    ]
    year = before_the_dice(with_history(meetings=meetings)).year_of(code, 2027)
    assert year.months_used == (1, 2)
    assert "month 1, month 2 used" in said(year)
    rolling = with_history(meetings=meetings, month_basis=MonthBasis.ROLLING)
    assert "after 2027-03-04" in said(before_the_dice(rolling).year_of(code, 2027))
    planned = book().year_of(CODES[1], 2027)
    assert planned.months_used == (3,)


def test_chances_before_the_dice_are_exact_and_say_why_there_is_none() -> None:
    frozen = before_the_dice()
    code = next(
        row.code
        for row in LISTS.county.enterprises
        if row.code not in {CODES[2], CODES[17]} and row.risk is RiskClass.A
    )
    (found,) = (row for row in frozen.year_of(code, 2027).tasks if row.task == "T01")
    assert found.chance == Fraction(found.due, found.eligible)
    assert 0 < found.chance < 1
    assert found.drawn is None
    # checked this year already: only counted items are closed to it
    checked = next(row for row in frozen.year_of(CODES[2], 2027).tasks if row.task == "T01")
    assert checked.chance is None
    assert "already had this year's counted check" in checked.reason.text("en")  # type: ignore[union-attr]
    assert frozen.year_of(CODES[17], 2027).tasks[0].reason is not None
    assert "cannot be visited" in said(frozen.year_of(CODES[17], 2027))


def test_after_the_dice_the_outcome_stands_beside_the_chance() -> None:
    drawn = {one.enterprise for one in PLAN.selections if one.task == "T01"}
    found = book()
    for code in CODES[:17]:
        for row in found.year_of(code, 2027).tasks:
            if row.task == "T01":
                assert row.drawn == (code in drawn)
                assert row.chance is not None or not row.drawn


def test_recused_people_and_blackouts_are_told() -> None:
    county = LISTS.county
    other = found = before_the_dice().year_of(CODES[8], 2027)
    assert found.recused == ()
    black = Period(date(2027, 2, 1), date(2027, 2, 20))
    rows = [replace(row, blackouts=(black,)) if row.code == CODES[8] else row for row in county.enterprises]
    county = replace(county, recusals=(Recusal("03000001", CODES[8], "亲属"),), enterprises=tuple(rows))
    found = before_the_dice(county).year_of(CODES[8], 2027)
    assert [(row.certificate, row.department, row.reason) for row in found.recused] == [("03000001", "税务局", "亲属")]
    assert found.blackouts == (black,)
    assert before_the_dice(county).year_of(CODES[8], 2026).blackouts == ()
    assert other.blackouts == ()


def test_a_status_of_closed_is_said_first() -> None:
    county = LISTS.county
    rows = [
        replace(row, status=EnterpriseStatus.DEREGISTERED) if row.code == CODES[8] else row
        for row in county.enterprises
    ]
    year = before_the_dice(replace(county, enterprises=tuple(rows))).year_of(CODES[8], 2027)
    assert "status" in year.caps[0].text("en")


def test_a_tasks_outline_counts_what_the_draw_counts() -> None:
    task = LISTS.county.task["T01"]
    outline = task_outline(LISTS.county, task)
    dice = PLAN.dice(1)
    assert dice is not None
    strata = draw_targets(LISTS, dice).frames[0].tasks["T01"].strata
    assert {(row.risk.value, row.in_scope, row.due) for row in outline.classes if row.in_scope} == {
        (stratum.name, stratum.in_scope, stratum.due) for stratum in strata
    }
    assert outline.in_scope == len(LISTS.county.enterprises)
    assert outline.due == sum(row.due for row in outline.classes)
    fixed = task_outline(LISTS.county, LISTS.county.task["T02"])
    assert fixed.due == 2
    assert all(row.rate is None and row.due == 0 for row in fixed.classes)
    half = task_outline(LISTS.county, replace(task, rates=((RiskClass.A, Decimal("0.5")),)))
    (only,) = (row for row in half.classes if row.due)
    assert (only.risk, only.due) == (RiskClass.A, -(-only.in_scope // 2))


def test_no_such_enterprise() -> None:
    with pytest.raises(KeyError):
        before_the_dice().year_of("没有", 2027)


def test_the_lists_are_frozen_or_not() -> None:
    assert not before_the_dice().year_of(CODES[0], 2027).frozen
    assert isinstance(book().snapshot, Snapshot)
    assert book().year_of(CODES[0], 2027).frozen
