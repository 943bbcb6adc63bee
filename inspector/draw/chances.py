"""Freeze 2's table of chances, and whether the seats can be filled at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..domain.county import Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import Chance, TeamDay, Visit
from ..rules.naming import name_department, name_inspectors
from .candidates import Candidates, seat_candidates
from .spread import spread
from .staffing import Department, Network, departments

__all__ = ["Gap", "Shortage", "chance_table", "seat_candidates", "staffing_gap"]

SHORT = Wording(
    "chances.short",
    "{department}在{days}的检查组共需{required}人次，可派人员（{people}）至多{available}人次，缺{missing}人次。"
    "请调整这些检查的日期，或者增加有资格的人员、放宽其派员上限。",
    "{department}'s teams on {days} need {required} places filled; those who can be sent ({people}) fill {available} "
    "at most, {missing} short. Move these checks, add qualified inspectors, or raise their load limits.",
)
NOBODY = Wording("chances.nobody", "无人符合条件", "nobody meets the requirements")


@dataclass(frozen=True, slots=True)
class Gap:
    """Team-days that a department's people cannot fill: a minimum cut of the flow seat -> inspector-day -> inspector.

    The seats of `teams` (on `days`) ask for `required` places; `people`, everybody who may take one of them, can fill
    `available` at most, given leave, one team-day a day, load limits and what else binds them.
    """

    department: str
    days: tuple[date, ...]
    people: tuple[str, ...]
    required: int
    available: int
    teams: tuple[str, ...]

    def message(self, snapshot: Snapshot) -> Message:
        """The gap in words."""
        county = snapshot.county
        return SHORT(
            department=name_department(county, self.department),
            days=self.days,
            people=name_inspectors(county, self.people) or NOBODY(),
            required=self.required,
            available=self.available,
            missing=self.required - self.available,
        )


class Shortage(AnswerIsNo):
    """The team-days cannot be filled; `gap` says which, and who is too few."""

    def __init__(self, snapshot: Snapshot, gap: Gap) -> None:
        super().__init__(gap.message(snapshot))
        self.gap = gap


def staffing_gap(snapshot: Snapshot, visits: Iterable[Visit], teams: Iterable[TeamDay]) -> Gap | None:
    """Where the seats cannot all be filled over the whole quarter, or None: the first department by code.

    All zeros of the table are in force: leave, certificates, scope, qualifications, recusals, rotation, named seats.
    """
    for department in departments(Candidates(snapshot, visits), teams):
        gap = _gap_of(department)
        if gap:
            return gap
    return None


def chance_table(snapshot: Snapshot, visits: Iterable[Visit], teams: Iterable[TeamDay]) -> tuple[Chance, ...]:
    """The table of a plan: how likely each inspector is to take each seat, in millionths.

    Raises:
        Shortage: the seats cannot all be filled.
    """
    return chances_among(snapshot, Candidates(snapshot, visits), teams)


def chances_among(snapshot: Snapshot, candidates: Candidates, teams: Iterable[TeamDay]) -> tuple[Chance, ...]:
    """The table of chances of some team-days among those who may take their seats.

    A seat's chances add up to 1,000,000; an inspector's of one day to at most that, and of the quarter to at most the
    load limit times that. Rows stand in the order of team-days (department, date, town, number), seats and
    certificate numbers; who has no chance has no row.

    Raises:
        Shortage: the seats cannot all be filled.
    """
    rows: list[Chance] = []
    for department in departments(candidates, teams):
        network = spread(department)
        if network is None:
            gap = _gap_of(department)
            assert gap is not None
            raise Shortage(snapshot, gap)
        rows += _chances(department, network)
    return tuple(rows)


def _gap_of(department: Department) -> Gap | None:
    network = Network(department, 1)
    if network.fill():
        return None
    posts, people = network.tight_part()
    competing = [department.posts[number] for number in sorted(posts)]
    required = sum(len(post.seats) for post in competing)
    return Gap(
        department.code,
        tuple(department.days[day] for day in sorted({post.day for post in competing})),
        tuple(department.people[person].certificate for person in sorted(people)),
        required,
        required - sum(network.lacking[number] for number in posts),
        tuple(dict.fromkeys(team for post in competing for team, _ in post.seats)),
    )


def _chances(department: Department, network: Network) -> list[Chance]:
    """The rows of a department, seat after seat."""
    rows: dict[tuple[str, int], list[Chance]] = {seat: [] for seat in department.seats}
    for post, given in zip(department.posts, network.given, strict=True):
        there = [(*seat, rows[seat]) for seat in post.seats]
        for place, parts in zip(post.people, _split(given, len(there)), strict=True):
            certificate = department.people[place].certificate
            for (team, seat, chances), millionths in zip(there, parts, strict=True):
                if millionths:
                    chances.append(Chance(team, seat, certificate, millionths))
    return [chance for chances in rows.values() for chance in chances]


def _split(given: list[int], seats: int) -> Iterator[list[int]]:
    """Each person's part of a post, split evenly over its seats so that every seat comes out whole.

    What is left of a division goes, one millionth each, to the seats in turn, going on where the person before ended.
    """
    turn = 0
    for amount in given:
        each, left = divmod(amount, seats)
        parts = [each] * seats
        for _ in range(left):
            parts[turn] += 1
            turn = (turn + 1) % seats
        yield parts
