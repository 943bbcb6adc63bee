"""A county of a handful of enterprises, planned in a moment: proof that an installation works."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from ..domain.codes import RiskClass, TaskKind
from ..domain.county import County, Department, Enterprise, Inspector, Item, Scope, Task
from ..domain.identity import check_digit
from ..domain.quarters import Period
from ..store import CountyFile
from . import drawing, freezing, scheduling
from .demo import DICE, FIRST

OPERATOR = "self-test"


def tiny_county() -> County:
    """Two departments, six inspectors, eight enterprises, one joint task."""
    firsts = [f"91990000MA000000{number}" + "X" for number in range(8)]
    codes = [first[:17] + check_digit(first[:17]) for first in firsts]
    return County(
        name="自检县",
        code="990000",
        departments=(Department("A", "甲局", "甲"), Department("B", "乙局", "乙")),
        enterprises=tuple(Enterprise(code, f"自检企业{number}", town="一镇") for number, code in enumerate(codes, 1)),
        inspectors=tuple(
            Inspector(f"{department}{number}", f"检查员{department}{number}", department)
            for department in ("A", "B")
            for number in range(1, 4)
        ),
        items=(
            Item("A01", "甲事项", "A", document="示例文号"),
            Item("B01", "乙事项", "B", document="示例文号"),
        ),
        tasks=(
            Task(
                "自检任务",
                "自检任务",
                TaskKind.UNTARGETED,
                "A",
                ("B",),
                ("A01", "B01"),
                Scope(),
                ((RiskClass.UNRATED, Decimal("0.5")),),
                None,
                Period(date(FIRST.year, 1, 1), date(FIRST.year, 3, 31)),
            ),
        ),
    )


def plan_tiny_county(folder: Path) -> tuple[Path, int]:
    """Plan it in a new county file in `folder`; returns the file and the number of visits."""
    county = tiny_county()
    path = folder / "self-test.county"
    dice1, dice2 = DICE[FIRST]
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator=OPERATOR)
        freezing.freeze(file, FIRST, operator=OPERATOR)
        drawing.draw(file, FIRST, dice1, operator=OPERATOR)
        scheduled = scheduling.schedule(file, FIRST, effort="quick", operator=OPERATOR)
        drawing.staff(file, FIRST, dice2, operator=OPERATOR)
    return path, scheduled.visits
