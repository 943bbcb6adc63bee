"""月度会议调研次数: at most one counted meeting or research visit of an enterprise a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..domain.codes import EnterpriseStatus, MonthBasis
from ..domain.county import County, Meeting, PastMeeting, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Event, Plan
from .availability import is_open
from .base import Breach, Rule
from .naming import name_enterprise

CODE = "meeting_cap"
ROLLING_DAYS = 30

NAME = Wording("meeting_cap.name", "月度会议调研次数", "Monthly meeting cap")
CLAUSE = Wording(
    "meeting_cap.clause",
    "“十必须十不准”第六条：除走访服务和企业家社会职务外，同一企业每月参加涉企会议、接待调研不超过一次，已经发生的计算在内。",
    "Ten musts and ten must-nots, rule 6: apart from service visits and an entrepreneur's own social duties an "
    "enterprise is asked to a meeting or research visit at most once a month, past ones included.",
)
KEPT_BY = Wording(
    "meeting_cap.kept_by",
    "点名邀请的企业先占当月名额；按标签或不限范围邀请的，依随机号从当月尚无会议调研的企业中选取，不足则如实说明。",
    "Named invitees take their month first; the others are taken in the order of their tickets among the enterprises "
    "that are still free that month, and a shortfall is said.",
)
SEVERAL = Wording(
    "meeting_cap.several",
    "{enterprise}被安排参加会议调研{first}（{first_date}）和{second}（{second_date}），每月至多一次（口径：{basis}）。",
    "{enterprise} is asked to {first} ({first_date}) and {second} ({second_date}); at most one a month is allowed "
    "(basis: {basis}).",
)
PAST = Wording(
    "meeting_cap.past",
    "{enterprise}被安排参加{date}的会议调研{meeting}，但{past}已参加过{kind}，每月至多一次（口径：{basis}）。",
    "{enterprise} is asked to {meeting} on {date}, but already attended one ({kind}) on {past}; at most one a month "
    "is allowed (basis: {basis}).",
)
UNKNOWN_MEETING = Wording(
    "meeting_cap.unknown_meeting",
    "{date}安排的会议调研{meeting}不在本季度涉企会议调研名单中。",
    "{meeting}, planned for {date}, is not among the quarter's meetings and research visits.",
)
MEETING_TWICE = Wording(
    "meeting_cap.meeting_twice",
    "会议调研{meeting}安排了{count}次，只应安排一次。",
    "{meeting} is planned {count} times; it takes place once.",
)
NOT_ACTIVE = Wording(
    "meeting_cap.not_active",
    "{date}的会议调研{meeting}邀请了{enterprise}，该企业不在名录中或登记状态不是存续。",
    "{meeting} on {date} asks {enterprise}, which is not on the list or is no longer 存续.",
)
GUEST_TWICE = Wording(
    "meeting_cap.guest_twice",
    "{date}的会议调研{meeting}重复邀请了{enterprise}。",
    "{meeting} on {date} asks {enterprise} more than once.",
)
INVITEE_MISSING = Wording(
    "meeting_cap.invitee_missing",
    "{date}的会议调研{meeting}漏了点名邀请的{enterprise}。",
    "{meeting} on {date} leaves out {enterprise}, which it invites by name.",
)
OUT_OF_SCOPE = Wording(
    "meeting_cap.out_of_scope",
    "{date}的会议调研{meeting}邀请了{enterprise}，该企业不在其范围内（{scope}）。",
    "{meeting} on {date} asks {enterprise}, which is not within its scope ({scope}).",
)
TOO_MANY = Wording(
    "meeting_cap.too_many",
    "{date}的会议调研{meeting}邀请了{count}家企业，应邀只有{due}家。",
    "{meeting} on {date} asks {count} enterprises; only {due} were to be asked.",
)
BY_NAME_ONLY = Wording("meeting_cap.by_name_only", "仅限点名邀请", "named invitees only")


def meeting_counts(meeting: Meeting | PastMeeting) -> bool:
    """Whether it uses up the enterprise's monthly one: neither 走访服务 nor 社会职务."""
    return meeting.exemption is None


def same_month(basis: MonthBasis, one: date, other: date) -> bool:
    """Whether two counted meetings on these dates are too many: one calendar month, or less than 30 days apart."""
    if basis is MonthBasis.CALENDAR:
        return (one.year, one.month) == (other.year, other.month)
    return abs((one - other).days) < ROLLING_DAYS


def blocking_meeting(snapshot: Snapshot, enterprise: str, day: date) -> PastMeeting | None:
    """The past counted meeting that forbids another one with the enterprise on `day`, or None."""
    basis = snapshot.county.settings.month_basis
    for past in snapshot.county.meetings_of.get(enterprise, ()):
        if meeting_counts(past) and same_month(basis, past.date, day):
            return past
    return None


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Guests asked too often, past meetings included, and guest lists that are not what the meeting asked for."""
    county = snapshot.county
    attended: dict[str, list[tuple[date, str]]] = {}
    for code, times in Counter(event.meeting for event in plan.events).items():
        if times > 1:
            yield Breach(CODE, MEETING_TWICE(meeting=code, count=times), (), (code,))
    for event in plan.events:
        meeting = county.meeting.get(event.meeting)
        if meeting is None:
            yield Breach(CODE, UNKNOWN_MEETING(meeting=event.meeting, date=event.date), (), (event.meeting,))
            continue
        yield from _check_guests(county, meeting, event)
        if meeting_counts(meeting):
            for guest in dict.fromkeys(event.guests):
                attended.setdefault(guest, []).append((event.date, meeting.code))
    for guest, times_asked in attended.items():
        yield from _check_frequency(snapshot, guest, sorted(times_asked))


def _check_frequency(snapshot: Snapshot, guest: str, asked: list[tuple[date, str]]) -> Iterator[Breach]:
    county = snapshot.county
    basis = county.settings.month_basis
    for (first_date, first), (second_date, second) in pairwise(asked):
        if same_month(basis, first_date, second_date):
            message = SEVERAL(
                enterprise=name_enterprise(county, guest),
                first=first,
                first_date=first_date,
                second=second,
                second_date=second_date,
                basis=basis,
            )
            yield Breach(CODE, message, (), (guest, first, second))
    for day, code in asked:
        past = blocking_meeting(snapshot, guest, day)
        if past:
            message = PAST(
                enterprise=name_enterprise(county, guest),
                date=day,
                meeting=code,
                past=past.date,
                kind=past.kind,
                basis=basis,
            )
            yield Breach(CODE, message, (), (guest, code))


def _check_guests(county: County, meeting: Meeting, event: Event) -> Iterator[Breach]:
    def breach(wording: Wording, guest: str, **more: object) -> Breach:
        message = wording(enterprise=name_enterprise(county, guest), meeting=meeting.code, date=event.date, **more)
        return Breach(CODE, message, (), (meeting.code, guest))

    named = set(meeting.invitees)
    for guest, times in Counter(event.guests).items():
        found = county.enterprise.get(guest)
        if times > 1:
            yield breach(GUEST_TWICE, guest)
        if found is None or found.status is not EnterpriseStatus.ACTIVE:
            yield breach(NOT_ACTIVE, guest)
        elif guest not in named and not meeting.count:
            yield breach(OUT_OF_SCOPE, guest, scope=BY_NAME_ONLY)
        elif guest not in named and meeting.labels and not set(meeting.labels) & set(found.labels):
            yield breach(OUT_OF_SCOPE, guest, scope=meeting.labels)
    for guest in dict.fromkeys(meeting.invitees):
        found = county.enterprise.get(guest)
        # a named guest who cannot come at all is reported before planning and is not missed here
        can_come = found is not None and found.status is EnterpriseStatus.ACTIVE and is_open(found, event.date)
        if guest not in event.guests and can_come:
            yield breach(INVITEE_MISSING, guest)
    if len(event.guests) > event.due:
        message = TOO_MANY(meeting=meeting.code, date=event.date, count=len(event.guests), due=event.due)
        yield Breach(CODE, message, (), (meeting.code,))


RULE = Rule(
    CODE,
    NAME,
    CLAUSE,
    KEPT_BY,
    check,
    (
        NAME,
        CLAUSE,
        KEPT_BY,
        SEVERAL,
        PAST,
        UNKNOWN_MEETING,
        MEETING_TWICE,
        NOT_ACTIVE,
        GUEST_TWICE,
        INVITEE_MISSING,
        OUT_OF_SCOPE,
        TOO_MANY,
        BY_NAME_ONLY,
    ),
)
