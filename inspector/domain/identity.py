"""Who is who: normalised codes, so that the same enterprise is the same however a list types it."""

from __future__ import annotations

import re
import unicodedata

_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {char: number for number, char in enumerate(_ALPHABET)}
_BLANKS = {"", "N/A", "NA", "#N/A", "NULL", "NONE", "无", "—", "-", "--", "/"}


def clean_text(text: str) -> str:
    """Text as lists mean it: full-width letters and digits narrowed, white space folded, control and
    private-use characters removed.

    Chinese punctuation is kept, except that both kinds of brackets become the full-width kind, which
    registered names use.
    """
    out = []
    for char in text:
        if "！" <= char <= "～" and (char.isalnum() or char in "－．／＃＆＋＿＠％"):
            char = unicodedata.normalize("NFKC", char)
        elif char == "(":
            char = "（"
        elif char == ")":
            char = "）"
        category = unicodedata.category(char)
        if char.isspace() or category == "Zs":
            char = " "
        elif category in ("Cc", "Cf", "Co", "Cn", "Cs"):
            continue
        out.append(char)
    return re.sub(" +", " ", "".join(out)).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or one of the ways lists write 'none'."""
    return clean_text(text).upper() in _BLANKS


def normalise_code(text: str) -> str:
    """An enterprise code, certificate number or item code in the one form in which it is compared.

    Full-width characters narrowed, letters upper case, all white space removed. Old registration
    numbers that are text (企合浙绍总字第002112号) keep their Chinese characters.
    """
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", clean_text(text))).upper()
    # an accent typed after a blank joins its letter once the blank is gone
    return unicodedata.normalize("NFKC", narrow)


def is_credit_code(code: str) -> bool:
    """Whether `code` has the form of a unified social credit code (GB 32100-2015): 18 of 31 characters."""
    return len(code) == 18 and all(char in _VALUE for char in code)


def check_digit(first17: str) -> str:
    """The 18th character of a unified social credit code.

    GB 32100-2015, annex: 31 minus the sum of value × 3^(i-1) mod 31, as a character of the 31.

    Raises:
        KeyError: a character is not among the 31 the standard allows.
    """
    total = sum(_VALUE[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def has_right_check_digit(code: str) -> bool:
    """Whether a credit code's last character is the one the standard asks for."""
    return is_credit_code(code) and check_digit(code[:17]) == code[17]


def has_mojibake(text: str) -> bool:
    """Whether text was decoded wrongly somewhere: replacement characters, or UTF-8 and GBK mixed up."""
    return "�" in text or "锟斤拷" in text or bool(re.search(r"[ÃÂäåæçèé][-¿]", text))
