"""抽样框: for each task who is in scope, who can be drawn and with which items, and why the others cannot.

It depends only on what is frozen and, for a later draw group, on what the earlier ones drew.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from ..domain.codes import EnterpriseStatus, RiskClass, YearBasis
from ..domain.county import Enterprise, Scope, Snapshot, Task
from ..domain.messages import Message, Wording
from ..domain.plan import DrawGroup, Selection
from ..rules.annual_cap import blocking_check, item_counts
from ..rules.naming import name_department
from .feasible_days import Calendar, TaskItems

WHOLE_SCOPE = "全部"
"""The one stratum of a task with a fixed number."""

NOT_ACTIVE = Wording("frame.not_active", "登记状态为{status}，不是存续", "status {status}, not 存续")
CHECKED_THIS_YEAR = Wording(
    "frame.checked_this_year",
    "本年已有计入次数的检查：{department}，{date}",
    "already had this year's counted check: {department}, {date}",
)
CHECKED_LATELY = Wording(
    "frame.checked_lately",
    "12个月内已有计入次数的检查：{department}，{date}",
    "had a counted check within twelve months: {department}, {date}",
)
DRAWN_BEFORE = Wording(
    "frame.drawn_before",
    "前一批次已由任务{task}抽中，计入年度次数",
    "already drawn by task {task} of an earlier group, which uses this year's check",
)
NO_RATE = Wording("frame.no_rate", "任务未规定{risk}类的抽查比例", "the task sets no rate for class {risk}")
NO_DAY = Wording(
    "frame.no_day",
    "任务起止日期内除去休息日和错峰时段，没有可以检查的工作日",
    "the task's window, less rest days and blackout periods, leaves no workday",
)
NO_ITEM = Wording(
    "frame.no_item", "任务没有在起止日期内有效的检查事项", "the task has no item that is valid in its window"
)


class Result(Enum):
    """What the frame says of an enterprise in scope; the value is the text that is hashed."""

    ALL = "可抽"
    SOME = "可抽部分事项"
    NONE = "不可抽"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The frame's word on one enterprise for one or more tasks.

    `reason` says why items are left out (SOME) or why it cannot be drawn (NONE).
    """

    result: Result
    tasks: tuple[str, ...]
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """抽取分层 of a task: a risk class, or all in scope where the task asks for a fixed number.

    `due` is the rate of those in scope, rounded up, or the fixed number; `eligible` holds enterprise codes, sorted.
    """

    name: str
    in_scope: int
    rate: Decimal | None
    fixed: int | None
    due: int
    eligible: tuple[str, ...]

    @property
    def drawn(self) -> int:
        """How many are drawn: those due, or all that are eligible if they are fewer."""
        return min(self.due, len(self.eligible))


@dataclass(frozen=True)
class TaskFrame:
    """One task's part of the frame. `fewer_items` holds the enterprises where items are left out."""

    task: str
    group: int
    strata: tuple[Stratum, ...]
    items: tuple[str, ...]
    fewer_items: Mapping[str, tuple[str, ...]]

    def items_at(self, enterprise: str) -> tuple[str, ...]:
        """The items to be checked at an eligible enterprise, in the task's order."""
        return self.fewer_items.get(enterprise, self.items)


@dataclass(frozen=True)
class Frame:
    """The frame of some draw groups.

    `verdicts` holds, by group number and enterprise code, what the frame says of every enterprise that is in scope of
    any of the group's tasks: for each such task exactly one verdict names it.
    """

    groups: tuple[DrawGroup, ...]
    tasks: Mapping[str, TaskFrame]
    verdicts: Mapping[int, Mapping[str, tuple[Verdict, ...]]]

    def verdict(self, task: str, enterprise: str) -> Verdict | None:
        """What the frame says of the enterprise for the task; None if it is not in the task's scope."""
        found = self.verdicts[self.tasks[task].group].get(enterprise, ())
        return next((verdict for verdict in found if task in verdict.tasks), None)

    def reason(self, task: str, enterprise: str) -> Message | None:
        """Why an enterprise in scope cannot be drawn for the task; None if it can."""
        verdict = self.verdict(task, enterprise)
        return verdict.reason if verdict and verdict.result is Result.NONE else None


def build_frame(snapshot: Snapshot, groups: Sequence[DrawGroup], drawn_before: Iterable[Selection] = ()) -> Frame:
    """The frame of `groups`, given what earlier groups drew.

    Without `drawn_before` it is the frame as it is frozen, before any dice.
    """
    calendar = Calendar(snapshot)
    used = _uses_of_the_cap(snapshot, drawn_before)
    tasks: dict[str, TaskFrame] = {}
    verdicts: dict[int, Mapping[str, tuple[Verdict, ...]]] = {}
    for group in groups:
        builder = _GroupBuilder(snapshot, calendar, group, used)
        verdicts[group.number] = builder.verdicts()
        tasks |= builder.task_frames()
    return Frame(tuple(groups), tasks, verdicts)


def _uses_of_the_cap(snapshot: Snapshot, selections: Iterable[Selection]) -> dict[str, str]:
    """Enterprises drawn for a counted item, with the task that drew them first."""
    items = snapshot.county.item
    used: dict[str, str] = {}
    for selection in selections:
        if any(item_counts(items[code]) for code in selection.items):
            used.setdefault(selection.enterprise, selection.task)
    return used


class _GroupBuilder:
    """Builds one group's frame in one walk over the enterprises.

    Sets of tasks are bit masks over the group's tasks: 46,000 enterprises and 30 tasks make over a million pairs, and
    nearly all of them share a few patterns.
    """

    def __init__(self, snapshot: Snapshot, calendar: Calendar, group: DrawGroup, used: Mapping[str, str]) -> None:
        self.snapshot = snapshot
        self.calendar = calendar
        self.group = group
        self.used = used
        self.tasks = [snapshot.county.task[code] for code in group.tasks]
        self.items = [TaskItems(snapshot, calendar, task) for task in self.tasks]
        self.rated = {risk: _mask(_has_rate(task, risk) for task in self.tasks) for risk in RiskClass}
        self.all_tasks = (1 << len(self.tasks)) - 1
        self.eligible: dict[tuple[int, RiskClass], list[str]] = {}
        self.in_scope: dict[tuple[int, RiskClass], int] = {}
        self.fewer_items: list[dict[str, tuple[str, ...]]] = [{} for _ in self.tasks]
        self._codes: dict[int, tuple[str, ...]] = {}
        self._outcomes: dict[tuple[int, int], tuple[int, int, int, int]] = {}

    def verdicts(self) -> dict[str, tuple[Verdict, ...]]:
        """Verdicts by enterprise code; also counts the strata."""
        scopes = _Scopes([task.scope for task in self.tasks])
        found: dict[str, tuple[Verdict, ...]] = {}
        for enterprise in sorted(self.snapshot.county.enterprises, key=lambda row: row.code):
            tasks = scopes.holding(enterprise)
            if tasks:
                pattern = tasks, enterprise.risk
                self.in_scope[pattern] = self.in_scope.get(pattern, 0) + 1
                found[enterprise.code] = tuple(self._judge(enterprise, tasks))
        return found

    def _judge(self, enterprise: Enterprise, tasks: int) -> Iterator[Verdict]:
        if enterprise.status is not EnterpriseStatus.ACTIVE:
            yield Verdict(Result.NONE, self._names(tasks), NOT_ACTIVE(status=enterprise.status))
            return
        open_days = self.calendar.open_days(enterprise)
        blocked = self.calendar.all_days if enterprise.code in self.used else self.calendar.blocked_days(enterprise)
        key = open_days, blocked
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._outcome(open_days, blocked)
        complete, partial, capped, itemless = outcome
        rated = self.rated[enterprise.risk]

        whole = tasks & complete & rated
        some = tasks & partial & rated
        if whole | some:
            pattern = whole | some, enterprise.risk
            self.eligible.setdefault(pattern, []).append(enterprise.code)
        if whole:
            yield Verdict(Result.ALL, self._names(whole))
        for result, left in ((Result.SOME, some), (Result.NONE, tasks & rated & ~itemless & ~whole & ~some)):
            if left & capped:
                reason = self._cap_reason(enterprise, left & capped, open_days)
                yield Verdict(result, self._names(left & capped), reason)
            if left & ~capped:
                yield Verdict(result, self._names(left & ~capped), NO_DAY())
        for place in _places(some):
            items = self.items[place].possible(open_days, blocked).items
            self.fewer_items[place][enterprise.code] = items
        if tasks & itemless:
            yield Verdict(Result.NONE, self._names(tasks & itemless), NO_ITEM())
        if tasks & ~rated & ~itemless:
            reason = NO_RATE(risk=enterprise.risk)
            yield Verdict(Result.NONE, self._names(tasks & ~rated & ~itemless), reason)

    def _outcome(self, open_days: int, blocked: int) -> tuple[int, int, int, int]:
        """Masks of the tasks whose items are all possible, some of them, left out for the cap; and without items."""
        complete = partial = capped = itemless = 0
        for place, task_items in enumerate(self.items):
            bit = 1 << place
            if not task_items.items:
                itemless |= bit
                continue
            possible = task_items.possible(open_days, blocked)
            if possible.items == task_items.items:
                complete |= bit
            elif possible.items:
                partial |= bit
            if possible.capped:
                capped |= bit
        return complete, partial, capped, itemless

    def _cap_reason(self, enterprise: Enterprise, tasks: int, open_days: int) -> Message:
        if enterprise.code in self.used:
            return DRAWN_BEFORE(task=self.used[enterprise.code])
        days = 0
        for place in _places(tasks):
            days |= self.items[place].counted_days & open_days
        past = blocking_check(self.snapshot, enterprise.code, self.calendar.first(days))
        assert past is not None
        county = self.snapshot.county
        rolling = county.settings.year_basis is YearBasis.ROLLING
        wording = CHECKED_LATELY if rolling else CHECKED_THIS_YEAR
        return wording(department=name_department(county, past.department), date=past.date)

    def _names(self, tasks: int) -> tuple[str, ...]:
        names = self._codes.get(tasks)
        if names is None:
            names = self._codes[tasks] = tuple(self.group.tasks[place] for place in _places(tasks))
        return names

    def task_frames(self) -> dict[str, TaskFrame]:
        """The group's tasks with their strata; after `verdicts`."""
        return {
            task.code: TaskFrame(
                task.code,
                self.group.number,
                tuple(self._strata(place, task)),
                self.items[place].items,
                self.fewer_items[place],
            )
            for place, task in enumerate(self.tasks)
        }

    def _strata(self, place: int, task: Task) -> Iterator[Stratum]:
        if task.fixed is not None:
            yield self._stratum(place, WHOLE_SCOPE, tuple(RiskClass), None, task.fixed)
            return
        rates = dict(task.rates)
        for risk in RiskClass:
            stratum = self._stratum(place, risk.value, (risk,), rates.get(risk), None)
            if stratum.in_scope or stratum.rate is not None:
                yield stratum

    def _stratum(
        self, place: int, name: str, classes: Collection[RiskClass], rate: Decimal | None, fixed: int | None
    ) -> Stratum:
        in_scope = sum(
            count for (tasks, risk), count in self.in_scope.items() if tasks >> place & 1 and risk in classes
        )
        eligible: list[str] = []
        for (tasks, risk), codes in self.eligible.items():
            if tasks >> place & 1 and risk in classes:
                eligible += codes
        due = fixed if fixed is not None else share_due(rate, in_scope)
        return Stratum(name, in_scope, rate, fixed, due, tuple(sorted(eligible)))


class _Scopes:
    """Which of some scopes hold an enterprise, as a mask; each criterion is looked up once for each value."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self.kinds = [Scope(kinds=scope.kinds) for scope in scopes]
        self.industries = [Scope(industries=scope.industries) for scope in scopes]
        self.labels = [Scope(labels=scope.labels) for scope in scopes]
        self.towns = [Scope(towns=scope.towns) for scope in scopes]
        self._known: dict[tuple[str, object], int] = {}

    def holding(self, enterprise: Enterprise) -> int:
        return (
            self._look_up(("kind", enterprise.kind), self.kinds, enterprise)
            & self._look_up(("industry", enterprise.industry), self.industries, enterprise)
            & self._look_up(("labels", enterprise.labels), self.labels, enterprise)
            & self._look_up(("town", enterprise.town), self.towns, enterprise)
        )

    def _look_up(self, key: tuple[str, object], scopes: Sequence[Scope], enterprise: Enterprise) -> int:
        mask = self._known.get(key)
        if mask is None:
            mask = self._known[key] = _mask(scope.holds(enterprise) for scope in scopes)
        return mask


def share_due(rate: Decimal | None, in_scope: int) -> int:
    """应抽: the rate of those in scope, rounded up, exactly; 0 without a rate."""
    return math.ceil(Fraction(rate) * in_scope) if rate is not None else 0


def _has_rate(task: Task, risk: RiskClass) -> bool:
    return task.fixed is not None or any(risk is rated for rated, _ in task.rates)


def _mask(flags: Iterable[bool]) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def _places(mask: int) -> Iterator[int]:
    """The places of a mask's bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
