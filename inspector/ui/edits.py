"""The steps of editing that a session has made, shared by all pages: saved in the background, undone and redone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..domain.messages import Message, Refusal, Wording
from ..workflow import editing
from ..workflow.editing import Act, History, Step
from ..workflow.opening import CountyFile
from .jobs import Job
from .session import Session

UNDOING = Wording("edits.undoing", "撤销 {step}", "Undo {step}")
REDOING = Wording("edits.redoing", "重做 {step}", "Redo {step}")


class EditDesk(QObject):
    """The one desk of a session (`of`). `changed` follows every step; another file begins without any."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.history = History()
        self._path: Path | None = None
        self._saving: Job | None = None
        session.changed.connect(self._look)
        session.jobs.ended.connect(self.changed)

    @classmethod
    def of(cls, session: Session) -> EditDesk:
        """The session's desk, made on first use."""
        found = session.findChild(cls)
        if found is None:
            found = cls(session)
            found._look()
        return found

    @property
    def reason(self) -> Message | None:
        """Why nothing can be edited now; None if it can."""
        shown = self.session.shown
        return editing.stands_still(shown) if shown is not None else None

    @property
    def undo_words(self) -> Message | None:
        """What undoing would do; None if there is nothing to undo, or the lists stand still."""
        return UNDOING(step=self.history.undo[-1].title) if self.history.undo and self.is_free else None

    @property
    def redo_words(self) -> Message | None:
        """What redoing would do; None if there is nothing."""
        return REDOING(step=self.history.redo[-1].title) if self.history.redo and self.is_free else None

    @property
    def is_free(self) -> bool:
        """Whether a step can be made now."""
        return not self._is_saving and self.session.shown is not None and self.reason is None

    def may_change(self, name: str) -> bool:
        """Whether a row of a list can be changed now, if only its contacts."""
        return self.is_free or (not self._is_saving and self.session.shown is not None and name in editing.NEVER_FROZEN)

    @property
    def _is_saving(self) -> bool:
        return self._saving is not None and self.session.jobs.is_pending(self._saving)

    def save(
        self,
        step: Step,
        done: Callable[[], None] = lambda: None,
        failed: Callable[[Refusal], None] | None = None,
    ) -> Job | None:
        """Save a step in the background, unless another one is being saved."""
        return self._run(step.title, step, Act.DO, done, failed)

    @Slot()
    def undo(self) -> None:
        """Undo the last step."""
        words = self.undo_words
        if words is not None:
            self._run(words, self.history.undo[-1].reversed, Act.UNDO)

    @Slot()
    def redo(self) -> None:
        """Do the step again that was undone last."""
        words = self.redo_words
        if words is not None:
            self._run(words, self.history.redo[-1], Act.REDO)

    def _run(
        self,
        title: Message,
        step: Step,
        act: Act,
        done: Callable[[], None] = lambda: None,
        failed: Callable[[Refusal], None] | None = None,
    ) -> Job | None:
        if self._is_saving:
            return None
        operator, history = self.session.operator, self.history

        def work(file: CountyFile, _: Job) -> None:
            editing.save(file, step, operator=operator, act=act)

        def saved(_: object) -> None:
            history.done(step, act)
            self.changed.emit()
            done()

        def refused(refusal: Refusal) -> None:
            history.refused(refusal, act)
            self.changed.emit()
            if failed is not None:
                failed(refusal)
            else:
                self.session.refused.emit(refusal)

        self._saving = self.session.act(title, work, saved, failed=refused)
        self.changed.emit()
        return self._saving

    @Slot()
    def _look(self) -> None:
        path = self.session.shown.path if self.session.shown else None
        if path != self._path:
            self._path = path
            self.history = History()
        self.changed.emit()
