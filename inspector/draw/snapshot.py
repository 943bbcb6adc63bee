"""抽取时点名录: everything a draw depends on, as rows, and H0, the hash of exactly these rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..domain.county import Approval, Snapshot
from ..domain.quarters import Quarter, WorkCalendar
from ..domain.records import Row, county_rows, decode, encode, heading, read_county, to_fields
from . import PROTOCOL
from .canonical import digest
from .frame import Frame, build_frame
from .groups import draw_groups

CARRIED_ITEMS = tuple[str, ...]


def snapshot_rows(snapshot: Snapshot) -> list[Row]:
    """The rows that are frozen: protocol, quarter, scheme, calendar, all lists, draw groups and the frame."""
    groups = draw_groups(snapshot)
    rows = [*_head_rows(snapshot), *_calendar_rows(snapshot), *county_rows(snapshot.county)]
    rows.append(heading("结转", "任务编号 统一社会信用代码/注册号 检查事项"))
    rows += sorted(("结转", task, enterprise, encode(items)) for task, enterprise, items in snapshot.carried)
    rows.append(heading("抽取批次", "批次 任务"))
    rows += [("抽取批次", *to_fields(group)) for group in groups]
    rows += frame_rows(build_frame(snapshot, groups))
    return rows


def h0(snapshot: Snapshot) -> str:
    """H0: SHA-256 of the frozen rows."""
    return digest(snapshot_rows(snapshot))


def _head_rows(snapshot: Snapshot) -> Iterator[Row]:
    yield heading("协议", "版本")
    yield ("协议", PROTOCOL)
    yield heading("季度", "季度")
    yield ("季度", str(snapshot.quarter))
    yield heading("方案批准", "文号 批准人 日期")
    if snapshot.scheme:
        yield ("方案批准", *to_fields(snapshot.scheme))


def _calendar_rows(snapshot: Snapshot) -> Iterator[Row]:
    """The years of the quarter and of the one after it, as far as the calendar covers them.

    Of the rest days only those on weekdays, of the make-up days only those at weekends: the others change nothing.
    """
    calendar = snapshot.calendar
    years = sorted({snapshot.quarter.year, snapshot.quarter.next().year} & calendar.years)
    yield heading("日历", "年份 放假通知已发布")
    for year in years:
        yield ("日历", str(year), encode(year in calendar.confirmed))
    yield heading("休息日", "日期")
    for day in sorted(calendar.rest_days):
        if day.year in years and day.weekday() < 5:
            yield ("休息日", encode(day))
    yield heading("调休上班日", "日期")
    for day in sorted(calendar.make_up_days):
        if day.year in years and day.weekday() >= 5:
            yield ("调休上班日", encode(day))


def frame_rows(frame: Frame) -> Iterator[Row]:
    """The strata and the verdicts of a frame as rows: what is frozen is the Chinese text of a reason."""
    yield heading("抽取分层", "批次 任务编号 分层 抽查基数 比例 固定数 应抽 可抽")
    for group in frame.groups:
        for code in group.tasks:
            for stratum in frame.tasks[code].strata:
                counts = stratum.in_scope, stratum.rate, stratum.fixed, stratum.due, len(stratum.eligible)
                yield ("抽取分层", str(group.number), code, stratum.name, *map(encode, counts))
    yield heading("抽样框", "批次 统一社会信用代码/注册号 结论 任务编号 原因")
    names: dict[tuple[str, ...], str] = {}
    for group in frame.groups:
        number = str(group.number)
        for enterprise, verdicts in frame.verdicts[group.number].items():
            for verdict in verdicts:
                # most enterprises share a few sets of tasks
                tasks = names.get(verdict.tasks)
                if tasks is None:
                    tasks = names[verdict.tasks] = encode(verdict.tasks)
                reason = verdict.reason.text() if verdict.reason else ""
                yield ("抽样框", number, enterprise, verdict.result.value, tasks, reason)


def read_snapshot(rows: Iterable[Row]) -> Snapshot:
    """The snapshot that frozen rows describe; what is derived from it (draw groups, frame) is passed over.

    `snapshot_rows` of the result gives the same rows again, if they were written by this version of the protocol.

    Raises:
        ValueError: a row cannot be read, or the quarter is missing.
    """
    kept = list(rows)
    by_kind: dict[str, list[Row]] = {}
    for kind, *fields in kept:
        if kind in ("季度", "方案批准", "日历", "休息日", "调休上班日", "结转"):
            by_kind.setdefault(kind, []).append(tuple(fields))
    try:
        quarter = Quarter.parse(by_kind["季度"][0][0])
        scheme = [Approval(document, by, date.fromisoformat(day)) for document, by, day in by_kind.get("方案批准", [])]
        carried = tuple(
            (task, enterprise, decode(items, CARRIED_ITEMS))
            for task, enterprise, items in (_padded(row, 3) for row in by_kind.get("结转", []))
        )
        calendar = _read_calendar(by_kind)
    except (KeyError, IndexError) as error:
        raise ValueError(f"rows without quarter or calendar: {error}") from error
    return Snapshot(quarter, read_county(kept), calendar, scheme[0] if scheme else None, carried)


def _read_calendar(by_kind: dict[str, list[Row]]) -> WorkCalendar:
    years = {int(year): decode(confirmed, bool) for year, confirmed in by_kind["日历"]}
    return WorkCalendar(
        rest_days=frozenset(date.fromisoformat(row[0]) for row in by_kind.get("休息日", [])),
        make_up_days=frozenset(date.fromisoformat(row[0]) for row in by_kind.get("调休上班日", [])),
        years=frozenset(years),
        confirmed=frozenset(year for year, confirmed in years.items() if confirmed),
    )


def _padded(row: Row, length: int) -> Row:
    return row + ("",) * (length - len(row))
