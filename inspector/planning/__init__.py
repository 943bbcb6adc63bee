"""When: dates and half-days of visits, dates of meetings. Never whom and never by whom."""

from .alone import obstacle_on
from .capacity import capacity_warnings
from .causes import Cause, Effect
from .pins import Pins
from .progress import Progress
from .replan import NoChange, Replanned, Wanted, replan
from .schedule import NoPlan, Schedule, explain, schedule
from .trial import Short, Trial, try_remedies
from .visits import build_visits

__all__ = [
    "Cause",
    "Effect",
    "NoChange",
    "NoPlan",
    "Pins",
    "Progress",
    "Replanned",
    "Schedule",
    "Short",
    "Trial",
    "Wanted",
    "build_visits",
    "capacity_warnings",
    "explain",
    "obstacle_on",
    "replan",
    "schedule",
    "try_remedies",
]
