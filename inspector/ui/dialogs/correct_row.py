"""Put a row right before it is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ...domain.messages import Wording
from ...workflow.import_preview import Place, PreviewRow
from ...workflow.mending import Mended
from ..session import Session
from .quarantine import RowDialog


class CorrectDialog(RowDialog):
    """A row of a preview: what is typed is looked at together with everything else that would be imported."""

    KEEP = Wording("importing.keep", "改好(&K)", "&Keep")

    def __init__(
        self,
        session: Session,
        row: PreviewRow,
        try_cells: Callable[[Place, Mapping[str, str], Callable[[Mended], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        assert row.aside is not None
        self._place, self._try = row.place, try_cells
        super().__init__(
            session,
            place=(row.place.path.name, row.sheet, row.row),
            list_name=row.place.list,
            cells=dict(zip(row.aside.titles, row.aside.cells, strict=True)),
            column=row.aside.column,
            reason=session.say(row.aside.reason),
            go=self.KEEP,
            parent=parent,
        )

    def read_again(self, cells: Mapping[str, str]) -> None:
        self._try(self._place, cells, self.still(self.mended))
