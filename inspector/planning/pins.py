"""Dates that somebody has fixed beforehand: respected, or told why they cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..domain.codes import Half
from ..domain.county import Snapshot
from ..domain.messages import Wording
from ..rules.naming import name_enterprise
from .causes import Cause
from .problem import Problem
from .teams import HALVES
from .visits import Bookings

Pins = Mapping[str, tuple[date, Half]]
"""Date and half-day by visit number."""

NO_VISIT = Wording(
    "pins.no_visit",
    "指定日期的检查 {visit} 不在本次计划中。请核对编号。",
    "Visit {visit}, whose date is fixed, is not in this plan. Check its number.",
)
NOT_THAT_DAY = Wording(
    "pins.not_that_day",
    "{enterprise}的检查（{visit}）指定在 {date}，但当天不能检查；可以检查的工作日有 {days} 天{span}。"
    "请改日期或取消指定。",
    "The check of {enterprise} ({visit}) is fixed on {date}, when it cannot take place; it has {days} possible "
    "workdays{span}. Choose another date, or leave it open.",
)
SPAN = Wording("pins.span", "（{first} 至 {last}）", " ({first} to {last})")
NO_SPAN = Wording("pins.no_span", "", "")
NOT_THAT_HALF = Wording(
    "pins.not_that_half",
    "{enterprise}的检查（{visit}）需要 {half_days} 个半天，不能指定为“{half}”。",
    "The check of {enterprise} ({visit}) takes {half_days} half-day(s) and cannot be fixed as “{half}”.",
)


def pin(snapshot: Snapshot, bookings: Bookings, problem: Problem, pins: Pins) -> tuple[Problem, list[Cause]]:
    """The problem with these visits fixed, and what is wrong with pins that cannot be."""
    place = {job.number: number for number, job in enumerate(problem.jobs)}
    jobs = list(problem.jobs)
    wrong: list[Cause] = []
    for visit, (day, half) in sorted(pins.items()):
        if visit not in place:
            wrong.append(Cause(NO_VISIT(visit=visit)))
            continue
        job = jobs[place[visit]]
        name = name_enterprise(snapshot.county, job.enterprise)
        days = bookings.days[visit]
        if day not in days:
            span = SPAN(first=days[0], last=days[-1]) if days else NO_SPAN()
            message = NOT_THAT_DAY(enterprise=name, visit=visit, date=day, days=len(days), span=span)
            wrong.append(Cause(message, (visit,)))
        elif HALVES.index(half) not in job.halves:
            message = NOT_THAT_HALF(enterprise=name, visit=visit, half_days=job.half_days, half=half)
            wrong.append(Cause(message, (visit,)))
        else:
            fixed = HALVES.index(half) if job.half_days == 1 else None
            jobs[place[visit]] = replace(job, days=(snapshot.workdays.index(day),), lawful=(), half=fixed)
    return replace(problem, jobs=tuple(jobs)), wrong
