"""Both languages of every sentence ask for the same parameters."""

import string

import pytest

from inspector.domain.messages import Wording
from inspector.exchange import verify, workbook

WORDINGS = [word for module in (verify, workbook) for word in vars(module).values() if isinstance(word, Wording)]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.code)
def test_both_languages_take_the_same_parameters(wording: Wording) -> None:
    zh, en = ({part[1] for part in string.Formatter().parse(text) if part[1]} for text in (wording.zh, wording.en))
    assert zh == en
