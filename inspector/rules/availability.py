"""时间与人力: rest days, blackout periods, leave, one team-day a day, the quarterly load limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from ..domain.amendments import moved_after
from ..domain.codes import Half
from ..domain.county import Enterprise, Inspector, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan, TeamDay, Visit
from .base import Breach, Rule
from .naming import name_department, name_enterprise, name_inspector, name_team

CODE = "availability"

NAME = Wording("availability.name", "时间与人力", "Availability")
CLAUSE = Wording(
    "availability.clause",
    "检查和会议调研安排在工作日，避开企业错峰时段；检查人员请假期间不派，每人每天至多参加一个检查组，"
    "全季度不超过本人派员上限。",
    "Checks and meetings take place on workdays and outside an enterprise's blackout periods; nobody is sent while "
    "on leave, nobody is in more than one team a day or out more often in a quarter than the load limit allows.",
)
KEPT_BY = Wording(
    "availability.kept_by",
    "排期只用允许的日期，并核对每天、全季度各部门可派人数；概率表中请假人员为零，每人每天、全季度的概率之和不超过上限。",
    "Only allowed dates are used and each department's people are counted for every day and the quarter; the table "
    "of chances holds zero for people on leave and keeps every sum of a day and of the quarter within its limit.",
)
REST_DAY = Wording(
    "availability.rest_day",
    "{enterprise}的检查（{visit}）定于{date}，当天不是工作日。",
    "The check of {enterprise} ({visit}) is on {date}, which is not a workday.",
)
BLACKOUT = Wording(
    "availability.blackout",
    "{enterprise}的检查（{visit}）定于{date}，正在该企业错峰时段{period}内。",
    "The check of {enterprise} ({visit}) is on {date}, within the enterprise's blackout period {period}.",
)
NO_HALF = Wording(
    "availability.no_half",
    "{enterprise}的检查（{visit}，{date}）需要{needed}个半天，安排的是{half_days}个半天、时段“{half}”。",
    "The check of {enterprise} ({visit}, {date}) needs {needed} half-day(s); it is given {half_days}, as “{half}”.",
)
MEETING_REST_DAY = Wording(
    "availability.meeting_rest_day",
    "会议调研{meeting}定于{date}，当天不是工作日。",
    "{meeting} is on {date}, which is not a workday.",
)
MEETING_BLACKOUT = Wording(
    "availability.meeting_blackout",
    "会议调研{meeting}定于{date}，正在{enterprise}错峰时段{period}内。",
    "{meeting} is on {date}, within the blackout period {period} of {enterprise}.",
)
MEETING_ON_VISIT = Wording(
    "availability.meeting_on_visit",
    "会议调研{meeting}与{enterprise}的检查（{visit}）同在{date}。",
    "{meeting} and the check of {enterprise} ({visit}) are both on {date}.",
)
UNKNOWN_VISIT = Wording(
    "availability.unknown_visit",
    "检查组{team}要去{visit}，计划中没有这次检查。",
    "Team {team} is sent to {visit}, which is not in the plan.",
)
OTHER_TIME = Wording(
    "availability.other_time",
    "检查组{team}{half}去{enterprise}（{visit}），该检查定于{date}{visit_half}。",
    "Team {team} goes to {enterprise} ({visit}) in the {half}; that check is on {date}, {visit_half}.",
)
OTHER_TOWN = Wording(
    "availability.other_town",
    "检查组{team}去{enterprise}（{visit}），该企业在{town}。",
    "Team {team} goes to {enterprise} ({visit}), which is in {town}.",
)
TOO_MANY_VISITS = Wording(
    "availability.too_many_visits",
    "检查组{team}一天检查{count}家企业，每组每日至多{limit}家。",
    "Team {team} makes {count} visits in a day; a team makes at most {limit}.",
)
TEAM_TWICE = Wording(
    "availability.team_twice",
    "检查组{team}在计划中出现{count}次。",
    "Team {team} stands in the plan {count} times.",
)
ON_LEAVE = Wording(
    "availability.on_leave",
    "{department}的{inspector}在{date}请假（{period}），却派在检查组{team}。",
    "{department}'s {inspector} is on leave on {date} ({period}) but posted to team {team}.",
)
TWO_TEAMS = Wording(
    "availability.two_teams",
    "{department}的{inspector}在{date}派了{count}处（{teams}），每人每天至多一处。",
    "{department}'s {inspector} is posted {count} times on {date} ({teams}); once a day is the most.",
)
OVER_LIMIT = Wording(
    "availability.over_limit",
    "{department}的{inspector}本季度派员{count}天，超过本人上限{limit}天。",
    "{department}'s {inspector} is posted on {count} days this quarter; the load limit is {limit}.",
)


def is_workday(snapshot: Snapshot, day: date) -> bool:
    """Whether offices work on `day`; a year that the calendar does not cover has no workdays."""
    return day.year in snapshot.calendar.years and snapshot.calendar.is_workday(day)


def is_open(enterprise: Enterprise, day: date) -> bool:
    """Whether `day` lies outside the enterprise's blackout periods (错峰时段)."""
    return not any(day in period for period in enterprise.blackouts)


def is_available(snapshot: Snapshot, inspector: Inspector, day: date) -> bool:
    """Whether the inspector works on `day`: a workday, and not on leave (请假)."""
    return is_workday(snapshot, day) and not any(day in period for period in inspector.leave)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Visits, meetings, teams and people on days or in halves they cannot be."""
    for visit in plan.visits:
        if visit.date is not None:
            yield from _check_visit(snapshot, visit, visit.date)
    yield from _check_events(snapshot, plan)
    moved = moved_after(plan.orders)
    times = Counter(team.name for team in plan.teams)
    for name, team in {team.name: team for team in plan.teams}.items():
        if times[name] > 1:
            message = TEAM_TWICE(team=name_team(snapshot.county, team), count=times[name])
            yield Breach(CODE, message, team.visits, (name,))
    for team in plan.teams:
        yield from _check_team(snapshot, plan, team, moved)
    yield from _check_people(snapshot, plan)


def _check_visit(snapshot: Snapshot, visit: Visit, day: date) -> Iterator[Breach]:
    county = snapshot.county
    enterprise = county.enterprise.get(visit.enterprise)
    place = {"enterprise": name_enterprise(county, visit.enterprise), "visit": visit.number, "date": day}
    concerned = (visit.number,), (visit.enterprise,)
    if not is_workday(snapshot, day):
        yield Breach(CODE, REST_DAY(**place), *concerned)
    for period in enterprise.blackouts if enterprise else ():
        if day in period:
            yield Breach(CODE, BLACKOUT(**place, period=str(period)), *concerned)
    needed = max((county.task[source].half_days for source in visit.sources if source in county.task), default=1)
    whole_day = visit.half is Half.WHOLE_DAY
    if visit.half is None or visit.half_days < needed or whole_day != (visit.half_days == 2):
        message = NO_HALF(**place, needed=needed, half_days=visit.half_days, half=visit.half or "")
        yield Breach(CODE, message, *concerned)


def _check_events(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    county = snapshot.county
    visits_on = {(visit.enterprise, visit.date): visit.number for visit in plan.visits}
    for event in plan.events:
        if not is_workday(snapshot, event.date):
            message = MEETING_REST_DAY(meeting=event.meeting, date=event.date)
            yield Breach(CODE, message, (), (event.meeting,))
        for guest in event.guests:
            place = {"meeting": event.meeting, "date": event.date, "enterprise": name_enterprise(county, guest)}
            enterprise = county.enterprise.get(guest)
            for period in enterprise.blackouts if enterprise else ():
                if event.date in period:
                    message = MEETING_BLACKOUT(**place, period=str(period))
                    yield Breach(CODE, message, (), (event.meeting, guest))
            visit = visits_on.get((guest, event.date))
            if visit:
                yield Breach(CODE, MEETING_ON_VISIT(**place, visit=visit), (visit,), (event.meeting, guest))


def _check_team(snapshot: Snapshot, plan: Plan, team: TeamDay, moved: Mapping[str, date]) -> Iterator[Breach]:
    county = snapshot.county
    who = {"team": name_team(county, team)}
    limit = county.settings.visits_a_day
    if len(team.visits) > limit:
        message = TOO_MANY_VISITS(**who, count=len(team.visits), limit=limit)
        yield Breach(CODE, message, team.visits, (team.name,))
    for half, number in ((Half.MORNING, team.morning), (Half.AFTERNOON, team.afternoon)):
        if not number:
            continue
        visit = plan.visit.get(number)
        if visit is None:
            yield Breach(CODE, UNKNOWN_VISIT(**who, visit=number), (number,), (team.name,))
            continue
        place = {**who, "visit": number, "enterprise": name_enterprise(county, visit.enterprise)}
        both = team.morning == team.afternoon == number
        fits = both if visit.half is Half.WHOLE_DAY else visit.half is half and not both
        if visit.date != team.date or not fits:
            message = OTHER_TIME(**place, half=half, date=visit.date or "", visit_half=visit.half or "")
            yield Breach(CODE, message, (number,), (team.name, visit.enterprise))
        enterprise = county.enterprise.get(visit.enterprise)
        # where an enterprise was before it moved is checked order by order (draw.order_replay)
        is_past = team.date < moved.get(visit.enterprise, team.date)
        if enterprise is not None and enterprise.town != team.town and not is_past:
            message = OTHER_TOWN(**place, town=enterprise.town)
            yield Breach(CODE, message, (number,), (team.name, visit.enterprise))


def _check_people(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    county = snapshot.county
    teams = {team.name: team for team in plan.teams}
    out: dict[str, dict[date, list[str]]] = {}
    for posting in plan.postings:
        team = teams.get(posting.team)
        if team is not None:
            out.setdefault(posting.certificate, {}).setdefault(team.date, []).append(team.name)
    for certificate, days in out.items():
        inspector = county.inspector.get(certificate)
        if inspector is None:
            continue
        who = {
            "department": name_department(county, inspector.department),
            "inspector": name_inspector(county, certificate),
        }
        for day, names in days.items():
            if len(names) > 1:
                shown = [name_team(county, teams[name]) for name in names]
                message = TWO_TEAMS(**who, date=day, count=len(names), teams=shown)
                yield Breach(CODE, message, _visits_of(teams, names), (certificate, *names))
            for period in inspector.leave:
                if day in period:
                    message = ON_LEAVE(**who, date=day, period=str(period), team=name_team(county, teams[names[0]]))
                    yield Breach(CODE, message, _visits_of(teams, names), (certificate, *names))
        if inspector.load_limit is not None and len(days) > inspector.load_limit:
            message = OVER_LIMIT(**who, count=len(days), limit=inspector.load_limit)
            yield Breach(CODE, message, (), (certificate,))


def _visits_of(teams: dict[str, TeamDay], names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(visit for name in names for visit in teams[name].visits))


RULE = Rule(
    CODE,
    NAME,
    CLAUSE,
    KEPT_BY,
    check,
    (
        NAME,
        CLAUSE,
        KEPT_BY,
        REST_DAY,
        BLACKOUT,
        NO_HALF,
        MEETING_REST_DAY,
        MEETING_BLACKOUT,
        MEETING_ON_VISIT,
        UNKNOWN_VISIT,
        OTHER_TIME,
        OTHER_TOWN,
        TOO_MANY_VISITS,
        TEAM_TWICE,
        ON_LEAVE,
        TWO_TEAMS,
        OVER_LIMIT,
    ),
)
