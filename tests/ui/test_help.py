"""The help: every topic in both languages, its pictures, finding words, licences, and nothing from outside."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from inspector import __version__
from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.ui.dialogs.about import AboutDialog
from inspector.ui.dialogs.help import HelpWindow, PictureDialog
from inspector.ui.session import Session
from inspector.ui.widgets.reader import full_picture
from inspector.workflow.handbook import CHAPTERS, LICENCE_TEXTS, PROTOCOL, TEN_RULES, Part, topics
from inspector.workflow.libraries import libraries
from inspector.workflow.overview import StepName

from .conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)", extend=True)
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
MAIN_LICENCES = {"Apache-2.0": "Apache License", "LGPL-3.0": "LESSER GENERAL PUBLIC", "GPL-3.0": "END OF TERMS"}


def help_window(bot: QtBot, language: str = ZH) -> HelpWindow:
    window = HelpWindow(Session(language))
    bot.addWidget(window)
    window.open_topic(CHAPTERS[0])
    window.show()
    return window


def shown_topics(window: HelpWindow) -> set[str]:
    return {code for code, item in window._items.items() if not item.isHidden()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_can_be_read(qtbot: QtBot, language: str) -> None:
    window = help_window(qtbot, language)
    assert {*CHAPTERS, PROTOCOL, TEN_RULES, "licences"} <= set(window.topics)
    for topic in topics(language):
        window.open_topic(topic.code)
        assert window.topic == topic.code
        assert len(window.reader.toPlainText()) > 20, topic.code
        assert topic.part is Part.LICENCES or topic.title in window.reader.toPlainText()


def test_both_languages_have_the_same_topics_and_pictures() -> None:
    chinese, english = topics(ZH), topics(EN)
    assert [topic.code for topic in chinese] == [topic.code for topic in english]
    for one, other in zip(chinese, english, strict=True):
        assert [name.replace(ZH, EN) for name in PICTURE.findall(one.text)] == PICTURE.findall(other.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_and_fits_the_page(qtbot: QtBot, language: str) -> None:
    window = help_window(qtbot, language)
    for topic in window.topics.values():
        for name in PICTURE.findall(topic.text):
            assert full_picture(name) is not None, name
            scaled = window.reader.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
            assert scaled.width() <= window.reader.viewport().width() * scaled.devicePixelRatio()  # type: ignore[attr-defined]


def test_a_step_has_a_chapter() -> None:
    assert {name.value for name in StepName} - {StepName.EXECUTION.value} <= set(CHAPTERS)


def test_licences_are_shipped_in_full() -> None:
    texts = {topic.code: topic.text for topic in topics(ZH)}
    for name in LICENCE_TEXTS:
        assert MAIN_LICENCES[name] in texts[f"licences/{name}"]
        assert len(texts[f"licences/{name}"]) > 7000
    for name in ("openpyxl", "chinesecalendar"):
        assert "Permission is hereby granted" in texts[f"licences/{name}"]
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in texts["licences/Python"]


def test_every_library_has_its_licence_in_full() -> None:
    under_ours = {each.name for each in libraries() if not each.text}
    assert under_ours <= {"PySide6-Essentials", "shiboken6"}
    assert all(each.licence and each.version for each in libraries())


def test_f1_opens_the_chapter_of_the_page(qtbot: QtBot, open_window: OpenWindow, tiny: object) -> None:
    window = open_window(tiny)  # type: ignore[arg-type]
    for step in (StepName.SCHEDULE, StepName.APPROVAL):
        window.jump(step)
        qtbot.keySequence(window, QKeySequence("F1"))
        (opened,) = window.findChildren(HelpWindow)
        assert opened.isVisible()
        assert opened.topic == step.value
    assert not opened.isModal()


def test_words_are_found_in_all_topics(qtbot: QtBot) -> None:
    window = help_window(qtbot, EN)
    everything = shown_topics(window)
    qtbot.keySequence(window, QKeySequence("Ctrl+F"))
    qtbot.keyClicks(window.field, "SHA256")
    assert PROTOCOL in shown_topics(window) < everything
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    while window.topic != PROTOCOL:
        window.find_next()
    assert window.reader.textCursor().selectedText() == "SHA256"
    assert len(window.reader.extraSelections()) == window.topics[PROTOCOL].text.count("SHA256")
    window.find_previous()
    window.field.setText("no such words anywhere")
    assert shown_topics(window) == set()
    assert not window.next_button.isEnabled()
    window.field.clear()
    assert shown_topics(window) == everything


def test_tables_have_lines(qtbot: QtBot) -> None:
    window = help_window(qtbot)
    window.open_topic(TEN_RULES)
    (table,) = (each for each in window.reader.document().rootFrame().childFrames() if isinstance(each, QTextTable))
    assert table.format().border() == 1
    assert table.rows() == 11


def test_nothing_outside_is_opened(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window = help_window(qtbot)
    window.reader.anchorClicked.emit(QUrl("https://example.org/"))
    window.reader.anchorClicked.emit(QUrl("file:///etc/passwd"))
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("https://example.org/a.png", "/etc/passwd", "pictures/../manual.en.md", "pictures/missing.png"):
        assert window.reader.loadResource(kind, QUrl(address)) is None
    assert opened == []
    assert window.topic == CHAPTERS[0]


def test_a_picture_opens_in_full_size(qtbot: QtBot) -> None:
    window = help_window(qtbot)
    window.open_topic("schedule")
    name = PICTURE.findall(window.topics["schedule"].text)[0]
    cursor = window.reader.document().find("\ufffc")
    assert cursor.charFormat().anchorHref() == name
    window.reader.anchorClicked.emit(QUrl(name))
    (dialog,) = window.findChildren(PictureDialog)
    assert dialog.isVisible()
    dialog.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_says_what_this_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    folders: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", folders.append)
    dialog = AboutDialog(Session(language))
    qtbot.addWidget(dialog)
    dialog.show()
    assert __version__ in dialog.version.text()
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    for name in ("PySide6-Essentials", "ortools", "SQLAlchemy", "LGPL-3.0", "Python 3"):
        assert name in copied
    dialog.open_logs()
    assert folders[0].isLocalFile()
    assert folders[0].toLocalFile() in copied


def test_licence_texts_are_a_click_away(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(None)
    dialog = AboutDialog(window.session, window)
    dialog.open()
    dialog.read()
    (opened,) = window.findChildren(HelpWindow)
    assert opened.topic == "licences"
