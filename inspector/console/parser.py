"""The words of the command line (fixed names: see the help text of each command)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ..domain.messages import EN, Refusal, Wording
from ..workflow.days import read_day
from . import changing, commands, recording, texts

HELP = Wording(
    "cli.help",
    "双随机联合检查计划：名录导入、公开抽取、排期、派员、审批、导出、核验。不带命令时打开桌面程序。",
    "Plans a county's joint double-random inspections: import, draw, schedule, staff, approve, export, "
    "verify. Without a "
    "command it opens the desktop program.",
)
WRONG_USE = Wording(
    "cli.wrong_use",
    "命令写法不对：{what}\n用法见：{program} --help",
    "Wrong use: {what}\nSee: {program} --help",
)

_ARGPARSE_ZH = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"多出来的内容：\1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可以是 \3"),
    (r"argument (.*?): expected at least one argument", r"\1 后面缺少内容"),
    (r"argument (.*?): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 的值 \2 不对"),
    (r"argument (.*?): (.*)", r"\1：\2"),
    (r"one of the arguments (.*) is required", r"缺少 \1 之一"),
)


class Parser(argparse.ArgumentParser):
    """argparse, with errors of two plain lines in the user's language."""

    language = EN

    def error(self, message: str) -> NoReturn:
        if self.language != EN:
            for pattern, chinese in _ARGPARSE_ZH:
                message, found = re.subn(f"^{pattern}$", chinese, message)
                if found:
                    break
        self.exit(2, WRONG_USE(what=message, program=self.prog).text(self.language) + "\n")


def day(words: str) -> date:
    """A date on the command line.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return read_day(words)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(refusal.message.text(Parser.language)) from None


def build(language: str) -> Parser:
    """The parser of all commands, with help in `language`."""
    Parser.language = language

    def say(wording: Wording) -> str:
        return wording().text(language).replace("%", "%%")

    common = Parser(add_help=False)
    common.add_argument("--lang", choices=("zh_CN", "en"), default=argparse.SUPPRESS, help=say(texts.H_LANG))
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=say(texts.H_JSON))

    parser = Parser(prog="inspector", description=say(HELP), parents=[common])
    parser.add_argument("--version", action="store_true", help=say(texts.H_VERSION))
    parser.add_argument("--self-test", action="store_true", help=say(texts.H_SELF_TEST))
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def verb(name: str, wording: Wording, run: Callable[..., int], file: bool = True) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=say(wording), description=say(wording), parents=[common])
        made.set_defaults(run=run)
        if file:
            made.add_argument("file", type=Path, metavar="FILE.county")
        return made

    def option(target: argparse.ArgumentParser, name: str, wording: Wording, **more: Any) -> None:
        target.add_argument(name, help=say(wording), **more)

    def quarter(target: argparse.ArgumentParser, required: bool = False) -> None:
        option(target, "--quarter", texts.H_QUARTER, required=required, metavar="2027Q1")

    def scheme(target: argparse.ArgumentParser) -> None:
        option(target, "--scheme-document", texts.H_SCHEME_DOCUMENT, default="", metavar="文号")
        option(target, "--scheme-date", texts.H_SCHEME_DATE, type=day, default=None, metavar="2026-12-01")
        option(target, "--scheme-by", texts.H_SCHEME_BY, default="", metavar="NAME")

    def witnesses(target: argparse.ArgumentParser) -> None:
        option(target, "--witness", texts.H_WITNESS, nargs="+", default=[], metavar="NAME")

    def further(target: argparse.ArgumentParser) -> None:
        option(target, "--reason", texts.H_AGAIN, default="", metavar="TEXT")
        option(target, "--approver", texts.H_APPROVER, default="", metavar="NAME")

    def dice(target: argparse.ArgumentParser) -> None:
        choice = target.add_mutually_exclusive_group(required=True)
        choice.add_argument("--dice", metavar="DIGITS", help=say(texts.H_DICE))
        choice.add_argument("--random", action="store_true", help=say(texts.H_RANDOM))
        witnesses(target)
        further(target)

    def effort(target: argparse.ArgumentParser) -> None:
        option(target, "--effort", texts.H_EFFORT, choices=("quick", "normal", "thorough"), default="normal")

    made = verb("demo", texts.D_DEMO, commands.demo, file=False)
    made.add_argument("folder", type=Path, nargs="?", default=Path("inspector-demo"), metavar="DIR")

    made = verb("new", texts.D_NEW, commands.new)
    option(made, "--name", texts.H_NAME, required=True, metavar="云汀县")
    option(made, "--code", texts.H_CODE, required=True, metavar="429088")

    made = verb("template", texts.D_TEMPLATE, commands.template, file=False)
    made.add_argument("out", type=Path, metavar="OUT.xlsx")

    made = verb("import", texts.D_IMPORT, commands.import_lists)
    made.add_argument("inputs", type=Path, nargs="+", metavar="INPUT")
    option(made, "--preview", texts.H_PREVIEW, action="store_true")

    made = verb("freeze", texts.D_FREEZE, commands.freeze)
    quarter(made, required=True)
    scheme(made)

    made = verb("withdraw", texts.D_WITHDRAW, commands.withdraw)
    quarter(made)
    option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    option(made, "--reason", texts.H_REASON, required=True, metavar="TEXT")

    made = verb("draw", texts.D_DRAW, commands.draw)
    quarter(made)
    dice(made)

    made = verb("schedule", texts.D_SCHEDULE, commands.schedule)
    quarter(made)
    effort(made)

    made = verb("pin", texts.D_PIN, commands.pin)
    quarter(made)
    option(made, "--visit", texts.H_VISIT, default="", metavar="V0001")
    option(made, "--date", texts.H_PIN_DATE, type=day, default=None, metavar="2027-01-13")
    option(made, "--half", texts.H_HALF, choices=commands.HALVES, default=None)
    option(made, "--remove", texts.H_UNPIN, action="store_true")

    made = verb("staff", texts.D_STAFF, commands.staff)
    quarter(made)
    dice(made)

    made = verb("plan", texts.D_PLAN, commands.plan)
    quarter(made, required=True)
    option(made, "--dice1", texts.H_DICE, required=True, metavar="DIGITS")
    option(made, "--dice2", texts.H_DICE, required=True, metavar="DIGITS")
    witnesses(made)
    further(made)
    scheme(made)
    effort(made)

    made = verb("explain", texts.D_EXPLAIN, commands.explain)
    quarter(made)

    made = verb("submit", texts.D_SUBMIT, commands.submit)
    quarter(made)
    option(made, "--by", texts.H_BY, required=True, metavar="NAME")

    made = verb("approve", texts.D_APPROVE, commands.approve)
    quarter(made)
    option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    option(made, "--document", texts.H_DOCUMENT, required=True, metavar="文号")
    option(made, "--date", texts.H_DATE, required=True, type=day, metavar="2026-12-20")

    made = verb("reject", texts.D_REJECT, commands.reject)
    quarter(made)
    option(made, "--by", texts.H_BY, required=True, metavar="NAME")
    option(made, "--reason", texts.H_REASON, required=True, metavar="TEXT")

    made = verb("change", texts.D_CHANGE, changing.change)
    quarter(made)
    option(made, "--from", texts.H_SINCE, type=day, default=None, dest="since", metavar="2027-02-01")
    option(made, "--to", texts.H_UNTIL, type=day, default=None, dest="until", metavar="2027-03-31")
    option(made, "--ill", texts.H_ILL, nargs="+", default=[], metavar="CERTIFICATE")
    option(made, "--closed", texts.H_CLOSED, nargs="+", default=[], metavar="CODE")
    option(made, "--moved", texts.H_MOVED, nargs="+", default=[], metavar="CODE=TOWN")
    option(made, "--move", texts.H_MOVE, nargs="+", default=[], metavar="V0001=2027-03-01~2027-03-05")
    option(made, "--notice", texts.H_NOTICE, type=Path, default=None, metavar="NOTICE.json")
    option(made, "--cases", texts.H_CASES, type=Path, default=None, metavar="LISTS.xlsx")
    option(made, "--reason", texts.H_REASON, default="", metavar="TEXT")
    option(made, "--basis", texts.H_BASIS, default="", metavar="TEXT")
    option(made, "--by", texts.H_BY, default="", metavar="NAME")
    option(made, "--document", texts.H_DOCUMENT, default="", metavar="文号")
    option(made, "--date", texts.H_DATE, type=day, default=None, metavar="2027-01-29")
    choice = made.add_mutually_exclusive_group()
    choice.add_argument("--dice", metavar="DIGITS", help=say(texts.H_DICE))
    choice.add_argument("--random", action="store_true", help=say(texts.H_RANDOM))
    witnesses(made)
    option(made, "--preview", texts.H_PREVIEW, action="store_true")
    option(made, "--drop", texts.H_DROP, action="store_true")

    made = verb("export", texts.D_EXPORT, commands.export)
    quarter(made)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.xlsx", help=say(texts.H_OUT))

    made = verb("share", texts.D_SHARE, commands.share)
    quarter(made)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help=say(texts.H_FOLDER))

    made = verb("record", texts.D_RECORD, recording.record)
    quarter(made)
    option(made, "--visit", texts.H_VISIT, required=True, metavar="V0001")
    option(made, "--on", texts.H_ON, type=day, metavar="2027-01-20")
    option(made, "--not-made", texts.H_NOT_MADE, action="store_true")
    option(made, "--reason", texts.H_WHY, metavar="TEXT")
    option(made, "--result", texts.H_RESULT, metavar="TEXT")
    option(made, "--follow-up", texts.H_FOLLOW_UP, metavar="TEXT")
    option(made, "--first-minor", texts.H_FIRST_MINOR, action=argparse.BooleanOptionalAction)
    option(made, "--published", texts.H_PUBLISHED, type=day, metavar="2027-02-10")
    option(made, "--answered", texts.H_ANSWERED, type=day, metavar="2027-02-10")
    option(made, "--rating", texts.H_RATING, metavar="TEXT")
    option(made, "--settle-by", texts.H_SETTLE_BY, type=day, metavar="2027-03-01")
    option(made, "--settled", texts.H_SETTLED, type=day, metavar="2027-02-20")
    option(made, "--note", texts.H_NOTE, metavar="TEXT")

    made = verb("progress", texts.D_PROGRESS, recording.progress)
    quarter(made)
    option(made, "--today", texts.H_TODAY, type=day, metavar="2027-02-01")

    made = verb("verify", texts.D_VERIFY, commands.verify, file=False)
    made.add_argument("workbook", type=Path, metavar="OUT.xlsx")

    made = verb("verifier", texts.D_VERIFIER, commands.verifier, file=False)
    made.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.py", help=say(texts.H_VERIFIER))

    made = verb("status", texts.D_STATUS, commands.status)
    quarter(made)

    made = verb("chances", texts.D_CHANCES, commands.chances)
    quarter(made)
    option(made, "--runs", texts.H_RUNS, type=int, default=200, metavar="N")

    made = verb("fairness", texts.D_FAIRNESS, commands.fairness)
    quarter(made)

    made = verb("calendar", texts.D_CALENDAR, commands.calendar)
    made.add_argument("notice", type=Path, metavar="NOTICE.json")

    made = verb("settings", texts.D_SETTINGS, commands.settings)
    made.add_argument("name", nargs="?", metavar="NAME")
    made.add_argument("value", nargs="?", metavar="VALUE")
    return parser
