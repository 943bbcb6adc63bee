"""Columns of the approved visits with what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ...domain.messages import Wording
from ...workflow.execution import VISIT_STANDINGS, Duty, Standing, VisitLine
from ...workflow.recording import FINDING_NAMES, FOLLOW_UP_NAMES, RATING_NAMES
from ..look import Meaning
from ..models.counted import overdue
from ..models.table import Column
from .plan_words import HALVES

COUNTS = Wording("execution.counts", "计入", "counts")
EXEMPT = Wording("execution.exempt", "不计入", "exempt")

STANDING_MEANINGS = {
    Standing.AHEAD: Meaning.QUIET,
    Standing.SOON: Meaning.DRAFT,
    Standing.OVERDUE: Meaning.CONFLICT,
    Standing.DONE: Meaning.DONE,
    Standing.NOT_DONE: Meaning.DRAFT,
}


def outcome_columns(today: Callable[[], date]) -> tuple[Column[VisitLine], ...]:
    def late(duty: Callable[[VisitLine], Duty | None]) -> Callable[[VisitLine], Meaning | None]:
        return lambda line: Meaning.CONFLICT if overdue(duty(line), today()) else None

    return (
        Column(Wording("execution.number", "编号", "No."), lambda line: line.number, code=True, width=4),
        Column(Wording("execution.planned", "批准日期", "Approved for"), lambda line: line.planned, width=7),
        Column(Wording("execution.half", "时段", "Half"), lambda line: HALVES[line.half] if line.half else "", width=5),
        Column(
            Wording("execution.name", "企业名称", "Enterprise"),
            lambda line: line.name,
            width=13,
            tip=lambda line: f"{line.name}\n{line.enterprise}　{line.town}",
        ),
        Column(
            Wording("execution.standing", "状态", "Standing"),
            lambda line: VISIT_STANDINGS[line.standing],
            key=lambda line: list(Standing).index(line.standing),
            meaning=lambda line: STANDING_MEANINGS[line.standing],
            width=6,
        ),
        Column(
            Wording("execution.on", "实施日期", "Made on"),
            lambda line: line.outcome.on if line.outcome else None,
            meaning=lambda line: Meaning.DRAFT if line.moved else None,
            width=6,
        ),
        Column(
            Wording("execution.finding", "检查结果", "Result"),
            lambda line: FINDING_NAMES[line.outcome.finding] if line.outcome and line.outcome.finding else None,
            width=10,
        ),
        Column(
            Wording("execution.follow_up", "后续处置", "Follow-up"),
            lambda line: FOLLOW_UP_NAMES[line.outcome.follow_up] if line.outcome and line.outcome.follow_up else None,
            width=8,
        ),
        Column(
            Wording("execution.publish_by", "公示期限", "Publish by"),
            lambda line: line.publication.by if line.publication else None,
            meaning=late(lambda line: line.publication),
            width=6,
        ),
        Column(
            Wording("execution.published", "公示日期", "Published"),
            lambda line: line.publication.met if line.publication else None,
            meaning=lambda line: Meaning.DRAFT if line.publication and line.publication.late else None,
            width=6,
        ),
        Column(
            Wording("execution.answer_by", "答复期限", "Answer by"),
            lambda line: line.answer.by if line.answer else None,
            meaning=late(lambda line: line.answer),
            width=6,
        ),
        Column(
            Wording("execution.answered", "答复日期", "Answered"),
            lambda line: line.answer.met if line.answer else None,
            meaning=lambda line: Meaning.DRAFT if line.answer and line.answer.late else None,
            width=6,
        ),
        Column(
            Wording("execution.rating", "企业评价", "Rating"),
            lambda line: RATING_NAMES[line.outcome.rating] if line.outcome and line.outcome.rating else None,
            width=6,
        ),
        Column(
            Wording("execution.counted", "年度次数", "Yearly cap"),
            lambda line: COUNTS if line.counts else EXEMPT,
            meaning=lambda line: Meaning.COUNTED if line.counts else Meaning.EXEMPT,
            width=5,
        ),
        Column(Wording("execution.departments", "部门", "Departments"), lambda line: line.departments, width=10),
        Column(Wording("execution.town", "乡镇街道", "Town"), lambda line: line.town, width=6),
        Column(
            Wording("execution.code", "统一社会信用代码/注册号", "Code"),
            lambda line: line.enterprise,
            code=True,
            width=12,
        ),
        Column(
            Wording("execution.reason", "原因", "Reason"),
            lambda line: line.outcome.reason if line.outcome else None,
            width=10,
        ),
        Column(
            Wording("execution.note", "备注", "Note"),
            lambda line: line.outcome.note if line.outcome else None,
            width=10,
        ),
    )
