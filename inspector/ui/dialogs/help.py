"""Help without a network: the manual, the draw protocol, the ten rules, licences."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..session import Session


def show_help(parent: QWidget, session: Session, topic: str = "manual") -> None:
    """Open the help window at a topic."""


def show_about(parent: QWidget, session: Session) -> None:
    """Version, licences, folders."""
