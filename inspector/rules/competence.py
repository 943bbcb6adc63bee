"""执法资格: a valid certificate, items within its scope, the qualification an item asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..domain.codes import InspectorStatus
from ..domain.county import County, Inspector, Item, Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Plan
from .base import Breach, Rule
from .joint_visit import items_of
from .naming import name_department, name_enterprise, name_inspector, name_inspectors, name_items, name_team

CODE = "competence"

NAME = Wording("competence.name", "执法资格", "Competence")
CLAUSE = Wording(
    "competence.clause",
    "检查人员的执法证在检查当日有效，事项在其执法范围内；事项要求的岗位资质，检查组中至少一人具备。",
    "An inspector's certificate is valid on the day and covers the items; the qualification an item asks for is held "
    "by at least one of the team.",
)
KEPT_BY = Wording(
    "competence.kept_by",
    "概率表中不具备资格的人员为零；要求资质的岗位只在具备该资质的人员中抽取。",
    "The table of chances holds zero for people who may not check the items; a seat that asks for a qualification is "
    "drawn among those who hold it.",
)
UNKNOWN = Wording(
    "competence.unknown",
    "{department}派往{enterprise}（{visit}，{date}）的{inspector}不在执法检查人员名录中。",
    "{inspector}, sent by {department} to {enterprise} ({visit}, {date}), is not on the list of inspectors.",
)
INVALID = Wording(
    "competence.invalid",
    "{department}派往{enterprise}（{visit}，{date}）的{inspector}人员状态是“{status}”。",
    "{inspector}, sent by {department} to {enterprise} ({visit}, {date}), has the status “{status}”.",
)
EXPIRED = Wording(
    "competence.expired",
    "{department}派往{enterprise}（{visit}，{date}）的{inspector}执法证已于{expires}到期。",
    "{inspector}, sent by {department} to {enterprise} ({visit}, {date}), has a certificate that expired on {expires}.",
)
OUT_OF_SCOPE = Wording(
    "competence.out_of_scope",
    "{department}派往{enterprise}（{visit}，{date}）的{inspector}，执法事项范围不含{items}。",
    "{inspector}, sent by {department} to {enterprise} ({visit}, {date}), is not certified for {items}.",
)
UNQUALIFIED_TEAM = Wording(
    "competence.unqualified_team",
    "{department}派往{enterprise}（{visit}，{date}）的{people}中无人具备“{qualification}”资质，{items}要求具备。",
    "None of {people}, sent by {department} to {enterprise} ({visit}, {date}), holds the qualification "
    "“{qualification}”, which {items} asks for.",
)
UNQUALIFIED_SEAT = Wording(
    "competence.unqualified_seat",
    "{inspector}派在检查组{team}的{seat}号岗位，该岗位要求“{qualification}”资质，本人不具备。",
    "{inspector} is posted to seat {seat} of team {team} without the qualification “{qualification}” that it asks for.",
)


def may_check(inspector: Inspector, items: Iterable[Item], day: date) -> bool:
    """Whether the inspector may check all of `items` on `day`.

    The status is 有效, the certificate has not expired, and every item is of the inspector's own department and
    within the scope (an empty scope means every item of the department). Qualifications are the team's matter:
    see `required_qualifications`.
    """
    return (
        inspector.status is InspectorStatus.VALID
        and (inspector.expires is None or day <= inspector.expires)
        and all(in_scope(inspector, item) for item in items)
    )


def in_scope(inspector: Inspector, item: Item) -> bool:
    """Whether the item is of the inspector's department and within the scope of the certificate."""
    return item.department == inspector.department and (not inspector.scope or item.code in inspector.scope)


def required_qualifications(items: Iterable[Item]) -> tuple[str, ...]:
    """The qualifications (岗位资质) the items ask for, sorted; at least one of the team holds each."""
    return tuple(sorted({item.qualification for item in items if item.qualification}))


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """People posted to visits whose items they may not check, and teams and seats without a qualification."""
    county = snapshot.county
    for (number, department), crew in plan.crews.items():
        visit = plan.visit.get(number)
        if visit is None or visit.date is None or not crew:
            continue
        items = items_of(county, visit, department)
        place = {
            "department": name_department(county, department),
            "enterprise": name_enterprise(county, visit.enterprise),
            "visit": number,
            "date": visit.date,
        }
        for certificate in crew:
            inspector = county.inspector.get(certificate)
            who = {**place, "inspector": name_inspector(county, certificate)}
            if inspector is None:
                yield Breach(CODE, UNKNOWN(**who), (number,), (certificate,))
            elif not may_check(inspector, items, visit.date):
                message = _why_not(county, inspector, items, visit.date, who)
                yield Breach(CODE, message, (number,), (certificate,))
        held = {name for one in crew if one in county.inspector for name in county.inspector[one].qualifications}
        for qualification in required_qualifications(items):
            if qualification not in held:
                asking = [item.code for item in items if item.qualification == qualification]
                message = UNQUALIFIED_TEAM(
                    **place,
                    people=name_inspectors(county, crew),
                    qualification=qualification,
                    items=name_items(county, asking),
                )
                yield Breach(CODE, message, (number,), (visit.enterprise, *asking))
    yield from _check_seats(snapshot, plan)


def _why_not(county: County, inspector: Inspector, items: Iterable[Item], day: date, who: dict[str, object]) -> Message:
    """The first reason why `may_check` says no."""
    if inspector.status is not InspectorStatus.VALID:
        return INVALID(**who, status=inspector.status)
    if inspector.expires is not None and day > inspector.expires:
        return EXPIRED(**who, expires=inspector.expires)
    outside = [item.code for item in items if not in_scope(inspector, item)]
    return OUT_OF_SCOPE(**who, items=name_items(county, outside))


def _check_seats(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    county = snapshot.county
    asked = {(team.name, seat.number): (team, seat) for team in plan.teams for seat in team.seats}
    for posting in plan.postings:
        inspector = county.inspector.get(posting.certificate)
        found = asked.get((posting.team, posting.seat))
        if inspector is None or found is None:
            continue
        team, seat = found
        for qualification in seat.qualifications:
            if qualification not in inspector.qualifications:
                message = UNQUALIFIED_SEAT(
                    inspector=name_inspector(county, posting.certificate),
                    team=name_team(county, team),
                    seat=seat.number,
                    qualification=qualification,
                )
                yield Breach(CODE, message, team.visits, (posting.certificate, team.name))


RULE = Rule(
    CODE,
    NAME,
    CLAUSE,
    KEPT_BY,
    check,
    (NAME, CLAUSE, KEPT_BY, UNKNOWN, INVALID, EXPIRED, OUT_OF_SCOPE, UNQUALIFIED_TEAM, UNQUALIFIED_SEAT),
)
