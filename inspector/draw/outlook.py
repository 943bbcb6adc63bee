"""What the dice can bring: exact chances from the frame, and what no formula gives by playing the draw many times.

An enterprise's chance in one task is exact: drawn by its stratum's eligible (simple random sampling without
replacement, e.g. Cochran, Sampling Techniques, 1977, ch. 2). Its chance of any visit, and how many enterprises are
entered in all, depend on how the tasks' samples overlap, so they are estimated, with their standard error.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest

from ..domain.county import Snapshot
from ..domain.plan import DiceRecord, Selection
from ..rules.off_site_first import needs_visit
from .frame import Frame, build_frame
from .groups import draw_groups
from .targets import draw_targets

RUNS = 200
"""Draws played by default: the standard error of a chance is then at most 3.5 %."""


@dataclass(frozen=True, slots=True)
class StratumChance:
    """One stratum of one task: those in scope, due, eligible, and each eligible enterprise's exact chance."""

    group: int
    task: str
    stratum: str
    in_scope: int
    due: int
    eligible: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over played draws and its standard error."""

    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class EnterpriseChance:
    """One enterprise: its exact chance in each task that can draw it, and its estimated chance of any visit."""

    enterprise: str
    tasks: tuple[tuple[str, Fraction], ...]
    any_visit: Estimate


@dataclass(frozen=True)
class Outlook:
    """What the dice can bring.

    `joint` is the number of enterprises entered with the shared tickets of the protocol, `separate` with tickets of
    each task's own; the difference is what joining saves. Chances of later draw groups are those of the frozen
    frame: they hold for who was not drawn by an earlier group.
    """

    runs: int
    strata: tuple[StratumChance, ...]
    enterprises: tuple[EnterpriseChance, ...]
    joint: Estimate
    separate: Estimate


def without_chance(frame: Frame) -> tuple[tuple[str, str], ...]:
    """Tasks and strata that are to be drawn from but would leave an eligible enterprise without any chance.

    There can be none; every freeze looks all the same, since a zero chance would break the rule of equal chances.
    """
    return tuple(
        (task.task, stratum.name)
        for task in frame.tasks.values()
        for stratum in task.strata
        if stratum.eligible and not stratum.drawn and (stratum.fixed or stratum.rate)
    )


def look_out(snapshot: Snapshot, h0: str, runs: int = RUNS) -> Outlook:
    """Exact chances, and `runs` played draws; the same frozen lists give the same figures.

    Raises:
        ValueError: fewer than two runs, from which no standard error follows.
    """
    if runs < 2:
        raise ValueError(runs)
    frame = build_frame(snapshot, draw_groups(snapshot))
    visited: Counter[str] = Counter()
    joint, separate = [], []
    for run in range(runs):
        dice = DiceRecord(1, 1, f"{run:020d}", h0)
        drawn = _entered(snapshot, draw_targets(snapshot, dice).selections)
        visited.update(drawn)
        joint.append(len(drawn))
        separate.append(len(_entered(snapshot, _independent(frame, dice))))
    enterprises = tuple(
        EnterpriseChance(code, chances, _share(visited[code], runs))
        for code, chances in sorted(_chances(frame).items())
    )
    return Outlook(runs, tuple(_strata(frame)), enterprises, estimate(joint), estimate(separate))


def estimate(values: Sequence[int]) -> Estimate:
    """The mean of the values and its standard error (sample standard deviation over the root of their number)."""
    mean = Fraction(sum(values), len(values))
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return Estimate(float(mean), math.sqrt(float(variance) / len(values)))


def _share(count: int, runs: int) -> Estimate:
    share = count / runs
    return Estimate(share, math.sqrt(share * (1 - share) / runs))


def _strata(frame: Frame) -> Iterable[StratumChance]:
    for task in frame.tasks.values():
        for stratum in task.strata:
            eligible = len(stratum.eligible)
            chance = Fraction(stratum.drawn, eligible) if eligible else Fraction(0)
            yield StratumChance(task.group, task.task, stratum.name, stratum.in_scope, stratum.due, eligible, chance)


def _chances(frame: Frame) -> dict[str, tuple[tuple[str, Fraction], ...]]:
    found: dict[str, list[tuple[str, Fraction]]] = {}
    for task in frame.tasks.values():
        for stratum in task.strata:
            if stratum.drawn:
                chance = Fraction(stratum.drawn, len(stratum.eligible))
                for code in stratum.eligible:
                    found.setdefault(code, []).append((task.task, chance))
    return {code: tuple(chances) for code, chances in found.items()}


def _entered(snapshot: Snapshot, selections: Iterable[Selection]) -> set[str]:
    """The enterprises that somebody has to enter."""
    items = snapshot.county.item
    return {row.enterprise for row in selections if any(needs_visit(items[code]) for code in row.items)}


def _independent(frame: Frame, dice: DiceRecord) -> Iterable[Selection]:
    """What would be drawn if each task drew on its own."""
    for task in frame.tasks.values():
        for stratum in task.strata:
            for code in nsmallest(stratum.drawn, stratum.eligible, key=_Tickets(dice.seed, task.task)):
                yield Selection(task.task, code, task.items_at(code))


class _Tickets:
    """Tickets of one task's own."""

    def __init__(self, seed: str, task: str) -> None:
        self.start = f"{seed}|{task}|"

    def __call__(self, enterprise: str) -> str:
        return hashlib.sha256(f"{self.start}{enterprise}".encode()).hexdigest()
