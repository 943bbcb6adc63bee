"""From who was drawn to what has to be visited: merging, off-site duties, and what finds no common date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..domain.county import Case, Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Deferral, ItemUse, OffSiteDuty, Selection, Visit
from ..domain.quarters import Period
from ..draw.groups import draw_groups
from ..rules.annual_cap import item_counts
from ..rules.closed_list import unexpired_part
from ..rules.naming import name_enterprise
from ..rules.off_site_first import needs_visit
from ..rules.window import is_active, source_days

NO_COMMON_DATE = Wording(
    "visits.no_common_date",
    "与同一企业已抽中的其他任务没有共同日期",
    "no date in common with what other tasks drew at the enterprise",
)
DEFERRED = Wording(
    "visits.deferred",
    "任务 {task} 在{enterprise}没有与其他抽查共同的日期，其事项转下季度。",
    "Task {task} has no date in common with the other checks of {enterprise}; its items move to the next quarter.",
)
CASE_NOT_VISITABLE = Wording(
    "visits.case_not_visitable",
    "线索 {case}：{enterprise}不在名录或不是存续，不能入企检查，请另行处理。",
    "Case {case}: {enterprise} is not on the list or not 存续 and cannot be visited; deal with it otherwise.",
)


@dataclass(frozen=True)
class Bookings:
    """What has to be planned: visits without dates and the days each may take place, off-site duties, deferrals."""

    visits: tuple[Visit, ...]
    days: dict[str, tuple[date, ...]]
    off_site: tuple[OffSiteDuty, ...]
    deferrals: tuple[Deferral, ...]
    reports: tuple[Message, ...]


@dataclass
class _Draft:
    enterprise: str
    groups: set[int]
    """Draw groups whose tasks are served: their other tasks join this visit or none."""
    days: set[date]
    uses: dict[str, list[str]] = field(default_factory=dict)
    half_days: int = 1
    open: bool = True
    """Whether others may join: not so for a case that keeps its own visit."""

    def add(self, source: str, items: Iterable[str], days: set[date], half_days: int) -> None:
        self.days &= days
        self.half_days = max(self.half_days, half_days)
        for item in items:
            self.uses.setdefault(item, []).append(source)


def build_visits(snapshot: Snapshot, selections: Iterable[Selection]) -> Bookings:
    """Merge what was drawn and the cases into visits, as rule joint_visit asks."""
    county = snapshot.county
    group_of = {task: group.number for group in draw_groups(snapshot) for task in group.tasks}
    order = {
        code: place
        for place, code in enumerate(
            sorted(group_of, key=lambda code: (group_of[code], county.task[code].window.end, code))
        )
    }
    drafts: dict[str, list[_Draft]] = {}
    duties: list[OffSiteDuty] = []
    deferrals: list[Deferral] = []
    reports: list[Message] = []
    for selection in sorted(selections, key=lambda row: (row.enterprise, order[row.task])):
        task = county.task[selection.task]
        duties += _duties(snapshot, selection.enterprise, task.code, selection.items, task.window)
        on_site = [code for code in selection.items if needs_visit(county.item[code])]
        if not on_site:
            continue
        counted = any(item_counts(county.item[code]) for code in on_site)
        days = set(source_days(snapshot, task.code, selection.enterprise, items=on_site, counted=counted))
        there = drafts.setdefault(selection.enterprise, [])
        group = group_of[task.code]
        same_group = [draft for draft in there if group in draft.groups]
        home = next((draft for draft in same_group or there if draft.days & days), None)
        if home is None and days and not same_group:
            home = _Draft(selection.enterprise, set(), set(days))
            there.append(home)
        if home is None:
            deferrals.append(Deferral(task.code, selection.enterprise, tuple(on_site), NO_COMMON_DATE().text()))
            reports.append(DEFERRED(task=task.code, enterprise=name_enterprise(county, selection.enterprise)))
            continue
        home.groups.add(group)
        home.add(task.code, on_site, days, task.half_days)
    for case in sorted(county.cases, key=lambda row: row.code):
        if not is_active(county, case.enterprise):
            reports.append(CASE_NOT_VISITABLE(case=case.code, enterprise=name_enterprise(county, case.enterprise)))
            continue
        duties += _duties(snapshot, case.enterprise, case.code, case.items, case.window)
        on_site = [code for code in case.items if needs_visit(county.item[code])]
        if on_site:
            _place_case(snapshot, case, on_site, drafts.setdefault(case.enterprise, []))
    ordered = [draft for enterprise in sorted(drafts) for draft in drafts[enterprise]]
    visits, days_of = [], {}
    for number, draft in enumerate(ordered, 1):
        name = f"V{number:04d}"
        uses = tuple(ItemUse(item, tuple(draft.uses[item])) for item in sorted(draft.uses))
        visits.append(Visit(name, draft.enterprise, uses, draft.half_days))
        days_of[name] = tuple(sorted(draft.days))
    return Bookings(tuple(visits), days_of, tuple(duties), tuple(deferrals), tuple(reports))


def _place_case(snapshot: Snapshot, case: Case, items: list[str], there: list[_Draft]) -> None:
    """A case's own visit, or a place in one that can take it if the case may be merged."""
    days = set(source_days(snapshot, case.code, case.enterprise, items=items))
    if case.may_merge and not case.inspectors:
        for draft in there:
            if draft.open and draft.days & days:
                draft.add(case.code, items, days, 1)
                return
    own = _Draft(case.enterprise, set(), set(days), open=case.may_merge and not case.inspectors)
    own.add(case.code, items, days, 1)
    there.append(own)


def _duties(
    snapshot: Snapshot, enterprise: str, source: str, items: Iterable[str], window: Period
) -> list[OffSiteDuty]:
    """Off-site items of a task or case at an enterprise, one duty for each department."""
    county = snapshot.county
    within = window.overlap(snapshot.quarter.period)
    found: dict[str, list[str]] = {}
    for code in items:
        if not needs_visit(county.item[code]):
            found.setdefault(county.item[code].department, []).append(code)
    duties = []
    for department, codes in sorted(found.items()):
        part = unexpired_part([county.item[code] for code in codes], within) if within else None
        if part:
            duties.append(OffSiteDuty(enterprise, department, tuple(codes), source, part))
    return duties
