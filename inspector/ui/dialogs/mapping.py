"""Which column of a foreign list is which of ours: said once, remembered, used from then on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Wording
from ...workflow.import_preview import Learned, UnknownSheet, sheets
from ..look import note
from ..preferences import Preferences
from ..session import Session

TITLE = Wording("mapping.title", "对应列名", "Match columns")
WHAT = Wording(
    "mapping.what",
    "选出这张表是哪份名录，再逐列选出表里的列名。以后遇到同样的列名会自动认出来。",
    "Say which list the sheet is and which of its columns is which. The same titles are recognised from then on.",
)
SHEET = Wording("mapping.sheet", "工作表(&S)：", "&Sheet:")
LIST = Wording("mapping.list", "名录(&L)：", "&List:")
NONE = Wording("mapping.none", "（没有这一列）", "(no such column)")
GO = Wording("mapping.go", "记住(&R)", "&Remember")
REQUIRED = Wording("mapping.required", "{title} *：", "{title} *:")
OPTIONAL = Wording("mapping.optional", "{title}：", "{title}:")
KEPT = "columns"


def learned(preferences: Preferences) -> Learned:
    """What was said before: by list and our title, the titles that stand for it."""
    found = preferences.get(KEPT, {})
    return found if isinstance(found, dict) else {}


class MappingDialog(QDialog):
    """One unrecognised sheet at a time; columns without which a row means nothing are marked with a star."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        unknown: Sequence[UnknownSheet],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.unknown = tuple(unknown)
        self.choices: dict[str, QComboBox] = {}
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(560, 620)
        body = QVBoxLayout(self)
        body.addWidget(note(say(WHAT)))
        self.sheet, self.list = QComboBox(), QComboBox()
        for found in self.unknown:
            self.sheet.addItem(f"{found.file} / {found.sheet}", found)
        for described in sheets():
            self.list.addItem(described.name, described)
        head = QFormLayout()
        head.addRow(say(SHEET), self.sheet)
        head.addRow(say(LIST), self.list)
        body.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        body.addWidget(self.area, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.remember)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.sheet.currentIndexChanged.connect(self._sheet_chosen)
        self.list.currentIndexChanged.connect(self._list_chosen)
        self._sheet_chosen()

    @Slot()
    def _sheet_chosen(self) -> None:
        found: UnknownSheet = self.sheet.currentData()
        names = [described.list for described in sheets()]
        self.list.setCurrentIndex(names.index(found.nearest) if found.nearest in names else 0)
        self._list_chosen()

    @Slot()
    def _list_chosen(self) -> None:
        """The columns of the list, each with the sheet's titles to choose from."""
        found: UnknownSheet = self.sheet.currentData()
        described = self.list.currentData()
        form = QWidget()
        rows = QFormLayout(form)
        self.choices = {}
        for column in described.columns:
            choice = QComboBox()
            choice.addItem(self.session.say(NONE), "")
            for title in found.titles:
                choice.addItem(title, title)
            known = (column.title, *column.aliases)
            choice.setCurrentIndex(max(next((choice.findData(name) for name in known if name in found.titles), 0), 0))
            choice.currentIndexChanged.connect(self._allow)
            words = REQUIRED if column.title in described.marks else OPTIONAL
            rows.addRow(self.session.say(words, title=column.title), choice)
            self.choices[column.title] = choice
        self.area.setWidget(form)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        marks = self.list.currentData().marks
        self.go.setEnabled(all(self.choices[title].currentData() for title in marks))

    @Slot()
    def remember(self) -> None:
        """Keep what was said, the latest first."""
        kept = {name: dict(titles) for name, titles in learned(self.preferences).items()}
        own = kept.setdefault(self.list.currentData().list, {})
        for title, choice in self.choices.items():
            foreign = choice.currentData()
            if foreign and foreign != title:
                own[title] = [foreign, *(other for other in own.get(title, ()) if other != foreign)]
        self.preferences.set(KEPT, kept)
        self.accept()
