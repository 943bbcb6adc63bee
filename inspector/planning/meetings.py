"""When meetings take place: monthly cap, named guests' free days, and room for "k of this scope"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from ..domain.county import County, Meeting, Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import DiceRecord, Event, Visit
from ..draw.guests import invite, named_guests
from ..rules.availability import is_open
from ..rules.meeting_cap import blocking_meeting, meeting_counts, same_month
from ..rules.naming import name_enterprise
from ..rules.window import is_active
from .meeting_days import Clash, MeetingModel, Sharing
from .progress import STOPPED

NO_DATE = Wording(
    "meetings.no_date",
    "{meeting}（{name}）在 {window} 没有能排的日期：{guests}。请放宽起止日期，或调整点名的企业。",
    "{meeting} ({name}) has no possible date in {window}: {guests}. Widen its window, or change whom it names.",
)
NO_WORKDAY = Wording("meetings.no_workday", "期内没有工作日", "the window holds no workday")
USED_UP = Wording(
    "meetings.used_up",
    "{enterprise}可用的工作日为 0（当月次数已用、当天有检查或错峰时段）",
    "{enterprise} has no free workday (monthly meeting used, check on the day, or blackout)",
)
TOGETHER = Wording("meetings.together", "点名的企业没有共同的空闲日期", "the named guests share no free date")
CLASH = Wording(
    "meetings.clash",
    "{first} 和 {second} 都点名了{guest}，期限内排不进不同的月份。请放宽其中一场的起止日期，或把两场合并。",
    "{first} and {second} both name {guest} and cannot fall in different months. Widen one window, or hold "
    "them as one.",
)
MANY = Wording(
    "meetings.many",
    "{meetings} 点名的企业互相重叠（{guests}），同一企业一个月至多一次，期限内排不开。请放宽其中一场的起止日期，"
    "或把其中两场合并。",
    "{meetings} name enterprises in common ({guests}), each of which has one a month at most: their windows hold no "
    "dates for all. Widen one window, or hold two of them as one.",
)
SHORT = Wording(
    "meetings.short",
    "{meeting} 应邀 {due} 家，符合条件且空闲的只有 {asked} 家，已全部邀请。",
    "{meeting} is to ask {due} {due:enterprise|enterprises}, but only {asked} {asked:is|are} "
    "free; all of them are asked.",
)
NOT_ON_LIST = Wording(
    "meetings.not_on_list",
    "{meeting} 点名的 {guest} 不在名录或不是存续，不能邀请。",
    "{meeting} names {guest}, which is not on the list or not 存续, and cannot be asked.",
)
ONE_EVENT = Wording(
    "meetings.one_event",
    "{first} 和 {second} 在同一个月都点名了{guests}，可以合并为一场。",
    "{first} and {second} name {guests} in the same month and could be one event.",
)


def unknown_guests(snapshot: Snapshot) -> list[Message]:
    """Named guests that cannot be asked; to be told before planning."""
    county = snapshot.county
    return [
        NOT_ON_LIST(meeting=meeting.code, guest=code)
        for meeting in sorted(county.meetings, key=lambda row: row.code)
        for code in dict.fromkeys(meeting.invitees)
        if not is_active(county, code)
    ]


def possible_days(snapshot: Snapshot, visits: Iterable[Visit]) -> dict[str, tuple[date, ...]]:
    """By meeting code the days on which all its named guests are free of past meetings, visits and blackouts."""
    county = snapshot.county
    visited: dict[str, set[date]] = {}
    for visit in visits:
        if visit.date is not None:
            visited.setdefault(visit.enterprise, set()).add(visit.date)
    days = {}
    for meeting in county.meetings:
        guests = named_guests(county, meeting)
        days[meeting.code] = tuple(
            day
            for day in snapshot.days_in(meeting.window)
            if all(_is_free(snapshot, meeting, guest, day, visited) for guest in guests)
        )
    return days


def _is_free(snapshot: Snapshot, meeting: Meeting, guest: str, day: date, visited: dict[str, set[date]]) -> bool:
    if day in visited.get(guest, ()) or not is_open(snapshot.county.enterprise[guest], day):
        return False
    return not meeting_counts(meeting) or blocking_meeting(snapshot, guest, day) is None


def plan_meetings(
    snapshot: Snapshot, visits: tuple[Visit, ...], dice: DiceRecord, stop: Callable[[], bool] = lambda: False
) -> tuple[tuple[Event, ...], list[Message]]:
    """Dates and guests of all meetings, and what to say about them; once `stop` is true the best dates so far.

    Raises:
        AnswerIsNo: named guests leave a meeting without a date.
    """
    county = snapshot.county
    days = possible_days(snapshot, visits)
    impossible = [code for code in sorted(days) if not days[code]]
    if impossible:
        causes = [_no_date(snapshot, county.meeting[code], visits) for code in impossible]
        raise NoMeetingPlan(causes, _in_the_way(snapshot, impossible, visits))
    dates = _dates(snapshot, days, stop)
    events = invite(snapshot, dates, visits, dice)
    notes = [
        SHORT(meeting=event.meeting, due=event.due, asked=len(event.guests))
        for event in events
        if len(event.guests) < event.due
    ]
    return events, notes + _could_be_one(snapshot, events)


def _could_be_one(snapshot: Snapshot, events: Iterable[Event]) -> list[Message]:
    """Events of one kind in one month that name the same enterprises: exempt ones, for others never share a month."""
    county = snapshot.county
    dates = {event.meeting: event.date for event in events}
    found = []
    for one, other in _sharing(county, dates):
        first, second = county.meeting[one], county.meeting[other]
        if first.kind is second.kind and same_month(county.settings.month_basis, dates[one], dates[other]):
            shared = sorted(set(named_guests(county, first)) & set(named_guests(county, second)))
            names = [name_enterprise(county, guest) for guest in shared]
            found.append(ONE_EVENT(first=one, second=other, guests=names))
    return found


class NoMeetingPlan(AnswerIsNo):
    """No dates exist for the meetings; `causes` says why.

    `in_the_way` holds visit numbers and dates: were these visits on other dates, each meeting would have a date.
    """

    def __init__(self, causes: list[Message], in_the_way: dict[str, date] | None = None) -> None:
        super().__init__(causes[0])
        self.causes = tuple(causes)
        self.in_the_way = in_the_way or {}


def _in_the_way(snapshot: Snapshot, meetings: Iterable[str], visits: Iterable[Visit]) -> dict[str, date]:
    """For each of the meetings the day with the fewest visits of its guests, and all visits that must leave it."""
    county = snapshot.county
    free = possible_days(snapshot, ())
    visits = tuple(visits)
    found: dict[str, date] = {}
    for code in meetings:
        guests = named_guests(county, county.meeting[code])
        theirs = [visit for visit in visits if visit.enterprise in guests]
        on_day = Counter(visit.date for visit in theirs)
        if free[code]:
            day = min(free[code], key=lambda day: (on_day[day], day))
            found.update((visit.number, day) for visit in theirs)
    return found


def _no_date(snapshot: Snapshot, meeting: Meeting, visits: Iterable[Visit]) -> Message:
    county = snapshot.county
    window = snapshot.days_in(meeting.window)
    if not window:
        why: list[Message] = [NO_WORKDAY()]
    else:
        visited: dict[str, set[date]] = {}
        for visit in visits:
            if visit.date is not None:
                visited.setdefault(visit.enterprise, set()).add(visit.date)
        why = [
            USED_UP(enterprise=name_enterprise(county, guest))
            for guest in named_guests(county, meeting)
            if not any(_is_free(snapshot, meeting, guest, day, visited) for day in window)
        ] or [TOGETHER()]
    return NO_DATE(meeting=meeting.code, name=meeting.name, window=str(meeting.window), guests=why)


def _sharing(county: County, codes: Iterable[str]) -> Sharing:
    of_guest: dict[str, list[str]] = {}
    for code in codes:
        for guest in named_guests(county, county.meeting[code]):
            of_guest.setdefault(guest, []).append(code)
    pairs = {(one, other) for codes in of_guest.values() for one in codes for other in codes if one < other}
    return sorted(pairs)


def _dates(snapshot: Snapshot, days: dict[str, tuple[date, ...]], stop: Callable[[], bool]) -> dict[str, date]:
    """A date for each meeting: the first that come, then better ones.

    Raises:
        NoMeetingPlan: there are none, or none were known when `stop` became true.
    """
    sharing = _sharing(snapshot.county, sorted(days))
    first = _first_dates(snapshot, days, sharing)
    if first is not None and stop():
        return first
    found = MeetingModel(snapshot, days, sharing).solve(first or {}, stop) or first
    if found is None:
        raise NoMeetingPlan([STOPPED()] if stop() else _clashes(snapshot, days, sharing))
    return found


def _first_dates(snapshot: Snapshot, days: dict[str, tuple[date, ...]], sharing: Sharing) -> dict[str, date] | None:
    """Meetings with the fewest days first, each on the quietest day left to it; None if one has no day left."""
    county = snapshot.county
    others: dict[str, list[str]] = {code: [] for code in days}
    for one, other in sharing:
        others[one].append(other)
        others[other].append(one)
    chosen: dict[str, date] = {}
    on_day: Counter[date] = Counter()

    def is_free(code: str, day: date) -> bool:
        counts = meeting_counts(county.meeting[code])
        for other in others[code]:
            if other in chosen:
                both = counts and meeting_counts(county.meeting[other])
                if day == chosen[other] or (both and same_month(county.settings.month_basis, day, chosen[other])):
                    return False
        return True

    for code in sorted(days, key=lambda code: (len(days[code]), code)):
        free = [day for day in days[code] if is_free(code, day)]
        if not free:
            return None
        chosen[code] = min(free, key=lambda day: (on_day[day], day))
        on_day[chosen[code]] += 1
    return chosen


def _clashes(snapshot: Snapshot, days: dict[str, tuple[date, ...]], sharing: Sharing) -> list[Message]:
    county = snapshot.county
    basis = county.settings.month_basis
    found = []
    for one, other in sharing:
        first, second = county.meeting[one], county.meeting[other]
        if not (meeting_counts(first) and meeting_counts(second)):
            continue
        if all(same_month(basis, day, later) for day in days[one] for later in days[other]):
            shared = sorted(set(named_guests(county, first)) & set(named_guests(county, second)))
            found.append(CLASH(first=one, second=other, guest=[name_enterprise(county, guest) for guest in shared]))
    return found or [_many(snapshot, days, sharing)]


def _many(snapshot: Snapshot, days: dict[str, tuple[date, ...]], sharing: Sharing) -> Message:
    """Meetings that have no dates together, though any of them could be left out."""
    county = snapshot.county
    few = Clash(snapshot, days, sharing).codes_without_dates()
    for code in tuple(few):
        if code not in few:
            continue
        fewer = {one: days[one] for one in few if one != code}
        between = [(one, other) for one, other in sharing if one in fewer and other in fewer]
        if found := Clash(snapshot, fewer, between).codes_without_dates():
            few = [one for one in few if one in found]
    named = Counter(guest for code in few for guest in named_guests(county, county.meeting[code]))
    shared = [name_enterprise(county, guest) for guest, times in sorted(named.items()) if times > 1]
    return MANY(meetings=few, guests=shared)
