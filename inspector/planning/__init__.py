"""When: dates and half-days of visits, dates of meetings. Never whom and never by whom."""

from .capacity import capacity_warnings
from .progress import Progress
from .schedule import NoPlan, Schedule, explain, schedule

__all__ = ["NoPlan", "Progress", "Schedule", "capacity_warnings", "explain", "schedule"]
