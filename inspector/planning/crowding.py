"""Do a department's people suffice for its visits, whatever the other departments do? Counted as a flow, not searched.

Visits go to half-days of days; a day holds twice as many as teams can go out. Where the flow stops short, the days
that it reached and the visits that have no other days are a cause (Hall; a minimum cut): never an invented one,
though what needs several departments at once can stay unseen.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from .problem import ALONE, Crew, Job, Need, Problem, bits


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
    for job in sorted(halves, key=lambda job: (len(problem.jobs[job].days), job)):
        for _ in range(halves[job]):
            flow.add(problem.day_masks[job])
    if not flow.crowded:
        return None
    days = list(bits(flow.crowded))
    jobs = tuple(job for job in halves if not problem.day_masks[job] & ~flow.crowded)
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
    """Half-days of visits on days, moved to other days where that makes room. Only their days (bits) matter."""

    def __init__(self, capacity: Sequence[int]) -> None:
        self.crowded = 0
        """Days (bits) from which no way leads to room: full, and all that is on them has no other days."""
        self._left = list(capacity)
        self._roomy = sum(1 << day for day, left in enumerate(capacity) if left > 0)
        self._on: list[Counter[int]] = [Counter() for _ in capacity]

    def add(self, days: int) -> None:
        """Find room for one half-day that has these days; if there is none, the days reached are crowded."""
        seen = days & ~self.crowded
        came: dict[int, tuple[int, int]] = dict.fromkeys(bits(seen), (-1, days))
        queue = deque(came)
        while queue:
            if seen & self._roomy:
                self._shift(came, next(bits(seen & self._roomy)))
                return
            day = queue.popleft()
            for other in self._on[day]:
                new = other & ~(seen | self.crowded)
                for further in bits(new):
                    came[further] = day, other
                    queue.append(further)
                seen |= new
        self.crowded |= seen

    def _shift(self, came: dict[int, tuple[int, int]], free: int) -> None:
        self._left[free] -= 1
        if not self._left[free]:
            self._roomy &= ~(1 << free)
        day = free
        before, mover = came[day]
        while before >= 0:
            self._on[before][mover] -= 1
            if not self._on[before][mover]:
                del self._on[before][mover]
            self._on[day][mover] += 1
            day = before
            before, mover = came[day]
        self._on[day][mover] += 1
