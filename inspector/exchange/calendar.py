"""Working days: the State Council's notices where a library has them or one was imported, else statutory days.

A year without a notice is planned on the days of 全国年节及纪念日放假办法 (State Council, as amended from 2025): one
day for 元旦, 清明, 端午 and 中秋, four for 春节 from 除夕 on, two for 劳动节, three for 国庆. A day that falls on a
weekend, or on another of these days, is made up on the next workday.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..domain.messages import Refusal, Wording
from ..domain.quarters import WorkCalendar
from . import parsing
from .parsing import BadCell, Cell
from .readers.text import decode, delimiter_of

NOT_A_NOTICE = Wording(
    "calendar.not_a_notice",
    '{path} 不是放假通知数据。应是 JSON（{{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": true}}, …]}}）'
    "或有“日期”“是否放假”两列的 CSV。",
    '{path} is no holiday notice. It should be JSON ({{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": '
    "true}}, …]}}) or CSV with the columns date and isOffDay.",
)
EMPTY_NOTICE = Wording(
    "calendar.empty_notice",
    "{path} 里 {year} 年一天也没有，不能当作放假通知。",
    "{path} names no day of {year}; it cannot serve as its holiday notice.",
)
NOT_COMPUTED = Wording(
    "calendar.not_computed",
    "{year} 年的法定节日推算不出来。请先导入该年的放假通知。",
    "The statutory holidays of {year} cannot be computed. Import that year's holiday notice first.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's holiday notice: weekdays off and weekend days worked."""

    year: int
    rest_days: frozenset[date]
    make_up_days: frozenset[date]


def work_calendar(years: Iterable[int], notices: Iterable[Notice] = ()) -> WorkCalendar:
    """The calendar of some years; a year is confirmed if a notice was imported or the library holds one.

    Raises:
        Refusal: a year without a notice lies beyond the tables of statutory days.
    """
    imported = {notice.year: notice for notice in notices}
    covered = frozenset(years)
    rest: set[date] = set()
    make_up: set[date] = set()
    confirmed = set()
    for year in sorted(covered):
        notice = imported.get(year) or _published(year)
        if notice:
            confirmed.add(year)
            rest |= notice.rest_days
            make_up |= notice.make_up_days
        else:
            rest |= statutory_rest_days(year)
    return WorkCalendar(frozenset(rest), frozenset(make_up), covered, frozenset(confirmed))


def read_notice(path: Path) -> Notice:
    """A notice from a file: JSON with `year` and `days` (`date`, `isOffDay`), or CSV with these two columns.

    The CSV may be in Chinese: 日期, 是否放假 (是 or 否); its year is the one most of its days lie in.

    Raises:
        Refusal: the file is missing or no such thing, or names no day of its year.
    """
    try:
        content = decode(path.read_bytes())
        year, days = _read_json(content) if content.lstrip().startswith("{") else _read_csv(content)
    except (OSError, ValueError, KeyError, TypeError, csv.Error, BadCell):
        raise Refusal(NOT_A_NOTICE(path=str(path))) from None
    if not any(day.year == year for day in days):
        raise Refusal(EMPTY_NOTICE(path=str(path), year=str(year)))
    return Notice(
        year,
        frozenset(day for day, off in days.items() if off and day.weekday() < 5),
        frozenset(day for day, off in days.items() if not off and day.weekday() >= 5),
    )


def _read_json(content: str) -> tuple[int, dict[date, bool]]:
    said = json.loads(content)
    days = {date.fromisoformat(day["date"]): day["isOffDay"] for day in said["days"]}
    if not all(isinstance(off, bool) for off in days.values()):
        raise ValueError("isOffDay")
    return int(said["year"]), days


def _read_csv(content: str) -> tuple[int, dict[date, bool]]:
    days = {}
    for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=delimiter_of(content)):
        when = parsing.day(Cell(row.get("日期") or row["date"]))
        if when is not None:
            days[when] = parsing.yes(False)(Cell(row.get("是否放假") or row["isOffDay"]))
    if not days:
        raise ValueError("no days")
    return Counter(day.year for day in days).most_common(1)[0][0], days


def statutory_rest_days(year: int) -> frozenset[date]:
    """Weekdays off in a year without a notice.

    Raises:
        Refusal: the library's tables do not reach that year.
    """
    days = sorted(_statutory_days(year))
    if not days:
        raise Refusal(NOT_COMPUTED(year=str(year)))
    rest = {day for day in days if day.weekday() < 5}
    owed = [day for number, day in enumerate(days) if day.weekday() >= 5 or day in days[:number]]
    for day in owed:
        made_up = day
        while made_up.weekday() >= 5 or made_up in rest:
            made_up += timedelta(1)
        rest.add(made_up)
    return frozenset(rest)


def _statutory_days(year: int) -> list[date]:
    """The statutory days themselves, weekends included, one that falls on another twice; the library knows the moon."""
    import holidays

    found = holidays.country_holidays("CN", years=year, observed=False)
    return [day for day in found for _ in found.get_list(day)]


def _published(year: int) -> Notice | None:
    """The notice that the library holds; None for a year it does not know."""
    from chinese_calendar import is_workday

    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return None
    days = [date(year, 1, 1) + timedelta(offset) for offset in range(366)]
    days = [day for day in days if day.year == year]
    return Notice(
        year,
        frozenset(day for day in days if day.weekday() < 5 and not is_workday(day)),
        frozenset(day for day in days if day.weekday() >= 5 and is_workday(day)),
    )
