"""Undo and redo, each by the name of its step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...domain.messages import Message, Wording
from ..edits import EditDesk
from ..session import Session

UNDO = Wording("undo.undo", "撤销(&U)", "&Undo")
REDO = Wording("undo.redo", "重做(&R)", "&Redo")
WIDEST = 15
"""Characters of a step's name that a button shows."""


class UndoButtons(QWidget):
    """Two buttons and their keys, for the page that they stand on."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self.session = session
        self.desk = EditDesk.of(session)
        self.undo = QPushButton(session.say(UNDO))
        self.redo = QPushButton(session.say(REDO))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self.undo.clicked.connect(self.desk.undo)
        self.redo.clicked.connect(self.desk.redo)
        QShortcut(QKeySequence.StandardKey.Undo, page, self.desk.undo)
        QShortcut(QKeySequence("Ctrl+Y"), page, self.desk.redo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), page, self.desk.redo)
        self.desk.changed.connect(self.show_steps)
        self.show_steps()

    @Slot()
    def show_steps(self) -> None:
        """Name the steps that can be undone and done again."""
        self._show(self.undo, self.desk.undo_words, UNDO)
        self._show(self.redo, self.desk.redo_words, REDO)
        self.redo.setVisible(self.desk.redo_words is not None)

    def _show(self, button: QPushButton, words: Message | None, otherwise: Wording) -> None:
        told = self.session.say(words) if words is not None else ""
        button.setEnabled(words is not None)
        button.setToolTip(told)
        button.setAccessibleName(told or self.session.say(otherwise).replace("&", ""))
        if not told:
            button.setText(self.session.say(otherwise))
            return
        wide = WIDEST * button.fontMetrics().horizontalAdvance("国")
        shown = button.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, wide)
        button.setText(shown.replace("&", "&&"))
