"""Cells as values: what lists really contain is read, what could mean two things is asked about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseKind, Method, TaskKind
from inspector.domain.identity import clean_text, is_blank
from inspector.domain.quarters import Period
from inspector.exchange import parsing
from inspector.exchange.parsing import BadCell, Cell, Parser, Raw

from .builders import credit_code


def read(parse: Parser, raw: Raw, **more: bool) -> object:
    return parse(Cell(raw, **more))


def refused(parse: Parser, raw: Raw, **more: bool) -> str:
    with pytest.raises(BadCell) as caught:
        parse(Cell(raw, **more))
    return caught.value.reason.code


DATES: list[Raw] = [
    "2027-01-05",
    "2027/1/5",
    "2027.1.5",
    "2027年1月5日",
    "20270105",
    "２０２７－０１－０５",
    "2027-01-05 00:00:00",
    " 2027-1-5 ",
    "46392",
    46392,
    46392.0,
    46392.354,
    20270105.0,
    date(2027, 1, 5),
    datetime(2027, 1, 5, 8, 30),
]


@pytest.mark.parametrize("raw", DATES)
def test_dates_in_every_form(raw: Raw) -> None:
    assert read(parsing.day, raw) == date(2027, 1, 5)


@pytest.mark.parametrize("raw", ["2027", "2027年1月", "27/1/5", "2027-02-30", "明年", 2027.0, 12, "2027-13-01"])
def test_what_is_no_date_is_refused(raw: Raw) -> None:
    assert refused(parsing.day, raw) == "parsing.not_a_date"


@pytest.mark.parametrize("raw", ["长期", "永久", "9999-09-09", "99990909", date(9999, 9, 9), "", None, "N/A"])
def test_no_end(raw: Raw) -> None:
    assert read(parsing.expiry, raw) is None


@pytest.mark.parametrize("mark", ["~", "～", "至", "—", "——", "-", " - ", "到"])
def test_periods_with_any_mark(mark: str) -> None:
    expected = (Period(date(2027, 1, 21), date(2027, 2, 4)),)
    assert read(parsing.periods, f"2027-01-21{mark}2027-02-04") == expected
    assert read(parsing.periods, f"2027年1月21日{mark}2027年2月4日") == expected


def test_lists_of_periods_and_single_days() -> None:
    found = read(parsing.periods, "2027-03-01~2027-03-05；2027-01-05，2027-02-01至2027-02-02")
    assert [str(period) for period in found] == [
        "2027-01-05~2027-01-05",
        "2027-02-01~2027-02-02",
        "2027-03-01~2027-03-05",
    ]
    assert refused(parsing.periods, "2027-02-04~2027-01-21") == "parsing.ends_before_start"
    assert refused(parsing.periods, "春节前后") == "parsing.not_a_period"


@pytest.mark.parametrize(
    ("raw", "rate"),
    [
        ("5%", "0.05"),
        ("５％", "0.05"),
        ("5 %", "0.05"),
        ("5‰", "0.005"),
        ("5", "0.05"),
        (5.0, "0.05"),
        (0.05, "0.05"),
        (0.07, "0.07"),
        ("100%", "1"),
        (100, "1"),
        ("0", "0"),
        ("0.5%", "0.005"),
        (1.0, "0.01"),
        ("1%", "0.01"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_rates(raw: Raw, rate: str) -> None:
    assert read(parsing.rate, raw) == Decimal(rate)


@pytest.mark.parametrize("raw", ["根据实际情况确定", "不少于30%", "5%左右", "-5%", "5%-10%", "每年1次", True])
def test_free_text_is_asked_about_never_guessed(raw: Raw) -> None:
    assert refused(parsing.rate, raw) == "parsing.not_a_rate"


def test_rates_that_cannot_be() -> None:
    assert refused(parsing.rate, "150%") == "parsing.rate_too_high"
    assert refused(parsing.rate, 1.0, format_known=False) == "parsing.rate_ambiguous"


@given(st.integers(0, 10_000))
def test_a_percent_format_is_exact(hundredths: int) -> None:
    """What a spreadsheet shows as 12.34 % is 0.1234 exactly, whatever binary numbers make of it."""
    text = parsing.percent_text(hundredths / 10_000)
    assert read(parsing.rate, text) == Decimal(hundredths) / 10_000


def test_codes_from_text_and_numbers() -> None:
    assert read(parsing.code, 123.0) == "123"
    assert read(parsing.code, " ａ01 ") == "A01"
    assert read(parsing.document_code, "云抽查（2027）1号") == "云抽查（2027）1号"
    assert refused(parsing.code, 1.5) == "parsing.code_with_fraction"


@pytest.mark.parametrize("raw", [914290880000000000.0, 914290880000000123, 1e15])
def test_a_number_that_lost_digits_is_refused(raw: Raw) -> None:
    assert refused(parsing.enterprise_code, raw) == "parsing.digits_lost"
    assert refused(parsing.code, raw) == "parsing.digits_lost"


@pytest.mark.parametrize("raw", ["9.14291E+17", "9.14291e17", "９.１４Ｅ+17"])
def test_scientific_notation_is_refused(raw: Raw) -> None:
    assert refused(parsing.enterprise_code, raw) == "parsing.scientific"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (credit_code(7).lower(), credit_code(7)),
        (f" {credit_code(7)[:9]} {credit_code(7)[9:]}", credit_code(7)),
        ("429088000012345", "429088000012345"),
        (429088000012345.0, "429088000012345"),
        ("4290880012345", "4290880012345"),
        ("429088NA000123X", "429088NA000123X"),
        ("企合鄂溪总字第002112号", "企合鄂溪总字第002112号"),
    ],
)
def test_enterprise_codes(raw: Raw, code: str) -> None:
    assert read(parsing.enterprise_code, raw) == code


@pytest.mark.parametrize("raw", ["某某食品有限公司", "12345", "91429088MA000000", "2027-01-05", "OOOOOOOOOOOOOOOOOO"])
def test_a_shifted_column_is_noticed(raw: Raw) -> None:
    assert refused(parsing.enterprise_code, raw) == "parsing.not_a_code"


def test_terms_and_synonyms() -> None:
    kind = parsing.member(EnterpriseKind, {"公司": EnterpriseKind.COMPANY})
    assert read(kind, "企业") is read(kind, " 公司 ") is EnterpriseKind.COMPANY
    assert refused(kind, "其它的") == "parsing.not_in_list"
    methods = parsing.members(Method)
    assert read(methods, "实地检查；书面检查,网络监测") == (Method.ON_SITE, Method.DOCUMENTS, Method.ONLINE)


@pytest.mark.parametrize("raw", ["1", "2", "0", 1.0])
def test_coded_numbers_are_never_guessed(raw: Raw) -> None:
    assert refused(parsing.member(TaskKind), raw) == "parsing.coded_number"
    assert refused(parsing.yes(True), raw) == "parsing.coded_number"


def test_yes_and_no() -> None:
    assert [read(parsing.yes(True), raw) for raw in ("是", "否", "", True, False)] == [True, False, True, True, False]


@pytest.mark.parametrize("raw", ["N/A", "#N/A", "无", "—", " ", "\u3000", None])
def test_blanks(raw: Raw) -> None:
    assert read(parsing.text, raw) == ""
    assert read(parsing.texts, raw) == ()
    assert read(parsing.whole(0, 9), raw) is None


def test_lists_in_a_cell() -> None:
    assert read(parsing.texts, "甲；乙;丙，丁,戊\n己；甲；") == ("甲", "乙", "丙", "丁", "戊", "己")


def test_whole_numbers() -> None:
    assert read(parsing.whole(0, 30), 20.0) == read(parsing.whole(0, 30), "２０") == 20
    assert refused(parsing.whole(0, 30), 2.5) == "parsing.not_a_number"
    assert refused(parsing.whole(0, 30), "两人") == "parsing.not_a_number"
    assert refused(parsing.whole(1, 2), 3) == "parsing.number_out_of_range"


def test_industry_codes() -> None:
    assert read(parsing.industries, "c13；F，1311") == ("C13", "F", "1311")
    assert refused(parsing.industry, "批发业") == "parsing.not_an_industry"


TYPED = st.text(
    st.sampled_from("0123456789ABCXYZabxyzＡｂ０９〔〕（）()－-— \u3000\ue000\u200b企合鄂总字第号；;，,、.·")
)
"""What people type into lists, full-width forms, private-use and invisible characters included."""


@given(TYPED)
def test_reading_text_twice_changes_nothing(typed: str) -> None:
    once = parsing.text(Cell(typed))
    assert parsing.text(Cell(once)) == once
    code = parsing.code(Cell(typed))
    assert parsing.code(Cell(code)) == code


@given(TYPED | st.text() | st.sampled_from(["NA", "null", "None", "--", "—", "N/A"]))
def test_plain_texts_are_read_like_any_other(typed: str) -> None:
    """The short cut for texts that need no cleaning gives what cleaning gives."""
    assert Cell(typed).text == ("" if is_blank(typed) else clean_text(typed))


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.dates() | st.none())
def test_any_cell_is_read_or_refused_with_a_reason(raw: Raw) -> None:
    parsers: list[Parser] = [
        parsing.text,
        parsing.texts,
        parsing.code,
        parsing.codes,
        parsing.document_code,
        parsing.enterprise_code,
        parsing.enterprise_codes,
        parsing.industries,
        parsing.day,
        parsing.expiry,
        parsing.periods,
        parsing.rate,
        parsing.whole(0, 100),
        parsing.member(TaskKind),
        parsing.members(Method),
        parsing.yes(False),
    ]
    for parse in parsers:
        try:
            parse(Cell(raw))
        except BadCell as bad:
            reasons = [bad.reason.text(language) for language in ("zh_CN", "en")]
            if not all(reasons):
                raise
