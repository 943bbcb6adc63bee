"""What would help, tried out: each remedy changes the problem, is measured on it, and says what remains.

A remedy is only told if it helps. At most three are told, the most effective first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..rules.availability import is_open
from ..rules.naming import name_department
from .causes import Change, Effect
from .problem import Crew, Job, Problem

MOST = 3
MOST_PEOPLE = 5
MOST_DAYS = 30

MORE_PEOPLE = Wording(
    "remedy.more_people", "{department}增加 {count} 名人员", "{count} more inspector(s) of {department}"
)
MORE_QUALIFIED = Wording(
    "remedy.more_qualified",
    "{department}增加 {count} 名有“{qualification}”资质的人员",
    "{count} more inspector(s) of {department} qualified for {qualification}",
)
LATER_END = Wording("remedy.later_end", "截止日期推后 {count} 个工作日", "move the window's end by {count} workday(s)")
NO_LEAVE = Wording(
    "remedy.no_leave",
    "{department}人员在这些日子不请假",
    "let nobody of {department} be on leave on these days",
)
NO_LIMITS = Wording("remedy.no_limits", "放宽{department}人员的派员上限", "raise the load limits of {department}")
FEWER_OFFICERS = Wording("remedy.fewer_officers", "每组人数降为 {count} 人", "send {count} officers a team")
FEWER_VISITS = Wording(
    "remedy.fewer_visits",
    "少抽 {count} 次（降低抽查比例）",
    "{count} visit(s) fewer (lower rates)",
)
NO_BLACKOUT = Wording("remedy.no_blackout", "请企业调整错峰时段", "ask the enterprise to change its blackout period")
OTHERS_NAMED = Wording("remedy.others_named", "另定承办人", "name other inspectors for the case")
SOLVES = Wording("remedy.solves", "{remedy}（可以解决）", "{remedy} (solves it)")
EASES = Wording(
    "remedy.eases", "{remedy}（缺口由 {before} 减为 {after}）", "{remedy} (the gap falls from {before} to {after})"
)
TOLD = Wording("remedy.told", "可行办法：{remedies}。", " What helps: {remedies}.")
NOTHING_HELPS = Wording(
    "remedy.nothing",
    "增加人员、推后截止日期等单独一项都不够，需要几项并用。",
    " No single step (people, later end, leave) is enough; several are needed.",
)

Gap = Callable[[Problem], int]
"""How much is missing in a problem; 0 if nothing is."""


@dataclass(frozen=True)
class Remedy:
    """A change of the problem, and in words. It finds jobs and people by place, which changes never move."""

    words: Message
    change: Change


def helping(problem: Problem, remedies: Iterable[Remedy], gap: Gap, before: int) -> tuple[Effect, ...]:
    """The remedies that help, the most effective first, each with what it leaves."""
    tried = [Effect(each.words, before, gap(each.change(problem)), each.change) for each in remedies]
    return tuple(sorted((one for one in tried if one.after < before), key=lambda one: one.after)[:MOST])


def tell(effects: Iterable[Effect]) -> Message:
    """What helps, in one sentence."""
    words = [
        EASES(remedy=one.words, before=one.before, after=one.after) if one.after else SOLVES(remedy=one.words)
        for one in effects
    ]
    return TOLD(remedies=words) if words else NOTHING_HELPS()


def fewest(problem: Problem, sizes: range, remedy: Callable[[int], Remedy], gap: Gap) -> Remedy:
    """The smallest remedy of a kind that solves the matter, a larger one helping no less; the largest if none does."""
    place = bisect_left(sizes, True, key=lambda size: gap(remedy(size).change(problem)) == 0)
    return remedy(sizes[min(place, len(sizes) - 1)])


def for_department(
    snapshot: Snapshot, problem: Problem, department: int, jobs: Iterable[int], qualification: str, gap: Gap
) -> Iterator[Remedy]:
    """What can be changed about a department's people and about the windows of these jobs."""
    concerned = tuple(jobs)
    crew = problem.crews[department]
    name = name_department(snapshot.county, crew.code)

    def people(count: int) -> Remedy:
        words = (
            MORE_QUALIFIED(department=name, count=count, qualification=qualification)
            if qualification
            else MORE_PEOPLE(department=name, count=count)
        )
        return Remedy(words, lambda given: more_people(given, department, count))

    def later(count: int) -> Remedy:
        return Remedy(LATER_END(count=count), lambda given: later_end(snapshot, given, concerned, count))

    yield fewest(problem, range(1, MOST_PEOPLE + 1), people, gap)
    yield fewest(problem, range(1, MOST_DAYS + 1), later, gap)
    everybody = (1 << len(crew.people)) - 1
    if any(there != everybody for there in crew.available):
        yield Remedy(NO_LEAVE(department=name), lambda given: no_leave(given, department))
    if any(limit is not None for limit in crew.limits):
        yield Remedy(NO_LIMITS(department=name), lambda given: no_limits(given, department))
    least = snapshot.county.settings.officers
    if any(need.officers > least for job in concerned for need in problem.jobs[job].needs):
        yield Remedy(FEWER_OFFICERS(count=least), lambda given: fewer_officers(given, concerned, least))


def with_crew(problem: Problem, department: int, crew: Crew) -> Problem:
    """The problem with other people in a department."""
    crews = (*problem.crews[:department], crew, *problem.crews[department + 1 :])
    return replace(problem, crews=crews)


def with_jobs(problem: Problem, changed: dict[int, Job]) -> Problem:
    """The problem with some jobs changed."""
    return replace(problem, jobs=tuple(changed.get(place, job) for place, job in enumerate(problem.jobs)))


def no_leave(problem: Problem, department: int) -> Problem:
    """With everybody of the department there on all days."""
    crew = problem.crews[department]
    everybody = (1 << len(crew.people)) - 1
    return with_crew(problem, department, replace(crew, available=(everybody,) * problem.days))


def no_limits(problem: Problem, department: int) -> Problem:
    """Without load limits in the department."""
    crew = problem.crews[department]
    return with_crew(problem, department, replace(crew, limits=(None,) * len(crew.people)))


def more_people(problem: Problem, department: int, count: int) -> Problem:
    """With `count` more people who may check everything, hold every qualification and are always there."""
    crew = problem.crews[department]
    new = ((1 << count) - 1) << len(crew.people)
    asked = {name for _, need in problem.needs_of[department] for name in need.qualifications}
    larger = Crew(
        crew.code,
        (*crew.people, *(f"+{number}" for number in range(count))),
        tuple(there | new for there in crew.available),
        {name: crew.qualified.get(name, 0) | new for name in sorted(asked | set(crew.qualified))},
        (*crew.limits, *(None,) * count),
    )
    jobs = {
        place: replace(
            problem.jobs[place],
            needs=tuple(
                replace(one, people=one.people | new) if one.department == department else one
                for one in problem.jobs[place].needs
            ),
        )
        for place, _ in problem.needs_of[department]
    }
    return with_jobs(with_crew(problem, department, larger), jobs)


def later_end(snapshot: Snapshot, problem: Problem, jobs: Iterable[int], count: int) -> Problem:
    """With the last day of these jobs `count` workdays later, as far as the quarter goes and the enterprise is open."""
    changed = {}
    for place in jobs:
        job = problem.jobs[place]
        last = job.days[-1] if job.days else -1
        enterprise = snapshot.county.enterprise[job.enterprise]
        more = range(last + 1, min(last + 1 + count, problem.days))
        open_days = tuple(day for day in more if is_open(enterprise, snapshot.workdays[day]))
        changed[place] = replace(job, days=job.days + open_days)
    return with_jobs(problem, changed)


def fewer_officers(problem: Problem, jobs: Iterable[int], officers: int) -> Problem:
    """With `officers` people a team for these jobs."""
    changed = {}
    for place in jobs:
        job = problem.jobs[place]
        changed[place] = replace(job, needs=tuple(replace(need, officers=officers) for need in job.needs))
    return with_jobs(problem, changed)
