"""Team-days out of the board: numbered, with seats that carry the qualifications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..domain.codes import Half
from ..domain.plan import Seat, TeamDay, Visit
from .board import Board
from .seats import Team, seat_masks

HALVES = (Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY)


def dated_visits(board: Board, visits: Sequence[Visit], days: Sequence[date]) -> tuple[Visit, ...]:
    """The visits with the board's dates and half-days; all of them must be placed."""
    out = []
    for visit, slot in zip(visits, board.slots, strict=True):
        assert slot is not None
        out.append(replace(visit, date=days[slot[0]], half=HALVES[slot[1]]))
    return tuple(out)


def team_days(board: Board, visits: Sequence[Visit], days: Sequence[date]) -> tuple[TeamDay, ...]:
    """All team-days, by date, department, town and number."""
    found = []
    for department, day in board.busy_days():
        counts: dict[int, int] = {}
        for team in board.teams(department, day):
            counts[team.town] = counts.get(team.town, 0) + 1
            found.append(_team_day(board, team, counts[team.town], visits, days[day]))
    return tuple(sorted(found, key=lambda team: (team.date, team.department, team.town, team.number)))


def _team_day(board: Board, team: Team, number: int, visits: Sequence[Visit], day: date) -> TeamDay:
    crew = board.problem.crews[team.department]
    seats = []
    for place, (qualifications, mask) in enumerate(seat_masks(crew.qualified, team), 1):
        is_named = bool(team.named & mask) and mask.bit_count() == 1
        named = crew.people[mask.bit_length() - 1] if is_named else ""
        seats.append(Seat(place, () if named else qualifications, named))
    name = [visits[job].number if job >= 0 else "" for job in (team.morning, team.afternoon)]
    return TeamDay(day, crew.code, board.problem.towns[team.town], number, tuple(seats), *name)
