"""One enterprise: who it is, its year as a line, what its caps leave, its chances in the draw, and its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import EnterpriseStatus
from ...domain.county import BLANK_TOWN, Enterprise
from ...domain.messages import Message, Wording
from ...workflow.enterprise_year import EnterpriseYear, Mark, TaskChance, YearBook
from ...workflow.list_words import TERMS
from ...workflow.opening import CountyFile
from ...workflow.overview import Overview
from ..edits import EditDesk
from ..jobs import Job
from ..look import GAP, MARGIN, Meaning, note, paint, sized
from ..models.index import Column
from ..models.lists import periods
from ..models.table import TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.table import TableView
from ..widgets.year_line import YearLine

READING = Wording("enterprise.reading", "整理企业年度情况", "Reading the enterprise's year")
EDIT = Wording("enterprise.edit", "修改(&E)…", "&Edit…")
CLOSE = Wording("enterprise.close", "关闭(&C)", "&Close")
YEAR = Wording("enterprise.year", "{year} 年", "{year}")
YEARS = Wording("enterprise.years", "年份", "Year")
RISK = Wording("enterprise.risk", "信用风险 {risk}", "risk class {risk}")
INDUSTRY = Wording("enterprise.industry", "行业 {code}", "industry {code}")
LABELS = Wording("enterprise.labels", "标签：{labels}", "Labels: {labels}")
BLACKOUTS = Wording("enterprise.blackouts", "错峰时段：{periods}", "Blackout periods: {periods}")
CONTACT = Wording("enterprise.contact", "联系人：{contact}", "Contact: {contact}")
RECUSED = Wording("enterprise.recused", "回避：{people}", "Recused: {people}")
PERSON = Wording("enterprise.person", "{name}（{department}，{reason}）", "{name} ({department}, {reason})")
CHANCES = Wording("enterprise.chances", "{quarter} 的抽取机会", "Chances in {quarter}")
NOT_FROZEN = Wording(
    "enterprise.not_frozen",
    "名录还没有锁定，以下按现在的名录计算。",
    "The lists are not frozen yet; this is what they say now.",
)
NO_TASK = Wording("enterprise.no_task", "没有任务的范围包括这家企业。", "No task of the quarter has it in scope.")
HISTORY = Wording("enterprise.history", "检查和会议调研", "Checks and meetings")
TASK = Wording("enterprise.task", "任务", "Task")
CHANCE = Wording("enterprise.chance", "机会", "Chance")
OF = Wording("enterprise.of", "{percent}%（{eligible} 抽 {due}）", "{percent} % ({due} of {eligible})")
NONE = Wording("enterprise.none", "不抽", "none")
CAME = Wording("enterprise.came", "抽取结果", "Outcome")
DRAWN = Wording("enterprise.drawn", "抽中", "drawn")
NOT_DRAWN = Wording("enterprise.not_drawn", "未抽中", "not drawn")
WHY_NOT = Wording("enterprise.why_not", "不能抽取的原因", "Why it cannot be drawn")
PARTLY = Wording("enterprise.partly", "只抽部分事项：{reason}", "for some items only: {reason}")
DATE = Wording("enterprise.date", "日期", "Date")
WHAT = Wording("enterprise.what", "事项", "What")
COUNTS = Wording("enterprise.counts", "次数", "Cap")
PLAN = Wording("enterprise.plan", "计划", "Plan")
GONE = Wording("enterprise.gone", "这家企业已不在名录里。", "The enterprise is no longer on the list.")


def percent(chance: Fraction) -> str:
    """A chance in percent, with one digit behind the point where it needs one."""
    return f"{float(100 * chance):.1f}".removesuffix(".0")


CHANCE_COLUMNS: tuple[Column[TaskChance], ...] = (
    Column(TASK, lambda row: f"{row.task} {row.name}", width=28),
    Column(
        CHANCE,
        lambda row: (
            None
            if row.chance is None
            else OF(percent=percent(row.chance), eligible=row.eligible, due=row.due)
            if row.chance
            else NONE
        ),
        lambda row: None if row.chance is None else float(row.chance),
        width=11,
    ),
    Column(
        CAME,
        lambda row: None if row.drawn is None else DRAWN if row.drawn else NOT_DRAWN,
        meaning=lambda row: Meaning.COUNTED if row.drawn else Meaning.QUIET,
        width=6,
    ),
    Column(
        WHY_NOT,
        lambda row: row.reason or (PARTLY(reason=row.partly) if row.partly else None),
        meaning=lambda _: Meaning.DRAFT,
        width=22,
    ),
)
HISTORY_COLUMNS: tuple[Column[Mark], ...] = (
    Column(DATE, lambda row: row.day, width=7),
    Column(WHAT, lambda row: row.what, width=22),
    Column(
        COUNTS,
        lambda row: row.counts,
        meaning=lambda row: Meaning.COUNTED if row.counted else Meaning.EXEMPT,
        width=16,
    ),
    Column(PLAN, lambda row: row.stage, meaning=lambda row: Meaning.DRAFT if row.draft else None, width=10),
)


class YearBooks(QObject):
    """The year book of what a session shows, made once for all enterprises that are looked at (`of`)."""

    ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._book: YearBook | None = None
        self._of: Overview | None = None
        self._asked: Overview | None = None

    @classmethod
    def of(cls, session: Session) -> YearBooks:
        """The session's books."""
        return session.findChild(cls) or cls(session)

    def book(self) -> YearBook | None:
        """The book, if it is there; else it is made in the background and `ready` follows."""
        shown = self.session.shown
        if shown is None or shown is self._of:
            return self._book
        if shown is not self._asked:
            self._asked = shown

            def work(file: CountyFile, _: Job) -> YearBook:
                book = YearBook.load(file, shown)
                book.prepare()
                return book

            def made(book: YearBook) -> None:
                self._book, self._of = book, shown
                self.ready.emit()

            self.session.ask(READING(), work, made)
        return None


def open_enterprise(session: Session, preferences: Preferences, code: str, parent: QWidget) -> EnterpriseDialog:
    """Show an enterprise in a window of its own, beside which one goes on working."""
    dialog = EnterpriseDialog(session, preferences, code, parent)
    dialog.show()
    return dialog


class EnterpriseDialog(QDialog):
    """Stays in step with the file; closes if the file is closed."""

    def __init__(self, session: Session, preferences: Preferences, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.code = code
        self.books = YearBooks.of(session)
        self.desk = EditDesk.of(session)
        self.year: EnterpriseYear | None = None
        self.today: Callable[[], date] = date.today
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(900, 720)
        self._build()
        self.books.ready.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.left.connect(self.close)
        self.desk.changed.connect(self._allow)
        QShortcut(QKeySequence("F2"), self, self.edit)
        self.refresh()

    def _build(self) -> None:
        say = self.session.say
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 6, MARGIN, MARGIN - 8)
        body.setSpacing(GAP // 2)
        top = QHBoxLayout()
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sized(self.name, 1.4)
        self.change = QPushButton(say(EDIT))
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self.edit)
        top.addWidget(self.name, 1)
        top.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(top)
        self.about = note()
        body.addWidget(self.about)
        body.addSpacing(GAP // 2)
        row = QHBoxLayout()
        self.years = QComboBox()
        self.years.setAccessibleName(say(YEARS))
        self.years.activated.connect(self._year_chosen)
        self.caps = note()
        row.addWidget(self.years, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(GAP)
        row.addWidget(self.caps, 1)
        body.addLayout(row)
        self.line = YearLine(say, lambda: self.today())
        body.addWidget(self.line)
        split = QSplitter(Qt.Orientation.Vertical)
        self.chances: TableModel[TaskChance] = TableModel(CHANCE_COLUMNS, say, parent=self)
        self.history: TableModel[Mark] = TableModel(HISTORY_COLUMNS, say, parent=self)
        self.chances_title, self.chances_note = QLabel(), note()
        self.chances_table, self.history_table = TableView(self.chances), TableView(self.history)
        self.history_title = QLabel(say(HISTORY))
        self.history_table.setAccessibleName(say(HISTORY))
        for parts in (
            (self.chances_title, self.chances_note, self.chances_table),
            (self.history_title, self.history_table),
        ):
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, GAP // 2, 0, 0)
            column.setSpacing(4)
            sized(parts[0], 1.0, bold=True)
            for each in parts:
                column.addWidget(each, 1 if isinstance(each, TableView) else 0)
            split.addWidget(part)
        split.setChildrenCollapsible(False)
        body.addWidget(split, 1)
        close = QPushButton(say(CLOSE))
        close.setDefault(True)
        close.clicked.connect(self.close)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(close)
        body.addLayout(below)

    @Slot()
    def refresh(self) -> None:
        """Fill the window from what the session shows."""
        shown = self.session.shown
        if shown is None:
            self.close()
            return
        enterprise = shown.county.enterprise.get(self.code)
        if enterprise is None:
            self.about.setText(self.session.say(GONE))
            paint(self.about, Meaning.CONFLICT)
            self._allow()
            return
        self.setWindowTitle(enterprise.name)
        self.name.setText(enterprise.name)
        book = self.books.book()
        self._show_about(enterprise, self.year)
        self._allow()
        if book is None:
            self.chances_title.setText(self.session.say(CHANCES, quarter=str(shown.quarter.quarter)))
            return
        self._show_years(book)
        self._show_year(book, self.years.currentData())

    def _show_years(self, book: YearBook) -> None:
        before = self.years.currentData()
        self.years.clear()
        for year in book.years(self.code):
            self.years.addItem(self.session.say(YEAR, year=year), year)
        place = self.years.findData(before if before is not None else book.now.quarter.year)
        self.years.setCurrentIndex(max(0, place))

    @Slot()
    def _year_chosen(self) -> None:
        book = self.books.book()
        if book is not None:
            self._show_year(book, self.years.currentData())

    def _show_year(self, book: YearBook, year: int) -> None:
        found = self.year = book.year_of(self.code, year)
        say = self.session.say
        self._show_about(found.enterprise, found)
        self.caps.setText("\n".join(map(say, found.caps)))
        paint(self.caps, Meaning.QUIET if found.check_left else Meaning.COUNTED)
        self.line.show_year(found)
        self.chances_title.setText(say(CHANCES, quarter=str(found.quarter)))
        words = say(NO_TASK) if not found.tasks else "" if found.frozen else say(NOT_FROZEN)
        self.chances_note.setText(words)
        self.chances_note.setVisible(bool(words))
        self.chances_table.setVisible(bool(found.tasks))
        self.chances_table.setAccessibleName(self.chances_title.text())
        self.chances_table.setColumnHidden(2, all(row.drawn is None for row in found.tasks))
        self.chances.set_rows(found.tasks)
        self.history.set_rows(book.history(self.code))

    def _show_about(self, enterprise: Enterprise, year: EnterpriseYear | None) -> None:
        """Who it is, a line a matter; what is blank is left out."""
        first: list[str | Message | Wording] = [
            enterprise.code,
            TERMS[enterprise.kind],
            RISK(risk=TERMS[enterprise.risk]),
            TERMS[enterprise.status],
            enterprise.town if enterprise.town != BLANK_TOWN else "",
            INDUSTRY(code=enterprise.industry) if enterprise.industry else "",
        ]
        contact = " ".join(part for part in (enterprise.contact, enterprise.phone) if part)
        lines: list[str | Message] = [
            " · ".join(text for part in first if (text := self._text(part))),
            enterprise.address,
            LABELS(labels=enterprise.labels) if enterprise.labels else "",
            BLACKOUTS(periods=periods(enterprise.blackouts)) if enterprise.blackouts else "",
            CONTACT(contact=contact) if contact else "",
        ]
        if year is not None and year.recused:
            people = [PERSON(name=each.name, department=each.department, reason=each.reason) for each in year.recused]
            lines.append(RECUSED(people=people))
        self.about.setText("\n".join(text for line in lines if (text := self._text(line))))
        paint(self.about, Meaning.QUIET if enterprise.status is EnterpriseStatus.ACTIVE else Meaning.CONFLICT)

    def _text(self, words: str | Message | Wording) -> str:
        return words if isinstance(words, str) else self.session.say(words)

    @Slot()
    def _allow(self) -> None:
        shown, reason = self.session.shown, self.desk.reason
        known = shown is not None and self.code in shown.county.enterprise
        self.change.setEnabled(known and self.desk.may_change("enterprises"))
        self.change.setToolTip(self.session.say(reason) if reason is not None else "")

    @Slot()
    def edit(self) -> None:
        """Change the enterprise's row."""
        from .edit import EditDialog

        if self.change.isEnabled() and self.session.shown is not None:
            EditDialog(self.session, "enterprises", self.session.shown.county.enterprise[self.code], self).open()
