"""A change order by clicks: what happened, before and after, the approval, and the order's own dice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from inspector.domain.codes import Exemption
from inspector.domain.county import Inspector
from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.store import CountyFile
from inspector.ui.dialogs.ceremony import CeremonyDialog
from inspector.ui.dialogs.change import ChangeDialog
from inspector.ui.dialogs.change_fields import Kind
from inspector.ui.dialogs.replacements import DropOrderDialog
from inspector.ui.main_window import MainWindow
from inspector.workflow import approving, drawing, freezing, scheduling
from inspector.workflow.demo import FIRST
from inspector.workflow.overview import StepName
from inspector.workflow.selftest import tiny_county

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
DICE = "31415926535897932384"
SINCE = date(2027, 1, 4)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny county with two more people a department, so that a replacement is left to chance; approved."""
    path = tmp_path_factory.mktemp("approved") / "approved.county"
    county = tiny_county()
    more = (Inspector(f"{code}{number}", f"检查员{code}{number}", code) for code in ("A", "B") for number in (4, 5))
    county = replace(county, inspectors=(*county.inspectors, *more))
    with CountyFile.create(path, county.name, county.code) as file:
        file.save_lists(file.county(), county, operator="t")
        freezing.freeze(file, FIRST, operator="t")
        drawing.draw(file, FIRST, DICE, operator="t")
        scheduling.schedule(file, FIRST, effort="quick", operator="t")
        drawing.staff(file, FIRST, DICE, operator="t")
        approving.submit(file, None, by="甲", operator="t")
        approving.approve(file, None, by="乙", document="示例〔2026〕1号", on=date(2026, 12, 20), operator="t")
    return path


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = (each for each in window.findChildren(kind) if each.isVisible())
    return found


def ask_for_leave(qtbot: QtBot, window: MainWindow) -> ChangeDialog:
    """Fill the dialog with the leave of somebody who is posted, and look at what it would change."""
    window.jump(StepName.APPROVAL)
    settled(qtbot, window.session)
    page = window.page(StepName.APPROVAL)
    page.orders.new_button.click()  # type: ignore[attr-defined]
    dialog = dialog_of(window, ChangeDialog)
    assert isinstance(dialog, ChangeDialog)
    assert window.session.shown is not None
    dialog.set_since(SINCE)
    dialog.leave.person.pick(window.session.shown.quarter.current.postings[0].certificate)
    assert not dialog.go.isEnabled()
    dialog.preview_button.click()
    settled(qtbot, window.session)
    return dialog


def sign(dialog: ChangeDialog) -> None:
    for field in dialog.paper.needed:
        assert not dialog.go.isEnabled()
        field.setText("示例〔2027〕2号")


def test_an_order_begun_at_the_schedule_asks_for_its_dice_too(
    qtbot: QtBot, open_window: OpenWindow, approved: Path
) -> None:
    window = open_window(approved)
    window.jump(StepName.SCHEDULE)
    settled(qtbot, window.session)
    assert window.session.shown is not None
    now = window.session.shown.quarter
    window.page(StepName.SCHEDULE).visits.ask_to_move(now.current.visits[0].number)  # type: ignore[attr-defined]
    dialog = dialog_of(window, ChangeDialog)
    assert isinstance(dialog, ChangeDialog)
    assert dialog.kind.currentData() is Kind.DATES
    assert dialog.dates.visit.key == now.current.visits[0].number
    dialog.kind.setCurrentIndex(list(Kind).index(Kind.ILL))
    dialog.set_since(SINCE)
    dialog.leave.person.pick(now.current.postings[0].certificate)
    dialog.preview_button.click()
    settled(qtbot, window.session)
    sign(dialog)
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown.quarter.pending is not None
    assert isinstance(dialog_of(window, CeremonyDialog), CeremonyDialog)


def test_what_was_worked_out_for_something_else_is_not_shown(
    qtbot: QtBot, open_window: OpenWindow, approved: Path
) -> None:
    dialog = ask_for_leave(qtbot, open_window(approved))
    sign(dialog)
    assert dialog.go.isEnabled()
    dialog.preview_button.click()
    dialog.set_since(SINCE + timedelta(1))
    settled(qtbot, dialog.session)
    assert dialog.lines.rowCount() == 0
    assert not dialog.go.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_is_seen_before_it_is_made_and_its_dice_put_it_in_force(
    qtbot: QtBot, open_window: OpenWindow, approved: Path, language: str
) -> None:
    window = open_window(approved, language)
    dialog = ask_for_leave(qtbot, window)
    assert dialog.lines.rowCount() >= 2
    sign(dialog)
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    now = window.session.shown.quarter
    assert now.pending is not None
    before = now.current
    page = window.page(StepName.APPROVAL)
    assert page.orders.changes.rowCount() == len(now.pending.changes) > 0  # type: ignore[attr-defined]
    assert not page.orders.print_button.isVisible()  # type: ignore[attr-defined]
    dice = dialog_of(window, CeremonyDialog)
    assert isinstance(dice, CeremonyDialog)
    assert dice.ritual.frozen == now.pending.orders[-1].frozen
    vacant = dice.witness.chances.model().rowCount()
    assert vacant > 0
    dice.next.click()
    dice.first.line.insert(DICE)
    dice.next.click()
    dice.second.line.insert(DICE[:-1] + "0")
    assert not dice.next.isEnabled()
    dice.second.line.backspace()
    dice.second.line.insert(DICE[-1])
    assert window.session.shown.quarter.current == before
    dice.next.click()
    settled(qtbot, window.session)
    dice.outcome.show_all()
    assert dice.outcome.rows is not None
    assert dice.outcome.rows.rowCount() == vacant
    names = {dice.outcome.rows.index(row, 5).data() for row in range(vacant)}
    assert "" not in names
    dice.next.click()
    now = window.session.shown.quarter
    assert now.pending is None
    assert len(now.current.orders) == 1
    assert now.version == 2


def test_what_is_asked_has_to_be_looked_at_again_once_it_changes(
    qtbot: QtBot, open_window: OpenWindow, approved: Path
) -> None:
    window = open_window(approved)
    dialog = ask_for_leave(qtbot, window)
    sign(dialog)
    assert dialog.go.isEnabled()
    dialog.leave.person.clear()
    assert not dialog.go.isEnabled()
    assert not dialog.preview_button.isEnabled()
    assert dialog.lines.rowCount() == 0
    dialog.reject()


def test_each_kind_asks_for_what_it_needs(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> None:
    window = open_window(approved, EN)
    dialog = ask_for_leave(qtbot, window)
    assert window.session.shown is not None
    plan = window.session.shown.quarter.current
    where = plan.visits[0].enterprise
    for kind in Kind:
        dialog.kind.setCurrentIndex(list(Kind).index(kind))
        if kind is Kind.ILL:
            dialog.leave.person.clear()
        assert dialog.wanted is None, kind
    dialog.closure.enterprise.pick(where)
    dialog.kind.setCurrentIndex(list(Kind).index(Kind.CLOSED))
    assert dialog.wanted is not None
    assert dialog.wanted.closed == (where,)
    dialog.kind.setCurrentIndex(list(Kind).index(Kind.CASE))
    dialog.case.enterprise.pick(where)
    dialog.case.item.pick("A01")
    dialog.case.code.setText("投诉1")
    dialog.case.document.setText("12345〔2027〕1号")
    assert dialog.wanted is not None
    (case,) = dialog.wanted.new_cases
    assert (case.department, case.items, case.enterprise) == ("A", ("A01",), where)
    assert case.exemption is next(iter(Exemption))
    dialog.reject()


def test_a_refusal_is_said_in_the_dialog(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> None:
    window = open_window(approved, ZH)
    dialog = ask_for_leave(qtbot, window)
    dialog.kind.setCurrentIndex(list(Kind).index(Kind.NOTICE))
    dialog.notice.path.setText("没有这个文件.json")
    dialog.preview_button.click()
    settled(qtbot, window.session)
    assert "没有这个文件.json" in dialog.figures.text()
    dialog.reject()


def test_an_order_that_waits_can_be_taken_back(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> None:
    window = open_window(approved)
    dialog = ask_for_leave(qtbot, window)
    sign(dialog)
    dialog.go.click()
    settled(qtbot, window.session)
    assert window.session.shown is not None
    dialog_of(window, CeremonyDialog).reject()
    page = window.page(StepName.APPROVAL)
    page.orders.drop_button.click()  # type: ignore[attr-defined]
    drop = dialog_of(window, DropOrderDialog)
    assert isinstance(drop, DropOrderDialog)
    drop.name.setText("乙")
    drop.reason.setPlainText("销假")
    drop.go.click()
    settled(qtbot, window.session)
    assert window.session.shown.quarter.pending is None
    assert not window.session.shown.quarter.current.orders
