"""The digits people throw."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.messages import Refusal
from inspector.workflow.dice import LEAST_DIGITS, read_dice, throw_dice

DIGITS = "31415926535897932384"


@pytest.mark.parametrize(
    "typed",
    [
        DIGITS,
        f"  {DIGITS}\n",
        "3141 5926 5358 9793 2384",
        "3141-5926-5358-9793-2384",
        "3141，5926、5358；9793|2384",
        "".join(chr(ord(digit) + 0xFEE0) for digit in DIGITS),
        "3141　5926　5358　9793　2384",
    ],
)
def test_digits_are_read_however_they_are_grouped(typed: str) -> None:
    assert read_dice(typed) == DIGITS


@pytest.mark.parametrize("strange", ["X", "O", "l", "二", "²x", "+", ".", "٣"])
def test_anything_but_a_digit_is_refused_and_shown(strange: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_dice(DIGITS[:10] + strange + DIGITS[10:])
    assert caught.value.message.code == "dice.not_digits"
    assert caught.value.message.text().count(unicodedata.normalize("NFKC", strange)[-1])


@pytest.mark.parametrize("count", [0, 1, LEAST_DIGITS - 1])
def test_too_few_digits_are_counted(count: int) -> None:
    with pytest.raises(Refusal) as caught:
        read_dice(DIGITS[:count])
    assert caught.value.message.code == "dice.too_few"
    assert dict(caught.value.message.params)["count"] == count


def test_more_digits_than_needed_all_count() -> None:
    assert read_dice(DIGITS + "626433") == DIGITS + "626433"


@given(st.text(alphabet="0123456789", min_size=LEAST_DIGITS, max_size=60), st.data())
def test_neither_width_nor_separators_change_the_number(digits: str, data: st.DataObject) -> None:
    def typed(digit: str) -> str:
        wide = data.draw(st.booleans())
        between = data.draw(st.sampled_from(["", " ", "-", "，", "\t"]))
        return (chr(ord(digit) + 0xFEE0) if wide else digit) + between

    assert read_dice("".join(map(typed, digits))) == digits


def test_digits_from_the_system_are_a_throw() -> None:
    thrown = throw_dice()
    assert len(thrown) == LEAST_DIGITS
    assert read_dice(thrown) == thrown
    assert thrown != throw_dice()
