"""The official workbook: made from a checked plan, whole or not at all, 送审稿 until it is approved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from .. import __version__
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.quarters import Quarter
from ..draw.fingerprint import plan_fingerprint
from ..exchange.export import refuse_other_files, write_workbook
from ..exchange.office import LogLine, Office
from ..store import CountyFile, Record
from . import checking, state
from .state import QuarterState, Stage

ACT = Wording("export.act", "导出", "export")
CHECKING = Wording("export.checking", "导出前核查", "Checking before the export")
MAKING = Wording("export.making", "编制表格", "Making the sheets")
WRITING = Wording("export.writing", "写出“{sheet}”", "Writing “{sheet}”")
STOPPED = Wording("export.stopped", "已停止，没有写出文件。", "Stopped; no file was written.")
CHECKED, MADE = 0.15, 0.3
"""How much is done, about, once the plan is checked and the sheets are made."""
DRAFT = Wording(
    "export.draft",
    "计划还没有批准：每一页都标有“送审稿”，不得作为正式计划使用。",
    "The plan is not approved yet: every page says 送审稿 (draft) and it must not be used as the official plan.",
)


@dataclass(frozen=True)
class Exported:
    """A written workbook: where it is (another name if the wished one was open), and whether it is official."""

    path: Path
    official: bool
    fingerprint: str
    messages: tuple[Message, ...]


def export(
    file: CountyFile,
    quarter: Quarter | None,
    path: Path,
    *,
    operator: str,
    progress: Callable[[Message, float], None] = lambda words, part: None,
    cancel: Event | None = None,
) -> Exported:
    """Write the quarter's workbook; `progress` is told each step, and `cancel` stops it with nothing written.

    Raises:
        Refusal: there is no plan to export yet, the file cannot be written, or is there and no workbook of ours.
        AnswerIsNo: the independent check found a breach, or it was stopped.
    """

    def tell(words: Message, part: float) -> None:
        if cancel is not None and cancel.is_set():
            raise AnswerIsNo(STOPPED())
        progress(words, part)

    refuse_other_files(path)
    tell(CHECKING(), 0)
    before = state.load(file, quarter)
    before.need(ACT, Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)
    checking.refuse_breaches(before.frozen, before.current)
    tell(MAKING(), CHECKED)
    written = write_workbook(
        path,
        before.frozen,
        before.current,
        office(before),
        lambda sheet, part: tell(WRITING(sheet=sheet), MADE + (1 - MADE) * part),
    )
    official = before.stage is Stage.APPROVED
    messages = (*written.messages, *(() if official else (DRAFT(),)))
    return Exported(written.path, official, plan_fingerprint(before.current, before.approval), messages)


def office(quarter: QuarterState) -> Office:
    """What the office knows beyond the plan: where its approval stands, and the log."""
    return Office(
        approved=quarter.stage is Stage.APPROVED,
        version=quarter.version,
        submitted_by=quarter.submitted_by,
        submitted_at=quarter.submitted_at,
        approval=quarter.approval,
        log=tuple(_log_line(record) for record in quarter.log),
        program=__version__,
    )


ACTS = {
    "freeze": "锁定名录",
    "withdraw": "撤回锁定",
    "draw": "抽取检查对象",
    "schedule": "排期",
    "staff": "抽取检查人员",
    "submit": "送审",
    "approve": "批准",
    "reject": "退回",
    "order": "计划调整（待抽取）",
    "drop": "撤回调整",
    "change": "计划调整",
    "done": "登记执行情况",
    "pin": "指定日期",
}
"""What a record is about, in the words of the official log."""
TOLD = {
    "by": "姓名",
    "reason": "原因",
    "number": "第几次",
    "document": "文号",
    "date": "日期",
    "fingerprint": "计划指纹",
    "visit": "检查",
    "enterprise": "企业",
    "sources": "任务和线索",
    "half": "时段",
    "on": "实施日期",
    "finding": "检查结果",
    "follow_up": "后续处置",
    "first_minor": "首违不罚",
    "published": "公示日期",
    "answered": "答复日期",
    "rating": "评价",
    "settle_by": "整改期限",
    "settled": "整改日期",
    "note": "备注",
}


def _plain(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _log_line(record: Record) -> LogLine:
    told = ""
    if record.body.startswith("{"):
        told = "；".join(f"{TOLD.get(name, name)}：{_plain(value)}" for name, value in json.loads(record.body).items())
    return LogLine(record.sequence, record.at, record.operator, ACTS.get(record.kind, record.kind), told, record.hash)
