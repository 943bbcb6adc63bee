import pytest

from inspector.domain.codes import Exemption
from inspector.rules import exemption
from inspector.rules.exemption import ITEM_EXEMPTIONS, RULE

from .builders import BAKERY, assert_breach, assert_kept, build_plan, build_snapshot, edit_list


@pytest.mark.parametrize("category", sorted(ITEM_EXEMPTIONS))
def test_an_item_may_carry_one_of_three(category: Exemption) -> None:
    assert_kept(RULE, edit_list(build_snapshot(), "items", 2, exemption=category), build_plan())


@pytest.mark.parametrize("category", sorted(set(Exemption) - ITEM_EXEMPTIONS))
def test_an_item_that_claims_one_of_the_other_four_is_caught(category: Exemption) -> None:
    snapshot = edit_list(build_snapshot(), "items", 2, exemption=category)
    breach = assert_breach(
        RULE, exemption.ITEM_CLAIM, snapshot, build_plan(), "Y01 用电安全检查", "应急", category.value
    )
    assert breach.subjects == ("Y01",)


def test_an_off_site_item_is_looked_at_too() -> None:
    snapshot = edit_list(build_snapshot(), "items", 1, exemption=Exemption.TAX)
    assert_breach(RULE, exemption.ITEM_CLAIM, snapshot, build_plan(), "S02", "市监")


def test_a_case_without_a_document_number_is_caught() -> None:
    snapshot = edit_list(build_snapshot(), "cases", 0, document=" ")
    mentions = ("C1", "云溪糕点坊", BAKERY, "市监", "投诉举报")
    breach = assert_breach(RULE, exemption.NO_DOCUMENT, snapshot, build_plan(), *mentions)
    assert "C1" in breach.subjects
