"""Which language to speak, and how results become text or JSON."""

from __future__ import annotations

import dataclasses
import locale
import os
import sys
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..domain.messages import EN, ZH, Message, Wording


def system_language() -> str:
    """Chinese where the system is Chinese, English elsewhere."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    name = next((found for found in names if found), "") or (locale.getlocale()[0] or "")
    return ZH if name.lower().startswith(("zh", "chinese")) else EN


def as_data(value: Any, language: str) -> Any:
    """A result as plain data for `--json`; messages as their code and their text."""
    if isinstance(value, Message):
        return {"code": value.code, "text": value.text(language)}
    if isinstance(value, Wording):
        return value().text(language)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_data(getattr(value, field.name), language) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(as_data(key, language)): as_data(part, language) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_data(part, language) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, Decimal, Fraction, Path)):
        return str(value)
    return value


def make_output_safe() -> None:
    """A console that cannot show a character shows a question mark instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
