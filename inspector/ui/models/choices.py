"""A long list to pick from, made ready to be searched once, beside the window, for everything that picks from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ...domain.county import County
from ...domain.messages import Wording
from ...workflow.list_forms import Members, Option
from ..session import Session
from .index import Column, RowIndex

PREPARING = Wording("choices.preparing", "正在准备查找", "Making the search ready")
CODE = Wording("choices.code", "编码", "Code")
NAME = Wording("choices.name", "名称", "Name")
LONG = 2_000
"""Options from which on they are made ready beside the window."""
KEPT = 2
"""Versions of a list that are kept: the one of today and the one that is frozen."""

NAMED: tuple[Column[Option], ...] = (
    Column(CODE, lambda row: row.cell, width=14, code=True, search=True),
    Column(NAME, lambda row: row.words, width=20, search=True, name=True),
)
NAMELESS: tuple[Column[Option], ...] = (Column(NAME, lambda row: row.cell, width=20, search=True, name=True),)


class Choices(QObject):
    """Options of one list. `ready` follows once when `want` was called and they can be searched.

    Before that there is neither `options` nor `index`; `find`, which gives the option of a cell, always works.
    """

    ready = Signal()

    def __init__(
        self,
        make: Callable[[], Sequence[Option]],
        find: Callable[[str], Option | None],
        session: Session,
        *,
        count: int,
        columns: tuple[Column[Option], ...] = NAMED,
    ) -> None:
        super().__init__(session)
        self.session = session
        self.count = count
        self.columns = columns
        self.find = find
        self._make: Callable[[], Sequence[Option]] | None = make
        self._index: RowIndex[Option] | None = None

    @classmethod
    def among(cls, options: Sequence[Option], session: Session, parent: QObject) -> Choices:
        """A list that is at hand, for as long as `parent` lives."""
        known = {option.cell: option for option in options}
        columns = NAMED if any(option.words for option in options) else NAMELESS
        found = cls(lambda: options, known.get, session, count=len(options), columns=columns)
        found.setParent(parent)
        return found

    @property
    def is_ready(self) -> bool:
        return self._index is not None

    @property
    def index(self) -> RowIndex[Option]:
        """The options, to be looked through; only once they are ready."""
        assert self._index is not None
        return self._index

    @property
    def options(self) -> Sequence[Option]:
        """All of them, in the order of the list; only once they are ready."""
        return self.index.rows

    def want(self) -> None:
        """Make them ready: at once if they are few, else in the background."""
        make, self._make = self._make, None
        if make is None:
            return

        def work(_: object = None) -> RowIndex[Option]:
            index = RowIndex(self.columns, make(), self.session.say)
            index.haystacks()
            return index

        if self.count < LONG:
            self._put(work())
        else:
            self.session.work(PREPARING(), work, self._put)

    def _put(self, index: RowIndex[Option]) -> None:
        self._index = index
        self.ready.emit()

    def let_go(self) -> None:
        """Keep the list in memory no longer."""
        self._make = self._index = None

    def with_words(self, words: str, most: int) -> list[Option]:
        """The first options that hold each of the words in code, name or initials; none before they are ready."""
        if self._index is None:
            return []
        haystacks, options = self._index.haystacks(), self._index.rows
        found: Iterable[int] = range(len(options))
        for word in words.lower().split():
            found = _holding(word, haystacks, found)
        return [options[number] for number in islice(found, most)]


def _holding(word: str, haystacks: Sequence[str], numbers: Iterable[int]) -> Iterator[int]:
    """Those of the numbers whose text holds a word, one by one: whoever has enough of them looks no further."""
    return (number for number in numbers if word in haystacks[number])


class ChoiceDesk(QObject):
    """The one desk of a session (`of`) at which the county's lists lie ready to be picked from."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._lists: dict[str, list[tuple[Sequence[Any], Choices]]] = {}
        session.left.connect(self._clear)

    @classmethod
    def of(cls, session: Session) -> ChoiceDesk:
        """The session's desk, made on first use."""
        return session.findChild(cls) or cls(session)

    def members(self, members: Members, county: County) -> Choices:
        """The members of one of a county's lists; the same as before while the list is."""
        rows = members.rows(county)
        kept = self._lists.setdefault(members.list, [])
        for known, choices in kept:
            if known is rows:
                return choices
        found = Choices(partial(members, county), partial(members.find, county), self.session, count=len(rows))
        kept.append((rows, found))
        if len(kept) > KEPT:
            kept.pop(0)[1].let_go()
        return found

    @Slot()
    def _clear(self) -> None:
        for kept in self._lists.values():
            for _, choices in kept:
                choices.let_go()
        self._lists.clear()
