"""非现场优先: what can be settled from documents or data makes no visit and uses no cap."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.county import Item, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_item

CODE = "off_site_first"

NAME = Wording("off_site_first.name", "非现场优先", "Off-site first")
CLAUSE = Wording(
    "off_site_first.clause",
    "落实“十必须十不准”第七条：能够通过书面、网络等非现场方式办结的事项，不进企业，不占检查次数。",
    "In keeping with rule 7 of the ten musts and ten must-nots: an item that can be settled from documents or data "
    "makes no visit and uses up no check.",
)
KEPT_BY = Wording(
    "off_site_first.kept_by",
    "检查方式仅为实地检查的事项才列入入企检查，其余列入非现场检查任务表。",
    "Only items whose one method is 实地检查 make a visit; the others stand on the list of off-site duties.",
)
AT_VISIT = Wording(
    "off_site_first.at_visit",
    "{enterprise}的入企检查（{visit}）含有{department}的事项{item}，其检查方式是{methods}，应列入非现场检查任务。",
    "The visit of {enterprise} ({visit}) holds {department}'s item {item}, whose methods are {methods}; it belongs "
    "among the off-site duties.",
)
AS_DUTY = Wording(
    "off_site_first.as_duty",
    "{enterprise}的非现场检查任务含有{department}的事项{item}，该事项只能实地检查。",
    "The off-site duty for {enterprise} holds {department}'s item {item}, which can only be checked on site.",
)


def needs_visit(item: Item) -> bool:
    """Whether somebody has to enter the enterprise: its only method is 实地检查."""
    return item.on_site


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Off-site items at a visit, and on-site items among the off-site duties."""
    county = snapshot.county
    for visit in plan.visits:
        for use in visit.items:
            item = county.item.get(use.item)
            if item is not None and not needs_visit(item):
                message = AT_VISIT(
                    enterprise=name_enterprise(county, visit.enterprise),
                    visit=visit.number,
                    department=name_department(county, item.department),
                    item=name_item(county, use.item),
                    methods=item.methods,
                )
                yield Breach(CODE, message, (visit.number,), (visit.enterprise, use.item))
    for duty in plan.off_site:
        for code in duty.items:
            item = county.item.get(code)
            if item is not None and needs_visit(item):
                message = AS_DUTY(
                    enterprise=name_enterprise(county, duty.enterprise),
                    department=name_department(county, duty.department),
                    item=name_item(county, code),
                )
                yield Breach(CODE, message, (), (duty.enterprise, code))


RULE = Rule(CODE, NAME, CLAUSE, KEPT_BY, check, (NAME, CLAUSE, KEPT_BY, AT_VISIT, AS_DUTY))
