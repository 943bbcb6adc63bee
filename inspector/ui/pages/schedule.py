"""The page of one step: schedule."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class SchedulePage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.SCHEDULE]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.SCHEDULE)
        self.words.setText(self.say(step.words))
