"""Do a department's people suffice for its visits, whatever the other departments do? Counted as a flow, not searched.

Visits go to half-days of days; a day holds twice as many as teams can go out. Where the flow stops short, the days
that it reached and the visits that have no other days are a cause (Hall; a minimum cut): never an invented one,
though what needs several departments at once can stay unseen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from .problem import ALONE, Crew, Job, Need, Problem


@dataclass(frozen=True)
class Crowd:
    """Visits of one department that share too few days or people.

    `qualification` is what they all ask for, or "" if it is people as such that are short; `limited`: it is the
    load limits of the quarter. `needed` and `possible` are half-days.
    """

    department: int
    qualification: str
    jobs: tuple[int, ...]
    days: tuple[int, ...]
    needed: int
    possible: int
    limited: bool = False


def find_crowds(problem: Problem) -> list[Crowd]:
    """One crowd for each department that has any, the largest gap first."""
    found = [crowd for place in range(len(problem.crews)) if (crowd := crowd_of(problem, place))]
    return sorted(found, key=lambda crowd: (crowd.possible - crowd.needed, crowd.department))


def crowd_of(problem: Problem, department: int) -> Crowd | None:
    """The worst crowd of a department: by each qualification, then all visits together."""
    needs = problem.needs_of[department]
    asked = sorted({name for _, need in needs for name in need.qualifications})
    crowds = [crowd for name in [*asked, ""] if (crowd := _crowd(problem, department, name))]
    return max(crowds, key=lambda crowd: crowd.needed - crowd.possible, default=None)


def _crowd(problem: Problem, department: int, qualification: str) -> Crowd | None:
    crew = problem.crews[department]
    concerned = [
        (job, need)
        for job, need in problem.needs_of[department]
        if not qualification or qualification in need.qualifications
    ]
    halves = {job: half_days(problem, problem.jobs[job], need) for job, need in concerned}
    if not halves:
        return None
    officers = min(need.officers for _, need in concerned)
    capacity = capacities(crew, officers, qualification)
    quota = 2 * _quota(crew, officers, qualification)
    needed = sum(halves.values())
    if needed > quota and quota < sum(capacity):
        days = sorted({day for job in halves for day in problem.jobs[job].days})
        return Crowd(department, qualification, tuple(halves), tuple(days), needed, quota, limited=True)
    flow = _Flow(capacity)
    stuck: tuple[int, set[int]] | None = None
    for job in sorted(halves, key=lambda job: (len(problem.jobs[job].days), job)):
        for _ in range(halves[job]):
            reached = flow.add(job, problem.jobs[job].days)
            if reached is not None and (stuck is None or len(reached) >= len(stuck[1])):
                stuck = job, reached
    if stuck is None:
        return None
    days = sorted(stuck[1])
    jobs = tuple(job for job in halves if set(problem.jobs[job].days) <= stuck[1])
    return Crowd(
        department,
        qualification,
        jobs,
        tuple(days),
        sum(halves[job] for job in jobs),
        sum(capacity[day] for day in days),
    )


def shortage(problem: Problem, department: int) -> int:
    """How many half-days too few the worst crowd of the department has; 0 if none."""
    crowd = crowd_of(problem, department)
    return crowd.needed - crowd.possible if crowd else 0


def half_days(problem: Problem, job: Job, need: Need) -> int:
    """Half-days of a team that the visit uses up."""
    return 2 if problem.lane(need, job.halves[0]) == ALONE else job.half_days


def capacities(crew: Crew, officers: int, qualification: str) -> list[int]:
    """Half-days that the department's teams have on each day; with a qualification, one holder a team."""
    held = crew.qualified.get(qualification, 0) if qualification else -1
    return [2 * min(there.bit_count() // officers, (there & held).bit_count()) for there in crew.available]


def _quota(crew: Crew, officers: int, qualification: str) -> int:
    """Teams that can go out in the quarter, load limits counted."""
    teams = crew.quota // officers
    if not qualification:
        return teams
    held = crew.qualified.get(qualification, 0)
    return min(teams, sum(crew.quota_of(bit) for bit in range(len(crew.people)) if held >> bit & 1))


class _Flow:
    """Half-days of visits on days, moved to other days where that makes room."""

    def __init__(self, capacity: Sequence[int]) -> None:
        self._capacity = capacity
        self._on: list[list[tuple[int, tuple[int, ...]]]] = [[] for _ in capacity]

    def add(self, job: int, days: tuple[int, ...]) -> set[int] | None:
        """Find room for one half-day of the job; if there is none, the days that were reached in the attempt."""
        came: dict[int, tuple[int, tuple[int, tuple[int, ...]] | None]] = dict.fromkeys(days, (-1, None))
        queue = deque(days)
        while queue:
            day = queue.popleft()
            if len(self._on[day]) < self._capacity[day]:
                self._shift(came, day, (job, days))
                return None
            for other in self._on[day]:
                for further in other[1]:
                    if further not in came:
                        came[further] = day, other
                        queue.append(further)
        return set(came)

    def _shift(
        self,
        came: dict[int, tuple[int, tuple[int, tuple[int, ...]] | None]],
        free: int,
        new: tuple[int, tuple[int, ...]],
    ) -> None:
        day = free
        before, mover = came[day]
        while mover is not None:
            self._on[before].remove(mover)
            self._on[day].append(mover)
            day = before
            before, mover = came[day]
        self._on[day].append(new)
