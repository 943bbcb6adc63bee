"""Pages shown before they are printed: set in the background, then looked at in a window of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ...domain.messages import Wording
from ...domain.quarters import Quarter
from ...workflow import forms
from ...workflow.forms import Paper
from ...workflow.opening import CountyFile
from ...workflow.state import QuarterState
from ..jobs import Job
from ..preferences import Preferences
from ..session import Session

MAKING_PAGES = Wording("papers.making", "正在排版", "Setting the pages")


def show_forms(session: Session, preferences: Preferences, quarter: Quarter, parent: QWidget, first: str = "") -> None:
    """The official forms and sheets of a quarter's plan, beginning with the one whose name begins so."""
    show_papers(session, preferences, lambda file: forms.read_papers(file, quarter), parent, first)


def show_slip(session: Session, preferences: Preferences, now: QuarterState, stage: int, parent: QWidget) -> None:
    """What witnesses take home before the dice of a stage."""
    show_papers(session, preferences, lambda _: forms.witness_papers(now, stage), parent)


def show_draw_record(
    session: Session, preferences: Preferences, now: QuarterState, stage: int, parent: QWidget
) -> None:
    """The record of a draw."""
    show_papers(session, preferences, lambda _: forms.draw_papers(now, stage), parent)


def show_papers(
    session: Session,
    preferences: Preferences,
    read: Callable[[CountyFile], Sequence[Paper]],
    parent: QWidget,
    first: str = "",
) -> None:
    """Papers that are read from the file in the background."""
    from ..printing.layout import Layout, lay_out
    from .preview import PreviewDialog

    def work(file: CountyFile, job: Job) -> list[Layout]:
        papers = read(file)
        made = []
        for number, paper in enumerate(papers):
            job.tell(MAKING_PAGES(), number / len(papers))
            made.append(lay_out(paper))
        return made

    def show(made: list[Layout]) -> None:
        if isValid(parent):
            PreviewDialog(session, preferences, made, parent, first=first).open()

    session.ask(MAKING_PAGES(), work, show)
