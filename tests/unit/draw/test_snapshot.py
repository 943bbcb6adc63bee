import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.county import Settings
from inspector.draw.canonical import digest, read_text, text
from inspector.draw.snapshot import h0, read_snapshot, snapshot_rows

from .lists import CALENDAR, code, county, snapshot


def test_rows_come_back_as_the_same_snapshot() -> None:
    frozen = snapshot()
    rows = snapshot_rows(frozen)
    again = read_snapshot(read_text(text(rows)))
    assert snapshot_rows(again) == rows
    assert h0(again) == h0(frozen) == digest(rows)
    assert (again.quarter, again.scheme, again.carried) == (frozen.quarter, frozen.scheme, frozen.carried)
    assert again.county.settings == frozen.county.settings
    assert again.county.task == frozen.county.task
    assert again.workdays == frozen.workdays
    assert again.provisional == frozen.provisional


def test_a_snapshot_without_scheme_comes_back() -> None:
    frozen = replace(snapshot(), scheme=None, carried=())
    again = read_snapshot(snapshot_rows(frozen))
    assert again.scheme is None
    assert again.carried == ()


def test_rows_without_a_quarter_are_refused() -> None:
    with pytest.raises(ValueError, match="quarter"):
        read_snapshot([("辖区", "云汀县", "429000")])


def test_the_order_of_the_lists_does_not_matter() -> None:
    frozen = snapshot()
    lists = frozen.county
    turned = replace(
        lists,
        enterprises=lists.enterprises[::-1],
        inspectors=lists.inspectors[::-1],
        tasks=lists.tasks[::-1],
        past_checks=lists.past_checks[::-1],
    )
    assert h0(replace(frozen, county=turned)) == h0(frozen)


def test_contacts_are_not_frozen() -> None:
    rows = [replace(row, contact="另一人", phone="999") for row in county().enterprises]
    assert h0(snapshot(enterprises=tuple(rows))) == h0(snapshot())


def test_everything_else_is() -> None:
    frozen = snapshot()
    enterprises = list(frozen.county.enterprises)
    enterprises[0] = replace(enterprises[0], address="新址")
    changed = [
        snapshot(enterprises=tuple(enterprises)),
        snapshot(settings=Settings(publication_workdays=21)),
        snapshot(recusals=()),
        snapshot(past_checks=()),
        snapshot(past_meetings=()),
        snapshot(meetings=()),
        snapshot(cases=()),
        replace(frozen, scheme=None),
        replace(frozen, carried=()),
        replace(frozen, calendar=replace(CALENDAR, rest_days=CALENDAR.rest_days | {date(2027, 3, 3)})),
        replace(frozen, calendar=replace(CALENDAR, confirmed=frozenset())),
    ]
    assert len({h0(one) for one in [frozen, *changed]}) == len(changed) + 1


def test_rest_days_that_change_nothing_are_not_part_of_it() -> None:
    frozen = snapshot()
    other = replace(
        CALENDAR,
        rest_days=CALENDAR.rest_days | {date(2027, 1, 2), date(2026, 10, 1)},
        make_up_days=CALENDAR.make_up_days | {date(2026, 10, 10)},
        years=CALENDAR.years | {2025},
    )
    assert h0(replace(frozen, calendar=other)) == h0(frozen)


def test_the_frame_stands_on_the_rows_with_its_reasons() -> None:
    rows = snapshot_rows(snapshot())
    assert ("抽取批次", "1", "T4") in rows
    assert ("抽样框", "2", code(7), "不可抽", "T1；T3", "登记状态为注销，不是存续") in [
        row for row in rows if len(row) == 6
    ]
    strata = [row for row in rows if row[0] == "抽取分层" and row[2] == "T2"]
    assert strata == [("抽取分层", "2", "T2", "全部", "15", "", "7", "7", "15")]


def test_hashes_are_the_same_whatever_the_hash_seed() -> None:
    program = (
        "from tests.unit.draw.lists import *\n"
        "from inspector.draw.snapshot import h0\n"
        "from inspector.draw.targets import draw_targets\n"
        "from inspector.draw.chances import chance_table\n"
        "from inspector.draw.rounding import draw_postings\n"
        "from inspector.draw.table import h1\n"
        "from inspector.draw.guests import invite\n"
        "s = snapshot()\n"
        "frozen = h0(s)\n"
        "drawn = draw_targets(s, dice(frozen=frozen)).selections\n"
        "visits, teams = staffed_days()\n"
        "table = chance_table(s, visits, teams)\n"
        "second = h1(frozen, visits, teams, table)\n"
        "sent = draw_postings(table, teams, dice(frozen=second, stage=2))\n"
        "asked = invite(s, {'M1': day(1, 6), 'M2': day(1, 7)}, visits, dice(frozen=frozen))\n"
        "print(frozen, drawn, second, sent, asked)\n"
    )
    root = Path(__file__).parents[3]
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(printed) == 1
