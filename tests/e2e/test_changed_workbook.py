"""A workbook with change orders before both verifiers: right as it was made, found wherever an order is forged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.county import County
from inspector.domain.quarters import Period, Quarter
from inspector.exchange.verify import verify
from inspector.rules.annual_cap import visit_counts
from inspector.store import CountyFile
from inspector.workflow import approving, changing, drawing, exporting, freezing, scheduling, state
from inspector.workflow.changing import Ask, Paper
from inspector.workflow.sample import sample_county

from .auditor import check
from .forging import DATA, seal_again, text
from .office import DICE1, DICE2, Q1, Q2, cut_out

SINCE = date(2027, 2, 1)
PAPER = Paper("示例原因", "示例依据", "乙", "示例〔2027〕5号", date(2027, 1, 29))
DICE = "16180339887498948482", "14142135623730950488"
Rows = list[list[str]]
Forge = Callable[[Rows], None]


def order(file: CountyFile, ask: Ask, dice: str) -> None:
    if changing.change(file, Q1, ask, PAPER, operator="t").waiting:
        changing.draw_replacements(file, Q1, dice, witnesses=["丙", "丁"], operator="t")


def approve(file: CountyFile, quarter: Quarter) -> None:
    freezing.freeze(file, quarter, operator="t")
    drawing.draw(file, quarter, DICE1, operator="t")
    scheduling.schedule(file, quarter, effort="quick", operator="t")
    drawing.staff(file, quarter, DICE2, operator="t")
    approving.submit(file, quarter, by="甲", operator="t")
    approving.approve(file, quarter, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), operator="t")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders on a very small county: somebody falls ill, then enterprises close."""
    folder = tmp_path_factory.mktemp("changed")
    county = cut_out(sample_county(Q1), 110)
    with CountyFile.create(folder / "a.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        approve(file, Q1)
        plan = state.load(file, Q1).current
        out = Counter(one.certificate for one in plan.postings if one.team >= SINCE.isoformat())
        order(file, Ask(SINCE, ill={out.most_common(1)[0][0]: Period(SINCE, Q1.last)}), DICE[0])
        past = {visit.enterprise for visit in plan.visits if visit.date < SINCE}
        drawn = {one.enterprise for one in plan.selections}
        ahead = [visit.enterprise for visit in plan.visits if visit.enterprise in drawn - past]
        order(file, Ask(SINCE, closed=ahead[:3]), DICE[1])
        exporting.export(file, Q1, folder / "plan.xlsx", operator="t")
    return folder / "plan.xlsx"


@pytest.fixture(scope="module")
def book(changed: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(changed)


@pytest.fixture
def forged(book: openpyxl.Workbook, tmp_path: Path) -> Iterator[Callable[[Forge], Path]]:
    """Change the rows of the plan, make all seals anew, and take the change back afterwards."""
    page = book[DATA]
    before = [[text(cell) for cell in row] for row in page.iter_rows(values_only=True)]

    def fill(rows: Rows) -> None:
        page.delete_rows(len(rows) + 1, page.max_row)
        for number, (old, new) in enumerate(zip_longest(before, rows, fillvalue=[""]), 1):
            for column in range(1, max(len(old), len(new)) + 1):
                page.cell(number, column).value = (new + [""] * len(old))[column - 1] or None

    def write(forge: Forge) -> Path:
        rows = [list(row) for row in before]
        forge(rows)
        assert rows != before
        fill(rows)
        seal_again(book)
        book.save(tmp_path / "forged.xlsx")
        return tmp_path / "forged.xlsx"

    yield write
    fill(before)


def test_both_verifiers_pass_what_the_orders_left(verifier: Path, changed: Path) -> None:
    found = check(verifier, changed, "en")
    assert found.returncode == 0, found.stdout
    assert "change orders: 2 orders" in found.stdout
    report = verify(changed)
    assert report.ok, [message.text() for message in report.findings]


def test_making_the_seals_anew_is_no_forgery(verifier: Path, changed: Path, forged: Callable[[Forge], Path]) -> None:
    def blank(rows: Rows) -> None:
        rows[0].append("")

    assert check(verifier, forged(blank), "en").returncode == 0


def first(rows: Rows, *begin: str) -> int:
    return next(number for number, row in enumerate(rows) if row[: len(begin)] == list(begin))


def drawn_by_order(rows: Rows) -> tuple[str, str, list[str]]:
    """A seat that the first order filled by its dice, and everybody who could have been drawn."""
    chances: dict[tuple[str, str], list[list[str]]] = {}
    for row in rows:
        if row[:3] == ["调整后", "1", "概率"]:
            chances.setdefault((row[3], row[4]), []).append(row)
    (team, seat), found = next((key, found) for key, found in chances.items() if len(found) > 1)
    return team, seat, [row[5] for row in found]


def another_person(rows: Rows) -> None:
    team, seat, people = drawn_by_order(rows)
    at = first(rows, "调整后", "1", "派员", team, seat)
    other = next(person for person in people if person != rows[at][5])
    rows[at][5] = rows[first(rows, "派员", team, seat)][3] = other


def other_digits(digit: str) -> Forge:
    def forge(rows: Rows) -> None:
        dice = next(row for row in rows if row[:2] == ["抽取", "2"] and row[3] == DICE[0])
        dice[3] = digit * 20

    return forge


def another_hash(rows: Rows) -> None:
    at = first(rows, "调整单", "1")
    frozen = rows[at][3]
    for row in rows:
        row[:] = ["0" * 64 if cell == frozen else cell for cell in row]


def better_chances(rows: Rows) -> None:
    team, seat, people = drawn_by_order(rows)
    for kind in (["调整后", "1", "概率"], ["概率"]):
        for person, value in zip(people, (400_000, 200_000), strict=False):
            row = rows[first(rows, *kind, team, seat, person)]
            row[len(kind) + 3] = str(value)


def longer_leave(rows: Rows) -> None:
    at = first(rows, "名录变动", "1", "执法检查人员")
    rows[at] = [cell.replace("2027-02-01~2027-03-31", "2027-02-01~2027-02-26") for cell in rows[at]]


def another_successor(rows: Rows) -> None:
    come = rows[first(rows, "调整后", "2", "抽中")][4]
    plan = {row[2] for row in rows if row[0] == "抽中"}
    gone = {row[4] for row in rows if row[:3] == ["调整前", "2", "抽中"]}
    other = next(row[2] for row in rows if row[0] == "抽中" and row[2] != come and row[2] in plan - gone)
    for row in rows:
        row[:] = [other if cell == come else cell for cell in row]


def earlier_day(rows: Rows) -> None:
    rows[first(rows, "调整单", "1")][2] = "2027-03-29"


def orders_exchanged(rows: Rows) -> None:
    one, other = first(rows, "调整单", "1"), first(rows, "调整单", "2")
    rows[one][1:], rows[other][1:] = ["1", *rows[other][2:]], ["2", *rows[one][2:]]


def kept_quiet(rows: Rows) -> None:
    """The visit of an order is said to have been on another day before."""
    row = rows[first(rows, "调整前", "2", "入企检查")]
    row[6] = "2027-03-30" if row[6] != "2027-03-30" else "2027-03-29"


def teams_swapped(rows: Rows) -> None:
    """Two teams of one department exchange their visits: the same people, but elsewhere."""
    teams = [row for row in rows if row[0] == "检查组" and row[1] >= SINCE.isoformat() and len(row[5]) > 1]
    changed = {tuple(row[3:]) for row in rows if row[:3] == ["调整后", "2", "检查组"]}
    one, other = next(
        (one, other)
        for one in teams
        for other in teams
        if one[1:3] == other[1:3] and one[3:5] < other[3:5] and not {tuple(one[1:]), tuple(other[1:])} & changed
    )

    def part(kind: str) -> Rows:
        seats = {"/".join(team[1:5]): team for team in (one, other)}
        own = [row for row in rows if row[0] == "组内岗位" and row[1] in seats]
        return [[kind, "2", *row] for row in (one, other, *own)]

    taken = part("调整前")
    one[5], other[5] = other[5], one[5]
    at = first(rows, "调整前", "2")
    rows[at:at] = [*taken, *part("调整后")]


def thrown_twice(rows: Rows) -> None:
    at = next(at for at, row in enumerate(rows) if row[:2] == ["抽取", "2"] and row[3] == DICE[0])
    again = list(rows[at])
    rows.insert(at, again)
    again[3] = "0" * 20


def wider_scope(rows: Rows) -> None:
    """The fact about the one who is ill also says something else."""
    at = first(rows, "名录变动", "1", "执法检查人员")
    rows[at] = [*rows[at][:4], "某某", *rows[at][5:]]


def another_class(rows: Rows) -> None:
    """The second order says of an enterprise that it is of another class."""
    at = first(rows, "名录变动", "2", "检查对象")
    rows[at] = [{"A": "D", "B": "D", "C": "D", "D": "A", "未评级": "D"}.get(cell, cell) for cell in rows[at]]


def put_off(rows: Rows) -> None:
    """A visit that was drawn is put off to the next quarter by an order."""
    drawn = rows[first(rows, "抽中")]
    row = ["转下季度", *drawn[1:4], "无人"]
    at = first(rows, "调整前", "2")
    rows[at:at] = [["调整后", "2", *row]]
    rows.append(row)


def number_left_out(rows: Rows) -> None:
    for row in rows:
        if row[0] in ("调整单", "名录变动", "调整前", "调整后") and row[1] == "2":
            row[1] = "3"


def earlier_first_day(rows: Rows) -> None:
    """The first day is covered by the hash."""
    rows[first(rows, "调整单", "2")][2] = "2027-01-30"


FORGERIES = (
    teams_swapped,
    thrown_twice,
    wider_scope,
    another_class,
    put_off,
    number_left_out,
    earlier_first_day,
    another_person,
    another_hash,
    better_chances,
    longer_leave,
    another_successor,
    earlier_day,
    orders_exchanged,
    kept_quiet,
)


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_order_is_found_by_both(verifier: Path, forged: Callable[[Forge], Path], forge: Forge) -> None:
    path = forged(forge)
    alone = check(verifier, path, "en")
    assert alone.returncode == 1, alone.stdout
    assert "[WRONG] change orders" in alone.stdout
    assert not alone.stderr
    assert any(message.code.startswith("order.") for message in verify(path).findings)


def test_other_digits_are_found_by_both(verifier: Path, forged: Callable[[Forge], Path]) -> None:
    # of few people other digits may draw the same
    for digit in "0123456789":
        path = forged(other_digits(digit))
        if any(message.code.startswith("order.") for message in verify(path).findings):
            assert "[WRONG] change orders" in check(verifier, path, "en").stdout
            return
    pytest.fail("all digits draw the same people")


def halves(county: County) -> County:
    """Each task once for each half of the quarter, and once for the next quarter: three draw groups."""
    windows = {"甲": Period(Q1.first, date(2027, 2, 26)), "乙": Period(date(2027, 2, 27), Q1.last), "丙": Q2.period}
    tasks = [replace(row, code=row.code + name, window=days) for row in county.tasks for name, days in windows.items()]
    return replace(county, tasks=tuple(tasks))


def test_both_verifiers_follow_orders_over_draw_groups_and_quarters(verifier: Path, tmp_path: Path) -> None:
    county = halves(cut_out(sample_county(Q1), 220))
    with CountyFile.create(tmp_path / "a.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        for quarter in (Q1, Q2):
            approve(file, quarter)
        plan = state.load(file, Q1).current
        assert len(plan.groups) == 2
        ahead = [visit.enterprise for visit in plan.visits if visit.date >= SINCE]
        order(file, Ask(SINCE, closed=ahead[:30]), DICE[0])
        facts = {told[0] for told in state.load(file, Q1).current.orders[-1].facts}
        exporting.export(file, Q1, tmp_path / "plan.xlsx", operator="t")
    assert facts == {"检查对象", "历史检查"}
    found = check(verifier, tmp_path / "plan.xlsx", "en")
    assert found.returncode == 0, found.stdout
    assert verify(tmp_path / "plan.xlsx").ok
    made = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    begin = ["名录变动", "1", "历史检查"]
    row = next(row for row in made[DATA].iter_rows() if [cell.value for cell in row[:3]] == begin)
    standing = (one.enterprise for one in plan.visits if visit_counts(county, one) and one.enterprise not in ahead)
    row[3].value = next(standing)
    seal_again(made)
    made.save(tmp_path / "forged.xlsx")
    assert "no such fact is allowed: 历史检查" in check(verifier, tmp_path / "forged.xlsx", "en").stdout
    assert "order.undue_fact" in {message.code for message in verify(tmp_path / "forged.xlsx").findings}
