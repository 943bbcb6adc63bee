"""A visit that has no place, or somebody who is too few: all that decides when and where they can be."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from ...domain.messages import Wording
from ...workflow.why_not import Concerned, Person
from ..widgets.plan_words import SHORT_DAY, Say, day_words
from .facts import FactsDialog

NUMBER = Wording("concerned.number", "编号", "No.")
CODE = Wording("concerned.code", "代码", "Code")
WHERE = Wording("concerned.where", "乡镇街道", "Town")
ADDRESS = Wording("concerned.address", "地址", "Address")
DEPARTMENTS = Wording("concerned.departments", "部门", "Departments")
BLACKOUTS = Wording("concerned.blackouts", "错峰时段", "Blackout")
DAYS = Wording("concerned.days", "可排工作日", "Possible days")
NO_DAYS = Wording("concerned.no_days", "没有", "none")
COUNT = Wording("concerned.count", "{count} 天：{days}", "{count}: {days}")
CERTIFICATE = Wording("concerned.certificate", "证号", "Certificate")
DEPARTMENT = Wording("concerned.department", "部门", "Department")
SCOPE = Wording("concerned.scope", "可查事项", "Items")
ALL_ITEMS = Wording("concerned.all_items", "本部门全部事项", "all items of the department")
QUALIFICATIONS = Wording("concerned.qualifications", "资质", "Qualifications")
EXPIRES = Wording("concerned.expires", "证件有效期", "Valid until")
FOREVER = Wording("concerned.forever", "长期", "no end")
LEAVE = Wording("concerned.leave", "请假", "Leave")
LIMIT = Wording("concerned.limit", "派员上限", "Load limit")
NO_LIMIT = Wording("concerned.no_limit", "没有", "none")


def concerned_dialog(say: Say, found: Concerned | Person, parent: QWidget | None = None) -> FactsDialog:
    """All that is known of a visit or a person behind a cause."""
    rows = _visit(say, found) if isinstance(found, Concerned) else _person(say, found)
    return FactsDialog(say, found.name, rows, parent)


def _visit(say: Say, found: Concerned) -> Iterator[tuple[Wording, str]]:
    yield NUMBER, found.visit
    yield CODE, found.enterprise
    yield WHERE, found.town
    yield ADDRESS, found.address
    yield DEPARTMENTS, "、".join(found.departments)
    yield BLACKOUTS, "\n".join(map(str, found.blackouts))
    days = "、".join(day_words(say, day, SHORT_DAY) for day in found.days)
    yield DAYS, say(COUNT, count=len(found.days), days=days) if days else say(NO_DAYS)


def _person(say: Say, found: Person) -> Iterator[tuple[Wording, str]]:
    yield CERTIFICATE, found.certificate
    yield DEPARTMENT, found.department
    yield SCOPE, "、".join(found.scope) or say(ALL_ITEMS)
    yield QUALIFICATIONS, "、".join(found.qualifications)
    yield EXPIRES, found.expires.isoformat() if found.expires else say(FOREVER)
    yield LEAVE, "\n".join(map(str, found.leave))
    yield LIMIT, say(NO_LIMIT) if found.load_limit is None else str(found.load_limit)
