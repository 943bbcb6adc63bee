"""How other systems write the terms of the code lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache

from ...domain import codes
from .. import parsing

_COMPANIES = (
    "公司",
    "企业法人",
    "有限责任公司",
    "有限公司",
    "股份有限公司",
    "分公司",
    "内资企业",
    "国有企业",
    "全民所有制企业",
    "集体企业",
    "集体所有制企业",
    "私营企业",
    "个人独资企业",
    "合伙企业",
    "股份合作制企业",
    "外商投资企业",
)
_COOPERATIVES = ("合作社", "农专社", "农民专业合作社分支机构", "农民专业合作社联合社")
_ACTIVE = ("在业", "在营", "开业", "在册", "正常", "存续（在营、开业、在册）", "在营（开业）")
_EXEMPTIONS: Mapping[str, Enum] = {
    "投诉": codes.Exemption.COMPLAINT,
    "举报": codes.Exemption.COMPLAINT,
    "投诉、举报": codes.Exemption.COMPLAINT,
    "生态环境": codes.Exemption.ENVIRONMENT,
    "生态环境保护": codes.Exemption.ENVIRONMENT,
    "食品药品": codes.Exemption.FOOD_AND_DRUGS,
    "食药安全": codes.Exemption.FOOD_AND_DRUGS,
    "税收违法": codes.Exemption.TAX,
    "涉税违法": codes.Exemption.TAX,
}

SYNONYMS: dict[type[Enum], Mapping[str, Enum]] = {
    codes.EnterpriseKind: dict.fromkeys(_COMPANIES, codes.EnterpriseKind.COMPANY)
    | dict.fromkeys(("个体", "个体户"), codes.EnterpriseKind.SOLE_TRADER)
    | dict.fromkeys(_COOPERATIVES, codes.EnterpriseKind.FARMERS_COOPERATIVE)
    | dict.fromkeys(("代表机构", "外国企业代表机构"), codes.EnterpriseKind.FOREIGN_OFFICE),
    codes.EnterpriseStatus: dict.fromkeys(_ACTIVE, codes.EnterpriseStatus.ACTIVE)
    | dict.fromkeys(("已注销", "吊销，已注销"), codes.EnterpriseStatus.DEREGISTERED)
    | dict.fromkeys(("已吊销", "吊销未注销", "吊销，未注销"), codes.EnterpriseStatus.REVOKED)
    | {"已撤销": codes.EnterpriseStatus.CANCELLED, "已迁出": codes.EnterpriseStatus.MOVED_OUT},
    codes.RiskClass: {f"{name}{end}": codes.RiskClass(name) for name in "ABCD" for end in ("类", "级")}
    | dict.fromkeys(("未分类", "未评定"), codes.RiskClass.UNRATED),
    codes.InspectorStatus: {"正常": codes.InspectorStatus.VALID, "无效": codes.InspectorStatus.INVALID},
    codes.Method: dict.fromkeys(("现场检查", "实地核查", "现场", "实地"), codes.Method.ON_SITE)
    | dict.fromkeys(("书面", "书面审查"), codes.Method.DOCUMENTS)
    | dict.fromkeys(("网络检查",), codes.Method.ONLINE)
    | dict.fromkeys(("检测", "抽样检验"), codes.Method.TESTING)
    | dict.fromkeys(("委托专业机构",), codes.Method.COMMISSIONED),
    codes.ItemCategory: {"一般检查事项": codes.ItemCategory.GENERAL, "重点检查事项": codes.ItemCategory.KEY},
    codes.TaskKind: {"定向抽查": codes.TaskKind.TARGETED, "不定向抽查": codes.TaskKind.UNTARGETED},
    codes.Exemption: _EXEMPTIONS,
    codes.MeetingKind: {"涉企会议": codes.MeetingKind.MEETING, "涉企调研": codes.MeetingKind.RESEARCH},
}
"""How other systems write the terms of the code lists."""


@cache
def parser_of_term(kind: type[Enum]) -> parsing.Parser:
    return parsing.member(kind, SYNONYMS.get(kind, {}))


@cache
def parser_of_terms(kind: type[Enum]) -> parsing.Parser:
    return parsing.members(kind, SYNONYMS.get(kind, {}))
