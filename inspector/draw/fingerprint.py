"""The plan's fingerprint: what is printed on the sealed approval and lodged with the approver."""

from __future__ import annotations

from dataclasses import replace

from ..domain.county import Approval
from ..domain.plan import Plan
from ..domain.records import encode, plan_rows
from .canonical import digest


def plan_fingerprint(plan: Plan, approval: Approval | None) -> str:
    """SHA-256 of the plan and its approval, as lower-case hex.

    Who typed the dice, when, and with which version of the program stays on record but outside the
    fingerprint: the same frozen lists and the same dice have the same fingerprint anywhere.
    """
    draws = tuple(replace(draw, at="", operator="", program="") for draw in plan.draws)
    rows = plan_rows(replace(plan, draws=draws))
    if approval is not None:
        rows.append(("批准", approval.document, approval.by, encode(approval.date)))
    return digest(rows)
