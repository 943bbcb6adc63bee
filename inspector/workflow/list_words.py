"""How the lists, their columns and the terms in them are called on the screen; sheets keep the Chinese words."""

from __future__ import annotations

from enum import Enum

from ..domain.codes import (
    EnterpriseKind,
    EnterpriseStatus,
    Exemption,
    InspectorStatus,
    ItemCategory,
    MeetingExemption,
    MeetingKind,
    Method,
    RiskClass,
    TaskKind,
)
from ..domain.messages import Wording
from ..exchange.intake.sheets import CODE

LIST_NAMES = {
    "enterprises": Wording("list_words.enterprises", "检查对象", "Enterprises"),
    "inspectors": Wording("list_words.inspectors", "执法检查人员", "Inspectors"),
    "items": Wording("list_words.items", "抽查事项", "Items"),
    "departments": Wording("list_words.departments", "部门", "Departments"),
    "recusals": Wording("list_words.recusals", "回避登记", "Recusals"),
    "past_checks": Wording("list_words.past_checks", "历史检查", "Past checks"),
    "past_meetings": Wording("list_words.past_meetings", "历史会议调研", "Past meetings"),
    "tasks": Wording("list_words.tasks", "抽查任务", "Tasks"),
    "cases": Wording("list_words.cases", "有因检查", "Cases"),
    "meetings": Wording("list_words.meetings", "涉企会议调研", "Meetings"),
}
MEMBER_NAMES = {
    "enterprises": Wording("list_words.enterprise", "检查对象", "enterprise"),
    "inspectors": Wording("list_words.inspector", "检查人员", "inspector"),
    "items": Wording("list_words.item", "抽查事项", "item"),
    "departments": Wording("list_words.department", "部门", "department"),
    "recusals": Wording("list_words.recusal", "回避", "recusal"),
    "past_checks": Wording("list_words.past_check", "历史检查", "past check"),
    "past_meetings": Wording("list_words.past_meeting", "历史会议调研", "past meeting"),
    "tasks": Wording("list_words.task", "抽查任务", "task"),
    "cases": Wording("list_words.case", "有因检查", "case"),
    "meetings": Wording("list_words.meeting", "会议调研", "meeting"),
}
"""One row of each list."""

_COLUMNS = {
    CODE: "Credit code / registration no.",
    "企业名称": "Name",
    "主体类型": "Kind",
    "行业代码": "Industry",
    "信用风险等级": "Risk class",
    "乡镇街道": "Town",
    "地址": "Address",
    "登记状态": "Status",
    "标签": "Labels",
    "错峰时段": "Blackout periods",
    "联系人": "Contact",
    "联系电话": "Phone",
    "执法证编号": "Certificate no.",
    "姓名": "Name",
    "所属部门": "Department",
    "执法事项范围": "Scope",
    "岗位资质": "Qualifications",
    "执法证有效期至": "Certificate valid until",
    "人员状态": "Status",
    "请假时段": "Leave",
    "季度派员上限": "Limit a quarter",
    "回避原因": "Reason",
    "事项编码": "Item code",
    "事项名称": "Item",
    "子项": "Sub-item",
    "事项类别": "Category",
    "不受次数限制类别": "Exempt category",
    "检查方式": "Method",
    "检查依据": "Legal basis",
    "资质要求": "Qualification asked for",
    "批准文号": "Approval document",
    "有效期至": "Valid until",
    "需备材料": "Materials",
    "部门编码": "Code",
    "部门名称": "Name",
    "简称": "Short name",
    "任务编号": "Task no.",
    "任务名称": "Task",
    "抽查类型": "Type",
    "发起部门": "Lead department",
    "配合部门": "Cooperating",
    "检查事项": "Items",
    "范围-主体类型": "Scope: kinds",
    "范围-行业代码": "Scope: industries",
    "范围-标签": "Scope: labels",
    "范围-乡镇街道": "Scope: towns",
    "比例A": "Rate A",
    "比例B": "Rate B",
    "比例C": "Rate C",
    "比例D": "Rate D",
    "比例未评级": "Rate unrated",
    "固定数": "Fixed number",
    "开始日期": "From",
    "结束日期": "To",
    "每部门人数": "Officers a department",
    "半天数": "Half-days",
    "线索编号": "Case no.",
    "不受次数限制情形": "Exemption",
    "依据文号": "Document no.",
    "部门": "Department",
    "受理日期": "Received",
    "办结期限": "Deadline",
    "可否合并": "May join a visit",
    "承办人": "Named inspectors",
    "编号": "No.",
    "名称": "Name",
    "类型": "Kind",
    "组织部门": "Organiser",
    "参加企业": "Invited by name",
    "家数": "How many",
    "除外情形": "Exempt as",
    "检查日期": "Date",
    "是否现场": "On site",
    "日期": "Date",
}
COLUMN_NAMES = {title: Wording(f"column.{title}", title, words) for title, words in _COLUMNS.items()}
"""By the title that a column has in sheets."""

_HINTS = {
    "18位代码或旧注册号，单元格设为文本": ("18 位代码或旧注册号", "18 characters, or an older registration number"),
    "部门编码、名称或简称": ("部门编码、名称或简称", "code, name or short name of a department"),
    "大写字母": ("大写字母", "capital letters"),
    "全称": ("全称", "in full"),
    "计划表中使用": ("计划表中使用；空白为全称", "used in plans; the full name if blank"),
    "GB/T 4754 门类或代码": ("GB/T 4754 门类或代码", "section or code of GB/T 4754"),
    "空白为未评级": ("空白为未评级", "unrated if blank"),
    "只有存续可以检查": ("只有存续可以检查", "only 存续 can be visited"),
    "用；分开": ("几项用；分开", "several separated by ；"),
    "单元格设为文本": ("", ""),
    "全部，或事项编码用；分开": ("全部，或事项编码用；分开", "全部 for all, or item codes separated by ；"),
    "日期或长期": ("日期，或长期", "a date, or 长期 for no end"),
    "天数，空白为不限": ("检查组日，空白为不限", "team-days; no limit if blank"),
    "安全生产、生态环保、食品药品安全之一，或空白": ("不受年度次数限制的三类，或空白", "one of three, or blank"),
    "只有“实地检查”入企": ("只有“实地检查”入企", "only 实地检查 enters the enterprise"),
    "组内至少一人具备": ("组内至少一人具备", "at least one of the team must have it"),
    "清单的批准文号": ("清单的批准文号", "of the list the item stands on"),
    "事项编码，用；分开": ("事项编码，用；分开", "item codes separated by ；"),
    "空白为不限": ("空白为不限", "any if blank"),
    "5% 或 5‰": ("写成 5% 或 5‰", "as 5% or 5‰"),
    "家数；与比例只填一种": ("家数；与比例只填一种", "a number; either this or rates"),
    "不少于2，空白为2": ("不少于 2，空白为 2", "at least 2; 2 if blank"),
    "1 半天，2 全天": ("1 半天，2 全天", "1 half a day, 2 a whole day"),
    "七种之一": ("七种之一", "one of the seven"),
    "是或否，空白为否": ("空白为否", "no if blank"),
    "执法证编号或姓名，用；分开；空白为抽取": (
        "执法证编号或姓名；空白则抽取",
        "certificate numbers or names; drawn if blank",
    ),
    "点名企业的代码，用；分开": ("点名企业的代码，用；分开", "codes of enterprises separated by ；"),
    "不点名时的范围": ("不点名时的范围", "where nobody is named"),
    "不点名时的家数": ("不点名时的家数", "where nobody is named"),
    "空白为计入次数": ("空白为计入年度次数", "counts towards the yearly cap if blank"),
    "是或否，空白为是": ("空白为是", "yes if blank"),
}
HINT_NAMES = {hint: Wording(f"hint.{hint}", *words) for hint, words in _HINTS.items()}
"""By what the template says of a column."""

TERMS: dict[Enum, Wording] = {
    term: Wording(f"term.{type(term).__name__}.{term.name}", str(term.value), words)
    for term, words in (
        (RiskClass.A, "A"),
        (RiskClass.B, "B"),
        (RiskClass.C, "C"),
        (RiskClass.D, "D"),
        (RiskClass.UNRATED, "unrated"),
        (EnterpriseStatus.ACTIVE, "active"),
        (EnterpriseStatus.DEREGISTERED, "deregistered"),
        (EnterpriseStatus.CANCELLED, "cancelled"),
        (EnterpriseStatus.REVOKED, "revoked"),
        (EnterpriseStatus.MOVED_OUT, "moved away"),
        (EnterpriseKind.COMPANY, "company"),
        (EnterpriseKind.SOLE_TRADER, "sole trader"),
        (EnterpriseKind.FARMERS_COOPERATIVE, "farmers' cooperative"),
        (EnterpriseKind.FOREIGN_OFFICE, "foreign office"),
        (EnterpriseKind.OTHER, "other"),
        (TaskKind.TARGETED, "targeted"),
        (TaskKind.UNTARGETED, "untargeted"),
        (ItemCategory.GENERAL, "general"),
        (ItemCategory.KEY, "key"),
        (Method.ON_SITE, "on site"),
        (Method.DOCUMENTS, "documents"),
        (Method.ONLINE, "online monitoring"),
        (Method.TESTING, "testing"),
        (Method.OTHER_AUTHORITY, "other authority's finding"),
        (Method.COMMISSIONED, "commissioned body"),
        (Exemption.COMPLAINT, "complaint"),
        (Exemption.SUPERIOR, "assigned by a superior"),
        (Exemption.TRANSFER, "transferred"),
        (Exemption.WORK_SAFETY, "work safety"),
        (Exemption.ENVIRONMENT, "environment"),
        (Exemption.FOOD_AND_DRUGS, "food and drugs"),
        (Exemption.TAX, "suspected tax violation"),
        (MeetingExemption.SERVICE_VISIT, "service visit"),
        (MeetingExemption.SOCIAL_DUTY, "social duty"),
        (MeetingKind.MEETING, "meeting"),
        (MeetingKind.RESEARCH, "research visit"),
        (InspectorStatus.VALID, "valid"),
        (InspectorStatus.INVALID, "invalid"),
    )
}
"""Terms of the code lists."""
YES = Wording("term.yes", "是", "yes")
NO = Wording("term.no", "否", "no")
EVERYTHING = Wording("term.everything", "全部", "all")
NO_END = Wording("term.no_end", "长期", "no end")


def term(value: Enum | None) -> Wording | None:
    """A term in the reader's language; None for none."""
    return None if value is None else TERMS[value]


def yes(value: bool) -> Wording:
    """是 or 否."""
    return YES if value else NO
