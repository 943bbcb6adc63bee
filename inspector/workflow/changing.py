"""Change orders (计划调整审批单): the only way an approved plan changes.

An order is worked out from facts (a leave, a closure, a move, a case, a holiday notice) or from a request to move
visits; it changes as little as it can. Where people have to be replaced, the order is frozen with its table of chances
first, and further dice decide; until they fall the approved plan stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from .. import __version__
from ..domain.amendments import amended, calendar_facts, fact, with_facts
from ..domain.codes import EnterpriseStatus
from ..domain.county import Case, Enterprise, Snapshot
from ..domain.messages import Message, Refusal, Wording
from ..domain.plan import MILLION, Chance, Change, ChangeOrder, DiceRecord, Plan, Posting
from ..domain.quarters import Period, Quarter
from ..domain.records import Row
from ..draw.fingerprint import plan_fingerprint
from ..draw.order_history import Past, forbidding, history_fact, unheard
from ..draw.order_lines import Line, order_lines
from ..draw.orders import difference, needs_dice, order_hash, vacancy_chances
from ..draw.rounding import draw_postings
from ..exchange.calendar import read_notice
from ..exchange.intake import merge, read_lists
from ..planning import Replanned, Wanted, replan
from ..store import CountyFile
from . import checking, freezing, state
from .dice import read_dice
from .drawing import witness_notes
from .state import QuarterState, Stage

ACT = Wording("change.act", "调整计划", "change the plan")
NOTHING = Wording(
    "change.nothing",
    "这些情况不需要改动计划。",
    "Nothing of the plan has to change.",
)
BLANK = Wording(
    "change.blank",
    "计划调整要写明{what}。",
    "A change order needs {what}.",
)
PARTS = {
    "reason": Wording("change.reason", "原因", "a reason"),
    "basis": Wording("change.basis", "依据", "a basis"),
    "by": Wording("change.by", "批准人", "who approved it"),
    "document": Wording("change.document", "批准文号", "a document number"),
}
UNKNOWN = Wording(
    "change.unknown",
    "名录里没有{what}“{key}”。请核对编号。",
    "There is no {what} '{key}' on the lists. Check the number.",
)
INSPECTOR = Wording("change.inspector", "检查人员", "inspector")
ENTERPRISE = Wording("change.enterprise", "检查对象", "enterprise")
NO_CASES = Wording(
    "change.no_cases",
    "{path} 里没有“有因检查”的新线索。",
    "{path} has no new case on a sheet 有因检查.",
)
BAD_CASES = Wording(
    "change.bad_cases",
    "{path} 的“有因检查”第 {row} 行不能用：{reason}",
    "Row {row} of 有因检查 in {path} cannot be taken: {reason}",
)
CASE_KNOWN = Wording(
    "change.case_known",
    "编号为“{case}”的有因检查名录里已有。调整单只能新增线索，请换一个编号。",
    "There is a case '{case}' already. An order only adds cases: give it another number.",
)
BACKDATED = Wording(
    "change.backdated",
    "调整单{approved}批准，不能自更早的{since}起生效。请改起始日期；已经发生的偏离请在办结登记中写明。",
    "The order is approved on {approved} and cannot be in force from {since}, before that. Give a later first day; "
    "what has already been done otherwise is put on record with the outcome.",
)
ALREADY_DONE = Wording(
    "change.already_done",
    "检查 {visits} 已登记办结，调整单不能再改动。请从调整内容中去掉，或改起始日期。",
    "{visits}: on record as made; an order cannot change them any more. Leave them out, or give a later first day.",
)
PENDING = Wording(
    "change.pending",
    "第 {number} 号调整单还在等掷骰。请先完成：inspector change 文件 --dice 号码 --witness 见证人，或撤回：--drop",
    "Order {number} waits for its dice. Finish it first: inspector change FILE --dice DIGITS --witness NAME, or take "
    "it back: --drop",
)
NONE_PENDING = Wording(
    "change.none_pending",
    "没有等待掷骰的调整单。",
    "No change order waits for dice.",
)


@dataclass(frozen=True)
class Paper:
    """What makes an order one: why, on what basis, who approved it under which document, and when."""

    reason: str
    basis: str
    by: str
    document: str
    on: date


@dataclass(frozen=True)
class Ask:
    """What happened, or is asked for; `since` is the first day that may change."""

    since: date
    ill: Mapping[str, Period] = field(default_factory=dict)
    closed: Sequence[str] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Period] = field(default_factory=dict)
    notice: Path | None = None
    cases: Path | None = None
    new_cases: Sequence[Case] = ()


@dataclass(frozen=True)
class Changed:
    """An order: its lines before and after, how many places have to be drawn, and the hash its dice fall on.

    `waiting` orders are frozen and wait for dice; others are in force. `fingerprint` is the changed plan's.
    """

    quarter: str
    number: int
    lines: tuple[Line, ...]
    to_draw: int
    frozen: str
    waiting: bool
    fingerprint: str
    messages: tuple[Message, ...] = ()


def preview(file: CountyFile, quarter: Quarter | None, ask: Ask) -> Changed:
    """What an order would change; nothing is stored.

    Raises:
        Refusal: the plan is not approved, or something named is not on the lists.
        AnswerIsNo: no lawful change exists.
    """
    before = _ready(file, quarter)
    pending, chances, notes = _work_out(file, before, ask)
    return _told(before, pending, waiting=needs_dice(chances), messages=notes)


def change(
    file: CountyFile,
    quarter: Quarter | None,
    ask: Ask,
    paper: Paper,
    *,
    operator: str,
    dice: str = "",
    witnesses: Sequence[str] = (),
) -> Changed:
    """Make a change order. If people have to be drawn and no dice are given, it is frozen and waits for them.

    Raises:
        Refusal: the plan is not approved, an order waits already, or the paper is incomplete or of a later day.
        AnswerIsNo: no lawful change exists.
    """
    before = _ready(file, quarter)
    for name, words in PARTS.items():
        if not getattr(paper, name).strip():
            raise Refusal(BLANK(what=words))
    if paper.on > ask.since:
        raise Refusal(BACKDATED(approved=paper.on, since=ask.since))
    digits = read_dice(dice) if dice else ""
    pending, chances, notes = _work_out(file, before, ask)
    pending = _on_paper(before, pending, paper)
    if needs_dice(chances) and not digits:
        # whatever the dice say must be lawful: better to know before they fall
        _settled(before, pending, chances, _record(before, pending, "0" * 20, (), operator, together=False))
        file.append(str(before.quarter), "order", state.plan_body(pending), operator)
        return _told(before, pending, waiting=True, messages=notes)
    record = _record(before, pending, digits, witnesses, operator, together=True) if needs_dice(chances) else None
    return _store(file, before, pending, chances, record, operator, notes)


def draw_replacements(
    file: CountyFile,
    quarter: Quarter | None,
    dice: str,
    *,
    witnesses: Sequence[str] = (),
    operator: str,
    seen: str = "",
) -> Changed:
    """Fill the places of the order that waits, with its own dice, and put it in force.

    `seen` is the order's hash that the witnesses were shown.

    Raises:
        Refusal: no order waits, the dice are not dice, it is another order than the one seen, or one of its visits was
            put on record as made meanwhile.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.APPROVED)
    if before.pending is None:
        raise Refusal(NONE_PENDING())
    pending = before.pending
    checking.refuse_unseen(seen, pending.orders[-1].frozen)
    _refuse_done(before, pending.orders[-1])
    record = _record(before, pending, read_dice(dice), witnesses, operator, together=False)
    return _store(file, before, pending, pending.orders[-1].after.chances, record, operator)


def drop(file: CountyFile, quarter: Quarter | None, *, by: str, reason: str, operator: str) -> QuarterState:
    """Take back the order that waits for dice; it stays on record.

    Raises:
        Refusal: no order waits, or name or reason is blank.
    """
    before = state.load(file, quarter)
    if before.pending is None:
        raise Refusal(NONE_PENDING())
    for words, value in ((PARTS["reason"], reason), (PARTS["by"], by)):
        if not value.strip():
            raise Refusal(BLANK(what=words))
    number = before.pending.orders[-1].number
    file.append(str(before.quarter), "drop", state.body(by=by, reason=reason, number=number), operator)
    return state.load(file, before.quarter)


def _ready(file: CountyFile, quarter: Quarter | None) -> QuarterState:
    before = state.load(file, quarter)
    before.need(ACT, Stage.APPROVED)
    if before.pending is not None:
        raise Refusal(PENDING(number=before.pending.orders[-1].number))
    return before


def _work_out(file: CountyFile, before: QuarterState, ask: Ask) -> tuple[Plan, tuple[Chance, ...], tuple[Message, ...]]:
    """The plan with the order, vacant seats without people, the table of chances of the order's seats, and notes."""
    plan = before.current
    asked = _facts(before, before.in_force, ask)
    facts, then, found = _least_change(file, before, ask, asked)
    chances = _chances(plan, then, found.plan, found.vacant)
    new = replace(found.plan, chances=_merged(plan, found.plan, chances))
    taken_away, put_in_place = difference(plan, new)
    if taken_away == put_in_place and not asked:
        raise Refusal(NOTHING())
    number = len(plan.orders) + 1
    # a seat's table is taken away and put in place as a whole, also where a chance in it is as it was
    seats, table = {(one.team, one.seat) for one in chances}, set(new.chances)
    replaced = tuple(one for one in plan.chances if (one.team, one.seat) in seats or one not in table)
    taken_away, put_in_place = replace(taken_away, chances=replaced), replace(put_in_place, chances=chances)
    frozen = order_hash(plan, number, ask.since, facts, put_in_place)
    order = ChangeOrder(number, ask.since, frozen, facts, taken_away, put_in_place)
    _refuse_done(before, order)
    return replace(new, orders=(*plan.orders, order)), chances, found.notes


def _least_change(
    file: CountyFile, before: QuarterState, ask: Ask, asked: tuple[Row, ...]
) -> tuple[tuple[Row, ...], Snapshot, Replanned]:
    """The facts of the order, the lists with them, and the plan with the fewest changes under them.

    Beside what was `asked` the facts are those checks and meetings of other quarters that stand in somebody's way; they
    show one after the other, as somebody is passed over and the next one comes in.
    """
    plan = before.current
    facts, elsewhere = asked, None
    while True:
        then = with_facts(before.in_force, facts)
        found = replan(before.frozen, then, plan, Wanted(ask.since, dict(ask.dates)))
        if (set(found.plan.visits), set(found.plan.events)) == (set(plan.visits), set(plan.events)):
            return facts, then, found
        if elsewhere is None:
            elsewhere = _elsewhere(file, before)
        more = forbidding(then.county, found.plan, unheard(then.county, elsewhere))
        if not more:
            return facts, then, found
        facts = (*facts, *sorted(map(history_fact, more)))


def _elsewhere(file: CountyFile, before: QuarterState) -> list[Past]:
    """Checks and meetings of other quarters' approved plans, without those that forbid what was approved here."""
    rows: list[Past] = []
    for snapshot, plan in freezing.approved_plans(file, besides=before.quarter):
        rows += freezing.checks_of_plan(snapshot, plan)
        rows += freezing.meetings_of_plan(snapshot, plan)
    standing = set(forbidding(before.in_force.county, before.current, rows))
    return [row for row in rows if row not in standing]


def _refuse_done(before: QuarterState, order: ChangeOrder) -> None:
    """What is on record as made, on whichever day, is not taken away or exchanged by an order."""
    made = {number for number, outcome in before.done.items() if outcome.on is not None}
    touched = {visit.number for visit in order.before.visits}
    touched |= {number for team in order.before.teams for number in team.visits}
    names = {one.team for one in order.before.postings}
    touched |= {number for team in before.current.teams if team.name in names for number in team.visits}
    if made & touched:
        raise Refusal(ALREADY_DONE(visits=sorted(made & touched)))


def _chances(plan: Plan, then: Snapshot, new: Plan, vacant: frozenset[tuple[str, int]]) -> tuple[Chance, ...]:
    """The order's own table: certain for those who stay with a visit that moved, drawn among those free for others."""
    old = {(posting.team, posting.seat, posting.certificate) for posting in plan.postings}
    stay = [
        Chance(one.team, one.seat, one.certificate, MILLION)
        for one in new.postings
        if (one.team, one.seat, one.certificate) not in old
    ]
    drawn = vacancy_chances(then, new, vacant) if vacant else ()
    return tuple(sorted((*stay, *drawn), key=lambda one: (one.team, one.seat, one.certificate)))


def _merged(plan: Plan, new: Plan, chances: tuple[Chance, ...]) -> tuple[Chance, ...]:
    """The table of the whole plan: the order's seats in place of those that are gone or filled anew."""
    seats = {(team.name, seat.number) for team in new.teams for seat in team.seats}
    seats -= {(one.team, one.seat) for one in chances}
    kept = [one for one in plan.chances if (one.team, one.seat) in seats]
    return tuple(sorted((*kept, *chances), key=lambda one: (one.team, one.seat, one.certificate)))


def _facts(before: QuarterState, now: Snapshot, ask: Ask) -> tuple[Row, ...]:
    county = now.county
    rows: list[Row] = []
    for certificate, period in ask.ill.items():
        person = county.inspector.get(certificate)
        if person is None:
            raise Refusal(UNKNOWN(what=INSPECTOR, key=certificate))
        rows.append(fact("执法检查人员", replace(person, leave=(*person.leave, period))))
    for code in dict.fromkeys((*ask.closed, *ask.moved)):
        found = county.enterprise.get(code)
        if found is None:
            raise Refusal(UNKNOWN(what=ENTERPRISE, key=code))
        now_so = replace(found, town=ask.moved.get(code, found.town))
        rows.append(fact("检查对象", _gone(before, now_so, ask.since) if code in ask.closed else now_so))
    cases = [*ask.new_cases, *(_cases_from(now, ask.cases) if ask.cases else ())]
    for case in cases:
        if case.code in county.case:
            raise Refusal(CASE_KNOWN(case=case.code))
    rows += (fact("有因检查", case) for case in cases)
    if ask.notice is not None:
        notice = read_notice(ask.notice)
        rows += calendar_facts(notice.year, notice.rest_days, notice.make_up_days)
    return tuple(rows)


def _gone(before: QuarterState, enterprise: Enterprise, since: date) -> Enterprise:
    """An enterprise that closed. What took place there stays lawful: then it is closed from now on, not since ever."""
    if _was_reached(before.current, enterprise.code, since):
        return replace(enterprise, blackouts=(*enterprise.blackouts, Period(since, before.quarter.last)))
    return replace(enterprise, status=EnterpriseStatus.DEREGISTERED)


def _was_reached(plan: Plan, enterprise: str, since: date) -> bool:
    """Whether the plan had a visit of the enterprise, or a meeting with it, before `since`."""
    visits = (visit.date for visit in plan.visits if visit.enterprise == enterprise)
    meetings = (event.date for event in plan.events if enterprise in event.guests)
    return any(day is not None and day < since for day in (*visits, *meetings))


def _cases_from(now: Snapshot, path: Path) -> list[Case]:
    result = merge(now.county, read_lists([path]))
    for row in result.quarantined:
        raise Refusal(BAD_CASES(path=str(path), row=row.row, reason=row.reason))
    known = now.county.case
    found = [case for case in result.county.cases if case.code not in known]
    if not found:
        raise Refusal(NO_CASES(path=str(path)))
    return found


def _on_paper(before: QuarterState, pending: Plan, paper: Paper) -> Plan:
    """The pending plan with the order's lines; who comes is not known until dice have fallen, so lines are made anew
    then. Reason, basis and approval are kept on them."""
    return replace(pending, changes=(*before.current.changes, *_lines(before, pending, paper)))


def _lines(before: QuarterState, plan: Plan, paper: Paper) -> list[Change]:
    order = plan.orders[-1]
    first = len(before.current.changes) + 1
    told = order_lines(before.in_force, amended(before.frozen, plan), before.current, plan, order)
    return [
        Change(
            number, *line, paper.reason.strip(), paper.basis.strip(), paper.by.strip(), paper.document.strip(), paper.on
        )
        for number, line in enumerate(told, first)
    ]


def _paper(pending: Plan) -> Paper:
    last = pending.changes[-1]
    return Paper(last.reason, last.basis, last.by, last.document, last.date)


def _record(
    before: QuarterState, pending: Plan, digits: str, witnesses: Sequence[str], operator: str, *, together: bool
) -> DiceRecord:
    paper = _paper(pending)
    return DiceRecord(
        stage=2,
        number=1 + sum(draw.stage == 2 for draw in before.draws),
        digits=digits,
        frozen=pending.orders[-1].frozen,
        witnesses=tuple(name.strip() for name in witnesses if name.strip()),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
        operator=operator,
        program=__version__,
        reason=paper.reason,
        approver=paper.by,
        together=together,
    )


def _drawn(pending: Plan, chances: tuple[Chance, ...], record: DiceRecord | None) -> Plan:
    """The plan with the order's seats filled."""
    order = pending.orders[-1]
    held = {(one.team, one.seat) for one in pending.postings}
    open_seats = [one for one in chances if (one.team, one.seat) not in held]
    names = {one.team for one in open_seats}
    teams = [team for team in pending.teams if team.name in names]
    found: tuple[Posting, ...] = ()
    if open_seats:
        assert record is not None or not needs_dice(open_seats)
        dice = record or DiceRecord(2, 0, "", order.frozen)
        found = draw_postings(open_seats, teams, dice)
    postings = tuple(sorted((*pending.postings, *found), key=lambda one: (one.team, one.seat)))
    after = replace(
        order.after, postings=tuple(sorted((*order.after.postings, *found), key=lambda one: (one.team, one.seat)))
    )
    return replace(
        pending,
        postings=postings,
        draws=(*pending.draws, record) if record else pending.draws,
        orders=(*pending.orders[:-1], replace(order, after=after)),
    )


def _settled(before: QuarterState, pending: Plan, chances: tuple[Chance, ...], record: DiceRecord | None) -> Plan:
    """The plan with the order's seats filled and its lines told; only a lawful one passes."""
    plan = _drawn(pending, chances, record)
    plan = replace(plan, changes=(*before.current.changes, *_lines(before, plan, _paper(pending))))
    checking.refuse_breaches(before.frozen, plan)
    return plan


def _store(
    file: CountyFile,
    before: QuarterState,
    pending: Plan,
    chances: tuple[Chance, ...],
    record: DiceRecord | None,
    operator: str,
    notes: tuple[Message, ...] = (),
) -> Changed:
    plan = _settled(before, pending, chances, record)
    file.back_up()
    file.append(str(before.quarter), "change", state.plan_body(plan), operator)
    seen = witness_notes(record) if record else ()
    return _told(before, plan, waiting=False, messages=(*notes, *seen))


def _told(before: QuarterState, plan: Plan, *, waiting: bool, messages: tuple[Message, ...]) -> Changed:
    order = plan.orders[-1]
    held = {(one.team, one.seat) for one in plan.postings}
    lines = order_lines(before.in_force, amended(before.frozen, plan), before.current, plan, order)
    return Changed(
        str(before.quarter),
        order.number,
        tuple(lines),
        len({(one.team, one.seat) for one in order.after.chances} - held),
        order.frozen,
        waiting,
        plan_fingerprint(plan, before.approval),
        messages,
    )
