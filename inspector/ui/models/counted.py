"""Figures of what was done against what was approved: what each counts, and which visits those are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...domain.messages import Wording
from ...workflow.execution import Duty, Figures, Standing, VisitLine
from ..look import Meaning


@dataclass(frozen=True)
class Counted:
    """A figure of the page: what it counts, and which lines those are on a day."""

    caption: Wording
    number: Callable[[Figures], int]
    holds: Callable[[VisitLine, date], bool]
    meaning: Meaning = Meaning.QUIET


def _unmet(duty: Duty | None) -> bool:
    return duty is not None and duty.met is None


def overdue(duty: Duty | None, today: date) -> bool:
    return duty is not None and duty.standing(today) is Standing.OVERDUE


def _is_open(line: VisitLine) -> bool:
    return line.outcome is None


VISITS = (
    Counted(Wording("figure.approved", "批准", "approved"), lambda it: it.approved, lambda line, _: True),
    Counted(
        Wording("figure.as_approved", "按期实施", "as approved"),
        lambda it: it.as_approved,
        lambda line, _: line.standing is Standing.DONE and not line.moved,
        Meaning.DONE,
    ),
    Counted(
        Wording("figure.moved", "改期实施", "another day"),
        lambda it: it.moved,
        lambda line, _: line.moved,
        Meaning.DRAFT,
    ),
    Counted(
        Wording("figure.not_made", "未实施", "not made"),
        lambda it: it.not_made,
        lambda line, _: line.standing is Standing.NOT_DONE,
        Meaning.DRAFT,
    ),
    Counted(Wording("figure.open", "未登记", "not recorded"), lambda it: it.open, lambda line, _: _is_open(line)),
    Counted(
        Wording("figure.overdue", "逾期未登记", "of them past"),
        lambda it: it.overdue,
        lambda line, _: line.standing is Standing.OVERDUE,
        Meaning.CONFLICT,
    ),
    Counted(
        Wording("figure.soon", "七日内检查", "within a week"),
        lambda it: it.soon,
        lambda line, _: line.standing is Standing.SOON,
        Meaning.DRAFT,
    ),
)
DUTIES = (
    Counted(
        Wording("figure.to_publish", "待公示", "to publish"),
        lambda it: it.to_publish,
        lambda line, _: _unmet(line.publication),
    ),
    Counted(
        Wording("figure.publish_overdue", "公示逾期", "publish overdue"),
        lambda it: it.publish_overdue,
        lambda line, today: overdue(line.publication, today),
        Meaning.CONFLICT,
    ),
    Counted(
        Wording("figure.to_answer", "待答复投诉", "to answer"),
        lambda it: it.to_answer,
        lambda line, _: _unmet(line.answer),
    ),
    Counted(
        Wording("figure.answer_overdue", "答复逾期", "answers overdue"),
        lambda it: it.answer_overdue,
        lambda line, today: overdue(line.answer, today),
        Meaning.CONFLICT,
    ),
    Counted(
        Wording("figure.to_settle", "待整改评价", "bad ratings"),
        lambda it: it.to_settle,
        lambda line, _: _unmet(line.settlement),
    ),
    Counted(
        Wording("figure.settle_overdue", "整改逾期", "ratings overdue"),
        lambda it: it.settle_overdue,
        lambda line, today: overdue(line.settlement, today),
        Meaning.CONFLICT,
    ),
    Counted(
        Wording("figure.first_minor", "首违不罚", "first minor"),
        lambda it: it.first_minor,
        lambda line, _: line.outcome is not None and line.outcome.first_minor,
    ),
)
