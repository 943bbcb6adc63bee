"""The whole draw recomputed from the frozen snapshot and the dice, and compared with a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..domain.county import Snapshot
from ..domain.messages import Wording
from ..domain.plan import DiceRecord, Plan
from ..rules.base import Breach
from ..rules.naming import name_enterprise, name_inspector
from .chances import Shortage, chance_table
from .groups import draw_groups
from .guests import invite
from .order_replay import order_differences
from .orders import undone
from .rounding import draw_postings
from .snapshot import h0
from .table import h1
from .targets import Targets, draw_targets

CODE = "draw"

OTHER_H0 = Wording(
    "replay.other_h0",
    "锁定的名录重算得H0为{computed}，计划所据为{stated}：名录在锁定之后被改动过。",
    "The frozen lists give H0 {computed}; the plan rests on {stated}: the lists were changed after the freeze.",
)
OTHER_GROUPS = Wording(
    "replay.other_groups",
    "抽取批次与按名录重算的不同。",
    "The draw groups are not those that the lists give.",
)
NO_DICE = Wording(
    "replay.no_dice",
    "有第{stage}阶段的抽取结果，但没有在{frozen}之下的抽取记录。",
    "There are results of stage {stage} without a draw on record under {frozen}.",
)
NOT_DRAWN = Wording(
    "replay.not_drawn",
    "任务{task}：{enterprise}按号码重算没有抽中，计划中却列为抽中。",
    "Task {task}: {enterprise} stands as drawn, but the dice do not draw it.",
)
LEFT_OUT = Wording(
    "replay.left_out",
    "任务{task}：{enterprise}按号码重算抽中，计划中没有。",
    "Task {task}: the dice draw {enterprise}, which the plan leaves out.",
)
OTHER_ITEMS = Wording(
    "replay.other_items",
    "任务{task}：{enterprise}的检查事项重算为{computed}，计划中是{stated}。",
    "Task {task}: the items at {enterprise} are {computed}; the plan says {stated}.",
)
NO_TABLE = Wording(
    "replay.no_table",
    "按计划的检查组得不出概率表：{reason}",
    "No table of chances exists for the plan's team-days: {reason}",
)
OTHER_CHANCE = Wording(
    "replay.other_chance",
    "检查组{team}第{seat}号岗位{inspector}的概率重算为百万分之{computed}，表中是{stated}。",
    "The chance of {inspector} for seat {seat} of team {team} is {computed} millionths; the table says {stated}.",
)
OTHER_H1 = Wording(
    "replay.other_h1",
    "排期和概率表重算得H1为{computed}，计划所据为{stated}：排期或概率表在锁定之后被改动过。",
    "Dates and table of chances give H1 {computed}; the plan rests on {stated}: they were changed after the freeze.",
)
OTHER_POSTING = Wording(
    "replay.other_posting",
    "检查组{team}第{seat}号岗位按号码重算应为{computed}，计划中是{stated}。",
    "The dice post {computed} to seat {seat} of team {team}; the plan says {stated}.",
)
NOBODY = Wording("replay.nobody", "无人", "nobody")
OTHER_GUESTS = Wording(
    "replay.other_guests",
    "会议调研{meeting}（{date}）的参加企业与按号码重算的不同：{enterprises}。",
    "The guests of {meeting} ({date}) are not those that the dice give: {enterprises}.",
)


def differences(snapshot: Snapshot, plan: Plan) -> list[Breach]:
    """Every place where the plan is not what its own dice and frozen lists give, as far as the plan has come.

    What was approved is drawn anew as it was before any change order; then every order is checked by itself.
    """
    approved, dice = undone(plan), plan.dice(1)
    targets = draw_targets(snapshot, dice) if dice else None
    return [
        *_first_stage(snapshot, approved, dice, targets),
        *_second_stage(snapshot, approved),
        *(order_differences(snapshot, plan, approved, targets) if targets else ()),
    ]


def _first_stage(snapshot: Snapshot, plan: Plan, dice: DiceRecord | None, targets: Targets | None) -> Iterator[Breach]:
    computed = h0(snapshot)
    if computed != plan.h0:
        yield Breach(CODE, OTHER_H0(computed=computed, stated=plan.h0))
    if dice is None or targets is None:
        if plan.selections or plan.events:
            yield Breach(CODE, NO_DICE(stage=1, frozen=plan.h0))
        return
    if plan.groups != draw_groups(snapshot):
        yield Breach(CODE, OTHER_GROUPS())
    yield from _compare_selections(snapshot, plan, targets)
    yield from _compare_guests(snapshot, plan, dice)


def _compare_selections(snapshot: Snapshot, plan: Plan, targets: Targets) -> Iterator[Breach]:
    drawn = {(one.task, one.enterprise): one.items for one in targets.selections}
    stated = {(one.task, one.enterprise): one.items for one in plan.selections}
    for key in sorted(drawn.keys() | stated.keys()):
        task, enterprise = key
        who = {"task": task, "enterprise": name_enterprise(snapshot.county, enterprise)}
        if key not in drawn:
            yield Breach(CODE, NOT_DRAWN(**who), (), (enterprise, task))
        elif key not in stated:
            yield Breach(CODE, LEFT_OUT(**who), (), (enterprise, task))
        elif drawn[key] != stated[key]:
            message = OTHER_ITEMS(**who, computed=drawn[key], stated=stated[key])
            yield Breach(CODE, message, (), (enterprise, task))


def _compare_guests(snapshot: Snapshot, plan: Plan, dice: DiceRecord) -> Iterator[Breach]:
    county = snapshot.county
    dates = {event.meeting: event.date for event in plan.events if event.meeting in county.meeting}
    computed = {event.meeting: event for event in invite(snapshot, dates, plan.visits, dice)}
    for event in plan.events:
        # a meeting that is on no list is the meeting cap rule's matter
        own = computed.get(event.meeting)
        if own is not None and (own.guests, own.due) != (event.guests, event.due):
            differing = sorted(set(own.guests) ^ set(event.guests))
            names = [name_enterprise(county, code) for code in differing]
            message = OTHER_GUESTS(meeting=event.meeting, date=event.date, enterprises=names)
            yield Breach(CODE, message, (), (event.meeting, *differing))


def _second_stage(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    if not (plan.chances or plan.postings or plan.h1):
        return
    yield from _compare_chances(snapshot, plan)
    computed = h1(plan.h0, plan.visits, plan.teams, plan.chances)
    if computed != plan.h1:
        yield Breach(CODE, OTHER_H1(computed=computed, stated=plan.h1))
    dice = plan.dice(2)
    if dice is not None:
        yield from _compare_postings(snapshot, plan, dice)
    elif plan.postings:
        yield Breach(CODE, NO_DICE(stage=2, frozen=plan.h1))


def _compare_chances(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    try:
        table = chance_table(snapshot, plan.visits, plan.teams)
    except Shortage as shortage:
        yield Breach(CODE, NO_TABLE(reason=shortage.message), (), shortage.gap.teams)
        return
    computed = {(one.team, one.seat, one.certificate): one.millionths for one in table}
    stated = {(one.team, one.seat, one.certificate): one.millionths for one in plan.chances}
    for team, seat, certificate in _differing(computed, stated):
        message = OTHER_CHANCE(
            team=team,
            seat=seat,
            inspector=name_inspector(snapshot.county, certificate),
            computed=computed.get((team, seat, certificate), 0),
            stated=stated.get((team, seat, certificate), 0),
        )
        yield Breach(CODE, message, (), (team, certificate))


def _compare_postings(snapshot: Snapshot, plan: Plan, dice: DiceRecord) -> Iterator[Breach]:
    county = snapshot.county
    try:
        drawn = draw_postings(plan.chances, plan.teams, dice)
    except ValueError:
        # a table that does not add up is reported above
        return
    computed = {(one.team, one.seat): one.certificate for one in drawn}
    stated = {(one.team, one.seat): one.certificate for one in plan.postings}
    for key in _differing(computed, stated):
        named: list[Any] = [
            name_inspector(county, found[key]) if key in found else NOBODY() for found in (computed, stated)
        ]
        message = OTHER_POSTING(team=key[0], seat=key[1], computed=named[0], stated=named[1])
        yield Breach(CODE, message, (), (key[0],))


def _differing(one: dict[Any, Any], other: dict[Any, Any]) -> Iterable[Any]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
