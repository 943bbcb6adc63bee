"""The two draws: dice 1 decides whom, dice 2 by whom. Every draw is numbered and none is ever deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .. import __version__
from ..domain.messages import Message, Refusal, Wording
from ..domain.plan import DiceRecord, Plan
from ..domain.quarters import Quarter
from ..domain.records import county_rows
from ..draw.rounding import draw_postings
from ..draw.targets import draw_targets
from ..store import CountyFile
from . import checking, state
from .dice import read_dice
from .freezing import take_snapshot
from .state import QuarterState, Stage

DRAW = Wording("draw.act", "抽取检查对象", "draw enterprises")
STAFF = Wording("draw.staff", "抽取检查人员", "draw inspectors")
AGAIN = Wording(
    "draw.again",
    "{quarter} 已经抽取过（第 {number} 次）。再次抽取会留在记录里，必须写明原因和批准人：--reason 原因 "
    "--approver 批准人。",
    "{quarter} was drawn already (draw {number}). Another draw stays on record and needs a reason and the approver: "
    "--reason TEXT --approver NAME.",
)
CHANGED = Wording(
    "draw.changed",
    "锁定之后名录变了：{kind}“{row}”与锁定时不同。请撤回锁定（withdraw）后重新锁定，再抽取。",
    "The lists changed after the freeze: {kind} '{row}' differs. Withdraw the freeze, freeze again, then draw.",
)
NAMES_STAND = Wording(
    "draw.names_stand",
    "{quarter} 的计划被退回：退回只改日期，抽中的检查对象不变，不能重新抽取。请重新排期（schedule）。",
    "The plan of {quarter} was sent back: that opens its dates, not its names, and nobody is drawn again. "
    "Schedule again.",
)
UNWITNESSED = Wording(
    "draw.unwitnessed",
    "没有见证人：记录和审批表上会注明“未见证”。",
    "No witness was named: the record and the approval form will say 未见证 (unwitnessed).",
)
ONE_WITNESS = Wording(
    "draw.one_witness",
    "只有一人见证：没有第二位见证人可以核对。",
    "There was only one witness; nobody can confirm what was seen.",
)
SHORTFALL = Wording(
    "draw.shortfall",
    "任务 {task}（{stratum}）应抽 {due} 家，可抽只有 {eligible} 家，已全部抽取。",
    "Task {task} ({stratum}) is due {due} {due:enterprise|enterprises} but only {eligible} "
    "{eligible:is|are} eligible; all of them were taken.",
)


@dataclass(frozen=True)
class Drawn:
    """Who was drawn: draws so far, enterprises and selections, and what the clerk should know."""

    quarter: str
    number: int
    h0: str
    enterprises: int
    selections: int
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Staffed:
    """Who was sent: team-days filled and inspectors sent."""

    quarter: str
    number: int
    h1: str
    team_days: int
    inspectors: int
    messages: tuple[Message, ...]


def draw(
    file: CountyFile,
    quarter: Quarter | None,
    dice: str,
    *,
    witnesses: Sequence[str] = (),
    operator: str,
    reason: str = "",
    approver: str = "",
    together: bool = False,
    seen: str = "",
) -> Drawn:
    """Draw the enterprises of the frozen quarter with public dice; `seen` is the H0 that the witnesses were shown.

    Raises:
        Refusal: it is not the time, the dice are not dice, the lists changed since the freeze, or it is a
            further draw without reason and approver.
    """
    before = state.load(file, quarter)
    before.need(DRAW, Stage.FROZEN, Stage.DRAWN, Stage.SCHEDULED, Stage.STAFFED)
    checking.refuse_unseen(seen, before.h0)
    if before.sent_back:
        raise Refusal(NAMES_STAND(quarter=str(before.quarter)))
    digits = read_dice(dice)
    _refuse_changed_lists(file, before)
    record = _record(before, 1, digits, before.h0, witnesses, operator, reason, approver, together)
    targets = draw_targets(before.frozen, record)
    plan = Plan(
        quarter=str(before.quarter),
        h0=before.h0,
        groups=targets.groups,
        selections=targets.selections,
        draws=(*before.draws, record),
    )
    checking.refuse_breaches(before.frozen, plan)
    file.append(str(before.quarter), "draw", state.plan_body(plan), operator)
    messages = [
        SHORTFALL(task=short.task, stratum=short.stratum, due=short.due, eligible=short.eligible)
        for short in targets.shortfalls
    ]
    messages += witness_notes(record)
    drawn = {selection.enterprise for selection in plan.selections}
    return Drawn(plan.quarter, record.number, before.h0, len(drawn), len(plan.selections), tuple(messages))


def staff(
    file: CountyFile,
    quarter: Quarter | None,
    dice: str,
    *,
    witnesses: Sequence[str] = (),
    operator: str,
    reason: str = "",
    approver: str = "",
    together: bool = False,
    seen: str = "",
) -> Staffed:
    """Draw the inspectors of the scheduled quarter with fresh dice; `seen` is the H1 that the witnesses were shown.

    Raises:
        Refusal: it is not the time, the dice are not dice, or it is a further draw without reason and
            approver.
    """
    before = state.load(file, quarter)
    before.need(STAFF, Stage.SCHEDULED, Stage.STAFFED)
    checking.refuse_unseen(seen, before.current.h1)
    digits = read_dice(dice)
    record = _record(before, 2, digits, before.current.h1, witnesses, operator, reason, approver, together)
    plan = replace(before.current, draws=(*before.draws, record))
    plan = replace(plan, postings=draw_postings(plan.chances, plan.teams, record))
    checking.refuse_breaches(before.frozen, plan)
    file.append(str(before.quarter), "staff", state.plan_body(plan), operator)
    people = {posting.certificate for posting in plan.postings}
    return Staffed(plan.quarter, record.number, plan.h1, len(plan.teams), len(people), witness_notes(record))


def witness_notes(record: DiceRecord) -> tuple[Message, ...]:
    """What is to be told of a draw that fewer than two people witnessed."""
    if not record.witnesses:
        return (UNWITNESSED(),)
    return (ONE_WITNESS(),) if len(record.witnesses) == 1 else ()


def _record(
    before: QuarterState,
    stage: int,
    digits: str,
    frozen: str,
    witnesses: Sequence[str],
    operator: str,
    reason: str,
    approver: str,
    together: bool,
) -> DiceRecord:
    earlier = [record for record in before.draws if record.stage == stage]
    answered = before.answers(stage)
    if earlier and answered is not None:
        # a rejection or withdrawal is itself the reason and the approver of the draw that answers it
        reason, approver = reason.strip() or answered[0], approver.strip() or answered[1]
    if earlier and not (reason.strip() and approver.strip()):
        raise Refusal(AGAIN(quarter=str(before.quarter), number=len(earlier)))
    return DiceRecord(
        stage=stage,
        number=len(earlier) + 1,
        digits=digits,
        frozen=frozen,
        witnesses=tuple(name.strip() for name in witnesses if name.strip()),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
        operator=operator,
        program=__version__,
        reason=reason,
        approver=approver,
        together=together,
    )


def _refuse_changed_lists(file: CountyFile, before: QuarterState) -> None:
    # settings are about the next freeze
    county = replace(take_snapshot(file, before.quarter).county, settings=before.frozen.county.settings)
    live, frozen = county_rows(county), county_rows(before.frozen.county)
    if live != frozen:
        changed = sorted(set(live) ^ set(frozen))[0]
        raise Refusal(CHANGED(kind=changed[0], row=" ".join(changed[1:4])))
