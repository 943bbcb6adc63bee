"""Holiday notices that were imported into the county file; a year without one is planned on statutory days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from ..domain.messages import Message, Wording
from ..exchange.calendar import Notice, read_notice, work_calendar
from ..store import CountyFile

STORED = Wording(
    "calendar.stored",
    "已登记 {year} 年放假通知：{rest} 个休息日、{make_up} 个调休上班日。{year} 年不再是暂定。",
    "The holiday notice of {year} is on file: {rest} days off, {make_up} make-up workdays. {year} is no "
    "longer provisional.",
)


def store_notice(file: CountyFile, path: Path, *, operator: str) -> Message:
    """Put a year's holiday notice on file; the last one of a year is the one in force.

    Raises:
        Refusal: the file is not a notice.
    """
    notice = read_notice(path)
    file.append("", "notice", _body(notice), operator)
    return STORED(year=str(notice.year), rest=len(notice.rest_days), make_up=len(notice.make_up_days))


def stored_notices(file: CountyFile) -> tuple[Notice, ...]:
    latest = {}
    for record in file.records(kinds=("notice",)):
        notice = _read(record.body)
        latest[notice.year] = notice
    return tuple(latest.values())


def _body(notice: Notice) -> str:
    return json.dumps(
        {
            "year": notice.year,
            "rest": sorted(day.isoformat() for day in notice.rest_days),
            "make_up": sorted(day.isoformat() for day in notice.make_up_days),
        }
    )


def _read(body: str) -> Notice:
    said = json.loads(body)
    return Notice(
        said["year"],
        frozenset(map(date.fromisoformat, said["rest"])),
        frozenset(map(date.fromisoformat, said["make_up"])),
    )


def years(file: CountyFile) -> dict[int, bool]:
    """The years round this one and those put on file, each with whether its notice is known; else plans are 暂定."""
    this, notices = date.today().year, stored_notices(file)
    asked = sorted({this - 1, this, this + 1, *(notice.year for notice in notices)})
    confirmed = work_calendar(asked, notices).confirmed
    return {year: year in confirmed for year in asked}
