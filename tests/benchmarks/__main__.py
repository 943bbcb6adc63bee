"""`python -m tests.benchmarks [--sizes SML] [--loads 20,70] [--effort normal] [--baseline 0]` prints the table."""

from __future__ import annotations

import argparse
from multiprocessing import get_context

from .counties import LOADS, SIZES
from .table import HEAD, line


def main() -> None:
    """Each line in a process of its own, so that memory is that of the line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--sizes", default="SML")
    parser.add_argument("--loads", default=",".join(map(str, LOADS)))
    parser.add_argument("--effort", default="normal")
    parser.add_argument("--baseline", type=float, default=0.0, help="seconds for CP-SAT on one model; 0: not run")
    asked = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |")
    print("|" + "---|" * len(HEAD))
    for size in SIZES:
        if size.name in asked.sizes:
            for load in map(int, asked.loads.split(",")):
                with get_context("spawn").Pool(1) as pool:
                    print(pool.apply(line, (size, load, asked.effort, asked.baseline)), flush=True)


if __name__ == "__main__":
    main()
