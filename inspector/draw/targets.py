"""Dice 1: whom. The smallest tickets of every stratum, draw group after draw group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import DiceRecord, DrawGroup, Selection
from .frame import Frame, Result, build_frame
from .groups import draw_groups
from .tickets import enterprise_tickets

DRAWN = Wording("targets.drawn", "抽中", "drawn")
NOT_DRAWN = Wording("targets.not_drawn", "未抽中", "not drawn")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A stratum in which fewer are eligible than due; all of them were taken."""

    task: str
    stratum: str
    due: int
    eligible: int


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One enterprise's line of 检查对象随机抽取记录.

    `ticket` and `rank` (its place in the order of the group's tickets, from 1) are empty and 0 where no task of the
    group can draw it. `outcomes` says for every task of the group whose scope holds it: 抽中, 未抽中, or the reason.
    """

    group: int
    enterprise: str
    stratum: str
    ticket: str
    rank: int
    outcomes: Mapping[str, Message]


@dataclass(frozen=True)
class Targets:
    """Who was drawn.

    `frames` holds each group's frame as of that group: who an earlier group drew for a counted item is not eligible
    for the counted items of a later one. `tickets` holds, by group number, the tickets of all who could be drawn.
    """

    groups: tuple[DrawGroup, ...]
    selections: tuple[Selection, ...]
    frames: tuple[Frame, ...]
    tickets: Mapping[int, Mapping[str, str]]
    shortfalls: tuple[Shortfall, ...]

    def record_rows(self, snapshot: Snapshot) -> Iterator[DrawnRow]:
        """The lines of the draw's record: group after group, by ticket, then those without one by code."""
        drawn = {(selection.task, selection.enterprise) for selection in self.selections}
        for group, frame in zip(self.groups, self.frames, strict=True):
            tickets = self.tickets[group.number]
            verdicts = frame.verdicts[group.number]
            order = sorted(tickets, key=lambda code: (tickets[code], code))
            order += sorted(code for code in verdicts if code not in tickets)
            for rank, code in enumerate(order, start=1):
                outcomes: dict[str, Message] = {}
                for verdict in verdicts[code]:
                    for task in verdict.tasks:
                        if verdict.result is Result.NONE and verdict.reason is not None:
                            outcomes[task] = verdict.reason
                        else:
                            outcomes[task] = DRAWN() if (task, code) in drawn else NOT_DRAWN()
                risk = snapshot.county.enterprise[code].risk.value
                ticket = tickets.get(code, "")
                yield DrawnRow(group.number, code, risk, ticket, rank if ticket else 0, outcomes)


def draw_targets(snapshot: Snapshot, dice: DiceRecord) -> Targets:
    """Draw the enterprises of all groups, in order of time.

    In each stratum of each task the smallest tickets are taken, as many as are due. Selections stand in the order of
    groups, tasks, strata and tickets.
    """
    groups = draw_groups(snapshot)
    selections: list[Selection] = []
    frames: list[Frame] = []
    tickets: dict[int, Mapping[str, str]] = {}
    shortfalls: list[Shortfall] = []
    for group in groups:
        frame = build_frame(snapshot, (group,), selections)
        frames.append(frame)
        drawable = [
            code
            for code, verdicts in frame.verdicts[group.number].items()
            if any(verdict.result is not Result.NONE for verdict in verdicts)
        ]
        own = enterprise_tickets(dice.seed, group.number, drawable)
        tickets[group.number] = own
        for task in frame.tasks.values():
            for stratum in task.strata:
                # of equal tickets the smaller code goes first: `eligible` is sorted and nsmallest keeps its order
                taken = nsmallest(stratum.drawn, stratum.eligible, key=own.__getitem__)
                selections += [Selection(task.task, code, task.items_at(code)) for code in taken]
                if stratum.due > len(stratum.eligible):
                    shortfalls.append(Shortfall(task.task, stratum.name, stratum.due, len(stratum.eligible)))
    return Targets(groups, tuple(selections), tuple(frames), tickets, tuple(shortfalls))
