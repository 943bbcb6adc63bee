"""What the program says, as data: a wording in both languages and its parameters.

Core code never builds sentences. It returns a `Message`, and whoever shows it picks the language. A
wording is declared where its meaning lives (a rule's wording in the rule's file), always in both
languages, so nothing can be left untranslated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

ZH = "zh_CN"
EN = "en"
LANGUAGES = (ZH, EN)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in Chinese and English with the same `{named}` parameters in both.

    English tells one from many: `{count} {count:row|rows}` says `1 row` and `2 rows`.
    """

    code: str
    zh: str
    en: str

    def __call__(self, **params: Any) -> Message:
        """This sentence with its parameters filled in (dates, numbers, strings, lists, messages)."""
        return Message(self, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class Message:
    """A wording with its parameters; turned into text only when it is shown."""

    wording: Wording
    params: tuple[tuple[str, Any], ...] = ()

    @property
    def code(self) -> str:
        return self.wording.code

    def text(self, language: str = ZH) -> str:
        """The sentence in `language` (`zh_CN` or `en`)."""
        template = self.wording.en if language == EN else self.wording.zh
        return template.format(**{name: _Shown(_show(value, language)) for name, value in self.params})

    def __str__(self) -> str:
        return self.text(ZH)


class _Shown(str):
    """A parameter as text, which also chooses between the word for one and that for many."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return one if self == "1" else many


def _show(value: Any, language: str) -> str:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, Wording):
        return value().text(language)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ("、" if language != EN else ", ").join(_show(part, language) for part in value)
    return str(value)


class Refusal(Exception):
    """The program will not do what was asked: wrong use or unreadable input (exit code 2).

    Carries one `Message` that tells a clerk what is wrong, where, and what to do.
    """

    exit_code = 2

    def __init__(self, message: Message):
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.text()


class AnswerIsNo(Refusal):
    """The question was understood and the answer is no: no plan exists, verification failed (exit code 1)."""

    exit_code = 1
