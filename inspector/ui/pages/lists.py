"""The page of one step: lists."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class ListsPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.LISTS]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.LISTS)
        self.words.setText(self.say(step.words))
