"""Asking for files of lists: which kinds there are, in one place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ...domain.messages import Wording
from ..session import Session

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt")
"""How the names of files end that lists are read from."""
LISTS = Wording("lists_dialog.kinds", "名录 ({suffixes});;所有文件 (*)", "Lists ({suffixes});;All files (*)")


def ask_for_lists(parent: QWidget, session: Session, title: Wording, folder: str) -> list[Path]:
    """The files that somebody chooses; none if nothing is chosen."""
    kinds = session.say(LISTS, suffixes=" ".join(f"*{each}" for each in SUFFIXES))
    found, _ = QFileDialog.getOpenFileNames(parent, session.say(title).replace("&", ""), folder, kinds)
    return [Path(path) for path in found]
