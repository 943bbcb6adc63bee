"""The pages of the window, one module each; a step's page by its name."""

from ...workflow.overview import StepName
from .approval import ApprovalPage
from .draw import DrawPage
from .execution import ExecutionPage
from .lists import ListsPage
from .page import Page
from .schedule import SchedulePage
from .staffing import StaffingPage
from .tasks import TasksPage

PAGES: dict[StepName, type[Page]] = {
    StepName.LISTS: ListsPage,
    StepName.TASKS: TasksPage,
    StepName.DRAW: DrawPage,
    StepName.SCHEDULE: SchedulePage,
    StepName.STAFFING: StaffingPage,
    StepName.APPROVAL: ApprovalPage,
    StepName.EXECUTION: ExecutionPage,
}
