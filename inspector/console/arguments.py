"""The command line's own words, in the user's language: usage, headings, errors, placeholders, dates."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn
from unicodedata import east_asian_width

from ..domain.messages import EN, Refusal, Wording
from ..workflow.days import read_day

WRONG_USE = Wording(
    "cli.wrong_use",
    "命令写法不对：{what}\n用法见：{program} --help",
    "Wrong use: {what}\nSee: {program} --help",
)

USAGE = Wording("cli.usage", "用法：", "usage: ")
ARGUMENTS = Wording("cli.arguments", "参数", "arguments")
OPTIONS = Wording("cli.options", "选项", "options")
HELP_ITSELF = Wording("cli.help_itself", "显示这段帮助", "show this help")
PLACEHOLDERS = (
    Wording("cli.metavar.certificate", "执法证编号", "CERTIFICATE"),
    Wording("cli.metavar.code", "代码", "CODE"),
    Wording("cli.metavar.town", "乡镇", "TOWN"),
    Wording("cli.metavar.digits", "号码", "DIGITS"),
    Wording("cli.metavar.document", "文号", "DOCUMENT"),
    Wording("cli.metavar.name", "名称", "NAME"),
    Wording("cli.metavar.text", "文字", "TEXT"),
    Wording("cli.metavar.value", "值", "VALUE"),
    Wording("cli.metavar.folder", "文件夹", "DIR"),
    Wording("cli.metavar.command", "命令", "COMMAND"),
    Wording("cli.metavar.input", "文件", "INPUT"),
)
"""What stands for what is to be typed."""

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


class Help(argparse.HelpFormatter):
    """Help that begins with the usage in the user's language."""

    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, USAGE().text(Parser.language) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse, with its own words and errors of two plain lines in the user's language."""

    language = EN

    def __init__(self, **more: Any) -> None:
        super().__init__(**more, formatter_class=Help)
        if not self.add_help:
            return  # its options go into others' groups, which argparse knows by its own titles
        self._positionals.title = ARGUMENTS().text(self.language)
        self._optionals.title = OPTIONS().text(self.language)
        for action in self._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = HELP_ITSELF().text(self.language)

    def format_help(self) -> str:
        return _placeholders(super().format_help(), self.language)

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


def _placeholders(text: str, language: str) -> str:
    """The help with what stands for what is to be typed in the user's language; columns stay where they are."""
    return text if language == EN else "\n".join(map(_in_chinese, text.split("\n")))


def _in_chinese(line: str) -> str:
    columns = re.fullmatch(r"(  \S.*?)(  +)(\S.*)", line)
    option, space, words = columns.groups() if columns else (line, "", "")
    said = option
    for wording in PLACEHOLDERS:
        said = re.sub(rf"(?<![\w./-]){wording.en}(?![\w./-])", wording.zh, said)
    wider = sum(east_asian_width(char) in "WF" for char in said) + len(said) - len(option)
    return f"{said}{' ' * (len(space) - wider)}{words}".rstrip()
