"""What a running planner tells: called on no thread in particular, so a window must hand it on to its own."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.messages import Message, Wording

STOPPED = Wording(
    "schedule.stopped",
    "已停止，此时还没有排出完整的计划；不能断定排不出。",
    "Stopped before a full plan was found, which does not prove that there is none.",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage, team-days of the best plan so far, the proven bound, and how much is done (0 to 1)."""

    stage: Message
    best: int
    bound: int
    fraction: float
