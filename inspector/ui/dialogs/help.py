"""Help without a network: the manual, the draw protocol, the ten rules, licences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Wording
from ...workflow.handbook import CHAPTERS, Part, topics
from ..look import GAP, Meaning, note, tint
from ..session import Session
from ..widgets.reader import PICTURES, Reader, full_picture

TITLE = Wording("help.title", "使用手册", "Manual")
PARTS = {
    Part.MANUAL: Wording("help.manual", "使用手册", "Manual"),
    Part.METHOD: Wording("help.method", "办法与依据", "Method and rules"),
    Part.LICENCES: Wording("help.licences", "许可证", "Licences"),
}
TOPICS = Wording("help.topics", "目录", "Topics")
FIND = Wording("help.find", "查找（Ctrl+F）", "Find (Ctrl+F)")
NEXT = Wording("help.next", "下一处(&N)", "&Next")
PREVIOUS = Wording("help.previous", "上一处(&P)", "&Previous")
FOUND = Wording(
    "help.found", "本页 {here} 处，共 {topics} 页", "{here} on this page, {topics} {topics:page|pages} in all"
)
NOT_FOUND = Wording("help.not_found", "没有找到", "Not found")
COUNTED = Wording("help.counted", "{title}（{count}）", "{title} ({count})")
ENLARGED = Wording("help.enlarged", "原图", "Picture in full size")

CODE = Qt.ItemDataRole.UserRole


def show_help(parent: QWidget, session: Session, topic: str = CHAPTERS[0]) -> None:
    """Open the help window at a topic; the one that is open comes to the front."""
    window = parent.findChild(HelpWindow)
    if window is None:
        window = HelpWindow(session, parent)
    window.open_topic(topic)
    window.show()
    window.raise_()
    window.activateWindow()


class HelpWindow(QDialog):
    """Topics at the left, the chosen one at the right, and a field that finds words in all of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.say = session.say
        self.topics = {topic.code: topic for topic in topics(session.language)}
        self.setWindowTitle(self.say(TITLE))
        self.resize(1060, 760)
        self.field = QLineEdit(placeholderText=self.say(FIND), clearButtonEnabled=True)
        self.field.setAccessibleName(self.say(FIND))
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.find_next)
        self.next_button = self._button(NEXT, self.find_next)
        self.previous_button = self._button(PREVIOUS, self.find_previous)
        self.findings = note()
        self.findings.setWordWrap(False)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName(self.say(TOPICS))
        self.list.currentItemChanged.connect(self._chosen)
        self.reader = Reader(self.say)
        self.reader.setAccessibleName(self.say(TITLE))
        self.reader.anchorClicked.connect(self._clicked)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self._fill_list()
        self._lay_out()
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._go_to_field),
            (QKeySequence("F3"), self.find_next),
            (QKeySequence("Shift+F3"), self.find_previous),
        ):
            QShortcut(keys, self, act)
        self._search()

    def open_topic(self, code: str) -> None:
        """Show a topic; the first one if there is none of that code."""
        item = self._items.get(code, self._items[CHAPTERS[0]])
        item.parent().setExpanded(True)
        self.list.setCurrentItem(item)

    @property
    def topic(self) -> str:
        """The code of the topic that is shown."""
        item = self.list.currentItem()
        return item.data(0, CODE) if item is not None else ""

    @Slot()
    def find_next(self) -> None:
        """Go to the next place of this topic; after the last one, to the first of the next topic that has it."""
        self._find(QTextDocument.FindFlag(0))

    @Slot()
    def find_previous(self) -> None:
        """Go to the place before."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def _button(self, words: Wording, act: object) -> QPushButton:
        button = QPushButton(self.say(words), autoDefault=False)
        button.clicked.connect(act)
        return button

    def _fill_list(self) -> None:
        for part in Part:
            head = QTreeWidgetItem([self.say(PARTS[part])])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = self.list.font()
            font.setBold(True)
            head.setFont(0, font)
            self.list.addTopLevelItem(head)
            self._heads.append(head)
            for topic in self.topics.values():
                if topic.part is part:
                    item = self._items[topic.code] = QTreeWidgetItem(head, [topic.title])
                    item.setData(0, CODE, topic.code)
                    item.setToolTip(0, topic.title)
            head.setExpanded(part is not Part.LICENCES)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(GAP)
        self.field.setFixedWidth(250)
        for widget in (self.field, self.next_button, self.previous_button):
            across.addWidget(widget)
        across.addWidget(self.findings, 1)
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(self.reader)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([280, 780])
        splitter.setChildrenCollapsible(False)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        body.addLayout(across)
        body.addWidget(splitter, 1)
        self.list.setFocus()

    @Slot()
    def _go_to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, now: QTreeWidgetItem | None, _: QTreeWidgetItem | None) -> None:
        if now is not None and now.data(0, CODE) in self.topics:
            self.reader.show_topic(self.topics[now.data(0, CODE)])
            self._mark()

    @Slot()
    def _search(self) -> None:
        """List the topics that have the words, with how often; mark them in the one that is shown."""
        wanted = self.field.text().strip().casefold()
        for code, item in self._items.items():
            topic = self.topics[code]
            count = f"{topic.title}\n{topic.text}".casefold().count(wanted) if wanted else 0
            item.setHidden(bool(wanted) and not count)
            item.setText(0, self.say(COUNTED, title=topic.title, count=count) if wanted else topic.title)
        for head in self._heads:
            head.setHidden(all(head.child(number).isHidden() for number in range(head.childCount())))
            head.setExpanded(head.isExpanded() or bool(wanted))
        self._mark()
        if self._marks:
            self.reader.moveCursor(QTextCursor.MoveOperation.Start)
            self.find_next()

    def _mark(self) -> None:
        wanted = self.field.text().strip()
        marks = []
        cursor = QTextCursor(self.reader.document())
        while wanted:
            cursor = self.reader.document().find(wanted, cursor)
            if cursor.isNull():
                break
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor  # type: ignore[attr-defined]
            mark.format.setBackground(tint(Meaning.DRAFT))  # type: ignore[attr-defined]
            marks.append(mark)
        self.reader.setExtraSelections(marks)
        self._marks = len(marks)
        having = sum(not item.isHidden() for item in self._items.values())
        for button in (self.next_button, self.previous_button):
            button.setEnabled(bool(wanted and having))
        words = FOUND(here=len(marks), topics=having) if having else NOT_FOUND()
        self.findings.setText(self.say(words) if wanted else "")

    def _find(self, flags: QTextDocument.FindFlag) -> None:
        wanted = self.field.text().strip()
        if not wanted or self.reader.find(wanted, flags):
            return
        shown = [code for code, item in self._items.items() if not item.isHidden()]
        if not shown:
            return
        back = flags == QTextDocument.FindFlag.FindBackward
        at = shown.index(self.topic) if self.topic in shown else -1
        self.open_topic(shown[(at + (-1 if back else 1)) % len(shown)])
        self.reader.moveCursor(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
        self.reader.find(wanted, flags)

    @Slot(QUrl)
    def _clicked(self, url: QUrl) -> None:
        """A picture is shown in full size, a topic opened; anything else is not followed."""
        path = url.toString()
        if path in self._items:
            self.open_topic(path)
        elif path.startswith(PICTURES) and (image := full_picture(path)) is not None:
            PictureDialog(image, self.say(ENLARGED), self).open()


class PictureDialog(QDialog):
    """A picture of the manual in full size; scrolled if the screen is smaller."""

    def __init__(self, image: QImage, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        label = QLabel()
        label.setPixmap(QPixmap.fromImage(image))
        area = QScrollArea()
        area.setWidget(label)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(area)
        room = self.screen().availableSize() * 0.95
        self.resize((image.size() + QSize(4, 4)).boundedTo(room))
