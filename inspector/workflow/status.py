"""Where every quarter of a county file stands, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.messages import Message, Wording
from ..domain.quarters import Quarter
from ..rules import warnings
from ..store import CountyFile
from . import state
from .state import NEXT_STEPS, STAGE_NAMES, QuarterState, Stage

ORDER_WAITS = Wording(
    "status.order_waits",
    "第 {number} 号调整单等待掷骰：在此之前批准的计划不变，导出的也是没有调整的计划。"
    "掷骰：inspector change 文件 --dice 号码 --witness 见证人",
    "Order {number} waits for its dice: until then the approved plan stands, and an export shows it unchanged. Throw "
    "them: inspector change FILE --dice DIGITS --witness NAME",
)


@dataclass(frozen=True)
class Status:
    """The county's lists in numbers, the quarter at hand, and the next thing to do."""

    county: str
    code: str
    lists: tuple[tuple[str, int], ...]
    quarantined: int
    quarters: tuple[tuple[str, Message], ...]
    current: QuarterState | None
    next_step: Message
    messages: tuple[Message, ...]


def status(file: CountyFile, quarter: Quarter | None = None) -> Status:
    """The state of the file, and of `quarter` or the one opened last."""
    county = file.county()
    opened = state.stages(file)
    quarters = tuple((str(each), STAGE_NAMES[opened[each]]()) for each in sorted(opened))
    current = state.load(file, quarter) if quarter or opened else None
    notes: tuple[Message, ...] = ()
    if current and current.plan and current.snapshot:
        notes = tuple(warnings(current.snapshot, current.plan))
    if current and current.pending:
        notes = (ORDER_WAITS(number=current.pending.orders[-1].number), *notes)
    lists = (
        ("departments", len(county.departments)),
        ("enterprises", len(county.enterprises)),
        ("inspectors", len(county.inspectors)),
        ("recusals", len(county.recusals)),
        ("items", len(county.items)),
        ("tasks", len(county.tasks)),
        ("cases", len(county.cases)),
        ("meetings", len(county.meetings)),
        ("past_checks", len(county.past_checks)),
        ("past_meetings", len(county.past_meetings)),
    )
    stage = current.stage if current else Stage.OPEN
    return Status(
        county.name, county.code, lists, len(file.quarantine()), quarters, current, NEXT_STEPS[stage](), notes
    )
