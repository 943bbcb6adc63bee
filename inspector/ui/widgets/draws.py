"""All draws ever made for a quarter's stage: numbered, with dice, witnesses and reasons; none is ever deleted."""

from __future__ import annotations

from collections.abc import Callable

from ...domain.messages import Message, Wording
from ...domain.plan import DiceRecord
from ..look import Meaning
from ..models.table import Column, TableModel
from .digits import grouped

UNWITNESSED = Wording("draws.unwitnessed", "未见证", "unwitnessed (未见证)")
IN_FORCE = Wording("draws.in_force", "有效", "in force")
OVER = Wording("draws.over", "已被以后的抽取或锁定取代", "replaced")


def draws_model(say: Callable[[Message | Wording], str], in_force: Callable[[], DiceRecord | None]) -> TableModel:
    """The table of draws; `in_force` says which of them counts."""

    def counts(draw: DiceRecord) -> bool:
        return draw == in_force()

    columns: tuple[Column[DiceRecord], ...] = (
        Column(Wording("draws.number", "次数", "No."), lambda draw: draw.number, width=4),
        Column(
            Wording("draws.state", "状态", "State"),
            lambda draw: IN_FORCE if counts(draw) else OVER,
            meaning=lambda draw: Meaning.DONE if counts(draw) else Meaning.QUIET,
            width=8,
        ),
        Column(Wording("draws.digits", "号码", "Dice"), lambda draw: grouped(draw.digits), width=16, code=True),
        Column(
            Wording("draws.witnesses", "见证人", "Witnesses"),
            lambda draw: draw.witnesses or UNWITNESSED,
            meaning=lambda draw: None if draw.witnesses else Meaning.DRAFT,
            width=10,
        ),
        Column(Wording("draws.at", "时间", "Time"), lambda draw: draw.at[:16].replace("T", " "), width=9),
        Column(Wording("draws.operator", "录入人", "Typed by"), lambda draw: draw.operator, width=6),
        Column(Wording("draws.reason", "再次抽取的原因", "Why again"), lambda draw: draw.reason, width=12),
        Column(Wording("draws.approver", "批准人", "Approved by"), lambda draw: draw.approver, width=6),
    )
    return TableModel(columns, say)
