"""Working days: published notices, imported ones, and statutory days until a notice is out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.messages import Refusal
from inspector.domain.quarters import Quarter
from inspector.exchange.calendar import read_notice, statutory_rest_days, work_calendar


def test_a_published_year_is_confirmed_and_an_unpublished_one_provisional() -> None:
    calendar = work_calendar([2026, 2050])
    assert calendar.confirmed == {2026}
    assert not calendar.is_provisional(Quarter(2026, 1).period)
    assert calendar.is_provisional(Quarter(2050, 1).period)


def test_a_make_up_weekend_is_a_workday() -> None:
    calendar = work_calendar([2026])
    assert calendar.is_workday(date(2026, 2, 14))
    assert not calendar.is_workday(date(2026, 2, 16))


def test_spring_festival_on_a_weekend_is_made_up() -> None:
    """2027: 除夕 on Friday 5 February; Saturday and Sunday of the festival are made up on the 9th and 10th."""
    rest = {day for day in statutory_rest_days(2027) if day.month <= 3}
    assert rest == {date(2027, 1, 1), *(date(2027, 2, day) for day in (5, 8, 9, 10))}


def test_a_festival_on_another_one_is_made_up_too() -> None:
    """2028: 国庆 on Sunday to Tuesday, and 中秋 on the same Tuesday."""
    assert {day for day in statutory_rest_days(2028) if day.month == 10} == {
        date(2028, 10, day) for day in (2, 3, 4, 5)
    }


def test_a_year_beyond_the_tables_is_refused() -> None:
    with pytest.raises(Refusal):
        statutory_rest_days(2300)


def notice(path: Path, year: int, days: dict[str, bool]) -> Path:
    said = {"year": year, "days": [{"name": "节", "date": day, "isOffDay": off} for day, off in days.items()]}
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


DAYS = {"2050-01-03": True, "2050-01-08": False, "2050-01-01": True}


def test_an_imported_notice_confirms_its_year(tmp_path: Path) -> None:
    read = read_notice(notice(tmp_path / "a.json", 2050, DAYS))
    assert (read.rest_days, read.make_up_days) == ({date(2050, 1, 3)}, {date(2050, 1, 8)})
    calendar = work_calendar([2050], [read])
    assert calendar.confirmed == {2050}
    assert calendar.is_workday(date(2050, 1, 8))
    assert not calendar.is_workday(date(2050, 1, 3))


def test_an_imported_notice_goes_before_the_library(tmp_path: Path) -> None:
    """A notice can be changed during the year."""
    read = read_notice(notice(tmp_path / "a.json", 2026, {"2026-03-02": True}))
    assert not work_calendar([2026], [read]).is_workday(date(2026, 3, 2))


@pytest.mark.parametrize(
    "text",
    [
        "日期,是否放假\n2050-01-03,是\n2050年1月8日,否\n",
        "name,date,isOffDay\n元旦,2050-01-03,true\n元旦,2050/1/8,false\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_notice_as_csv(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    read = read_notice(path)
    assert (read.year, read.rest_days, read.make_up_days) == (2050, {date(2050, 1, 3)}, {date(2050, 1, 8)})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"year": 2050, "days": []}', "calendar.empty_notice"),
        ('{"year": 2050, "days": [{"date": "2051-01-01", "isOffDay": true}]}', "calendar.empty_notice"),
        ('{"year": 2050, "days": [{"date": "2050-01-01", "isOffDay": "false"}]}', "calendar.not_a_notice"),
        ("{", "calendar.not_a_notice"),
        ("[]", "calendar.not_a_notice"),
        ("名称,金额\n甲,1\n", "calendar.not_a_notice"),
        ("日期,是否放假\n2050-01-03,1\n", "calendar.not_a_notice"),
    ],
)
def test_what_is_no_notice_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_notice(path)
    assert caught.value.message.code == code


def test_a_missing_notice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_notice(tmp_path / "missing.json")
