"""Rows changed by hand: read like an import, saved and recorded, undone exactly, refused when they must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.codes import RiskClass
from inspector.domain.county import County, PastCheck
from inspector.domain.messages import LANGUAGES, Refusal
from inspector.domain.quarters import Quarter
from inspector.exchange.intake.nouns import BUILDERS
from inspector.exchange.intake.sheets import BY_LIST, SHEETS
from inspector.store import CountyFile
from inspector.workflow import editing, list_words
from inspector.workflow.editing import Act, Change, History
from inspector.workflow.overview import overview
from inspector.workflow.sample import sample_county

WHO = "示例经办人"


@pytest.fixture(scope="module")
def sample() -> County:
    return sample_county(Quarter(2027, 1))


@pytest.fixture
def file(sample: County, tmp_path: Path) -> Iterator[CountyFile]:
    with CountyFile.create(tmp_path / "a.county", sample.name, sample.code) as file:
        few = replace(sample, enterprises=sample.enterprises, past_meetings=sample.past_meetings[:50])
        file.save_lists(file.county(), few, operator=WHO)
        yield file


def change_of(county: County, name: str, cells: dict[str, str], former: Any = None) -> Change:
    read = editing.read(county, name, cells, former)
    assert not read.faults, {title: str(reason) for title, reason in read.faults.items()}
    return Change(name, former, read.noun)


@pytest.mark.parametrize("name", BUILDERS)
def test_what_a_form_shows_reads_back_as_it_is(sample: County, name: str) -> None:
    for noun in getattr(sample, name)[:60]:
        found = editing.read(sample, name, editing.cells_of(name, noun), noun)
        assert found.noun == noun, found.faults


def test_every_column_list_and_hint_has_its_words_on_the_screen() -> None:
    for sheet in SHEETS:
        assert {sheet.list} <= list_words.LIST_NAMES.keys() & list_words.MEMBER_NAMES.keys()
        for column in sheet.columns:
            assert column.title in list_words.COLUMN_NAMES
            assert not column.hint or column.hint in list_words.HINT_NAMES
            assert all(term in list_words.TERMS for term in column.choices or ())
    for words in (*list_words.COLUMN_NAMES.values(), *list_words.TERMS.values()):
        assert all(words().text(language) for language in LANGUAGES)


def test_each_fault_is_told_at_its_column(sample: County) -> None:
    former = sample.enterprises[0]
    cells = editing.cells_of("enterprises", former) | {
        "企业名称": " ",
        "信用风险等级": "E",
        "错峰时段": "2027-02-04~2027-01-21",
    }
    read = editing.read(sample, "enterprises", cells, former)
    assert read.noun is None
    assert set(read.faults) == {"企业名称", "信用风险等级", "错峰时段"}
    assert "可填" in str(read.faults["信用风险等级"])


def test_an_empty_form_tells_what_is_missing(sample: County) -> None:
    for name in BUILDERS:
        cells = {column.title: "" for column in BY_LIST[name].columns}
        faults = editing.read(sample, name, cells).faults
        needed = {column.title for column in BY_LIST[name].required}
        assert faults.keys() >= needed, name


def test_what_only_follows_from_another_fault_is_not_told(sample: County) -> None:
    task = sample.tasks[0]
    cells = editing.cells_of("tasks", task) | {"发起部门": "没有这个局"}
    assert set(editing.read(sample, "tasks", cells, task).faults) == {"发起部门"}
    other = next(row.code for row in sample.items if row.department not in (task.lead, *task.cooperating))
    cells = editing.cells_of("tasks", task) | {"检查事项": other}
    assert set(editing.read(sample, "tasks", cells, task).faults) == {"检查事项"}


def test_a_new_row_must_not_be_one_that_is_there(sample: County) -> None:
    taken = sample.enterprises[3]
    read = editing.read(sample, "enterprises", editing.cells_of("enterprises", taken))
    assert taken.name in str(read.faults["统一社会信用代码/注册号"])


def test_a_change_is_saved_recorded_undone_and_done_again(file: CountyFile) -> None:
    before, history = file.county(), History()
    former = before.enterprises[0]
    cells = editing.cells_of("enterprises", former) | {"企业名称": "改名商贸有限公司", "联系电话": "0728-1234567"}
    step = editing.step(before, [change_of(before, "enterprises", cells, former)])
    editing.save(file, step, operator=WHO)
    history.done(step, Act.DO)
    assert str(step.title) == "修改检查对象 改名商贸有限公司"
    changed = file.county()
    assert changed.enterprise[former.code].name == "改名商贸有限公司"
    assert changed.enterprise[former.code].phone == "0728-1234567"
    record = file.records()[-1]
    assert record.kind == editing.EDIT
    told = json.loads(record.body)
    assert told["rows"] == [
        {
            "list": "enterprises",
            "key": [former.code],
            "before": {"企业名称": former.name},
            "after": {"企业名称": "改名商贸有限公司"},
        }
    ]
    assert "1234567" not in record.body, "contacts are never put on record"

    editing.save(file, history.undo[-1].reversed, operator=WHO, act=Act.UNDO)
    history.done(step, Act.UNDO)
    assert file.county() == before
    editing.save(file, history.redo[-1], operator=WHO, act=Act.REDO)
    history.done(step, Act.REDO)
    assert file.county() == changed
    assert [json.loads(each.body)["act"] for each in file.records(kinds=(editing.EDIT,))] == ["edit", "undo", "redo"]
    assert file.check_chain() is None


@pytest.mark.parametrize("name", BUILDERS)
def test_deleting_and_undoing_leaves_every_list_as_it_was(file: CountyFile, name: str) -> None:
    before = file.county()
    free = [row for row in getattr(before, name) if not editing.uses_of(before, name, row)]
    if not free:
        pytest.skip("every row is in use")
    gone = free[:2]
    step = editing.step(before, [Change(name, row, None) for row in gone])
    editing.save(file, step, operator=WHO)
    assert len(getattr(file.county(), name)) == len(getattr(before, name)) - len(gone)
    editing.save(file, step.reversed, operator=WHO, act=Act.UNDO)
    assert file.county() == before
    if len(gone) > 1:
        assert "2 行" in str(step.title)


def test_what_others_name_is_not_deleted(file: CountyFile) -> None:
    county = file.county()
    used = county.departments[0]
    step = editing.step(county, [Change("departments", used, None)])
    with pytest.raises(Refusal, match="还在用"):
        editing.save(file, step, operator=WHO)
    assert file.county() == county


def test_what_goes_together_with_what_names_it_may_go(file: CountyFile) -> None:
    county = file.county()
    recusal = county.recusals[0]
    rows = [row for row in county.recusals if row.enterprise == recusal.enterprise]
    firm = county.enterprise[recusal.enterprise]
    assert editing.uses_of(county, "enterprises", firm)
    changes = [*(Change("recusals", row, None) for row in rows)]
    changes += [Change("cases", row, None) for row in county.cases if row.enterprise == firm.code]
    editing.save(file, editing.step(county, [*changes, Change("enterprises", firm, None)]), operator=WHO)
    assert firm.code not in file.county().enterprise


def test_the_key_of_a_row_that_nobody_names_may_change(file: CountyFile) -> None:
    county = file.county()
    past = county.past_meetings[0]
    cells = editing.cells_of("past_meetings", past) | {"日期": "2026-05-06"}
    step = editing.step(county, [change_of(county, "past_meetings", cells, past)])
    editing.save(file, step, operator=WHO)
    found = file.county().past_meetings
    assert past not in found
    assert replace(past, date=date(2026, 5, 6)) in found
    assert len(found) == len(county.past_meetings)


def test_who_carried_out_a_past_check_is_kept(file: CountyFile) -> None:
    county = file.county()
    past = PastCheck(county.enterprises[0].code, date(2025, 3, 4), county.departments[0].code, None, True, ("X1", "X2"))
    cells = editing.cells_of("past_checks", past) | {"是否现场": "否"}
    assert editing.read(county, "past_checks", cells, past).noun == replace(past, on_site=False)


def test_a_row_changed_meanwhile_is_not_overwritten(file: CountyFile) -> None:
    county = file.county()
    former = county.enterprises[5]
    mine = editing.step(county, [Change("enterprises", former, replace(former, name="我改的"))])
    other = editing.step(county, [Change("enterprises", former, replace(former, risk=RiskClass.D, town="别处"))])
    editing.save(file, other, operator=WHO)
    with pytest.raises(Refusal, match="不是当时的样子"):
        editing.save(file, mine, operator=WHO)
    assert file.county().enterprise[former.code].town == "别处"


def test_frozen_lists_stand_still(staffed: CountyFile) -> None:
    shown = overview(staffed)
    assert "锁定" in str(editing.stands_still(shown))
    former = shown.county.enterprises[0]
    step = editing.step(shown.county, [Change("enterprises", former, replace(former, name="不行"))])
    with pytest.raises(Refusal, match="锁定"):
        editing.save(staffed, step, operator=WHO)


def test_contacts_are_put_right_while_lists_are_frozen(staffed: CountyFile) -> None:
    shown = overview(staffed)
    former = shown.county.enterprises[0]
    change = Change("enterprises", former, replace(former, contact="示例联系人乙", phone="0728-7654321"))
    editing.save(staffed, editing.step(shown.county, [change]), operator=WHO)
    after = overview(staffed)
    assert after.county.enterprise[former.code].contact == "示例联系人乙"
    assert after.quarter.current == shown.quarter.current  # type: ignore[union-attr]
    added = replace(former, code="429088000009999", contact="", phone="")
    with pytest.raises(Refusal, match="锁定"):
        editing.save(staffed, editing.step(after.county, [Change("enterprises", None, added)]), operator=WHO)


def test_lists_of_a_quarter_that_is_open_may_change(file: CountyFile) -> None:
    assert editing.stands_still(overview(file)) is None


def test_a_new_step_ends_what_could_be_done_again(sample: County) -> None:
    history = History()
    former = sample.items[0]
    one = editing.step(sample, [Change("items", former, replace(former, name="一"))])
    two = editing.step(sample, [Change("items", former, replace(former, name="二"))])
    history.done(one, Act.DO)
    history.done(one, Act.UNDO)
    assert (history.undo, history.redo) == ([], [one])
    history.done(two, Act.DO)
    assert (history.undo, history.redo) == ([two], [])


def test_a_task_and_a_case_never_share_a_number_whichever_came_first(file: CountyFile) -> None:
    county = file.county()
    task, case = county.tasks[0], county.cases[0]
    cells = {**editing.cells_of("tasks", task), "任务编号": case.code}
    refused = editing.read(county, "tasks", cells).faults["任务编号"]
    assert "“抽查任务”" in refused.text()
    assert "“有因检查”" in refused.text()
    cells = {**editing.cells_of("cases", case), "线索编号": task.code}
    assert editing.read(county, "cases", cells, case).faults["线索编号"].code == "noun.taken_by_task"


def test_undoing_does_not_bring_back_a_number_that_was_taken_since(file: CountyFile) -> None:
    county = file.county()
    task, case = county.tasks[0], county.cases[0]
    gone = editing.step(county, [Change("tasks", task, None)])
    editing.save(file, gone, operator=WHO)
    editing.save(
        file, editing.step(file.county(), [Change("cases", case, replace(case, code=task.code))]), operator=WHO
    )
    with pytest.raises(Refusal) as refused:
        editing.save(file, gone.reversed, operator=WHO, act=Act.UNDO)
    assert refused.value.message.code == "noun.taken_by_case"
    assert task.code not in file.county().task
