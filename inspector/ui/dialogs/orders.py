"""A change order from what happened to its dice, as every page begins it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from ...workflow.forms import CHANGE_ORDER
from ..preferences import Preferences
from ..session import Session
from .ceremony import CeremonyDialog
from .change import ChangeDialog
from .papers import show_forms, show_slip
from .replacements import replacement_ritual


def open_change_order(
    session: Session,
    preferences: Preferences,
    parent: QWidget,
    *,
    visit: str = "",
    day: date | None = None,
    made: Callable[[], None] = lambda: None,
) -> None:
    """Ask for an order to the approved plan that is shown; one that waits for dice asks for them at once.

    `visit` is asked for first, `day` as the date it is to have; `made` is called once there is an order.
    """
    assert session.shown is not None
    now = session.shown.quarter
    dialog = ChangeDialog(session, now.in_force, now.current, parent)
    if visit:
        planned = now.current.visit[visit].date
        dialog.set_since(min(each for each in (planned, day) if each is not None))
        dialog.choose_visit(visit, day)

    def accepted() -> None:
        made()
        open_order_dice(session, preferences, parent)

    dialog.accepted.connect(accepted)
    dialog.open()


def open_order_dice(session: Session, preferences: Preferences, parent: QWidget) -> None:
    """The public draw of the order that waits for it, if one does."""
    assert session.shown is not None
    now = session.shown.quarter
    if now.pending is not None:
        ritual = replacement_ritual(
            session,
            now,
            lambda dialog: show_slip(session, preferences, now, 3, dialog),
            partial(_show_orders, session, preferences),
        )
        CeremonyDialog(session, ritual, parent).open()


def _show_orders(session: Session, preferences: Preferences, parent: QWidget) -> None:
    assert session.shown is not None
    show_forms(session, preferences, session.shown.quarter.quarter, parent, first=CHANGE_ORDER)
