"""Rows as nouns: one function a list, from the cells of a row to what the domain calls it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from ...domain import codes
from ...domain.county import (
    BLANK_TOWN,
    Case,
    Department,
    Enterprise,
    Inspector,
    Item,
    Meeting,
    PastCheck,
    PastMeeting,
    Recusal,
    Scope,
    Task,
)
from ...domain.identity import has_right_check_digit, is_credit_code
from ...domain.messages import Wording
from ...rules.exemption import ITEM_EXEMPTIONS
from ..parsing import Cell
from .rows import ASSUMED, NO_COLUMN, NO_INSPECTOR, BadRow, RowReader

Member = TypeVar("Member", bound=Enum)

BLANK_SCOPE = Wording(
    "noun.blank_scope",
    "执法事项范围空白，不能当作全部。本部门所有事项都能查的请写“全部”，否则写事项编码。",
    "执法事项范围 is blank, which is not taken for everything. Write 全部 for every item of the department, or the "
    "items' codes.",
)
TAKEN_BY_CASE = Wording(
    "noun.taken_by_case",
    "编号“{code}”已用作“有因检查”里的线索编号。“抽查任务”和“有因检查”不能同号，请改一个。",
    "The number {code} is that of a case on 有因检查. 抽查任务 and 有因检查 cannot share a number; change one of them.",
)
TAKEN_BY_TASK = Wording(
    "noun.taken_by_task",
    "编号“{code}”已用作“抽查任务”里的任务编号。“抽查任务”和“有因检查”不能同号，请改一个。",
    "The number {code} is that of a task on 抽查任务. 抽查任务 and 有因检查 cannot share a number; change one of them.",
)
SCOPE_UNKNOWN = Wording(
    "noun.scope_unknown",
    "执法事项范围里的 {code} 不在抽查事项清单，对该事项不起作用。",
    "{code} in 执法事项范围 is not on the list of items and has no effect.",
)
NO_SCOPE = Wording(
    "noun.no_scope",
    "定向任务没有写明范围，按全部检查对象抽取，请核对。",
    "A targeted task names no scope: all enterprises are in it; please check.",
)
FOREIGN_ITEM = Wording(
    "noun.foreign_item",
    "事项 {code} 属于{department}，该部门不是发起或配合部门",
    "Item {code} belongs to {department}, which is neither lead nor cooperating",
)
NOT_ITS_ITEM = Wording(
    "noun.not_its_item",
    "事项 {code} 属于{department}，不是本线索的承办部门。请核对部门或事项编码。",
    "Item {code} belongs to {department}, which is not the case's department. Check the department or the item.",
)
CASE_ONLY = Wording(
    "noun.case_only",
    "事项只能归入安全生产、生态环保、食品药品安全；“{text}”只能用于有依据文号的有因检查",
    "An item may only carry 安全生产, 生态环保 or 食品药品安全; '{text}' needs a case with a document number",
)
BOTH_OR_NEITHER = Wording(
    "noun.both_or_neither",
    "比例和固定数要填一种，只填一种",
    "Give either rates or a fixed number, one of the two",
)
NO_GUESTS = Wording(
    "noun.no_guests", "参加企业和家数都没有填，不知道请谁", "Neither invitees nor a number are given: who is asked?"
)
FEW_OFFICERS = Wording(
    "noun.few_officers", "每部门人数 {count} 少于 2 人", "{count} officers a department; at least 2 are needed"
)
HALF_DAYS = Wording("noun.half_days", "半天数只能是 1 或 2，不是 {count}", "半天数 is 1 or 2, not {count}")
CHECK_DIGIT = Wording(
    "noun.check_digit",
    "{code} 的校验位不对，已照原样收下，请核对",
    "The check digit of {code} is wrong; it was taken as it is, please check it",
)
TOWN_BLANK = Wording(
    "noun.town_blank",
    "乡镇街道空白，按“未填乡镇”单独安排",
    "The town is blank: treated as a town of its own (未填乡镇)",
)
GUEST_UNKNOWN = Wording(
    "noun.guest_unknown",
    "点名的 {code} 不在检查对象名录，排期时不会邀请",
    "{code}, invited by name, is not on the list of enterprises and will not be asked",
)

EVERYTHING = "全部"
NO_END = "长期"


def department(row: RowReader) -> Department:
    name = row.words("部门名称")
    return Department(row.code("部门编码"), name, row.text("简称") or name)


def enterprise(row: RowReader) -> Enterprise:
    code, town = row.enterprise(), row.text("乡镇街道")
    if is_credit_code(code) and not has_right_check_digit(code):
        row.note(CHECK_DIGIT(code=code))
    if not town:
        row.note(TOWN_BLANK())
    return Enterprise(
        code,
        row.words("企业名称"),
        row.member("主体类型", codes.EnterpriseKind, codes.EnterpriseKind.OTHER, told=True),
        row.industry("行业代码"),
        row.member("信用风险等级", codes.RiskClass, codes.RiskClass.UNRATED),
        town or BLANK_TOWN,
        row.text("地址"),
        row.member("登记状态", codes.EnterpriseStatus, codes.EnterpriseStatus.ACTIVE, told=True),
        row.list("标签"),
        row.periods("错峰时段"),
        row.text("联系人"),
        row.text("联系电话"),
    )


def inspector(row: RowReader) -> Inspector:
    scope, expires = row.list("执法事项范围"), row.expiry("执法证有效期至")
    if not scope:
        missing = BLANK_SCOPE() if "执法事项范围" in row.cells else NO_COLUMN(column="执法事项范围")
        raise BadRow("执法事项范围", missing)
    items = () if EVERYTHING in scope else row.codes("执法事项范围")
    for code in items:
        if code not in row.known.items:
            row.note(SCOPE_UNKNOWN(code=code))
    if expires is None and Cell(row.cells.get("执法证有效期至")).text == "":
        row.note(ASSUMED(column="执法证有效期至", value=NO_END))
    return Inspector(
        row.code("执法证编号"),
        row.words("姓名"),
        row.department("所属部门"),
        items,
        row.list("岗位资质"),
        expires,
        row.member("人员状态", codes.InspectorStatus, codes.InspectorStatus.VALID),
        row.periods("请假时段"),
        row.whole("季度派员上限"),
    )


def recusal(row: RowReader) -> Recusal:
    certificate = row.code("执法证编号")
    if certificate not in row.known.inspectors:
        raise BadRow("执法证编号", NO_INSPECTOR(code=certificate))
    return Recusal(certificate, row.known_enterprise(), row.words("回避原因"))


def item(row: RowReader) -> Item:
    exemption = row.optional("不受次数限制类别", codes.Exemption)
    if exemption is not None and exemption not in ITEM_EXEMPTIONS:
        raise BadRow("不受次数限制类别", CASE_ONLY(text=exemption.value))
    return Item(
        row.code("事项编码"),
        row.words("事项名称"),
        row.department("所属部门"),
        row.text("子项"),
        row.member("事项类别", codes.ItemCategory, codes.ItemCategory.GENERAL),
        exemption,
        row.members("检查方式", codes.Method) or (codes.Method.ON_SITE,),
        row.text("检查依据"),
        row.text("资质要求"),
        row.words("批准文号"),
        row.expiry("有效期至"),
        row.list("需备材料"),
    )


def task(row: RowReader) -> Task:
    lead, cooperating = row.department("发起部门"), row.departments("配合部门")
    items = row.items("检查事项")
    for code in items:
        owner = row.known.items[code].department
        if owner not in (lead, *cooperating):
            raise BadRow("检查事项", FOREIGN_ITEM(code=code, department=row.known.name_of(owner)))
    rates = tuple((risk, rate) for risk in codes.RiskClass if (rate := row.rate(f"比例{risk.value}")) is not None)
    fixed = row.whole("固定数", least=1)
    if bool(rates) == (fixed is not None):
        raise BadRow("固定数", BOTH_OR_NEITHER())
    officers, half_days = row.whole("每部门人数"), row.whole("半天数")
    if officers is not None and officers < 2:
        raise BadRow("每部门人数", FEW_OFFICERS(count=officers))
    if half_days not in (None, 1, 2):
        raise BadRow("半天数", HALF_DAYS(count=half_days))
    code, kind = row.document("任务编号"), row.needed("抽查类型", codes.TaskKind)
    if code in row.known.cases:
        raise BadRow("任务编号", TAKEN_BY_CASE(code=code))
    scope = Scope(
        row.members("范围-主体类型", codes.EnterpriseKind),
        row.industries("范围-行业代码"),
        row.list("范围-标签"),
        row.list("范围-乡镇街道"),
    )
    if kind is codes.TaskKind.TARGETED and scope == Scope():
        row.note(NO_SCOPE())
    return Task(
        code,
        row.words("任务名称"),
        kind,
        lead,
        tuple(code for code in cooperating if code != lead),
        items,
        scope,
        rates,
        fixed,
        row.window("开始日期", "结束日期"),
        officers or 2,
        half_days or 1,
    )


def case(row: RowReader) -> Case:
    code, owner = row.document("线索编号"), row.department("部门")
    if code in row.known.tasks:
        raise BadRow("线索编号", TAKEN_BY_TASK(code=code))
    items = row.items("检查事项")
    for item in items:
        actual = row.known.items[item].department
        if actual != owner:
            raise BadRow("检查事项", NOT_ITS_ITEM(code=item, department=row.known.name_of(actual)))
    window = row.window("受理日期", "办结期限")
    return Case(
        code,
        row.known_enterprise(),
        row.needed("不受次数限制情形", codes.Exemption),
        row.document("依据文号"),
        owner,
        items,
        window.start,
        window.end,
        row.flag("可否合并", False),
        row.inspectors("承办人", owner),
    )


def meeting(row: RowReader) -> Meeting:
    invitees, count = row.enterprises("参加企业"), row.whole("家数") or 0
    if not invitees and not count:
        raise BadRow("家数", NO_GUESTS())
    for code in invitees:
        if code not in row.known.enterprises:
            row.note(GUEST_UNKNOWN(code=code))
    return Meeting(
        row.document("编号"),
        row.words("名称"),
        row.needed("类型", codes.MeetingKind),
        row.department("组织部门"),
        row.window("开始日期", "结束日期"),
        invitees,
        row.list("范围-标签"),
        count,
        row.optional("除外情形", codes.MeetingExemption),
    )


def past_check(row: RowReader) -> PastCheck:
    return PastCheck(
        row.enterprise(),
        row.day("检查日期"),
        row.department("部门"),
        row.optional("不受次数限制情形", codes.Exemption),
        row.flag("是否现场", True),
    )


def past_meeting(row: RowReader) -> PastMeeting:
    return PastMeeting(
        row.enterprise(),
        row.day("日期"),
        row.needed("类型", codes.MeetingKind),
        row.optional("除外情形", codes.MeetingExemption),
    )


BUILDERS: dict[str, Callable[[RowReader], Any]] = {
    "departments": department,
    "enterprises": enterprise,
    "inspectors": inspector,
    "recusals": recusal,
    "items": item,
    "tasks": task,
    "cases": case,
    "meetings": meeting,
    "past_checks": past_check,
    "past_meetings": past_meeting,
}
"""How a row of each list becomes a noun."""

KEYS: dict[str, tuple[str, ...]] = {
    "departments": ("code",),
    "enterprises": ("code",),
    "inspectors": ("certificate",),
    "recusals": ("certificate", "enterprise"),
    "items": ("code",),
    "tasks": ("code",),
    "cases": ("code",),
    "meetings": ("code",),
    "past_checks": ("enterprise", "date", "department"),
    "past_meetings": ("enterprise", "date", "kind"),
}
"""What identifies a member of each list."""
