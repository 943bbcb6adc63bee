"""审批与导出: where the plan stands, what a signer must know, the decision, and everything that leaves the program."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QTabWidget, QWidget

from ...domain.messages import Wording
from ...workflow import exporting, sharing
from ...workflow.exporting import Exported
from ...workflow.opening import CountyFile
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.readiness import Readiness, readiness
from ...workflow.sharing import Shared
from ...workflow.state import QuarterState, Stage
from ..dialogs.approve import ApproveDialog, SendBackDialog
from ..dialogs.papers import show_forms
from ..dialogs.submit import SubmitDialog
from ..jobs import Job
from ..preferences import Preferences
from ..session import Session
from ..widgets.checklist import Checklist
from ..widgets.order_list import OrderList
from ..widgets.standing import Standing
from ..widgets.written import Written
from .page import Page

PREVIEW = Wording("approval.preview", "打印与 PDF(&P)…", "&Print and PDF…")
SHARE = Wording("approval.share", "部门摘录(&D)…", "&Department extracts…")
EXPORT = Wording("approval.export", "导出 Excel(&E)…", "&Export to Excel…")
CHECKS = Wording("approval.checks", "签字前核对", "Before signing")
CHANGES = Wording("approval.changes", "计划调整（{count}）", "Change orders ({count})")
CHECKING = Wording("approval.checking", "正在独立核查", "Checking independently")
EXPORTING = Wording("approval.exporting", "正在导出", "Exporting")
SHARING = Wording("approval.sharing", "正在写部门摘录", "Writing the extracts")
EXPORTED = Wording("approval.exported", "已导出：{path}", "Exported: {path}")
SHARED = Wording(
    "approval.shared", "已写出 {count} 个部门的摘录：{folder}", "Extracts of {count} departments are in {folder}"
)
FILTER = Wording("approval.filter", "Excel 工作簿 (*.xlsx)", "Excel workbooks (*.xlsx)")
LATER = Wording(
    "approval.later",
    "检查人员抽取完成后，在这里核对、送审、批准，打印审批表和各表，导出 Excel 计划和各部门摘录。",
    "Once the inspectors are drawn, the plan is checked, submitted and approved here, its forms printed, and the "
    "workbook and the departments' extracts written.",
)
FILE_NAME = "{county}{quarter}涉企检查计划{draft}.xlsx"
FOLDER = "export.folder"
READY = (Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)
CHECKS_TAB, CHANGES_TAB = 0, 1
Key = tuple[object, ...]


class ApprovalPage(Page):
    """One strip says where the plan stands and holds the decision; below it everything a signer reads."""

    TITLE = STEP_TITLES[StepName.APPROVAL]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.seen: Readiness | None = None
        self._checked: Key | None = None
        self.preview_button = self._tool(PREVIEW, self.show_preview, QKeySequence.StandardKey.Print)
        self.share_button = self._tool(SHARE, self.ask_for_folder)
        self.export_button = self._tool(EXPORT, self.ask_for_workbook, "Ctrl+E")
        self.standing = Standing(self.say)
        self.standing.submit_asked.connect(self.show_submit)
        self.standing.approve_asked.connect(self.show_approve)
        self.standing.send_back_asked.connect(self.show_send_back)
        self.written = Written(session)
        self.checklist = Checklist(self.say)
        self.checklist.setAccessibleName(self.say(CHECKS))
        self.orders = OrderList(session, preferences)
        self.orders.made.connect(partial(self._go_to, CHANGES_TAB))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.checklist, self.say(CHECKS))
        self.tabs.addTab(self.orders, self.say(CHANGES, count=0))
        self.waiting = QWidget()
        self.body.addWidget(self.standing)
        self.body.addWidget(self.written)
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.waiting, 0)

    def _tool(self, words: Wording, act: object, keys: QKeySequence.StandardKey | str | None = None) -> QPushButton:
        button = QPushButton(self.say(words))
        button.clicked.connect(act)
        if keys is not None:
            QShortcut(QKeySequence(keys), self, button.click)
        self.tools.addWidget(button)
        return button

    def _go_to(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)

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
        self.written.show_for(self._key(now) if ready else None)
        if ready:
            self.standing.show_state(now, step.words)
            self.show_changes(now)
            self._check(now)

    def show_changes(self, now: QuarterState) -> None:
        """Show the change orders, and on their tab how many lines they have."""
        count = self.orders.show_changes(now)
        self.tabs.setTabText(CHANGES_TAB, self.say(CHANGES, count=count))
        self.orders.table.setAccessibleName(self.tabs.tabText(CHANGES_TAB))

    # the check before signing

    def _key(self, now: QuarterState) -> Key:
        """What the check and the files depend on; recording what was done changes neither."""
        return self.shown.path, now.quarter, now.stage, now.version, now.approval, now.plan and now.plan.h1

    def _check(self, now: QuarterState) -> None:
        key = self._key(now)
        if key == self._checked:
            return
        self._checked = key
        self.seen = None
        self.standing.show_check("", lawful=False)
        self.checklist.clear(self.say(CHECKING))
        self.session.ask(CHECKING(), lambda *_: (key, readiness(now)), self._told)

    def _told(self, answer: tuple[Key, Readiness]) -> None:
        key, seen = answer
        if key != self._checked:
            return
        self.seen = seen
        self.standing.show_check(seen.fingerprint, lawful=seen.lawful)
        self.checklist.show_checks(seen.heading, seen.checks, seen.notices)

    # the decision

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

    # what leaves the program

    @Slot()
    def show_preview(self) -> None:
        """Set the forms and show their pages."""
        show_forms(self.session, self.preferences, self.shown.quarter.quarter, self.window())

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
        messages = [EXPORTED(path=str(done.path)), *done.messages]
        self.written.show_written(done.path, messages, self._key(self.shown.quarter))

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
        self.written.show_written(done.folder, [told, *done.messages], self._key(self.shown.quarter))

    def _folder(self) -> Path:
        found = Path(self.preferences.get(FOLDER, str(self.shown.path.parent)))
        return found if found.is_dir() else self.shown.path.parent

    def _remember(self, folder: Path) -> None:
        self.preferences.set(FOLDER, str(folder))
