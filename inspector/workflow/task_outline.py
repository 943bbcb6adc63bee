"""What a task comes to on the lists as they are: how many are in its scope, and how many of them are due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ..domain.codes import RiskClass
from ..domain.county import County, Task
from ..draw.frame import share_due


@dataclass(frozen=True, slots=True)
class ClassShare:
    """One risk class: enterprises in scope, the rate (None if the task sets none) and how many are due by it."""

    risk: RiskClass
    in_scope: int
    rate: Decimal | None
    due: int


@dataclass(frozen=True, slots=True)
class TaskOutline:
    """A task's scope by risk class; `due` in all, by rates or as the fixed number.

    Everybody on the list is counted, as rates are due of all in scope; who of them can be drawn is known once the
    lists are frozen.
    """

    classes: tuple[ClassShare, ...]
    in_scope: int
    due: int


def task_outline(county: County, task: Task) -> TaskOutline:
    """Count a task's scope; walks through all enterprises."""
    found = Counter(row.risk for row in county.enterprises if task.scope.holds(row))
    rates = dict(task.rates)
    classes = tuple(
        ClassShare(risk, found[risk], rates.get(risk), share_due(rates.get(risk), found[risk])) for risk in RiskClass
    )
    due = task.fixed if task.fixed is not None else sum(share.due for share in classes)
    return TaskOutline(classes, found.total(), due)
