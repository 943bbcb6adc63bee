"""The sample county's enterprises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from ...domain.codes import EnterpriseKind, EnterpriseStatus, RiskClass
from ...domain.county import Enterprise
from ...domain.quarters import Period, Quarter
from .chance import dice
from .codes import credit_code, old_registration_number
from .words import (
    BRAND_FIRST,
    BRAND_SECOND,
    COUNTY,
    NOWHERE_PHONE,
    ROADS,
    SURNAMES,
    TOWNS,
    TRADES,
    VILLAGES,
    Trade,
)

_RISKS = {RiskClass.A: 30, RiskClass.B: 35, RiskClass.C: 15, RiskClass.D: 4, RiskClass.UNRATED: 16}
_STATUSES = {
    EnterpriseStatus.ACTIVE: 950,
    EnterpriseStatus.DEREGISTERED: 30,
    EnterpriseStatus.REVOKED: 12,
    EnterpriseStatus.CANCELLED: 4,
    EnterpriseStatus.MOVED_OUT: 4,
}
_COMPANY_FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "厂")
_OLD_NUMBERS = 0.05
_BLACKOUTS = 0.06

_Choice = TypeVar("_Choice")


def enterprises(seed: int, first: int, count: int) -> tuple[Enterprise, ...]:
    """`count` enterprises, numbered from `first`; those of different numbers differ in code and name."""
    chance = dice(seed, "enterprises", first)
    names: set[str] = set()
    made = []
    for number in range(first, first + count):
        trade = chance.choices(TRADES, [trade.weight for trade in TRADES])[0]
        small = chance.randrange(10) < trade.small
        kind = EnterpriseKind.SOLE_TRADER if small else trade.kind
        town = _one_of(chance, TOWNS)
        name = _name(chance, trade, kind, town)
        while name in names:
            name = _name(chance, trade, kind, town)
        names.add(name)
        old = chance.random() < _OLD_NUMBERS
        made.append(
            Enterprise(
                code=old_registration_number(kind, number) if old else credit_code(kind, number),
                name=name,
                kind=kind,
                industry=trade.industry,
                risk=_one_of(chance, _RISKS),
                town=town,
                address=_address(chance, town),
                status=_one_of(chance, _STATUSES),
                labels=_labels(chance, trade, kind),
                contact=chance.choice(SURNAMES) + chance.choice(("经理", "主任", "师傅")),
                phone=f"{NOWHERE_PHONE}{number:04d}",
            )
        )
    return tuple(made)


def with_blackouts(listed: tuple[Enterprise, ...], quarter: Quarter, seed: int) -> tuple[Enterprise, ...]:
    """The enterprises with the quarter's blackout periods (错峰时段) in place of earlier ones.

    A few have one of five to twelve days, some of these another of three.
    """
    chance = dice(seed, "blackouts", quarter)
    return tuple(
        replace(row, blackouts=_blackouts(chance, quarter) if chance.random() < _BLACKOUTS else ()) for row in listed
    )


def _blackouts(chance: Random, quarter: Quarter) -> tuple[Period, ...]:
    start = quarter.first + timedelta(chance.randrange(5, 60))
    periods = [Period(start, start + timedelta(chance.randrange(4, 12)))]
    if chance.random() < 0.25:
        later = start + timedelta(20)
        periods.append(Period(later, later + timedelta(2)))
    return tuple(periods)


def _one_of(chance: Random, weights: dict[_Choice, int]) -> _Choice:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def _name(chance: Random, trade: Trade, kind: EnterpriseKind, town: str) -> str:
    brand = chance.choice(BRAND_FIRST) + chance.choice(BRAND_SECOND)
    if kind is EnterpriseKind.SOLE_TRADER:
        return f"{COUNTY}{town}{brand}{chance.choice(trade.shops)}"
    if kind is EnterpriseKind.FARMERS_COOPERATIVE:
        return f"{COUNTY}{brand}{chance.choice(trade.words)}专业合作社"
    return f"{COUNTY}{brand}{chance.choice(trade.words)}{chance.choice(_COMPANY_FORMS)}"


def _address(chance: Random, town: str) -> str:
    if town.endswith("街道") or chance.random() < 0.5:
        return f"{COUNTY}{town}{chance.choice(ROADS)}{chance.randrange(1, 300)}号"
    return f"{COUNTY}{town}{chance.choice(VILLAGES)}{chance.randrange(1, 12)}组"


def _labels(chance: Random, trade: Trade, kind: EnterpriseKind) -> tuple[str, ...]:
    """The trade's labels and, for some, two that any larger enterprise may carry."""
    labels = list(trade.labels)
    if kind is EnterpriseKind.COMPANY:
        labels += [label for label, share in (("特种设备", 0.2), ("用工单位", 0.25)) if chance.random() < share]
    return tuple(dict.fromkeys(labels))
