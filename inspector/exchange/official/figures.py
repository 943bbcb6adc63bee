"""The figures of the approval form, counted from the frozen lists, the draw and the plan."""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.county import Snapshot
from ...domain.plan import Plan
from ...draw.targets import Targets
from ...rules.annual_cap import visit_counts
from ...rules.joint_visit import departments_at


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """One task's draw: 抽查基数, how many of them could be drawn, were due, and were drawn."""

    task: str
    in_scope: int
    eligible: int
    due: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the plan amounts to."""

    tasks: tuple[TaskFigures, ...]
    visits: int
    counted: int
    enterprises: int
    departments: int
    team_days: int
    inspectors: int
    off_site: int
    events: int
    guests: int
    deferrals: int

    @property
    def exempt(self) -> int:
        return self.visits - self.counted


def task_figures(targets: Targets, plan: Plan) -> tuple[TaskFigures, ...]:
    """The figures of every task, in the order of the draw groups."""
    drawn: dict[str, int] = {}
    for selection in plan.selections:
        drawn[selection.task] = drawn.get(selection.task, 0) + 1
    return tuple(
        TaskFigures(
            code,
            in_scope=sum(stratum.in_scope for stratum in task.strata),
            eligible=sum(len(stratum.eligible) for stratum in task.strata),
            due=sum(stratum.due for stratum in task.strata),
            drawn=drawn.get(code, 0),
        )
        for frame in targets.frames
        for code, task in frame.tasks.items()
    )


def figures(snapshot: Snapshot, plan: Plan, targets: Targets) -> Figures:
    """Count everything the form states."""
    county = snapshot.county
    return Figures(
        tasks=task_figures(targets, plan),
        visits=len(plan.visits),
        counted=sum(visit_counts(county, visit) for visit in plan.visits),
        enterprises=len({visit.enterprise for visit in plan.visits}),
        departments=len({code for visit in plan.visits for code in departments_at(county, visit)}),
        team_days=len(plan.teams),
        inspectors=len({posting.certificate for posting in plan.postings}),
        off_site=len(plan.off_site),
        events=len(plan.events),
        guests=sum(len(event.guests) for event in plan.events),
        deferrals=len(plan.deferrals),
    )
