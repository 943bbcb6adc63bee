"""Could a visit take place on one day if it were the only one? What the people of its departments say."""

from __future__ import annotations

from datetime import date

from ..domain.county import Snapshot
from ..domain.plan import Visit
from .build import build_problem
from .causes import Cause
from .obstacles import obstacle
from .visits import Bookings


def obstacle_on(snapshot: Snapshot, visit: Visit, day: date) -> Cause | None:
    """What keeps its departments from sending anybody to the visit on a workday of the quarter; None if nothing."""
    alone = Bookings((visit,), {visit.number: (day,)}, (), (), ())
    return obstacle(snapshot, alone, build_problem(snapshot, alone), 0)
