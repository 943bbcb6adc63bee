"""A second implementation of both draws, written from the protocol's text alone; it shares no code with the program.

It starts from what stands on the sheets: the frozen rows (one draw group) and the table's rows.
"""

from __future__ import annotations

import hashlib

M = 1_000_000
Row = list[str]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def rows_of(text: str) -> list[Row]:
    """Rows without escapes, which the samples do not need."""
    return [line.split("\t") for line in text[:-1].split("\n")]


def targets(frozen: str, digits: str) -> set[tuple[str, str]]:
    """Section 6, for a quarter of one draw group: pairs of task and enterprise."""
    seed = f"{digits}|{sha(frozen)}"
    rows = rows_of(frozen)
    risk = {row[1]: row[5] for row in rows if row[0] == "检查对象"}
    drawn: set[tuple[str, str]] = set()
    for row in rows:
        if row[0] != "抽取分层":
            continue
        task, stratum, due = row[2], row[3], int(row[7])
        eligible = [
            frame[2]
            for frame in rows
            if frame[0] == "抽样框"
            and frame[3] in ("可抽", "可抽部分事项")
            and task in frame[4].split("；")
            and stratum in ("全部", risk[frame[2]])
        ]
        assert len(eligible) == int(row[8])
        eligible.sort(key=lambda code: sha(f"E|{seed}|{row[1]}|{code}"))
        drawn |= {(task, code) for code in eligible[:due]}
    return drawn


def roster(table: str, digits: str) -> dict[tuple[str, int], str]:
    """Section 9: the certificate number for each team's name and seat."""
    seed = f"{digits}|{sha(table)}"
    rows = rows_of(table)
    teams = [row for row in rows if row[0] == "检查组"]
    names = ["/".join((row[1], row[2], row[3], row[4])) for row in teams]
    department = {name: row[2] for name, row in zip(names, teams, strict=True)}
    chances = [(row[1], int(row[2]), row[3], int(row[4])) for row in rows if row[0] == "概率"]
    chances.sort(key=lambda row: (names.index(row[0]), row[1], sha(f"P|{seed}|{row[2]}")))
    result: dict[tuple[str, int], str] = {}
    thrown = [0]
    for code in sorted(set(department.values())):
        own = [row for row in chances if department[row[0]] == code]
        for (team, seat, person, _), value in zip(own, _round(own, seed, thrown), strict=True):
            if value == M:
                result[team, seat] = person
    return result


def _round(chances: list[tuple[str, int, str, int]], seed: str, thrown: list[int]) -> list[int]:
    edges: list[list] = []  # tail, head, value
    for team, seat, person, value in chances:
        edges.append([("seat", team, seat), ("day", person, team[:10]), value])
    number = len(edges)
    for kind in ("day", "person"):
        sums: dict = {}
        for edge in edges:
            if edge[1][0] == kind:
                sums[edge[1]] = sums.get(edge[1], 0) + edge[2]
        for node, value in sums.items():
            edges.append([node, ("person", node[1]) if kind == "day" else ("department",), value])
    starts = list(dict.fromkeys(edge[0] for edge in edges[:number]))
    for used in (edges[:number], edges):
        _round_once(used, starts, seed, thrown)
    return [edge[2] for edge in edges[:number]]


def _round_once(edges: list[list], starts: list, seed: str, thrown: list[int]) -> None:
    retired: list[list] = []

    def open_edges(node: tuple, came_by: list | None) -> list[list]:
        return [
            edge
            for edge in edges
            if node in edge[:2] and edge[2] % M and edge is not came_by and not any(edge is other for other in retired)
        ]

    for start in starts:
        walk: list[tuple[tuple, list]] = []  # a node and the edge by which it was left
        node = start
        while True:
            came_by = walk[-1][1] if walk else None
            ways = open_edges(node, came_by)
            if not ways:
                if not walk:
                    break
                node, edge = walk.pop()
                retired.append(edge)
                continue
            edge = ways[0]
            other = edge[1] if edge[0] == node else edge[0]
            walk.append((node, edge))
            places = [place for place, (passed, _) in enumerate(walk) if passed == other]
            if places:
                _round_cycle(walk[places[0] :], seed, thrown)
                del walk[places[0] :]
            node = other


def _round_cycle(cycle: list[tuple[tuple, list]], seed: str, thrown: list[int]) -> None:
    along = [edge for node, edge in cycle if edge[0] == node]
    against = [edge for node, edge in cycle if edge[1] == node]
    up = [M - edge[2] % M for edge in along] + [edge[2] % M for edge in against]
    down = [edge[2] % M for edge in along] + [M - edge[2] % M for edge in against]
    forward, backward = min(up), min(down)
    thrown[0] += 1
    coin = int(sha(f"O|{seed}|{thrown[0]}"), 16)
    step = forward if coin * (forward + backward) < backward * 2**256 else -backward
    for edge in along:
        edge[2] += step
    for edge in against:
        edge[2] -= step


Seat = tuple[str, int]


def chances(
    seats: list[tuple[Seat, tuple[str, ...]]], limits: dict[str, int | None]
) -> dict[tuple[str, int, str], int]:
    """Section 8 for one department: seats in order with those who may take them, and everybody's load limit."""
    people = sorted(limits)
    posts: dict[tuple[str, tuple[str, ...]], list[Seat]] = {}
    for seat, able in seats:
        posts.setdefault((seat[0][:10], able), []).append(seat)
    table = _Shares(posts, people, {one: None if n is None else n * M for one, n in limits.items()})
    table.balance()
    table.keep_limits()
    table.level()
    for keep in (1, 0):
        for post in posts:
            while table.lack(post) and table.chain(post, keep):
                pass
    assert not any(table.lack(post) for post in posts)
    result = {}
    for post, own in posts.items():
        turn = 0
        for person in post[1]:
            each, left = divmod(table.has[post, person], len(own))
            extra = [(turn + place) % len(own) for place in range(left)]
            turn = (turn + left) % len(own)
            for place, (team, number) in enumerate(own):
                if each + (place in extra):
                    result[team, number, person] = each + (place in extra)
    return result


class _Shares:
    def __init__(self, posts: dict, people: list[str], limits: dict[str, int | None]) -> None:
        self.posts, self.people, self.limits = posts, people, limits
        self.has: dict = {}
        self.days = sorted({day for day, _ in posts})

    def day_sum(self, day: str, person: str) -> int:
        return sum(value for (post, one), value in self.has.items() if one == person and post[0] == day)

    def capped_load(self, person: str) -> int:
        return sum(min(M, self.day_sum(day, person)) for day in self.days)

    def balance(self) -> None:
        weight = dict.fromkeys(self.people, 2**20)
        factor = {(day, one): 2**20 for day in self.days for one in self.people}
        for _ in range(12):
            for post, own in self.posts.items():
                p = {one: weight[one] * factor[post[0], one] for one in post[1]}
                self._share(post, p, len(own) * M)
            load = {one: self.capped_load(one) for one in self.people}
            for day, one in factor:
                total = self.day_sum(day, one)
                if total > M or (total > 0 and factor[day, one] < 2**20):
                    factor[day, one] = min(2**20, max(1, factor[day, one] * M // total))
            aim = self._aims(load, weight)
            for one in self.people:
                if load[one]:
                    weight[one] = min(2**22, max(2**18, weight[one] * aim[one] // load[one]))

    def _share(self, post: tuple, p: dict[str, int], whole: int) -> None:
        rest = sum(p.values())
        waiting = sorted(p, key=lambda one: -p[one])
        while waiting and p[waiting[0]] * whole > rest * M:
            first = waiting.pop(0)
            self.has[post, first] = M
            whole, rest = whole - M, rest - p[first]
        for one in waiting:
            self.has[post, one] = p[one] * whole // rest

    def _aims(self, load: dict[str, int], weight: dict[str, int]) -> dict[str, int]:
        aim = dict(load)
        left = sum(len(own) * M for own in self.posts.values())
        free = [one for one in self.people if load[one] and 2**18 < weight[one] < 2**22]
        left -= sum(load[one] for one in self.people if one not in free)
        endless = 10**18
        while free:
            one = min(free, key=lambda one: endless if self.limits[one] is None else self.limits[one])
            limit = self.limits[one]
            aim[one] = left // len(free)
            if limit is not None:
                aim[one] = min(aim[one], limit)
            aim[one] = max(0, aim[one])
            left -= aim[one]
            free.remove(one)
        return aim

    def keep_limits(self) -> None:
        day_sum = {(day, one): self.day_sum(day, one) for day in self.days for one in self.people}
        load = {one: self.capped_load(one) for one in self.people}
        for post, one in self.has:
            value, limit = self.has[post, one], self.limits[one]
            if day_sum[post[0], one] > M:
                value = value * M // day_sum[post[0], one]
            if limit is not None and load[one] > limit:
                value = value * limit // load[one]
            self.has[post, one] = value

    def room(self, day: str, one: str) -> int:
        room, limit = M - self.day_sum(day, one), self.limits[one]
        load = sum(value for (_, person), value in self.has.items() if person == one)
        return room if limit is None else min(room, limit - load)

    def lack(self, post: tuple) -> int:
        return len(self.posts[post]) * M - sum(self.has[post, one] for one in post[1])

    def level(self) -> None:
        for post in self.posts:
            rooms = {one: self.room(post[0], one) for one in post[1] if self.room(post[0], one) > 0}
            part = self.lack(post) // len(rooms) if rooms else 0
            for one, room in rooms.items():
                self.has[post, one] += min(part, room)

    def chain(self, start: tuple, keep: int) -> bool:
        reached: dict[tuple, tuple[tuple, str] | None] = {start: None}
        queue = [start]
        seen_days: set = set()
        seen: set = set()
        for post in queue:
            day = post[0]
            for one in post[1]:
                if self.room(day, one) > 0:
                    self._move(reached, post, one, keep)
                    return True
                further = []
                if (day, one) not in seen_days:
                    seen_days.add((day, one))
                    further += [other for other in self.posts if other[0] == day]
                if one not in seen and self.day_sum(day, one) < M:
                    seen.add(one)
                    further += list(self.posts)
                for other in further:
                    if other not in reached and self.has.get((other, one), 0) > keep:
                        reached[other] = (post, one)
                        queue.append(other)
        return False

    def _move(self, reached: dict, last: tuple, one: str, keep: int) -> None:
        amounts = [self.room(last[0], one)]
        moves = []
        post, takes = last, one
        while reached[post] is not None:
            before, gives = reached[post]
            moves.append((post, takes, gives))
            amounts.append(self.has[post, gives] - keep)
            if before[0] != post[0]:
                amounts.append(M - self.day_sum(before[0], gives))
            post, takes = before, gives
        amount = min(*amounts, self.lack(post)) if amounts else 0
        for there, gets, gives in moves:
            self.has[there, gives] -= amount
            self.has[there, gets] += amount
        self.has[post, takes] += amount
