"""What stands on the screen: in the chosen language, and never cut off, also where words are longer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.domain.county import County
from inspector.domain.messages import EN, LANGUAGES, ZH, Message
from inspector.store import CountyFile
from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.change import ChangeDialog
from inspector.ui.dialogs.visit import MoveDialog, VisitDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.session import Session
from inspector.workflow import approving, drawing, freezing, scheduling
from inspector.workflow.demo import FIRST
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county

from ..test_wordings import TERMS
from .conftest import settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
DICE = "31415926535897932384"
HAN = re.compile("[\u4e00-\u9fff]+")
STAGES = ("lists", "frozen", "scheduled", "approved")


def ascii_county() -> County:
    """The tiny county with no Chinese in its data: whatever Chinese is seen is the program's own."""
    county = tiny_county()
    return replace(
        county,
        name="Yunting",
        departments=tuple(replace(row, name=f"Bureau {row.code}", short_name=row.code) for row in county.departments),
        enterprises=tuple(
            replace(row, name=f"Works {number}", town="Dongxiang") for number, row in enumerate(county.enterprises)
        ),
        inspectors=tuple(replace(row, name=f"Officer {row.certificate}") for row in county.inspectors),
        items=tuple(replace(row, name=f"Item {row.code}", document="1") for row in county.items),
        tasks=tuple(replace(row, code="T1", name="Task 1") for row in county.tasks),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The county at several stages."""
    folder = tmp_path_factory.mktemp("stages")
    county, work = ascii_county(), folder / "work.county"
    found: dict[str, Path] = {}

    def keep(stage: str) -> None:
        found[stage] = folder / f"{stage}.county"
        shutil.copy(work, found[stage])

    with CountyFile.create(work, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        keep("lists")
        freezing.freeze(file, FIRST, operator="t")
        keep("frozen")
        drawing.draw(file, FIRST, DICE, operator="t")
        scheduling.schedule(file, FIRST, effort="quick", operator="t")
        keep("scheduled")
        drawing.staff(file, FIRST, DICE, operator="t")
        approving.submit(file, FIRST, by="Li", operator="t")
        approving.approve(file, FIRST, by="Wang", document="No. 1", on=date(2026, 12, 20), operator="t")
        keep("approved")
    return found


def opened(qtbot: QtBot, folder: Path, file: Path, language: str) -> MainWindow:
    window = MainWindow(Session(language), Preferences(folder / "preferences.ini"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_file(Path(shutil.copy(file, folder / "Yunting.county")))
    settled(qtbot, window.session)
    return window


def pages(qtbot: QtBot, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every page with every one of its tabs in front."""
    for name in StepName:
        window.jump(name)
        settled(qtbot, window.session)
        QApplication.processEvents()
        page = window.page(name)
        yield name.value, page
        for tabs in page.findChildren(QTabWidget):
            for at in range(tabs.count()):
                if tabs.isVisible() and tabs.isTabEnabled(at):
                    tabs.setCurrentIndex(at)
                    settled(qtbot, window.session)
                    QApplication.processEvents()
                    yield f"{name.value}/{tabs.tabText(at)}", page


def said(widget: QWidget) -> Iterator[str]:
    """What a page says in words of its own: not the cells of its tables."""
    for part in [widget, *widget.findChildren(QWidget)]:
        if isinstance(part.parent(), QTabBar):
            # the arrows of a narrow row of tabs are Qt's
            continue
        yield part.toolTip()
        yield part.accessibleName()
        if isinstance(part, (QLabel, QAbstractButton)):
            yield part.text()
        elif isinstance(part, QLineEdit):
            yield part.placeholderText()
        elif isinstance(part, QGroupBox):
            yield part.title()
        elif isinstance(part, QTabWidget):
            yield from (part.tabText(at) for at in range(part.count()))
        elif isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))
        elif isinstance(part, QAbstractItemView) and isinstance(part.model(), QAbstractItemModel):
            model = part.model()
            for at in range(model.columnCount()):
                title = model.headerData(at, Qt.Orientation.Horizontal)
                yield str(title) if title is not None else ""


@pytest.mark.parametrize("stage", STAGES)
def test_an_english_screen_has_no_chinese_of_the_program_s_own(
    qtbot: QtBot, tmp_path: Path, files: dict[str, Path], stage: str
) -> None:
    window = opened(qtbot, tmp_path, files[stage], EN)
    found = {
        (place, text) for place, page in pages(qtbot, window) for text in said(page) if set(HAN.findall(text)) - TERMS
    }
    window.close()
    assert found == set()


@pytest.mark.parametrize("stage", STAGES)
def test_a_chinese_screen_has_no_english_sentence(
    qtbot: QtBot, tmp_path: Path, files: dict[str, Path], stage: str
) -> None:
    window = opened(qtbot, tmp_path, files[stage], ZH)
    known = {"Yunting", "Dongxiang", "Works", "Officer", "Bureau", "Excel", "Task", "Item", "county", "Wang"}
    found = {
        (place, text)
        for place, page in pages(qtbot, window)
        for text in said(page)
        if not HAN.search(text) and set(re.findall("[A-Za-z]{4,}", re.sub("[0-9a-f ]{8,}", "", text))) - known
    }
    window.close()
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_cut_off_even_if_words_were_longer(
    qtbot: QtBot,
    tmp_path: Path,
    files: dict[str, Path],
    stage: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = Message.text

    def stretched(message: Message, language: str = ZH) -> str:
        text = plain(message, language)
        return text + ("长" if language == ZH else "xx") * round(len(text) * 0.3) if len(text) < 30 else text

    monkeypatch.setattr(Message, "text", stretched)
    window = opened(qtbot, tmp_path, files[stage], language)
    cut = set()
    for place, page in pages(qtbot, window):
        for part in page.findChildren(QWidget):
            if not part.isVisible() or not isinstance(part, (QLabel, QAbstractButton)) or not part.text():
                continue
            if isinstance(part, QLabel) and part.wordWrap():
                if part.height() + 2 < part.heightForWidth(part.width()):
                    cut.add((place, part.text(), "height"))
            elif part.width() + 2 < part.sizeHint().width():
                cut.add((place, part.text(), "width"))
    window.close()
    assert cut == set()


def keys_behind_alt(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Each letter that Alt reaches on what is seen, with the words it belongs to."""
    for part in widget.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QTabBar):
            words = [part.tabText(at) for at in range(part.count()) if part.isTabVisible(at)]
        elif isinstance(part, QMenuBar):
            words = [action.text() for action in part.actions()]
        elif isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy() is not None):
            words = [part.text()]
        else:
            continue
        for text in words:
            found = re.search("&([^& ])", text.replace("&&", ""))
            if found:
                yield found[1].upper(), text


def nameless(widget: QWidget) -> set[str]:
    """Fields and tables that a screen reader could not name."""
    named = {label.buddy() for label in widget.findChildren(QLabel) if label.buddy() is not None}
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QDateEdit, QAbstractScrollArea)
    return {
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for kind in kinds
        for part in widget.findChildren(kind)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part not in named
        and not part.accessibleName()
        and not isinstance(part.parent(), (QComboBox, QAbstractSpinBox))
        and not (isinstance(part, QScrollArea) and part.widget() is None)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", STAGES)
def test_a_key_behind_alt_leads_to_one_place_and_all_fields_have_names(
    qtbot: QtBot, tmp_path: Path, files: dict[str, Path], stage: str, language: str
) -> None:
    window = opened(qtbot, tmp_path, files[stage], language)
    doubled, unnamed = set(), set()
    for place, page in pages(qtbot, window):
        found: dict[str, set[str]] = {}
        for key, words in keys_behind_alt(window):
            found.setdefault(key, set()).add(words)
        doubled |= {(place, *sorted(words)) for words in found.values() if len(words) > 1}
        unnamed |= {(place, each) for each in nameless(page)}
    window.close()
    assert doubled == set()
    assert unnamed == set()


def dialogs(qtbot: QtBot, window: MainWindow, stage: str) -> Iterator[tuple[str, QDialog]]:
    """The dialogs of a stage, each in all its forms."""

    def shown(kind: type[QDialog]) -> Any:
        settled(qtbot, window.session)
        return next(each for each in window.findChildren(kind) if each.isVisible())

    def page(step: StepName) -> Any:
        window.jump(step)
        settled(qtbot, window.session)
        return window.page(step)

    if stage in ("frozen", "scheduled"):
        page(StepName.DRAW if stage == "frozen" else StepName.STAFFING).show_ceremony()
        ceremony = shown(CeremonyDialog)
        for step, digits in enumerate((None, ceremony.first, ceremony.second)):
            yield f"ceremony/{step}", ceremony
            if digits is not None:
                digits.line.insert(DICE)
            if step < 2:
                ceremony.next.click()
        ceremony.done(0)
    if stage == "scheduled":
        board = page(StepName.SCHEDULE)
        first = board.picture.blocks[0].visit
        board.visits.open_visit(first)
        visit = shown(VisitDialog)
        yield "visit", visit
        visit.move_button.click()
        yield "move", shown(MoveDialog)
        shown(MoveDialog).reject()
    if stage == "approved":
        page(StepName.APPROVAL).orders.show_new_order()
        order = shown(ChangeDialog)
        for kind in range(order.kind.count()):
            order.kind.setCurrentIndex(kind)
            yield f"order/{kind}", order
        order.reject()
    settled(qtbot, window.session)
    # a dialog that was closed goes before its window does
    QApplication.processEvents()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["frozen", "scheduled", "approved"])
def test_keys_and_names_of_dialogs(
    qtbot: QtBot, tmp_path: Path, files: dict[str, Path], stage: str, language: str
) -> None:
    window = opened(qtbot, tmp_path, files[stage], language)
    doubled, unnamed = set(), set()
    for place, dialog in dialogs(qtbot, window, stage):
        found: dict[str, set[str]] = {}
        for key, words in keys_behind_alt(dialog):
            found.setdefault(key, set()).add(words)
        doubled |= {(place, *sorted(words)) for words in found.values() if len(words) > 1}
        unnamed |= {(place, each) for each in nameless(dialog)}
    window.close()
    assert doubled == set()
    assert unnamed == set()
