"""会议调研安排: one row for every guest of every meeting or research visit."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...rules.meeting_cap import meeting_counts
from ...rules.naming import name_department
from .table import CENTRED, CODE, DATE, Column, Table, Value, listing
from .words import NO, YES, enterprise_name

NAME = "会议调研安排"
COLUMNS = (
    Column("编号", 14, CODE),
    Column("名称", 36),
    Column("类型", 7, CENTRED),
    Column("组织部门", 16, CENTRED),
    Column("日期", 12, DATE),
    Column("统一社会信用代码/注册号", 21, CODE),
    Column("企业名称", 36),
    Column("是否计入当月次数", 10, CENTRED),
    Column("除外情形", 12, CENTRED),
)


def table(snapshot: Snapshot, plan: Plan) -> Table:
    """The sheet 会议调研安排."""
    return listing(NAME, COLUMNS, _rows(snapshot, plan))


def _rows(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Value, ...]]:
    county = snapshot.county
    for event in sorted(plan.events, key=lambda event: (event.date, event.meeting)):
        meeting = county.meeting[event.meeting]
        for guest in event.guests:
            yield (
                meeting.code,
                meeting.name,
                meeting.kind.value,
                name_department(county, meeting.organiser),
                event.date,
                guest,
                enterprise_name(county, guest),
                YES if meeting_counts(meeting) else NO,
                meeting.exemption.value if meeting.exemption else None,
            )
