"""What came of a draw, as people look at it: tickets in order, task by task, seats, loads; and all freezes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from heapq import nsmallest
from itertools import combinations

from ..domain.amendments import amended
from ..domain.county import Snapshot
from ..domain.plan import MILLION, Plan, TeamDay
from ..draw.targets import draw_targets
from ..rules.naming import name_department
from .state import QuarterState

LISTED = 2000
"""The most tickets that a record for the eye holds; the workbook holds all."""


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
class CallRow:
    """An enterprise as it is called out: stratum after stratum of each task, by ticket, and where the cut falls.

    `place` counts within the stratum; who stands just behind the last that is drawn is called too, as not drawn.
    """

    task: str
    task_name: str
    stratum: str
    due: int
    eligible: int
    place: int
    ticket: str
    enterprise: str
    name: str
    town: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class FreezeRow:
    """A freeze on record: its number, H0, when and by whom; if it was withdrawn, by whom, when and why."""

    number: int
    h0: str
    at: str
    operator: str
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    reason: str = ""


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
    chance: int = 0
    """The chance of who was drawn, in millionths."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two inspectors who are in a team-day together, and how often."""

    department: str
    one: str
    other: str
    times: int


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One inspector's team-days: as likely before the dice, as drawn, and the limit."""

    department: str
    certificate: str
    name: str
    expected: Fraction
    drawn: int | None
    limit: int | None


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


def calls(now: QuarterState) -> tuple[CallRow, ...]:
    """The draw in force as it is called out in public, in the order of groups, tasks, strata and tickets."""
    dice = now.current.dice(1)
    if dice is None:
        return ()
    county = now.frozen.county
    targets = draw_targets(now.frozen, dice)
    rows = []
    for group, frame in zip(targets.groups, targets.frames, strict=True):
        tickets = targets.tickets[group.number]
        for task in frame.tasks.values():
            for stratum in task.strata:
                called = nsmallest(stratum.drawn + 1, stratum.eligible, key=tickets.__getitem__) if stratum.due else ()
                for place, code in enumerate(called, 1):
                    found = county.enterprise[code]
                    rows.append(
                        CallRow(
                            task.task,
                            county.task[task.task].name,
                            stratum.name,
                            stratum.due,
                            len(stratum.eligible),
                            place,
                            tickets[code],
                            code,
                            found.name,
                            found.town,
                            place <= stratum.drawn,
                        )
                    )
    return tuple(rows)


def freezes(now: QuarterState) -> tuple[FreezeRow, ...]:
    """Every freeze of the quarter, also those that were withdrawn, in order."""
    rows: list[FreezeRow] = []
    for record in now.log:
        if record.kind == "freeze":
            # the body is the frozen rows' text, which is what H0 is the hash of
            h0 = hashlib.sha256(record.body.encode()).hexdigest()
            rows.append(FreezeRow(len(rows) + 1, h0, record.at, record.operator))
        elif record.kind == "withdraw" and rows:
            said = json.loads(record.body)
            rows[-1] = replace(rows[-1], withdrawn_at=record.at, withdrawn_by=said["by"], reason=said["reason"])
    return tuple(rows)


def seats(now: QuarterState) -> tuple[SeatRow, ...]:
    """The seats of all team-days in order of time, with the table of chances."""
    return _seats(now.frozen, now.current)


def vacant_seats(now: QuarterState) -> tuple[SeatRow, ...]:
    """The seats that the waiting change order leaves to its dice, with their table of chances; none if none waits."""
    if now.pending is None:
        return ()
    after = now.pending.orders[-1].after
    held = {(one.team, one.seat) for one in after.postings}
    vacant = {(one.team, one.seat) for one in after.chances} - held
    return tuple(row for row in _seats(now.frozen, now.pending) if (row.team, row.seat) in vacant)


def _seats(frozen: Snapshot, plan: Plan) -> tuple[SeatRow, ...]:
    county = amended(frozen, plan).county
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
            there_may = sorted(chances.get(key, ()), key=lambda one: (-one[2], one[0]))
            rows.append(
                SeatRow(
                    team.date,
                    name_department(county, team.department),
                    team.town,
                    team.name,
                    team.number,
                    seat.number,
                    there,
                    tuple(there_may),
                    county.inspector[certificate].name if certificate else "",
                    next((part for code, _, part in there_may if code == certificate), 0),
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


def pairs(now: QuarterState) -> tuple[PairRow, ...]:
    """Who goes out with whom, the most frequent first."""
    plan = now.current
    county = amended(now.frozen, plan).county
    crews: dict[str, list[str]] = {}
    for one in plan.postings:
        crews.setdefault(one.team, []).append(one.certificate)
    met = Counter(pair for crew in crews.values() for pair in combinations(sorted(crew), 2))
    people = county.inspector
    return tuple(
        PairRow(name_department(county, people[one].department), people[one].name, people[other].name, times)
        for (one, other), times in sorted(met.items(), key=lambda item: (-item[1], item[0]))
    )
