"""Two quarters, two windows, two throws: what was seen is what is decided on, and nothing is answered twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.messages import Refusal
from inspector.domain.quarters import Period, Quarter
from inspector.draw.fingerprint import plan_fingerprint
from inspector.store import CountyFile
from inspector.workflow import approving, drawing, freezing, opening, state
from inspector.workflow.editing import Act, Change, History, save, step
from inspector.workflow.selftest import tiny_county

Q1, Q2 = Quarter(2027, 1), Quarter(2027, 2)
THROWS = ("31415926535897932384", "27182818284590452353", "16180339887498948482")


def test_one_quarter_is_under_way_at_a_time(tmp_path: Path) -> None:
    county = tiny_county()
    task = county.tasks[0]
    later = replace(task, code="二季度", window=Period(date(2027, 4, 1), date(2027, 6, 30)))
    with CountyFile.create(tmp_path / "two.county", county.name, county.code) as file:
        file.save_lists(file.county(), replace(county, tasks=(task, later)), operator="t")
        freezing.freeze(file, Q1, operator="t")
        with pytest.raises(Refusal, match="先完成 2027Q1"):
            freezing.freeze(file, Q2, operator="t")
        freezing.withdraw(file, Q1, by="甲", reason="名录有误", operator="t")
        freezing.freeze(file, Q2, operator="t")
        with pytest.raises(Refusal, match="先完成 2027Q2"):
            freezing.freeze(file, Q1, operator="t")


def test_a_withdrawal_answers_one_draw_of_each_stage(staffed: CountyFile) -> None:
    with pytest.raises(Refusal, match="姓名和原因"):
        freezing.withdraw(staffed, Q1, by=" ", reason="名录有误", operator="t")
    freezing.withdraw(staffed, Q1, by="甲", reason="名录有误", operator="t")
    freezing.freeze(staffed, Q1, operator="t")
    with pytest.raises(Refusal, match="批准人"):
        drawing.draw(staffed, Q1, THROWS[0], operator="t")
    drawing.draw(staffed, Q1, THROWS[0], operator="t", approver="县长")
    last = state.load(staffed, Q1).draws[-1]
    assert (last.reason, last.approver) == ("名录有误", "县长")
    with pytest.raises(Refusal, match="原因"):
        drawing.draw(staffed, Q1, THROWS[1], operator="t")
    assert state.load(staffed, Q1).answers(1) is None
    assert state.load(staffed, Q1).answers(2) == ("名录有误", "")


def test_dice_fall_on_the_hash_that_was_shown(staffed: CountyFile) -> None:
    now = state.load(staffed, Q1)
    why = {"reason": "骰子掉地", "approver": "县长"}
    with pytest.raises(Refusal, match="其间有人改动过"):
        drawing.staff(staffed, Q1, THROWS[2], operator="t", seen="0" * 64, **why)
    with pytest.raises(Refusal, match="其间有人改动过"):
        drawing.draw(staffed, Q1, THROWS[2], operator="t", seen="0" * 64, **why)
    assert drawing.staff(staffed, Q1, THROWS[2], operator="t", seen=now.current.h1, **why).number == 2


def test_the_plan_that_was_looked_at_is_the_one_that_is_approved(staffed: CountyFile) -> None:
    seen = plan_fingerprint(state.load(staffed, Q1).current, None)
    on = date(2026, 12, 20)
    with pytest.raises(Refusal, match="其间有人改动过"):
        approving.submit(staffed, Q1, by="甲", operator="t", seen="0" * 64)
    approving.submit(staffed, Q1, by="甲", operator="t", seen=seen)
    with pytest.raises(Refusal, match="其间有人改动过"):
        approving.approve(staffed, Q1, by="乙", document="1", on=on, operator="t", seen="0" * 64)
    approving.approve(staffed, Q1, by="乙", document="1", on=on, operator="t", seen=seen)


@pytest.mark.parametrize("name", ["赵 六", "赵\u3000六", " 赵六 ", "赵六（副县长）", "赵六(副县长)"])
def test_who_submits_does_not_approve_however_the_name_is_typed(staffed: CountyFile, name: str) -> None:
    approving.submit(staffed, Q1, by="赵六", operator="t")
    with pytest.raises(Refusal, match="送审人"):
        approving.approve(staffed, Q1, by=name, document="1", on=date(2026, 12, 20), operator="t")


def test_a_setting_changed_after_the_freeze_is_about_the_next_one(tmp_path: Path) -> None:
    county = tiny_county()
    with CountyFile.create(tmp_path / "set.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        freezing.freeze(file, Q1, operator="t")
        opening.change_setting(file, "提示间隔天数", "90", operator="t")
        drawing.draw(file, Q1, THROWS[0], operator="t")
        assert state.load(file, Q1).frozen.county.settings == county.settings != file.county().settings


def test_a_number_that_others_name_is_not_changed_and_undo_goes_on_after_a_refusal(tmp_path: Path) -> None:
    county = tiny_county()
    with CountyFile.create(tmp_path / "edit.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        item = county.items[0]
        with pytest.raises(Refusal):
            save(file, step(county, [Change("items", item, replace(item, code="A99"))]), operator="t")
        history = History()
        first, second = county.enterprises[:2]
        for row in (first, second):
            done = step(county, [Change("enterprises", row, replace(row, town="二镇"))])
            save(file, done, operator="t")
            history.done(done, Act.DO)
        # somebody else changed the second row meanwhile
        changed = replace(second, town="二镇")
        save(file, step(county, [Change("enterprises", changed, replace(changed, town="三镇"))]), operator="t")
        with pytest.raises(Refusal) as refused:
            save(file, history.undo[-1].reversed, operator="t", act=Act.UNDO)
        history.refused(refused.value, Act.UNDO)
        save(file, history.undo[-1].reversed, operator="t", act=Act.UNDO)
        assert file.county().enterprise[first.code] == first
