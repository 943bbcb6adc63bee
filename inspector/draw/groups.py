"""抽取批次: which tasks are drawn together, with the same tickets."""

from __future__ import annotations

from datetime import date

from ..domain.county import Snapshot, Task
from ..domain.plan import DrawGroup

SHARED_WORKDAYS = 5
"""Tasks of a group have at least this many workdays in common."""


def draw_groups(snapshot: Snapshot) -> tuple[DrawGroup, ...]:
    """The quarter's draw groups, in order of time, numbered from 1.

    Tasks are taken in the order of their windows' end, then start, then code. The first one opens a group; each
    later one joins it if all its members then still have five workdays of the quarter in common. What did not join
    is gone through again in the same way. A task whose own window holds fewer than five workdays shares five with
    nobody: it is a group of its own.
    """
    waiting = sorted(snapshot.county.tasks, key=lambda task: (task.window.end, task.window.start, task.code))
    groups: list[DrawGroup] = []
    while waiting:
        group, waiting = _first_group(snapshot, waiting)
        groups.append(DrawGroup(len(groups) + 1, tuple(task.code for task in group)))
    return tuple(groups)


def _first_group(snapshot: Snapshot, tasks: list[Task]) -> tuple[list[Task], list[Task]]:
    """The group that the first task opens, and the tasks that stay outside."""
    common: set[date] = set(snapshot.days_in(tasks[0].window))
    group, outside = [tasks[0]], []
    for task in tasks[1:]:
        shared = common.intersection(snapshot.days_in(task.window))
        if len(shared) >= SHARED_WORKDAYS:
            group.append(task)
            common = shared
        else:
            outside.append(task)
    return group, outside
