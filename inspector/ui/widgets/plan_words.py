"""How pictures of a plan say days, visits, team-days and meetings; the same words in every picture and its tips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import escape

from ...domain.codes import Half
from ...domain.messages import Message, Wording
from ...workflow.picture import Block, Day, DayKind, Gathering, Outing

Say = Callable[..., str]

WEEKDAYS = tuple(
    Wording(f"day.weekday_{number}", zh, en)
    for number, (zh, en) in enumerate(
        (
            ("周一", "Mon"),
            ("周二", "Tue"),
            ("周三", "Wed"),
            ("周四", "Thu"),
            ("周五", "Fri"),
            ("周六", "Sat"),
            ("周日", "Sun"),
        )
    )
)
MONTHS = tuple(
    Wording(f"day.month_{number}", f"{number}月", name)
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
)
DAY = Wording("day.day", "{month}{day}日 {weekday}", "{weekday} {day} {month}")
SHORT_DAY = Wording("day.short", "{month}{day}日", "{day} {month}")
SPAN = Wording("day.span", "{first} – {last}", "{first} – {last}")
HALVES = {
    Half.MORNING: Wording("day.morning", "上午", "Morning"),
    Half.AFTERNOON: Wording("day.afternoon", "下午", "Afternoon"),
    Half.WHOLE_DAY: Wording("day.whole", "全天", "Whole day"),
}
KINDS = {
    DayKind.HOLIDAY: Wording("day.holiday", "休", "off"),
    DayKind.MAKE_UP: Wording("day.make_up", "班", "work"),
}
KIND_TIPS = {
    DayKind.WORK: Wording("day.tip_work", "工作日", "Workday"),
    DayKind.WEEKEND: Wording("day.tip_weekend", "周末", "Weekend"),
    DayKind.HOLIDAY: Wording("day.tip_holiday", "放假", "Holiday"),
    DayKind.MAKE_UP: Wording("day.tip_make_up", "调休上班", "Make-up workday"),
    DayKind.OUTSIDE: Wording("day.tip_outside", "不在本季度", "Outside the quarter"),
}
COUNTED = Wording("visit.counted", "计入年度次数", "Counts towards the yearly cap")
EXEMPT = Wording("visit.exempt", "不计入年度次数", "Exempt from the yearly cap")
PINNED = Wording("visit.pinned", "已指定日期", "Date fixed")
ITEMS = Wording("visit.items", "抽查事项 {count} 项；{sources}", "{count} items; {sources}")
NOT_DRAWN = Wording("visit.not_drawn", "尚未抽取检查人员", "Inspectors not drawn yet")
VISITS = Wording(
    "day.visits",
    "入企检查 {count} 次：计入 {counted}，不计入 {exempt}",
    "{count} visits: {counted} counted, {exempt} exempt",
)
MEETINGS = Wording("day.meetings", "会议调研 {count} 场", "{count} meetings")
MEETING_LINE = Wording("day.meeting_line", "会议调研：{name}（{guests} 家）", "Meeting: {name} ({guests} enterprises)")
TEAM = Wording("outing.team", "{town} 第 {number} 组", "{town}, team {number}")
HALF_LINE = Wording("outing.half", "{half}：{name}", "{half}: {name}")
FREE = Wording("outing.free", "空闲", "free")
MORE = Wording("day.more", "另有 {count} 次……", "{count} more …")
MOST_NAMES = 12


def day_words(say: Say, day: date, wording: Wording = DAY) -> str:
    """A date as people say it, without its year."""
    return say(
        wording,
        month=MONTHS[day.month - 1],
        day=day.day,
        **({"weekday": WEEKDAYS[day.weekday()]} if wording is DAY else {}),
    )


def span_words(say: Say, first: date, last: date) -> str:
    return say(SPAN, first=day_words(say, first, SHORT_DAY), last=day_words(say, last, SHORT_DAY))


def block_lines(say: Say, block: Block) -> list[str]:
    """Everything about a visit, most telling first."""
    lines = [
        block.name,
        f"{block.visit}　{day_words(say, block.day)} {say(HALVES[block.half])}　{block.town}",
        say(COUNTED if block.counted else EXEMPT) + (f"　{say(PINNED)}" if block.pinned else ""),
    ]
    if block.crews:
        lines += [f"{department}：{'、'.join(people)}" for department, people in block.crews]
    else:
        lines.append("、".join(block.departments))
    lines.append(say(ITEMS, count=block.items, sources="、".join(block.sources)))
    return lines


def day_lines(say: Say, day: Day) -> list[str]:
    """A date, what it is, and what takes place on it."""
    lines = [f"{day_words(say, day.date)}　{say(KIND_TIPS[day.kind])}"]
    if day.blocks:
        lines.append(say(VISITS, count=len(day.blocks), counted=day.counted, exempt=day.exempt))
        lines += [f"{say(HALVES[block.half])}　{block.name}　{block.town}" for block in day.blocks[:MOST_NAMES]]
        if len(day.blocks) > MOST_NAMES:
            lines.append(say(MORE, count=len(day.blocks) - MOST_NAMES))
    return lines + [meeting_line(say, meeting) for meeting in day.meetings]


def meeting_line(say: Say, meeting: Gathering) -> str:
    return say(MEETING_LINE, name=meeting.name, guests=len(meeting.guests))


def outing_lines(say: Say, outing: Outing, department: str) -> list[str]:
    """A team-day: where, to whom, and who."""
    lines = [
        f"{day_words(say, outing.day)}　{department}　{say(TEAM, town=outing.town, number=outing.number)}",
        say(HALF_LINE, half=HALVES[Half.MORNING], name=outing.morning.name if outing.morning else FREE),
        say(HALF_LINE, half=HALVES[Half.AFTERNOON], name=outing.afternoon.name if outing.afternoon else FREE),
    ]
    lines.append("、".join(outing.people) if outing.people else say(NOT_DRAWN))
    return lines


def tip(lines: Iterable[str | Message]) -> str:
    """Lines as a tool tip, the first one bold; names are never taken for markup."""
    first, *others = (escape(str(line)) for line in lines)
    return "<p style='white-space:pre'><b>" + first + "</b>" + "".join(f"<br>{line}" for line in others) + "</p>"
