"""What every rule is made of: its clause, how the planner keeps it, its check of a finished plan, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a plan breaks a rule.

    `rule` is the rule's code, `visits` the visit numbers and `subjects` the codes of the enterprises, certificate
    numbers, items or team-days concerned, so that a screen can point at them.
    """

    rule: str
    message: Message
    visits: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule a plan obeys.

    `clause` says what it forbids and on what basis, `kept_by` how the planner keeps it, `check` finds the places
    where a plan breaks it without knowing how the plan was made, `wordings` holds everything the rule may say.
    """

    code: str
    name: Wording
    clause: Wording
    kept_by: Wording
    check: Callable[[Snapshot, Plan], Iterator[Breach]]
    wordings: tuple[Wording, ...]
