"""执法资格: a valid certificate, items within its scope, the qualification an item asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..domain.codes import InspectorStatus
from ..domain.county import Inspector, Item


def may_check(inspector: Inspector, items: Iterable[Item], day: date) -> bool:
    """Whether the inspector may check all of `items` on `day`.

    The status is 有效, the certificate has not expired, and every item is of the inspector's own department and
    within the scope (an empty scope means every item of the department). Qualifications are the team's matter:
    see `required_qualifications`.
    """
    return (
        inspector.status is InspectorStatus.VALID
        and (inspector.expires is None or day <= inspector.expires)
        and all(in_scope(inspector, item) for item in items)
    )


def in_scope(inspector: Inspector, item: Item) -> bool:
    """Whether the item is of the inspector's department and within the scope of the certificate."""
    return item.department == inspector.department and (not inspector.scope or item.code in inspector.scope)


def required_qualifications(items: Iterable[Item]) -> tuple[str, ...]:
    """The qualifications (岗位资质) the items ask for, sorted; at least one of the team holds each."""
    return tuple(sorted({item.qualification for item in items if item.qualification}))
