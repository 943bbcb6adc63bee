"""The planner under pytest-benchmark: `pytest -n0 tests/benchmarks --benchmark-only`; skipped in ordinary runs."""

from typing import Any

import pytest

from inspector.planning.construct import construct
from inspector.planning.search import EFFORTS, search

from .counties import SIZES, make_county


@pytest.mark.parametrize("load", [20, 70])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_first_plan(benchmark: Any, size: Any, load: int) -> None:
    problem = make_county(size, load)
    board, left = benchmark.pedantic(construct, (problem,), rounds=3)
    assert left == []
    assert board.team_days >= problem.bound


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: size.name)
def test_quick_plan(benchmark: Any, size: Any) -> None:
    problem = make_county(size, 20)
    found = benchmark.pedantic(search, (problem, EFFORTS["quick"]), rounds=2)
    assert found.left == []
    assert found.board.team_days <= 1.05 * found.bound
