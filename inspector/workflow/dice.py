"""The digits people throw: read leniently, checked strictly."""

from __future__ import annotations

import secrets
import unicodedata

from ..domain.messages import Refusal, Wording

LEAST_DIGITS = 20
"""Twenty ten-sided dice; see the draw protocol."""

NOT_DIGITS = Wording(
    "dice.not_digits",
    "骰子号码里有“{found}”，号码只能由数字 0–9 组成。请照见证记录重新录入。",
    "The dice contain '{found}'; they may only be digits 0–9. Type them again from the witnesses' record.",
)
TOO_FEW = Wording(
    "dice.too_few",
    "骰子号码只有 {count} 位，至少要 {least} 位（二十个十面骰、二十六次普通骰，或五位见证人各四位）。",
    "Only {count} dice digits; at least {least} are needed (twenty ten-sided dice, 26 throws of an ordinary "
    "die, or four "
    "digits from each of five witnesses).",
)


def read_dice(typed: str) -> str:
    """The digits of a throw: full-width digits narrowed, spaces and separators between them dropped.

    Raises:
        Refusal: something else than digits, or fewer than twenty.
    """
    digits = "".join(
        char for char in unicodedata.normalize("NFKC", typed) if not char.isspace() and char not in "-,，、;；|/"
    )
    for char in digits:
        if char not in "0123456789":
            raise Refusal(NOT_DIGITS(found=char))
    if len(digits) < LEAST_DIGITS:
        raise Refusal(TOO_FEW(count=len(digits), least=LEAST_DIGITS))
    return digits


def throw_dice() -> str:
    """Twenty digits from the operating system's random source: a draw with them is 未见证 (unwitnessed)."""
    return "".join(secrets.choice("0123456789") for _ in range(LEAST_DIGITS))
