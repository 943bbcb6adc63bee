"""The commands `record` and `progress`: what came of the approved visits."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, TypeVar

from ..domain.messages import Message, Refusal, Wording
from ..domain.outcomes import Outcome
from ..workflow import execution, recording, state
from ..workflow.execution import VISIT_STANDINGS, Standing
from ..workflow.operator import operator
from ..workflow.recording import FINDING_NAMES, FOLLOW_UP_NAMES, RATING_NAMES
from . import texts
from .commands import MOST_LINES, asked_quarter, county_file, tell

Choice = TypeVar("Choice", bound=Enum)
PLAIN = ("on", "reason", "first_minor", "published", "answered", "settle_by", "settled", "note")
"""Fields of an outcome that an option of the same name gives as they are."""


def record(arguments: Namespace) -> int:
    """What is given takes the place of what is on record; the rest stays."""
    if arguments.on and arguments.not_made:
        raise Refusal(texts.NOT_BOTH())
    with county_file(arguments) as file:
        quarter = asked_quarter(arguments)
        before = state.load(file, quarter).done
        if arguments.visit not in before and arguments.on is None and not arguments.not_made:
            raise Refusal(texts.SAY_WHETHER(visit=arguments.visit))
        known = before.get(arguments.visit, Outcome(arguments.visit))
        anew = arguments.not_made or (arguments.on is not None and known.on is None)
        # what was said of a visit that was made is not true of one that was not
        outcome = replace(Outcome(arguments.visit) if anew else known, **_given(arguments))
        done = recording.record_visit(file, quarter, outcome, operator=operator())
    what = (
        texts.MADE_ON(day=outcome.on, finding=FINDING_NAMES[outcome.finding])
        if outcome.on and outcome.finding
        else texts.NOT_MADE(reason=outcome.reason)
    )
    said = texts.CORRECTED if done.correction else texts.RECORDED
    tell(arguments, [said(quarter=done.quarter, visit=outcome.visit, what=what)], done, done.messages)
    return 0


def _given(arguments: Namespace) -> dict[str, Any]:
    given = {name: getattr(arguments, name) for name in PLAIN if getattr(arguments, name) is not None}
    if arguments.result is not None:
        given["finding"] = choose(arguments.result, FINDING_NAMES)
    if arguments.follow_up is not None:
        given["follow_up"] = choose(arguments.follow_up, FOLLOW_UP_NAMES)
    if arguments.rating is not None:
        given["rating"] = choose(arguments.rating, RATING_NAMES)
    return given


def choose(words: str, names: Mapping[Choice, Wording]) -> Choice:
    """The one member whose term, in either language, is or alone contains what was typed.

    Raises:
        Refusal: none or several do.
    """
    wanted = words.strip().lower()
    told = {member: {name.zh.lower(), name.en.lower()} for member, name in names.items()}
    found = [member for member, terms in told.items() if wanted in terms]
    found = found or [member for member, terms in told.items() if wanted and any(wanted in term for term in terms)]
    if len(found) != 1:
        raise Refusal(texts.NO_CHOICE(words=words, choices=list(names.values())))
    return found[0]


def progress(arguments: Namespace) -> int:
    with county_file(arguments) as file:
        seen = execution.progress(file, asked_quarter(arguments), today=arguments.today)
    found = seen.figures
    lines: list[Message] = [
        texts.WAS_APPROVED(
            quarter=seen.quarter,
            day=seen.today,
            approved=found.approved,
            made=found.made,
            as_approved=found.as_approved,
            moved=found.moved,
            not_made=found.not_made,
            open=found.open,
            overdue=found.overdue,
            soon=found.soon,
            changes=found.changes,
        ),
        *[
            texts.STILL_OPEN(
                visit=line.number, day=line.planned, name=line.name, standing=VISIT_STANDINGS[line.standing]
            )
            for line in seen.lines
            if line.standing in (Standing.OVERDUE, Standing.SOON)
        ][:MOST_LINES],
        texts.WAS_PUBLISHED(published=found.published, to_publish=found.to_publish, overdue=found.publish_overdue),
        texts.WAS_ANSWERED(answered=found.answered, to_answer=found.to_answer, overdue=found.answer_overdue),
        texts.WAS_SETTLED(to_settle=found.to_settle, overdue=found.settle_overdue, first_minor=found.first_minor),
        *(texts.COUNTED_AS(name=FINDING_NAMES[each], count=count) for each, count in found.findings.items()),
        *(texts.COUNTED_AS(name=RATING_NAMES[each], count=count) for each, count in found.ratings.items()),
    ]
    tell(arguments, lines, {"quarter": seen.quarter, "today": seen.today, "figures": found})
    return 0
