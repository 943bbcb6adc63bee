"""What a remedy comes to for the whole quarter: counted and planned once without it, once with it."""

from __future__ import annotations

from dataclasses import dataclass

from .causes import Effect
from .construct import construct
from .crowding import shortage
from .problem import Problem


@dataclass(frozen=True, slots=True)
class Short:
    """What a quarter lacks: visits without a place in a first plan, and half-days of teams that departments lack."""

    visits: int
    half_days: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A quarter without and with a remedy."""

    before: Short
    after: Short


def try_remedy(problem: Problem, remedy: Effect) -> Trial:
    """Plan the quarter without and with the remedy; the same input gives the same numbers."""
    return Trial(short(problem), short(remedy.problem))


def short(problem: Problem) -> Short:
    """What the quarter lacks."""
    left = construct(problem)[1]
    return Short(len(left), sum(shortage(problem, place) for place in range(len(problem.crews))))
