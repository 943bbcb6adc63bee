"""审批与导出: where the plan stands, what a signer must know, the decision, and everything that leaves the program."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message, Refusal, Wording
from ...domain.plan import Change
from ...workflow import exporting, forms, opening, sharing
from ...workflow.exporting import Exported
from ...workflow.opening import CountyFile, Verification
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.readiness import Readiness, readiness
from ...workflow.sharing import Shared
from ...workflow.state import STAGE_NAMES, QuarterState, Stage
from ..dialogs.approve import ApproveDialog, SendBackDialog
from ..dialogs.messages import show_refusal
from ..dialogs.papers import show_forms
from ..dialogs.submit import SubmitDialog
from ..jobs import Job
from ..look import GAP, Meaning, note, paint, sized
from ..models.table import Column, TableModel
from ..preferences import Preferences
from ..session import Session
from ..widgets.checklist import Checklist
from ..widgets.fingerprint import Fingerprint
from ..widgets.table import TableView
from .page import Page

PREVIEW = Wording("approval.preview", "打印与 PDF(&P)…", "&Print and PDF…")
SHARE = Wording("approval.share", "部门摘录(&D)…", "&Department extracts…")
EXPORT = Wording("approval.export", "导出 Excel(&E)…", "&Export to Excel…")
SUBMIT = Wording("approval.submit", "送审(&S)…", "&Submit…")
APPROVE = Wording("approval.approve", "批准(&A)…", "&Approve…")
SEND_BACK = Wording("approval.send_back", "退回(&B)…", "Send &back…")
DRAFT = Wording("approval.draft", "送审稿", "Draft (送审稿)")
VERSION = Wording("approval.version", "{quarter} 计划第 {version} 版", "{quarter}, plan version {version}")
SUBMITTED = Wording("approval.submitted", "{name} 于 {at} 送审", "submitted by {name} on {at}")
APPROVED = Wording(
    "approval.approved", "{name} 于 {day} 批准，文号 {document}", "approved by {name} on {day}, document {document}"
)
SENT_BACK = Wording("approval.sent_back", "上次被 {name} 退回：{reason}", "Sent back by {name}: {reason}")
FINGERPRINT = Wording("approval.fingerprint", "计划指纹", "Plan fingerprint")
CHECKS = Wording("approval.checks", "签字前核对", "Before signing")
CHANGES = Wording("approval.changes", "计划调整（{count}）", "Change orders ({count})")
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
AFTER_ = Wording("approval.after", "调整后", "After")
CHECKING = Wording("approval.checking", "正在独立核查", "Checking independently")
EXPORTING = Wording("approval.exporting", "正在导出", "Exporting")
VERIFYING = Wording("approval.verifying", "正在核验", "Verifying")
SHARING = Wording("approval.sharing", "正在写部门摘录", "Writing the extracts")
EXPORTED = Wording("approval.exported", "已导出：{path}", "Exported: {path}")
SHARED = Wording(
    "approval.shared", "已写出 {count} 个部门的摘录：{folder}", "Extracts of {count} departments are in {folder}"
)
VERIFIED = Wording("approval.verified", "✓ 核验通过", "✓ Verified")
NOT_VERIFIED = Wording("approval.not_verified", "✗ 核验不通过，{count} 处问题", "✗ Not verified, {count} findings")
AND_MORE = Wording("approval.and_more", "……另有 {count} 处", "… and {count} more")
OPEN_FOLDER = Wording("approval.open_folder", "打开文件夹(&L)", "Open fo&lder")
VERIFY = Wording("approval.verify", "立即核验(&Y)", "Verif&y now")
FILTER = Wording("approval.filter", "Excel 工作簿 (*.xlsx)", "Excel workbooks (*.xlsx)")
LATER = Wording(
    "approval.later",
    "检查人员抽取完成后，在这里核对、送审、批准，打印审批表和各表，导出 Excel 计划和各部门摘录。",
    "Once the inspectors are drawn, the plan is checked, submitted and approved here, its forms printed, and the "
    "workbook and the departments' extracts written.",
)
FILE_NAME = "{county}{quarter}涉企检查计划{draft}.xlsx"
FOLDER = "export.folder"
SHOWN = 8
"""Findings of a verification that are listed."""
READY = (Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)

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


class ApprovalPage(Page):
    """One strip says where the plan stands and holds the decision; below it everything a signer reads."""

    TITLE = STEP_TITLES[StepName.APPROVAL]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.seen: Readiness | None = None
        self.written: Path | None = None
        self._written_of: tuple[object, ...] | None = None
        """The plan as it was when the file was written: of another it says nothing."""
        self._checked: tuple[object, ...] | None = None
        self._build_tools()
        self._build_standing()
        self._build_result()
        self._build_tabs()

    def _build_tools(self) -> None:
        self.preview_button = self._tool(PREVIEW, self.show_preview, QKeySequence.StandardKey.Print)
        self.share_button = self._tool(SHARE, self.ask_for_folder)
        self.export_button = self._tool(EXPORT, self.ask_for_workbook, "Ctrl+E")

    def _tool(self, words: Wording, act: object, keys: QKeySequence.StandardKey | str | None = None) -> QPushButton:
        button = self._button(words, act)
        if keys is not None:
            QShortcut(QKeySequence(keys), self, button.click)
        self.tools.addWidget(button)
        return button

    def _button(self, words: Wording, act: object) -> QPushButton:
        button = QPushButton(self.say(words))
        button.clicked.connect(act)
        return button

    def _build_standing(self) -> None:
        self.stage = QLabel()
        sized(self.stage, 1.3, bold=True)
        self.draft = QLabel(self.say(DRAFT))
        sized(self.draft, 1.3, bold=True)
        paint(self.draft, Meaning.DRAFT)
        self.who = note()
        self.sent_back = note(meaning=Meaning.DRAFT)
        self.fingerprint = Fingerprint(self.say(FINGERPRINT), self.say)
        self.submit_button = self._button(SUBMIT, self.show_submit)
        self.approve_button = self._button(APPROVE, self.show_approve)
        self.back_button = self._button(SEND_BACK, self.show_send_back)
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.stage)
        above.addWidget(self.draft)
        above.addStretch(1)
        for button in (self.submit_button, self.approve_button, self.back_button):
            above.addWidget(button)
        self.standing = QWidget()
        column = QVBoxLayout(self.standing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(self.who)
        column.addWidget(self.sent_back)
        column.addWidget(self.fingerprint)
        self.body.addWidget(self.standing)

    def _build_result(self) -> None:
        """What became of an export, with what to do next beside it."""
        self.result = QFrame()
        self.result.setFrameShape(QFrame.Shape.StyledPanel)
        self.result_words = note()
        self.verdict = note()
        self.folder_button = self._button(OPEN_FOLDER, self._open_folder)
        self.verify_button = self._button(VERIFY, self.verify_now)
        across = QHBoxLayout()
        across.addWidget(self.result_words, 1)
        across.addWidget(self.folder_button)
        across.addWidget(self.verify_button)
        column = QVBoxLayout(self.result)
        column.addLayout(across)
        column.addWidget(self.verdict)
        self.result.hide()
        self.body.addWidget(self.result)

    def _build_tabs(self) -> None:
        self.checklist = Checklist(self.say)
        self.checklist.setAccessibleName(self.say(CHECKS))
        self.changes = TableModel(COLUMNS, self.say, parent=self)
        self.change_table = TableView(self.changes)
        self.change_table.selectionModel().selectionChanged.connect(self._change_chosen)
        self.before, self.after_words = note(), note()
        detail = QWidget()
        two = QHBoxLayout(detail)
        two.setContentsMargins(0, GAP, 0, 0)
        for title, words in ((BEFORE, self.before), (AFTER_, self.after_words)):
            column = QVBoxLayout()
            name = QLabel(self.say(title))
            sized(name, 1.0, bold=True)
            column.addWidget(name)
            column.addWidget(words, 1)
            two.addLayout(column, 1)
        self.orders_button = self._button(PRINT_CHANGES, self.show_orders)
        self.new_order_button = self._button(NEW_ORDER, self.show_new_order)
        self.dice_button = self._button(ENTER_DICE, self.show_dice)
        self.drop_button = self._button(DROP_ORDER, self.show_drop)
        self.order_waits = note(meaning=Meaning.DRAFT)
        self.no_changes = note(self.say(NO_CHANGES))
        self.change_split = QSplitter(Qt.Orientation.Vertical)
        self.change_split.addWidget(self.change_table)
        self.change_split.addWidget(detail)
        self.change_split.setStretchFactor(0, 1)
        changes = QWidget()
        body = QVBoxLayout(changes)
        body.setContentsMargins(0, GAP, 0, 0)
        body.addWidget(self.order_waits)
        body.addWidget(self.no_changes)
        body.addWidget(self.change_split, 1)
        below = QHBoxLayout()
        for button in (self.new_order_button, self.dice_button, self.drop_button):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.orders_button)
        body.addLayout(below)
        body.addStretch(0)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.checklist, self.say(CHECKS))
        self.tabs.addTab(changes, self.say(CHANGES, count=0))
        self.body.addWidget(self.tabs, 1)
        self.waiting = QWidget()
        self.body.addWidget(self.waiting, 0)

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.APPROVAL)
        self.words.setText(self.say(step.words) + "\n\n" + self.say(LATER))
        now = self.shown.quarter
        ready = now.stage in READY
        for part in (self.standing, self.tabs):
            part.setVisible(ready)
        self.words.setVisible(not ready)
        self.body.setStretchFactor(self.waiting, 0 if ready else 1)
        for button in (self.preview_button, self.share_button, self.export_button):
            button.setEnabled(ready)
        self.result.setVisible(ready and self.written is not None and self._written_of == self._key(now))
        if ready:
            self._show_standing(now, step.words)
            self._show_changes(now)
            self._check(now)

    def _key(self, now: QuarterState) -> tuple[object, ...]:
        """What the check and the files depend on; recording what was done changes neither."""
        return self.shown.path, now.quarter, now.stage, now.version, now.approval, now.plan and now.plan.h1

    def _show_standing(self, now: QuarterState, words: Message) -> None:
        approved = now.stage is Stage.APPROVED
        stage = self.say(STAGE_NAMES[now.stage])
        self.stage.setText(stage[:1].upper() + stage[1:])
        paint(self.stage, Meaning.DONE if approved else Meaning.DRAFT)
        self.draft.setVisible(not approved)
        parts = [self.say(VERSION, quarter=str(now.quarter), version=now.version)]
        if now.stage is not Stage.STAFFED:
            parts.append(self.say(SUBMITTED, name=now.submitted_by, at=now.submitted_at[:16].replace("T", " ")))
        if now.approval:
            approval = now.approval
            parts.append(self.say(APPROVED, name=approval.by, day=approval.date, document=approval.document))
        else:
            parts.append(self.say(words))
        self.who.setText("　·　".join(parts))
        self.sent_back.setVisible(now.sent_back is not None)
        if now.sent_back:
            reason, name = now.sent_back
            self.sent_back.setText(self.say(SENT_BACK, name=name, reason=reason))
        self.submit_button.setVisible(now.stage is Stage.STAFFED)
        self.approve_button.setVisible(now.stage is Stage.SUBMITTED)
        self.back_button.setVisible(now.stage is Stage.SUBMITTED)

    def _show_changes(self, now: QuarterState) -> None:
        changes = (now.pending or now.current).changes
        self.tabs.setTabText(1, self.say(CHANGES, count=len(changes)))
        self.change_table.setAccessibleName(self.tabs.tabText(1))
        self.changes.set_rows(changes)
        self.no_changes.setVisible(not changes)
        self.change_split.setVisible(bool(changes))
        self.orders_button.setVisible(bool(now.current.changes))
        pending = now.pending
        self.order_waits.setVisible(pending is not None)
        if pending is not None:
            self.order_waits.setText(self.say(ORDER_WAITS, number=pending.orders[-1].number))
        self.new_order_button.setVisible(now.stage is Stage.APPROVED and pending is None)
        self.dice_button.setVisible(pending is not None)
        self.drop_button.setVisible(pending is not None)
        if changes:
            self.change_table.selectRow(0)

    @Slot()
    def _change_chosen(self) -> None:
        rows = self.change_table.selectionModel().selectedRows()
        change = self.changes.row(rows[0]) if rows else None
        nothing = self.say(NONE)
        self.before.setText((change.before or nothing) if change else "")
        self.after_words.setText((change.after or nothing) if change else "")

    def _check(self, now: QuarterState) -> None:
        key = self._key(now)
        if key == self._checked:
            return
        self._checked = key
        self.seen = None
        self.fingerprint.show_mark("")
        self.checklist.clear(self.say(CHECKING))
        self._allow_decision()
        self.session.ask(CHECKING(), lambda *_: (key, readiness(now)), self._told)

    def _told(self, answer: tuple[tuple[object, ...], Readiness]) -> None:
        key, seen = answer
        if key != self._checked:
            return
        self.seen = seen
        self.fingerprint.show_mark(seen.fingerprint)
        self.checklist.show_checks(seen.heading, seen.checks, seen.notices)
        self._allow_decision()

    def _allow_decision(self) -> None:
        """Nobody signs before the check was seen, or what breaks a rule."""
        lawful = self.seen is not None and self.seen.lawful
        for button in (self.submit_button, self.approve_button):
            button.setEnabled(lawful)

    @Slot()
    def show_submit(self) -> None:
        """Ask who submits."""
        if self.seen is not None:
            SubmitDialog(self.session, self.preferences, self.seen, self.window()).open()

    @Slot()
    def show_approve(self) -> None:
        """Ask for the approval."""
        if self.seen is not None:
            ApproveDialog(self.session, self.seen, self.shown.quarter.submitted_by, self.window()).open()

    @Slot()
    def show_send_back(self) -> None:
        """Ask why the plan goes back."""
        SendBackDialog(self.session, self.window()).open()

    @Slot()
    def show_new_order(self) -> None:
        """A change order; one that waits for dice asks for them at once."""
        from ..dialogs.orders import open_change_order

        see_orders = partial(self.tabs.setCurrentIndex, 1)
        open_change_order(self.session, self.preferences, self.window(), made=see_orders)

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
    def show_preview(self) -> None:
        """Set the forms and show their pages."""
        show_forms(self.session, self.preferences, self.shown.quarter.quarter, self.window())

    @Slot()
    def show_orders(self) -> None:
        """The same, beginning with the change orders."""
        show_forms(self.session, self.preferences, self.shown.quarter.quarter, self.window(), forms.CHANGE_ORDER)

    @Slot()
    def ask_for_workbook(self) -> None:
        """Ask where the workbook goes, and write it."""
        now = self.shown.quarter
        draft = "" if now.stage is Stage.APPROVED else "（送审稿）"
        name = FILE_NAME.format(county=self.shown.county.name, quarter=now.quarter, draft=draft)
        title = self.say(EXPORT).replace("(&E)", "").replace("&", "")
        path, _ = QFileDialog.getSaveFileName(self, title, str(self._folder() / name), self.say(FILTER))
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the workbook in the background, under another name if it is open elsewhere."""
        quarter, operator = self.shown.quarter.quarter, self.session.operator
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        self._remember(path.parent)

        def work(file: CountyFile, job: Job) -> Exported:
            return exporting.export(file, quarter, path, operator=operator, progress=job.tell, cancel=job.cancel)

        self.session.ask(EXPORTING(), work, self._exported, can_cancel=True)

    def _exported(self, done: Exported) -> None:
        self._show_result(done.path, [EXPORTED(path=str(done.path)), *done.messages], verifiable=True)

    @Slot()
    def ask_for_folder(self) -> None:
        """Ask for a folder, and write the departments' extracts there."""
        title = self.say(SHARE).replace("(&D)", "").replace("&", "")
        folder = QFileDialog.getExistingDirectory(self, title, str(self._folder()))
        if folder:
            self.share_to(Path(folder))

    def share_to(self, folder: Path) -> None:
        """Write one workbook a department, in the background."""
        quarter = self.shown.quarter.quarter
        self._remember(folder)

        def work(file: CountyFile, _: Job) -> Shared:
            return sharing.share(file, quarter, folder)

        self.session.ask(SHARING(), work, self._shared)

    def _shared(self, done: Shared) -> None:
        told = SHARED(count=len(done.workbooks), folder=str(done.folder))
        self._show_result(done.folder / "x", [told, *done.messages], verifiable=False)

    def _show_result(self, path: Path, messages: list[Message], *, verifiable: bool) -> None:
        self.written, self._written_of = path, self._key(self.shown.quarter)
        self.result_words.setText("\n".join(map(self.say, messages)))
        self.verdict.hide()
        self.verify_button.setVisible(verifiable)
        self.verify_button.setEnabled(True)
        self.result.show()

    @Slot()
    def verify_now(self) -> None:
        """Verify the workbook that was written, from nothing but itself."""
        path = self.written
        if path is None:
            return
        self.verify_button.setEnabled(False)
        self.session.ask(VERIFYING(), lambda *_: opening.verify(path), self._verified, failed=self._not_read)

    def _verified(self, found: Verification) -> None:
        self.verify_button.setEnabled(True)
        if found.ok:
            lines = [VERIFIED(), *found.checked]
        else:
            lines = [NOT_VERIFIED(count=len(found.findings)), *found.findings[:SHOWN]]
            if len(found.findings) > SHOWN:
                lines.append(AND_MORE(count=len(found.findings) - SHOWN))
        paint(self.verdict, Meaning.DONE if found.ok else Meaning.CONFLICT)
        self.verdict.setText("\n".join(map(self.say, lines)))
        self.verdict.show()

    def _not_read(self, refusal: Refusal) -> None:
        self.verify_button.setEnabled(True)
        show_refusal(self, self.session, refusal)

    @Slot()
    def _open_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))

    def _folder(self) -> Path:
        found = Path(self.preferences.get(FOLDER, str(self.shown.path.parent)))
        return found if found.is_dir() else self.shown.path.parent

    def _remember(self, folder: Path) -> None:
        self.preferences.set(FOLDER, str(folder))
