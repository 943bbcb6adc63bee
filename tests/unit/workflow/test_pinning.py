"""Dates that are fixed before approval: what forbids them, what moves with them, and how they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.codes import Half, YearBasis
from inspector.domain.county import County, PastCheck
from inspector.domain.messages import LANGUAGES, AnswerIsNo, Refusal
from inspector.domain.plan import Visit
from inspector.domain.quarters import Period
from inspector.rules import availability, joint_visit, window
from inspector.store import CountyFile
from inspector.workflow import drawing, freezing, pinning, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.pins import Pin, fold_pin, pin_body
from inspector.workflow.selftest import tiny_county
from inspector.workflow.state import Stage

WHO = "测试"
SUNDAY = date(FIRST.year, 1, 3)


def made(path: Path, county: County, *, scheduled: bool = True) -> CountyFile:
    file = CountyFile.create(path, county.name, county.code)
    file.save_lists(file.county(), county, operator=WHO)
    freezing.freeze(file, FIRST, operator=WHO)
    drawing.draw(file, FIRST, DICE[FIRST][0], operator=WHO)
    if scheduled:
        scheduling.schedule(file, FIRST, effort="quick", operator=WHO)
    return file


@pytest.fixture
def scheduled(tmp_path: Path) -> Iterator[CountyFile]:
    """The tiny county with dates and without people; one enterprise is closed in March."""
    county = tiny_county()
    closed = Period(date(FIRST.year, 3, 1), date(FIRST.year, 3, 31))
    county = replace(county, enterprises=tuple(replace(each, blackouts=(closed,)) for each in county.enterprises))
    with made(tmp_path / "pins.county", county) as file:
        yield file


def visits(file: CountyFile) -> dict[str, Visit]:
    return state.load(file).current.visit


def free_day(file: CountyFile, number: str) -> date:
    """A day on which the visit may be and is not."""
    now = state.load(file)
    days = pinning.open_days(now.frozen, now.current, number)
    return max(day for day in days if day != now.current.visit[number].date)


def test_a_pin_moves_its_visit_and_as_few_others_as_can_be(scheduled: CountyFile) -> None:
    before = visits(scheduled)
    day = free_day(scheduled, "V0002")
    done = pinning.pin(scheduled, None, "V0002", day, Half.AFTERNOON, operator=WHO)
    after = visits(scheduled)
    assert (after["V0002"].date, after["V0002"].half) == (day, Half.AFTERNOON)
    assert {number for number in after if number != "V0002" and after[number] != before[number]} == set(done.moved)
    assert done.moved == ()
    now = state.load(scheduled)
    assert now.stage is Stage.SCHEDULED
    assert now.version == 2
    assert [record.kind for record in now.log][-2:] == ["pin", "schedule"]
    assert [(visit.number, pin.date) for visit, pin in pinning.pinned_visits(now)] == [("V0002", day)]


def test_a_pin_outlives_the_next_schedule_and_can_be_taken_away(scheduled: CountyFile) -> None:
    day = free_day(scheduled, "V0001")
    pinning.pin(scheduled, None, "V0001", day, Half.MORNING, operator=WHO)
    scheduling.schedule(scheduled, None, effort="quick", operator=WHO)
    assert (visits(scheduled)["V0001"].date, visits(scheduled)["V0001"].half) == (day, Half.MORNING)
    assert pinning.unpin(scheduled, None, "V0001", operator=WHO).date == day
    assert state.load(scheduled).pins == ()
    with pytest.raises(Refusal) as caught:
        pinning.unpin(scheduled, None, "V0001", operator=WHO)
    assert caught.value.message.wording is pinning.NOT_PINNED


def test_fixing_a_visit_where_it_is_moves_nothing(scheduled: CountyFile) -> None:
    before = state.load(scheduled)
    visit = before.current.visits[0]
    assert visit.date is not None
    assert visit.half is not None
    done = pinning.pin(scheduled, None, visit.number, visit.date, visit.half, operator=WHO)
    after = state.load(scheduled)
    assert done.scheduled is None
    assert after.plan == before.plan
    assert len(after.pins) == 1


def test_the_proven_bound_is_kept_while_pins_are_only_added(scheduled: CountyFile) -> None:
    first = state.load(scheduled).current.report
    done = pinning.pin(scheduled, None, "V0002", free_day(scheduled, "V0002"), Half.AFTERNOON, operator=WHO)
    assert first is not None
    assert done.scheduled is not None
    assert first.bound <= done.scheduled.bound <= done.scheduled.team_days


@pytest.mark.parametrize(
    ("day", "wording"),
    [
        (SUNDAY, availability.REST_DAY),
        (date(FIRST.year, 3, 3), availability.BLACKOUT),
        (date(FIRST.year, 4, 6), window.OUTSIDE_QUARTER),
    ],
)
def test_what_a_rule_forbids_is_told_in_its_own_words(scheduled: CountyFile, day: date, wording: object) -> None:
    now = state.load(scheduled)
    found = pinning.why_not_then(now.frozen, now.current, "V0001", day, Half.MORNING)
    assert wording in [message.wording for message in found]
    with pytest.raises(AnswerIsNo) as caught:
        pinning.pin(scheduled, None, "V0001", day, Half.MORNING, operator=WHO)
    for language in LANGUAGES:
        assert found[0].text(language) in caught.value.message.text(language)
    assert state.load(scheduled).log == now.log


def test_the_whole_day_is_not_for_a_visit_of_half_a_day(scheduled: CountyFile) -> None:
    now = state.load(scheduled)
    day = free_day(scheduled, "V0001")
    found = pinning.why_not_then(now.frozen, now.current, "V0001", day, Half.WHOLE_DAY)
    assert [message.wording for message in found] == [availability.NO_HALF]


def test_two_visits_of_an_enterprise_are_not_on_one_day(scheduled: CountyFile) -> None:
    now = state.load(scheduled)
    first = now.current.visits[0]
    day = free_day(scheduled, first.number)
    other = replace(first, number="V9999", date=day)
    plan = replace(now.current, visits=(*now.current.visits, other))
    found = pinning.why_not_then(now.frozen, plan, first.number, day, Half.MORNING)
    assert joint_visit.SAME_DATE in [message.wording for message in found]


def test_a_rolling_cap_closes_days(scheduled: CountyFile) -> None:
    now = state.load(scheduled)
    first = now.current.visits[0]
    past = PastCheck(first.enterprise, date(FIRST.year - 1, 2, 1), "A")
    county = now.frozen.county
    rolling = replace(
        now.frozen,
        county=replace(county, past_checks=(past,), settings=replace(county.settings, year_basis=YearBasis.ROLLING)),
    )
    days = pinning.open_days(
        rolling, replace(now.current, visits=(replace(first, date=None, half=None),)), first.number
    )
    assert min(days) == date(FIRST.year, 2, 1)


def test_a_day_without_people_is_told(scheduled: CountyFile) -> None:
    now = state.load(scheduled)
    day = free_day(scheduled, "V0001")
    county = now.frozen.county
    away = tuple(replace(each, leave=(Period(day, day),)) for each in county.inspectors)
    found = pinning.why_not_then(
        replace(now.frozen, county=replace(county, inspectors=away)), now.current, "V0001", day, Half.MORNING
    )
    assert len(found) == 1
    assert "甲" in found[0].text()
    assert "可行办法" not in found[0].text()


def test_dates_may_be_fixed_before_the_first_schedule(tmp_path: Path) -> None:
    with made(tmp_path / "early.county", tiny_county(), scheduled=False) as file:
        day = date(FIRST.year, 2, 3)
        done = pinning.pin(file, None, "V0001", day, Half.MORNING, operator=WHO)
        assert done.scheduled is None
        assert state.load(file).stage is Stage.DRAWN
        assert [visit.number for visit, _ in pinning.pinned_visits(state.load(file))] == ["V0001"]
        scheduling.schedule(file, None, effort="quick", operator=WHO)
        assert visits(file)["V0001"].date == day


def test_no_date_moves_once_people_were_drawn_for_it(scheduled: CountyFile) -> None:
    drawing.staff(scheduled, FIRST, DICE[FIRST][1], operator=WHO)
    with pytest.raises(Refusal) as caught:
        pinning.pin(scheduled, None, "V0001", date(FIRST.year, 2, 3), Half.MORNING, operator=WHO)
    assert caught.value.message.wording is pinning.PEOPLE_DRAWN


def test_a_visit_that_is_not_there(scheduled: CountyFile) -> None:
    with pytest.raises(Refusal) as caught:
        pinning.pin(scheduled, None, "V7777", date(FIRST.year, 2, 3), Half.MORNING, operator=WHO)
    assert "V7777" in str(caught.value)


def test_others_make_room_if_they_must(tmp_path: Path) -> None:
    county = tiny_county()
    short = Period(date(FIRST.year, 1, 4), date(FIRST.year, 1, 5))
    few = tuple(each for each in county.inspectors if not each.certificate.endswith("3"))
    county = replace(county, inspectors=few, tasks=tuple(replace(task, window=short) for task in county.tasks))
    with made(tmp_path / "full.county", county) as file:
        before = visits(file)
        assert len(before) == 4
        there = before["V0001"].date, before["V0001"].half
        other = next(each for each in before.values() if each.date != there[0])
        assert other.date is not None
        assert other.half is not None
        done = pinning.pin(file, None, "V0001", other.date, other.half, operator=WHO)
        assert done.moved
        assert (visits(file)["V0001"].date, visits(file)["V0001"].half) == (other.date, other.half)
        assert len({(each.date, each.half) for each in visits(file).values()}) == 4


def test_pins_fold_one_after_the_other() -> None:
    one = Pin("E1", ("T1",), date(2027, 1, 4), Half.MORNING)
    later = replace(one, date=date(2027, 1, 5))
    other = replace(one, sources=("C1",))
    pins: tuple[Pin, ...] = ()
    for body in (pin_body(one), pin_body(other), pin_body(later)):
        pins = fold_pin(pins, body)
    assert pins == (other, later)
    assert fold_pin(pins, pin_body(later, removed=True)) == (other,)


def test_a_withdrawn_freeze_forgets_its_pins(scheduled: CountyFile) -> None:
    pinning.pin(scheduled, None, "V0001", free_day(scheduled, "V0001"), Half.MORNING, operator=WHO)
    freezing.withdraw(scheduled, FIRST, by="甲", reason="名录有误", operator=WHO)
    freezing.freeze(scheduled, FIRST, operator=WHO)
    assert state.load(scheduled).pins == ()
