"""`python -m tests.benchmarks.meetings [--meetings 300] [--enterprises 3000]` prints how long dates for meetings take.

A made-up quarter: windows of one month to three; two thirds of the meetings name 3 to 12 enterprises, the others ask
for 5 to 30 of all; every third enterprise has been at a meeting in one of the months, every fifth has a visit. Then the
same is cancelled at random moments.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from random import Random
from threading import Event, Timer
from time import perf_counter, process_time

from inspector.domain.codes import Half, MeetingKind
from inspector.domain.county import County, Department, Enterprise, Meeting, PastMeeting, Settings, Snapshot
from inspector.domain.plan import DiceRecord, Plan, Visit
from inspector.domain.quarters import Period, Quarter, WorkCalendar
from inspector.planning.meetings import NoMeetingPlan, plan_meetings
from inspector.rules import check

QUARTER = Quarter(2027, 1)
CALENDAR = WorkCalendar(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2026, 2027}), frozenset({2026, 2027}))
DICE = DiceRecord(1, 1, "31415926535897932384", "a" * 64)
MONTHS = (Period(date(2027, 1, 1), date(2027, 1, 31)), Period(date(2027, 2, 1), date(2027, 2, 28)), QUARTER.period)
CANCELS = 20


def make_quarter(meetings: int, enterprises: int, seed: int = 1) -> tuple[Snapshot, tuple[Visit, ...]]:
    """The lists and dated visits; the same seed gives the same."""
    random = Random(seed)
    listed = tuple(Enterprise(f"91429099{place:010}", f"第{place}厂", town="河口镇") for place in range(enterprises))
    past = tuple(
        PastMeeting(one.code, date(2027, random.randint(1, 3), random.randint(4, 20)), MeetingKind.MEETING)
        for one in listed
        if random.random() < 1 / 3
    )
    taken = {(row.enterprise, row.date.month) for row in past}
    planned = []
    for number in range(meetings):
        # a month in which all of them are free, so that there are dates for all
        month = random.randint(1, 3)
        free = [one.code for one in listed if (one.code, month) not in taken]
        named = tuple(random.sample(free, random.randint(3, 12))) if number % 3 else ()
        taken.update((code, month) for code in named)
        window = QUARTER.period if named else random.choice(MONTHS)
        count = 0 if named else random.randint(5, 30)
        planned.append(Meeting(f"M{number:03}", f"会议{number}", MeetingKind.MEETING, "SJ", window, named, count=count))
    departments = (Department("SJ", "市场监督管理局", "市监"),)
    county = County("云溪县", "420000", Settings(), departments, listed, past_meetings=past, meetings=tuple(planned))
    snapshot = Snapshot(QUARTER, county, CALENDAR)
    visits = tuple(
        Visit(f"V{place:04}", one.code, (), 1, random.choice(snapshot.workdays), Half.MORNING)
        for place, one in enumerate(listed)
        if random.random() < 1 / 5
    )
    return snapshot, visits


def timed(snapshot: Snapshot, visits: tuple[Visit, ...]) -> float:
    """Plan all meetings, print what came of it, return the processor time in seconds."""
    begin, spent = perf_counter(), process_time()
    try:
        events, notes = plan_meetings(snapshot, visits, DICE)
    except NoMeetingPlan as none:
        print(f"no plan after {perf_counter() - begin:.1f} s: {len(none.causes)} causes, first: {none.causes[0]}")
        return process_time() - spent
    seconds, cpu = perf_counter() - begin, process_time() - spent
    plan = Plan(str(snapshot.quarter), "", (), (), (), visits, (), (), events)
    breaches = [breach for breach in check(snapshot, plan) if breach.rule == "meeting_cap"]
    days = len({event.date for event in events})
    print(f"{len(events)} meetings on {days} days, {len(notes)} notes, {len(breaches)} breaches")
    print(f"{seconds:.1f} s, {cpu:.1f} s of processor time")
    return cpu


def cancelled(snapshot: Snapshot, visits: tuple[Visit, ...], most: float) -> None:
    """Cancel at random moments and print the longest wait for the answer."""
    random, waits = Random(2), []
    for _ in range(CANCELS):
        cancel = Event()
        said: list[float] = []

        def say(cancel: Event = cancel, said: list[float] = said) -> None:
            said.append(perf_counter())
            cancel.set()

        timer = Timer(random.uniform(0, most), say)
        timer.start()
        with suppress(NoMeetingPlan):
            plan_meetings(snapshot, visits, DICE, cancel.is_set)
        timer.cancel()
        if said:
            waits.append(perf_counter() - said[0])
    if waits:
        print(f"{len(waits)} cancels: at most {max(waits):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=300)
    parser.add_argument("--enterprises", type=int, default=3000)
    options = parser.parse_args()
    snapshot, visits = make_quarter(options.meetings, options.enterprises)
    cancelled(snapshot, visits, timed(snapshot, visits))


if __name__ == "__main__":
    main()
