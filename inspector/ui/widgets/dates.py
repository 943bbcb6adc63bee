"""A date that may not be there: a tick says whether it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget


def as_date(day: QDate) -> date:
    """Qt's date as Python's."""
    return date(day.year(), day.month(), day.day())


def date_edit(day: date | None = None) -> QDateEdit:
    """A field for a date, written as in all official sheets, with a calendar to choose from."""
    field = QDateEdit()
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    today = QDate.currentDate()
    field.setDate(QDate(day.year, day.month, day.day) if day else today)
    return field


class OptionalDate(QWidget):
    """A tick with words, and a date that counts while it is ticked."""

    changed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words)
        self.day = date_edit()
        self.day.setAccessibleName(words.replace("&", ""))
        self.day.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.tick)
        self.tick.toggled.connect(self._ticked)
        self.day.dateChanged.connect(self.changed)

    def value(self) -> date | None:
        """The date, if there is one."""
        return as_date(self.day.date()) if self.tick.isChecked() else None

    def set_value(self, value: date | None, otherwise: date) -> None:
        """Show a date, or none; `otherwise` is what stands there once it is ticked."""
        shown = value or otherwise
        self.day.setDate(QDate(shown.year, shown.month, shown.day))
        self.tick.setChecked(value is not None)

    @Slot(bool)
    def _ticked(self, ticked: bool) -> None:
        self.day.setEnabled(ticked)
        self.changed.emit()
