"""How enterprises, items, people and departments read in the official sheets."""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.county import County, Item
from ...domain.plan import Plan, Visit
from ...domain.quarters import Quarter
from ...rules.joint_visit import departments_at, lead_department
from ...rules.naming import name_department

LIST = "；"
SERIES = "、"
YES, NO = "是", "否"


def short_names(county: County, departments: Iterable[str]) -> str:
    """Short names of departments, in the order given."""
    return SERIES.join(name_department(county, code) for code in departments)


def items_text(county: County, codes: Iterable[str]) -> str:
    """Items as `事项编码 事项名称；…`, each once."""
    return LIST.join(
        f"{code} {county.item[code].name}" if code in county.item else code for code in dict.fromkeys(codes)
    )


def methods_text(items: Iterable[Item]) -> str:
    """检查方式 of items, each once."""
    return LIST.join(dict.fromkeys(method.value for item in items for method in item.methods))


def person(county: County, certificate: str) -> str:
    """Name of an inspector; the certificate number if it is on no list."""
    found = county.inspector.get(certificate)
    return found.name if found else certificate


def attending(county: County, visit: Visit) -> tuple[str, ...]:
    """Departments with an item at the visit, the lead department first."""
    lead = lead_department(county, visit)
    return tuple(sorted(departments_at(county, visit), key=lambda code: (code != lead, code)))


def crew_text(county: County, plan: Plan, visit: Visit) -> str:
    """Who goes there: `部门简称：姓名(证号)、姓名(证号)；…`."""
    parts = []
    for department in attending(county, visit):
        people = SERIES.join(
            f"{person(county, certificate)}({certificate})"
            for certificate in plan.crews.get((visit.number, department), ())
        )
        parts.append(f"{name_department(county, department)}：{people}")
    return LIST.join(parts)


def enterprise_name(county: County, code: str) -> str:
    found = county.enterprise.get(code)
    return found.name if found else ""


def quarter_text(quarter: Quarter) -> str:
    """2027Q1 as 2027年第一季度."""
    return f"{quarter.year}年第{'一二三四'[quarter.number - 1]}季度"


def in_fours(digest: str) -> str:
    """A fingerprint in groups of four, so that it can be compared by eye and read out."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
