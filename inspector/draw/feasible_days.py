"""On which days of the quarter a task's items can be checked at an enterprise, as bit masks over the workdays.

Bit 0 is the quarter's first workday. The masks say the same as `rules.window.source_days`, day by day; they are here
because the frame asks a million times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..domain.county import Enterprise, Item, Snapshot, Task
from ..domain.quarters import Period
from ..rules.annual_cap import item_counts, same_year
from ..rules.availability import is_open
from ..rules.closed_list import asked_departments, is_approved, is_unexpired
from ..rules.off_site_first import needs_visit


class Calendar:
    """The quarter's workdays as bits, and what an enterprise's blackouts and past checks leave of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.days = snapshot.workdays
        self.all_days = (1 << len(self.days)) - 1
        self._basis = snapshot.county.settings.year_basis
        self._checks_of = snapshot.county.checks_of
        self._open: dict[tuple[Period, ...], int] = {}
        self._blocked: dict[date, int] = {}

    def first(self, days: int) -> date:
        """The first day of a mask that is not empty."""
        return self.days[(days & -days).bit_length() - 1]

    def within(self, window: Period) -> int:
        """The workdays in a window."""
        return sum(1 << place for place, day in enumerate(self.days) if day in window)

    def unexpired(self, item: Item) -> int:
        """The workdays on which the item's approval holds."""
        return sum(1 << place for place, day in enumerate(self.days) if is_unexpired(item, day))

    def open_days(self, enterprise: Enterprise) -> int:
        """The workdays outside the enterprise's blackout periods."""
        key = enterprise.blackouts
        if key not in self._open:
            self._open[key] = sum(1 << place for place, day in enumerate(self.days) if is_open(enterprise, day))
        return self._open[key]

    def blocked_days(self, enterprise: Enterprise) -> int:
        """The workdays on which a past counted check forbids another one."""
        blocked = 0
        for past in self._checks_of.get(enterprise.code, ()):
            if past.counted:
                blocked |= self._blocked_by(past.date)
        return blocked

    def _blocked_by(self, past: date) -> int:
        if past not in self._blocked:
            self._blocked[past] = sum(
                1 << place for place, day in enumerate(self.days) if same_year(self._basis, past, day)
            )
        return self._blocked[past]


@dataclass(frozen=True, slots=True)
class Possible:
    """The items that can be checked, in the task's order, and whether the yearly cap is why any other cannot."""

    items: tuple[str, ...]
    capped: bool


class TaskItems:
    """A task's items that are valid in its window, and which of them are possible at an enterprise.

    Valid is an item of the lead or a cooperating department, approved by a document, and unexpired on at least one
    day: a workday of the window if it is checked on site, otherwise the window's first day in the quarter.
    """

    def __init__(self, snapshot: Snapshot, calendar: Calendar, task: Task) -> None:
        county = snapshot.county
        asked = asked_departments(county, task.code)
        window = calendar.within(task.window)
        start = max(task.window.start, snapshot.quarter.first)
        self._on_site: list[tuple[Item, int]] = []
        valid = []
        for code in task.items:
            item = county.item.get(code)
            if item is None or item.department not in asked or not is_approved(item):
                continue
            if needs_visit(item):
                days = window & calendar.unexpired(item)
                if days:
                    self._on_site.append((item, days))
                    valid.append(code)
            elif is_unexpired(item, start):
                valid.append(code)
        self.items = tuple(valid)
        self.counted_days = 0
        for item, days in self._on_site:
            if item_counts(item):
                self.counted_days |= days

    def possible(self, open_days: int, blocked: int) -> Possible:
        """What can be checked at an enterprise that is open on `open_days` and whose cap is used on `blocked`.

        An on-site item without a day of its own is left out. The others need a day in common: while there is none,
        the one that expires first (then the smaller code) is left out. Off-site items need no day.
        """
        left_out: set[str] = set()
        together: list[tuple[Item, int]] = []
        capped = False
        for item, window in self._on_site:
            days = window & open_days
            if days and item_counts(item):
                days &= ~blocked
                capped |= not days
            if days:
                together.append((item, days))
            else:
                left_out.add(item.code)
        together.sort(key=lambda pair: (pair[0].expires or date.max, pair[0].code))
        while together and not _common(together):
            left_out.add(together.pop(0)[0].code)
        if not left_out:
            return Possible(self.items, capped)
        return Possible(tuple(code for code in self.items if code not in left_out), capped)


def _common(together: list[tuple[Item, int]]) -> int:
    common = together[0][1]
    for _, days in together:
        common &= days
    return common
