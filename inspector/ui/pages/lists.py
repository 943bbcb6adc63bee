"""The county's lists: looked through, filtered and edited; what an import put aside is put right here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QWidget

from ...domain.messages import Wording
from ...workflow.list_words import LIST_NAMES
from ...workflow.overview import STEP_TITLES, Quarantined, StepName
from ..edits import EditDesk
from ..look import GAP, Meaning, colour, paint
from ..models.lists import Names, quarantine_columns
from ..preferences import Preferences
from ..session import Session
from ..widgets.list_editor import ListEditor
from ..widgets.list_panel import ListPanel
from ..widgets.undo_buttons import UndoButtons
from .page import Page

SHOWN = ("enterprises", "inspectors", "items", "departments", "recusals", "past_checks", "past_meetings")
QUARANTINE = "quarantine"
PUT_ASIDE = Wording("lists_page.quarantine", "隔离", "Quarantine")
TAB = Wording("lists_page.tab", "{list} {count}", "{list} {count}")
IMPORT = Wording("lists_page.import", "导入(&I)…", "&Import…")
MEND = Wording("lists_page.mend", "改正(&E)…", "&Put right…")
DISCARD = Wording("lists_page.discard", "不导入(&D)…", "&Discard…")
TABS = Wording("lists_page.tabs", "名录", "Lists")


class ListsPage(Page):
    """A tab for each list; a list's widgets are made when it is first seen."""

    TITLE = STEP_TITLES[StepName.LISTS]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.desk = EditDesk.of(session)
        self.names = Names()
        self.panels: dict[str, ListPanel] = {}
        self._fresh: set[str] = set()
        self.undo = UndoButtons(session, self)
        self.import_button = QPushButton(self.say(IMPORT))
        self.import_button.clicked.connect(self.ask_for_files)
        self.tools.addWidget(self.undo)
        self.tools.addWidget(self.import_button)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.say(TABS))
        for name in (*SHOWN, QUARANTINE):
            self.tabs.setTabData(self.tabs.addTab(self._name_of(name)), name)
        self.places = QStackedWidget()
        self.body.setSpacing(GAP // 2)
        self.body.addWidget(self.tabs)
        self.body.addSpacing(GAP // 2)
        self.body.addWidget(self.places, 1)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.desk.changed.connect(self._say_state)
        QShortcut(QKeySequence.StandardKey.Find, self, self.find)
        QShortcut(QKeySequence("Ctrl+Tab"), self, self.next_tab)
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self, self.previous_tab)
        QShortcut(QKeySequence("Ctrl+I"), self, self.ask_for_files)

    @property
    def panel(self) -> ListPanel:
        """The list that is seen."""
        return self.panels[self.tabs.tabData(self.tabs.currentIndex())]

    def choose(self, name: str) -> None:
        """Go to a list by its name in the county, or to the quarantine."""
        self.tabs.setCurrentIndex([*SHOWN, QUARANTINE].index(name))

    def refresh(self) -> None:
        self.names.county = self.shown.county
        self.names.today = date.today()
        self._fresh.clear()
        for number in range(self.tabs.count()):
            name = self.tabs.tabData(number)
            count = len(self._rows(name))
            if name == QUARANTINE:
                self.tabs.setTabTextColor(number, colour(Meaning.CONFLICT))
            self.tabs.setTabText(number, self.say(TAB, list=self._name_of(name), count=f"{count:,}"))
        self.tabs.setTabVisible(self.tabs.count() - 1, bool(self.shown.quarantined))
        self._say_state()
        self._tab_chosen()

    @Slot()
    def _say_state(self) -> None:
        """How the step stands, or why nothing can be changed."""
        if self.session.shown is None:
            return
        reason = self.desk.reason
        step = next(step for step in self.shown.steps if step.name is StepName.LISTS)
        self.words.setText(self.say(reason if reason is not None else step.words))
        paint(self.words, Meaning.DRAFT if reason is not None else Meaning.QUIET)
        self.import_button.setToolTip(self.say(reason) if reason is not None else "")

    def _rows(self, name: str) -> Any:
        return self.shown.quarantined if name == QUARANTINE else getattr(self.shown.county, name)

    def _name_of(self, name: str) -> str:
        return self.say(PUT_ASIDE if name == QUARANTINE else LIST_NAMES[name])

    @Slot()
    def _tab_chosen(self) -> None:
        """Show the chosen list; its rows are put in when it is seen."""
        if self.session.shown is None:
            return
        name = self.tabs.tabData(self.tabs.currentIndex())
        if name not in self.panels:
            self.panels[name] = self._make(name)
            self.places.addWidget(self.panels[name])
        if name not in self._fresh:
            self._fresh.add(name)
            self.panels[name].set_rows(self._rows(name))
        self.places.setCurrentWidget(self.panels[name])

    def _make(self, name: str) -> ListPanel:
        if name != QUARANTINE:
            panel = ListEditor(name, self.session, self.preferences, self.names)
            panel.enterprise_wanted.connect(self.open_enterprise)
            return panel
        columns = quarantine_columns(self.session.language)
        aside = ListPanel(name, columns, self.session, self.preferences, lambda row: (row.file, row.sheet, row.row))
        mend = QPushButton(self.say(MEND))
        mend.clicked.connect(self.mend_chosen)
        discard = QPushButton(self.say(DISCARD))
        discard.clicked.connect(self.discard_chosen)
        aside.tools.addWidget(mend)
        aside.tools.addWidget(discard)
        aside.table.setAccessibleName(self.say(PUT_ASIDE))
        aside.opened.connect(self.mend)
        return aside

    @Slot(object)
    def mend(self, row: Quarantined) -> None:
        """Put a quarantined row right."""
        from ..dialogs.quarantine import MendDialog

        if self.desk.is_free:
            MendDialog(self.session, row, self.window()).open()

    @Slot()
    def mend_chosen(self) -> None:
        """Put the quarantined row right that is selected."""
        rows = self.panel.selected()
        if rows:
            self.mend(rows[0])

    @Slot()
    def discard_chosen(self) -> None:
        """Take the quarantined row out that is selected, by name and reason."""
        from ..dialogs.quarantine import DiscardDialog

        rows = self.panel.selected()
        if rows:
            DiscardDialog(self.session, rows[0], self.window()).open()

    @Slot(str)
    def open_enterprise(self, code: str) -> None:
        """The page of one enterprise, in a window of its own."""
        from ..dialogs.enterprise import open_enterprise

        open_enterprise(self.session, self.preferences, code, self.window())

    @Slot()
    def find(self) -> None:
        """Go to the search of the list that is seen."""
        self.panel.find()

    @Slot()
    def next_tab(self) -> None:
        self._step(1)

    @Slot()
    def previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        seen = [number for number in range(self.tabs.count()) if self.tabs.isTabVisible(number)]
        self.tabs.setCurrentIndex(seen[(seen.index(self.tabs.currentIndex()) + by) % len(seen)])

    @Slot()
    def ask_for_files(self) -> None:
        """Ask for list files and look at what importing them would do."""
        from ..dialogs.ask_lists import ask_for_lists

        folder = str(self.preferences.get("import/folder", ""))
        found = ask_for_lists(self, self.session, IMPORT, folder)
        if found:
            self.preferences.set("import/folder", str(found[0].parent))
            self.import_files(found)

    def import_files(self, paths: list[Path]) -> None:
        """Look at what importing these files would do, then do it."""
        from ..dialogs.importing import ImportDialog

        ImportDialog(self.session, self.preferences, paths, self.window()).open()
