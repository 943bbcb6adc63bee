"""One list to work in: a search, filters below the titles, how many are seen, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ..jobs import Job
from ..look import Meaning, colour, note
from ..models.index import Column, RowIndex
from ..models.table import TableModel
from ..preferences import Preferences
from ..session import Session
from .filter_header import ChoiceFilter, FilterHeader
from .table import TableView

SEARCH = Wording("panel.search", "查找：代码、名称或拼音首字母", "Find: code, name or pinyin initials")
ALL_SHOWN = Wording("panel.all", "{all} 行", "{all} {all:row|rows}")
SOME_SHOWN = Wording("panel.some", "显示 {shown}，共 {all} 行", "{shown} of {all} {all:row|rows}")
PREPARING = Wording("panel.preparing", "整理名录检索", "Preparing the lists' search")
COPY = Wording("panel.copy", "复制(&C)", "&Copy")
ONLY = Wording("panel.only", "只看“{value}”(&F)", "&Filter by '{value}'")
NO_FILTER = Wording("panel.no_filter", "取消筛选(&X)", "Take filters away (&X)")
NOTHING_FOUND = Wording(
    "panel.nothing_found",
    "没有符合的行。取消查找和筛选：Ctrl+Shift+L",
    "No row is like that. Ctrl+Shift+L takes search and filters away.",
)
ROOM = 40
"""Pixels above and beside what is said in place of rows."""
LONG = 3000
"""Rows from which searching is prepared in the background."""
MOST_KEPT = 1000
"""Selected rows that stay so while rows are filtered; nobody selects more and looks for something else."""
MOST_MEASURED = 400
"""Rows from which the width of a column of few values is taken."""
WIDEST_CHOICE = 12
"""Lines of text, laid on their side, that such a column takes at most."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListTable(TableView):
    """`opened` carries the line of a row that was opened; `menu_asked` where a menu is wanted.

    `nothing_there` is said while there are no rows, `nothing_found` while none passes search and filters.
    """

    opened = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, model: TableModel, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.nothing_there = ""
        self.nothing_found = session.say(NOTHING_FOUND)
        self.head = FilterHeader(model, session, self)
        widths = [self.columnWidth(number) for number in range(len(model.columns))]
        self.setHorizontalHeader(self.head)
        self.spare_header()
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.head.setHighlightSections(False)
        self.head.setStretchLastSection(True)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalScrollBar().valueChanged.connect(self.head.place)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where there are no rows, what can be done about it."""
        super().paintEvent(event)
        model = self.model()
        assert isinstance(model, TableModel)
        if model.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(colour(Meaning.QUIET))
        place = self.viewport().rect().adjusted(ROOM, ROOM, -ROOM, -ROOM)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(place, middle, self.nothing_found if model.all_rows else self.nothing_there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())
        elif self.currentIndex().isValid():
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner))


class ListPanel(QWidget):
    """Rows of one kind. `opened` carries a row, `chosen` follows the selection.

    `tools` is a place for buttons beside the search; `actions_of` adds to the menu of a row. Rows stay selected
    while they are searched, filtered and read anew: `key` tells which row is the same as before.
    """

    opened = Signal(object)
    chosen = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        session: Session,
        preferences: Preferences,
        key: Callable[[Any], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.session = session
        self.preferences = preferences
        self._key = key
        self.actions_of: Callable[[QMenu], None] = lambda _: None
        self.model: TableModel[Any] = TableModel(columns, session.say, parent=self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(session.say(SEARCH))
        self.search.setAccessibleName(session.say(SEARCH))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(420)
        self.search.setToolTip(session.say(SEARCH))
        self.count = note()
        self.count.setWordWrap(False)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.search, 4)
        above.addWidget(self.count)
        above.addStretch(1)
        above.addLayout(self.tools)
        self.table = ListTable(self.model, session)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addLayout(above)
        body.addWidget(self.table, 1)
        self._widths_known = self._restore_widths()
        self._saving = QTimer(self, singleShot=True, interval=800)
        self._saving.timeout.connect(self._save_widths)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.table.head.filtered.connect(self._filtered)
        self.table.head.left.connect(self.table.setFocus)
        self.table.head.sectionResized.connect(self._resized)
        self.table.opened.connect(self._open)
        self.table.menu_asked.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self.chosen)
        self._coming: RowIndex | None = None
        self._kept: set[int] = set()
        self._here: int | None = None
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.modelReset.connect(self._recall)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self, self.clear_filters)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, searched, filtered and sorted as before."""
        if rows and not self._widths_known:
            self._widths_known = True
            self._fit_choices(rows[:MOST_MEASURED])
        index = self._coming = self.model.index_of(rows)
        if len(rows) < LONG or not self.model.all_rows:
            self._put(index, self._places(index))
        if len(rows) >= LONG:
            self._prepare(index)

    def _places(self, index: RowIndex) -> dict[Any, int]:
        """The rows' numbers by what tells which row is the same as before."""
        return {self._key(row): number for number, row in enumerate(index.rows)}

    def _prepare(self, index: RowIndex) -> None:
        """Work out in the background what keys will ask for; first what the list shows only then, and its search."""
        needs = self.model.needs()

        def first(_: Job) -> dict[Any, int]:
            if needs is not None:
                needs(index)
            index.haystacks()
            return self._places(index)

        def ready(places: dict[Any, int]) -> None:
            if self._coming is index:
                if self.model.row_index is not index:
                    self._put(index, places)
                self._search(self.search.text())

        def rest(job: Job) -> None:
            index.prepare(lambda: job.cancel.is_set() or self._coming is not index)

        self.session.work(PREPARING(), first, ready)
        self.session.work(PREPARING(), rest, lambda _: None)

    def _put(self, index: RowIndex, places: dict[Any, int]) -> None:
        """Show the rows of an index in place of those that were shown."""
        place = self.table.verticalScrollBar().value()
        kept = {self._key(row) for row in self.selected()[:MOST_KEPT]}
        with QSignalBlocker(self.table.selectionModel()):
            self.model.modelAboutToBeReset.disconnect(self._remember)
            self.model.modelReset.disconnect(self._recall)
            self.model.set_index(index)
            self.model.modelAboutToBeReset.connect(self._remember)
            self.model.modelReset.connect(self._recall)
        self._kept = {places[key] for key in kept if key in places}
        self._here = min(self._kept, default=None)
        self.table.verticalScrollBar().setValue(place)
        self._recall()
        self._count()

    def selected(self) -> list[Any]:
        """The rows that are selected, in the order in which they are seen."""
        return [self.model.row(line) for line in self.table.selected_lines()]

    def choose(self, wanted: Callable[[Any], bool]) -> bool:
        """Go to the first row that is wanted; says whether it was seen."""
        found = self.model.find(wanted)
        if found.isValid():
            self.table.setCurrentIndex(found)
            self.table.scrollTo(found)
        return found.isValid()

    @Slot()
    def find(self) -> None:
        """Go to the search."""
        self.search.setFocus()
        self.search.selectAll()

    @Slot()
    def clear_filters(self) -> None:
        """Take the search and all filters away."""
        self.search.clear()
        self.table.head.clear_all()

    @Slot(str)
    def _search(self, words: str) -> None:
        if len(self.model.all_rows) >= LONG and not self.model.row_index.is_searchable:
            # looked for as soon as it can be; the window does not wait for it
            return
        self.model.search(words)
        self._filtered()

    @Slot()
    def _filtered(self) -> None:
        self._count()

    def _count(self) -> None:
        shown, every = self.model.rowCount(), len(self.model.all_rows)
        words = ALL_SHOWN(all=f"{every:,}") if shown == every else SOME_SHOWN(shown=f"{shown:,}", all=f"{every:,}")
        self.count.setText(self.session.say(words))

    @Slot()
    def _remember(self) -> None:
        """What is selected, before rows are filtered."""
        current = self.table.currentIndex()
        self._kept = {self.model.number(line) for line in self.table.selected_lines()[:MOST_KEPT]}
        self._here = self.model.number(current) if current.isValid() else None

    @Slot()
    def _recall(self) -> None:
        """Select it again, as far as it is still seen."""
        if not self._kept and self._here is None:
            return
        chosen, last = QItemSelection(), self.model.columnCount() - 1
        flags = QItemSelectionModel.SelectionFlag
        for top, bottom in _blocks(self.model.lines(self._kept)):
            chosen.select(self.model.index(top, 0), self.model.index(bottom, last))
        for line in self.model.lines({self._here} if self._here is not None else set()):
            self.table.selectionModel().setCurrentIndex(self.model.index(line, 0), flags.NoUpdate)
        self.table.selectionModel().select(chosen, flags.ClearAndSelect)
        if self.table.currentIndex().isValid():
            self.table.scrollTo(self.table.currentIndex())
        self.chosen.emit()

    @Slot(int)
    def _open(self, line: int) -> None:
        self.opened.emit(self.model.row(line))

    @Slot(QPoint)
    def _menu(self, where: QPoint) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_of(menu)
        if menu.actions():
            menu.addSeparator()
        copy = menu.addAction(self.session.say(COPY))
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.triggered.connect(self.table.copy)
        value = self.model.text(self.model.columns[index.column()].value(self.model.row(index)))
        if value:
            shown = value if len(value) <= 16 else value[:15] + "…"
            only = QAction(self.session.say(ONLY, value=shown.replace("&", "&&")), menu)
            only.triggered.connect(lambda: self._only(index.column(), value))
            menu.addAction(only)
        if self.model.is_filtered:
            menu.addAction(self.session.say(NO_FILTER)).triggered.connect(self.clear_filters)
        menu.popup(where)

    def _only(self, column: int, value: str) -> None:
        field = self.table.head.fields[column]
        if isinstance(field, ChoiceFilter):
            field.choose(frozenset({value.lower()}))
        else:
            field.setText(value)

    def eventFilter(self, watched: object, event: Any) -> bool:
        if watched is self.search and event.type() == event.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, *ENTER) and self.model.rowCount():
                if not self.table.currentIndex().isValid():
                    self.table.setCurrentIndex(self.model.index(0, 0))
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    @Slot()
    def _resized(self) -> None:
        if self.isVisible():
            self._saving.start()

    @Slot()
    def _save_widths(self) -> None:
        head = self.table.head
        self.preferences.set(
            f"widths/{self.session.language}/{self.name}", [head.sectionSize(n) for n in range(head.count() - 1)]
        )

    def _fit_choices(self, rows: Sequence[Any]) -> None:
        """Columns of few values are wide enough for them in either language."""
        measure, high = self.table.fontMetrics().horizontalAdvance, self.table.fontMetrics().height()
        for number, column in enumerate(self.model.columns):
            if column.choice:
                values = {self.model.text(column.value(row)) for row in rows}
                wanted = min(max(map(measure, values)) + high, WIDEST_CHOICE * high)
                self.table.setColumnWidth(number, max(self.table.columnWidth(number), wanted))

    def _restore_widths(self) -> bool:
        found = self.preferences.get(f"widths/{self.session.language}/{self.name}", None)
        if isinstance(found, list) and len(found) == self.table.head.count() - 1:
            for number, width in enumerate(found):
                if isinstance(width, int) and width > 8:
                    self.table.setColumnWidth(number, width)
            return True
        return False


def _blocks(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of lines; a selection of few blocks is painted faster."""
    top = bottom = None
    for line in lines:
        if top is None or bottom is None:
            top = bottom = line
        elif line == bottom + 1:
            bottom = line
        else:
            yield top, bottom
            top = bottom = line
    if top is not None and bottom is not None:
        yield top, bottom
