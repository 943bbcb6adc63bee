"""Which morning and which afternoon visit one team makes: as few teams of a day as people can be found for.

Two visits of a town can share a team only if somebody may go to both, and who goes with one team is missing in the
others. So the pairs of all towns are chosen together, and a pair is split where that is the only way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .seats import NOBODY, can_fill

MOST_STEPS = 200
"""How many pairs a search looks at before it gives up."""

Pair = tuple[int, int]
"""A morning and an afternoon visit; `NOBODY` for none."""

Pairs = tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Halves:
    """The visits of a town that may share teams, those that ask for most first."""

    mornings: tuple[int, ...]
    afternoons: tuple[int, ...]


def in_order(halves: Halves) -> Pairs:
    """Mornings and afternoons paired in their order; what is left over goes alone."""
    mornings, afternoons = halves.mornings, halves.afternoons
    more = len(mornings) - len(afternoons)
    return tuple(
        zip(mornings + (NOBODY,) * max(-more, 0), afternoons + (NOBODY,) * max(more, 0), strict=True),
    )


class Pairing:
    """A search for the pairs of all towns on one day.

    `seats` tells who may sit where (masks) in the team of a town that makes a pair; `alike` is equal for visits
    that can take each other's place; `fixed` are the seats of teams that have no choice.
    """

    def __init__(
        self,
        towns: Sequence[Halves],
        fixed: Sequence[int],
        seats: Callable[[int, Pair], Sequence[int]],
        alike: Callable[[int], object],
    ) -> None:
        self._towns = towns
        self._fixed = list(fixed)
        self._seats = seats
        self._alike = alike
        self._steps = MOST_STEPS

    def fewest_teams(self, people: int) -> tuple[Pairs, ...] | None:
        """Pairs of each town, with as few split as can be; None if the department's `people` were found too few."""
        pairs = tuple(map(in_order, self._towns))
        seats = list(self._fixed)
        for town, row in enumerate(pairs):
            seats += (mask for pair in row for mask in self._seats(town, pair))
        if len(seats) > people:
            return None
        if can_fill(seats):
            return pairs
        choices = sum(min(len(halves.mornings), len(halves.afternoons)) for halves in self._towns)
        for splits in range(choices + 1):
            for found in self._pairs_of(0, self._fixed, splits):
                return found
        return None

    def _pairs_of(self, town: int, taken: list[int], splits: int) -> Iterator[tuple[Pairs, ...]]:
        """Pairs of this town and all after it, beside seats already taken."""
        if town == len(self._towns):
            yield ()
            return
        halves = self._towns[town]
        swapped = len(halves.mornings) > len(halves.afternoons)
        few, many = halves.afternoons, halves.mornings
        if not swapped:
            few, many = many, few
        for pairs, seats, left in self._matchings(town, few, many, swapped, taken, splits):
            for others in self._pairs_of(town + 1, seats, left):
                yield (pairs, *others)

    def _matchings(
        self, town: int, few: Sequence[int], many: tuple[int, ...], swapped: bool, taken: list[int], splits: int
    ) -> Iterator[tuple[Pairs, list[int], int]]:
        """Each of `few` with one of `many`, or alone; with the seats then taken and the splits left."""
        if not few:
            pairs = tuple((other, NOBODY) if swapped else (NOBODY, other) for other in many)
            seats = taken + [mask for pair in pairs for mask in self._seats(town, pair)]
            if can_fill(seats):
                yield pairs, seats, splits
            return
        one, *rest = few
        tried = set()
        for partner in (*many, NOBODY) if splits else many:
            kind = None if partner == NOBODY else self._alike(partner)
            if kind in tried:
                continue
            tried.add(kind)
            self._steps -= 1
            if self._steps < 0:
                return
            pair = (partner, one) if swapped else (one, partner)
            seats = [*taken, *self._seats(town, pair)]
            if not can_fill(seats):
                continue
            left = tuple(other for other in many if other != partner)
            fewer = splits - (partner == NOBODY)
            for pairs, all_seats, more in self._matchings(town, rest, left, swapped, seats, fewer):
                yield (pair, *pairs), all_seats, more
