"""What remedies come to for the whole quarter: counted and planned once without them, once with them."""

from __future__ import annotations

from collections.abc import Iterable
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
    """A quarter without and with remedies."""

    before: Short
    after: Short


def try_remedies(problem: Problem, remedies: Iterable[Effect]) -> Trial:
    """Plan the quarter without and with all these remedies; the same input gives the same numbers."""
    changed = problem
    for remedy in remedies:
        changed = remedy.change(changed)
    return Trial(short(problem), short(changed))


def short(problem: Problem) -> Short:
    """What the quarter lacks."""
    left = construct(problem)[1]
    return Short(len(left), sum(shortage(problem, place) for place in range(len(problem.crews))))
