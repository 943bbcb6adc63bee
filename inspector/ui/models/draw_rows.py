"""What a draw of enterprises rests on and what came of it, as columns: strata, reasons, tickets, freezes, notices."""

from __future__ import annotations

from typing import Any

from ...domain.messages import Message, Wording
from ...workflow.draw_record import CallRow, FreezeRow, TicketRow
from ...workflow.prospect import ReasonRow, StratumRow
from ..look import Meaning
from .table import Column

DRAWN = Wording("draw_page.drawn", "抽中", "drawn")
NOT_DRAWN = Wording("draw_page.not_drawn", "未抽中", "not drawn")
WITHDRAWN = Wording("freezes.is_withdrawn", "已撤回", "withdrawn")
IN_FORCE = Wording("freezes.in_force", "有效", "in force")


def percent(share: Any) -> str:
    """A chance as people read it."""
    return f"{100 * float(share):.2f}%"


def short(ticket: str) -> str:
    """The beginning of a ticket, in groups of four."""
    return " ".join(ticket[at : at + 4] for at in range(0, 16, 4))


def moment(at: str) -> str:
    """A moment as people write it."""
    return at[:16].replace("T", " ")


STRATUM_COLUMNS: tuple[Column[StratumRow], ...] = (
    Column(Wording("strata.group", "批次", "Group"), lambda row: row.group, width=4),
    Column(Wording("strata.task", "任务编号", "Task"), lambda row: row.task, width=12, search=True),
    Column(
        Wording("strata.name", "任务名称", "Name"),
        lambda row: row.name,
        width=20,
        tip=lambda row: row.name,
        search=True,
        name=True,
    ),
    Column(Wording("strata.stratum", "抽取分层", "Stratum"), lambda row: row.stratum, width=6),
    Column(Wording("strata.in_scope", "抽查基数", "In scope"), lambda row: row.in_scope, width=6),
    Column(Wording("strata.asked", "比例或数量", "Asked for"), lambda row: row.asked, width=7, right=True),
    Column(Wording("strata.due", "应抽", "Due"), lambda row: row.due, width=5),
    Column(
        Wording("strata.eligible", "可抽", "Eligible"),
        lambda row: row.eligible,
        meaning=lambda row: Meaning.CONFLICT if row.eligible < row.due else None,
        width=5,
    ),
    Column(
        Wording("strata.chance", "每家机会", "Chance"),
        lambda row: percent(row.chance),
        key=lambda row: float(row.chance),
        width=7,
        right=True,
    ),
)
REASON_COLUMNS: tuple[Column[ReasonRow], ...] = (
    Column(Wording("reasons.task", "任务编号", "Task"), lambda row: row.task, width=12, search=True),
    Column(
        Wording("reasons.name", "任务名称", "Name"),
        lambda row: row.name,
        width=16,
        tip=lambda row: row.name,
        search=True,
        name=True,
    ),
    Column(Wording("reasons.kind", "不可抽的原因", "Why not"), lambda row: row.kind, width=13, search=True),
    Column(Wording("reasons.count", "家数", "Enterprises"), lambda row: row.enterprises, width=5),
    Column(Wording("reasons.example", "例如", "For example"), lambda row: row.example, width=22),
    Column(Wording("reasons.reason", "该家的原因", "Its reason"), lambda row: row.reason, width=12),
)
TICKET_COLUMNS: tuple[Column[TicketRow], ...] = (
    Column(Wording("tickets.group", "批次", "Group"), lambda row: row.group, width=4),
    Column(Wording("tickets.rank", "排序号", "Rank"), lambda row: row.rank, width=5),
    Column(
        Wording("tickets.ticket", "随机号（前16位）", "Ticket (first 16)"),
        lambda row: short(row.ticket),
        width=11,
        code=True,
        tip=lambda row: row.ticket,
    ),
    Column(
        Wording("tickets.code", "统一社会信用代码/注册号", "Code"),
        lambda row: row.enterprise,
        width=13,
        code=True,
        search=True,
    ),
    Column(Wording("tickets.name", "企业名称", "Enterprise"), lambda row: row.name, width=16, search=True, name=True),
    Column(Wording("tickets.town", "乡镇街道", "Town"), lambda row: row.town, width=6, search=True),
    Column(Wording("tickets.stratum", "分层", "Stratum"), lambda row: row.stratum, width=5),
    Column(
        Wording("tickets.drawn", "结果", "Result"),
        lambda row: DRAWN if row.tasks else NOT_DRAWN,
        meaning=lambda row: Meaning.DONE if row.tasks else Meaning.QUIET,
        width=5,
    ),
    Column(Wording("tickets.tasks", "抽中的任务", "Drawn by"), lambda row: row.tasks, width=14, search=True),
)
CALL_COLUMNS: tuple[Column[CallRow], ...] = (
    Column(Wording("calls.task", "任务编号", "Task"), lambda row: row.task),
    Column(Wording("calls.stratum", "分层", "Stratum"), lambda row: row.stratum),
    Column(Wording("calls.place", "名次", "Place"), lambda row: row.place),
    Column(Wording("calls.ticket", "随机号", "Ticket"), lambda row: short(row.ticket), code=True),
    Column(Wording("calls.name", "企业名称", "Enterprise"), lambda row: row.name),
    Column(Wording("calls.town", "乡镇街道", "Town"), lambda row: row.town),
    Column(
        Wording("calls.result", "结果", "Result"),
        lambda row: DRAWN if row.drawn else NOT_DRAWN,
        meaning=lambda row: Meaning.DONE if row.drawn else Meaning.QUIET,
    ),
)
CALL_NAME = 4
STRATUM_NAME = 2
FREEZE_COLUMNS: tuple[Column[FreezeRow], ...] = (
    Column(Wording("freezes.number", "次数", "No."), lambda row: row.number, width=4),
    Column(Wording("freezes.h0", "H0（前16位）", "H0 (first 16)"), lambda row: short(row.h0), width=11, code=True),
    Column(Wording("freezes.at", "锁定时间", "Frozen at"), lambda row: moment(row.at), width=9),
    Column(Wording("freezes.operator", "操作人", "By"), lambda row: row.operator, width=6),
    Column(
        Wording("freezes.state", "状态", "State"),
        lambda row: WITHDRAWN if row.withdrawn_at else IN_FORCE,
        meaning=lambda row: Meaning.QUIET if row.withdrawn_at else Meaning.DONE,
        width=5,
    ),
    Column(Wording("freezes.withdrawn", "撤回时间", "Withdrawn at"), lambda row: moment(row.withdrawn_at), width=9),
    Column(Wording("freezes.by", "撤回人", "Withdrawn by"), lambda row: row.withdrawn_by, width=8),
    Column(Wording("freezes.reason", "撤回原因", "Why"), lambda row: row.reason, width=14),
)
NOTICE_COLUMNS: tuple[Column[Message], ...] = (
    Column(Wording("notices.notice", "掷骰之前先看", "Look at before the dice"), lambda row: row, search=True),
)
