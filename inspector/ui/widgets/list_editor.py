"""A list with its buttons: add, change and delete rows, open an enterprise; why not, while the lists stand still."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ...domain.messages import Wording
from ...workflow import editing
from ...workflow.editing import Change
from ...workflow.list_words import LIST_NAMES
from ..dialogs.messages import confirm
from ..edits import EditDesk
from ..models.lists import COLUMNS, Names, enterprise_of
from ..preferences import Preferences
from ..session import Session
from .list_panel import ListPanel

ADD = Wording("editor.add", "新增(&A)…", "&Add…")
CHANGE = Wording("editor.change", "修改(&E)…", "&Edit…")
DELETE = Wording("editor.delete", "删除(&D)", "&Delete")
OPEN = Wording("editor.open", "打开企业(&O)", "&Open enterprise")
SURE = Wording(
    "editor.sure",
    "{step}？可以撤销。",
    "{step}? It can be undone.",
)
LATEST_FIRST = ("past_checks", "past_meetings")
NOTHING = Wording(
    "editor.nothing",
    "还没有{list}。在“名录”页点“导入”，或把 Excel、WPS、CSV 文件拖到窗口里；也可以点“新增”。",
    "{list}: nothing yet. Use Import on the page Lists or drop Excel, WPS or CSV files on the window; or Add.",
)
YES = Wording("editor.yes", "删除", "Delete")


class ListEditor(ListPanel):
    """One of the county's lists. `enterprise_wanted` carries the code of an enterprise whose page is asked for."""

    enterprise_wanted = Signal(str)

    def __init__(
        self, name: str, session: Session, preferences: Preferences, names: Names, parent: QWidget | None = None
    ) -> None:
        def key(row: Any) -> tuple:
            return editing.key_of(name, row)

        super().__init__(name, COLUMNS[name](names), session, preferences, key, parent)
        self.desk = EditDesk.of(session)
        self.table.setAccessibleName(session.say(LIST_NAMES[name]))
        self.table.nothing_there = session.say(NOTHING, list=LIST_NAMES[name])
        self.add = QPushButton(session.say(ADD))
        self.change = QPushButton(session.say(CHANGE))
        self.delete = QPushButton(session.say(DELETE))
        for button, act in ((self.add, self.add_row), (self.change, self.change_row), (self.delete, self.delete_rows)):
            button.clicked.connect(act)
            self.tools.addWidget(button)
        self.actions_of = self._add_actions
        self.opened.connect(self._opened)
        self.chosen.connect(self._allow)
        self.desk.changed.connect(self._allow)
        QShortcut(QKeySequence("F2"), self, self.change_row)
        QShortcut(QKeySequence("Ctrl+N"), self, self.add_row)
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.delete_rows)
        if name in LATEST_FIRST:
            self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        """Only what can be done now can be clicked; a button that cannot be says why."""
        free, lines = self.desk.is_free, self.table.selected_lines()
        reason = self.desk.reason
        self.add.setEnabled(free)
        self.change.setEnabled(self.desk.may_change(self.name) and len(lines) == 1)
        self.delete.setEnabled(free and bool(lines))
        for button in (self.add, self.change, self.delete):
            button.setToolTip(self.session.say(reason) if reason else "")

    @Slot()
    def add_row(self) -> None:
        """A form for a new row."""
        from ..dialogs.edit import EditDialog

        if self.desk.is_free:
            EditDialog(self.session, self.name, None, self.window()).open()

    @Slot()
    def change_row(self) -> None:
        """A form for the row that is selected."""
        from ..dialogs.edit import EditDialog

        rows = self.selected()
        if len(rows) == 1 and self.desk.may_change(self.name):
            EditDialog(self.session, self.name, rows[0], self.window()).open()

    @Slot()
    def delete_rows(self) -> None:
        """Delete the rows that are selected, if nothing else names them."""
        rows = self.selected()
        shown = self.session.shown
        if not rows or not self.desk.is_free or shown is None:
            return
        step = editing.step(shown.county, [Change(self.name, row, None) for row in rows])
        if len(rows) == 1 or confirm(
            self, self.session, self.session.say(SURE, step=step.title), self.session.say(YES)
        ):
            self.desk.save(step)

    @Slot(object)
    def _opened(self, row: Any) -> None:
        if self.name == "enterprises":
            self.enterprise_wanted.emit(row.code)
        else:
            self.change_row()

    def _add_actions(self, menu: QMenu) -> None:
        rows = self.selected()
        codes = {enterprise_of(self.name, row) for row in rows} - {""}
        if len(codes) == 1:
            code = codes.pop()
            menu.addAction(self.session.say(OPEN)).triggered.connect(lambda: self.enterprise_wanted.emit(code))
        for button, act, keys in (
            (self.change, self.change_row, "F2"),
            (self.delete, self.delete_rows, "Del"),
        ):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
