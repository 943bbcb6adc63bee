"""两人执法: every department at a visit sends at least two of its own certified inspectors."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.county import Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan, TeamDay, Visit
from .base import Breach, Rule
from .joint_visit import departments_at
from .naming import name_department, name_enterprise, name_inspectors, name_team

CODE = "two_officers"

NAME = Wording("two_officers.name", "两人执法", "Two officers")
CLAUSE = Wording(
    "two_officers.clause",
    "参加检查的每个部门派出不少于两名本部门持证执法人员；任务规定人数更多的，从其规定。",
    "Every department at a visit sends at least two certified inspectors of its own; more where a task asks for more.",
)
KEPT_BY = Wording(
    "two_officers.kept_by",
    "每个部门的检查组设足岗位后才抽取人员，岗位一个不空。",
    "A department's team has seats enough before anybody is drawn, and no seat stays empty.",
)
NO_TEAM = Wording(
    "two_officers.no_team",
    "{date}对{enterprise}的检查（{visit}）没有安排{department}的检查组。",
    "The check of {enterprise} on {date} ({visit}) has no team of {department}.",
)
SEVERAL_TEAMS = Wording(
    "two_officers.several_teams",
    "{date}对{enterprise}的检查（{visit}）安排了{department}的{count}个检查组（{teams}），只应有一个。",
    "The check of {enterprise} on {date} ({visit}) has {count} teams of {department} ({teams}); there is to be one.",
)
FEW_SEATS = Wording(
    "two_officers.few_seats",
    "检查组{team}只有{count}个岗位，检查{enterprise}（{visit}，{date}）需要{needed}人。",
    "Team {team} has {count} seat(s); the check of {enterprise} ({visit}, {date}) needs {needed}.",
)
FEW_OFFICERS = Wording(
    "two_officers.few_officers",
    "{date}对{enterprise}的检查（{visit}），{department}派出本部门人员{count}人（{people}），需要{needed}人。",
    "To the check of {enterprise} on {date} ({visit}) {department} sends {count} of its own people ({people}); "
    "{needed} are needed.",
)


def officers_needed(snapshot: Snapshot, visit: Visit, department: str) -> int:
    """How many inspectors the department sends to the visit.

    The most that any task of its items there asks for, or that a case of its names, and never fewer than the
    county's setting (2).
    """
    county = snapshot.county
    needed = county.settings.officers
    for use in visit.items:
        item = county.item.get(use.item)
        if item is None or item.department != department:
            continue
        for source in use.sources:
            if source in county.task:
                needed = max(needed, county.task[source].officers)
            elif source in county.case:
                needed = max(needed, len(county.case[source].inspectors))
    return needed


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Departments without one team at their visit, teams with too few seats, crews with too few of their own."""
    if not plan.teams:
        return
    teams: dict[tuple[str, str], list[TeamDay]] = {}
    for team in plan.teams:
        for number in team.visits:
            teams.setdefault((number, team.department), []).append(team)
    for visit in plan.visits:
        if visit.date is not None:
            for department in departments_at(snapshot.county, visit):
                yield from _check_department(snapshot, plan, visit, department, teams.get((visit.number, department)))


def _check_department(
    snapshot: Snapshot, plan: Plan, visit: Visit, department: str, teams: list[TeamDay] | None
) -> Iterator[Breach]:
    county = snapshot.county
    place = {
        "enterprise": name_enterprise(county, visit.enterprise),
        "visit": visit.number,
        "date": visit.date,
        "department": name_department(county, department),
    }
    concerned = (visit.number,), (visit.enterprise, department)
    if not teams:
        yield Breach(CODE, NO_TEAM(**place), *concerned)
        return
    if len(teams) > 1:
        names = [name_team(county, team) for team in teams]
        yield Breach(CODE, SEVERAL_TEAMS(**place, count=len(teams), teams=names), *concerned)
    needed = officers_needed(snapshot, visit, department)
    if len(teams[0].seats) < needed:
        message = FEW_SEATS(**place, team=name_team(county, teams[0]), count=len(teams[0].seats), needed=needed)
        yield Breach(CODE, message, *concerned)
    if plan.postings:
        crew = dict.fromkeys(plan.crews.get((visit.number, department), ()))
        own = [name for name in crew if name in county.inspector and county.inspector[name].department == department]
        if len(own) < needed:
            people = name_inspectors(county, own)
            message = FEW_OFFICERS(**place, count=len(own), people=people, needed=needed)
            yield Breach(CODE, message, *concerned)


RULE = Rule(
    CODE,
    NAME,
    CLAUSE,
    KEPT_BY,
    check,
    (NAME, CLAUSE, KEPT_BY, NO_TEAM, SEVERAL_TEAMS, FEW_SEATS, FEW_OFFICERS),
)
