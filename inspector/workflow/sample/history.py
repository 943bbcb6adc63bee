"""What is on record in the sample county before its first plan."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from ...domain.codes import EnterpriseStatus, Exemption, MeetingExemption, MeetingKind
from ...domain.county import Enterprise, PastCheck, PastMeeting
from ...domain.quarters import Quarter
from .chance import dice
from .duties import DEPARTMENTS

_COUNTED, _EXEMPT, _OFF_SITE = 320, 60, 40
_MEETINGS, _FIXED = 280, 18
_EXEMPTIONS = (Exemption.COMPLAINT, Exemption.WORK_SAFETY, Exemption.ENVIRONMENT, Exemption.FOOD_AND_DRUGS)


def past_checks(listed: tuple[Enterprise, ...], quarter: Quarter, seed: int) -> tuple[PastCheck, ...]:
    """The checks of the twelve months before `quarter`: joint counted ones, exempt ones, off-site ones.

    An enterprise has at most one of them, so the yearly cap holds however the year is counted.
    """
    chance = dice(seed, "past checks")
    rows = []
    for place, row in enumerate(chance.sample(listed, _COUNTED + _EXEMPT + _OFF_SITE)):
        day = _weekday_before(chance, quarter)
        codes = sorted(chance.sample([department.code for department in DEPARTMENTS], 2))
        if place < _COUNTED:
            rows += [PastCheck(row.code, day, code) for code in codes[: chance.choice((1, 1, 2))]]
        elif place < _COUNTED + _EXEMPT:
            rows.append(PastCheck(row.code, day, codes[0], chance.choice(_EXEMPTIONS)))
        else:
            rows.append(PastCheck(row.code, day, codes[0], on_site=False))
    return tuple(rows)


def past_meetings(listed: tuple[Enterprise, ...], quarter: Quarter, seed: int) -> tuple[PastMeeting, ...]:
    """Meetings attended in the twelve months before `quarter`, one for each of some enterprises."""
    chance = dice(seed, "past meetings")
    return tuple(
        PastMeeting(
            row.code,
            _weekday_before(chance, quarter),
            chance.choice((MeetingKind.MEETING, MeetingKind.MEETING, MeetingKind.RESEARCH)),
            MeetingExemption.SERVICE_VISIT if chance.random() < 0.1 else None,
        )
        for row in chance.sample(listed, _MEETINGS)
    )


def fixed_meetings(listed: tuple[Enterprise, ...], quarter: Quarter, seed: int) -> tuple[PastMeeting, ...]:
    """Meetings of the quarter's first month that others have already called: that month is used up for the guests."""
    chance = dice(seed, "fixed meetings", quarter)
    active = [row for row in listed if row.status is EnterpriseStatus.ACTIVE]
    day = _weekday(quarter.first + timedelta(13))
    return tuple(PastMeeting(row.code, day, MeetingKind.MEETING) for row in chance.sample(active, _FIXED))


def _weekday_before(chance: Random, quarter: Quarter) -> date:
    return _weekday(quarter.first - timedelta(chance.randrange(5, 360)))


def _weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))
