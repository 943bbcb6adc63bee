"""不受次数限制情形: only the seven, each with its basis."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.codes import Exemption
from ..domain.county import Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_item

CODE = "exemption"

ITEM_EXEMPTIONS = frozenset({Exemption.WORK_SAFETY, Exemption.ENVIRONMENT, Exemption.FOOD_AND_DRUGS})
"""The three an item may carry as its category; the other four need a case with a document number."""

NAME = Wording("exemption.name", "不受次数限制情形", "Exemptions")
CLAUSE = Wording(
    "exemption.clause",
    "“十必须十不准”第七条：不受年度次数限制的只有投诉举报、上级交办、异地转办、安全生产、生态环保、食品药品安全、"
    "涉嫌税收违法七种情形，每次都要写明依据和文号。",
    "Ten musts and ten must-nots, rule 7: only seven kinds of check are free of the yearly cap (投诉举报, 上级交办, "
    "异地转办, 安全生产, 生态环保, 食品药品安全, 涉嫌税收违法), and each names its basis and document number.",
)
KEPT_BY = Wording(
    "exemption.kept_by",
    "导入时即拒收列入其他情形的事项和没有依据文号的线索；不受限制的检查逐次列入台账。",
    "Items that claim another exemption and cases without a document number are refused at import; every exempt "
    "check stands in the ledger.",
)
ITEM_CLAIM = Wording(
    "exemption.item_claim",
    "事项{item}（{department}）列为“{exemption}”。事项只能列为安全生产、生态环保或食品药品安全，"
    "其他情形须另立有文号的有因检查。",
    "Item {item} ({department}) claims “{exemption}”. An item may carry only 安全生产, 生态环保 or 食品药品安全; the "
    "others need a case with a document number.",
)
NO_DOCUMENT = Wording(
    "exemption.no_document",
    "线索{case}（{enterprise}，{department}，{exemption}）没有依据文号，请补填。",
    "Case {case} ({enterprise}, {department}, {exemption}) has no document number; please supply it.",
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Items in use that claim an exemption they may not carry, and cases in use without a document number."""
    county = snapshot.county
    used = [use.item for visit in plan.visits for use in visit.items]
    used += [code for duty in plan.off_site for code in duty.items]
    for code in dict.fromkeys(used):
        item = county.item.get(code)
        if item is not None and item.exemption is not None and item.exemption not in ITEM_EXEMPTIONS:
            message = ITEM_CLAIM(
                item=name_item(county, code),
                department=name_department(county, item.department),
                exemption=item.exemption,
            )
            yield Breach(CODE, message, (), (code,))
    sources = [source for visit in plan.visits for source in visit.sources]
    sources += [duty.task for duty in plan.off_site]
    for source in dict.fromkeys(sources):
        case = county.case.get(source)
        if case is not None and not case.document.strip():
            message = NO_DOCUMENT(
                case=source,
                enterprise=name_enterprise(county, case.enterprise),
                department=name_department(county, case.department),
                exemption=case.exemption,
            )
            yield Breach(CODE, message, (), (source, case.enterprise))


RULE = Rule(CODE, NAME, CLAUSE, KEPT_BY, check, (NAME, CLAUSE, KEPT_BY, ITEM_CLAIM, NO_DOCUMENT))
