import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.draw.canonical import digest, read_text, text

fields = st.text(alphabet=st.one_of(st.sampled_from("\\\t\n\rtnr#；"), st.characters(exclude_categories=("Cs",))))
rows = st.lists(st.lists(fields, min_size=1, max_size=5).map(tuple))


def without_trailing_blanks(row: tuple[str, ...]) -> tuple[str, ...]:
    while len(row) > 1 and not row[-1]:
        row = row[:-1]
    return row


def test_the_text_is_what_the_protocol_says() -> None:
    written = text([("检查对象", "甲\t乙", "a\\b", "", ""), ("设置", "x\ny\rz")])
    assert written == "检查对象\t甲\\t乙\ta\\\\b\n设置\tx\\ny\\rz\n"
    assert digest([("检查对象", "甲")]) == hashlib.sha256("检查对象\t甲\n".encode()).hexdigest()
    assert text([]) == ""


@given(rows)
def test_rows_come_back_without_trailing_blanks(given_rows: list[tuple[str, ...]]) -> None:
    assert read_text(text(given_rows)) == [without_trailing_blanks(row) for row in given_rows]
    assert digest(read_text(text(given_rows))) == digest(given_rows)


@given(rows, rows)
def test_different_rows_have_different_texts(one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> None:
    same = [without_trailing_blanks(row) for row in one] == [without_trailing_blanks(row) for row in other]
    assert (text(one) == text(other)) is same


@pytest.mark.parametrize("damaged", ["检查对象\t甲", "甲\\x\n", "甲\\\n"])
def test_damaged_text_is_refused(damaged: str) -> None:
    with pytest.raises(ValueError, match=r"LF|escape"):
        read_text(damaged)
