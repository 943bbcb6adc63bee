"""What a signer is told, and the papers a plan is printed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from inspector.domain.messages import LANGUAGES
from inspector.draw.fingerprint import plan_fingerprint
from inspector.rules import RULES
from inspector.store import CountyFile
from inspector.workflow import approving, forms, state
from inspector.workflow.readiness import readiness


def test_a_lawful_plan_keeps_every_rule_and_agrees_with_its_dice(staffed: CountyFile) -> None:
    read = state.load(staffed)
    seen = readiness(read)
    assert seen.lawful
    assert [check.name for check in seen.checks[:-1]] == [rule.name for rule in RULES]
    assert seen.fingerprint == plan_fingerprint(read.current, None)
    assert {"hints.unwitnessed", "hints.no_scheme"} <= {notice.code for notice in seen.notices}
    for language in LANGUAGES:
        assert all(notice.text(language) for notice in seen.notices)


def test_a_plan_whose_people_were_exchanged_is_shown_as_broken(staffed: CountyFile) -> None:
    read = state.load(staffed)
    postings = read.current.postings
    team = postings[0].team
    free = next(
        person.certificate
        for person in read.frozen.county.inspectors_of[team.split("/")[1]]
        if all(posting.certificate != person.certificate for posting in postings if posting.team == team)
    )
    forged = replace(read.current, postings=(replace(postings[0], certificate=free), *postings[1:]))
    seen = readiness(replace(read, plan=forged))
    assert not seen.lawful
    assert [check.name.code for check in seen.checks if check.breaches] == ["readiness.replay"]


def test_the_approval_is_part_of_the_fingerprint_and_ends_the_draft(staffed: CountyFile) -> None:
    before = readiness(state.load(staffed)).fingerprint
    drafts = forms.read_papers(staffed, None)
    approving.submit(staffed, None, by="甲", operator="甲")
    approving.approve(staffed, None, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), operator="乙")
    after = readiness(state.load(staffed)).fingerprint
    official = forms.read_papers(staffed, None)
    assert after != before
    assert [paper.name for paper in drafts] == [paper.name for paper in official]
    assert {paper.mark.replace(" ", "") for paper in drafts} == {before}
    assert {paper.mark.replace(" ", "") for paper in official} == {after}
    assert {paper.draft for paper in drafts} == {"送审稿"}
    assert {paper.draft for paper in official} == {""}


def test_forms_with_nothing_in_them_are_not_printed(staffed: CountyFile) -> None:
    read = state.load(staffed)
    names = [paper.name for paper in forms.papers(read)]
    # no meeting, no exempt check, nothing settled off site in the tiny county
    assert names == ["涉企检查计划审批表", "联合抽查实施计划表", "检查组派员表"]


def test_an_approval_dated_before_the_submission_is_told(staffed: CountyFile) -> None:
    approving.submit(staffed, None, by="甲", operator="甲")
    submitted = date.fromisoformat(state.load(staffed, None).submitted_at[:10])
    done = approving.approve(
        staffed, None, by="乙", document="示例〔2026〕1号", on=submitted - timedelta(1), operator="乙"
    )
    (note,) = done.messages
    assert note.wording is approving.BEFORE_SUBMISSION
