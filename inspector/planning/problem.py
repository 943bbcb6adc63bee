"""The planner's problem as plain data: numbers instead of names, nothing of files, rules or solvers.

Days, departments, towns and visits are places in tuples; people of a department are bits of a mask, in the order of
their certificate numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .sharing import most_pairs

Slot = tuple[int, int]
"""A day and a half: 0 morning, 1 afternoon, 2 the whole day."""

MORNING, AFTERNOON, WHOLE, ALONE = 0, 1, 2, 3


def bits(mask: int) -> Iterator[int]:
    """The places of the ones in a mask, ascending."""
    while mask:
        low = mask & -mask
        mask ^= low
        yield low.bit_length() - 1


@dataclass(frozen=True, slots=True)
class Need:
    """What one department has to send to a visit: how many, who may go (mask), which qualifications one must hold.

    `named` holds who a case names; such a team makes no other visit that day. `last` holds who was there the time
    before: they stay away where enough others can go (`rules.recusal.leaves_enough`).
    """

    department: int
    officers: int
    people: int
    qualifications: tuple[str, ...] = ()
    named: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One visit: its town, how many half-days (1 or 2), the days it may take place on, and whom it needs.

    `half` is the half-day that somebody has fixed for it, if any. `lawful` holds all days that the rules allow, where
    `days` leaves some of them out for the sake of rotation.
    """

    number: str
    enterprise: str
    town: int
    half_days: int
    days: tuple[int, ...]
    needs: tuple[Need, ...]
    half: int | None = None
    lawful: tuple[int, ...] = ()

    @property
    def halves(self) -> tuple[int, ...]:
        """The half-days it may take."""
        if self.half_days == 2:
            return (WHOLE,)
        return (MORNING, AFTERNOON) if self.half is None else (self.half,)


@dataclass(frozen=True)
class Crew:
    """One department's people: how many, who is there on which day, who holds what, and their load limits."""

    code: str
    people: tuple[str, ...]
    available: tuple[int, ...]
    qualified: dict[str, int]
    limits: tuple[int | None, ...]

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """How many people are there on each day."""
        return tuple(mask.bit_count() for mask in self.available)

    @cached_property
    def quota(self) -> int:
        """How often all of them can go out in the quarter, leave and load limits counted."""
        return sum(self.quota_of(bit) for bit in range(len(self.people)))

    def quota_of(self, bit: int) -> int:
        """How often one of them can go out."""
        there = sum(mask >> bit & 1 for mask in self.available)
        limit = self.limits[bit]
        return there if limit is None else min(there, limit)


@dataclass(frozen=True)
class Problem:
    """A quarter to plan. `visits_a_day` is how many half-day visits one team makes in a day, 1 or 2."""

    days: int
    weeks: tuple[int, ...]
    towns: tuple[str, ...]
    crews: tuple[Crew, ...]
    jobs: tuple[Job, ...]
    visits_a_day: int = 2

    @property
    def is_narrowed(self) -> bool:
        """Whether lawful days of some job are left out."""
        return any(job.lawful for job in self.jobs)

    def widened(self) -> Problem:
        """The problem with all lawful days."""
        return replace(self, jobs=tuple(replace(job, days=job.lawful or job.days, lawful=()) for job in self.jobs))

    @cached_property
    def day_masks(self) -> tuple[int, ...]:
        """Each job's days as bits."""
        return tuple(sum(1 << day for day in job.days) for job in self.jobs)

    @cached_property
    def needs_of(self) -> tuple[tuple[tuple[int, Need], ...], ...]:
        """Each department's jobs and what they need of it."""
        found: list[list[tuple[int, Need]]] = [[] for _ in self.crews]
        for place, job in enumerate(self.jobs):
            for need in job.needs:
                found[need.department].append((place, need))
        return tuple(map(tuple, found))

    def lane(self, need: Need, half: int) -> int:
        """Where a visit stands in a department's day: a half that a team can share, the whole day, or alone."""
        return ALONE if need.named or (self.visits_a_day == 1 and half != WHOLE) else half

    @cached_property
    def rivals(self) -> tuple[tuple[int, ...], ...]:
        """For each job the others at the same enterprise: never on the same day."""
        there: dict[str, list[int]] = {}
        for place, job in enumerate(self.jobs):
            there.setdefault(job.enterprise, []).append(place)
        return tuple(
            tuple(other for other in there[job.enterprise] if other != place) for place, job in enumerate(self.jobs)
        )

    @cached_property
    def pair_bounds(self) -> tuple[tuple[int, ...], ...]:
        """A proven lower bound on each department's team-days in each town.

        A team-day for each visit, less one for each pair of visits that can share a team: as many pairs as there can
        be, were the department's other towns and the visits' other departments not there.
        """
        return tuple(
            tuple(self._fewest_teams(department, town) for town in range(len(self.towns)))
            for department in range(len(self.crews))
        )

    def _fewest_teams(self, department: int, town: int) -> int:
        concerned = [self.jobs[place] for place, _ in self._needs_in.get((department, town), ())]
        sharing = [
            self.jobs[place]
            for place, need in self._needs_in.get((department, town), ())
            if self.lane(need, self.jobs[place].halves[0]) < WHOLE
        ]
        sharing.sort(key=lambda job: max(job.lawful or job.days, default=0))
        days = [sum(1 << day for day in job.lawful or job.days) for job in sharing]

        def may_share(one: int, other: int) -> bool:
            if not days[one] & days[other] or sharing[one].enterprise == sharing[other].enterprise:
                return False
            return sharing[one].half is None or sharing[one].half != sharing[other].half

        return len(concerned) - most_pairs(len(sharing), may_share)

    @cached_property
    def _needs_in(self) -> dict[tuple[int, int], list[tuple[int, Need]]]:
        """By department and town, its jobs there and what they need of it."""
        found: dict[tuple[int, int], list[tuple[int, Need]]] = {}
        for department, needs in enumerate(self.needs_of):
            for place, need in needs:
                found.setdefault((department, self.jobs[place].town), []).append((place, need))
        return found

    @cached_property
    def town_bounds(self) -> tuple[int, ...]:
        """A proven lower bound on each town's team-days."""
        return tuple(sum(row[town] for row in self.pair_bounds) for town in range(len(self.towns)))

    @cached_property
    def bound(self) -> int:
        """The lower bound on all team-days: no team is in two towns on one day."""
        return sum(self.town_bounds)
