"""A small office for end-to-end tests: a cut-out of the sample county and the command line as a function."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.domain.county import County
from inspector.domain.quarters import Quarter
from inspector.exchange.lists_export import write_lists
from inspector.workflow.sample import next_quarter, sample_county

Q1, Q2 = Quarter(2027, 1), Quarter(2027, 2)
DICE1, DICE2 = "31415926535897932384", "27182818284590452353"


def cut_out(county: County, enterprises: int = 260) -> County:
    """The first enterprises of a county and all that refers to nothing else."""
    kept = county.enterprises[:enterprises]
    codes = {row.code for row in kept}
    return replace(
        county,
        enterprises=kept,
        recusals=tuple(row for row in county.recusals if row.enterprise in codes),
        cases=tuple(row for row in county.cases if row.enterprise in codes),
        meetings=tuple(row for row in county.meetings if set(row.invitees) <= codes),
        past_checks=tuple(row for row in county.past_checks if row.enterprise in codes),
        past_meetings=tuple(row for row in county.past_meetings if row.enterprise in codes),
    )


def write_quarters(folder: Path) -> tuple[Path, Path]:
    """Import workbooks of two quarters in a row."""
    first = sample_county(Q1)
    paths = folder / "q1.xlsx", folder / "q2.xlsx"
    write_lists(paths[0], cut_out(first))
    write_lists(paths[1], cut_out(next_quarter(first, Q2)))
    return paths


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict:
        return json.loads(self.out)["result"]


def run(*words: object, hash_seed: str = "0", timeout: float = 240) -> Ran:
    """`inspector WORDS` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "inspector", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        env=environment(hash_seed),
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def environment(hash_seed: str = "0") -> dict[str, str]:
    chinese = dict.fromkeys(("LANG", "LC_ALL"), "zh_CN.UTF-8")
    return {**os.environ, **chinese, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}


def ok(*words: object, **more: str) -> Ran:
    """A command that must succeed."""
    done = run(*words, **more)
    assert done.code == 0, f"{words}: {done.code}\n{done.out}\n{done.err}"
    return done


def planned(folder: Path, lists: Path, hash_seed: str = "0") -> Path:
    """A county file with the first quarter staffed."""
    file = folder / "small.county"
    ok("new", file, "--name", "云溪县", "--code", "429088", hash_seed=hash_seed)
    ok("import", file, lists, hash_seed=hash_seed)
    ok(
        *("plan", file, "--quarter", Q1, "--dice1", DICE1, "--dice2", DICE2, "--witness", "甲", "乙"),
        *("--effort", "quick"),
        hash_seed=hash_seed,
    )
    return file


def approved(file: Path, quarter: Quarter = Q1) -> None:
    ok("submit", file, "--by", "经办人", "--quarter", quarter)
    ok(
        *("approve", file, "--by", "批准人", "--document", "示例〔2026〕1号", "--date", "2026-12-20"),
        *("--quarter", quarter),
    )
