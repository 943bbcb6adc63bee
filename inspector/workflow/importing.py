"""Lists come in: every row is new, updated, unchanged or quarantined with its reason; then one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..domain.messages import Refusal, Wording
from ..exchange.intake import ImportResult, Learned, merge, read_lists
from ..store import CountyFile
from . import state
from .state import STAGE_NAMES, Stage

FROZEN = Wording(
    "import.frozen",
    "{quarter} 处于“{stage}”，名录已锁定，不能导入。请先完成审批，或撤回锁定：inspector withdraw 文件 --by "
    "姓名 --reason 原因",
    "{quarter} is '{stage}': its lists stand still and nothing can be imported. Get the plan approved first, "
    "or withdraw the "
    "freeze: inspector withdraw FILE --by NAME --reason TEXT",
)

NO_ENTERPRISES = Wording(
    "import.no_enterprises",
    "文件里没有“检查对象名录”工作表，辖区文件里也还没有检查对象，而“{sheets}”要用到它。请把检查对象名录一起导入。",
    "There is no sheet 检查对象名录 in what was given and no enterprise in the county file, but {sheets} "
    "refer to them. "
    "Import 检查对象名录 together with them.",
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


def import_lists(
    file: CountyFile,
    paths: Sequence[Path],
    *,
    operator: str,
    preview: bool = False,
    learned: Learned = MappingProxyType({}),
) -> Imported:
    """Read list files into the county file; nothing changes if any file cannot be read, or on `preview`.

    `learned` are column titles that the user has matched with ours.

    Raises:
        Refusal: a quarter's lists are frozen, or a file cannot be read or holds none of the known sheets.
    """
    refuse_frozen(file)
    county = file.county()
    result = merge(county, read_lists(paths, learned))
    _refuse_without_enterprises(result)
    if not preview:
        file.back_up()
        file.save_lists(
            county,
            result.county,
            quarantined=result.quarantined,
            run=state.body(
                files=[path.name for path in paths],
                new=result.counts.new,
                updated=result.counts.updated,
                unchanged=result.counts.unchanged,
                quarantined=result.counts.quarantined,
            ),
            operator=operator,
        )
    return Imported(result, preview)


def refuse_frozen(file: CountyFile) -> None:
    """Let nothing change the lists while a quarter's plan is being made from them.

    Raises:
        Refusal: a quarter is frozen and not approved yet.
    """
    for quarter in state.opened_quarters(file):
        read = state.load(file, quarter)
        if read.stage not in (Stage.OPEN, Stage.APPROVED):
            raise Refusal(FROZEN(quarter=str(quarter), stage=STAGE_NAMES[read.stage]))


def _refuse_without_enterprises(result: ImportResult) -> None:
    waiting = [sheet for sheet in NEED_ENTERPRISES.values() if sheet in result.sheets]
    if waiting and result.counts.total and not result.county.enterprises:
        raise Refusal(NO_ENTERPRISES(sheets=waiting))
