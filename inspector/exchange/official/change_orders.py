"""计划调整审批单: one form for each change order, for print; the workbook lists them on 计划调整记录."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...domain.county import Snapshot
from ...domain.plan import Change, Plan
from .form import BODY, HEADLINE, LABEL, MIDDLE, PAIR, PART, SIGNATURE, UNDER, WIDE, Shape, title
from .table import Column, Line, Table

NAME = "计划调整审批单"
WIDTHS = (15.0, 17.0, 14.0, 14.0, 15.0, 15.0)
BEFORE_AFTER_HEAD = Shape(((1, LABEL), (1, LABEL), (2, LABEL), (2, LABEL)))
BEFORE_AFTER = Shape(((1, MIDDLE), (1, BODY), (2, BODY), (2, BODY)), 26)


def tables(snapshot: Snapshot, plan: Plan) -> list[Table]:
    """One form a document number and date, in the order of the changes."""
    orders = groupby(plan.changes, key=lambda change: (change.document, change.date, change.by, change.reason))
    columns = tuple(Column("", width) for width in WIDTHS)
    made = []
    for number, (_, changes) in enumerate(orders, 1):
        lines = tuple(_lines(snapshot, number, list(changes)))
        made.append(Table(f"{NAME}（{number}）", columns, lines, headed=False, landscape=False))
    return made


def _lines(snapshot: Snapshot, number: int, changes: list[Change]) -> Iterator[Line]:
    first = changes[0]
    day = first.date
    on = f"{day.year}年{day.month}月{day.day}日"
    yield HEADLINE.line(NAME)
    yield UNDER.line(title(snapshot))
    yield PART.line("一、调整依据")
    yield PAIR.line("审批单号", f"第 {number} 号", "批准文号", first.document)
    yield WIDE.line("调整原因", first.reason)
    yield WIDE.line("调整依据", first.basis)
    yield PART.line("二、调整内容")
    yield BEFORE_AFTER_HEAD.line("类别", "对象", "调整前", "调整后")
    for change in changes:
        yield BEFORE_AFTER.line(change.kind, change.subject, change.before, change.after)
    yield PART.line("三、审批意见")
    yield SIGNATURE.line(
        "承办单位（盖章处）：\n\n\n签名：\n\n日期：　　　年　　月　　日",
        f"审批机关（盖章处）：\n\n批准人：{first.by}\n批准日期：{on}\n\n签名：",
    )
