"""Why a single visit has no place even in an empty quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..domain.plan import Visit
from ..domain.quarters import Period
from ..rules.availability import is_open, is_workday
from ..rules.naming import name_department, name_enterprise, name_inspectors
from .board import Board
from .causes import NOTHING, Cause
from .problem import Crew, Job, Need, Problem
from .remedies import (
    LATER_END,
    MOST_DAYS,
    NO_BLACKOUT,
    OTHERS_NAMED,
    Remedy,
    fewest,
    for_department,
    helping,
    later_end,
    tell,
    with_jobs,
)
from .visits import Bookings

NO_DAY = Wording(
    "explain.no_day",
    "{enterprise}（{sources}）没有可以检查的工作日：共同期限{window}有 {calendar} 天，"
    "其中休息日 {rest} 天、企业错峰 {blackout} 天{named}，余 0 天。{remedies}",
    "{enterprise} ({sources}) has no workday left: the {calendar} days of {window} hold {rest} rest days and "
    "{blackout} days of blackout{named}, which leaves 0.{remedies}",
)
NAMED_AWAY = Wording(
    "explain.named_away",
    "、承办人{people}不能同时在岗 {days} 天",
    ", and on {days} days its named inspectors {people} are not all there",
)
TASK_WINDOW = Wording("explain.task_window", "任务 {code}，{period}", "task {code}, {period}")
CASE_WINDOW = Wording("explain.case_window", "线索 {code}，办结期限 {deadline}", "case {code}, deadline {deadline}")
NO_PERIOD = Wording("explain.no_period", "（无）", "(none)")
NOBODY = Wording(
    "explain.nobody",
    "{department}派不出 {officers} 人检查{enterprise}（{sources}）：本部门 {people} 人，事项范围内、不回避的 {able} 人"
    "{qualified}；{days} 个可排工作日里，同一天在岗的最多 {most} 人。{remedies}",
    "{department} cannot send {officers} people to {enterprise} ({sources}): of its {people} people {able} may check "
    "the items there and are not recused{qualified}; on the {days} possible workdays at most {most} of them are "
    "there on one day.{remedies}",
)
QUALIFIED = Wording(
    "explain.qualified",
    "，其中有“{qualification}”资质的 {count} 人（{names}），同一天在岗的最多 {most} 人",
    ", {count} of them qualified for {qualification} ({names}), at most {most} there on one day",
)
NONE = Wording("explain.none", "无", "none")
NOT_TOGETHER = Wording(
    "explain.not_together",
    "{enterprise}（{sources}）的几个部门没有一天能同时派人：{departments}；共有 {days} 个可排工作日。{remedies}",
    "The departments of {enterprise} ({sources}) can on no day all send people: {departments}; it has {days} possible "
    "workdays.{remedies}",
)
DAYS_OF = Wording("explain.days_of", "{department} {days} 天能派", "{department} can on {days} days")


def obstacle(snapshot: Snapshot, bookings: Bookings, problem: Problem, place: int) -> Cause | None:
    """What keeps the visit from taking place even if it were the only one; None if nothing does."""
    job, visit = problem.jobs[place], bookings.visits[place]
    if not job.days:
        return _no_day(snapshot, visit, problem, place)
    if not _gap(place)(problem):
        return None
    possible = [_possible_days(problem, job, need) for need in job.needs]
    for need, days in zip(job.needs, possible, strict=True):
        if not days:
            return _nobody(snapshot, visit, problem, place, need)
    if not set.intersection(*possible):
        return _not_together(snapshot, visit, problem, place, possible)
    return None


def _possible_days(problem: Problem, job: Job, need: Need) -> set[int]:
    """The days on which the department can do its part of the job, if that is all it does."""
    lonely = replace(job, needs=(need,))
    board = Board(replace(problem, jobs=(lonely,)))
    found = set()
    for day in job.days:
        if board.try_place(0, (day, job.halves[0])):
            board.lift(0)
            found.add(day)
    return found


def _gap(place: int) -> Callable[[Problem], int]:
    """1 if the visit has no place in an otherwise empty quarter, else 0."""

    def gap(problem: Problem) -> int:
        job = problem.jobs[place]
        board = Board(replace(problem, jobs=(job,)))
        return 0 if any(board.try_place(0, (day, job.halves[0])) for day in job.days) else 1

    return gap


def sources_of(snapshot: Snapshot, visit: Visit) -> list[Message]:
    """The tasks and cases of a visit with their dates."""
    county = snapshot.county
    return [
        CASE_WINDOW(code=source, deadline=county.case[source].deadline)
        if source in county.case
        else TASK_WINDOW(code=source, period=str(county.task[source].window))
        for source in visit.sources
    ]


def _no_day(snapshot: Snapshot, visit: Visit, problem: Problem, place: int) -> Cause:
    county = snapshot.county
    window: Period | None = snapshot.quarter.period
    for source in visit.sources:
        window = window.overlap((county.task.get(source) or county.case[source]).window) if window else None
    enterprise = county.enterprise[visit.enterprise]
    days = [window.start + timedelta(n) for n in range((window.end - window.start).days + 1)] if window else []
    work = [day for day in days if is_workday(snapshot, day)]
    free = [day for day in work if is_open(enterprise, day)]
    names = sorted({name for need in problem.jobs[place].needs for name in _named(problem, need)})
    away = NAMED_AWAY(people=name_inspectors(county, names), days=len(free)) if names and free else NOTHING()
    last = len([day for day in snapshot.workdays if window and day <= window.end]) - 1
    gap = _gap(place)

    def later(count: int) -> Remedy:
        def change(given: Problem) -> Problem:
            job = given.jobs[place]
            based = with_jobs(given, {place: replace(job, days=(last,) if last >= 0 else ())})
            moved = later_end(snapshot, based, (place,), count).jobs[place].days
            added = {day for day in moved if day > last}
            return with_jobs(given, {place: replace(job, days=tuple(sorted({*job.days, *added})))})

        return Remedy(LATER_END(count=count), change)

    def on(days: Iterable[date], given: Problem, *, named: bool) -> Problem:
        job = given.jobs[place]
        places = tuple(sorted({*job.days, *(index[day] for day in days)}))
        needs = job.needs if named else tuple(replace(need, named=0) for need in job.needs)
        return with_jobs(given, {place: replace(job, days=places, needs=needs)})

    remedies = [fewest(problem, range(1, MOST_DAYS + 1), later, gap)]
    index = {day: number for number, day in enumerate(snapshot.workdays)}
    if len(free) < len(work):
        remedies.append(Remedy(NO_BLACKOUT(), lambda given: on(work, given, named=True)))
    if names and free:
        remedies.append(Remedy(OTHERS_NAMED(), lambda given: on(free, given, named=False)))
    effects = helping(problem, remedies, gap, 1)
    message = NO_DAY(
        enterprise=name_enterprise(county, visit.enterprise),
        sources=sources_of(snapshot, visit),
        window=str(window) if window else NO_PERIOD(),
        calendar=len(days),
        rest=len(days) - len(work),
        blackout=len(work) - len(free),
        named=away,
        remedies=tell(effects),
    )
    return Cause(message, (visit.number,), tuple(names), effects)


def _named(problem: Problem, need: Need) -> list[str]:
    return _names(problem.crews[need.department], need.named)


def _names(crew: Crew, mask: int) -> list[str]:
    return [name for bit, name in enumerate(crew.people) if mask >> bit & 1]


def _nobody(snapshot: Snapshot, visit: Visit, problem: Problem, place: int, need: Need) -> Cause:
    county, job, crew = snapshot.county, problem.jobs[place], problem.crews[need.department]
    scarce = min(
        need.qualifications, key=lambda name: (crew.qualified.get(name, 0) & need.people).bit_count(), default=""
    )
    holders = crew.qualified.get(scarce, 0) & need.people
    qualified = (
        QUALIFIED(
            qualification=scarce,
            count=holders.bit_count(),
            names=name_inspectors(county, _names(crew, holders)) or NONE(),
            most=max((crew.available[day] & holders).bit_count() for day in job.days),
        )
        if scarce
        else NOTHING()
    )
    gap = _gap(place)
    remedies = for_department(snapshot, problem, need.department, (place,), scarce, gap)
    effects = helping(problem, remedies, gap, 1)
    message = NOBODY(
        department=name_department(county, crew.code),
        officers=need.officers,
        enterprise=name_enterprise(county, visit.enterprise),
        sources=sources_of(snapshot, visit),
        people=len(crew.people),
        able=need.people.bit_count(),
        qualified=qualified,
        days=len(job.days),
        most=max((crew.available[day] & need.people).bit_count() for day in job.days),
        remedies=tell(effects),
    )
    return Cause(message, (visit.number,), tuple(_names(crew, holders if scarce else need.people)), effects)


def _not_together(snapshot: Snapshot, visit: Visit, problem: Problem, place: int, possible: list[set[int]]) -> Cause:
    county, job, gap = snapshot.county, problem.jobs[place], _gap(place)
    remedies = [
        remedy for need in job.needs for remedy in for_department(snapshot, problem, need.department, (place,), "", gap)
    ]
    distinct = list({remedy.words.text(): remedy for remedy in remedies}.values())
    effects = helping(problem, distinct, gap, 1)
    message = NOT_TOGETHER(
        enterprise=name_enterprise(county, visit.enterprise),
        sources=sources_of(snapshot, visit),
        departments=[
            DAYS_OF(department=name_department(county, problem.crews[need.department].code), days=len(days))
            for need, days in zip(job.needs, possible, strict=True)
        ],
        days=len(job.days),
        remedies=tell(effects),
    )
    people = dict.fromkeys(name for need in job.needs for name in _names(problem.crews[need.department], need.people))
    return Cause(message, (visit.number,), tuple(people), effects)
