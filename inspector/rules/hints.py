"""提示: what is lawful but should be seen before anybody signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ..domain.amendments import amended
from ..domain.codes import EnterpriseStatus, MonthBasis
from ..domain.county import BLANK_TOWN, Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Plan
from ..domain.quarters import Quarter
from .annual_cap import visit_counts
from .meeting_cap import ROLLING_DAYS
from .naming import name_enterprise

SHOWN = 5
"""How many enterprises a summarising hint names."""

CLOSE_CHECKS = Wording(
    "hints.close_checks",
    "{enterprise}在{first}和{second}各有一次计入次数的检查，相隔{gap}天，不超过{limit}天。",
    "{enterprise} has counted checks on {first} and {second}, {gap} days apart; that is within {limit} days.",
)
PROVISIONAL = Wording(
    "hints.provisional",
    "暂定：{quarter}的节假日安排通知尚未导入，按法定节假日排期；通知发布后请重新核对。",
    "暂定 (provisional): the holiday notice for {quarter} is not on file; dates rest on the statutory holidays. "
    "Check again when the notice is out.",
)
UNWITNESSED = Wording(
    "hints.unwitnessed",
    "未见证：第{number}次抽取{whom}没有登记见证人。",
    "未见证 (unwitnessed): draw {number} of {whom} has no witnesses.",
)
TOGETHER = Wording(
    "hints.together",
    "两次号码同时录入：第{number}次抽取{whom}；第二次号码在派员概率锁定之前已经知道。",
    "两次号码同时录入 (both dice entered at once): draw {number} of {whom}; the second dice were known before the "
    "table of chances was frozen.",
)
DRAWN = {
    1: Wording("hints.enterprises", "检查对象", "enterprises"),
    2: Wording("hints.inspectors", "检查人员", "inspectors"),
}
"""Whom a draw of each stage draws."""
NO_SCHEME = Wording(
    "hints.no_scheme",
    "方案批准未填：抽查方案的批准文号、批准人和日期没有填写。",
    "方案批准未填: the approval of the scheme (document number, approver, date) has not been given.",
)
HISTORY_INCOMPLETE = Wording(
    "hints.history_incomplete",
    "上年度历史不全：历史检查中{quarters}没有任何记录；这些时间的检查无从核对，不能当作没有检查。",
    "上年度历史不全 (history incomplete): the past checks hold nothing for {quarters}; what was checked then is not "
    "known, which does not mean that nothing was.",
)
MEETING_HISTORY_INCOMPLETE = Wording(
    "hints.meeting_history_incomplete",
    "历史会议调研不全：{start}至{end}没有任何记录，按滚动30天计算的次数无从核对。",
    "Past meetings incomplete: nothing is on record from {start} to {end}, which the rolling 30 days look back on.",
)
BLANK_TOWNS = Wording(
    "hints.blank_towns",
    "名录中有{count}家存续企业未填乡镇，作为单独的“{town}”排期（如{enterprises}）。",
    "{count} active enterprises have no town on the list; they are planned as a town of their own, “{town}” (such as "
    "{enterprises}).",
)

WORDINGS = (
    CLOSE_CHECKS,
    PROVISIONAL,
    UNWITNESSED,
    TOGETHER,
    NO_SCHEME,
    HISTORY_INCOMPLETE,
    MEETING_HISTORY_INCOMPLETE,
    BLANK_TOWNS,
)


def warnings(snapshot: Snapshot, plan: Plan) -> list[Message]:
    """All hints on a plan, as far as it has come: the whole plan's first, then single enterprises'."""
    snapshot = amended(snapshot, plan)
    return [
        *_on_the_whole(snapshot, plan),
        *_on_history(snapshot),
        *_on_towns(snapshot),
        *_on_close_checks(snapshot, plan),
    ]


def _on_the_whole(snapshot: Snapshot, plan: Plan) -> Iterator[Message]:
    if snapshot.provisional:
        yield PROVISIONAL(quarter=str(snapshot.quarter))
    if snapshot.scheme is None:
        yield NO_SCHEME()
    for draw in plan.draws:
        if not draw.witnesses:
            yield UNWITNESSED(whom=DRAWN[draw.stage], number=draw.number)
        if draw.together:
            yield TOGETHER(whom=DRAWN[draw.stage], number=draw.number)


def _on_history(snapshot: Snapshot) -> Iterator[Message]:
    """Which of the four quarters before the plan's hold no past check at all.

    A year back whatever the basis of the cap: the calendar year needs its own earlier quarters, the rolling one all
    four, and the warning on close checks and the rotation of inspectors look into last year as well.
    """
    covered = {Quarter.of(past.date) for past in snapshot.county.past_checks}
    missing = [quarter for quarter in _quarters_before(snapshot.quarter) if quarter not in covered]
    if missing:
        yield HISTORY_INCOMPLETE(quarters=[str(quarter) for quarter in missing])
    if snapshot.county.meetings and snapshot.county.settings.month_basis is MonthBasis.ROLLING:
        start, end = snapshot.quarter.first - timedelta(ROLLING_DAYS - 1), snapshot.quarter.first - timedelta(1)
        if not any(start <= past.date <= end for past in snapshot.county.past_meetings):
            yield MEETING_HISTORY_INCOMPLETE(start=start, end=end)


def _quarters_before(quarter: Quarter) -> list[Quarter]:
    """The four quarters before, oldest first."""
    found = [Quarter(quarter.year - 1, quarter.number)]
    while found[-1].next() != quarter:
        found.append(found[-1].next())
    return found


def _on_towns(snapshot: Snapshot) -> Iterator[Message]:
    county = snapshot.county
    blank = sorted(
        enterprise.code
        for enterprise in county.enterprises
        if enterprise.town == BLANK_TOWN and enterprise.status is EnterpriseStatus.ACTIVE
    )
    if blank:
        names = [name_enterprise(county, code) for code in blank[:SHOWN]]
        yield BLANK_TOWNS(count=len(blank), town=BLANK_TOWN, enterprises=names)


def _on_close_checks(snapshot: Snapshot, plan: Plan) -> Iterator[Message]:
    """Two counted checks of one enterprise close together, at least one of them in the plan; exempt ones left out."""
    county = snapshot.county
    limit = county.settings.warning_days
    planned: dict[str, set[date]] = {}
    for visit in plan.visits:
        if visit.date is not None and visit_counts(county, visit):
            planned.setdefault(visit.enterprise, set()).add(visit.date)
    for enterprise in sorted(planned):
        days = planned[enterprise]
        past = {one.date for one in county.checks_of.get(enterprise, ()) if one.counted}
        for first, second in pairwise(sorted(days | past)):
            gap = (second - first).days
            if gap <= limit and (first in days or second in days):
                yield CLOSE_CHECKS(
                    enterprise=name_enterprise(county, enterprise), first=first, second=second, gap=gap, limit=limit
                )
