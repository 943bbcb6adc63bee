"""The protocol's text: its example is what the program does, and a second implementation agrees with the program."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inspector.domain.quarters import Period
from inspector.draw import PROTOCOL
from inspector.draw.canonical import digest, read_text, text
from inspector.draw.chances import chance_table, seat_candidates, staffing_gap
from inspector.draw.rounding import draw_postings
from inspector.draw.snapshot import read_snapshot, snapshot_rows
from inspector.draw.spread import FARTHEST, ROUNDS
from inspector.draw.table import table_rows
from inspector.draw.targets import draw_targets
from inspector.draw.tickets import coin, inspector_tickets

from . import example, second_implementation
from .lists import dice, snapshot, staffed_days

HELP = Path(__file__).parents[3] / "resources" / "help"
TEXTS = ("draw-protocol.en.md", "draw-protocol.zh_CN.md")


@pytest.fixture(params=TEXTS)
def words(request: pytest.FixtureRequest) -> str:
    return (HELP / request.param).read_text(encoding="utf-8")


def block(words: str, name: str) -> str:
    found = re.search(rf"^```{name}\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_text_is_of_this_version(words: str) -> None:
    assert re.match(rf"# .*\b{PROTOCOL}\b", words)
    assert ROUNDS == 12
    assert FARTHEST == 4
    for number in ("2^18", "2^20", "2^22", "2^256"):
        assert number in words


def test_the_example_is_what_the_program_gives(words: str) -> None:
    worked = example.work()
    assert block(words, "frozen") == worked.frozen
    assert block(words, "table") == worked.table
    assert f"H0 = `{worked.h0}`" in words
    assert f"H1 = `{worked.h1}`" in words
    for digits in (example.DICE_1, example.DICE_2):
        assert f"`{digits}`" in words
    drawn = {one.enterprise for one in worked.targets.selections}
    for enterprise, ticket in worked.targets.tickets[1].items():
        line = re.search(rf"^\| {enterprise} \| `{ticket}` \| (.*) \|$", words, re.MULTILINE)
        assert line
        assert bool(line[1].strip()) is (enterprise in drawn)
    assert re.search("[^`]*".join(f"`{guest}`" for guest in worked.events[0].guests), words)
    for posting in worked.postings:
        assert f"| {posting.team} | {posting.seat} | {posting.certificate} |" in words
    seed = f"{example.DICE_2}|{worked.h1}"
    tickets = inspector_tickets(seed, ("SJ001", "SJ002", "SJ003"))
    order = [f"| {name} | `{tickets[name]}` |" for name in sorted(tickets, key=tickets.__getitem__)]
    assert "\n".join(order) in words
    coins = re.findall(r"^\| (\d+) \| \d+ \| \d+ \| `([0-9a-f]{16})` \|", words, re.MULTILINE)
    assert coins == [(str(k), f"{coin(seed, k):064x}"[:16]) for k in range(1, len(coins) + 1)]
    assert len(coins) == 6


def test_the_example_can_be_worked_from_the_text_alone(words: str) -> None:
    frozen, table = block(words, "frozen"), block(words, "table")
    worked = example.work()
    assert text(snapshot_rows(read_snapshot(read_text(frozen)))) == frozen
    assert second_implementation.sha(frozen) == worked.h0
    assert second_implementation.sha(table) == worked.h1
    assert second_implementation.targets(frozen, example.DICE_1) == {
        (one.task, one.enterprise) for one in worked.targets.selections
    }
    assert second_implementation.roster(table, example.DICE_2) == {
        (one.team, one.seat): one.certificate for one in worked.postings
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_second_implementation_draws_the_same_enterprises(seed: int) -> None:
    frozen = snapshot()
    one_group = snapshot(tasks=tuple(task for task in frozen.county.tasks if task.code != "T4"))
    rows = snapshot_rows(one_group)
    drawn = draw_targets(one_group, dice(seed, digest(rows))).selections
    assert second_implementation.targets(text(rows), str(seed)) == {(one.task, one.enterprise) for one in drawn}


@pytest.mark.parametrize("seed", range(5))
def test_a_second_implementation_sends_the_same_inspectors(seed: int) -> None:
    visits, teams = staffed_days(6)
    chances = chance_table(snapshot(), visits, teams)
    rows = table_rows("0" * 64, visits, teams, chances)
    throw = replace(dice(seed, digest(rows)), stage=2)
    assert second_implementation.roster(text(rows), str(seed)) == {
        (one.team, one.seat): one.certificate for one in draw_postings(chances, teams, throw)
    }


def tables_by_department(frozen, visits, teams) -> dict[tuple[str, int, str], int]:
    """The second implementation's table, from who may take which seat."""
    by_number = {one.number: one for one in visits}
    table: dict[tuple[str, int, str], int] = {}
    for department in ("SJ", "YJ"):
        own = sorted(
            (team for team in teams if team.department == department), key=lambda t: (t.date, t.town, t.number)
        )
        seats = [((t.name, s.number), seat_candidates(frozen, by_number, t, s)) for t in own for s in t.seats]
        limits = {row.certificate: row.load_limit for row in frozen.county.inspectors if row.department == department}
        table |= second_implementation.chances(seats, limits)
    return table


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_second_implementation_has_the_same_table(data: st.DataObject) -> None:
    """Also where leave, limits and narrow scopes leave little to share."""
    visits, teams = staffed_days(data.draw(st.integers(1, 4)))
    days = sorted({team.date for team in teams})
    people = tuple(
        replace(
            row,
            leave=tuple(Period(when, when) for when in days if data.draw(st.integers(0, 3)) == 0),
            load_limit=data.draw(st.sampled_from([None, None, 1, 2])),
            scope=data.draw(st.sampled_from([(), (), ("SJ-3",)])),
            qualifications=("电气",) if data.draw(st.booleans()) else (),
        )
        for row in snapshot().county.inspectors
    )
    frozen = snapshot(inspectors=people)
    assume(staffing_gap(frozen, visits, teams) is None)
    program = {(one.team, one.seat, one.certificate): one.millionths for one in chance_table(frozen, visits, teams)}
    assert tables_by_department(frozen, visits, teams) == program
