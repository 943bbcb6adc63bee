"""The manual is true: what it names in bold stands in the window, its pictures are there, both languages agree."""

from __future__ import annotations

import re

import pytest

from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.workflow.handbook import CHAPTERS, PROTOCOL, TEN_RULES, Part, Topic, picture, topics

from .test_wordings import WORDINGS

BOLD = re.compile(r"\*\*([^*]+)\*\*")
PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([^)]+)\)")
BESIDE_THE_WORDS = re.compile(r"^(\d|第.步)\s+|\(&.\)|&|…")
BIGGEST = 120_000


def chapters(language: str) -> list[Topic]:
    return [topic for topic in topics(language) if topic.part is Part.MANUAL]


def plain(words: str) -> str:
    """A title as people read it aloud."""
    return BESIDE_THE_WORDS.sub("", words).strip(" ：:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_in_bold_stands_in_the_window(language: str) -> None:
    said = {plain(each.zh if language == ZH else each.en) for found in WORDINGS.values() for each in found}
    named = {plain(name) for topic in chapters(language) for name in BOLD.findall(topic.text)}
    assert len(named) > 60
    missing = {name for name in named if not any(each.startswith(name) or each.endswith(name) for each in said)}
    assert missing == set()


def test_both_languages_have_the_same_chapters() -> None:
    assert [topic.code for topic in chapters(ZH)] == [topic.code for topic in chapters(EN)] == list(CHAPTERS)
    for one, other in zip(chapters(ZH), chapters(EN), strict=True):
        assert one.text.count("\n### ") == other.text.count("\n### "), one.code
        assert one.text.count("\n|") == other.text.count("\n|"), one.code
        assert [name.replace(ZH, EN) for name in PICTURE.findall(one.text)] == PICTURE.findall(other.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_there_and_small(language: str) -> None:
    named = [name for topic in chapters(language) for name in PICTURE.findall(topic.text)]
    assert len(named) == len(set(named)) >= 9
    for name in named:
        content = picture(name)
        assert content is not None, name
        assert content.startswith(b"\x89PNG")
        assert len(content) <= BIGGEST, name


def test_only_pictures_are_pictures() -> None:
    assert picture("missing.png") is None
    assert picture("../manual.en.md") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_parts_are_there_without_addresses_to_follow(language: str) -> None:
    found = {topic.code: topic for topic in topics(language)}
    assert {PROTOCOL, TEN_RULES, "licences", "licences/LGPL-3.0"} <= found.keys()
    for topic in found.values():
        assert topic.title
        assert topic.title == topic.title.strip("# ")
        assert not topic.markdown or "](http" not in topic.text
