"""进一次门、查多项事: what several departments draw at one enterprise in a quarter is one visit on one date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from ..domain.county import County, Item, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Deferral, Plan, Visit
from .annual_cap import item_counts
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_items, name_team
from .off_site_first import needs_visit
from .window import source_days

CODE = "joint_visit"

NAME = Wording("joint_visit.name", "进一次门、查多项事", "Joint visit")
CLAUSE = Wording(
    "joint_visit.clause",
    "“十必须十不准”第七条：一个季度内各部门在同一企业抽中的事项合并为同一天的一次检查；有因检查单独进行，"
    "线索注明“可否合并=是”的除外。",
    "Ten musts and ten must-nots, rule 7: what several departments draw at one enterprise in a quarter is one visit on "
    "one date; a case keeps its own visit unless its row says 可否合并 = 是.",
)
KEPT_BY = Wording(
    "joint_visit.kept_by",
    "各任务抽中的同一企业先合并再排期；没有共同日期的，同一批次内较晚的任务转下季度并记录，不同批次的分别检查。",
    "What tasks draw at one enterprise is merged before dates are set; without a common date the later task of a draw "
    "group moves to the next quarter, on record, and tasks of different groups make separate visits.",
)
SPLIT = Wording(
    "joint_visit.split",
    "{enterprise}的抽查分成{first}和{second}两次检查，但在{day}等{count}个工作日可以合并，应合并为一次。",
    "The drawn checks of {enterprise} are split into {first} and {second}, though {count} workday(s) such as {day} "
    "would do for both; they belong together.",
)
SAME_GROUP = Wording(
    "joint_visit.same_group",
    "{enterprise}的抽查分成{first}和{second}两次检查，但同属第{groups}批次；没有共同日期时，较晚的任务应转下季度。",
    "The drawn checks of {enterprise} are split into {first} and {second}, though both belong to draw group {groups}; "
    "without a common date the later task moves to the next quarter.",
)
SAME_DATE = Wording(
    "joint_visit.same_date",
    "{enterprise}在{date}安排了{count}次检查（{visits}），同一企业同一天至多一次。",
    "{enterprise} has {count} checks on {date} ({visits}); one a day is the most.",
)
CASE_NOT_ALONE = Wording(
    "joint_visit.case_not_alone",
    "{enterprise}的检查（{visit}）把线索{case}与{others}合并，该线索没有注明可以合并，应单独检查。",
    "The check of {enterprise} ({visit}) joins case {case} with {others}; the case does not allow it and keeps its own "
    "visit.",
)
NO_ITEM = Wording(
    "joint_visit.no_item",
    "检查组{team}被派去{enterprise}（{visit}），但{department}在这次检查中没有事项。",
    "Team {team} is sent to {enterprise} ({visit}), where {department} has no item.",
)
EMPTY_VISIT = Wording(
    "joint_visit.empty_visit",
    "{enterprise}的检查（{visit}）没有任何事项。",
    "The check of {enterprise} ({visit}) has no items.",
)
NEEDLESS_DEFERRAL = Wording(
    "joint_visit.needless_deferral",
    "任务{task}在{enterprise}的{items}转下季度，但本季度仍有共同日期（如{day}），应在本季度检查。",
    "Task {task} moves {items} at {enterprise} to the next quarter, though this one has a common date (such as {day}).",
)
OFF_SITE_DEFERRAL = Wording(
    "joint_visit.off_site_deferral",
    "任务{task}在{enterprise}的{items}转下季度，但非现场办结，不需要共同日期，应在本季度检查。",
    "Task {task} moves {items} at {enterprise} to the next quarter, though they are settled off site and need no "
    "common date.",
)


def departments_at(county: County, visit: Visit) -> tuple[str, ...]:
    """Codes of the departments that have an item at the visit, sorted."""
    return tuple(sorted({item.department for item in _items(county, visit)}))


def items_of(county: County, visit: Visit, department: str) -> tuple[Item, ...]:
    """The department's items at the visit, in the visit's order."""
    return tuple(item for item in _items(county, visit) if item.department == department)


def lead_department(county: County, visit: Visit) -> str:
    """The 发起部门 of the visit: that of its first task; of its first case if it serves no task."""
    for source in visit.sources:
        if source in county.task:
            return county.task[source].lead
    for source in visit.sources:
        if source in county.case:
            return county.case[source].department
    return ""


def _items(county: County, visit: Visit) -> list[Item]:
    """The visit's items that are on the list; the closed list rule reports the others."""
    return [county.item[use.item] for use in visit.items if use.item in county.item]


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Drawn checks split or deferred without need, cases merged without leave, two visits on one date."""
    county = snapshot.county
    visits: dict[str, list[Visit]] = {}
    for visit in plan.visits:
        visits.setdefault(visit.enterprise, []).append(visit)
        yield from _check_alone(county, visit)
    drawn: dict[str, list[Visit]] = {}
    for enterprise, there in visits.items():
        drawn[enterprise] = [one for one in there if any(source in county.task for source in one.sources)]
        yield from _check_dates(county, enterprise, there)
        for first, second in combinations(drawn[enterprise], 2):
            yield from _check_split(snapshot, plan, first, second)
    # whom an order draws in another's place may find days left but nobody free: the order's replay judges that
    by_order = {deferral for order in plan.orders for deferral in order.after.deferrals}
    for deferral in plan.deferrals:
        if deferral in by_order:
            continue
        yield from _check_deferral(snapshot, deferral, drawn.get(deferral.enterprise, []))
    for team in plan.teams:
        for number in team.visits:
            found = plan.visit.get(number)
            if found is not None and team.department not in departments_at(county, found):
                message = NO_ITEM(
                    department=name_department(county, team.department),
                    team=name_team(county, team),
                    enterprise=name_enterprise(county, found.enterprise),
                    visit=number,
                )
                yield Breach(CODE, message, (number,), (found.enterprise, team.department))


def _check_alone(county: County, visit: Visit) -> Iterator[Breach]:
    name = name_enterprise(county, visit.enterprise)
    if not visit.items:
        yield Breach(CODE, EMPTY_VISIT(enterprise=name, visit=visit.number), (visit.number,), (visit.enterprise,))
    sources = visit.sources
    for source in sources:
        case = county.case.get(source)
        if case is not None and not case.may_merge and len(sources) > 1:
            others = [other for other in sources if other != source]
            message = CASE_NOT_ALONE(enterprise=name, visit=visit.number, case=source, others=others)
            yield Breach(CODE, message, (visit.number,), (visit.enterprise, source))


def _check_dates(county: County, enterprise: str, visits: list[Visit]) -> Iterator[Breach]:
    on: dict[date, list[str]] = {}
    for visit in visits:
        if visit.date is not None:
            on.setdefault(visit.date, []).append(visit.number)
    for day, numbers in on.items():
        if len(numbers) > 1:
            message = SAME_DATE(
                enterprise=name_enterprise(county, enterprise), date=day, count=len(numbers), visits=numbers
            )
            yield Breach(CODE, message, tuple(numbers), (enterprise,))


def _check_split(snapshot: Snapshot, plan: Plan, first: Visit, second: Visit) -> Iterator[Breach]:
    name = name_enterprise(snapshot.county, first.enterprise)
    who = {"enterprise": name, "first": first.number, "second": second.number}
    concerned = (first.number, second.number), (first.enterprise,)
    common = _drawn_days(snapshot, first) & _drawn_days(snapshot, second)
    if common:
        yield Breach(CODE, SPLIT(**who, count=len(common), day=min(common)), *concerned)
        return
    shared = [
        str(group.number)
        for group in plan.groups
        if not set(group.tasks).isdisjoint(first.sources) and not set(group.tasks).isdisjoint(second.sources)
    ]
    if shared:
        yield Breach(CODE, SAME_GROUP(**who, groups=shared), *concerned)


def _check_deferral(snapshot: Snapshot, deferral: Deferral, drawn: list[Visit]) -> Iterator[Breach]:
    """A task's on-site items are deferred only if they have no day, or none in common with a drawn visit there."""
    county = snapshot.county
    on_site = [code for code in deferral.items if code in county.item and needs_visit(county.item[code])]
    off_site = [code for code in deferral.items if code in county.item and not needs_visit(county.item[code])]
    who = {"task": deferral.task, "enterprise": name_enterprise(county, deferral.enterprise)}
    concerned = (), (deferral.enterprise, deferral.task)
    if off_site:
        yield Breach(CODE, OFF_SITE_DEFERRAL(**who, items=name_items(county, off_site)), *concerned)
    if not on_site:
        return
    days = _task_days(snapshot, deferral.task, deferral.enterprise, on_site)
    common = [days & _drawn_days(snapshot, visit) for visit in drawn] or [days]
    if all(common):
        message = NEEDLESS_DEFERRAL(**who, items=name_items(county, on_site), day=min(common[0]))
        yield Breach(CODE, message, *concerned)


def _drawn_days(snapshot: Snapshot, visit: Visit) -> set[date]:
    """The days on which all tasks of the visit can be carried out; cases do not stand in the way of merging."""
    items: dict[str, list[str]] = {}
    for use in visit.items:
        for source in use.sources:
            if source in snapshot.county.task:
                items.setdefault(source, []).append(use.item)
    days = [_task_days(snapshot, task, visit.enterprise, codes) for task, codes in items.items()]
    return set.intersection(*days) if days else set()


def _task_days(snapshot: Snapshot, task: str, enterprise: str, codes: Iterable[str]) -> set[date]:
    codes = tuple(codes)
    items = snapshot.county.item
    counted = any(code in items and item_counts(items[code]) for code in codes)
    return set(source_days(snapshot, task, enterprise, items=codes, counted=counted))


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
        SPLIT,
        SAME_GROUP,
        SAME_DATE,
        CASE_NOT_ALONE,
        NO_ITEM,
        EMPTY_VISIT,
        NEEDLESS_DEFERRAL,
        OFF_SITE_DEFERRAL,
    ),
)
