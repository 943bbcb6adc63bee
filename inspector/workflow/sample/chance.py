"""Reproducible chance for made-up lists."""

from __future__ import annotations

from random import Random


def dice(seed: int, *parts: object) -> Random:
    """A generator of its own for one part of the lists, so that a change in one part leaves the others alone.

    Seeded by text: the same on every machine, whatever PYTHONHASHSEED says.
    """
    return Random("/".join(map(str, (seed, *parts))))
