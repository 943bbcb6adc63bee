"""Lists come in: every row is new, updated, unchanged or quarantined with its reason; then one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.county import County
from ..domain.messages import Refusal, Wording
from ..domain.records import frozen_part
from ..exchange.intake import ImportResult, Incoming, merge, read_lists
from ..exchange.intake.incoming import joined
from ..store import CountyFile
from . import state
from .aside import kept
from .list_files import ListFile
from .state import STAGE_NAMES

FROZEN = Wording(
    "import.frozen",
    "{quarter} 处于“{stage}”，名录已锁定，只能更正联系人和联系电话。请先完成审批，或撤回锁定：inspector withdraw 文件 "
    "--by 姓名 --reason 原因",
    "{quarter} is '{stage}': its lists stand still, and only contacts and telephone numbers can be put right. Get the "
    "plan approved first, or withdraw the freeze: inspector withdraw FILE --by NAME --reason TEXT",
)

NO_ENTERPRISES = Wording(
    "import.no_enterprises",
    "文件里没有“检查对象名录”工作表，辖区文件里也还没有检查对象，而“{sheets}”要用到它。请把检查对象名录一起导入。",
    "There is no sheet 检查对象名录 in what was given and no enterprise in the county file, but {sheets} "
    "refer to them. "
    "Import 检查对象名录 together with them.",
)
NOTHING_READ = Wording(
    "import.nothing_read",
    "没有一个文件能读。请添加名录文件，或对应列名。",
    "None of the files could be read. Add list files, or match their columns.",
)
NEED_ENTERPRISES = {
    "recusals": "回避登记",
    "tasks": "抽查任务",
    "cases": "有因检查",
    "meetings": "涉企会议调研",
    "past_checks": "历史检查",
    "past_meetings": "历史会议调研",
}
"""Lists that say nothing without enterprises; departments, inspectors and items may well come first."""


@dataclass(frozen=True)
class Imported:
    """What an import did (or, as a preview, would do)."""

    result: ImportResult
    preview: bool


def import_lists(file: CountyFile, paths: Sequence[Path], *, operator: str, preview: bool = False) -> Imported:
    """Read list files into the county file; nothing changes if any file cannot be read, or on `preview`.

    Raises:
        Refusal: a quarter's lists are frozen and more than contacts would change, or a file cannot be read or holds
            none of the known sheets.
    """
    county = file.county()
    incoming = read_lists(paths)
    result = merge(county, incoming)
    refuse_frozen(file, county, result.county)
    refuse_without_enterprises(result)
    if not preview:
        _save(file, county, incoming, result, operator, {"files": [path.name for path in paths]})
    return Imported(result, preview)


def import_read(file: CountyFile, read: Sequence[ListFile], *, operator: str) -> Imported:
    """Take in files as they were read and looked at; those that could not be read are left out.

    Rows that were put right before the import are on record, by file, sheet and row.

    Raises:
        Refusal: a quarter's lists are frozen and more than contacts would change, or no file could be read.
    """
    good = [each for each in read if each.rows is not None]
    if not good:
        raise Refusal(NOTHING_READ())
    county = file.county()
    incoming = joined([each.rows for each in good if each.rows is not None])
    result = merge(county, incoming)
    refuse_frozen(file, county, result.county)
    refuse_without_enterprises(result)
    said: dict[str, Any] = {"files": [each.path.name for each in good]}
    corrected = [(each.path.name, sheet, row) for each in good for sheet, row in each.corrected]
    if corrected:
        said["corrected"] = corrected
    _save(file, county, incoming, result, operator, said)
    return Imported(result, preview=False)


def _save(
    file: CountyFile, before: County, incoming: Incoming, result: ImportResult, operator: str, said: Mapping[str, Any]
) -> None:
    """Save what came in. What earlier imports put aside stays there until its own sheet comes in again."""
    file.back_up()
    counts = result.counts
    again = {(row.file, row.sheet) for rows in incoming.rows.values() for row in rows}
    waiting = [kept(row) for row in file.quarantine() if (row.file, row.sheet) not in again]
    file.save_lists(
        before,
        result.county,
        quarantined=(*waiting, *result.quarantined),
        run=state.body(
            **said,
            new=counts.new,
            updated=counts.updated,
            unchanged=counts.unchanged,
            quarantined=counts.quarantined,
        ),
        operator=operator,
    )


def refuse_frozen(file: CountyFile, before: County, after: County) -> None:
    """Let nothing change the lists while a quarter's plan is being made from them, but what is never frozen.

    Raises:
        Refusal: a quarter is frozen and not approved yet, and more than contacts would change.
    """
    found = state.in_progress(file)
    if found is not None and frozen_part(before) != frozen_part(after):
        raise Refusal(FROZEN(quarter=str(found.quarter), stage=STAGE_NAMES[found.stage]))


def refuse_without_enterprises(result: ImportResult) -> None:
    """Ask for the enterprises first where nothing could be taken without them.

    Raises:
        Refusal: there is none in the county, and the files refer to them.
    """
    waiting = [sheet for sheet in NEED_ENTERPRISES.values() if sheet in result.sheets]
    if waiting and result.counts.total and not result.county.enterprises:
        raise Refusal(NO_ENTERPRISES(sheets=waiting))
