"""The search for a plan of a problem: first plan, improvement, proof; knows nothing of files, rules or words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from .board import Board
from .construct import construct
from .crowding import find_crowds
from .improve import improve
from .polish import Limits, polish
from .problem import Problem
from .rescue import rescue
from .weeks import even_weeks


@dataclass(frozen=True)
class Effort:
    """How long to search, in counts: improvement rounds a visit, and more for all together; CP-SAT's deterministic
    limit a town, the most visits of a town that it is given (0: none), and for all towns."""

    rounds: int
    more_rounds: int = 0
    town_effort: float = 0.0
    largest_town: int = 0
    all_towns_effort: float = 0.0

    def rounds_for(self, visits: int) -> int:
        """Improvement rounds for so many visits."""
        return min(self.rounds * visits + self.more_rounds, MOST_ROUNDS * visits)


EFFORTS = {
    "quick": Effort(2),
    "normal": Effort(12, 18_000, 4.0, 60, 20.0),
    "thorough": Effort(60, 60_000, 16.0, 80, 120.0),
}
MOST_ROUNDS = 70
"""Improvement rounds a visit, however few the visits."""


class Stage(Enum):
    """Where a search is."""

    FIRST = "first"
    IMPROVE = "improve"
    PROVE = "prove"


Tell = Callable[[Stage, int, int, float], None]
"""Hears the stage, team-days of the plan so far, the proven bound, and how much of the search is done (0 to 1)."""


@dataclass
class Found:
    """A plan, what it could not place, and a lower bound on the team-days of any plan."""

    board: Board
    left: list[int]
    bound: int


def search(
    problem: Problem,
    effort: Effort,
    tell: Tell = lambda *_: None,
    stop: Callable[[], bool] = lambda: False,
) -> Found:
    """A plan with few team-days; the same problem and effort give the same plan.

    `stop` is asked often: once it is true, the best plan so far is returned.
    """
    board, left = construct(problem, stop=stop)
    if left and not stop() and not find_crowds(problem):
        left = rescue(board, left, stop)
    tell(Stage.FIRST, board.team_days, problem.bound, 0.05)
    if left:
        return Found(board, left, problem.bound)
    improve(
        board,
        effort.rounds_for(len(problem.jobs)),
        stop,
        lambda done: tell(Stage.IMPROVE, board.team_days, problem.bound, 0.05 + 0.55 * done),
    )
    bound = problem.bound
    if effort.largest_town and not stop():
        bound = sum(
            polish(
                board,
                Limits(effort.town_effort, effort.all_towns_effort, effort.largest_town),
                stop,
                lambda done, proven: tell(Stage.PROVE, board.team_days, proven, 0.6 + 0.4 * done),
            )
        )
    even_weeks(board, stop)
    return Found(board, [], bound)
