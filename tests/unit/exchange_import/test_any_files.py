"""The same rows in whatever files: cut into parts, columns and files in any order, any encoding and line ends."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest import mock

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.county import County
from inspector.domain.quarters import Quarter
from inspector.domain.records import county_rows
from inspector.exchange.calendar import Notice, work_calendar
from inspector.exchange.intake import Counts, merge, read_lists
from inspector.exchange.readers import child, text

from .builders import CODE, EMPTY, FIRM, LISTS, incoming, taken

ROWS = sum(len(rows) - 1 for rows in LISTS.values())
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@dataclass(frozen=True)
class TextFile:
    """Some rows of one list as a text file."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    line_ends: tuple[str, ...]
    title: str

    def write(self, path: Path) -> None:
        written = self.title
        for at, row in enumerate(self.rows):
            line = io.StringIO()
            csv.writer(line, delimiter=self.delimiter, lineterminator="").writerow(row)
            written += line.getvalue() + self.line_ends[at % len(self.line_ends)]
        path.write_bytes(written.encode(self.encoding))


@st.composite
def files(draw: st.DrawFn) -> list[TextFile]:
    """All rows of all lists, each in exactly one file."""
    return draw(st.permutations([part for rows in LISTS.values() for part in draw(parts(rows))]))


@st.composite
def parts(draw: st.DrawFn, rows: tuple[tuple[object, ...], ...]) -> list[TextFile]:
    header, *lines = rows
    lines = draw(st.permutations(lines))
    cut = draw(st.integers(0, len(lines) - 1))
    made = []
    for part in (lines[:cut], lines[cut:]):
        if part:
            columns = draw(st.permutations(range(len(header))))
            cells = [tuple("" if row[at] is None else str(row[at]) for at in columns) for row in (header, *part)]
            made.append(
                TextFile(
                    tuple(cells),
                    draw(st.sampled_from(ENCODINGS)),
                    draw(st.sampled_from(",\t;")),
                    tuple(draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3))),
                    draw(st.sampled_from(["", "云溪县名录\n", "云溪县名录\r\n填报单位：示例局\r\n"])),
                )
            )
    return made


def said(county: County) -> list[tuple[str, ...]]:
    """What a county's lists say, in no order."""
    return sorted(county_rows(county))


@settings(max_examples=25, deadline=None)
@given(files())
def test_the_county_is_the_same_and_a_second_time_changes_nothing(parts: list[TextFile]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = list(written(Path(folder), parts))
        # read in this process: a process for each of some hundred small files would take minutes
        with mock.patch.object(child, "read", lambda _, path, *__: text.read(path)):
            read = read_lists(paths)
        result = merge(EMPTY, read)
        assert result.quarantined == ()
        assert result.counts == Counts(new=ROWS)
        assert said(result.county) == said(merge(EMPTY, incoming()).county)
        again = merge(result.county, read)
        assert again.counts == Counts(unchanged=ROWS)
        assert again.county == result.county


def written(folder: Path, parts: list[TextFile]) -> Iterator[Path]:
    for number, part in enumerate(parts):
        path = folder / f"{number}.csv"
        part.write(path)
        yield path


@pytest.mark.parametrize("number", [914290880000000012, 914290880000000012.0])
def test_a_code_typed_as_a_number_in_a_workbook_is_put_aside(tmp_path: Path, number: float) -> None:
    result = taken(tmp_path / "a.xlsx", {"检查对象名录": [(CODE, "企业名称"), (number, "甲店"), (FIRM, "乙店")]})
    assert [(row.row, row.reason.code) for row in result.quarantined] == [(2, "parsing.digits_lost")]
    assert [row.name for row in result.county.enterprises] == ["乙店"]


def test_rates_with_a_percent_format_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    header, _ = LISTS["抽查任务"]
    book = openpyxl.Workbook()
    for name, rows in LISTS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    shown = {"比例A": (0.07, "0%"), "比例B": (0.005, "0.0%"), "比例C": (1, "0%")}
    for title, (value, look) in shown.items():
        cell = book["抽查任务"].cell(2, header.index(title) + 1, value)
        cell.number_format = look
    book.save(path)
    (task,) = merge(EMPTY, read_lists([path])).county.tasks
    assert [str(rate) for _, rate in task.rates] == ["0.07", "0.005", "1"]


def test_the_first_quarter_of_2027_has_59_workdays() -> None:
    calendar = work_calendar([2026, 2027])
    assert len(calendar.workdays(Quarter(2027, 1).period)) == 59
    assert 2026 in calendar.confirmed


@given(st.integers(2024, 2090), st.data())
def test_a_notice_decides_which_days_are_worked(year: int, data: st.DataObject) -> None:
    days = list(Quarter(year, 1).period.days())
    rest = data.draw(st.sets(st.sampled_from([day for day in days if day.weekday() < 5]), max_size=9))
    make_up = data.draw(st.sets(st.sampled_from([day for day in days if day.weekday() > 4]), max_size=5))
    calendar = work_calendar([year], [Notice(year, frozenset(rest), frozenset(make_up))])
    assert year in calendar.confirmed
    weekdays = {day for day in days if day.weekday() < 5}
    assert set(calendar.workdays(Quarter(year, 1).period)) == weekdays - rest | make_up
    assert calendar.add_workdays(days[0] - timedelta(1), 1) == min(weekdays - rest | make_up)
