"""Everything about a draw of enterprises as tables: strata, reasons, tickets, notices, all draws, all freezes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from ...domain.messages import Message, Wording
from ...domain.plan import DiceRecord
from ...workflow.draw_record import FreezeRow, TicketRow
from ...workflow.prospect import Prospect, ReasonRow, StratumRow
from ..models.draw_rows import (
    FREEZE_COLUMNS,
    NOTICE_COLUMNS,
    REASON_COLUMNS,
    STRATUM_COLUMNS,
    STRATUM_NAME,
    TICKET_COLUMNS,
)
from ..models.table import TableModel
from .draws import draws_model
from .plan_words import Say
from .table import TableView

STRATA = Wording("draw_page.strata", "抽取分层与机会", "Strata and chances")
REASONS = Wording("draw_page.reasons", "不可抽的原因", "Why others cannot be drawn")
TICKETS = Wording("draw_page.tickets", "抽取结果", "What was drawn")
NOTICES = Wording("draw_page.notices", "提示（{count}）", "Notices ({count})")
DRAWS = Wording("draw_page.draws", "历次抽取（{count}）", "All draws ({count})")
FREEZES = Wording("draw_page.freezes", "历次锁定（{count}）", "All freezes ({count})")
FIND = Wording("draw_page.find", "查找（Ctrl+F）", "Find (Ctrl+F)")
TICKET_TAB, STRATUM_TAB, REASON_TAB, NOTICE_TAB, DRAW_TAB, FREEZE_TAB = range(6)


class DrawTabs(QTabWidget):
    """A tab each; one field searches the table in front. `in_force` is the draw that counts."""

    def __init__(self, say: Say, in_force: Callable[[], DiceRecord | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.setDocumentMode(True)
        self.tickets: TableModel[TicketRow] = TableModel(TICKET_COLUMNS, say, parent=self)
        self.strata: TableModel[StratumRow] = TableModel(STRATUM_COLUMNS, say, parent=self)
        self.reasons: TableModel[ReasonRow] = TableModel(REASON_COLUMNS, say, parent=self)
        self.told: TableModel[Message] = TableModel(NOTICE_COLUMNS, say, parent=self)
        self.draws = draws_model(say, in_force)
        self.draws.setParent(self)
        self.freezes: TableModel[FreezeRow] = TableModel(FREEZE_COLUMNS, say, parent=self)
        for words, model in (
            (TICKETS(), self.tickets),
            (STRATA(), self.strata),
            (REASONS(), self.reasons),
            (NOTICES(count=0), self.told),
            (DRAWS(count=0), self.draws),
            (FREEZES(count=0), self.freezes),
        ):
            view = TableView(model, wide=STRATUM_NAME if model is self.strata else None)
            view.setAccessibleName(say(words))
            self.addTab(view, say(words))
        notices = self.widget(NOTICE_TAB)
        assert isinstance(notices, TableView)
        notices.setWordWrap(True)
        notices.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._add_search()

    def _add_search(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.say(FIND))
        self.search.setAccessibleName(self.say(FIND))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.search.fontMetrics().horizontalAdvance("国") * 13)
        self.search.textChanged.connect(self._search)
        corner = QWidget()
        beside = QVBoxLayout(corner)
        beside.setContentsMargins(0, 0, 0, 4)
        beside.addWidget(self.search)
        self.setCornerWidget(corner)
        self.currentChanged.connect(self._show_search)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def go_first(self, *, drawn: bool) -> None:
        """To the table that is looked at first: what was drawn, or the chances before that."""
        self.setCurrentIndex(TICKET_TAB if drawn else STRATUM_TAB)

    def show_stage(self, draws: Sequence[DiceRecord], freezes: int, *, drawn: bool) -> None:
        """Show all draws so far, and the tabs that there is something for."""
        self.draws.set_rows(draws)
        self._entitle(DRAW_TAB, DRAWS(count=len(draws)))
        self.setTabVisible(DRAW_TAB, bool(draws))
        self.setTabVisible(FREEZE_TAB, freezes > 0)
        self.setTabVisible(TICKET_TAB, drawn)

    def show_found(self, seen: Prospect, tickets: Sequence[TicketRow], freezes: Sequence[FreezeRow]) -> None:
        """Show what was worked out of the lists and the draw."""
        self.strata.set_rows(seen.strata)
        self.reasons.set_rows(seen.reasons)
        self.told.set_rows(seen.messages)
        self.tickets.set_rows(tickets)
        self.freezes.set_rows(freezes)
        self._entitle(FREEZE_TAB, FREEZES(count=len(freezes)))
        self._entitle(NOTICE_TAB, NOTICES(count=len(seen.messages)))
        self.setTabVisible(NOTICE_TAB, bool(seen.messages))

    def _entitle(self, tab: int, words: Message) -> None:
        self.setTabText(tab, self.say(words))
        self.widget(tab).setAccessibleName(self.say(words))

    @property
    def _model(self) -> TableModel[Any]:
        """The table in front."""
        view = self.currentWidget()
        assert isinstance(view, TableView)
        model = view.model()
        assert isinstance(model, TableModel)
        return model

    @Slot(str)
    def _search(self, words: str) -> None:
        self._model.search(words)

    @Slot(int)
    def _show_search(self, tab: int) -> None:
        """What is searched for, is searched for in the table in front."""
        self.search.setEnabled(tab not in (DRAW_TAB, FREEZE_TAB))
        self._model.search(self.search.text() if self.search.isEnabled() else "")
