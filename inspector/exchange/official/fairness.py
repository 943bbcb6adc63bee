"""公平性: what was likely and what came out, by groups of enterprises, inspectors and departments."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...draw.fairness import Fairness, report
from ...draw.targets import Targets
from ...rules.naming import name_department
from .table import CENTRED, CODE, NUMBER, Column, Table, Value, listing

NAME = "公平性"
COLUMNS = (
    Column("项目", 20, CENTRED),
    Column("类别", 34),
    Column("对象数", 10, NUMBER),
    Column("机会数", 10, NUMBER),
    Column("预计", 12, CODE),
    Column("实际", 10, NUMBER),
    Column("说明", 60),
)
CHANCES = "机会数为可抽家次，预计为各家抽中机会之和，实际为抽中家次"
LOADS = "机会数为季度派员上限（天），预计和实际为派出天数"
SHARES = "机会数为检查次数，实际为其中不计入年度次数的次数"
PAIRS = "对象数为检查组数，机会数为可能的搭档数，实际为出现过的搭档数；同一搭档最多 {most} 次"
SAVED = "对象数为入企次数，实际为合并检查少入企的次数"


def table(snapshot: Snapshot, plan: Plan, targets: Targets) -> Table:
    """The sheet 公平性."""
    return listing(NAME, COLUMNS, _lines(snapshot, report(snapshot, plan, targets)))


def _lines(snapshot: Snapshot, found: Fairness) -> Iterator[tuple[Value, ...]]:
    county = snapshot.county
    for row in found.groups:
        yield (
            row.dimension().text(),
            row.group,
            row.enterprises,
            row.chances,
            _decimal(row.expected),
            row.drawn,
            CHANCES,
        )
    for load in found.loads:
        who = county.inspector[load.certificate]
        name = f"{name_department(county, load.department)}：{who.name}({who.certificate})"
        yield "检查人员派出天数", name, 1, load.limit, _decimal(load.expected), load.drawn, LOADS
    warned = {dict(message.params)["department"]: message.text() for message in found.warnings}
    for share in found.shares:
        name = name_department(county, share.department)
        yield "不计入次数的检查", name, 1, share.checks, None, share.exempt, warned.get(name, SHARES)
    for pair in found.pairs:
        name = name_department(county, pair.department)
        yield "检查人员搭档", name, pair.teams, pair.possible, None, pair.met, PAIRS.format(most=pair.most)
    yield "合并检查", "全县", found.entries, None, None, found.entries_saved, SAVED


def _decimal(share: Fraction) -> str:
    """Two decimals, rounded half up, from the exact fraction: the same text everywhere."""
    hundredths = (share.numerator * 200 + share.denominator) // (2 * share.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
