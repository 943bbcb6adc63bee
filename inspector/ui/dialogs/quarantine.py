"""A row in quarantine, put right where it stands: its cells by column, the faulty one marked, and why."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import EN, Refusal, Wording
from ...workflow import mending
from ...workflow.mending import Mended
from ...workflow.opening import CountyFile
from ...workflow.overview import Quarantined
from ..jobs import Job
from ..look import Meaning, note, paint
from ..session import Session

TITLE = Wording("quarantine.title", "改正隔离的行", "Put a quarantined row right")
PLACE = Wording("quarantine.place", "{file}，工作表“{sheet}”，第 {row} 行", "{file}, sheet {sheet}, row {row}")
GO = Wording("quarantine.go", "改好并导入(&I)", "&Import the row")
MENDING = Wording("quarantine.mending", "正在导入这一行", "Importing the row")


class MendDialog(QDialog):
    """What is typed is read by the same rules as an import; nothing is guessed."""

    def __init__(self, session: Session, row: Quarantined, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.row = row
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(620, 600)
        body = QVBoxLayout(self)
        body.addWidget(note(say(PLACE, file=row.file, sheet=row.sheet, row=row.row)))
        self.reason = note(row.reason_en if session.language == EN else row.reason_zh, Meaning.CONFLICT)
        body.addWidget(self.reason)
        form = QWidget()
        rows = QFormLayout(form)
        self.fields: dict[str, QLineEdit] = {}
        self.names: dict[str, QLabel] = {}
        texts = dict(zip(row.titles, row.cells, strict=False))
        for title in mending.column_titles(row):
            field, name = QLineEdit(texts.get(title, "")), QLabel(title)
            name.setBuddy(field)
            rows.addRow(name, field)
            self.fields[title], self.names[title] = field, name
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(form)
        body.addWidget(scroll, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.mend)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self._mark(row.column)

    def _mark(self, column: str) -> None:
        """Show which column is at fault, and go there."""
        for title, name in self.names.items():
            paint(name, Meaning.CONFLICT if title == column else Meaning.QUIET)
        if column in self.fields:
            self.fields[column].setFocus()
            self.fields[column].selectAll()

    @Slot()
    def mend(self) -> None:
        """Read the row again in the background; close if it could be taken."""
        row, operator = self.row, self.session.operator
        cells = {title: field.text() for title, field in self.fields.items()}
        self.go.setEnabled(False)

        def work(file: CountyFile, _: Job) -> Mended:
            return mending.mend(file, row, cells, operator=operator)

        self.session.act(MENDING(), work, self._mended, failed=self._refused)

    def _mended(self, done: Mended) -> None:
        self.go.setEnabled(True)
        if done.taken:
            self.accept()
        elif done.reason is not None:
            self.reason.setText(self.session.say(done.reason))
            self._mark(done.column)

    def _refused(self, refusal: Refusal) -> None:
        self.go.setEnabled(True)
        self.reason.setText(self.session.say(refusal.message))
