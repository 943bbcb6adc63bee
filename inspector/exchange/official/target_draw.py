"""检查对象随机抽取记录: every enterprise in scope, its ticket and rank, and what that meant for each task."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.county import Snapshot
from ...draw.targets import Targets
from .table import CENTRED, CODE, NUMBER, Column, Table, Value, listing

NAME = "检查对象随机抽取记录"
COLUMNS = (
    Column("抽取批次", 6, NUMBER),
    Column("统一社会信用代码/注册号", 21, CODE),
    Column("抽取分层", 12, CENTRED),
    Column("随机号", 36, CODE),
    Column("排序号", 8, NUMBER),
)
TASK_WIDTH = 16.0
NAMES = (Column("企业名称", 30), Column("乡镇街道", 12, CENTRED))
"""What a reader wants beside the code; after the tasks, so that the published columns stay where they are."""


def table(snapshot: Snapshot, targets: Targets) -> Table:
    """The sheet 检查对象随机抽取记录; one further column for each task, in the order of the groups, then names.

    A task's cell is blank where its scope does not hold the enterprise.
    """
    tasks = tuple(task for group in targets.groups for task in group.tasks)
    columns = (*COLUMNS, *(Column(task, TASK_WIDTH, CENTRED) for task in tasks), *NAMES)
    return listing(NAME, columns, _rows(snapshot, targets, tasks), printed=False)


def _rows(snapshot: Snapshot, targets: Targets, tasks: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
    for row in targets.record_rows(snapshot):
        enterprise = snapshot.county.enterprise[row.enterprise]
        outcomes = (row.outcomes.get(task) for task in tasks)
        yield (
            row.group,
            row.enterprise,
            row.stratum,
            row.ticket or None,
            row.rank or None,
            *(outcome.text() if outcome else None for outcome in outcomes),
            enterprise.name,
            enterprise.town,
        )
