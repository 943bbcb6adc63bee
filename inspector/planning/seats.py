"""Teams of a day and who can sit where: one person a seat, nobody twice (Hall's condition)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..rules.recusal import leaves_enough
from .problem import Crew, Need

NOBODY = -1
"""In place of a job: no visit in that half of the day."""


@dataclass(frozen=True, slots=True)
class Team:
    """One team-day of a department: its visits, how many seats, who may sit, what they must hold between them."""

    department: int
    day: int
    town: int
    morning: int
    afternoon: int
    officers: int
    people: int
    qualifications: tuple[str, ...]
    named: int


def make_team(crew: Crew, cell: tuple[int, int, int], morning: int, afternoon: int, needs: Sequence[Need]) -> Team:
    """The team of `cell` (department, town, day) for one or two visits with these needs."""
    department, town, day = cell
    there = crew.available[day]
    people, named, officers = there, 0, 0
    qualifications: tuple[str, ...] = ()
    for need in needs:
        people &= allowed(crew, need, day)
        named |= need.named
        officers = max(officers, need.officers)
        qualifications += need.qualifications
    people |= named & there
    return Team(department, day, town, morning, afternoon, officers, people, tuple(sorted(set(qualifications))), named)


def allowed(crew: Crew, need: Need, day: int) -> int:
    """Who may be drawn for the need that day: those who were there last only where too few others are left."""
    people = crew.available[day] & need.people
    if not need.last & people:
        return people
    others = people & ~need.last
    held = all(others & crew.qualified.get(name, 0) for name in need.qualifications)
    return others if held and leaves_enough(others.bit_count(), need.officers) else people


def seat_masks(qualified: dict[str, int], team: Team) -> list[tuple[tuple[str, ...], int]]:
    """The team's seats, each with the qualifications it carries and who may take it (mask).

    Named people have seats of their own; qualifications they hold need no other seat. The others are carried by as
    few seats as there are people who hold them together, else one seat each.
    """
    if not team.named and len(team.qualifications) <= 1:
        plain = ((), team.people)
        if not team.qualifications:
            return [plain] * team.officers
        first = team.qualifications, _holders(qualified, team.qualifications, team.people)
        return [first, *[plain] * (team.officers - 1)]
    seats: list[tuple[tuple[str, ...], int]] = []
    left = list(team.qualifications)
    named = team.named
    while named:
        bit = named & -named
        named ^= bit
        seats.append(((), bit & team.people))
        left = [name for name in left if not qualified.get(name, 0) & bit]
    free = max(team.officers - len(seats), 0)
    people = team.people & ~team.named
    carried: list[list[str]] = [[] for _ in range(free)]
    for name in left:
        if not carried:
            return [*seats, (tuple(left), 0)]
        # the seat that keeps most people able to take it, empty seats first among equals
        best = max(
            range(free), key=lambda place: (_holders(qualified, [*carried[place], name], people).bit_count(), -place)
        )
        carried[best].append(name)
    seats += ((tuple(names), _holders(qualified, names, people)) for names in carried)
    return seats


def _holders(qualified: dict[str, int], names: Iterable[str], people: int) -> int:
    for name in names:
        people &= qualified.get(name, 0)
    return people


def can_fill(masks: list[int]) -> bool:
    """Whether there is somebody for every seat; counts decide where people are plenty, a matching elsewhere."""
    masks = sorted(masks, key=int.bit_count)
    if all(mask.bit_count() > place for place, mask in enumerate(masks)):
        return True
    return match(masks) is not None


def match(masks: Sequence[int]) -> dict[int, int] | None:
    """Somebody for every seat, nobody twice: seat -> bit of the person; None if impossible (augmenting paths)."""
    order = sorted(range(len(masks)), key=lambda place: masks[place].bit_count())
    holder: dict[int, int] = {}

    def find(place: int, tried: list[int]) -> bool:
        free = masks[place] & ~tried[0]
        while free:
            bit = free & -free
            tried[0] |= bit
            if bit not in holder or find(holder[bit], tried):
                holder[bit] = place
                return True
            free &= ~tried[0]
        return False

    if not all(find(place, [0]) for place in order):
        return None
    return {place: bit for bit, place in holder.items()}
