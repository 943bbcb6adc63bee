"""Why not: which visits have no place, and whose days or people are too few."""

from __future__ import annotations

from ..domain.county import Snapshot
from ..domain.messages import Message, Wording
from ..draw.chances import Gap
from ..rules.naming import name_department, name_enterprise
from .board import Board
from .visits import Bookings

NO_DAY = Wording(
    "explain.no_day",
    "{enterprise}（{sources}）没有可以检查的工作日：期限 {windows}，扣除休息日、错峰时段{named}后为 0 天。请放宽期限。",
    "{enterprise} ({sources}) has no workday left: windows {windows}, less rest days and blackout "
    "periods{named}. Widen the "
    "window.",
)
WITH_NAMED = Wording("explain.with_named", "和承办人不在的日子", " and days on which its named inspectors are away")
NOTHING = Wording("explain.nothing", "", "")
NOBODY = Wording(
    "explain.nobody",
    "{department}在 {days} 个可排工作日里，没有一天有 {officers} 名能检查{enterprise}（{sources}）的人员"
    "（有证、在岗、不回避，要求资质：{qualifications}）。请增加有资质的人员，或放宽期限。",
    "On none of the {days} possible workdays does {department} have {officers} people who may check "
    "{enterprise} ({sources}): "
    "certified, present, not recused, qualification {qualifications}. Add qualified people or widen the window.",
)
TOO_FEW = Wording(
    "explain.too_few",
    "{department}人手不够：{visits} 次检查要在 {days} 个工作日内完成，能派的检查组最多 {teams} 个，已全部排满，"
    "还有 {left} 次排不下（如{enterprise}）。请增加 1 名以上人员、放宽期限或降低抽查比例。",
    "{department} is short of people: {visits} visits in {days} workdays, at most {teams} teams can go out "
    "and all are full; "
    "{left} visits have no place (such as {enterprise}). Add people, widen windows or lower rates.",
)
NONE = Wording("explain.none", "无", "none")
MOST = 5


def explain_unplaced(snapshot: Snapshot, bookings: Bookings, board: Board, left: list[int]) -> list[Message]:
    """The causes behind jobs without a place: single visits first, then departments that are too small."""
    found: list[Message] = []
    crowded: dict[int, list[int]] = {}
    for job in left:
        cause = _alone(snapshot, bookings, board, job)
        if cause:
            found.append(cause)
        else:
            for need in board.problem.jobs[job].needs:
                crowded.setdefault(need.department, []).append(job)
    if crowded:
        department = max(sorted(crowded), key=lambda place: len(crowded[place]))
        found.append(_crowded(snapshot, bookings, board, department, crowded[department]))
    return found[:MOST]


def explain_gap(snapshot: Snapshot, gap: Gap) -> list[Message]:
    """Why the quarter's seats cannot all be filled."""
    return [gap.message(snapshot)]


def _alone(snapshot: Snapshot, bookings: Bookings, board: Board, job: int) -> Message | None:
    """Why the job has no place even on an empty board."""
    county = snapshot.county
    spec, visit = board.problem.jobs[job], bookings.visits[job]
    name = name_enterprise(county, visit.enterprise)
    if not spec.days:
        named = any(need.named for need in spec.needs)
        windows = [str((county.task.get(source) or county.case[source]).window) for source in visit.sources]
        return NO_DAY(
            enterprise=name, sources=visit.sources, windows=windows, named=WITH_NAMED() if named else NOTHING()
        )
    empty = Board(board.problem)
    halves = (2,) if spec.half_days == 2 else (0,)
    for need in spec.needs:
        if not any(_one_fits(empty, job, need.department, (day, half)) for day in spec.days for half in halves):
            return NOBODY(
                department=name_department(county, board.problem.crews[need.department].code),
                days=len(spec.days),
                officers=need.officers,
                enterprise=name,
                sources=visit.sources,
                qualifications=need.qualifications or NONE(),
            )
    return None


def _one_fits(board: Board, job: int, department: int, slot: tuple[int, int]) -> bool:
    board.place(job, slot)
    try:
        return board.staffable(department, slot[0])
    finally:
        board.lift(job)


def _crowded(snapshot: Snapshot, bookings: Bookings, board: Board, department: int, left: list[int]) -> Message:
    problem = board.problem
    crew = problem.crews[department]
    concerned = [job for job in problem.jobs if any(need.department == department for need in job.needs)]
    days = sorted({day for job in left for day in problem.jobs[job].days})
    officers = snapshot.county.settings.officers
    return TOO_FEW(
        department=name_department(snapshot.county, crew.code),
        visits=len(concerned),
        days=len(days),
        teams=sum(crew.heads[day] // officers for day in days),
        left=len(left),
        enterprise=name_enterprise(snapshot.county, bookings.visits[left[0]].enterprise),
    )
