"""The independent check: every rule and the whole draw, recomputed, before a plan is stored."""

from __future__ import annotations

from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Refusal, Wording
from ..domain.plan import Plan
from ..draw.replay import differences
from ..rules import check
from ..rules.base import Breach

FOUND = Wording(
    "check.found",
    "独立核查发现 {count} 处不合规，计划没有保存：{first}",
    "The independent check found {count} breaches; the plan was not stored: {first}",
)
OTHER_THAN_SEEN = Wording(
    "check.other_than_seen",
    "这件事是按指纹 {seen} 看过的，文件里现在是 {now}：其间有人改动过。没有办理；请重新核对再办。",
    "This was looked at under the fingerprint {seen}; in the file it is {now} by now: somebody changed it meanwhile. "
    "Nothing was done; look again first.",
)
SHOWN = 5
DIGITS_SAID = 16
"""Digits of a fingerprint in a sentence."""


def breaches(snapshot: Snapshot, plan: Plan) -> list[Breach]:
    """Everything about the plan that breaks a rule or differs from its own draw; empty if it is lawful."""
    return [*check(snapshot, plan), *differences(snapshot, plan)]


def refuse_unseen(seen: str, now: str) -> None:
    """Let nobody decide on, or throw dice for, anything else than what was shown; a blank `seen` was not looked at.

    Raises:
        Refusal: the fingerprint, H0, H1 or hash is another than the one that was shown.
    """
    if seen and seen != now:
        raise Refusal(OTHER_THAN_SEEN(seen=seen[:DIGITS_SAID], now=now[:DIGITS_SAID]))


def refuse_breaches(snapshot: Snapshot, plan: Plan) -> None:
    """Let only a lawful plan pass.

    Raises:
        AnswerIsNo: a rule is broken; the message names the first breaches.
    """
    found = breaches(snapshot, plan)
    if found:
        first: list[Message] = [breach.message for breach in found[:SHOWN]]
        raise AnswerIsNo(FOUND(count=len(found), first=first))
