"""The forms of the lists: a field a column, filled in as its type asks for, with real choices."""

from __future__ import annotations

import pytest

from inspector.domain.codes import Exemption, RiskClass
from inspector.domain.county import County
from inspector.domain.messages import Wording
from inspector.domain.quarters import Quarter
from inspector.exchange.intake.sheets import BY_LIST
from inspector.workflow import editing
from inspector.workflow.list_forms import CLASSES, Filling, FormField, form
from inspector.workflow.sample import sample_county


@pytest.fixture(scope="module")
def sample() -> County:
    return sample_county(Quarter(2027, 1))


def field(name: str, title: str) -> FormField:
    return next(each for each in form(name) if each.title == title)


@pytest.mark.parametrize("name", CLASSES)
def test_a_form_has_the_columns_of_its_sheet(name: str) -> None:
    assert [each.title for each in form(name)] == [column.title for column in BY_LIST[name].columns]
    assert {each.title for each in form(name) if each.key} == set(editing.key_titles(name))


@pytest.mark.parametrize("name", CLASSES)
def test_what_can_be_chosen_covers_what_the_lists_hold(sample: County, name: str) -> None:
    """A field of options and nothing else could not show anything else."""
    for each in form(name):
        if each.filling is Filling.ONE:
            cells = {option.cell for option in each.options(sample)} | {""}
            for noun in getattr(sample, name)[:200]:
                assert editing.cells_of(name, noun)[each.title] in cells, each.title


@pytest.mark.parametrize("name", CLASSES)
def test_every_option_is_read_by_the_import(sample: County, name: str) -> None:
    noun = getattr(sample, name)[0]
    for each in form(name):
        if each.filling in (Filling.ONE, Filling.SEVERAL) and not each.key:
            for option in list(each.options(sample))[:8]:
                cells = editing.cells_of(name, noun) | {each.title: option.cell}
                fault = editing.read(sample, name, cells, noun).faults.get(each.title)
                assert fault is None or fault.code.startswith("noun."), (each.title, str(fault))


def test_an_item_may_claim_three_of_the_seven_exemptions(sample: County) -> None:
    assert [option.cell for option in field("items", "不受次数限制类别").options(sample)] == [
        "安全生产",
        "生态环保",
        "食品药品安全",
    ]
    assert len(field("cases", "不受次数限制情形").options(sample)) == len(Exemption)


def test_fields_are_filled_in_by_their_type(sample: County) -> None:
    assert field("enterprises", "信用风险等级").filling is Filling.ONE
    assert len(field("enterprises", "信用风险等级").options(sample)) == len(RiskClass)
    assert field("tasks", "开始日期").filling is Filling.DATE
    assert field("items", "检查方式").filling is Filling.SEVERAL
    assert field("cases", "可否合并").filling is Filling.ONE
    assert field("recusals", "统一社会信用代码/注册号").filling is Filling.LOOKED_UP
    assert field("enterprises", "错峰时段").hint == field("inspectors", "请假时段").hint
    assert isinstance(field("enterprises", "错峰时段").hint, Wording)
