"""One row's cells, read by column; whatever cannot be read names its column and the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from ...domain.county import (
    Case,
    Department,
    Enterprise,
    Inspector,
    Item,
    Task,
)
from ...domain.identity import has_mojibake, normalise_code
from ...domain.messages import Message, Wording
from ...domain.quarters import Period
from ...domain.records import encode
from .. import parsing
from ..parsing import MOJIBAKE, BadCell, Cell, Raw
from .sheets import CODE
from .terms import parser_of_term, parser_of_terms

Member = TypeVar("Member", bound=Enum)

BLANK = Wording("noun.blank", "“{column}”不能为空。请补填。", "'{column}' must not be blank. Fill it in.")
NO_COLUMN = Wording(
    "noun.no_column",
    "表里没有“{column}”这一列，新的行少不了它。请补上这一列。",
    "The sheet has no column '{column}', without which a new row cannot be taken. Add it.",
)
TWO_DEPARTMENTS = Wording(
    "noun.two_departments",
    "“{text}”可以指多个部门（{codes}）。请改填部门编码。",
    "'{text}' may mean several departments ({codes}). Give the department's code.",
)
TWO_INSPECTORS = Wording(
    "noun.two_inspectors",
    "{department}有多人叫“{text}”（{codes}）。请改填执法证编号。",
    "Several people of {department} are called {text} ({codes}). Give the certificate number.",
)
ASSUMED = Wording(
    "noun.assumed",
    "“{column}”空白，按“{value}”处理。",
    "'{column}' is blank and taken for {value}.",
)
RATE_READ = Wording(
    "noun.rate_read",
    "“{column}”的 {text} 没有百分号，按 {percent} 处理，请核对。",
    "'{column}' says {text} without a percent sign; it is taken for {percent}, please check.",
)
NO_DEPARTMENT = Wording(
    "noun.no_department",
    "没有“{text}”这个部门。请先在“部门”表登记，或核对编码、名称、简称。",
    "There is no department '{text}'. Put it on sheet 部门 first, or check code, name or short name.",
)
NO_ENTERPRISE = Wording(
    "noun.no_enterprise", "检查对象名录里没有 {code}", "{code} is not on the list of enterprises (检查对象名录)"
)
NO_INSPECTOR = Wording(
    "noun.no_inspector", "执法检查人员名录里没有 {code}", "{code} is not on the list of inspectors (执法检查人员名录)"
)
OTHER_DEPARTMENT = Wording(
    "noun.other_department",
    "承办人 {code} 不是{department}的人员",
    "{code} named for the case is not of department {department}",
)
NO_ITEM = Wording("noun.no_item", "抽查事项清单里没有 {code}", "{code} is not on the list of items (抽查事项清单)")
REVERSED = Wording("noun.reversed", "{end} 早于 {start}", "{end} is before {start}")

MOST = 999_999


class BadRow(Exception):
    """A row that cannot be taken: the column and the reason."""

    def __init__(self, column: str, reason: Message) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


@dataclass
class Known:
    """What rows may refer to: the county's lists so far, by code."""

    departments: dict[str, Department] = field(default_factory=dict)
    enterprises: Mapping[str, Enterprise] = field(default_factory=dict)
    inspectors: Mapping[str, Inspector] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)

    def department(self, text: str) -> str:
        """The code of a department given by code, name or short name."""
        wanted = normalise_code(text)
        if wanted in self.departments:
            return wanted
        found = self._departments_by_name.get(wanted, [])
        if len(found) > 1:
            raise BadCell(TWO_DEPARTMENTS(text=text, codes=found))
        if not found:
            raise BadCell(NO_DEPARTMENT(text=text))
        return found[0]

    @cached_property
    def _departments_by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for row in self.departments.values():
            for name in {normalise_code(row.name), normalise_code(row.short_name)}:
                names.setdefault(name, []).append(row.code)
        return names

    def name_of(self, department: str) -> str:
        """A department's name, or its code if it is not on the list."""
        return self.departments[department].name if department in self.departments else department

    def inspector(self, text: str, department: str) -> str:
        """The certificate number of one of the department's inspectors, given by number or name."""
        number = normalise_code(text)
        if number not in self.inspectors:
            named = [row.certificate for row in self.inspectors.values() if row.name == text]
            own = [code for code in named if self.inspectors[code].department == department]
            if len(own) > 1:
                raise BadCell(TWO_INSPECTORS(department=self.name_of(department), text=text, codes=own))
            if not named:
                raise BadCell(NO_INSPECTOR(code=text))
            number = (own or named)[0]
        if self.inspectors[number].department != department:
            raise BadCell(OTHER_DEPARTMENT(code=text, department=self.name_of(department)))
        return number


@dataclass
class RowReader:
    """One row's cells by column title; every reading that fails names its column."""

    cells: Mapping[str, Raw]
    known: Known
    format_known: bool = True
    notices: list[Message] = field(default_factory=list)

    def note(self, what: Message) -> None:
        """Something to tell people of the row, which is taken all the same."""
        self.notices.append(what)

    def _read(self, column: str, how: Callable[[Cell], Any]) -> Any:
        cell = Cell(self.cells.get(column), self.format_known)
        try:
            if has_mojibake(cell.text):
                raise BadCell(MOJIBAKE(text=cell.text[:20]))
            return how(cell)
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def _given(self, column: str, value: Any) -> Any:
        if value in ("", None, ()):
            raise BadRow(column, (BLANK if column in self.cells else NO_COLUMN)(column=column))
        return value

    def text(self, column: str) -> str:
        return str(self._read(column, parsing.text))

    def words(self, column: str) -> str:
        """Text that must be there."""
        return str(self._given(column, self.text(column)))

    def code(self, column: str) -> str:
        return str(self._given(column, self._read(column, parsing.code)))

    def enterprise(self) -> str:
        return str(self._given(CODE, self._read(CODE, parsing.enterprise_code)))

    def known_enterprise(self) -> str:
        code = self.enterprise()
        if code not in self.known.enterprises:
            raise BadRow(CODE, NO_ENTERPRISE(code=code))
        return code

    def department(self, column: str) -> str:
        return self._to_department(column, self.words(column))

    def departments(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._to_department(column, part) for part in self.list(column)))

    def _to_department(self, column: str, text: str) -> str:
        try:
            return self.known.department(text)
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def inspectors(self, column: str, department: str) -> tuple[str, ...]:
        """Inspectors of the department, given by certificate number or name."""
        try:
            return tuple(dict.fromkeys(self.known.inspector(part, department) for part in self.list(column)))
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def items(self, column: str) -> tuple[str, ...]:
        """Item codes, all of them on the list."""
        found: tuple[str, ...] = self._given(column, self.codes(column))
        for code in found:
            if code not in self.known.items:
                raise BadRow(column, NO_ITEM(code=code))
        return found

    def list(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.texts)

    def codes(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.codes)

    def enterprises(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.enterprise_codes)

    def day(self, column: str) -> date:
        return self._given(column, self._read(column, parsing.day))

    def expiry(self, column: str) -> date | None:
        return self._read(column, parsing.expiry)

    def periods(self, column: str) -> tuple[Period, ...]:
        return self._read(column, parsing.periods)

    def whole(self, column: str, least: int = 0) -> int | None:
        return self._read(column, parsing.whole(least, MOST))

    def rate(self, column: str) -> Decimal | None:
        found: Decimal | None = self._read(column, parsing.rate)
        text = Cell(self.cells.get(column)).text
        if found and not text.endswith(("%", "％", "‰")):
            self.note(RATE_READ(column=column, text=text, percent=f"{encode(found * 100)}%"))
        return found

    def member(self, column: str, kind: type[Member], blank: Member, *, told: bool = False) -> Member:
        """A term of a code list, `blank` for none; `told` if people should know what a blank was taken for."""
        found = self.optional(column, kind)
        if found is None and told:
            self.note(ASSUMED(column=column, value=blank))
        return found or blank

    def optional(self, column: str, kind: type[Member]) -> Member | None:
        return self._read(column, parser_of_term(kind))

    def needed(self, column: str, kind: type[Member]) -> Member:
        return self._given(column, self.optional(column, kind))

    def industry(self, column: str) -> str:
        return str(self._read(column, parsing.industry))

    def industries(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.industries)

    def document(self, column: str) -> str:
        """The number of a document, which must be there."""
        return str(self._given(column, self._read(column, parsing.document_code)))

    def members(self, column: str, kind: type[Member]) -> tuple[Member, ...]:
        return self._read(column, parser_of_terms(kind))

    def flag(self, column: str, blank: bool) -> bool:
        return bool(self._read(column, parsing.yes(blank)))

    def window(self, start: str, end: str) -> Period:
        first, last = self.day(start), self.day(end)
        if last < first:
            raise BadRow(end, REVERSED(start=first, end=last))
        return Period(first, last)
