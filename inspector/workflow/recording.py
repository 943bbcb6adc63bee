"""What was done: each visit's outcome on record, a correction as a further record, and nothing that cannot be so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from ..domain.codes import Exemption
from ..domain.county import Case, Snapshot
from ..domain.messages import Message, Refusal, Wording
from ..domain.outcomes import Finding, FollowUp, Outcome, Rating
from ..domain.plan import Plan, Visit
from ..domain.quarters import Quarter
from ..domain.records import to_fields
from ..store import CountyFile
from . import state
from .state import DONE, QuarterState, Stage

ACT = Wording("record.act", "登记执行情况", "record what was done")
NO_VISIT = Wording(
    "record.no_visit",
    "{quarter} 的计划里没有编号为“{visit}”的入企检查。编号见实施情况表，例如 V0001。",
    "The plan of {quarter} has no visit '{visit}'. Numbers stand in the list of visits, for example V0001.",
)
NOTHING_NEW = Wording(
    "record.nothing_new",
    "{visit} 已经是这样登记的，没有需要更正的内容。",
    "{visit} is already recorded like this; there is nothing to correct.",
)
NO_REASON = Wording(
    "record.no_reason",
    "{visit} 没有实施，请写明原因。",
    "{visit} was not made: give the reason.",
)
ONLY_IF_MADE = Wording(
    "record.only_if_made",
    "{visit} 没有实施，不能登记“{what}”。请先填写检查日期，或清空这一项。",
    "{visit} was not made, so '{what}' cannot be recorded. Give the date of the check, or clear this.",
)
NO_FINDING = Wording(
    "record.no_finding",
    "{visit} 已于 {on} 检查，请选择检查结果。",
    "{visit} was made on {on}: choose the result.",
)
NO_FOLLOW_UP = Wording(
    "record.no_follow_up",
    "{visit} 的检查结果是“{finding}”，请选择后续处置。",
    "The result of {visit} is '{finding}': choose the follow-up.",
)
OTHER_DAY = Wording(
    "record.other_day",
    "{visit} 批准的日期是 {planned}，登记的是 {on}。没有计划调整审批单而改日期，请写明原因。",
    "{visit} was approved for {planned}, not {on}. The day was changed without a change order: give the reason.",
)
BEFORE_APPROVAL = Wording(
    "record.before_approval",
    "检查日期 {on} 早于计划批准日期 {approved}，请核对年份和日期。",
    "The check on {on} would be before the plan was approved on {approved}. Look at year and day.",
)
TOO_EARLY = Wording(
    "record.too_early",
    "“{what}”的日期 {day} 早于{before}的日期 {first}，请核对。",
    "The date of '{what}', {day}, is before that of {before}, {first}. Please check.",
)
NOT_MINOR = Wording(
    "record.not_minor",
    "“首违不罚”只用于已经改正的初次轻微违法，检查结果应是“{finding}”。",
    "'First minor violation' is for one that was put right: the result must be '{finding}'.",
)
NO_COMPLAINT = Wording(
    "record.no_complaint",
    "{visit} 不是投诉举报引起的检查，没有需要答复的投诉人。",
    "{visit} does not come from a complaint, so there is nobody to answer.",
)
NO_SETTLE_BY = Wording(
    "record.no_settle_by",
    "企业评价为“{rating}”，请填写整改期限。",
    "The enterprise rates the check '{rating}': say by when that is settled.",
)
ONLY_IF_BAD = Wording(
    "record.only_if_bad",
    "只有评价为“{rating}”才填写整改期限和整改日期。",
    "Only a rating of '{rating}' is to be settled by a date.",
)
MOVED = Wording(
    "record.moved",
    "{visit} 的检查日期与批准的 {planned} 不同，统计时计为“改期实施”。",
    "{visit} was not made on the approved {planned}; it is counted as made on another day.",
)
NOT_YET = Wording(
    "record.not_yet",
    "检查日期 {on} 在今天（{today}）之后，请核对年份和日期；写错了可以更正。",
    "The check on {on} is still to come: today is {today}. Look at year and day; a mistake can be corrected.",
)
PUBLISH_BY = Wording(
    "record.publish_by",
    "检查结果应在 {day} 前公示（检查后 {count} 个工作日）。",
    "The result is to be published by {day} ({count} workdays after the check).",
)

FINDING = Wording("record.finding", "检查结果", "result")
FOLLOW_UP = Wording("record.follow_up", "后续处置", "follow-up")
FIRST_MINOR = Wording("record.first_minor", "首违不罚", "first minor violation")
PUBLISHED = Wording("record.published", "公示", "publication")
ANSWERED = Wording("record.answered", "答复投诉人", "answer to the complainant")
RATING = Wording("record.rating", "企业评价", "the enterprise's rating")
SETTLED = Wording("record.settled", "评价整改", "settlement of the rating")
CHECKED = Wording("record.checked", "检查", "the check")
RECEIVED = Wording("record.received", "受理线索", "receipt of the case")

FINDING_NAMES = {
    Finding.NOTHING: Wording("finding.nothing", Finding.NOTHING.value, "no problem found"),
    Finding.NOT_PUBLISHED: Wording(
        "finding.not_published", Finding.NOT_PUBLISHED.value, "information not published as prescribed"
    ),
    Finding.FALSE_INFORMATION: Wording(
        "finding.false_information",
        Finding.FALSE_INFORMATION.value,
        "published information is false or hides the truth",
    ),
    Finding.NOT_FOUND: Wording(
        "finding.not_found", Finding.NOT_FOUND.value, "cannot be reached at the registered premises"
    ),
    Finding.PUT_RIGHT: Wording("finding.put_right", Finding.PUT_RIGHT.value, "problem found, ordered to be put right"),
    Finding.OBSTRUCTED: Wording("finding.obstructed", Finding.OBSTRUCTED.value, "serious refusal to cooperate"),
    Finding.NO_ACTIVITY: Wording(
        "finding.no_activity", Finding.NO_ACTIVITY.value, "no business that this check concerns"
    ),
    Finding.CLOSED: Wording("finding.closed", Finding.CLOSED.value, "closed, or being wound up"),
    Finding.PENDING: Wording("finding.pending", Finding.PENDING.value, "problem found, to be dealt with"),
}
FOLLOW_UP_NAMES = {
    FollowUp.NONE: Wording("follow_up.none", FollowUp.NONE.value, "nothing further"),
    FollowUp.ROUTINE: Wording("follow_up.routine", FollowUp.ROUTINE.value, "check ended, left to routine supervision"),
    FollowUp.ORDERED: Wording("follow_up.ordered", FollowUp.ORDERED.value, "ordered to put right"),
    FollowUp.REFERRED: Wording("follow_up.referred", FollowUp.REFERRED.value, "handed to the investigating office"),
    FollowUp.REPORTED: Wording("follow_up.reported", FollowUp.REPORTED.value, "reported to the departments concerned"),
    FollowUp.OTHER: Wording("follow_up.other", FollowUp.OTHER.value, "other"),
}
RATING_NAMES = {
    Rating.GOOD: Wording("rating.good", Rating.GOOD.value, "content"),
    Rating.FAIR: Wording("rating.fair", Rating.FAIR.value, "fairly content"),
    Rating.BAD: Wording("rating.bad", Rating.BAD.value, "not content"),
}


@dataclass(frozen=True)
class Recorded:
    """An outcome now on record: whether it corrects an earlier one, and what follows from it."""

    quarter: str
    outcome: Outcome
    correction: bool
    messages: tuple[Message, ...] = ()


def record_visit(
    file: CountyFile, quarter: Quarter | None, outcome: Outcome, *, operator: str, today: date | None = None
) -> Recorded:
    """Put what came of a visit on record; an earlier record of it stays, and no longer counts.

    A check on a day after `today` is told, not refused: the computer's clock may be wrong.

    Raises:
        Refusal: the plan is not approved, has no such visit, the outcome cannot be so, or is on record already.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.APPROVED)
    outcome = replace(outcome, reason=outcome.reason.strip(), note=outcome.note.strip())
    visit = before.current.visit.get(outcome.visit)
    if visit is None:
        raise Refusal(NO_VISIT(quarter=str(before.quarter), visit=outcome.visit))
    for objection in objections(before, visit, outcome):
        raise Refusal(objection)
    known = before.done.get(visit.number)
    if known == outcome:
        raise Refusal(NOTHING_NEW(visit=visit.number))
    file.append(str(before.quarter), DONE, body(outcome), operator)
    notes = tuple(_notes(before.in_force, visit, outcome, today or date.today()))
    return Recorded(str(before.quarter), outcome, known is not None, notes)


def body(outcome: Outcome) -> str:
    """An outcome as the record of it: what is not blank, under the names of its fields."""
    texts = zip(fields(Outcome), to_fields(outcome), strict=True)
    return json.dumps({field.name: text for field, text in texts if text not in ("", "否")}, ensure_ascii=False)


def objections(before: QuarterState, visit: Visit, outcome: Outcome) -> Iterator[Message]:
    """Why an outcome of an approved plan's visit cannot be so."""
    if outcome.on is None:
        yield from _against_not_made(outcome)
    else:
        yield from _against_made(before, visit, outcome, outcome.on)
    yield from _against_answer(before.in_force, visit, outcome)


def _against_not_made(outcome: Outcome) -> Iterator[Message]:
    if not outcome.reason:
        yield NO_REASON(visit=outcome.visit)
    for what, given in (
        (FINDING, outcome.finding),
        (FOLLOW_UP, outcome.follow_up),
        (FIRST_MINOR, outcome.first_minor),
        (PUBLISHED, outcome.published),
        (RATING, outcome.rating),
        (SETTLED, outcome.settle_by or outcome.settled),
    ):
        if given:
            yield ONLY_IF_MADE(visit=outcome.visit, what=what)


def _against_made(before: QuarterState, visit: Visit, outcome: Outcome, on: date) -> Iterator[Message]:
    if before.approval and on < before.approval.date:
        yield BEFORE_APPROVAL(on=on, approved=before.approval.date)
    if on != visit.date and not outcome.reason:
        yield OTHER_DAY(visit=visit.number, planned=visit.date, on=on)
    if outcome.finding is None:
        yield NO_FINDING(visit=visit.number, on=on)
    elif outcome.follow_up is None:
        yield NO_FOLLOW_UP(visit=visit.number, finding=FINDING_NAMES[outcome.finding])
    if outcome.first_minor and outcome.finding is not Finding.PUT_RIGHT:
        yield NOT_MINOR(finding=FINDING_NAMES[Finding.PUT_RIGHT])
    for what, day in ((PUBLISHED, outcome.published), (RATING, outcome.settle_by), (SETTLED, outcome.settled)):
        if day is not None and day < on:
            yield TOO_EARLY(what=what, day=day, before=CHECKED, first=on)
    if outcome.rating is Rating.BAD and outcome.settle_by is None:
        yield NO_SETTLE_BY(rating=RATING_NAMES[Rating.BAD])
    if outcome.rating is not Rating.BAD and (outcome.settle_by or outcome.settled):
        yield ONLY_IF_BAD(rating=RATING_NAMES[Rating.BAD])


def _against_answer(snapshot: Snapshot, visit: Visit, outcome: Outcome) -> Iterator[Message]:
    if outcome.answered is None:
        return
    cases = complaints(snapshot, visit)
    if not cases:
        yield NO_COMPLAINT(visit=visit.number)
    elif outcome.answered < cases[0].received:
        yield TOO_EARLY(what=ANSWERED, day=outcome.answered, before=RECEIVED, first=cases[0].received)


def complaints(snapshot: Snapshot, visit: Visit) -> list[Case]:
    """The complaints (投诉举报) that a visit follows up, the one to be closed first first."""
    cases = [snapshot.county.case[source] for source in visit.sources if source in snapshot.county.case]
    return sorted(
        (case for case in cases if case.exemption is Exemption.COMPLAINT), key=lambda case: (case.deadline, case.code)
    )


def publication_due(snapshot: Snapshot, on: date) -> date | None:
    """By when the result of a check on that day is to be published; None where the frozen calendar ends before."""
    try:
        return snapshot.calendar.add_workdays(on, snapshot.county.settings.publication_workdays)
    except KeyError:
        return None


def carried_out(plan: Plan, done: Mapping[str, Outcome]) -> Plan:
    """The plan as it was carried out: visits that were not made left out, others on the day of their check."""
    visits = []
    for visit in plan.visits:
        outcome = done.get(visit.number)
        if outcome is None:
            visits.append(visit)
        elif outcome.on is not None:
            visits.append(replace(visit, date=outcome.on))
    return replace(plan, visits=tuple(visits))


def _notes(snapshot: Snapshot, visit: Visit, outcome: Outcome, today: date) -> Iterator[Message]:
    if outcome.on is None:
        return
    if outcome.on > today:
        yield NOT_YET(on=outcome.on, today=today)
    if outcome.on != visit.date:
        yield MOVED(visit=visit.number, planned=visit.date)
    due = publication_due(snapshot, outcome.on)
    if outcome.published is None and due is not None:
        yield PUBLISH_BY(day=due, count=snapshot.county.settings.publication_workdays)
