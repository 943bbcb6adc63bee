"""What a draw would be made from: strata with exact chances, who cannot be drawn and why, what to look at first.

It can be asked for before the freeze, of the lists as they stand, and afterwards of what is frozen; nothing is stored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..domain.quarters import Quarter
from ..draw import frame as frames
from ..draw.frame import Frame, Result, build_frame
from ..draw.groups import draw_groups
from ..rules.naming import name_enterprise
from ..store import CountyFile
from . import freezing

RATE = Wording("prospect.rate", "{percent}%", "{percent} %")
FIXED = Wording("prospect.fixed", "{count} 家", "{count} in all")
NOT_ACTIVE = Wording("prospect.not_active", "登记状态不是存续", "not 存续 (inactive)")
CAP = Wording("prospect.cap", "年度内已有计入次数的检查", "the year's counted check is used up")
NO_DAY = Wording("prospect.no_day", "任务期间没有可以检查的工作日", "no workday is left in the task's window")
NO_ITEM = Wording("prospect.no_item", "任务没有有效的检查事项", "the task has no valid item")
NO_RATE = Wording("prospect.no_rate", "任务未规定该等级的比例", "the task sets no rate for the class")

KINDS = {
    frames.NOT_ACTIVE.code: NOT_ACTIVE,
    frames.CHECKED_THIS_YEAR.code: CAP,
    frames.CHECKED_LATELY.code: CAP,
    frames.DRAWN_BEFORE.code: CAP,
    frames.NO_DAY.code: NO_DAY,
    frames.NO_ITEM.code: NO_ITEM,
    frames.NO_RATE.code: NO_RATE,
}
"""Reasons of one kind are counted together, whatever status, date or department each of them names."""


@dataclass(frozen=True, slots=True)
class StratumRow:
    """One stratum of one task: those in scope (抽查基数), how many are asked for, due, eligible, the chance of each."""

    group: int
    task: str
    name: str
    stratum: str
    in_scope: int
    asked: Message | None
    """The rate or the fixed number; None where the task asks for nobody of the class."""
    due: int
    eligible: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Enterprises in scope of a task that cannot be drawn for one kind of reason; one of them, and its own reason."""

    task: str
    name: str
    kind: Message
    enterprises: int
    example: Message
    reason: Message


@dataclass(frozen=True)
class Prospect:
    """Strata in the order of the draw, reasons by task with the most frequent first, and warnings."""

    strata: tuple[StratumRow, ...]
    reasons: tuple[ReasonRow, ...]
    messages: tuple[Message, ...]


def before_freeze(file: CountyFile, quarter: Quarter) -> Prospect:
    """What freezing the lists as they stand now would give."""
    found = prospect(freezing.take_snapshot(file, quarter))
    return replace(found, messages=(*freezing.left_aside(file), *found.messages))


def prospect(snapshot: Snapshot) -> Prospect:
    """What the frozen lists give."""
    frame = build_frame(snapshot, draw_groups(snapshot))
    return Prospect(_strata(snapshot, frame), _reasons(snapshot, frame), freezing.look_first(snapshot))


def _strata(snapshot: Snapshot, frame: Frame) -> tuple[StratumRow, ...]:
    rows = []
    for task in frame.tasks.values():
        for stratum in task.strata:
            eligible = len(stratum.eligible)
            asked = None
            if stratum.fixed is not None:
                asked = FIXED(count=stratum.fixed)
            elif stratum.rate is not None:
                asked = RATE(percent=f"{(100 * stratum.rate).normalize():f}")
            rows.append(
                StratumRow(
                    task.group,
                    task.task,
                    snapshot.county.task[task.task].name,
                    stratum.name,
                    stratum.in_scope,
                    asked,
                    stratum.due,
                    eligible,
                    Fraction(stratum.drawn, eligible) if eligible else Fraction(0),
                )
            )
    return tuple(rows)


def _reasons(snapshot: Snapshot, frame: Frame) -> tuple[ReasonRow, ...]:
    county = snapshot.county
    count: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, Message]] = {}
    for verdicts in frame.verdicts.values():
        for code, found in verdicts.items():
            for verdict in found:
                if verdict.result is Result.NONE and verdict.reason is not None:
                    kind = KINDS[verdict.reason.code]
                    for task in verdict.tasks:
                        key = task, kind.code
                        count[key] += 1
                        first.setdefault(key, (code, verdict.reason))
    kinds = {kind.code: kind for kind in KINDS.values()}
    place = {task: number for number, task in enumerate(frame.tasks)}
    return tuple(
        ReasonRow(
            task,
            county.task[task].name,
            kinds[kind](),
            number,
            name_enterprise(county, first[task, kind][0]),
            first[task, kind][1],
        )
        for (task, kind), number in sorted(count.items(), key=lambda one: (place[one[0][0]], -one[1], one[0][1]))
    )
