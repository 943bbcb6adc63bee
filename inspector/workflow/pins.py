"""Dates that somebody fixed for visits of a quarter: kept by enterprise and sources, which outlive a visit's number."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.codes import Half
from ..domain.plan import Visit

PIN = "pin"
"""Kind of the records that fix a visit's date, or leave it open again."""

Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pin:
    """指定日期: the visit at `enterprise` that serves these tasks and cases takes place on this date and half-day."""

    enterprise: str
    sources: tuple[str, ...]
    date: date
    half: Half

    @property
    def key(self) -> Key:
        return self.enterprise, self.sources


def key_of(visit: Visit) -> Key:
    """What a visit is known by to its pin."""
    return visit.enterprise, visit.sources


def pin_body(pin: Pin, *, removed: bool = False) -> str:
    """A record's body: the pin, or that it is taken away."""
    said = {"enterprise": pin.enterprise, "sources": list(pin.sources)}
    fixed = {} if removed else {"date": pin.date.isoformat(), "half": pin.half.value}
    return json.dumps({**said, **fixed}, ensure_ascii=False, sort_keys=True)


def fold_pin(pins: tuple[Pin, ...], body: str) -> tuple[Pin, ...]:
    """The pins after one more record: a later pin of a visit takes the place of an earlier one."""
    said = json.loads(body)
    key = said["enterprise"], tuple(said["sources"])
    others = tuple(pin for pin in pins if pin.key != key)
    if "date" not in said:
        return others
    return (*others, Pin(*key, date.fromisoformat(said["date"]), Half(said["half"])))


def by_number(pins: Iterable[Pin], visits: Iterable[Visit]) -> dict[str, tuple[date, Half]]:
    """Date and half-day by the number that the visit has in this plan; a pin without its visit is left out."""
    fixed = {pin.key: (pin.date, pin.half) for pin in pins}
    return {visit.number: fixed[key_of(visit)] for visit in visits if key_of(visit) in fixed}
