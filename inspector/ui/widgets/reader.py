"""A topic of the handbook as a page to read: its type, tables and pictures; nothing outside is opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from ...domain.messages import Wording
from ...workflow.handbook import Topic, picture
from ..look import MARGIN, Meaning, colour, tint
from .plan_words import Say

ENLARGE = Wording("help.enlarge", "点击看原图", "Click to see it in full size")
PICTURES = "pictures/"
WIDEST = 46
"""Ems across a page of text: longer lines are hard to read."""


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
