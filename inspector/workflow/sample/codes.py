"""Identifiers of made-up enterprises, formed as the standards form real ones."""

from __future__ import annotations

from ...domain.codes import EnterpriseKind
from ...domain.identity import check_digit
from .words import DIVISION

_KIND_DIGIT = {
    EnterpriseKind.COMPANY: "1",
    EnterpriseKind.SOLE_TRADER: "2",
    EnterpriseKind.FARMERS_COOPERATIVE: "3",
}
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(kind: EnterpriseKind, number: int) -> str:
    """The unified social credit code (GB 32100-2015) of the county's `number`-th enterprise.

    Raises:
        ValueError: more numbers are asked for than six digits hold.
    """
    if not 0 <= number < 1_000_000:
        raise ValueError(number)
    body = f"MA{number:06d}"
    first17 = f"9{_KIND_DIGIT.get(kind, '9')}{DIVISION}{body}{_organisation_check(body)}"
    return first17 + check_digit(first17)


def _organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714): weighted sum, modulus 11."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def old_registration_number(kind: EnterpriseKind, number: int) -> str:
    """A registration number of the time before credit codes (GS 15-2006): division, sequence, check digit.

    Sole traders' sequences begin with 6, all others' with 0.
    """
    first14 = f"{DIVISION}{60_000_000 + number if kind is EnterpriseKind.SOLE_TRADER else number:08d}"
    # ISO 7064, modulus 11,10
    product = 10
    for char in first14:
        product = (product + int(char)) % 10 or 10
        product = product * 2 % 11
    return f"{first14}{(11 - product) % 10}"
