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
from ...workflow import mapping
from ...workflow.list_files import ListSheet
from ...workflow.list_words import LIST_NAMES
from ...workflow.mapping import Learned
from ..look import Meaning, note
from ..preferences import Preferences
from ..session import Session
from ..widgets.fields import column_label

TITLE = Wording("mapping.title", "对应列名", "Match columns")
WHAT = Wording(
    "mapping.what",
    "选出这张表是哪份名录，再逐列选出表里的列名（后面是第一行的内容）。以后遇到同样的表头会自动认出来。",
    "Say which list the sheet is and which of its columns is which (its first content stands behind it). The same "
    "header is recognised from then on.",
)
SHEET = Wording("mapping.sheet", "工作表(&S)：", "&Sheet:")
LIST = Wording("mapping.list", "名录(&L)：", "&List:")
NONE = Wording("mapping.none", "（没有这一列）", "(no such column)")
NOT_READ = Wording("mapping.not_read", "{file} / {sheet}（未认出）", "{file} / {sheet} (not recognised)")
READ = Wording("mapping.read", "{file} / {sheet}", "{file} / {sheet}")
EXAMPLE = Wording("mapping.example", "{title}　〔{example}〕", "{title}  [{example}]")
GO = Wording("mapping.go", "记住(&R)", "&Remember")
FORGET = Wording("mapping.forget", "恢复自动识别(&F)", "&Forget")
REQUIRED = Wording("mapping.required", "{title} *：", "{title} *:")
OPTIONAL = Wording("mapping.optional", "{title}：", "{title}:")
LACKING = Wording(
    "mapping.lacking",
    "还缺 {titles}：认不出是谁，不能导入。",
    "{titles} still missing: without them nobody can tell what a row is about.",
)
THIN = Wording(
    "mapping.thin",
    "没有 {titles}：已有的行可以更新，新的行会被隔离。",
    "Without {titles}, rows that are known can be updated; new ones will be put aside.",
)
KEPT = "headers"
LONGEST_EXAMPLE = 24
"""Characters of a column's content that are shown."""


def learned(preferences: Preferences) -> Learned:
    """What was said before, by header."""
    return mapping.from_plain(preferences.get(KEPT, {}))


class MappingDialog(QDialog):
    """One sheet at a time, those that were not recognised first; columns that a new row must have bear a star."""

    def __init__(
        self, session: Session, preferences: Preferences, sheets: Sequence[ListSheet], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.choices: dict[str, QComboBox] = {}
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(620, 660)
        body = QVBoxLayout(self)
        body.addWidget(note(say(WHAT)))
        self.sheet, self.list = QComboBox(), QComboBox()
        for found in sorted(sheets, key=lambda each: (bool(each.list), not each.ignored)):
            self.sheet.addItem(say(READ if found.list else NOT_READ, file=found.file, sheet=found.sheet), found)
        for described in mapping.lists():
            self.list.addItem(say(LIST_NAMES[described.list]), described)
        head = QFormLayout()
        head.addRow(say(SHEET), self.sheet)
        head.addRow(say(LIST), self.list)
        body.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        body.addWidget(self.area, 1)
        self.objection = note(meaning=Meaning.DRAFT)
        body.addWidget(self.objection)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(say(GO), QDialogButtonBox.ButtonRole.AcceptRole)
        self.forgets = self.buttons.addButton(say(FORGET), QDialogButtonBox.ButtonRole.ResetRole)
        self.forgets.clicked.connect(self.forget)
        self.buttons.accepted.connect(self.remember)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)
        self.sheet.currentIndexChanged.connect(self._sheet_chosen)
        self.list.currentIndexChanged.connect(self._list_chosen)
        self._sheet_chosen()

    @Slot()
    def _sheet_chosen(self) -> None:
        found: ListSheet = self.sheet.currentData()
        names = [described.list for described in mapping.lists()]
        self.list.setCurrentIndex(names.index(mapping.nearest(learned(self.preferences), found)))
        self.forgets.setVisible(found.matched)
        self._list_chosen()

    @Slot()
    def _list_chosen(self) -> None:
        """The columns of the list, each with the sheet's titles to choose from."""
        found: ListSheet = self.sheet.currentData()
        described = self.list.currentData()
        said = mapping.suggested(learned(self.preferences), found, described.list)
        form = QWidget()
        rows = QFormLayout(form)
        self.choices = {}
        for column in described.columns:
            choice = QComboBox()
            choice.addItem(self.session.say(NONE), "")
            for title, example in found.titles.items():
                choice.addItem(self._with_example(title, example), title)
            choice.setCurrentIndex(max(choice.findData(said.get(column.title, "")), 0))
            choice.currentIndexChanged.connect(self._allow)
            words = REQUIRED if column.required else OPTIONAL
            rows.addRow(self.session.say(words, title=column_label(self.session, column.title, " ")), choice)
            self.choices[column.title] = choice
        self.area.setWidget(form)
        self._allow()

    def _with_example(self, title: str, example: str) -> str:
        if not example:
            return title
        short = example if len(example) <= LONGEST_EXAMPLE else f"{example[:LONGEST_EXAMPLE]}…"
        return self.session.say(EXAMPLE, title=title, example=short)

    @Slot()
    def _allow(self) -> None:
        described = self.list.currentData()
        lacking = [title for title in described.marks if not self.choices[title].currentData()]
        thin = [column.title for column in described.required if not self.choices[column.title].currentData()]
        self.go.setEnabled(not lacking)
        if lacking:
            self.objection.setText(self.session.say(LACKING, titles=lacking))
        else:
            self.objection.setText(self.session.say(THIN, titles=thin) if thin else "")

    @Slot()
    def remember(self) -> None:
        """Keep what was said."""
        columns = {title: choice.currentData() for title, choice in self.choices.items()}
        known, name = learned(self.preferences), self.list.currentData().list
        self._keep(mapping.matched(known, self.sheet.currentData(), name, columns))

    @Slot()
    def forget(self) -> None:
        """Read the sheet as its titles say again."""
        self._keep(mapping.forgotten(learned(self.preferences), self.sheet.currentData()))

    def _keep(self, known: Learned) -> None:
        self.preferences.set(KEPT, mapping.to_plain(known))
        self.accept()
