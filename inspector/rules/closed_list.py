"""清单管理: only items on the approved list, of that department, unexpired on the date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..domain.county import County, Item
from ..domain.quarters import Period


def listed(county: County, item_code: str, department: str, day: date) -> bool:
    """Whether the item is on the county's approved list, of that department, approved by a document and unexpired."""
    item = county.item.get(item_code)
    return (
        item is not None
        and item.department == department
        and department in county.department
        and bool(item.document)
        and is_unexpired(item, day)
    )


def is_unexpired(item: Item, day: date) -> bool:
    """Whether the item's approval still holds on `day`."""
    return item.expires is None or day <= item.expires


def unexpired_part(items: Iterable[Item], window: Period) -> Period | None:
    """The part of `window` in which all items are unexpired, or None; the window an off-site duty can have."""
    end = min([window.end, *(item.expires for item in items if item.expires is not None)])
    return Period(window.start, end) if window.start <= end else None
