"""起止时间与登记状态: within a task's dates and a case's deadline, in the quarter, at enterprises that are 存续."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from ..domain.codes import EnterpriseStatus
from ..domain.county import County, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan
from ..domain.quarters import Period
from .annual_cap import blocking_check
from .availability import is_open
from .base import Breach, Rule
from .naming import name_department, name_enterprise
from .off_site_first import needs_visit

CODE = "window"

NAME = Wording("window.name", "起止时间与登记状态", "Window")
CLAUSE = Wording(
    "window.clause",
    "检查在抽查任务的起止日期、线索的办结期限和本季度之内进行，只检查登记状态为存续的企业；会议调研在其起止日期之内举行。",
    "A check lies within its task's dates or its case's deadline and within the quarter, at an enterprise that is "
    "存续 only; a meeting or research visit lies within its dates.",
)
KEPT_BY = Wording(
    "window.kept_by",
    "排期只用各任务、线索共同允许的日期；登记状态不是存续的企业不进抽样框，其有因检查如实报告。",
    "Only dates that every task and case of a visit allows are used; an enterprise that is not 存续 is left out of the "
    "frame, and a case against it is reported.",
)
NOT_ACTIVE = Wording(
    "window.not_active",
    "{enterprise}的登记状态是“{status}”，不能检查（{visit}）。",
    "{enterprise} has the status “{status}” and cannot be checked ({visit}).",
)
UNKNOWN_ENTERPRISE = Wording(
    "window.unknown_enterprise",
    "{enterprise}不在检查对象名录中，不能检查（{visit}）。",
    "{enterprise} is not on the list of enterprises and cannot be checked ({visit}).",
)
OUTSIDE_QUARTER = Wording(
    "window.outside_quarter",
    "{enterprise}的检查（{visit}）定于{date}，不在{quarter}内。",
    "The check of {enterprise} ({visit}) is on {date}, outside {quarter}.",
)
OUTSIDE_SOURCE = Wording(
    "window.outside_source",
    "{enterprise}的检查（{visit}）定于{date}，不在{source}的期限{window}内。",
    "The check of {enterprise} ({visit}) is on {date}, outside the window {window} of {source}.",
)
DUTY_OUTSIDE = Wording(
    "window.duty_outside",
    "{department}对{enterprise}的非现场检查（{period}）不在{source}的期限{window}内。",
    "{department}'s off-site duty for {enterprise} ({period}) is outside the window {window} of {source}.",
)
MEETING_OUTSIDE = Wording(
    "window.meeting_outside",
    "会议调研{meeting}定于{date}，不在其起止日期{window}或{quarter}内。",
    "{meeting} is on {date}, outside its dates {window} or {quarter}.",
)
OFF_SITE_DUTY = Wording("window.off_site_duty", "{department}的非现场检查", "off-site duty of {department}")


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


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Visits, off-site duties and meetings outside their windows, and enterprises that cannot be checked.

    A task or case that is on no list is the no-swap rule's matter.
    """
    county = snapshot.county
    for visit in plan.visits:
        yield from _check_status(county, visit.enterprise, visit.number, (visit.number,))
        if visit.date is None:
            continue
        place = {"enterprise": name_enterprise(county, visit.enterprise), "visit": visit.number, "date": visit.date}
        if visit.date not in snapshot.quarter.period:
            message = OUTSIDE_QUARTER(**place, quarter=str(snapshot.quarter))
            yield Breach(CODE, message, (visit.number,), (visit.enterprise,))
        for source in visit.sources:
            window = source_window(county, source)
            if window is not None and visit.date not in window:
                message = OUTSIDE_SOURCE(**place, source=source, window=str(window))
                yield Breach(CODE, message, (visit.number,), (visit.enterprise, source))
    for duty in plan.off_site:
        department = name_department(county, duty.department)
        yield from _check_status(county, duty.enterprise, OFF_SITE_DUTY(department=department), ())
        window = source_window(county, duty.task)
        if window is not None and not window.start <= duty.window.start <= duty.window.end <= window.end:
            message = DUTY_OUTSIDE(
                department=department,
                enterprise=name_enterprise(county, duty.enterprise),
                period=str(duty.window),
                source=duty.task,
                window=str(window),
            )
            yield Breach(CODE, message, (), (duty.enterprise, duty.task))
    for event in plan.events:
        meeting = county.meeting.get(event.meeting)
        if meeting and not (event.date in meeting.window and event.date in snapshot.quarter.period):
            message = MEETING_OUTSIDE(
                meeting=event.meeting, date=event.date, window=str(meeting.window), quarter=str(snapshot.quarter)
            )
            yield Breach(CODE, message, (), (event.meeting,))


def _check_status(county: County, enterprise: str, what: object, visits: tuple[str, ...]) -> Iterator[Breach]:
    found = county.enterprise.get(enterprise)
    name = name_enterprise(county, enterprise)
    if found is None:
        yield Breach(CODE, UNKNOWN_ENTERPRISE(enterprise=name, visit=what), visits, (enterprise,))
    elif found.status is not EnterpriseStatus.ACTIVE:
        message = NOT_ACTIVE(enterprise=name, status=found.status, visit=what)
        yield Breach(CODE, message, visits, (enterprise,))


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
        NOT_ACTIVE,
        UNKNOWN_ENTERPRISE,
        OUTSIDE_QUARTER,
        OUTSIDE_SOURCE,
        DUTY_OUTSIDE,
        MEETING_OUTSIDE,
        OFF_SITE_DUTY,
    ),
)
