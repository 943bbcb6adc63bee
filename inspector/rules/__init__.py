"""The rules a plan obeys, one file each: a rule's clause, predicates, check of a finished plan and words.

The planner and the draw use the predicates, so that a rule changes in one place; the checks know nothing of how
a plan was made.
"""

from __future__ import annotations

from ..domain.amendments import amended
from ..domain.county import Snapshot
from ..domain.plan import Plan
from . import (
    annual_cap,
    approval,
    availability,
    closed_list,
    competence,
    equal_chances,
    exemption,
    joint_visit,
    meeting_cap,
    no_swap,
    off_site_first,
    recusal,
    two_officers,
    window,
)
from .base import Breach, Rule
from .hints import warnings

__all__ = ["RULES", "Breach", "Rule", "check", "warnings"]

RULES: tuple[Rule, ...] = (
    annual_cap.RULE,
    meeting_cap.RULE,
    exemption.RULE,
    closed_list.RULE,
    joint_visit.RULE,
    two_officers.RULE,
    competence.RULE,
    recusal.RULE,
    availability.RULE,
    window.RULE,
    no_swap.RULE,
    off_site_first.RULE,
    approval.RULE,
    equal_chances.RULE,
)
"""All rules, in the order in which the clauses are told."""


def check(snapshot: Snapshot, plan: Plan) -> list[Breach]:
    """Every place where the plan breaks a rule, rule after rule; empty for a lawful plan.

    A plan that has not come to its end is checked as far as it has come: what depends on dates once visits have
    them, what depends on people once they are posted. Lists are looked at through the facts of its change orders.
    """
    snapshot = amended(snapshot, plan)
    return [breach for rule in RULES for breach in rule.check(snapshot, plan)]
