"""`inspector`: the same workflow from a terminal, and the door to the desktop program.

Exit codes: 0 done; 1 the answer is no (no plan exists, verification failed); 2 wrong use or unreadable
input. Whatever goes wrong is told in one or two plain lines.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import freeze_support
from pathlib import Path

from . import __version__
from .console.language import as_data, make_output_safe, system_language
from .domain.messages import LANGUAGES, Message, Refusal, Wording

UNEXPECTED = Wording(
    "cli.unexpected",
    "程序出错了。已经做完的步骤都在辖区文件里，没做完的不留痕迹；inspector status 可查看。{log}",
    "The program failed. Steps that were finished are in the county file, nothing is half done; see: inspector status. "
    "{log}",
)
STOPPED = Wording(
    "cli.stopped",
    "已停止。已经做完的步骤都在辖区文件里，没做完的不留痕迹；inspector status 可查看。",
    "Stopped. Steps that were finished are in the county file, nothing is half done; see: inspector status.",
)
NO_DESKTOP = Wording(
    "cli.no_desktop",
    "这台机器打不开窗口：{why}。命令行照常可用，见 inspector --help。",
    "No window can be opened on this machine: {why}. The command line works all the same: inspector --help.",
)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    freeze_support()
    make_output_safe()
    words = list(sys.argv[1:] if words is None else words)
    language = _asked_language(words) or system_language()
    as_json = "--json" in words
    try:
        return _run(words, language)
    except Refusal as refusal:
        told = refusal.message.text(language)
        print(told, file=sys.stderr)
        if as_json:
            with suppress(OSError):  # it has been told
                print(json.dumps({"ok": False, "error": as_data(refusal.message, language)}, ensure_ascii=False))
        return refusal.exit_code
    except KeyboardInterrupt:
        print(STOPPED().text(language), file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except Exception:
        print(UNEXPECTED(log=_kept()).text(language), file=sys.stderr)
        return 2


def _asked_language(words: Sequence[str]) -> str:
    for word, after in zip(words, [*words[1:], ""], strict=True):
        asked = after if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if asked in LANGUAGES:
            return asked
    return ""


def _run(words: Sequence[str], language: str) -> int:
    from .console.parser import build

    if not words or (len(words) == 1 and words[0].endswith(".county")):
        return _desktop(Path(words[0]) if words else None, language)
    arguments = build(language).parse_args(words)
    arguments.lang = language
    arguments.json = getattr(arguments, "json", False)
    if arguments.version:
        print(__version__)
        return 0
    if arguments.self_test:
        return _self_test(language)
    if not arguments.command:
        return _desktop(None, language)
    code: int = arguments.run(arguments)
    return code


def _desktop(file: Path | None, language: str) -> int:
    try:
        from .ui import run
    except ImportError as error:
        raise Refusal(NO_DESKTOP(why=str(error))) from None
    return run(file, language)


def _self_test(language: str) -> int:
    from .ui import self_test

    return self_test(language)


def _kept() -> Message:
    """The traceback goes to a file a maintainer can read, never to the clerk's screen."""
    from .workflow.logs import keep

    return keep(traceback.format_exc())


if __name__ == "__main__":
    sys.exit(main())
