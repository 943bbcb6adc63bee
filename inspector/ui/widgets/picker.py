"""A line in which one of many is found by typing any part of its name or number, or the initials of its name."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ...workflow.list_forms import Option
from ..models.choices import Choices

OFFERED = 50
"""Options that are offered at once; whoever wants others types more."""
SHOWN = 12
"""Those of them that are seen without scrolling."""
BETWEEN = "　"


class Picker(QLineEdit):
    """A member of `choices`, as name and number; `picked` follows every change."""

    picked = Signal()

    def __init__(self, choices: Choices, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = choices
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(SHOWN)
        self.setCompleter(completer)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._offer)
        self.textChanged.connect(self.picked)
        choices.ready.connect(self._offer_now)

    @property
    def key(self) -> str:
        """The number of what the line names; blank while it names nothing on the list."""
        words = self.text().strip()
        found = self.choices.find(words)
        if found is None:
            found = self.choices.find(words.rpartition(BETWEEN)[2])
            if found is not None and _shown(found) != words:
                return ""
        return found.cell if found is not None else ""

    def pick(self, key: str) -> None:
        """Fill the line."""
        found = self.choices.find(key)
        self.setText(_shown(found) if found is not None else key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choices.want()

    @Slot(str)
    def _offer(self, words: str) -> None:
        """Look for what is typed, before the line shows what there is."""
        self.choices.want()
        self._offered.setStringList([_shown(option) for option in self.choices.with_words(words, OFFERED)])

    @Slot()
    def _offer_now(self) -> None:
        """The list has become ready after something was typed."""
        if self.isVisible() and self.text() and not self.key:
            self._offer(self.text())
            self.completer().complete()


def _shown(option: Option) -> str:
    return f"{option.words}{BETWEEN}{option.cell}"
