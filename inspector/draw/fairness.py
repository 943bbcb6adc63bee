"""公平性: what was likely and what came out, so that anybody can see whether some groups fare otherwise than others.

Differences between groups follow from the tasks' rates and scopes; within a stratum all chances are equal, and what
comes out differs from what was likely by chance alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from ..domain.county import County, Enterprise, Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import MILLION, Plan
from ..rules.annual_cap import use_counts
from ..rules.joint_visit import departments_at
from ..rules.naming import name_department
from .targets import Targets, draw_targets

STANDS_OUT_BY = Fraction(1, 4)
"""A department's share of exempt checks stands out if it is this much above the county's."""
STANDS_OUT_FROM = 5
"""… and if it makes at least so many checks; fewer say nothing."""

EXEMPT_STANDS_OUT = Wording(
    "fairness.exempt_stands_out",
    "{department}的{checks}次检查中有{exempt}次不计入年度次数（{share}%），明显高于全县的{overall}%，请核对依据。",
    "{exempt} of {department}'s {checks} checks are exempt ({share} %), well above the county's {overall} %: look at "
    "their bases.",
)

RISK = Wording("fairness.risk", "信用风险等级", "risk class")
TOWN = Wording("fairness.town", "乡镇街道", "town")
KIND = Wording("fairness.kind", "主体类型", "kind of enterprise")
INDUSTRY = Wording("fairness.industry", "行业门类", "industry section")

DIMENSIONS: tuple[tuple[Wording, Callable[[Enterprise], str]], ...] = (
    (RISK, lambda row: row.risk.value),
    (TOWN, lambda row: row.town),
    (KIND, lambda row: row.kind.value),
    (INDUSTRY, lambda row: row.industry[:1] or "—"),
)


@dataclass(frozen=True, slots=True)
class GroupFairness:
    """One group of enterprises in one dimension, over all tasks.

    `chances` counts pairs of a task and an enterprise it could draw, `expected` is the sum of their chances, `drawn`
    how many of them were drawn.
    """

    dimension: Wording
    group: str
    enterprises: int
    chances: int
    expected: Fraction
    drawn: int


@dataclass(frozen=True, slots=True)
class InspectorLoad:
    """One inspector's expected and drawn number of team-days, and the limit (None: no limit)."""

    certificate: str
    department: str
    expected: Fraction
    drawn: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class DepartmentShare:
    """How many checks a department makes at visits, and how many of them are exempt."""

    department: str
    checks: int
    exempt: int


@dataclass(frozen=True, slots=True)
class PairSpread:
    """How widely a department's pairs of inspectors spread over its team-days.

    `possible` pairs could be drawn together by the table of chances, `met` were, `most` is how often one pair was.
    """

    department: str
    teams: int
    possible: int
    met: int
    most: int


@dataclass(frozen=True)
class Fairness:
    """The report; `entries_saved` is how many entries into enterprises the joint visits spare."""

    groups: tuple[GroupFairness, ...]
    loads: tuple[InspectorLoad, ...]
    shares: tuple[DepartmentShare, ...]
    pairs: tuple[PairSpread, ...]
    entries: int
    entries_saved: int
    warnings: tuple[Message, ...]


def report(snapshot: Snapshot, plan: Plan, targets: Targets | None = None) -> Fairness:
    """What was likely and what came out, as far as the plan has come; `targets` spares drawing again."""
    if targets is None:
        dice = plan.dice(1)
        targets = draw_targets(snapshot, dice) if dice else None
    county = snapshot.county
    shares = tuple(_shares(county, plan))
    apart = sum(len(departments_at(county, visit)) for visit in plan.visits)
    return Fairness(
        tuple(_groups(county, plan, targets)) if targets else (),
        tuple(_loads(county, plan)),
        shares,
        tuple(_pairs(plan)),
        len(plan.visits),
        apart - len(plan.visits),
        tuple(_stand_out(county, shares)),
    )


def _groups(county: County, plan: Plan, targets: Targets) -> Iterator[GroupFairness]:
    chances: Counter[str] = Counter()
    expected: dict[str, Fraction] = {}
    for frame in targets.frames:
        for task in frame.tasks.values():
            for stratum in task.strata:
                for code in stratum.eligible:
                    chances[code] += 1
                    share = Fraction(stratum.drawn, len(stratum.eligible))
                    expected[code] = expected.get(code, Fraction(0)) + share
    drawn = Counter(selection.enterprise for selection in plan.selections)
    for dimension, group_of in DIMENSIONS:
        members: dict[str, list[str]] = {}
        for code in sorted(chances):
            members.setdefault(group_of(county.enterprise[code]), []).append(code)
        for group in sorted(members):
            codes = members[group]
            yield GroupFairness(
                dimension,
                group,
                len(codes),
                sum(chances[code] for code in codes),
                sum((expected[code] for code in codes), Fraction(0)),
                sum(drawn[code] for code in codes),
            )


def _loads(county: County, plan: Plan) -> Iterator[InspectorLoad]:
    expected: Counter[str] = Counter()
    for chance in plan.chances:
        expected[chance.certificate] += chance.millionths
    drawn = Counter(posting.certificate for posting in plan.postings)
    for inspector in sorted(county.inspectors, key=lambda row: (row.department, row.certificate)):
        likely = Fraction(expected[inspector.certificate], MILLION)
        yield InspectorLoad(
            inspector.certificate, inspector.department, likely, drawn[inspector.certificate], inspector.load_limit
        )


def _shares(county: County, plan: Plan) -> Iterator[DepartmentShare]:
    checks: Counter[str] = Counter()
    exempt: Counter[str] = Counter()
    for visit in plan.visits:
        counting = {county.item[use.item].department for use in visit.items if use_counts(county, use)}
        for department in departments_at(county, visit):
            checks[department] += 1
            exempt[department] += department not in counting
    for department in sorted(checks):
        yield DepartmentShare(department, checks[department], exempt[department])


def _pairs(plan: Plan) -> Iterator[PairSpread]:
    able: dict[str, dict[int, set[str]]] = {}
    for chance in plan.chances:
        able.setdefault(chance.team, {}).setdefault(chance.seat, set()).add(chance.certificate)
    sent: dict[str, list[str]] = {}
    for posting in plan.postings:
        sent.setdefault(posting.team, []).append(posting.certificate)
    by_department: dict[str, list[str]] = {}
    for team in plan.teams:
        by_department.setdefault(team.department, []).append(team.name)
    for department in sorted(by_department):
        names = by_department[department]
        possible: set[tuple[str, str]] = set()
        met: Counter[tuple[str, str]] = Counter()
        for name in names:
            for first, second in combinations(able.get(name, {}).values(), 2):
                possible.update((min(one, other), max(one, other)) for one in first for other in second if one != other)
            met.update(combinations(sorted(sent.get(name, ())), 2))
        yield PairSpread(department, len(names), len(possible), len(met), max(met.values(), default=0))


def _stand_out(county: County, shares: Iterable[DepartmentShare]) -> Iterator[Message]:
    shares = tuple(shares)
    checks = sum(share.checks for share in shares)
    if not checks:
        return
    overall = Fraction(sum(share.exempt for share in shares), checks)
    for share in shares:
        own = Fraction(share.exempt, share.checks)
        if share.checks >= STANDS_OUT_FROM and own > overall + STANDS_OUT_BY:
            yield EXEMPT_STANDS_OUT(
                department=name_department(county, share.department),
                checks=share.checks,
                exempt=share.exempt,
                share=round(100 * own),
                overall=round(100 * overall),
            )
