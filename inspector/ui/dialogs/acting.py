"""Dialogs that have something done in the background, and what becomes of it when they are left meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from ...domain.messages import Message, Refusal, Wording
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..session import Session
from .messages import show_refusal

BEGUN = Wording(
    "acting.begun",
    "“{title}”已经开始，不能中途撤回。请等它完成：办成了窗口自己关闭，没办成会说明原因。",
    "'{title}' has begun and cannot be taken back. Wait: the window closes once it is done, or says why it was not.",
)


class ActingDialog(QDialog):
    """A dialog that is left by Escape, Cancel or closing it only when it is known what comes of its act.

    An act that still waits for its turn is taken back, and the dialog closes. One that has begun is waited for; the
    dialog says so and stays. What was only asked for is dropped: nobody is told any more. Closed, the dialog is gone.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._act: Job | None = None
        self._gone = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        session.crashed.connect(self._crashed)

    @property
    def is_acting(self) -> bool:
        """Whether it is not known yet what comes of the dialog's act."""
        return self._act is not None and self.session.jobs.is_pending(self._act)

    def act(self, title: Message, work: Callable[[CountyFile, Job], Any], done: Callable[[Any], None]) -> None:
        """Change the file in the background; then `done` gets the result, or `refused` the reason."""
        self.wait_for(self.session.act(title, work, self.still(done), failed=self.still(self.refuse)))

    def ask(self, title: Message, work: Callable[[CountyFile, Job], Any], done: Callable[[Any], None]) -> None:
        """Read something in the background; then `done` gets the result, or `refused` the reason."""
        self.session.ask(title, work, self.still(done), failed=self.still(self.refuse))

    def wait_for(self, act: Job | None) -> None:
        """Do not leave before this act has ended, if one was begun."""
        self._act = act
        self.allow()

    def still(self, tell: Callable[[Any], None]) -> Callable[[Any], None]:
        """The same, as long as the dialog is there to be told."""

        def told(answer: Any) -> None:
            if isValid(self) and not self._gone:
                tell(answer)

        return told

    def allow(self) -> None:
        """Let be used what can be used now; called whenever an act has begun or failed."""

    def refused(self, refusal: Refusal) -> None:
        """Say in the dialog why what was wanted was not done."""
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        """What was wanted was not done: let it be tried again, and say why not."""
        self.allow()
        self.refused(refusal)

    @Slot(object)
    def _crashed(self, _: object) -> None:
        """The window tells of it."""
        self.allow()

    def reject(self) -> None:
        """Leave, unless an act has begun that nobody can take back."""
        act = self._act
        if act is not None and self.is_acting and not self.session.jobs.take_back(act):
            show_refusal(self, self.session, Refusal(BEGUN(title=act.title)))
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Closed: nobody is told anything any more."""
        self._gone = True
        super().done(result)
