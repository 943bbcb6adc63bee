"""One function a command: call the workflow, print what it returned, give the exit code."""

from __future__ import annotations

import dataclasses
import json
import signal
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event as Flag
from typing import Any

from ..domain.codes import Half
from ..domain.county import Approval
from ..domain.messages import Message, Refusal
from ..domain.quarters import Quarter
from ..domain.records import encode
from ..workflow import (
    approving,
    calendars,
    drawing,
    exporting,
    freezing,
    importing,
    opening,
    outlook,
    pinning,
    scheduling,
    sharing,
    state,
)
from ..workflow import demo as demonstration
from ..workflow import status as standing
from ..workflow.dice import throw_dice
from ..workflow.opening import CountyFile
from ..workflow.operator import operator
from ..workflow.scheduling import Progress
from . import texts
from .language import as_data

HALVES = tuple(half.value for half in Half)
MOST_LINES = 20
"""Long lists are cut on the terminal; `--json` has them whole."""


def tell(
    arguments: Namespace, lines: Iterable[Message | str], result: Any = None, notes: Iterable[Message] = ()
) -> None:
    """Print a result: as JSON if asked, else as lines, with notes on standard error.

    Raises:
        Refusal: it could not be printed, which is said so that nobody takes the act for undone.
        BrokenPipeError: the reader had enough.
    """
    language = arguments.lang
    try:
        if arguments.json:
            print(json.dumps({"ok": True, "result": as_data(result, language)}, ensure_ascii=False), flush=True)
            return
        for line in lines:
            print(line.text(language) if isinstance(line, Message) else line)
        for note in notes:
            print(note.text(language), file=sys.stderr)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(texts.NOT_PRINTED(why=error.strerror or str(error))) from error


@contextmanager
def county_file(arguments: Namespace) -> Iterator[CountyFile]:
    """The county file of a command; says on standard error what went wrong beside it, such as a backup."""
    with opening.open_county(arguments.file) as file:
        yield file
        for warning in file.warnings:
            print(warning.text(arguments.lang), file=sys.stderr)


def grouped(mark: str) -> str:
    """A fingerprint in groups of four, as people compare it."""
    return " ".join(mark[start : start + 4] for start in range(0, len(mark), 4))


def asked_quarter(arguments: Namespace) -> Quarter | None:
    return state.parse_quarter(arguments.quarter) if arguments.quarter else None


def asked_scheme(arguments: Namespace) -> Approval | None:
    return freezing.scheme_of(arguments.scheme_document, arguments.scheme_date, arguments.scheme_by)


def demo(arguments: Namespace) -> int:
    def say(message: Message) -> None:
        if not arguments.json:
            print(message.text(arguments.lang), flush=True)

    result = demonstration.demo(arguments.folder, say=say)
    if arguments.json:
        tell(arguments, (), result)
    return 0


def new(arguments: Namespace) -> int:
    with opening.create_county(arguments.file, arguments.name, arguments.code):
        made = texts.CREATED(path=str(arguments.file), name=arguments.name, code=arguments.code)
    tell(arguments, [made], {"path": arguments.file})
    return 0


def template(arguments: Namespace) -> int:
    opening.write_template(arguments.out)
    tell(arguments, [texts.TEMPLATE(path=str(arguments.out))], {"path": arguments.out})
    return 0


def verifier(arguments: Namespace) -> int:
    opening.write_verifier(arguments.out)
    tell(arguments, [texts.VERIFIER(path=str(arguments.out))], {"path": arguments.out})
    return 0


def import_lists(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = importing.import_lists(file, arguments.inputs, operator=operator(), preview=arguments.preview)
    counts, bad = done.result.counts, done.result.quarantined
    lines: list[Message] = [
        texts.IMPORTED(
            total=counts.total,
            new=counts.new,
            updated=counts.updated,
            unchanged=counts.unchanged,
            quarantined=counts.quarantined,
        )
    ]
    lines += [
        texts.QUARANTINED(file=row.file, sheet=row.sheet, row=row.row, column=row.column, reason=row.reason)
        for row in bad[:MOST_LINES]
    ]
    if len(bad) > MOST_LINES:
        lines.append(texts.AND_MORE(count=len(bad) - MOST_LINES))
    if done.preview:
        lines.append(texts.PREVIEWED())
    numbers = {**dataclasses.asdict(counts), "total": counts.total}
    result = {"counts": numbers, "quarantined": bad, "notices": done.result.notices, "preview": done.preview}
    tell(arguments, lines, result, _shortened(done.result.notices))
    return 0


def freeze(arguments: Namespace) -> int:
    quarter, scheme = state.parse_quarter(arguments.quarter), asked_scheme(arguments)
    with county_file(arguments) as file:
        done = freezing.freeze(file, quarter, operator=operator(), scheme=scheme)
    tell(arguments, [_frozen(done), f"H0 {done.h0}"], done, done.messages)
    return 0


def withdraw(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        after = freezing.withdraw(
            file, asked_quarter(arguments), by=arguments.by, reason=arguments.reason, operator=operator()
        )
    tell(arguments, [texts.WITHDRAWN(quarter=str(after.quarter))], {"quarter": str(after.quarter)})
    return 0


def draw(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = drawing.draw(file, asked_quarter(arguments), **_dice(arguments))
    tell(arguments, [_drawn(done)], done, done.messages)
    return 0


def schedule(arguments: Namespace) -> int:
    with county_file(arguments) as file, watched(arguments) as watch:
        done = scheduling.schedule(
            file, asked_quarter(arguments), effort=arguments.effort, operator=operator(), **watch
        )
    tell(arguments, [_scheduled(done), f"H1 {done.h1}"], done, done.messages)
    return 0


def pin(arguments: Namespace) -> int:
    """Fix a visit's date, take a pin away, or list the pins."""
    quarter = asked_quarter(arguments)
    if not arguments.visit:
        with county_file(arguments) as file:
            now = state.load(file, quarter)
        pins = pinning.pinned_visits(now)
        lines = [
            texts.PIN_LINE(visit=visit.number, enterprise=visit.enterprise, date=fixed.date, half=fixed.half)
            for visit, fixed in pins
        ]
        listed = [{"visit": visit.number, "pin": fixed} for visit, fixed in pins]
        tell(arguments, lines or [texts.NO_PINS()], {"pins": listed})
        return 0
    if arguments.remove:
        with county_file(arguments) as file:
            gone = pinning.unpin(file, quarter, arguments.visit, operator=operator())
        tell(arguments, [texts.UNPINNED(visit=arguments.visit)], {"visit": arguments.visit, "removed": gone})
        return 0
    if arguments.date is None:
        raise Refusal(texts.PIN_WHAT(visit=arguments.visit))
    with county_file(arguments) as file, watched(arguments) as watch:
        half = Half(arguments.half) if arguments.half else pinning.half_of(file, quarter, arguments.visit)
        done = pinning.pin(file, quarter, arguments.visit, arguments.date, half, operator=operator(), **watch)
    told: list[Message | str] = [texts.PINNED(visit=done.visit, date=done.pin.date, half=done.pin.half)]
    if done.scheduled is None:
        told.append(texts.PINNED_EARLY())
    else:
        shown = list(done.moved[:MOST_LINES])
        told.append(texts.PINNED_MOVED(count=len(done.moved), visits=shown) if shown else texts.PINNED_ALONE())
        told += [_scheduled(done.scheduled), f"H1 {done.scheduled.h1}"]
    tell(arguments, told, done, done.scheduled.messages if done.scheduled else ())
    return 0


def staff(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = drawing.staff(file, asked_quarter(arguments), **_dice(arguments))
    tell(arguments, [_staffed(done), f"H1 {done.h1}"], done, done.messages)
    return 0


def plan(arguments: Namespace) -> int:
    """The four steps in one; nothing is changed if either throw is not one."""
    from ..workflow.dice import read_dice

    quarter, scheme = state.parse_quarter(arguments.quarter), asked_scheme(arguments)
    read_dice(arguments.dice1)
    read_dice(arguments.dice2)
    who = operator()
    common: dict[str, Any] = {"witnesses": arguments.witness, "operator": who, "together": True}
    common |= {"reason": arguments.reason, "approver": arguments.approver}
    with county_file(arguments) as file:
        frozen = freezing.freeze(file, quarter, operator=who, scheme=scheme)
        drawn = drawing.draw(file, quarter, arguments.dice1, **common)
        with watched(arguments) as watch:
            scheduled = scheduling.schedule(file, quarter, effort=arguments.effort, operator=who, **watch)
        staffed = drawing.staff(file, quarter, arguments.dice2, **common)
    lines: list[Message | str] = [_frozen(frozen), f"H0 {frozen.h0}", _drawn(drawn)]
    lines += [_scheduled(scheduled), f"H1 {scheduled.h1}", _staffed(staffed)]
    notes = dict.fromkeys((*frozen.messages, *drawn.messages, *scheduled.messages, *staffed.messages))
    result = {"freeze": frozen, "draw": drawn, "schedule": scheduled, "staff": staffed}
    tell(arguments, lines, result, notes)
    return 0


def explain(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        found = scheduling.explain(file, asked_quarter(arguments))
    lines: list[Message] = [*found] or [texts.EXPLAINED_NOTHING()]
    tell(arguments, lines, {"causes": found})
    return 0


def submit(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = approving.submit(file, asked_quarter(arguments), by=arguments.by, operator=operator())
    lines = [
        texts.SUBMITTED(quarter=done.quarter, version=done.version),
        texts.FINGERPRINT(mark=grouped(done.fingerprint)),
    ]
    tell(arguments, lines, done, done.messages)
    return 0


def approve(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = approving.approve(
            file,
            asked_quarter(arguments),
            by=arguments.by,
            document=arguments.document,
            on=arguments.date,
            operator=operator(),
        )
    lines = [
        texts.APPROVED(quarter=done.quarter, version=done.version),
        texts.FINGERPRINT(mark=grouped(done.fingerprint)),
    ]
    tell(arguments, lines, done, done.messages)
    return 0


def reject(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = approving.reject(
            file, asked_quarter(arguments), by=arguments.by, reason=arguments.reason, operator=operator()
        )
    tell(arguments, [texts.REJECTED(quarter=done.quarter)], done)
    return 0


def export(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = exporting.export(file, asked_quarter(arguments), arguments.out, operator=operator())
    lines = [texts.EXPORTED(path=str(done.path)), texts.FINGERPRINT(mark=grouped(done.fingerprint))]
    tell(arguments, lines, done, done.messages)
    return 0


def share(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        done = sharing.share(file, asked_quarter(arguments), arguments.out)
    lines: list[Message] = [texts.SHARED(count=len(done.workbooks), folder=str(done.folder))]
    lines += [texts.EXTRACT(department=name, path=path.name) for name, path in done.workbooks]
    tell(arguments, [*lines, texts.FINGERPRINT(mark=grouped(done.fingerprint))], done, done.messages)
    return 0


def verify(arguments: Namespace) -> int:
    found = opening.verify(arguments.workbook)
    if found.ok:
        lines: list[Message | str] = [*found.checked, texts.VERIFIED(path=str(arguments.workbook))]
    else:
        lines = [
            texts.NOT_VERIFIED(count=len(found.findings), path=str(arguments.workbook)),
            *_shortened(found.findings),
        ]
    tell(arguments, lines, found, found.warnings)
    return 0 if found.ok else 1


def status(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        now = standing.status(file, asked_quarter(arguments))
    language = arguments.lang
    counts = [f"  {texts.LISTS[name]().text(language)} {count}" for name, count in now.lists]
    lines: list[Message | str] = [texts.COUNTY(name=now.county, code=now.code), *counts]
    if now.quarantined:
        lines.append(texts.IN_QUARANTINE(count=now.quarantined))
    lines += [texts.QUARTER(quarter=quarter, stage=stage) for quarter, stage in now.quarters]
    current = now.current
    if current and current.h0:
        lines.append(f"H0 {current.h0}")
    if current and current.plan and current.plan.h1:
        lines.append(f"H1 {current.plan.h1}")
    lines.append(now.next_step)
    result = {
        "county": now.county,
        "code": now.code,
        "lists": dict(now.lists),
        "quarantined": now.quarantined,
        "quarters": dict(now.quarters),
        "quarter": str(current.quarter) if current else "",
        "stage": current.stage.name.lower() if current else "open",
        "h0": current.h0 if current else "",
        "h1": current.plan.h1 if current and current.plan else "",
        "next": now.next_step,
        "messages": now.messages,
    }
    tell(arguments, lines, result, now.messages)
    return 0


def chances(arguments: Namespace) -> int:
    if arguments.runs < 2:
        raise Refusal(texts.TOO_FEW_RUNS())
    with county_file(arguments) as file:
        found = outlook.chances(file, asked_quarter(arguments), arguments.runs)
    seen = found.outlook
    lines: list[Message] = [
        texts.STRATUM(
            group=row.group,
            task=row.task,
            stratum=row.stratum,
            in_scope=row.in_scope,
            due=row.due,
            eligible=row.eligible,
            chance=percent(float(row.chance)),
        )
        for row in seen.strata
    ]
    lines += [
        texts.ENTERPRISE_CHANCE(
            enterprise=row.enterprise,
            tasks=[f"{task} {percent(float(chance))}" for task, chance in row.tasks],
            any_visit=percent(row.any_visit.mean),
            error=percent(row.any_visit.error),
        )
        for row in seen.enterprises
    ]
    lines += [texts.EXPECTED_LOAD(certificate=name, days=f"{float(days):.2f}") for name, days in found.loads]
    lines.append(
        texts.ENTRIES(
            runs=seen.runs,
            joint=f"{seen.joint.mean:.1f}",
            joint_error=f"{seen.joint.error:.2f}",
            separate=f"{seen.separate.mean:.1f}",
            separate_error=f"{seen.separate.error:.2f}",
            saved=f"{seen.separate.mean - seen.joint.mean:.1f}",
        )
    )
    tell(arguments, lines, found)
    return 0


def fairness(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        found = outlook.fairness(file, asked_quarter(arguments))
    lines: list[Message] = [
        texts.FAIR_GROUP(
            dimension=row.dimension,
            group=row.group,
            enterprises=row.enterprises,
            chances=row.chances,
            expected=f"{float(row.expected):.1f}",
            drawn=row.drawn,
        )
        for row in found.groups
    ]
    lines += [
        texts.FAIR_LOAD(
            department=row.department,
            certificate=row.certificate,
            expected=f"{float(row.expected):.2f}",
            drawn=row.drawn,
        )
        for row in found.loads
    ]
    lines += [texts.FAIR_SHARE(department=row.department, checks=row.checks, exempt=row.exempt) for row in found.shares]
    lines += [
        texts.FAIR_PAIRS(department=row.department, teams=row.teams, possible=row.possible, met=row.met, most=row.most)
        for row in found.pairs
    ]
    lines.append(texts.FAIR_SAVED(entries=found.entries, saved=found.entries_saved))
    tell(arguments, lines, found, found.warnings)
    return 0


def percent(share: float) -> str:
    return f"{100 * share:.2f}%"


def calendar(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        stored = calendars.store_notice(file, arguments.notice, operator=operator())
    tell(arguments, [stored], {"notice": stored})
    return 0


def settings(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        if arguments.name and arguments.value:
            changed = opening.change_setting(file, arguments.name, arguments.value, operator=operator())
            tell(arguments, [changed], {"changed": changed})
            return 0
        current = file.county().settings
    values = {name: encode(getattr(current, field)) for name, field in opening.SETTING_NAMES.items()}
    tell(arguments, [texts.SETTING(name=name, value=value) for name, value in values.items()], values)
    return 0


def _dice(arguments: Namespace) -> dict[str, Any]:
    return {
        "dice": throw_dice() if arguments.random else arguments.dice,
        "witnesses": () if arguments.random else arguments.witness,
        "operator": operator(),
        "reason": arguments.reason,
        "approver": arguments.approver,
    }


def _frozen(done: freezing.Frozen) -> Message:
    return texts.FROZEN(
        quarter=done.quarter,
        enterprises=done.enterprises,
        inspectors=done.inspectors,
        tasks=done.tasks,
        cases=done.cases,
        meetings=done.meetings,
    )


def _drawn(done: drawing.Drawn) -> Message:
    return texts.DRAWN(
        quarter=done.quarter, number=done.number, enterprises=done.enterprises, selections=done.selections
    )


def _scheduled(done: scheduling.Scheduled) -> Message:
    return texts.SCHEDULED(
        quarter=done.quarter,
        version=done.version,
        visits=done.visits,
        team_days=done.team_days,
        bound=done.bound,
        off_site=done.off_site,
        meetings=done.meetings,
        deferred=done.deferred,
    )


def _staffed(done: drawing.Staffed) -> Message:
    return texts.STAFFED(quarter=done.quarter, number=done.number, team_days=done.team_days, inspectors=done.inspectors)


def _shortened(messages: Iterable[Message]) -> list[Message]:
    found = list(messages)
    more = len(found) - MOST_LINES
    return [*found[:MOST_LINES], *([texts.AND_MORE(count=more)] if more > 0 else [])]


@contextmanager
def watched(arguments: Namespace) -> Iterator[dict[str, Any]]:
    """Show progress on standard error; the first Ctrl+C keeps the best plan so far, the second gives up."""
    cancel = Flag()
    shown = ""

    def show(progress: Progress) -> None:
        nonlocal shown
        line = texts.PROGRESS(
            stage=progress.stage, best=progress.best, bound=progress.bound, percent=round(100 * progress.fraction)
        ).text(arguments.lang)
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif progress.stage.text(arguments.lang) != shown:
            shown = progress.stage.text(arguments.lang)
            print(line, file=sys.stderr, flush=True)

    def interrupt(*_: object) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()
        print("\n" + texts.CANCELLING().text(arguments.lang), file=sys.stderr)

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield {"cancel": cancel, **({} if arguments.json else {"progress": show})}
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.stderr.isatty() and not arguments.json:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
