from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.county import Approval
from inspector.domain.plan import Change
from inspector.rules import approval
from inspector.rules.approval import RULE

from .builders import assert_breach, assert_kept, build_plan, build_snapshot, day

MOVED = Change(
    1, "改期", "V0001", "2027-01-12", "2027-01-13", "企业停电", "供电通知", "张主任", "云政办〔2027〕3号", day(1, 8)
)


def test_no_scheme_approval_is_no_breach() -> None:
    assert_kept(RULE, replace(build_snapshot(), scheme=None), build_plan())


@pytest.mark.parametrize(("document", "by"), [("", "县政府"), ("云政办〔2026〕30号", "  ")])
def test_an_incomplete_scheme_approval_is_caught(document: str, by: str) -> None:
    snapshot = replace(build_snapshot(), scheme=Approval(document, by, date(2026, 12, 10)))
    assert_breach(RULE, approval.SCHEME_INCOMPLETE, snapshot, build_plan(), document, by, "2026-12-10")


def test_an_approved_change_is_lawful() -> None:
    assert_kept(RULE, build_snapshot(), replace(build_plan(), changes=(MOVED,)))


@pytest.mark.parametrize("missing", ["reason", "basis", "by", "document"])
def test_a_change_that_leaves_something_out_is_caught(missing: str) -> None:
    plan = replace(build_plan(), changes=(replace(MOVED, **{missing: " "}),))
    assert_breach(RULE, approval.CHANGE_INCOMPLETE, build_snapshot(), plan, 1, "改期", "V0001", "2027-01-08")


def test_changes_are_numbered_without_gaps() -> None:
    plan = replace(build_plan(), changes=(MOVED, replace(MOVED, number=3)))
    assert_breach(RULE, approval.CHANGE_NUMBER, build_snapshot(), plan, 2, 3)
