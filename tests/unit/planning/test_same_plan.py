"""The same frozen input gives the same plan, whatever the order of hashes and however often."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .county import enterprise, meeting, plan_of, snapshot, span, task

ENTERPRISES = tuple(enterprise(n, town=f"第{n % 4}镇", labels=("工业",)) for n in range(1, 25))


def fingerprint() -> str:
    frozen = snapshot(
        people=6,
        enterprises=ENTERPRISES,
        tasks=(
            task("T1", ("HB1", "SJ1"), fixed=9),
            task("T2", ("YJ1", "SJ1"), span(4, 29), fixed=9),
            task("T3", ("YJ1",), span(4, 20), fixed=7, half_days=2),
        ),
        meetings=(
            meeting("M1", span(4, 29), *ENTERPRISES[:2]),
            meeting("M2", span(4, 29), labels=("工业",), count=5),
        ),
    )
    found, _ = plan_of(frozen, "normal")
    return hashlib.sha256(repr((found.visits, found.teams, found.events, found.report)).encode()).hexdigest()


def fingerprint_elsewhere(seed: str = "0", before: str = "") -> str:
    """The same in a process of its own, with another hash seed, after a line of Python."""
    root = Path(__file__).parents[3]
    program = f"{before}\nfrom tests.unit.planning.test_same_plan import fingerprint; print(fingerprint())"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_same_plan_twice() -> None:
    assert fingerprint() == fingerprint()


def test_same_plan_under_other_hash_seeds() -> None:
    assert {fingerprint_elsewhere(seed) for seed in ("0", "1", "4711")} == {fingerprint()}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not pin processes to cores")
def test_same_plan_on_one_core_that_another_process_keeps_busy() -> None:
    core = min(os.sched_getaffinity(0))
    pinned = f"import os; os.sched_setaffinity(0, {{{core}}})"
    with subprocess.Popen([sys.executable, "-c", f"{pinned}\nwhile True: pass"]) as busy:
        try:
            assert fingerprint_elsewhere("1", pinned) == fingerprint()
        finally:
            busy.kill()
