"""The lists a county keeps: departments, enterprises, inspectors, items, tasks, cases, meetings, history.

All of it is plain frozen data, identified by normalised codes (see `identity`). Codes of tasks, cases
and meetings are kept as the documents write them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from .codes import (
    EnterpriseKind,
    EnterpriseStatus,
    Exemption,
    InspectorStatus,
    ItemCategory,
    MeetingExemption,
    MeetingKind,
    Method,
    MonthBasis,
    RiskClass,
    TaskKind,
    YearBasis,
)
from .quarters import Period, Quarter, WorkCalendar

BLANK_TOWN = "未填乡镇"
"""The town of enterprises whose list leaves it blank: a town of its own, never a joker."""


@dataclass(frozen=True, slots=True)
class Department:
    """部门."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Enterprise:
    """检查对象: identified by credit code or older registration number."""

    code: str
    name: str
    kind: EnterpriseKind = EnterpriseKind.COMPANY
    industry: str = ""
    risk: RiskClass = RiskClass.UNRATED
    town: str = BLANK_TOWN
    address: str = ""
    status: EnterpriseStatus = EnterpriseStatus.ACTIVE
    labels: tuple[str, ...] = ()
    blackouts: tuple[Period, ...] = ()
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Inspector:
    """执法检查人员. `scope` empty means every item of the department (全部).

    `expires` None means a certificate without end (长期). `load_limit` is in team-days a quarter; None
    means no limit.
    """

    certificate: str
    name: str
    department: str
    scope: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    expires: date | None = None
    status: InspectorStatus = InspectorStatus.VALID
    leave: tuple[Period, ...] = ()
    load_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Recusal:
    """回避: this inspector never at this enterprise."""

    certificate: str
    enterprise: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """抽查事项 of one department. `exemption` is one of the three categories an item may carry, or None.

    `expires` None means without end.
    """

    code: str
    name: str
    department: str
    sub_item: str = ""
    category: ItemCategory = ItemCategory.GENERAL
    exemption: Exemption | None = None
    methods: tuple[Method, ...] = (Method.ON_SITE,)
    basis: str = ""
    qualification: str = ""
    document: str = ""
    expires: date | None = None
    materials: tuple[str, ...] = ()

    @property
    def on_site(self) -> bool:
        """Whether somebody has to enter the enterprise; an item that can be settled otherwise is off site."""
        return set(self.methods) == {Method.ON_SITE}


@dataclass(frozen=True, slots=True)
class Scope:
    """检查对象范围 of a task: each empty list means 'any'."""

    kinds: tuple[EnterpriseKind, ...] = ()
    industries: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    def holds(self, enterprise: Enterprise) -> bool:
        """Whether the enterprise is in scope. An industry code covers its subdivisions (C covers C13)."""
        return (
            (not self.kinds or enterprise.kind in self.kinds)
            and (not self.industries or any(_covers(code, enterprise.industry) for code in self.industries))
            and (not self.labels or any(label in enterprise.labels for label in self.labels))
            and (not self.towns or enterprise.town in self.towns)
        )


def _covers(code: str, industry: str) -> bool:
    """Whether GB/T 4754 code `code` is `industry` or one of its ancestors, with or without the section letter."""
    if industry.startswith(code):
        return True
    return bool(industry[:1].isalpha() and code[:1].isdigit() and industry[1:].startswith(code))


@dataclass(frozen=True, slots=True)
class Task:
    """抽查任务. Either `rates` (fraction of those in scope, by risk class) or `fixed` number.

    `officers` a department sends; `half_days` 1 or 2 (a whole day).
    """

    code: str
    name: str
    kind: TaskKind
    lead: str
    cooperating: tuple[str, ...]
    items: tuple[str, ...]
    scope: Scope
    rates: tuple[tuple[RiskClass, Decimal], ...]
    fixed: int | None
    window: Period
    officers: int = 2
    half_days: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """有因检查 of one named enterprise. Its window is from `received` to `deadline`.

    `inspectors` (承办人), where named, are not drawn.
    """

    code: str
    enterprise: str
    exemption: Exemption
    document: str
    department: str
    items: tuple[str, ...]
    received: date
    deadline: date
    may_merge: bool = False
    inspectors: tuple[str, ...] = ()

    @property
    def window(self) -> Period:
        return Period(self.received, self.deadline)


@dataclass(frozen=True, slots=True)
class Meeting:
    """涉企会议 / 调研: named `invitees`, or `count` enterprises of a label (all enterprises if no label)."""

    code: str
    name: str
    kind: MeetingKind
    organiser: str
    window: Period
    invitees: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    count: int = 0
    exemption: MeetingExemption | None = None


@dataclass(frozen=True, slots=True)
class PastCheck:
    """One department's past check of an enterprise (历史检查), or a department's part in an approved visit.

    `inspectors` is known only for approved visits.
    """

    enterprise: str
    date: date
    department: str
    exemption: Exemption | None = None
    on_site: bool = True
    inspectors: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it uses the enterprise's yearly check."""
        return self.on_site and self.exemption is None


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """One enterprise's past attendance (历史会议调研)."""

    enterprise: str
    date: date
    kind: MeetingKind
    exemption: MeetingExemption | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a county may set (domain.md); the defaults are the law's plain reading."""

    year_basis: YearBasis = YearBasis.CALENDAR
    month_basis: MonthBasis = MonthBasis.CALENDAR
    officers: int = 2
    visits_a_day: int = 2
    publication_workdays: int = 20
    warning_days: int = 60


@dataclass(frozen=True)
class County:
    """Everything one county's lists say. Lists are in no particular order; use the indexes to look things up."""

    name: str
    code: str
    settings: Settings = Settings()
    departments: tuple[Department, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    inspectors: tuple[Inspector, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    items: tuple[Item, ...] = ()
    tasks: tuple[Task, ...] = ()
    cases: tuple[Case, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    past_checks: tuple[PastCheck, ...] = ()
    past_meetings: tuple[PastMeeting, ...] = ()

    @cached_property
    def department(self) -> dict[str, Department]:
        return {row.code: row for row in self.departments}

    @cached_property
    def enterprise(self) -> dict[str, Enterprise]:
        return {row.code: row for row in self.enterprises}

    @cached_property
    def inspector(self) -> dict[str, Inspector]:
        return {row.certificate: row for row in self.inspectors}

    @cached_property
    def item(self) -> dict[str, Item]:
        return {row.code: row for row in self.items}

    @cached_property
    def task(self) -> dict[str, Task]:
        return {row.code: row for row in self.tasks}

    @cached_property
    def case(self) -> dict[str, Case]:
        return {row.code: row for row in self.cases}

    @cached_property
    def meeting(self) -> dict[str, Meeting]:
        return {row.code: row for row in self.meetings}

    @cached_property
    def inspectors_of(self) -> dict[str, tuple[Inspector, ...]]:
        """Inspectors by department code, by certificate number."""
        return _grouped(sorted(self.inspectors, key=lambda row: row.certificate), "department")

    @cached_property
    def recused(self) -> frozenset[tuple[str, str]]:
        """Pairs of certificate number and enterprise code."""
        return frozenset((row.certificate, row.enterprise) for row in self.recusals)

    @cached_property
    def checks_of(self) -> dict[str, tuple[PastCheck, ...]]:
        """Past checks by enterprise code, oldest first."""
        return _grouped(sorted(self.past_checks, key=lambda row: (row.date, row.department)), "enterprise")

    @cached_property
    def meetings_of(self) -> dict[str, tuple[PastMeeting, ...]]:
        """Past meetings by enterprise code, oldest first."""
        return _grouped(sorted(self.past_meetings, key=lambda row: (row.date, row.kind)), "enterprise")


def _grouped(rows: Iterable, key: str) -> dict:
    out: dict[str, list] = {}
    for row in rows:
        out.setdefault(getattr(row, key), []).append(row)
    return {name: tuple(group) for name, group in out.items()}


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision of the Party committee or government: document number, who approved, and when."""

    document: str
    by: str
    date: date


@dataclass(frozen=True)
class Snapshot:
    """All that a quarter's draw and plan depend on, frozen (锁定).

    `county` holds only the tasks, cases and meetings of the quarter; its history includes the approved
    plans of earlier quarters. `scheme` is the approval of the scheme, or None (方案批准未填).
    """

    quarter: Quarter
    county: County
    calendar: WorkCalendar
    scheme: Approval | None = None
    carried: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=())
    """What an earlier quarter moved to this one, for the record: task, enterprise, items."""

    @cached_property
    def workdays(self) -> tuple[date, ...]:
        """The quarter's working days, in order."""
        return self.calendar.workdays(self.quarter.period)

    @property
    def provisional(self) -> bool:
        """暂定: the quarter's year has no holiday notice on file yet."""
        return self.calendar.is_provisional(self.quarter.period)

    def days_in(self, window: Period) -> tuple[date, ...]:
        """The quarter's working days that lie in `window`.

        A window may begin before the quarter; a plan never reaches outside its own quarter.
        """
        return tuple(day for day in self.workdays if day in window)
