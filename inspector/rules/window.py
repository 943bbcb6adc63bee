"""起止时间与登记状态: within a task's dates and a case's deadline, in the quarter, at enterprises that are 存续."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from ..domain.codes import EnterpriseStatus
from ..domain.county import County, Snapshot
from ..domain.quarters import Period
from .annual_cap import blocking_check
from .availability import is_open
from .off_site_first import needs_visit


def is_active(county: County, enterprise: str) -> bool:
    """Whether the enterprise is on the list and 存续."""
    found = county.enterprise.get(enterprise)
    return found is not None and found.status is EnterpriseStatus.ACTIVE


def source_window(county: County, source: str) -> Period | None:
    """The window of a task or a case; None if there is no such task or case."""
    found = county.task.get(source) or county.case.get(source)
    return found.window if found else None


def source_days(
    snapshot: Snapshot,
    source: str,
    enterprise: str,
    *,
    items: Iterable[str] | None = None,
    counted: bool = False,
) -> tuple[date, ...]:
    """The days on which a task or case can be carried out on site at the enterprise, in order.

    Workdays of its window in the quarter on which the enterprise is 存续 and open and `items` (by default all its
    on-site items) are unexpired. With `counted` also without the days on which a past counted check forbids
    another one (`annual_cap.blocking_check`). Empty for a source or an enterprise that is not on the lists.
    """
    county = snapshot.county
    found = county.task.get(source) or county.case.get(source)
    if found is None or not is_active(county, enterprise):
        return ()
    codes = found.items if items is None else items
    last = found.window.end
    for code in codes:
        item = county.item.get(code)
        if item is not None and item.expires is not None and needs_visit(item):
            last = min(last, item.expires)
    workdays = snapshot.workdays
    days = workdays[bisect_left(workdays, found.window.start) : bisect_right(workdays, last)]
    place = county.enterprise[enterprise]
    if place.blackouts:
        days = tuple(day for day in days if is_open(place, day))
    if counted and enterprise in county.checks_of:
        days = tuple(day for day in days if blocking_check(snapshot, enterprise, day) is None)
    return days
