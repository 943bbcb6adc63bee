import hashlib
from dataclasses import replace
from datetime import date

from inspector.domain.codes import EnterpriseStatus, MeetingExemption, MeetingKind, MonthBasis
from inspector.domain.county import Meeting, PastMeeting, Settings
from inspector.domain.quarters import Period
from inspector.draw.guests import guests_due, invite, named_guests

from .lists import code, day, dice, enterprises, snapshot, visit

WINDOW = Period(day(1, 4), day(3, 31))
DATES = {"A": day(1, 12), "B": day(1, 20)}


def meeting(name: str, named: tuple[str, ...] = (), count: int = 0, **changes: object) -> Meeting:
    return replace(Meeting(name, name, MeetingKind.MEETING, "SJ", WINDOW, named, ("食品",), count), **changes)


def guests(*meetings: Meeting, dates=DATES, visits=(), **lists: object) -> dict[str, tuple[str, ...]]:
    own = snapshot(**{"meetings": meetings, "past_meetings": ()} | lists)
    known = {name: when for name, when in dates.items() if name in own.county.meeting}
    return {event.meeting: event.guests for event in invite(own, known, visits, dice())}


FOOD = [row.code for row in enterprises() if "食品" in row.labels]


def by_ticket(name: str) -> list[str]:
    seed = dice().seed
    return sorted(FOOD, key=lambda one: hashlib.sha256(f"M|{seed}|{name}|{one}".encode()).hexdigest())


def test_the_smallest_tickets_of_the_scope_are_asked() -> None:
    assert guests(meeting("A", count=4)) == {"A": tuple(by_ticket("A")[:4])}


def test_named_guests_come_first_even_for_a_later_meeting() -> None:
    favourite = by_ticket("A")[0]
    asked = guests(meeting("A", count=4), meeting("B", named=(favourite,)))
    assert asked["B"] == (favourite,)
    assert asked["A"] == tuple(by_ticket("A")[1:5])


def test_one_counted_meeting_a_month() -> None:
    asked = guests(meeting("A", count=8), meeting("B", count=8))
    assert len(asked["A"]) == 8
    assert set(asked["B"]) == set(FOOD) - set(asked["A"])
    next_month = guests(meeting("A", count=8), meeting("B", count=8), dates={"A": day(1, 12), "B": day(2, 2)})
    assert next_month["B"] == tuple(by_ticket("B")[:8])


def test_a_month_may_be_thirty_days() -> None:
    settings = Settings(month_basis=MonthBasis.ROLLING)
    asked = guests(
        meeting("A", count=8), meeting("B", count=8), dates={"A": day(1, 12), "B": day(2, 2)}, settings=settings
    )
    assert not set(asked["A"]) & set(asked["B"])


def test_exempt_meetings_take_no_month() -> None:
    free = MeetingExemption.SERVICE_VISIT
    asked = guests(meeting("A", count=15, exemption=free), meeting("B", count=15))
    assert set(asked["A"]) == set(asked["B"]) == set(FOOD)


def test_past_meetings_visits_blackouts_and_status_are_respected() -> None:
    rows = list(enterprises())
    rows[0] = replace(rows[0], status=EnterpriseStatus.REVOKED)
    rows[4] = replace(rows[4], blackouts=(Period(day(1, 10), day(1, 12)),))
    past = (
        PastMeeting(code(8), day(1, 5), MeetingKind.RESEARCH),
        PastMeeting(code(16), date(2026, 12, 31), MeetingKind.MEETING),
    )
    visits = (visit(1, code(12), day(1, 12), "SJ-1"), visit(2, code(20), day(1, 13), "SJ-1"))
    asked = guests(meeting("A", count=99), enterprises=tuple(rows), past_meetings=past, visits=visits)
    assert set(asked["A"]) == set(FOOD) - {code(0), code(4), code(8), code(12)}


def test_two_meetings_on_one_day_share_no_guest() -> None:
    asked = guests(
        meeting("A", count=15, exemption=MeetingExemption.SERVICE_VISIT),
        meeting("B", count=15),
        dates={"A": day(1, 12), "B": day(1, 12)},
    )
    assert asked == {"A": tuple(by_ticket("A")), "B": ()}


def test_a_meeting_of_all_enterprises_has_no_label() -> None:
    everybody = guests(meeting("A", count=100, labels=()))["A"]
    assert set(everybody) == {row.code for row in enterprises() if row.status is EnterpriseStatus.ACTIVE} - {
        code(9),
        code(10),
    }


def test_names_that_cannot_be_asked_are_left_out_and_named_ones_count_towards_the_number() -> None:
    own = meeting("A", named=(code(2), code(7), "nobody", code(2)), count=3)
    county = snapshot(meetings=(own,)).county
    assert named_guests(county, own) == (code(2),)
    assert guests_due(county, own) == 3
    asked = guests(own)["A"]
    assert asked[0] == code(2)
    assert asked[1:] == tuple(by_ticket("A")[:2])
