"""Why no plan exists: each cause as a sentence, the visits and people behind it, and remedies that can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Wording
from ...workflow.why_not import Concerned, Effect, Person, Reason, Trial
from ..look import GAP, Meaning, heading, note, paint, sized
from ..models.table import Column, Index, TableModel
from .plan_words import Say
from .table import TableView

TITLE = Wording("why_not.title", "排不出计划", "No plan exists")
LEAD = Wording(
    "why_not.lead",
    "下面是原因，办法按效果排列。点“试算”看一项办法对整个季度的作用；勾选几项可以合起来试算。试算不改动任何数据；"
    "要照着办，先在“锁定与抽取”撤回锁定，改好名录、任务或设置，再锁定、抽取。",
    "These are the causes, remedies by effect. “Try” shows what one does to the quarter; tick several to try them "
    "together. Nothing is changed by that: to carry one out, withdraw the freeze under “Freeze and draw”, change "
    "lists, tasks or settings, then freeze and draw anew.",
)
VISITS = Wording("why_not.visits", "涉及的检查（{count}）", "Visits behind it ({count})")
PEOPLE = Wording("why_not.people", "涉及的人员（{count}）", "People behind it ({count})")
HELPS = Wording("why_not.helps", "可行办法", "What helps")
NOTHING = Wording(
    "why_not.nothing",
    "增加人员、推后截止日期等单独一项都不够，需要几项并用。",
    "No single step is enough; several are needed.",
)
SOLVES = Wording("why_not.solves", "可解决这一条", "settles this cause")
EASES = Wording("why_not.eases", "缺口 {before} → {after}", "gap {before} → {after}")
TRY = Wording("why_not.try", "试算", "Try")
TRIED = Wording(
    "why_not.tried",
    "全季度：排不下的检查 {visits_before} → {visits_after} 次，缺 {halves_before} → {halves_after} 个组半天",
    "Whole quarter: visits without a place {visits_before} → {visits_after}, team half-days short {halves_before} → "
    "{halves_after}",
)
ALL_FIT = Wording("why_not.all_fit", "{tried}。全部排得下。", "{tried}. All visits find a place.")
SOME_LEFT = Wording("why_not.some_left", "{tried}。还需要别的办法。", "{tried}. More is needed.")
TOGETHER = Wording("why_not.together", "合起来试算（{count}）(&T)", "&Try together ({count})")
TRYING = Wording("why_not.trying", "正在试算……", "Trying …")
OF_CAUSE = Wording("why_not.of_cause", "第 {number} 条：{what}", "Cause {number}: {what}")
CHOOSE = Wording(
    "why_not.choose", "点左边的“涉及的检查”或“涉及的人员”，在这里列出。", "Visits and people are listed here."
)

V_NUMBER = Wording("why_not.v_number", "编号", "No.")
V_NAME = Wording("why_not.v_name", "检查对象", "Enterprise")
V_CODE = Wording("why_not.v_code", "代码", "Code")
V_TOWN = Wording("why_not.v_town", "乡镇街道", "Town")
V_DEPARTMENTS = Wording("why_not.v_departments", "部门", "Departments")
V_DAYS = Wording("why_not.v_days", "可排工作日", "Possible days")
P_NAME = Wording("why_not.p_name", "姓名", "Name")
P_CERTIFICATE = Wording("why_not.p_certificate", "证号", "Certificate")
P_DEPARTMENT = Wording("why_not.p_department", "部门", "Department")
P_LEAVE = Wording("why_not.p_leave", "请假工作日", "Days on leave")
P_LIMIT = Wording("why_not.p_limit", "派员上限", "Load limit")


class WhyNot(QWidget):
    """`try_wanted` carries remedies and the label that is to say what came of them; `opened` a visit or a person."""

    try_wanted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.tries: list[tuple[QPushButton, QLabel, Effect]] = []
        self.ticks: list[tuple[QCheckBox, Effect]] = []
        self.visits: TableModel[Concerned] = TableModel(
            (
                Column(V_NUMBER, lambda row: row.visit, width=5),
                Column(V_NAME, lambda row: row.name, width=17),
                Column(V_TOWN, lambda row: row.town, width=6),
                Column(V_DEPARTMENTS, lambda row: row.departments, width=10),
                Column(V_DAYS, lambda row: len(row.days), width=6),
                Column(V_CODE, lambda row: row.enterprise, code=True, width=12),
            ),
            say,
            parent=self,
        )
        self.people: TableModel[Person] = TableModel(
            (
                Column(P_NAME, lambda row: row.name, width=6),
                Column(P_DEPARTMENT, lambda row: row.department, width=6),
                Column(P_LEAVE, lambda row: row.leave_days, width=7),
                Column(P_LIMIT, lambda row: row.load_limit, width=6),
                Column(P_CERTIFICATE, lambda row: row.certificate, code=True, width=10),
            ),
            say,
            parent=self,
        )
        self.visit_table, self.people_table = TableView(self.visits), TableView(self.people)
        self.visit_table.setAccessibleName(say(VISITS, count=""))
        self.people_table.setAccessibleName(say(PEOPLE, count=""))
        self.visit_table.activated.connect(self._open_visit)
        self.people_table.activated.connect(self._open_person)
        choose = note(say(CHOOSE))
        choose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lists = QStackedWidget()
        for widget in (choose, self.visit_table, self.people_table):
            self.lists.addWidget(widget)
        self.causes = QScrollArea()
        self.causes.setWidgetResizable(True)
        self.causes.setFrameShape(QFrame.Shape.NoFrame)
        splitter = QSplitter()
        splitter.addWidget(self.causes)
        self.list_title = QLabel()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.list_title)
        beside.addWidget(self.lists, 1)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([560, 380])
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        title = heading(say(TITLE), 1.25)
        paint(title, Meaning.CONFLICT)
        body.addWidget(title)
        body.addWidget(note(say(LEAD)))
        body.addWidget(splitter, 1)
        self.together = QPushButton()
        self.together.clicked.connect(self._try_together)
        self.all_said = note()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.together)
        row.addWidget(self.all_said, 1)
        body.addLayout(row)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show other causes."""
        self.tries, self.ticks = [], []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(2 * GAP)
        for number, reason in enumerate(reasons, 1):
            column.addLayout(self._reason(number, reason))
        column.addStretch(1)
        self.causes.setWidget(page)
        bar = self.causes.verticalScrollBar().sizeHint().width()
        self.causes.setMinimumWidth(page.minimumSizeHint().width() + bar)
        self.all_said.clear()
        self._ticked()
        self.lists.setCurrentIndex(0)
        self.list_title.clear()
        if reasons and reasons[0].visits:
            self._show_visits(1, reasons[0])

    def _reason(self, number: int, reason: Reason) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        sentence = QLabel(f"{number}. {self.say(reason.sentence)}")
        sentence.setWordWrap(True)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(sentence)
        row = QHBoxLayout()
        for words, rows, show in (
            (VISITS, reason.visits, self._show_visits),
            (PEOPLE, reason.people, self._show_people),
        ):
            if rows:
                button = QPushButton(self.say(words, count=len(rows)))
                button.clicked.connect(partial(show, number, reason))
                row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(GAP // 2)
        helps = QLabel(self.say(HELPS if reason.remedies else NOTHING))
        sized(helps, 1.0, bold=bool(reason.remedies))
        helps.setWordWrap(True)
        column.addWidget(helps)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(GAP)
        for place, remedy in enumerate(reason.remedies):
            self._remedy(grid, 2 * place, remedy)
        column.addLayout(grid)
        return column

    def _remedy(self, grid: QGridLayout, row: int, remedy: Effect) -> None:
        words = QCheckBox(self.say(remedy.words).replace("&", "&&"))
        words.toggled.connect(self._ticked)
        self.ticks.append((words, remedy))
        effect = QLabel(self.say(EASES, before=remedy.before, after=remedy.after) if remedy.after else self.say(SOLVES))
        paint(effect, Meaning.QUIET if remedy.after else Meaning.DONE)
        button = QPushButton(self.say(TRY))
        button.setAccessibleName(f"{self.say(TRY)}：{words.text()}")
        said = note()
        said.hide()
        grid.addWidget(words, row, 0)
        grid.addWidget(effect, row, 1)
        grid.addWidget(button, row, 2)
        grid.addWidget(said, row + 1, 0, 1, 3)
        self.tries.append((button, said, remedy))
        button.clicked.connect(partial(self._try, (remedy,), said))

    def _try(self, remedies: tuple[Effect, ...], said: QLabel) -> None:
        said.setText(self.say(TRYING))
        paint(said, Meaning.QUIET)
        said.show()
        self.try_wanted.emit(remedies, said)

    @Slot()
    def _ticked(self) -> None:
        count = len(self.chosen)
        self.together.setText(self.say(TOGETHER, count=count))
        self.together.setEnabled(count > 0)

    @property
    def chosen(self) -> tuple[Effect, ...]:
        """The remedies that are ticked."""
        return tuple(remedy for tick, remedy in self.ticks if tick.isChecked())

    @Slot()
    def _try_together(self) -> None:
        self._try(self.chosen, self.all_said)

    def answer(self, said: QLabel, trial: Trial) -> None:
        """Say what remedies came to."""
        tried = TRIED(
            visits_before=trial.before.visits,
            visits_after=trial.after.visits,
            halves_before=trial.before.half_days,
            halves_after=trial.after.half_days,
        )
        fits = trial.after.visits == trial.after.half_days == 0
        said.setText(self.say(ALL_FIT if fits else SOME_LEFT, tried=tried))
        paint(said, Meaning.DONE if fits else Meaning.DRAFT)

    def _show_visits(self, number: int, reason: Reason) -> None:
        self._title(number, VISITS, len(reason.visits))
        self.visits.set_rows(reason.visits)
        self.lists.setCurrentWidget(self.visit_table)

    def _title(self, number: int, words: Wording, count: int) -> None:
        self.list_title.setText(self.say(OF_CAUSE, number=number, what=self.say(words, count=count)))

    def _show_people(self, number: int, reason: Reason) -> None:
        self._title(number, PEOPLE, len(reason.people))
        self.people.set_rows(reason.people)
        self.lists.setCurrentWidget(self.people_table)

    @Slot(object)
    def _open_visit(self, index: Index) -> None:
        self.opened.emit(self.visits.row(index))

    @Slot(object)
    def _open_person(self, index: Index) -> None:
        self.opened.emit(self.people.row(index))
