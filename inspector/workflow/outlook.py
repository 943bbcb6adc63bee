"""Chances before the dice, and the fairness report after them: read, never stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from ..domain.messages import Wording
from ..domain.plan import MILLION
from ..domain.quarters import Quarter
from ..draw.fairness import DepartmentShare, Fairness, GroupFairness, PairSpread, report
from ..draw.outlook import RUNS, Outlook, look_out
from ..store import CountyFile
from . import state
from .state import Stage

__all__ = [
    "RUNS",
    "Chances",
    "DepartmentShare",
    "Fairness",
    "GroupFairness",
    "PairSpread",
    "chances",
    "fairness",
]

ACT_CHANCES = Wording("outlook.chances", "计算抽中机会", "work out chances")
ACT_FAIRNESS = Wording("outlook.fairness", "出具公平性报告", "report on fairness")
AFTER_FREEZE = (Stage.FROZEN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)


@dataclass(frozen=True)
class Chances:
    """The outlook of the frozen quarter; expected team-days by certificate once the table of chances is fixed."""

    quarter: str
    outlook: Outlook
    loads: tuple[tuple[str, Fraction], ...]


def chances(file: CountyFile, quarter: Quarter | None, runs: int = RUNS) -> Chances:
    """Exact chances and played draws of the frozen quarter.

    Raises:
        Refusal: nothing is frozen.
    """
    before = state.load(file, quarter)
    before.need(ACT_CHANCES, *AFTER_FREEZE)
    loads: Counter[str] = Counter()
    for chance in before.plan.chances if before.plan else ():
        loads[chance.certificate] += chance.millionths
    return Chances(
        str(before.quarter),
        look_out(before.frozen, before.h0, runs),
        tuple((certificate, Fraction(loads[certificate], MILLION)) for certificate in sorted(loads)),
    )


def fairness(file: CountyFile, quarter: Quarter | None) -> Fairness:
    """What was likely and what came out.

    Raises:
        Refusal: nothing was drawn yet.
    """
    before = state.load(file, quarter)
    before.need(ACT_FAIRNESS, *AFTER_FREEZE[1:])
    return report(before.frozen, before.current)
