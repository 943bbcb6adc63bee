"""Import with a preview: what is new, changed, and put aside with its reason, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from ..preferences import Preferences
from ..session import Session


class ImportDialog(QDialog):
    """Shows what an import of `paths` would do, then does it."""

    def __init__(
        self, session: Session, preferences: Preferences, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.paths = tuple(paths)
