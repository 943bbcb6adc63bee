"""What a long list is searched and sorted by, worked out once: texts, and each row's rank in each column.

Everything is made on first use, or ahead of it by `prepare` in a background thread. Meanwhile the window may use the
same index: a part that both work out is the same for both, and is put in place whole.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from typing import Any, Generic, TypeVar

from ...domain.messages import Message, Wording
from ...workflow.pinyin import BETWEEN, initials
from ..look import Meaning

Row = TypeVar("Row")

SEVERAL = Wording("index.several", "{parts}", "{parts}")
"""Several values in one cell, put together as each language does."""
AT_ONCE = 4096
"""Keys sorted in one go: a sort lets no other thread run, and the window has to."""
TYPING = 0.5
"""Seconds after a key before preparing goes on."""
BLANK = -1
"""The rank of a blank; blanks stand last in either direction."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, what a row shows in it (text, number, date or message), and what the colour says.

    `key` sorts where the shown value would sort wrongly. `code`: digits that are no number, copied to Excel as text.
    `search`: the quick search looks here; `name`: it takes the initials of a Chinese name too. `choice`: of few
    values, which a filter offers to choose from. `right`: figures written as text, which line up on the right as whole
    numbers do anyway.
    """

    title: Wording
    value: Callable[[Row], Any]
    key: Callable[[Row], Any] | None = None
    meaning: Callable[[Row], Meaning | None] | None = None
    code: bool = False
    width: int = 0
    tip: Callable[[Row], str] | None = None
    search: bool = False
    name: bool = False
    choice: bool = False
    right: bool = False


def text_of(value: Any, say: Callable[[Message | Wording], str]) -> str:
    """A value as tables show it."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, (Message, Wording)):
        return say(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (tuple, list)):
        parts = [text_of(part, say) for part in value]
        return say(SEVERAL(parts=parts)) if len(parts) > 1 else "".join(parts)
    return str(value)


class RowIndex(Generic[Row]):
    """Texts and ranks of the rows of one list; the rows never change."""

    def __init__(
        self, columns: Sequence[Column[Row]], rows: Sequence[Row], say: Callable[[Message | Wording], str]
    ) -> None:
        self.columns = columns
        self.rows = rows
        self._say = say
        self._texts: dict[int, list[str]] = {}
        self._orders: dict[tuple[int, bool], array] = {}
        self._ranks: dict[int, array] = {}
        self._haystacks: list[str] | None = None
        self._asked = 0.0

    def prepare(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Work out everything now; leaves off when `stop` says so, and waits while somebody types."""
        for part in self._parts():
            while time.monotonic() - self._asked < TYPING and not stop():
                time.sleep(TYPING / 10)
            if stop():
                return
            part()

    def asked(self) -> None:
        """Say that somebody is waiting for an answer of the list; what is prepared meanwhile takes its time."""
        self._asked = time.monotonic()

    @property
    def is_searchable(self) -> bool:
        """Whether a search need not wait for what it looks through."""
        return self._haystacks is not None

    def _parts(self) -> Iterator[Callable[[], Any]]:
        yield self.haystacks
        for number in range(len(self.columns)):
            yield partial(self.texts, number)
            yield partial(self.order, number, descending=False)
            yield partial(self.order, number, descending=True)

    def texts(self, column: int) -> list[str]:
        """What each row shows in a column, in lower case."""
        found = self._texts.get(column)
        if found is None:
            found = self._texts[column] = list(self._lowered(column))
        return found

    def _lowered(self, column: int) -> Iterator[str]:
        return _once_each(map(self.columns[column].value, self.rows), lambda value: text_of(value, self._say).lower())

    def haystacks(self) -> list[str]:
        """What the quick search looks through in each row."""
        if self._haystacks is None:
            wanted = [number for number, column in enumerate(self.columns) if column.search]
            parts: list[Sequence[str]] = []
            for number in wanted:
                parts.append(self.texts(number))
                if self.columns[number].name:
                    parts.append(self._initials(number))
            self._haystacks = [BETWEEN.join(each) for each in zip(*parts, strict=True)] if parts else []
        return self._haystacks

    def _initials(self, column: int) -> list[str]:
        known: dict[str, str] = {}
        found = []
        for name in self.texts(column):
            of_name = known.get(name)
            if of_name is None:
                of_name = known[name] = initials(name)
            found.append(of_name)
        return found

    def order(self, column: int, *, descending: bool) -> array:
        """The rows' numbers in the order of a column; rows that are equal there keep their own order."""
        found = self._orders.get((column, descending))
        if found is None:
            ranks = self.ranks(column)
            numbers = range(len(self.rows))
            told = sorted((n for n in numbers if ranks[n] != BLANK), key=ranks.__getitem__, reverse=descending)
            blank = [n for n in numbers if ranks[n] == BLANK]
            found = self._orders[column, descending] = array("l", told + blank)
        return found

    def ranks(self, column: int) -> array:
        """Each row's place among the different values of a column."""
        found = self._ranks.get(column)
        if found is None:
            key = self.columns[column].key or self.columns[column].value
            keys = list(_once_each(map(key, self.rows), lambda value: _comparable(value, self._say)))
            rank = {one: place for place, one in enumerate(_sorted_gently(list(dict.fromkeys(keys))))}
            rank[None] = BLANK
            found = self._ranks[column] = array("l", map(rank.__getitem__, keys))
        return found


def _comparable(value: Any, say: Callable[[Message | Wording], str]) -> Any:
    """What a value is sorted by: a number by itself, Chinese by its reading as far as GB 18030 orders it so."""
    if isinstance(value, (int, float)):
        return value
    told = text_of(value, say)
    if not told:
        return None
    return told if told.isascii() else told.encode("gb18030", "replace").decode("latin-1")


def _once_each(values: Iterable[Any], work: Callable[[Any], Any]) -> Iterator[Any]:
    """What `work` makes of each value, done once for those that come again: a column of few values takes no time."""
    known: dict[Any, Any] = {}
    for value in values:
        try:
            found = known.get(value, known)
        except TypeError:
            # a sentence with a list in it cannot be looked up
            yield work(value)
            continue
        if found is known:
            found = known[value] = work(value)
        yield found


def _sorted_gently(keys: list) -> list[Any]:
    """The keys in order, numbers before texts; other threads get their turn between runs, which are soon joined."""
    found: list[Any] = []
    numbers: list[Any] = [key for key in keys if isinstance(key, (int, float))]
    texts: list[Any] = [key for key in keys if isinstance(key, str)]
    for kind in (numbers, texts):
        for start in range(0, len(kind), AT_ONCE):
            kind[start : start + AT_ONCE] = sorted(kind[start : start + AT_ONCE])
        kind.sort()
        found += kind
    return found
