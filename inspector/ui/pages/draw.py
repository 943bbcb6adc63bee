"""The page of one step: draw."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class DrawPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.DRAW]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.DRAW)
        self.words.setText(self.say(step.words))
