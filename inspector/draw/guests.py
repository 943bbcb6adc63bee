"""Who is asked to a meeting: those it names, and for "k of this scope" the smallest tickets among those free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ..domain.codes import EnterpriseStatus
from ..domain.county import County, Enterprise, Meeting, Snapshot
from ..domain.plan import DiceRecord, Event, Visit
from ..rules.availability import is_open
from ..rules.meeting_cap import blocking_meeting, meeting_counts, same_month
from .tickets import guest_tickets


def named_guests(county: County, meeting: Meeting) -> tuple[str, ...]:
    """The enterprises that the meeting names and that can be asked at all: on the list and 存续, each once."""
    return tuple(code for code in dict.fromkeys(meeting.invitees) if _is_active(county, code))


def guests_due(county: County, meeting: Meeting) -> int:
    """应邀: how many are to be asked; the named ones are among the 家数 of a meeting that has both."""
    return max(len(named_guests(county, meeting)), meeting.count)


def in_scope(meeting: Meeting, enterprise: Enterprise) -> bool:
    """Whether the enterprise has any of the meeting's labels; every enterprise does if it has none."""
    return not meeting.labels or any(label in enterprise.labels for label in meeting.labels)


def invite(
    snapshot: Snapshot, dates: Mapping[str, date], visits: Iterable[Visit], dice: DiceRecord
) -> tuple[Event, ...]:
    """The guests of all meetings, given their dates (by meeting code) and the visits with theirs.

    Meetings are taken in the order of date and code. Named guests of all meetings are asked first. Then each meeting
    that asks for more takes the smallest tickets among the enterprises in scope that are free: 存续, open, not visited
    and not at another meeting that day, and, if the meeting counts, without another counted one in the month, past
    ones included. Where fewer are free than due, all of them are asked.
    """
    county = snapshot.county
    order = sorted(dates, key=lambda code: (dates[code], code))
    asked = _Asked(snapshot, visits)
    named: dict[str, tuple[str, ...]] = {}
    for code in order:
        named[code] = named_guests(county, county.meeting[code])
        for guest in named[code]:
            asked.add(guest, county.meeting[code], dates[code])
    events = []
    for code in order:
        meeting, day = county.meeting[code], dates[code]
        due = guests_due(county, meeting)
        guests = list(named[code])
        if due > len(guests):
            guests += asked.draw(meeting, day, dice, due - len(guests))
        events.append(Event(code, day, tuple(guests), due))
    return tuple(events)


def invite_again(
    snapshot: Snapshot,
    events: Iterable[Event],
    dates: Mapping[str, date],
    visits: Iterable[Visit],
    since: date,
    dice: DiceRecord,
) -> tuple[Event, ...]:
    """The guests after a change order: whoever was asked and is still free stays; other places are filled anew.

    `events` are the meetings before the order, `dates` their dates after it, `visits` the visits after it. Meetings
    before `since` are over. A place that came free goes to the smallest ticket among those free, as in `invite`.
    """
    county = snapshot.county
    asked = _Asked(snapshot, visits)
    before = _in_order(events, dates)
    kept = _keep(county, asked, before, dates, since)
    found = []
    for event in before:
        meeting, day, guests = county.meeting[event.meeting], dates[event.meeting], kept[event.meeting]
        if day >= since and len(guests) < event.due and meeting.count:
            guests += asked.draw(meeting, day, dice, event.due - len(guests))
        found.append(Event(event.meeting, day, tuple(guests), event.due))
    return tuple(found)


def staying_guests(
    snapshot: Snapshot, events: Iterable[Event], dates: Mapping[str, date], visits: Iterable[Visit], since: date
) -> dict[str, list[str]]:
    """By meeting, whoever was asked before a change order and stays: `invite_again` before it fills any place."""
    return _keep(snapshot.county, _Asked(snapshot, visits), _in_order(events, dates), dates, since)


def _in_order(events: Iterable[Event], dates: Mapping[str, date]) -> list[Event]:
    return sorted(events, key=lambda event: (dates[event.meeting], event.meeting))


def _keep(
    county: County, asked: _Asked, events: Iterable[Event], dates: Mapping[str, date], since: date
) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for event in events:
        meeting, day = county.meeting[event.meeting], dates[event.meeting]
        kept[event.meeting] = [
            guest for guest in event.guests if day < since or asked.is_free(county.enterprise[guest], meeting, day)
        ]
        for guest in kept[event.meeting]:
            asked.add(guest, meeting, day)
    return kept


class _Asked:
    """Who is taken up on which day, and who was asked to which counted meeting."""

    def __init__(self, snapshot: Snapshot, visits: Iterable[Visit]) -> None:
        self._snapshot = snapshot
        self._busy = {(visit.enterprise, visit.date) for visit in visits}
        self._counted: dict[str, list[date]] = {}

    def add(self, guest: str, meeting: Meeting, day: date) -> None:
        self._busy.add((guest, day))
        if meeting_counts(meeting):
            self._counted.setdefault(guest, []).append(day)

    def draw(self, meeting: Meeting, day: date, dice: DiceRecord, places: int) -> list[str]:
        """Ask so many more to the meeting: the smallest tickets among the enterprises in scope that are free."""
        enterprises = self._snapshot.county.enterprises
        free = [row.code for row in enterprises if in_scope(meeting, row) and self.is_free(row, meeting, day)]
        tickets = guest_tickets(dice.seed, meeting.code, free)
        chosen = sorted(free, key=lambda guest: (tickets[guest], guest))[:places]
        for guest in chosen:
            self.add(guest, meeting, day)
        return chosen

    def is_free(self, enterprise: Enterprise, meeting: Meeting, day: date) -> bool:
        code = enterprise.code
        if (
            enterprise.status is not EnterpriseStatus.ACTIVE
            or (code, day) in self._busy
            or not is_open(enterprise, day)
        ):
            return False
        if not meeting_counts(meeting):
            return True
        basis = self._snapshot.county.settings.month_basis
        if any(same_month(basis, other, day) for other in self._counted.get(code, ())):
            return False
        return blocking_meeting(self._snapshot, code, day) is None


def _is_active(county: County, code: str) -> bool:
    found = county.enterprise.get(code)
    return found is not None and found.status is EnterpriseStatus.ACTIVE
