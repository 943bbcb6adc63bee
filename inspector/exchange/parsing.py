"""Cells of a list as values of the domain.

Every parser takes a `Cell` and gives a value, or raises `BadCell` with the reason a clerk can act on. What
could mean two things is asked about, never guessed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from ..domain.identity import clean_text, is_blank, is_credit_code, normalise_code
from ..domain.messages import Message, Wording
from ..domain.quarters import Period

Raw = str | int | float | bool | date | datetime | None
"""What a reader finds in a cell. A number with a percent format is handed over as text (`5%`)."""


_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff（）《》〔〕；，。、~%._:+-]{2,}")
"""Texts that cleaning leaves as they are, but for some blanks; most cells of a long list are such."""
_PLAIN_BLANKS = frozenset(("NA", "NULL", "NONE", "--"))


@lru_cache(1 << 12)
def _clean(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.upper() not in _PLAIN_BLANKS:
        return text
    return "" if is_blank(text) else clean_text(text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content. `format_known` says that a number without a percent sign really has no percent format."""

    raw: Raw
    format_known: bool = True

    @property
    def text(self) -> str:
        """The cleaned text, numbers and dates included; empty for a blank."""
        return _clean(raw_text(self.raw))


Parser = Callable[[Cell], Any]


class BadCell(Exception):
    """A cell that has no value of its column's kind; carries the reason."""

    def __init__(self, reason: Message):
        super().__init__(reason)
        self.reason = reason


MOJIBAKE = Wording(
    "parsing.mojibake",
    "“{text}”是乱码，无法辨认。请从原系统重新导出，或按原件改正。",
    "'{text}' is garbled text. Export the list again from the system it came from, or correct it from the original.",
)
DIGITS_LOST = Wording(
    "parsing.digits_lost",
    "“{text}”是超过 15 位的数字，表格软件已丢失后面的位数。请把该列设为文本格式后按原件重新填写。",
    "'{text}' is a number of more than 15 digits, whose last ones the spreadsheet has lost. Format the column as text "
    "and enter the code again from the original.",
)
SCIENTIFIC = Wording(
    "parsing.scientific",
    "“{text}”是科学计数法，编码的位数已丢失。请把该列设为文本格式后按原件重新填写。",
    "'{text}' is in scientific notation and digits of the code are lost. Format the column as text and enter the code "
    "again from the original.",
)
NOT_A_CODE = Wording(
    "parsing.not_a_code",
    "“{text}”不像编号：应是 18 位统一社会信用代码、15 或 13 位注册号，或含“字第…号”的旧注册号。请核对本行是否串列。",
    "'{text}' does not look like a code: 18-character credit code, registration number of 15 or 13 digits, or an older "
    "one with 字第…号. Check whether the row's columns have shifted.",
)
CODE_WITH_FRACTION = Wording(
    "parsing.code_with_fraction",
    "“{text}”带有小数，不是编号。请按原件填写。",
    "'{text}' has a fraction and is not a code. Enter it as the original says.",
)
NOT_A_DATE = Wording(
    "parsing.not_a_date",
    "“{text}”不是日期。请写成 2027-01-05。",
    "'{text}' is not a date. Write it as 2027-01-05.",
)
NOT_A_PERIOD = Wording(
    "parsing.not_a_period",
    "“{text}”不是时段。请写成 2027-01-21~2027-02-04，几段之间用“；”分开。",
    "'{text}' is not a period. Write 2027-01-21~2027-02-04, several separated by ；.",
)
ENDS_BEFORE_START = Wording(
    "parsing.ends_before_start",
    "时段“{text}”的结束早于开始。请核对日期。",
    "The period '{text}' ends before it begins. Check the dates.",
)
NOT_A_RATE = Wording(
    "parsing.not_a_rate",
    "“{text}”不是比例，不能猜测：抽查比例究竟是多少？请写成 5% 或 5‰。",
    "'{text}' is not a rate and will not be guessed at: what is the rate? Write 5% or 5‰.",
)
RATE_TOO_HIGH = Wording(
    "parsing.rate_too_high",
    "比例“{text}”超出 0 至 100%。请核对。",
    "The rate '{text}' is not between 0 and 100 %. Check it.",
)
RATE_AMBIGUOUS = Wording(
    "parsing.rate_ambiguous",
    "数字“{text}”可能是 1%，也可能是 100%（此文件格式看不出百分比格式）。请写成文本 1% 或 100%。",
    "The number '{text}' may be 1 % or 100 % (this file format does not tell). Write it as the text 1% or 100%.",
)
NOT_A_NUMBER = Wording(
    "parsing.not_a_number",
    "“{text}”不是整数。请填写数字。",
    "'{text}' is not a whole number. Enter a number.",
)
NUMBER_OUT_OF_RANGE = Wording(
    "parsing.number_out_of_range",
    "“{text}”不在允许的范围（{least} 至 {most}）。请核对。",
    "'{text}' is not in the range allowed ({least} to {most}). Check it.",
)
NOT_IN_LIST = Wording(
    "parsing.not_in_list",
    "“{text}”不在可选值之内。可填：{choices}。",
    "'{text}' is not one of the values allowed: {choices}.",
)
CODED_NUMBER = Wording(
    "parsing.coded_number",
    "“{text}”是代号，同一数字在不同系统里含义不同，不能猜测。请写明：{choices}。",
    "'{text}' is a coded number, and systems differ in what it means, so it will not be guessed at. Write one of: "
    "{choices}.",
)
NOT_AN_INDUSTRY = Wording(
    "parsing.not_an_industry",
    "“{text}”不是行业代码。请填写国民经济行业分类（GB/T 4754）的代码，如 C 或 C1311。",
    "'{text}' is not an industry code. Enter a code of GB/T 4754, such as C or C1311.",
)


# ---- text ----


def raw_text(raw: Raw) -> str:
    """The text a person would read in the cell: whole numbers without `.0`, other numbers with at most 15 digits."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e21 else format(raw, ".15g")
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == raw.time().min else raw.isoformat(sep=" ")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)


def text(cell: Cell) -> str:
    """Plain text."""
    return cell.text


def split_list(text: str) -> tuple[str, ...]:
    """The members of a list in a cell, separated by ；; ， , or a line break; blanks left out, each once."""
    parts = (clean_text(part) for part in re.split("[；;，,\n\r]", text))
    return tuple(dict.fromkeys(part for part in parts if part and not is_blank(part)))


def texts(cell: Cell) -> tuple[str, ...]:
    """A list of texts."""
    return split_list(raw_text(cell.raw))


# ---- codes ----

_SCIENTIFIC = re.compile(r"[-+]?\d+(\.\d+)?[Ee]\+?\d+")
_TEXT_NUMBER = re.compile(r".*字.*\d+.*号.*")
_OLD_NUMBER = re.compile(r"\d{13}|\d{15}|\d{6}NA\d{6}[0-9X]")
"""Registration numbers of 13 and 15 digits; a farmers' cooperative's has NA in the middle and may end in X."""
_LARGEST_EXACT = 10**15


def code(cell: Cell) -> str:
    """A code in its normal form (see `identity.normalise_code`), from text or from a number that is exact."""
    return normalise_code(_exact(cell))


def document_code(cell: Cell) -> str:
    """A number of a document, kept as the document writes it."""
    return clean_text(_exact(cell))


def _exact(cell: Cell) -> str:
    """The cell's text, if no digit of it can have been lost.

    Raises:
        BadCell: it is a number that a spreadsheet cannot hold exactly, or has been made one.
    """
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        if abs(cell.raw) >= _LARGEST_EXACT:
            raise BadCell(DIGITS_LOST(text=raw_text(cell.raw)))
        if isinstance(cell.raw, float) and not cell.raw.is_integer():
            raise BadCell(CODE_WITH_FRACTION(text=raw_text(cell.raw)))
    if _SCIENTIFIC.fullmatch(normalise_code(cell.text)):
        raise BadCell(SCIENTIFIC(text=cell.text))
    return cell.text


def enterprise_code(cell: Cell) -> str:
    """A unified social credit code or an older registration number."""
    found = code(cell)
    if found and not is_enterprise_code(found):
        raise BadCell(NOT_A_CODE(text=found))
    return found


def is_enterprise_code(found: str) -> bool:
    """Whether a normalised code has one of the forms an enterprise's code can have."""
    return is_credit_code(found) or bool(_OLD_NUMBER.fullmatch(found) or _TEXT_NUMBER.fullmatch(found))


def codes(cell: Cell) -> tuple[str, ...]:
    """A list of codes."""
    _exact(cell)
    return tuple(dict.fromkeys(code(Cell(part)) for part in texts(cell)))


def enterprise_codes(cell: Cell) -> tuple[str, ...]:
    """A list of enterprises' codes."""
    _exact(cell)
    return tuple(dict.fromkeys(enterprise_code(Cell(part)) for part in texts(cell)))


_INDUSTRY = re.compile(r"[A-T]\d{0,4}|\d{2,4}")


def industry(cell: Cell) -> str:
    """A code of GB/T 4754, with or without the section's letter."""
    found = normalise_code(cell.text)
    if found and not _INDUSTRY.fullmatch(found):
        raise BadCell(NOT_AN_INDUSTRY(text=cell.text))
    return found


def industries(cell: Cell) -> tuple[str, ...]:
    """A list of industry codes."""
    return tuple(dict.fromkeys(industry(Cell(part)) for part in texts(cell)))


# ---- dates ----

_EPOCH = date(1899, 12, 30)
"""Day 0 of serial dates, right from 1 March 1900 on."""
_SERIALS = range(18264, 73051)
"""Serial numbers taken for dates: the years 1950 to 2099."""
_NO_END = {"长期", "永久", "长期有效", "永久有效", "无期限", "无固定期限"}
_NO_END_YEAR = 9999
_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
_DATE = re.compile(rf"(?:{_DAY})(?:[ T]+\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?)?")
_PERIOD = re.compile(rf"(?:{_DAY})\s*(?:~|～|至|到|—+|–|-+|－|〜|∼)\s*(?:{_DAY})")


def day(cell: Cell) -> date | None:
    """A date: a real one, text, or a serial number."""
    if isinstance(cell.raw, datetime):
        return cell.raw.date()
    if isinstance(cell.raw, date):
        return cell.raw
    if isinstance(cell.raw, float) and math.isfinite(cell.raw) and int(cell.raw) in _SERIALS:
        return _EPOCH + timedelta(int(cell.raw))  # its fraction is a time of day
    return day_of(cell.text) if cell.text else None


def expiry(cell: Cell) -> date | None:
    """A date until which something is valid; None for a blank, 长期, 永久 or a date in the year 9999."""
    if cell.text in _NO_END:
        return None
    found = day(cell)
    return None if found and found.year == _NO_END_YEAR else found


def day_of(text: str) -> date:
    """A date as people write it: 2027-01-05, 2027.1.5, 2027年1月5日, or a serial number.

    Raises:
        BadCell: it is none.
    """
    found = _DATE.fullmatch(_narrow(text))
    if found:
        return _make(found.groups(), text)
    if text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _EPOCH + timedelta(int(text))
    raise BadCell(NOT_A_DATE(text=text))


def _make(groups: tuple[str | None, ...], text: str) -> date:
    year, month, of_month = (int(part) for part in groups if part is not None)
    try:
        return date(year, month, of_month)
    except ValueError:
        raise BadCell(NOT_A_DATE(text=text)) from None


def periods(cell: Cell) -> tuple[Period, ...]:
    """A list of periods `start~end`; a single date is a period of one day."""
    if isinstance(cell.raw, date):
        found = day(cell)
        return (Period(found, found),) if found else ()
    return tuple(sorted({_period(part) for part in texts(cell)}))


def _period(text: str) -> Period:
    found = _PERIOD.fullmatch(_narrow(text))
    if not found:
        single = _DATE.fullmatch(_narrow(text))
        if not single:
            raise BadCell(NOT_A_PERIOD(text=text))
        only = _make(single.groups(), text)
        return Period(only, only)
    groups = found.groups()
    start, end = _make(groups[:6], text), _make(groups[6:], text)
    if end < start:
        raise BadCell(ENDS_BEFORE_START(text=text))
    return Period(start, end)


def _narrow(text: str) -> str:
    """Full-width forms narrowed, so that one pattern reads both."""
    return unicodedata.normalize("NFKC", text)


# ---- numbers ----


def whole(least: int, most: int) -> Parser:
    """A parser of whole numbers from `least` to `most`; None for a blank."""

    def parse(cell: Cell) -> int | None:
        if not cell.text:
            return None
        found = re.fullmatch(r"(\d{1,9})(?:\.0+)?", _narrow(cell.text))
        if not found or isinstance(cell.raw, date | bool):
            raise BadCell(NOT_A_NUMBER(text=cell.text))
        value = int(found[1])
        if not least <= value <= most:
            raise BadCell(NUMBER_OUT_OF_RANGE(text=cell.text, least=least, most=most))
        return value

    return parse


_RATE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*([%‰]?)")


def rate(cell: Cell) -> Decimal | None:
    """A rate as an exact fraction; None for a blank.

    `5%`, `5‰`; of numbers without a sign those below 1 are fractions and those above 1 percentages. 1 is 1 %
    where the file tells that it has no percent format, and is asked about where the file cannot tell.
    """
    if not cell.text:
        return None
    found = _RATE.fullmatch(_narrow(cell.text))
    if not found or isinstance(cell.raw, date | bool):
        raise BadCell(NOT_A_RATE(text=cell.text))
    number, sign = Decimal(found[1]), found[2]
    if not sign and number == 1 and not cell.format_known:
        raise BadCell(RATE_AMBIGUOUS(text=cell.text))
    divisor = {"%": 100, "‰": 1000}.get(sign, 100 if number >= 1 else 1)
    value = number / divisor
    if value > 1:
        raise BadCell(RATE_TOO_HIGH(text=cell.text))
    return value


def percent_text(number: float) -> str:
    """A number with a percent format as the text it is shown as: 0.07 is `7%`, without binary noise."""
    percent = format(Decimal(format(number, ".15g")) * 100, "f")
    return (percent.rstrip("0").rstrip(".") if "." in percent else percent) + "%"


# ---- code lists ----


def member(kind: type[Enum], synonyms: Mapping[str, Enum] = {}, blank: Any = None) -> Parser:
    """A parser of a code list's terms and their synonyms; `blank` for a blank cell."""
    known = {_fold(str(part.value)): part for part in kind} | {_fold(name): part for name, part in synonyms.items()}
    choices = [str(part.value) for part in kind]

    def parse(cell: Cell) -> Any:
        if not cell.text:
            return blank
        found = known.get(_fold(cell.text))
        if found is None:
            coded = re.fullmatch(r"\d+", _narrow(cell.text))
            raise BadCell((CODED_NUMBER if coded else NOT_IN_LIST)(text=cell.text, choices=choices))
        return found

    return parse


def members(kind: type[Enum], synonyms: Mapping[str, Enum] = {}) -> Parser:
    """A parser of a list of a code list's terms."""
    one = member(kind, synonyms)

    def parse(cell: Cell) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(one(Cell(part)) for part in texts(cell)))

    return parse


def _fold(text: str) -> str:
    return normalise_code(text).replace("(", "").replace(")", "")


_YES = {"是", "Y", "YES", "TRUE", "√"}
_NO = {"否", "N", "NO", "FALSE", "×", "X"}


def yes(blank: bool) -> Parser:
    """A parser of 是 and 否; `blank` for a blank cell."""

    def parse(cell: Cell) -> bool:
        found = normalise_code(cell.text)
        if not found:
            return blank
        if found in _YES or found in _NO:
            return found in _YES
        coded = re.fullmatch(r"\d+", found)
        raise BadCell((CODED_NUMBER if coded else NOT_IN_LIST)(text=cell.text, choices=["是", "否"]))

    return parse
