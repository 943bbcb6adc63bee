"""What the program has to say in a window of its own; every text can be selected and copied."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...workflow.logs import keep, log_folder
from ..session import Session

REFUSED = Wording("dialog.refused", "不能这样做", "This cannot be done")
CRASHED = Wording(
    "dialog.crashed",
    "程序出错了。已经告知完成的都在辖区文件里，没做完的不留痕迹。\n{log}",
    "The program failed. What it had said was done is in the county file; nothing is half done.\n{log}",
)
LOG_FOLDER = Wording("dialog.log_folder", "打开日志文件夹", "Open log folder")
SURE = Wording("dialog.sure", "请确认", "Please confirm")
SHOWN = 12
"""Lines that a message box shows before it hides the rest behind a button."""


def show_refusal(parent: QWidget, session: Session, refusal: Refusal) -> None:
    """Say why an act was refused."""
    _box(parent, QMessageBox.Icon.Warning, session.say(REFUSED), session.say(refusal.message)).open()


def show_crash(parent: QWidget, session: Session, error: Exception) -> None:
    """Say that the program failed, with the details in a log and one click away."""
    details = "".join(traceback.format_exception(error))
    box = _box(parent, QMessageBox.Icon.Critical, session.say(REFUSED), session.say(CRASHED, log=keep(details)))
    box.setDetailedText(details)
    folder = box.addButton(session.say(LOG_FOLDER), QMessageBox.ButtonRole.ActionRole)
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder()))))
    box.open()


def tell(parent: QWidget, session: Session, title: Message, lines: Sequence[str], *, good: bool) -> None:
    """Say how something came out, with all that was found."""
    icon = QMessageBox.Icon.Information if good else QMessageBox.Icon.Warning
    words = session.say(title)
    box = _box(parent, icon, words, words)
    box.setInformativeText("\n".join(lines[:SHOWN]))
    if len(lines) > SHOWN:
        box.setDetailedText("\n".join(lines))
    box.open()


def confirm(parent: QWidget, session: Session, words: str, yes: str) -> bool:
    """Ask before something that cannot be taken back; the safe answer is the default."""
    box = _box(parent, QMessageBox.Icon.Question, session.say(SURE), words)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is agreed


def _box(parent: QWidget, icon: QMessageBox.Icon, title: str, words: str) -> QMessageBox:
    from PySide6.QtCore import Qt

    box = QMessageBox(icon, title, words, parent=parent)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
