"""What a change order may say has happened; anything else on the lists stays as it was frozen.

Whoever could write other facts could widen an inspector's scope, lift a load limit or reopen an enterprise, and so
choose who goes where although dice are thrown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..domain.amendments import ADDED
from ..domain.codes import EnterpriseStatus
from ..domain.county import County, Enterprise, Inspector, Snapshot
from ..domain.messages import Wording
from ..domain.plan import ChangeOrder, Plan
from ..domain.quarters import Period
from ..domain.records import Row
from ..rules.base import Breach
from .order_history import forbidding, history_fact, history_of_fact, unheard

CODE = "order"

UNDUE = Wording(
    "order.undue_fact",
    "第{order}号调整单的名录变动（{kind} {key}）超出允许的范围：人员只能增加请假，"
    "企业只能注销、自起始日期起停业或改乡镇街道，有因检查只能新增，其他季度的检查、会议调研只能是名录里没有的、计次的，"
    "并且不禁止原计划中的安排。",
    "Order {order}: the fact about {kind} {key} is none that an order may lay down: a leave more, an enterprise struck "
    "off, closed from the order's first day or moved to another town, a new case, a counted check or meeting of "
    "another quarter that was not known and forbids nothing of the plan before.",
)


def undue_facts(was: Snapshot, now: Snapshot, before: Plan, order: ChangeOrder) -> Iterator[Breach]:
    """The order's facts that change more than an order may.

    `was` and `now` are the lists without and with them, `before` is the plan without the order.
    """
    closed = Period(order.since, was.quarter.last)
    history = _due_history(was.county, before, order)
    for told in order.facts:
        kind, key = told[:2]
        due = told in history if kind in ADDED else _is_due(was.county, now.county, kind, key, closed)
        if not due:
            yield Breach(CODE, UNDUE(order=order.number, kind=kind, key=key), (), (key,))


def _due_history(was: County, before: Plan, order: ChangeOrder) -> set[Row]:
    """Facts about other quarters that may be laid down: they drive nobody out of the plan."""
    rows = unheard(was, (history_of_fact(told) for told in order.facts if told[0] in ADDED))
    undue = set(forbidding(was, before, rows))
    return {history_fact(row) for row in rows if row not in undue}


def _is_due(was: County, now: County, kind: str, key: str, closed: Period) -> bool:
    if kind == "执法检查人员":
        person = was.inspector.get(key)
        return person is not None and _only_leave(person, now.inspector[key])
    if kind == "检查对象":
        enterprise = was.enterprise.get(key)
        return enterprise is not None and _only_gone_or_moved(enterprise, now.enterprise[key], closed)
    # a case that was known keeps its deadline and its inspectors; the calendar is public
    return kind != "有因检查" or key not in was.case


def _only_leave(old: Inspector, new: Inspector) -> bool:
    return new == replace(old, leave=new.leave) and new.leave[: len(old.leave)] == old.leave


def _only_gone_or_moved(old: Enterprise, new: Enterprise, closed: Period) -> bool:
    return (
        new == replace(old, status=new.status, blackouts=new.blackouts, town=new.town)
        and new.status in (old.status, EnterpriseStatus.DEREGISTERED)
        and new.blackouts in (old.blackouts, (*old.blackouts, closed))
    )
