"""进一次门、查多项事: what several departments draw at one enterprise in a quarter is one visit on one date."""

from __future__ import annotations

from ..domain.county import County, Item
from ..domain.plan import Visit


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
