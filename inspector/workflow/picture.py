"""A plan as pictures need it: visits, days, team-days, loads and meetings with their names, as plain data.

Nothing here knows of windows or pens; each picture draws what it finds and asks for no rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from ..domain.codes import Half, MeetingKind
from ..domain.county import County, Inspector, Snapshot
from ..domain.plan import Plan, TeamDay, Visit
from ..domain.quarters import Quarter
from ..rules.annual_cap import visit_counts
from ..rules.availability import is_available, is_workday
from ..rules.competence import may_check
from ..rules.joint_visit import departments_at, lead_department
from ..rules.meeting_cap import meeting_counts
from ..rules.naming import name_department
from .pins import Key, Pin, key_of
from .state import QuarterState, Stage

HALVES = (Half.MORNING, Half.AFTERNOON)
ORDER = {Half.WHOLE_DAY: 0, Half.MORNING: 1, Half.AFTERNOON: 2}
WEEK = timedelta(7)


class DayKind(Enum):
    """What a date is to an office: a workday, a weekend, a weekday off, a weekend day that is worked, or outside."""

    WORK = "work"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OUTSIDE = "outside"

    @property
    def works(self) -> bool:
        return self in (DayKind.WORK, DayKind.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Block:
    """A visit with its place in the quarter.

    `departments` are short names, the lead first; `crews` the people of each, once they are drawn. `pinned`: its date
    was fixed by somebody.
    """

    visit: str
    enterprise: str
    name: str
    town: str
    day: date
    half: Half
    departments: tuple[str, ...]
    counted: bool
    pinned: bool
    items: int
    sources: tuple[str, ...]
    crews: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def halves(self) -> tuple[Half, ...]:
        """The half-days it takes."""
        return HALVES if self.half is Half.WHOLE_DAY else (self.half,)

    @property
    def place(self) -> tuple[date, int, str, str]:
        """Sort key: date, half-day, town, number."""
        return self.day, ORDER[self.half], self.town, self.visit


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting or research visit with its date and guests, by name."""

    meeting: str
    name: str
    organiser: str
    kind: MeetingKind
    day: date
    counted: bool
    due: int
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the quarter's weeks, with what takes place on it."""

    date: date
    kind: DayKind
    blocks: tuple[Block, ...] = ()
    meetings: tuple[Gathering, ...] = ()

    @property
    def counted(self) -> int:
        return sum(block.counted for block in self.blocks)

    @property
    def exempt(self) -> int:
        return len(self.blocks) - self.counted


@dataclass(frozen=True, slots=True)
class Outing:
    """A team-day as one bar: where it goes, to which visits, and who goes there."""

    day: date
    team: str
    town: str
    number: int
    morning: Block | None
    afternoon: Block | None
    people: tuple[str, ...] = ()

    @property
    def visits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(block.visit for block in (self.morning, self.afternoon) if block))


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the chart of team-days: one inspector, or before the people are drawn one of a department's teams.

    `limit` is the inspector's load limit, None without one.
    """

    title: str
    department: str
    key: str
    outings: dict[date, Outing]
    leave: frozenset[date] = frozenset()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A department's team-days and how many its people could form at most, day by day."""

    department: str
    name: str
    people: int
    used: dict[date, int]
    capacity: dict[date, int]

    @property
    def total(self) -> int:
        return sum(self.used.values())

    @property
    def possible(self) -> int:
        return sum(self.capacity.values())


@dataclass(frozen=True)
class Heat:
    """Visits by town and week: counted and exempt."""

    towns: tuple[str, ...]
    weeks: tuple[date, ...]
    counted: Counter[tuple[str, date]]
    exempt: Counter[tuple[str, date]]

    def total(self, town: str, week: date) -> int:
        return self.counted[town, week] + self.exempt[town, week]

    @cached_property
    def most(self) -> int:
        """The fullest cell."""
        return max((self.total(town, week) for town in self.towns for week in self.weeks), default=0)


@dataclass(frozen=True)
class Picture:
    """A quarter's plan, ready to be drawn. What only some pictures need is worked out when they ask."""

    snapshot: Snapshot
    plan: Plan
    stage: Stage
    pins: tuple[Pin, ...]

    def ready(self) -> Picture:
        """The same with everything worked out, so that nobody waits for it when it is first seen."""
        for part in ("block", "days", "heat", "loads", "lanes"):
            getattr(self, part)
        return self

    @property
    def quarter(self) -> Quarter:
        return self.snapshot.quarter

    @property
    def draft(self) -> bool:
        """Whether the plan is not approved yet (送审稿)."""
        return self.stage is not Stage.APPROVED

    @property
    def can_pin(self) -> bool:
        """Whether dates may be fixed now: enterprises are drawn, inspectors are not."""
        return self.stage in (Stage.DRAWN, Stage.SCHEDULED)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All visits with a date, in order."""
        pinned = {pin.key for pin in self.pins}
        found = (self._block(visit, pinned) for visit in self.plan.visits)
        return tuple(sorted((block for block in found if block), key=lambda block: block.place))

    @cached_property
    def block(self) -> dict[str, Block]:
        """Visits by number."""
        return {block.visit: block for block in self.blocks}

    def _block(self, visit: Visit, pinned: Collection[Key]) -> Block | None:
        if visit.date is None or visit.half is None:
            return None
        county = self.snapshot.county
        enterprise = county.enterprise[visit.enterprise]
        lead = lead_department(county, visit)
        codes = sorted(departments_at(county, visit), key=lambda code: (code != lead, code))
        return Block(
            visit.number,
            visit.enterprise,
            enterprise.name,
            enterprise.town,
            visit.date,
            visit.half,
            tuple(name_department(county, code) for code in codes),
            visit_counts(county, visit),
            key_of(visit) in pinned,
            len(visit.items),
            visit.sources,
            tuple(
                (name_department(county, code), tuple(_name(county, one) for one in crew))
                for code in codes
                if (crew := self.plan.crews.get((visit.number, code)))
            ),
        )

    @cached_property
    def meetings(self) -> tuple[Gathering, ...]:
        """Meetings and research visits in order of time."""
        county = self.snapshot.county
        found = []
        for event in self.plan.events:
            meeting = county.meeting[event.meeting]
            guests = tuple(county.enterprise[code].name for code in event.guests if code in county.enterprise)
            organiser = name_department(county, meeting.organiser)
            counts = meeting_counts(meeting)
            found.append(
                Gathering(meeting.code, meeting.name, organiser, meeting.kind, event.date, counts, event.due, guests)
            )
        return tuple(sorted(found, key=lambda row: (row.day, row.meeting)))

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the quarter's weeks."""
        return tuple(mondays(self.quarter))

    @cached_property
    def days(self) -> dict[date, Day]:
        """Every date of the quarter's weeks, Monday to Sunday."""
        blocks: dict[date, list[Block]] = {}
        for block in self.blocks:
            blocks.setdefault(block.day, []).append(block)
        meetings: dict[date, list[Gathering]] = {}
        for meeting in self.meetings:
            meetings.setdefault(meeting.day, []).append(meeting)
        return {
            day: Day(day, day_kind(self.snapshot, day), tuple(blocks.get(day, ())), tuple(meetings.get(day, ())))
            for monday in self.weeks
            for day in (monday + timedelta(n) for n in range(7))
        }

    @cached_property
    def busiest(self) -> int:
        """Visits on the fullest day."""
        return max((len(day.blocks) for day in self.days.values()), default=0)

    @cached_property
    def heat(self) -> Heat:
        """Visits by town and week, the busiest town first."""
        counted: Counter[tuple[str, date]] = Counter()
        exempt: Counter[tuple[str, date]] = Counter()
        towns: Counter[str] = Counter()
        for block in self.blocks:
            (counted if block.counted else exempt)[block.town, monday_of(block.day)] += 1
            towns[block.town] += 1
        order = tuple(sorted(towns, key=lambda town: (-towns[town], town)))
        return Heat(order, self.weeks, counted, exempt)

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Departments that go out, by code."""
        county = self.snapshot.county
        used: dict[str, Counter[date]] = {}
        for team in self.plan.teams:
            used.setdefault(team.department, Counter())[team.date] += 1
        return tuple(
            Load(
                code,
                name_department(county, code),
                len(county.inspectors_of.get(code, ())),
                dict(used[code]),
                capacity(self.snapshot, code),
            )
            for code in sorted(used)
        )

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """Inspectors who may go out, by department; before they are drawn, each department's teams of a day."""
        return tuple(self._people() if self.plan.postings else self._teams())

    def _people(self) -> Iterable[Lane]:
        county, days = self.snapshot.county, self.snapshot.workdays
        teams = {team.name: team for team in self.plan.teams}
        crews: dict[str, list[str]] = {}
        for posting in self.plan.postings:
            crews.setdefault(posting.team, []).append(posting.certificate)
        outings: dict[str, dict[date, Outing]] = {}
        for name, crew in crews.items():
            outing = self._outing(teams[name], tuple(_name(county, one) for one in crew))
            for one in crew:
                outings.setdefault(one, {})[outing.day] = outing
        for code in sorted({team.department for team in self.plan.teams}):
            for person in county.inspectors_of.get(code, ()):
                away = frozenset(day for day in days if any(day in period for period in person.leave))
                yield Lane(
                    person.name,
                    name_department(county, code),
                    person.certificate,
                    outings.get(person.certificate, {}),
                    away,
                    person.load_limit,
                )

    def _teams(self) -> Iterable[Lane]:
        county = self.snapshot.county
        lanes: dict[str, list[dict[date, Outing]]] = {}
        for team in sorted(self.plan.teams, key=lambda team: (team.department, team.date, team.town, team.number)):
            rows = lanes.setdefault(team.department, [])
            row = next((row for row in rows if team.date not in row), None)
            if row is None:
                row = {}
                rows.append(row)
            row[team.date] = self._outing(team, ())
        for code in sorted(lanes):
            for number, row in enumerate(lanes[code], 1):
                yield Lane(str(number), name_department(county, code), f"{code}/{number}", row)

    def _outing(self, team: TeamDay, people: tuple[str, ...]) -> Outing:
        morning, afternoon = self.block.get(team.morning), self.block.get(team.afternoon)
        return Outing(team.date, team.name, team.town, team.number, morning, afternoon, people)


def picture(now: QuarterState) -> Picture | None:
    """The plan of a quarter; None before it has dates."""
    if now.plan is None or now.snapshot is None or not any(visit.date for visit in now.plan.visits):
        return None
    return Picture(now.in_force, now.plan, now.stage, now.pins)


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def mondays(quarter: Quarter) -> Iterable[date]:
    """The Mondays of all weeks that the quarter touches."""
    monday = monday_of(quarter.first)
    while monday <= quarter.last:
        yield monday
        monday += WEEK


def day_kind(snapshot: Snapshot, day: date) -> DayKind:
    """What the date is to an office of the county."""
    if day not in snapshot.quarter.period:
        return DayKind.OUTSIDE
    if is_workday(snapshot, day):
        return DayKind.WORK if day.weekday() < 5 else DayKind.MAKE_UP
    return DayKind.HOLIDAY if day.weekday() < 5 else DayKind.WEEKEND


def capacity(snapshot: Snapshot, department: str) -> dict[date, int]:
    """How many teams the department's people could form on each workday, leave and certificates counted."""
    people = snapshot.county.inspectors_of.get(department, ())
    officers = snapshot.county.settings.officers

    def there(person: Inspector, day: date) -> bool:
        return may_check(person, (), day) and is_available(snapshot, person, day)

    return {day: sum(there(person, day) for person in people) // officers for day in snapshot.workdays}


def _name(county: County, certificate: str) -> str:
    found = county.inspector.get(certificate)
    return found.name if found else certificate
