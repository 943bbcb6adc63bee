"""The whole way from who was drawn to dates and team-days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Event as Flag

from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import Deferral, DiceRecord, Event, OffSiteDuty, Selection, SolveReport, TeamDay, Visit
from ..draw.chances import Gap
from .build import build_problem
from .causes import Cause
from .explain import explain_gap, explain_unplaced
from .meetings import NoMeetingPlan, plan_meetings, unknown_guests
from .pins import Pins, pin
from .problem import Problem
from .progress import STOPPED, Progress
from .repair import staffed
from .search import EFFORTS, Stage, search
from .solver import solver_name
from .visits import Bookings, build_visits

STAGES = {
    Stage.FIRST: Wording("schedule.first_plan", "初排", "first plan"),
    Stage.IMPROVE: Wording("schedule.improving", "改进", "improving"),
    Stage.PROVE: Wording("schedule.proving", "逐镇求解", "solving town by town"),
}
STAFFING = Wording("schedule.staffing", "核对人员", "checking people")
MEETINGS = Wording("schedule.meetings", "排会议调研", "placing meetings")
NO_PLAN = Wording("schedule.no_plan", "排不出计划：{causes}", "No plan exists: {causes}")
ATTEMPTS = 3
"""Searches, if visits have to make way for meetings."""
SEARCH_PART = 0.9
"""The part of the progress that the search takes."""


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
    """No lawful plan was found; `causes` says why, the most telling first, `found` with all that is behind it.

    `problem` is what was to be planned, so that remedies can be compared with it.
    """

    def __init__(self, found: Sequence[Cause], problem: Problem) -> None:
        self.found = tuple(found)
        self.causes = tuple(cause.message for cause in found)
        self.problem = problem
        super().__init__(NO_PLAN(causes=list(self.causes)))


def schedule(
    snapshot: Snapshot,
    selections: Iterable[Selection],
    dice: DiceRecord,
    effort: str = "normal",
    progress: Callable[[Progress], None] | None = None,
    cancel: Flag | None = None,
    pins: Pins | None = None,
) -> Schedule:
    """Dates and half-days for all visits and meetings; the same input gives the same plan.

    `effort` is one of `search.EFFORTS`. `progress` is called on the calling thread; setting `cancel` ends the search
    and keeps the best plan so far. `pins` fixes dates and half-days by visit number.

    Raises:
        NoPlan: some visit or meeting has no place, a pin cannot be kept, or there is no full plan yet when `cancel` is
            set.
    """
    tell = _Teller(progress)
    bookings = build_visits(snapshot, selections)

    def stop() -> bool:
        return cancel is not None and cancel.is_set()

    bounds: list[int] = []
    for attempts_left in reversed(range(ATTEMPTS)):
        problem, wrong = pin(snapshot, bookings, build_problem(snapshot, bookings), pins or {})
        if wrong:
            raise NoPlan(wrong, problem)
        dated = _dates(snapshot, bookings, problem, effort, tell, stop)
        # days that a visit leaves to a meeting are lawful: the first bound is the one that holds
        bounds.append(dated.bound)
        try:
            events, notes = plan_meetings(snapshot, dated.visits, dice, stop)
            break
        except NoMeetingPlan as none:
            bookings = _make_way(bookings, none.in_the_way)
            movable = none.in_the_way and not none.in_the_way.keys() & (pins or {}).keys()
            if not (attempts_left and movable and all(bookings.days.values())):
                raise NoPlan([Cause(each, tuple(none.in_the_way)) for each in none.causes], problem) from None
    tell(MEETINGS, len(dated.teams), bounds[0], 1.0)
    report = SolveReport(len(dated.teams), bounds[0], solver_name(), effort)
    messages = (*bookings.reports, *unknown_guests(snapshot), *notes)
    return Schedule(dated.visits, bookings.off_site, bookings.deferrals, events, dated.teams, report, messages)


def _make_way(bookings: Bookings, in_the_way: dict[str, date]) -> Bookings:
    """Without the dates on which visits stand in a meeting's way."""
    days = {visit: tuple(day for day in days if day != in_the_way.get(visit)) for visit, days in bookings.days.items()}
    return replace(bookings, days=days)


def explain(
    snapshot: Snapshot, selections: Iterable[Selection], dice: DiceRecord, pins: Pins | None = None
) -> tuple[Message, ...]:
    """Why no plan exists; if one does, what the clerk should know about it."""
    try:
        return schedule(snapshot, selections, dice, effort="quick", pins=pins).messages
    except NoPlan as none:
        return none.causes


class _Teller:
    """Hands progress on, in words."""

    def __init__(self, progress: Callable[[Progress], None] | None) -> None:
        self._progress = progress
        self._done = 0.0

    def __call__(self, stage: Wording, best: int, bound: int, fraction: float) -> None:
        self._done = max(self._done, fraction)
        if self._progress:
            self._progress(Progress(stage(), best, bound, self._done))

    def of_search(self, stage: Stage, best: int, bound: int, fraction: float) -> None:
        self(STAGES[stage], best, bound, SEARCH_PART * fraction)


@dataclass(frozen=True)
class _Dated:
    visits: tuple[Visit, ...]
    teams: tuple[TeamDay, ...]
    bound: int


def _dates(
    snapshot: Snapshot,
    bookings: Bookings,
    problem: Problem,
    effort: str,
    tell: _Teller,
    stop: Callable[[], bool],
) -> _Dated:
    """All visits with dates and team-days: on days that let people rotate, or else on all lawful days.

    Raises:
        NoPlan: none was found.
    """
    found = search(problem, EFFORTS[effort], tell.of_search, stop)
    tell(STAFFING, found.board.team_days, found.bound, SEARCH_PART)
    outcome = None if found.left else staffed(snapshot, bookings, found.board, stop)
    if outcome is not None and not isinstance(outcome, Gap):
        return _Dated(*outcome, found.bound)
    if stop():
        raise NoPlan([Cause(STOPPED())], problem)
    if problem.is_narrowed:
        return _dates(snapshot, bookings, problem.widened(), effort, tell, stop)
    if outcome is None:
        raise NoPlan(explain_unplaced(snapshot, bookings, problem, found.left), problem)
    raise NoPlan(explain_gap(snapshot, found.board.problem, outcome), found.board.problem)
