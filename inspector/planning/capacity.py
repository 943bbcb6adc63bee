"""Do the people suffice at all? Counted before the dice, so that nobody is tempted to draw again."""

from __future__ import annotations

from collections import Counter

from ..domain.county import Item, Snapshot
from ..domain.messages import Message, Wording
from ..draw.frame import build_frame
from ..draw.groups import draw_groups
from ..rules.availability import is_available
from ..rules.competence import may_check
from ..rules.naming import name_department, name_enterprise
from ..rules.off_site_first import needs_visit
from ..rules.window import is_active
from .meetings import unknown_guests
from .visits import CASE_NOT_VISITABLE

TOO_FEW = Wording(
    "capacity.too_few",
    "{department}本季度最多可能有 {visits} 次入企检查，有证人员按请假、派员上限最多能做 {possible} 次，可能排不下。"
    "请增加人员、提高派员上限或降低抽查比例。",
    "{department} may have up to {visits} visits this quarter; its people can make {possible} at most, given "
    "leave and load "
    "limits. Add people, raise load limits or lower rates.",
)
NOBODY = Wording(
    "capacity.nobody",
    "{department}没有人能检查事项 {item} {name}（要求资质：{qualification}），任务 {task} 抽中后无法派员。",
    "Nobody of {department} may check item {item} {name} (qualification asked for: {qualification}); task "
    "{task} could not be "
    "staffed.",
)
NONE = Wording("capacity.none", "无", "none")


def capacity_warnings(snapshot: Snapshot) -> tuple[Message, ...]:
    """What the largest possible draw would lack, and what is known already to be impossible."""
    county = snapshot.county
    found: list[Message] = []
    visits: Counter[str] = Counter()
    frame = build_frame(snapshot, draw_groups(snapshot))
    for code in sorted(frame.tasks):
        task = frame.tasks[code]
        drawn = sum(stratum.drawn for stratum in task.strata)
        items = [county.item[item] for item in task.items if needs_visit(county.item[item])]
        for department in sorted({item.department for item in items}):
            visits[department] += drawn
            if drawn:
                found += _without_people(snapshot, code, department, [i for i in items if i.department == department])
    for case in county.cases:
        if is_active(county, case.enterprise):
            visits[case.department] += 1
        else:
            found.append(CASE_NOT_VISITABLE(case=case.code, enterprise=name_enterprise(county, case.enterprise)))
    for department in sorted(visits):
        possible = _possible(snapshot, department)
        if visits[department] > possible:
            found.append(
                TOO_FEW(department=name_department(county, department), visits=visits[department], possible=possible)
            )
    return (*found, *unknown_guests(snapshot))


def _without_people(snapshot: Snapshot, task: str, department: str, items: list[Item]) -> list[Message]:
    county = snapshot.county
    people = county.inspectors_of.get(department, ())
    days = snapshot.days_in(county.task[task].window)
    found = []
    for item in items:
        able = [
            person
            for person in people
            if any(may_check(person, (item,), day) and is_available(snapshot, person, day) for day in days)
        ]
        qualified = [person for person in able if not item.qualification or item.qualification in person.qualifications]
        if len(able) < county.settings.officers or not qualified:
            found.append(
                NOBODY(
                    department=name_department(county, department),
                    item=item.code,
                    name=item.name,
                    qualification=item.qualification or NONE(),
                    task=task,
                )
            )
    return found


def _possible(snapshot: Snapshot, department: str) -> int:
    """The most visits the department's people can make: two a team-day, two people a team."""
    county = snapshot.county
    people = county.inspectors_of.get(department, ())
    days_out: Counter[str] = Counter()
    pairs = 0
    for day in snapshot.workdays:
        there = [person for person in people if may_check(person, (), day) and is_available(snapshot, person, day)]
        pairs += len(there) // county.settings.officers
        for person in there:
            days_out[person.certificate] += 1
    limited = sum(
        min(
            days_out[person.certificate],
            days_out[person.certificate] if person.load_limit is None else person.load_limit,
        )
        for person in people
    )
    return county.settings.visits_a_day * min(pairs, limited // county.settings.officers)
