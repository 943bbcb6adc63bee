"""A plan on the desk while a change order is worked out: visits are lifted and put down elsewhere, crews stay together.

Nobody is exchanged who could still go. A visit that moves keeps its people where they are free on the new day; places
that nobody of them can take are left vacant, for the order's own dice to fill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from ..domain.codes import Half
from ..domain.county import Inspector, Snapshot
from ..domain.plan import Plan, Posting, Seat, TeamDay, Visit
from ..draw.candidates import Candidates
from ..rules.competence import required_qualifications
from ..rules.joint_visit import departments_at, items_of
from ..rules.two_officers import officers_needed
from .seats import NOBODY, Team, can_fill, seat_masks

Cell = tuple[date, str, str]
"""A day, a department and a town."""
VACANT = ""
"""In place of a certificate number: to be drawn."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One way to put a visit down: for each department the team-day it joins, or a new one, and who keeps a seat."""

    day: date
    half: Half
    joins: tuple[str, ...]
    opens: tuple[tuple[TeamDay, tuple[str, ...]], ...]

    @property
    def cost(self) -> tuple[int, int]:
        """People to be drawn, then new team-days."""
        return sum(crew.count(VACANT) for _, crew in self.opens), len(self.opens)


class Desk:
    """The state of the plan; `vacant` seats hold nobody."""

    def __init__(self, now: Snapshot, plan: Plan) -> None:
        self.now = now
        self.county = now.county
        self.visits = dict(plan.visit)
        self.teams = {team.name: team for team in plan.teams}
        self.crews: dict[str, list[str]] = {team.name: [VACANT] * len(team.seats) for team in plan.teams}
        for posting in plan.postings:
            self.crews[posting.team][self._place(posting)] = posting.certificate
        self.before = plan
        self.taken: dict[date, set[str]] = {}
        self.days_out: Counter[str] = Counter()
        for name, crew in self.crews.items():
            self._take(self.teams[name].date, crew)
        self._teams_of: dict[str, set[str]] = {}
        for team in plan.teams:
            for number in team.visits:
                self._teams_of.setdefault(number, set()).add(team.name)
        self._in_cell: dict[Cell, set[str]] = {}
        """Names of the team-days of a day, department and town."""
        for team in plan.teams:
            self._in_cell.setdefault(_cell(team), set()).add(team.name)
        self._numbers = Counter({_cell(team): 0 for team in plan.teams})
        for team in plan.teams:
            self._numbers[_cell(team)] = max(self._numbers[_cell(team)], team.number)
        self._visits_of: dict[str, set[str]] = {}
        for visit in plan.visits:
            self._visits_of.setdefault(visit.enterprise, set()).add(visit.number)
        self._events = {(guest, event.date) for event in plan.events for guest in event.guests}
        self.candidates = Candidates(now, self.visits.values(), barred={})

    def _place(self, posting: Posting) -> int:
        team = self.teams[posting.team]
        return next(place for place, seat in enumerate(team.seats) if seat.number == posting.seat)

    def _take(self, day: date, crew: Iterable[str]) -> None:
        for name in crew:
            if name != VACANT:
                self.taken.setdefault(day, set()).add(name)
                self.days_out[name] += 1

    def _free(self, day: date, crew: Iterable[str]) -> None:
        for name in crew:
            if name != VACANT:
                self.taken[day].discard(name)
                self.days_out[name] -= 1

    def put_new(self, visit: Visit) -> None:
        """Lay a visit without a date on the desk, or one whose items changed."""
        self.visits[visit.number] = visit
        self._visits_of.setdefault(visit.enterprise, set()).add(visit.number)
        self.candidates = Candidates(self.now, self.visits.values(), barred={})

    def next_number(self) -> str:
        """The number of the next new visit."""
        return f"V{max((int(number[1:]) for number in self.visits), default=0) + 1:04d}"

    def lift(self, number: str) -> None:
        """Take a visit off its day; a team-day with nothing left to do is dissolved."""
        for name in sorted(self._teams_of.pop(number, ())):
            team = self.teams[name]
            left = replace(
                team,
                morning="" if team.morning == number else team.morning,
                afternoon="" if team.afternoon == number else team.afternoon,
            )
            if left.visits:
                self.teams[name] = left
            else:
                self._free(team.date, self.crews.pop(name))
                self._in_cell[_cell(team)].discard(name)
                del self.teams[name]
        self.visits[number] = replace(self.visits[number], date=None, half=None)

    def drop(self, number: str) -> None:
        """Take a visit out of the plan."""
        self.lift(number)
        del self.visits[number]

    def vacate_unlawful(self, since: date) -> None:
        """Take people off team-days that they may not go to any more."""
        for name, team in self.teams.items():
            if team.date < since:
                continue
            for place, (seat, certificate) in enumerate(zip(team.seats, self.crews[name], strict=True)):
                if certificate != VACANT and certificate not in self.candidates.of_seat(team, seat):
                    self._free(team.date, [certificate])
                    self.crews[name][place] = VACANT

    @property
    def vacant(self) -> frozenset[tuple[str, int]]:
        return frozenset(
            (name, seat.number)
            for name, crew in self.crews.items()
            for seat, certificate in zip(self.teams[name].seats, crew, strict=True)
            if certificate == VACANT
        )

    def placings(self, number: str, days: Iterable[date]) -> Iterator[Placing]:
        """All ways to put a visit down on one of the days."""
        visit = self.visits[number]
        others = {self.visits[one].date for one in self._visits_of[visit.enterprise] if one in self.visits}
        halves = (Half.WHOLE_DAY,) if visit.half_days == 2 else (Half.MORNING, Half.AFTERNOON)
        for day in days:
            if day in others or (visit.enterprise, day) in self._events:
                continue
            for half in halves:
                found = self._placing(visit, day, half)
                if found:
                    yield found

    def put(self, number: str, placing: Placing) -> None:
        """Put a visit down."""
        self.visits[number] = replace(self.visits[number], date=placing.day, half=placing.half)
        for name in placing.joins:
            self.teams[name] = _with_visit(self.teams[name], number, placing.half)
            self._teams_of.setdefault(number, set()).add(name)
        for team, crew in placing.opens:
            self._numbers[_cell(team)] += 1
            self.teams[team.name] = team
            self._in_cell.setdefault(_cell(team), set()).add(team.name)
            self.crews[team.name] = list(crew)
            self._take(team.date, crew)
            self._teams_of.setdefault(number, set()).add(team.name)

    def _placing(self, visit: Visit, day: date, half: Half) -> Placing | None:
        joins: list[str] = []
        opens: list[tuple[TeamDay, tuple[str, ...]]] = []
        for department in departments_at(self.county, visit):
            crew = self.before.crews.get((visit.number, department), ())
            joined = self._same_crew(visit, day, half, department, crew)
            if joined:
                joins.append(joined)
                continue
            opened = self._new_team(visit, day, half, department, crew)
            if opened is None:
                return None
            opens.append(opened)
        return Placing(day, half, tuple(joins), tuple(opens))

    def _same_crew(self, visit: Visit, day: date, half: Half, department: str, crew: tuple[str, ...]) -> str | None:
        """A team-day of just these people that is in the town and has that half-day free."""
        if half is Half.WHOLE_DAY or self.county.settings.visits_a_day < 2 or not crew:
            return None
        town = self.county.enterprise[visit.enterprise].town
        for name in sorted(self._in_cell.get((day, department, town), ())):
            team = self.teams[name]
            idle = not (team.morning if half is Half.MORNING else team.afternoon)
            if idle and set(self.crews[name]) == set(crew) and not any(seat.named for seat in team.seats):
                both = (
                    replace(team, morning=visit.number)
                    if half is Half.MORNING
                    else replace(team, afternoon=visit.number)
                )
                if all(
                    certificate in self.candidates.of_seat(both, seat)
                    for seat, certificate in zip(both.seats, self.crews[name], strict=True)
                ) and self._holds_qualifications(visit, department, crew):
                    return name
        return None

    def _holds_qualifications(self, visit: Visit, department: str, crew: tuple[str, ...]) -> bool:
        held = {name for one in crew for name in self.county.inspector[one].qualifications}
        return set(required_qualifications(items_of(self.county, visit, department))) <= held

    def _new_team(
        self, visit: Visit, day: date, half: Half, department: str, crew: tuple[str, ...]
    ) -> tuple[TeamDay, tuple[str, ...]] | None:
        """A team-day for this visit alone, with as many of its people as can go and seats that others can fill."""
        town = self.county.enterprise[visit.enterprise].town
        cell = day, department, town
        name = visit.number
        morning, afternoon = ("" if half is Half.AFTERNOON else name), ("" if half is Half.MORNING else name)
        bare = TeamDay(day, department, town, self._numbers[cell] + 1, (), morning, afternoon)
        able = self.candidates.seat_mask(bare, Seat(1))
        people = self.candidates.people(department)
        taken = self.taken.get(day, set())
        free = able
        for bit, person in enumerate(people):
            spent = person.load_limit is not None and self.days_out[person.certificate] >= person.load_limit
            if person.certificate in taken or spent:
                free &= ~(1 << bit)
        named = {one for code in visit.sources if code in self.county.case for one in self.county.case[code].inspectors}
        own_named = sum(1 << bit for bit, person in enumerate(people) if person.certificate in named)
        items = items_of(self.county, visit, department)
        quals = required_qualifications(items)
        qualified = {
            qual: sum(1 << bit for bit, person in enumerate(people) if qual in person.qualifications) for qual in quals
        }
        officers = officers_needed(self.now, visit, department)
        team = Team(0, 0, 0, 0, NOBODY, officers, able | own_named, quals, own_named)
        laid = seat_masks(qualified, team)
        seats = []
        for number, (names, mask) in enumerate(laid, 1):
            is_named = bool(own_named & mask) and mask.bit_count() == 1
            seats.append(Seat(number, () if is_named else names, _named(people, mask) if is_named else ""))
        kept = _keep(
            [mask & free for _, mask in laid], [bit for bit, one in enumerate(people) if one.certificate in crew]
        )
        if kept is None:
            return None
        return replace(bare, seats=tuple(seats)), tuple(people[bit].certificate if bit >= 0 else VACANT for bit in kept)

    def plan(self) -> Plan:
        """The plan as it lies on the desk; vacant seats have no posting."""
        postings = [
            Posting(name, seat.number, certificate)
            for name, crew in self.crews.items()
            for seat, certificate in zip(self.teams[name].seats, crew, strict=True)
            if certificate != VACANT
        ]
        return replace(
            self.before,
            visits=tuple(self.visits[number] for number in sorted(self.visits)),
            teams=tuple(sorted(self.teams.values(), key=lambda team: (team.date, *_cell(team)[1:], team.number))),
            postings=tuple(sorted(postings, key=lambda one: (one.team, one.seat))),
        )


def _cell(team: TeamDay) -> Cell:
    return team.date, team.department, team.town


def _with_visit(team: TeamDay, number: str, half: Half) -> TeamDay:
    return replace(team, morning=number) if half is Half.MORNING else replace(team, afternoon=number)


def _named(people: tuple[Inspector, ...], mask: int) -> str:
    return people[mask.bit_length() - 1].certificate


def _keep(masks: list[int], crew: list[int]) -> list[int] | None:
    """A person (bit) for as many seats as the old crew can take, -1 for the others, such that others can fill those.

    None if the seats cannot be filled at all.
    """
    for count in range(min(len(crew), len(masks)), -1, -1):
        for stay in combinations(crew, count):
            for seats in combinations(range(len(masks)), count):
                found = _assign(masks, stay, seats)
                if found is None:
                    continue
                used = sum(1 << bit for bit in stay)
                rest = [mask & ~used for place, mask in enumerate(masks) if found[place] < 0]
                if can_fill(rest):
                    return found
    return None


def _assign(masks: list[int], stay: tuple[int, ...], seats: tuple[int, ...]) -> list[int] | None:
    """Those who stay on these seats, each on one that they can take."""
    found = [-1] * len(masks)

    def place(number: int, left: frozenset[int]) -> bool:
        if number == len(stay):
            return True
        for seat in sorted(left):
            if masks[seat] >> stay[number] & 1:
                found[seat] = stay[number]
                if place(number + 1, left - {seat}):
                    return True
                found[seat] = -1
        return False

    return found if place(0, frozenset(seats)) else None
