"""Do a department's people suffice for all its teams of the quarter, each within a load limit? Counted exactly.

The board sees to single days and to the sum of load limits. Who goes how often is a flow from seats to people.
"""

from __future__ import annotations

from collections.abc import Callable

from ..domain.county import Snapshot
from ..draw.staffing import Department, Network, Post
from .attempt import Attempt
from .board import Board
from .ruin import Ruin
from .seats import seat_masks

FEWEST_ROUNDS, MOST_ROUNDS = 100, 1200
"""Rounds without getting closer before giving up,"""
WORK = 1_000_000
"""and how many places of people in teams they may look at: counting takes longer in large departments."""
WORSE = 0.03
"""How often a round may leave one more seat empty."""


def seats_short(snapshot: Snapshot, board: Board, department: int) -> int:
    """How many seats of the department's teams stay empty at least."""
    crew = board.problem.crews[department]
    posts: dict[tuple[int, int], Post] = {}
    seats: list[tuple[str, int]] = []
    for day, count in enumerate(board.count[department]):
        for team in board.teams(department, day) if count else ():
            for _, mask in seat_masks(crew.qualified, team):
                if (day, mask) not in posts:
                    able = tuple(bit for bit in range(len(crew.people)) if mask >> bit & 1)
                    posts[day, mask] = Post(day, able)
                seats.append((crew.code, len(seats)))
                posts[day, mask].seats.append(seats[-1])
    people = snapshot.county.inspectors_of.get(crew.code, ())
    days = tuple(snapshot.workdays)
    network = Network(Department(crew.code, people, days, tuple(seats), tuple(posts.values())), 1)
    network.fill()
    return sum(network.lacking)


def find_people(snapshot: Snapshot, board: Board, department: int, stop: Callable[[], bool] = lambda: False) -> bool:
    """Move visits of the department until its people suffice for the quarter; undone if that does not succeed."""
    before = board.copy_slots()
    if _Search(snapshot, board, department).run(stop):
        return True
    board.restore(before)
    return False


class _Search:
    """Rounds of ruin and recreate that leave no more seats empty than before."""

    def __init__(self, snapshot: Snapshot, board: Board, department: int) -> None:
        self.snapshot, self.board, self.department = snapshot, board, department
        self.ruin = Ruin(board)
        self.jobs = [job for job, _ in board.problem.needs_of[department]]
        self.short = [
            seats_short(snapshot, board, place) if place == department or self.is_limited(place) else 0
            for place in range(len(board.problem.crews))
        ]

    def is_limited(self, department: int) -> bool:
        return any(limit is not None for limit in self.board.problem.crews[department].limits)

    def run(self, stop: Callable[[], bool]) -> bool:
        """Whether all seats could be filled."""
        best, waited = sum(self.short), 0
        people = len(self.board.problem.crews[self.department].people)
        patience = WORK // max(people * self.board.sent[self.department], 1)
        patience = min(max(patience, FEWEST_ROUNDS), MOST_ROUNDS)
        while best and waited < patience and not stop():
            self.round()
            waited += 1
            if sum(self.short) < best:
                best, waited = sum(self.short), 0
        return not best

    def round(self) -> None:
        board, random = self.board, self.ruin.random
        job = random.choice(self.jobs)
        town = board.problem.jobs[job].town
        attempt = Attempt(board)
        for other in (*self.ruin.of_same_people(self.department, job), *self.ruin.of_pair(self.department, town)):
            attempt.lift(other)
        chosen = attempt.homeless()
        touched = sorted({need.department for job in chosen for need in board.problem.jobs[job].needs})
        short = list(self.short)
        if all(self.ruin.put(job) for job in self.ruin.in_shaken_order(chosen)):
            for place in touched:
                if place == self.department or self.is_limited(place):
                    self.short[place] = seats_short(self.snapshot, board, place)
            if sum(self.short) <= sum(short) + (random.random() < WORSE):
                return
        self.short = short
        attempt.undo()
