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
