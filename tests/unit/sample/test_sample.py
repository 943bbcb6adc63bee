"""The made-up county keeps its promises: right codes, sound references, sizes, the same everywhere."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from inspector.domain.codes import EnterpriseStatus, Exemption, InspectorStatus, Method
from inspector.domain.county import County
from inspector.domain.identity import clean_text, has_right_check_digit, normalise_code
from inspector.domain.quarters import Period, Quarter
from inspector.domain.records import county_rows, read_county
from inspector.workflow.sample import next_quarter, sample_county
from inspector.workflow.sample.codes import credit_code, old_registration_number
from inspector.workflow.sample.words import TOWNS, TRADES

FIRST = Quarter(2027, 1)
SECOND = FIRST.next()


@pytest.fixture(scope="module")
def first() -> County:
    return sample_county(FIRST)


@pytest.fixture(scope="module")
def second(first: County) -> County:
    return next_quarter(first, SECOND)


@pytest.fixture(params=["first", "second"])
def county(request: pytest.FixtureRequest) -> County:
    return request.getfixturevalue(request.param)


@pytest.fixture
def quarter(county: County, first: County) -> Quarter:
    return FIRST if county is first else SECOND


def test_sizes_are_those_promised(county: County) -> None:
    assert 2_000 <= len(county.enterprises) <= 2_020
    assert len(county.departments) == 12
    assert len(county.inspectors) == 100
    assert {row.town for row in county.enterprises} == set(TOWNS)
    assert len(TOWNS) == 16
    assert 30 <= len(county.items) <= 35
    assert len(county.tasks) == 15
    assert len(county.cases) == 6
    assert len(county.meetings) == 15


def test_every_code_is_unique(county: County) -> None:
    for rows, key in (
        (county.enterprises, "code"),
        (county.enterprises, "name"),
        (county.inspectors, "certificate"),
        (county.items, "code"),
        (county.tasks, "code"),
        (county.cases, "code"),
        (county.meetings, "code"),
    ):
        values = Counter(getattr(row, key) for row in rows)
        assert [value for value, times in values.items() if times > 1] == []
    checks = Counter((row.enterprise, row.date, row.department) for row in county.past_checks)
    assert max(checks.values()) == 1
    meetings = Counter((row.enterprise, row.date, row.kind) for row in county.past_meetings)
    assert max(meetings.values()) == 1


def test_enterprise_codes_are_credit_codes_or_a_few_old_numbers(county: County) -> None:
    old = [row.code for row in county.enterprises if len(row.code) == 15]
    assert all(has_right_check_digit(row.code) for row in county.enterprises if len(row.code) != 15)
    assert all(code.isdigit() for code in old)
    assert 0.03 < len(old) / len(county.enterprises) < 0.07
    assert {row.code[2:8] for row in county.enterprises if row.code not in old} == {county.code}
    assert {code[:6] for code in old} == {county.code}


def test_old_registration_numbers_satisfy_their_standard() -> None:
    """ISO 7064, modulus 11,10: running the recursion over the whole number leaves 1."""
    for trade in TRADES:
        number = old_registration_number(trade.kind, 1234)
        product = 10
        for char in number[:-1]:
            product = ((product + int(char)) % 10 or 10) * 2 % 11
        assert (product + int(number[-1])) % 10 == 1


def test_a_number_too_large_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="1000000"):
        credit_code(TRADES[0].kind, 1_000_000)


def test_texts_are_already_as_an_import_would_clean_them(county: County) -> None:
    for row in county.enterprises:
        assert normalise_code(row.code) == row.code
        assert (clean_text(row.name), clean_text(row.address)) == (row.name, row.address)
    for person in county.inspectors:
        assert normalise_code(person.certificate) == person.certificate


def test_every_reference_resolves(county: County) -> None:
    departments, enterprises = set(county.department), set(county.enterprise)
    labels = {label for row in county.enterprises for label in row.labels}
    assert all(row.department in departments for row in (*county.inspectors, *county.items, *county.past_checks))
    assert all(row.enterprise in enterprises for row in (*county.past_checks, *county.past_meetings))
    for person in county.inspectors:
        assert {county.item[code].department for code in person.scope} <= {person.department}
    for recusal in county.recusals:
        assert recusal.certificate in county.inspector
        assert recusal.enterprise in enterprises
    for task in county.tasks:
        assert {county.item[code].department for code in task.items} <= {task.lead, *task.cooperating}
        assert set(task.scope.labels) <= labels
        assert set(task.scope.towns) <= set(TOWNS)
    for case in county.cases:
        assert case.enterprise in enterprises
        assert {county.item[code].department for code in case.items} == {case.department}
        assert {county.inspector[code].department for code in case.inspectors} <= {case.department}
    for meeting in county.meetings:
        assert meeting.organiser in departments
        assert set(meeting.invitees) <= enterprises
        assert set(meeting.labels) <= labels


def test_items_show_every_kind_the_rules_know(county: County) -> None:
    exemptions = {item.exemption for item in county.items}
    assert exemptions == {None, Exemption.WORK_SAFETY, Exemption.ENVIRONMENT, Exemption.FOOD_AND_DRUGS}
    assert {method for item in county.items for method in item.methods} >= {Method.ON_SITE, Method.DOCUMENTS}
    assert any(item.on_site for item in county.items)
    assert not all(item.on_site for item in county.items)
    assert all(item.basis and item.document for item in county.items)
    held = {name for person in county.inspectors for name in person.qualifications}
    assert {item.qualification for item in county.items} - {""} == held


def test_tasks_have_rates_or_a_number_and_windows_of_several_shapes(county: County, quarter: Quarter) -> None:
    assert sum(task.fixed is not None for task in county.tasks) == 1
    assert all(bool(task.rates) == (task.fixed is None) for task in county.tasks)
    assert all(0 < rate <= 1 for task in county.tasks for _, rate in task.rates)
    assert len({task.window for task in county.tasks}) >= 8
    assert all(Quarter.of(task.window.end) == quarter for task in county.tasks)
    assert any(task.cooperating for task in county.tasks)
    assert any(not task.cooperating for task in county.tasks)


def test_windows_share_a_fortnight_in_the_first_quarter_and_not_in_the_second(first: County, second: County) -> None:
    def shared(county: County) -> Period | None:
        windows = [task.window for task in county.tasks]
        start, end = max(window.start for window in windows), min(window.end for window in windows)
        return Period(start, end) if start <= end else None

    common = shared(first)
    assert common is not None
    assert common.end - common.start >= timedelta(14)
    assert shared(second) is None


def test_cases_are_at_enterprises_that_can_be_visited(county: County, quarter: Quarter) -> None:
    assert len({case.enterprise for case in county.cases}) == len(county.cases)
    assert sum(case.may_merge for case in county.cases) == 1
    named = [case for case in county.cases if case.inspectors]
    assert [len(case.inspectors) for case in named] == [2]
    for case in county.cases:
        assert county.enterprise[case.enterprise].status is EnterpriseStatus.ACTIVE
        assert Quarter.of(case.deadline) == quarter
    for certificate in named[0].inspectors:
        person = county.inspector[certificate]
        assert person.status is InspectorStatus.VALID
        assert not any(leave.overlap(named[0].window) for leave in person.leave)
        assert (certificate, named[0].enterprise) not in county.recused


def test_meetings_name_guests_or_count_them_and_no_guest_is_named_twice(county: County, quarter: Quarter) -> None:
    assert all(bool(meeting.invitees) != bool(meeting.count) for meeting in county.meetings)
    assert all(Quarter.of(meeting.window.end) == quarter for meeting in county.meetings)
    named = Counter(code for meeting in county.meetings for code in meeting.invitees)
    assert max(named.values()) == 1
    busy = {row.enterprise for row in county.past_meetings if row.date in quarter.period}
    assert busy
    assert not busy & set(named)


def test_history_lies_before_the_first_quarter_and_keeps_the_yearly_cap(first: County) -> None:
    year = Period(FIRST.first - timedelta(370), FIRST.first - timedelta(1))
    assert all(row.date in year for row in first.past_checks)
    for rows in first.checks_of.values():
        assert len({row.date for row in rows if row.counted}) <= 1
    assert any(not row.counted for row in first.past_checks)


def test_periods_do_not_overlap_within_a_row(county: County) -> None:
    for periods in (*(row.blackouts for row in county.enterprises), *(row.leave for row in county.inspectors)):
        for earlier, later in pairwise(periods):
            assert earlier.end < later.start


def test_some_inspectors_cannot_be_sent(first: County) -> None:
    assert sum(row.status is InspectorStatus.INVALID for row in first.inspectors) == 3
    assert sum(row.expires is not None and row.expires < FIRST.first for row in first.inspectors) == 2
    assert sum(row.expires is not None and row.expires in FIRST.period for row in first.inspectors) >= 4
    assert any(row.leave for row in first.inspectors)
    assert any(row.scope for row in first.inspectors)


def test_people_needed_are_between_a_quarter_and_a_half_of_those_there_are(county: County) -> None:
    """A rough measure: officers' days of the drawn numbers, two visits a day, against the load limits."""
    officer_days = 0.0
    for task in county.tasks:
        on_site = {county.item[code].department for code in task.items if county.item[code].on_site}
        scope = [row for row in county.enterprises if task.scope.holds(row)]
        due = task.fixed or sum(float(rate) * sum(row.risk is risk for row in scope) for risk, rate in task.rates)
        officer_days += float(due) * len(on_site) * task.officers / 2
    limits = sum(row.load_limit or 20 for row in county.inspectors if row.status is InspectorStatus.VALID)
    assert 0.25 < officer_days / limits < 0.5


def test_next_quarter_brings_new_lists_and_keeps_the_old_rows(first: County, second: County) -> None:
    assert {row.code for row in first.enterprises} < {row.code for row in second.enterprises}
    assert not {row.code for row in first.tasks} & {row.code for row in second.tasks}
    assert not {row.code for row in first.cases} & {row.code for row in second.cases}
    assert not {row.code for row in first.meetings} & {row.code for row in second.meetings}
    assert second.past_checks == first.past_checks
    assert second.past_meetings[: len(first.past_meetings)] == first.past_meetings
    closed = [
        code
        for code, row in first.enterprise.items()
        if row.status is EnterpriseStatus.ACTIVE and second.enterprise[code].status is not EnterpriseStatus.ACTIVE
    ]
    assert len(closed) == 8
    assert all(item.expires is None or item.expires > SECOND.last for item in second.items)
    assert all(row.expires is None or row.expires >= SECOND.first for row in second.inspectors)


@pytest.mark.parametrize("quarter", [Quarter(2026, 4), Quarter(2028, 1), Quarter(2027, 3)], ids=str)
def test_any_quarter_can_be_the_first(quarter: Quarter) -> None:
    county = next_quarter(sample_county(quarter), quarter.next())
    assert all(Quarter.of(task.window.end) == quarter.next() for task in county.tasks)
    assert all(row.start <= row.end for task in county.tasks for row in (task.window,))


def test_another_seed_is_another_county(first: County) -> None:
    assert sample_county(FIRST, seed=1).enterprises != first.enterprises


def test_rows_read_back_are_the_same_lists(county: County) -> None:
    rows = county_rows(county)
    assert county_rows(read_county(rows)) == rows


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_lists_are_the_same_in_another_process(second: County, hash_seed: str) -> None:
    code = (
        "import hashlib\n"
        "from inspector.domain.quarters import Quarter\n"
        "from inspector.domain.records import county_rows\n"
        "from inspector.workflow.sample import next_quarter, sample_county\n"
        "county = next_quarter(sample_county(Quarter(2027, 1)), Quarter(2027, 2))\n"
        "print(hashlib.sha256(repr((county_rows(county), county.meetings)).encode()).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
    shown = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60)
    expected = hashlib.sha256(repr((county_rows(second), second.meetings)).encode()).hexdigest()
    assert shown.stdout.decode().split()[-1] == expected
