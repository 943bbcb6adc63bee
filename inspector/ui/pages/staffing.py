"""派员: the table of chances before the dice, the public draw of inspectors, and who goes where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...workflow import draw_record, outlook
from ...workflow.draw_record import LoadRow, PairRow, SeatRow
from ...workflow.opening import CountyFile
from ...workflow.outlook import Fairness
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.state import QuarterState, Stage
from ..dialogs.ceremony import CeremonyDialog
from ..dialogs.papers import show_draw_record, show_slip
from ..dialogs.rituals import H1, staffing_ritual
from ..jobs import Job
from ..look import note
from ..models.seats import SEAT_COLUMNS, all_chances
from ..models.table import Column, TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.draws import draws_model
from ..widgets.fairness import FairnessView
from ..widgets.fingerprint import Fingerprint
from ..widgets.table import TableView
from .draw import APPROVED, DRAW_FIRST
from .page import Page

DRAW = Wording("staff_page.draw", "公开抽取(&D)…", "Public &draw…")
DRAW_AGAIN = Wording("staff_page.draw_again", "再次抽取(&D)…", "&Draw again…")
PRINT = Wording("staff_page.print", "打印抽取记录(&P)…", "&Print the record…")
FIRST = Wording(
    "staff_page.first",
    "先排期：日期定下以后，才有概率表和 H1。",
    "Schedule first: dates give the table of chances and H1.",
)
SEATS = Wording("staff_page.seats", "岗位与概率（{count}）", "Seats and chances ({count})")
LOADS = Wording("staff_page.loads", "每人派出天数", "Days out of each")
FAIRNESS = Wording("staff_page.fairness", "公平性", "Fairness")
DRAWS = Wording("staff_page.draws", "历次抽取（{count}）", "All draws ({count})")
ALL = Wording("staff_page.all", "全部部门", "All departments")
FIND = Wording("staff_page.find", "人员、企业、乡镇", "Inspector, enterprise, town")
READING = Wording("staff_page.reading", "正在整理概率表", "Reading the table of chances")
PAIRS = Wording("staff_page.pairs", "搭档（{count}）", "Pairs ({count})")
SUBMITTED = Wording(
    "staff_page.submitted",
    "计划已经送审；退回以后才能再次抽取。",
    "The plan was submitted; there can be another draw once it is sent back.",
)
SEAT_OF = Wording(
    "staff_page.seat_of",
    "{day}　{department}　{town}　第 {number} 组 {seat} 号岗位：{chances}",
    "{day}  {department}  {town}  team {number}, seat {seat}: {chances}",
)
CHOOSE = Wording(
    "staff_page.choose",
    "选中一个岗位，这里列出全部可派人员和概率。概率因请假、回避、资质、执法事项和季度上限而不相等，"
    "按每人派出天数尽量平均算出；掷骰前已锁定在 H1 里，谁都可以重算。",
    "Choose a seat to see here everybody who may take it, with chances. Chances differ because of leave, recusal, "
    "qualifications, items and load limits; they even out everybody's days. H1 fixes them before the dice, and anybody "
    "can compute them again.",
)
SEEK = Wording(
    "staff_page.seek",
    "选中一人按回车或双击，看他可能去的岗位。",
    "Press Enter or double-click to see the seats that a person may take.",
)
CAN_DRAW = (Stage.SCHEDULED, Stage.STAFFED)
SEAT_TAB, LOAD_TAB, PAIR_TAB, FAIRNESS_TAB, DRAW_TAB = range(5)


PAIR_COLUMNS: tuple[Column[PairRow], ...] = (
    Column(Wording("pair_rows.department", "部门", "Department"), lambda row: row.department, width=10),
    Column(Wording("pair_rows.one", "检查人员", "Inspector"), lambda row: row.one, width=10),
    Column(Wording("pair_rows.other", "搭档", "With"), lambda row: row.other, width=10),
    Column(Wording("pair_rows.times", "同组次数", "Times together"), lambda row: row.times, width=7),
)
LOAD_COLUMNS: tuple[Column[LoadRow], ...] = (
    Column(Wording("loads.department", "部门", "Department"), lambda row: row.department, width=8),
    Column(Wording("loads.certificate", "执法证编号", "Certificate"), lambda row: row.certificate, width=11, code=True),
    Column(Wording("loads.name", "姓名", "Name"), lambda row: row.name, width=8),
    Column(
        Wording("loads.expected", "预计天数", "Days expected"),
        lambda row: f"{float(row.expected):.2f}",
        key=lambda row: float(row.expected),
        width=7,
        right=True,
    ),
    Column(Wording("loads.drawn", "实派天数", "Days drawn"), lambda row: row.drawn, width=7),
    Column(Wording("loads.limit", "季度上限", "Limit"), lambda row: row.limit, width=7),
)


class StaffingPage(Page):
    """H1 and the chances; after the dice also who was drawn, loads and fairness."""

    TITLE = STEP_TITLES[StepName.STAFFING]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self._read: object = None
        self._searched: list[str] = []
        self.draw_button = self.add_tool(DRAW, self.show_ceremony)
        self.print_button = self.add_tool(PRINT, self.show_record)
        self.first = note(self.say(FIRST))
        self.body.addWidget(self.first)
        self.after = QWidget()
        column = QVBoxLayout(self.after)
        column.setContentsMargins(0, 0, 0, 0)
        self.h1 = Fingerprint(self.say(H1), self.say)
        column.addWidget(self.h1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.seats: TableModel[SeatRow] = TableModel(SEAT_COLUMNS, self.say, parent=self)
        self.loads: TableModel[LoadRow] = TableModel(LOAD_COLUMNS, self.say, parent=self)
        self.fairness = FairnessView(self.say)
        self.draws = draws_model(self.say, self._in_force)
        self.draws.setParent(self)
        self.pairs: TableModel[PairRow] = TableModel(PAIR_COLUMNS, self.say, parent=self)
        self.tabs.addTab(self._seat_tab(), self.say(SEATS, count=0))
        self.tabs.addTab(self._load_tab(), self.say(LOADS))
        self.pair_table, self.draw_table = TableView(self.pairs), TableView(self.draws)
        self.tabs.addTab(self.pair_table, self.say(PAIRS, count=0))
        self.tabs.addTab(self.fairness, self.say(FAIRNESS))
        self.tabs.addTab(self.draw_table, self.say(DRAWS, count=0))
        self.load_table.setAccessibleName(self.say(LOADS))
        column.addWidget(self.tabs, 1)
        self.body.addWidget(self.after, 1)
        self.body.addStretch(0)

    def _seat_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 8, 0, 0)
        row = QHBoxLayout()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.say(FIND))
        self.search.setAccessibleName(self.say(FIND))
        self.search.setClearButtonEnabled(True)
        self.department = QComboBox()
        self.department.setAccessibleName(self.say(ALL))
        self.department.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self.search, 1)
        row.addWidget(self.department)
        column.addLayout(row)
        self.seat_table = TableView(self.seats)
        self.seat_table.selectionModel().currentRowChanged.connect(self._show_seat)
        column.addWidget(self.seat_table, 1)
        self.seat_words = note(self.say(CHOOSE))
        column.addWidget(self.seat_words)
        self.search.textChanged.connect(self._filter)
        self.department.currentIndexChanged.connect(self._filter)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._find)
        return tab

    def _load_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 8, 0, 0)
        self.load_table = TableView(self.loads)
        self.load_table.activated.connect(self._show_person)
        column.addWidget(self.load_table, 1)
        column.addWidget(note(self.say(SEEK)))
        return tab

    def _entitle(self, tab: int, table: TableView, words: Message) -> None:
        self.tabs.setTabText(tab, self.say(words))
        table.setAccessibleName(self.say(words))

    def _in_force(self) -> Any:
        plan = self.shown.quarter.plan
        return plan.dice(2) if plan else None

    def refresh(self) -> None:
        now = self.shown.quarter
        ready = now.plan is not None and bool(now.plan.h1) and now.stage.value >= Stage.SCHEDULED.value
        self.tell_step(StepName.STAFFING)
        self.first.setVisible(not ready)
        self.after.setVisible(ready)
        self.body.setStretch(self.body.count() - 1, 0 if ready else 1)
        drawn = ready and bool(now.current.postings)
        self.draw_button.setText(self.say(DRAW_AGAIN if drawn else DRAW))
        self.allow(self.draw_button, self._why_not_draw(now))
        self.allow(self.print_button, None if drawn else DRAW_FIRST)
        if not ready:
            return
        self.h1.show_mark(now.current.h1)
        draws = [draw for draw in now.draws if draw.stage == 2]
        self.draws.set_rows(draws)
        self._entitle(DRAW_TAB, self.draw_table, DRAWS(count=len(draws)))
        self.tabs.setTabVisible(DRAW_TAB, bool(draws))
        for tab in (PAIR_TAB, FAIRNESS_TAB):
            self.tabs.setTabVisible(tab, drawn)
        self.seat_table.setColumnHidden(5, not drawn)
        key = self.shown.path, now.quarter, now.version, now.current.h1, len(now.draws), drawn
        if key == self._read:
            return
        self._read = key
        quarter = now.quarter

        def work(file: CountyFile, __: Job) -> Any:
            report = outlook.fairness(file, quarter) if drawn else None
            seats = draw_record.seats(now)
            texts = [_searched(row) for row in seats]
            return (seats, texts), draw_record.loads(now), draw_record.pairs(now), report

        self.session.ask(READING(), work, self._show_tables)

    def _why_not_draw(self, now: QuarterState) -> Wording | None:
        if now.stage in CAN_DRAW:
            return None
        return {Stage.SUBMITTED: SUBMITTED, Stage.APPROVED: APPROVED}.get(now.stage, FIRST)

    def _show_tables(
        self,
        found: tuple[tuple[Sequence[SeatRow], list[str]], Sequence[LoadRow], Sequence[PairRow], Fairness | None],
    ) -> None:
        (seats, self._searched), loads, pairs, report = found
        self.seats.set_rows(seats)
        self.loads.set_rows(loads)
        self.pairs.set_rows(pairs)
        self._entitle(PAIR_TAB, self.pair_table, PAIRS(count=len(pairs)))
        self.seat_words.setText(self.say(CHOOSE))
        if report is not None:
            self.fairness.show_report(report, {one.code: one.short_name for one in self.shown.county.departments})
        chosen = self.department.currentData()
        self.department.blockSignals(True)
        self.department.clear()
        self.department.addItem(self.say(ALL), "")
        for name in sorted({row.department for row in seats}):
            self.department.addItem(name, name)
        self.department.setCurrentIndex(max(self.department.findData(chosen), 0))
        self.department.blockSignals(False)
        self._filter()

    @Slot()
    def _filter(self) -> None:
        """Only seats of the department in which what is searched for occurs."""
        wanted, department = self.search.text().strip().lower(), self.department.currentData() or ""
        rows = self.seats.all_rows

        def keep(number: int) -> bool:
            row = rows[number]
            if department and row.department != department:
                return False
            return not wanted or wanted in self._searched[number]

        self.seats.set_filter(keep if wanted or department else None)
        self._entitle(SEAT_TAB, self.seat_table, SEATS(count=self.seats.rowCount()))

    @Slot()
    def _find(self) -> None:
        self.tabs.setCurrentIndex(SEAT_TAB)
        self.search.setFocus()

    @Slot(QModelIndex)
    def _show_seat(self, index: QModelIndex) -> None:
        """Everybody who may take the seat."""
        if not index.isValid():
            self.seat_words.setText(self.say(CHOOSE))
            return
        row = self.seats.row(index)
        self.seat_words.setText(
            self.say(
                SEAT_OF,
                day=row.day,
                department=row.department,
                town=row.town,
                number=row.number,
                seat=row.seat,
                chances=all_chances(row),
            )
        )

    @Slot(QModelIndex)
    def _show_person(self, index: QModelIndex) -> None:
        """The seats that a person may take, or has taken."""
        self.department.setCurrentIndex(0)
        self.search.setText(self.loads.row(index).certificate)
        self.tabs.setCurrentIndex(SEAT_TAB)
        self.seat_table.setFocus()

    @Slot()
    def show_ceremony(self) -> None:
        """The public draw of inspectors."""
        if self.is_busy():
            return
        now = self.shown.quarter
        ritual = staffing_ritual(
            self.session,
            now,
            self.seats.all_rows,
            lambda parent: show_slip(self.session, self.preferences, now, 2, parent),
            self._print_record,
        )
        CeremonyDialog(self.session, ritual, self.window()).open()

    @Slot()
    def show_record(self) -> None:
        """The record of the draw in force, for print."""
        self._print_record(self.window())

    def _print_record(self, parent: QWidget) -> None:
        show_draw_record(self.session, self.preferences, self.shown.quarter, 2, parent)


def _searched(row: SeatRow) -> str:
    names = " ".join(f"{code} {name}" for code, name, _ in row.chances)
    return f"{names} {row.drawn} {' '.join(row.enterprises)} {row.town} {row.day}".lower()
