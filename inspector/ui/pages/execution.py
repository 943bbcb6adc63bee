"""执行: what was approved against what was done, and the record of each visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...domain.outcomes import Outcome
from ...workflow import recording
from ...workflow.execution import Progress, measure
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.recording import Recorded
from ...workflow.state import Stage
from ..jobs import Job
from ..look import GAP, Meaning, note, paint
from ..models.table import TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.done_figures import DoneFigures
from ..widgets.outcome_columns import outcome_columns
from ..widgets.outcome_form import OutcomeForm
from ..widgets.table import TableView
from .page import Page

SAVE = Wording("execution.save", "保存(&S)", "&Save")
SAVE_NEXT = Wording("execution.save_next", "保存并转下一次(&X)", "Save and ne&xt")
UNDO = Wording("execution.undo", "撤销修改", "Undo changes")
RECORDING = Wording("execution.recording", "正在登记", "Recording")
RECORDED = Wording("execution.recorded", "{visit} 已登记。", "{visit} is recorded.")
CORRECTED = Wording(
    "execution.corrected", "{visit} 已更正，原来的登记留存。", "{visit} is corrected; the earlier record stays."
)
UNSAVED = Wording("execution.unsaved", "有未保存的修改。", "There are changes that are not saved.")
SEARCH = Wording("execution.search", "企业名称、代码、编号、乡镇", "name, code, number, town")
ALL_DEPARTMENTS = Wording("execution.all_departments", "全部部门", "All departments")
DEPARTMENT = Wording("execution.department", "部门", "Department")
COUNT = Wording("execution.count", "{count} 次", "{count} {count:visit|visits}")
SPIRIT = Wording(
    "execution.spirit",
    "企业评价、首违不罚、批准与实施对照、投诉答复参照“十必须十不准”第三、八、九、十条登记和统计。",
    "Ratings, first minor violations, approved against done, and answers to complainants follow the spirit of rules 3, "
    "8, 9 and 10 of the ten.",
)
LATER = Wording(
    "execution.later",
    "计划批准后，在这里逐次登记检查是否按期实施、检查结果、后续处置、公示和答复，并与批准的计划对照。",
    "Once the plan is approved, each visit's outcome is recorded here: whether it was made as approved, its result, "
    "follow-up, publication and answer.",
)


class ExecutionPage(Page):
    """Figures above, each a filter; the visits below; the chosen one's record at the right.

    What was typed and not saved is kept while other visits are looked at.
    """

    TITLE = STEP_TITLES[StepName.EXECUTION]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.today: Callable[[], date] = date.today
        self.seen: Progress | None = None
        self._drafts: dict[str, Outcome] = {}
        self._quarter: tuple[object, ...] | None = None
        self.figures = DoneFigures(self.say)
        self.figures.chosen.connect(self._figure_chosen)
        self.body.addWidget(self.figures)
        self._build_table()
        self._build_form()
        self.split = QSplitter()
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.split.setSizes([600, 330])
        self.body.addWidget(self.split, 1)
        self.spirit = note(self.say(SPIRIT))
        self.body.addWidget(self.spirit)
        self.waiting = QWidget()
        self.body.addWidget(self.waiting)

    def _build_table(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.say(SEARCH))
        self.search.setAccessibleName(self.say(SEARCH))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._arrange)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.department = QComboBox()
        self.department.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.department.setAccessibleName(self.say(DEPARTMENT))
        self.department.currentIndexChanged.connect(self._arrange)
        self.count = note()
        self.count.setWordWrap(False)
        self.model = TableModel(outcome_columns(lambda: self.today()), self.say, parent=self)
        self.table = TableView(self.model)
        self.table.setAccessibleName(self.say(self.TITLE))
        self.table.selectionModel().currentRowChanged.connect(self._line_chosen)
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, GAP // 2, 0)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.department)
        above.addWidget(self.count)
        column.addLayout(above)
        column.addWidget(self.table, 1)

    def _build_form(self) -> None:
        self.form = OutcomeForm(self.session)
        self.form.changed.connect(self._typed)
        self.told = note()
        self.save_button = QPushButton(self.say(SAVE))
        self.next_button = QPushButton(self.say(SAVE_NEXT))
        self.undo_button = QPushButton(self.say(UNDO))
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.save_and_next)
        self.undo_button.clicked.connect(self.undo)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_and_next)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(GAP // 2, 0, 0, 0)
        column.addWidget(self.form, 1)
        column.addWidget(self.told)
        below = QHBoxLayout()
        below.addWidget(self.undo_button)
        below.addStretch(1)
        below.addWidget(self.save_button)
        below.addWidget(self.next_button)
        column.addLayout(below)

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.EXECUTION)
        now = self.shown.quarter
        ready = now.stage is Stage.APPROVED
        self.words.setText(self.say(step.words) + ("" if ready else "\n\n" + self.say(LATER)))
        for part in (self.figures, self.split, self.spirit):
            part.setVisible(ready)
        self.body.setStretchFactor(self.waiting, 0 if ready else 1)
        if not ready:
            self.seen = None
            return
        if self._quarter != (self.shown.path, now.quarter):
            self._quarter = (self.shown.path, now.quarter)
            self._drafts.clear()
            self._say("")
        self.seen = measure(now, self.today())
        self.figures.show_figures(self.seen.figures)
        self._show_departments()
        self._show_lines()

    def _show_departments(self) -> None:
        assert self.seen is not None
        chosen = self.department.currentData()
        names = sorted({name for line in self.seen.lines for name in line.departments})
        with QSignalBlocker(self.department):
            self.department.clear()
            self.department.addItem(self.say(ALL_DEPARTMENTS), None)
            for name in names:
                self.department.addItem(name, name)
            self.department.setCurrentIndex(max(0, self.department.findData(chosen)))

    def _show_lines(self) -> None:
        assert self.seen is not None
        number = self.form.line.number if self.form.line else ""
        self.model.set_rows(self.seen.lines)
        self._arrange()
        self._choose(number)

    def _choose(self, number: str) -> None:
        """Go to a visit's line; to the first one where that is not seen."""
        found = self.model.find(lambda line: line.number == number)
        if not found.isValid() and self.model.rowCount():
            found = self.model.index(0, 0)
        if found.isValid():
            self.table.setCurrentIndex(found)
            self.table.scrollTo(found)
        self._show_line()

    @Slot()
    def _figure_chosen(self) -> None:
        self._arrange()
        self._choose(self.form.line.number if self.form.line else "")

    @Slot()
    def _arrange(self) -> None:
        """Show the lines of the chosen figure, department and words."""
        if self.seen is None:
            return
        today, department = self.seen.today, self.department.currentData()
        wanted = self.search.text().strip().lower()
        lines, holds = self.seen.lines, self.figures.counted.holds

        def keep(number: int) -> bool:
            line = lines[number]
            told = f"{line.number} {line.name} {line.enterprise} {line.town}".lower()
            return holds(line, today) and (department is None or department in line.departments) and wanted in told

        self.model.set_filter(keep)
        self.count.setText(self.say(COUNT, count=self.model.rowCount()))

    @Slot()
    def _line_chosen(self) -> None:
        self._say("")
        self._show_line()

    def _show_line(self) -> None:
        index = self.table.currentIndex()
        line = self.model.row(index) if index.isValid() else None
        self.form.show_line(line, self.today(), self._drafts.get(line.number) if line else None)
        self._allow()

    @Slot()
    def _typed(self) -> None:
        assert self.form.line is not None
        number = self.form.line.number
        if self.form.edited:
            self._drafts[number] = self.form.outcome()
        else:
            self._drafts.pop(number, None)
        self._say("")
        self._allow()

    def _allow(self) -> None:
        line = self.form.line
        edited = line is not None and line.number in self._drafts
        for button in (self.save_button, self.next_button, self.undo_button):
            button.setEnabled(edited)
        if edited and not self.told.text():
            self._say(self.say(UNSAVED))

    def _say(self, words: str, meaning: Meaning = Meaning.QUIET) -> None:
        paint(self.told, meaning)
        self.told.setText(words)

    @Slot()
    def undo(self) -> None:
        """Back to what is on record."""
        if self.form.line is not None:
            self._drafts.pop(self.form.line.number, None)
            self._say("")
            self._show_line()

    @Slot()
    def save(self) -> None:
        """Put what the form says on record."""
        self._save(go_on=False)

    @Slot()
    def save_and_next(self) -> None:
        """The same, then go to the next visit of which nothing is on record."""
        self._save(go_on=True)

    def _save(self, *, go_on: bool) -> None:
        if self.form.line is None or not self.form.edited:
            return
        outcome, operator, quarter = self.form.outcome(), self.session.operator, self.shown.quarter.quarter
        for button in (self.save_button, self.next_button, self.undo_button):
            button.setEnabled(False)

        # it must not come back as unsaved when the page is filled anew; a refusal puts it back
        self._drafts.pop(outcome.visit, None)

        def work(file: CountyFile, _: Job) -> Recorded:
            return recording.record_visit(file, quarter, outcome, operator=operator)

        def refused(refusal: Refusal) -> None:
            self._drafts[outcome.visit] = outcome
            self._allow()
            self._say(self.say(refusal.message), Meaning.CONFLICT)

        self.session.act(RECORDING(), work, lambda done: self._saved(done, go_on), failed=refused)

    def _saved(self, done: Recorded, go_on: bool) -> None:
        said = CORRECTED if done.correction else RECORDED
        if go_on:
            self._go_on(done.outcome.visit)
        messages: list[Message] = [said(visit=done.outcome.visit), *done.messages]
        self._say(" ".join(map(self.say, messages)), Meaning.DONE)

    def _go_on(self, number: str) -> None:
        """To the next open line after a visit, in the order of the table; from the top if there is none."""
        rows = [self.model.row(line) for line in range(self.model.rowCount())]
        here = next((at for at, row in enumerate(rows) if row.number == number), -1)
        following = [row for row in (*rows[here + 1 :], *rows[: here + 1]) if row.outcome is None]
        if following:
            self._choose(following[0].number)
            self.form.finding.setFocus(Qt.FocusReason.OtherFocusReason)
