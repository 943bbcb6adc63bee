"""Every noun as one row of text and back: the form that is hashed, stored and written to sheets.

A row is a tuple of text fields; its first field is the kind of record (检查对象, 入企检查 …). The text of
a value is always the same: dates 2027-01-05, 是/否, whole numbers without leading zeros, fractions as
plain decimals without trailing zeros (0.05), periods `start~end`, list members joined by ；, pairs
`name=value`, nothing for "none". Rows are written in the order of their text, so the same lists always
give the same rows.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from . import county as lists
from . import plan as plans
from .county import County, Scope, Settings
from .plan import ItemUse, Plan, Seat, TeamDay, Visit
from .quarters import Period

Row = tuple[str, ...]

LIST_JOINT = "；"
UNFROZEN = {"contact", "phone"}
"""Fields that may be edited at any time: never hashed, never sealed."""


def encode(value: Any) -> str:
    """The one text of a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, tuple):
        return LIST_JOINT.join(
            "=".join(map(encode, part)) if isinstance(part, tuple) else encode(part) for part in value
        )
    return str(value)


def decode(text: str, kind: Any) -> Any:
    """The value of type `kind` that `text` stands for; the inverse of `encode`.

    Raises:
        ValueError, KeyError, decimal.InvalidOperation: the text is not of that type.
    """
    return _decoder(kind)(text)


@cache
def _decoder(kind: Any) -> Callable[[str], Any]:
    """How texts of a type are read; worked out once for each type, since long lists hold few types."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _decoder(next(part for part in arguments if part is not type(None)))
        return lambda text: inner(text) if text else None
    if origin is tuple:
        part = _part_decoder(arguments[0])
        return lambda text: tuple(map(part, text.split(LIST_JOINT))) if text else ()
    if kind is bool:
        return {"是": True, "否": False}.__getitem__
    if kind is date:
        return date.fromisoformat
    if kind is Period:
        return _decode_period
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _decode_member(kind)
    return kind


def _decode_member(kind: type[Enum]) -> Callable[[str], Enum]:
    members = {str(member.value): member for member in kind}
    return members.__getitem__


def _decode_period(text: str) -> Period:
    start, _, end = text.partition("~")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def _part_decoder(kind: Any) -> Callable[[str], Any]:
    """How a member of a list is read; a member that is a pair is written `name=value`."""
    if typing.get_origin(kind) is not tuple:
        return _decoder(kind)
    first, second = map(_decoder, typing.get_args(kind))

    def read_pair(text: str) -> tuple[Any, Any]:
        name, _, value = text.partition("=")
        return first(name), second(value)

    return read_pair


def frozen_part(county: County) -> County:
    """The county without what is never frozen: two that are equal by it freeze to the same rows."""
    blank: dict[str, Any] = dict.fromkeys(UNFROZEN, "")
    return dataclasses.replace(
        county, enterprises=tuple(dataclasses.replace(row, **blank) for row in county.enterprises)
    )


_hints: Callable[[type], dict[str, Any]] = cache(typing.get_type_hints)


@cache
def _layout(cls: type) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """Paths and types of a dataclass's frozen fields, nested ones flattened (Task.scope)."""
    hints = _hints(cls)
    out: list[tuple[tuple[str, ...], Any]] = []
    for spec in dataclasses.fields(cls):
        if spec.name in UNFROZEN:
            continue
        kind = hints[spec.name]
        if kind is Scope:
            out += [((spec.name, *path), inner) for path, inner in _layout(Scope)]
        else:
            out.append(((spec.name,), kind))
    return tuple(out)


def to_fields(noun: Any) -> Row:
    """The fields of a flat noun, in the order of its class."""
    out = []
    cls: Any = type(noun)
    for path, _ in _layout(cls):
        value: Any = noun
        for name in path:
            value = getattr(value, name)
        out.append(encode(value))
    return tuple(out)


def from_fields(cls: type, fields: Iterable[str]) -> Any:
    """A noun of class `cls` from its fields; missing trailing fields count as empty.

    Raises:
        ValueError: a field has no value of its type; the text says which.
    """
    layout = _layout(cls)
    texts = list(fields)
    texts += [""] * (len(layout) - len(texts))
    values: dict[str, Any] = {}
    for (path, kind), text in zip(layout, texts, strict=True):
        try:
            value = decode(text, kind)
        except (ValueError, KeyError, ArithmeticError) as error:
            raise ValueError(f"{cls.__name__}.{'.'.join(path)}: {text!r}") from error
        if len(path) > 1:
            values.setdefault(path[0], {})[path[1]] = value
        else:
            values[path[0]] = value
    hints = _hints(cls)
    return cls(**{name: hints[name](**value) if isinstance(value, dict) else value for name, value in values.items()})


LISTS: dict[str, tuple[str, type, str]] = {
    "部门": ("departments", lists.Department, "部门编码 部门名称 简称"),
    "检查对象": (
        "enterprises",
        lists.Enterprise,
        "统一社会信用代码/注册号 企业名称 主体类型 行业代码 信用风险等级 乡镇街道 地址 登记状态 标签 错峰时段",
    ),
    "执法检查人员": (
        "inspectors",
        lists.Inspector,
        "执法证编号 姓名 所属部门 执法事项范围 岗位资质 执法证有效期至 人员状态 请假时段 季度派员上限",
    ),
    "回避": ("recusals", lists.Recusal, "执法证编号 统一社会信用代码/注册号 回避原因"),
    "抽查事项": (
        "items",
        lists.Item,
        "事项编码 事项名称 所属部门 子项 事项类别 不受次数限制类别 检查方式 检查依据 资质要求 批准文号 有效期至"
        " 需备材料",
    ),
    "抽查任务": (
        "tasks",
        lists.Task,
        "任务编号 任务名称 抽查类型 发起部门 配合部门 检查事项 范围-主体类型 范围-行业代码 范围-标签 范围-乡镇街道"
        " 比例 固定数 起止日期 每部门人数 半天数",
    ),
    "有因检查": (
        "cases",
        lists.Case,
        "线索编号 统一社会信用代码/注册号 不受次数限制情形 依据文号 部门 检查事项 受理日期 办结期限 可否合并 承办人",
    ),
    "会议调研": ("meetings", lists.Meeting, "编号 名称 类型 组织部门 起止日期 参加企业 范围-标签 家数 除外情形"),
    "历史检查": (
        "past_checks",
        lists.PastCheck,
        "统一社会信用代码/注册号 检查日期 部门 不受次数限制情形 是否现场 检查人员",
    ),
    "历史会议调研": ("past_meetings", lists.PastMeeting, "统一社会信用代码/注册号 日期 类型 除外情形"),
}
"""Kind of record -> the County's field, the class of its members, their headings."""


def heading(kind: str, titles: str) -> Row:
    """The heading row of a kind, for readers; its kind starts with #."""
    return (f"#{kind}", *titles.split())


def settings_row(settings: Settings) -> Row:
    return ("设置", *to_fields(settings))


def county_rows(county: County) -> list[Row]:
    """All lists of a county as rows, kind after kind in the order of `LISTS`, each in the order of its text."""
    rows: list[Row] = [
        heading("辖区", "名称 区划代码"),
        ("辖区", county.name, county.code),
        heading("设置", "年度口径 月度口径 每部门人数 每组每日家数 公示工作日 提示间隔天数"),
        settings_row(county.settings),
    ]
    for kind, (field, _, titles) in LISTS.items():
        rows.append(heading(kind, titles))
        rows += sorted((kind, *to_fields(noun)) for noun in getattr(county, field))
    return rows


def read_county(rows: Iterable[Row]) -> County:
    """The county that rows describe; rows of kinds that are not lists are passed over.

    Raises:
        ValueError: a row cannot be read; the text says which field.
    """
    name = code = ""
    settings = Settings()
    found: dict[str, list[Any]] = {}
    for kind, *fields in rows:
        if kind == "辖区":
            name, code = (*fields, "", "")[:2]
        elif kind == "设置":
            settings = from_fields(Settings, fields)
        elif kind in LISTS:
            field, cls, _ = LISTS[kind]
            found.setdefault(field, []).append(from_fields(cls, fields))
    return County(name, code, settings, **{field: tuple(nouns) for field, nouns in found.items()})


_PLAN_PARTS: dict[str, tuple[str, type, str]] = {
    "抽取": (
        "draws",
        plans.DiceRecord,
        "阶段 次数 号码 锁定指纹 见证人 时间 操作人 程序版本 再次抽取原因 批准人 两次号码同时录入",
    ),
    "抽取批次": ("groups", plans.DrawGroup, "批次 任务"),
    "抽中": ("selections", plans.Selection, "任务编号 统一社会信用代码/注册号 检查事项"),
    "入企检查": ("visits", Visit, "编号 统一社会信用代码/注册号 半天数 日期 时段"),
    "非现场检查": ("off_site", plans.OffSiteDuty, "统一社会信用代码/注册号 部门 检查事项 任务编号 起止日期"),
    "转下季度": ("deferrals", plans.Deferral, "任务编号 统一社会信用代码/注册号 检查事项 原因"),
    "会议调研安排": ("events", plans.Event, "编号 日期 应邀数"),
    "检查组": ("teams", TeamDay, "日期 部门 乡镇街道 组号 上午 下午"),
    "概率": ("chances", plans.Chance, "检查组 组内岗位 执法证编号 概率(百万分之)"),
    "派员": ("postings", plans.Posting, "检查组 组内岗位 执法证编号"),
    "调整": ("changes", plans.Change, "序号 类别 对象 调整前 调整后 原因 依据 批准人 文号 日期"),
}


_PART_KINDS = {*_PLAN_PARTS, "检查事项", "组内岗位", "参会"}
"""Kinds of rows that a part of a plan consists of."""


def visit_rows(visit: Visit) -> list[Row]:
    """A visit: its own row, then one row for each item and source."""
    own = ("入企检查", visit.number, visit.enterprise, *map(encode, (visit.half_days, visit.date, visit.half)))
    return [own, *(("检查事项", visit.number, use.item, source) for use in visit.items for source in use.sources)]


def team_rows(team: TeamDay) -> list[Row]:
    """A team-day: its own row, then one row for each seat."""
    own = ("检查组", *map(encode, (team.date, team.department, team.town, team.number, team.morning, team.afternoon)))
    seats = (("组内岗位", team.name, *map(encode, (s.number, s.qualifications, s.named))) for s in team.seats)
    return [own, *seats]


def event_rows(event: plans.Event) -> list[Row]:
    """A meeting's date: its own row, then one row for each guest (a sheet's cell could not hold them all)."""
    own = ("会议调研安排", event.meeting, encode(event.date), encode(event.due))
    return [own, *(("参会", event.meeting, guest) for guest in event.guests)]


_SPECIAL: dict[str, Callable[[Any], list[Row]]] = {
    "入企检查": visit_rows,
    "检查组": team_rows,
    "会议调研安排": event_rows,
}


def plan_rows(plan: Plan) -> list[Row]:
    """The whole plan as rows; the order within a kind is the plan's own."""
    rows: list[Row] = [
        ("季度", plan.quarter),
        ("H0", plan.h0),
        ("H1", plan.h1),
    ]
    if plan.report:
        rows += [heading("求解", "检查组日 下界 求解器 力度"), ("求解", *to_fields(plan.report))]
    for kind, (field, _, titles) in _PLAN_PARTS.items():
        nouns = getattr(plan, field)
        if not nouns:
            continue
        rows.append(heading(kind, titles))
        write = _SPECIAL.get(kind, lambda noun, kind=kind: [(kind, *to_fields(noun))])
        for noun in nouns:
            rows += write(noun)
    for order in plan.orders:
        rows += order_rows(order)
    return rows


ORDER, FACT, BEFORE, AFTER = "调整单", "名录变动", "调整前", "调整后"


def order_rows(order: plans.ChangeOrder) -> list[Row]:
    """A change order: its own row, the facts behind it, and the parts of the plan that it took and put in place.

    Each of these rows begins with its kind and the order's number and goes on as the row would stand by itself.
    """
    number = str(order.number)
    rows: list[Row] = [heading(ORDER, "序号 起始日期 锁定指纹"), (ORDER, number, encode(order.since), order.frozen)]
    rows += ((FACT, number, *fact) for fact in order.facts)
    for kind, part in ((BEFORE, order.before), (AFTER, order.after)):
        rows += ((kind, number, *row) for row in plan_rows(part) if row[0] in _PART_KINDS)
    return rows


def read_plan(rows: Iterable[Row]) -> Plan:
    """The plan that rows describe; rows of other kinds are passed over.

    Raises:
        ValueError: a row cannot be read; the text says what it holds.
    """
    try:
        return _read_plan(rows)
    except (KeyError, IndexError, ArithmeticError) as error:
        raise ValueError(str(error)) from error


def _read_plan(rows: Iterable[Row]) -> Plan:
    single: dict[str, Any] = {"quarter": "", "h0": "", "h1": "", "report": None}
    names = {"季度": "quarter", "H0": "h0", "H1": "h1"}
    found: dict[str, list[Any]] = {}
    uses: dict[str, dict[str, list[str]]] = {}
    seats: dict[str, list[Seat]] = {}
    guests: dict[str, list[str]] = {}
    orders: dict[str, _OrderRows] = {}
    for kind, *fields in rows:
        if kind == ORDER:
            orders[fields[0]] = _OrderRows((*fields, "")[:3])
        elif kind in (FACT, BEFORE, AFTER):
            orders[fields[0]].parts[kind].append(tuple(fields[1:]))
        elif kind in names:
            single[names[kind]] = fields[0] if fields else ""
        elif kind == "求解":
            single["report"] = from_fields(plans.SolveReport, fields)
        elif kind == "检查事项":
            visit, item, source = fields
            uses.setdefault(visit, {}).setdefault(item, []).append(source)
        elif kind == "组内岗位":
            team, number, *rest = (*fields, "", "")
            seats.setdefault(team, []).append(Seat(int(number), decode(rest[0], tuple[str, ...]), rest[1]))
        elif kind == "参会":
            guests.setdefault(fields[0], []).append(fields[1])
        elif kind in _PLAN_PARTS:
            found.setdefault(kind, []).append(fields)
    parts: dict[str, Any] = {}
    for kind, (field, cls, _) in _PLAN_PARTS.items():
        texts = found.get(kind, [])
        if kind == "入企检查":
            parts[field] = tuple(_read_visit(row, uses) for row in texts)
        elif kind == "检查组":
            parts[field] = tuple(_read_team(row, seats) for row in texts)
        elif kind == "会议调研安排":
            parts[field] = tuple(
                plans.Event(code, date.fromisoformat(day), tuple(guests.get(code, ())), int(due))
                for code, day, due in texts
            )
        else:
            parts[field] = tuple(from_fields(cls, row) for row in texts)
    return Plan(**single, **parts, orders=tuple(each.read() for each in orders.values()))


@dataclasses.dataclass
class _OrderRows:
    """The rows of one change order while they are gathered."""

    head: list[str] | tuple[str, ...]
    parts: dict[str, list[Row]] = dataclasses.field(default_factory=lambda: {FACT: [], BEFORE: [], AFTER: []})

    def read(self) -> plans.ChangeOrder:
        number, since, frozen = self.head
        return plans.ChangeOrder(
            int(number),
            date.fromisoformat(since),
            frozen,
            tuple(self.parts[FACT]),
            _read_plan(self.parts[BEFORE]),
            _read_plan(self.parts[AFTER]),
        )


def _read_visit(fields: list[str], uses: dict[str, dict[str, list[str]]]) -> Visit:
    number, enterprise, half_days, day, half = (*fields, "", "", "", "")[:5]
    items = tuple(ItemUse(item, tuple(sources)) for item, sources in uses.get(number, {}).items())
    hints = _hints(Visit)
    return Visit(number, enterprise, items, int(half_days), decode(day, hints["date"]), decode(half, hints["half"]))


def _read_team(fields: list[str], seats: dict[str, list[Seat]]) -> TeamDay:
    day, department, town, number, morning, afternoon = (*fields, "", "")[:6]
    team = TeamDay(date.fromisoformat(day), department, town, int(number), (), morning, afternoon)
    return dataclasses.replace(team, seats=tuple(seats.get(team.name, ())))
