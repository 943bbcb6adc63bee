"""Which parts of a visit rest on one of the seven exemptions, and on which document."""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.codes import Exemption
from ...domain.county import County
from ...domain.plan import Visit
from ...rules.annual_cap import visit_counts


@dataclass(frozen=True, slots=True)
class Exempt:
    """One department's exempt part of a visit: the exemption and the documents it rests on."""

    department: str
    exemption: Exemption
    documents: tuple[str, ...]


def exempt_parts(county: County, visit: Visit) -> tuple[Exempt, ...]:
    """The exemptions a visit makes use of, by department and exemption.

    A case always makes use of its own, with its document number. An item's category is made use of only
    where the visit does not count towards the yearly cap; its document is the approval of the item.
    """
    counted = visit_counts(county, visit)
    found: dict[tuple[str, Exemption], dict[str, None]] = {}
    for use in visit.items:
        item = county.item.get(use.item)
        if item is None:
            continue
        for source in use.sources:
            case = county.case.get(source)
            if case is not None:
                found.setdefault((item.department, case.exemption), {})[case.document] = None
            elif item.exemption is not None and not counted:
                found.setdefault((item.department, item.exemption), {})[item.document] = None
    order = list(Exemption)
    return tuple(
        Exempt(department, exemption, tuple(name for name in documents if name))
        for (department, exemption), documents in sorted(
            found.items(), key=lambda pair: (pair[0][0], order.index(pair[0][1]))
        )
    )
