"""Rows in quarantine put right: read again by the same rules as an import, and on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.messages import Message, Refusal, Wording
from ..exchange.intake import Incoming, merge
from ..exchange.intake.incoming import IncomingRow
from ..exchange.intake.sheets import BY_LIST
from ..store import CountyFile
from ..store.quarantine import Quarantined
from . import state
from .aside import kept
from .importing import refuse_frozen

NO_TITLES = Wording(
    "mend.no_titles",
    "这一行是以前的版本隔离的，没有留下列名。请在原表里改好，再导入一次。",
    "This row was put aside by an earlier version that kept no column titles. Put it right in its file and import "
    "again.",
)
NOBODY = Wording("mend.nobody", "请写明姓名和原因。", "Give a name and a reason.")
GONE = Wording("mend.gone", "这一行已经不在隔离区。", "This row is no longer in quarantine.")


@dataclass(frozen=True)
class Mended:
    """What became of a row: taken, or still put aside with this reason and the column at fault."""

    taken: bool
    column: str = ""
    reason: Message | None = None


def column_titles(name: str, own: Sequence[str]) -> tuple[str, ...]:
    """The columns of a row of the list `name`: those that its sheet had first, then those that it lacked."""
    if not own or name not in BY_LIST:
        return tuple(own)
    return (*own, *(column.title for column in BY_LIST[name].columns if column.title not in own))


def mend(file: CountyFile, row: Quarantined, cells: Mapping[str, str], *, operator: str) -> Mended:
    """Read a quarantined row again with these cells; if it can be taken it is imported and leaves the quarantine.

    Raises:
        Refusal: the lists are frozen and more than contacts would change, or the row is no longer there.
    """
    if not row.titles or row.list not in BY_LIST:
        raise Refusal(NO_TITLES())
    waiting = file.quarantine()
    if row not in waiting:
        raise Refusal(GONE())
    county = file.county()
    given = {title: text for title, text in cells.items() if title in row.titles or text.strip()}
    incoming = Incoming({row.list: [IncomingRow(row.file, row.sheet, row.row, given)]}, (row.sheet,))
    result = merge(county, incoming)
    if result.quarantined:
        again = result.quarantined[0]
        return Mended(False, again.column, again.reason)
    refuse_frozen(file, county, result.county)
    left = [kept(other) for other in waiting if other != row]
    run = state.body(files=[row.file], sheet=row.sheet, row=row.row, mended=1, quarantined=len(left))
    file.save_lists(county, result.county, quarantined=left, run=run, operator=operator)
    return Mended(True)


def discard(file: CountyFile, row: Quarantined, *, by: str, reason: str, operator: str) -> None:
    """Take a row out of quarantine that is not to be imported; who decided so, and why, is on record with the row.

    Raises:
        Refusal: name or reason is blank, or the row is no longer there.
    """
    if not (by.strip() and reason.strip()):
        raise Refusal(NOBODY())
    waiting = file.quarantine()
    if row not in waiting:
        raise Refusal(GONE())
    left = [kept(other) for other in waiting if other != row]
    county = file.county()
    run = state.body(
        files=[row.file],
        sheet=row.sheet,
        row=row.row,
        discarded=dict(zip(row.titles, row.cells, strict=False)),
        by=by.strip(),
        reason=reason.strip(),
        quarantined=len(left),
    )
    file.save_lists(county, county, quarantined=left, run=run, operator=operator)
