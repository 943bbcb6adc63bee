"""A line in which one of many is found by typing any part of its name or number."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

SHOWN = 12


class Picker(QLineEdit):
    """`choices` are pairs of what is shown and what it stands for; `picked` follows every change."""

    picked = Signal()

    def __init__(self, choices: Iterable[tuple[str, str]], hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = dict(choices)
        self._known = {key: words for words, key in self._keys.items()}
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(self._keys), completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(SHOWN)
        self.setCompleter(completer)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self.picked)

    @property
    def key(self) -> str:
        """What the line stands for; blank while it names nothing on the list."""
        words = self.text().strip()
        return self._keys.get(words) or (words if words in self._known else "")

    def pick(self, key: str) -> None:
        """Fill the line."""
        self.setText(self._known.get(key, key))
