"""The page of one step: tasks."""

from __future__ import annotations

from ...workflow.overview import STEP_TITLES, StepName
from .page import Page


class TasksPage(Page):
    """How the step stands."""

    TITLE = STEP_TITLES[StepName.TASKS]

    def refresh(self) -> None:
        step = next(step for step in self.shown.steps if step.name is StepName.TASKS)
        self.words.setText(self.say(step.words))
