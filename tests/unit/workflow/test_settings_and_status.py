"""A county file's settings and the summary of where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.messages import LANGUAGES, Refusal
from inspector.domain.records import encode
from inspector.store import CountyFile
from inspector.workflow import approving, drawing, freezing, opening, scheduling, state
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.opening import LIMITS, SETTING_NAMES, change_setting, create_county
from inspector.workflow.state import NEXT_STEPS, Stage
from inspector.workflow.status import status

NAMES = {field: name for name, field in SETTING_NAMES.items()}


@pytest.mark.parametrize("field", LIMITS)
def test_a_setting_may_be_anything_within_its_limits_and_nothing_else(staffed: CountyFile, field: str) -> None:
    low, high = LIMITS[field]
    for value in (low, high):
        change_setting(staffed, NAMES[field], str(value), operator="甲")
        assert getattr(staffed.county().settings, field) == value
    before = staffed.county().settings
    for value in (str(low - 1), str(high + 1), "多", "1.5", "", " "):
        with pytest.raises(Refusal) as caught:
            change_setting(staffed, NAMES[field], value, operator="甲")
        assert caught.value.message.code == "settings.bad_value"
    assert staffed.county().settings == before


@pytest.mark.parametrize("field", ["year_basis", "month_basis"])
def test_a_basis_is_one_of_its_terms(staffed: CountyFile, field: str) -> None:
    kind = type(getattr(staffed.county().settings, field))
    for term in kind:
        change_setting(staffed, NAMES[field], encode(term), operator="甲")
        assert getattr(staffed.county().settings, field) is term
    with pytest.raises(Refusal) as caught:
        change_setting(staffed, NAMES[field], "随便", operator="甲")
    assert encode(term) in caught.value.message.text()


def test_an_unknown_setting_names_those_there_are(staffed: CountyFile) -> None:
    with pytest.raises(Refusal) as caught:
        change_setting(staffed, "人数", "3", operator="甲")
    assert all(name in caught.value.message.text() for name in SETTING_NAMES)


def test_a_setting_changed_after_the_freeze_waits_for_the_next(staffed: CountyFile) -> None:
    change_setting(staffed, "提示间隔天数", "30", operator="甲")
    assert state.load(staffed).frozen.county.settings.warning_days != 30
    freezing.withdraw(staffed, None, by="甲", reason="改设置", operator="甲")
    freezing.freeze(staffed, FIRST, operator="甲")
    assert state.load(staffed).frozen.county.settings.warning_days == 30


@pytest.mark.parametrize(("name", "code"), [(" ", "429088"), ("云溪县", "42908"), ("云溪县", "42908X"), ("云溪县", "")])
def test_a_county_needs_a_name_and_a_code_of_six_digits(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(Refusal):
        create_county(tmp_path / "a.county", name, code)
    assert not (tmp_path / "a.county").exists()


def test_a_code_in_full_width_digits_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        create_county(tmp_path / "a.county", "云溪县", "\uff14\uff12\uff19\uff10\uff18\uff18")


def test_the_status_of_a_new_file_counts_nothing(tmp_path: Path) -> None:
    with create_county(tmp_path / "a.county", " 云溪县 ", "429088") as file:
        now = status(file)
    assert (now.county, now.code, now.quarters, now.current) == ("云溪县", "429088", (), None)
    assert {count for _, count in now.lists} == {0}
    assert now.next_step == NEXT_STEPS[Stage.OPEN]()


def test_the_status_names_the_next_step_of_every_stage(planned: Path, tmp_path: Path) -> None:
    dice1, dice2 = DICE[FIRST]
    steps: list[tuple[Stage, Callable[[CountyFile], object]]] = [
        (Stage.OPEN, lambda file: freezing.withdraw(file, FIRST, by="甲", reason="r", operator="甲")),
        (Stage.FROZEN, lambda file: freezing.freeze(file, FIRST, operator="甲")),
        (Stage.DRAWN, lambda file: drawing.draw(file, FIRST, dice1[::-1], approver="乙", operator="甲")),
        (Stage.SCHEDULED, lambda file: scheduling.schedule(file, FIRST, effort="quick", operator="甲")),
        (Stage.STAFFED, lambda file: drawing.staff(file, FIRST, dice2[::-1], approver="乙", operator="甲")),
        (Stage.SUBMITTED, lambda file: approving.submit(file, FIRST, by="甲", operator="甲")),
        (
            Stage.APPROVED,
            lambda file: approving.approve(file, FIRST, by="乙", document="1号", on=date(2026, 12, 20), operator="甲"),
        ),
    ]
    with opening.open_county(Path(shutil.copy(planned, tmp_path))) as file:
        for stage, act in steps:
            act(file)
            now = status(file, FIRST)
            assert now.current is not None
            assert now.current.stage is stage
            assert now.next_step == NEXT_STEPS[stage]()
            assert all(now.next_step.text(language) for language in LANGUAGES)
        counts = dict(now.lists)
    assert (counts["enterprises"], counts["inspectors"], counts["tasks"]) == (8, 6, 1)
    assert [quarter for quarter, _ in now.quarters] == [str(FIRST)]
