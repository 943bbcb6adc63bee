"""One reason why no plan exists: the sentence, whom and what it is about, and what would help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..domain.messages import Message, Wording
from .problem import Problem

NOTHING = Wording("explain.nothing", "", "")
REMEDIES = "remedies"
"""The parameter of a cause's wording that holds what would help."""

Change = Callable[[Problem], Problem]


@dataclass(frozen=True)
class Effect:
    """A remedy that was measured: the gap it closes falls from `before` to `after` (0: it solves the matter)."""

    words: Message
    before: int
    after: int
    change: Change
    """Puts the remedy into a whole problem, so that several can be tried together."""


@dataclass(frozen=True)
class Cause:
    """`message` says why and what would help; `visits` and `people` hold the numbers and certificates behind it."""

    message: Message
    visits: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    remedies: tuple[Effect, ...] = ()

    @property
    def sentence(self) -> Message:
        """The message without what would help, for a screen that shows remedies by themselves."""
        params = ((name, NOTHING() if name == REMEDIES else value) for name, value in self.message.params)
        return Message(self.message.wording, tuple(params))
