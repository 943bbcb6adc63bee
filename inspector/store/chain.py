"""The chain of records: each hash covers the record and the hash before it.

This detects editing by somebody who does not rewrite the whole chain; what detects a rewritten one is the
fingerprint lodged outside the file (tamper-evident, not tamper-proof).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

ALGORITHM = "sha256"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Record:
    """One act on record. `at` is local time with its offset; `quarter` is "" for acts on the lists."""

    sequence: int
    quarter: str
    kind: str
    at: str
    operator: str
    program: str
    body: str
    algorithm: str
    previous: str
    hash: str

    def expected_hash(self) -> str:
        """What `hash` must be."""
        covered = [self.sequence, self.quarter, self.kind, self.at, self.operator, self.program, self.body]
        text = json.dumps([*covered, self.algorithm, self.previous], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def first_broken(records: Iterable[Record]) -> Record | None:
    """The first record that does not follow from the ones before it, or None."""
    previous, number = START, 0
    for record in records:
        number += 1
        if record.sequence != number or record.previous != previous or record.hash != record.expected_hash():
            return record
        previous = record.hash
    return None
