from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.codes import EnterpriseStatus, Exemption, Method, RiskClass, YearBasis
from inspector.domain.county import Item, PastCheck, Settings, Snapshot
from inspector.domain.plan import Selection
from inspector.domain.quarters import Period
from inspector.draw.frame import Frame, Result, build_frame, share_due
from inspector.draw.groups import draw_groups
from inspector.rules.annual_cap import item_counts
from inspector.rules.off_site_first import needs_visit
from inspector.rules.window import source_days

from .lists import RATES, code, day, enterprises, snapshot, task

WHOLE_WINDOW = Period(day(1, 4), day(3, 31))
NO_DAY = "任务起止日期内除去休息日和错峰时段，没有可以检查的工作日"


def frame_of(frozen: Snapshot) -> Frame:
    return build_frame(frozen, draw_groups(frozen))


def reason_of(frozen: Snapshot, enterprise: str = code(0)) -> str:
    reason = frame_of(frozen).reason("T", enterprise)
    return reason.text() if reason else ""


def with_task(asked: tuple[str, ...] = ("SJ-1",), window: Period = WHOLE_WINDOW, **changes: object) -> Snapshot:
    """The sample county with T as its only task and no past checks; `changes` replace whole lists."""
    only = task("T", cooperating=("YJ",), items=asked, rates=RATES, window=window)
    return snapshot(**{"tasks": (only,), "past_checks": ()} | changes)


def test_an_enterprise_that_is_not_active_says_its_status() -> None:
    rows = (replace(enterprises()[0], status=EnterpriseStatus.MOVED_OUT),)
    assert reason_of(with_task(enterprises=rows)) == "登记状态为迁出，不是存续"


def test_a_used_cap_says_date_and_department() -> None:
    checked = (PastCheck(code(0), day(2, 1), "YJ"),)
    assert reason_of(with_task(past_checks=checked)) == "本年已有计入次数的检查：应急，2027-02-01"


def test_an_exempt_or_off_site_past_check_does_not_use_the_cap() -> None:
    past = (
        PastCheck(code(0), day(2, 1), "YJ", Exemption.COMPLAINT),
        PastCheck(code(0), day(2, 2), "YJ", on_site=False),
        PastCheck(code(0), date(2026, 12, 31), "YJ"),
    )
    assert reason_of(with_task(past_checks=past)) == ""


def test_a_rolling_cap_closes_the_days_of_twelve_months() -> None:
    rolling = Settings(year_basis=YearBasis.ROLLING)

    def checked(on: date) -> str:
        return reason_of(with_task(settings=rolling, past_checks=(PastCheck(code(0), on, "SJ"),)))

    assert checked(date(2026, 3, 31)) == ""
    assert checked(date(2026, 4, 1)) == "12个月内已有计入次数的检查：市监，2026-04-01"


def test_a_used_cap_leaves_exempt_and_off_site_items() -> None:
    past = (PastCheck(code(0), day(1, 4), "YJ"),)
    frame = frame_of(with_task(("SJ-1", "SJ-2", "SJ-3", "YJ-1", "YJ-2"), past_checks=past))
    verdict = frame.verdict("T", code(0))
    assert verdict is not None
    assert verdict.result is Result.SOME
    assert str(verdict.reason) == "本年已有计入次数的检查：应急，2027-01-04"
    assert frame.tasks["T"].items_at(code(0)) == ("SJ-2", "SJ-3", "YJ-2")
    assert frame.tasks["T"].items_at(code(1)) == ("SJ-1", "SJ-2", "SJ-3", "YJ-1", "YJ-2")


def test_a_blackout_over_the_whole_window_leaves_no_day_but_off_site_items() -> None:
    closed = (replace(enterprises()[0], blackouts=(Period(day(1, 4), day(1, 29)),)),)
    window = Period(day(1, 4), day(1, 30))
    assert reason_of(with_task(enterprises=closed, window=window)) == NO_DAY
    frame = frame_of(with_task(("SJ-1", "SJ-2"), enterprises=closed, window=window))
    assert frame.tasks["T"].items_at(code(0)) == ("SJ-2",)


def test_a_class_without_a_rate_is_not_drawn_and_says_so() -> None:
    only = task("T", rates={RiskClass.B: "0.5"}, items=("SJ-1",))
    frozen = snapshot(tasks=(only,), past_checks=())
    assert reason_of(frozen) == "任务未规定A类的抽查比例"
    strata = {stratum.name: stratum for stratum in frame_of(frozen).tasks["T"].strata}
    assert (strata["A"].in_scope, strata["A"].rate, strata["A"].due, strata["A"].eligible) == (20, None, 0, ())


def test_a_rate_of_nought_is_a_rate() -> None:
    only = task("T", rates=RATES | {RiskClass.A: "0"}, items=("SJ-1",))
    frame = frame_of(snapshot(tasks=(only,), past_checks=()))
    stratum = frame.tasks["T"].strata[0]
    assert (stratum.name, stratum.due, stratum.drawn, len(stratum.eligible)) == ("A", 0, 0, 20 - 1)
    assert frame.reason("T", code(0)) is None


@pytest.mark.parametrize(
    "item",
    [
        Item("SJ-1", "未批准", "SJ"),
        Item("SJ-1", "已到期", "SJ", document="文1", expires=day(1, 3)),
        Item("SJ-1", "已到期", "SJ", document="文1", methods=(Method.ONLINE,), expires=day(1, 3)),
        Item("SJ-1", "别的部门", "WJ", document="文1"),
    ],
)
def test_a_task_without_a_valid_item_draws_nobody(item: Item) -> None:
    assert reason_of(with_task(items=(item,))) == "任务没有在起止日期内有效的检查事项"


def test_an_item_that_expires_before_the_enterprise_opens_is_left_out() -> None:
    items = (
        Item("SJ-1", "登记事项", "SJ", document="文1"),
        Item("SJ-3", "食品安全", "SJ", exemption=Exemption.FOOD_AND_DRUGS, document="文1", expires=day(1, 20)),
    )
    closed = (replace(enterprises()[0], blackouts=(Period(day(1, 4), day(1, 31)),)), enterprises()[1])
    frame = frame_of(with_task(("SJ-1", "SJ-3"), enterprises=closed, items=items))
    assert frame.tasks["T"].items_at(code(0)) == ("SJ-1",)
    assert frame.tasks["T"].items_at(code(1)) == ("SJ-1", "SJ-3")


def test_who_an_earlier_group_drew_for_a_counted_item_is_out_for_counted_items() -> None:
    frozen = snapshot()
    groups = draw_groups(frozen)
    drawn = (Selection("T4", code(0), ("SJ-1", "SJ-3")), Selection("T4", code(2), ("SJ-3",)))
    frame = build_frame(frozen, groups[1:], drawn)
    verdict = frame.verdict("T1", code(0))
    assert verdict is not None
    assert verdict.result is Result.SOME
    assert str(verdict.reason) == "前一批次已由任务T4抽中，计入年度次数"
    assert frame.tasks["T1"].items_at(code(0)) == ("SJ-2",)
    assert frame.tasks["T2"].items_at(code(0)) == ("SJ-3",)
    assert frame.tasks["T1"].items_at(code(2)) == ("SJ-1", "SJ-2", "YJ-1")


def test_all_in_scope_have_one_verdict_for_each_task_and_nobody_else() -> None:
    frozen = snapshot()
    frame = frame_of(frozen)
    for group in frame.groups:
        for name in group.tasks:
            own = frame.tasks[name]
            in_scope = {row.code for row in frozen.county.enterprises if frozen.county.task[name].scope.holds(row)}
            found = [
                enterprise
                for enterprise, verdicts in frame.verdicts[group.number].items()
                for verdict in verdicts
                if name in verdict.tasks
            ]
            assert sorted(found) == sorted(in_scope)
            assert sum(stratum.in_scope for stratum in own.strata) == len(in_scope)
            eligible = {enterprise for stratum in own.strata for enterprise in stratum.eligible}
            assert eligible == {one for one in in_scope if frame.reason(name, one) is None}
            assert all(own.items_at(one) for one in eligible)


def test_strata_by_rate_and_by_number() -> None:
    frame = frame_of(snapshot())
    assert [(s.name, s.in_scope, s.rate, s.due) for s in frame.tasks["T1"].strata] == [
        ("A", 20, Decimal("0.1"), 2),
        ("B", 20, Decimal("0.25"), 5),
        ("C", 10, Decimal("0.4"), 4),
        ("未评级", 10, Decimal("0.2"), 2),
    ]
    assert [(s.name, s.in_scope, s.fixed, s.due) for s in frame.tasks["T2"].strata] == [("全部", 15, 7, 7)]


@given(st.decimals(0, 1, places=4), st.integers(0, 100_000))
def test_due_is_rounded_up_exactly(rate: Decimal, in_scope: int) -> None:
    due = share_due(rate, in_scope)
    assert due == ceil(Fraction(rate) * in_scope)
    assert 0 <= due <= in_scope


def test_a_seventh_of_a_hundred_is_not_eight() -> None:
    assert share_due(Decimal("0.07"), 100) == 7  # 0.07 * 100 is 7.000000000000001 in floating point
    assert share_due(Decimal("0.05"), 101) == 6


spans = st.tuples(st.integers(0, 100), st.integers(0, 60)).map(
    lambda pair: Period(day(1, 1) + timedelta(pair[0]), day(1, 1) + timedelta(pair[0] + pair[1]))
)


@settings(max_examples=60, deadline=None)
@given(
    window=spans,
    blackouts=st.lists(spans, max_size=2).map(tuple),
    past=st.lists(st.integers(-400, 89).map(lambda n: day(1, 1) + timedelta(n)), max_size=2),
    expiries=st.lists(
        st.one_of(st.none(), st.integers(-5, 95).map(lambda n: day(1, 1) + timedelta(n))), min_size=5, max_size=5
    ),
    basis=st.sampled_from(YearBasis),
)
def test_the_items_drawn_have_a_day_by_the_rules(window, blackouts, past, expiries, basis) -> None:
    """What the frame's bit masks say agrees with `rules.window.source_days`."""
    base = with_task(
        ("SJ-1", "SJ-2", "SJ-3", "YJ-1", "YJ-2"),
        window,
        enterprises=(replace(enterprises()[0], blackouts=blackouts),),
        settings=Settings(year_basis=basis),
    )
    items = tuple(replace(row, expires=end) for row, end in zip(base.county.items, expiries, strict=True))
    checks = tuple(PastCheck(code(0), when, "SJ") for when in past)
    frozen = replace(base, county=replace(base.county, items=items, past_checks=checks))
    own = frame_of(frozen).tasks["T"]
    drawable = code(0) in {one for stratum in own.strata for one in stratum.eligible}
    drawn = own.items_at(code(0)) if drawable else ()
    on_site = [name for name in drawn if needs_visit(frozen.county.item[name])]
    counted = any(item_counts(frozen.county.item[name]) for name in on_site)
    if on_site:
        assert source_days(frozen, "T", code(0), items=on_site, counted=counted)
    for row in items:
        if row.code not in drawn and needs_visit(row):
            alone = source_days(frozen, "T", code(0), items=[row.code], counted=item_counts(row))
            together = source_days(
                frozen, "T", code(0), items=[*on_site, row.code], counted=counted or item_counts(row)
            )
            assert not alone or not together
