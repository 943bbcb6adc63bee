"""A new county file: whose it is, and where it stands."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Refusal, Wording
from ...workflow.opening import create_county
from ..jobs import Job
from ..look import Meaning, note
from ..session import Session
from .acting import ActingDialog

TITLE = Wording("new_county.title", "新建辖区文件", "New county file")
WHAT = Wording(
    "new_county.what",
    "一个文件就是一个县：名录、计划和记录都在里面，可以整个复制、备份。",
    "One file is one county: lists, plans and records are all in it, and it can be copied and backed up as a whole.",
)
NAME = Wording("new_county.name", "辖区名称(&N)：", "County's &name:")
CODE = Wording("new_county.code", "行政区划代码（6 位）(&C)：", "&Division code (6 digits):")
WHERE = Wording("new_county.where", "保存为(&S)：", "&Save as:")
BROWSE = Wording("new_county.browse", "浏览(&B)…", "&Browse…")
FILTER = Wording("new_county.filter", "辖区文件 (*.county)", "County files (*.county)")
GO = Wording("new_county.go", "新建(&G)", "&Create")
MAKING = Wording("new_county.making", "正在新建辖区文件", "Making the county file")
BAD_NAME = re.compile(r'[\\/:*?"<>|]')


class NewCountyDialog(ActingDialog):
    """`made` names the new file."""

    made = Signal(object)

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._folder = folder
        self._chosen = False
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.setMinimumWidth(560)
        body = QVBoxLayout(self)
        body.addWidget(note(say(WHAT)))
        self.name, self.code, self.where = QLineEdit(), QLineEdit(), QLineEdit()
        self.code.setMaxLength(6)
        browse = QPushButton(say(BROWSE))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.addRow(say(NAME), self.name)
        form.addRow(say(CODE), self.code)
        place = QLabel(say(WHERE))
        place.setBuddy(self.where)
        form.addRow(place, row)
        body.addLayout(form)
        self.objection = note(meaning=Meaning.CONFLICT)
        body.addWidget(self.objection)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.create_file)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.name.textChanged.connect(self._suggest)
        self.where.textEdited.connect(self._own_choice)
        for field in (self.name, self.code, self.where):
            field.textChanged.connect(self.allow)
        self.allow()

    @Slot()
    def _suggest(self) -> None:
        """The file is called like the county, until somebody wants it otherwise."""
        if not self._chosen:
            name = BAD_NAME.sub("", self.name.text().strip())
            self.where.setText(str(self._folder / f"{name}.county") if name else "")

    @Slot()
    def _own_choice(self) -> None:
        self._chosen = True

    @Slot()
    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.session.say(TITLE), self.where.text() or str(self._folder), self.session.say(FILTER)
        )
        if path:
            self._chosen = True
            self.where.setText(path if path.endswith(".county") else f"{path}.county")

    @Slot()
    def allow(self) -> None:
        given = self.name.text().strip() and len(self.code.text()) == 6 and self.where.text().strip()
        self.go.setEnabled(bool(given) and not self.is_acting)

    @Slot()
    def create_file(self) -> None:
        """Make the file in the background; close when it is there."""
        path, name, code = Path(self.where.text().strip()), self.name.text(), self.code.text()

        def work(_: Job) -> Path:
            path.parent.mkdir(parents=True, exist_ok=True)
            create_county(path, name, code).close()
            return path

        self.wait_for(self.session.work(MAKING(), work, self.still(self._made), failed=self.still(self.refuse)))

    def _made(self, path: Path) -> None:
        self.accept()
        self.made.emit(path)

    def refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))
