"""A quarter's plan: who was drawn, when they are visited, by whom, and how that came about.

A plan is plain frozen data that can be written down and read back; every part refers to the lists by
code. It grows in stages (drawn, scheduled, staffed); parts of later stages are empty until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .codes import Half
from .quarters import Period

MILLION = 1_000_000
"""Chances are whole millionths."""


@dataclass(frozen=True, slots=True)
class DiceRecord:
    """One numbered draw: the dice, who saw them, and under what frozen hash they fell.

    `stage` is 1 for enterprises, 2 for inspectors. `number` counts the draws of the quarter's stage
    from 1. `frozen` is H0 or H1. `reason` and `approver` are given for every draw after the first.
    `together`: both dice were entered at once (两次号码同时录入). Without witnesses it is 未见证.
    """

    stage: int
    number: int
    digits: str
    frozen: str
    witnesses: tuple[str, ...] = ()
    at: str = ""
    operator: str = ""
    program: str = ""
    reason: str = ""
    approver: str = ""
    together: bool = False

    @property
    def seed(self) -> str:
        """The seed of draw-protocol.md: digits and frozen hash, joined by a bar."""
        return f"{self.digits}|{self.frozen}"


@dataclass(frozen=True, slots=True)
class DrawGroup:
    """抽取批次: tasks whose windows all share at least five workdays, drawn with the same tickets."""

    number: int
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """An enterprise drawn for a task, with the items to be checked there (counted items left out where
    the yearly check is used up)."""

    task: str
    enterprise: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemUse:
    """An item checked at a visit and the tasks and cases that ask for it."""

    item: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """入企检查: one enterprise, one date and half-day, the items of every department that drew it.

    `number` (V0001 …) identifies it within the plan. `date` and `half` are None until scheduled.
    """

    number: str
    enterprise: str
    items: tuple[ItemUse, ...]
    half_days: int = 1
    date: date | None = None
    half: Half | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Tasks and cases served, each once, in the order of the items."""
        return tuple(dict.fromkeys(source for use in self.items for source in use.sources))


@dataclass(frozen=True, slots=True)
class OffSiteDuty:
    """非现场检查任务: an item settled from documents or data; no visit, no cap."""

    enterprise: str
    department: str
    items: tuple[str, ...]
    task: str
    window: Period


@dataclass(frozen=True, slots=True)
class Deferral:
    """Items that go to the next quarter's list because their joint visit has no common date, on record."""

    task: str
    enterprise: str
    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """组内岗位 of a team-day: the qualifications it asks for, or the inspector a case names for it."""

    number: int
    qualifications: tuple[str, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True)
class TeamDay:
    """检查组: two or more inspectors of one department in one town on one day.

    `number` counts the department's teams in that town on that day from 1. `morning` and `afternoon`
    are visit numbers or ""; a whole-day visit stands in both.
    """

    date: date
    department: str
    town: str
    number: int
    seats: tuple[Seat, ...]
    morning: str = ""
    afternoon: str = ""

    @property
    def name(self) -> str:
        """The team-day's name in records: date/department/town/number."""
        return f"{self.date}/{self.department}/{self.town}/{self.number}"

    @property
    def visits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(visit for visit in (self.morning, self.afternoon) if visit))


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely one inspector is to take one seat of one team-day, in millionths (1 … 1,000,000)."""

    team: str
    seat: int
    certificate: str
    millionths: int


@dataclass(frozen=True, slots=True)
class Posting:
    """派员: the inspector drawn for a seat of a team-day."""

    team: str
    seat: int
    certificate: str


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or research visit with its date and guests. `due` is how many were asked for."""

    meeting: str
    date: date
    guests: tuple[str, ...]
    due: int


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a 计划调整审批单: what was so, what is so now, why, and who approved it."""

    number: int
    kind: str
    subject: str
    before: str
    after: str
    reason: str
    basis: str
    by: str
    document: str
    date: date


@dataclass(frozen=True)
class ChangeOrder:
    """计划调整审批单: one approved change of an approved plan, in force from `since` on.

    `facts` are rows of lists and calendar as they stand since then (a leave, a closure, a case, a holiday notice).
    `before` and `after` are the parts of the plan that the order took away and put in their place, as a plan of
    nothing else, so that every earlier state can be had back. `frozen` is the hash that the order's dice fell on;
    it covers `after` and the chances of everybody who could be drawn.
    """

    number: int
    since: date
    frozen: str
    facts: tuple[tuple[str, ...], ...]
    before: Plan
    after: Plan


@dataclass(frozen=True, slots=True)
class SolveReport:
    """What the planner did: team-days used, the proven lower bound, and the solver's name and version."""

    team_days: int
    bound: int
    solver: str
    effort: str


@dataclass(frozen=True)
class Plan:
    """季度计划, as far as it has come."""

    quarter: str
    h0: str
    groups: tuple[DrawGroup, ...] = ()
    selections: tuple[Selection, ...] = ()
    draws: tuple[DiceRecord, ...] = ()
    visits: tuple[Visit, ...] = ()
    off_site: tuple[OffSiteDuty, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    events: tuple[Event, ...] = ()
    teams: tuple[TeamDay, ...] = ()
    chances: tuple[Chance, ...] = ()
    h1: str = ""
    postings: tuple[Posting, ...] = ()
    report: SolveReport | None = None
    changes: tuple[Change, ...] = ()
    orders: tuple[ChangeOrder, ...] = ()

    @cached_property
    def visit(self) -> dict[str, Visit]:
        return {visit.number: visit for visit in self.visits}

    @cached_property
    def crews(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Certificate numbers by visit number and department code: who goes there."""
        members: dict[str, list[str]] = {}
        for posting in self.postings:
            members.setdefault(posting.team, []).append(posting.certificate)
        return {
            (visit, team.department): tuple(members.get(team.name, ())) for team in self.teams for visit in team.visits
        }

    def dice(self, stage: int) -> DiceRecord | None:
        """The draw in force of a stage: the last one made under the hash that this plan rests on."""
        frozen = self.h0 if stage == 1 else self.h1
        found = [draw for draw in self.draws if draw.stage == stage and draw.frozen == frozen]
        return found[-1] if found else None
