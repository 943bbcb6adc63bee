"""Change orders: earlier states of a plan, the further draw of an order, and who takes a dropped enterprise's place.

An order keeps the parts of the plan that it took away and those that it put in their place, so that the approved plan
can be had back and drawn anew from its own dice, and every order checked by itself (`order_replay`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from ..domain.county import County, Snapshot
from ..domain.plan import MILLION, Chance, ChangeOrder, DiceRecord, Plan, Selection, Visit
from ..domain.records import Row
from ..rules.annual_cap import item_counts
from ..rules.off_site_first import needs_visit
from ..rules.window import is_active, source_days
from .candidates import Candidates
from .canonical import digest
from .chances import chances_among
from .rotation import Barred, barred_by_rotation
from .table import table_rows
from .targets import Targets

KEYS: Mapping[str, Callable[[Any], Any]] = {
    "selections": lambda one: (one.task, one.enterprise),
    "visits": lambda one: one.number,
    "off_site": lambda one: (one.enterprise, one.department, one.task),
    "deferrals": lambda one: (one.task, one.enterprise),
    "events": lambda one: (one.date, one.meeting),
    "teams": lambda one: (one.date, one.department, one.town, one.number),
    "chances": lambda one: (one.team, one.seat, one.certificate),
    "postings": lambda one: (one.team, one.seat),
}
"""The parts of a plan that an order may change, and what identifies their members."""

Seats = frozenset[tuple[str, int]]
"""Seats by team-day's name and number."""


def difference(old: Plan, new: Plan) -> tuple[Plan, Plan]:
    """What `old` has and `new` has not, and the other way round, as plans of nothing else."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for field in KEYS:
        was, now = getattr(old, field), getattr(new, field)
        gone, come = set(was) - set(now), set(now) - set(was)
        before[field] = tuple(one for one in was if one in gone)
        after[field] = tuple(one for one in now if one in come)
    return Plan("", "", **before), Plan("", "", **after)


def undone(plan: Plan) -> Plan:
    """The plan as it was approved, before any change order."""
    for order in reversed(plan.orders):
        plan = _exchange(plan, order.after, order.before)
    return replace(plan, orders=())


def redone(plan: Plan, order: ChangeOrder) -> Plan:
    """The plan with one more order."""
    return replace(_exchange(plan, order.before, order.after), orders=(*plan.orders, order))


def _exchange(plan: Plan, out: Plan, into: Plan) -> Plan:
    changed: dict[str, Any] = {}
    for field, key in KEYS.items():
        gone, come = set(getattr(out, field)), getattr(into, field)
        if gone or come:
            kept = [one for one in getattr(plan, field) if one not in gone]
            changed[field] = tuple(sorted([*kept, *come], key=key))
    return replace(plan, **changed) if changed else plan


def order_hash(plan: Plan, number: int, since: date, facts: Iterable[Row], after: Plan) -> str:
    """The hash under which the dice of the plan's next order fall: it covers all before it, the first day, the facts,
    what comes in its place, and the chances of everybody who could be drawn."""
    previous = plan.orders[-1].frozen if plan.orders else plan.h1
    rows = [("调整单", str(number), since.isoformat()), *(("名录变动", *fact) for fact in facts)]
    return digest([*rows, *table_rows(previous, after.visits, after.teams, after.chances)])


def order_throws(plan: Plan, order: ChangeOrder) -> tuple[DiceRecord, ...]:
    """The throws on record for an order: one, or none where nobody had to be drawn. More are never right."""
    return tuple(draw for draw in plan.draws if draw.stage == 2 and draw.frozen == order.frozen)


def needs_dice(chances: Iterable[Chance]) -> bool:
    """Whether anything is left to chance."""
    return any(one.millionths != MILLION for one in chances)


def taken_people(plan: Plan, vacant: Seats) -> dict[date, frozenset[str]]:
    """Who has a team-day already, by day, when some seats are to be filled."""
    days = {team.name: team.date for team in plan.teams}
    taken: dict[date, set[str]] = {}
    for posting in plan.postings:
        if posting.team in days and (posting.team, posting.seat) not in vacant:
            taken.setdefault(days[posting.team], set()).add(posting.certificate)
    return {day: frozenset(people) for day, people in taken.items()}


def vacancy_chances(snapshot: Snapshot, plan: Plan, vacant: Seats) -> tuple[Chance, ...]:
    """The table of chances of seats that have to be filled again, among those free.

    Raises:
        Shortage: nobody, or too few, are free.
    """
    names = {team for team, _ in vacant}
    teams = [
        replace(team, seats=tuple(seat for seat in team.seats if (team.name, seat.number) in vacant))
        for team in plan.teams
        if team.name in names
    ]
    # who is barred depends on what else takes place at the same enterprises, and on nothing more
    there = {plan.visit[number].enterprise for team in teams for number in team.visits}
    visits = [visit for visit in plan.visits if visit.enterprise in there]
    barred = _neighbours(snapshot, plan, vacant, {visit.number: visit for visit in visits})
    for key, people in barred_by_rotation(snapshot, visits).items():
        barred[key] = barred.get(key, frozenset()) | people
    return chances_among(snapshot, Candidates(snapshot, plan.visits, taken_people(plan, vacant), barred), teams)


def _neighbours(snapshot: Snapshot, plan: Plan, vacant: Seats, visits: Mapping[str, Visit]) -> Barred:
    """Who was drawn for the visit before or after, where a department goes to one enterprise several times."""
    teams = {team.name: team for team in plan.teams if any(number in visits for number in team.visits)}
    members: dict[str, set[str]] = {}
    for posting in plan.postings:
        if posting.team in teams and (posting.team, posting.seat) not in vacant:
            members.setdefault(posting.team, set()).add(posting.certificate)
    crews: dict[tuple[str, str], set[str]] = {}
    chains: dict[tuple[str, str], list[Visit]] = {}
    for team in teams.values():
        for number in team.visits:
            visit = visits.get(number)
            if visit is None:
                continue
            crews[number, team.department] = members.get(team.name, set())
            chains.setdefault((visit.enterprise, team.department), []).append(visit)
    barred: dict[tuple[str, str], frozenset[str]] = {}
    for (_, department), chain in chains.items():
        in_order = sorted(chain, key=lambda visit: (visit.date or snapshot.quarter.last, visit.number))
        for one, other in pairwise(in_order):
            for visit, beside in ((one, other), (other, one)):
                key = visit.number, department
                barred[key] = barred.get(key, frozenset()) | crews[beside.number, department]
    return barred


def successor(
    targets: Targets,
    now: Snapshot,
    reached: frozenset[str],
    selections: Iterable[Selection],
    task: str,
    gone: str,
    since: date,
) -> Selection | None:
    """Who takes the place of a drawn enterprise that cannot be checked: the next ticket of its stratum (不得调换).

    Passed over are those drawn already, for counted items also those whom another draw group has drawn for counted
    ones, and those that cannot be checked any more (`can_be_checked`). None if the stratum is used up. `targets` is the
    draw itself, `now` the lists with all facts, `reached` see `reached_before`.
    """
    selections = list(selections)
    group = next(each for each in targets.groups if task in each.tasks)
    frame = next(each for each in targets.frames if task in each.tasks).tasks[task]
    stratum = next((each for each in frame.strata if gone in each.eligible), None)
    if stratum is None:
        return None
    tickets = targets.tickets[group.number]
    drawn = {one.enterprise for one in selections if one.task == task}
    drawn |= {one.enterprise for one in targets.selections if one.task == task}
    elsewhere = {
        one.enterprise for one in selections if one.task not in group.tasks and selection_counts(now.county, one)
    }
    for code in sorted(stratum.eligible, key=lambda each: (tickets[each], each)):
        if code not in drawn:
            found = Selection(task, code, frame.items_at(code))
            if code in elsewhere and selection_counts(now.county, found):
                continue
            if can_be_checked(now, reached, found, since):
                return found
    return None


def selection_counts(county: County, selection: Selection) -> bool:
    """Whether it uses up the enterprise's yearly check: any one of its items does."""
    return any(item_counts(county.item[code]) for code in selection.items)


def reached_before(county: County, plan: Plan, since: date) -> frozenset[str]:
    """The enterprises to which a draw sent somebody before `since`."""
    return frozenset(
        visit.enterprise
        for visit in plan.visits
        if visit.date is not None and visit.date < since and any(source in county.task for source in visit.sources)
    )


def can_be_checked(now: Snapshot, reached: frozenset[str], selection: Selection, since: date) -> bool:
    """Whether, from `since` on, the enterprise can still be checked for the task.

    It is 存续 and has a day left; and it was not reached before, for it is entered once (进一次门).
    """
    county = now.county
    if not is_active(county, selection.enterprise):
        return False
    on_site = [code for code in selection.items if needs_visit(county.item[code])]
    if not on_site:
        return True
    counted = any(item_counts(county.item[code]) for code in on_site)
    if selection.enterprise in reached:
        return False
    days = source_days(now, selection.task, selection.enterprise, items=on_site, counted=counted)
    return any(day >= since for day in days)
