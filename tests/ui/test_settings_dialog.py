"""Settings and holiday notices by clicks: what is changed is saved, each on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.codes import YearBasis
from inspector.domain.messages import EN, LANGUAGES, ZH
from inspector.ui.dialogs.settings import NAMES, SettingsDialog
from inspector.ui.main_window import MainWindow
from inspector.workflow.opening import LIMITS

from .conftest import OpenWindow, seen, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def dialog_of(qtbot: QtBot, window: MainWindow) -> SettingsDialog:
    window.settings_action.trigger()
    settled(qtbot, window.session)
    (dialog,) = (each for each in window.findChildren(SettingsDialog) if each.isVisible())
    return dialog


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_changed_is_saved_and_nothing_else(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str
) -> None:
    window = open_window(tiny, language)
    assert window.session.shown is not None
    before = window.session.shown.county.settings
    dialog = dialog_of(qtbot, window)
    assert dialog.changes == {}
    assert set(dialog.fields) == set(NAMES)
    dialog.fields["year_basis"].setCurrentIndex(1)  # type: ignore[union-attr]
    dialog.fields["warning_days"].setValue(30)  # type: ignore[union-attr]
    dialog.buttons.accepted.emit()
    settled(qtbot, window.session)
    assert seen(window, SettingsDialog) == []
    after = window.session.shown.county.settings
    assert (after.year_basis, after.warning_days) == (YearBasis.ROLLING, 30)
    assert (after.officers, after.visits_a_day, after.month_basis) == (
        before.officers,
        before.visits_a_day,
        before.month_basis,
    )
    # the quarter that is frozen keeps what it was frozen with
    assert window.session.shown.quarter.frozen.county.settings == before


def test_numbers_stay_within_what_the_law_allows(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny, EN)
    dialog = dialog_of(qtbot, window)
    for name, (low, high) in LIMITS.items():
        field = dialog.fields[name]
        field.setValue(low - 5)  # type: ignore[union-attr]
        assert field.value() == low  # type: ignore[union-attr]
        field.setValue(high + 5)  # type: ignore[union-attr]
        assert field.value() == high  # type: ignore[union-attr]
    dialog.reject()


def test_a_notice_is_put_on_file_and_a_wrong_file_is_told(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(tiny, ZH)
    dialog = dialog_of(qtbot, window)
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    dialog.store_notice(wrong)
    settled(qtbot, window.session)
    assert "wrong.json" in dialog.said.text()
    right = tmp_path / "right.json"
    days = [{"date": "2028-01-03", "isOffDay": True}]
    right.write_text(json.dumps({"year": 2028, "days": days}), encoding="utf-8")
    dialog.store_notice(right)
    settled(qtbot, window.session)
    assert "2028" in dialog.said.text()
    assert "2028" in dialog.years.text()
    dialog.reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_explanation_is_cut_off(qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str) -> None:
    dialog = dialog_of(qtbot, open_window(tiny, language))
    for label in dialog.findChildren(QLabel):
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for field in dialog.fields.values():
        assert field.height() >= field.minimumSizeHint().height()
    dialog.reject()
