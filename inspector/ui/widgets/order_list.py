"""The change orders of an approved plan, line by line, and all that can be done with orders."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...domain.plan import Change
from ...workflow.forms import CHANGE_ORDER
from ...workflow.state import QuarterState, Stage
from ..look import GAP, Meaning, note, sized
from ..models.table import Column, TableModel
from ..preferences import Preferences
from ..session import Session
from .table import TableView

NO_CHANGES = Wording(
    "approval.no_changes",
    "计划批准后没有调整过。批准的计划只能凭计划调整审批单改动，每一条都列在这里，写明调整前和调整后。",
    "The plan was not changed since its approval. It changes only by change order; every line of one stands here with "
    "what was before and what is after.",
)
NEW_ORDER = Wording("approval.new_order", "办理调整(&N)…", "&New change order…")
ENTER_DICE = Wording("approval.enter_dice", "录入号码(&I)…", "Enter d&ice…")
DROP_ORDER = Wording("approval.drop_order", "撤回(&W)…", "Take back (&W)…")
ORDER_WAITS = Wording(
    "approval.order_waits",
    "第 {number} 号调整单已锁定，等待公开掷骰；号码录入以前，批准的计划不变。",
    "Change order {number} is frozen and waits for public dice; until they are entered the approved plan stands.",
)
PRINT_CHANGES = Wording("approval.print_changes", "打印审批单(&O)…", "Print the &orders…")
BEFORE = Wording("approval.before", "调整前", "Before")
NONE = Wording("approval.none", "（无）", "(nothing)")
AFTER = Wording("approval.after", "调整后", "After")

COLUMNS: tuple[Column[Change], ...] = (
    Column(Wording("change.number", "序号", "No."), lambda row: row.number, width=4),
    Column(Wording("change.kind", "类别", "Kind"), lambda row: row.kind, width=6),
    Column(Wording("change.subject", "对象", "Subject"), lambda row: row.subject, width=13),
    Column(Wording("change.before_column", "调整前", "Before"), lambda row: row.before, width=14),
    Column(Wording("change.after_column", "调整后", "After"), lambda row: row.after, width=14),
    Column(Wording("change.reason_column", "原因", "Reason"), lambda row: row.reason, width=12),
    Column(Wording("change.basis_column", "依据", "Basis"), lambda row: row.basis, width=10),
    Column(Wording("change.by_column", "批准人", "Approved by"), lambda row: row.by, width=6),
    Column(Wording("change.document_column", "批准文号", "Document"), lambda row: row.document, width=11),
    Column(Wording("change.date_column", "批准日期", "Date"), lambda row: row.date, width=7),
)


class OrderList(QWidget):
    """The lines in a table, the chosen one in full below it. `made` says that there is a new order."""

    made = Signal()

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.changes = TableModel(COLUMNS, session.say, parent=self)
        self.table = TableView(self.changes)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.before, self.after = note(), note()
        self.waits = note(meaning=Meaning.DRAFT)
        self.no_changes = note(session.say(NO_CHANGES))
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.table)
        self.split.addWidget(self._detail())
        self.split.setStretchFactor(0, 1)
        self.new_button = self._button(NEW_ORDER, self.show_new_order)
        self.dice_button = self._button(ENTER_DICE, self.show_dice)
        self.drop_button = self._button(DROP_ORDER, self.show_drop)
        self.print_button = self._button(PRINT_CHANGES, self.show_orders)
        below = QHBoxLayout()
        for button in (self.new_button, self.dice_button, self.drop_button):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.print_button)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, GAP, 0, 0)
        body.addWidget(self.waits)
        body.addWidget(self.no_changes)
        body.addWidget(self.split, 1)
        body.addLayout(below)
        body.addStretch(0)

    def _button(self, words: Wording, act: object) -> QPushButton:
        button = QPushButton(self.session.say(words))
        button.clicked.connect(act)
        return button

    def _detail(self) -> QWidget:
        detail = QWidget()
        two = QHBoxLayout(detail)
        two.setContentsMargins(0, GAP, 0, 0)
        for title, words in ((BEFORE, self.before), (AFTER, self.after)):
            column = QVBoxLayout()
            name = QLabel(self.session.say(title))
            sized(name, 1.0, bold=True)
            column.addWidget(name)
            column.addWidget(words, 1)
            two.addLayout(column, 1)
        return detail

    def show_changes(self, now: QuarterState) -> int:
        """Show the orders of a plan, also the one that waits; returns how many lines they have."""
        changes = (now.pending or now.current).changes
        self.changes.set_rows(changes)
        self.no_changes.setVisible(not changes)
        self.split.setVisible(bool(changes))
        self.print_button.setVisible(bool(now.current.changes))
        pending = now.pending
        self.waits.setVisible(pending is not None)
        if pending is not None:
            self.waits.setText(self.session.say(ORDER_WAITS, number=pending.orders[-1].number))
        self.new_button.setVisible(now.stage is Stage.APPROVED and pending is None)
        self.dice_button.setVisible(pending is not None)
        self.drop_button.setVisible(pending is not None)
        if changes:
            self.table.selectRow(0)
        return len(changes)

    @Slot()
    def _chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        change = self.changes.row(rows[0]) if rows else None
        nothing = self.session.say(NONE)
        self.before.setText((change.before or nothing) if change else "")
        self.after.setText((change.after or nothing) if change else "")

    @Slot()
    def show_new_order(self) -> None:
        """A change order; one that waits for dice asks for them at once."""
        from ..dialogs.orders import open_change_order

        open_change_order(self.session, self.preferences, self.window(), made=self.made.emit)

    @Slot()
    def show_dice(self) -> None:
        """The dice of the order that waits."""
        from ..dialogs.orders import open_order_dice

        open_order_dice(self.session, self.preferences, self.window())

    @Slot()
    def show_drop(self) -> None:
        """Take back the order that waits."""
        from ..dialogs.replacements import DropOrderDialog

        DropOrderDialog(self.session, self.window()).open()

    @Slot()
    def show_orders(self) -> None:
        """The forms, beginning with the change orders."""
        from ..dialogs.papers import show_forms

        assert self.session.shown is not None
        quarter = self.session.shown.quarter.quarter
        show_forms(self.session, self.preferences, quarter, self.window(), CHANGE_ORDER)
