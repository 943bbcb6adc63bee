"""When meetings take place: once a month for a guest, never on a visit's day, blackout or rest day."""

from datetime import date

import pytest

from inspector.domain.codes import Half, MeetingExemption, MeetingKind
from inspector.domain.county import PastMeeting
from inspector.domain.plan import Plan
from inspector.planning import NoPlan
from inspector.planning.meetings import MANY, NO_DATE, NOT_ON_LIST, ONE_EVENT, SHORT, plan_meetings
from inspector.rules import check

from .county import DICE, ONE, THREE, TWO, case, enterprise, meeting, plan_of, snapshot, span

QUARTER = span(4, 29).__class__(date(2027, 1, 4), date(2027, 3, 31))


def test_a_guest_goes_to_one_meeting_a_month() -> None:
    frozen = snapshot(tasks=(), meetings=tuple(meeting(f"M{n}", QUARTER, ONE) for n in range(3)))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert {event.date.month for event in found.events} == {1, 2, 3}


def test_dates_are_known_when_the_search_for_better_ones_is_stopped() -> None:
    frozen = snapshot(
        tasks=(),
        meetings=tuple(meeting(f"M{n}", QUARTER, *guests) for n, guests in enumerate(((ONE,), (ONE, TWO), (TWO,)))),
    )
    stopped, _ = plan_meetings(frozen, (), DICE, lambda: True)
    assert {event.date.month for event in stopped if event.meeting != "M2"} != {1}
    plan = Plan(str(frozen.quarter), "", (), (), (), (), (), (), stopped)
    assert not check(frozen, plan)


def test_past_meetings_use_up_their_month() -> None:
    past = tuple(PastMeeting(ONE.code, date(2027, month, 1), MeetingKind.MEETING) for month in (1, 3))
    frozen = snapshot(tasks=(), past_meetings=past, meetings=(meeting("M1", QUARTER, ONE),))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert found.events[0].date.month == 2


def test_exempt_meetings_are_free_of_the_cap() -> None:
    exempt = tuple(meeting(f"M{n}", span(4, 15), ONE, exemption=MeetingExemption.SERVICE_VISIT) for n in range(2))
    frozen = snapshot(tasks=(), meetings=exempt)
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert found.events[0].date != found.events[1].date
    (note,) = (message for message in found.messages if message.wording is ONE_EVENT)
    assert ONE.name in str(note)


def test_no_meeting_on_the_day_of_a_visit() -> None:
    visited = case("C1", ONE, "SJ1", span(4, 4))
    frozen = snapshot(tasks=(), cases=(visited,), meetings=(meeting("M1", span(4, 5), ONE),))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert found.events[0].date == date(2027, 1, 5)
    with pytest.raises(NoPlan) as caught:
        plan_of(snapshot(tasks=(), cases=(visited,), meetings=(meeting("M1", span(4, 4), ONE),)))
    assert caught.value.causes[0].wording is NO_DATE


def test_no_meeting_in_a_blackout() -> None:
    closed = enterprise(1, blackouts=(span(4, 14),))
    frozen = snapshot(enterprises=(closed,), tasks=(), meetings=(meeting("M1", span(4, 15), closed),))
    found, _ = plan_of(frozen)
    assert found.events[0].date == date(2027, 1, 15)


def test_guests_of_a_scope_are_filled_up_and_shortfalls_told() -> None:
    labelled = tuple(enterprise(n, labels=("工业",)) for n in range(1, 5))
    frozen = snapshot(
        enterprises=labelled, tasks=(), meetings=(meeting("M1", span(4, 29), labelled[0], labels=("工业",), count=6),)
    )
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    (event,) = found.events
    assert (len(event.guests), event.due) == (4, 6)
    assert [message.wording for message in found.messages] == [SHORT]


def test_meetings_of_a_scope_spread_over_the_months() -> None:
    # three enterprises, three meetings of two: at most one a month finds two free guests
    frozen = snapshot(tasks=(), meetings=tuple(meeting(f"M{n}", QUARTER, count=2) for n in range(3)))
    found, plan = plan_of(frozen)
    assert not check(frozen, plan)
    assert [len(event.guests) for event in found.events] == [2, 2, 2]


def test_an_unknown_guest_is_told() -> None:
    frozen = snapshot(enterprises=(ONE, TWO), tasks=(), meetings=(meeting("M1", span(4, 29), ONE, THREE),))
    found, _ = plan_of(frozen)
    assert found.events[0].guests == (ONE.code,)
    assert [message.wording for message in found.messages] == [NOT_ON_LIST]


def test_visits_make_way_for_a_meeting() -> None:
    # the only day of the meeting is among the visit's days
    visited = case("C1", ONE, "SJ1", span(4, 5))
    for day in (4, 5):
        frozen = snapshot(tasks=(), cases=(visited,), meetings=(meeting("M1", span(day, day), ONE),))
        found, plan = plan_of(frozen)
        assert not check(frozen, plan)
        assert {found.events[0].date.day, found.visits[0].date.day} == {4, 5}  # type: ignore[union-attr]


def test_a_pinned_visit_makes_no_way() -> None:
    visited = case("C1", ONE, "SJ1", span(4, 5))
    frozen = snapshot(tasks=(), cases=(visited,), meetings=(meeting("M1", span(4, 4), ONE),))
    with pytest.raises(NoPlan) as caught:
        plan_of(frozen, pins={"V0001": (date(2027, 1, 4), Half.MORNING)})
    assert caught.value.causes[0].wording is NO_DATE


def test_meetings_that_crowd_each_other_out_are_named_alone() -> None:
    # four meetings of three guests in three months, any two of which could take place in different months
    pairs = [(ONE, TWO), (ONE, TWO), (ONE, THREE), (TWO, ONE)]
    crowd = [meeting(f"M{number}", QUARTER, *guests) for number, guests in enumerate(pairs)]
    others = [meeting(f"N{number}", QUARTER, enterprise(4 + number)) for number in range(5)]
    frozen = snapshot(
        tasks=(),
        enterprises=(ONE, TWO, THREE, *(enterprise(4 + number) for number in range(5))),
        meetings=(*crowd, *others),
    )
    with pytest.raises(NoPlan) as none:
        plan_of(frozen)
    (cause,) = none.value.causes
    assert cause.wording is MANY
    assert list(dict(cause.params)["meetings"]) == ["M0", "M1", "M2", "M3"]
    assert [str(name).split("（")[0] for name in dict(cause.params)["guests"]] == [ONE.name, TWO.name]
