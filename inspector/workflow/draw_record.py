"""What a draw is made from and what came of it, as people look at it: strata, reasons, tickets in order, seats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..domain.amendments import amended
from ..domain.messages import Message
from ..domain.plan import MILLION, TeamDay
from ..draw.frame import Result, build_frame
from ..draw.groups import draw_groups
from ..draw.targets import draw_targets
from ..rules.naming import name_department
from .state import QuarterState

LISTED = 2000
"""The most tickets that a record for the eye holds; the workbook holds all."""


@dataclass(frozen=True, slots=True)
class StratumRow:
    """One stratum of one task: those in scope (抽查基数), due, eligible, and the chance of each that is eligible."""

    group: int
    task: str
    name: str
    stratum: str
    in_scope: int
    due: int
    eligible: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Why enterprises in scope cannot be drawn, and how many; `reason` is that of one of them, as an example."""

    task: str
    reason: Message
    enterprises: int


@dataclass(frozen=True, slots=True)
class TicketRow:
    """An enterprise in the order of its ticket, and the tasks that drew it."""

    group: int
    rank: int
    ticket: str
    enterprise: str
    name: str
    town: str
    stratum: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a team-day: who may take it with which chance, and who does."""

    day: date
    department: str
    town: str
    team: str
    number: int
    seat: int
    enterprises: tuple[str, ...]
    chances: tuple[tuple[str, str, int], ...]
    """Certificate, name, millionths; the likeliest first."""
    drawn: str
    """The name of who was drawn; blank before the dice."""


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One inspector's team-days: as likely before the dice, as drawn, and the limit."""

    department: str
    certificate: str
    name: str
    expected: Fraction
    drawn: int | None
    limit: int | None


def strata(now: QuarterState) -> tuple[StratumRow, ...]:
    """All strata of the frozen quarter, with exact chances."""
    snapshot = now.frozen
    frame = build_frame(snapshot, draw_groups(snapshot))
    rows = []
    for task in frame.tasks.values():
        for stratum in task.strata:
            eligible = len(stratum.eligible)
            chance = Fraction(stratum.drawn, eligible) if eligible else Fraction(0)
            name = snapshot.county.task[task.task].name
            rows.append(
                StratumRow(task.group, task.task, name, stratum.name, stratum.in_scope, stratum.due, eligible, chance)
            )
    return tuple(rows)


def reasons(now: QuarterState) -> tuple[ReasonRow, ...]:
    """Why enterprises in scope cannot be drawn, the most frequent first."""
    snapshot = now.frozen
    frame = build_frame(snapshot, draw_groups(snapshot))
    count: Counter[tuple[str, str]] = Counter()
    told: dict[tuple[str, str], Message] = {}
    for verdicts in frame.verdicts.values():
        for found in verdicts.values():
            for verdict in found:
                if verdict.result is Result.NONE and verdict.reason is not None:
                    for task in verdict.tasks:
                        key = task, verdict.reason.code
                        count[key] += 1
                        told.setdefault(key, verdict.reason)
    return tuple(ReasonRow(key[0], told[key], number) for key, number in count.most_common())


def tickets(now: QuarterState) -> tuple[TicketRow, ...]:
    """Who could be drawn, in the order of tickets: all that were drawn, and of the others as many as can be read."""
    dice = now.current.dice(1)
    if dice is None:
        return ()
    snapshot = now.frozen
    targets = draw_targets(snapshot, dice)
    drawn: dict[tuple[int, str], list[str]] = {}
    group_of = {task: group.number for group in targets.groups for task in group.tasks}
    for one in targets.selections:
        drawn.setdefault((group_of[one.task], one.enterprise), []).append(one.task)
    rows: list[TicketRow] = []
    for row in targets.record_rows(snapshot):
        if not row.ticket:
            continue
        tasks = tuple(drawn.get((row.group, row.enterprise), ()))
        if tasks or len(rows) < LISTED:
            found = snapshot.county.enterprise[row.enterprise]
            rows.append(
                TicketRow(row.group, row.rank, row.ticket, found.code, found.name, found.town, row.stratum, tasks)
            )
    return tuple(rows)


def seats(now: QuarterState) -> tuple[SeatRow, ...]:
    """The seats of all team-days in order of time, with the table of chances."""
    plan = now.current
    county = amended(now.frozen, plan).county
    chances: dict[tuple[str, int], list[tuple[str, str, int]]] = {}
    for one in plan.chances:
        name = county.inspector[one.certificate].name
        chances.setdefault((one.team, one.seat), []).append((one.certificate, name, one.millionths))
    posted = {(one.team, one.seat): one.certificate for one in plan.postings}
    rows = []
    for team in sorted(plan.teams, key=_order):
        there = tuple(county.enterprise[plan.visit[number].enterprise].name for number in team.visits)
        for seat in team.seats:
            key = team.name, seat.number
            certificate = posted.get(key, "")
            rows.append(
                SeatRow(
                    team.date,
                    name_department(county, team.department),
                    team.town,
                    team.name,
                    team.number,
                    seat.number,
                    there,
                    tuple(sorted(chances.get(key, ()), key=lambda one: (-one[2], one[0]))),
                    county.inspector[certificate].name if certificate else "",
                )
            )
    return tuple(rows)


def _order(team: TeamDay) -> tuple[date, str, str, int]:
    return team.date, team.department, team.town, team.number


def loads(now: QuarterState) -> tuple[LoadRow, ...]:
    """Every inspector who may be sent: team-days expected and, once the dice have fallen, drawn."""
    plan = now.current
    county = amended(now.frozen, plan).county
    expected: Counter[str] = Counter()
    for one in plan.chances:
        expected[one.certificate] += one.millionths
    drawn = Counter(one.certificate for one in plan.postings)
    return tuple(
        LoadRow(
            name_department(county, person.department),
            person.certificate,
            person.name,
            Fraction(expected[person.certificate], MILLION),
            drawn[person.certificate] if plan.postings else None,
            person.load_limit,
        )
        for person in sorted(county.inspectors, key=lambda one: (one.department, one.certificate))
        if expected[person.certificate] or drawn[person.certificate]
    )
