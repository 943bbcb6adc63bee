"""不得调换: what the dice said is what is done; nothing is exchanged, added or dropped by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..domain.county import County, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan, Seat, TeamDay
from ..domain.quarters import Period
from .base import Breach, Rule
from .naming import name_enterprise, name_inspector, name_item, name_team
from .off_site_first import needs_visit
from .window import is_active

CODE = "no_swap"

Duty = tuple[str, str, str]
"""A task or case, an enterprise and an item: the least that can be drawn, placed or dropped."""

NAME = Wording("no_swap.name", "不得调换", "No swap")
CLAUSE = Wording(
    "no_swap.clause",
    "“十必须十不准”第七条：抽取以后不得随意调换检查对象和检查人员；再次抽取要编号、写明原因和批准人，以前的抽取保留在案。",
    "Ten musts and ten must-nots, rule 7: after a draw neither enterprises nor inspectors are exchanged by hand; "
    "another draw is numbered, names its reason and approver, and leaves the first one on record.",
)
KEPT_BY = Wording(
    "no_swap.kept_by",
    "排期不改变抽中的企业和事项；派员只按第二次号码从概率表得出；任何人可用导出的工作簿重算。",
    "Scheduling changes neither enterprises nor items; people follow from the table of chances and the second dice "
    "alone; anybody can recompute both from the exported workbook.",
)
SELECTED_TWICE = Wording(
    "no_swap.selected_twice",
    "任务{source}在{enterprise}的{item}抽中了{count}次。",
    "Item {item} at {enterprise} is drawn {count} times for task {source}.",
)
NOT_DRAWN = Wording(
    "no_swap.not_drawn",
    "计划中有{enterprise}的{item}（{source}），但既未抽中，也不是线索要求的。",
    "The plan holds {item} at {enterprise} for {source}, which neither the draw nor a case asks for.",
)
NOT_PLACED = Wording(
    "no_swap.not_placed",
    "{enterprise}的{item}（{source}）应当检查，计划中没有安排，也没有转下季度的记录。",
    "{item} at {enterprise} ({source}) is due, but the plan neither arranges it nor records it as moved to the next "
    "quarter.",
)
PLACED_TWICE = Wording(
    "no_swap.placed_twice",
    "{enterprise}的{item}（{source}）在计划中安排了{count}次。",
    "{item} at {enterprise} ({source}) is arranged {count} times.",
)
CASE_DEFERRED = Wording(
    "no_swap.case_deferred",
    "{enterprise}的线索{source}转下季度；有因检查有办结期限，不得转下季度。",
    "Case {source} at {enterprise} is moved to the next quarter; a case has a deadline and cannot be.",
)
CASE_SPLIT = Wording(
    "no_swap.case_split",
    "{enterprise}的线索{source}分成{count}次检查（{visits}），应当一次查完。",
    "Case {source} at {enterprise} is spread over {count} visits ({visits}); it is one visit.",
)
NUMBER_TWICE = Wording(
    "no_swap.number_twice",
    "计划中有{count}次检查的编号都是{visit}。",
    "{count} visits of the plan have the number {visit}.",
)
SEAT_EMPTY = Wording(
    "no_swap.seat_empty",
    "检查组{team}第{seat}号岗位没有派员。",
    "Seat {seat} of team {team} has nobody posted to it.",
)
SEAT_TWICE = Wording(
    "no_swap.seat_twice",
    "检查组{team}第{seat}号岗位派了{count}人。",
    "Seat {seat} of team {team} has {count} people posted to it.",
)
NO_SUCH_SEAT = Wording(
    "no_swap.no_such_seat",
    "{inspector}派在检查组{team}第{seat}号岗位，没有这个岗位。",
    "{inspector} is posted to seat {seat} of team {team}; there is no such seat.",
)
NO_CHANCE = Wording(
    "no_swap.no_chance",
    "{inspector}派在检查组{team}第{seat}号岗位，概率表中其在该岗位的概率为零，不可能抽中。",
    "{inspector} is posted to seat {seat} of team {team}, where the table of chances gives them none.",
)
NOT_THE_NAMED = Wording(
    "no_swap.not_the_named",
    "检查组{team}第{seat}号岗位应由线索承办人{named}担任，派的是{inspector}。",
    "Seat {seat} of team {team} is for {named}, whom the case names; {inspector} is posted to it.",
)
NAMED_UNASKED = Wording(
    "no_swap.named_unasked",
    "检查组{team}第{seat}号岗位指定{named}担任，但没有线索以其为承办人，应当抽取。",
    "Seat {seat} of team {team} is set aside for {named}, whom no case names; it has to be drawn.",
)
NAMED_MISSING = Wording(
    "no_swap.named_missing",
    "线索{source}（{enterprise}，{visit}）的承办人{named}在检查组{team}中没有岗位。",
    "{named}, whom case {source} names ({enterprise}, {visit}), has no seat in team {team}.",
)
NAMED_SHARED = Wording(
    "no_swap.named_shared",
    "检查组{team}有线索承办人，却检查{count}家企业（{visits}）；指定人员的检查组只办该线索。",
    "Team {team} has inspectors named by a case but makes {count} visits ({visits}); such a team serves the case "
    "alone.",
)
DRAW_NUMBER = Wording(
    "no_swap.draw_number",
    "第{stage}阶段的第{place}次抽取编号是{number}，抽取记录不完整或次序有误。",
    "Draw {place} of stage {stage} has the number {number}; the record of draws is incomplete or out of order.",
)
DRAW_UNEXPLAINED = Wording(
    "no_swap.draw_unexplained",
    "第{stage}阶段的第{number}次抽取没有写明再次抽取的原因或批准人。",
    "Draw {number} of stage {stage} does not name its reason or its approver.",
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Drawn or due items that are missing, doubled or added, seats filled otherwise than drawn, unexplained draws.

    That the draw itself is what the dice say is recomputed elsewhere (`draw.replay`).
    """
    yield from _check_draws(plan)
    for number, count in Counter(visit.number for visit in plan.visits).items():
        if count > 1:
            yield Breach(CODE, NUMBER_TWICE(visit=number, count=count), (number,))
    yield from _check_duties(snapshot, plan)
    yield from _check_cases(snapshot.county, plan)
    yield from _check_named_seats(snapshot.county, plan)
    if plan.postings:
        yield from _check_postings(snapshot.county, plan)


def _check_draws(plan: Plan) -> Iterator[Breach]:
    count: Counter[int] = Counter()
    for draw in plan.draws:
        count[draw.stage] += 1
        place = count[draw.stage]
        if draw.number != place:
            yield Breach(CODE, DRAW_NUMBER(stage=draw.stage, place=place, number=draw.number))
        if draw.number > 1 and not (draw.reason.strip() and draw.approver.strip()):
            yield Breach(CODE, DRAW_UNEXPLAINED(stage=draw.stage, number=draw.number))


def _check_duties(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Every item that is due stands in exactly one visit, off-site duty or deferral, and nothing else does."""
    county = snapshot.county
    drawn = Counter((one.task, one.enterprise, item) for one in plan.selections for item in one.items)
    for duty, count in drawn.items():
        if count > 1:
            yield _duty_breach(county, SELECTED_TWICE, duty, count=count)
    if not (plan.visits or plan.off_site or plan.deferrals):
        return
    due = {
        (case.code, case.enterprise, item)
        for case in county.cases
        if is_active(county, case.enterprise)
        for item in case.items
    }
    due.update(drawn)
    placed: dict[Duty, list[str]] = {}
    for visit in plan.visits:
        for use in visit.items:
            for source in use.sources:
                placed.setdefault((source, visit.enterprise, use.item), []).append(visit.number)
    for off_site in plan.off_site:
        for item in off_site.items:
            placed.setdefault((off_site.task, off_site.enterprise, item), []).append("")
    for deferral in plan.deferrals:
        for item in deferral.items:
            placed.setdefault((deferral.task, deferral.enterprise, item), []).append("")
    for duty, places in placed.items():
        visits = tuple(dict.fromkeys(number for number in places if number))
        if duty not in due:
            yield _duty_breach(county, NOT_DRAWN, duty, visits)
        if len(places) > 1:
            yield _duty_breach(county, PLACED_TWICE, duty, visits, count=len(places))
    shut = _closed_by_orders(snapshot, plan)
    for duty in sorted(due - placed.keys()):
        source, enterprise, item = duty
        if source in county.case and enterprise in shut and needs_visit(county.item[item]):
            continue  # nobody can be sent there: the case is dealt with otherwise
        yield _duty_breach(county, NOT_PLACED, duty)


def _closed_by_orders(snapshot: Snapshot, plan: Plan) -> set[str]:
    """The enterprises that a change order closed from its first day to the end of the quarter."""
    found = set()
    for order in plan.orders:
        closed = Period(order.since, snapshot.quarter.last)
        for kind, key, *_ in order.facts:
            enterprise = snapshot.county.enterprise.get(key) if kind == "检查对象" else None
            if enterprise is not None and closed in enterprise.blackouts:
                found.add(key)
    return found


def _duty_breach(county: County, wording: Wording, duty: Duty, visits: tuple[str, ...] = (), **more: object) -> Breach:
    source, enterprise, item = duty
    message = wording(
        source=source, enterprise=name_enterprise(county, enterprise), item=name_item(county, item), **more
    )
    return Breach(CODE, message, visits, (enterprise, source, item))


def _check_cases(county: County, plan: Plan) -> Iterator[Breach]:
    visits: dict[str, list[str]] = {}
    for visit in plan.visits:
        for source in visit.sources:
            if source in county.case:
                visits.setdefault(source, []).append(visit.number)
    for code, numbers in visits.items():
        if len(numbers) > 1:
            name = name_enterprise(county, county.case[code].enterprise)
            message = CASE_SPLIT(source=code, enterprise=name, count=len(numbers), visits=numbers)
            yield Breach(CODE, message, tuple(numbers), (county.case[code].enterprise, code))
    for deferral in plan.deferrals:
        if deferral.task in county.case:
            message = CASE_DEFERRED(source=deferral.task, enterprise=name_enterprise(county, deferral.enterprise))
            yield Breach(CODE, message, (), (deferral.enterprise, deferral.task))


def _check_named_seats(county: County, plan: Plan) -> Iterator[Breach]:
    """Seats are set aside for exactly the inspectors whom the cases of the team's visits name."""
    for team in plan.teams:
        named = {seat.named for seat in team.seats if seat.named}
        asked: set[str] = set()
        for number in team.visits:
            visit = plan.visit.get(number)
            for source in visit.sources if visit else ():
                case = county.case.get(source)
                if case is None or case.department != team.department:
                    continue
                asked.update(case.inspectors)
                for certificate in sorted(set(case.inspectors) - named):
                    message = NAMED_MISSING(
                        source=source,
                        enterprise=name_enterprise(county, case.enterprise),
                        visit=number,
                        named=name_inspector(county, certificate),
                        team=name_team(county, team),
                    )
                    yield Breach(CODE, message, (number,), (certificate, source))
        for seat in team.seats:
            if seat.named and seat.named not in asked:
                message = NAMED_UNASKED(
                    team=name_team(county, team), seat=seat.number, named=name_inspector(county, seat.named)
                )
                yield Breach(CODE, message, team.visits, (team.name, seat.named))
        if asked and len(team.visits) > 1:
            message = NAMED_SHARED(team=name_team(county, team), count=len(team.visits), visits=team.visits)
            yield Breach(CODE, message, team.visits, (team.name,))


def _check_postings(county: County, plan: Plan) -> Iterator[Breach]:
    seats: dict[tuple[str, int], tuple[TeamDay, Seat]] = {
        (team.name, seat.number): (team, seat) for team in plan.teams for seat in team.seats
    }
    possible = {(chance.team, chance.seat, chance.certificate) for chance in plan.chances if chance.millionths > 0}
    filled = Counter((posting.team, posting.seat) for posting in plan.postings)
    for key, (team, seat) in seats.items():
        where = {"team": name_team(county, team), "seat": seat.number}
        if not filled[key]:
            yield Breach(CODE, SEAT_EMPTY(**where), team.visits, (team.name,))
        elif filled[key] > 1:
            yield Breach(CODE, SEAT_TWICE(**where, count=filled[key]), team.visits, (team.name,))
    for posting in plan.postings:
        inspector = name_inspector(county, posting.certificate)
        found = seats.get((posting.team, posting.seat))
        if found is None:
            message = NO_SUCH_SEAT(inspector=inspector, team=posting.team, seat=posting.seat)
            yield Breach(CODE, message, (), (posting.team, posting.certificate))
            continue
        team, seat = found
        who = {"inspector": inspector, "team": name_team(county, team), "seat": seat.number}
        concerned = team.visits, (team.name, posting.certificate)
        if seat.named and seat.named != posting.certificate:
            yield Breach(CODE, NOT_THE_NAMED(**who, named=name_inspector(county, seat.named)), *concerned)
        if (posting.team, posting.seat, posting.certificate) not in possible:
            yield Breach(CODE, NO_CHANCE(**who), *concerned)


RULE = Rule(
    CODE,
    NAME,
    CLAUSE,
    KEPT_BY,
    check,
    (
        NAME,
        CLAUSE,
        KEPT_BY,
        SELECTED_TWICE,
        NOT_DRAWN,
        NOT_PLACED,
        PLACED_TWICE,
        CASE_DEFERRED,
        CASE_SPLIT,
        NUMBER_TWICE,
        SEAT_EMPTY,
        SEAT_TWICE,
        NO_SUCH_SEAT,
        NO_CHANCE,
        NOT_THE_NAMED,
        NAMED_UNASKED,
        NAMED_MISSING,
        NAMED_SHARED,
        DRAW_NUMBER,
        DRAW_UNEXPLAINED,
    ),
)
