"""需备材料: what an enterprise is asked to have ready for a visit.

Rule 2 of the ten forbids asking for what government offices hold, and asking twice for the same: such documents drop
off the list, and at a joint visit one department asks for all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.county import County
from ..domain.plan import Visit
from .joint_visit import departments_at, items_of, lead_department

HELD_BY_OFFICES = ("营业执照", "许可证", "登记证", "备案证明", "批准文件", "资质证书", "核准文件")
"""Words by which a document that an office issued itself is known."""


def is_held(document: str) -> bool:
    """Whether government offices hold the document, so that nobody may ask for it."""
    return any(word in document for word in HELD_BY_OFFICES)


def materials_asked(county: County, visit: Visit) -> dict[str, str]:
    """What to have ready for a visit, each document once, and the department that asks for it.

    The lead department asks for what it needs, then the others for what is left, in the order of their codes.
    """
    lead = lead_department(county, visit)
    asked: dict[str, str] = {}
    for department in sorted(departments_at(county, visit), key=lambda code: (code != lead, code)):
        for document in _documents(county, visit, department):
            asked.setdefault(document, department)
    return asked


def _documents(county: County, visit: Visit, department: str) -> Iterable[str]:
    return (
        document for item in items_of(county, visit, department) for document in item.materials if not is_held(document)
    )
