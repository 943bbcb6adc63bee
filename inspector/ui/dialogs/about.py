"""Which version this is, what is in it, and where its logs are."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ... import __version__
from ...domain.messages import Wording
from ...workflow.libraries import libraries
from ...workflow.logs import log_folder
from ..look import GAP, MARGIN, heading, note
from ..session import Session
from .facts import CLOSE
from .help import show_help
from .messages import LOG_FOLDER

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


def show_about(parent: QWidget, session: Session) -> None:
    """Version, libraries, licences, folders."""
    AboutDialog(session, parent).open()


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
