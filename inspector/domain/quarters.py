"""Quarters, periods and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def overlap(self, other: Period) -> Period | None:
        """The days both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def days(self) -> Iterator[date]:
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(offset)

    def __str__(self) -> str:
        return f"{self.start}~{self.end}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, written `2027Q1`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """The quarter that `text` names.

        Raises:
            ValueError: it is not of the form 2027Q1.
        """
        found = re.fullmatch(r"\s*(\d{4})\s*[Qq]([1-4])\s*", text)
        if not found:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(1)

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __lt__(self, other: Quarter) -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of some years (国务院 holiday notices, or statutory days until they are out).

    `confirmed` holds the years whose notice is on file; a plan that uses any other year is 暂定.
    """

    rest_days: frozenset[date]
    make_up_days: frozenset[date]
    years: frozenset[int]
    confirmed: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`.

        Raises:
            KeyError: the calendar does not cover the year.
        """
        if day.year not in self.years:
            raise KeyError(day.year)
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.rest_days

    def workdays(self, period: Period) -> tuple[date, ...]:
        return tuple(day for day in period.days() if self.is_workday(day))

    def is_provisional(self, period: Period) -> bool:
        """Whether any day of `period` lies in a year without a notice (暂定)."""
        return any(year not in self.confirmed for year in range(period.start.year, period.end.year + 1))

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th workday after `day`."""
        while count:
            day += timedelta(1)
            count -= self.is_workday(day)
        return day
