"""Rows as nouns: one function a list, from the cells of a row to what the domain calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
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
from ...domain.records import encode
from ...rules.exemption import ITEM_EXEMPTIONS
from .. import parsing
from ..parsing import MOJIBAKE, BadCell, Cell, Raw
from .sheets import CODE

Member = TypeVar("Member", bound=Enum)

BLANK = Wording("noun.blank", "“{column}”不能为空。请补填。", "'{column}' must not be blank. Fill it in.")
NO_COLUMN = Wording(
    "noun.no_column",
    "表里没有“{column}”这一列，新的行少不了它。请补上这一列。",
    "The sheet has no column '{column}', without which a new row cannot be taken. Add it.",
)
BLANK_SCOPE = Wording(
    "noun.blank_scope",
    "执法事项范围空白，不能当作全部。本部门所有事项都能查的请写“全部”，否则写事项编码。",
    "执法事项范围 is blank, which is not taken for everything. Write 全部 for every item of the department, or the "
    "items' codes.",
)
TWO_DEPARTMENTS = Wording(
    "noun.two_departments",
    "“{text}”可以指多个部门（{codes}）。请改填部门编码。",
    "'{text}' may mean several departments ({codes}). Give the department's code.",
)
TWO_INSPECTORS = Wording(
    "noun.two_inspectors",
    "{department}有多人叫“{text}”（{codes}）。请改填执法证编号。",
    "Several people of {department} are called {text} ({codes}). Give the certificate number.",
)
TAKEN_BY_CASE = Wording(
    "noun.taken_by_case",
    "编号“{code}”已用于有因检查。任务与线索不能同号，请改一个。",
    "The number {code} is that of a case. A task and a case cannot share one; change one of them.",
)
TAKEN_BY_TASK = Wording(
    "noun.taken_by_task",
    "编号“{code}”已用于抽查任务。任务与线索不能同号，请改一个。",
    "The number {code} is that of a task. A task and a case cannot share one; change one of them.",
)
ASSUMED = Wording(
    "noun.assumed",
    "“{column}”空白，按“{value}”处理。",
    "'{column}' is blank and taken for {value}.",
)
RATE_READ = Wording(
    "noun.rate_read",
    "“{column}”的 {text} 没有百分号，按 {percent} 处理，请核对。",
    "'{column}' says {text} without a percent sign; it is taken for {percent}, please check.",
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
NO_DEPARTMENT = Wording(
    "noun.no_department",
    "没有“{text}”这个部门。请先在“部门”表登记，或核对编码、名称、简称。",
    "There is no department '{text}'. Put it on sheet 部门 first, or check code, name or short name.",
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

MOST = 999_999

EVERYTHING = "全部"
NO_END = "长期"


@cache
def _term(kind: type[Enum]) -> parsing.Parser:
    return parsing.member(kind, SYNONYMS.get(kind, {}))


@cache
def _terms(kind: type[Enum]) -> parsing.Parser:
    return parsing.members(kind, SYNONYMS.get(kind, {}))


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
    tasks: Mapping[str, Task] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)

    def department(self, text: str) -> str:
        """The code of a department given by code, name or short name."""
        wanted = normalise_code(text)
        if wanted in self.departments:
            return wanted
        found = self._departments_by_name.get(wanted, [])
        if len(found) > 1:
            raise BadCell(TWO_DEPARTMENTS(text=text, codes=found))
        if not found:
            raise BadCell(NO_DEPARTMENT(text=text))
        return found[0]

    @cached_property
    def _departments_by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for row in self.departments.values():
            for name in {normalise_code(row.name), normalise_code(row.short_name)}:
                names.setdefault(name, []).append(row.code)
        return names

    def name_of(self, department: str) -> str:
        """A department's name, or its code if it is not on the list."""
        return self.departments[department].name if department in self.departments else department

    def inspector(self, text: str, department: str) -> str:
        """The certificate number of one of the department's inspectors, given by number or name."""
        number = normalise_code(text)
        if number not in self.inspectors:
            named = [row.certificate for row in self.inspectors.values() if row.name == text]
            own = [code for code in named if self.inspectors[code].department == department]
            if len(own) > 1:
                raise BadCell(TWO_INSPECTORS(department=self.name_of(department), text=text, codes=own))
            if not named:
                raise BadCell(NO_INSPECTOR(code=text))
            number = (own or named)[0]
        if self.inspectors[number].department != department:
            raise BadCell(OTHER_DEPARTMENT(code=text, department=self.name_of(department)))
        return number


@dataclass
class RowReader:
    """One row's cells by column title; every reading that fails names its column."""

    cells: Mapping[str, Raw]
    known: Known
    format_known: bool = True
    notices: list[Message] = field(default_factory=list)

    def note(self, what: Message) -> None:
        """Something to tell people of the row, which is taken all the same."""
        self.notices.append(what)

    def _read(self, column: str, how: Callable[[Cell], Any]) -> Any:
        cell = Cell(self.cells.get(column), self.format_known)
        try:
            if has_mojibake(cell.text):
                raise BadCell(MOJIBAKE(text=cell.text[:20]))
            return how(cell)
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def _given(self, column: str, value: Any) -> Any:
        if value in ("", None, ()):
            raise BadRow(column, (BLANK if column in self.cells else NO_COLUMN)(column=column))
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

    def inspectors(self, column: str, department: str) -> tuple[str, ...]:
        """Inspectors of the department, given by certificate number or name."""
        try:
            return tuple(dict.fromkeys(self.known.inspector(part, department) for part in self.list(column)))
        except BadCell as bad:
            raise BadRow(column, bad.reason) from None

    def items(self, column: str) -> tuple[str, ...]:
        """Item codes, all of them on the list."""
        found: tuple[str, ...] = self._given(column, self.codes(column))
        for code in found:
            if code not in self.known.items:
                raise BadRow(column, NO_ITEM(code=code))
        return found

    def list(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.texts)

    def codes(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.codes)

    def enterprises(self, column: str) -> tuple[str, ...]:
        return self._read(column, parsing.enterprise_codes)

    def day(self, column: str) -> date:
        return self._given(column, self._read(column, parsing.day))

    def expiry(self, column: str) -> date | None:
        return self._read(column, parsing.expiry)

    def periods(self, column: str) -> tuple[Period, ...]:
        return self._read(column, parsing.periods)

    def whole(self, column: str, least: int = 0) -> int | None:
        return self._read(column, parsing.whole(least, MOST))

    def rate(self, column: str) -> Decimal | None:
        found: Decimal | None = self._read(column, parsing.rate)
        text = Cell(self.cells.get(column)).text
        if found and not text.endswith(("%", "％", "‰")):
            self.note(RATE_READ(column=column, text=text, percent=f"{encode(found * 100)}%"))
        return found

    def member(self, column: str, kind: type[Member], blank: Member, *, told: bool = False) -> Member:
        """A term of a code list, `blank` for none; `told` if people should know what a blank was taken for."""
        found = self.optional(column, kind)
        if found is None and told:
            self.note(ASSUMED(column=column, value=blank))
        return found or blank

    def optional(self, column: str, kind: type[Member]) -> Member | None:
        return self._read(column, _term(kind))

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
        return self._read(column, _terms(kind))

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
