"""The independent check: every rule and the whole draw, recomputed, before a plan is stored."""

from __future__ import annotations

from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import Plan
from ..draw.replay import differences
from ..rules import check
from ..rules.base import Breach

FOUND = Wording(
    "check.found",
    "独立核查发现 {count} 处不合规，计划没有保存：{first}",
    "The independent check found {count} breaches; the plan was not stored: {first}",
)
SHOWN = 5


def breaches(snapshot: Snapshot, plan: Plan) -> list[Breach]:
    """Everything about the plan that breaks a rule or differs from its own draw; empty if it is lawful."""
    return [*check(snapshot, plan), *differences(snapshot, plan)]


def refuse_breaches(snapshot: Snapshot, plan: Plan) -> None:
    """Let only a lawful plan pass.

    Raises:
        AnswerIsNo: a rule is broken; the message names the first breaches.
    """
    found = breaches(snapshot, plan)
    if found:
        first: list[Message] = [breach.message for breach in found[:SHOWN]]
        raise AnswerIsNo(FOUND(count=len(found), first=first))
