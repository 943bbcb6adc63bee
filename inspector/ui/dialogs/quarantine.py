"""A row that was put aside, put right where it stands: its cells by column, the faulty one marked, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import EN, Message, Refusal, Wording
from ...domain.quarters import Quarter
from ...workflow import mending
from ...workflow.mending import Mended
from ...workflow.opening import CountyFile
from ...workflow.overview import Quarantined
from ..jobs import Job
from ..look import Meaning, note, paint
from ..session import Session
from ..widgets.fields import column_label
from .acting import ActingDialog
from .decision import ReasonedDecision

TITLE = Wording("quarantine.title", "改正隔离的行", "Put a row right")
PLACE = Wording("quarantine.place", "{file}，工作表“{sheet}”，第 {row} 行", "{file}, sheet {sheet}, row {row}")
GO = Wording("quarantine.go", "改好并导入(&I)", "&Import the row")
DISCARD_TITLE = Wording("discard.title", "不导入隔离的行", "Discard a row")
DISCARD_WHAT = Wording(
    "discard.what",
    "这一行从隔离区取出，不导入名录；内容、姓名和原因留在操作记录里。",
    "The row leaves quarantine and is not imported; what it says, the name and the reason stay on record.",
)
BY = Wording("discard.by", "姓名(&N)：", "&Name:")
REASON = Wording("discard.reason", "原因(&R)：", "&Reason:")
DISCARD = Wording("discard.go", "不导入(&D)", "&Discard")
DISCARDING = Wording("discard.working", "正在取出这一行", "Discarding the row")
MENDING = Wording("quarantine.mending", "正在导入这一行", "Importing the row")


class RowDialog(ActingDialog):
    """The cells of a row, to be put right. What is typed is read by the same rules as an import; nothing is guessed."""

    def __init__(
        self,
        session: Session,
        *,
        place: tuple[str, str, int],
        list_name: str,
        cells: Mapping[str, str],
        column: str,
        reason: str,
        go: Wording,
        parent: QWidget | None = None,
    ) -> None:
        """`place` is the row's file, sheet and number; `column` the one at fault and `reason` what is said of it."""
        super().__init__(session, parent)
        say = session.say
        file, sheet, row = place
        self.setWindowTitle(say(TITLE))
        self.resize(620, 600)
        body = QVBoxLayout(self)
        body.addWidget(note(say(PLACE, file=file, sheet=sheet, row=row)))
        self.reason = note(reason, Meaning.CONFLICT)
        body.addWidget(self.reason)
        self.fields: dict[str, QLineEdit] = {}
        self.names: dict[str, QLabel] = {}
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._form(mending.column_titles(list_name, tuple(cells)), cells))
        body.addWidget(self.area, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(go), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.mend)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self._mark(column)

    def _form(self, titles: Sequence[str], cells: Mapping[str, str]) -> QWidget:
        form = QWidget()
        rows = QFormLayout(form)
        for title in titles:
            field, name = QLineEdit(cells.get(title, "")), QLabel(column_label(self.session, title))
            field.setCursorPosition(0)
            name.setBuddy(field)
            rows.addRow(name, field)
            self.fields[title], self.names[title] = field, name
        return form

    def _mark(self, column: str) -> None:
        """Show which column is at fault, and go there."""
        for title, name in self.names.items():
            paint(name, Meaning.CONFLICT if title == column else Meaning.QUIET)
        if column in self.fields:
            self.fields[column].setFocus()
            self.fields[column].selectAll()
            self.area.ensureWidgetVisible(self.fields[column])

    @Slot()
    def mend(self) -> None:
        """Read the row again in the background; close if it could be taken."""
        self.read_again({title: field.text() for title, field in self.fields.items()})

    def read_again(self, cells: Mapping[str, str]) -> None:
        """Have the row read with these cells; the answer goes to `mended` or `refused`."""
        raise NotImplementedError

    def mended(self, done: Mended) -> None:
        """Close if the row could be taken, else say what is wrong with it now."""
        if done.taken:
            self.accept()
        elif done.reason is not None:
            self._object(done.reason)
            self._mark(done.column)

    def allow(self) -> None:
        self.go.setEnabled(not self.is_acting)

    def refused(self, refusal: Refusal) -> None:
        self._object(refusal.message)

    def _object(self, reason: Message) -> None:
        self.allow()
        self.reason.setText(self.session.say(reason))


class MendDialog(RowDialog):
    """A row that an earlier import left in quarantine; once it can be taken it is imported."""

    def __init__(self, session: Session, row: Quarantined, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(
            session,
            place=(row.file, row.sheet, row.row),
            list_name=row.list,
            cells=dict(zip(row.titles, row.cells, strict=False)),
            column=row.column,
            reason=row.reason_en if session.language == EN else row.reason_zh,
            go=GO,
            parent=parent,
        )

    def read_again(self, cells: Mapping[str, str]) -> None:
        row, operator = self.row, self.session.operator

        def work(file: CountyFile, _: Job) -> Mended:
            return mending.mend(file, row, cells, operator=operator)

        self.act(MENDING(), work, self.mended)


class DiscardDialog(ReasonedDecision):
    """Who decides that a quarantined row is not to be imported, and why."""

    def __init__(self, session: Session, row: Quarantined, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(session, DISCARD_TITLE, DISCARD_WHAT, BY, REASON, DISCARD, parent)

    @Slot()
    def decide(self) -> None:
        """Discard the row in the background; close when it is done."""
        row, by, reason = self.row, self.name.text(), self.why

        def work(file: CountyFile, _: Quarter | None, operator: str) -> None:
            mending.discard(file, row, by=by, reason=reason, operator=operator)

        self.put_on_record(DISCARDING(), work)
