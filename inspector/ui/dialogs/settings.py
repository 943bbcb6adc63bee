"""The county's settings, each with what it means and the values it can have."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..session import Session

TITLE = Wording("settings.title", "设置", "Settings")


class SettingsDialog(QDialog):
    """Takes effect with the next freeze."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(session.say(TITLE))
        body = QVBoxLayout(self)
        self.form = QFormLayout()
        body.addLayout(self.form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        body.addWidget(buttons)
