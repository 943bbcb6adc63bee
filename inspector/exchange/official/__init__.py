"""The official sheets: each a pure function from frozen lists, plan and office to a table."""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.amendments import amended
from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...draw.targets import draw_targets
from ..office import Office
from . import data, fairness, form, inspector_draw, journal, ledger, meetings, off_site, target_draw, teams, visits
from .table import Column, Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of an official sheet before it is read: its name and its fixed first columns.

    A sheet without columns has no header row: the form, and the data sheets.
    """

    name: str
    columns: tuple[Column, ...] = ()

    @property
    def headed(self) -> bool:
        return bool(self.columns)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)

    @property
    def unsealed(self) -> frozenset[int]:
        """Positions (from 0) of the columns that anybody may edit."""
        return frozenset(at for at, column in enumerate(self.columns) if not column.sealed)


SHEETS = (
    Sheet(form.NAME),
    Sheet(visits.NAME, visits.COLUMNS),
    Sheet(off_site.NAME, off_site.COLUMNS),
    Sheet(teams.NAME, teams.COLUMNS),
    Sheet(meetings.NAME, meetings.COLUMNS),
    Sheet(ledger.NAME, ledger.COLUMNS),
    Sheet(target_draw.NAME, target_draw.COLUMNS),
    Sheet(inspector_draw.NAME, inspector_draw.COLUMNS),
    Sheet(fairness.NAME, fairness.COLUMNS),
    Sheet(data.FROZEN),
    Sheet(data.PARAMETERS),
    Sheet(journal.CHANGES, journal.CHANGE_COLUMNS),
    Sheet(journal.LOG, journal.LOG_COLUMNS),
)
"""Every official sheet in the order of the workbook; the seals follow on a sheet of their own."""
NAMES = tuple(sheet.name for sheet in SHEETS)


def official_tables(snapshot: Snapshot, plan: Plan, office: Office) -> tuple[Table, ...]:
    """All official sheets, in the order of `SHEETS`.

    Raises:
        ValueError: the plan's enterprises were never drawn, so there is nothing official to show.
    """
    dice = plan.dice(1)
    if dice is None:
        raise ValueError("no draw of enterprises")
    targets = draw_targets(snapshot, dice)
    now = amended(snapshot, plan)
    return (
        form.table(now, plan, office, targets),
        visits.table(now, plan),
        off_site.table(now, plan),
        teams.table(now, plan),
        meetings.table(now, plan),
        ledger.table(now, plan),
        target_draw.table(snapshot, targets),
        inspector_draw.table(snapshot.county, plan),
        fairness.table(now, plan, targets),
        data.frozen(snapshot),
        data.parameters(plan, office),
        journal.changes(plan),
        journal.log(office),
    )
