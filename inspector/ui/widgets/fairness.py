"""The fairness report as tables: enterprises by group, departments' exempt shares, pairs of inspectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...workflow.outlook import DepartmentShare, Fairness, GroupFairness, PairSpread
from ..look import GAP, Meaning, note, sized
from ..models.table import Column, TableModel
from .table import TableView

SAVED = Wording(
    "fairness_view.saved",
    "入企 {entries} 次，比各部门分别入企少 {saved} 次。",
    "{entries} entries into enterprises, {saved} fewer than if each department came on its own.",
)
GROUPS = Wording("fairness_view.groups", "各类企业：期望与实际", "Enterprises by group: expected and drawn")
SHARES = Wording("fairness_view.shares", "各部门：不计入年度次数的检查", "Departments: exempt checks")
PAIRS = Wording("fairness_view.pairs", "检查人员搭档", "Pairs of inspectors")

GROUP_COLUMNS: tuple[Column[GroupFairness], ...] = (
    Column(Wording("groups.dimension", "口径", "By"), lambda row: row.dimension, width=7),
    Column(Wording("groups.group", "分组", "Group"), lambda row: row.group, width=8),
    Column(Wording("groups.enterprises", "家数", "Enterprises"), lambda row: row.enterprises, width=5),
    Column(Wording("groups.chances", "可抽家次", "Chances"), lambda row: row.chances, width=5),
    Column(
        Wording("groups.expected", "期望抽中", "Expected"),
        lambda row: f"{float(row.expected):.1f}",
        key=lambda row: float(row.expected),
        width=5,
        right=True,
    ),
    Column(Wording("groups.drawn", "实际抽中", "Drawn"), lambda row: row.drawn, width=5),
)
SHARE_COLUMNS: tuple[Column[DepartmentShare], ...] = (
    Column(Wording("shares.department", "部门", "Department"), lambda row: row.department, width=7),
    Column(Wording("shares.checks", "检查次数", "Checks"), lambda row: row.checks, width=7),
    Column(Wording("shares.exempt", "其中不计入", "Exempt"), lambda row: row.exempt, width=8),
    Column(
        Wording("shares.share", "比例", "Share"),
        lambda row: f"{100 * row.exempt / row.checks:.0f}%" if row.checks else "",
        key=lambda row: row.exempt / row.checks if row.checks else 0,
        width=6,
        right=True,
    ),
)
PAIR_COLUMNS: tuple[Column[PairSpread], ...] = (
    Column(Wording("pairs.department", "部门", "Department"), lambda row: row.department, width=7),
    Column(Wording("pairs.teams", "检查组", "Team-days"), lambda row: row.teams, width=5),
    Column(Wording("pairs.possible", "可能的搭档", "Possible pairs"), lambda row: row.possible, width=6),
    Column(Wording("pairs.met", "出现的搭档", "Pairs met"), lambda row: row.met, width=6),
    Column(Wording("pairs.most", "同一搭档最多", "One pair at most"), lambda row: row.most, width=7),
)


class FairnessView(QWidget):
    """Three tables under one sentence; warnings stand first."""

    def __init__(self, say: Callable[[Message | Wording], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 8, 0, 0)
        self.saved = note()
        self.warnings = note(meaning=Meaning.DRAFT)
        body.addWidget(self.saved)
        body.addWidget(self.warnings)
        self._names: dict[str, str] = {}
        self.groups: TableModel[GroupFairness] = TableModel(GROUP_COLUMNS, say, parent=self)
        self.shares: TableModel[DepartmentShare] = TableModel(self._named(SHARE_COLUMNS), say, parent=self)
        self.pairs: TableModel[PairSpread] = TableModel(self._named(PAIR_COLUMNS), say, parent=self)
        self.tables: list[TableView] = []
        across = QHBoxLayout()
        across.setSpacing(GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        parts = (GROUPS, self.groups, left), (SHARES, self.shares, right), (PAIRS, self.pairs, right)
        for words, model, column in parts:
            title = QLabel(say(words))
            sized(title, 1.0, bold=True)
            column.addWidget(title)
            table = TableView(model)
            table.setAccessibleName(say(words))
            self.tables.append(table)
            column.addWidget(table, 1)
        body.addLayout(across, 1)

    def _named(self, columns: Sequence[Column[Any]]) -> list[Column[Any]]:
        """The columns with the department's name in place of its code."""
        first = replace(columns[0], value=lambda row: self._names.get(row.department, row.department))
        return [first, *columns[1:]]

    def show_report(self, report: Fairness, names: Mapping[str, str]) -> None:
        """Show what was likely and what came out; `names` are the departments' by their codes."""
        self._names = dict(names)
        self.saved.setText(self._say(SAVED(entries=report.entries, saved=report.entries_saved)))
        self.warnings.setText("\n".join(map(self._say, report.warnings)))
        self.warnings.setVisible(bool(report.warnings))
        self.groups.set_rows(report.groups)
        self.shares.set_rows(report.shares)
        self.pairs.set_rows(report.pairs)
        for table in self.tables:
            table.resizeColumnsToContents()
