"""Dice 2: by whom. The table of chances is rounded at random to a roster; every chance is kept exactly.

Cycle rounding on the flow network seat -> inspector-day -> inspector -> the department's total (Budish, Che, Kojima
and Milgrom 2013; Gandhi, Khuller, Parthasarathy and Srinivasan 2006): every sum over a seat, an inspector's day and an
inspector's quarter comes out as its floor or its ceiling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from ..domain.plan import MILLION, Chance, DiceRecord, Posting, TeamDay
from .staffing import team_order
from .tickets import COIN_RANGE, coin, inspector_tickets


def draw_postings(chances: Iterable[Chance], teams: Iterable[TeamDay], dice: DiceRecord) -> tuple[Posting, ...]:
    """Who takes which seat, in the order of team-days (department, date, town, number) and seats.

    Raises:
        ValueError: a chance is for a team-day that is not among `teams`, or a seat's do not add up to 1,000,000.
    """
    by_name = {team.name: team for team in sorted(teams, key=team_order)}
    place = {name: number for number, name in enumerate(by_name)}
    chances = tuple(chances)
    _refuse_incomplete(chances, by_name)
    tickets = inspector_tickets(dice.seed, {one.certificate for one in chances})
    by_department: dict[str, list[Chance]] = {}
    in_order = sorted(chances, key=lambda one: (place[one.team], one.seat, tickets[one.certificate], one.certificate))
    for chance in in_order:
        by_department.setdefault(by_name[chance.team].department, []).append(chance)
    dates = {name: team.date for name, team in by_name.items()}
    coins = _Coins(dice.seed)
    postings: list[Posting] = []
    for own in by_department.values():
        postings += _round_department(own, dates, coins)
    return tuple(postings)


def _refuse_incomplete(chances: Iterable[Chance], teams: Collection[str]) -> None:
    sums: dict[tuple[str, int], int] = {}
    for one in chances:
        seat = one.team, one.seat
        sums[seat] = sums.get(seat, 0) + one.millionths
    for (team, number), total in sums.items():
        if team not in teams or total != MILLION:
            raise ValueError(f"seat {number} of {team}: {total}")


class _Coins:
    """The coins of a draw, thrown one after the other."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self.thrown = 0

    def choose(self, up: int, down: int) -> bool:
        """True with chance ``down / (up + down)``: on average neither going `up` nor going `down` changes anything."""
        self.thrown += 1
        return coin(self._seed, self.thrown) * (up + down) < down * COIN_RANGE


class _Network:
    """Nodes and directed edges with values in millionths."""

    def __init__(self) -> None:
        self.ends: list[tuple[int, int]] = []
        self.parts: list[int] = []
        """By edge: what its value is above a whole number; 0 or a million once it is whole."""
        self._nodes = 0
        self._open_at: list[list[int]] = []
        """By node: the edges in use that are not whole yet, in the order in which they were added."""

    def node(self) -> int:
        self._nodes += 1
        return self._nodes - 1

    def edge(self, tail: int, head: int, value: int) -> None:
        self.ends.append((tail, head))
        self.parts.append(value % MILLION)

    def round(self, edges: Iterable[int], starts: Iterable[int], coins: _Coins) -> None:
        """Make edges whole until those that are not, among `edges`, form no cycle any more.

        A walk starts at each of `starts` in turn and always takes the first open edge other than the one it came by.
        When it comes back to one of its nodes, the part since then is a cycle: that is rounded, and the walk goes on
        from there. Where there is no other edge, the one it came by is on no cycle: it is put out of use and the walk
        goes on from the node before.
        """
        ends = self.ends
        open_at: list[list[int]] = [[] for _ in range(self._nodes)]
        self._open_at = open_at
        for edge in edges:
            if 0 < self.parts[edge] < MILLION:
                for node in ends[edge]:
                    open_at[node].append(edge)
        at = [-1] * len(open_at)
        """By node: its place in the walk, or -1."""
        for start in starts:
            nodes: list[int] = [start]
            walked: list[int] = []
            at[start] = 0
            while True:
                here = open_at[nodes[-1]]
                if walked and here[0] == walked[-1]:
                    if len(here) == 1:
                        here.clear()
                        at[nodes.pop()] = -1
                        open_at[nodes[-1]].remove(walked.pop())
                        continue
                    edge = here[1]
                elif here:
                    edge = here[0]
                else:
                    at[start] = -1
                    break
                tail, head = ends[edge]
                other = head if tail == nodes[-1] else tail
                walked.append(edge)
                since = at[other]
                if since < 0:
                    at[other] = len(nodes)
                    nodes.append(other)
                    continue
                self._round_cycle(nodes[since:], walked[since:], coins)
                for left in nodes[since + 1 :]:
                    at[left] = -1
                del nodes[since + 1 :], walked[since:]

    def _round_cycle(self, nodes: Sequence[int], edges: Sequence[int], coins: _Coins) -> None:
        """Move a cycle by one step, so that at least one edge becomes whole.

        Going forward adds the step to the edges that the walk took along their direction and takes it from the
        others; going backward does the opposite.
        """
        ends, parts = self.ends, self.parts
        along: list[int] = []
        against: list[int] = []
        for node, edge in zip(nodes, edges, strict=True):
            (along if ends[edge][0] == node else against).append(edge)
        over_along = [parts[edge] for edge in along]
        over_against = [parts[edge] for edge in against]
        forward = min(MILLION - max(over_along), min(over_against))
        backward = min(min(over_along), MILLION - max(over_against))
        step = forward if coins.choose(forward, backward) else -backward
        for edge in along:
            parts[edge] += step
        for edge in against:
            parts[edge] -= step
        for edge in edges:
            if not 0 < parts[edge] < MILLION:
                tail, head = ends[edge]
                self._open_at[tail].remove(edge)
                self._open_at[head].remove(edge)


def _round_department(chances: Sequence[Chance], dates: dict[str, date], coins: _Coins) -> list[Posting]:
    """One department's seats; `chances` are in the order of team-days and seats, and then of people's tickets."""
    network = _Network()
    seats: dict[tuple[str, int], int] = {}
    days: dict[tuple[str, date], int] = {}
    people: dict[str, int] = {}
    on_day: dict[tuple[str, date], int] = {}
    for one in chances:
        seat, day = (one.team, one.seat), (one.certificate, dates[one.team])
        if seat not in seats:
            seats[seat] = network.node()
        if day not in days:
            days[day] = network.node()
        network.edge(seats[seat], days[day], one.millionths)
        on_day[day] = on_day.get(day, 0) + one.millionths
    load: dict[str, int] = {}
    for day, value in on_day.items():
        certificate = day[0]
        if certificate not in people:
            people[certificate] = network.node()
        network.edge(days[day], people[certificate], value)
        load[certificate] = load.get(certificate, 0) + value
    total = network.node()
    for certificate, value in load.items():
        network.edge(people[certificate], total, value)
    network.round(range(len(chances)), seats.values(), coins)
    network.round(range(len(network.parts)), seats.values(), coins)
    return [
        Posting(one.team, one.seat, one.certificate)
        for one, part in zip(chances, network.parts, strict=False)
        if part == MILLION or one.millionths == MILLION
    ]
