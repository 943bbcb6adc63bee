"""The plan as pictures need it: days, team-days, loads, towns and meetings agree with the plan they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspector.domain.codes import Exemption, Half
from inspector.domain.county import Snapshot
from inspector.domain.plan import Plan
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.store import CountyFile
from inspector.workflow import state
from inspector.workflow.demo import FIRST
from inspector.workflow.picture import DayKind, Picture, capacity, day_kind, mondays, picture
from inspector.workflow.pins import Pin, key_of
from inspector.workflow.selftest import plan_tiny_county, tiny_county
from inspector.workflow.state import QuarterState, Stage


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> QuarterState:
    path, _ = plan_tiny_county(tmp_path_factory.mktemp("picture"))
    with CountyFile.open(path) as file:
        return state.load(file)


def drawn(now: QuarterState) -> Picture:
    found = picture(now)
    assert found is not None
    return found


def scheduled(now: QuarterState) -> Picture:
    """The same before the inspectors were drawn."""
    return drawn(replace(now, plan=replace(now.current, postings=()), stage=Stage.SCHEDULED))


def test_every_visit_stands_on_its_day_once(now: QuarterState) -> None:
    seen = drawn(now)
    on_days = [block for day in seen.days.values() for block in day.blocks]
    assert sorted(block.visit for block in on_days) == sorted(visit.number for visit in now.current.visits)
    for block in on_days:
        visit = now.current.visit[block.visit]
        assert (block.day, block.half, block.enterprise) == (visit.date, visit.half, visit.enterprise)
        assert block.name == now.frozen.county.enterprise[visit.enterprise].name
        assert block.departments == ("甲", "乙")
        assert block.counted
        assert not block.pinned
        assert [department for department, _ in block.crews] == ["甲", "乙"]
        assert all(len(people) == 2 for _, people in block.crews)
    assert sum(day.counted for day in seen.days.values()) == len(on_days)
    assert all(day.exempt == 0 for day in seen.days.values())
    assert seen.busiest == max(len(day.blocks) for day in seen.days.values())


def test_the_lead_comes_first(now: QuarterState) -> None:
    county = now.frozen.county
    led = replace(county, tasks=tuple(replace(task, lead="B", cooperating=("A",)) for task in county.tasks))
    seen = drawn(replace(now, snapshot=replace(now.frozen, county=led)))
    assert {block.departments for block in seen.blocks} == {("乙", "甲")}


def test_a_visit_of_exempt_items_is_exempt(now: QuarterState) -> None:
    county = now.frozen.county
    free = replace(county, items=tuple(replace(item, exemption=Exemption.WORK_SAFETY) for item in county.items))
    seen = drawn(replace(now, snapshot=replace(now.frozen, county=free)))
    assert not any(block.counted for block in seen.blocks)
    assert seen.heat.counted.total() == 0
    assert seen.heat.exempt.total() == len(seen.blocks)


def test_weeks_are_whole_and_cover_the_quarter(now: QuarterState) -> None:
    seen = drawn(now)
    assert all(monday.weekday() == 0 for monday in seen.weeks)
    assert list(seen.days) == [seen.weeks[0] + timedelta(n) for n in range(7 * len(seen.weeks))]
    inside = [day for day in seen.days.values() if day.kind is not DayKind.OUTSIDE]
    assert (inside[0].date, inside[-1].date) == (FIRST.first, FIRST.last)
    assert [day.date for day in inside if day.kind.works] == list(now.frozen.workdays)


@pytest.mark.parametrize("quarter", [Quarter(year, number) for year in (2026, 2027, 2028) for number in range(1, 5)])
def test_a_quarter_has_thirteen_to_fifteen_weeks(quarter: Quarter) -> None:
    weeks = list(mondays(quarter))
    assert 13 <= len(weeks) <= 15
    assert weeks[0] <= quarter.first < weeks[0] + timedelta(7)
    assert weeks[-1] <= quarter.last < weeks[-1] + timedelta(7)


def test_days_are_told_apart() -> None:
    calendar = WorkCalendar(
        frozenset({date(2027, 2, 8)}), frozenset({date(2027, 2, 20)}), frozenset({2026, 2027}), frozenset()
    )
    frozen = Snapshot(Quarter(2027, 1), tiny_county(), calendar)
    kinds = {
        date(2027, 2, 8): DayKind.HOLIDAY,
        date(2027, 2, 9): DayKind.WORK,
        date(2027, 2, 20): DayKind.MAKE_UP,
        date(2027, 2, 21): DayKind.WEEKEND,
        date(2027, 4, 1): DayKind.OUTSIDE,
        date(2026, 12, 31): DayKind.OUTSIDE,
    }
    assert {day: day_kind(frozen, day) for day in kinds} == kinds


def test_loads_are_the_team_days_of_the_plan(now: QuarterState) -> None:
    seen = drawn(now)
    assert [load.department for load in seen.loads] == ["A", "B"]
    assert sum(load.total for load in seen.loads) == len(now.current.teams)
    for load in seen.loads:
        assert load.people == 3
        # three people make one team of two
        assert set(load.capacity.values()) == {1}
        assert load.possible == len(now.frozen.workdays)
        assert all(load.used[day] <= load.capacity[day] for day in load.used)


def test_capacity_goes_down_with_leave(now: QuarterState) -> None:
    county, day = now.frozen.county, now.frozen.workdays[0]
    away = tuple(
        replace(each, leave=(Period(day, day),)) if each.certificate in ("A1", "A2") else each
        for each in county.inspectors
    )
    found = capacity(replace(now.frozen, county=replace(county, inspectors=away)), "A")
    assert found[day] == 0
    assert set(found.values()) == {0, 1}


def test_towns_and_weeks_add_up(now: QuarterState) -> None:
    seen = drawn(now)
    heat = seen.heat
    assert heat.towns == ("一镇",)
    assert sum(heat.total("一镇", week) for week in heat.weeks) == len(seen.blocks)
    assert heat.most == max(heat.total("一镇", week) for week in heat.weeks)


def test_lanes_are_people_once_they_are_drawn(now: QuarterState) -> None:
    seen = drawn(now)
    assert [lane.key for lane in seen.lanes] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert sum(len(lane.outings) for lane in seen.lanes) == len(now.current.postings)
    posted = {(posting.certificate, posting.team) for posting in now.current.postings}
    assert {(lane.key, outing.team) for lane in seen.lanes for outing in lane.outings.values()} == posted
    for lane in seen.lanes:
        for outing in lane.outings.values():
            assert lane.title in outing.people
            assert outing.visits


def test_lanes_are_team_days_before(now: QuarterState) -> None:
    seen = scheduled(now)
    names = [outing.team for lane in seen.lanes for outing in lane.outings.values()]
    assert sorted(names) == sorted(team.name for team in now.current.teams)
    assert {lane.department for lane in seen.lanes} == {"甲", "乙"}
    assert all(not outing.people for lane in seen.lanes for outing in lane.outings.values())


def test_leave_is_in_the_lane(now: QuarterState) -> None:
    county, day = now.frozen.county, now.frozen.workdays[3]
    away = tuple(
        replace(each, leave=(Period(day, day + timedelta(60)),), load_limit=5) if each.certificate == "A3" else each
        for each in county.inspectors
    )
    seen = drawn(replace(now, snapshot=replace(now.frozen, county=replace(county, inspectors=away))))
    lane = next(lane for lane in seen.lanes if lane.key == "A3")
    assert min(lane.leave) == day
    assert lane.leave <= set(now.frozen.workdays)
    assert lane.limit == 5


def test_pins_are_seen_and_wanted_only_in_time(now: QuarterState) -> None:
    visit = now.current.visits[0]
    assert visit.date is not None
    pinned = replace(now, pins=(Pin(*key_of(visit), visit.date, Half.MORNING),), stage=Stage.SCHEDULED)
    assert [block.visit for block in drawn(pinned).blocks if block.pinned] == [visit.number]
    assert {stage: drawn(replace(now, stage=stage)).can_pin for stage in Stage if stage.value >= Stage.DRAWN.value} == {
        Stage.DRAWN: True,
        Stage.SCHEDULED: True,
        Stage.STAFFED: False,
        Stage.SUBMITTED: False,
        Stage.APPROVED: False,
    }
    assert drawn(replace(now, stage=Stage.SUBMITTED)).draft
    assert not drawn(replace(now, stage=Stage.APPROVED)).draft


def test_there_is_no_picture_before_there_are_dates(now: QuarterState) -> None:
    assert picture(QuarterState(FIRST)) is None
    undated = replace(now.current, visits=tuple(replace(each, date=None, half=None) for each in now.current.visits))
    assert picture(replace(now, plan=undated)) is None
    assert picture(replace(now, plan=Plan("2027Q1", now.h0))) is None


def test_a_visit_of_a_whole_day_takes_both_halves(now: QuarterState) -> None:
    visits = tuple(replace(each, half_days=2, half=Half.WHOLE_DAY) for each in now.current.visits)
    seen = drawn(replace(now, plan=replace(now.current, visits=visits)))
    assert {block.halves for block in seen.blocks} == {(Half.MORNING, Half.AFTERNOON)}
