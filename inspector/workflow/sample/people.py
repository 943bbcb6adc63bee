"""The sample county's inspectors and their recusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ...domain.codes import InspectorStatus
from ...domain.county import Enterprise, Inspector, Recusal
from ...domain.quarters import Period, Quarter
from .chance import dice
from .duties import DEPARTMENTS, NARROW_SCOPES, QUALIFICATIONS, STAFF
from .words import DIVISION, GIVEN_FIRST, GIVEN_SECOND, SURNAMES

_REASONS = ("近亲属在该企业任职", "曾在该企业任职", "持有该企业股份", "其他利害关系")
_INVALID = 3
_ALREADY_EXPIRED = 2
_EXPIRING = 4
_ON_LEAVE = 0.6


def inspectors(quarter: Quarter, seed: int) -> tuple[Inspector, ...]:
    """A hundred inspectors of twelve departments, as certified when `quarter` begins; leave is added apart."""
    chance = dice(seed, "inspectors")
    people = [
        person
        for number, department in enumerate(DEPARTMENTS, 1)
        for person in _department(chance, number, department.code, quarter)
    ]
    # large departments only, so that a small one never stands without people
    large = [row.certificate for row in people if STAFF[row.department] >= 9 and not row.scope]
    odd = chance.sample(large, _INVALID + _ALREADY_EXPIRED + _EXPIRING)
    invalid = odd[:_INVALID]
    expired = odd[_INVALID : _INVALID + _ALREADY_EXPIRED]
    expiring = odd[_INVALID + _ALREADY_EXPIRED :]
    out = []
    for row in people:
        if row.certificate in invalid:
            row = replace(row, status=InspectorStatus.INVALID)
        elif row.certificate in expired:
            row = replace(row, expires=quarter.first - timedelta(chance.randrange(10, 60)))
        elif row.certificate in expiring:
            row = replace(row, expires=quarter.first + timedelta(chance.randrange(40, 80)))
        out.append(row)
    return tuple(out)


def _department(chance: Random, number: int, code: str, quarter: Quarter) -> list[Inspector]:
    size = STAFF[code]
    scopes = NARROW_SCOPES.get(code, ())
    held: list[list[str]] = [[] for _ in range(size)]
    for qualification, holders in QUALIFICATIONS.get(code, ()):
        # those of a narrow scope come last and hold none
        for place in chance.sample(range(size - len(scopes)), holders):
            held[place].append(qualification)
    people = []
    for place in range(size):
        narrow = place - (size - len(scopes))
        people.append(
            Inspector(
                certificate=f"{DIVISION[:4]}{number:02d}{place + 1:04d}",
                name=chance.choice(SURNAMES) + chance.choice(GIVEN_FIRST) + chance.choice(GIVEN_SECOND),
                department=code,
                scope=scopes[narrow] if narrow >= 0 else (),
                qualifications=tuple(held[place]),
                expires=_expiry(chance, quarter),
                load_limit=chance.choice((12, 13, 14, 15, 16, None)),
            )
        )
    return people


def _expiry(chance: Random, quarter: Quarter) -> date | None:
    """One to four years on; one certificate in twenty has no end."""
    if chance.random() < 0.05:
        return None
    return date(quarter.year + chance.randrange(1, 5), chance.randrange(1, 13), chance.randrange(1, 29))


def with_leave(people: tuple[Inspector, ...], quarter: Quarter, seed: int) -> tuple[Inspector, ...]:
    """The inspectors with the quarter's leave in place of earlier leave: one run of two to eight days for most."""
    chance = dice(seed, "leave", quarter)
    out = []
    for row in people:
        start = quarter.first + timedelta(chance.randrange(3, 78))
        leave = (Period(start, start + timedelta(chance.randrange(1, 8))),) if chance.random() < _ON_LEAVE else ()
        out.append(replace(row, leave=leave))
    return tuple(out)


def with_renewed_certificates(people: tuple[Inspector, ...], quarter: Quarter) -> tuple[Inspector, ...]:
    """The inspectors with certificates that ran out before `quarter` renewed for five years."""
    return tuple(
        replace(row, expires=row.expires.replace(year=quarter.year + 5, day=1))
        if row.expires and row.expires < quarter.first
        else row
        for row in people
    )


def recusals(people: Iterable[Inspector], listed: Iterable[Enterprise], count: int, seed: int) -> tuple[Recusal, ...]:
    """`count` recusals of different pairs."""
    chance = dice(seed, "recusals")
    certificates = [row.certificate for row in people]
    codes = [row.code for row in listed]
    pairs: dict[tuple[str, str], None] = {}
    while len(pairs) < count:
        pairs[chance.choice(certificates), chance.choice(codes)] = None
    return tuple(Recusal(certificate, code, chance.choice(_REASONS)) for certificate, code in pairs)
