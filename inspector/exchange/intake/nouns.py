"""Rows as nouns: one function a list, from the cells of a row to what the domain calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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
from ...domain.identity import has_mojibake, has_right_check_digit, is_credit_code, normalise_code
from ...domain.messages import Message, Wording
from ...domain.quarters import Period
from .. import parsing
from ..parsing import MOJIBAKE, BadCell, Cell, Raw
from .sheets import CODE

Member = TypeVar("Member", bound=Enum)

BLANK = Wording("noun.blank", "“{column}”不能为空", "'{column}' must not be blank")
NO_DEPARTMENT = Wording(
    "noun.no_department",
    "没有“{text}”这个部门，请先在“部门”表登记，或核对编码、名称、简称",
    "There is no department '{text}'; put it on sheet 部门 first, or check code, name or short name",
)
NO_ENTERPRISE = Wording(
    "noun.no_enterprise", "检查对象名录里没有 {code}", "{code} is not on the list of enterprises (检查对象名录)"
)
NO_INSPECTOR = Wording(
    "noun.no_inspector", "执法检查人员名录里没有 {code}", "{code} is not on the list of inspectors (执法检查人员名录)"
)
OTHER_DEPARTMENT = Wording(
    "noun.other_department",
    "承办人 {code} 不是{department}的人员",
    "{code} named for the case is not of department {department}",
)
NO_ITEM = Wording("noun.no_item", "抽查事项清单里没有 {code}", "{code} is not on the list of items (抽查事项清单)")
FOREIGN_ITEM = Wording(
    "noun.foreign_item",
    "事项 {code} 属于{department}，该部门不是发起或配合部门",
    "Item {code} belongs to {department}, which is neither lead nor cooperating",
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
REVERSED = Wording("noun.reversed", "{end} 早于 {start}", "{end} is before {start}")
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

SYNONYMS: dict[type[Enum], Mapping[str, Enum]] = {
    codes.EnterpriseKind: {
        "公司": codes.EnterpriseKind.COMPANY,
        "内资企业": codes.EnterpriseKind.COMPANY,
        "个体": codes.EnterpriseKind.SOLE_TRADER,
        "合作社": codes.EnterpriseKind.FARMERS_COOPERATIVE,
    },
    codes.EnterpriseStatus: dict.fromkeys(
        ("在业", "在营", "开业", "正常", "存续（在营、开业、在册）"), codes.EnterpriseStatus.ACTIVE
    ),
    codes.RiskClass: {f"{name}类": codes.RiskClass(name) for name in "ABCD"} | {"未分类": codes.RiskClass.UNRATED},
    codes.Method: dict.fromkeys(("现场检查", "实地核查", "现场"), codes.Method.ON_SITE),
    codes.ItemCategory: {"一般检查事项": codes.ItemCategory.GENERAL, "重点检查事项": codes.ItemCategory.KEY},
}
"""How other systems write the terms of the code lists."""

MOST = 99_999

ITEM_EXEMPTIONS = (codes.Exemption.WORK_SAFETY, codes.Exemption.ENVIRONMENT, codes.Exemption.FOOD_AND_DRUGS)
EVERYTHING = "全部"


class BadRow(Exception):
    """A row that cannot be taken: the column and the reason."""

    def __init__(self, column: str, reason: Message) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


@dataclass
class Known:
    """What rows may refer to: the county's lists so far, by code."""

    departments: dict[str, Department] = field(default_factory=dict)
    enterprises: Mapping[str, Enterprise] = field(default_factory=dict)
    inspectors: Mapping[str, Inspector] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)

    def department(self, text: str) -> str:
        """The code of a department given by code, name or short name."""
        wanted = normalise_code(text)
        if wanted in self.departments:
            return wanted
        for row in self.departments.values():
            if text in (row.name, row.short_name):
                return row.code
        raise BadCell(NO_DEPARTMENT(text=text))


@dataclass
class RowReader:
    """One row's cells by column title; every reading that fails names its column."""

    cells: Mapping[str, Raw]
    known: Known
    notices: list[tuple[str, Message]] = field(default_factory=list)

    def _read(self, column: str, how: Callable[[Cell], Any]) -> Any:
        cell = Cell(self.cells.get(column))
        try:
            if has_mojibake(cell.text):
                raise BadCell(MOJIBAKE(text=cell.text[:20]))
            return how(cell)
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def _given(self, column: str, value: Any) -> Any:
        if value in ("", None, ()):
            raise BadRow(column, BLANK(column=column))
        return value

    def text(self, column: str) -> str:
        return str(self._read(column, parsing.text))

    def words(self, column: str) -> str:
        """Text that must be there."""
        return str(self._given(column, self.text(column)))

    def code(self, column: str) -> str:
        return str(self._given(column, self._read(column, parsing.code)))

    def enterprise(self) -> str:
        return str(self._given(CODE, self._read(CODE, parsing.enterprise_code)))

    def known_enterprise(self) -> str:
        code = self.enterprise()
        if code not in self.known.enterprises:
            raise BadRow(CODE, NO_ENTERPRISE(code=code))
        return code

    def department(self, column: str) -> str:
        return self._to_department(column, self.words(column))

    def departments(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._to_department(column, part) for part in self.list(column)))

    def _to_department(self, column: str, text: str) -> str:
        try:
            return self.known.department(text)
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def items(self, column: str) -> tuple[str, ...]:
        """Item codes, all of them on the list."""
        found = tuple(normalise_code(part) for part in self._given(column, self.list(column)))
        for code in found:
            if code not in self.known.items:
                raise BadRow(column, NO_ITEM(code=code))
        return found

    def list(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.texts)

    def codes(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(normalise_code(part) for part in self.list(column)))

    def day(self, column: str) -> date:
        return self._given(column, self._read(column, parsing.day))

    def expiry(self, column: str) -> date | None:
        return self._read(column, parsing.expiry)

    def periods(self, column: str) -> tuple[Period, ...]:
        return self._read(column, parsing.periods)

    def whole(self, column: str) -> int | None:
        return self._read(column, parsing.whole(0, MOST))

    def rate(self, column: str) -> Decimal | None:
        return self._read(column, parsing.rate)

    def member(self, column: str, kind: type[Member], blank: Member) -> Member:
        return self.optional(column, kind) or blank

    def optional(self, column: str, kind: type[Member]) -> Member | None:
        return self._read(column, parsing.member(kind, SYNONYMS.get(kind, {})))

    def needed(self, column: str, kind: type[Member]) -> Member:
        return self._given(column, self.optional(column, kind))

    def industry(self, column: str) -> str:
        return str(self._read(column, parsing.industry))

    def industries(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.industries)

    def document(self, column: str) -> str:
        """The number of a document, which must be there."""
        return str(self._given(column, self._read(column, parsing.document_code)))

    def members(self, column: str, kind: type[Member]) -> tuple[Member, ...]:
        return self._read(column, parsing.members(kind, SYNONYMS.get(kind, {})))

    def flag(self, column: str, blank: bool) -> bool:
        return bool(self._read(column, parsing.yes(blank)))

    def window(self, start: str, end: str) -> Period:
        first, last = self.day(start), self.day(end)
        if last < first:
            raise BadRow(end, REVERSED(start=first, end=last))
        return Period(first, last)


def department(row: RowReader) -> Department:
    name = row.words("部门名称")
    return Department(row.code("部门编码"), name, row.text("简称") or name)


def enterprise(row: RowReader) -> Enterprise:
    code, town = row.enterprise(), row.text("乡镇街道")
    if is_credit_code(code) and not has_right_check_digit(code):
        row.notices.append((CODE, CHECK_DIGIT(code=code)))
    if not town:
        row.notices.append(("乡镇街道", TOWN_BLANK()))
    return Enterprise(
        code,
        row.words("企业名称"),
        row.member("主体类型", codes.EnterpriseKind, codes.EnterpriseKind.OTHER),
        row.industry("行业代码"),
        row.member("信用风险等级", codes.RiskClass, codes.RiskClass.UNRATED),
        town or BLANK_TOWN,
        row.text("地址"),
        row.member("登记状态", codes.EnterpriseStatus, codes.EnterpriseStatus.ACTIVE),
        row.list("标签"),
        row.periods("错峰时段"),
        row.text("联系人"),
        row.text("联系电话"),
    )


def inspector(row: RowReader) -> Inspector:
    scope = row.list("执法事项范围")
    return Inspector(
        row.code("执法证编号"),
        row.words("姓名"),
        row.department("所属部门"),
        () if EVERYTHING in scope else tuple(normalise_code(part) for part in scope),
        row.list("岗位资质"),
        row.expiry("执法证有效期至"),
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
            name = row.known.departments[owner].name if owner in row.known.departments else owner
            raise BadRow("检查事项", FOREIGN_ITEM(code=code, department=name))
    rates = tuple((risk, rate) for risk in codes.RiskClass if (rate := row.rate(f"比例{risk.value}")) is not None)
    fixed = row.whole("固定数")
    if bool(rates) == (fixed is not None):
        raise BadRow("固定数", BOTH_OR_NEITHER())
    officers, half_days = row.whole("每部门人数"), row.whole("半天数")
    if officers is not None and officers < 2:
        raise BadRow("每部门人数", FEW_OFFICERS(count=officers))
    if half_days not in (None, 1, 2):
        raise BadRow("半天数", HALF_DAYS(count=half_days))
    return Task(
        row.document("任务编号"),
        row.words("任务名称"),
        row.needed("抽查类型", codes.TaskKind),
        lead,
        tuple(code for code in cooperating if code != lead),
        items,
        Scope(
            row.members("范围-主体类型", codes.EnterpriseKind),
            row.industries("范围-行业代码"),
            row.list("范围-标签"),
            row.list("范围-乡镇街道"),
        ),
        rates,
        fixed,
        row.window("开始日期", "结束日期"),
        officers or 2,
        half_days or 1,
    )


def case(row: RowReader) -> Case:
    owner = row.department("部门")
    items = row.items("检查事项")
    for code in items:
        if row.known.items[code].department != owner:
            name = row.known.departments[row.known.items[code].department].name
            raise BadRow("检查事项", FOREIGN_ITEM(code=code, department=name))
    named = row.codes("承办人")
    for code in named:
        if code not in row.known.inspectors:
            raise BadRow("承办人", NO_INSPECTOR(code=code))
        if row.known.inspectors[code].department != owner:
            raise BadRow("承办人", OTHER_DEPARTMENT(code=code, department=row.known.departments[owner].name))
    window = row.window("受理日期", "办结期限")
    return Case(
        row.document("线索编号"),
        row.known_enterprise(),
        row.needed("不受次数限制情形", codes.Exemption),
        row.words("依据文号"),
        owner,
        items,
        window.start,
        window.end,
        row.flag("可否合并", False),
        named,
    )


def meeting(row: RowReader) -> Meeting:
    invitees, count = row.codes("参加企业"), row.whole("家数") or 0
    if not invitees and not count:
        raise BadRow("家数", NO_GUESTS())
    for code in invitees:
        if code not in row.known.enterprises:
            row.notices.append(("参加企业", GUEST_UNKNOWN(code=code)))
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
