"""How enterprises, people, departments and items are named in every message: so that a clerk finds them.

A code that is on no list is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.county import County
from ..domain.messages import Message, Wording
from ..domain.plan import TeamDay

NAME_AND_CODE = Wording("naming.name_and_code", "{name}（{code}）", "{name} ({code})")
CODE_ONLY = Wording("naming.code_only", "{code}（名录中没有）", "{code} (on no list)")
ITEM = Wording("naming.item", "{code} {name}", "{code} {name}")
TEAM = Wording("naming.team", "{date} {town}{department}第{number}组", "{department} {number} in {town} on {date}")

WORDINGS = (NAME_AND_CODE, CODE_ONLY, ITEM, TEAM)


def name_enterprise(county: County, code: str) -> Message:
    """Name and code of an enterprise."""
    found = county.enterprise.get(code)
    return NAME_AND_CODE(name=found.name, code=code) if found else CODE_ONLY(code=code)


def name_inspector(county: County, certificate: str) -> Message:
    """Name and certificate number of an inspector."""
    found = county.inspector.get(certificate)
    return NAME_AND_CODE(name=found.name, code=certificate) if found else CODE_ONLY(code=certificate)


def name_inspectors(county: County, certificates: Iterable[str]) -> list[Message]:
    """Names and certificate numbers, in the order given."""
    return [name_inspector(county, certificate) for certificate in certificates]


def name_department(county: County, code: str) -> str:
    """The short name (简称) of a department; its name, or failing that the code, if it has none."""
    found = county.department.get(code)
    return (found.short_name or found.name or code) if found else code


def name_team(county: County, team: TeamDay) -> Message:
    """A team-day by its date, town, department and number."""
    return TEAM(date=team.date, town=team.town, department=name_department(county, team.department), number=team.number)


def name_item(county: County, code: str) -> Message:
    """Code and name of an item."""
    found = county.item.get(code)
    return ITEM(code=code, name=found.name) if found else CODE_ONLY(code=code)


def name_items(county: County, codes: Iterable[str]) -> list[Message]:
    """Codes and names of items, in the order given."""
    return [name_item(county, code) for code in codes]
