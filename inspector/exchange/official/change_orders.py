"""计划调整审批单: one form for each change order, for print; the workbook lists them on 计划调整记录."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ...domain.county import Snapshot
from ...domain.plan import Change, DiceRecord, Plan
from .form import BODY, HEADLINE, LABEL, PAIR, PART, SIGNATURE, UNDER, WIDE, Shape, draw_text, title
from .table import Column, Line, Table

NAME = "计划调整审批单"
WIDTHS = (13.0, 27.0, 12.5, 12.5, 12.5, 12.5)
SMALL = replace(BODY, size=10.5)
CHANGE_HEAD = Shape(((1, LABEL), (1, LABEL), (2, LABEL), (2, LABEL)))
CHANGE = Shape(((1, replace(SMALL, align="center")), (1, SMALL), (2, SMALL), (2, SMALL)), 26)
NOTHING = "（无）"


def tables(snapshot: Snapshot, plan: Plan) -> list[Table]:
    """One form for each document, date, approver and reason, in the order of the changes."""
    orders = groupby(plan.changes, key=lambda change: (change.document, change.date, change.by, change.reason))
    columns = tuple(Column("", width) for width in WIDTHS)
    made = []
    for number, (_, changes) in enumerate(orders, 1):
        lines = tuple(_lines(snapshot, plan, number, list(changes)))
        made.append(Table(f"{NAME}（{number}）", columns, lines, headed=False, landscape=False))
    return made


def _lines(snapshot: Snapshot, plan: Plan, number: int, changes: list[Change]) -> Iterator[Line]:
    first = changes[0]
    on = f"{first.date.year}年{first.date.month}月{first.date.day}日"
    yield HEADLINE.line(NAME)
    yield UNDER.line(title(snapshot))
    yield PART.line("一、调整依据")
    yield PAIR.line("审批单号", f"第 {number} 号", "批准文号", first.document)
    yield WIDE.line("调整原因", first.reason)
    yield WIDE.line("调整依据", first.basis)
    yield PART.line("二、调整内容")
    yield CHANGE_HEAD.line("类别", "对象", "调整前", "调整后")
    for change in changes:
        yield CHANGE.line(change.kind, change.subject, change.before or NOTHING, change.after or NOTHING)
    draws = _draws(plan, first)
    if draws:
        yield PART.line("三、公开抽取补派人员")
    for draw in draws:
        yield WIDE.line(f"第 {draw.number} 次", draw_text(draw))
    yield PART.line("四、审批意见" if draws else "三、审批意见")
    yield SIGNATURE.line(
        "承办单位（盖章处）：\n\n\n签名：\n\n日期：　　　年　　月　　日",
        f"审批机关（盖章处）：\n\n批准人：{first.by}\n批准日期：{on}\n\n签名：",
    )


def _draws(plan: Plan, change: Change) -> list[DiceRecord]:
    """The dice by which people of an order were drawn; those who stayed were not drawn again."""
    frozen = {order.frozen for order in plan.orders}
    return [draw for draw in plan.draws if draw.frozen in frozen and draw.reason == change.reason]
