"""年度检查次数: at most one counted on-site check of an enterprise a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..domain.codes import YearBasis
from ..domain.county import County, Item, PastCheck, Snapshot
from ..domain.messages import Wording
from ..domain.plan import ItemUse, Plan, Visit
from .base import Breach, Rule
from .naming import name_department, name_enterprise

CODE = "annual_cap"

NAME = Wording("annual_cap.name", "年度检查次数", "Annual cap")
CLAUSE = Wording(
    "annual_cap.clause",
    "“十必须十不准”第七条：除七种情形外，对同一企业的现场检查每年不超过一次，已经做过的检查计算在内。",
    "Ten musts and ten must-nots, rule 7: apart from the seven exemptions an enterprise gets at most one on-site "
    "check a year, checks already made included.",
)
KEPT_BY = Wording(
    "annual_cap.kept_by",
    "本年已有计入次数的检查的企业，不进入计入次数的事项的抽样框；各任务抽中的同一企业合并为一次入企检查。",
    "An enterprise that already had a counted check is left out of the frame for counted items; what several tasks "
    "draw at one enterprise becomes one visit.",
)
SEVERAL = Wording(
    "annual_cap.several",
    "{enterprise}在本季度计划中有{count}次计入年度次数的检查（{visits}），每年至多一次。",
    "{enterprise} has {count} counted checks in this quarter's plan ({visits}); at most one a year is allowed.",
)
PAST = Wording(
    "annual_cap.past",
    "{enterprise}定于{date}的检查（{visit}）计入年度次数，但{department}已有{past}的检查计入（口径：{basis}），"
    "每年至多一次。",
    "The check of {enterprise} on {date} ({visit}) counts towards the yearly cap, but {department}'s check of {past} "
    "already does (basis: {basis}); at most one a year is allowed.",
)


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


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Enterprises with several counted visits, or with one that a past check forbids.

    A plan lies within one quarter, so two counted visits break either basis whatever their dates.
    """
    county = snapshot.county
    counted: dict[str, list[Visit]] = {}
    for visit in plan.visits:
        if visit_counts(county, visit):
            counted.setdefault(visit.enterprise, []).append(visit)
    for enterprise, visits in counted.items():
        numbers = tuple(visit.number for visit in visits)
        if len(visits) > 1:
            message = SEVERAL(enterprise=name_enterprise(county, enterprise), count=len(visits), visits=numbers)
            yield Breach(CODE, message, numbers, (enterprise,))
        for visit in visits:
            past = blocking_check(snapshot, enterprise, visit.date) if visit.date else None
            if past:
                message = PAST(
                    enterprise=name_enterprise(county, enterprise),
                    date=visit.date,
                    visit=visit.number,
                    department=name_department(county, past.department),
                    past=past.date,
                    basis=county.settings.year_basis,
                )
                yield Breach(CODE, message, (visit.number,), (enterprise,))


RULE = Rule(CODE, NAME, CLAUSE, KEPT_BY, check, (NAME, CLAUSE, KEPT_BY, SEVERAL, PAST))
