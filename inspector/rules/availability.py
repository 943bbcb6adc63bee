"""时间与人力: rest days, blackout periods, leave, one team-day a day, the quarterly load limit."""

from __future__ import annotations

from datetime import date

from ..domain.county import Enterprise, Inspector, Snapshot


def is_workday(snapshot: Snapshot, day: date) -> bool:
    """Whether offices work on `day`; a year that the calendar does not cover has no workdays."""
    return day.year in snapshot.calendar.years and snapshot.calendar.is_workday(day)


def is_open(enterprise: Enterprise, day: date) -> bool:
    """Whether `day` lies outside the enterprise's blackout periods (错峰时段)."""
    return not any(day in period for period in enterprise.blackouts)


def is_available(snapshot: Snapshot, inspector: Inspector, day: date) -> bool:
    """Whether the inspector works on `day`: a workday, and not on leave (请假)."""
    return is_workday(snapshot, day) and not any(day in period for period in inspector.leave)
