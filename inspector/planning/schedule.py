"""The whole way from who was drawn to dates and team-days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Event as Flag

from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import Deferral, DiceRecord, Event, OffSiteDuty, Selection, SolveReport, TeamDay, Visit
from ..draw.chances import Gap, staffing_gap
from .board import Board
from .build import build_problem
from .construct import construct, fill
from .explain import explain_unplaced
from .improve import improve
from .meetings import NoMeetingPlan, plan_meetings, unknown_guests
from .progress import Progress
from .solver import polish, solver_name
from .teams import dated_visits, team_days
from .visits import Bookings, build_visits

FIRST_PLAN = Wording("schedule.first_plan", "初排", "first plan")
IMPROVING = Wording("schedule.improving", "改进", "improving")
PROVING = Wording("schedule.proving", "逐镇求解", "solving town by town")
STAFFING = Wording("schedule.staffing", "核对人员", "checking people")
MEETINGS = Wording("schedule.meetings", "排会议调研", "placing meetings")
NO_PLAN = Wording("schedule.no_plan", "排不出计划：{causes}", "No plan exists: {causes}")

ROUNDS = {"quick": 60, "normal": 600, "thorough": 6000}
TOWN_EFFORT = {"quick": 0.0, "normal": 0.5, "thorough": 6.0}
REPAIRS = 40


@dataclass(frozen=True)
class Schedule:
    """Dates, team-days, meetings, and what the clerk should know."""

    visits: tuple[Visit, ...]
    off_site: tuple[OffSiteDuty, ...]
    deferrals: tuple[Deferral, ...]
    events: tuple[Event, ...]
    teams: tuple[TeamDay, ...]
    report: SolveReport
    messages: tuple[Message, ...]


class NoPlan(AnswerIsNo):
    """No lawful plan was found; `causes` says why, the most telling first."""

    def __init__(self, causes: Sequence[Message]) -> None:
        super().__init__(NO_PLAN(causes=list(causes)))
        self.causes = tuple(causes)


def schedule(
    snapshot: Snapshot,
    selections: Iterable[Selection],
    dice: DiceRecord,
    effort: str = "normal",
    progress: Callable[[Progress], None] | None = None,
    cancel: Flag | None = None,
) -> Schedule:
    """Dates and half-days for all visits and meetings; the same input gives the same plan.

    `progress` is called on the calling thread; setting `cancel` keeps the best plan so far.

    Raises:
        NoPlan: some visit or meeting has no place.
    """
    bookings = build_visits(snapshot, selections)
    problem = build_problem(snapshot, bookings)

    def tell(stage: Wording, board: Board, fraction: float) -> None:
        if progress:
            progress(Progress(stage(), board.team_days, problem.bound, fraction))

    def stop() -> bool:
        return cancel is not None and cancel.is_set()

    board, left = construct(problem)
    tell(FIRST_PLAN, board, 0.1)
    if left:
        raise NoPlan(explain_unplaced(snapshot, bookings, board, left))
    improve(board, ROUNDS[effort], stop)
    tell(IMPROVING, board, 0.4)
    if TOWN_EFFORT[effort] and not stop():
        polish(board, TOWN_EFFORT[effort], stop, lambda done, all_: tell(PROVING, board, 0.4 + 0.4 * done / all_))
    visits, teams = _staffable(snapshot, bookings, board)
    tell(STAFFING, board, 0.9)
    try:
        events, notes = plan_meetings(snapshot, visits, dice)
    except NoMeetingPlan as none:
        raise NoPlan(none.causes) from None
    tell(MEETINGS, board, 1.0)
    report = SolveReport(len(teams), problem.bound, solver_name(), effort)
    messages = (*bookings.reports, *unknown_guests(snapshot), *notes)
    return Schedule(visits, bookings.off_site, bookings.deferrals, events, teams, report, messages)


def explain(snapshot: Snapshot, selections: Iterable[Selection], dice: DiceRecord) -> tuple[Message, ...]:
    """Why no plan exists; empty if one does."""
    bookings = build_visits(snapshot, selections)
    board, left = construct(build_problem(snapshot, bookings))
    if left:
        return tuple(explain_unplaced(snapshot, bookings, board, left))
    try:
        found = schedule(snapshot, selections, dice, effort="quick")
    except NoPlan as none:
        return none.causes
    return found.messages


def _staffable(snapshot: Snapshot, bookings: Bookings, board: Board) -> tuple[tuple[Visit, ...], tuple[TeamDay, ...]]:
    """The board's visits and teams once the whole quarter can be staffed, load limits included.

    Counting people day by day can overlook the quarter; where the exact flow finds a gap, visits of its days move.

    Raises:
        NoPlan: the gap stays.
    """
    gap: Gap | None = None
    for _ in range(REPAIRS):
        visits = dated_visits(board, bookings.visits, snapshot.workdays)
        teams = team_days(board, bookings.visits, snapshot.workdays)
        gap = staffing_gap(snapshot, visits, teams)
        if gap is None:
            return visits, teams
        if not _repair(snapshot, board, gap):
            break
    assert gap is not None
    raise NoPlan([gap.message(snapshot)])


def _repair(snapshot: Snapshot, board: Board, gap: Gap) -> bool:
    """Forbid as many teams as there are on the gap's days and place their visits anew."""
    problem = board.problem
    codes = [crew.code for crew in problem.crews]
    department = codes.index(gap.department)
    days = {snapshot.workdays.index(day) for day in gap.days}
    for day in sorted(days):
        board.allow(department, day, board.count[department][day] - 1)
    moving = [
        job
        for job, slot in enumerate(board.slots)
        if slot and slot[0] in days and any(need.department == department for need in problem.jobs[job].needs)
    ]
    for job in moving:
        board.lift(job)
    return not fill(board, moving)
