"""The page of one step: execution."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class ExecutionPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.EXECUTION]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.EXECUTION)
        self.words.setText(self.say(step.words))
