"""Small problems for the planner, in a few words each."""

from __future__ import annotations

from inspector.planning.problem import Crew, Job, Need, Problem

DAYS = 5


def crew(people: int = 4, days: int = DAYS, away: dict[int, tuple[int, ...]] | None = None, **held: int) -> Crew:
    """A department; `away` lists the days on which a person is on leave, `held` the holders (mask) of what."""
    everybody = (1 << people) - 1
    available = [everybody] * days
    for person, gone in (away or {}).items():
        for day in gone:
            available[day] &= ~(1 << person)
    return Crew("D", tuple(f"P{person}" for person in range(people)), tuple(available), held, (None,) * people)


def need(department: int = 0, officers: int = 2, people: int = 0b1111, **more: object) -> Need:
    return Need(department, officers, people, **more)  # type: ignore[arg-type]


def job(
    number: int,
    *needs: Need,
    town: int = 0,
    days: tuple[int, ...] = tuple(range(DAYS)),
    half_days: int = 1,
    half: int | None = None,
    enterprise: str = "",
) -> Job:
    name = enterprise or f"E{number}"
    return Job(f"V{number:04d}", name, town, half_days, days, needs or (need(),), half)


def problem(jobs: list[Job], *crews: Crew, towns: int = 1, visits_a_day: int = 2) -> Problem:
    crews = crews or (crew(),)
    days = len(crews[0].available)
    weeks = tuple(day // 5 for day in range(days))
    return Problem(days, weeks, tuple(f"T{town}" for town in range(towns)), crews, tuple(jobs), visits_a_day)
