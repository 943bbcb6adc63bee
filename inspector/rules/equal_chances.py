"""机会均等: published chances that add up, and a draw among those in scope only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..domain.county import County, Snapshot
from ..domain.messages import Wording
from ..domain.plan import MILLION, Chance, Plan, Seat, TeamDay
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_inspector, name_team
from .window import is_active

CODE = "equal_chances"

NAME = Wording("equal_chances.name", "机会均等", "Equal chances")
CLAUSE = Wording(
    "equal_chances.clause",
    "“十必须十不准”第七条（双随机）：同一层内每个可抽企业被抽中的机会相同、公开且不为零；每个岗位由谁担任的概率事先公布，"
    "合计为一，每人一天和全季度的概率之和不超过上限。",
    "Ten musts and ten must-nots, rule 7 (double random): within a stratum every eligible enterprise has the same, "
    "published, non-zero chance; the chances of every seat are published beforehand and add up to one, an inspector's "
    "over a day and over the quarter to no more than the limit.",
)
KEPT_BY = Wording(
    "equal_chances.kept_by",
    "企业按随机号从小到大抽取；概率表在第二次号码之前锁定，按表随机取整，每个概率精确不变。",
    "Enterprises are taken in the order of their tickets; the table of chances is frozen before the second dice and "
    "rounded at random so that every chance is kept exactly.",
)
UNKNOWN_TASK = Wording(
    "equal_chances.unknown_task",
    "{enterprise}为任务{task}抽中，本季度没有这项任务。",
    "{enterprise} is drawn for task {task}, which the quarter does not have.",
)
OUT_OF_SCOPE = Wording(
    "equal_chances.out_of_scope",
    "{enterprise}为任务{task}抽中，但不在该任务的检查对象范围内。",
    "{enterprise} is drawn for task {task} but is not within its scope.",
)
NOT_ACTIVE = Wording(
    "equal_chances.not_active",
    "{enterprise}为任务{task}抽中，但不在名录中或登记状态不是存续。",
    "{enterprise} is drawn for task {task} but is not on the list or no longer 存续.",
)
NO_SUCH_SEAT = Wording(
    "equal_chances.no_such_seat",
    "概率表中{inspector}在检查组{team}第{seat}号岗位有概率，没有这个岗位。",
    "The table of chances gives {inspector} seat {seat} of team {team}; there is no such seat.",
)
BAD_CHANCE = Wording(
    "equal_chances.bad_chance",
    "{inspector}在检查组{team}第{seat}号岗位的概率是百万分之{millionths}，应在1与1000000之间。",
    "{inspector}'s chance of seat {seat} of team {team} is {millionths} millionths; it must be from 1 to 1000000.",
)
CHANCE_TWICE = Wording(
    "equal_chances.chance_twice",
    "概率表中{inspector}在检查组{team}第{seat}号岗位列了不止一次。",
    "The table of chances lists {inspector} more than once for seat {seat} of team {team}.",
)
OTHER_DEPARTMENT = Wording(
    "equal_chances.other_department",
    "概率表中{inspector}在检查组{team}第{seat}号岗位有概率，但不是{department}人员。",
    "The table of chances gives {inspector} seat {seat} of team {team}, though not one of {department}'s people.",
)
NAMED_SEAT = Wording(
    "equal_chances.named_seat",
    "检查组{team}第{seat}号岗位由线索承办人{named}担任，概率表却给了{inspector}。",
    "Seat {seat} of team {team} is for {named}, whom a case names; the table of chances gives it to {inspector}.",
)
SEAT_SUM = Wording(
    "equal_chances.seat_sum",
    "检查组{team}第{seat}号岗位的概率合计百万分之{total}，应为1000000。",
    "The chances of seat {seat} of team {team} add up to {total} millionths; they must be 1000000.",
)
DAY_SUM = Wording(
    "equal_chances.day_sum",
    "{inspector}在{date}的概率合计百万分之{total}，超过1000000。",
    "{inspector}'s chances on {date} add up to {total} millionths, more than 1000000.",
)
QUARTER_SUM = Wording(
    "equal_chances.quarter_sum",
    "{inspector}全季度的概率合计百万分之{total}，超过派员上限{limit}天。",
    "{inspector}'s chances over the quarter add up to {total} millionths, more than the load limit of {limit} days.",
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Enterprises drawn that could not be, and a table of chances that does not add up.

    How many are drawn, and by which tickets, is recomputed elsewhere (`draw.replay`).
    """
    county = snapshot.county
    for selection in plan.selections:
        task = county.task.get(selection.task)
        enterprise = county.enterprise.get(selection.enterprise)
        who = {"enterprise": name_enterprise(county, selection.enterprise), "task": selection.task}
        concerned = (), (selection.enterprise, selection.task)
        if task is None:
            yield Breach(CODE, UNKNOWN_TASK(**who), *concerned)
        if not is_active(county, selection.enterprise):
            yield Breach(CODE, NOT_ACTIVE(**who), *concerned)
        if task is not None and enterprise is not None and not task.scope.holds(enterprise):
            yield Breach(CODE, OUT_OF_SCOPE(**who), *concerned)
    if plan.chances or plan.postings:
        yield from _check_table(county, plan)


def _check_table(county: County, plan: Plan) -> Iterator[Breach]:
    seats: dict[tuple[str, int], tuple[TeamDay, Seat]] = {
        (team.name, seat.number): (team, seat) for team in plan.teams for seat in team.seats
    }
    # a change order has a table of its own, made when the earlier one was drawn already
    table = {(one.team, one.seat): order.number for order in plan.orders for one in order.after.chances}
    seat_sums: Counter[tuple[str, int]] = Counter()
    day_sums: Counter[tuple[int, str, date]] = Counter()
    sums: Counter[tuple[int, str]] = Counter()
    seen: set[tuple[str, int, str]] = set()
    for chance in plan.chances:
        key = chance.team, chance.seat
        found = seats.get(key)
        if found is None:
            name = name_inspector(county, chance.certificate)
            message = NO_SUCH_SEAT(inspector=name, team=chance.team, seat=chance.seat)
            yield Breach(CODE, message, (), (chance.team, chance.certificate))
            continue
        team, seat = found
        yield from _check_chance(county, chance, team, seat)
        if (*key, chance.certificate) in seen:
            yield _chance_breach(county, CHANCE_TWICE, chance, team)
        seen.add((*key, chance.certificate))
        seat_sums[key] += chance.millionths
        day_sums[table.get(key, 0), chance.certificate, team.date] += chance.millionths
        sums[table.get(key, 0), chance.certificate] += chance.millionths
    for key, (team, seat) in seats.items():
        if seat_sums[key] != MILLION:
            message = SEAT_SUM(
                team=name_team(county, team),
                seat=seat.number,
                total=seat_sums[key],
            )
            yield Breach(CODE, message, team.visits, (team.name,))
    for (_, certificate, day), total in day_sums.items():
        if total > MILLION:
            message = DAY_SUM(inspector=name_inspector(county, certificate), date=day, total=total)
            yield Breach(CODE, message, (), (certificate,))
    for (_, certificate), total in sums.items():
        inspector = county.inspector.get(certificate)
        limit = inspector.load_limit if inspector else None
        if limit is not None and total > limit * MILLION:
            message = QUARTER_SUM(inspector=name_inspector(county, certificate), total=total, limit=limit)
            yield Breach(CODE, message, (), (certificate,))


def _check_chance(county: County, chance: Chance, team: TeamDay, seat: Seat) -> Iterator[Breach]:
    if not 0 < chance.millionths <= MILLION:
        yield _chance_breach(county, BAD_CHANCE, chance, team, millionths=chance.millionths)
    inspector = county.inspector.get(chance.certificate)
    if inspector is None or inspector.department != team.department:
        department = name_department(county, team.department)
        yield _chance_breach(county, OTHER_DEPARTMENT, chance, team, department=department)
    if seat.named and seat.named != chance.certificate:
        yield _chance_breach(county, NAMED_SEAT, chance, team, named=name_inspector(county, seat.named))


def _chance_breach(county: County, wording: Wording, chance: Chance, team: TeamDay, **more: object) -> Breach:
    inspector = name_inspector(county, chance.certificate)
    message = wording(inspector=inspector, team=name_team(county, team), seat=chance.seat, **more)
    return Breach(CODE, message, team.visits, (team.name, chance.certificate))


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
        UNKNOWN_TASK,
        OUT_OF_SCOPE,
        NOT_ACTIVE,
        NO_SUCH_SEAT,
        BAD_CHANCE,
        CHANCE_TWICE,
        OTHER_DEPARTMENT,
        NAMED_SEAT,
        SEAT_SUM,
        DAY_SUM,
        QUARTER_SUM,
    ),
)
