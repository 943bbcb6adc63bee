"""月度会议调研次数: at most one counted meeting or research visit of an enterprise a month."""

from __future__ import annotations

from datetime import date

from ..domain.codes import MonthBasis
from ..domain.county import Meeting, PastMeeting, Snapshot

ROLLING_DAYS = 30


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
