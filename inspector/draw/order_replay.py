"""Change orders checked one by one: nobody exchanged without need, every replacement from the order's own dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..domain.amendments import moved_after, with_facts, with_orders
from ..domain.county import County, Snapshot
from ..domain.messages import Wording
from ..domain.plan import MILLION, ChangeOrder, DiceRecord, Plan, TeamDay
from ..rules.base import Breach
from ..rules.naming import name_enterprise, name_inspector, name_team
from .candidates import Candidates
from .chances import Shortage
from .guests import invite_again
from .order_facts import undue_facts
from .order_lines import order_lines
from .orders import (
    Seats,
    can_be_checked,
    needs_dice,
    order_hash,
    order_throws,
    reached_before,
    redone,
    successor,
    vacancy_chances,
)
from .rounding import draw_postings
from .targets import Targets

CODE = "order"

OTHER_HASH = Wording(
    "order.other_hash",
    "第{order}号调整单重算的锁定指纹为{computed}，记录为{stated}：调整内容在锁定之后被改动过。",
    "Order {order}: its frozen hash is {computed}, on record is {stated}: it was changed after the freeze.",
)
TOO_EARLY = Wording(
    "order.too_early",
    "第{order}号调整单自{since}起生效，却改动了{date}的安排（{what}）。",
    "Order {order} is in force from {since} but changes {what} on {date}.",
)
NOT_FORCED = Wording(
    "order.not_forced",
    "第{order}号调整单把{inspector}从{enterprise}的检查（{visit}）换下，但其仍可参加，不得调换。",
    "Order {order} takes {inspector} off the check of {enterprise} ({visit}), who could still go: no swap.",
)
NOT_DRAWN = Wording(
    "order.not_drawn",
    "第{order}号调整单派{inspector}到检查组{team}第{seat}号岗位，按该单的概率表和号码重算应为{computed}。",
    "Order {order} posts {inspector} to seat {seat} of team {team}; its table and dice give {computed}.",
)
OTHER_TABLE = Wording(
    "order.other_table",
    "第{order}号调整单检查组{team}第{seat}号岗位的概率表与重算的不同。",
    "Order {order}: the chances of seat {seat} of team {team} are not those that those free give.",
)
NO_DICE = Wording(
    "order.no_dice",
    "第{order}号调整单有抽取的岗位，但没有该单的号码记录。",
    "Order {order} has seats that were drawn but no dice on record.",
)
TWO_THROWS = Wording(
    "order.two_throws",
    "第{order}号调整单的锁定指纹之下有{count}次号码，只能有一次。",
    "Order {order} has {count} throws of dice under its hash; there is one at most.",
)
UNDRAWN = Wording(
    "order.undrawn",
    "第{order}号调整单派{inspector}检查{enterprise}（{visit}），既不是原来的检查组，也没有经该单抽取。",
    "Order {order} sends {inspector} to {enterprise} ({visit}), who was neither there before nor drawn by its dice.",
)
LOST_CHANCES = Wording(
    "order.lost_chances",
    "第{order}号调整单撤去检查组{team}第{seat}号岗位的概率，但没有换上新的概率。",
    "Order {order} takes chances of seat {seat} of team {team} away and puts none in their place.",
)
PUT_OFF = Wording(
    "order.put_off",
    "第{order}号调整单把任务{task}对{enterprise}的检查转下季度；只有该单递补的企业才可以。",
    "Order {order} puts the check of {enterprise} for task {task} off to the next quarter, or takes that back; only "
    "who comes in another's place by this order may be put off.",
)
OTHER_NUMBER = Wording(
    "order.other_number",
    "第{place}份调整单的序号是{number}，调整单不完整或次序有误。",
    "The order in place {place} has the number {number}: orders are missing or out of order.",
)
BACKDATED = Wording(
    "order.backdated",
    "第{order}号调整单{approved}才批准，却自{since}起生效。",
    "Order {order} was approved on {approved} but is in force from {since} on.",
)
STILL_POSSIBLE = Wording(
    "order.still_possible",
    "第{order}号调整单取消任务{task}对{enterprise}的检查，但该企业仍可检查，不得调换。",
    "Order {order} drops {enterprise} from task {task}, where it could still be checked: no swap.",
)
OTHER_SUCCESSOR = Wording(
    "order.other_successor",
    "第{order}号调整单任务{task}递补的企业是{stated}，按同层下一个随机号应为{computed}。",
    "Order {order}: task {task} goes on with {stated}; the next ticket of the stratum is {computed}.",
)
OTHER_GUESTS = Wording(
    "order.other_guests",
    "第{order}号调整单会议调研{meeting}的参加企业与重算的不同。",
    "Order {order}: the guests of {meeting} are not those that stay or come next.",
)
OTHER_LINES = Wording(
    "order.other_lines",
    "第{order}号调整单的调整记录与实际改动不符。",
    "Order {order}: its lines in the record of changes do not say what it changed.",
)
OTHER_TOWN = Wording(
    "order.other_town",
    "检查组{team}去{enterprise}（{visit}），该企业当时在{town}。",
    "Team {team} goes to {enterprise} ({visit}), which was in {town} then.",
)
NOBODY = Wording("order.nobody", "无", "nobody")


def order_differences(snapshot: Snapshot, plan: Plan, approved: Plan, targets: Targets) -> Iterator[Breach]:
    """Every place where a change order did more than it had to, or otherwise than its own dice say.

    `approved` is the plan before all orders (`undone`), `targets` its draw of enterprises; both take long on big lists.
    """
    if not plan.orders:
        return
    yield from _towns(snapshot, plan)
    before, now = approved, snapshot
    lines = list(plan.changes)
    for place, order in enumerate(plan.orders, 1):
        if order.number != place:
            yield Breach(CODE, OTHER_NUMBER(place=place, number=order.number))
        was, now = now, with_facts(now, order.facts)
        yield from undue_facts(was, now, before, order)
        after = redone(before, order)
        yield from _Check(order, targets, now, before, after).all()
        own = order_lines(was, now, before, after, order)
        said, lines = lines[: len(own)], lines[len(own) :]
        if [(line.kind, line.subject, line.before, line.after) for line in said] != own:
            yield Breach(CODE, OTHER_LINES(order=order.number))
        for day in sorted({line.date for line in said if line.date > order.since}):
            yield Breach(CODE, BACKDATED(order=order.number, approved=day, since=order.since))
        before = after
    if lines:
        yield Breach(CODE, OTHER_LINES(order=plan.orders[-1].number))


def _towns(frozen: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Team-days at enterprises before they moved: an order's facts hold from its first day."""
    moved = moved_after(plan.orders)
    for team in plan.teams:
        for number in team.visits:
            visit = plan.visit.get(number)
            if visit is None or team.date >= moved.get(visit.enterprise, team.date):
                continue
            county = with_orders(frozen, (order for order in plan.orders if order.since <= team.date)).county
            town = county.enterprise[visit.enterprise].town
            if town != team.town:
                name = name_enterprise(county, visit.enterprise)
                message = OTHER_TOWN(team=name_team(county, team), enterprise=name, visit=number, town=town)
                yield Breach(CODE, message, (number,), (team.name, visit.enterprise))


class _Check:
    """One order against the plan before it."""

    def __init__(self, order: ChangeOrder, targets: Targets, now: Snapshot, before: Plan, after: Plan) -> None:
        self.order = order
        self.targets = targets
        self.now = now
        self.county: County = now.county
        self.before = before
        self.after = after

    def all(self) -> Iterator[Breach]:
        order = self.order
        computed = order_hash(self.before, order.number, order.since, order.facts, order.after)
        if computed != order.frozen:
            yield Breach(CODE, OTHER_HASH(order=order.number, computed=computed, stated=order.frozen))
        yield from self.nothing_before_since()
        yield from self.selections_follow_the_tickets()
        yield from self.only_successors_are_put_off()
        yield from self.nobody_leaves_without_need()
        yield from self.nobody_comes_undrawn()
        yield from self.chances_stand()
        yield from self.seats_are_drawn()
        yield from self.guests_stay()

    def nothing_before_since(self) -> Iterator[Breach]:
        for part, plan in ((self.order.before, self.before), (self.order.after, self.after)):
            days = {team.name: team.date for team in plan.teams}
            for what, day in (
                *((posting.team, days.get(posting.team)) for posting in part.postings),
                *((visit.number, visit.date) for visit in part.visits),
                *((team.name, team.date) for team in part.teams),
                *((event.meeting, event.date) for event in part.events),
            ):
                if day is not None and day < self.order.since:
                    message = TOO_EARLY(order=self.order.number, since=self.order.since, date=day, what=what)
                    yield Breach(CODE, message)

    def selections_follow_the_tickets(self) -> Iterator[Breach]:
        number, since = self.order.number, self.order.since
        reached = reached_before(self.county, self.before, since)
        kept = [one for one in self.before.selections if one not in set(self.order.before.selections)]
        stated = {(one.task, one.enterprise): one for one in self.order.after.selections}
        for gone in sorted(self.order.before.selections, key=lambda one: (one.task, one.enterprise)):
            if can_be_checked(self.now, reached, gone, since):
                name = name_enterprise(self.county, gone.enterprise)
                yield Breach(CODE, STILL_POSSIBLE(order=number, task=gone.task, enterprise=name))
            found = successor(self.targets, self.now, reached, kept, gone.task, gone.enterprise, since)
            if found:
                kept.append(found)
                if stated.pop((found.task, found.enterprise), None) != found:
                    yield self._other_successor(gone.task, found.enterprise, "")
        for extra in stated.values():
            yield self._other_successor(extra.task, "", extra.enterprise)

    def _other_successor(self, task: str, computed: str, stated: str) -> Breach:
        names = [name_enterprise(self.county, code) if code else NOBODY() for code in (computed, stated)]
        message = OTHER_SUCCESSOR(order=self.order.number, task=task, computed=names[0], stated=names[1])
        return Breach(CODE, message, (), (task,))

    def nobody_leaves_without_need(self) -> Iterator[Breach]:
        candidates = Candidates(self.now, self.after.visits, barred={})
        days_out = Counter(posting.certificate for posting in self.after.postings)
        teams = {(visit, team.department): team for team in self.after.teams for visit in team.visits}
        days = {team.name: team.date for team in self.after.teams}
        on_day = {(posting.certificate, days.get(posting.team)) for posting in self.after.postings}
        for (visit, department), crew in self.before.crews.items():
            team = teams.get((visit, department))
            if team is None:
                continue
            left = set(crew) - set(self.after.crews[visit, department])
            for certificate in sorted(left) if len(crew) <= len(team.seats) else ():
                limit = self.county.inspector[certificate].load_limit
                able = any(certificate in candidates.of_seat(team, seat) for seat in team.seats)
                spent = limit is not None and days_out[certificate] >= limit
                if able and not spent and (certificate, team.date) not in on_day:
                    message = NOT_FORCED(
                        order=self.order.number,
                        inspector=name_inspector(self.county, certificate),
                        enterprise=name_enterprise(self.county, self.after.visit[visit].enterprise),
                        visit=visit,
                    )
                    yield Breach(CODE, message, (visit,), (certificate,))

    def nobody_comes_undrawn(self) -> Iterator[Breach]:
        """Also not by giving a visit to another team, or a seat to somebody who had a chance before."""
        vacant = vacant_seats(self.before, self.after, self.order)
        drawn: dict[str, set[str]] = {}
        for posting in self.after.postings:
            if (posting.team, posting.seat) in vacant:
                drawn.setdefault(posting.team, set()).add(posting.certificate)
        teams = {(visit, team.department): team.name for team in self.after.teams for visit in team.visits}
        was = self.before.crews
        for (visit, department), crew in self.after.crews.items():
            come = set(crew) - set(was.get((visit, department), ()))
            for certificate in sorted(come - drawn.get(teams[visit, department], set())):
                message = UNDRAWN(
                    order=self.order.number,
                    inspector=name_inspector(self.county, certificate),
                    enterprise=name_enterprise(self.county, self.after.visit[visit].enterprise),
                    visit=visit,
                )
                yield Breach(CODE, message, (visit,), (certificate,))

    def chances_stand(self) -> Iterator[Breach]:
        """The chances of a seat that stays are replaced or kept, never struck out."""
        seats = {(team.name, seat.number) for team in self.after.teams for seat in team.seats}
        put = {(one.team, one.seat) for one in self.order.after.chances}
        for team, seat in sorted({(one.team, one.seat) for one in self.order.before.chances} & seats - put):
            yield Breach(CODE, LOST_CHANCES(order=self.order.number, team=team, seat=seat), (), (team,))

    def only_successors_are_put_off(self) -> Iterator[Breach]:
        """A visit that was drawn is not put off by an order; who comes in its place may find nobody left to go."""
        come = {(one.task, one.enterprise) for one in self.order.after.selections}
        for one in (*self.order.before.deferrals, *self.order.after.deferrals):
            if one in self.order.before.deferrals or (one.task, one.enterprise) not in come:
                name = name_enterprise(self.county, one.enterprise)
                yield Breach(CODE, PUT_OFF(order=self.order.number, task=one.task, enterprise=name), (), (one.task,))

    def seats_are_drawn(self) -> Iterator[Breach]:
        order = self.order
        vacant = vacant_seats(self.before, self.after, order)
        try:
            computed = vacancy_chances(self.now, self.after, vacant)
        except Shortage as shortage:
            yield Breach(CODE, shortage.message, (), shortage.gap.teams)
            return
        stated = {one for one in order.after.chances if (one.team, one.seat) in vacant}
        for team, seat in sorted({(one.team, one.seat) for one in stated ^ set(computed)}):
            yield Breach(CODE, OTHER_TABLE(order=order.number, team=team, seat=seat), (), (team,))
        throws = order_throws(self.after, order)
        if len(throws) > 1:
            yield Breach(CODE, TWO_THROWS(order=order.number, count=len(throws)))
        if not throws and needs_dice(computed):
            yield Breach(CODE, NO_DICE(order=order.number))
            return
        # certain seats need no dice: any digits give the same
        dice = throws[-1] if throws else DiceRecord(2, 0, "", order.frozen)
        teams: list[TeamDay] = [team for team in self.after.teams if team.name in {name for name, _ in vacant}]
        drawn = {(one.team, one.seat): one.certificate for one in draw_postings(computed, teams, dice)}
        for posting in self.after.postings:
            wanted = drawn.get((posting.team, posting.seat))
            if wanted is not None and wanted != posting.certificate:
                message = NOT_DRAWN(
                    order=order.number,
                    inspector=name_inspector(self.county, posting.certificate),
                    team=posting.team,
                    seat=posting.seat,
                    computed=name_inspector(self.county, wanted),
                )
                yield Breach(CODE, message, (), (posting.team, posting.certificate))

    def guests_stay(self) -> Iterator[Breach]:
        dice = self.after.dice(1)
        if dice is None:
            return
        dates = {event.meeting: event.date for event in self.after.events}
        computed = invite_again(self.now, self.before.events, dates, self.after.visits, self.order.since, dice)
        stated = {event.meeting: event for event in self.after.events}
        for event in computed:
            if stated[event.meeting] != event:
                yield Breach(CODE, OTHER_GUESTS(order=self.order.number, meeting=event.meeting), (), (event.meeting,))


def vacant_seats(before: Plan, after: Plan, order: ChangeOrder) -> Seats:
    """The order's seats that nobody of the visit's earlier crew keeps: those that its dice fill."""
    earlier: dict[str, set[str]] = {}
    for team in after.teams:
        earlier[team.name] = {name for visit in team.visits for name in before.crews.get((visit, team.department), ())}
    sure = {(one.team, one.seat): one.certificate for one in order.after.chances if one.millionths == MILLION}
    return frozenset(
        (one.team, one.seat)
        for one in order.after.chances
        if sure.get((one.team, one.seat)) not in earlier.get(one.team, set())
    )
