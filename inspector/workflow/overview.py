"""All that a window shows of a county file, read at one moment; and how far each step of a quarter's work has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from ..domain.county import County
from ..domain.messages import Message, Wording
from ..domain.quarters import Quarter
from ..store import CountyFile
from ..store.quarantine import Quarantined as Quarantined
from . import state
from .state import QuarterState, Stage

LISTS_MISSING = Wording(
    "step.lists_missing",
    "还没有{lists}，请导入名录",
    "Still missing: {lists}. Import them",
)
LISTS_READY = Wording(
    "step.lists_ready",
    "检查对象 {enterprises} 家，检查人员 {inspectors} 人",
    "{enterprises} {enterprises:enterprise|enterprises}, {inspectors} {inspectors:inspector|inspectors}",
)
ENTERPRISES = Wording("step.enterprises", "检查对象", "enterprises")
INSPECTORS = Wording("step.inspectors", "检查人员", "inspectors")
ITEMS = Wording("step.items", "抽查事项", "items")
QUARANTINED = Wording("step.quarantined", "隔离 {count} 行待处理", "{count} {count:row|rows} in quarantine")
TASKS_MISSING = Wording("step.tasks_missing", "{quarter} 没有任务、有因检查或会议", "Nothing to do in {quarter} yet")
TASKS_READY = Wording(
    "step.tasks_ready",
    "任务 {tasks}，有因检查 {cases}，会议 {meetings}",
    "{tasks} {tasks:task|tasks}, {cases} {cases:case|cases}, {meetings} {meetings:meeting|meetings}",
)
FREEZE_NEXT = Wording("step.freeze_next", "可以锁定名录", "Ready to freeze the lists")
DICE1_NEXT = Wording("step.dice1_next", "名录已锁定，等待第一次掷骰", "Lists frozen, waiting for dice 1")
DRAWN = Wording("step.drawn", "已抽中 {enterprises} 家", "{enterprises} {enterprises:enterprise|enterprises} drawn")
SCHEDULE_NEXT = Wording("step.schedule_next", "可以排期", "Ready to schedule")
SCHEDULED = Wording(
    "step.scheduled",
    "入企检查 {visits} 次，检查组日 {team_days}",
    "{visits} {visits:visit|visits}, {team_days} {team_days:team-day|team-days}",
)
DICE2_NEXT = Wording("step.dice2_next", "概率表已定，等待第二次掷骰", "Chances fixed, waiting for dice 2")
STAFFED = Wording("step.staffed", "已派出 {inspectors} 人", "{inspectors} {inspectors:inspector|inspectors} sent")
SUBMIT_NEXT = Wording("step.submit_next", "可以送审", "Ready to submit")
APPROVE_NEXT = Wording("step.approve_next", "已送审，等待批准", "Submitted, waiting for approval")
APPROVED = Wording("step.approved", "已批准，可以导出", "Approved: ready to export")
DONE_NEXT = Wording("step.done_next", "可以登记执行情况", "Ready to record what was done")
DONE_PARTLY = Wording(
    "step.done_partly", "已登记 {done} 次，共 {visits} 次", "{done} of {visits} {visits:visit|visits} recorded"
)
DONE_ALL = Wording("step.done_all", "{visits} 次入企检查已全部登记", "All {visits} {visits:visit|visits} recorded")
AFTER = Wording("step.after", "要先完成“{step}”", "First finish '{step}'")


class StepName(Enum):
    """The steps of a quarter's work, in order."""

    LISTS = "lists"
    TASKS = "tasks"
    DRAW = "draw"
    SCHEDULE = "schedule"
    STAFFING = "staffing"
    APPROVAL = "approval"
    EXECUTION = "execution"


STEP_TITLES = {
    StepName.LISTS: Wording("step.lists", "名录", "Lists"),
    StepName.TASKS: Wording("step.tasks", "任务", "Tasks"),
    StepName.DRAW: Wording("step.draw", "锁定与抽取", "Freeze and draw"),
    StepName.SCHEDULE: Wording("step.schedule", "排期", "Schedule"),
    StepName.STAFFING: Wording("step.staffing", "派员", "Inspectors"),
    StepName.APPROVAL: Wording("step.approval", "审批与导出", "Approval and export"),
    StepName.EXECUTION: Wording("step.execution", "执行", "What was done"),
}


class StepState(Enum):
    """`DONE`; `NEXT`, the one thing to do now; `WAITING`, which says what must come first."""

    DONE = "done"
    NEXT = "next"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Step:
    """A step, how far it has come, and a few words on what is ready or missing."""

    name: StepName
    state: StepState
    words: Message

    @property
    def title(self) -> Wording:
        return STEP_TITLES[self.name]


@dataclass(frozen=True)
class Overview:
    """A county file at one moment: its lists as they are now, and one quarter as its records tell it.

    `quarters` are those opened and those that any task, case or meeting belongs to, in order of time.
    """

    path: Path
    county: County
    quarantined: tuple[Quarantined, ...]
    quarters: tuple[tuple[Quarter, Stage], ...]
    quarter: QuarterState

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(_steps(self))

    @property
    def has_work(self) -> bool:
        """Whether any quarter has something to plan: before, the quarter shown is as good as any other."""
        county = self.county
        return bool(county.tasks or county.cases or county.meetings)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.state is StepState.NEXT), None)


def overview(file: CountyFile, quarter: Quarter | None = None, today: date | None = None) -> Overview:
    """Read the file; without `quarter`, the one opened last, else the first that has work in it.

    Raises:
        Refusal: the record chain is broken.
    """
    county = file.county()
    state.check_chain(file)
    opened = state.stages(file)
    known = sorted({*opened, *_with_work(county), *([quarter] if quarter else [])})
    if quarter is None:
        quarter = next(reversed(opened), None) or next(iter(known), Quarter.of(today or date.today()))
    return Overview(
        file.path,
        county,
        tuple(file.quarantine()),
        tuple((each, opened.get(each, Stage.OPEN)) for each in known or [quarter]),
        state.load(file, quarter) if quarter in opened else QuarterState(quarter),
    )


def _with_work(county: County) -> set[Quarter]:
    ends = [
        *(task.window.end for task in county.tasks),
        *(case.deadline for case in county.cases),
        *(meeting.window.end for meeting in county.meetings),
    ]
    return {Quarter.of(end) for end in ends}


def _steps(seen: Overview) -> Iterable[Step]:
    """In order; the first that is not done is next, and those after it wait for it."""
    now = seen.quarter
    reached = now.stage.value
    first_open: Step | None = None
    for step in (
        _step(StepName.LISTS, _has_lists(seen.county), _lists(seen)),
        _step(StepName.TASKS, now.stage is not Stage.OPEN or any(_work(seen)), _tasks(seen)),
        _step(StepName.DRAW, reached >= Stage.DRAWN.value, _draw(now)),
        _step(StepName.SCHEDULE, reached >= Stage.SCHEDULED.value, _schedule(now)),
        _step(StepName.STAFFING, reached >= Stage.STAFFED.value, _staffing(now)),
        _step(StepName.APPROVAL, reached >= Stage.APPROVED.value, _approval(now)),
        _step(StepName.EXECUTION, _all_recorded(now), _execution(now)),
    ):
        if step.state is StepState.DONE:
            yield step
        elif first_open is None:
            first_open = step
            yield step
        else:
            yield Step(step.name, StepState.WAITING, AFTER(step=first_open.title))


def _step(name: StepName, done: bool, words: Message) -> Step:
    return Step(name, StepState.DONE if done else StepState.NEXT, words)


def _has_lists(county: County) -> bool:
    return bool(county.enterprises and county.inspectors and county.items)


def _lists(seen: Overview) -> Message:
    county = seen.county
    needed = ((ENTERPRISES, county.enterprises), (INSPECTORS, county.inspectors), (ITEMS, county.items))
    missing = [name for name, rows in needed if not rows]
    if missing:
        return LISTS_MISSING(lists=missing)
    if seen.quarantined:
        return QUARANTINED(count=len(seen.quarantined))
    county = seen.county
    return LISTS_READY(enterprises=f"{len(county.enterprises):,}", inspectors=f"{len(county.inspectors):,}")


def _work(seen: Overview) -> tuple[int, int, int]:
    period = seen.quarter.quarter.period
    county = seen.county
    return (
        sum(task.window.end in period for task in county.tasks),
        sum(case.deadline in period for case in county.cases),
        sum(meeting.window.end in period for meeting in county.meetings),
    )


def _tasks(seen: Overview) -> Message:
    tasks, cases, meetings = _work(seen)
    if not (tasks or cases or meetings):
        return TASKS_MISSING(quarter=str(seen.quarter.quarter))
    return TASKS_READY(tasks=tasks, cases=cases, meetings=meetings)


def _draw(now: QuarterState) -> Message:
    if now.plan:
        return DRAWN(enterprises=len({selection.enterprise for selection in now.plan.selections}))
    return FREEZE_NEXT() if now.stage is Stage.OPEN else DICE1_NEXT()


def _schedule(now: QuarterState) -> Message:
    if now.plan and now.plan.visits and now.plan.h1:
        return SCHEDULED(visits=len(now.plan.visits), team_days=len(now.plan.teams))
    return SCHEDULE_NEXT()


def _staffing(now: QuarterState) -> Message:
    if now.plan and now.stage.value >= Stage.STAFFED.value:
        return STAFFED(inspectors=len({posting.certificate for posting in now.plan.postings}))
    return DICE2_NEXT()


def _approval(now: QuarterState) -> Message:
    if now.stage is Stage.APPROVED:
        return APPROVED()
    return APPROVE_NEXT() if now.stage is Stage.SUBMITTED else SUBMIT_NEXT()


def _recorded(now: QuarterState) -> int:
    """How many visits of the approved plan have an outcome on record."""
    return sum(visit.number in now.done for visit in now.plan.visits) if now.plan else 0


def _all_recorded(now: QuarterState) -> bool:
    return now.stage is Stage.APPROVED and now.plan is not None and _recorded(now) == len(now.plan.visits)


def _execution(now: QuarterState) -> Message:
    visits, done = len(now.plan.visits) if now.plan else 0, _recorded(now)
    if not done:
        return DONE_NEXT()
    return DONE_ALL(visits=visits) if done == visits else DONE_PARTLY(done=done, visits=visits)
