"""The first five minutes: a sample county, a file, or lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..look import MARGIN, heading
from ..preferences import Preferences
from ..session import Session

WELCOME = Wording("start.welcome", "双随机联合检查计划", "Joint double-random inspections")


class StartPage(QWidget):
    """What is seen while no file is open; `open_wanted` names a county file to open."""

    open_wanted = Signal(object)

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        body.addWidget(heading(session.say(WELCOME)))
        body.addStretch(1)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Lists were dropped while no file is open: make a county file for them."""
