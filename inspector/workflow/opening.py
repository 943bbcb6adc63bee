"""Making, opening and setting up a county file; templates and verification of workbooks."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from ..domain.county import Settings
from ..domain.messages import Message, Refusal, Wording
from ..domain.records import decode, encode
from ..exchange.intake.template import write_template
from ..exchange.verify import Verification, verify
from ..store import CountyFile

__all__ = [
    "SETTING_NAMES",
    "CountyFile",
    "Verification",
    "change_setting",
    "create_county",
    "open_county",
    "verify",
    "write_template",
    "write_verifier",
]

BAD_CODE = Wording(
    "open.bad_code",
    "区划代码“{code}”应是 6 位数字（如 429088）。",
    "The division code '{code}' must be six digits (such as 429088).",
)
BLANK_NAME = Wording("open.blank_name", "辖区名称不能为空。", "The county's name must not be blank.")
NO_SETTING = Wording(
    "settings.unknown",
    "没有“{name}”这项设置。可改的有：{names}。",
    "There is no setting '{name}'. Settings are: {names}.",
)
BAD_VALUE = Wording(
    "settings.bad_value",
    "“{value}”不能用作“{name}”的值，现在是“{current}”。",
    "'{value}' is no value for '{name}', which is '{current}' now.",
)
CHANGED = Wording(
    "settings.changed", "“{name}”由“{before}”改为“{after}”。", "'{name}' changed from '{before}' to '{after}'."
)

VERIFIER = "verifier/check_workbook.py"
TAKEN = Wording(
    "open.taken",
    "{path} 已经存在，没有覆盖。请换一个文件名。",
    "{path} exists and was left alone. Choose another name.",
)
CANNOT_WRITE = Wording(
    "open.cannot_write",
    "写不了文件 {path}：{why}。请换一个文件夹。",
    "Cannot write {path}: {why}. Choose another folder.",
)

SETTING_NAMES = {
    "年度口径": "year_basis",
    "月度口径": "month_basis",
    "每部门人数": "officers",
    "每组每日家数": "visits_a_day",
    "公示工作日": "publication_workdays",
    "提示间隔天数": "warning_days",
}
LIMITS = {"officers": (2, 9), "visits_a_day": (1, 2), "publication_workdays": (1, 60), "warning_days": (0, 366)}
"""Two officers is the law's least; a team has two half-days."""


def create_county(path: Path, name: str, code: str) -> CountyFile:
    """A new county file.

    Raises:
        Refusal: the file exists, the folder cannot be written, or name or code are not right.
    """
    if not name.strip():
        raise Refusal(BLANK_NAME())
    if not re.fullmatch("[0-9]{6}", code):
        raise Refusal(BAD_CODE(code=code))
    return CountyFile.create(path, name.strip(), code)


def open_county(path: Path) -> CountyFile:
    """An existing county file.

    Raises:
        Refusal: it is missing, not ours, newer than the program, or damaged.
    """
    return CountyFile.open(path)


def write_verifier(path: Path) -> None:
    """Write out the stand-alone verifier: one Python file that an auditor can read, and run without this program.

    Raises:
        Refusal: the file exists, or cannot be written.
    """
    content = (files("inspector.resources") / VERIFIER).read_bytes()
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise Refusal(TAKEN(path=str(path))) from None
    except OSError as error:
        raise Refusal(CANNOT_WRITE(path=str(path), why=error.strerror or str(error))) from None


def change_setting(file: CountyFile, name: str, value: str, *, operator: str) -> Message:
    """Change one setting of the county (domain.md, Settings); it takes effect with the next freeze.

    Raises:
        Refusal: there is no such setting, or the value is not one it can have.
    """
    field = SETTING_NAMES.get(name, name)
    settings = file.county().settings
    if field not in SETTING_NAMES.values():
        raise Refusal(NO_SETTING(name=name, names=list(SETTING_NAMES)))
    current = getattr(settings, field)
    try:
        new = decode(value, type(current))
        low, high = LIMITS.get(field, (new, new))
        if not low <= new <= high:
            raise ValueError(value)
    except (ValueError, TypeError, KeyError):
        raise Refusal(BAD_VALUE(name=name, value=value, current=encode(current))) from None
    file.save_settings(_changed(settings, field, new), operator=operator)
    return CHANGED(name=name, before=encode(current), after=encode(new))


def _changed(settings: Settings, field: str, value: object) -> Settings:
    return replace(settings, **{field: value})  # type: ignore[arg-type]
