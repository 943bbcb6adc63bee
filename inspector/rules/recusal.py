"""回避与轮换: no recused inspector; not the same inspector at an enterprise two times running."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from ..domain.county import County, Item, Snapshot
from ..domain.messages import Wording
from ..domain.plan import Plan, Visit
from .availability import is_available
from .base import Breach, Rule
from .competence import may_check, required_qualifications
from .joint_visit import departments_at, items_of
from .naming import name_department, name_enterprise, name_inspector, name_inspectors
from .two_officers import officers_needed

CODE = "recusal"

SPARE = 1
"""A department is large enough to rotate if this many more people than needed remain: who goes is then still drawn."""

NAME = Wording("recusal.name", "回避与轮换", "Recusal and rotation")
CLAUSE = Wording(
    "recusal.clause",
    "登记回避的人员不得检查该企业；部门人手足够时，同一人员不连续两次检查同一企业。",
    "A recused inspector never checks the enterprise; where the department is large enough nobody checks the same "
    "enterprise two times running.",
)
KEPT_BY = Wording(
    "recusal.kept_by",
    "第二次抽取之前，概率表中应回避和应轮换的人员即为零。",
    "The table of chances holds zero for people who are recused or must rotate, before the second dice.",
)
RECUSED = Wording(
    "recusal.recused",
    "{department}的{inspector}已登记回避{enterprise}，却派去检查（{visit}，{date}）。",
    "{department}'s {inspector} is recused from {enterprise} but posted to its check ({visit}, {date}).",
)
TWICE_RUNNING = Wording(
    "recusal.twice_running",
    "{department}的{people}在{previous}检查过{enterprise}，又派去下一次检查（{visit}，{date}）；该部门另有足够人员可派。",
    "{department}'s {people} checked {enterprise} on {previous} and is posted to the next check too ({visit}, {date}), "
    "though the department has enough others.",
)


def is_recused(county: County, certificate: str, enterprise: str) -> bool:
    """Whether the inspector is on record as recused from the enterprise."""
    return (certificate, enterprise) in county.recused


def last_crew(snapshot: Snapshot, enterprise: str, department: str, before: date) -> tuple[str, ...]:
    """Who of the department was at the enterprise last before `before`, by history; sorted certificate numbers.

    Only on-site checks are looked at. Nobody if the last one does not say who went (imported history).
    """
    return _last_check(snapshot, enterprise, department, before)[1]


def _last_check(
    snapshot: Snapshot, enterprise: str, department: str, before: date
) -> tuple[date | None, tuple[str, ...]]:
    checks = [
        past
        for past in snapshot.county.checks_of.get(enterprise, ())
        if past.department == department and past.on_site and past.date < before
    ]
    if not checks:
        return None, ()
    latest = checks[-1].date
    return latest, tuple(sorted({name for past in checks if past.date == latest for name in past.inspectors}))


def leaves_enough(others: int, needed: int) -> bool:
    """Whether `others` people are enough to rotate where `needed` have to go."""
    return others >= needed + SPARE


def large_enough(
    snapshot: Snapshot,
    department: str,
    items: Iterable[Item],
    enterprise: str,
    day: date,
    needed: int,
    excluded: Collection[str],
) -> bool:
    """Whether the department can do without `excluded` at the enterprise on `day`.

    At least one more than `needed` others may check the items, work that day and are not recused, and among them every
    qualification that the items ask for is held.
    """
    county = snapshot.county
    items = tuple(items)
    others = [
        inspector
        for inspector in county.inspectors_of.get(department, ())
        if inspector.certificate not in excluded
        and not is_recused(county, inspector.certificate, enterprise)
        and may_check(inspector, items, day)
        and is_available(snapshot, inspector, day)
    ]
    held = {name for inspector in others for name in inspector.qualifications}
    return leaves_enough(len(others), needed) and held.issuperset(required_qualifications(items))


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Breach]:
    """Recused people at an enterprise, and people there two times running (history and this plan together).

    Inspectors whom a case names (承办人) are not drawn, so they need not rotate; a recusal binds them too.
    """
    if not plan.postings:
        return
    visits: dict[str, list[Visit]] = {}
    for visit in plan.visits:
        if visit.date is not None:
            visits.setdefault(visit.enterprise, []).append(visit)
    for there in visits.values():
        latest: dict[str, tuple[date, tuple[str, ...]]] = {}
        for visit in sorted(there, key=lambda one: (one.date or date.max, one.number)):
            if visit.date is None:
                continue
            for department in departments_at(snapshot.county, visit):
                crew = plan.crews.get((visit.number, department), ())
                yield from _check_recused(snapshot.county, visit, department, crew)
                yield from _check_rotation(snapshot, visit, visit.date, department, crew, latest.get(department))
                latest[department] = visit.date, crew


def _check_recused(county: County, visit: Visit, department: str, crew: tuple[str, ...]) -> Iterator[Breach]:
    for certificate in crew:
        if is_recused(county, certificate, visit.enterprise):
            message = RECUSED(
                department=name_department(county, department),
                inspector=name_inspector(county, certificate),
                enterprise=name_enterprise(county, visit.enterprise),
                visit=visit.number,
                date=visit.date,
            )
            yield Breach(CODE, message, (visit.number,), (certificate, visit.enterprise))


def _check_rotation(
    snapshot: Snapshot,
    visit: Visit,
    day: date,
    department: str,
    crew: tuple[str, ...],
    earlier: tuple[date, tuple[str, ...]] | None,
) -> Iterator[Breach]:
    county = snapshot.county
    previous, before = _last_check(snapshot, visit.enterprise, department, day)
    if earlier and (previous is None or earlier[0] >= previous):
        previous, before = earlier
    named = {one for source in visit.sources if source in county.case for one in county.case[source].inspectors}
    again = sorted((set(crew) & set(before)) - named)
    if not again:
        return
    needed = officers_needed(snapshot, visit, department)
    items = items_of(county, visit, department)
    if large_enough(snapshot, department, items, visit.enterprise, day, needed, before):
        message = TWICE_RUNNING(
            department=name_department(county, department),
            people=name_inspectors(county, again),
            previous=previous,
            enterprise=name_enterprise(county, visit.enterprise),
            visit=visit.number,
            date=day,
        )
        yield Breach(CODE, message, (visit.number,), (visit.enterprise, *again))


RULE = Rule(CODE, NAME, CLAUSE, KEPT_BY, check, (NAME, CLAUSE, KEPT_BY, RECUSED, TWICE_RUNNING))
