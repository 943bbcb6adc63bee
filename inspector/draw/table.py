"""The table that freeze 2 fixes, as rows, and H1, its hash, which covers H0."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.plan import Chance, TeamDay, Visit
from ..domain.records import Row, team_rows, visit_rows
from .canonical import digest
from .staffing import team_order


def table_rows(h0: str, visits: Iterable[Visit], teams: Iterable[TeamDay], chances: Iterable[Chance]) -> list[Row]:
    """The rows that H1 is the hash of, whatever order the parts come in.

    H0; visits by number, each followed by its items; team-days by department, date, town and number, each followed by
    its seats; chances in the same order of team-days, then by seat and certificate number.
    """
    in_order = sorted(teams, key=team_order)
    place = {team.name: number for number, team in enumerate(in_order)}
    rows: list[Row] = [("H0", h0)]
    for visit in sorted(visits, key=lambda visit: visit.number):
        rows += visit_rows(visit)
    for team in in_order:
        rows += team_rows(team)
    for one in sorted(chances, key=lambda one: (place.get(one.team, len(place)), one.team, one.seat, one.certificate)):
        rows.append(("概率", one.team, str(one.seat), one.certificate, str(one.millionths)))
    return rows


def h1(h0: str, visits: Iterable[Visit], teams: Iterable[TeamDay], chances: Iterable[Chance]) -> str:
    """H1: SHA-256 of the table's rows."""
    return digest(table_rows(h0, visits, teams, chances))
