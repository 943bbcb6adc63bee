"""What the help shows, by topic: the manual's chapters, the draw protocol, the ten rules, the licences.

All of it is in the program's resources; nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from importlib.resources.abc import Traversable

from .libraries import libraries

CHAPTERS = (
    "start",
    "lists",
    "tasks",
    "draw",
    "schedule",
    "staffing",
    "approval",
    "changes",
    "execution",
    "settings",
    "files",
    "trouble",
    "keys",
)
"""Codes of the manual's chapters, in the order in which they stand in it; steps have the codes of their names."""
PROTOCOL = "draw-protocol"
TEN_RULES = "ten-rules"
LICENCE_TEXTS = ("Apache-2.0", "LGPL-3.0", "GPL-3.0")
_CHAPTER = re.compile(r"^## ", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>")


class Part(Enum):
    """What a topic belongs to."""

    MANUAL = "manual"
    METHOD = "method"
    LICENCES = "licences"


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help; `markdown` says whether `text` is Markdown or to be shown as it is."""

    code: str
    part: Part
    title: str
    text: str
    markdown: bool = True


def topics(language: str) -> tuple[Topic, ...]:
    """All topics in a language, in the order in which they are listed."""
    return (*_chapters(language), *_methods(language), *_licences(language))


def picture(name: str) -> bytes | None:
    """A picture of the manual by its file name; None if there is none."""
    found = _resources() / "help" / "pictures" / name
    return found.read_bytes() if "/" not in name and found.is_file() else None


def _chapters(language: str) -> list[Topic]:
    manual = _read(f"help/manual.{language}.md")
    texts = _CHAPTER.split(manual)[1:]
    if len(texts) != len(CHAPTERS):
        raise ValueError(f"manual.{language}.md has {len(texts)} chapters instead of {len(CHAPTERS)}")
    return [Topic(code, Part.MANUAL, _title(text), f"# {text}") for code, text in zip(CHAPTERS, texts, strict=True)]


def _methods(language: str) -> list[Topic]:
    found = []
    for code in (PROTOCOL, TEN_RULES):
        text = _read(f"help/{code}.{language}.md")
        found.append(Topic(code, Part.METHOD, _title(text.removeprefix("# ")), text))
    return found


def _licences(language: str) -> list[Topic]:
    notice = _read(f"licences/notice.{language}.md")
    found = [Topic("licences", Part.LICENCES, _title(notice.removeprefix("# ")), notice)]
    for name in LICENCE_TEXTS:
        found.append(Topic(f"licences/{name}", Part.LICENCES, name, _read(f"licences/{name}.txt"), markdown=False))
    for library in libraries():
        if library.text:
            title = f"{library.name} {library.version}"
            found.append(Topic(f"licences/{library.name}", Part.LICENCES, title, library.text, markdown=False))
    return found


def _title(text: str) -> str:
    return text.partition("\n")[0].strip()


def _read(path: str) -> str:
    """A text of the resources; addresses are spelt out, as there is no network to follow them."""
    text = _resources().joinpath(*path.split("/")).read_text(encoding="utf-8")
    return _LINK.sub(lambda link: f"{link[1]} ({link[2]})" if link[1] else link[3], text)


def _resources() -> Traversable:
    return files("inspector.resources")
