"""审批: nothing is official without document number, approver and date."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.county import Approval, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan
from .base import Breach, Rule

CODE = "approval"

NAME = Wording("approval.name", "审批", "Approval")
CLAUSE = Wording(
    "approval.clause",
    "“十必须十不准”第六条、第七条：抽查方案在第一次锁定前、计划在实施前，均须经同级党委政府批准，有文号、批准人和日期；"
    "批准以后的调整逐条审批。",
    "Ten musts and ten must-nots, rules 6 and 7: the scheme before the first freeze and the plan before it is carried "
    "out are approved by the same level, each with document number, approver and date; so is every later change.",
)
KEPT_BY = Wording(
    "approval.kept_by",
    "锁定和批准时要求填写文号、批准人和日期；批准以前的各页注明送审稿。",
    "Freezing and approving ask for document number, approver and date; until then every page says 送审稿.",
)
SCHEME_INCOMPLETE = Wording(
    "approval.scheme_incomplete",
    "方案批准缺少文号或批准人（文号“{document}”，批准人“{by}”，日期{date}）。",
    "The approval of the scheme lacks its document number or approver (document “{document}”, approver “{by}”, "
    "{date}).",
)
CHANGE_NUMBER = Wording(
    "approval.change_number",
    "第{place}条计划调整的序号是{number}，调整记录不完整或次序有误。",
    "Change {place} has the number {number}; the record of changes is incomplete or out of order.",
)
CHANGE_INCOMPLETE = Wording(
    "approval.change_incomplete",
    "第{number}条计划调整（{kind}，{subject}，{date}）缺少原因、依据、批准人或文号。",
    "Change {number} ({kind}, {subject}, {date}) lacks its reason, basis, approver or document number.",
)


def is_complete(approval: Approval) -> bool:
    """Whether the approval names its document and its approver."""
    return bool(approval.document.strip() and approval.by.strip())


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """A scheme approval or a change order that leaves out what makes it one.

    A scheme without any approval is not a breach but a warning (方案批准未填).
    """
    scheme = snapshot.scheme
    if scheme is not None and not is_complete(scheme):
        yield Breach(CODE, SCHEME_INCOMPLETE(document=scheme.document, by=scheme.by, date=scheme.date))
    for place, change in enumerate(plan.changes, start=1):
        if change.number != place:
            yield Breach(CODE, CHANGE_NUMBER(place=place, number=change.number))
        if not all(text.strip() for text in (change.reason, change.basis, change.by, change.document)):
            message = CHANGE_INCOMPLETE(
                number=change.number, kind=change.kind, subject=change.subject, date=change.date
            )
            yield Breach(CODE, message, (), (change.subject,))


RULE = Rule(
    CODE, NAME, CLAUSE, KEPT_BY, check, (NAME, CLAUSE, KEPT_BY, SCHEME_INCOMPLETE, CHANGE_NUMBER, CHANGE_INCOMPLETE)
)
