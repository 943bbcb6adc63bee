"""How many pairs of visits can share a team at most: a maximum matching (Edmonds 1965)."""

from __future__ import annotations

from collections.abc import Callable

MOST = 300
"""Of more visits than this a matching takes too long: they are taken to share as they like."""


def most_pairs(count: int, may_share: Callable[[int, int], bool]) -> int:
    """How many pairs so many visits can form, each visit in one pair at most; never too few.

    `may_share` is asked for two places. If visits are in the order of their last days, those that stand together can
    most often share, and there is nothing left to search.
    """
    ideal = count // 2
    if count > MOST or _pairs_in_order(count, may_share) == ideal:
        return ideal
    import networkx

    graph = networkx.Graph((one, other) for other in range(count) for one in range(other) if may_share(one, other))
    return len(networkx.max_weight_matching(graph, maxcardinality=True))


def _pairs_in_order(count: int, may_share: Callable[[int, int], bool]) -> int:
    """How many pairs come of each visit taking the first after it that is still free."""
    free = list(range(count))
    pairs = 0
    while free:
        one = free.pop(0)
        other = next((other for other in free if may_share(one, other)), None)
        if other is not None:
            free.remove(other)
            pairs += 1
    return pairs
