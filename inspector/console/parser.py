"""The words of the command line (fixed names: see the help text of each command)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..domain.messages import Wording
from . import changing, commands, recording, texts
from .arguments import Parser, day

HELP = Wording(
    "cli.help",
    "双随机联合检查计划：名录导入、公开抽取、排期、派员、审批、导出、核验。不带命令时打开桌面程序。",
    "Plans a county's joint double-random inspections: import, draw, schedule, staff, approve, export, "
    "verify. Without a command it opens the desktop program.",
)


def build(language: str) -> Parser:
    """The parser of all commands, with help in `language`."""
    Parser.language = language
    add = _Verbs(language)
    _add_lists(add)
    _add_draws(add)
    _add_decisions(add)
    _add_outcomes(add)
    _add_looks(add)
    _add_settings(add)
    return add.parser


class _Verbs:
    """Adds commands, and the options that several of them have."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._common = Parser(add_help=False)
        self._common.add_argument(
            "--lang", choices=("zh_CN", "en"), default=argparse.SUPPRESS, help=self.say(texts.H_LANG)
        )
        self._common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=self.say(texts.H_JSON))
        self.parser = Parser(prog="inspector", description=self.say(HELP), parents=[self._common])
        self.parser.add_argument("--version", action="store_true", help=self.say(texts.H_VERSION))
        self.parser.add_argument("--self-test", action="store_true", help=self.say(texts.H_SELF_TEST))
        self._verbs = self.parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def say(self, wording: Wording) -> str:
        """The words as argparse wants them."""
        return wording().text(self.language).replace("%", "%%")

    def verb(self, name: str, wording: Wording, run: Callable[..., int], file: bool = True) -> argparse.ArgumentParser:
        """A command, which most often works on a county file."""
        said = self.say(wording)
        made = self._verbs.add_parser(name, help=said, description=said, parents=[self._common])
        made.set_defaults(run=run)
        if file:
            made.add_argument("file", type=Path, metavar="FILE.county")
        return made

    def option(self, target: argparse.ArgumentParser, name: str, wording: Wording, **more: Any) -> None:
        target.add_argument(name, help=self.say(wording), **more)

    def quarter(self, target: argparse.ArgumentParser, required: bool = False) -> None:
        self.option(target, "--quarter", texts.H_QUARTER, required=required, metavar="2027Q1")

    def scheme(self, target: argparse.ArgumentParser) -> None:
        self.option(target, "--scheme-document", texts.H_SCHEME_DOCUMENT, default="", metavar="DOCUMENT")
        self.option(target, "--scheme-date", texts.H_SCHEME_DATE, type=day, default=None, metavar="2026-12-01")
        self.option(target, "--scheme-by", texts.H_SCHEME_BY, default="", metavar="NAME")

    def witnesses(self, target: argparse.ArgumentParser) -> None:
        self.option(target, "--witness", texts.H_WITNESS, nargs="+", default=[], metavar="NAME")

    def further(self, target: argparse.ArgumentParser) -> None:
        self.option(target, "--reason", texts.H_AGAIN, default="", metavar="TEXT")
        self.option(target, "--approver", texts.H_APPROVER, default="", metavar="NAME")

    def dice(self, target: argparse.ArgumentParser, required: bool = True) -> None:
        """Digits that were thrown, or the machine's; with who saw it."""
        choice = target.add_mutually_exclusive_group(required=required)
        choice.add_argument("--dice", metavar="DIGITS", help=self.say(texts.H_DICE))
        choice.add_argument("--random", action="store_true", help=self.say(texts.H_RANDOM))
        self.witnesses(target)

    def effort(self, target: argparse.ArgumentParser) -> None:
        self.option(target, "--effort", texts.H_EFFORT, choices=("quick", "normal", "thorough"), default="normal")


def _add_lists(add: _Verbs) -> None:
    """The county file and its lists."""
    made = add.verb("demo", texts.D_DEMO, commands.demo, file=False)
    made.add_argument("folder", type=Path, nargs="?", default=Path("inspector-demo"), metavar="DIR")

    made = add.verb("new", texts.D_NEW, commands.new)
    add.option(made, "--name", texts.H_NAME, required=True, metavar="NAME")
    add.option(made, "--code", texts.H_CODE, required=True, metavar="429088")

    made = add.verb("template", texts.D_TEMPLATE, commands.template, file=False)
    made.add_argument("out", type=Path, metavar="OUT.xlsx")

    made = add.verb("import", texts.D_IMPORT, commands.import_lists)
    made.add_argument("inputs", type=Path, nargs="+", metavar="INPUT")
    add.option(made, "--preview", texts.H_PREVIEW, action="store_true")


def _add_draws(add: _Verbs) -> None:
    """Freeze, draws and dates."""
    made = add.verb("freeze", texts.D_FREEZE, commands.freeze)
    add.quarter(made, required=True)
    add.scheme(made)

    made = add.verb("withdraw", texts.D_WITHDRAW, commands.withdraw)
    add.quarter(made)
    add.option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    add.option(made, "--reason", texts.H_REASON, required=True, metavar="TEXT")

    made = add.verb("draw", texts.D_DRAW, commands.draw)
    add.quarter(made)
    add.dice(made)
    add.further(made)

    made = add.verb("schedule", texts.D_SCHEDULE, commands.schedule)
    add.quarter(made)
    add.effort(made)

    made = add.verb("pin", texts.D_PIN, commands.pin)
    add.quarter(made)
    add.option(made, "--visit", texts.H_VISIT, default="", metavar="V0001")
    add.option(made, "--date", texts.H_PIN_DATE, type=day, default=None, metavar="2027-01-13")
    add.option(made, "--half", texts.H_HALF, choices=commands.HALVES, default=None)
    add.option(made, "--remove", texts.H_UNPIN, action="store_true")

    made = add.verb("staff", texts.D_STAFF, commands.staff)
    add.quarter(made)
    add.dice(made)
    add.further(made)

    made = add.verb("plan", texts.D_PLAN, commands.plan)
    add.quarter(made, required=True)
    add.option(made, "--dice1", texts.H_DICE, required=True, metavar="DIGITS")
    add.option(made, "--dice2", texts.H_DICE, required=True, metavar="DIGITS")
    add.witnesses(made)
    add.further(made)
    add.scheme(made)
    add.effort(made)

    made = add.verb("explain", texts.D_EXPLAIN, commands.explain)
    add.quarter(made)


def _add_decisions(add: _Verbs) -> None:
    """Who decides, what changes afterwards, what is handed out."""
    made = add.verb("submit", texts.D_SUBMIT, commands.submit)
    add.quarter(made)
    add.option(made, "--by", texts.H_BY, required=True, metavar="NAME")

    made = add.verb("approve", texts.D_APPROVE, commands.approve)
    add.quarter(made)
    add.option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    add.option(made, "--document", texts.H_DOCUMENT, required=True, metavar="DOCUMENT")
    add.option(made, "--date", texts.H_DATE, required=True, type=day, metavar="2026-12-20")

    made = add.verb("reject", texts.D_REJECT, commands.reject)
    add.quarter(made)
    add.option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    add.option(made, "--reason", texts.H_REASON, required=True, metavar="TEXT")

    made = add.verb("change", texts.D_CHANGE, changing.change)
    add.quarter(made)
    add.option(made, "--from", texts.H_SINCE, type=day, default=None, dest="since", metavar="2027-02-01")
    add.option(made, "--to", texts.H_UNTIL, type=day, default=None, dest="until", metavar="2027-03-31")
    add.option(made, "--ill", texts.H_ILL, nargs="+", default=[], metavar="CERTIFICATE")
    add.option(made, "--closed", texts.H_CLOSED, nargs="+", default=[], metavar="CODE")
    add.option(made, "--moved", texts.H_MOVED, nargs="+", default=[], metavar="CODE=TOWN")
    add.option(made, "--move", texts.H_MOVE, nargs="+", default=[], metavar="V0001=2027-03-01~2027-03-05")
    add.option(made, "--notice", texts.H_NOTICE, type=Path, default=None, metavar="NOTICE.json")
    add.option(made, "--cases", texts.H_CASES, type=Path, default=None, metavar="LISTS.xlsx")
    add.option(made, "--reason", texts.H_REASON, default="", metavar="TEXT")
    add.option(made, "--basis", texts.H_BASIS, default="", metavar="TEXT")
    add.option(made, "--by", texts.H_BY, default="", metavar="NAME")
    add.option(made, "--document", texts.H_DOCUMENT, default="", metavar="DOCUMENT")
    add.option(made, "--date", texts.H_DATE, type=day, default=None, metavar="2027-01-29")
    add.dice(made, required=False)
    add.option(made, "--preview", texts.H_PREVIEW, action="store_true")
    add.option(made, "--drop", texts.H_DROP, action="store_true")

    made = add.verb("export", texts.D_EXPORT, commands.export)
    add.quarter(made)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.xlsx", help=add.say(texts.H_OUT))

    made = add.verb("share", texts.D_SHARE, commands.share)
    add.quarter(made)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help=add.say(texts.H_FOLDER))


def _add_outcomes(add: _Verbs) -> None:
    """What was done."""
    made = add.verb("record", texts.D_RECORD, recording.record)
    add.quarter(made)
    add.option(made, "--visit", texts.H_VISIT, required=True, metavar="V0001")
    add.option(made, "--on", texts.H_ON, type=day, metavar="2027-01-20")
    add.option(made, "--not-made", texts.H_NOT_MADE, action="store_true")
    add.option(made, "--reason", texts.H_WHY, metavar="TEXT")
    add.option(made, "--result", texts.H_RESULT, metavar="TEXT")
    add.option(made, "--follow-up", texts.H_FOLLOW_UP, metavar="TEXT")
    add.option(made, "--first-minor", texts.H_FIRST_MINOR, action=argparse.BooleanOptionalAction)
    add.option(made, "--published", texts.H_PUBLISHED, type=day, metavar="2027-02-10")
    add.option(made, "--answered", texts.H_ANSWERED, type=day, metavar="2027-02-10")
    add.option(made, "--rating", texts.H_RATING, metavar="TEXT")
    add.option(made, "--settle-by", texts.H_SETTLE_BY, type=day, metavar="2027-03-01")
    add.option(made, "--settled", texts.H_SETTLED, type=day, metavar="2027-02-20")
    add.option(made, "--note", texts.H_NOTE, metavar="TEXT")

    made = add.verb("progress", texts.D_PROGRESS, recording.progress)
    add.quarter(made)
    add.option(made, "--today", texts.H_TODAY, type=day, metavar="2027-02-01")


def _add_looks(add: _Verbs) -> None:
    """What anybody may look at."""
    made = add.verb("verify", texts.D_VERIFY, commands.verify, file=False)
    made.add_argument("workbook", type=Path, metavar="OUT.xlsx")

    made = add.verb("verifier", texts.D_VERIFIER, commands.verifier, file=False)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.py", help=add.say(texts.H_VERIFIER))

    made = add.verb("status", texts.D_STATUS, commands.status)
    add.quarter(made)

    made = add.verb("chances", texts.D_CHANCES, commands.chances)
    add.quarter(made)
    add.option(made, "--runs", texts.H_RUNS, type=int, default=200, metavar="N")

    made = add.verb("fairness", texts.D_FAIRNESS, commands.fairness)
    add.quarter(made)


def _add_settings(add: _Verbs) -> None:
    """Holidays and settings."""
    made = add.verb("calendar", texts.D_CALENDAR, commands.calendar)
    made.add_argument("notice", type=Path, metavar="NOTICE.json")

    made = add.verb("settings", texts.D_SETTINGS, commands.settings)
    made.add_argument("name", nargs="?", metavar="NAME")
    made.add_argument("value", nargs="?", metavar="VALUE")
