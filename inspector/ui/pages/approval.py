"""The page of one step: approval."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class ApprovalPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.APPROVAL]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.APPROVAL)
        self.words.setText(self.say(step.words))
