"""抽取时点名录 and 参数: what a verifier reads back. Rows of text, cell for cell as they are hashed."""

from __future__ import annotations

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...domain.records import plan_rows
from ...draw.snapshot import snapshot_rows
from ..office import Office, office_rows
from .table import Table, raw

FROZEN = "抽取时点名录"
PARAMETERS = "参数"
WIDTHS = (18, 24, 30, 16, 16, 16, 16, 24, 16, 24)


def frozen(snapshot: Snapshot) -> Table:
    """The sheet 抽取时点名录: exactly the rows that H0 is the hash of."""
    return raw(FROZEN, snapshot_rows(snapshot), WIDTHS)


def parameters(plan: Plan, office: Office) -> Table:
    """The sheet 参数: the state of the plan in the office, then the plan as it is fingerprinted."""
    return raw(PARAMETERS, [*office_rows(office), *plan_rows(plan)], WIDTHS)
