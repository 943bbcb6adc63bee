"""The draw as a ceremony, to be followed on a projector: the frozen hash, the dice typed twice, what comes out.

The first person types the digits; they are hidden while a second person types them again from the dice. Only when both
agree the draw can be made, and once made it is on record: closing the window takes nothing back. All type grows with
the window.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Refusal, Wording
from ...workflow.dice import throw_dice
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, MARGIN, PROJECTOR, Meaning, mono, note, paint, sized
from ..models.reveal import Revealed
from ..session import Session
from ..widgets.digits import Digits, grouped
from ..widgets.table import SpacedDelegate
from .acting import ActingDialog
from .help_key import help_key
from .messages import confirm
from .ritual import Outcome, Ritual

STEPS = (
    Wording("ceremony.witness_step", "1　见证", "1  Witnesses"),
    Wording("ceremony.dice_step", "2　录入号码", "2  The dice"),
    Wording("ceremony.again_step", "3　另一人复录", "3  Typed again"),
    Wording("ceremony.result_step", "4　结果", "4  What comes out"),
)
HASH_LEAD = Wording(
    "ceremony.hash_lead",
    "上面的锁定指纹在掷骰之前已经确定。请打印见证单交见证人，或请他们抄下、拍下，事后可以核对。",
    "The hash above was fixed before the dice. Print it for the witnesses or let them photograph it, to compare later.",
)
WITNESSES = Wording("ceremony.witnesses", "见证人（用、分开）(&W)：", "&Witnesses (separated by commas):")
OPERATOR = Wording("ceremony.operator", "录入人姓名(&I)：", "T&yped by:")
NO_WITNESS = Wording(
    "ceremony.no_witness",
    "请两位以上见证人在场。没有见证人时，记录和审批表上会注明“未见证”。",
    "Have two witnesses or more. Without any the record and the form will say 未见证 (unwitnessed).",
)
MACHINE = Wording(
    "ceremony.machine",
    "不掷骰，由本机产生号码（未见证）(&M)",
    "No dice: let this &machine make the digits (unwitnessed)",
)
FURTHER = Wording(
    "ceremony.further",
    "这是第 {number} 次抽取。以前的抽取保留在案；再次抽取要写明原因和批准人。",
    "This is draw {number}. The earlier ones stay on record; another draw names its reason and who approved it.",
)
REASON = Wording("ceremony.reason", "再次抽取的原因(&R)：", "&Reason:")
APPROVER = Wording("ceremony.approver", "批准人(&P)：", "A&pproved by:")
DICE_LEAD = Wording(
    "ceremony.dice_lead",
    "当众掷骰，由一人按掷出的顺序录入：二十个十面骰，或二十六次普通骰，或五位见证人各四位。",
    "Throw the dice in public; one person types the digits in the order in which they fell: twenty ten-sided dice, "
    "or 26 throws of an ordinary die, or four digits from each of five witnesses.",
)
AGAIN_LEAD = Wording(
    "ceremony.again_lead",
    "请另一人看着骰子再录一遍。第一遍已经盖住；两遍一致才能抽取。",
    "Another person now types them again from the dice. The first entry is covered; the draw needs both to agree.",
)
FIRST_NAME = Wording("ceremony.first_name", "号码", "Dice")
SECOND_NAME = Wording("ceremony.second_name", "复录的号码", "Dice, typed again")
DIFFERENT = Wording(
    "ceremony.different",
    "与第一遍不一致：第 {place} 位。请核对骰子；第一遍录错的，两遍都重录。",
    "Differs from the first entry at digit {place}. Look at the dice; if the first entry is wrong, type both anew.",
)
SHORTER = Wording("ceremony.shorter", "第一遍录了 {count} 位。", "The first entry has {count} digits.")
THROWN = Wording("ceremony.thrown", "号码　{digits}", "Dice  {digits}")
SEEN_BY = Wording("ceremony.seen_by", "见证人　{names}", "Witnesses  {names}")
UNSEEN = Wording("ceremony.unseen", "未见证", "unwitnessed (未见证)")
MORE_TO_SAY = Wording(
    "ceremony.more_to_say", "……另有 {count} 条提示，见抽取页。", "… and {count} more notices, on the page of the draw."
)
NEXT = Wording("ceremony.next", "下一步(&N)", "&Next")
BACK = Wording("ceremony.back", "上一步(&B)", "&Back")
ANEW = Wording("ceremony.anew", "两遍都重录(&B)", "&Both anew")
DRAW = Wording("ceremony.draw", "抽取(&D)", "&Draw")
DRAWING = Wording("ceremony.drawing", "正在抽取", "Drawing")
SKIP = Wording("ceremony.skip", "全部显示（空格）", "Show all (space)")
PRINT_SLIP = Wording("ceremony.print_slip", "打印见证单(&P)…", "&Print for the witnesses…")
PRINT = Wording("ceremony.print", "打印记录(&P)…", "&Print the record…")
CLOSE = Wording("ceremony.close", "关闭(&C)", "&Close")
FULL = Wording("ceremony.full", "全屏（F11）", "Full screen (F11)")
DROP = Wording(
    "ceremony.drop",
    "已经录入的号码会丢掉，确定离开吗？",
    "The digits that were typed will be lost. Leave all the same?",
)
LEAVE = Wording("ceremony.leave", "离开", "Leave")
EVERY = 70
"""Milliseconds between two rows that appear."""
BEATS = 400
"""Longer lists appear several rows at a time, so that no draw takes longer than this many."""
SAMPLE = 80
"""Rows that columns are made wide enough for."""
WIDEST = 16
"""Heights of a line that a column is wide at most."""
HEADER = 0.85
"""Titles of columns as part of the rows' type."""
NOTICES = 3
"""Notices under a result; the page has them all."""
USUAL = 1100, 720
"""The window for which sizes are given; all type grows and shrinks with it."""
CELL = 50
"""Pixels of a dice cell in the usual window."""
WITNESS, DICE, AGAIN, RESULT = range(4)


class CeremonyDialog(ActingDialog):
    """Four steps; the last one cannot be taken back."""

    def __init__(self, session: Session, ritual: Ritual, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.ritual = ritual
        self.drawn = False
        self._outcome: Outcome | None = None
        self.rows: Revealed | None = None
        self._type: list[tuple[QWidget, float, bool]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._show_next)
        self.setWindowTitle(session.say(ritual.title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        help_key(self, session, ritual.help)
        self._build()
        QShortcut(QKeySequence("F11"), self, self._toggle_full)
        self.resize(*USUAL)
        self._show_step(WITNESS)

    def _build(self) -> None:
        say, ritual = self.session.say, self.ritual
        body = QVBoxLayout(self)
        body.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        body.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(self._sized(QLabel(say(ritual.title)), PROJECTOR * 0.75))
        top.addStretch(1)
        full = self._sized(QPushButton(say(FULL)), 0.9)
        full.setFlat(True)
        full.setAutoDefault(False)
        full.clicked.connect(self._toggle_full)
        top.addWidget(full)
        body.addLayout(top)
        across = QHBoxLayout()
        across.setSpacing(2 * MARGIN)
        self.titles = [self._sized(QLabel(say(words)), 1.15) for words in STEPS]
        for title in self.titles:
            across.addWidget(title)
        across.addStretch(1)
        body.addLayout(across)
        body.addSpacing(GAP)
        name = self._sized(QLabel(ritual.hash_name), 1.1)
        paint(name, Meaning.QUIET)
        body.addWidget(name)
        self.frozen = QLabel()
        self.frozen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.frozen.setAccessibleName(ritual.hash_name)
        body.addWidget(self.frozen)
        self.steps = QStackedWidget()
        for page in (self._witness_page(), self._dice_page(), self._again_page(), self._result_page()):
            self.steps.addWidget(page)
        body.addWidget(self.steps, 1)
        self.objection = self._sized(note(meaning=Meaning.CONFLICT), 1.3)
        body.addWidget(self.objection)
        row = QHBoxLayout()
        self.back, self.skip, self.print, self.next = (
            self._sized(QPushButton(say(words)), 1.2) for words in (BACK, SKIP, PRINT, NEXT)
        )
        self.next.setDefault(True)
        for button, act in (
            (self.back, self.go_back),
            (self.skip, self.show_all),
            (self.print, self._print),
            (self.next, self.go_on),
        ):
            button.clicked.connect(act)
            button.setAutoDefault(button is self.next)
        row.addWidget(self.back)
        row.addStretch(1)
        for button in (self.skip, self.print, self.next):
            row.addWidget(button)
        body.addLayout(row)

    def _witness_page(self) -> QWidget:
        say, ritual = self.session.say, self.ritual
        page, column = _page()
        column.addWidget(self._sized(note(say(HASH_LEAD)), 1.25))
        self.witnesses, self.reason, self.approver = QLineEdit(), QLineEdit(), QLineEdit()
        self.operator = QLineEdit(self.session.operator)
        self.machine = QCheckBox(say(MACHINE))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(GAP)
        self.further = note(say(FURTHER, number=ritual.number), Meaning.DRAFT)
        if ritual.number > 1:
            column.addWidget(self._sized(self.further, 1.25))
            form.addRow(say(REASON), self.reason)
            form.addRow(say(APPROVER), self.approver)
            if ritual.answers:
                self.reason.setText(ritual.answers[0])
                self.approver.setText(ritual.answers[1])
        form.addRow(say(WITNESSES), self.witnesses)
        form.addRow(say(OPERATOR), self.operator)
        for at in range(form.rowCount()):
            for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole):
                item = form.itemAt(at, role)
                if item is not None and item.widget() is not None:
                    self._sized(item.widget(), 1.25)
        column.addLayout(form)
        column.addWidget(self._sized(note(say(NO_WITNESS)), 1.0))
        column.addWidget(self._sized(self.machine, 1.1))
        column.addSpacing(GAP)
        title = self._sized(QLabel(ritual.chances.title), 1.25)
        self.chances = self._table(1.15)
        self.chances.setModel(ritual.chances.rows)
        self.chances.horizontalHeader().setSectionResizeMode(ritual.chances.wide, QHeaderView.ResizeMode.Stretch)
        self.chances.setAccessibleName(ritual.chances.title)
        title.setBuddy(self.chances)
        column.addWidget(title)
        column.addWidget(self.chances, 1)
        for field in (self.witnesses, self.reason, self.approver):
            field.textChanged.connect(self.allow)
        self.machine.toggled.connect(self.allow)
        return page

    def _dice_page(self) -> QWidget:
        page, self.first = self._digits_page(DICE_LEAD, FIRST_NAME)
        return page

    def _again_page(self) -> QWidget:
        page, self.second = self._digits_page(AGAIN_LEAD, SECOND_NAME)
        return page

    def _digits_page(self, lead: Wording, name: Wording) -> tuple[QWidget, Digits]:
        page, column = _page()
        digits = Digits(self.session.say, self.session.say(name))
        digits.changed.connect(self.allow)
        column.addStretch(1)
        words = self._sized(note(self.session.say(lead)), 1.4)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addSpacing(GAP)
        column.addWidget(digits)
        column.addStretch(2)
        return page, digits

    def _result_page(self) -> QWidget:
        page, column = _page()
        self.thrown = self._sized(note(), 1.1)
        self.caption = self._sized(QLabel(), 1.7)
        self.caption.setWordWrap(True)
        self.said = self._sized(note(meaning=Meaning.DRAFT), 1.0)
        self.table = self._table(1.3)
        for part in (self.thrown, self.caption, self.said):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        return page

    def _table(self, times: float) -> QTableView:
        """A table to be read from afar."""
        table: QTableView = self._sized(QTableView(), times)
        self._sized(table.horizontalHeader(), times * HEADER)
        table.setItemDelegate(SpacedDelegate(table))
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _sized(self, widget: Any, times: float, *, even: bool = False) -> Any:
        """Type that grows with the window."""
        self._type.append((widget, times, even))
        return widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_type()

    def _resize_type(self) -> None:
        factor = min(self.width() / USUAL[0], self.height() / USUAL[1])
        factor = min(max(factor, 0.8), 2.5)
        for widget, times, even in self._type:
            (mono if even else sized)(widget, times * factor)
        for number, title in enumerate(self.titles):
            sized(title, 1.15 * factor, bold=number == self.steps.currentIndex())
        at_first = self.steps.currentIndex() == WITNESS
        parts = 2 if at_first else 1
        length = len(self.ritual.frozen) // parts
        self.frozen.setText("\n".join(grouped(self.ritual.frozen[at * length :][:length]) for at in range(parts)))
        mono(self.frozen, (PROJECTOR * 1.45 if at_first else 1.35) * factor)
        for digits in (self.first, self.second):
            digits.resize_type(1.2 * factor, round(CELL * factor))
        _fit(self.chances, self.ritual.chances.rows)
        if self._outcome is not None:
            _fit(self.table, self._outcome.rows)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for number, title in enumerate(self.titles):
            title.setEnabled(number == step)
        self.back.setVisible(step in (DICE, AGAIN))
        self.back.setText(self.session.say(ANEW if step == AGAIN else BACK))
        self.skip.setVisible(False)
        self.print.setVisible(step in (WITNESS, RESULT))
        self.print.setText(self.session.say(PRINT if step == RESULT else PRINT_SLIP))
        self._resize_type()
        focus = {WITNESS: self.witnesses, DICE: self.first, AGAIN: self.second}.get(step, self.table)
        focus.setFocus()
        self.allow()

    @Slot()
    def allow(self) -> None:
        """What may be done next, and what speaks against it."""
        step = self.steps.currentIndex()
        objection, may, wrong = "", True, []
        if step == WITNESS:
            may = self.ritual.number == 1 or bool(self.reason.text().strip() and self.approver.text().strip())
        elif step == DICE:
            may = self.first.enough
        elif step == AGAIN:
            one, other = self.first.digits, self.second.digits
            may = one == other
            wrong = [at for at, digit in enumerate(other) if one[at : at + 1] != digit]
            if wrong:
                objection = self.session.say(DIFFERENT, place=wrong[0] + 1)
            elif not may and self.second.enough:
                objection = self.session.say(SHORTER, count=len(one))
        self.second.mark(wrong, objection)
        self.objection.setText("")
        last = step == AGAIN or (step == WITNESS and self.machine.isChecked())
        self.next.setText(self.session.say(CLOSE if step == RESULT else DRAW if last else NEXT))
        self.next.setEnabled(may and not self.is_acting)
        self.back.setEnabled(not self.is_acting)
        self.steps.setEnabled(not self.is_acting)

    @Slot()
    def go_back(self) -> None:
        """To the step before. The first entry is not uncovered for the second person: both are typed anew."""
        step = self.steps.currentIndex()
        if step == AGAIN:
            self.first.clear()
            self.second.clear()
        self._show_step(step - 1)

    @Slot()
    def go_on(self) -> None:
        """To the next step, or draw, or close."""
        step = self.steps.currentIndex()
        if step == RESULT:
            self.accept()
        elif step == AGAIN:
            self._draw(self.first.digits)
        elif step == WITNESS and self.machine.isChecked():
            self._draw(throw_dice())
        else:
            self._show_step(step + 1)

    def _draw(self, dice: str) -> None:
        names = self.witnesses.text().replace("，", "、").replace(",", "、").replace("；", "、").split("、")
        witnesses = [] if self.machine.isChecked() else [name.strip() for name in names if name.strip()]
        reason, approver = self.reason.text().strip(), self.approver.text().strip()
        self.session.name_operator(self.operator.text())
        make, say = self.ritual.make, self.session.say
        seen = say(SEEN_BY, names=witnesses) if witnesses else say(UNSEEN)
        self.thrown.setText(f"{say(THROWN, digits=grouped(dice))}　　{seen}")
        self.objection.setText("")

        def work(file: CountyFile, _: Job) -> Any:
            return make(file, dice, witnesses, reason, approver)

        self.act(DRAWING(), work, self._made)

    def refused(self, refusal: Refusal) -> None:
        self.objection.setText(self.session.say(refusal.message))

    def _made(self, answer: Any) -> None:
        self.drawn = True
        self._outcome = outcome = self.ritual.show(answer)
        self.rows = Revealed(outcome.rows, self)
        self.table.setModel(self.rows)
        self.table.horizontalHeader().setSectionResizeMode(outcome.wide, QHeaderView.ResizeMode.Stretch)
        self._show_step(RESULT)
        self.skip.show()
        self.skip.setFocus()
        self._show_next()
        self._timer.start()

    @Slot()
    def _show_next(self) -> None:
        """One more row; the newest stays in view, and what it belongs to stands above."""
        assert self._outcome is not None
        assert self.rows is not None
        seen, count = self.rows.rowCount(), self.rows.all_count
        if seen >= count:
            self.show_all()
            return
        self.rows.reveal(seen + 1 + count // BEATS)
        self.table.scrollToBottom()
        self.caption.setText(self._outcome.caption(self.rows.rowCount() - 1))

    @Slot()
    def show_all(self) -> None:
        """All rows at once, and the sum of them."""
        outcome = self._outcome
        if outcome is None or self.rows is None:
            return
        self._timer.stop()
        self.rows.reveal(self.rows.all_count)
        self.table.scrollToTop()
        self.caption.setText(outcome.sum)
        told = [self.session.say(message) for message in outcome.notices]
        if len(told) > NOTICES:
            told = [*told[:NOTICES], self.session.say(MORE_TO_SAY, count=len(told) - NOTICES)]
        self.said.setText("\n".join(told))
        self.skip.hide()
        self.next.setFocus()

    @Slot()
    def _print(self) -> None:
        """What is locked before the dice, what was drawn after them."""
        (self.ritual.print_record if self.drawn else self.ritual.print_slip)(self)

    @Slot()
    def _toggle_full(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.skip.isVisible():
            self.show_all()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc never loses typed dice without asking, and waits for a draw that is being made."""
        if self.is_acting:
            return
        typed = bool(self.first.digits) and not self.drawn
        if typed and not confirm(self, self.session, self.session.say(DROP), self.session.say(LEAVE)):
            return
        self._timer.stop()
        super().reject()


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GAP, 0, 0)
    column.setSpacing(GAP)
    return page, column


def _fit(table: QTableView, rows: QAbstractTableModel) -> None:
    """Lines and columns as large as what stands in them, rows that have not appeared yet included."""
    metrics = table.fontMetrics()
    table.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.6))
    sample = range(0, rows.rowCount(), 1 + rows.rowCount() // SAMPLE)
    for column in range(rows.columnCount()):
        texts = [str(rows.index(row, column).data()) for row in sample]
        texts.append(str(rows.headerData(column, Qt.Orientation.Horizontal)))
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        table.setColumnWidth(column, min(widest, metrics.height() * WIDEST) + 2 * metrics.height())
