"""A row of a list changed or added in a form: what is wrong is told at its field while one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import EN, Refusal, Wording
from ...workflow import editing
from ...workflow.editing import Change, Read
from ...workflow.list_forms import FormField, form
from ...workflow.list_words import MEMBER_NAMES
from ..edits import EditDesk
from ..look import GAP, Meaning, note
from ..session import Session
from ..widgets.fields import Field
from .acting import ActingDialog

CHANGE = Wording("edit_dialog.change", "修改{list}", "Change {list}")
ADD = Wording("edit_dialog.add", "新增{list}", "New {list}")
SAVE = Wording("edit_dialog.save", "保存(&S)", "&Save")
SAVE_NEXT = Wording("edit_dialog.save_next", "保存，再加一行(&N)", "Save and add a&nother")
NEEDED = Wording("edit_dialog.needed", "{field}＊", "{field} ＊")
LEGEND = Wording("edit_dialog.legend", "＊ 必填", "＊ must be filled in")
SAVED = Wording("edit_dialog.saved", "已保存：{step}", "Saved: {step}")
LOCKED = Wording(
    "edit_dialog.locked",
    "编号是这一行的身份，别处按它引用，不能改。要换编号，请新增一行，再删除这一行。",
    "Other rows refer to this one by its number, which stays. For another number add a row and delete this one.",
)
TO_THE_LINE = 4
"""Pixels that bring a label level with the first line of its field."""
TYPING = 250
"""Milliseconds after the last key before what is typed is read."""


class EditDialog(ActingDialog):
    """Saved rows are read by the rules of the import. `former` is the row that is changed; None adds one."""

    def __init__(self, session: Session, name: str, former: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.name = name
        self.former = former
        self.desk = EditDesk.of(session)
        self._touched: set[str] = set()
        self.setWindowTitle(session.say(ADD if former is None else CHANGE, list=MEMBER_NAMES[name]))
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        self.fields: dict[str, Field] = {}
        body.addWidget(self._build_form(), 1)
        self.told = note(meaning=Meaning.DRAFT)
        self.told.hide()
        body.addWidget(self.told)
        self.legend = note(session.say(LEGEND))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(session.say(SAVE), QDialogButtonBox.ButtonRole.AcceptRole)
        self.more = self.buttons.addButton(session.say(SAVE_NEXT), QDialogButtonBox.ButtonRole.ActionRole)
        self.more.setVisible(former is None)
        self.more.setAutoDefault(False)
        body.addWidget(self.legend)
        body.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.more.clicked.connect(self.save_and_next)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._reading = QTimer(self, singleShot=True, interval=TYPING)
        self._reading.timeout.connect(self.look)
        self._fill({} if former is None else editing.cells_of(name, former))
        self.resize(640, min(760, self.area.widget().sizeHint().height() + 160))
        next((field for field in self.fields.values() if not self._is_locked(field.form)), self).setFocus()

    def _build_form(self) -> QWidget:
        inner = QWidget()
        rows = QFormLayout(inner)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setVerticalSpacing(8)
        county = self.session.shown.county if self.session.shown else None
        assert county is not None
        for each in form(self.name):
            field = Field(each, county, self.session)
            field.changed.connect(self._typed)
            field.left.connect(self._left)
            title = QLabel(self._title(each))
            title.setBuddy(field)
            title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            title.setContentsMargins(0, TO_THE_LINE, 0, 0)
            rows.addRow(title, field)
            self.fields[each.title] = field
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        self.area = scroll
        return scroll

    def _title(self, each: FormField) -> str:
        """The column's name; where the screen is not Chinese, the sheet's own title below it, as messages say it."""
        words = self.session.say(NEEDED, field=each.words) if each.required else self.session.say(each.words)
        return f"{words}\n{each.title}" if self.session.language == EN else words

    def _is_locked(self, each: FormField) -> bool:
        return self.former is not None and each.key and self.name in editing.NAMED_BY_OTHERS

    def _fill(self, cells: dict[str, str]) -> None:
        for title, field in self.fields.items():
            field.set_text(cells.get(title, ""))
            field.tell("")
            if self._is_locked(field.form):
                field.set_locked(self.session.say(LOCKED))
        self._touched.clear()
        self._reading.stop()

    def read(self) -> Read:
        """What the form says now."""
        assert self.session.shown is not None
        cells = {title: field.text for title, field in self.fields.items()}
        return editing.read(self.session.shown.county, self.name, cells, self.former)

    @Slot()
    def _typed(self) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self._touched.add(field.form.title)
            self._reading.start()

    @Slot()
    def _left(self) -> None:
        field = self.sender()
        if isinstance(field, Field) and field.text:
            self._touched.add(field.form.title)
        # a field is also left when the window is closed, and the file with it
        if self._touched and self.session.shown is not None:
            self.look()

    @Slot()
    def look(self) -> Read:
        """Tell at each field that was touched what is wrong with it."""
        self._reading.stop()
        found = self.read()
        for title, field in self.fields.items():
            fault = found.faults.get(title) if title in self._touched else None
            field.tell(self.session.say(fault) if fault else "")
        notices = "\n".join(self.session.say(notice) for notice in found.notices)
        self._tell(notices if self._touched else "")
        return found

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    @Slot()
    def save(self) -> None:
        """Save the row, if it can be read, and close."""
        self._save(self.accept)

    @Slot()
    def save_and_next(self) -> None:
        """Save the row and begin another."""
        self._save(self._begin_another)

    def _save(self, done: Any) -> None:
        self._touched = set(self.fields)
        found = self.look()
        if found.faults:
            first = next(field for title, field in self.fields.items() if title in found.faults)
            first.setFocus()
            self.area.ensureWidgetVisible(first)
            return
        if found.noun == self.former:
            self.accept()
            return
        assert self.session.shown is not None
        step = editing.step(self.session.shown.county, [Change(self.name, self.former, found.noun)])
        self._saved_words = self.session.say(SAVED, step=step.title)
        saved, failed = self.still(lambda _: done()), self.still(self.refuse)
        self.wait_for(self.desk.save(step, lambda: saved(None), failed))

    def allow(self) -> None:
        self.go.setEnabled(not self.is_acting)
        self.more.setEnabled(not self.is_acting)

    def _begin_another(self) -> None:
        self.allow()
        self._fill({})
        self._tell(self._saved_words)
        next(iter(self.fields.values())).setFocus()

    def refused(self, refusal: Refusal) -> None:
        self._tell(self.session.say(refusal.message))
