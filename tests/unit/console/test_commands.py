"""Every command: its help in both languages, and what it answers for a program (`--json`)."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inspector.cli import main
from inspector.console.arguments import day
from inspector.console.parser import build
from inspector.console.recording import choose
from inspector.domain.county import County
from inspector.domain.messages import EN, LANGUAGES, ZH, Refusal
from inspector.domain.outcomes import Finding
from inspector.exchange.lists_export import write_lists
from inspector.workflow.demo import DICE, FIRST
from inspector.workflow.recording import FINDING_NAMES
from inspector.workflow.selftest import tiny_county

DICE1, DICE2 = DICE[FIRST]


def verbs() -> dict[str, argparse.ArgumentParser]:
    (found,) = (action for action in build(EN)._actions if isinstance(action, argparse._SubParsersAction))
    return found.choices


ILL = ("--from", "2027-01-05", "--ill", "A1")
PAPER = ("--reason", "生病", "--basis", "病假条", "--by", "乙", "--document", "示例〔2027〕2号", "--date", "2027-01-04")
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["", *verbs()])
def test_every_command_has_help_in_both_languages(verb: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*([verb] if verb else []), "--lang", language, "--help"]
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "usage" in told or "用法" in told
    # what a command does and what its options are, not only their names
    first = next(part for part in told.split("\n\n")[1:] if part.strip())
    assert bool(HAN.search(first)) is (language == ZH)
    # argparse's own words and placeholders are of the language too
    foreign = (
        ("usage", "options:", "show this", "TEXT", "NAME", "DIGITS") if language == ZH else ("用法", "文号", "选项")
    )
    assert not [word for word in foreign if word in told]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Exit code and output of every command, given in order to one file."""
    folder = tmp_path_factory.mktemp("office")
    county: County = tiny_county()
    lists, file, workbook = folder / "lists.xlsx", folder / "a.county", folder / "plan.xlsx"
    write_lists(lists, county)
    notice = folder / "notice.json"
    days = [{"date": "2027-01-01", "isOffDay": True}, {"date": "2027-02-05", "isOffDay": True}]
    notice.write_text(json.dumps({"year": 2027, "days": days}), encoding="utf-8")
    redraw = ("--reason", "骰子掉地", "--approver", "乙")
    steps: list[tuple[object, ...]] = [
        ("new", file, "--name", county.name, "--code", county.code),
        ("template", folder / "template.xlsx"),
        ("import", file, lists),
        ("calendar", file, notice),
        ("settings", file),
        ("freeze", file, "--quarter", FIRST),
        ("draw", file, "--dice", DICE1, "--witness", "丙", "丁"),
        ("chances", file, "--runs", "5"),
        ("schedule", file, "--effort", "quick"),
        ("explain", file),
        ("pin", file, "--visit", "V0001", "--date", "2027-02-03", "--half", "上午"),
        ("staff", file, "--random"),
        ("withdraw", file, "--by", "甲", "--reason", "名录有误"),
        ("plan", file, "--quarter", FIRST, "--dice1", DICE2, "--dice2", DICE1, "--effort", "quick", *redraw),
        ("staff", file, "--dice", DICE2, *redraw),
        ("submit", file, "--by", "甲"),
        ("reject", file, "--by", "乙", "--reason", "错开春运"),
        ("schedule", file, "--effort", "quick"),
        ("submit", file, "--by", "甲"),
        ("approve", file, "--by", "乙", "--document", "示例〔2026〕1号", "--date", "2026-12-20"),
        ("fairness", file),
        ("change", file, *ILL, *PAPER, "--dice", DICE1, "--witness", "丙"),
        ("export", file, "-o", workbook),
        ("verify", workbook),
        ("share", file, "-o", folder / "extracts"),
        ("record", file, "--visit", "V0001", "--not-made", "--reason", "企业停产"),
        ("progress", file, "--today", "2027-03-31"),
        ("verifier", "-o", folder / "check_workbook.py"),
        ("status", file),
    ]
    found = list(answered(steps))
    assert [code for code, _ in found] == [0] * len(steps)
    return {str(words[0]): answer for words, answer in zip(steps, found, strict=True)}


def answered(steps: list[tuple[object, ...]]) -> Iterator[tuple[int, str]]:
    for words in steps:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = main([*map(str, words), "--json", "--lang", "zh_CN"])
        yield code, out.getvalue()


ANSWERED = sorted(set(verbs()) - {"demo"})
"""The demonstration is a program of minutes."""


@pytest.mark.parametrize("verb", ANSWERED)
def test_every_command_answers_in_json(verb: str, answers: dict[str, tuple[int, str]]) -> None:
    code, out = answers[verb]
    assert code == 0, out
    assert len(out.splitlines()) == 1
    answer = json.loads(out)
    assert answer["ok"] is True
    assert answer["result"]


def test_json_says_what_a_program_needs(answers: dict[str, tuple[int, str]]) -> None:
    result = {verb: json.loads(out)["result"] for verb, (_, out) in answers.items()}
    assert result["import"]["counts"]["quarantined"] == 0
    assert result["import"]["counts"]["new"] == result["import"]["counts"]["total"] > 0
    assert re.fullmatch("[0-9a-f]{64}", result["freeze"]["h0"])
    assert result["draw"]["number"] == 1
    assert set(result["plan"]) == {"freeze", "draw", "schedule", "staff"}
    assert result["verify"]["ok"] is True
    assert result["verify"]["findings"] == []
    assert result["status"]["stage"] == "approved"
    assert result["status"]["lists"]["enterprises"] == 8
    assert result["status"]["next"]["code"] == "next.approved"


def test_a_date_is_fixed_listed_and_left_open_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, lists = tmp_path / "pins.county", tmp_path / "lists.xlsx"
    county = tiny_county()
    write_lists(lists, county)
    steps: list[tuple[object, ...]] = [
        ("new", file, "--name", county.name, "--code", county.code),
        ("import", file, lists),
        ("freeze", file, "--quarter", FIRST),
        ("draw", file, "--dice", DICE1),
        ("pin", file, "--visit", "V0002", "--date", "2027-02-03"),
        ("schedule", file, "--effort", "quick"),
        ("pin", file, "--visit", "V0001", "--date", "2027-02-04", "--half", "下午"),
    ]
    assert [code for code, _ in answered(steps)] == [0] * len(steps)
    told = {language: said(capsys, "pin", file, "--lang", language) for language in LANGUAGES}
    assert all("V0001" in words and "2027-02-04" in words and "2027-02-03" in words for words in told.values())
    assert "下次排期" in said(capsys, "pin", file, "--visit", "V0001", "--remove", "--lang", ZH)
    assert "V0001" not in said(capsys, "pin", file, "--lang", ZH)
    # New Year's Day
    assert main(["pin", str(file), "--visit", "V0002", "--date", "2027-01-01", "--lang", ZH]) == 1
    assert "不是工作日" in capsys.readouterr().err
    assert main(["pin", str(file), "--visit", "V0002", "--lang", EN]) == 2
    assert "--date" in capsys.readouterr().err


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("status", "missing.county"),
        ("verify", "missing.xlsx"),
        ("import", "missing.county", "missing.xlsx"),
        ("change", "missing.county"),
    ],
)
def test_a_refusal_is_json_too(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--json"]) == 2
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert answer["ok"] is False
    assert answer["error"]["code"]
    assert answer["error"]["text"] in told.err


def test_a_failure_is_told_in_a_line_and_kept_for_the_maintainer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    log = tmp_path / "log.txt"
    monkeypatch.setattr("inspector.workflow.opening.open_county", fail)
    monkeypatch.setattr("inspector.workflow.logs.new_log", lambda: log)
    assert main(["status", "a.county", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert str(log) in told.err
    assert "a fault of ours" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words", [["new", "a.county"], ["freeze", "a.county", "--quarter"], ["approve", "a.county", "--date", "soon"]]
)
def test_wrong_use_is_told_in_two_lines_of_the_language(
    words: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, f"--lang={language}"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2
    assert told.startswith("Wrong use" if language == EN else "命令写法不对")


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    from inspector import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize(
    ("words", "finding"),
    [("未发现问题", Finding.NOTHING), ("责令改正", Finding.PUT_RIGHT), ("No Problem Found", Finding.NOTHING)],
)
def test_a_result_may_be_typed_in_part(words: str, finding: Finding) -> None:
    assert choose(words, FINDING_NAMES) is finding


@pytest.mark.parametrize("words", ["", "问题", "很好"])
def test_what_names_no_result_or_several_is_refused(words: str) -> None:
    with pytest.raises(Refusal) as caught:
        choose(words, FINDING_NAMES)
    assert Finding.NOTHING.value in caught.value.message.text(ZH)


@pytest.mark.parametrize("words", ["2026-12-01", "2026.12.1", "2026/12/1", "2026年12月1日", " 2026-12-01 "])
def test_dates_are_typed_as_in_lists(words: str) -> None:
    assert day(words) == date(2026, 12, 1)


@pytest.mark.parametrize("words", ["", "明天", "2026-13-01", "2026-02-30"])
def test_what_is_no_date_is_told(words: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="2026-12-20"):
        day(words)
