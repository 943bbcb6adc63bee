from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.county import County, Snapshot
from inspector.domain.quarters import Period
from inspector.draw.groups import draw_groups

from .lists import CALENDAR, QUARTER, day, snapshot, task

FIRST = date(2026, 12, 1)
periods = st.tuples(st.integers(0, 130), st.integers(0, 90)).map(
    lambda pair: Period(FIRST + timedelta(pair[0]), FIRST + timedelta(pair[0] + pair[1]))
)


def groups_of(*windows: Period) -> list[tuple[str, ...]]:
    tasks = tuple(task(f"T{number}", window=window) for number, window in enumerate(windows))
    found = draw_groups(replace(snapshot(), county=County("", "", tasks=tasks)))
    assert [group.number for group in found] == list(range(1, len(found) + 1))
    return [group.tasks for group in found]


def test_tasks_with_five_workdays_in_common_are_one_group() -> None:
    assert groups_of(Period(day(1, 4), day(1, 8)), Period(day(1, 4), day(3, 31))) == [("T0", "T1")]


def test_four_workdays_in_common_are_not_enough() -> None:
    assert groups_of(Period(day(1, 4), day(1, 8)), Period(day(1, 5), day(3, 31))) == [("T0",), ("T1",)]


def test_all_members_share_the_days_and_not_only_pairs() -> None:
    early, long, late = (day(1, 4), day(1, 15)), (day(1, 4), day(3, 31)), (day(1, 11), day(2, 28))
    both = groups_of(Period(*early), Period(*long), Period(*late))
    assert both == [("T0", "T2", "T1")]
    apart = groups_of(Period(*early), Period(*long), Period(day(1, 13), day(2, 28)))
    assert apart == [("T0", "T1"), ("T2",)]


def test_a_window_that_begins_before_the_quarter_counts_its_days_in_it() -> None:
    assert groups_of(Period(date(2026, 11, 1), day(1, 8)), Period(day(1, 1), day(3, 31))) == [("T0", "T1")]


def test_a_short_task_is_a_group_of_its_own() -> None:
    short = Period(day(1, 4), day(1, 7))
    assert groups_of(short, Period(day(1, 4), day(3, 31)), short) == [("T0",), ("T2",), ("T1",)]


@given(st.lists(periods, max_size=8), st.randoms(use_true_random=False))
def test_groups_are_a_partition_share_their_days_and_do_not_depend_on_the_order(windows, random) -> None:
    tasks = [task(f"T{number}", window=window) for number, window in enumerate(windows)]
    frozen = Snapshot(QUARTER, County("", "", tasks=tuple(tasks)), CALENDAR)
    groups = draw_groups(frozen)
    assert sorted(code for group in groups for code in group.tasks) == sorted(row.code for row in tasks)
    for group in groups:
        shared = set.intersection(*(set(frozen.days_in(frozen.county.task[code].window)) for code in group.tasks))
        assert len(shared) >= 5 or len(group.tasks) == 1
    ends = [frozen.county.task[group.tasks[0]].window.end for group in groups]
    assert ends == sorted(ends)
    random.shuffle(tasks)
    assert draw_groups(Snapshot(QUARTER, County("", "", tasks=tuple(tasks)), CALENDAR)) == groups
