"""The columns of each list, made for reading: names in place of codes, few and narrow columns first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...domain.codes import EnterpriseStatus, InspectorStatus, RiskClass
from ...domain.county import Case, County, Enterprise, Inspector, Item, Meeting, PastCheck, PastMeeting, Recusal, Task
from ...domain.messages import EN, Message, Wording
from ...domain.quarters import Period
from ...domain.records import encode
from ...workflow.list_words import COLUMN_NAMES, EVERYTHING, NO_END, TERMS, term, yes
from ...workflow.overview import Quarantined
from ..look import Meaning
from .index import Column

CODE = COLUMN_NAMES["统一社会信用代码/注册号"]
CODE_SHORT = Wording("lists.code", "代码", "Code")
ENTERPRISE = Wording("lists.enterprise", "检查对象", "Enterprise")
INSPECTOR = Wording("lists.inspector", "检查人员", "Inspector")
INSPECTORS = Wording("lists.inspectors", "检查人员", "Inspectors")
COUNTS = Wording("lists.counts", "年度次数", "Yearly cap")
COUNTS_MONTH = Wording("lists.counts_month", "月度次数", "Monthly cap")
COUNTED = Wording("lists.counted", "计入", "counts")
FREE = Wording("lists.free", "不计入", "exempt")
OFF_SITE = Wording("lists.off_site", "非现场", "off site")
EXEMPT_AS = Wording("lists.exempt_as", "不计入：{basis}", "exempt: {basis}")
SCOPE = Wording("lists.scope", "检查对象范围", "Scope")
ANY = Wording("lists.any", "不限", "any")
RATES = Wording("lists.rates", "抽查比例", "Rates")
RATE = Wording("lists.rate", "{risk} {rate}", "{risk} {rate}")
FIXED = Wording("lists.fixed", "{count} 家", "{count} in all")
WINDOW = Wording("lists.window", "起止日期", "Window")
PERIOD = Wording("lists.period", "{start} – {end}", "{start} – {end}")
GUESTS = Wording("lists.guests", "参加企业", "Guests")
NAMED = Wording("lists.named", "点名 {count} 家", "{count} by name")
DRAWN = Wording("lists.drawn", "另选 {count} 家", "{count} of the scope")
BOTH = Wording("lists.both", "{one}，{other}", "{one}, {other}")
ONLY = Wording("lists.only", "选 {count} 家", "{count} of the scope")
SUB = Wording("lists.sub", "{name}（{sub}）", "{name} ({sub})")
FILE = Wording("lists.file", "文件", "File")
SHEET = Wording("lists.sheet", "工作表", "Sheet")
LINE = Wording("lists.line", "行", "Row")
WHAT = Wording("lists.what", "内容", "What it says")
AT = Wording("lists.at", "出错的列", "Column at fault")
REASON = Wording("lists.reason", "原因", "Reason")
UNKNOWN = Wording("lists.unknown", "{code}（不在名录）", "{code} (on no list)")
SOON = 60
"""Days before a certificate or an approval ends from which it is marked."""


@dataclass
class Names:
    """The county whose lists are shown, to say names for codes; replaced when the lists change."""

    county: County = field(default_factory=lambda: County("", ""))
    today: date = field(default_factory=date.today)

    def department(self, code: str) -> str:
        found = self.county.department.get(code)
        return (found.short_name or found.name) if found else code

    def departments(self, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self.department, codes))

    def enterprise(self, code: str) -> str | Message:
        found = self.county.enterprise.get(code)
        return found.name if found else UNKNOWN(code=code)

    def inspector(self, certificate: str) -> str | Message:
        found = self.county.inspector.get(certificate)
        return found.name if found else UNKNOWN(code=certificate)

    def item(self, code: str) -> str:
        found = self.county.item.get(code)
        return f"{code} {found.name}" if found else code

    def ends(self, day: date | None) -> Meaning | None:
        """How the end of a certificate or an approval is marked."""
        if day is None:
            return None
        left = (day - self.today).days
        return Meaning.CONFLICT if left < 0 else Meaning.DRAFT if left <= SOON else None


def _title(title: str) -> Wording:
    return COLUMN_NAMES[title]


def periods(found: Sequence[Period]) -> tuple[Message, ...]:
    """Periods as people write them."""
    return tuple(PERIOD(start=each.start, end=each.end) for each in found)


def risk_meaning(risk: RiskClass) -> Meaning | None:
    """The highest risk stands out; unrated is quiet."""
    return {RiskClass.D: Meaning.CONFLICT, RiskClass.UNRATED: Meaning.QUIET}.get(risk)


def _enterprises(names: Names) -> tuple[Column[Enterprise], ...]:
    active = EnterpriseStatus.ACTIVE
    return (
        Column(_title("企业名称"), lambda row: row.name, width=20, search=True, name=True),
        Column(CODE_SHORT, lambda row: row.code, width=12, code=True, search=True),
        Column(_title("乡镇街道"), lambda row: row.town, width=7, choice=True),
        Column(_title("主体类型"), lambda row: TERMS[row.kind], width=7, choice=True),
        Column(
            _title("信用风险等级"),
            lambda row: TERMS[row.risk],
            lambda row: row.risk.value if row.risk is not RiskClass.UNRATED else "Z",
            lambda row: risk_meaning(row.risk),
            width=7,
            choice=True,
        ),
        Column(
            _title("登记状态"),
            lambda row: TERMS[row.status],
            meaning=lambda row: None if row.status is active else Meaning.QUIET,
            width=6,
            choice=True,
        ),
        Column(_title("标签"), lambda row: row.labels, width=11),
        Column(_title("错峰时段"), lambda row: periods(row.blackouts), width=13),
        Column(_title("行业代码"), lambda row: row.industry, width=5, code=True),
        Column(_title("联系人"), lambda row: row.contact, width=5),
        Column(_title("联系电话"), lambda row: row.phone, width=8, code=True),
        Column(_title("地址"), lambda row: row.address, width=20),
    )


def _inspectors(names: Names) -> tuple[Column[Inspector], ...]:
    return (
        Column(_title("姓名"), lambda row: row.name, width=6, search=True, name=True),
        Column(_title("执法证编号"), lambda row: row.certificate, width=9, code=True, search=True),
        Column(_title("所属部门"), lambda row: names.department(row.department), width=7, choice=True, search=True),
        Column(_title("执法事项范围"), lambda row: row.scope or EVERYTHING, width=12),
        Column(_title("岗位资质"), lambda row: row.qualifications, width=10, search=True),
        Column(
            _title("执法证有效期至"),
            lambda row: row.expires or NO_END,
            lambda row: row.expires or date.max,
            lambda row: names.ends(row.expires),
            width=8,
        ),
        Column(
            _title("人员状态"),
            lambda row: TERMS[row.status],
            meaning=lambda row: None if row.status is InspectorStatus.VALID else Meaning.CONFLICT,
            width=5,
            choice=True,
        ),
        Column(_title("季度派员上限"), lambda row: row.load_limit, width=6),
        Column(_title("请假时段"), lambda row: periods(row.leave), width=14),
    )


def _items(names: Names) -> tuple[Column[Item], ...]:
    return (
        Column(_title("事项编码"), lambda row: row.code, width=7, code=True, search=True),
        Column(
            _title("事项名称"),
            lambda row: SUB(name=row.name, sub=row.sub_item) if row.sub_item else row.name,
            width=16,
            search=True,
            name=True,
        ),
        Column(_title("所属部门"), lambda row: names.department(row.department), width=7, choice=True, search=True),
        Column(_title("事项类别"), lambda row: TERMS[row.category], width=5, choice=True),
        Column(
            _title("不受次数限制类别"),
            lambda row: term(row.exemption),
            meaning=lambda row: Meaning.EXEMPT if row.exemption else None,
            width=8,
            choice=True,
        ),
        Column(_title("检查方式"), lambda row: tuple(TERMS[each] for each in row.methods), width=7, choice=True),
        Column(_title("资质要求"), lambda row: row.qualification, width=7, choice=True),
        Column(
            _title("有效期至"),
            lambda row: row.expires or NO_END,
            lambda row: row.expires or date.max,
            lambda row: names.ends(row.expires),
            width=7,
        ),
        Column(_title("批准文号"), lambda row: row.document, width=13, code=True, choice=True),
        Column(_title("检查依据"), lambda row: row.basis, width=16),
        Column(_title("需备材料"), lambda row: row.materials, width=14),
    )


def _departments(names: Names) -> tuple[Column[Any], ...]:
    def count(rows: Sequence[Any], code: str) -> int:
        return sum(row.department == code for row in rows)

    return (
        Column(_title("部门编码"), lambda row: row.code, width=8, code=True, search=True),
        Column(_title("部门名称"), lambda row: row.name, width=18, search=True, name=True),
        Column(_title("简称"), lambda row: row.short_name, width=8, search=True),
        Column(INSPECTORS, lambda row: count(names.county.inspectors, row.code), width=6),
        Column(Wording("lists.items", "抽查事项", "Items"), lambda row: count(names.county.items, row.code), width=6),
        Column(Wording("lists.blank", "", ""), lambda _: None),
    )


def _recusals(names: Names) -> tuple[Column[Recusal], ...]:
    def department(row: Recusal) -> str:
        person = names.county.inspector.get(row.certificate)
        return names.department(person.department) if person else ""

    return (
        Column(INSPECTOR, lambda row: names.inspector(row.certificate), width=7, search=True, name=True),
        Column(_title("所属部门"), department, width=7, choice=True),
        Column(ENTERPRISE, lambda row: names.enterprise(row.enterprise), width=20, search=True, name=True),
        Column(_title("回避原因"), lambda row: row.reason, width=14, choice=True),
        Column(_title("执法证编号"), lambda row: row.certificate, width=9, code=True, search=True),
        Column(CODE_SHORT, lambda row: row.enterprise, width=12, code=True, search=True),
    )


def counts_of(check: PastCheck) -> Wording | Message:
    """Whether a past check used the yearly one, and if not why."""
    if not check.on_site:
        return OFF_SITE
    return EXEMPT_AS(basis=TERMS[check.exemption]) if check.exemption else COUNTED


def _past_checks(names: Names) -> tuple[Column[PastCheck], ...]:
    return (
        Column(_title("检查日期"), lambda row: row.date, width=7),
        Column(ENTERPRISE, lambda row: names.enterprise(row.enterprise), width=20, search=True, name=True),
        Column(_title("部门"), lambda row: names.department(row.department), width=7, choice=True, search=True),
        Column(
            COUNTS,
            counts_of,
            meaning=lambda row: Meaning.COUNTED if row.counted else Meaning.EXEMPT if row.on_site else Meaning.QUIET,
            width=12,
            choice=True,
        ),
        Column(_title("是否现场"), lambda row: yes(row.on_site), width=5, choice=True),
        Column(CODE_SHORT, lambda row: row.enterprise, width=12, code=True, search=True),
    )


def _past_meetings(names: Names) -> tuple[Column[PastMeeting], ...]:
    return (
        Column(_title("日期"), lambda row: row.date, width=7),
        Column(ENTERPRISE, lambda row: names.enterprise(row.enterprise), width=20, search=True, name=True),
        Column(_title("类型"), lambda row: TERMS[row.kind], width=6, choice=True),
        Column(
            COUNTS_MONTH,
            lambda row: EXEMPT_AS(basis=TERMS[row.exemption]) if row.exemption else COUNTED,
            meaning=lambda row: Meaning.EXEMPT if row.exemption else Meaning.COUNTED,
            width=12,
            choice=True,
        ),
        Column(CODE_SHORT, lambda row: row.enterprise, width=12, code=True, search=True),
    )


def _scope(names: Names, task: Task) -> tuple[Any, ...] | Wording:
    """What of a task's scope is not just anything."""
    scope = task.scope
    found = (
        *(TERMS[kind] for kind in scope.kinds),
        *scope.industries,
        *scope.labels,
        *scope.towns,
    )
    return found or ANY


def rates_of(task: Task) -> tuple[Message, ...]:
    """A task's rates by class, or its fixed number."""
    if task.fixed is not None:
        return (FIXED(count=task.fixed),)
    return tuple(RATE(risk=TERMS[risk], rate=f"{encode(rate * 100)}%") for risk, rate in task.rates)


def _tasks(names: Names) -> tuple[Column[Task], ...]:
    return (
        Column(_title("任务编号"), lambda row: row.code, width=13, code=True, search=True),
        Column(_title("任务名称"), lambda row: row.name, width=16, search=True, name=True),
        Column(_title("发起部门"), lambda row: names.department(row.lead), width=6, choice=True, search=True),
        Column(_title("配合部门"), lambda row: names.departments(row.cooperating), width=8, search=True),
        Column(SCOPE, lambda row: _scope(names, row), width=9),
        Column(RATES, rates_of, width=16),
        Column(
            WINDOW,
            lambda row: PERIOD(start=row.window.start, end=row.window.end),
            lambda row: row.window.end.toordinal() * 4000000 + row.window.start.toordinal(),
            width=13,
        ),
        Column(
            _title("检查事项"),
            lambda row: row.items,
            width=8,
            tip=lambda row: "\n".join(map(names.item, row.items)),
            search=True,
        ),
    )


def _cases(names: Names) -> tuple[Column[Case], ...]:
    return (
        Column(_title("线索编号"), lambda row: row.code, width=9, code=True, search=True),
        Column(ENTERPRISE, lambda row: names.enterprise(row.enterprise), width=18, search=True, name=True),
        Column(
            _title("不受次数限制情形"),
            lambda row: TERMS[row.exemption],
            meaning=lambda _: Meaning.EXEMPT,
            width=8,
            choice=True,
        ),
        Column(_title("依据文号"), lambda row: row.document, width=12, code=True, search=True),
        Column(_title("部门"), lambda row: names.department(row.department), width=6, choice=True, search=True),
        Column(
            _title("检查事项"),
            lambda row: row.items,
            width=7,
            tip=lambda row: "\n".join(map(names.item, row.items)),
        ),
        Column(_title("受理日期"), lambda row: row.received, width=7),
        Column(_title("办结期限"), lambda row: row.deadline, width=7),
        Column(_title("可否合并"), lambda row: yes(row.may_merge), width=5, choice=True),
        Column(_title("承办人"), lambda row: tuple(map(names.inspector, row.inspectors)), width=9),
    )


def guests_of(meeting: Meeting) -> Message:
    """Who is asked to a meeting: so many by name, so many of its scope."""
    named, others = len(meeting.invitees), meeting.count
    if named and others:
        return BOTH(one=NAMED(count=named), other=DRAWN(count=others))
    return NAMED(count=named) if named else ONLY(count=others)


def _meetings(names: Names) -> tuple[Column[Meeting], ...]:
    return (
        Column(_title("编号"), lambda row: row.code, width=9, code=True, search=True),
        Column(_title("名称"), lambda row: row.name, width=16, search=True, name=True),
        Column(_title("类型"), lambda row: TERMS[row.kind], width=5, choice=True),
        Column(_title("组织部门"), lambda row: names.department(row.organiser), width=6, choice=True, search=True),
        Column(
            WINDOW,
            lambda row: PERIOD(start=row.window.start, end=row.window.end),
            lambda row: row.window.end.toordinal() * 4000000 + row.window.start.toordinal(),
            width=13,
        ),
        Column(
            GUESTS,
            guests_of,
            lambda row: len(row.invitees) + row.count,
            width=9,
            tip=lambda row: "\n".join(str(names.enterprise(code)) for code in row.invitees[:30]),
        ),
        Column(SCOPE, lambda row: row.labels or ("" if row.invitees and not row.count else ANY), width=9),
        Column(
            _title("除外情形"),
            lambda row: term(row.exemption),
            meaning=lambda _: Meaning.EXEMPT,
            width=6,
            choice=True,
        ),
    )


def quarantine_columns(language: str) -> tuple[Column[Quarantined], ...]:
    """Rows that an import put aside; the reason stands in the language in which it was kept."""
    return (
        Column(SHEET, lambda row: row.sheet, width=9, choice=True, search=True),
        Column(LINE, lambda row: row.row, width=4),
        Column(AT, lambda row: row.column, width=9, choice=True, search=True),
        Column(
            REASON,
            lambda row: row.reason_en if language == EN else row.reason_zh,
            meaning=lambda _: Meaning.CONFLICT,
            width=30,
            search=True,
            tip=lambda row: row.reason_en if language == EN else row.reason_zh,
        ),
        Column(WHAT, lambda row: tuple(cell for cell in row.cells if cell), width=24, search=True, name=True),
        Column(FILE, lambda row: row.file, width=12, choice=True),
    )


COLUMNS: dict[str, Callable[[Names], tuple[Column[Any], ...]]] = {
    "enterprises": _enterprises,
    "inspectors": _inspectors,
    "items": _items,
    "departments": _departments,
    "recusals": _recusals,
    "past_checks": _past_checks,
    "past_meetings": _past_meetings,
    "tasks": _tasks,
    "cases": _cases,
    "meetings": _meetings,
}
"""The columns of each of the county's lists."""


def enterprise_of(name: str, row: Any) -> str:
    """The code of the enterprise that a row is about; blank if it is about none, or about several."""
    if name == "enterprises":
        return str(row.code)
    return str(getattr(row, "enterprise", ""))
