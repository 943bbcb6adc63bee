"""回避与轮换: no recused inspector; not the same inspector at an enterprise two times running."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from ..domain.county import County, Item, Snapshot
from .availability import is_available
from .competence import may_check, required_qualifications

LARGE_ENOUGH = 2
"""A department is large enough to rotate if this many times the people needed remain."""


def is_recused(county: County, certificate: str, enterprise: str) -> bool:
    """Whether the inspector is on record as recused from the enterprise."""
    return (certificate, enterprise) in county.recused


def last_crew(snapshot: Snapshot, enterprise: str, department: str, before: date) -> tuple[str, ...]:
    """Who of the department was at the enterprise last before `before`, by history; sorted certificate numbers.

    Only on-site checks are looked at. Nobody if the last one does not say who went (imported history).
    """
    checks = [
        past
        for past in snapshot.county.checks_of.get(enterprise, ())
        if past.department == department and past.on_site and past.date < before
    ]
    if not checks:
        return ()
    latest = checks[-1].date
    return tuple(sorted({name for past in checks if past.date == latest for name in past.inspectors}))


def large_enough(
    snapshot: Snapshot,
    department: str,
    items: Iterable[Item],
    enterprise: str,
    day: date,
    needed: int,
    excluded: Collection[str],
) -> bool:
    """Whether the department can do without `excluded` at the enterprise on `day`.

    At least twice `needed` others may check the items, work that day and are not recused, and among them every
    qualification that the items ask for is held.
    """
    county = snapshot.county
    items = tuple(items)
    others = [
        inspector
        for inspector in county.inspectors_of.get(department, ())
        if inspector.certificate not in excluded
        and not is_recused(county, inspector.certificate, enterprise)
        and may_check(inspector, items, day)
        and is_available(snapshot, inspector, day)
    ]
    held = {name for inspector in others for name in inspector.qualifications}
    return len(others) >= LARGE_ENOUGH * needed and held.issuperset(required_qualifications(items))
