"""Submit, approve, reject: one person submits, another decides, and nothing is official before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from ..domain.county import Approval
from ..domain.messages import Message, Refusal, Wording
from ..domain.quarters import Quarter
from ..draw.fingerprint import plan_fingerprint
from ..rules import warnings
from ..store import CountyFile
from . import checking, state
from .state import Stage

SUBMIT = Wording("approve.submit", "送审", "submit the plan")
APPROVE = Wording("approve.approve", "批准计划", "approve the plan")
REJECT = Wording("approve.reject", "退回计划", "send the plan back")
SAME_PERSON = Wording(
    "approve.same_person",
    "{name} 是送审人，不能批准自己送审的计划。请由本级党委政府批准人批准。",
    "{name} submitted the plan and cannot approve it. The approver must be somebody else.",
)
BEFORE_SUBMISSION = Wording(
    "approve.before_submission",
    "批准日期 {on} 早于送审日期 {submitted}，请与批准文件核对。",
    "The approval is dated {on}, before the plan was submitted on {submitted}. Compare it with the document.",
)
BLANK = Wording("approve.blank", "“{what}”不能为空。", "'{what}' must not be blank.")
NAME = Wording("approve.name", "姓名", "name")
DOCUMENT = Wording("approve.document", "批准文号", "document number")
REASON = Wording("approve.reason", "原因", "reason")


@dataclass(frozen=True)
class Decided:
    """A submission or decision: the plan's version and fingerprint."""

    quarter: str
    version: int
    fingerprint: str
    messages: tuple[Message, ...] = ()


def submit(file: CountyFile, quarter: Quarter | None, *, by: str, operator: str, seen: str = "") -> Decided:
    """Hand the staffed plan to the approver, with everything a signer should know.

    `seen` is the fingerprint of the plan that was looked at.

    Raises:
        Refusal: it is not the time, no name is given, or the plan is another than the one seen.
        AnswerIsNo: the independent check found a breach.
    """
    before = state.load(file, quarter)
    before.need(SUBMIT, Stage.STAFFED)
    by = _given(by, NAME)
    mark = plan_fingerprint(before.current, None)
    checking.refuse_unseen(seen, mark)
    checking.refuse_breaches(before.frozen, before.current)
    file.append(str(before.quarter), "submit", state.body(by=by, fingerprint=mark), operator)
    notes = tuple(warnings(before.frozen, before.current))
    return Decided(str(before.quarter), before.version, mark, notes)


def approve(
    file: CountyFile, quarter: Quarter | None, *, by: str, document: str, on: date, operator: str, seen: str = ""
) -> Decided:
    """Approve the submitted plan; from now on it is official and changes only by change order.

    An approval dated before the submission is told, not refused: a document may be older than its entry here.

    `seen` is the fingerprint of the plan that the approver looked at.

    Raises:
        Refusal: it is not the time, something is blank, the approver is who submitted it, or the plan is another than
            the one seen.
        AnswerIsNo: the independent check found a breach.
    """
    before = state.load(file, quarter)
    before.need(APPROVE, Stage.SUBMITTED)
    by, document = _given(by, NAME), _given(document, DOCUMENT)
    if is_same_person(by, before.submitted_by):
        raise Refusal(SAME_PERSON(name=before.submitted_by))
    checking.refuse_unseen(seen, plan_fingerprint(before.current, None))
    checking.refuse_breaches(before.frozen, before.current)
    file.back_up()
    approval = Approval(document, by, on)
    mark = plan_fingerprint(before.current, approval)
    file.append(
        str(before.quarter),
        "approve",
        state.body(by=by, document=document, date=on.isoformat(), fingerprint=mark),
        operator,
    )
    submitted = date.fromisoformat(before.submitted_at[:10])
    notes = (BEFORE_SUBMISSION(on=on, submitted=submitted),) if on < submitted else ()
    return Decided(str(before.quarter), before.version, mark, notes)


def reject(file: CountyFile, quarter: Quarter | None, *, by: str, reason: str, operator: str) -> Decided:
    """Send the plan back: its dates are open again, its enterprises are not.

    Raises:
        Refusal: it is not the time, or name or reason is blank.
    """
    before = state.load(file, quarter)
    before.need(REJECT, Stage.SUBMITTED)
    by, reason = _given(by, NAME), _given(reason, REASON)
    file.append(str(before.quarter), "reject", state.body(by=by, reason=reason), operator)
    return Decided(str(before.quarter), before.version, plan_fingerprint(before.current, None))


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are the same however they were typed: with spaces, in full width, with an office behind."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    plain = normalize("NFKC", name).casefold()
    return "".join(re.sub(r"\(.*?\)", "", plain).split())


def _given(words: str, what: Wording) -> str:
    if not words.strip():
        raise Refusal(BLANK(what=what))
    return words.strip()
