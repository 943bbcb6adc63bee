"""What an import would do, as columns: each row with its fate, and the rows of each list counted."""

from __future__ import annotations

from ...domain.messages import Wording
from ...workflow.import_preview import Fate, ListCount, PreviewRow
from ...workflow.list_words import LIST_NAMES
from ..look import Meaning
from .table import Column

FATES = {
    Fate.NEW: Wording("importing.new", "新增", "new"),
    Fate.UPDATED: Wording("importing.updated", "更新", "updated"),
    Fate.UNCHANGED: Wording("importing.unchanged", "不变", "unchanged"),
    Fate.QUARANTINED: Wording("importing.quarantined", "隔离", "put aside"),
}
URGENCY = (Fate.QUARANTINED, Fate.UPDATED, Fate.NEW, Fate.UNCHANGED)
MEANINGS = {
    Fate.NEW: Meaning.DONE,
    Fate.UPDATED: Meaning.COUNTED,
    Fate.UNCHANGED: Meaning.QUIET,
    Fate.QUARANTINED: Meaning.CONFLICT,
}

ROW_COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(
        Wording("preview.fate", "结果", "Outcome"),
        lambda row: FATES[row.fate],
        meaning=lambda row: MEANINGS[row.fate],
        width=6,
    ),
    Column(Wording("preview.file", "文件", "File"), lambda row: row.place.path.name, width=8),
    Column(Wording("preview.sheet", "工作表", "Sheet"), lambda row: row.sheet, width=7),
    Column(Wording("preview.row", "行", "Row"), lambda row: row.row, width=4),
    Column(Wording("preview.subject", "对象", "About"), lambda row: row.subject, width=15, search=True, name=True),
    Column(
        Wording("preview.what", "改动或原因", "Change or reason"),
        lambda row: row.what,
        meaning=lambda row: MEANINGS[row.fate] if row.aside else None,
        width=8,
    ),
)
COUNT_COLUMNS: tuple[Column[ListCount], ...] = (
    Column(Wording("counts.list", "名录", "List"), lambda row: LIST_NAMES[row.list], width=9),
    Column(FATES[Fate.NEW], lambda row: row.new, width=4),
    Column(FATES[Fate.UPDATED], lambda row: row.updated, width=5),
    Column(FATES[Fate.UNCHANGED], lambda row: row.unchanged, width=6),
    Column(
        FATES[Fate.QUARANTINED],
        lambda row: row.quarantined,
        meaning=lambda row: Meaning.CONFLICT if row.quarantined else None,
        width=5,
    ),
)
FILE, SHEET = 1, 2
"""Their places among the columns of rows."""
