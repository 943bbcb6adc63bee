"""Dates that somebody types, read as those in lists are."""

from __future__ import annotations

from datetime import date

from ..domain.messages import Refusal, Wording
from ..exchange.parsing import BadCell, day_of

NOT_A_DATE = Wording(
    "days.not_a_date", "“{words}”不是日期，日期写作 2026-12-20。", "'{words}' is not a date; write dates as 2026-12-20."
)


def read_day(words: str) -> date:
    """A date as people write it: 2026-12-20, 2026.12.20, 2026/12/20, 2026年12月20日.

    Raises:
        Refusal: it is none.
    """
    try:
        return day_of(words.strip())
    except BadCell:
        raise Refusal(NOT_A_DATE(words=words)) from None
