"""F1 in a dialog: the chapter of the manual that the dialog belongs to."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from ..session import Session


def help_key(dialog: QDialog, session: Session, topic: str) -> None:
    """Have F1 open a topic. The help then belongs to the dialog: a modal one would lock the window's own."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
    shortcut.activated.connect(partial(_show, dialog, session, topic))


def _show(dialog: QDialog, session: Session, topic: str) -> None:
    from .help import show_help

    show_help(dialog, session, topic)
