"""What the office knows beyond the plan: where its approval stands, and the log of what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.county import Approval
from ..domain.records import Row, encode, heading

DRAFT = "送审稿"
OFFICIAL = "正式"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act on record: its number, when, who, what kind, in words, and its hash in the county file's chain."""

    sequence: int
    at: str
    operator: str
    kind: str
    text: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The state of the plan in the office.

    A workbook is official only if `approved`; otherwise every page of it says 送审稿. `version` counts the
    plans of the quarter, `program` is the version of the program that writes the workbook.
    """

    approved: bool = False
    version: int = 1
    submitted_by: str = ""
    submitted_at: str = ""
    approval: Approval | None = None
    log: tuple[LogLine, ...] = ()
    program: str = ""


def office_rows(office: Office) -> list[Row]:
    """The office's state as rows of text; the log has a sheet of its own."""
    state = OFFICIAL if office.approved else DRAFT
    rows: list[Row] = [
        heading("办理", "状态 计划版本 送审人 送审时间 程序版本"),
        ("办理", state, str(office.version), office.submitted_by, office.submitted_at, office.program),
    ]
    if office.approval:
        approval = office.approval
        rows += [
            heading("批准", "批准文号 批准人 批准日期"),
            ("批准", approval.document, approval.by, encode(approval.date)),
        ]
    return rows


def read_office(rows: Iterable[Row], log: Iterable[Sequence[str]]) -> Office:
    """The office that `rows` and the lines of the log describe; rows of other kinds are passed over.

    Raises:
        ValueError: a row cannot be read.
    """
    state = version = by = at = program = ""
    approval = None
    for kind, *fields in rows:
        if kind == "办理":
            state, version, by, at, program = (*fields, "", "", "", "", "")[:5]
        elif kind == "批准":
            document, who, day = (*fields, "", "", "")[:3]
            approval = Approval(document, who, date.fromisoformat(day))
    if state not in (DRAFT, OFFICIAL):
        raise ValueError(f"办理: {state!r}")
    lines = []
    for line in log:
        sequence, *words = (*line, "", "", "", "", "", "")[:6]
        lines.append(LogLine(int(sequence), *words))
    return Office(state == OFFICIAL, int(version), by, at, approval, tuple(lines), program)
