"""One enterprise's year: what was done there, what is planned, what its caps leave, and its chances in the draw.

The book of a county is made once from a county file and answers for any enterprise and year without the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property

from ..domain.amendments import amended
from ..domain.codes import EnterpriseStatus, MonthBasis, YearBasis
from ..domain.county import County, Enterprise, Snapshot, Task
from ..domain.messages import Message, Wording
from ..domain.plan import Plan
from ..domain.quarters import Period, Quarter
from ..draw.frame import Frame, Result, build_frame
from ..draw.groups import draw_groups
from ..rules.annual_cap import same_year, visit_counts
from ..rules.joint_visit import departments_at
from ..rules.meeting_cap import ROLLING_DAYS, meeting_counts
from ..rules.naming import name_department
from ..store import CountyFile
from . import state
from .freezing import take_snapshot
from .list_words import TERMS
from .overview import Overview
from .recording import carried_out
from .state import QuarterState, Stage

CHECK_BY = Wording("year.check_by", "检查：{departments}", "check by {departments}")
COUNTS = Wording("year.counts", "计入年度次数", "counts towards the yearly cap")
NOT_ON_SITE = Wording("year.not_on_site", "非现场，不计入", "off site, does not count")
EXEMPT_AS = Wording("year.exempt_as", "不计入（{basis}）", "exempt ({basis})")
EXEMPT = Wording("year.exempt", "不计入年度次数", "exempt from the yearly cap")
MEETING_AT = Wording("year.meeting_at", "参加{kind}", "{kind}")
COUNTS_MONTH = Wording("year.counts_month", "计入当月次数", "counts towards the monthly cap")
PLANNED_CHECK = Wording("year.planned_check", "入企检查 {visit}：{departments}", "visit {visit}: {departments}")
MARK = Wording("year.mark", "{day}　{what}，{counts}", "{day}: {what}, {counts}")
MARK_PLANNED = Wording("year.mark_planned", "{day}　{what}，{counts}（{stage}）", "{day}: {what}, {counts} ({stage})")
STAGE_APPROVED = Wording("year.approved", "{quarter} 已批准", "{quarter} approved")
STAGE_DRAFT = Wording("year.draft", "{quarter} 草案", "{quarter} draft")
YEAR_FREE = Wording(
    "year.free", "{year} 年还可以安排 1 次计入次数的检查", "{year}: one counted check may still take place"
)
YEAR_USED = Wording("year.used", "{year} 年的 1 次已用完：{what}", "{year}: the one counted check is used: {what}")
YEAR_PLANNED = Wording(
    "year.planned", "{year} 年的 1 次已列入计划：{what}", "{year}: the one counted check is planned: {what}"
)
YEAR_OVER = Wording(
    "year.over",
    "{year} 年已有 {count} 次计入次数的检查，超过 1 次：{what}",
    "{year}: {count} counted checks, more than the one allowed: {what}",
)
ROLLING = Wording(
    "year.rolling",
    "按滚动 12 个月计算：上次计入次数的检查之后满 12 个月（{until}）才能再查",
    "Rolling 12 months: no other counted check before {until}",
)
MONTHS_USED = Wording(
    "year.months_used",
    "会议调研已占 {months}；其余月份各 1 次",
    "Meetings: {months} used; one left in every other month",
)
MONTHS_FREE = Wording("year.months_free", "会议调研每月 1 次，都还没有用", "Meetings: one in each month, none used")
MONTH = Wording("year.month", "{month} 月", "month {month}")
THIRTY_DAYS = Wording(
    "year.thirty_days",
    "会议调研按滚动 30 天计算：{until} 之后可以再请",
    "Meetings, rolling 30 days: may be asked again after {until}",
)
NOT_ACTIVE = Wording("year.not_active", "登记状态为{status}，不能检查", "status {status}: cannot be visited")


class MarkKind(Enum):
    """What a mark on the year stands for."""

    CHECK = "check"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Mark:
    """One day on which something was or is to be: what, whether it uses a cap, and the plan that says so.

    `planned` is what no record says was done, `draft` what no approved plan says. `stage` is None for history.
    """

    kind: MarkKind
    day: date
    counted: bool
    what: Message | str
    counts: Message
    stage: Message | None = None
    planned: bool = False
    draft: bool = False

    @property
    def words(self) -> Message:
        """All of it in a line."""
        if self.stage is None:
            return MARK(day=self.day, what=self.what, counts=self.counts)
        return MARK_PLANNED(day=self.day, what=self.what, counts=self.counts, stage=self.stage)


@dataclass(frozen=True, slots=True)
class TaskChance:
    """A task of the quarter that has the enterprise in scope: its exact chance, or why it has none.

    `chance` is None where `reason` says why the enterprise cannot be drawn. `partly` says why some items are left out.
    `drawn` is None before the dice.
    """

    task: str
    name: str
    chance: Fraction | None
    eligible: int
    due: int
    reason: Message | None = None
    partly: Message | None = None
    drawn: bool | None = None


@dataclass(frozen=True, slots=True)
class RecusedPerson:
    """An inspector who never goes there."""

    certificate: str
    name: str
    department: str
    reason: str


@dataclass(frozen=True)
class EnterpriseYear:
    """All that is known of one enterprise in one year; `caps` are sentences on what its caps leave."""

    enterprise: Enterprise
    year: int
    quarter: Quarter
    marks: tuple[Mark, ...]
    blackouts: tuple[Period, ...]
    caps: tuple[Message, ...]
    check_left: bool
    months_used: tuple[int, ...]
    tasks: tuple[TaskChance, ...]
    recused: tuple[RecusedPerson, ...]
    frozen: bool
    """Whether the chances are those of frozen lists."""


@dataclass(frozen=True)
class _Planned:
    """A plan that says what takes place, with the lists it rests on."""

    quarter: Quarter
    snapshot: Snapshot
    plan: Plan
    approved: bool
    done: frozenset[str] = frozenset()
    """Numbers of the visits that are on record as made."""

    @property
    def stage(self) -> Message:
        return (STAGE_APPROVED if self.approved else STAGE_DRAFT)(quarter=str(self.quarter))


@dataclass(frozen=True)
class YearBook:
    """The lists of a county, the quarter that is shown and the plans of its quarters.

    `snapshot` is what the quarter's draw rests on: what is frozen or, before that, the lists as they stand.
    """

    county: County
    now: QuarterState
    plans: tuple[_Planned, ...]
    snapshot: Snapshot

    @classmethod
    def load(cls, file: CountyFile, shown: Overview) -> YearBook:
        """The book of what a window shows; the approved plans of other quarters are read from the file."""
        states = [
            shown.quarter if quarter == shown.quarter.quarter else state.load(file, quarter)
            for quarter in sorted(state.opened_quarters(file))
        ]
        snapshot = shown.quarter.snapshot or take_snapshot(file, shown.quarter.quarter)
        return cls.of(shown.county, shown.quarter, states, snapshot)

    @classmethod
    def of(cls, county: County, now: QuarterState, states: Iterable[QuarterState], snapshot: Snapshot) -> YearBook:
        """The book of lists and states that are at hand; `now` is one of the states."""
        return cls(county, now, tuple(_planned(now, states)), snapshot)

    @cached_property
    def frame(self) -> Frame:
        """The frame of the quarter that is shown; before the freeze it may still change."""
        return build_frame(self.snapshot, draw_groups(self.snapshot))

    def prepare(self) -> None:
        """Work out now what takes long; answers come at once afterwards."""
        _ = self.frame, self.county.enterprise, self.county.checks_of, self.county.meetings_of

    def history(self, code: str) -> tuple[Mark, ...]:
        """All that is known of an enterprise, the latest first."""
        return self._marks(code)[::-1]

    def years(self, code: str) -> tuple[int, ...]:
        """The years in which something is known of an enterprise, and the year of the quarter that is shown."""
        return tuple(sorted({mark.day.year for mark in self._marks(code)} | {self.now.quarter.year}))

    def year_of(self, code: str, year: int) -> EnterpriseYear:
        """One enterprise's year.

        Raises:
            KeyError: no enterprise has the code.
        """
        enterprise = self.county.enterprise[code]
        every = self._marks(code)
        marks = tuple(mark for mark in every if mark.day.year == year)
        checks = [mark for mark in every if mark.kind is MarkKind.CHECK and mark.counted]
        meetings = [mark for mark in every if mark.kind is MarkKind.MEETING and mark.counted]
        caps = (
            *self._not_active(enterprise),
            *self._year_cap(checks, year),
            *self._month_cap(meetings, year),
        )
        return EnterpriseYear(
            enterprise,
            year,
            self.now.quarter,
            marks,
            tuple(period for period in enterprise.blackouts if period.start.year <= year <= period.end.year),
            caps,
            not any(mark.day.year == year for mark in checks),
            tuple(sorted({mark.day.month for mark in meetings if mark.day.year == year})),
            tuple(self._tasks(enterprise)),
            tuple(self._recused(code)),
            self.now.snapshot is not None,
        )

    def _marks(self, code: str) -> tuple[Mark, ...]:
        """Past and planned, in order of time. A past row of the day of an approved visit is that visit."""
        planned = [mark for each in self.plans for mark in _marks_of_plan(each, code)]
        known = {(mark.kind, mark.day) for mark in planned if not mark.draft}
        past = [mark for mark in self._past(code) if (mark.kind, mark.day) not in known]
        return tuple(sorted((*past, *planned), key=lambda mark: (mark.day, mark.kind.value)))

    def _past(self, code: str) -> Iterator[Mark]:
        """One mark a day and kind, whoever came that day."""
        by_day: dict[date, list] = {}
        for row in self.county.checks_of.get(code, ()):
            by_day.setdefault(row.date, []).append(row)
        for day, rows in by_day.items():
            counted = any(row.counted for row in rows)
            names = list(dict.fromkeys(name_department(self.county, row.department) for row in rows))
            first = rows[0]
            if counted:
                counts: Message = COUNTS()
            elif first.exemption is not None:
                counts = EXEMPT_AS(basis=TERMS[first.exemption])
            else:
                counts = NOT_ON_SITE()
            yield Mark(MarkKind.CHECK, day, counted, CHECK_BY(departments=names), counts)
        for past in self.county.meetings_of.get(code, ()):
            counts = EXEMPT_AS(basis=TERMS[past.exemption]) if past.exemption else COUNTS_MONTH()
            what = MEETING_AT(kind=TERMS[past.kind])
            yield Mark(MarkKind.MEETING, past.date, meeting_counts(past), what, counts)

    def _not_active(self, enterprise: Enterprise) -> Iterator[Message]:
        if enterprise.status is not EnterpriseStatus.ACTIVE:
            yield NOT_ACTIVE(status=TERMS[enterprise.status])

    def _year_cap(self, checks: Sequence[Mark], year: int) -> Iterator[Message]:
        basis = self.county.settings.year_basis
        used = [mark for mark in checks if mark.day.year == year]
        days = {mark.day for mark in used}
        if len(days) > 1 and basis is YearBasis.CALENDAR:
            yield YEAR_OVER(year=year, count=len(days), what=[mark.words for mark in used])
        elif used:
            wording = YEAR_PLANNED if used[0].planned else YEAR_USED
            yield wording(year=year, what=used[0].words)
        else:
            yield YEAR_FREE(year=year)
        if basis is YearBasis.ROLLING and checks:
            last = max(mark.day for mark in checks)
            until = _first_free(last)
            if until.year >= year:
                yield ROLLING(until=until)

    def _month_cap(self, meetings: Sequence[Mark], year: int) -> Iterator[Message]:
        if self.county.settings.month_basis is MonthBasis.ROLLING:
            if meetings:
                last = max(mark.day for mark in meetings)
                yield THIRTY_DAYS(until=date.fromordinal(last.toordinal() + ROLLING_DAYS - 1))
            else:
                yield MONTHS_FREE()
            return
        used = sorted({mark.day.month for mark in meetings if mark.day.year == year})
        if used:
            yield MONTHS_USED(months=[MONTH(month=month) for month in used])
        else:
            yield MONTHS_FREE()

    def _tasks(self, enterprise: Enterprise) -> Iterator[TaskChance]:
        """Tasks of the quarter that have the enterprise in scope, as far as the draw has come."""
        drawn: set[str] | None = None
        if self.now.plan is not None:
            drawn = {row.task for row in self.now.plan.selections if row.enterprise == enterprise.code}
        for task in self.snapshot.county.tasks:
            found = _chance(self.frame, task, enterprise.code, drawn)
            if found is not None:
                yield found

    def _recused(self, code: str) -> Iterator[RecusedPerson]:
        for row in self.county.recusals:
            if row.enterprise == code:
                person = self.county.inspector.get(row.certificate)
                yield RecusedPerson(
                    row.certificate,
                    person.name if person else row.certificate,
                    name_department(self.county, person.department) if person else "",
                    row.reason,
                )


def _planned(now: QuarterState, states: Iterable[QuarterState]) -> Iterator[_Planned]:
    for each in states:
        if each.snapshot is None or each.plan is None:
            continue
        if each.stage is Stage.APPROVED:
            plan = carried_out(each.plan, each.done)
            done = frozenset(number for number, outcome in each.done.items() if outcome.on is not None)
            yield _Planned(each.quarter, amended(each.snapshot, each.plan), plan, True, done)
        elif each.quarter == now.quarter:
            yield _Planned(each.quarter, each.snapshot, each.plan, False)


def _marks_of_plan(planned: _Planned, code: str) -> Iterator[Mark]:
    county = planned.snapshot.county
    for visit in planned.plan.visits:
        if visit.enterprise == code and visit.date is not None:
            counted = visit_counts(county, visit)
            what = PLANNED_CHECK(
                visit=visit.number,
                departments=[name_department(county, each) for each in departments_at(county, visit)],
            )
            yield Mark(
                MarkKind.CHECK,
                visit.date,
                counted,
                what,
                COUNTS() if counted else EXEMPT(),
                planned.stage,
                visit.number not in planned.done,
                not planned.approved,
            )
    for event in planned.plan.events:
        if code in event.guests:
            meeting = county.meeting[event.meeting]
            counts = EXEMPT_AS(basis=TERMS[meeting.exemption]) if meeting.exemption else COUNTS_MONTH()
            yield Mark(
                MarkKind.MEETING,
                event.date,
                meeting_counts(meeting),
                meeting.name,
                counts,
                planned.stage,
                True,
                not planned.approved,
            )


def _chance(frame: Frame, task: Task, code: str, drawn: set[str] | None) -> TaskChance | None:
    """An enterprise's chance in one task; None if it is not in the task's scope."""
    verdict = frame.verdict(task.code, code)
    if verdict is None:
        return None
    came = None if drawn is None else task.code in drawn
    if verdict.result is Result.NONE:
        return TaskChance(task.code, task.name, None, 0, 0, reason=verdict.reason, drawn=came)
    for stratum in frame.tasks[task.code].strata:
        if code in stratum.eligible:
            eligible = len(stratum.eligible)
            partly = verdict.reason if verdict.result is Result.SOME else None
            return TaskChance(
                task.code, task.name, Fraction(stratum.drawn, eligible), eligible, stratum.drawn, None, partly, came
            )
    return TaskChance(task.code, task.name, None, 0, 0, drawn=came)


def _first_free(last: date) -> date:
    """The first day on which another counted check may be, on the rolling basis."""
    day = date(last.year + 1, last.month, 28 if (last.month, last.day) == (2, 29) else last.day)
    assert not same_year(YearBasis.ROLLING, last, day)
    return day
