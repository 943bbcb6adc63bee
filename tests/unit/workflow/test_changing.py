"""Change orders on an approved plan: as little as can be, drawn where somebody has to be found, checked by replay."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from inspector import rules
from inspector.domain.amendments import amended, fact
from inspector.domain.codes import Exemption
from inspector.domain.county import Case, County
from inspector.domain.messages import AnswerIsNo, Message, Refusal
from inspector.domain.outcomes import Finding, FollowUp, Outcome
from inspector.domain.plan import Deferral, Plan, Selection
from inspector.domain.quarters import Period, Quarter
from inspector.domain.records import plan_rows, read_plan
from inspector.draw.orders import undone
from inspector.draw.replay import differences
from inspector.draw.targets import draw_targets
from inspector.exchange.verify import verify
from inspector.rules.annual_cap import visit_counts
from inspector.store import CountyFile
from inspector.workflow import (
    approving,
    changing,
    draw_record,
    drawing,
    exporting,
    freezing,
    recording,
    scheduling,
    state,
)
from inspector.workflow.changing import Ask, Changed, Paper
from inspector.workflow.sample import sample_county
from inspector.workflow.state import QuarterState

QUARTER = Quarter(2027, 1)
SINCE = date(2027, 2, 1)
PAPER = Paper("生病", "病假条", "县长", "示例〔2027〕5号", date(2027, 1, 29))
DICE = ("31415926535897932384", "27182818284590452353", "16180339887498948482")


def small_county() -> County:
    """A made-up county of 220 enterprises."""
    county = sample_county(QUARTER, 7)
    kept = county.enterprises[:220]
    codes = {row.code for row in kept}
    return replace(
        county,
        enterprises=kept,
        recusals=tuple(row for row in county.recusals if row.enterprise in codes),
        cases=tuple(row for row in county.cases if row.enterprise in codes),
        meetings=tuple(row for row in county.meetings if set(row.invitees) <= codes),
        past_checks=tuple(row for row in county.past_checks if row.enterprise in codes),
        past_meetings=tuple(row for row in county.past_meetings if row.enterprise in codes),
    )


@pytest.fixture(scope="module")
def approved_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("approved") / "a.county"
    county = small_county()
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        approve(file, QUARTER)
    return path


def approve(file: CountyFile, quarter: Quarter) -> None:
    freezing.freeze(file, quarter, operator="t")
    drawing.draw(file, quarter, DICE[0], operator="t")
    scheduling.schedule(file, quarter, effort="quick", operator="t")
    drawing.staff(file, quarter, DICE[1], operator="t")
    approving.submit(file, quarter, by="甲", operator="t")
    approving.approve(file, quarter, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), operator="t")


@pytest.fixture
def file(approved_file: Path, tmp_path: Path) -> Iterator[CountyFile]:
    with CountyFile.open(Path(shutil.copy(approved_file, tmp_path))) as opened:
        yield opened


def now(file: CountyFile) -> QuarterState:
    return state.load(file, QUARTER)


def order(file: CountyFile, ask: Ask) -> Changed:
    """Make the order and, if it waits, throw its dice."""
    done = changing.change(file, QUARTER, ask, PAPER, operator="t")
    if done.waiting:
        done = changing.draw_replacements(file, QUARTER, DICE[2], witnesses=["丙"], operator="t")
    return done


def busiest(plan: Plan, since: date) -> str:
    out = Counter(one.certificate for one in plan.postings if one.team >= since.isoformat())
    return out.most_common(1)[0][0]


def is_lawful(found: QuarterState) -> bool:
    return not rules.check(found.frozen, found.current) and not differences(found.frozen, found.current)


def people(plan: Plan) -> dict[tuple[str, str], set[str]]:
    return {key: set(crew) for key, crew in plan.crews.items()}


def test_who_falls_ill_is_replaced_by_a_further_draw_and_nobody_else_is_exchanged(file: CountyFile) -> None:
    before = now(file).current
    ill = busiest(before, SINCE)
    waits = changing.change(file, QUARTER, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}), PAPER, operator="t")
    assert waits.waiting
    assert waits.to_draw
    # the approved plan stands until the dice have fallen
    assert now(file).current == before
    vacant = draw_record.vacant_seats(now(file))
    assert len(vacant) == waits.to_draw
    assert all(row.chances and not row.drawn for row in vacant)
    changing.draw_replacements(file, QUARTER, DICE[2], witnesses=["丙"], operator="t")
    found = now(file)
    assert draw_record.vacant_seats(found) == ()
    after = found.current
    assert is_lawful(found)
    moved = {visit.number for visit in after.visits if visit != before.visit[visit.number]}
    was, crews = people(before), people(after)
    for key, crew in crews.items():
        if ill in was[key] and before.visit[key[0]].date >= SINCE:
            assert ill not in crew
            assert was[key] - crew == {ill} or key[0] in moved
        elif key[0] not in moved:
            assert crew == was[key]
    assert after.draws[-1].number == 2
    assert (after.draws[-1].reason, after.draws[-1].approver) == ("生病", "县长")
    assert found.version == 2


def test_the_approved_plan_can_be_had_back_and_the_text_holds_all(file: CountyFile) -> None:
    before = now(file).current
    order(file, Ask(SINCE, ill={busiest(before, SINCE): Period(SINCE, QUARTER.last)}))
    visit = next(one for one in before.visits if one.date >= SINCE)
    order(file, Ask(SINCE, closed=[visit.enterprise]))
    after = now(file).current
    assert len(after.orders) == 2
    assert read_plan(plan_rows(after)) == after
    base = undone(after)
    for field in ("selections", "visits", "teams", "chances", "postings", "events", "off_site", "deferrals"):
        assert set(getattr(base, field)) == set(getattr(before, field)), field


def test_a_closed_enterprise_is_followed_by_the_next_ticket_of_its_stratum(file: CountyFile) -> None:
    start = now(file)
    before = start.current
    dice = before.dice(1)
    assert dice is not None
    targets = draw_targets(start.frozen, dice)
    past = {visit.enterprise for visit in before.visits if visit.date < SINCE}
    ahead = {visit.enterprise for visit in before.visits if visit.date >= SINCE} - past

    def next_in_line(one: Selection) -> str | None:
        group = next(each for each in targets.groups if one.task in each.tasks)
        frame = next(each for each in targets.frames if one.task in each.tasks).tasks[one.task]
        stratum = next(each for each in frame.strata if one.enterprise in each.eligible)
        drawn = {other.enterprise for other in before.selections if other.task == one.task}
        rest = sorted(set(stratum.eligible) - drawn - past, key=targets.tickets[group.number].__getitem__)
        return rest[0] if rest else None

    gone = next(one for one in before.selections if one.enterprise in ahead and next_in_line(one))
    order(file, Ask(SINCE, closed=[gone.enterprise]))
    found = now(file)
    assert is_lawful(found)
    assert not [visit for visit in found.current.visits if visit.enterprise == gone.enterprise]
    new = {one.enterprise for one in set(found.current.selections) - set(before.selections) if one.task == gone.task}
    assert new == {next_in_line(gone)}
    assert amended(found.frozen, found.current).county.enterprise[gone.enterprise].status.value == "注销"
    # the lists that were frozen are as they were
    assert found.frozen == start.frozen


def test_a_visit_moves_into_the_days_asked_for_with_its_people_if_they_are_free(file: CountyFile) -> None:
    before = now(file).current
    visit = next(one for one in before.visits if one.date >= SINCE and len(one.sources) == 1)
    days = Period(visit.date + timedelta(1), QUARTER.last)
    done = order(file, Ask(SINCE, dates={visit.number: days}))
    found = now(file)
    moved = found.current.visit[visit.number]
    assert moved.date in days
    assert is_lawful(found)
    assert done.lines[0][0] == "改期"
    others = {one.number: one for one in before.visits if one.number != visit.number}
    assert all(found.current.visit[number] == one for number, one in others.items())
    if not done.to_draw and len(done.lines) == 1:
        assert people(found.current) == people(before)


def test_a_case_is_checked_before_its_deadline_by_people_drawn_among_those_free(file: CountyFile) -> None:
    start = now(file)
    county = start.frozen.county
    where = next(row for row in county.enterprises if row.status.value == "存续")
    item = next(row for row in county.items if row.on_site and not row.qualification)
    deadline = SINCE + timedelta(10)
    case = Case(
        "投诉1", where.code, Exemption.COMPLAINT, "12345〔2027〕1号", item.department, (item.code,), SINCE, deadline
    )
    order(file, Ask(SINCE, new_cases=[case]))
    found = now(file)
    (visit,) = (one for one in found.current.visits if "投诉1" in one.sources)
    assert SINCE <= visit.date <= deadline
    assert len(found.current.crews[visit.number, item.department]) == 2
    assert set(start.current.visits) <= set(found.current.visits)
    assert is_lawful(found)


def complaint(code: str, enterprise: str, county: County) -> Case:
    item = next(row for row in county.items if row.on_site and not row.qualification)
    basis = "12345〔2027〕1号"
    last = date(2027, 3, 19)
    return Case(code, enterprise, Exemption.COMPLAINT, basis, item.department, (item.code,), SINCE, last)


@pytest.mark.parametrize("reached", [False, True])
def test_an_enterprise_closes_though_a_case_is_still_to_come(file: CountyFile, reached: bool) -> None:
    start = now(file)
    past = {visit.enterprise for visit in start.current.visits if visit.date < SINCE}
    past |= {guest for event in start.current.events if event.date < SINCE for guest in event.guests}
    enterprise = next(
        row.code
        for row in start.frozen.county.enterprises
        if row.status.value == "存续" and not row.blackouts and (row.code in past) is reached
    )
    order(file, Ask(SINCE, new_cases=[complaint("投诉1", enterprise, start.frozen.county)]))
    done = changing.preview(file, QUARTER, Ask(SINCE, closed=[enterprise]))
    assert [message.code for message in done.messages] == ["replan.case_left"]
    order(file, Ask(SINCE, closed=[enterprise]))
    found = now(file)
    assert is_lawful(found)
    assert not [visit for visit in found.current.visits if "投诉1" in visit.sources]
    # nobody is sent there for another case either, and that is said
    again = Ask(SINCE, new_cases=[complaint("投诉2", enterprise, start.frozen.county)])
    assert [message.code for message in changing.preview(file, QUARTER, again).messages] == ["replan.case_left"]
    order(file, again)
    assert is_lawful(now(file))
    # but where it is open, a case is not left out
    kept = replace(found.current, orders=found.current.orders[:1])
    assert "no_swap.not_placed" in {breach.message.code for breach in rules.check(found.frozen, kept)}


def notice_of(folder: Path, known: QuarterState, *more: date) -> Path:
    """A notice of the year that is in force, and some rest days more."""
    calendar = known.in_force.calendar
    days = [{"date": day.isoformat(), "isOffDay": True} for day in sorted({*calendar.rest_days, *more})]
    days += [{"date": day.isoformat(), "isOffDay": False} for day in sorted(calendar.make_up_days)]
    path = folder / "notice.json"
    path.write_text(
        json.dumps({"year": 2027, "days": [day for day in days if str(day["date"]).startswith("2027")]}), "utf-8"
    )
    return path


def test_a_notice_moves_a_meeting_to_the_day_that_keeps_most_guests(file: CountyFile, tmp_path: Path) -> None:
    start = now(file)
    event = max((one for one in start.current.events if one.date >= SINCE), key=lambda one: len(one.guests))
    visited = {(one.enterprise, one.date) for one in start.current.visits}
    free = [
        day
        for day in start.frozen.days_in(start.frozen.county.meeting[event.meeting].window)
        if day >= SINCE and day != event.date and not any((guest, day) in visited for guest in event.guests)
    ]
    assert free
    first = order(file, Ask(SINCE, notice=notice_of(tmp_path, start, event.date)))
    found = now(file)
    assert is_lawful(found)
    moved = next(one for one in found.current.events if one.meeting == event.meeting)
    assert moved.date not in (event.date, None)
    assert len(set(event.guests) - set(moved.guests)) <= 1
    # the year's line says what was known of it before: nothing first, the notice then
    assert first.lines[0][:3] == ("放假安排", "2027年", "暂定")
    second = changing.preview(file, QUARTER, Ask(SINCE, notice=notice_of(tmp_path, found, moved.date)))
    assert second.lines[0][2] == first.lines[0][3]
    assert second.lines[0][3] != first.lines[0][3]


def test_lines_say_what_was_before_and_on_which_day(file: CountyFile) -> None:
    start = now(file)
    ill = busiest(start.current, SINCE)
    person = start.frozen.county.inspector[ill]
    lines = order(file, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)})).lines
    before = "、".join(map(str, person.leave))
    assert lines[0][2] == person.status.value + (f"，请假 {before}" if before else "")
    swaps = [line for line in lines if line[0] == "换人"]
    assert swaps
    for _, subject, *_ in swaps:
        assert subject.endswith(f" {now(file).current.visit[subject.split()[0]].date}")
    gone = next(one for one in start.current.visits if one.date >= SINCE).enterprise
    closed = order(file, Ask(SINCE, closed=[gone])).lines[0]
    assert closed[2].startswith(f"存续，{start.frozen.county.enterprise[gone].town}")


def test_a_holiday_notice_moves_only_what_stands_on_the_new_rest_days(file: CountyFile, tmp_path: Path) -> None:
    start = now(file)
    before = start.current
    busy = Counter(visit.date for visit in before.visits if visit.date >= SINCE)
    rest = busy.most_common(1)[0][0]
    order(file, Ask(SINCE, notice=notice_of(tmp_path, start, rest)))
    found = now(file)
    assert is_lawful(found)
    assert all(visit.date != rest for visit in found.current.visits)
    moved = {one.number for one in found.current.visits if one != before.visit[one.number]}
    assert moved >= {one.number for one in before.visits if one.date == rest}
    assert len(moved) <= busy[rest] + 2
    assert rest not in amended(found.frozen, found.current).workdays


def test_the_workbook_of_a_changed_plan_verifies_and_says_what_changed(file: CountyFile, tmp_path: Path) -> None:
    before = now(file).current
    order(file, Ask(SINCE, ill={busiest(before, SINCE): Period(SINCE, QUARTER.last)}))
    written = exporting.export(file, QUARTER, tmp_path / "plan.xlsx", operator="t")
    found = verify(written.path)
    assert found.ok, [message.text() for message in found.findings]
    assert now(file).current.changes[0].kind == "人员变动"


def tampered(file: CountyFile, plan: Plan) -> set[str]:
    frozen = now(file).frozen
    return {breach.message.code for breach in (*rules.check(frozen, plan), *differences(frozen, plan))}


def test_an_exchange_without_need_is_found(file: CountyFile) -> None:
    before = now(file).current
    ill = busiest(before, SINCE)
    order(file, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}))
    plan = now(file).current
    last = plan.orders[-1]
    # the one who was drawn in the order is exchanged for the one who was ill, as if by hand
    posting = next(one for one in last.after.postings)
    other = replace(posting, certificate=ill)
    swapped = replace(
        plan,
        postings=tuple(other if one == posting else one for one in plan.postings),
        orders=(
            *plan.orders[:-1],
            replace(
                last,
                after=replace(
                    last.after, postings=tuple(other if one == posting else one for one in last.after.postings)
                ),
            ),
        ),
    )
    assert "order.not_drawn" in tampered(file, swapped)
    # and lines that say something else than what changed
    told = replace(plan, changes=(replace(plan.changes[0], after="平安无事"), *plan.changes[1:]))
    assert tampered(file, told) == {"order.other_lines"}
    # and a fact that was made up afterwards
    facts = replace(plan, orders=(replace(last, facts=()),))
    assert "order.other_hash" in tampered(file, facts)
    # and an order that leaves nobody out but claims an earlier day
    early = replace(plan, orders=(replace(last, since=date(2027, 3, 20)),))
    assert "order.too_early" in tampered(file, early)


def last_order(plan: Plan, **parts: object) -> Plan:
    """The plan with something else about its last order."""
    return replace(plan, orders=(*plan.orders[:-1], replace(plan.orders[-1], **parts)))


def test_an_order_says_no_more_than_what_may_happen(file: CountyFile) -> None:
    ill = busiest(now(file).current, SINCE)
    order(file, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}))
    found = now(file)
    plan, county = found.current, found.in_force.county
    person, enterprise, case = county.inspector[ill], county.enterprises[0], county.cases[0]
    away = next(one for one in found.frozen.county.inspectors if one.leave and one.certificate != ill)
    for said in (
        fact("执法检查人员", replace(away, leave=())),
        fact("执法检查人员", replace(person, scope=("别的事项",))),
        fact("检查对象", replace(enterprise, labels=("别的标签",))),
        fact("检查对象", replace(enterprise, blackouts=(*enterprise.blackouts, Period(SINCE, SINCE)))),
        fact("有因检查", replace(case, inspectors=(ill,))),
    ):
        more = last_order(plan, facts=(*plan.orders[-1].facts, said))
        assert "order.undue_fact" in tampered(file, more), said


def test_an_order_has_one_throw_and_puts_nothing_off(file: CountyFile) -> None:
    ill = busiest(now(file).current, SINCE)
    order(file, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}))
    plan = now(file).current
    again = replace(plan.draws[-1], number=3, digits=DICE[0])
    assert "order.two_throws" in tampered(file, replace(plan, draws=(*plan.draws, again)))
    assert "order.other_hash" in tampered(file, last_order(plan, since=date(2027, 1, 29)))
    assert "order.other_number" in tampered(file, last_order(plan, number=2))
    one = plan.selections[0]
    off = Deferral(one.task, one.enterprise, one.items, "无人")
    put_off = last_order(plan, after=replace(plan.orders[-1].after, deferrals=(off,)))
    assert "order.put_off" in tampered(file, replace(put_off, deferrals=(*plan.deferrals, off)))
    late = replace(plan, changes=tuple(replace(line, date=QUARTER.last) for line in plan.changes))
    assert tampered(file, late) == {"order.backdated"}


def test_crews_are_not_exchanged_by_sending_other_teams(file: CountyFile) -> None:
    visit = [one for one in now(file).current.visits if one.date >= SINCE][-1]
    order(file, Ask(SINCE, closed=[visit.enterprise]))
    plan = now(file).current
    kept = [team for team in plan.teams if team.date >= SINCE and team not in plan.orders[-1].after.teams]
    one, other = next(
        (one, other)
        for one in kept
        for other in kept
        if one.name < other.name and one.department == other.department and one.morning and other.morning
    )
    swapped = (replace(one, morning=other.morning), replace(other, morning=one.morning))
    last = plan.orders[-1]
    changed = last_order(
        plan,
        before=replace(last.before, teams=(*last.before.teams, one, other)),
        after=replace(last.after, teams=(*last.after.teams, *swapped)),
    )
    teams = tuple(team for team in plan.teams if team not in (one, other))
    assert "order.undrawn" in tampered(file, replace(changed, teams=(*teams, *swapped)))


def test_an_order_is_not_dated_back_and_adds_cases_only(file: CountyFile) -> None:
    found = now(file)
    ask = Ask(SINCE, ill={busiest(found.current, SINCE): Period(SINCE, QUARTER.last)})
    with pytest.raises(Refusal, match="不能自更早的"):
        changing.change(file, QUARTER, ask, replace(PAPER, on=SINCE + timedelta(1)), operator="t")
    known = found.frozen.county.cases[0]
    with pytest.raises(Refusal, match="名录里已有"):
        changing.preview(file, QUARTER, Ask(SINCE, new_cases=[known]))
    visit = next(one for one in found.current.visits if one.date >= SINCE + timedelta(7))
    file.append(str(QUARTER), state.DONE, state.body(visit=visit.number, on=SINCE.isoformat(), reason="提前"), "t")
    with pytest.raises(Refusal, match="已登记"):
        changing.preview(file, QUARTER, Ask(SINCE, closed=[visit.enterprise]))


def test_an_order_waits_alone_and_can_be_taken_back(file: CountyFile) -> None:
    before = now(file).current
    ask = Ask(SINCE, ill={busiest(before, SINCE): Period(SINCE, QUARTER.last)})
    assert changing.change(file, QUARTER, ask, PAPER, operator="t").waiting
    with pytest.raises(Refusal, match="等掷骰"):
        changing.change(file, QUARTER, ask, PAPER, operator="t")
    changing.drop(file, QUARTER, by="县长", reason="销假", operator="t")
    assert now(file).pending is None
    assert now(file).current == before
    with pytest.raises(Refusal, match="没有等待"):
        changing.draw_replacements(file, QUARTER, DICE[2], operator="t")


def test_an_order_needs_its_paper_and_a_place(file: CountyFile) -> None:
    before = now(file).current
    ill = busiest(before, SINCE)
    ask = Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)})
    with pytest.raises(Refusal, match="批准文号"):
        changing.change(file, QUARTER, ask, replace(PAPER, document=" "), operator="t")
    with pytest.raises(Refusal, match="没有检查人员"):
        changing.preview(file, QUARTER, Ask(SINCE, ill={"没有这个人": Period(SINCE, SINCE)}))
    visit = next(one for one in before.visits if one.date >= SINCE)
    weekend = date(2027, 3, 6)
    with pytest.raises(AnswerIsNo, match="没有可以改到的日子"):
        changing.preview(file, QUARTER, Ask(SINCE, dates={visit.number: Period(weekend, weekend)}))
    with pytest.raises(AnswerIsNo, match="没有编号为"):
        changing.preview(file, QUARTER, Ask(SINCE, dates={"V9999": Period(weekend, weekend)}))
    assert now(file).current == before


def test_an_order_that_changes_nothing_is_refused(file: CountyFile) -> None:
    visit = next(one for one in now(file).current.visits if one.date >= SINCE)
    with pytest.raises(Refusal, match="不需要改动"):
        changing.preview(file, QUARTER, Ask(SINCE, dates={visit.number: Period(visit.date, visit.date)}))


def test_a_check_that_was_made_is_not_taken_away_whenever_it_was(file: CountyFile) -> None:
    visit = next(one for one in now(file).current.visits if one.date > date(2027, 3, 1))
    early = Outcome(visit.number, on=date(2027, 1, 15), reason="提前", finding=Finding.NOTHING, follow_up=FollowUp.NONE)
    recording.record_visit(file, QUARTER, early, operator="t")
    with pytest.raises(Refusal, match="已登记办结"):
        order(file, Ask(SINCE, closed=[visit.enterprise]))


def test_what_is_made_while_the_order_waits_keeps_its_crew(file: CountyFile) -> None:
    before = now(file).current
    ill = busiest(before, SINCE)
    assert changing.change(
        file, QUARTER, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}), PAPER, operator="t"
    ).waiting
    waits = now(file).pending
    assert waits is not None
    teams = {one.team for one in waits.orders[-1].before.postings}
    visit = next(before.visit[number] for team in before.teams if team.name in teams for number in team.visits)
    made = Outcome(visit.number, on=visit.date, finding=Finding.NOTHING, follow_up=FollowUp.NONE)
    recording.record_visit(file, QUARTER, made, operator="t")
    with pytest.raises(Refusal, match="已登记办结"):
        changing.draw_replacements(file, QUARTER, DICE[2], operator="t")


def test_the_dice_fall_on_the_order_that_was_shown(file: CountyFile) -> None:
    ill = busiest(now(file).current, SINCE)
    waits = changing.change(file, QUARTER, Ask(SINCE, ill={ill: Period(SINCE, QUARTER.last)}), PAPER, operator="t")
    with pytest.raises(Refusal, match="其间有人改动过"):
        changing.draw_replacements(file, QUARTER, DICE[2], operator="t", seen="0" * 64)
    assert not changing.draw_replacements(file, QUARTER, DICE[2], operator="t", seen=waits.frozen).waiting


def test_an_enterprise_that_moved_and_closed_is_closed(file: CountyFile) -> None:
    start = now(file)
    past = {visit.enterprise for visit in start.current.visits if visit.date < SINCE}
    past |= {guest for event in start.current.events if event.date < SINCE for guest in event.guests}
    visit = next(one for one in start.current.visits if one.date >= SINCE and one.enterprise not in past)
    towns = sorted({row.town for row in start.frozen.county.enterprises})
    order(file, Ask(SINCE, closed=[visit.enterprise], moved={visit.enterprise: towns[0]}))
    found = now(file)
    enterprise = found.in_force.county.enterprise[visit.enterprise]
    assert (enterprise.town, enterprise.status.value) == (towns[0], "注销")
    assert visit.number not in found.current.visit


def test_an_export_tells_how_far_it_is_and_stops_without_a_file(file: CountyFile, tmp_path: Path) -> None:
    told: list[float] = []
    exporting.export(file, QUARTER, tmp_path / "plan.xlsx", operator="t", progress=lambda _, part: told.append(part))
    assert told == sorted(told)
    assert told[0] == 0 < told[-1] < 1
    stop = Event()

    def stop_while_writing(words: Message, part: float) -> None:
        if words.code == exporting.WRITING.code:
            stop.set()

    with pytest.raises(AnswerIsNo) as stopped:
        exporting.export(file, QUARTER, tmp_path / "other.xlsx", operator="t", progress=stop_while_writing, cancel=stop)
    assert stopped.value.message.code == exporting.STOPPED.code
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["plan.xlsx"]
    assert not list(tmp_path.glob(".other*"))


NEXT = Quarter(2027, 2)


def both_quarters(county: County) -> County:
    """Every task also in the next quarter, and no cases."""
    again = tuple(replace(task, code=f"{task.code}-二", window=NEXT.period) for task in county.tasks)
    return replace(county, tasks=(*county.tasks, *again), cases=())


def counted_at(found: QuarterState) -> set[str]:
    county = found.in_force.county
    return {visit.enterprise for visit in found.current.visits if visit_counts(county, visit)}


def test_nobody_comes_in_who_is_checked_by_the_approved_plan_of_another_quarter(tmp_path: Path) -> None:
    county = both_quarters(small_county())
    with CountyFile.create(tmp_path / "a.county", county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        for quarter in (QUARTER, NEXT):
            approve(file, quarter)
        later = counted_at(state.load(file, NEXT))
        before = now(file)
        assert not counted_at(before) & later
        ahead = [one.enterprise for one in before.current.visits if one.date >= SINCE]
        done = order(file, Ask(SINCE, closed=ahead[:30]))
        found = now(file)
        assert is_lawful(found)
        assert not counted_at(found) & later
        last = found.current.orders[-1]
        history = [told for told in last.facts if told[0] == "历史检查"]
        # who was passed over is told, and who is not in the way is not; the record has no line of it
        assert history
        assert {told[1] for told in history} <= later
        assert not {line[1] for line in done.lines} & {told[1] for told in history}
        written = exporting.export(file, QUARTER, tmp_path / "plan.xlsx", operator="t")
        assert verify(written.path).ok
        # a check elsewhere drives nobody out of the plan, names nobody, and counts
        mine = next(one for one in before.current.visits if visit_counts(county, one))
        for said in (
            ("历史检查", mine.enterprise, "2027-05-06", history[0][3], "", "是"),
            (*history[0][:3], "另一部门", "", "是", found.frozen.county.inspectors[0].certificate),
            (*history[0][:3], "另一部门", "", "否"),
        ):
            more = last_order(found.current, facts=(*last.facts, said))
            assert "order.undue_fact" in tampered(file, more), said


def test_a_named_guest_closes_after_an_earlier_meeting(tmp_path: Path) -> None:
    county = small_county()
    guest = next(
        row.code
        for row in county.enterprises
        if row.status.value == "存续" and not row.blackouts and row.code not in county.meetings_of
    )
    windows = Period(date(2027, 1, 11), date(2027, 1, 22)), Period(date(2027, 3, 1), date(2027, 3, 12))
    meetings = tuple(
        replace(county.meetings[0], code=f"会{place}", window=window, invitees=(guest,), count=0, exemption=None)
        for place, window in enumerate(windows)
    )
    with CountyFile.create(tmp_path / "a.county", county.name, county.code) as file:
        file.save_lists(file.county(), replace(county, meetings=meetings), operator="t")
        approve(file, QUARTER)
        assert [event.guests for event in now(file).current.events] == [(guest,), (guest,)]
        order(file, Ask(SINCE, closed=[guest]))
        assert [event.guests for event in now(file).current.events] == [(guest,), ()]
        assert is_lawful(now(file))


def test_where_an_enterprise_was_before_it_moved_is_where_it_was_visited(file: CountyFile) -> None:
    start = now(file)
    county = start.frozen.county
    visit = next(one for one in start.current.visits if one.date < SINCE)
    town = next(row.town for row in county.enterprises if row.town != county.enterprise[visit.enterprise].town)
    order(file, Ask(SINCE, moved={visit.enterprise: town}))
    found = now(file)
    assert is_lawful(found)
    assert found.current.teams == start.current.teams
    assert found.in_force.county.enterprise[visit.enterprise].town == town
    # a team that is said to have been there already was not
    team = next(one for one in found.current.teams if visit.number in one.visits)
    forged = replace(
        found.current, teams=tuple(replace(one, town=town) if one == team else one for one in found.current.teams)
    )
    assert "order.other_town" in tampered(file, forged)


def test_what_was_not_made_is_open_again_once_it_is_moved(file: CountyFile) -> None:
    before = now(file).current
    ahead = [one for one in before.visits if one.date >= SINCE and len(one.sources) == 1]
    moved, kept = ahead[0], ahead[-1]
    for visit in (moved, kept):
        recording.record_visit(file, QUARTER, Outcome(visit.number, on=None, reason="大雪"), operator="t")
    assert set(now(file).done) == {moved.number, kept.number}
    order(file, Ask(SINCE, dates={moved.number: Period(moved.date + timedelta(1), QUARTER.last)}))
    assert set(now(file).done) == {kept.number}
    # what is put on record afterwards stands
    recording.record_visit(file, QUARTER, Outcome(moved.number, on=None, reason="又下雪"), operator="t")
    assert set(now(file).done) == {moved.number, kept.number}
