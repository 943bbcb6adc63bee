"""What was approved against what was done: a line for each visit, and the figures of a quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from ..domain.codes import Half
from ..domain.messages import Wording
from ..domain.outcomes import Finding, Outcome, Rating
from ..domain.plan import Visit
from ..domain.quarters import Quarter
from ..rules.annual_cap import visit_counts
from ..rules.joint_visit import departments_at, lead_department
from ..rules.naming import name_department
from ..store import CountyFile
from . import state
from .recording import complaints, publication_due
from .state import QuarterState, Stage

SOON = timedelta(7)
"""How long before its day something is due soon."""
ACT = Wording("progress.act", "查看执行情况", "look at what was done")


class Standing(Enum):
    """Where a visit, or something that follows from it, stands on a day."""

    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_DONE = "not_done"


VISIT_STANDINGS = {
    Standing.AHEAD: Wording("standing.ahead", "未到期", "ahead"),
    Standing.SOON: Wording("standing.soon", "七日内", "within a week"),
    Standing.OVERDUE: Wording("standing.overdue", "逾期未登记", "past, not recorded"),
    Standing.DONE: Wording("standing.done", "已实施", "made"),
    Standing.NOT_DONE: Wording("standing.not_done", "未实施", "not made"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is to be done by a day (公示, 答复, 整改), and the day on which it was."""

    by: date
    met: date | None = None

    def standing(self, today: date) -> Standing:
        """Where it stands; once met it is done, late or not."""
        return Standing.DONE if self.met else _standing(self.by, today)

    @property
    def late(self) -> bool:
        """Whether it was met after its day."""
        return self.met is not None and self.met > self.by


@dataclass(frozen=True)
class VisitLine:
    """One approved visit and what came of it."""

    visit: Visit
    enterprise: str
    name: str
    town: str
    departments: tuple[str, ...]
    counts: bool
    standing: Standing
    outcome: Outcome | None = None
    publication: Duty | None = None
    answer: Duty | None = None
    settlement: Duty | None = None

    @property
    def number(self) -> str:
        return self.visit.number

    @property
    def planned(self) -> date:
        assert self.visit.date is not None
        return self.visit.date

    @property
    def half(self) -> Half | None:
        return self.visit.half

    @property
    def moved(self) -> bool:
        """Whether it was made on another day than the approved one."""
        return self.outcome is not None and self.outcome.on not in (None, self.planned)

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in (self.publication, self.answer, self.settlement) if duty)


@dataclass(frozen=True)
class Figures:
    """A quarter's plan measured: what was approved, and what was done of it (rule 9, 参照).

    `made` counts all visits made, `moved` those of them that were made on another day than the approved one.
    """

    approved: int
    made: int
    moved: int
    not_made: int
    overdue: int
    soon: int
    to_publish: int
    publish_overdue: int
    published: int
    to_answer: int
    answer_overdue: int
    answered: int
    to_settle: int
    settle_overdue: int
    first_minor: int
    changes: int
    findings: dict[Finding, int] = field(default_factory=dict)
    ratings: dict[Rating, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Visits of which nothing is on record yet."""
        return self.approved - self.made - self.not_made

    @property
    def as_approved(self) -> int:
        """Visits made on the approved day."""
        return self.made - self.moved


@dataclass(frozen=True)
class Progress:
    """A quarter's figures on a day, and the lines behind them."""

    quarter: str
    today: date
    figures: Figures
    lines: tuple[VisitLine, ...]


def progress(file: CountyFile, quarter: Quarter | None, *, today: date | None = None) -> Progress:
    """How far an approved plan has come.

    Raises:
        Refusal: the plan is not approved.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.APPROVED)
    return measure(before, today or date.today())


def measure(quarter: QuarterState, today: date) -> Progress:
    """The lines and figures of an approved quarter on a day."""
    lines = visit_lines(quarter, today)
    return Progress(str(quarter.quarter), today, figures(quarter, lines, today), lines)


def visit_lines(quarter: QuarterState, today: date) -> tuple[VisitLine, ...]:
    """The approved visits in the order of their dates."""
    halves = list(Half)
    visits = sorted(
        quarter.current.visits,
        key=lambda visit: (visit.date or date.max, halves.index(visit.half) if visit.half else 9, visit.number),
    )
    return tuple(_line(quarter, visit, today) for visit in visits)


def figures(quarter: QuarterState, lines: Iterable[VisitLine], today: date) -> Figures:
    """Count the lines."""
    lines = tuple(lines)
    outcomes = [line.outcome for line in lines if line.outcome]
    standings = Counter(line.standing for line in lines)
    publications = [line.publication for line in lines if line.publication]
    answers = [line.answer for line in lines if line.answer]
    settlements = [line.settlement for line in lines if line.settlement]
    findings = Counter(outcome.finding for outcome in outcomes if outcome.finding)
    ratings = Counter(outcome.rating for outcome in outcomes if outcome.rating)
    return Figures(
        approved=len(lines),
        made=standings[Standing.DONE],
        moved=sum(line.moved for line in lines),
        not_made=standings[Standing.NOT_DONE],
        overdue=standings[Standing.OVERDUE],
        soon=standings[Standing.SOON],
        to_publish=_open(publications),
        publish_overdue=_overdue(publications, today),
        published=sum(duty.met is not None for duty in publications),
        to_answer=_open(answers),
        answer_overdue=_overdue(answers, today),
        answered=sum(duty.met is not None for duty in answers),
        to_settle=_open(settlements),
        settle_overdue=_overdue(settlements, today),
        first_minor=sum(outcome.first_minor for outcome in outcomes),
        changes=len(quarter.current.changes),
        findings={each: findings[each] for each in Finding if findings[each]},
        ratings={each: ratings[each] for each in Rating if ratings[each]},
    )


def _line(quarter: QuarterState, visit: Visit, today: date) -> VisitLine:
    snapshot, outcome = quarter.in_force, quarter.done.get(visit.number)
    county = snapshot.county
    enterprise = county.enterprise[visit.enterprise]
    lead = lead_department(county, visit)
    departments = sorted(departments_at(county, visit), key=lambda code: (code != lead, code))
    cases = complaints(snapshot, visit)
    published = publication_due(snapshot, outcome.on) if outcome and outcome.on else None
    return VisitLine(
        visit,
        enterprise.code,
        enterprise.name,
        enterprise.town,
        tuple(name_department(county, code) for code in departments),
        visit_counts(county, visit),
        _visit_standing(visit, outcome, today),
        outcome,
        Duty(published, outcome.published) if outcome and published else None,
        Duty(cases[0].deadline, outcome.answered if outcome else None) if cases else None,
        Duty(outcome.settle_by, outcome.settled) if outcome and outcome.settle_by else None,
    )


def _visit_standing(visit: Visit, outcome: Outcome | None, today: date) -> Standing:
    if outcome is not None:
        return Standing.DONE if outcome.on else Standing.NOT_DONE
    return _standing(visit.date or date.max, today)


def _standing(due: date, today: date) -> Standing:
    if due < today:
        return Standing.OVERDUE
    return Standing.SOON if due - today <= SOON else Standing.AHEAD


def _open(duties: Iterable[Duty]) -> int:
    return sum(duty.met is None for duty in duties)


def _overdue(duties: Iterable[Duty], today: date) -> int:
    return sum(duty.standing(today) is Standing.OVERDUE for duty in duties)
