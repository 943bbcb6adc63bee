"""检查组派员表: who is out where on which day."""

from __future__ import annotations

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...rules.naming import name_department
from .table import CENTRED, CODE, DATE, NUMBER, Column, Table, listing
from .words import SERIES, enterprise_name, person

NAME = "检查组派员表"
COLUMNS = (
    Column("日期", 12, DATE),
    Column("部门", 14, CENTRED),
    Column("乡镇街道", 14, CENTRED),
    Column("组号", 6, NUMBER),
    Column("检查人员", 24),
    Column("执法证编号", 28, CODE),
    Column("上午企业", 34),
    Column("下午企业", 34),
)


def table(snapshot: Snapshot, plan: Plan) -> Table:
    """The sheet 检查组派员表; people stand in the order of their seats, their certificate numbers likewise."""
    county = snapshot.county
    crews: dict[str, list[str]] = {}
    for posting in sorted(plan.postings, key=lambda posting: (posting.team, posting.seat)):
        crews.setdefault(posting.team, []).append(posting.certificate)

    def visited(number: str) -> str:
        return enterprise_name(county, plan.visit[number].enterprise) if number in plan.visit else ""

    teams = sorted(plan.teams, key=lambda team: (team.date, team.department, team.town, team.number))
    return listing(
        NAME,
        COLUMNS,
        (
            (
                team.date,
                name_department(county, team.department),
                team.town,
                team.number,
                SERIES.join(person(county, certificate) for certificate in crews.get(team.name, ())),
                SERIES.join(crews.get(team.name, ())),
                visited(team.morning),
                visited(team.afternoon),
            )
            for team in teams
        ),
    )
