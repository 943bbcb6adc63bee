"""Any small county: a plan that keeps every rule and can be staffed, or the causes why there is none."""

from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from inspector.domain.codes import Exemption
from inspector.domain.county import Case, Inspector, Recusal, Settings, Snapshot
from inspector.domain.messages import EN, ZH
from inspector.domain.plan import Plan
from inspector.domain.quarters import Period
from inspector.draw.chances import staffing_gap
from inspector.planning import NoPlan, Schedule
from inspector.rules import check

from .county import DEPARTMENTS, case, enterprise, inspector, item, meeting, plan_of, snapshot, span, task


@st.composite
def periods(draw: st.DrawFn, longest: int = 24) -> Period:
    first = draw(st.integers(4, 25))
    return span(first, min(29, first + draw(st.integers(0, longest))))


@st.composite
def people_of(draw: st.DrawFn, code: str) -> list[Inspector]:
    found = []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        found.append(
            inspector(
                code,
                number,
                leave=tuple(draw(st.lists(periods(6), max_size=1))),
                qualifications=("Q",) if number == 1 or draw(st.booleans()) else (),
                scope=draw(st.sampled_from([(), (), (f"{code}1",), (f"{code}1", f"{code}2")])),
                load_limit=draw(st.sampled_from([None, None, 2, 5])),
            )
        )
    return found


@st.composite
def counties(draw: st.DrawFn) -> Snapshot:
    places = [
        enterprise(
            n, town=draw(st.sampled_from(["甲镇", "乙镇"])), blackouts=tuple(draw(st.lists(periods(8), max_size=1)))
        )
        for n in range(1, draw(st.integers(2, 9)) + 1)
    ]
    people = [person for code in DEPARTMENTS for person in draw(people_of(code))]
    items = [item(code) for code in DEPARTMENTS]
    items += [item(code, 2, qualification="Q", exemption=Exemption.WORK_SAFETY) for code in DEPARTMENTS]
    codes = [one.code for one in items]
    tasks = [
        task(
            f"T{n}",
            draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)),
            draw(periods()),
            fixed=draw(st.integers(1, 5)),
            half_days=draw(st.sampled_from([1, 1, 2])),
            officers=draw(st.sampled_from([2, 2, 3])),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    cases: list[Case] = []
    for n in range(draw(st.integers(0, 2))):
        one = case(f"C{n}", draw(st.sampled_from(places)), draw(st.sampled_from(codes)), draw(periods()))
        named = [person.certificate for person in people if person.department == one.department][:2]
        cases.append(
            replace(one, may_merge=draw(st.booleans()), inspectors=tuple(named) if draw(st.booleans()) else ())
        )
    meetings = [
        meeting(f"M{n}", draw(periods()), *draw(st.lists(st.sampled_from(places), max_size=2)), count=2)
        for n in range(draw(st.integers(0, 2)))
    ]
    recusals = [
        Recusal(draw(st.sampled_from(people)).certificate, draw(st.sampled_from(places)).code, "亲属")
        for _ in range(draw(st.integers(0, 2)))
    ]
    frozen = snapshot(
        enterprises=tuple(places),
        inspectors=tuple(people),
        items=tuple(items),
        tasks=tuple(tasks),
        cases=tuple(cases),
        meetings=tuple(meetings),
        recusals=tuple(dict.fromkeys(recusals)),
    )
    visits_a_day = draw(st.sampled_from([2, 2, 1]))
    return replace(frozen, county=replace(frozen.county, settings=Settings(visits_a_day=visits_a_day)))


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(counties())
def test_a_lawful_plan_or_its_causes(frozen: Snapshot) -> None:
    try:
        found, plan = plan_of(frozen)
    except NoPlan as none:
        event("no plan")
        causes = none.causes
    else:
        event("plan")
        assert_lawful(frozen, found, plan)
        return
    assert causes
    assert all(cause.text(language).strip() for cause in causes for language in (ZH, EN))


def assert_lawful(frozen: Snapshot, found: Schedule, plan: Plan) -> None:
    assert [str(breach.message) for breach in check(frozen, plan)] == []
    assert staffing_gap(frozen, plan.visits, plan.teams) is None
    assert found.report.bound <= found.report.team_days == len(found.teams)
