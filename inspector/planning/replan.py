"""After approval: the fewest changes that make a plan lawful again, given what has happened.

People first: who cannot go is replaced where the visit stands. Only where nobody is free, or the day itself is gone,
a visit moves, to the day on which the fewest people have to be drawn, then the nearest. Nothing before `since` is
touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..domain.county import Case, County, Snapshot
from ..domain.messages import AnswerIsNo, Message, Wording
from ..domain.plan import Deferral, ItemUse, Plan, Selection, Visit
from ..domain.quarters import Period
from ..draw.chances import Shortage
from ..draw.groups import draw_groups
from ..draw.guests import invite_again, staying_guests
from ..draw.orders import can_be_checked, reached_before, successor, vacancy_chances
from ..draw.targets import draw_targets
from ..rules.annual_cap import item_counts
from ..rules.naming import name_enterprise
from ..rules.window import is_active, source_days
from .desk import Desk
from .visits import build_visits

ROUNDS = 40
"""How often a slot may be ruled out because the people there do not suffice after all."""

NO_DAY = Wording(
    "replan.no_day",
    "{enterprise}的检查（{visit}）自{since}起没有可以改到的日子：{why}。请扩大允许的日期范围，或另行办理。",
    "The check of {enterprise} ({visit}) has no day to move to from {since} on: {why}. Allow more days, or settle it "
    "otherwise.",
)
NO_WINDOW = Wording(
    "replan.no_window", "起止日期、错峰时段和休息日之内没有剩下的工作日", "its window leaves no workday"
)
NO_PEOPLE = Wording(
    "replan.no_people", "可以检查的日子里人员都不够", "too few people are free on the days it could take"
)
NO_MEETING_DAY = Wording(
    "replan.no_meeting_day",
    "会议调研{meeting}自{since}起没有可以改到的日子。",
    "{meeting} has no day to move to from {since} on.",
)
UNKNOWN_VISIT = Wording(
    "replan.unknown_visit",
    "计划里没有编号为 {visit} 的检查（或已在{since}之前）。",
    "The plan has no visit {visit} (or it was before {since}).",
)
CASE_LEFT = Wording(
    "replan.case_left",
    "线索 {case}：{enterprise}已经关闭，不能入企检查，该项检查不再安排，请另行处理。",
    "Case {case}: {enterprise} has closed and cannot be visited; its check is taken out, deal with it otherwise.",
)
CANNOT = Wording("replan.cannot", "不能调整：{causes}", "The change is not possible: {causes}")


class NoChange(AnswerIsNo):
    """No lawful change was found; `causes` says why."""

    def __init__(self, causes: Sequence[Message]) -> None:
        super().__init__(CANNOT(causes=list(causes)))
        self.causes = tuple(causes)


@dataclass(frozen=True)
class Wanted:
    """What a change order asks for besides facts: visits and the days they are to lie in."""

    since: date
    moves: Mapping[str, Period] = field(default_factory=dict)


@dataclass(frozen=True)
class Replanned:
    """The plan after the change, before any dice: `vacant` seats are to be drawn; `notes` says what to know."""

    plan: Plan
    vacant: frozenset[tuple[str, int]]
    notes: tuple[Message, ...]


def replan(frozen: Snapshot, now: Snapshot, plan: Plan, wanted: Wanted) -> Replanned:
    """Make an approved plan lawful again under the lists `now`, with the fewest changes.

    Raises:
        NoChange: a visit, case or meeting finds no place.
    """
    return _Replanning(frozen, now, plan, wanted).run()


class _Replanning:
    def __init__(self, frozen: Snapshot, now: Snapshot, plan: Plan, wanted: Wanted) -> None:
        self.frozen = frozen
        self.now = now
        self.county: County = now.county
        self.before = plan
        self.wanted = wanted
        self.since = wanted.since
        self.selections = list(plan.selections)
        self.off_site = list(plan.off_site)
        self.desk = Desk(now, plan)
        self.deferrals = list(plan.deferrals)
        self.successors: set[str] = set()
        """New visits of enterprises that came in another's place."""
        self.barred: set[tuple[str, date]] = set()
        """Visits and days that were tried and for which people do not suffice."""
        self.notes: list[Message] = []

    def run(self) -> Replanned:
        self._refuse_unknown()
        waiting = [*self._after_closures(), *self._without_cases(), *self._new_cases(), *self._off_their_days()]
        waiting = [number for number in dict.fromkeys(waiting) if number in self.desk.visits]
        self.desk.vacate_unlawful(self.since)
        for number in waiting:
            self.desk.lift(number)
        self._place(waiting)
        self._make_staffable()
        return self._with_meetings()

    def _refuse_unknown(self) -> None:
        for number in self.wanted.moves:
            visit = self.desk.visits.get(number)
            if visit is None or visit.date is None or visit.date < self.since:
                raise NoChange([UNKNOWN_VISIT(visit=number, since=self.since)])

    # enterprises that cannot be checked any more, and who comes in their place

    def _after_closures(self) -> list[str]:
        dice = self.before.dice(1)
        assert dice is not None
        reached = reached_before(self.county, self.before, self.since)
        gone = [one for one in self._open_selections() if not can_be_checked(self.now, reached, one, self.since)]
        if not gone:
            return []
        targets = draw_targets(self.frozen, dice)
        waiting: list[str] = []
        left = set(gone)
        self.selections = [one for one in self.selections if one not in left]
        for one in sorted(gone, key=lambda each: (each.task, each.enterprise)):
            self.off_site = [
                duty for duty in self.off_site if (duty.task, duty.enterprise) != (one.task, one.enterprise)
            ]
            waiting += self._without(one.task, one.enterprise)
            found = successor(targets, self.now, reached, self.selections, one.task, one.enterprise, self.since)
            if found:
                self.selections.append(found)
                booked = self._book(selection=found)
                self.successors.update(number for number in booked if number not in self.before.visit)
                waiting += booked
        return waiting

    def _open_selections(self) -> Iterable[Selection]:
        """What was drawn and has not taken place yet."""
        done = {
            (source, visit.enterprise)
            for visit in self.before.visits
            if visit.date is not None and visit.date < self.since
            for source in visit.sources
        }
        deferred = {(one.task, one.enterprise) for one in self.before.deferrals}
        return [one for one in self.selections if (one.task, one.enterprise) not in done | deferred]

    def _without_cases(self) -> list[str]:
        """Take cases still to come at enterprises that have closed out of their visits."""
        waiting: list[str] = []
        done = {source for visit in self.before.visits if self._is_over(visit) for source in visit.sources}
        for case in sorted(self.county.cases, key=lambda one: one.code):
            if case.code in done or not self._has_closed(case.enterprise):
                continue
            if not is_active(self.county, case.enterprise):
                self.off_site = [duty for duty in self.off_site if duty.task != case.code]
            if any(case.code in visit.sources for visit in self.before.visits):
                waiting += self._without(case.code, case.enterprise)
                self.notes.append(CASE_LEFT(case=case.code, enterprise=name_enterprise(self.county, case.enterprise)))
        return waiting

    def _is_over(self, visit: Visit) -> bool:
        return visit.date is not None and visit.date < self.since

    def _has_closed(self, enterprise: str) -> bool:
        """Whether an order says so: struck off, or closed to the quarter's last day."""
        if not is_active(self.county, enterprise):
            return True
        known = self.frozen.county.enterprise[enterprise].blackouts
        new = [period for period in self.county.enterprise[enterprise].blackouts if period not in known]
        return any(period.start <= self.since and period.end >= self.now.quarter.last for period in new)

    def _without(self, gone: str, enterprise: str) -> list[str]:
        """Take a task's or case's items out of the enterprise's visit; a visit without items is dropped."""
        changed = []
        for number, visit in list(self.desk.visits.items()):
            if visit.enterprise != enterprise or gone not in visit.sources:
                continue
            uses = []
            for use in visit.items:
                sources = tuple(source for source in use.sources if source != gone)
                if sources:
                    uses.append(ItemUse(use.item, sources))
            if uses:
                self.desk.lift(number)
                self.desk.put_new(replace(self.desk.visits[number], items=tuple(uses)))
                changed.append(number)
            else:
                self.desk.drop(number)
        return changed

    def _new_cases(self) -> list[str]:
        known = {source for visit in self.before.visits for source in visit.sources}
        known |= {duty.task for duty in self.before.off_site}
        known |= self.frozen.county.case.keys()
        known |= {key for order in self.before.orders for kind, key, *_ in order.facts if kind == "有因检查"}
        found: list[str] = []
        for case in sorted(self.county.cases, key=lambda one: one.code):
            if case.code in known:
                continue
            if self._has_closed(case.enterprise):
                self.notes.append(CASE_LEFT(case=case.code, enterprise=name_enterprise(self.county, case.enterprise)))
            else:
                found += self._book(case=case)
        return found

    def _book(self, selection: Selection | None = None, case: Case | None = None) -> list[str]:
        """What one selection or case asks for: a visit of its own, or a part in one that is still to come."""
        alone = replace(self.now, county=replace(self.county, cases=(case,) if case else ()))
        bookings = build_visits(alone, [selection] if selection else [])
        self.off_site += bookings.off_site
        self.notes += bookings.reports
        numbers = []
        for visit in bookings.visits:
            home = self._home(visit, case)
            if home is None:
                number = self.desk.next_number()
                self.desk.put_new(replace(visit, number=number))
            else:
                number = home.number
                self.desk.lift(number)
                self.desk.put_new(_joined(self.desk.visits[number], visit))
            numbers.append(number)
        return numbers

    def _home(self, new: Visit, case: Case | None) -> Visit | None:
        """The enterprise's visit that the new one has to be part of, or may be."""
        if case is not None and (not case.may_merge or case.inspectors):
            return None
        group_of = {task: group.number for group in draw_groups(self.frozen) for task in group.tasks}
        groups = {group_of.get(source) for source in new.sources}
        for visit in self.desk.visits.values():
            if visit.enterprise != new.enterprise or (visit.date is not None and visit.date < self.since):
                continue
            if not any(source in self.county.task for source in visit.sources):
                continue
            same = groups & {group_of.get(source) for source in visit.sources} - {None}
            joint = _joined(visit, new)
            if (same or case is not None) and self._days(joint):
                return visit
        return None

    # dates

    def _days(self, visit: Visit) -> list[date]:
        """The days from `since` on that every task and case of a visit allows, and the order asks for."""
        days: set[date] | None = None
        for source in visit.sources:
            items = [use.item for use in visit.items if source in use.sources]
            counted = source in self.county.task and any(item_counts(self.county.item[item]) for item in items)
            own = set(source_days(self.now, source, visit.enterprise, items=items, counted=counted))
            days = own if days is None else days & own
        asked = self.wanted.moves.get(visit.number)
        return sorted(
            day
            for day in days or ()
            if day >= self.since and (asked is None or day in asked) and (visit.number, day) not in self.barred
        )

    def _off_their_days(self) -> list[str]:
        """Visits still to come whose day is not one of theirs any more, or whose town is another."""
        found = []
        towns = {number: team.town for team in self.before.teams for number in team.visits}
        for number, visit in self.desk.visits.items():
            if visit.date is None or visit.date < self.since:
                continue
            town = self.county.enterprise[visit.enterprise].town
            if visit.date not in self._days(visit) or towns.get(number, town) != town:
                found.append(number)
        return found

    def _place(self, waiting: Sequence[str]) -> None:
        """Put visits down, those with the fewest days first."""
        for number in sorted(dict.fromkeys(waiting), key=lambda one: (len(self._days(self.desk.visits[one])), one)):
            visit = self.desk.visits[number]
            days = self._days(visit)
            was = self.before.visit.get(number)
            near = was.date if was and was.date else self.since
            found = min(
                self.desk.placings(number, days),
                key=lambda one: (one.cost[0], one.cost[1], abs((one.day - near).days), one.day, one.half.value),
                default=None,
            )
            if found is not None:
                self.desk.put(number, found)
            elif number in self.successors:
                self._defer(visit)
            else:
                raise NoChange([self._no_day(visit, days)])

    def _defer(self, visit: Visit) -> None:
        """A successor whom nobody can visit any more stays drawn, for the next quarter (转下季度), on record."""
        for source in visit.sources:
            items = tuple(use.item for use in visit.items if source in use.sources)
            self.deferrals.append(Deferral(source, visit.enterprise, items, NO_PEOPLE().text()))
        self.desk.drop(visit.number)

    def _no_day(self, visit: Visit, days: list[date]) -> Message:
        return NO_DAY(
            enterprise=name_enterprise(self.county, visit.enterprise),
            visit=visit.number,
            since=self.since,
            why=NO_PEOPLE() if days else NO_WINDOW(),
        )

    def _make_staffable(self) -> None:
        """Rule out slots where, all vacancies together, people do not suffice, and move those visits on."""
        for _ in range(ROUNDS):
            vacant = self.desk.vacant
            if not vacant:
                return
            try:
                vacancy_chances(self.now, self.desk.plan(), vacant)
                return
            except Shortage as shortage:
                team = self.desk.teams[sorted(set(shortage.gap.teams) & {name for name, _ in vacant})[-1]]
                numbers = list(team.visits)
                for number in numbers:
                    self.barred.add((number, team.date))
                    self.desk.lift(number)
                self._place(numbers)
        raise NoChange([NO_PEOPLE()])

    # meetings

    def _with_meetings(self) -> Replanned:
        plan = replace(
            self.desk.plan(),
            selections=tuple(sorted(self.selections, key=lambda one: (one.task, one.enterprise))),
            off_site=tuple(self.off_site),
            deferrals=tuple(self.deferrals),
        )
        dice = plan.dice(1)
        assert dice is not None
        dates = {event.meeting: event.date for event in plan.events}
        for event in plan.events:
            if event.date >= self.since and event.date not in self.now.workdays:
                dates[event.meeting] = self._meeting_day(plan, event.meeting, dates)
        events = invite_again(self.now, plan.events, dates, plan.visits, self.since, dice)
        in_order = tuple(sorted(events, key=lambda event: (event.date, event.meeting)))
        return Replanned(replace(plan, events=in_order), self.desk.vacant, tuple(self.notes))

    def _meeting_day(self, plan: Plan, code: str, dates: dict[str, date]) -> date:
        """The day that keeps most guests, then the nearest."""
        meeting = self.county.meeting[code]
        was = next(event for event in plan.events if event.meeting == code)
        named = {guest for guest in meeting.invitees if not self._has_closed(guest)}
        best: tuple[int, int, date] | None = None
        for day in self.now.days_in(meeting.window):
            if day < self.since:
                continue
            stay = staying_guests(self.now, plan.events, {**dates, code: day}, plan.visits, self.since)
            lost = set(was.guests) - set(stay[code])
            if named & lost:
                continue
            found = len(lost), abs((day - was.date).days), day
            best = found if best is None else min(best, found)
        if best is None:
            raise NoChange([NO_MEETING_DAY(meeting=code, since=self.since)])
        return best[2]


def _joined(visit: Visit, other: Visit) -> Visit:
    """One visit with the items of both."""
    uses = {use.item: list(use.sources) for use in visit.items}
    for use in other.items:
        uses.setdefault(use.item, []).extend(source for source in use.sources if source not in uses.get(use.item, []))
    items = tuple(ItemUse(item, tuple(uses[item])) for item in sorted(uses))
    return replace(visit, items=items, half_days=max(visit.half_days, other.half_days))
