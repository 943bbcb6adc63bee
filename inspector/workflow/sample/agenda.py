"""What the departments hand in for a quarter: tasks, cases, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from ...domain.codes import (
    EnterpriseKind,
    EnterpriseStatus,
    Exemption,
    InspectorStatus,
    MeetingExemption,
    MeetingKind,
    RiskClass,
    TaskKind,
)
from ...domain.county import Case, County, Enterprise, Meeting, Scope, Task
from ...domain.quarters import Period, Quarter
from .chance import dice
from .words import SHORT

_Day = tuple[int, int]
"""A day of a quarter: the month's place (0, 1, 2; -1 is the month before) and the day, 31 for the last."""

_WHOLE: tuple[_Day, _Day] = ((0, 1), (2, 31))
_LATE: tuple[_Day, _Day] = ((2, 11), (2, 31))
"""Shares no day with a window that ends before the eleventh: such a task is drawn in a second group."""


@dataclass(frozen=True, slots=True)
class _TaskRow:
    """A task as it returns quarter after quarter. `rates` in per cent for A, B, C, D and unrated, or `fixed`."""

    name: str
    lead: str
    cooperating: tuple[str, ...]
    items: tuple[str, ...]
    scope: Scope
    rates: tuple[int, int, int, int, int] | None = None
    fixed: int | None = None
    window: tuple[_Day, _Day] = _WHOLE
    half_days: int = 1
    late_in_even_quarters: bool = False


def _labelled(*labels: str) -> Scope:
    return Scope(labels=labels)


_TASKS = (
    _TaskRow("登记事项与用工联合抽查", "SJ", ("RS", "SW"), ("SJ01", "SJ02", "RS01", "SW01"), Scope(), (1, 2, 5, 15, 2)),
    _TaskRow("食品生产企业抽查", "SJ", ("WJ",), ("SJ04", "SJ09", "WJ02"), _labelled("食品生产"), (5, 8, 20, 100, 8),
             window=((0, 10), (2, 20))),
    _TaskRow("食品经营与公共场所抽查", "SJ", ("WJ",), ("SJ05", "SJ03", "WJ01"), _labelled("食品经营"), (2, 3, 8, 30, 4),
             window=((0, 15), (2, 25))),
    _TaskRow("特种设备使用单位抽查", "SJ", ("YJ",), ("SJ07", "YJ03"), _labelled("特种设备"), (3, 5, 10, 40, 5),
             window=((1, 1), (2, 31))),
    _TaskRow("危险化学品企业联合抽查", "YJ", ("XF", "HJ"), ("YJ01", "XF01", "HJ02"), _labelled("危险化学品"),
             (10, 15, 30, 100, 15), window=((0, 5), (2, 28)), half_days=2),
    _TaskRow("烟花爆竹经营单位抽查", "YJ", ("XF",), ("YJ02", "XF01"), _labelled("烟花爆竹"), (10, 20, 40, 100, 20),
             window=((0, 1), (2, 10))),
    _TaskRow("排污单位联合抽查", "HJ", (), ("HJ01", "HJ03"), _labelled("排污单位"), (2, 5, 12, 50, 5)),
    _TaskRow("人员密集场所消防抽查", "XF", ("SS",), ("XF01", "XF02", "SS02"), _labelled("人员密集场所"),
             (3, 5, 10, 40, 5), window=((0, 8), (2, 31))),
    _TaskRow("道路运输企业抽查", "JT", ("YJ",), ("JT01", "YJ03"), _labelled("道路运输"), (6, 10, 20, 50, 10),
             window=((1, 10), (2, 31))),
    _TaskRow("农资与农产品抽查", "NY", ("SJ",), ("NY01", "SJ01"), _labelled("农资经营"), (5, 8, 20, 50, 8),
             window=((-1, 20), (2, 12))),
    _TaskRow("农民专业合作社农产品抽查", "NY", (), ("NY02",),
             Scope(kinds=(EnterpriseKind.FARMERS_COOPERATIVE,), industries=("A01", "A04")), (3, 5, 10, 50, 5)),
    _TaskRow("建筑施工企业联合抽查", "ZJ", ("RS", "YJ"), ("ZJ01", "ZJ02", "RS01", "YJ03"), _labelled("建筑施工"),
             (5, 8, 15, 50, 8), window=((0, 10), (2, 25))),
    _TaskRow("机动车维修企业联合抽查", "JT", ("HJ", "SW"), ("JT02", "HJ02", "SW02"), _labelled("汽车维修"),
             (8, 12, 25, 60, 10), window=((0, 12), (2, 28))),
    _TaskRow("加油站联合抽查", "SS", ("SJ", "YJ"), ("SS01", "SJ09", "YJ01"), _labelled("加油站"), fixed=6,
             window=((1, 1), (2, 24))),
    _TaskRow("城区文化娱乐场所抽查", "WL", ("SJ",), ("WL01", "SJ03"),
             Scope(labels=("文化娱乐",), towns=("云津街道", "汀南街道", "汀北街道", "漱玉镇", "鹭汀镇")),
             (8, 12, 25, 100, 12), window=((1, 8), (2, 31)), late_in_even_quarters=True),
)  # fmt: skip
"""In odd quarters all windows share the first days of the third month; in even ones the last task stands apart."""


@dataclass(frozen=True, slots=True)
class _CaseRow:
    """A check, for a cause, of one enterprise of a label."""

    exemption: Exemption
    prefix: str
    department: str
    items: tuple[str, ...]
    label: str
    received: _Day
    deadline: _Day
    may_merge: bool = False
    names_inspectors: bool = False


_CASES = (
    _CaseRow(Exemption.COMPLAINT, "投诉", "SJ", ("SJ03",), "食品经营", (0, 6), (1, 18)),
    _CaseRow(Exemption.SUPERIOR, "督办", "YJ", ("YJ03",), "工业企业", (0, 4), (2, 20), may_merge=True),
    _CaseRow(Exemption.TRANSFER, "转办", "HJ", ("HJ02",), "排污单位", (1, 3), (2, 15)),
    _CaseRow(Exemption.TAX, "税移", "SW", ("SW02",), "用工单位", (0, 11), (2, 10), names_inspectors=True),
    _CaseRow(Exemption.WORK_SAFETY, "安函", "XF", ("XF01",), "人员密集场所", (-1, 22), (0, 29)),
    _CaseRow(Exemption.FOOD_AND_DRUGS, "食药", "SJ", ("SJ04",), "食品生产", (0, 20), (1, 28)),
)


@dataclass(frozen=True, slots=True)
class _MeetingRow:
    """A meeting: `named` guests by name, or `count` of a label ("" for any enterprise)."""

    name: str
    kind: MeetingKind
    organiser: str
    window: tuple[_Day, _Day]
    label: str = ""
    count: int = 0
    named: int = 0
    exemption: MeetingExemption | None = None


_MEETING, _RESEARCH = MeetingKind.MEETING, MeetingKind.RESEARCH

_MEETINGS = (
    _MeetingRow("安全生产警示教育会", _MEETING, "YJ", ((0, 4), (0, 31)), "危险化学品", 15),
    _MeetingRow("惠企政策宣讲会", _MEETING, "SS", ((0, 8), (1, 20)), "工业企业", 40),
    _MeetingRow("企业用工需求调研", _RESEARCH, "RS", ((0, 10), (1, 28)), "用工单位", 20),
    _MeetingRow("重点项目调度会", _MEETING, "ZJ", ((0, 4), (2, 31)), "建筑施工", named=6),
    _MeetingRow("食品安全责任约谈会", _MEETING, "SJ", ((1, 1), (1, 28)), "食品生产", named=5),
    _MeetingRow("排污许可培训会", _MEETING, "HJ", ((1, 1), (2, 20)), "排污单位", 30),
    _MeetingRow("税费优惠辅导", _MEETING, "SW", ((0, 4), (2, 31)), "", 30, exemption=MeetingExemption.SERVICE_VISIT),
    _MeetingRow("消防安全培训会", _MEETING, "XF", ((1, 10), (2, 31)), "人员密集场所", 25),
    _MeetingRow("道路运输企业座谈会", _MEETING, "JT", ((2, 1), (2, 31)), "道路运输", 12),
    _MeetingRow("农产品产销对接会", _MEETING, "NY", ((2, 1), (2, 25)), "农产品基地", 15),
    _MeetingRow("营商环境专题调研", _RESEARCH, "SJ", ((2, 1), (2, 31)), "", 20),
    _MeetingRow("文旅消费座谈会", _MEETING, "WL", ((0, 15), (2, 15)), "文化娱乐", named=4),
    _MeetingRow("企业家恳谈会", _MEETING, "SS", ((0, 4), (2, 31)), "工业企业", named=8,
                exemption=MeetingExemption.SOCIAL_DUTY),
    _MeetingRow("特种设备使用单位培训会", _MEETING, "SJ", ((1, 1), (2, 31)), "特种设备", 20),
    _MeetingRow("成品油市场走访调研", _RESEARCH, "SS", ((2, 1), (2, 31)), "加油站", named=3),
)  # fmt: skip


def tasks(quarter: Quarter) -> tuple[Task, ...]:
    """The quarter's fifteen tasks."""
    return tuple(_task(row, number, quarter) for number, row in enumerate(_TASKS, 1))


def _task(row: _TaskRow, number: int, quarter: Quarter) -> Task:
    late = row.late_in_even_quarters and quarter.number % 2 == 0
    return Task(
        code=f"{SHORT}抽查〔{quarter.year}〕{quarter.number}-{number:02d}号",
        name=f"{quarter.year}年第{quarter.number}季度{row.name}",
        kind=TaskKind.UNTARGETED if row.scope == Scope() else TaskKind.TARGETED,
        lead=row.lead,
        cooperating=row.cooperating,
        items=row.items,
        scope=row.scope,
        rates=tuple(zip(RiskClass, (Decimal(rate) / 100 for rate in row.rates), strict=True)) if row.rates else (),
        fixed=row.fixed,
        window=_window(quarter, _LATE if late else row.window),
        half_days=row.half_days,
    )


def cases(county: County, quarter: Quarter, seed: int) -> tuple[Case, ...]:
    """The quarter's cases, each at another enterprise that is registered and open all quarter."""
    chance = dice(seed, "cases", quarter)
    taken: set[str] = set()
    made = []
    for number, row in enumerate(_CASES, 1):
        enterprise = _draw(chance, county, row.label, 1, taken)[0]
        window = _window(quarter, (row.received, row.deadline))
        made.append(
            Case(
                code=f"线索{quarter}-{number:03d}",
                enterprise=enterprise,
                exemption=row.exemption,
                document=f"{SHORT}{row.prefix}〔{window.start.year}〕{chance.randrange(3, 120)}号",
                department=row.department,
                items=row.items,
                received=window.start,
                deadline=window.end,
                may_merge=row.may_merge,
                inspectors=_handlers(county, row.department, enterprise, window) if row.names_inspectors else (),
            )
        )
    return tuple(made)


def _handlers(county: County, department: str, enterprise: str, window: Period) -> tuple[str, ...]:
    """The department's first two inspectors who can handle the case on any day of its window."""
    free = [
        row.certificate
        for row in county.inspectors_of[department]
        if row.status is InspectorStatus.VALID
        and not row.scope
        and (row.expires is None or row.expires >= window.end)
        and not any(period.overlap(window) for period in row.leave)
        and (row.certificate, enterprise) not in county.recused
    ]
    return tuple(free[:2])


def meetings(county: County, quarter: Quarter, seed: int) -> tuple[Meeting, ...]:
    """The quarter's meetings. Guests invited by name are invited once and have no other meeting that quarter."""
    chance = dice(seed, "meetings", quarter)
    taken = {row.enterprise for row in county.past_meetings if row.date in quarter.period}
    return tuple(
        Meeting(
            code=f"会{quarter}-{number:02d}",
            name=row.name,
            kind=row.kind,
            organiser=row.organiser,
            window=_window(quarter, row.window),
            invitees=_draw(chance, county, row.label, row.named, taken) if row.named else (),
            labels=(row.label,) if row.label and row.count else (),
            count=row.count,
            exemption=row.exemption,
        )
        for number, row in enumerate(_MEETINGS, 1)
    )


def _draw(chance: Random, county: County, label: str, count: int, taken: set[str]) -> tuple[str, ...]:
    """Codes of `count` enterprises of the label that are open all quarter and not taken yet; they are taken then."""
    free = [row.code for row in county.enterprises if label in row.labels and _open(row) and row.code not in taken]
    drawn = tuple(chance.sample(free, count))
    taken.update(drawn)
    return drawn


def _open(enterprise: Enterprise) -> bool:
    return enterprise.status is EnterpriseStatus.ACTIVE and not enterprise.blackouts


def _window(quarter: Quarter, days: tuple[_Day, _Day]) -> Period:
    return Period(_day(quarter, *days[0]), _day(quarter, *days[1]))


def _day(quarter: Quarter, month: int, day: int) -> date:
    """The day of the month at that place of the quarter; a day the month does not have is its last."""
    place = quarter.year * 12 + (quarter.number - 1) * 3 + month
    first, next_first = (date(whole // 12, whole % 12 + 1, 1) for whole in (place, place + 1))
    return min(first + timedelta(day - 1), next_first - timedelta(1))
