"""Why not, in words a clerk can act on: single visits first, then people who are too few, each with what would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..draw.chances import Gap
from ..rules.naming import name_department, name_enterprise, name_inspectors
from .causes import NOTHING, Cause
from .construct import construct
from .crowding import Crowd, find_crowds, shortage
from .obstacles import obstacle
from .problem import Problem
from .remedies import FEWER_VISITS, Remedy, for_department, helping, tell, with_jobs
from .visits import Bookings

CROWDED = Wording(
    "explain.crowded",
    "{department}人手不够：{visits} 次检查（如{examples}）只能排在 {first} 至 {last} 的 {days} 个工作日内，"
    "需要 {needed} 个组半天，{people}最多能有 {possible} 个组半天，缺 {missing} 个。{leave}{remedies}",
    "{department} is short of people: {visits} visits (such as {examples}) can take place only on {days} workdays from "
    "{first} to {last} and need {needed} team half-days; {people} make {possible} at most, {missing} too "
    "few.{leave}{remedies}",
)
LIMITED = Wording(
    "explain.limited",
    "{department}的派员上限不够：{visits} 次检查（如{examples}）至少需要 {needed} 个组半天，"
    "按上限和请假，{people}全季度最多能有 {possible} 个组半天，缺 {missing} 个。{remedies}",
    "The load limits of {department} are too low: {visits} visits (such as {examples}) need {needed} team half-days at "
    "least; within load limits and leave {people} make {possible} in the quarter, {missing} too few.{remedies}",
)
ALL_PEOPLE = Wording("explain.all_people", "本部门 {count} 人", "its {count} people")
HOLDERS = Wording(
    "explain.holders",
    "有“{qualification}”资质的 {count} 人（{names}）",
    "{count} people qualified for {qualification} ({names})",
)
LEAVE = Wording(
    "explain.leave",
    "这些日子里请假占去 {days} 人天。",
    " Leave takes {days} person-days of these days.",
)
TOGETHER = Wording(
    "explain.together",
    "{left} 次检查（如{examples}）没有找到位置：{departments}的人员单独计算都够，联合检查还要求同一时间到场；"
    "程序没有找到合起来排得下的办法，但不能断定没有。{remedies}",
    "No place was found for {left} visits (such as {examples}): each of {departments} has enough people by itself, and "
    "joint visits need them at the same time. The program found no way to fit them together, which does not prove that "
    "there is none.{remedies}",
)
MOST = 5
EXAMPLES = 3
NAMES = 6


def explain_unplaced(snapshot: Snapshot, bookings: Bookings, problem: Problem, left: list[int]) -> list[Cause]:
    """The causes behind visits without a place, the most telling first; at most five."""
    alone = (obstacle(snapshot, bookings, problem, place) for place in left)
    causes = list(islice((cause for cause in alone if cause), MOST))
    return causes or _crowds(snapshot, problem) or [_together(snapshot, problem, left)]


def explain_gap(snapshot: Snapshot, problem: Problem, gap: Gap) -> list[Cause]:
    """Why the quarter's seats cannot all be filled: people who are too few, else the gap of the dates tried."""
    return _crowds(snapshot, problem) or [Cause(gap.message(snapshot))]


def _crowds(snapshot: Snapshot, problem: Problem) -> list[Cause]:
    return [_crowded(snapshot, problem, crowd) for crowd in find_crowds(problem)[:MOST]]


def _crowded(snapshot: Snapshot, problem: Problem, crowd: Crowd) -> Cause:
    county, crew = snapshot.county, problem.crews[crowd.department]
    held = crew.qualified.get(crowd.qualification, 0)
    holders = [name for bit, name in enumerate(crew.people) if held >> bit & 1]
    people = (
        HOLDERS(
            qualification=crowd.qualification,
            count=len(holders),
            names=name_inspectors(county, holders[:NAMES]),
        )
        if crowd.qualification
        else ALL_PEOPLE(count=len(crew.people))
    )
    concerned = holders if crowd.qualification else crew.people
    away = sum(
        not crew.available[day] >> bit & 1
        for bit, name in enumerate(crew.people)
        if name in concerned
        for day in crowd.days
    )
    missing = crowd.needed - crowd.possible

    def gap(changed: Problem) -> int:
        return shortage(changed, crowd.department)

    remedies = [*for_department(snapshot, problem, crowd.department, crowd.jobs, crowd.qualification, gap)]
    remedies.append(Remedy(FEWER_VISITS(count=missing), lambda given: _without(given, crowd, missing)))
    effects = helping(problem, remedies, gap, missing)
    message = (LIMITED if crowd.limited else CROWDED)(
        department=name_department(county, crew.code),
        visits=len(crowd.jobs),
        examples=_examples(snapshot, problem, crowd.jobs),
        first=snapshot.workdays[crowd.days[0]],
        last=snapshot.workdays[crowd.days[-1]],
        days=len(crowd.days),
        needed=crowd.needed,
        people=people,
        possible=crowd.possible,
        missing=missing,
        leave=LEAVE(days=away) if away else NOTHING(),
        remedies=tell(effects),
    )
    return Cause(message, _numbers(problem, crowd.jobs), tuple(concerned), effects)


def _without(problem: Problem, crowd: Crowd, count: int) -> Problem:
    """The problem without the last `count` visits of the crowd: they keep their places, but nobody has to go."""
    return with_jobs(problem, {place: replace(problem.jobs[place], needs=()) for place in crowd.jobs[-count:]})


def _together(snapshot: Snapshot, problem: Problem, left: list[int]) -> Cause:
    departments = sorted({need.department for place in left for need in problem.jobs[place].needs})

    def gap(changed: Problem) -> int:
        return len(construct(changed, attempts=1)[1])

    remedies = [
        remedy
        for department in departments[:EXAMPLES]
        for remedy in for_department(snapshot, problem, department, left, "", gap)
    ]
    distinct = list({remedy.words.text(): remedy for remedy in remedies}.values())
    names = [name_department(snapshot.county, problem.crews[place].code) for place in departments]
    effects = helping(problem, distinct, gap, len(left))
    message = TOGETHER(
        left=len(left),
        examples=_examples(snapshot, problem, left),
        departments=names,
        remedies=tell(effects),
    )
    return Cause(message, _numbers(problem, left), (), effects)


def _numbers(problem: Problem, jobs: Iterable[int]) -> tuple[str, ...]:
    return tuple(problem.jobs[place].number for place in jobs)


def _examples(snapshot: Snapshot, problem: Problem, jobs: tuple[int, ...] | list[int]) -> list[Message | str]:
    return [name_enterprise(snapshot.county, problem.jobs[place].enterprise) for place in jobs[:EXAMPLES]]
