"""The page of one step: staffing."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class StaffingPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.STAFFING]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.STAFFING)
        self.words.setText(self.say(step.words))
