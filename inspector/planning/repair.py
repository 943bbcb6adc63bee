"""The exact count of people over the whole quarter, and moving visits until it comes out.

The search counts people day by day. Load limits, and people shared out between two visits of one enterprise, reach
over several days: where the exact flow finds a gap, the board is told who is barred by rotation as the dates are now;
then visits leave the gap's days, or its teams are packed closer; then a search goes on (`quarter`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..domain.county import Snapshot
from ..domain.plan import TeamDay, Visit
from ..draw.chances import Gap, staffing_gap
from ..draw.rotation import Barred, barred_by_rotation
from .board import Board
from .construct import fill
from .problem import Job, Need, Problem, Slot
from .quarter import find_people
from .teams import dated_visits, team_days
from .visits import Bookings

MOST = 120
"""Repairs before giving up, and turns in which the board is told anew who is barred."""

Staffed = tuple[tuple[Visit, ...], tuple[TeamDay, ...]]


def staffed(
    snapshot: Snapshot, bookings: Bookings, board: Board, stop: Callable[[], bool] = lambda: False
) -> Staffed | Gap:
    """Visits and team-days of the board once all seats can be filled; the gap if it does not close."""
    problem, barred = board.problem, Barred()
    most = [list(row) for row in board.most]
    searched: set[int] = set()
    tried: set[tuple[int, int, int]] = set()
    repairs = turns = 0
    while True:
        visits = dated_visits(board, bookings.visits, snapshot.workdays)
        teams = team_days(board, bookings.visits, snapshot.workdays)
        gap = staffing_gap(snapshot, visits, teams)
        if gap is None:
            return visits, teams
        if stop():
            return gap
        department = [crew.code for crew in board.problem.crews].index(gap.department)
        now = barred_by_rotation(snapshot, visits)
        if now != barred and turns < MOST:
            turns += 1
            board, barred = _rotating(problem, board.slots, now), now
            most = [list(row) for row in board.most]
            if all(board.staffable(*place) for place in board.busy_days()):
                continue
        if repairs < MOST and _repair(snapshot, board, department, gap, tried):
            repairs += 1
        elif department in searched:
            return gap
        else:
            searched.add(department)
            board.allow_again(most)
            if not find_people(snapshot, board, department, stop):
                return gap


def _rotating(problem: Problem, slots: Sequence[Slot | None], barred: Barred) -> Board:
    """The same plan, with people of each visit who are not barred from it: who shares a team is chosen anew."""

    def without(job: Job, need: Need) -> Need:
        crew = problem.crews[need.department]
        names = barred.get((job.number, crew.code), frozenset())
        return replace(need, people=need.people & ~sum(1 << crew.people.index(name) for name in names))

    jobs = tuple(replace(job, needs=tuple(without(job, need) for need in job.needs)) for job in problem.jobs)
    board = Board(replace(problem, jobs=jobs))
    for place, slot in enumerate(slots):
        if slot is not None:
            board.place(place, slot)
    return board


def _repair(snapshot: Snapshot, board: Board, department: int, gap: Gap, tried: set[tuple[int, int, int]]) -> bool:
    """Take one team off one of the gap's days, the day with the most idle halves first; whether that succeeded.

    A day and number of teams is tried once only.
    """
    days = [snapshot.workdays.index(day) for day in gap.days]

    def idle(day: int) -> int:
        return sum(-1 in (team.morning, team.afternoon) for team in board.teams(department, day))

    for day in sorted(days, key=lambda day: (-idle(day), day)):
        teams = board.count[department][day]
        if (department, day, teams) in tried:
            continue
        tried.add((department, day, teams))
        if _without_one_team(board, department, day):
            return True
    return False


def _without_one_team(board: Board, department: int, day: int) -> bool:
    """Place the day's visits of the department anew with one team fewer; undone if that cannot be."""
    slots, most = board.copy_slots(), board.most[department][day]
    moving = [
        job
        for job, _ in board.problem.needs_of[department]
        if (slot := board.slots[job]) is not None and slot[0] == day
    ]
    board.allow(department, day, board.count[department][day] - 1)
    for job in moving:
        board.lift(job)
    if not fill(board, moving):
        return True
    board.allow(department, day, most)
    board.restore(slots)
    return False
