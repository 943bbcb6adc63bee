"""Help without a network: the manual, the draw protocol, the ten rules, licences; and what the program is made of."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ... import __version__
from ...domain.messages import Wording
from ...workflow.handbook import CHAPTERS, Part, Topic, picture, topics
from ...workflow.libraries import libraries
from ...workflow.logs import log_folder
from ..look import GAP, MARGIN, Meaning, colour, heading, note, tint
from ..session import Session
from ..widgets.plan_words import Say
from .facts import CLOSE
from .messages import LOG_FOLDER

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
ENLARGE = Wording("help.enlarge", "点击看原图", "Click to see it in full size")

ABOUT = Wording("about.title", "关于与许可证", "About and licences")
NAME = Wording("about.name", "双随机联合检查计划", "Joint double-random inspections")
VERSION = Wording("about.version", "Inspector {version}，{system}", "Inspector {version}, {system}")
LICENCE = Wording(
    "about.licence",
    "依照 Apache-2.0 许可证发布，按原样提供，不作担保。界面使用 Qt 和 PySide6，依照 LGPL-3.0；可以换用自己的 Qt，"
    "办法见许可证。",
    "Published under the Apache-2.0 licence, as it is and without warranty. The window uses Qt and PySide6 under "
    "LGPL-3.0; how to use a Qt of your own is said in the licences.",
)
LIBRARY = Wording("about.library", "随带的库", "Library")
LIBRARY_VERSION = Wording("about.library_version", "版本", "Version")
LIBRARY_LICENCE = Wording("about.library_licence", "许可证", "Licence")
COPY = Wording("about.copy", "复制信息(&C)", "&Copy the information")
READ = Wording("about.read", "许可证原文(&L)…", "&Licence texts…")
LOGS = Wording("about.logs", "日志文件夹：{folder}", "Log folder: {folder}")

CODE = Qt.ItemDataRole.UserRole
PICTURES = "pictures/"
WIDEST = 46
"""Ems across a page of text: longer lines are hard to read."""


def show_help(parent: QWidget, session: Session, topic: str = CHAPTERS[0]) -> None:
    """Open the help window at a topic; the one that is open comes to the front."""
    window = parent.findChild(HelpWindow)
    if window is None:
        window = HelpWindow(session, parent)
    window.open_topic(topic)
    window.show()
    window.raise_()
    window.activateWindow()


def show_about(parent: QWidget, session: Session) -> None:
    """Version, libraries, licences, folders."""
    AboutDialog(session, parent).open()


class Reader(QTextBrowser):
    """Shows a topic; pictures come from the program's resources, as wide as the page. Nothing outside is opened."""

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._topic: Topic | None = None
        self._settle = QTimer(self, singleShot=True, interval=120)
        self._settle.timeout.connect(self.show_again)

    def show_topic(self, topic: Topic) -> None:
        """Show a topic from its beginning."""
        self._topic = topic
        self._fill(topic)
        # Qt shows the place of the cursor when the window first opens
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    @Slot()
    def show_again(self) -> None:
        """Set the topic anew for another width or palette, at the same place."""
        if self._topic is not None:
            bar = self.verticalScrollBar()
            place = bar.value() / max(1, bar.maximum())
            self._fill(self._topic)
            bar.setValue(round(place * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures only, and only the program's own."""
        path = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.startswith(PICTURES):
            return None
        image = full_picture(path)
        if image is None:
            return None
        ratio = self.devicePixelRatioF()
        width = min(image.width(), round(self._column() * ratio))
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(image)
        painter.setPen(_line())
        painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_settle"):
            self._settle.start()

    def _column(self) -> int:
        """Pixels across the text."""
        return max(200, min(self.viewport().width() - 2 * MARGIN, self.fontMetrics().height() * WIDEST))

    def _fill(self, topic: Topic) -> None:
        document = self.document()
        document.clear()
        document.setDefaultFont(self.font())
        if topic.markdown:
            features = QTextDocument.MarkdownFeature
            document.setMarkdown(topic.text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        else:
            document.setPlainText(topic.text)
        frame = document.rootFrame().frameFormat()
        frame.setMargin(MARGIN)
        frame.setRightMargin(max(MARGIN, self.viewport().width() - MARGIN - self._column()))
        document.rootFrame().setFrameFormat(frame)
        self._space()
        self._set_pictures()
        self._rule_tables()

    def _set_pictures(self) -> None:
        """As wide as the page now is; a click shows the whole."""
        block = self.document().begin()
        while block.isValid():
            for piece in _pieces(block):
                if piece.charFormat().isImageFormat():
                    form = piece.charFormat().toImageFormat()
                    name = QUrl(form.name())
                    image = self.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
                    self.document().addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
                    form.setAnchor(True)
                    form.setAnchorHref(form.name())
                    form.setToolTip(self.say(ENLARGE))
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(piece.position())
                    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(form)
            block = block.next()

    def _space(self) -> None:
        """Room between lines, and types that write Chinese rightly: it has no italics, and code must not fall back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            if form.headingLevel():
                form.setTopMargin(self.fontMetrics().height() * (0.0 if form.headingLevel() == 1 else 1.1))
                form.setBottomMargin(self.fontMetrics().height() * 0.5)
            if any(piece.charFormat().isImageFormat() for piece in _pieces(block)):
                form.setBottomMargin(self.fontMetrics().height())
            else:
                form.setLineHeight(130.0, form.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(form)
            for piece in _pieces(block):
                style = QTextCharFormat()
                if piece.charFormat().fontFixedPitch():
                    style.setFontFamilies(["Consolas", "DejaVu Sans Mono", *self.font().families()])
                elif piece.charFormat().fontItalic() and not piece.text().isascii():
                    style.setFontItalic(False)
                    style.setFontWeight(QFont.Weight.DemiBold)
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(style)
            block = block.next()
        cursor.endEditBlock()

    def _rule_tables(self) -> None:
        """Thin lines and room in the cells; the head on a faint ground."""
        for table in self.document().rootFrame().childFrames():
            if not isinstance(table, QTextTable):
                continue
            form = table.format()
            form.setBorder(1)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderBrush(_line())
            form.setBorderCollapse(True)
            form.setCellPadding(5)
            form.setCellSpacing(0)
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            table.setFormat(form)
            for column in range(table.columns()):
                cell = table.cellAt(0, column)
                head = cell.format()
                head.setBackground(tint(Meaning.QUIET))
                cell.setFormat(head)


def _line() -> QColor:
    """A thin line, seen on light and dark."""
    line = colour(Meaning.QUIET)
    line.setAlpha(120)
    return line


def _pieces(block: object) -> list:
    pieces = []
    at = block.begin()  # type: ignore[attr-defined]
    while not at.atEnd():
        pieces.append(at.fragment())
        at += 1
    return pieces


def full_picture(path: str) -> QImage | None:
    """A picture of the manual in its own size."""
    content = picture(path.removeprefix(PICTURES))
    return QImage.fromData(content) if content else None


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


class AboutDialog(QDialog):
    """Which version this is and what is in it; all of it can be copied into a letter to whoever maintains it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.say = session.say
        self.libraries = libraries()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.say(ABOUT))
        self.resize(self.fontMetrics().height() * 38, self.fontMetrics().height() * 32)
        body = QVBoxLayout(self)
        body.setContentsMargins(MARGIN, MARGIN - 8, MARGIN, MARGIN - 8)
        body.setSpacing(GAP)
        body.addWidget(heading(self.say(NAME)))
        self.version = note(self._version())
        body.addWidget(self.version)
        words = note(self.say(LICENCE))
        words.setPalette(self.palette())
        body.addWidget(words)
        body.addWidget(self._table(), 1)
        body.addWidget(note(self.say(LOGS, folder=str(log_folder()))))
        buttons = QDialogButtonBox()
        for text, act, role in (
            (READ, self.read, QDialogButtonBox.ButtonRole.ActionRole),
            (LOG_FOLDER, self.open_logs, QDialogButtonBox.ButtonRole.ActionRole),
            (COPY, self.copy, QDialogButtonBox.ButtonRole.ActionRole),
            (CLOSE, self.accept, QDialogButtonBox.ButtonRole.AcceptRole),
        ):
            button = buttons.addButton(self.say(text), role)
            button.clicked.connect(act)
            button.setAutoDefault(text is CLOSE)
            button.setDefault(text is CLOSE)
            if text is CLOSE:
                button.setFocus()
        body.addWidget(buttons)

    def _version(self) -> str:
        system = f"{platform.system()} {platform.release()} {platform.machine()}"
        return self.say(VERSION, version=__version__, system=system)

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self.libraries), 3)
        table.setHorizontalHeaderLabels([self.say(each) for each in (LIBRARY, LIBRARY_VERSION, LIBRARY_LICENCE)])
        table.setAccessibleName(self.say(LIBRARY))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        for row, library in enumerate(self.libraries):
            for column, words in enumerate((library.name, library.version, library.licence)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                table.setItem(row, column, item)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def information(self) -> str:
        """All that the window shows, as lines of text."""
        lines = [self._version(), f"Python {sys.version.split()[0]}, Qt {QApplication.platformName()}"]
        lines += [f"{each.name} {each.version} ({each.licence})" for each in self.libraries]
        return "\n".join([*lines, self.say(LOGS, folder=str(log_folder()))])

    @Slot()
    def copy(self) -> None:
        """Put the information on the clipboard."""
        QGuiApplication.clipboard().setText(self.information())

    @Slot()
    def open_logs(self) -> None:
        """Show the folder of logs in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    @Slot()
    def read(self) -> None:
        """The licence texts, in the help window."""
        parent = self.parentWidget()
        self.accept()
        show_help(parent if parent is not None else self, self.session, "licences")
