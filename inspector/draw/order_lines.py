"""计划调整记录: what a change order changed, line by line, before and after, in the words of the official record."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.amendments import YEAR
from ..domain.county import County, Enterprise, Inspector, Snapshot
from ..domain.plan import ChangeOrder, Event, Plan, Visit
from ..domain.quarters import WorkCalendar
from ..rules.naming import name_department, name_enterprise, name_inspector

Line = tuple[str, str, str, str]
"""类别, 对象, 调整前, 调整后."""

FACT_KINDS = {"检查对象": "企业变动", "执法检查人员": "人员变动", "有因检查": "新增线索", YEAR: "放假安排"}


def order_lines(was: Snapshot, now: Snapshot, before: Plan, after: Plan, order: ChangeOrder) -> list[Line]:
    """The lines of an order: facts, enterprises, dates, people, meetings, in this order.

    `was` and `now` are the lists without and with its facts, `before` and `after` the plans.
    """
    return [
        *_fact_lines(was, now, order),
        *_selection_lines(now, order),
        *_visit_lines(now, before, after),
        *_crew_lines(now, before, after),
        *_meeting_lines(now, before, after),
    ]


def _fact_lines(was: Snapshot, now: Snapshot, order: ChangeOrder) -> Iterator[Line]:
    """What happened; checks of other quarters (历史检查) happened elsewhere and have no line."""
    old, county = was.county, now.county
    for kind, *fields in order.facts:
        if kind == "检查对象":
            told = [_enterprise_words(lists.enterprise.get(fields[0])) for lists in (old, county)]
            yield FACT_KINDS[kind], _enterprise(county, fields[0]), told[0], told[1]
        elif kind == "执法检查人员":
            told = [_inspector_words(lists.inspector.get(fields[0])) for lists in (old, county)]
            yield FACT_KINDS[kind], _inspector(county, fields[0]), told[0], told[1]
        elif kind == "有因检查":
            case = county.case[fields[0]]
            place = _enterprise(county, case.enterprise)
            words = f"{place}，{case.exemption.value}，{case.document}，限 {case.deadline}"
            yield FACT_KINDS[kind], case.code, "", words
        elif kind == YEAR:
            year = int(fields[0])
            yield FACT_KINDS[kind], f"{year}年", _year_words(was.calendar, year), _year_words(now.calendar, year)


def _enterprise_words(found: Enterprise | None) -> str:
    if found is None:
        return ""
    periods = "、".join(map(str, found.blackouts))
    return f"{found.status.value}，{found.town}" + (f"，不能检查的时段 {periods}" if periods else "")


def _inspector_words(found: Inspector | None) -> str:
    if found is None:
        return ""
    leave = "、".join(map(str, found.leave))
    return found.status.value + (f"，请假 {leave}" if leave else "")


def _year_words(calendar: WorkCalendar, year: int) -> str:
    if year not in calendar.confirmed:
        return "暂定"
    rest = sum(day.year == year for day in calendar.rest_days)
    make_up = sum(day.year == year for day in calendar.make_up_days)
    return f"放假 {rest} 天，调休上班 {make_up} 天"


def _selection_lines(now: Snapshot, order: ChangeOrder) -> Iterator[Line]:
    for one in order.before.selections:
        yield "不再检查", _enterprise(now.county, one.enterprise), f"任务 {one.task}", ""
    for one in order.after.selections:
        yield "递补", _enterprise(now.county, one.enterprise), "", f"任务 {one.task}"


def _visit_lines(now: Snapshot, before: Plan, after: Plan) -> Iterator[Line]:
    for number in sorted({*before.visit, *after.visit}):
        was, is_now = before.visit.get(number), after.visit.get(number)
        if was == is_now:
            continue
        enterprise = _enterprise(now.county, (was or is_now).enterprise)  # type: ignore[union-attr]
        kind = "新增检查" if was is None else "取消检查" if is_now is None else "改期"
        if was and is_now and (was.date, was.half) == (is_now.date, is_now.half):
            kind = "事项变动"
        yield kind, f"{number} {enterprise}", _visit_words(was), _visit_words(is_now)


def _visit_words(visit: Visit | None) -> str:
    if visit is None:
        return ""
    items = "；".join(use.item for use in visit.items)
    return f"{visit.date} {visit.half.value if visit.half else ''} {items}"


def _crew_lines(now: Snapshot, before: Plan, after: Plan) -> Iterator[Line]:
    """Who goes where; places that wait for the order's dice are said to be open."""
    county = now.county
    vacant = {
        (visit, team.department): len(team.seats) - len(after.crews[visit, team.department])
        for team in after.teams
        for visit in team.visits
        if len(after.crews[visit, team.department]) < len(team.seats)
    }
    for key in sorted({*before.crews, *after.crews}):
        was, is_now = before.crews.get(key, ()), after.crews.get(key, ())
        if set(was) == set(is_now) or key[0] not in after.visit:
            continue
        number, department = key
        visit = after.visit[number]
        place = _enterprise(county, visit.enterprise)
        subject = f"{number} {place} {name_department(county, department)} {visit.date}"
        names = ["、".join(_inspector(county, one) for one in crew) for crew in (was, is_now)]
        if key in vacant:
            names[1] += f"（待抽取 {vacant[key]} 人）"
        yield "换人" if was else "派员", subject, names[0], names[1]


def _meeting_lines(now: Snapshot, before: Plan, after: Plan) -> Iterator[Line]:
    county = now.county
    old = {event.meeting: event for event in before.events}
    for event in after.events:
        was = old[event.meeting]
        if was == event:
            continue
        if was.date != event.date:
            yield "会议改期", f"{event.meeting} {county.meeting[event.meeting].name}", str(was.date), str(event.date)
        if set(was.guests) != set(event.guests):
            subject = f"{event.meeting} {county.meeting[event.meeting].name}"
            yield "会议参加企业", subject, _without(now, was, event), _without(now, event, was)


def _without(now: Snapshot, one: Event, other: Event) -> str:
    """The guests of one that the other has not."""
    return "、".join(_enterprise(now.county, guest) for guest in one.guests if guest not in set(other.guests))


def _enterprise(county: County, code: str) -> str:
    return name_enterprise(county, code).text()


def _inspector(county: County, certificate: str) -> str:
    return name_inspector(county, certificate).text()
