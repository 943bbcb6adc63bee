"""Long lists to pick from: made ready once, beside the window, and shared by all that pick from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.county import County
from inspector.ui.dialogs.pick import PickDialog
from inspector.ui.models import choices as subject
from inspector.ui.models.choices import NAME, ChoiceDesk, Choices
from inspector.ui.session import Session
from inspector.ui.widgets.picker import Picker
from inspector.workflow.list_forms import ENTERPRISES, Option

from .conftest import OpenWindow, settled

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)


@pytest.fixture
def session(open_window: OpenWindow, tiny: Path) -> Session:
    return open_window(tiny).session


@pytest.fixture
def county(session: Session) -> County:
    assert session.shown is not None
    return session.shown.county


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list counts as a long one."""
    monkeypatch.setattr(subject, "LONG", 1)


def offered(picker: Picker) -> list[str]:
    model = picker.completer().model()
    return [str(model.index(line, 0).data()) for line in range(model.rowCount())]


def test_a_list_is_made_ready_once_for_all(session: Session, county: County) -> None:
    desk = ChoiceDesk.of(session)
    assert ChoiceDesk.of(session) is desk
    first = desk.members(ENTERPRISES, county)
    assert desk.members(ENTERPRISES, replace(county, recusals=())) is first
    other = desk.members(ENTERPRISES, replace(county, enterprises=county.enterprises[:2]))
    assert other is not first
    other.want()
    assert [option.cell for option in other.options] == [row.code for row in county.enterprises[:2]]
    assert desk.members(ENTERPRISES, county) is first
    desk.members(ENTERPRISES, replace(county, enterprises=county.enterprises[:1]))
    assert desk.members(ENTERPRISES, county) is not first, "of three versions the first is kept no longer"


def test_a_file_that_was_left_is_not_kept(session: Session, county: County) -> None:
    desk = ChoiceDesk.of(session)
    found = desk.members(ENTERPRISES, county)
    found.want()
    session.shut()
    assert not found.is_ready
    assert desk.members(ENTERPRISES, county) is not found


def test_what_is_typed_is_found_by_name_number_and_initials(qtbot: QtBot, session: Session) -> None:
    options = [Option("A1", "云汀食品厂"), Option("B2", "云汀化工厂"), Option("C3", "南山食品店")]
    choices = Choices.among(options, session, session)
    choices.want()
    assert [each.cell for each in choices.with_words("云汀", 9)] == ["A1", "B2"]
    assert [each.cell for each in choices.with_words("食品 云汀", 9)] == ["A1"]
    assert [each.cell for each in choices.with_words("ythg", 9)] == ["B2"]
    assert [each.cell for each in choices.with_words("c3", 9)] == ["C3"]
    assert [each.cell for each in choices.with_words("", 2)] == ["A1", "B2"]
    assert choices.with_words("没有", 9) == []
    picker = Picker(choices)
    qtbot.addWidget(picker)
    picker.show()
    qtbot.keyClicks(picker, "yt")
    assert offered(picker) == ["云汀食品厂　A1", "云汀化工厂　B2"]
    assert picker.completer().popup().isVisible()
    assert picker.key == ""
    picker.setText("云汀化工厂　B2")
    assert picker.key == "B2"
    picker.setText("别的名字　B2")
    assert picker.key == "", "number and name contradict each other"
    picker.setText("C3")
    assert picker.key == "C3"
    picker.pick("A1")
    assert picker.text() == "云汀食品厂　A1"
    picker.pick("不在名单")
    assert (picker.text(), picker.key) == ("不在名单", "")


@pytest.mark.usefixtures("long_lists")
def test_keys_typed_before_a_long_list_is_ready_are_answered_when_it_is(
    qtbot: QtBot, session: Session, county: County
) -> None:
    choices = ChoiceDesk.of(session).members(ENTERPRISES, county)
    picker = Picker(choices)
    qtbot.addWidget(picker)
    picker.show()
    assert session.jobs.current is None, "nothing is made ready before it is needed"
    firm = county.enterprises[-1]
    picker.setFocus()
    qtbot.keyClicks(picker, firm.code[-4:])
    assert not choices.is_ready
    assert offered(picker) == []
    settled(qtbot, session)
    assert f"{firm.name}　{firm.code}" in offered(picker)


@pytest.mark.usefixtures("long_lists")
def test_a_long_list_to_choose_from_comes_when_it_is_ready(qtbot: QtBot, session: Session, county: County) -> None:
    choices = ChoiceDesk.of(session).members(ENTERPRISES, county)
    firm = county.enterprises[-1]
    dialog = PickDialog(session, NAME, choices, (firm.code,), several=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.model.rowCount() == 0
    settled(qtbot, session)
    assert dialog.model.rowCount() == len(county.enterprises)
    assert dialog.model.row(dialog.table.currentIndex()).cell == firm.code
    picked: list[tuple[str, ...]] = []
    dialog.picked.connect(picked.append)
    dialog.search.setText(county.enterprises[0].code)
    dialog.accept()
    assert picked == [(county.enterprises[0].code,)]
