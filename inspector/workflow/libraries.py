"""The libraries that are shipped with the program, as their own metadata says: versions, licences, licence texts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from platform import python_version

NAMES = (
    "PySide6-Essentials",
    "shiboken6",
    "ortools",
    "SQLAlchemy",
    "alembic",
    "Mako",
    "MarkupSafe",
    "openpyxl",
    "et-xmlfile",
    "python-calamine",
    "chinesecalendar",
    "holidays",
    "numpy",
    "pandas",
    "protobuf",
    "absl-py",
    "immutabledict",
    "python-dateutil",
    "six",
    "typing-extensions",
    "greenlet",
    "networkx",
    "pypinyin",
)
"""Distributions the program needs or may have; whether they are there depends on the system and their versions."""
LICENCE_FILES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


@dataclass(frozen=True, slots=True)
class Library:
    """A library; `text` is its licence in full, empty for those under one of the program's own licence texts."""

    name: str
    version: str
    licence: str
    text: str


def libraries() -> tuple[Library, ...]:
    """Those of NAMES that are installed, Python first."""
    python = Library("Python", python_version(), "PSF-2.0", _shipped("Python"))
    return (python, *(found for name in NAMES if (found := _library(name)) is not None))


def _library(name: str) -> Library | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return Library(name, found.version, _licence(found), _text(found) or _shipped(name))


def _licence(found: Distribution) -> str:
    """The licence's name: the expression if there is one, else what the metadata says in its older ways."""
    expression, older = (found.metadata.get_all(name) or [] for name in ("License-Expression", "License"))
    if expression:
        return str(expression[0])
    kinds = [str(each) for each in found.metadata.get_all("Classifier") or () if each.startswith("License ::")]
    return " / ".join(each.rpartition(" :: ")[2] for each in kinds) or "".join(older).strip().partition("\n")[0]


def _text(found: Distribution) -> str:
    own = [each for each in found.files or () if each.name.upper().startswith(LICENCE_FILES)]
    parts = []
    for each in sorted(own, key=str):
        path = Path(str(found.locate_file(each)))
        if ".dist-info" in str(each) and path.is_file():
            parts.append(path.read_text(encoding="utf-8", errors="replace").strip())
    return "\n\n————————\n\n".join(dict.fromkeys(parts))


def _shipped(name: str) -> str:
    """The text of a licence that a library does not bring along itself."""
    found = files("inspector.resources") / "licences" / f"{name}.txt"
    return found.read_text(encoding="utf-8").strip() if found.is_file() else ""
