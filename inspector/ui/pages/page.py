"""What all pages have in common: they show the session's moment of the file, and only while they are seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.messages import Message, Refusal, Wording
from ...workflow.overview import Overview, StepName, StepState
from ..look import GAP, MARGIN, heading, note
from ..preferences import Preferences
from ..session import Session

BUSY = Wording(
    "page.busy",
    "“{title}”还没有完成，这一页显示的可能还要变。请等它完成再办。",
    "'{title}' is not finished, and what this page shows may still change. Wait until it is.",
)
NEXT_IS = Wording("page.next_is", "{done}。下一步：{step}", "{done}. Next: {step}")


class Page(QWidget):
    """A page of the window.

    A page builds its widgets once, in its constructor, below the heading in `body`; `refresh` fills them from
    `session.shown` and is called when the page is first seen and, after each change of the file, when it is seen
    again. `tools` is a row beside the heading for the page's own buttons.
    """

    TITLE: ClassVar[Wording]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self._stale = True
        self.setObjectName(type(self).__name__)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, MARGIN - 6, MARGIN, MARGIN - 8)
        self.body.setSpacing(GAP)
        top = QHBoxLayout()
        self.heading = heading(self.say(self.TITLE))
        top.addWidget(self.heading)
        top.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        top.addLayout(self.tools)
        self.body.addLayout(top)
        self.words = note()
        self.body.addWidget(self.words)
        session.changed.connect(self.mark_stale)

    def is_busy(self) -> bool:
        """Whether the file is being changed, so that what the page shows may not be what holds; says so."""
        from ..dialogs.messages import show_refusal

        job = self.session.jobs.changing
        if job is not None:
            show_refusal(self, self.session, Refusal(BUSY(title=job.title)))
        return job is not None

    def say(self, words: Message | Wording, **params: Any) -> str:
        """The text in the session's language."""
        return self.session.say(words, **params)

    @property
    def shown(self) -> Overview:
        """What is shown; pages are only seen while a file is open."""
        assert self.session.shown is not None
        return self.session.shown

    def tell_step(self, name: StepName) -> None:
        """Say below the heading where a step stands; of one that is done, which comes next."""
        step = next(step for step in self.shown.steps if step.name is name)
        following = self.shown.next_step
        if step.state is StepState.DONE and following is not None:
            self.words.setText(self.say(NEXT_IS, done=step.words, step=following.title))
        else:
            self.words.setText(self.say(step.words))

    def add_tool(self, words: Wording, act: Callable[[], object]) -> QPushButton:
        """A button beside the heading."""
        button = QPushButton(self.say(words))
        button.clicked.connect(act)
        self.tools.addWidget(button)
        return button

    def allow(self, button: QPushButton, why_not: Wording | None) -> None:
        """Let a button be used, or say beside it why it cannot."""
        button.setEnabled(why_not is None)
        button.setToolTip(self.say(why_not) if why_not else "")

    def refresh(self) -> None:
        """Fill the page from `shown`."""
        raise NotImplementedError

    @Slot()
    def mark_stale(self) -> None:
        """The file changed: fill the page again, now or when it is next seen."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._stale and self.session.shown is not None:
            self._stale = False
            self.refresh()
