"""What all rules share: a lawful plan passes at every stage, and every wording says the same in both languages."""

import importlib
import pkgutil
from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inspector.rules
from inspector.domain.messages import Wording
from inspector.domain.records import plan_rows, read_plan
from inspector.rules import RULES, check, hints, naming, warnings

from .builders import build_plan, build_snapshot

MODULES = [
    importlib.import_module(f"inspector.rules.{module.name}")
    for module in pkgutil.iter_modules(inspector.rules.__path__)
]
WORDINGS = [value for module in MODULES for value in vars(module).values() if isinstance(value, Wording)]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_a_lawful_plan_keeps_every_rule() -> None:
    assert [str(breach.message) for breach in check(build_snapshot(), build_plan())] == []


@pytest.mark.parametrize(
    "missing",
    [
        ("postings",),
        ("postings", "chances"),
        ("postings", "chances", "teams"),
        ("postings", "chances", "teams", "events", "visits", "off_site"),
        ("postings", "chances", "teams", "events", "visits", "off_site", "selections", "groups", "draws"),
    ],
)
def test_a_plan_is_checked_as_far_as_it_has_come(missing: tuple[str, ...]) -> None:
    plan = replace(build_plan(), **dict.fromkeys(missing, ()))
    assert [str(breach.message) for breach in check(build_snapshot(), plan)] == []


def test_visits_without_dates_are_no_breach() -> None:
    plan = build_plan()
    undated = tuple(replace(visit, date=None, half=None) for visit in plan.visits)
    plan = replace(plan, visits=undated, teams=(), chances=(), postings=(), events=())
    assert check(build_snapshot(), plan) == []


def test_the_rules_have_codes_of_their_own() -> None:
    assert [rule.code for rule in RULES] == [
        "annual_cap",
        "meeting_cap",
        "exemption",
        "closed_list",
        "joint_visit",
        "two_officers",
        "competence",
        "recusal",
        "availability",
        "window",
        "no_swap",
        "off_site_first",
        "approval",
        "equal_chances",
    ]


def test_a_rule_owns_the_wordings_of_its_file() -> None:
    for rule in RULES:
        module = importlib.import_module(f"inspector.rules.{rule.code}")
        own = [value for value in vars(module).values() if isinstance(value, Wording)]
        assert list(rule.wordings) == own
        assert {rule.name, rule.clause, rule.kept_by} <= set(rule.wordings)


def test_hints_and_names_list_their_wordings() -> None:
    for module in (hints, naming):
        assert list(module.WORDINGS) == [value for value in vars(module).values() if isinstance(value, Wording)]


def test_wording_codes_are_unique() -> None:
    codes = [wording.code for wording in WORDINGS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.code)
def test_a_wording_has_the_same_parameters_in_both_languages(wording: Wording) -> None:
    assert fields(wording.zh) == fields(wording.en)
    message = wording(**{name: f"<{name}>" for name in fields(wording.zh)})
    for language in ("zh_CN", "en"):
        assert all(f"<{name}>" in message.text(language) for name in fields(wording.zh))


@given(data=st.data())
def test_a_damaged_plan_is_told_about_never_fatal(data: st.DataObject) -> None:
    rows = plan_rows(build_plan())
    row = data.draw(st.sampled_from(range(len(rows))))
    column = data.draw(st.integers(1, len(rows[row]) - 1))
    rows[row] = (
        *rows[row][:column],
        data.draw(st.sampled_from(["X", "", "9", "2031-05-05"])),
        *rows[row][column + 1 :],
    )
    try:
        plan = read_plan(rows)
    except (ValueError, LookupError):
        return
    for breach in check(build_snapshot(), plan):
        assert breach.message.text("zh_CN")
        assert breach.message.text("en")
    warnings(build_snapshot(), plan)
