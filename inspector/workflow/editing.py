"""Rows of the lists changed by hand: read by the rules of the import, saved at once, on record, and undone by name.

An edit is a step of one or more changes, each of one row: what it was and what it is. Undoing a step is the reverse
step, saved and recorded like any other, so the record tells what was ever done and never loses anything. Contacts,
which no record holds, are left out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from ..domain.county import County
from ..domain.messages import Message, Refusal, Wording
from ..domain.records import UNFROZEN, encode
from ..exchange import lists_export
from ..exchange.intake import nouns, rows
from ..exchange.intake.nouns import BUILDERS, KEYS
from ..exchange.intake.rows import BadRow, Known, RowReader
from ..exchange.intake.sheets import BY_LIST
from ..store import CountyFile
from . import list_words
from .importing import refuse_frozen
from .overview import Overview
from .state import STAGE_NAMES, Stage

EDIT = "edit"
"""Kind of the records of edits."""

CHANGED = Wording("edit.changed", "修改{list} {name}", "Change {list} {name}")
ADDED = Wording("edit.added", "新增{list} {name}", "Add {list} {name}")
DELETED = Wording("edit.deleted", "删除{list} {name}", "Delete {list} {name}")
SEVERAL = Wording("edit.several", "{name}等 {count} 行", "{name} and others, {count} {count:row|rows}")
AND = Wording("edit.and", "{one} · {other}", "{one} · {other}")
EXISTS = Wording(
    "edit.exists",
    "已经有这一行了：{name}。请改它，或换一个编号。",
    "There is such a row already: {name}. Change that one, or give another number.",
)
IN_USE = Wording(
    "edit.in_use",
    "{name}还在用：{lists}。请先改好或删除那些行。",
    "{name} is still in use: {lists}. Change or delete those rows first.",
)
USED_IN = Wording("edit.used_in", "{list} {count} 行", "{list} ({count})")
MEANWHILE = Wording(
    "edit.meanwhile",
    "{name}已经不是当时的样子（可能又导入或修改过），这一步不能做。",
    "{name} is no longer as it was (imported or changed again), so this step cannot be done.",
)
STANDS_STILL = Wording(
    "edit.stands_still",
    "{quarter} 处于“{stage}”，名录已锁定，只能更正联系人和联系电话（修改或导入）。要改其他内容，先完成审批，"
    "或在“锁定与抽取”撤回锁定。",
    "{quarter} is '{stage}': its lists stand still; only contacts and telephone numbers can be changed or imported. To "
    "change more, get the plan approved first, or withdraw the freeze under Freeze and draw.",
)

_BETWEEN_COLUMNS = {
    each.code
    for each in (
        nouns.FOREIGN_ITEM,
        nouns.NOT_ITS_ITEM,
        nouns.BOTH_OR_NEITHER,
        nouns.NO_GUESTS,
        rows.OTHER_DEPARTMENT,
        rows.REVERSED,
    )
}
"""Reasons that rest on more than one column."""

_USES: dict[str, tuple[tuple[str, str], ...]] = {
    "departments": (
        ("inspectors", "department"),
        ("items", "department"),
        ("tasks", "lead"),
        ("tasks", "cooperating"),
        ("cases", "department"),
        ("meetings", "organiser"),
        ("past_checks", "department"),
    ),
    "enterprises": (("recusals", "enterprise"), ("cases", "enterprise")),
    "inspectors": (("recusals", "certificate"), ("cases", "inspectors")),
    "items": (("tasks", "items"), ("cases", "items")),
}
"""Which lists name a member of a list in which field, and could not be read without it."""
NAMED_BY_OTHERS = frozenset((*_USES, "tasks", "cases", "meetings"))
"""Lists whose rows are known by their code to other rows and to plans: the code stays."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a list: as it was, and as it is. None before is a new row, None after a deleted one."""

    list: str
    before: Any
    after: Any

    @property
    def reversed(self) -> Change:
        return Change(self.list, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, undone and redone as one; `title` says what."""

    title: Message
    changes: tuple[Change, ...]

    @property
    def reversed(self) -> Step:
        return Step(self.title, tuple(change.reversed for change in reversed(self.changes)))


class Act(Enum):
    """How a step came about; the value is what the record says."""

    DO = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass
class History:
    """The steps that can be undone and done again, the last one last."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)

    def done(self, step: Step, act: Act) -> None:
        """A step was saved: as such, or by undoing or redoing it."""
        if act is Act.UNDO:
            self.redo.append(self.undo.pop())
        elif act is Act.REDO:
            self.undo.append(self.redo.pop())
        else:
            self.undo.append(step)
            self.redo.clear()

    def refused(self, refusal: Refusal, act: Act) -> None:
        """A step whose rows have changed since cannot be taken back any more: those before it can."""
        if refusal.message.code == MEANWHILE.code and act is not Act.DO:
            (self.undo if act is Act.UNDO else self.redo).pop()


@dataclass(frozen=True)
class Read:
    """What the cells of a form say: a noun, or by column title what is wrong; `notices` should be known."""

    noun: Any = None
    faults: Mapping[str, Message] = field(default_factory=dict)
    notices: tuple[Message, ...] = ()


NEVER_FROZEN = frozenset(
    name for name, sheet in BY_LIST.items() if any(column.field in UNFROZEN for column in sheet.columns)
)
"""Lists of whose rows something may be changed at any time."""


def stands_still(shown: Overview) -> Message | None:
    """Why the lists cannot be changed now, contacts aside; None if they can."""
    for quarter, stage in shown.quarters:
        if stage not in (Stage.OPEN, Stage.APPROVED):
            return STANDS_STILL(quarter=str(quarter), stage=STAGE_NAMES[stage])
    return None


def cells_of(name: str, noun: Any) -> dict[str, str]:
    """A row's cells by column title, as its sheet writes them."""
    return {title: encode(value(noun)) for title, value in _WRITTEN[name].columns}


_WRITTEN = {sheet.field: sheet for sheet in lists_export.SHEETS}


def key_of(name: str, noun: Any) -> tuple:
    """What identifies a row of a list."""
    return tuple(getattr(noun, part) for part in KEYS[name])


def key_titles(name: str) -> tuple[str, ...]:
    """The columns that identify a row."""
    return tuple(column.title for column in BY_LIST[name].columns if column.field in KEYS[name])


def read(county: County, name: str, cells: Mapping[str, str], former: Any = None) -> Read:
    """A row from the cells of a form, by the rules of the import; `former` is the row that is changed.

    All columns at fault are told, as far as they can be told apart.
    """
    known = Known(county.department, county.enterprise, county.inspector, county.item, county.task, county.case)
    reader = RowReader(cells, known)
    faults = dict(_faults(county, name, cells, former, known))
    for column in BY_LIST[name].required:
        if not cells.get(column.title, "").strip():
            faults.setdefault(column.title, rows.BLANK(column=column.title))
    if faults:
        return Read(faults=faults)
    noun = _kept(name, BUILDERS[name](reader), former)
    key = key_of(name, noun)
    if former is None or key != key_of(name, former):
        other = next((row for row in getattr(county, name) if key_of(name, row) == key), None)
        if other is not None:
            return Read(faults={key_titles(name)[0]: EXISTS(name=name_of(county, name, other))})
    return Read(noun, notices=tuple(reader.notices))


def _faults(
    county: County, name: str, cells: Mapping[str, str], former: Any, known: Known
) -> Iterator[tuple[str, Message]]:
    """Columns at fault: after each, its cell is taken for a good one, so that the next can be seen."""
    given = dict(cells)
    told: set[str] = set()
    model = former if former is not None else next(iter(getattr(county, name)), None)
    good = cells_of(name, model) if model is not None else {}
    examples = {column.title: column.example for column in BY_LIST[name].columns}
    while True:
        try:
            BUILDERS[name](RowReader(given, known))
        except BadRow as bad:
            if bad.column in told or (told and bad.reason.code in _BETWEEN_COLUMNS):
                return
            told.add(bad.column)
            yield bad.column, bad.reason
            given[bad.column] = good.get(bad.column) or examples[bad.column]
        else:
            return


def _kept(name: str, noun: Any, former: Any) -> Any:
    """The noun with what its sheet has no column for left as it was."""
    if former is None:
        return noun
    described = {column.field for column in BY_LIST[name].columns}
    return replace(
        noun, **{spec.name: getattr(former, spec.name) for spec in fields(noun) if spec.name not in described}
    )


def name_of(county: County, name: str, noun: Any) -> Message | str:
    """How people call a row."""
    if name == "recusals":
        return AND(one=_person(county, noun.certificate), other=_enterprise(county, noun.enterprise))
    if name == "cases":
        return AND(one=noun.code, other=_enterprise(county, noun.enterprise))
    if name in ("past_checks", "past_meetings"):
        return AND(one=_enterprise(county, noun.enterprise), other=noun.date)
    return str(noun.name)


def _enterprise(county: County, code: str) -> str:
    return county.enterprise[code].name if code in county.enterprise else code


def _person(county: County, certificate: str) -> str:
    return county.inspector[certificate].name if certificate in county.inspector else certificate


def step(county: County, changes: Sequence[Change]) -> Step:
    """Changes of one list under their common name."""
    first = changes[0]
    noun = first.after if first.after is not None else first.before
    title = ADDED if first.before is None else DELETED if first.after is None else CHANGED
    name: Message | str = name_of(county, first.list, noun)
    if len(changes) > 1:
        name = SEVERAL(name=name, count=len(changes))
    return Step(title(list=list_words.MEMBER_NAMES[first.list], name=name), tuple(changes))


def save(file: CountyFile, wanted: Step, *, operator: str, act: Act = Act.DO) -> None:
    """Save a step and put it on record.

    Raises:
        Refusal: the lists are frozen and more than contacts would change, a row is no longer as it was, a row that is
            to go is in use, or a task and a case would share a number.
    """
    before = file.county()
    after = _changed(before, wanted)
    refuse_frozen(file, before, after)
    _refuse_shared_numbers(after, wanted)
    _refuse_uses(before, after, wanted)
    file.save_lists(before, after, kind=EDIT, run=_body(wanted, act), operator=operator)


def _changed(county: County, wanted: Step) -> County:
    for name in dict.fromkeys(change.list for change in wanted.changes):
        found = {key_of(name, row): row for row in getattr(county, name)}
        for change in wanted.changes:
            if change.list != name:
                continue
            if change.before is not None:
                key = key_of(name, change.before)
                if found.get(key) != change.before:
                    raise Refusal(MEANWHILE(name=name_of(county, name, change.before)))
                if change.after is None or key_of(name, change.after) != key:
                    del found[key]
            if change.after is not None:
                key = key_of(name, change.after)
                if key in found and (change.before is None or key != key_of(name, change.before)):
                    raise Refusal(EXISTS(name=name_of(county, name, found[key])))
                found[key] = change.after
        lists: dict[str, Any] = {name: tuple(found.values())}
        county = replace(county, **lists)
    return county


def _refuse_shared_numbers(after: County, wanted: Step) -> None:
    """A form sees it already; undoing a step can bring back a number that has been taken since."""
    for change in wanted.changes:
        if change.after is not None and change.list == "tasks" and change.after.code in after.case:
            raise Refusal(nouns.TAKEN_BY_CASE(code=change.after.code))
        if change.after is not None and change.list == "cases" and change.after.code in after.task:
            raise Refusal(nouns.TAKEN_BY_TASK(code=change.after.code))


def _refuse_uses(before: County, after: County, wanted: Step) -> None:
    """Let no row go, or get another number, that others could not be read without."""
    for change in wanted.changes:
        if change.before is None:
            continue
        if change.after is None or key_of(change.list, change.after) != key_of(change.list, change.before):
            uses = uses_of(after, change.list, change.before)
            if uses:
                raise Refusal(IN_USE(name=name_of(before, change.list, change.before), lists=uses))


def uses_of(county: County, name: str, noun: Any) -> list[Message]:
    """The lists that name a row and could not be read without it, with how many of their rows do."""
    code = key_of(name, noun)[0]
    found: dict[str, int] = {}
    for other, part in _USES.get(name, ()):
        for row in getattr(county, other):
            value = getattr(row, part)
            if value == code or (isinstance(value, tuple) and code in value):
                found[other] = found.get(other, 0) + 1
    return [USED_IN(list=list_words.LIST_NAMES[other], count=count) for other, count in found.items()]


def _body(wanted: Step, act: Act) -> str:
    return json.dumps(
        {
            "act": act.value,
            "title": wanted.title.text(),
            "rows": [
                {
                    "list": change.list,
                    "key": [
                        encode(part)
                        for part in key_of(change.list, change.before if change.before is not None else change.after)
                    ],
                    **dict(_told(change)),
                }
                for change in wanted.changes
            ],
        },
        ensure_ascii=False,
    )


def _told(change: Change) -> Iterator[tuple[str, dict[str, str]]]:
    """What a change was from and to: of a changed row the columns that differ, of others all; never contacts."""
    hidden = {column.title for column in BY_LIST[change.list].columns if column.field in UNFROZEN}
    before, after = (
        {} if noun is None else {t: text for t, text in cells_of(change.list, noun).items() if t not in hidden}
        for noun in (change.before, change.after)
    )
    both = before and after
    for side, cells, others in (("before", before, after), ("after", after, before)):
        told = {title: text for title, text in cells.items() if text and not (both and others.get(title) == text)}
        if cells:
            yield side, told
