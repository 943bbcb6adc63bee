"""The command `change`: a change order after approval, the dice of one that waits, or taking it back."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from ..domain.messages import Message, Refusal, Wording
from ..domain.quarters import Period, Quarter
from ..workflow import changing
from ..workflow.changing import Ask, Changed, Paper
from ..workflow.days import read_day
from ..workflow.dice import throw_dice
from ..workflow.opening import CountyFile
from ..workflow.operator import operator
from ..workflow.state import load
from . import texts
from .commands import asked_quarter, county_file, grouped, tell

NO_SINCE = Wording(
    "order_said.no_since",
    "请用 --from 写明从哪一天起可以改动，例如 --from 2027-02-01。",
    "Say with --from which day is the first that may change, for example --from 2027-02-01.",
)
NOTHING_ASKED = Wording(
    "order_said.nothing_asked",
    "没有写明要调整什么。可写：--ill 证号、--closed 企业代码、--moved 企业代码=乡镇街道、--move 检查编号=起~止、"
    "--notice 放假通知、--cases 有因检查.xlsx；等待掷骰的写 --dice，撤回写 --drop。",
    "Nothing was asked for. Give --ill CERTIFICATE, --closed CODE, --moved CODE=TOWN, --move VISIT=FROM~TO, --notice "
    "FILE or --cases LISTS.xlsx; --dice for an order that waits, --drop to take it back.",
)
BAD_PAIR = Wording(
    "order_said.bad_pair",
    "“{words}”看不懂，应写作 {example}。",
    "'{words}' cannot be read; write it as {example}.",
)
LINE = Wording("order_said.line", "{kind}　{subject}：{before} → {after}", "{kind} {subject}: {before} → {after}")
ORDERED = Wording(
    "order_said.ordered",
    "{quarter} 第 {number} 号调整单已生效，共 {lines} 条改动。",
    "{quarter}: change order {number} is in force, {lines} lines.",
)
WAITS = Wording(
    "order_said.waits",
    "{quarter} 第 {number} 号调整单已锁定，有 {seats} 个岗位要重新抽取。请公开掷骰后运行：inspector change 文件 --dice "
    "号码 --witness 见证人",
    "{quarter}: change order {number} is frozen and {seats} seats are to be drawn. Throw the dice in public, then run: "
    "inspector change FILE --dice DIGITS --witness NAME",
)
PREVIEWED = Wording(
    "order_said.previewed",
    "以上只是预览，没有保存；有 {seats} 个岗位要重新抽取。",
    "This was a preview, nothing was saved; {seats} seats would be drawn.",
)
DROPPED = Wording(
    "order_said.dropped", "{quarter} 等待掷骰的调整单已撤回。", "{quarter}: the waiting change order is taken back."
)
EMPTY = Wording("order_said.empty", "（无）", "(none)")


def change(arguments: Namespace) -> int:
    quarter = asked_quarter(arguments)
    with county_file(arguments) as file:
        if arguments.drop:
            after = changing.drop(file, quarter, by=arguments.by, reason=arguments.reason, operator=operator())
            tell(arguments, [DROPPED(quarter=str(after.quarter))], {"quarter": str(after.quarter)})
            return 0
        done = _changed(arguments, file, quarter)
    lines: list[Message | str] = [
        LINE(kind=kind, subject=subject, before=before or EMPTY(), after=after or EMPTY())
        for kind, subject, before, after in done.lines
    ]
    if arguments.preview:
        lines.append(PREVIEWED(seats=done.to_draw))
    elif done.waiting:
        lines += [WAITS(quarter=done.quarter, number=done.number, seats=done.to_draw), f"H {done.frozen}"]
    else:
        lines.append(ORDERED(quarter=done.quarter, number=done.number, lines=len(done.lines)))
        lines.append(texts.FINGERPRINT(mark=grouped(done.fingerprint)))
    tell(arguments, lines, done, done.messages)
    return 0


def _changed(arguments: Namespace, file: CountyFile, quarter: Quarter | None) -> Changed:
    digits = throw_dice() if arguments.random else arguments.dice or ""
    witnesses = () if arguments.random else arguments.witness
    if digits and not _asks(arguments):
        return changing.draw_replacements(file, quarter, digits, witnesses=witnesses, operator=operator())
    if not _asks(arguments):
        raise Refusal(NOTHING_ASKED())
    if arguments.since is None:
        raise Refusal(NO_SINCE())
    ask = _ask(arguments, load(file, quarter).quarter.last)
    if arguments.preview:
        return changing.preview(file, quarter, ask)
    paper = Paper(arguments.reason, arguments.basis, arguments.by, arguments.document, arguments.date or date.today())
    return changing.change(file, quarter, ask, paper, operator=operator(), dice=digits, witnesses=witnesses)


def _asks(arguments: Namespace) -> bool:
    return bool(
        arguments.ill or arguments.closed or arguments.moved or arguments.move or arguments.notice or arguments.cases
    )


def _ask(arguments: Namespace, last: date) -> Ask:
    since = arguments.since
    until = arguments.until or max(last, since)
    if until < since:
        raise Refusal(BAD_PAIR(words=f"--to {until}", example=f"--to {since}"))
    return Ask(
        since,
        ill={certificate: Period(since, until) for certificate in arguments.ill},
        closed=arguments.closed,
        moved=dict(_pair(words, "代码=乡镇街道") for words in arguments.moved),
        dates={visit: _period(days) for visit, days in (_pair(each, MOVE_EXAMPLE) for each in arguments.move)},
        notice=arguments.notice,
        cases=arguments.cases,
    )


MOVE_EXAMPLE = "V0001=2027-03-01~2027-03-05"


def _pair(words: str, example: str) -> tuple[str, str]:
    name, sign, value = words.partition("=")
    if not (name.strip() and sign and value.strip()):
        raise Refusal(BAD_PAIR(words=words, example=example))
    return name.strip(), value.strip()


def _period(words: str) -> Period:
    start, _, end = words.partition("~")
    found = Period(read_day(start), read_day(end or start))
    if found.end < found.start:
        raise Refusal(BAD_PAIR(words=words, example=MOVE_EXAMPLE))
    return found
