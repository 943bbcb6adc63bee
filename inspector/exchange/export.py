"""The official workbook of a plan."""

from __future__ import annotations

from pathlib import Path

from ..domain.county import Snapshot
from ..domain.messages import Refusal, Wording
from ..domain.plan import Plan
from ..draw.fingerprint import plan_fingerprint
from .identify import Origin, identify
from .office import DRAFT, LogLine, Office
from .official import form, official_tables
from .official.words import in_fours
from .page import Print
from .seal import seal_sheet
from .workbook import Saved, save, untold
from .writing import Tell

__all__ = ["LogLine", "Office", "Saved", "refuse_other_files", "write_workbook"]

OTHER_FILE = Wording(
    "workbook.other_file",
    "“{path}”已经存在，而且不是本程序导出的计划，没有覆盖。请换一个文件名。",
    "'{path}' exists and is not a plan that this program exported; it was left alone. Choose another name.",
)


def refuse_other_files(path: Path) -> None:
    """See that only a workbook of ours would be replaced; lists that came in are not written over.

    Raises:
        Refusal: `path` is something else.
    """
    try:
        if path.exists() and path.stat().st_size and identify(path) is Origin.FOREIGN:
            raise Refusal(OTHER_FILE(path=str(path)))
    except OSError:
        return  # what cannot be read is told when it is to be written


def write_workbook(path: Path, snapshot: Snapshot, plan: Plan, office: Office, tell: Tell = untold) -> Saved:
    """Write the official workbook of `plan`, whole or not at all; 送审稿 on every page unless it is approved.

    `tell` follows the writing, as in `save`.

    Returns where it was saved (under a numbered name if the target is open elsewhere) and what to say about it.

    Raises:
        Refusal: the file cannot be written, its name is not one of an .xlsx file, or a text is too long for a cell.
        ValueError: the plan's enterprises were never drawn.
    """
    tables = official_tables(snapshot, plan, office)
    note = f"批准文号：{office.approval.document}" if office.approval else ""
    mark = f"计划指纹 {in_fours(plan_fingerprint(plan, office.approval))}"
    page = Print(form.title(snapshot), note, "" if office.approved else DRAFT, mark)
    return save(path, (*tables, seal_sheet(tables)), page, tell=tell)
