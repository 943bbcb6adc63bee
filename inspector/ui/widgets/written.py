"""What became of an export, with what to do next beside it: open its folder, or verify it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...workflow import opening
from ...workflow.opening import Verification
from ..dialogs.messages import show_refusal
from ..look import Meaning, note, paint
from ..session import Session

VERIFYING = Wording("approval.verifying", "正在核验", "Verifying")
VERIFIED = Wording("approval.verified", "✓ 核验通过", "✓ Verified")
NOT_VERIFIED = Wording("approval.not_verified", "✗ 核验不通过，{count} 处问题", "✗ Not verified, {count} findings")
AND_MORE = Wording("approval.and_more", "……另有 {count} 处", "… and {count} more")
OPEN_FOLDER = Wording("approval.open_folder", "打开文件夹(&L)", "Open fo&lder")
VERIFY = Wording("approval.verify", "立即核验(&Y)", "Verif&y now")
SHOWN = 8
"""Findings of a verification that are listed."""


class Written(QFrame):
    """Seen while the plan is the one that was written; of another it says nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.path: Path | None = None
        """The workbook that was written, or the folder with the extracts."""
        self._plan: Hashable = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = note()
        self.verdict = note()
        self.folder_button = QPushButton(session.say(OPEN_FOLDER))
        self.folder_button.clicked.connect(self._open_folder)
        self.verify_button = QPushButton(session.say(VERIFY))
        self.verify_button.clicked.connect(self.verify_now)
        across = QHBoxLayout()
        across.addWidget(self.words, 1)
        across.addWidget(self.folder_button)
        across.addWidget(self.verify_button)
        column = QVBoxLayout(self)
        column.addLayout(across)
        column.addWidget(self.verdict)
        self.hide()

    def show_written(self, path: Path, messages: Sequence[Message], plan: Hashable) -> None:
        """Show what was written of a plan, which `plan` stands for; a workbook can be verified."""
        self.path, self._plan = path, plan
        self.words.setText("\n".join(map(self.session.say, messages)))
        self.verdict.hide()
        self.verify_button.setVisible(not path.is_dir())
        self.verify_button.setEnabled(True)
        self.show()

    def show_for(self, plan: Hashable) -> None:
        """Be seen only if what was written is of this plan; None is of none."""
        self.setVisible(self.path is not None and plan is not None and self._plan == plan)

    @Slot()
    def verify_now(self) -> None:
        """Verify the workbook that was written, from nothing but itself."""
        path = self.path
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
        self.verdict.setText("\n".join(map(self.session.say, lines)))
        self.verdict.show()

    def _not_read(self, refusal: Refusal) -> None:
        self.verify_button.setEnabled(True)
        show_refusal(self, self.session, refusal)

    @Slot()
    def _open_folder(self) -> None:
        if self.path is not None:
            folder = self.path if self.path.is_dir() else self.path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
