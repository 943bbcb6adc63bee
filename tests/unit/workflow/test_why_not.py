"""Why no plan exists: who and what is behind each cause, and what remedies come to, alone and together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.codes import Exemption
from inspector.domain.county import Case, County
from inspector.domain.messages import LANGUAGES
from inspector.domain.quarters import Period
from inspector.planning import NoPlan
from inspector.store import CountyFile
from inspector.workflow import drawing, freezing, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.selftest import tiny_county
from inspector.workflow.why_not import Reason, Short, reasons, try_remedies

ONE_DAY = Period(date(FIRST.year, 1, 4), date(FIRST.year, 1, 4))


def refused(folder: Path, county: County) -> tuple[tuple[Reason, ...], NoPlan]:
    """What the county's first quarter is told, which has no plan."""
    with CountyFile.create(folder / "none.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="x")
        freezing.freeze(file, FIRST, operator="x")
        drawing.draw(file, FIRST, DICE[FIRST][0], operator="x")
        with pytest.raises(NoPlan) as caught:
            scheduling.schedule(file, FIRST, effort="quick", operator="x")
        return reasons(state.load(file).frozen, caught.value), caught.value


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Reason, ...], NoPlan]:
    """Four visits on one day; each of the two departments has people for two, one of them sometimes away."""
    county = tiny_county()
    away = Period(date(FIRST.year, 3, 1), date(FIRST.year, 3, 5))
    people = tuple(
        replace(each, leave=(away,), load_limit=9) if each.certificate == "A1" else each for each in county.inspectors
    )
    tasks = tuple(replace(task, window=ONE_DAY) for task in county.tasks)
    return refused(tmp_path_factory.mktemp("crowded"), replace(county, inspectors=people, tasks=tasks))


def test_each_cause_names_its_visits_and_people(crowded: tuple[tuple[Reason, ...], NoPlan]) -> None:
    found, _ = crowded
    assert len(found) == 2
    first = next(reason for reason in found if {each.department for each in reason.people} == {"甲"})
    assert [visit.visit for visit in first.visits] == ["V0001", "V0002", "V0003", "V0004"]
    assert {visit.days for visit in first.visits} == {(ONE_DAY.start,)}
    assert {visit.town for visit in first.visits} == {"一镇"}
    assert all(visit.departments == ("甲", "乙") for visit in first.visits)
    one = next(person for person in first.people if person.certificate == "A1")
    assert (one.leave_days, one.load_limit) == (5, 9)
    assert [str(period) for period in one.leave] == ["2027-03-01~2027-03-05"]
    assert next(person for person in first.people if person.certificate == "A2").leave_days == 0


def test_the_sentence_leaves_out_what_would_help(crowded: tuple[tuple[Reason, ...], NoPlan]) -> None:
    found, none = crowded
    for reason, message in zip(found, none.causes, strict=True):
        for language in LANGUAGES:
            assert message.text(language).startswith(reason.sentence.text(language))
            assert reason.remedies[0].words.text(language) in message.text(language)
            assert reason.remedies[0].words.text(language) not in reason.sentence.text(language)


def test_remedies_help_alone_and_together(crowded: tuple[tuple[Reason, ...], NoPlan]) -> None:
    found, none = crowded
    solving = [reason.remedies[0] for reason in found]
    assert [remedy.after for remedy in solving] == [0, 0]
    alone = try_remedies(none.problem, solving[:1])
    together = try_remedies(none.problem, solving)
    assert alone.before == together.before
    assert alone.before.visits > 0
    assert 0 < alone.after.half_days < alone.before.half_days
    assert together.after == Short(0, 0)
    assert try_remedies(none.problem, solving[::-1]) == together
    assert try_remedies(none.problem, ()).after == alone.before


def test_every_remedy_can_be_put_into_every_other(crowded: tuple[tuple[Reason, ...], NoPlan]) -> None:
    found, none = crowded
    every = [remedy for reason in found for remedy in reason.remedies]
    assert try_remedies(none.problem, every).after == Short(0, 0)
    for remedy in every:
        trial = try_remedies(none.problem, [remedy])
        assert trial.after.half_days < trial.before.half_days


def test_a_single_visit_without_a_day(tmp_path: Path) -> None:
    county = tiny_county()
    closed = Period(FIRST.first, FIRST.last)
    enterprises = tuple(replace(each, blackouts=(closed,)) for each in county.enterprises)
    case = Case("线索1", enterprises[0].code, Exemption.COMPLAINT, "诉1号", "A", ("A01",), FIRST.first, FIRST.last)
    found, none = refused(tmp_path, replace(county, enterprises=enterprises, tasks=(), cases=(case,)))
    (reason,) = found
    assert [visit.days for visit in reason.visits] == [()]
    assert reason.visits[0].blackouts == (closed,)
    assert any(try_remedies(none.problem, [remedy]).after == Short(0, 0) for remedy in reason.remedies)
