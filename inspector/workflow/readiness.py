"""What a signer needs to know before a plan is submitted or approved: every rule in its own words, every notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Plan
from ..draw.fingerprint import plan_fingerprint
from ..draw.replay import differences
from ..draw.targets import draw_targets
from ..rules import RULES, warnings
from ..rules.naming import name_enterprise, name_items
from .state import QuarterState

HEADING = Wording(
    "readiness.heading",
    "独立核查：{rules} 条规则，并重新计算抽取",
    "Independent check: {rules} {rules:rule|rules}, and the draws recomputed",
)
REPLAY_NAME = Wording("readiness.replay", "抽取复算", "Draw recomputed")
REPLAY_WORDS = Wording(
    "readiness.replay_words",
    "锁定的名录、抽中的检查对象、概率表、派员和会议的参加企业，已按掷骰号码全部重新计算，与计划一致。",
    "The frozen lists, the enterprises drawn, the table of chances, the people posted and the guests of meetings were "
    "all computed anew from the dice and are those of the plan.",
)
SHORTFALL = Wording(
    "readiness.shortfall",
    "差额：任务 {task}（{stratum}）应抽 {due} 家，可抽只有 {eligible} 家，已全部抽取。",
    "Shortfall: task {task} ({stratum}) is due {due} {due:enterprise|enterprises}, only {eligible} "
    "{eligible:is|are} eligible; all were taken.",
)
FEW_GUESTS = Wording(
    "readiness.few_guests",
    "差额：{meeting}应邀 {due} 家，可邀只有 {guests} 家。",
    "Shortfall: {meeting} asks for {due} enterprises; only {guests} are free.",
)
DEFERRED = Wording(
    "readiness.deferred",
    "转下季度：任务 {task} 在{enterprise}的事项（{items}），{reason}",
    "Moved to the next quarter: task {task}, {enterprise}, items {items}. {reason}",
)


@dataclass(frozen=True)
class Checked:
    """One rule as it was checked: its name, what it asks for, how the plan keeps it, and what breaks it."""

    name: Wording
    clause: Wording
    kept_by: Wording
    breaches: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """A plan as a signer sees it. `fingerprint` is that of the plan with its approval, once it has one."""

    quarter: str
    version: int
    fingerprint: str
    checks: tuple[Checked, ...]
    notices: tuple[Message, ...]

    @property
    def heading(self) -> Message:
        """What was checked, in a line."""
        return HEADING(rules=len(RULES))

    @property
    def lawful(self) -> bool:
        """Whether nothing breaks a rule."""
        return not any(check.breaches for check in self.checks)


def readiness(quarter: QuarterState) -> Readiness:
    """Check a staffed plan independently of how it was made, and gather what must be seen; takes a moment."""
    snapshot, plan = quarter.frozen, quarter.current
    checks = [
        Checked(rule.name, rule.clause, rule.kept_by, tuple(one.message for one in rule.check(quarter.in_force, plan)))
        for rule in RULES
    ]
    replayed = tuple(breach.message for breach in differences(snapshot, plan))
    checks.append(Checked(REPLAY_NAME, REPLAY_WORDS, REPLAY_WORDS, replayed))
    notices = (*warnings(snapshot, plan), *_shortfalls(snapshot, plan), *_deferrals(quarter.in_force, plan))
    return Readiness(
        str(quarter.quarter), quarter.version, plan_fingerprint(plan, quarter.approval), tuple(checks), notices
    )


def _shortfalls(snapshot: Snapshot, plan: Plan) -> Iterator[Message]:
    dice = plan.dice(1)
    if dice is not None:
        for short in draw_targets(snapshot, dice).shortfalls:
            yield SHORTFALL(task=short.task, stratum=short.stratum, due=short.due, eligible=short.eligible)
    for event in plan.events:
        if len(event.guests) < event.due:
            name = snapshot.county.meeting[event.meeting].name
            yield FEW_GUESTS(meeting=name, due=event.due, guests=len(event.guests))


def _deferrals(snapshot: Snapshot, plan: Plan) -> Iterator[Message]:
    county = snapshot.county
    for one in plan.deferrals:
        enterprise, items = name_enterprise(county, one.enterprise), name_items(county, one.items)
        yield DEFERRED(task=one.task, enterprise=enterprise, items=items, reason=one.reason)
