"""Freeze 1: all lists, settings and the calendar stand still, and H0 covers them all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ..domain.county import Approval, PastCheck, PastMeeting, Snapshot
from ..domain.messages import Message, Refusal, Wording
from ..domain.plan import Plan
from ..domain.quarters import Quarter
from ..draw.canonical import digest, text
from ..draw.frame import build_frame
from ..draw.groups import draw_groups
from ..draw.outlook import without_chance
from ..draw.snapshot import snapshot_rows
from ..exchange.calendar import work_calendar
from ..planning import capacity_warnings
from ..rules.annual_cap import visit_counts
from ..rules.joint_visit import departments_at, items_of
from ..rules.naming import name_enterprise
from ..store import CountyFile
from . import state
from .calendars import stored_notices
from .recording import carried_out
from .state import STAGE_NAMES, QuarterState, Stage

ACT = Wording("freeze.act", "锁定名录", "freeze the lists")
WITHDRAW = Wording("freeze.withdraw", "撤回锁定", "withdraw the freeze")
NOTHING_TO_PLAN = Wording(
    "freeze.nothing_to_plan",
    "{quarter} 没有任何抽查任务、有因检查或会议调研（按结束日期所在季度归属）。请先导入任务，或核对季度是否写对。",
    "{quarter} has no task, case or meeting (each belongs to the quarter its window ends in). Import tasks "
    "first, or check "
    "the quarter.",
)
NO_LISTS = Wording(
    "freeze.no_lists",
    "文件里还没有检查对象名录或执法检查人员名录。请先导入：inspector import 文件 名录.xlsx",
    "The file has no enterprises or no inspectors yet. Import lists first: inspector import FILE LISTS.xlsx",
)
CARRIED = Wording(
    "freeze.carried",
    "上季度转来：任务 {task} 已抽中{enterprise}，事项 {items} 未能安排，请列入本季度的任务或有因检查。",
    "Carried over from last quarter: task {task} drew {enterprise}, and its items {items} found no date. Put "
    "them into a task "
    "or case of this quarter.",
)
WAITING = Wording(
    "freeze.waiting",
    "隔离区还有 {count} 行没有处理，它们不在锁定的名录里。要列入的，先撤回锁定，改好再锁定。",
    "{count} {count:row|rows} in quarantine {count:is|are} not on the frozen lists. To have them there, withdraw the "
    "freeze and put them right first.",
)
BLANK_REASON = Wording("freeze.blank_reason", "请写明姓名和原因。", "Give a name and a reason.")
OTHER_FIRST = Wording(
    "freeze.other_first",
    "{other} 处于“{stage}”。两个季度同时进行，会把同一家企业一年查两次，所以先完成 {other} 的审批，或撤回它的锁定，"
    "再锁定 {quarter}。",
    "{other} is '{stage}'. Two quarters under way at once could check an enterprise twice in a year: get {other} "
    "approved, or withdraw its freeze, before you freeze {quarter}.",
)
SCHEME_PARTLY = Wording(
    "freeze.scheme_partly",
    "方案批准要同时写文号、日期和批准人（--scheme-document、--scheme-date、--scheme-by）。",
    "The scheme's approval needs document number, date and approver together (--scheme-document, --scheme-date, "
    "--scheme-by).",
)


@dataclass(frozen=True)
class Frozen:
    """A freeze: H0 for the witnesses, how much it covers, and what to look at before the dice."""

    quarter: str
    h0: str
    enterprises: int
    inspectors: int
    tasks: int
    cases: int
    meetings: int
    messages: tuple[Message, ...]


def freeze(file: CountyFile, quarter: Quarter, *, operator: str, scheme: Approval | None = None) -> Frozen:
    """Freeze the lists for `quarter` and warn now, before any dice, of what cannot be planned.

    Raises:
        Refusal: it is frozen already, another quarter is under way, or there is nothing to plan.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.OPEN)
    other = state.in_progress(file)
    if other is not None:
        raise Refusal(
            OTHER_FIRST(other=str(other.quarter), stage=STAGE_NAMES[other.stage], quarter=str(before.quarter))
        )
    snapshot = take_snapshot(file, quarter, scheme)
    county = snapshot.county
    if not county.enterprises or not county.inspectors:
        raise Refusal(NO_LISTS())
    if not (county.tasks or county.cases or county.meetings):
        raise Refusal(NOTHING_TO_PLAN(quarter=str(quarter)))
    lost = without_chance(build_frame(snapshot, draw_groups(snapshot)))
    if lost:
        raise AssertionError(f"eligible without a chance: {lost}")
    rows = snapshot_rows(snapshot)
    messages = (*left_aside(file), *look_first(snapshot))
    file.append(str(quarter), "freeze", text(rows), operator)
    return Frozen(
        str(quarter),
        digest(rows),
        len(county.enterprises),
        len(county.inspectors),
        len(county.tasks),
        len(county.cases),
        len(county.meetings),
        messages,
    )


def left_aside(file: CountyFile) -> tuple[Message, ...]:
    """That rows wait in quarantine, which will not be on the frozen lists."""
    waiting = len(file.quarantine())
    return (WAITING(count=waiting),) if waiting else ()


def look_first(snapshot: Snapshot) -> tuple[Message, ...]:
    """What to look at before the dice: what cannot be planned, and what the last quarter left over."""
    return (
        *capacity_warnings(snapshot),
        *(
            CARRIED(task=task, enterprise=name_enterprise(snapshot.county, enterprise), items=items)
            for task, enterprise, items in snapshot.carried
        ),
    )


def scheme_of(document: str, on: date | None, by: str) -> Approval | None:
    """The scheme's approval as it was given: all of it, or none.

    Raises:
        Refusal: only a part of it was given.
    """
    parts = (document.strip(), on, by.strip())
    if not any(parts):
        return None
    if on is None or not all(parts):
        raise Refusal(SCHEME_PARTLY())
    return Approval(parts[0], parts[2], on)


def withdraw(file: CountyFile, quarter: Quarter | None, *, by: str, reason: str, operator: str) -> QuarterState:
    """Take the freeze back so that lists can change; it stays on record, with its number and reason.

    Raises:
        Refusal: nothing is frozen, the plan is approved already, or name or reason is blank.
    """
    before = state.load(file, quarter)
    before.need(WITHDRAW, Stage.FROZEN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED, Stage.SUBMITTED)
    if not (reason.strip() and by.strip()):
        raise Refusal(BLANK_REASON())
    file.append(
        str(before.quarter),
        "withdraw",
        state.body(by=by.strip(), reason=reason.strip(), number=before.freezes),
        operator,
    )
    return state.load(file, before.quarter)


def take_snapshot(file: CountyFile, quarter: Quarter, scheme: Approval | None = None) -> Snapshot:
    """What the quarter depends on, as the lists stand now, with other quarters' approved plans as history."""
    lists = file.county()
    approved = approved_plans(file, besides=quarter)
    county = replace(
        lists,
        tasks=tuple(task for task in lists.tasks if task.window.end in quarter.period),
        cases=tuple(case for case in lists.cases if case.deadline in quarter.period),
        meetings=tuple(meeting for meeting in lists.meetings if meeting.window.end in quarter.period),
        past_checks=_merged_checks(lists.past_checks, approved),
        past_meetings=_merged_meetings(lists.past_meetings, approved),
    )
    calendar = work_calendar(range(quarter.year - 1, quarter.year + 2), stored_notices(file))
    carried = tuple(
        (deferral.task, deferral.enterprise, deferral.items)
        for other, plan in approved
        if other.quarter.next() == quarter
        for deferral in plan.deferrals
    )
    return Snapshot(quarter, county, calendar, scheme, carried)


def approved_plans(file: CountyFile, besides: Quarter) -> list[tuple[Snapshot, Plan]]:
    """Other quarters' plans, as far as is known the way they were carried out."""
    found = []
    for other, stage in sorted(state.stages(file).items()):
        if other != besides and stage is Stage.APPROVED:
            read = state.load(file, other)
            found.append((read.in_force, carried_out(read.current, read.done)))
    return found


def checks_of_plan(snapshot: Snapshot, plan: Plan) -> list[PastCheck]:
    """The plan's visits as history: one row for each department at each visit."""
    county = snapshot.county
    rows = []
    for visit in plan.visits:
        if visit.date is None:
            continue
        counts = visit_counts(county, visit)
        for department in departments_at(county, visit):
            basis = None
            if not counts:
                cases = [county.case[source] for source in visit.sources if source in county.case]
                basis = cases[0].exemption if cases else items_of(county, visit, department)[0].exemption
            crew = tuple(sorted(plan.crews.get((visit.number, department), ())))
            rows.append(PastCheck(visit.enterprise, visit.date, department, basis, True, crew))
    return rows


def meetings_of_plan(snapshot: Snapshot, plan: Plan) -> list[PastMeeting]:
    county = snapshot.county
    return [
        PastMeeting(guest, event.date, county.meeting[event.meeting].kind, county.meeting[event.meeting].exemption)
        for event in plan.events
        for guest in event.guests
    ]


def _merged_checks(rows: tuple[PastCheck, ...], approved: list[tuple[Snapshot, Plan]]) -> tuple[PastCheck, ...]:
    """History and approved visits; a history row with the code, date and department of a visit is that visit."""
    found = {(row.enterprise, row.date, row.department): row for row in rows}
    for snapshot, plan in approved:
        found |= {(row.enterprise, row.date, row.department): row for row in checks_of_plan(snapshot, plan)}
    return tuple(found[key] for key in sorted(found))


def _merged_meetings(rows: tuple[PastMeeting, ...], approved: list[tuple[Snapshot, Plan]]) -> tuple[PastMeeting, ...]:
    found = {(row.enterprise, row.date, row.kind): row for row in rows}
    for snapshot, plan in approved:
        found |= {(row.enterprise, row.date, row.kind): row for row in meetings_of_plan(snapshot, plan)}
    return tuple(found[key] for key in sorted(found))
