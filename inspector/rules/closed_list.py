"""清单管理: only items on the approved list, of that department, unexpired on the date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..domain.county import County, Item, Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Plan
from ..domain.quarters import Period
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_item

CODE = "closed_list"

NAME = Wording("closed_list.name", "清单管理", "Closed list")
CLAUSE = Wording(
    "closed_list.clause",
    "“十必须十不准”第七条：只检查经批准的抽查事项清单内、本部门的、检查当日未到期的事项，不得增加清单外事项。",
    "Ten musts and ten must-nots, rule 7: only items on the approved list, of that department and unexpired on "
    "the date are checked; nothing is added to them.",
)
KEPT_BY = Wording(
    "closed_list.kept_by",
    "检查事项只从清单中按编码引用，没有自由填写；事项到期后的日期不用于排期。",
    "Items are referred to by their code on the list, never as free text; dates after an item's expiry are not used.",
)
NOT_LISTED = Wording(
    "closed_list.not_listed",
    "{enterprise}的{what}含有清单外的事项{item}。",
    "The {what} of {enterprise} holds item {item}, which is not on the approved list.",
)
NO_DOCUMENT = Wording(
    "closed_list.no_document",
    "{enterprise}的{what}含有{department}的事项{item}，该事项没有批准文号。",
    "The {what} of {enterprise} holds {department}'s item {item}, which has no approval document.",
)
EXPIRED = Wording(
    "closed_list.expired",
    "{enterprise}的{what}到{date}时，{department}的事项{item}已于{expires}到期。",
    "The {what} of {enterprise} runs to {date}; {department}'s item {item} expired on {expires}.",
)
NOT_OF_SOURCE = Wording(
    "closed_list.not_of_source",
    "{enterprise}的{what}以{source}的名义检查{department}的事项{item}，其检查事项中没有这一项。",
    "The {what} of {enterprise} checks {department}'s item {item} for {source}, which does not ask for it.",
)
NOT_SENT = Wording(
    "closed_list.not_sent",
    "{enterprise}的{what}为{source}检查{department}的事项{item}，{department}不是其发起或配合部门。",
    "The {what} of {enterprise} checks {department}'s item {item} for {source}; {department} neither leads it nor "
    "cooperates in it.",
)
OTHER_DEPARTMENT = Wording(
    "closed_list.other_department",
    "{enterprise}的{what}列在{department}名下，但事项{item}属于{owner}。",
    "The {what} of {enterprise} stands under {department}, but item {item} belongs to {owner}.",
)
VISIT = Wording("closed_list.visit", "入企检查（{visit}）", "visit {visit}")
DUTY = Wording("closed_list.duty", "非现场检查任务（{source}）", "off-site duty for {source}")


def listed(county: County, item_code: str, department: str, day: date) -> bool:
    """Whether the item is on the county's approved list, of that department, approved by a document and unexpired."""
    item = county.item.get(item_code)
    return (
        item is not None
        and item.department == department
        and department in county.department
        and is_approved(item)
        and is_unexpired(item, day)
    )


def is_approved(item: Item) -> bool:
    """Whether the item names the document (批准文号) that approved it."""
    return bool(item.document.strip())


def is_unexpired(item: Item, day: date) -> bool:
    """Whether the item's approval still holds on `day`."""
    return item.expires is None or day <= item.expires


def unexpired_part(items: Iterable[Item], window: Period) -> Period | None:
    """The part of `window` in which all items are unexpired, or None; the window an off-site duty can have."""
    end = min([window.end, *(item.expires for item in items if item.expires is not None)])
    return Period(window.start, end) if window.start <= end else None


def asked_departments(county: County, source: str) -> frozenset[str]:
    """Codes of the departments that a task (发起部门, 配合部门) or a case sends; none for an unknown source."""
    if source in county.task:
        return frozenset((county.task[source].lead, *county.task[source].cooperating))
    if source in county.case:
        return frozenset((county.case[source].department,))
    return frozenset()


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Items at visits and off-site duties that are not on the list, not approved, expired or not asked for.

    An off-site duty can be done on any day of its window, so its items must be unexpired to the window's end.
    """
    county = snapshot.county
    for visit in plan.visits:
        for use in visit.items:
            for message in _faults(
                county, visit.enterprise, VISIT(visit=visit.number), use.item, use.sources, visit.date
            ):
                yield Breach(CODE, message, (visit.number,), (visit.enterprise, use.item))
    for duty in plan.off_site:
        what = DUTY(source=duty.task)
        for code in duty.items:
            for message in _faults(county, duty.enterprise, what, code, (duty.task,), duty.window.end):
                yield Breach(CODE, message, (), (duty.enterprise, code))
            item = county.item.get(code)
            if item is not None and item.department != duty.department:
                message = OTHER_DEPARTMENT(
                    enterprise=name_enterprise(county, duty.enterprise),
                    what=what,
                    department=name_department(county, duty.department),
                    item=name_item(county, code),
                    owner=name_department(county, item.department),
                )
                yield Breach(CODE, message, (), (duty.enterprise, code))


def _faults(
    county: County, enterprise: str, what: Message, code: str, sources: Iterable[str], day: date | None
) -> Iterator[Message]:
    item = county.item.get(code)
    if (
        item is not None
        and is_approved(item)
        and (day is None or is_unexpired(item, day))
        and all(_asks_for(county, source, item) for source in sources)
    ):
        return
    place = {"enterprise": name_enterprise(county, enterprise), "what": what, "item": name_item(county, code)}
    if item is None:
        yield NOT_LISTED(**place)
        return
    owner = name_department(county, item.department)
    if not is_approved(item):
        yield NO_DOCUMENT(**place, department=owner)
    if day is not None and not is_unexpired(item, day):
        yield EXPIRED(**place, department=owner, date=day, expires=item.expires)
    for source in sources:
        found = county.task.get(source) or county.case.get(source)
        if found is None or code not in found.items:
            yield NOT_OF_SOURCE(**place, department=owner, source=source)
        elif item.department not in asked_departments(county, source):
            yield NOT_SENT(**place, department=owner, source=source)


def _asks_for(county: County, source: str, item: Item) -> bool:
    found = county.task.get(source) or county.case.get(source)
    return found is not None and item.code in found.items and item.department in asked_departments(county, source)


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
        NOT_LISTED,
        NO_DOCUMENT,
        EXPIRED,
        NOT_OF_SOURCE,
        NOT_SENT,
        OTHER_DEPARTMENT,
        VISIT,
        DUTY,
    ),
)
