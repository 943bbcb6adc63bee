"""年度检查次数: at most one counted on-site check of an enterprise a year."""

from __future__ import annotations

from datetime import date

from ..domain.codes import YearBasis
from ..domain.county import County, Item, PastCheck, Snapshot
from ..domain.plan import ItemUse, Visit


def item_counts(item: Item) -> bool:
    """Whether the item uses up the yearly check when a task asks for it: on site, and of no exempt category."""
    return item.on_site and item.exemption is None


def use_counts(county: County, use: ItemUse) -> bool:
    """Whether an item at a visit uses up the yearly check: it counts, and not only a case asks for it."""
    item = county.item.get(use.item)
    return item is not None and item_counts(item) and any(source not in county.case for source in use.sources)


def visit_counts(county: County, visit: Visit) -> bool:
    """Whether the visit uses up the enterprise's yearly check: any one of its items does."""
    return any(use_counts(county, use) for use in visit.items)


def same_year(basis: YearBasis, one: date, other: date) -> bool:
    """Whether two counted checks on these dates are too many.

    自然年: they lie in one calendar year. 滚动12个月: they are less than twelve months apart (from 12 March to the
    next 12 March is twelve months; 29 February is followed by 28 February).
    """
    if basis is YearBasis.CALENDAR:
        return one.year == other.year
    earlier, later = sorted((one, other))
    anniversary = (earlier.year + 1, earlier.month, 28 if (earlier.month, earlier.day) == (2, 29) else earlier.day)
    return (later.year, later.month, later.day) < anniversary


def blocking_check(snapshot: Snapshot, enterprise: str, day: date) -> PastCheck | None:
    """The past counted check that forbids a counted visit of the enterprise on `day`, or None.

    History may hold dates after `day` (approved visits of later dates); they forbid it just the same.
    """
    basis = snapshot.county.settings.year_basis
    for past in snapshot.county.checks_of.get(enterprise, ()):
        if past.counted and same_year(basis, past.date, day):
            return past
    return None
