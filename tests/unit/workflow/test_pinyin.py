"""Initials of Chinese names: common and rare characters, several readings, what is no character."""

from __future__ import annotations

import pytest

from inspector.workflow.pinyin import BETWEEN, initials


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("湖北云汀", "hbyt"),
        ("鑫煜烨琪", "xyyq"),
        ("啊八擦阿匝座", "abcazz"),
        ("喆玥㛃", "zyj"),  # not in GB 2312
        ("澴𬭎", "hh"),  # beyond the first plane of Unicode
        ("A1国贸（示例）公司", "a1gmslgs"),
        ("", ""),
    ],
)
def test_initials(name: str, found: str) -> None:
    assert initials(name) == found


def test_every_reading_of_a_name_finds_it() -> None:
    found = initials("重庆银行").split(BETWEEN)
    assert found[0] == "zqyh"
    assert set(found) == {"zqyh", "zqyx", "cqyh", "cqyx"}


def test_names_of_many_readings_keep_to_the_usual_ones() -> None:
    assert BETWEEN not in initials("长长长长")
    assert initials("长长长长") == "cccc"
