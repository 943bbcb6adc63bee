"""The form of each list: one field a column of its sheet, with what can be chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..domain import codes
from ..domain.county import (
    Case,
    County,
    Department,
    Enterprise,
    Inspector,
    Item,
    Meeting,
    PastCheck,
    PastMeeting,
    Recusal,
    Task,
)
from ..domain.messages import Wording
from ..domain.quarters import Period
from ..exchange.intake.nouns import KEYS
from ..exchange.intake.sheets import BY_LIST, Column
from .list_words import COLUMN_NAMES, HINT_NAMES, NO, TERMS, YES

CLASSES: dict[str, type] = {
    "departments": Department,
    "enterprises": Enterprise,
    "inspectors": Inspector,
    "recusals": Recusal,
    "items": Item,
    "tasks": Task,
    "cases": Case,
    "meetings": Meeting,
    "past_checks": PastCheck,
    "past_meetings": PastMeeting,
}
"""What a row of each list is."""

PERIODS = Wording(
    "hint.periods", "2027-01-21~2027-02-04，几段用；分开", "2027-01-21~2027-02-04, several separated by ；"
)


class Filling(Enum):
    """How a field is filled in."""

    TEXT = "text"
    DATE = "date"
    ONE = "one"
    """One of the options and nothing else."""
    ANY = "any"
    """One of the options, or anything else."""
    LOOKED_UP = "looked up"
    """One of very many, by its code."""
    SEVERAL = "several"
    """Any number of the options."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen: the cell's text, and how people call it where that differs."""

    cell: str
    words: str | Wording = ""


Options = Callable[[County], Sequence[Option]]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: the column's title, how it is filled in, what can be chosen; `key` identifies the row."""

    title: str
    required: bool
    hint: Wording | None
    filling: Filling
    options: Options
    key: bool

    @property
    def words(self) -> Wording:
        """The column's name on the screen."""
        return COLUMN_NAMES[self.title]


def _none(_: County) -> Sequence[Option]:
    return ()


def _terms(kind: type[Enum]) -> Options:
    return lambda _: [Option(str(member.value), TERMS[member]) for member in kind]


@dataclass(frozen=True, slots=True)
class Members:
    """Options: the members of one of the county's `list`s, by code and name."""

    list: str
    key: str
    index: str
    """The county's mapping of the members by code."""

    def __call__(self, county: County) -> Sequence[Option]:
        return [self._option(row) for row in self.rows(county)]

    def rows(self, county: County) -> Sequence[Any]:
        """The members themselves."""
        rows: Sequence[Any] = getattr(county, self.list)
        return rows

    def find(self, county: County, code: str) -> Option | None:
        """The member of a code; None if there is none."""
        found = getattr(county, self.index).get(code)
        return self._option(found) if found is not None else None

    def _option(self, row: Any) -> Option:
        return Option(getattr(row, self.key), row.name)


DEPARTMENTS = Members("departments", "code", "department")
ENTERPRISES = Members("enterprises", "code", "enterprise")
INSPECTORS = Members("inspectors", "certificate", "inspector")
ITEMS = Members("items", "code", "item")


def _flags(_: County) -> Sequence[Option]:
    return [Option("是", YES), Option("否", NO)]


def _known(values: Callable[[County], Any]) -> Options:
    """What the county's lists say already."""
    return lambda county: [Option(value) for value in sorted(set(values(county))) if value]


_labels = _known(lambda county: (label for row in county.enterprises for label in row.labels))
_towns = _known(lambda county: (row.town for row in county.enterprises))
_qualifications = _known(
    lambda county: (
        *(name for row in county.inspectors for name in row.qualifications),
        *(row.qualification for row in county.items),
    )
)
_exemptions_of_items = _terms(codes.Exemption)

_BY_FIELD: dict[tuple[str, str], tuple[Filling, Options]] = {
    ("enterprises", "town"): (Filling.ANY, _towns),
    ("enterprises", "labels"): (Filling.SEVERAL, _labels),
    ("inspectors", "department"): (Filling.ONE, DEPARTMENTS),
    ("inspectors", "scope"): (Filling.SEVERAL, ITEMS),
    ("inspectors", "qualifications"): (Filling.SEVERAL, _qualifications),
    ("recusals", "certificate"): (Filling.LOOKED_UP, INSPECTORS),
    ("recusals", "enterprise"): (Filling.LOOKED_UP, ENTERPRISES),
    ("items", "department"): (Filling.ONE, DEPARTMENTS),
    ("items", "qualification"): (Filling.ANY, _qualifications),
    ("tasks", "lead"): (Filling.ONE, DEPARTMENTS),
    ("tasks", "cooperating"): (Filling.SEVERAL, DEPARTMENTS),
    ("tasks", "items"): (Filling.SEVERAL, ITEMS),
    ("cases", "enterprise"): (Filling.LOOKED_UP, ENTERPRISES),
    ("cases", "department"): (Filling.ONE, DEPARTMENTS),
    ("cases", "items"): (Filling.SEVERAL, ITEMS),
    ("cases", "inspectors"): (Filling.SEVERAL, INSPECTORS),
    ("meetings", "organiser"): (Filling.ONE, DEPARTMENTS),
    ("meetings", "invitees"): (Filling.SEVERAL, ENTERPRISES),
    ("meetings", "labels"): (Filling.SEVERAL, _labels),
    ("past_checks", "enterprise"): (Filling.LOOKED_UP, ENTERPRISES),
    ("past_checks", "department"): (Filling.ONE, DEPARTMENTS),
    ("past_meetings", "enterprise"): (Filling.LOOKED_UP, ENTERPRISES),
}
"""Fields that name members of other lists, or words that lists use over and over."""

_BY_TITLE: dict[str, tuple[Filling, Options]] = {
    "不受次数限制类别": (
        Filling.ONE,
        lambda county: [
            option for option in _exemptions_of_items(county) if option.cell in {"安全生产", "生态环保", "食品药品安全"}
        ],
    ),
    "范围-主体类型": (Filling.SEVERAL, _terms(codes.EnterpriseKind)),
    "范围-行业代码": (Filling.TEXT, _none),
    "范围-标签": (Filling.SEVERAL, _labels),
    "范围-乡镇街道": (Filling.SEVERAL, _towns),
    "半天数": (Filling.ONE, lambda _: [Option("1"), Option("2")]),
}


def form(name: str) -> tuple[FormField, ...]:
    """The fields of a list's form, in the order of its sheet."""
    hints = get_type_hints(CLASSES[name])
    found = []
    for column in BY_LIST[name].columns:
        filling, options = _filling(name, column, hints.get(column.field))
        hint = PERIODS if hints.get(column.field) == tuple[Period, ...] else HINT_NAMES.get(column.hint)
        found.append(
            FormField(
                column.title,
                column.required,
                hint if hint and hint.zh else None,
                filling,
                options,
                column.field in KEYS[name],
            )
        )
    return tuple(found)


def _filling(name: str, column: Column, kind: Any) -> tuple[Filling, Options]:
    """How a column is filled in: as is said above, else by the type of the field it fills."""
    if column.title in _BY_TITLE:
        return _BY_TITLE[column.title]
    if (name, column.field) in _BY_FIELD:
        return _BY_FIELD[name, column.field]
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is tuple:
        member = get_args(kind)[0]
        if isinstance(member, type) and issubclass(member, Enum):
            return Filling.SEVERAL, _terms(member)
        return Filling.TEXT, _none
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Filling.ONE, _terms(kind)
    if kind is bool:
        return Filling.ONE, _flags
    if kind in (date, Period):
        return Filling.DATE, _none
    return Filling.TEXT, _none
