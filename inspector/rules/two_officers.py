"""两人执法: every department at a visit sends at least two of its own certified inspectors."""

from __future__ import annotations

from ..domain.county import Snapshot
from ..domain.plan import Visit


def officers_needed(snapshot: Snapshot, visit: Visit, department: str) -> int:
    """How many inspectors the department sends to the visit.

    The most that any task of its items there asks for, or that a case of its names, and never fewer than the
    county's setting (2).
    """
    county = snapshot.county
    needed = county.settings.officers
    for use in visit.items:
        item = county.item.get(use.item)
        if item is None or item.department != department:
            continue
        for source in use.sources:
            if source in county.task:
                needed = max(needed, county.task[source].officers)
            elif source in county.case:
                needed = max(needed, len(county.case[source].inspectors))
    return needed
