"""The official forms as plain tables for print: the same rows as the workbook's, with what stands on every page."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.quarters import Quarter
from ..draw.fingerprint import plan_fingerprint
from ..draw.orders import undone
from ..exchange.office import DRAFT
from ..exchange.official import (
    change_orders,
    draw_forms,
    form,
    ledger,
    meetings,
    off_site,
    official_tables,
    teams,
    visits,
)
from ..exchange.official.table import Line, Look, Table, canonical
from ..exchange.official.words import in_fours
from ..store import CountyFile
from . import state
from .exporting import ACT, office
from .state import QuarterState, Stage

__all__ = [
    "CHANGE_ORDER",
    "NAMES",
    "Line",
    "Look",
    "Paper",
    "Table",
    "canonical",
    "draw_papers",
    "papers",
    "read_papers",
    "witness_papers",
]

NAMES = (form.NAME, visits.NAME, teams.NAME, off_site.NAME, meetings.NAME, ledger.NAME)
"""The sheets that are printed, in the order in which they are bound."""

CHANGE_ORDER = change_orders.NAME
"""How the names of the forms of change orders begin."""


@dataclass(frozen=True)
class Paper:
    """One form: its table, and what every page of it says besides.

    `title` names county, quarter and plan; `note` the approval's document, or nothing; `draft` is 送审稿 or nothing;
    `mark` is the plan's fingerprint in groups of four, or what else `mark_name` says.
    """

    table: Table
    title: str
    note: str
    draft: str
    mark: str
    mark_name: str = "计划指纹"

    @property
    def name(self) -> str:
        return self.table.name


def read_papers(file: CountyFile, quarter: Quarter | None) -> tuple[Paper, ...]:
    """The forms of a quarter.

    Raises:
        Refusal: there is no plan to print yet.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)
    return papers(before)


def draw_papers(quarter: QuarterState, stage: int) -> tuple[Paper, ...]:
    """The record of the draw in force of a stage: the form to be signed, and who was drawn.

    Raises:
        ValueError: the stage was not drawn yet.
    """
    plan, snapshot = undone(quarter.current), quarter.frozen
    frozen = plan.h0 if stage == 1 else plan.h1
    tables = draw_forms.tables(snapshot, plan, stage)
    return tuple(Paper(table, form.title(snapshot), "", "", in_fours(frozen), f"H{stage - 1}") for table in tables)


def witness_papers(quarter: QuarterState, stage: int) -> tuple[Paper, ...]:
    """What witnesses take home before the dice of a stage (3: those of the change order that waits)."""
    snapshot = quarter.frozen
    if stage == 3:
        assert quarter.pending is not None
        order = quarter.pending.orders[-1]
        lock, frozen = f"调整单锁定（第 {order.number} 号）", order.frozen
    else:
        lock, frozen = draw_forms.LOCKS[stage], quarter.h0 if stage == 1 else quarter.current.h1
    return (
        Paper(
            draw_forms.slip(snapshot, lock, frozen),
            form.title(snapshot),
            "",
            "",
            in_fours(frozen),
            lock.partition("（")[0],
        ),
    )


def papers(quarter: QuarterState) -> tuple[Paper, ...]:
    """The forms of a staffed plan that have anything in them; the approval form always."""
    snapshot, plan = quarter.frozen, quarter.current
    tables = {table.name: table for table in official_tables(snapshot, plan, office(quarter))}
    chosen = [tables[name] for name in NAMES]
    chosen += change_orders.tables(snapshot, plan)
    official = quarter.stage is Stage.APPROVED
    note = f"批准文号：{quarter.approval.document}" if quarter.approval else ""
    mark = in_fours(plan_fingerprint(plan, quarter.approval))
    title = form.title(snapshot)
    return tuple(
        Paper(table, title, note, "" if official else DRAFT, mark)
        for table in chosen
        if not table.headed or len(table.lines) > 1
    )
