"""Which language the program speaks, and results as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from inspector.console.language import as_data, system_language
from inspector.domain.codes import RiskClass
from inspector.domain.messages import EN, ZH, Wording

NAMES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
SAID = Wording("test.said", "共 {count} 家", "{count} in all")
NAMED = Wording("test.named", "季度", "quarter")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, ZH),
        ({"LANG": "zh_TW.UTF-8"}, ZH),
        ({"LANG": "Chinese_China.936"}, ZH),
        ({"LANG": "en_US.UTF-8"}, EN),
        ({"LANG": "de_DE.UTF-8"}, EN),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, EN),
        ({"LANG": "C.UTF-8", "LC_ALL": "zh_CN.GB18030"}, ZH),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, ZH),
        ({"LANG": "", "LANGUAGE": "zh_CN:en"}, ZH),
    ],
)
def test_the_language_is_the_systems(said: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


@pytest.mark.parametrize(
    ("locale", "language"), [("Chinese (Simplified)_China", ZH), ("zh_CN", ZH), ("en_GB", EN), (None, EN)]
)
def test_without_variables_the_locale_decides(
    locale: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (locale, None))
    assert system_language() == language


@dataclass(frozen=True)
class Result:
    risk: RiskClass
    day: date
    parts: tuple[object, ...]


def test_results_become_plain_data() -> None:
    result = Result(RiskClass.A, date(2027, 1, 5), (Decimal("0.05"), Fraction(1, 3), Path("a"), None, True, NAMED))
    data = as_data(result, EN)
    assert data == {"risk": "A", "day": "2027-01-05", "parts": ["0.05", "1/3", "a", None, True, "quarter"]}
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(("language", "text"), [(ZH, "共 3 家"), (EN, "3 in all")])
def test_messages_carry_their_code_and_their_text(language: str, text: str) -> None:
    assert as_data({"said": [SAID(count=3)]}, language) == {"said": [{"code": "test.said", "text": text}]}


def test_sets_and_keys_become_lists_and_texts() -> None:
    assert as_data({RiskClass.B: frozenset({"x"}), 3: ()}, EN) == {"B": ["x"], "3": []}


@pytest.mark.parametrize(
    ("count", "english"),
    [(0, "0 rows are"), (1, "1 row is"), ("1", "1 row is"), (21, "21 rows are"), ("1,000", "1,000 rows are")],
)
def test_english_tells_one_from_many(count: int | str, english: str) -> None:
    wording = Wording("test.plural", "{count} 行", "{count} {count:row is|rows are}")
    assert wording(count=count).text(EN) == english
    assert wording(count=count).text(ZH) == f"{count} 行"
