"""The whole job on a made-up county, from its lists to a verified workbook, two quarters in a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..domain.county import Approval
from ..domain.messages import AnswerIsNo, Message, Refusal, Wording
from ..domain.quarters import Quarter
from ..exchange.lists_export import write_lists
from ..exchange.verify import verify
from ..store import CountyFile
from . import approving, drawing, exporting, freezing, scheduling
from .importing import import_lists
from .sample import next_quarter, sample_county

FIRST = Quarter(2027, 1)
CLERK, WITNESSES, APPROVER = "示例经办人", ("示例见证人甲", "示例见证人乙"), "示例批准人"
DICE = {
    FIRST: ("31415926535897932384", "27182818284590452353"),
    FIRST.next(): ("14142135623730950488", "16180339887498948482"),
}
"""Stand-ins for public dice: well-known digits, so that everybody's demo is the same."""

MADE = Wording(
    "demo.made",
    "示例县 {name} 的名录：{path}（全部虚构）",
    "Lists of the sample county {name}: {path} (all of it made up)",
)
IMPORTED = Wording(
    "demo.imported",
    "导入 {total} 行：新增 {new}，更新 {updated}，不变 {unchanged}，隔离 {quarantined}",
    "Imported {total} rows: {new} new, {updated} updated, {unchanged} unchanged, {quarantined} quarantined",
)
PLANNED = Wording(
    "demo.planned",
    "{quarter}：抽中 {enterprises} 家，入企检查 {visits} 次，检查组日 {team_days}（下界 {bound}），派出 "
    "{inspectors} 人",
    "{quarter}: {enterprises} enterprises drawn, {visits} visits, {team_days} team-days (lower bound {bound}), "
    "{inspectors} inspectors sent",
)
EXPORTED = Wording(
    "demo.exported", "{quarter}：已批准、导出并核验通过：{path}", "{quarter}: approved, exported and verified: {path}"
)
DONE = Wording(
    "demo.done",
    "完成。辖区文件：{path}。看进度：inspector status {path}；打开窗口：inspector {path}",
    "Done. County file: {path}. Where it stands: inspector status {path}; the window: inspector {path}",
)
NO_FOLDER = Wording(
    "demo.no_folder",
    "不能在“{folder}”建立示例文件夹（{why}）。请换一个文件夹。",
    "The sample's folder cannot be made at '{folder}' ({why}). Choose another folder.",
)
FAILED = Wording("demo.failed", "核验不通过：{first}", "Verification failed: {first}")


@dataclass(frozen=True)
class Demonstrated:
    """The files a demo left behind."""

    folder: Path
    county: Path
    workbooks: tuple[Path, ...]
    visits: tuple[int, ...]


def demo(folder: Path, say: Callable[[Message], None]) -> Demonstrated:
    """Make, plan, approve, export and verify two quarters of the sample county in `folder`.

    A folder that already has a demo is left alone; the new one stands beside it with a number.

    Raises:
        Refusal: the folder cannot be written.
        AnswerIsNo: a step failed, which would be an error of the program.
    """
    folder = _new_folder(folder)
    county = sample_county(FIRST)
    path = folder / f"{county.name}.county"
    workbooks, visits = [], []
    with CountyFile.create(path, county.name, county.code) as file:
        for quarter in DICE:
            if quarter != FIRST:
                county = next_quarter(county, quarter)
            lists = folder / f"{quarter}-名录.xlsx"
            write_lists(lists, county)
            say(MADE(name=county.name, path=str(lists)))
            counts = import_lists(file, [lists], operator=CLERK).result.counts
            say(
                IMPORTED(
                    total=counts.total,
                    new=counts.new,
                    updated=counts.updated,
                    unchanged=counts.unchanged,
                    quarantined=counts.quarantined,
                )
            )
            visits.append(_plan(file, quarter, say))
            workbooks.append(_approve_and_export(file, quarter, folder, say))
    say(DONE(path=str(path)))
    return Demonstrated(folder, path, tuple(workbooks), tuple(visits))


def practice(folder: Path, say: Callable[[Message], None]) -> Path:
    """The sample county with its lists imported and nothing planned, for somebody to practise on.

    Raises:
        Refusal: the folder cannot be written.
    """
    folder = _new_folder(folder)
    county = sample_county(FIRST)
    path = folder / f"{county.name}.county"
    lists = folder / f"{FIRST}-名录.xlsx"
    write_lists(lists, county)
    say(MADE(name=county.name, path=str(lists)))
    with CountyFile.create(path, county.name, county.code) as file:
        import_lists(file, [lists], operator=CLERK)
    return path


def _new_folder(folder: Path) -> Path:
    """The folder, or one with a number beside it if there is something of that name, which is left alone."""
    candidate, number = folder, 1
    try:
        while candidate.exists() and not (candidate.is_dir() and not any(candidate.iterdir())):
            number += 1
            candidate = folder.with_name(f"{folder.name}-{number}")
        candidate.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(NO_FOLDER(folder=str(candidate), why=error.strerror or str(error))) from error
    return candidate


def _plan(file: CountyFile, quarter: Quarter, say: Callable[[Message], None]) -> int:
    dice1, dice2 = DICE[quarter]
    scheme = Approval(f"示例政办函〔{quarter.year}〕{quarter.number}号", APPROVER, _days_before(quarter, 40))
    freezing.freeze(file, quarter, operator=CLERK, scheme=scheme)
    drawn = drawing.draw(file, quarter, dice1, witnesses=WITNESSES, operator=CLERK)
    scheduled = scheduling.schedule(file, quarter, operator=CLERK)
    staffed = drawing.staff(file, quarter, dice2, witnesses=WITNESSES, operator=CLERK)
    say(
        PLANNED(
            quarter=str(quarter),
            enterprises=drawn.enterprises,
            visits=scheduled.visits,
            team_days=scheduled.team_days,
            bound=scheduled.bound,
            inspectors=staffed.inspectors,
        )
    )
    return scheduled.visits


def _approve_and_export(file: CountyFile, quarter: Quarter, folder: Path, say: Callable[[Message], None]) -> Path:
    approving.submit(file, quarter, by=CLERK, operator=CLERK)
    document = f"示例政办函〔{quarter.year}〕{quarter.number + 10}号"
    approving.approve(file, quarter, by=APPROVER, document=document, on=_days_before(quarter, 12), operator=APPROVER)
    out = exporting.export(file, quarter, folder / f"{quarter}-涉企检查计划.xlsx", operator=CLERK).path
    found = verify(out)
    if not found.ok:
        raise AnswerIsNo(FAILED(first=found.findings[0]))
    say(EXPORTED(quarter=str(quarter), path=str(out)))
    return out


def _days_before(quarter: Quarter, days: int) -> date:
    return quarter.first - timedelta(days)
