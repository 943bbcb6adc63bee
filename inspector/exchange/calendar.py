"""Working days: the State Council's notices where a library has them or one was imported, else statutory days.

A year without a notice is planned on the days of 全国年节及纪念日放假办法 (State Council, as amended from 2025): one
day for 元旦, 清明, 端午 and 中秋, four for 春节 from 除夕 on, two for 劳动节, three for 国庆. A day that falls on a weekend
is made up on the next workday.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..domain.messages import Refusal, Wording
from ..domain.quarters import WorkCalendar

NOT_A_NOTICE = Wording(
    "calendar.not_a_notice",
    '{path} 不是放假通知数据。应是 JSON：{{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": true}}, …]}}',
    "{path} is no holiday notice. It should be JSON: "
    '{{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": true}}, …]}}',
)
EMPTY_NOTICE = Wording(
    "calendar.empty_notice",
    "{path} 里 {year} 年一天也没有，不能当作放假通知。",
    "{path} names no day of {year}; it cannot serve as its holiday notice.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's holiday notice: weekdays off and weekend days worked."""

    year: int
    rest_days: frozenset[date]
    make_up_days: frozenset[date]


def work_calendar(years: Iterable[int], notices: Iterable[Notice] = ()) -> WorkCalendar:
    """The calendar of some years; a year is confirmed if a notice was imported or the library holds one."""
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
    """A notice from a JSON file: `year`, and `days` with `date` and `isOffDay`.

    Raises:
        Refusal: the file is missing or no such thing, or names no day of its year.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
        year = int(said["year"])
        days = {date.fromisoformat(day["date"]): bool(day["isOffDay"]) for day in said["days"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise Refusal(NOT_A_NOTICE(path=str(path))) from None
    if not any(day.year == year for day in days):
        raise Refusal(EMPTY_NOTICE(path=str(path), year=str(year)))
    return Notice(
        year,
        frozenset(day for day, off in days.items() if off and day.weekday() < 5),
        frozenset(day for day, off in days.items() if not off and day.weekday() >= 5),
    )


def statutory_rest_days(year: int) -> frozenset[date]:
    """Weekdays off in a year without a notice."""
    days = _statutory_days(year)
    rest = {day for day in days if day.weekday() < 5}
    for day in sorted(days):
        if day.weekday() >= 5:
            made_up = day
            while made_up.weekday() >= 5 or made_up in days or made_up in rest:
                made_up += timedelta(1)
            rest.add(made_up)
    return frozenset(rest)


def _statutory_days(year: int) -> frozenset[date]:
    """The statutory days themselves, weekends included; the library computes the lunar ones."""
    import holidays

    return frozenset(holidays.country_holidays("CN", years=year, observed=False))


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
