"""The fields of a form: each shows a cell, and says when it was changed or left."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.county import County
from ...domain.messages import Wording
from ...domain.records import LIST_JOINT
from ...workflow.list_forms import Filling, FormField, Members
from ...workflow.list_words import COLUMN_NAMES
from ..look import Meaning, note, paint
from ..models.choices import ChoiceDesk, Choices
from ..session import Session

PICK = Wording("field.pick", "选择…", "Pick…")
CALENDAR = Wording("field.calendar", "日历", "Calendar")
NOT_ONE = Wording("field.not_one", "（未填）", "(blank)")
ITS_PICK = Wording("field.its_pick", "选择{field}", "Choose {field}")
MORE = Wording("field.more", "{names} 等 {count} 项", "{names} and others, {count} in all")
CODE_AND_NAME = Wording("field.code_and_name", "{code}　{name}", "{code}　{name}")
NAMES_SHOWN = 4
AS_ISO = "yyyy-MM-dd"


def column_label(session: Session, title: str, joint: str = "\n") -> str:
    """A column's name; where the screen is not Chinese, with the title that files and messages have for it."""
    words = session.say(COLUMN_NAMES[title]) if title in COLUMN_NAMES else title
    return words if words == title else f"{words}{joint}{title}"


class Line(QLineEdit):
    """A line that says when the keyboard leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Field(QWidget):
    """One cell of a form. `changed` follows its text, `left` the keyboard's leaving; below it stands what is wrong."""

    changed = Signal()
    left = Signal()

    def __init__(self, form: FormField, county: County, session: Session) -> None:
        super().__init__()
        self.form = form
        self.session = session
        self.choices = self._choices(county)
        self.line: Line | None = None
        self.combo: QComboBox | None = None
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        self._across = QHBoxLayout()
        self._across.setSpacing(4)
        body.addLayout(self._across)
        self.names = note()
        self.names.hide()
        self.fault = note(meaning=Meaning.CONFLICT)
        self.fault.hide()
        body.addWidget(self.names)
        body.addWidget(self.fault)
        if form.filling is Filling.ONE:
            self._make_combo()
        else:
            self._make_line()

    def _choices(self, county: County) -> Choices:
        """What can be chosen; long lists are shared and made ready when they are first picked from."""
        options, filling = self.form.options, self.form.filling
        if isinstance(options, Members) and filling in (Filling.SEVERAL, Filling.LOOKED_UP):
            return ChoiceDesk.of(self.session).members(options, county)
        found = Choices.among(options(county), self.session, self)
        found.want()
        return found

    def _make_combo(self) -> None:
        self.combo = QComboBox()
        self.combo.addItem(self.session.say(NOT_ONE), "")
        for option in self.choices.options:
            words = option.words
            shown = self.session.say(words) if isinstance(words, Wording) else words
            coded = isinstance(words, str) and words
            self.combo.addItem(
                self.session.say(CODE_AND_NAME, code=option.cell, name=words) if coded else shown or option.cell,
                option.cell,
            )
        self.combo.setAccessibleName(self.session.say(self.form.words))
        self.combo.currentIndexChanged.connect(self.changed)
        self.combo.activated.connect(self.left)
        self._across.addWidget(self.combo, 1)
        self.setFocusProxy(self.combo)
        if self.form.hint:
            self.combo.setToolTip(self.session.say(self.form.hint))

    def _make_line(self) -> None:
        self.line = Line()
        self.line.setAccessibleName(self.session.say(self.form.words))
        if self.form.hint:
            self.line.setPlaceholderText(self.session.say(self.form.hint))
        elif self.form.filling is Filling.DATE:
            self.line.setPlaceholderText("2027-01-05")
        self.line.textChanged.connect(self._changed)
        self.line.left.connect(self.left)
        self._across.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        filling = self.form.filling
        if filling is Filling.ANY:
            completer = QCompleter([option.cell for option in self.choices.options], self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.line.setCompleter(completer)
        if filling in (Filling.SEVERAL, Filling.LOOKED_UP, Filling.ANY) and self.choices.count:
            self._button(PICK, ITS_PICK, self.pick)
        elif filling is Filling.DATE:
            self._button(CALENDAR, ITS_PICK, self.open_calendar)

    def _button(self, words: Wording, told: Wording, act: object) -> None:
        self.button = QToolButton()
        self.button.setText(self.session.say(words))
        self.button.setAccessibleName(self.session.say(told, field=self.form.words))
        self.button.clicked.connect(act)
        self._across.addWidget(self.button)

    @property
    def text(self) -> str:
        """The cell."""
        if self.combo is not None:
            return str(self.combo.currentData() or "")
        assert self.line is not None
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show a cell."""
        if self.combo is not None:
            place = self.combo.findData(text)
            if place < 0:
                self.combo.addItem(text, text)
                place = self.combo.count() - 1
            self.combo.setCurrentIndex(place)
        else:
            assert self.line is not None
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def set_locked(self, words: str) -> None:
        """Let nobody change the cell, and say why."""
        for part in (self.line, self.combo, getattr(self, "button", None)):
            if part is not None:
                part.setEnabled(False)
                part.setToolTip(words)
        self.names.setText(words)
        self.names.show()

    def tell(self, fault: str) -> None:
        """Say what is wrong with the cell; nothing if it is right."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    @property
    def members(self) -> tuple[str, ...]:
        """The members of a cell that holds several."""
        text = self.text
        for other in "；;，,":
            text = text.replace(other, "\n")
        return tuple(part.strip() for part in text.split("\n") if part.strip())

    @Slot()
    def _changed(self) -> None:
        self._show_names()
        self.changed.emit()

    def _show_names(self) -> None:
        """What the codes in the cell stand for."""
        options = map(self.choices.find, self.members)
        found = [option.words for option in options if option is not None and option.words]
        if not found:
            self.names.hide()
            return
        names = "、".join(self.session.say(each) if isinstance(each, Wording) else each for each in found[:NAMES_SHOWN])
        more = len(found) > NAMES_SHOWN
        self.names.setText(self.session.say(MORE, names=names, count=len(found)) if more else names)
        paint(self.names, Meaning.QUIET)
        self.names.show()

    @Slot()
    def pick(self) -> None:
        """Choose from the list."""
        from ..dialogs.pick import PickDialog

        several = self.form.filling is Filling.SEVERAL
        chosen = self.members if several else (self.text,) if self.text else ()
        dialog = PickDialog(self.session, self.form.words, self.choices, chosen, several, self)
        dialog.picked.connect(self._picked)
        dialog.open()

    @Slot(tuple)
    def _picked(self, cells: tuple[str, ...]) -> None:
        self.set_text(LIST_JOINT.join(cells))
        self.left.emit()

    @Slot()
    def open_calendar(self) -> None:
        """Choose a day."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        shown = QDate.fromString(self.text, AS_ISO)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        body = QVBoxLayout(popup)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(calendar)
        calendar.activated.connect(self._day_chosen)
        calendar.clicked.connect(self._day_chosen)
        self._popup = popup
        popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()

    @Slot(QDate)
    def _day_chosen(self, day: QDate) -> None:
        self.set_text(day.toString(AS_ISO))
        self._popup.close()
        self.left.emit()
