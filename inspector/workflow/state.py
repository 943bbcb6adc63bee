"""Where a quarter stands: read from the county file's record chain, never stored twice.

Every act appends one record; a quarter's state is what its records, read in order, say. An act that was
undone (a withdrawn freeze, a rejected plan) stays on record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from ..domain.amendments import amended
from ..domain.county import Approval, Snapshot
from ..domain.messages import Refusal, Wording
from ..domain.outcomes import Outcome
from ..domain.plan import DiceRecord, Plan, Visit
from ..domain.quarters import Quarter
from ..domain.records import from_fields, plan_rows, read_plan
from ..draw.canonical import digest, read_text, text
from ..draw.snapshot import read_snapshot
from ..store import CountyFile, Record
from .pins import PIN, Pin, fold_pin

KEPT = 6
"""How many frozen lists, and how many plans, are kept in memory once they were read."""

NOTHING_OPENED = Wording(
    "state.nothing_opened",
    "这个辖区文件还没有锁定过任何季度。请先运行：inspector freeze 文件 --quarter 2027Q1",
    "No quarter has been frozen in this county file yet. First run: inspector freeze FILE --quarter 2027Q1",
)
BAD_QUARTER = Wording(
    "state.bad_quarter",
    "“{text}”不是季度。季度写作年份加 Q1 至 Q4，例如 2027Q1。",
    "'{text}' is not a quarter. Write the year and Q1 to Q4, for example 2027Q1.",
)
BROKEN_CHAIN = Wording(
    "state.broken_chain",
    "操作日志第 {number} 条与留存的校验值不符：文件在程序之外被改动过。请用备份核对后再继续。",
    "Record {number} of the log does not match its hash: the file was changed outside the program. Compare it "
    "with a backup.",
)
NOT_NOW = Wording(
    "state.not_now",
    "{quarter} 现在处于“{stage}”，不能{act}。{hint}",
    "{quarter} is now '{stage}'; cannot {act}. {hint}",
)


DONE = "done"
"""Kind of the records that say what came of a visit."""


class Stage(Enum):
    """How far a quarter's plan has come, in order."""

    OPEN = 0
    FROZEN = 1
    DRAWN = 2
    SCHEDULED = 3
    STAFFED = 4
    SUBMITTED = 5
    APPROVED = 6


STAGE_AFTER = {
    "freeze": Stage.FROZEN,
    "withdraw": Stage.OPEN,
    "draw": Stage.DRAWN,
    "schedule": Stage.SCHEDULED,
    "staff": Stage.STAFFED,
    "submit": Stage.SUBMITTED,
    "reject": Stage.DRAWN,
    "approve": Stage.APPROVED,
}
"""How far a quarter is after a record of a kind; records of other kinds leave it where it is."""

STAGE_NAMES = {
    Stage.OPEN: Wording("stage.open", "名录未锁定", "lists open"),
    Stage.FROZEN: Wording("stage.frozen", "名录已锁定", "lists frozen"),
    Stage.DRAWN: Wording("stage.drawn", "已抽取检查对象", "enterprises drawn"),
    Stage.SCHEDULED: Wording("stage.scheduled", "已排期", "scheduled"),
    Stage.STAFFED: Wording("stage.staffed", "已派员", "staffed"),
    Stage.SUBMITTED: Wording("stage.submitted", "已送审", "submitted"),
    Stage.APPROVED: Wording("stage.approved", "已批准", "approved"),
}

NEXT_STEPS = {
    Stage.OPEN: Wording("next.open", "下一步：锁定名录（freeze）。", "Next: freeze the lists (freeze)."),
    Stage.FROZEN: Wording(
        "next.frozen", "下一步：掷骰抽取检查对象（draw）。", "Next: dice for the enterprises (draw)."
    ),
    Stage.DRAWN: Wording("next.drawn", "下一步：排期（schedule）。", "Next: schedule."),
    Stage.SCHEDULED: Wording("next.scheduled", "下一步：掷骰派员（staff）。", "Next: dice for the inspectors (staff)."),
    Stage.STAFFED: Wording("next.staffed", "下一步：送审（submit）。", "Next: submit for approval (submit)."),
    Stage.SUBMITTED: Wording("next.submitted", "下一步：批准或退回（approve / reject）。", "Next: approve or reject."),
    Stage.APPROVED: Wording("next.approved", "下一步：导出（export）。", "Next: export."),
}


@dataclass(frozen=True)
class QuarterState:
    """One quarter as its records tell it.

    `version` counts the plans that were scheduled; `draws` holds every draw ever made for the quarter, also those that
    no longer count. `pending` is the plan with a change order that waits for its dice. `sent_back` and `withdrawn` are
    the reason and the name behind the last rejection or withdrawal that no draw of inspectors has answered yet;
    `drawn_since` says whether enterprises were drawn again since the withdrawal. `done` holds by visit number what is
    known to have come of it. `pins` are the dates fixed for visits, `pins_kept` those that the last schedule was made
    with.
    """

    quarter: Quarter
    stage: Stage = Stage.OPEN
    snapshot: Snapshot | None = None
    h0: str = ""
    plan: Plan | None = None
    version: int = 0
    freezes: int = 0
    draws: tuple[DiceRecord, ...] = ()
    submitted_by: str = ""
    submitted_at: str = ""
    approval: Approval | None = None
    approved_at: str = ""
    sent_back: tuple[str, str] | None = None
    withdrawn: tuple[str, str] | None = None
    drawn_since: bool = False
    pins: tuple[Pin, ...] = ()
    pins_kept: tuple[Pin, ...] = ()
    done: Mapping[str, Outcome] = field(default_factory=dict)
    pending: Plan | None = None
    log: tuple[Record, ...] = field(default=())

    def need(self, act: Wording, *stages: Stage) -> None:
        """Refuse unless the quarter is in one of `stages`."""
        if self.stage not in stages:
            raise Refusal(
                NOT_NOW(quarter=str(self.quarter), stage=STAGE_NAMES[self.stage], act=act, hint=NEXT_STEPS[self.stage])
            )

    def answers(self, stage: int) -> tuple[str, str] | None:
        """The reason and the approver that a further draw of the stage has already; None if it needs both.

        A rejection gives both. A withdrawal gives the reason only: whoever withdraws a freeze does not thereby approve
        that enterprises, or people, are drawn again, and it answers one draw of each stage.
        """
        if stage == 2 and self.sent_back:
            return self.sent_back
        if self.withdrawn is None or (stage == 1 and self.drawn_since):
            return None
        return self.withdrawn[0], ""

    @property
    def frozen(self) -> Snapshot:
        assert self.snapshot is not None
        return self.snapshot

    @property
    def current(self) -> Plan:
        assert self.plan is not None
        return self.plan

    @cached_property
    def in_force(self) -> Snapshot:
        """The lists that hold for the plan: the frozen ones with the facts of its change orders."""
        return amended(self.frozen, self.current)


def parse_quarter(words: str) -> Quarter:
    """The quarter a user typed.

    Raises:
        Refusal: it is not one.
    """
    try:
        return Quarter.parse(words)
    except ValueError:
        raise Refusal(BAD_QUARTER(text=words)) from None


def body(**values: Any) -> str:
    """A small record's body."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def plan_body(plan: Plan) -> str:
    return text(plan_rows(plan))


def stages(file: CountyFile) -> dict[Quarter, Stage]:
    """Quarters with a freeze on record, in the order in which they were last opened, and how far each has come.

    The records' bodies, which may hold whole counties, are not read for it.
    """
    found: dict[str, Stage] = {}
    for quarter, kind in file.acts():
        if kind == "freeze":
            found.pop(quarter, None)
        if kind in STAGE_AFTER and quarter:
            found[quarter] = STAGE_AFTER[kind]
    return {Quarter.parse(quarter): stage for quarter, stage in found.items()}


def opened_quarters(file: CountyFile) -> list[Quarter]:
    """Quarters with a freeze on record, in the order in which they were last opened."""
    return list(stages(file))


def in_progress(file: CountyFile) -> QuarterState | None:
    """The quarter whose lists are frozen and whose plan is not approved yet; there is one at most."""
    under_way = (each for each, stage in stages(file).items() if stage not in (Stage.OPEN, Stage.APPROVED))
    quarter = next(under_way, None)
    return load(file, quarter) if quarter is not None else None


def load(file: CountyFile, quarter: Quarter | None = None) -> QuarterState:
    """The state of `quarter`, or of the one opened last.

    Raises:
        Refusal: nothing was opened yet, or the record chain is broken.
    """
    if quarter is None:
        opened = opened_quarters(file)
        if not opened:
            raise Refusal(NOTHING_OPENED())
        quarter = opened[-1]
    check_chain(file)
    return fold(quarter, file.records(quarter=str(quarter)))


def check_chain(file: CountyFile) -> None:
    """Look whether the records are what was written.

    Raises:
        Refusal: one of them is not.
    """
    broken = file.check_chain()
    if broken is not None:
        raise Refusal(BROKEN_CHAIN(number=broken.sequence))


def fold(quarter: Quarter, records: Sequence[Record]) -> QuarterState:
    """What the records of one quarter, in order, amount to."""
    state = QuarterState(quarter, log=tuple(records))
    last_plan = last_freeze = drawn = waiting = ""
    done: dict[str, Outcome] = {}
    for record in records:
        state = replace(state, stage=STAGE_AFTER.get(record.kind, state.stage))
        if record.kind == "freeze":
            last_freeze = record.body
            state = replace(state, freezes=state.freezes + 1, sent_back=None, pins=(), pins_kept=())
        elif record.kind == "withdraw":
            last_freeze = last_plan = ""
            said = json.loads(record.body)
            state = replace(state, withdrawn=(said["reason"], said["by"]), drawn_since=False)
        elif record.kind in ("order", "drop"):
            waiting = record.body if record.kind == "order" else ""
        elif record.kind in ("draw", "schedule", "staff", "change"):
            last_plan, drawn, waiting = record.body, record.body, ""
            if record.kind == "change":
                done = _still_said(done, record.body)
            state = _with_plan(state, record.kind)
        elif record.kind == PIN:
            state = replace(state, pins=fold_pin(state.pins, record.body))
        elif record.kind == "submit":
            state = replace(state, submitted_by=json.loads(record.body)["by"], submitted_at=record.at)
        elif record.kind == "reject":
            said = json.loads(record.body)
            state = replace(state, sent_back=(said["reason"], said["by"]))
        elif record.kind == "approve":
            said = json.loads(record.body)
            approval = Approval(said["document"], said["by"], date.fromisoformat(said["date"]))
            state = replace(state, approval=approval, approved_at=record.at)
        elif record.kind == DONE:
            outcome = _read_outcome(record.body)
            done[outcome.visit] = outcome
    # only the last freeze and the last plan are read: the others are history
    snapshot, h0 = _read_freeze(last_freeze) if last_freeze else (None, "")
    plan = _read_plan(last_plan) if last_plan else None
    # a plan carries all draws before it, so the last one knows them all, also those of a withdrawn freeze
    draws = plan.draws if plan else _read_plan(drawn).draws if drawn else ()
    pending = _read_plan(waiting) if waiting else None
    return replace(state, snapshot=snapshot, h0=h0, plan=plan, draws=draws, done=done, pending=pending)


@lru_cache(maxsize=KEPT)
def _read_freeze(body: str) -> tuple[Snapshot, str]:
    """The frozen lists and H0. A window asks after every act, and records never change: what was read is kept."""
    rows = read_text(body)
    return read_snapshot(rows), digest(rows)


@lru_cache(maxsize=KEPT)
def _read_plan(body: str) -> Plan:
    return read_plan(read_text(body))


def _still_said(done: dict[str, Outcome], changed: str) -> dict[str, Outcome]:
    """What is on record of visits after a change order: "not made" was said of a day, and goes when the day changes."""
    if all(outcome.on for outcome in done.values()):
        return done
    last = _read_plan(changed).orders[-1]
    moved = {visit.number for visit in last.before.visits if _day(visit) != _day(last.after.visit.get(visit.number))}
    return {number: outcome for number, outcome in done.items() if outcome.on or number not in moved}


def _day(visit: Visit | None) -> object:
    return visit and (visit.date, visit.half)


def _with_plan(state: QuarterState, kind: str) -> QuarterState:
    if kind == "draw":
        return replace(state, drawn_since=True)
    if kind == "schedule":
        return replace(state, version=state.version + 1, pins_kept=state.pins)
    if kind == "staff":
        return replace(state, sent_back=None, withdrawn=None)
    return replace(state, version=state.version + 1)


def _read_outcome(body: str) -> Outcome:
    """The outcome of a record; what it leaves out is blank, or no."""
    said = json.loads(body)
    blank = {"first_minor": "否"}
    outcome: Outcome = from_fields(Outcome, [said.get(each.name, blank.get(each.name, "")) for each in fields(Outcome)])
    return outcome
